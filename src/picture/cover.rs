//! The picture beside a shared link: a seal, below it the title, below that the name of the site.
//!
//! Chat programs cut a square out of the middle of it and show that as small as a thumb: so everything stands on the
//! middle line, and the seal, which tells families apart at that size, lies whole within any such square. The title
//! is for cards that show the whole picture; in a chat it stands in words beside the square.

mod face;
mod lines;

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use crate::model::picture::{Cover, Rgb};
use face::{Face, Glyph};
use lines::{Line, Placed};

pub use face::HEI;

const WIDTH: usize = Cover::WIDTH as usize;
const HEIGHT: usize = Cover::HEIGHT as usize;

/// The seal: its side, the upper edge, and the size of its character.
const SEAL: usize = 112;
const SEAL_TOP: usize = 24;
const SEAL_CHARACTER: u32 = 78;
/// The middle of the title's lines.
const TITLE_MIDDLE: i32 = 207;
/// The size of the site's name, and the middle of its line.
const NAME: u32 = 21;
const NAME_MIDDLE: i32 = 293;

/// Steps of grey between two colours. Sixteen colours in all: paper to text, paper to ink, ink to white.
const TEXT: Ramp = Ramp([0, 1, 2, 3, 4, 5, 6]);
const INK: Ramp = Ramp([0, 7, 7, 8, 8, 9, 10]);
const WHITE: Ramp = Ramp([10, 11, 12, 13, 14, 14, 15]);
/// The colour of the title.
const BLACK: Rgb = [0x1A, 0x1D, 0x1F];

/// Places in the palette from nothing to all of a colour.
#[derive(Clone, Copy)]
struct Ramp([u8; 7]);

impl Ramp {
    /// `step`: 0 to 6.
    fn at(self, step: u8) -> u8 {
        self.0[usize::from(step)]
    }
}

/// The pictures as PNG files, in this order; equal covers, equal bytes.
#[must_use]
pub fn draw(covers: &[&Cover<'_>]) -> Vec<Vec<u8>> {
    if covers.is_empty() {
        return Vec::new();
    }
    let face = Face::get();
    let set: Vec<(Vec<Line>, Vec<Line>)> =
        covers.par_iter().map(|cover| (lines::title(face, &cover.title), lines::name(face, cover.name, NAME))).collect();
    // Each character is drawn once in each size, whatever the number of titles it stands in.
    let placed = set
        .iter()
        .flat_map(|(title, name)| title.iter().chain(name))
        .flat_map(|line| line.glyphs.iter().map(|placed| (placed.character, line.size)));
    let wanted: BTreeSet<(char, u32)> = placed.chain(covers.iter().map(|cover| (cover.seal, SEAL_CHARACTER))).collect();
    let glyphs: BTreeMap<(char, u32), Glyph> =
        wanted.into_par_iter().map(|(character, size)| ((character, size), face.glyph(character, size))).collect();
    let seals: BTreeSet<char> = covers.iter().map(|cover| cover.seal).collect();
    let seals: BTreeMap<char, Sheet> = seals.into_iter().map(|seal| (seal, sealed(seal, &glyphs))).collect();
    let draw = |(cover, (title, name)): (&&Cover<'_>, &(Vec<Line>, Vec<Line>))| {
        let mut sheet = seals[&cover.seal].clone();
        sheet.write(title, TITLE_MIDDLE, TEXT, &glyphs);
        sheet.write(name, NAME_MIDDLE, INK, &glyphs);
        sheet.png(cover)
    };
    covers.par_iter().zip(&set).map(draw).collect()
}

/// Places in the palette, row by row.
#[derive(Clone)]
struct Sheet(Vec<u8>);

/// A sheet with nothing but a seal.
fn sealed(seal: char, glyphs: &BTreeMap<(char, u32), Glyph>) -> Sheet {
    let mut sheet = Sheet(vec![0; WIDTH * HEIGHT]);
    let left = (WIDTH - SEAL) / 2;
    let side = SEAL as f32;
    for y in 0..SEAL {
        for x in 0..SEAL {
            let point = (x as f32 + 0.5, y as f32 + 0.5);
            let block = inside(point, side, 0.0, side / 7.0);
            // A line of 1/42 of the side, 1/14 within.
            let frame = inside(point, side, side / 14.0, side / 10.0) - inside(point, side, side / 14.0 + side / 42.0, side / 13.0);
            let place = if frame > 0.0 { WHITE.at(step(frame)) } else { INK.at(step(block)) };
            sheet.0[(SEAL_TOP + y) * WIDTH + left + x] = place;
        }
    }
    let glyph = &glyphs[&(seal, SEAL_CHARACTER)];
    // By what is seen of it, not by its box: 小 and 老 both look central then.
    let x = (WIDTH as i32 - glyph.width as i32) / 2;
    let y = (SEAL_TOP + SEAL / 2) as i32 - glyph.height as i32 / 2;
    sheet.put(glyph, x, y, WHITE);
    sheet
}

/// How much of a pixel at `point` lies in a square with round corners, `inset` within one of `side`: 0 to 1.
fn inside((x, y): (f32, f32), side: f32, inset: f32, radius: f32) -> f32 {
    let half = side / 2.0;
    let beyond = |at: f32| ((at - half).abs() - (half - inset - radius)).max(0.0);
    let (dx, dy) = (beyond(x), beyond(y));
    (radius - (dx * dx + dy * dy).sqrt() + 0.5).clamp(0.0, 1.0)
}

/// The nearest step of a ramp.
fn step(part: f32) -> u8 {
    (part * 6.0).round().clamp(0.0, 6.0) as u8
}

impl Sheet {
    /// Writes lines around the row `middle`, each in the middle of the width.
    fn write(&mut self, lines: &[Line], middle: i32, ramp: Ramp, glyphs: &BTreeMap<(char, u32), Glyph>) {
        for (at, line) in lines.iter().enumerate() {
            let size = line.size as i32;
            let pitch = lines::pitch(line.size);
            let centre = middle + (2 * at as i32 + 1 - lines.len() as i32) * pitch / 2;
            // Characters stand around a line 0.38 of their size above the base line.
            let base = centre + size * 38 / 100;
            let left = (WIDTH as f32 - line.width) / 2.0;
            for Placed { character, x } in &line.glyphs {
                let glyph = &glyphs[&(*character, line.size)];
                self.put(glyph, (left + x).round() as i32 + glyph.left, base + glyph.top, ramp);
            }
        }
    }

    fn put(&mut self, glyph: &Glyph, left: i32, top: i32, ramp: Ramp) {
        for (y, row) in glyph.rows().enumerate() {
            let Some(y) = usize::try_from(top + y as i32).ok().filter(|y| *y < HEIGHT) else { continue };
            for (x, step) in row.iter().enumerate().filter(|(_, step)| **step > 0) {
                let Some(x) = usize::try_from(left + x as i32).ok().filter(|x| *x < WIDTH) else { continue };
                // Where strokes of neighbours touch, the darker one stays.
                let pixel = &mut self.0[y * WIDTH + x];
                *pixel = (*pixel).max(ramp.at(*step));
            }
        }
    }

    /// As a file with 16 colours.
    fn png(&self, cover: &Cover<'_>) -> Vec<u8> {
        const WHOLE: &str = "this is a bug in baodian: a cover that is no picture";
        let packed: Vec<u8> = self.0.chunks_exact(2).map(|pair| pair[0] << 4 | pair[1]).collect();
        let mut bytes = Vec::with_capacity(16 << 10);
        let mut encoder = png::Encoder::new(&mut bytes, Cover::WIDTH, Cover::HEIGHT);
        encoder.set_color(png::ColorType::Indexed);
        encoder.set_depth(png::BitDepth::Four);
        encoder.set_palette(palette(cover));
        encoder.set_filter(png::Filter::Up);
        encoder.set_deflate_compression(png::DeflateCompression::FdeflateUltraFast);
        let mut writer = encoder.write_header().expect(WHOLE);
        writer.write_image_data(&packed).expect(WHOLE);
        writer.finish().expect(WHOLE);
        bytes
    }
}

fn palette(cover: &Cover<'_>) -> Vec<u8> {
    let between = |from: Rgb, to: Rgb, step: u16, steps: u16| -> Rgb {
        std::array::from_fn(|at| {
            let (from, to) = (u16::from(from[at]), u16::from(to[at]));
            u8::try_from((from * (steps - step) + to * step + steps / 2) / steps).unwrap_or(u8::MAX)
        })
    };
    let text = (0..=6).map(|step| between(cover.paper, BLACK, step, 6));
    let ink = (1..=4).map(|step| between(cover.paper, cover.ink, step, 4));
    let white = (1..=5).map(|step| between(cover.ink, [255; 3], step, 5));
    text.chain(ink).chain(white).flatten().collect()
}
