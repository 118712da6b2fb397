//! A name for everything a PDF depends on, and the form in which a finished one is kept.
//! Keeping and finding is done by `output`; nothing is read from the disk here.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::model::booklet::Booklet;
use crate::model::site::Site;
use crate::print::impose::Laid;
use crate::print::manuscript::{self, Press};
use crate::print::world::FACES;
use crate::print::{Form, Printed};

/// Code of this room, of the engine and of all crates: a hash that the build script takes.
const PROGRAM: &str = env!("BAODIAN_TYPESETTER");

/// The name of `booklet` in this `form`: equal names, equal bytes. It covers what the typesetter is given
/// (articles, pictures, data and the day), the theme, the fonts and the program. None for a booklet with
/// something to mend, so that it is told every time.
#[must_use]
pub fn key(site: &Site, booklet: &Booklet, theme: &BTreeMap<String, String>, form: Form) -> Option<String> {
    let manuscript = manuscript::write(site, booklet, Press::default());
    if !manuscript.diagnostics.is_empty() {
        return None;
    }
    let mut hasher = blake3::Hasher::new();
    // With its length before each part, no two lists of parts look alike.
    let mut add = |part: &[u8]| {
        hasher.update(&part.len().to_le_bytes());
        hasher.update(part);
    };
    add(PROGRAM.as_bytes());
    add(format!("{form:?} {:?} {}", site.date, booklet.id).as_bytes());
    FACES.iter().for_each(|(_, face)| add(face));
    add(manuscript.main.as_bytes());
    manuscript.articles.iter().for_each(|(_, typst)| add(typst.text.as_bytes()));
    for (path, bytes) in &manuscript.files {
        add(path.as_bytes());
        add(bytes);
    }
    for (path, text) in theme {
        add(path.as_bytes());
        add(text.as_bytes());
    }
    Some(hasher.finalize().to_hex().to_string())
}

#[derive(Serialize, Deserialize)]
struct Facts {
    pages: usize,
    laid: Option<Laid>,
    /// Length of the picture of the cover.
    cover: Option<usize>,
}

impl Printed {
    /// One line with the figures, then the picture of the cover, then the PDF.
    ///
    /// # Panics
    /// Never: figures can always be written.
    #[must_use]
    pub fn pack(&self) -> Vec<u8> {
        let facts = Facts { pages: self.pages, laid: self.laid, cover: self.cover.as_ref().map(Vec::len) };
        let mut bytes = serde_json::to_vec(&facts).expect("this is a bug in baodian: figures that cannot be written");
        bytes.push(b'\n');
        self.cover.iter().for_each(|cover| bytes.extend_from_slice(cover));
        bytes.extend_from_slice(&self.pdf);
        bytes
    }

    /// The opposite; none when these are other bytes.
    #[must_use]
    pub fn unpack(bytes: &[u8]) -> Option<Self> {
        let line = bytes.iter().position(|byte| *byte == b'\n')?;
        let facts: Facts = serde_json::from_slice(&bytes[..line]).ok()?;
        let (cover, pdf) = bytes[line + 1..].split_at_checked(facts.cover.unwrap_or(0))?;
        Some(Self { pdf: pdf.to_vec(), pages: facts.pages, laid: facts.laid, cover: facts.cover.map(|_| cover.to_vec()) })
    }
}
