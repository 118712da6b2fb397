//! The rules of the house as a test: who may import whom, and which room alone names each outside crate.
//! Imports run downward only; a change here is a change of the architecture (see ARCHITECTURE.md).

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// Room → rooms it may import. Rooms are listed from the ground up.
const MAY_IMPORT: &[(&str, &[&str])] = &[
    ("source", &[]),
    ("diagnostic", &["source"]),
    ("model", &["source"]),
    ("output", &[]),
    ("markup", &["model", "source"]),
    ("markdown", &["markup", "diagnostic", "model", "source"]),
    ("picture", &["model"]),
    ("content", &["markdown", "markup", "picture", "diagnostic", "model", "output", "source"]),
    ("fix", &["content", "markdown", "diagnostic", "source"]),
    ("site", &["diagnostic", "model", "source"]),
    ("check", &["markup", "diagnostic", "model", "source"]),
    ("history", &["diagnostic", "model"]),
    ("theme", &["output"]),
    ("pages", &["markup", "theme", "model", "output"]),
    ("export", &["markup", "model", "output"]),
    ("search", &["markup", "model", "output"]),
    ("stats", &["history", "markup", "model"]),
    ("print", &["check", "markup", "picture", "diagnostic", "model", "source"]),
    ("audit", &[]),
    (
        "build",
        &[
            "check",
            "content",
            "picture",
            "fix",
            "history",
            "site",
            "pages",
            "export",
            "search",
            "print",
            "theme",
            "diagnostic",
            "model",
            "output",
            "source",
        ],
    ),
    ("new", &["content", "diagnostic", "model", "output", "source"]),
    ("schema", &["model"]),
    ("serve", &["build", "check", "markup", "diagnostic", "model", "output"]),
    (
        "cli",
        &[
            "audit",
            "build",
            "check",
            "content",
            "export",
            "fix",
            "history",
            "new",
            "schema",
            "serve",
            "site",
            "stats",
            "print",
            "theme",
            "diagnostic",
            "model",
            "output",
            "source",
        ],
    ),
];

/// Outside crate → the rooms that may name it.
const OWNERS: &[(&str, &[&str])] = &[
    ("ab_glyph", &["picture"]),
    ("annotate_snippets", &["diagnostic"]),
    ("clap", &["cli"]),
    ("fast_qr", &["markup"]),
    ("flate2", &["print"]),
    ("icu_segmenter", &["markup"]),
    ("image", &["picture"]),
    ("imagesize", &["content"]),
    ("include_dir", &["theme"]),
    ("jiff", &["model"]),
    ("jpeg_encoder", &["picture"]),
    ("miniz_oxide", &["export"]),
    ("notify", &["serve"]),
    ("pinyin", &["model"]),
    ("png", &["picture"]),
    ("pulldown_cmark", &["markdown"]),
    ("rustix", &["output"]),
    ("schemars", &["model", "schema"]),
    ("serde_yaml", &["content"]),
    ("sha2", &["pages"]),
    ("syntect", &["markup"]),
    ("tera", &["theme"]),
    ("tiny_http", &["serve"]),
    ("typst", &["print"]),
    ("typst_layout", &["print"]),
    ("typst_pdf", &["print"]),
    ("typst_svg", &["print"]),
    ("unicode_normalization", &["content", "search"]),
    ("walkdir", &["content", "theme"]),
    ("wuff", &["picture", "print"]),
    ("zune_jpeg", &["picture"]),
];

/// Rooms that may touch the disk.
const DISK: &[&str] = &["cli", "content", "output", "theme"];

/// Rooms that may start another program: git is asked about days, the browser is opened for a preview.
const PROCESS: &[&str] = &["history", "serve"];

#[test]
fn the_table_itself_has_no_cycle() {
    let mut below: BTreeSet<&str> = BTreeSet::new();
    let mut waiting: Vec<&(&str, &[&str])> = MAY_IMPORT.iter().collect();
    while !waiting.is_empty() {
        let before = waiting.len();
        waiting.retain(|(room, imports)| {
            let ready = imports.iter().all(|import| below.contains(import));
            if ready {
                below.insert(room);
            }
            !ready
        });
        assert!(waiting.len() < before, "these rooms import each other: {waiting:?}");
    }
}

#[test]
fn rooms_import_only_rooms_below_them() {
    let table: BTreeMap<&str, &[&str]> = MAY_IMPORT.iter().copied().collect();
    let mut breaches = Vec::new();
    for (room, file, line) in lines_of_all_rooms() {
        let Some(allowed) = table.get(room.as_str()) else {
            breaches.push(format!("{file}: the room {room} is not in the table"));
            continue;
        };
        for name in named_after(&line, "crate::") {
            if name != room && table.contains_key(name.as_str()) && !allowed.contains(&name.as_str()) {
                breaches.push(format!("{file}: {room} may not import {name}"));
            }
        }
    }
    assert!(breaches.is_empty(), "{}", breaches.join("\n"));
}

#[test]
fn each_outside_crate_has_its_owner() {
    let owners: BTreeMap<&str, &[&str]> = OWNERS.iter().copied().collect();
    let mut breaches = Vec::new();
    for (room, file, line) in lines_of_all_rooms() {
        for (name, rooms) in &owners {
            let names_it =
                line.contains(&format!("{name}::")) && !line.contains(&format!("::{name}::")) && !line.contains(&format!("_{name}::"));
            if names_it && !rooms.contains(&room.as_str()) {
                breaches.push(format!("{file}: only {} may name {name}", rooms.join(", ")));
            }
        }
    }
    assert!(breaches.is_empty(), "{}", breaches.join("\n"));
}

#[test]
fn only_these_rooms_touch_the_disk() {
    let touches =
        |line: &str| line.contains("std::fs") || line.contains("fs::read") || line.contains("fs::write") || line.contains("File::open");
    let breaches: Vec<String> = lines_of_all_rooms()
        .into_iter()
        .filter(|(room, _, line)| touches(line) && !DISK.contains(&room.as_str()))
        .map(|(_, file, line)| format!("{file}: {line}"))
        .collect();
    assert!(breaches.is_empty(), "{}", breaches.join("\n"));
}

#[test]
fn only_these_rooms_start_a_process() {
    let breaches: Vec<String> = lines_of_all_rooms()
        .into_iter()
        .filter(|(room, _, line)| line.contains("Command::new(") && !PROCESS.contains(&room.as_str()))
        .map(|(_, file, line)| format!("{file}: {line}"))
        .collect();
    assert!(breaches.is_empty(), "{}", breaches.join("\n"));
}

#[test]
fn a_planted_breach_is_found() {
    assert_eq!(named_after("use crate::pages::Page;", "crate::"), ["pages"]);
    assert_eq!(named_after("use crate::{build, pages};", "crate::"), ["build", "pages"]);
    assert_eq!(named_after("let x = crate::theme::Theme::load();", "crate::"), ["theme"]);
}

/// Every line of code in `src`, without comments, with its room and file.
fn lines_of_all_rooms() -> Vec<(String, String, String)> {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    collect(&src, &mut files);
    let mut lines = Vec::new();
    for path in files {
        let relative = path.strip_prefix(&src).expect("below src").to_string_lossy().replace('\\', "/");
        let room = relative.split('/').next().expect("a first part").trim_end_matches(".rs").to_owned();
        if room == "lib" || room == "main" {
            continue;
        }
        let text = fs::read_to_string(&path).expect("source files are text");
        for line in text.lines().map(str::trim).filter(|line| !line.starts_with("//")) {
            lines.push((room.clone(), relative.clone(), line.to_owned()));
        }
    }
    assert!(lines.len() > 1000, "the test reads the real sources");
    lines
}

fn collect(folder: &Path, files: &mut Vec<std::path::PathBuf>) {
    for entry in fs::read_dir(folder).expect("src is readable") {
        let path = entry.expect("src is readable").path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
    files.sort();
}

/// The names that follow `prefix` in `line`: `crate::a::b` gives a, `crate::{a, b::c}` gives a and b.
fn named_after(line: &str, prefix: &str) -> Vec<String> {
    let mut names = Vec::new();
    for (at, _) in line.match_indices(prefix) {
        let rest = &line[at + prefix.len()..];
        let parts: Vec<&str> = match rest.strip_prefix('{') {
            Some(list) => list.trim_end_matches(['}', ';']).split(',').collect(),
            None => vec![rest],
        };
        for part in parts {
            let name: String = part.trim().chars().take_while(|c| c.is_ascii_lowercase() || *c == '_').collect();
            if !name.is_empty() {
                names.push(name);
            }
        }
    }
    names
}
