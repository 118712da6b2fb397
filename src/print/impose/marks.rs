//! Marks in the margin that is cut off: full lines where to cut, dashed lines where to fold.

use typst::layout::{Abs, Frame, FrameItem, Point, Size};
use typst::syntax::Span;
use typst::visualize::{Color, DashPattern, FixedStroke, Geometry};

/// Marks start this far outside the trimmed sheet, beyond the bleed, so that no cut leaves a trace of them.
const START_MM: f64 = 4.0;
/// And are this long.
const LENGTH_MM: f64 = 5.0;
/// As thin as a printer prints for sure.
const THICKNESS_PT: f64 = 0.25;

/// Draws marks around `sheet` for cuts at these `x` and `y`, and for folds.
pub fn draw(frame: &mut Frame, sheet: Size, x: &[Abs], y: &[Abs], folds: &[Abs]) {
    let (start, length) = (Abs::mm(START_MM), Abs::mm(LENGTH_MM));
    let whole = FixedStroke::from_pair(Color::BLACK, Abs::pt(THICKNESS_PT));
    let dash = DashPattern { array: vec![Abs::mm(1.0), Abs::mm(0.8)], phase: Abs::zero() };
    let dashed = FixedStroke { dash: Some(dash), ..whole.clone() };
    let mut line = |from: Point, along: Point, stroke: &FixedStroke| {
        frame.push(from, FrameItem::Shape(Geometry::Line(along).stroked(stroke.clone()), Span::detached()));
    };
    let vertical = x.iter().map(|x| (*x, &whole)).chain(folds.iter().map(|x| (*x, &dashed)));
    for (x, stroke) in vertical {
        line(Point::new(x, -start - length), Point::with_y(length), stroke);
        line(Point::new(x, sheet.y + start), Point::with_y(length), stroke);
    }
    for y in y {
        line(Point::new(-start - length, *y), Point::with_x(length), &whole);
        line(Point::new(sheet.x + start, *y), Point::with_x(length), &whole);
    }
}
