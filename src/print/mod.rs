//! Booklet → PDF, with the Typst engine inside the program: no browser, no network, no fonts of the system.
//!
//! 1. `manuscript` writes the Typst sources; authors' words are string literals in it.
//! 2. `world` holds them in memory together with the fonts; the theme's `print/*.typ` says how it looks.
//! 3. The engine makes pages; `export` turns them into a PDF for reading (PDF/A-2a and PDF/UA-1) or,
//!    after `impose`, into sheets for printing and folding.
//! 4. `findings` turns what the engine refuses into diagnostics that name the article.
//!
//! The only room that knows Typst.

mod cache;
mod export;
mod findings;
pub mod impose;
mod info;
pub mod lock;
mod manuscript;
mod overflow;
mod pack;
mod quiz;
mod test_sheet;
mod world;

use std::collections::BTreeMap;

use typst::diag::{SourceDiagnostic, SourceResult, Warned};
use typst_layout::PagedDocument;

use crate::diagnostic::{self, Diagnostic, Level};
use crate::model::booklet::Booklet;
use crate::model::site::{ArticleId, Site};
use crate::print::impose::order::MOST_STAPLED_PAGES;
use crate::print::impose::{Imposition, Laid};
use crate::print::lock::Lock;
use crate::print::manuscript::{Manuscript, Press};
use crate::print::world::Room;
use crate::source::{Place, Span};

pub use cache::key;
pub use test_sheet::test_sheet;

/// What a booklet is printed as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// One page after the other, tagged: to read and to archive.
    Pages,
    /// Sheets of paper for a printer.
    Sheets(Imposition),
}

/// A finished booklet.
#[derive(Debug, Clone, PartialEq)]
pub struct Printed {
    /// The PDF file.
    pub pdf: Vec<u8>,
    /// Pages of the booklet, without the notes that fill the sheets.
    pub pages: usize,
    /// How they lie on paper.
    pub laid: Option<Laid>,
    /// A picture of the cover, SVG, beside pages in reading order.
    pub cover: Option<Vec<u8>>,
}

/// Typesets `booklet` with the theme's `print/*.typ` files (key: path below the theme's folder).
/// There is no PDF when a diagnostic is an error. Same arguments, same bytes.
#[must_use]
pub fn typeset(site: &Site, booklet: &Booklet, theme: &BTreeMap<String, String>, form: Form) -> (Option<Printed>, Vec<Diagnostic>) {
    let (printed, mut diagnostics) = attempt(site, booklet, theme, |setting, document| print(setting, document, form));
    if printed.is_none() && !name_an_article(site, booklet, &diagnostics) {
        let named = culprits(site, booklet, theme, form);
        if !named.is_empty() {
            diagnostics = named;
        }
    }
    diagnostics.extend(printed.as_ref().and_then(|printed| too_thick(booklet, printed)));
    (printed, diagnostics)
}

/// The pagination of `booklet`, to be compared with an earlier one. None when it cannot be typeset.
#[must_use]
pub fn paginate(site: &Site, booklet: &Booklet, theme: &BTreeMap<String, String>) -> (Option<Lock>, Vec<Diagnostic>) {
    attempt(site, booklet, theme, |_, document| Ok(Lock::of(document)))
}

/// The finished pages themselves, to be measured.
#[must_use]
pub fn pages(site: &Site, booklet: &Booklet, theme: &BTreeMap<String, String>) -> (Option<PagedDocument>, Vec<Diagnostic>) {
    attempt(site, booklet, theme, |_, document| Ok(document.clone()))
}

/// What it takes to typeset a booklet once more, with other paper in mind.
#[derive(Clone, Copy)]
struct Setting<'a> {
    site: &'a Site,
    booklet: &'a Booklet,
    theme: &'a BTreeMap<String, String>,
}

/// Typesets the pages and makes something of them.
fn attempt<T>(
    site: &Site,
    booklet: &Booklet,
    theme: &BTreeMap<String, String>,
    make: impl FnOnce(Setting, &PagedDocument) -> SourceResult<T>,
) -> (Option<T>, Vec<Diagnostic>) {
    let setting = Setting { site, booklet, theme };
    let manuscript = manuscript::write(site, booklet, Press::default());
    if diagnostic::stops(&manuscript.diagnostics, false) {
        return (None, manuscript.diagnostics);
    }
    let room = room(site, &manuscript, theme);
    let compiled = typst::compile::<PagedDocument>(&room);
    let translate = |findings: &[SourceDiagnostic]| findings::translate(findings, &room, &manuscript, booklet);
    let mut diagnostics = manuscript.diagnostics.clone();
    diagnostics.extend(translate(&compiled.warnings));
    let made = compiled.output.and_then(|document| {
        let overflow = overflow::check(&document, site, booklet);
        let fits = overflow.is_none();
        diagnostics.extend(overflow);
        if fits { make(setting, &document).map(Some) } else { Ok(None) }
    });
    match made {
        Ok(made) => (made, diagnostics),
        Err(errors) => {
            diagnostics.extend(translate(&errors));
            (None, diagnostics)
        }
    }
}

fn print(setting: Setting, document: &PagedDocument, form: Form) -> SourceResult<Printed> {
    let pages = document.pages().len();
    match form {
        Form::Pages => {
            let cover = export::cover(document, setting.booklet);
            export::pages(document, setting.booklet).map(|pdf| Printed { pdf, pages, laid: None, cover })
        }
        Form::Sheets(imposition) => {
            let imposition = imposition.of(setting.booklet.file.size);
            let press = Press { notes: impose::blanks(document.pages(), imposition.layout), bleed: imposition.marks };
            let filled = if press == Press::default() { document.clone() } else { typeset_again(setting, press)? };
            let (sheets, laid) = impose::sheets(&filled, imposition);
            let name = format!("{} {imposition:?}", setting.booklet.id);
            export::sheets(&sheets, &name).map(|pdf| Printed { pdf, pages, laid: Some(laid), cover: None })
        }
    }
}

/// With notes in place of blanks, known only now that the pages are counted; or with bleed.
fn typeset_again(setting: Setting, press: Press) -> SourceResult<PagedDocument> {
    let manuscript = manuscript::write(setting.site, setting.booklet, press);
    let Warned { output, warnings: _ } = typst::compile(&room(setting.site, &manuscript, setting.theme));
    output
}

/// Told on every print of folded sheets: somebody has to bind them.
#[must_use]
pub fn too_thick(booklet: &Booklet, printed: &Printed) -> Option<Diagnostic> {
    let signatures = printed.laid.map_or(0, |laid| laid.signatures);
    if signatures < 2 {
        return None;
    }
    let place = Place::new(&manuscript::booklet_source(booklet), Span::default());
    let pages = printed.pages;
    let message = format!("这一册有{pages}页，超过{MOST_STAPLED_PAGES}页，对折成一叠订不牢；大版已经分成{signatures}帖，每帖最多16页");
    let help = "照顺序每4张对折成一帖（后面几帖可能是3张），帖和帖叠齐，书脊锁线或者胶装，不要用骑马钉；或者分成上下两册";
    Some(Diagnostic::warning("booklet-thick", place, message).help(help))
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
            let (printed, diagnostics) = attempt(site, &alone, theme, |setting, document| print(setting, document, form));
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
