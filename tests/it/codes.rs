//! One list of codes (`check::CODES`): everything that is reported is in it, and all in it can be reported.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use baodian::check::CODES;

fn files(folder: &Path, ending: &str, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, ending, found);
        } else if path.extension().is_some_and(|extension| extension == ending) {
            found.push(path);
        }
    }
    found.sort();
}

fn read(folder: &str, ending: &str, without: &str) -> String {
    let mut paths = Vec::new();
    files(&Path::new(env!("CARGO_MANIFEST_DIR")).join(folder), ending, &mut paths);
    paths.retain(|path| without.is_empty() || !path.ends_with(without));
    paths.iter().map(|path| fs::read_to_string(path).unwrap()).collect()
}

#[test]
fn no_code_is_listed_twice() {
    let names: BTreeSet<&str> = CODES.iter().map(|code| code.name).collect();
    assert_eq!(names.len(), CODES.len());
}

#[test]
fn every_listed_code_is_reported_somewhere() {
    let sources = read("src", "rs", "check/codes.rs");
    let own = ["rule-unknown", "rule-fixed"];
    let idle: Vec<&str> =
        CODES.iter().map(|code| code.name).filter(|name| !own.contains(name) && !sources.contains(&format!("\"{name}\""))).collect();
    assert!(idle.is_empty(), "{idle:?}");
}

#[test]
fn every_reported_code_is_listed() {
    let sources = read("src", "rs", "");
    let known: BTreeSet<&str> = CODES.iter().map(|code| code.name).collect();
    let mut unknown = BTreeSet::new();
    for start in ["Diagnostic::error(", "Diagnostic::warning(", "finding(", "fail(", ".refuse(", "code: "] {
        for (at, _) in sources.match_indices(start) {
            let word =
                sources[at + start.len()..].trim_start().strip_prefix('"').and_then(|rest| rest.split_once('"')).map(|(word, _)| word);
            unknown.extend(word.filter(|word| !known.contains(word)));
        }
    }
    assert!(unknown.is_empty(), "{unknown:?}");
}

#[test]
fn every_code_of_the_checks_has_an_example_with_its_exact_message() {
    let documents = read("tests/spec/check", "md", "");
    let sources = read("src/check", "rs", "check/codes.rs") + "\"rule-unknown\" \"rule-fixed\"";
    let silent: Vec<&str> = CODES
        .iter()
        .map(|code| code.name)
        .filter(|name| sources.contains(&format!("\"{name}\"")) && !documents.contains(&format!("[{name}]: ")))
        .collect();
    assert!(silent.is_empty(), "{silent:?}");
}
