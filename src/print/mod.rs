//! Booklet → PDF, with the Typst engine inside the program: no browser, no network, no fonts of the system.
//!
//! 1. `manuscript` writes the Typst sources; authors' words are string literals in it.
//! 2. `world` holds them in memory together with the fonts; the theme's `print/*.typ` says how it looks.
//! 3. The engine makes pages; `export` turns them into a PDF for reading (PDF/A-2a and PDF/UA-1) or,
//!    after `impose`, into sheets for printing and folding.
//! 4. `findings` turns what the engine refuses into diagnostics that name the article.
//!
//! The only room that knows Typst.

mod export;
mod findings;
pub mod impose;
mod info;
mod manuscript;
mod overflow;
mod pack;
mod panels;
mod particulars;
mod quiz;
mod world;

use std::collections::BTreeMap;

use typst::diag::SourceDiagnostic;
use typst_layout::PagedDocument;

use crate::diagnostic::{self, Diagnostic, Level};
use crate::model::booklet::{Booklet, BookletSize};
use crate::model::site::{ArticleId, Site};
use crate::print::manuscript::Manuscript;
use crate::print::world::Room;
use crate::source::{Place, Span};

/// More pages than this are too thick to fold and staple: an office stapler with 24/6 staples takes about
/// 20 sheets of 80 g paper, and a sheet holds four pages.
const MOST_STAPLED_PAGES: usize = 80;

/// What a booklet is printed as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// One page after the other, tagged: to read, archive and print page by page.
    Pages,
    /// A4 sheets with two pages a side, in the order for folding and stapling.
    Sheets,
}

/// A finished booklet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Printed {
    /// The PDF file.
    pub pdf: Vec<u8>,
    /// Pages of the booklet, without the blanks that imposition adds.
    pub pages: usize,
    /// A picture of the cover, SVG; a sheet has none, its first page is all small print.
    pub cover: Option<Vec<u8>>,
}

/// Typesets `booklet` with the theme's `print/*.typ` files (key: path below the theme's folder).
/// There is no PDF when a diagnostic is an error. Same arguments, same bytes.
#[must_use]
pub fn typeset(site: &Site, booklet: &Booklet, theme: &BTreeMap<String, String>, form: Form) -> (Option<Printed>, Vec<Diagnostic>) {
    let (printed, mut diagnostics) = attempt(site, booklet, theme, form);
    if printed.is_none() && !name_an_article(site, booklet, &diagnostics) {
        let named = culprits(site, booklet, theme, form);
        if !named.is_empty() {
            diagnostics = named;
        }
    }
    (printed, diagnostics)
}

fn attempt(site: &Site, booklet: &Booklet, theme: &BTreeMap<String, String>, form: Form) -> (Option<Printed>, Vec<Diagnostic>) {
    let manuscript = manuscript::write(site, booklet);
    if diagnostic::stops(&manuscript.diagnostics, false) {
        return (None, manuscript.diagnostics);
    }
    let room = room(site, &manuscript, theme);
    let compiled = typst::compile::<PagedDocument>(&room);
    let translate = |findings: &[SourceDiagnostic]| findings::translate(findings, &room, &manuscript, booklet);
    let mut diagnostics = manuscript.diagnostics.clone();
    diagnostics.extend(translate(&compiled.warnings));
    let exported = compiled.output.and_then(|document| {
        let pages = document.pages().len();
        if let Some(finding) = overflow::check(&document, site, booklet) {
            diagnostics.push(finding);
            return Ok(None);
        }
        let pdf = match form {
            Form::Pages => export::pages(&document, booklet),
            Form::Sheets if booklet.file.size == BookletSize::Leaflet3 => export::sheets(&panels::sheet(&document), booklet),
            Form::Sheets => {
                diagnostics.extend(too_thick(booklet, pages));
                export::sheets(&impose::sheets(&document), booklet)
            }
        };
        pdf.map(|pdf| Some(Printed { pdf, pages, cover: export::cover(&document, booklet) }))
    });
    match exported {
        Ok(printed) => (printed, diagnostics),
        Err(errors) => {
            diagnostics.extend(translate(&errors));
            (None, diagnostics)
        }
    }
}

fn too_thick(booklet: &Booklet, pages: usize) -> Option<Diagnostic> {
    let place = Place::new(&manuscript::booklet_source(booklet), Span::default());
    let message = format!("这一册有{pages}页，超过{MOST_STAPLED_PAGES}页，对折后不容易订牢");
    let warning = Diagnostic::warning("booklet-thick", place, message);
    (pages > MOST_STAPLED_PAGES).then(|| warning.help("分成上下两册；或者不拼版，单页双面打印后胶装"))
}

fn room(site: &Site, manuscript: &Manuscript, theme: &BTreeMap<String, String>) -> Room {
    let mut sources = theme.clone();
    sources.insert(manuscript::MAIN.to_owned(), manuscript.main.clone());
    for (index, (_, typst)) in manuscript.articles.iter().enumerate() {
        sources.insert(manuscript::article_path(index), typst.text.clone());
    }
    Room::new(manuscript::MAIN, sources, manuscript.files.clone(), site.date)
}

/// Whether an error points into one of the articles.
fn name_an_article(site: &Site, booklet: &Booklet, diagnostics: &[Diagnostic]) -> bool {
    let errors = diagnostics.iter().filter(|diagnostic| diagnostic.level == Level::Error);
    let mut sources = errors.map(|diagnostic| &diagnostic.place.source);
    sources.any(|source| booklet.articles.iter().any(|id| site.entry(*id).article.source == *source))
}

/// Layout and export only know the theme's line that drew what they refuse. So each article is set alone: those
/// that fail alone are to blame. When all of several fail, it is the theme, and nobody is named.
fn culprits(site: &Site, booklet: &Booklet, theme: &BTreeMap<String, String>, form: Form) -> Vec<Diagnostic> {
    let failures: Vec<(ArticleId, Vec<Diagnostic>)> = booklet
        .articles
        .iter()
        .filter_map(|id| {
            let alone = Booklet { articles: vec![*id], ..booklet.clone() };
            let (printed, diagnostics) = attempt(site, &alone, theme, form);
            printed.is_none().then_some((*id, diagnostics))
        })
        .collect();
    if failures.len() > 1 && failures.len() == booklet.articles.len() {
        return Vec::new();
    }
    let name = |(id, diagnostics): (ArticleId, Vec<Diagnostic>)| {
        let title = site.entry(id).article.place_of("title");
        diagnostics.into_iter().map(move |diagnostic| {
            let drawn = diagnostic.place.clone();
            Diagnostic { place: title.clone(), ..diagnostic }.also(drawn, "主题在这一行排它")
        })
    };
    failures.into_iter().flat_map(name).collect()
}
