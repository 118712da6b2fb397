//! Which page lies where: pure arithmetic on page numbers (from 0), no frames and no engine.

/// Thicker booklets are not folded as one: an office stapler (24/6) takes some 16 sheets of 80 g paper folded,
/// and the fold springs open.
pub const MOST_STAPLED_PAGES: usize = 64;

/// Sheets of a signature: 16 pages.
const SIGNATURE_SHEETS: usize = 4;

/// One side of a sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Side {
    /// The page in each cell, row by row from the top left; `None` stays empty.
    pub cells: Vec<Option<usize>>,
    /// For each row, how many sheets are wrapped around this one when folded.
    pub depths: Vec<usize>,
}

/// All sides of all sheets, as a printer wants them: front of the first sheet, its back, front of the second.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Order {
    /// Cells in a row.
    pub columns: usize,
    /// Rows on a side.
    pub rows: usize,
    /// Bundles that are folded one by one; 0 when nothing is bound.
    pub signatures: usize,
    /// Whether the cells of a row hang together, with folds between them.
    pub joined: bool,
    /// Pages and the blanks that fill the sheets.
    pub places: usize,
    /// Front, back, front, back.
    pub sides: Vec<Side>,
}

/// One page a side.
#[must_use]
pub fn single(pages: usize) -> Order {
    let sides = (0..pages).map(|page| Side { cells: vec![Some(page)], depths: vec![0] }).collect();
    Order { columns: 1, rows: 1, signatures: 0, joined: false, places: pages, sides }
}

/// Sheets with two pages side by side, to be folded between them. With two `rows`, one sheet carries two such
/// sheets: cut all of them across the middle, lay the upper pile on the lower one, then fold.
///
/// The rule: of `n` places in a bundle, a multiple of 4, sheet `d` has places `n-1-2d` and `2d` in front, `2d+1`
/// and `n-2-2d` behind. Up to 64 pages are one bundle; more are shared out over bundles of at most 16 pages.
/// Blanks come before the last page, so that the back cover stays on the back.
#[must_use]
pub fn fold(pages: usize, rows: usize) -> Order {
    let places = pages.next_multiple_of(4 * rows);
    let sheets = places / 4;
    let signatures = if places > MOST_STAPLED_PAGES { sheets.div_ceil(SIGNATURE_SHEETS) } else { 1 };
    let mut folded: Vec<[Side; 2]> = Vec::new();
    for signature in 0..signatures {
        let own = sheets / signatures + usize::from(signature < sheets % signatures);
        let (first, last) = (4 * folded.len(), 4 * (folded.len() + own) - 1);
        for depth in 0..own {
            let (low, high) = (first + 2 * depth, last - 2 * depth);
            let side = |cells: [usize; 2]| Side { cells: cells.map(|place| page_at(place, places, pages)).to_vec(), depths: vec![depth] };
            folded.push([side([high, low]), side([low + 1, high - 1])]);
        }
    }
    let mut sides = Vec::new();
    let height = folded.len() / rows;
    for sheet in 0..height {
        for face in [0, 1] {
            let parts = (0..rows).map(|row| &folded[row * height + sheet][face]);
            let cells = parts.clone().flat_map(|part| part.cells.clone()).collect();
            sides.push(Side { cells, depths: parts.flat_map(|part| part.depths.clone()).collect() });
        }
    }
    Order { columns: 2, rows, signatures, joined: true, places, sides }
}

/// Sheets with four pages a side, to be cut in quarters. The piles, laid on one another from the top left one
/// row by row, are in order: sheet `k` of `m` has leaf `k` at the top left, `m+k` at the top right, and so on.
#[must_use]
pub fn cut(pages: usize) -> Order {
    let places = pages.next_multiple_of(8);
    let sheets = places / 8;
    let mut sides = Vec::new();
    for sheet in 0..sheets {
        // The back is seen with left and right exchanged.
        for (face, cells) in [[0, 1, 2, 3], [1, 0, 3, 2]].into_iter().enumerate() {
            let cells = cells.map(|cell: usize| page_at(2 * (cell * sheets + sheet) + face, places, pages)).to_vec();
            sides.push(Side { cells, depths: vec![0; 2] });
        }
    }
    Order { columns: 2, rows: 2, signatures: 0, joined: false, places, sides }
}

/// The six panels of a leaflet on one sheet, folded twice inwards: the fifth is folded in first and lies under
/// the front.
#[must_use]
pub fn panels() -> Order {
    let side = |cells: [usize; 3]| Side { cells: cells.map(Some).to_vec(), depths: vec![0] };
    Order { columns: 3, rows: 1, signatures: 0, joined: true, places: 6, sides: vec![side([4, 5, 0]), side([1, 2, 3])] }
}

/// The same sides for a printer that prints one side only, each with whether it is a back: all fronts from the
/// first to the last, then all backs from the last to the first. The pile goes back into the tray as it came
/// out, white side up, neither sorted nor turned: its topmost sheet is the last one printed.
#[must_use]
pub fn single_sided(order: &Order) -> Vec<(Side, bool)> {
    let blank = Side { cells: vec![None; order.columns * order.rows], depths: vec![0; order.rows] };
    let fronts = order.sides.iter().step_by(2).map(|side| (side.clone(), false));
    let mut backs: Vec<(Side, bool)> = order.sides.iter().skip(1).step_by(2).map(|side| (side.clone(), true)).collect();
    if order.sides.len() % 2 == 1 {
        backs.push((blank, true));
    }
    fronts.chain(backs.into_iter().rev()).collect()
}

/// The page at `place`: blanks come before the last page.
fn page_at(place: usize, places: usize, pages: usize) -> Option<usize> {
    match place {
        place if pages > 1 && place == places - 1 => Some(pages - 1),
        place if place < pages.saturating_sub(1).max(1) => Some(place),
        _ => None,
    }
}
