//! Booklets of a site: several at a time, and none that is finished already.

use std::path::Path;

use rayon::prelude::*;

use crate::diagnostic::Diagnostic;
use crate::model::booklet::Booklet;
use crate::model::site::Site;
use crate::output::{self, OutputFile};
use crate::pages::{BookletFile, BookletFiles, BookletPdf};
use crate::print::impose::{Imposition, Layout};
use crate::print::{self, Form, Printed};
use crate::theme::Theme;

use super::Request;

/// Sheets of 80 g paper for a printer with duplex: what an office has.
pub const OFFICE: Imposition = Imposition { layout: Layout::Fold, marks: false, single_sided: false, grams: 80 };

/// One booklet in one form, from the folder `cache` when it is there already.
#[must_use]
pub fn printed(site: &Site, booklet: &Booklet, theme: &Theme, form: Form, cache: Option<&Path>) -> (Option<Printed>, Vec<Diagnostic>) {
    let entry = cache.and_then(|folder| Some((folder.join("booklets"), print::key(site, booklet, theme.print(), form)?)));
    let found = entry.as_ref().and_then(|(folder, key)| Printed::unpack(&output::cached(folder, key)?));
    if let Some(printed) = found {
        let warning = print::too_thick(booklet, &printed);
        return (Some(printed), warning.into_iter().collect());
    }
    let (printed, diagnostics) = print::typeset(site, booklet, theme.print(), form);
    // What the engine warns of is told every time, so only a booklet without such warnings is kept.
    if let (Some((folder, key)), Some(printed)) = (&entry, &printed)
        && diagnostics.len() == usize::from(print::too_thick(booklet, printed).is_some())
    {
        output::keep(folder, key, &printed.pack());
    }
    (printed, diagnostics)
}

/// Typesets the booklets when asked to, and says where each one will be found.
pub(super) fn make(site: &Site, theme: &Theme, request: &Request, diagnostics: &mut Vec<Diagnostic>) -> (BookletFiles, Vec<OutputFile>) {
    let mut places = BookletFiles::new();
    let mut files = Vec::new();
    if !request.print {
        return (places, files);
    }
    let cache = request.cache.as_deref();
    let make = |booklet: &Booklet| {
        let made = |form| printed(site, booklet, theme, form, cache);
        (made(Form::Pages), booklet.file.size.folds().then(|| made(Form::Sheets(OFFICE))))
    };
    let made: Vec<_> = site.booklets.par_iter().map(make).collect();
    for (booklet, ((pages, of_pages), sheets)) in site.booklets.iter().zip(made) {
        let (sheets, of_sheets) = sheets.unwrap_or_default();
        diagnostics.extend(of_pages.into_iter().chain(of_sheets));
        let Some(pages) = pages else { continue };
        let path = |ending: &str| format!("booklets/{}{ending}", booklet.id);
        let pdf = BookletPdf {
            pages: path(".pdf"),
            sheets: sheets.is_some().then(|| path("-imposed.pdf")),
            cover: pages.cover.is_some().then(|| path(".svg")),
            count: pages.pages,
            bytes: pages.pdf.len(),
        };
        files.push(OutputFile { path: pdf.pages.clone(), bytes: pages.pdf });
        files.extend(pdf.cover.clone().zip(pages.cover).map(|(path, bytes)| OutputFile { path, bytes }));
        files.extend(pdf.sheets.clone().zip(sheets).map(|(path, sheets)| OutputFile { path, bytes: sheets.pdf }));
        places.insert(booklet.id.clone(), BookletFile { pdf: Some(pdf), epub: None });
    }
    (places, files)
}
