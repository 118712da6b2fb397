//! Pages → sheets: two A5 pages side by side on A4 landscape, printed on both sides, folded and stapled.
//!
//! Done with finished frames, not with a finished PDF: text stays text, fonts are stored once.

use typst::ecow::EcoVec;
use typst::foundations::{Content, Smart};
use typst::layout::{Abs, Frame, FrameItem, GroupItem, Point, Sides, Size};
use typst::model::Document;
use typst_layout::{Page, PagedDocument};

/// A4, landscape.
const SHEET_WIDTH_MM: f64 = 297.0;
const SHEET_HEIGHT_MM: f64 = 210.0;

/// An inner sheet moves outwards by the thickness of the paper around it; its pages move back to the fold by
/// as much. 0.1 mm is one sheet of 80 g paper.
const CREEP_MM: f64 = 0.1;

/// Which pages (from 0) lie left and right on each side of each sheet; `None` stays empty. Sides come as a
/// printer wants them: front of the outermost sheet, its back, front of the next one. Blank pages are put
/// before the last page, so that the back cover stays on the back.
///
/// The rule: with `n` places, a multiple of 4, side `s` holds places `n-1-s` and `s`, in this order on fronts
/// and the other way round on backs.
#[must_use]
pub fn saddle_stitch(pages: usize) -> Vec<[Option<usize>; 2]> {
    let places = pages.next_multiple_of(4);
    let page = |place: usize| match place {
        place if pages > 1 && place == places - 1 => Some(pages - 1),
        place if place < pages.saturating_sub(1).max(1) => Some(place),
        _ => None,
    };
    (0..places / 2)
        .map(|side| {
            let (high, low) = (page(places - 1 - side), page(side));
            if side % 2 == 0 { [high, low] } else { [low, high] }
        })
        .collect()
}

/// The sheets of a document with A5 pages, to be printed on both sides, turned over the short edge.
#[must_use]
pub fn sheets(document: &PagedDocument) -> PagedDocument {
    let pages = document.pages();
    let fold = Abs::mm(SHEET_WIDTH_MM / 2.0);
    let mut sheets = EcoVec::new();
    for (side, [left, right]) in saddle_stitch(pages.len()).into_iter().enumerate() {
        let mut frame = Frame::hard(Size::new(Abs::mm(SHEET_WIDTH_MM), Abs::mm(SHEET_HEIGHT_MM)));
        #[expect(clippy::cast_precision_loss, reason = "a number of sheets")]
        let creep = Abs::mm(CREEP_MM) * (side / 2) as f64;
        if let Some(page) = left {
            frame.push(Point::with_x(fold - pages[page].frame.width() + creep), half(&pages[page]));
        }
        if let Some(page) = right {
            frame.push(Point::with_x(fold - creep), half(&pages[page]));
        }
        sheets.push(Page {
            frame,
            bleed: Sides::splat(Abs::zero()),
            fill: Smart::Auto,
            numbering: None,
            supplement: Content::empty(),
            number: side as u64 + 1,
        });
    }
    PagedDocument::new(sheets, document.info().clone())
}

/// A page as one item of a sheet. Its background is painted by the exporter otherwise, so it is added here.
#[must_use]
pub fn half(page: &Page) -> FrameItem {
    let mut frame = page.frame.clone();
    if let Some(paint) = page.fill_or_transparent() {
        frame.fill(paint);
    }
    FrameItem::Group(GroupItem::new(frame))
}
