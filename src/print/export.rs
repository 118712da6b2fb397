//! Pages → PDF bytes.

use typst::diag::SourceDiagnostic;
use typst::ecow::EcoVec;
use typst::foundations::Smart;
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};
use typst_svg::SvgOptions;

use crate::model::booklet::Booklet;
use crate::print::pack::pack;

/// A PDF to read and to keep: PDF/A-2a (long-term archive) and PDF/UA-1 (screen readers) at once.
/// Both refuse what readers would miss: a character without glyph, a picture without words.
///
/// # Errors
/// What the standards refuse.
pub fn pages(document: &PagedDocument, booklet: &Booklet) -> Result<Vec<u8>, EcoVec<SourceDiagnostic>> {
    pdf(document, &options(&format!("pages {}", booklet.id), &[PdfStandard::A_2a, PdfStandard::Ua_1], true))
}

/// A PDF for the printer; `name` tells it from all others. Untagged: on a sheet, reading order means nothing.
///
/// # Errors
/// What PDF/A refuses.
pub fn sheets(document: &PagedDocument, name: &str) -> Result<Vec<u8>, EcoVec<SourceDiagnostic>> {
    pdf(document, &options(&format!("sheets {name}"), &[PdfStandard::A_2b], false))
}

/// The cover as a picture for the list of booklets.
#[must_use]
pub fn cover(document: &PagedDocument, booklet: &Booklet) -> Option<Vec<u8>> {
    let page = document.pages().first().filter(|_| booklet.file.size.has_cover())?;
    Some(typst_svg::svg(page, &SvgOptions::default()).into_bytes())
}

fn pdf(document: &PagedDocument, options: &PdfOptions) -> Result<Vec<u8>, EcoVec<SourceDiagnostic>> {
    typst_pdf::pdf(document, options).map(pack)
}

/// Nothing in here depends on the clock or the machine; the date is the document's.
fn options(name: &str, standards: &[PdfStandard], tagged: bool) -> PdfOptions {
    PdfOptions {
        ident: Smart::Custom(format!("baodian {name}")),
        creator: Smart::Custom(Some("baodian".to_owned())),
        standards: PdfStandards::new(standards).expect("this is a bug in baodian: standards that exclude each other"),
        tagged,
        ..PdfOptions::default()
    }
}
