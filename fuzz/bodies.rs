//! What must hold of any text at all: the bodies of the fuzz targets, which `tests/it/fuzz.rs` runs too.

use std::sync::Arc;

use baodian::markdown::shield::{clean, shield};
use baodian::model::document::Block;
use baodian::source::{Source, Span};
use baodian::{content, fix, markdown};
use pulldown_cmark::Parser;

/// The Markdown reader does not panic, every span lies inside the text on borders of characters, and the shield
/// leads back to the author's bytes.
pub fn markdown(text: &str) {
    let source = Arc::new(Source { path: "content/a/01-b.md".to_owned(), text: text.to_owned() });
    let reading = markdown::read(&source, Span::new(0, text.len()));
    let headings =
        reading.document.blocks.iter().filter_map(|block| if let Block::Heading(heading) = block { Some(heading.span) } else { None });
    let links = reading.document.links.iter().map(|link| link.span);
    let prose = reading.prose.iter().flat_map(|run| &run.pieces).map(|piece| piece.span);
    let findings = reading.findings.iter().map(|finding| finding.place.span);
    headings.chain(links).chain(prose).chain(findings).for_each(|span| on_borders(text, span));
    assert_eq!(reading.prose, markdown::prose(&source, Span::new(0, text.len())), "two ways to the prose of {text:?}");
    assert_eq!((reading.document, reading.findings), markdown::parse(&source, Span::new(0, text.len())), "two ways to read {text:?}");
    shield_leads_back(text);
}

fn shield_leads_back(text: &str) {
    let shielded = shield(text);
    // The author's own marks are no concern of the shield's: one is replaced, beside the other nothing is marked.
    if !text.contains(['\u{FDD0}', '\u{1BC9F}']) {
        assert_eq!(clean(&shielded.text), text, "the shield of {text:?} does not come off");
    }
    let mut offsets = shielded.offsets();
    for (_, range) in Parser::new(&shielded.text).into_offset_iter() {
        on_borders(text, offsets.original(&range));
    }
    let borders = (0..=shielded.text.len()).filter(|at| shielded.text.is_char_boundary(*at));
    let back: Vec<usize> = borders.map(|at| offsets.original(&(at..at)).start).collect();
    assert!(back.is_sorted() && back.first() == Some(&0) && back.last() == Some(&text.len()), "offsets of {text:?}: {back:?}");
}

/// A whole file is read or explained, and what can be mended in it is on borders too.
pub fn front_matter(text: &str) {
    let source = Arc::new(Source { path: "content/a/01-b.md".to_owned(), text: format!("---\n{text}") });
    let reading = content::read(&source);
    assert!(reading.article.is_some() || !reading.findings.is_empty(), "nothing is said about {text:?}");
    let keys = reading.article.iter().flat_map(|article| article.keys.values().copied());
    let findings = reading.findings.iter().map(|finding| finding.place.span);
    keys.chain(findings).for_each(|span| on_borders(&source.text, span));
    let edits = fix::edits(&source);
    edits.iter().for_each(|edit| on_borders(&source.text, edit.span));
    let told = fix::findings(&source, &reading);
    assert_eq!(edits.is_empty(), told.is_empty(), "{edits:?} and {told:?}");
}

fn on_borders(text: &str, span: Span) {
    assert!(span.start <= span.end && span.end <= text.len(), "{span:?} of {} in {text:?}", text.len());
    assert!(text.is_char_boundary(span.start) && text.is_char_boundary(span.end), "{span:?} cuts a character of {text:?}");
}
