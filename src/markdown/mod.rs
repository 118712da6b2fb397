//! Markdown text → `Document`. The only room that knows pulldown-cmark.
//!
//! 1. `shield` marks what Chinese needs and CommonMark does not know;
//! 2. the parser turns the text into events;
//! 3. `tree` builds the document from them, with every span mapped back to the author's bytes;
//! 4. `lines` settles soft line breaks, `anchor` the ids of headings.
//!
//! `prose` goes another way through the same events: not to a document, but to the bytes that are words.

mod anchor;
mod autolink;
mod directive;
mod east_asian;
mod lines;
mod prose;
mod shield;
mod tree;

use std::sync::Arc;

use pulldown_cmark::{Options, Parser};

use crate::diagnostic::Diagnostic;
use crate::model::document::Document;
use crate::source::{Source, Span};

pub use prose::{Piece, PieceKind, Prose, ProseKind, prose};

/// Parses the bytes `body` of `source`. Never fails: what is wrong is in the list beside the document.
#[must_use]
pub fn parse(source: &Arc<Source>, body: Span) -> (Document, Vec<Diagnostic>) {
    let shielded = shield::shield(&source.text[body.start..body.end]);
    let parser = Parser::new_ext(&shielded.text, options());
    tree::build(parser.into_offset_iter(), &shielded, source, body.start)
}

/// A slug of `text` for an address or an anchor: Han, letters and digits kept, ASCII lower-cased,
/// blanks made `-`, everything else dropped.
#[must_use]
pub fn slug(text: &str) -> String {
    anchor::slug(text)
}

fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_GFM
        | Options::ENABLE_DEFINITION_LIST
        | Options::ENABLE_WIKILINKS
}
