//! Tiny sites in one string, built in memory or by the real program, in a folder that goes away by itself.
//!
//! ```text
//! site("-- site.yaml --\ntitle: 试\n-- content/a/01-b.md --\n---\ntitle: 乙\n---\n正文。\n")
//! ```

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::{FileTypeExt, MetadataExt};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};

use baodian::build::{self, Memo, Request};
use baodian::diagnostic::{self, Diagnostic};
use baodian::model::date::Date;

/// The day of every build in these tests.
pub const TODAY: &str = "2026-06-01";

/// A folder of its own for one test, removed at its end: `site/` in it is the site, `home/` the home folder.
pub struct TempSite {
    top: PathBuf,
    /// The site folder.
    pub root: PathBuf,
}

/// Writes the files of `text`, each below a line `-- path --`, into a new site folder.
pub fn site(text: &str) -> TempSite {
    let site = empty_site();
    for (path, text) in &split(text) {
        site.write(path, text.as_bytes());
    }
    site
}

/// The files of `text`, each below a line `-- path --`.
pub fn split(text: &str) -> BTreeMap<String, String> {
    let mut path = String::new();
    let mut files: BTreeMap<String, String> = BTreeMap::new();
    for line in text.split_inclusive('\n') {
        match line.trim_end().strip_prefix("-- ").and_then(|line| line.strip_suffix(" --")) {
            Some(name) => {
                name.clone_into(&mut path);
                files.insert(path.clone(), String::new());
            }
            None => files.get_mut(&path).expect("text before the first `-- path --`").push_str(line),
        }
    }
    files
}

/// A site folder without any file.
pub fn empty_site() -> TempSite {
    static COUNT: AtomicUsize = AtomicUsize::new(0);
    let name = format!("baodian-it-{}-{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
    let top = std::env::temp_dir().join(name);
    let _ = fs::remove_dir_all(&top);
    fs::create_dir_all(top.join("site")).unwrap();
    fs::create_dir_all(top.join("home")).unwrap();
    let top = top.canonicalize().unwrap();
    TempSite { root: top.join("site"), top }
}

impl Drop for TempSite {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.top);
    }
}

impl TempSite {
    /// The folder that holds `site/` and `home/`.
    pub fn top(&self) -> &Path {
        &self.top
    }

    /// The path of `name` below the site folder.
    pub fn path(&self, name: &str) -> PathBuf {
        self.root.join(name)
    }

    /// Writes a file and the folders it needs.
    pub fn write(&self, name: &str, bytes: impl AsRef<[u8]>) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }

    /// Removes a file.
    pub fn remove(&self, name: &str) {
        fs::remove_file(self.path(name)).unwrap();
    }

    /// The text of a file.
    pub fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    /// What a build is asked for by default.
    pub fn request(&self) -> Request {
        Request { root: self.root.clone(), date: Date::parse(TODAY).unwrap(), drafts: false, base_url: None, print: false, cache: None }
    }

    /// Builds in memory.
    pub fn build(&self) -> Pages {
        self.build_with(&self.request(), &mut Memo::default())
    }

    /// Builds in memory what `request` says, with the parses that `memo` remembers.
    pub fn build_with(&self, request: &Request, memo: &mut Memo) -> Pages {
        assert_eq!(request.root, self.root);
        let built = build::build(request, memo).unwrap_or_else(|failure| panic!("{failure}"));
        let files = built.files.into_iter().map(|file| (file.path, file.bytes)).collect();
        Pages { files, diagnostics: built.diagnostics }
    }

    /// All findings, as people see them, without publishing anything.
    pub fn check(&self) -> String {
        diagnostic::human(&self.build().diagnostics, false)
    }

    /// Runs the program in the site folder.
    pub fn run<const N: usize>(&self, args: [&str; N]) -> Run {
        self.run_with(&args, |_| {})
    }

    /// Runs the program in the site folder after `change` had its way with the process.
    pub fn run_with(&self, args: &[&str], change: impl FnOnce(&mut Command)) -> Run {
        let mut command = self.command();
        command.args(args);
        change(&mut command);
        let output = command.output().unwrap();
        Run {
            code: output.status.code().unwrap_or_else(|| panic!("the program was killed: {:?}", output.status)),
            stdout: String::from_utf8(output.stdout).unwrap(),
            stderr: String::from_utf8(output.stderr).unwrap(),
        }
    }

    /// The program, about to run in the site folder with a home of its own.
    pub fn command(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_baodian"));
        command.current_dir(&self.root).env("HOME", self.top.join("home")).env_remove("XDG_CACHE_HOME").stdin(Stdio::null());
        command
    }

    /// Everything in the test's folder, the site and what stands beside it.
    pub fn snapshot(&self) -> BTreeMap<String, Thing> {
        let mut things = BTreeMap::new();
        look(&self.top, "", &mut things);
        things
    }
}

/// A built site in memory.
#[derive(Debug, PartialEq)]
pub struct Pages {
    /// Path → bytes.
    pub files: BTreeMap<String, Vec<u8>>,
    /// Findings.
    pub diagnostics: Vec<Diagnostic>,
}

impl Pages {
    /// The page at `address`: `/a/b/` or `/404.html`.
    pub fn page(&self, address: &str) -> &str {
        let path = address.trim_start_matches('/');
        let path = if path.is_empty() || path.ends_with('/') { format!("{path}index.html") } else { path.to_owned() };
        let bytes = self.files.get(&path).unwrap_or_else(|| panic!("no {path} among {:?}", self.paths()));
        std::str::from_utf8(bytes).unwrap()
    }

    /// All paths.
    pub fn paths(&self) -> Vec<&str> {
        self.files.keys().map(String::as_str).collect()
    }

    /// The codes of all findings, in their order.
    pub fn codes(&self) -> Vec<&str> {
        self.diagnostics.iter().map(|diagnostic| diagnostic.code).collect()
    }
}

/// What the program answered.
#[derive(Debug, PartialEq, Eq)]
pub struct Run {
    /// Exit code.
    pub code: i32,
    /// Standard output.
    pub stdout: String,
    /// Standard error.
    pub stderr: String,
}

impl Run {
    /// The same, after making sure that all went well.
    pub fn success(self) -> Self {
        assert_eq!(self.code, 0, "{}", self.stderr);
        self
    }
}

/// A file as it lies on the disk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Thing {
    /// A file with its bytes and its inode.
    File(Vec<u8>, u64),
    /// A symbolic link and where it leads.
    Link(PathBuf),
    /// A folder.
    Folder,
    /// A pipe or device.
    Special,
}

fn look(folder: &Path, prefix: &str, things: &mut BTreeMap<String, Thing>) {
    for entry in fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
        let metadata = fs::symlink_metadata(entry.path()).unwrap();
        let kind = metadata.file_type();
        let thing = if kind.is_symlink() {
            Thing::Link(fs::read_link(entry.path()).unwrap())
        } else if kind.is_dir() {
            look(&entry.path(), &format!("{name}/"), things);
            Thing::Folder
        } else if kind.is_fifo() || !kind.is_file() {
            Thing::Special
        } else {
            Thing::File(fs::read(entry.path()).unwrap(), metadata.ino())
        };
        things.insert(name, thing);
    }
}

/// Every file below `folder` with its bytes.
pub fn tree(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut things = BTreeMap::new();
    look(folder, "", &mut things);
    let files = things.into_iter().filter_map(|(path, thing)| match thing {
        Thing::File(bytes, _) => Some((path, bytes)),
        Thing::Link(_) | Thing::Folder | Thing::Special => None,
    });
    files.collect()
}
