//! Articles that were changed after their last review.

use std::path::Path;

use crate::diagnostic::Diagnostic;
use crate::history::{History, git, log};
use crate::model::site::{Entry, Site};

/// More paths than this cost git more than looking at all files: it holds each change against each path.
const MANY: usize = 100;

/// A warning for every article whose file was changed after the day in `reviewed_on`.
///
/// The day of a review is written into the file after the review, so the commit that last touched the line
/// `reviewed_on:` is no change since then: it is looked up (one more pass of git, over the few files in question).
#[must_use]
pub fn changed_since_review(root: &Path, site: &Site, history: &History) -> Vec<Diagnostic> {
    let History::Known(changes) = history else { return Vec::new() };
    let suspects: Vec<&Entry> = site.entries.iter().filter(|entry| is_suspect(entry, history)).collect();
    if suspects.is_empty() {
        return Vec::new();
    }
    let mut args = vec![
        "--literal-pathspecs",
        "log",
        "--format=%x00%ct",
        "--name-only",
        "--no-renames",
        "--no-show-signature",
        "--no-textconv",
        "--relative",
    ];
    args.extend(["-G^reviewed_on:", "--"]);
    if suspects.len() <= MANY {
        args.extend(suspects.iter().map(|entry| entry.article.source.path.as_str()));
    }
    let recorded = git(root, &args).map(|text| log::parse(&text)).unwrap_or_default();
    let changed = suspects.into_iter().filter(|entry| {
        let path = &entry.article.source.path;
        changes.get(path) > recorded.get(path)
    });
    changed.filter_map(|entry| finding(entry, history)).collect()
}

/// Whether the last change is later than the review.
fn is_suspect(entry: &Entry, history: &History) -> bool {
    let article = &entry.article;
    article.front.reviewed_on.is_some_and(|reviewed| history.last_change(&article.source.path).is_some_and(|day| day > reviewed))
}

fn finding(entry: &Entry, history: &History) -> Option<Diagnostic> {
    let article = &entry.article;
    let (reviewed, day) = (article.front.reviewed_on?, history.last_change(&article.source.path)?);
    Some(
        Diagnostic::warning("changed-since-review", article.place_of("reviewed_on"), "这篇文章审核以后又改过，改动还没有人审")
            .label(format!("{day} 又改过"))
            .help(format!("请审稿人看一遍 {reviewed} 以后的改动，然后把 reviewed_on 改成看完的那一天")),
    )
}
