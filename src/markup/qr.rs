//! Text → QR code as a small SVG, for booklets and for the printed form of pages.

use std::fmt::Write as _;

use fast_qr::{ECL, QRBuilder};

/// White modules around the code, as ISO/IEC 18004 asks.
const QUIET: usize = 4;

/// The QR code of `text` as an SVG of one path: dark modules of a row that touch are one stroke.
/// Error correction level M; white background and quiet zone included; without a width, so it fills what holds it.
/// Empty when the text is too long for any QR code (2,331 bytes).
#[must_use]
pub fn svg(text: &str) -> String {
    let Ok(code) = QRBuilder::new(text).ecl(ECL::M).build() else {
        return String::new();
    };
    let size = code.size + 2 * QUIET;
    let mut path = String::new();
    for row in 0..code.size {
        let mut column = 0;
        // Where the pen stands in this row; it comes from elsewhere when there is none.
        let mut pen = None;
        for run in code[row].chunk_by(|a, b| a.value() == b.value()) {
            let width = run.len();
            if run[0].value() {
                let _ = match pen {
                    Some(pen) => write!(path, "m{} 0h{width}", column - pen),
                    None => write!(path, "M{} {}h{width}", column + QUIET, row + QUIET),
                };
                pen = Some(column + width);
            }
            column += width;
        }
    }
    // The pen is one module thick, so the picture begins half a module above the middle of the first row.
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 -.5 {size} {size}\" shape-rendering=\"crispEdges\">\
         <path fill=\"#fff\" d=\"M0-.5h{size}v{size}H0z\"/><path stroke=\"#000\" d=\"{path}\"/></svg>"
    )
}

#[cfg(test)]
mod tests {
    use super::svg;

    #[test]
    fn runs_of_a_row_are_merged_and_nothing_is_lost() {
        let address = "https://example.org/hl66/vital-signs/";
        let code = fast_qr::QRBuilder::new(address).ecl(fast_qr::ECL::M).build().unwrap();
        let dark = (0..code.size).map(|row| code[row].iter().filter(|module| module.value()).count()).sum::<usize>();
        let picture = svg(address);
        let drawn: usize =
            picture.split('h').filter_map(|part| part.split(['m', 'M', '"']).next()?.parse::<usize>().ok()).sum();
        assert_eq!(drawn, dark);
        assert!(picture.len() < 3000, "{}", picture.len());
    }

    #[test]
    fn too_long_a_text_has_no_code() {
        assert_eq!(svg(&"x".repeat(3000)), "");
    }
}
