//! What the engine reports → diagnostics that point into the author's file, or else into the theme.

use std::sync::Arc;

use typst::WorldExt;
use typst::diag::{Severity, SourceDiagnostic};
use typst::syntax::DiagSpan;

use crate::diagnostic::Diagnostic;
use crate::model::booklet::Booklet;
use crate::print::manuscript::{self, Manuscript};
use crate::print::world::{self, Room};
use crate::source::{Place, Source, Span};

/// The engine's findings in its order. Its own words are English and are quoted.
#[must_use]
pub fn translate(findings: &[SourceDiagnostic], room: &Room, manuscript: &Manuscript, booklet: &Booklet) -> Vec<Diagnostic> {
    findings
        .iter()
        .map(|finding| {
            let place = place(finding, room, manuscript, booklet);
            let message = format!("排版引擎报告：{}", finding.message);
            let diagnostic = match finding.severity {
                Severity::Error => Diagnostic::error("typeset", place, message),
                Severity::Warning => Diagnostic::warning("typeset", place, message),
            };
            let hints: Vec<&str> = finding.hints.iter().map(|hint| hint.v.as_str()).collect();
            if hints.is_empty() { diagnostic } else { diagnostic.help(hints.join("；")) }
        })
        .collect()
}

/// The first article on the way from the finding outwards through the calls that led to it; then any file.
fn place(finding: &SourceDiagnostic, room: &Room, manuscript: &Manuscript, booklet: &Booklet) -> Place {
    let spans: Vec<DiagSpan> = std::iter::once(finding.span).chain(finding.trace.iter().map(|point| point.span.into())).collect();
    let in_article = spans.iter().find_map(|span| article_place(*span, room, manuscript));
    let in_theme = || spans.iter().find_map(|span| theme_place(*span, room));
    in_article.or_else(in_theme).unwrap_or_else(|| Place::new(&manuscript::booklet_source(booklet), Span::default()))
}

fn article_place(span: DiagSpan, room: &Room, manuscript: &Manuscript) -> Option<Place> {
    let path = world::path_of(span.id()?);
    let index = (0..manuscript.articles.len()).find(|index| manuscript::article_path(*index) == path)?;
    let (source, typst) = &manuscript.articles[index];
    let at = room.range(span).map_or(0, |range| range.start);
    // The nearest heading, link or picture before it; paragraphs carry no place of their own.
    let mark = typst.marks.iter().rev().find(|(start, _)| *start <= at);
    Some(Place::new(source, mark.map(|(_, span)| *span).unwrap_or_default()))
}

fn theme_place(span: DiagSpan, room: &Room) -> Option<Place> {
    let path = world::path_of(span.id()?);
    let text = room.text(path).filter(|_| path != manuscript::MAIN)?;
    let range = room.range(span)?;
    let source = Source { path: path.to_owned(), text: text.to_owned() };
    Some(Place::new(&Arc::new(source), Span::new(range.start, range.end)))
}
