//! Names of documents and series that a reader should see as names: 《》, V18.

use std::collections::BTreeSet;

use crate::check::codes::finding;
use crate::check::reading::{Kind, Reading};
use crate::check::words::{is_quoted, length};
use crate::diagnostic::Diagnostic;
use crate::model::site::Site;
use crate::source::Span;

/// What a series that is a book is called; “关爱未成年人” is no name to a reader, “老年人健康手册” is.
const BOOKS: [&str; 8] = ["手册", "宝典", "指南", "读本", "问答", "大全", "教程", "课本"];
/// Shorter names may be words of the language.
const SHORTEST: usize = 6;

/// The findings about one article.
pub fn check(site: &Site, reading: &Reading) -> Vec<Diagnostic> {
    let names = names(site);
    let mut diagnostics = Vec::new();
    for (index, run) in reading.runs.iter().enumerate().filter(|(_, run)| run.kind == Kind::Prose) {
        for name in &names {
            let Some(at) = run.text.match_indices(name).map(|(at, _)| at).find(|at| !is_quoted(&run.text, *at)) else { continue };
            let place = reading.place(index, Span::new(at, at + name.len()));
            let message = format!("“{name}”是文件或系列的名字，没有书名号，读者看不出从哪里到哪里是名字");
            diagnostics.push(finding("title-unmarked", place, message).help(format!("写成《{name}》")));
        }
    }
    diagnostics
}

/// What stands between 《》 in the titles of documents, and the titles of series that are books.
fn names(site: &Site) -> BTreeSet<&str> {
    let documents =
        site.references.values().filter_map(|document| document.title.split_once('《')?.1.split_once('》')).map(|(name, _)| name);
    let titles = site.series.iter().map(|series| series.title.as_str());
    let series = titles.filter(|title| BOOKS.iter().any(|word| title.ends_with(word)));
    documents.chain(series).filter(|name| length(name) >= SHORTEST).collect()
}
