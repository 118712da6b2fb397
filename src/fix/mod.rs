//! Slips of the keyboard that can be mended without knowing what the sentence means: one source → the edits.
//!
//! The rules are our own. The crate `autocorrect` 2.14 was tried and does not earn its weight: 44 s more to
//! compile and 15 more crates, while of the rules wanted here it has only two (marks after Han, full-width
//! digits); it always puts spaces between Han and digits, which here is the page's work (`text-autospace`),
//! and it misses marks after links, half-width quotes and the front matter.
//!
//! Everything errs on the side of silence: what may be a time, a telephone number, a date, the number of a
//! document, a ratio, an address, English or an emoticon stays as it is.

mod cells;
mod diff;
mod front;
mod lines;
mod marks;
mod numbers;

use std::sync::Arc;

use crate::content;
use crate::diagnostic::Diagnostic;
use crate::markdown::{self, Piece, PieceKind, Prose, ProseKind};
use crate::source::{Place, Source, Span};
use cells::Line;

pub use diff::unified;

/// A change of some bytes of one source. Never touches a line end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// What is replaced; empty where something is put in.
    pub span: Span,
    /// What stands there afterwards.
    pub replacement: String,
    /// Diagnostic code of the rule.
    pub code: &'static str,
    /// What is wrong and why it matters.
    pub message: String,
}

/// What can be mended in `source`, in the order of the text, without overlaps. A pure function of the text;
/// after `apply` there is nothing left to mend.
#[must_use]
pub fn edits(source: &Arc<Source>) -> Vec<Edit> {
    if !source.path.ends_with(".md") && !source.path.ends_with(".markdown") {
        return Vec::new();
    }
    let Ok(cut) = content::cut(source) else { return Vec::new() };
    let mut edits = Vec::new();
    for value in cut.front.map(|front| front::values(&source.text, front)).unwrap_or_default() {
        let words = Prose { kind: ProseKind::Other, pieces: vec![Piece { span: value, kind: PieceKind::Words }] };
        let found = mend(&source.text, &words);
        // A title of digits alone would be a number to YAML.
        if source.text[value.start..value.end].chars().any(cells::is_han) {
            edits.extend(found);
        }
    }
    for run in markdown::prose(source, cut.body) {
        let found = mend(&source.text, &run);
        if run.kind != ProseKind::Heading || keeps_anchor(&source.text, &run, &found) {
            edits.extend(found);
        }
    }
    edits
}

/// The edits as warnings: one for each line and rule.
#[must_use]
pub fn findings(source: &Arc<Source>) -> Vec<Diagnostic> {
    let edits = edits(source);
    let line_of = |edit: &Edit| source.text[..edit.span.start].rfind('\n');
    let mut findings: Vec<Diagnostic> = Vec::new();
    let mut from = 0;
    while from < edits.len() {
        let line = line_of(&edits[from]);
        let length = edits[from..].iter().take_while(|edit| line_of(edit) == line).count();
        let mut rest: Vec<&Edit> = edits[from..from + length].iter().collect();
        from += length;
        while let Some(first) = rest.first().copied() {
            let alike = rest.iter().filter(|edit| edit.code == first.code).count();
            rest.retain(|edit| edit.code != first.code);
            findings.push(finding(source, first, alike));
        }
    }
    findings
}

fn finding(source: &Arc<Source>, edit: &Edit, alike: usize) -> Diagnostic {
    let instead = match edit.code {
        lines::HEADING => "井号后面空一格".to_owned(),
        _ => format!("改成“{}”", edit.replacement.trim_end()),
    };
    let diagnostic = Diagnostic::warning(edit.code, Place::new(source, edit.span), edit.message.clone())
        .help(format!("{instead}；运行 baodian check --fix，这一类能一次改好"));
    if alike > 1 { diagnostic.label(format!("这一行有 {alike} 处")) } else { diagnostic }
}

/// `text` with the edits made.
#[must_use]
pub fn apply(text: &str, edits: &[Edit]) -> String {
    let mut mended = String::with_capacity(text.len() + 16);
    let mut copied = 0;
    for edit in edits {
        mended.push_str(&text[copied..edit.span.start]);
        mended.push_str(&edit.replacement);
        copied = edit.span.end;
    }
    mended.push_str(&text[copied..]);
    mended
}

/// The edits of one run of words.
fn mend(text: &str, run: &Prose) -> Vec<Edit> {
    let mut edits = Vec::new();
    let mut list = false;
    for (at, pieces) in run.pieces.split(|piece| piece.kind == PieceKind::Break).enumerate() {
        let mut line = Line::new(text, pieces);
        if run.kind == ProseKind::Paragraph {
            lines::heading(text, &mut line, &mut edits);
            lines::item(text, &mut line, at == 0, &mut list, &mut edits);
        }
        // Each rule may make room for another (a full-width digit for a range), so until all are content.
        while numbers::mend(&mut line) | marks::mend(&mut line) {}
        line.edits(text, &mut edits);
    }
    edits.sort_by_key(|edit| edit.span);
    edits
}

/// Whether a heading keeps its address: links and printed codes lead there.
fn keeps_anchor(text: &str, run: &Prose, edits: &[Edit]) -> bool {
    let (Some(first), Some(last)) = (run.pieces.first(), run.pieces.last()) else { return true };
    let (start, end) = (first.span.start, last.span.end);
    let shifted: Vec<Edit> = edits
        .iter()
        .map(|edit| Edit { span: Span::new(edit.span.start - start, edit.span.end - start), ..edit.clone() })
        .collect();
    let before = &text[start..end];
    markdown::slug(before) == markdown::slug(&apply(before, &shifted))
}
