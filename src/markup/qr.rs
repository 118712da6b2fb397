//! Text → QR code: an SVG for booklets, a picture inside a page of a tenth of its bytes, pixels for sheets.

use std::fmt::Write as _;

use fast_qr::{ECL, QRBuilder};

use super::escape::base64;

/// White modules around the code, as ISO/IEC 18004 asks.
const QUIET: usize = 4;

/// The QR code of `text` as an SVG of one path, a stroke one module wide along each row.
/// Error correction level M; white background and quiet zone included; without a width, so it fills what holds it.
/// Empty when the text is too long for any QR code (2,331 bytes).
#[must_use]
pub fn svg(text: &str) -> String {
    let Ok(code) = QRBuilder::new(text).ecl(ECL::M).build() else {
        return String::new();
    };
    let size = code.size + 2 * QUIET;
    // A pen along the middle of each row, down on dark modules and up between: half the bytes of rectangles.
    let mut path = String::new();
    for row in 0..code.size {
        let _ = write!(path, "M{QUIET} {}.5", row + QUIET);
        let dark = code[row].iter().rposition(|module| module.value()).map_or(0, |last| last + 1);
        for run in code[row][..dark].chunk_by(|a, b| a.value() == b.value()) {
            let _ = if run[0].value() { write!(path, "h{}", run.len()) } else { write!(path, "m{} 0", run.len()) };
        }
    }
    // The pen is one module thick, so the picture begins half a module above the middle of the first row.
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {size} {size}\" shape-rendering=\"crispEdges\">\
         <path fill=\"#fff\" d=\"M0 0h{size}v{size}H0z\"/><path stroke=\"#000\" d=\"{path}\"/></svg>"
    )
}

/// The QR code of `text` as an `img` with its bytes inside: one bit for each module, in a BMP, which every browser reads
/// and which needs no compression. Without its quiet zone (the style leaves white around it), and to be enlarged with
/// sharp edges (`image-rendering: pixelated`). Empty when the text is too long for any QR code.
#[must_use]
pub fn html(text: &str) -> String {
    /// File header, bitmap header, two colours.
    const BEFORE: usize = 14 + 40 + 8;
    let Ok(code) = QRBuilder::new(text).ecl(ECL::M).build() else {
        return String::new();
    };
    // Rows begin at a multiple of four bytes, the last row of the picture first.
    let row_bytes = code.size.div_ceil(32) * 4;
    let mut bytes = b"BM".to_vec();
    let four = |value: usize| u32::try_from(value).expect("this is a bug in baodian: a QR code of 4 GiB").to_le_bytes();
    for value in [BEFORE + row_bytes * code.size, 0, BEFORE, 40, code.size, code.size, 1 | 1 << 16, 0, 0, 0, 0, 0, 0, 0xff_ff_ff, 0] {
        bytes.extend(four(value));
    }
    for row in (0..code.size).rev() {
        let mut line = vec![0; row_bytes];
        for (column, _) in code[row].iter().enumerate().filter(|(_, module)| module.value()) {
            line[column / 8] |= 0x80 >> (column % 8);
        }
        bytes.extend(line);
    }
    format!(
        "<img src=\"data:image/bmp;base64,{}\" alt=\"本页的二维码\" width=\"{size}\" height=\"{size}\">",
        base64(&bytes),
        size = code.size
    )
}

/// Pixels on a side of a module. Viewers smooth small pictures when they enlarge them: this keeps edges sharp.
const FINE: usize = 4;

/// The QR code of `text` with its quiet zone as a square picture of grey bytes, 0 dark and 255 light, row by row:
/// how many there are in a row, and all of them. `None` when the text is too long for any QR code.
#[must_use]
pub fn pixels(text: &str) -> Option<(usize, Vec<u8>)> {
    let code = QRBuilder::new(text).ecl(ECL::M).build().ok()?;
    let modules = code.size + 2 * QUIET;
    let inside = QUIET..QUIET + code.size;
    let is_dark =
        |row: usize, column: usize| inside.contains(&row) && inside.contains(&column) && code[row - QUIET][column - QUIET].value();
    let side = modules * FINE;
    let pixels = (0..side * side).map(|at| if is_dark(at / side / FINE, at % side / FINE) { 0 } else { 255 }).collect();
    Some((side, pixels))
}

#[cfg(test)]
mod tests {
    use super::{html, svg};

    #[test]
    fn runs_of_a_row_are_merged_and_nothing_is_lost() {
        let address = "https://example.org/hl66/vital-signs/";
        let code = fast_qr::QRBuilder::new(address).ecl(fast_qr::ECL::M).build().unwrap();
        let dark = (0..code.size).map(|row| code[row].iter().filter(|module| module.value()).count()).sum::<usize>();
        let picture = svg(address);
        let path = picture.split_once("stroke=\"#000\" d=\"").unwrap().1;
        let strokes = path.split('h').skip(1).map(|part| part.split(['m', 'M', '"']).next().unwrap());
        let drawn: usize = strokes.map(|width| width.parse::<usize>().unwrap()).sum();
        assert_eq!(drawn, dark);
        assert!(picture.len() < 3000, "{}", picture.len());
    }

    #[test]
    fn the_picture_in_a_page_is_a_bitmap_of_one_bit_a_module() {
        let picture = html("https://example.org/s/abcd");
        let bytes = picture.strip_prefix("<img src=\"data:image/bmp;base64,").unwrap().split_once('"').unwrap().0;
        // 25 modules: 62 bytes before 25 rows of 4.
        assert_eq!(bytes.len(), (62 + 25 * 4_usize).div_ceil(3) * 4);
        assert!(bytes.starts_with("Qk2iAAAAAAAAAD4AAAAoAAAAGQAAABkAAAABAAEAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA////AAAAAAD+"), "{bytes}");
        assert!(picture.ends_with("alt=\"本页的二维码\" width=\"25\" height=\"25\">"), "{picture}");
    }

    #[test]
    fn too_long_a_text_has_no_code() {
        assert_eq!([svg(&"x".repeat(3000)), html(&"x".repeat(3000))], ["", ""]);
    }
}
