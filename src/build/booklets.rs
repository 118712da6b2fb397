//! Booklets of a site: several at a time, and none that is finished already.

use std::path::Path;

use rayon::prelude::*;

use crate::diagnostic::Diagnostic;
use crate::model::booklet::Booklet;
use crate::model::site::Site;
use crate::output::{self, OutputFile};
use crate::pages::BookletFiles;
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
    let make = |booklet: &Booklet| [Form::Pages, Form::Sheets(OFFICE)].map(|form| printed(site, booklet, theme, form, cache));
    let made: Vec<_> = site.booklets.par_iter().map(make).collect();
    for (booklet, [(pages, of_pages), (sheets, of_sheets)]) in site.booklets.iter().zip(made) {
        diagnostics.extend(of_pages.into_iter().chain(of_sheets));
        if let (Some(pages), Some(sheets)) = (pages, sheets) {
            let paths = (format!("booklets/{}.pdf", booklet.id), format!("booklets/{}-imposed.pdf", booklet.id));
            places.insert(booklet.id.clone(), paths.clone());
            files.push(OutputFile { path: paths.0, bytes: pages.pdf });
            files.push(OutputFile { path: paths.1, bytes: sheets.pdf });
        }
    }
    (places, files)
}
