//! Markdown text → `Document`. The only room that knows pulldown-cmark.
//!
//! 1. `shield` marks what Chinese needs and CommonMark does not know;
//! 2. the parser turns the text into events;
//! 3. `tree` builds the document from them, with every span mapped back to the author's bytes;
//! 4. `lines` settles soft line breaks, `anchor` the ids of headings.
//!
//! `prose` takes another thing from the same events: not a document, but the bytes that are words.

mod anchor;
mod autolink;
mod directive;
mod east_asian;
mod lines;
mod prose;
#[doc(hidden)] // for the tests that hold the shielded parse against the bare one
pub mod shield;
mod tree;

use std::sync::Arc;

use pulldown_cmark::{OffsetIter, Options, Parser};

use crate::diagnostic::Diagnostic;
use crate::model::document::Document;
use crate::source::{Source, Span};

pub use prose::{Piece, PieceKind, Prose, ProseKind};

/// One article's Markdown, read once.
pub struct Reading {
    /// The tree.
    pub document: Document,
    /// The words in it and where they stand: what may be mended.
    pub prose: Vec<Prose>,
    /// What is wrong.
    pub findings: Vec<Diagnostic>,
}

/// Parses the bytes `body` of `source`. Never fails: what is wrong is in the list beside the document.
#[must_use]
pub fn parse(source: &Arc<Source>, body: Span) -> (Document, Vec<Diagnostic>) {
    let shielded = shield::shield(&source.text[body.start..body.end]);
    let mut tree = tree::Builder::new(source, &shielded, body.start);
    for (event, range) in events(&shielded) {
        tree.event(event, &range);
    }
    tree.finish()
}

/// Parses like `parse` and finds the prose on the way.
#[must_use]
pub fn read(source: &Arc<Source>, body: Span) -> Reading {
    let shielded = shield::shield(&source.text[body.start..body.end]);
    let mut tree = tree::Builder::new(source, &shielded, body.start);
    let mut words = prose::Reader::new(source, &shielded, body.start);
    for (event, range) in events(&shielded) {
        words.event(&event, &range);
        tree.event(event, &range);
    }
    let (document, findings) = tree.finish();
    Reading { document, prose: words.finish(), findings }
}

/// The prose in the bytes `body` of `source`.
#[must_use]
pub fn prose(source: &Source, body: Span) -> Vec<Prose> {
    let shielded = shield::shield(&source.text[body.start..body.end]);
    let mut words = prose::Reader::new(source, &shielded, body.start);
    for (event, range) in events(&shielded) {
        words.event(&event, &range);
    }
    words.finish()
}

fn events<'a>(shielded: &'a shield::Shielded<'_>) -> OffsetIter<'a> {
    Parser::new_ext(&shielded.text, options()).into_offset_iter()
}

/// A slug of `text` for an address or an anchor: Han, letters and digits kept, ASCII lower-cased,
/// blanks made `-`, everything else dropped.
#[must_use]
pub fn slug(text: &str) -> String {
    anchor::slug(text)
}

/// The extensions of CommonMark that are read: for tests and benchmarks that read the same way.
#[doc(hidden)]
#[must_use]
pub fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_GFM
        | Options::ENABLE_DEFINITION_LIST
        | Options::ENABLE_WIKILINKS
}
