//! Whole small sites: `tests/sites/<name>/in` must become exactly `tests/sites/<name>/out`.
//!
//! Their themes are a few lines each, so that these trees pin addresses, feeds and what templates are given
//! (`themes/README.md`), and not the looks of the default theme. `assets/` and `search/` have tests of their own.
//! After an intended change: `BAODIAN_BLESS=1 cargo test --test it golden`, and read the difference before keeping it.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use baodian::build::{self, Memo, Request};
use baodian::diagnostic;
use baodian::model::date::Date;

use crate::harness::{TODAY, tree};

#[test]
fn a_bare_theme_gets_everything_it_was_promised() {
    compare("bare");
}

fn compare(name: &str) {
    let folder: PathBuf = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sites").join(name);
    let request =
        Request { root: folder.join("in"), date: Date::parse(TODAY).unwrap(), drafts: false, base_url: None, print: false, cache: None };
    let built = build::build(&request, &mut Memo::default()).unwrap_or_else(|failure| panic!("{failure}"));
    assert!(built.diagnostics.is_empty(), "{}", diagnostic::human(&built.diagnostics, false));
    // The rest changes with every script of the default theme.
    let moves = |path: &str| ["assets/", "search/", "offline/", "sw.js"].iter().any(|start| path.starts_with(start));
    let is_pinned = |path: &str| path == "search/index.html" || !moves(path);
    let files = built.files.into_iter().filter(|file| is_pinned(&file.path));
    let is: BTreeMap<String, Vec<u8>> = files.map(|file| (file.path, file.bytes)).collect();
    let out = folder.join("out");
    if std::env::var_os("BAODIAN_BLESS").is_some() {
        let _ = fs::remove_dir_all(&out);
        for (path, bytes) in &is {
            let path = out.join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, bytes).unwrap();
        }
    }
    let should = tree(&out);
    assert_eq!(is.keys().collect::<Vec<_>>(), should.keys().collect::<Vec<_>>());
    for (path, bytes) in &is {
        assert_eq!(String::from_utf8_lossy(bytes), String::from_utf8_lossy(&should[path]), "{name}/out/{path}");
    }
}
