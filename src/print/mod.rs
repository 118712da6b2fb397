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
mod manuscript;
mod world;

use std::collections::BTreeMap;

use typst_layout::PagedDocument;

use crate::diagnostic::{self, Diagnostic};
use crate::model::booklet::Booklet;
use crate::model::site::Site;
use crate::print::manuscript::Manuscript;
use crate::print::world::Room;
use crate::source::{Place, Span};

/// More pages than this are too thick to fold and staple (80 g paper; PRINT §2.3).
const MOST_STAPLED_PAGES: usize = 64;

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
}

/// Typesets `booklet` with the theme's `print/*.typ` files (key: path below the theme's folder).
/// There is no PDF when a diagnostic is an error. Same arguments, same bytes.
#[must_use]
pub fn typeset(
    site: &Site,
    booklet: &Booklet,
    theme: &BTreeMap<String, String>,
    form: Form,
) -> (Option<Printed>, Vec<Diagnostic>) {
    let manuscript = manuscript::write(site, booklet);
    if diagnostic::stops(&manuscript.diagnostics, false) {
        return (None, manuscript.diagnostics);
    }
    let room = room(site, &manuscript, theme);
    let (document, mut diagnostics) = compile(&room, &manuscript, booklet);
    diagnostics.splice(0..0, manuscript.diagnostics.iter().cloned());
    let Some(document) = document else {
        return (None, diagnostics);
    };
    let pages = document.pages().len();
    let exported = match form {
        Form::Pages => export::pages(&document, booklet),
        Form::Sheets => {
            if pages > MOST_STAPLED_PAGES {
                let place = Place::new(&manuscript::booklet_source(booklet), Span::default());
                diagnostics.push(
                    Diagnostic::warning(
                        "booklet-thick",
                        place,
                        format!("这一册有{pages}页，超过{MOST_STAPLED_PAGES}页，对折后不容易用骑马钉订牢"),
                    )
                    .help("分成上下两册，或者改用胶装：直接打印不带 --imposed 的 PDF"),
                );
            }
            export::sheets(&impose::sheets(&document), booklet)
        }
    };
    match exported {
        Ok(pdf) => (Some(Printed { pdf, pages }), diagnostics),
        Err(errors) => {
            let found = findings::translate(&errors, &room, &manuscript, booklet);
            diagnostics.extend(if findings::name_an_article(&found, &manuscript) {
                found
            } else {
                culprits(site, booklet, theme, found)
            });
            (None, diagnostics)
        }
    }
}

fn room(site: &Site, manuscript: &Manuscript, theme: &BTreeMap<String, String>) -> Room {
    let mut sources = theme.clone();
    sources.insert(manuscript::MAIN.to_owned(), manuscript.main.clone());
    for (index, (_, typst)) in manuscript.articles.iter().enumerate() {
        sources.insert(manuscript::article_path(index), typst.text.clone());
    }
    Room::new(manuscript::MAIN, sources, manuscript.files.clone(), site.date)
}

fn compile(room: &Room, manuscript: &Manuscript, booklet: &Booklet) -> (Option<PagedDocument>, Vec<Diagnostic>) {
    let compiled = typst::compile::<PagedDocument>(room);
    let mut diagnostics = findings::translate(&compiled.warnings, room, manuscript, booklet);
    match compiled.output {
        Ok(document) => (Some(document), diagnostics),
        Err(errors) => {
            diagnostics.extend(findings::translate(&errors, room, manuscript, booklet));
            (None, diagnostics)
        }
    }
}

/// The exporter only knows the theme's line that drew the refused thing. So each article is set alone:
/// those that fail alone are the culprits. Without any, `found` is all that can be said.
fn culprits(
    site: &Site,
    booklet: &Booklet,
    theme: &BTreeMap<String, String>,
    found: Vec<Diagnostic>,
) -> Vec<Diagnostic> {
    let mut named = Vec::new();
    for id in &booklet.articles {
        let alone = Booklet { articles: vec![*id], ..booklet.clone() };
        let manuscript = manuscript::write(site, &alone);
        let room = room(site, &manuscript, theme);
        let (Some(document), _) = compile(&room, &manuscript, &alone) else {
            continue;
        };
        if let Err(errors) = export::pages(&document, &alone) {
            let place = site.entry(*id).article.place_of("title");
            named.extend(
                findings::translate(&errors, &room, &manuscript, &alone)
                    .into_iter()
                    .map(|diagnostic| Diagnostic { place: place.clone(), ..diagnostic }),
            );
        }
    }
    if named.is_empty() { found } else { named }
}
