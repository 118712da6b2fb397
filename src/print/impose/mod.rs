//! Pages → sheets of paper: two side by side to fold, four to cut, or one with marks for the print shop.
//!
//! Done with finished frames, not with a finished PDF: text stays text, fonts are stored once. The size of the
//! paper follows from the size of the pages. `order` says which page lies where, `marks` draws the marks.

mod marks;
pub mod order;

use serde::{Deserialize, Serialize};
use typst::ecow::EcoVec;
use typst::foundations::{Content, Smart};
use typst::layout::{Abs, Angle, Frame, FrameItem, GroupItem, Point, Sides, Size, Transform};
use typst::model::Document;
use typst::visualize::Curve;
use typst_layout::{Page, PagedDocument};

use crate::model::booklet::BookletSize;
use order::{Order, Side};

/// What is printed beyond the edge and cut off, so that colour reaches the edge.
pub const BLEED_MM: f64 = 3.0;
/// Margin around a sheet with marks: the bleed and the marks.
const SLUG_MM: f64 = 10.0;
/// Paper may be this much larger than the pages on it: two A5 pages are 296 mm wide, A4 is 297.
const SLACK_MM: f64 = 2.0;
/// Short and long side of the paper that printers take.
const PAPERS_MM: [(f64, f64); 4] = [(148.0, 210.0), (210.0, 297.0), (297.0, 420.0), (420.0, 594.0)];

/// How pages are put on paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Layout {
    /// One page a side.
    Single,
    /// Two pages side by side, to fold; small pages (A6) four to a sheet, to cut across and fold.
    Fold,
    /// Four pages a side, to cut in quarters.
    Cut,
    /// Six panels on one sheet, folded twice.
    Panels,
}

/// Pages on paper: what `print` was asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Imposition {
    /// How.
    pub layout: Layout,
    /// With bleed and with marks for cutting and folding, on larger paper; the trimmed size is the `TrimBox`.
    pub marks: bool,
    /// For a printer that prints one side only: all fronts, then all backs.
    pub single_sided: bool,
    /// Weight of the paper in g/m².
    pub grams: u16,
}

impl Imposition {
    /// The same for pages of this `size`: a leaflet is folded in its own way.
    #[must_use]
    pub fn of(self, size: BookletSize) -> Self {
        let is_leaflet = size == BookletSize::Leaflet3 && self.layout == Layout::Fold;
        Self { layout: if is_leaflet { Layout::Panels } else { self.layout }, ..self }
    }
}

/// How the pages came to lie.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Laid {
    /// Sheets of paper.
    pub sheets: usize,
    /// Bundles that are folded one by one; 0 when nothing is folded.
    pub signatures: usize,
    /// Pages on a side.
    pub cells: usize,
    /// Width of the sheet in mm, trimmed.
    pub width: f64,
    /// Height of the sheet in mm, trimmed.
    pub height: f64,
}

/// Pages that are missing until all sheets are full.
#[must_use]
pub fn blanks(pages: &[Page], layout: Layout) -> usize {
    order(pages, layout).places - pages.len()
}

/// One or two pages are a sheet already, and pages of several sizes lie on none.
fn order(pages: &[Page], layout: Layout) -> Order {
    let size = pages.first().map_or(Size::zero(), |page| page.frame.size());
    let is_book = pages.len() > 2 && pages.iter().all(|page| is_same(page.frame.size(), size));
    match layout {
        Layout::Fold if is_book => order::fold(pages.len(), if is_small(size) { 2 } else { 1 }),
        Layout::Cut if is_book => order::cut(pages.len()),
        Layout::Panels if pages.len() == 6 => order::panels(),
        Layout::Fold | Layout::Cut | Layout::Panels | Layout::Single => order::single(pages.len()),
    }
}

fn is_same(one: Size, other: Size) -> bool {
    one.x.approx_eq(other.x) && one.y.approx_eq(other.y)
}

/// Offices have A4 paper: A6 pages lie four on it.
fn is_small(page: Size) -> bool {
    page.y <= Abs::mm(PAPERS_MM[0].0)
}

/// The sheets of a document. An inner sheet of a folded bundle moves outwards by the thickness of the paper
/// around it; its pages move back to the fold by as much.
#[must_use]
pub fn sheets(document: &PagedDocument, wanted: Imposition) -> (PagedDocument, Laid) {
    let pages = document.pages();
    let order = order(pages, wanted.layout);
    let trim = pages.first().map_or(Size::zero(), |page| page.frame.size());
    let grid = Grid::new(trim, &order, wanted.marks);
    let laid = Laid {
        sheets: order.sides.len().div_ceil(2),
        signatures: order.signatures,
        cells: order.columns * order.rows,
        width: grid.sheet.x.to_mm().round(),
        height: grid.sheet.y.to_mm().round(),
    };
    let sides =
        if wanted.single_sided { order::single_sided(&order) } else { order.sides.iter().map(|side| (side.clone(), false)).collect() };
    // A sheet put back as it came out is turned over its short edge: what stands upright would stand on its head.
    let is_upright = grid.sheet.y > grid.sheet.x;
    let mut sheets = EcoVec::new();
    for (side, is_back) in sides {
        let frame = grid.side(pages, &side, thickness(wanted.grams));
        let frame = if is_back && is_upright { turned(frame) } else { frame };
        sheets.push(Page {
            frame,
            bleed: Sides::splat(if wanted.marks { Abs::mm(SLUG_MM) } else { Abs::zero() }),
            fill: Smart::Auto,
            numbering: None,
            supplement: Content::empty(),
            number: sheets.len() as u64 + 1,
        });
    }
    (PagedDocument::new(sheets, document.info().clone()), laid)
}

/// Thickness of paper: 0.1 mm for 80 g/m², more in proportion.
fn thickness(grams: u16) -> Abs {
    Abs::mm(f64::from(grams) / 800.0)
}

/// Where the cells of a sheet lie. All lengths from its top left corner.
struct Grid {
    sheet: Size,
    trim: Size,
    /// Left edge of each column.
    columns: Vec<Abs>,
    /// Upper edge of each row.
    rows: Vec<Abs>,
    /// What is printed beyond the edges of a page.
    bleed: Abs,
    /// Where it is folded; columns beside a fold have no bleed there.
    folds: Vec<Abs>,
    marks: bool,
}

impl Grid {
    fn new(trim: Size, order: &Order, marks: bool) -> Self {
        let bleed = if marks { Abs::mm(BLEED_MM) } else { Abs::zero() };
        // Between two pages that are cut apart, each has its own bleed.
        let across = if order.joined { Abs::zero() } else { 2.0 * bleed };
        let edges = |count: usize, length: Abs, gap: Abs| -> (Vec<Abs>, Abs) {
            let starts: Vec<Abs> = std::iter::successors(Some(Abs::zero()), |start| Some(*start + length + gap)).take(count).collect();
            let whole = starts.last().map_or(Abs::zero(), |last| *last + length);
            (starts, whole)
        };
        let (columns, width) = edges(order.columns, trim.x, across);
        let (rows, height) = edges(order.rows, trim.y, 2.0 * bleed);
        let used = Size::new(width, height);
        let sheet = if marks || order.columns == 1 { used } else { paper(used) };
        let shift = |starts: Vec<Abs>, by: Abs| -> Vec<Abs> { starts.into_iter().map(|start| start + by / 2.0).collect() };
        let columns = shift(columns, sheet.x - used.x);
        let folds = if order.joined { columns[1..].to_vec() } else { Vec::new() };
        Self { sheet, trim, columns, rows: shift(rows, sheet.y - used.y), bleed, folds, marks }
    }

    fn side(&self, pages: &[Page], side: &Side, thickness: Abs) -> Frame {
        let mut frame = Frame::hard(self.sheet);
        for (cell, page) in side.cells.iter().enumerate() {
            if let Some(page) = page.and_then(|page| pages.get(page)) {
                let (row, column) = (cell / self.columns.len(), cell % self.columns.len());
                #[expect(clippy::cast_precision_loss, reason = "a number of sheets")]
                let creep = thickness * side.depths[row] as f64;
                self.place(&mut frame, page, (row, column), creep);
            }
        }
        if self.marks {
            let both = |starts: &[Abs], length: Abs| -> Vec<Abs> { starts.iter().flat_map(|start| [*start, *start + length]).collect() };
            let is_cut = |x: &Abs| !self.folds.iter().any(|fold| fold.approx_eq(*x));
            let cuts: Vec<Abs> = both(&self.columns, self.trim.x).into_iter().filter(is_cut).collect();
            marks::draw(&mut frame, self.sheet, &cuts, &both(&self.rows, self.trim.y), &self.folds);
        }
        frame
    }

    /// Puts `page` into its cell, moved to the fold by `creep`, with nothing of it beyond the fold or the bleed.
    fn place(&self, frame: &mut Frame, page: &Page, (row, column): (usize, usize), creep: Abs) {
        let corner = Point::new(self.columns[column], self.rows[row]);
        let is_joined = !self.folds.is_empty();
        let left = if is_joined && column > 0 { Abs::zero() } else { self.bleed };
        let right = if is_joined && column + 1 < self.columns.len() { Abs::zero() } else { self.bleed };
        let size = Size::new(page.frame.width() + left + right, page.frame.height() + 2.0 * self.bleed);
        let mut window = Frame::hard(size);
        // A page's background is painted by the exporter otherwise.
        if let Some(paint) = page.fill_or_transparent() {
            window.fill(paint);
        }
        let shift = match (is_joined, column) {
            (true, 0) => creep,
            (true, _) => -creep,
            (false, _) => Abs::zero(),
        };
        window.push(Point::new(left + shift, self.bleed), FrameItem::Group(GroupItem::new(page.frame.clone())));
        let clip = Some(Curve::rect(size));
        frame.push(corner - Point::new(left, self.bleed), FrameItem::Group(GroupItem { clip, ..GroupItem::new(window) }));
    }
}

/// The paper that pages of this size together are printed on: a little larger, or exactly as large.
fn paper(used: Size) -> Size {
    let fits = |paper: &Size| {
        let rest = *paper - used;
        let slack = |rest: Abs| rest.to_mm() > -0.1 && rest.to_mm() < SLACK_MM;
        slack(rest.x) && slack(rest.y)
    };
    let papers = PAPERS_MM.iter().flat_map(|(short, long)| [(short, long), (long, short)]);
    papers.map(|(width, height)| Size::new(Abs::mm(*width), Abs::mm(*height))).find(fits).unwrap_or(used)
}

fn turned(frame: Frame) -> Frame {
    let size = frame.size();
    let transform = Transform::rotate_at(Angle::deg(180.0), size.x / 2.0, size.y / 2.0);
    let mut outer = Frame::hard(size);
    outer.push(Point::zero(), FrameItem::Group(GroupItem { transform, ..GroupItem::new(frame) }));
    outer
}
