//! Six panels → the two sides of one A4 sheet, landscape, folded twice inwards.

use typst::ecow::EcoVec;
use typst::foundations::{Content, Smart};
use typst::layout::{Abs, Frame, Point, Sides, Size};
use typst::model::Document;
use typst_layout::{Page, PagedDocument};

use crate::print::impose::half;

/// Outside and inside, from left to right: panel 5 is folded in first and lies under the front.
const SIDES: [[usize; 3]; 2] = [[4, 5, 0], [1, 2, 3]];

/// The sheet of a leaflet's panels in reading order; printed on both sides, turned over the short edge.
#[must_use]
pub fn sheet(document: &PagedDocument) -> PagedDocument {
    let pages = document.pages();
    let mut sheets = EcoVec::new();
    for (number, side) in (1..).zip(SIDES) {
        let mut frame = Frame::hard(Size::new(Abs::mm(297.0), Abs::mm(210.0)));
        let mut left = Abs::zero();
        for page in side.into_iter().filter_map(|panel| pages.get(panel)) {
            frame.push(Point::with_x(left), half(page));
            left += page.frame.width();
        }
        sheets.push(Page {
            frame,
            bleed: Sides::splat(Abs::zero()),
            fill: Smart::Auto,
            numbering: None,
            supplement: Content::empty(),
            number,
        });
    }
    PagedDocument::new(sheets, document.info().clone())
}
