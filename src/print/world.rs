//! What the typesetter can see: the fonts inside the program and the files of one booklet, all in memory.
//! Nothing is read from the disk, the system's fonts or the network, so a booklet is the same everywhere.

use std::collections::BTreeMap;
use std::sync::{LazyLock, OnceLock};

use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};

use crate::model::date::Date;
use crate::picture::cover::HEI;

/// Song (text), Hei bold (headings, strong), Kai (emphasis). Hashes and recipe: `assets/fonts/fonts.lock`.
pub const FACES: [(&str, &[u8]); 3] = [
    ("song.woff2", include_bytes!("../../assets/fonts/song.woff2")),
    ("hei.woff2", HEI),
    ("kai.woff2", include_bytes!("../../assets/fonts/kai.woff2")),
];

static LIBRARY: LazyLock<LazyHash<Library>> = LazyLock::new(|| LazyHash::new(Library::default()));
static FONTS: OnceLock<Fonts> = OnceLock::new();

struct Fonts {
    book: LazyHash<FontBook>,
    faces: Vec<Font>,
}

/// Decoded once for the whole run of the program.
fn fonts() -> &'static Fonts {
    FONTS.get_or_init(|| {
        let mut faces = Vec::new();
        for (_, packed) in FACES {
            let plain = wuff::decompress_woff2(packed).expect("this is a bug in baodian: a font that cannot be decoded");
            faces.extend(Font::iter(Bytes::new(plain)));
        }
        assert_eq!(faces.len(), FACES.len(), "this is a bug in baodian: a font that cannot be read");
        Fonts { book: LazyHash::new(FontBook::from_fonts(&faces)), faces }
    })
}

/// The files of one booklet.
pub struct Room {
    main: FileId,
    sources: BTreeMap<String, Source>,
    files: BTreeMap<String, Bytes>,
    day: Option<Datetime>,
}

impl Room {
    /// A room with Typst `sources` and other `files` (pictures, QR codes) by path without a leading `/`.
    /// Typesetting starts at `main`. Paths the engine cannot take are left out; whoever asks for them
    /// is told that they do not exist.
    ///
    /// # Panics
    /// When `main` is not among the sources.
    #[must_use]
    pub fn new(main: &str, sources: BTreeMap<String, String>, files: BTreeMap<String, Vec<u8>>, date: Date) -> Self {
        let sources: BTreeMap<String, Source> =
            sources.into_iter().filter_map(|(path, text)| Some((path.clone(), Source::new(file_id(&path)?, text)))).collect();
        let (year, month, day) = date.parts();
        Self {
            main: sources[main].id(),
            sources,
            files: files.into_iter().map(|(path, bytes)| (path, Bytes::new(bytes))).collect(),
            day: Datetime::from_ymd(year.into(), month.unsigned_abs(), day.unsigned_abs()),
        }
    }

    /// The text of a Typst source.
    #[must_use]
    pub fn text(&self, path: &str) -> Option<&str> {
        self.sources.get(path).map(Source::text)
    }
}

/// The path a file has in its room.
#[must_use]
pub fn path_of(id: FileId) -> &'static str {
    id.get().vpath().get_without_slash()
}

fn file_id(path: &str) -> Option<FileId> {
    let path = VirtualPath::new(path).ok()?;
    Some(RootedPath::new(VirtualRoot::Project, path).intern())
}

impl World for Room {
    fn library(&self) -> &LazyHash<Library> {
        &LIBRARY
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &fonts().book
    }

    fn main(&self) -> FileId {
        self.main
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        self.sources.get(path_of(id)).cloned().ok_or_else(|| FileError::NotFound(path_of(id).into()))
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        self.files.get(path_of(id)).cloned().ok_or_else(|| FileError::NotFound(path_of(id).into()))
    }

    fn font(&self, index: usize) -> Option<Font> {
        fonts().faces.get(index).cloned()
    }

    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        self.day
    }
}
