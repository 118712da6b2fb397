//! The face of the covers: characters of Hei, drawn in grey.

use std::sync::LazyLock;

use ab_glyph::{Font, FontVec, GlyphId, PxScale, ScaleFont, point};

use super::step;

/// Hei, bold: what headings are set in on paper. Hash and recipe: `assets/fonts/fonts.lock`.
pub const HEI: &[u8] = include_bytes!("../../../assets/fonts/hei.woff2");

/// Decoded once for the whole run of the program, and only by a build that draws something.
static FACE: LazyLock<Face> = LazyLock::new(|| {
    let plain = wuff::decompress_woff2(HEI).expect("this is a bug in baodian: a font that cannot be decoded");
    Face(FontVec::try_from_vec(plain).expect("this is a bug in baodian: a font that cannot be read"))
});

pub struct Face(FontVec);

/// A character in grey: steps of 0 to 6, rows from the top.
pub struct Glyph {
    /// From the pen to the left edge, in pixels.
    pub left: i32,
    /// From the base line down to the upper edge.
    pub top: i32,
    pub width: usize,
    pub height: usize,
    steps: Vec<u8>,
}

impl Face {
    pub fn get() -> &'static Self {
        &FACE
    }

    pub fn has(&self, character: char) -> bool {
        self.0.glyph_id(character) != GlyphId(0)
    }

    /// The width of `character`, in parts of the size.
    pub fn width(&self, character: char) -> f32 {
        self.0.h_advance_unscaled(self.0.glyph_id(character)) / self.0.units_per_em().unwrap_or(1000.0)
    }

    /// `character` in `size` pixels.
    pub fn glyph(&self, character: char, size: u32) -> Glyph {
        let scale = PxScale::from(size as f32 * self.0.height_unscaled() / self.0.units_per_em().unwrap_or(1000.0));
        let scaled = self.0.as_scaled(scale);
        let Some(outline) = self.0.outline_glyph(scaled.glyph_id(character).with_scale_and_position(scale, point(0.0, 0.0))) else {
            return Glyph { left: 0, top: 0, width: 0, height: 0, steps: Vec::new() };
        };
        let bounds = outline.px_bounds();
        let (width, height) = (bounds.width() as usize, bounds.height() as usize);
        let mut steps = vec![0; width * height];
        outline.draw(|x, y, part| steps[y as usize * width + x as usize] = step(part));
        Glyph { left: bounds.min.x as i32, top: bounds.min.y as i32, width, height, steps }
    }
}

impl Glyph {
    pub fn rows(&self) -> impl Iterator<Item = &[u8]> {
        self.steps.chunks_exact(self.width.max(1))
    }
}
