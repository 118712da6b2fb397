//! The copies of a picture that a page offers: narrow enough for its column, light enough for a thin line.
//! Photographs become JPEG, with the colours at half the density; drawings keep their format, without loss.

use jpeg_encoder::{ChromaSubsamplingMethod, ColorType, Encoder, SamplingFactor};

use crate::model::picture::LIGHT;
use crate::picture::pixels::Pixels;
use crate::picture::scale::height_at;
use crate::picture::strip::Stripped;
use crate::picture::{Format, pixels};

/// A picture no wider and no heavier than this is published as it is: two screen pixels for each of the column's
/// 684, and DOMAIN V14.
const WIDE: u32 = 1440;
const HEAVY: usize = 200 << 10;
/// Otherwise it is made this wide.
const FULL: u32 = 1080;
/// Half a column, and what a phone with two screen pixels for each of its 360 asks for; then what to try when
/// that is too heavy.
const SMALL: u32 = 360;
const MIDDLE: [u32; 3] = [720, 600, 480];
/// From what looks like the original to what still looks clean on a phone.
const QUALITIES: [u8; 4] = [78, 70, 62, 54];

/// A picture in the forms that are published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Published {
    /// What is shown where nothing smaller will do.
    pub full: Copy,
    /// Smaller ones, the narrowest first.
    pub narrower: Vec<Copy>,
}

/// One form of a picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Copy {
    /// What its bytes are.
    pub format: Format,
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// Columns.
    pub width: u32,
    /// Rows.
    pub height: u32,
}

/// The forms of a still picture; the error is what the decoder says.
pub fn publish(format: Format, picture: &Stripped) -> Result<Published, String> {
    let pixels = pixels::decode(format, &picture.bytes)?;
    // Turned after it is small: the sides are those of the finished picture.
    let is_sideways = picture.orientation >= 5;
    let wide = if is_sideways { pixels.height } else { pixels.width };
    let small = wide.min(FULL);
    let target = if is_sideways { height_at(pixels.height, pixels.width, small) } else { small };
    let is_whole = wide <= WIDE;
    let shrunk = if is_whole { pixels } else { pixels.scaled(target) };
    let pixels = shrunk.turned(picture.orientation);
    let studio = Studio { pixels, is_whole, profile: picture.profile.as_deref() };

    let full = studio.full(format, picture);
    let mut narrower = studio.narrower(&full);
    narrower.sort_by_key(|copy| copy.width);
    Ok(Published { full, narrower })
}

/// Where copies are made.
struct Studio<'a> {
    pixels: Pixels,
    /// Whether they are all the pixels of the picture.
    is_whole: bool,
    profile: Option<&'a [u8]>,
}

impl Studio<'_> {
    fn full(&self, format: Format, picture: &Stripped) -> Copy {
        let own = Copy { format, bytes: picture.bytes.clone(), width: self.pixels.width, height: self.pixels.height };
        let fits = self.is_whole && picture.orientation == 1 && own.bytes.len() <= HEAVY;
        if fits && own.bytes.len() <= LIGHT {
            return own;
        }
        let width = if fits { own.width } else { own.width.min(FULL) };
        // A JPEG has no opacity, and no more rows than this.
        let can_be_photo = self.pixels.channels == 3 && self.pixels.height <= u32::from(u16::MAX);
        let photo = can_be_photo.then(|| self.lightest(width, HEAVY));
        match (format, photo) {
            // Saving a third is worth it; what was drawn stays sharp unless a photograph hides behind it.
            (Format::Jpeg, Some(photo)) if !fits || photo.bytes.len() * 3 <= own.bytes.len() * 2 => photo,
            (Format::Jpeg, _) => own,
            (Format::Png | Format::WebP | Format::Gif | Format::Svg, photo) => {
                let drawn = if fits { own } else { self.drawn(format, width) };
                photo.filter(|photo| photo.bytes.len() * 2 <= drawn.bytes.len()).unwrap_or(drawn)
            }
        }
    }

    /// Copies that save a page something, each clearly lighter than the next wider one.
    fn narrower(&self, full: &Copy) -> Vec<Copy> {
        let fits = |width: u32| width * 20 <= full.width * 17;
        let make = |width: u32, most: usize| match full.format {
            Format::Jpeg => self.lightest(width, most),
            format => self.drawn(format, width),
        };
        let mut copies: Vec<Copy> = Vec::new();
        let mut add = |copy: Copy, wider: usize| {
            let is_worth = copy.bytes.len() * 10 <= wider * 9;
            if is_worth {
                copies.push(copy);
            }
            is_worth
        };
        let mut wider = full.bytes.len();
        for width in MIDDLE.into_iter().filter(|width| fits(*width)) {
            let copy = make(width, LIGHT);
            let weight = copy.bytes.len();
            if add(copy, wider) {
                wider = weight;
            }
            if weight <= LIGHT {
                break;
            }
        }
        if fits(SMALL) {
            add(make(SMALL, LIGHT), wider);
        }
        copies
    }

    /// A JPEG as good as `most` bytes allow.
    fn lightest(&self, width: u32, most: usize) -> Copy {
        let pixels = self.pixels.scaled(width);
        let encode = |quality| self.jpeg(&pixels, quality);
        let bytes = QUALITIES.into_iter().map(encode).find(|bytes| bytes.len() <= most).unwrap_or_else(|| encode(QUALITIES[3]));
        Copy { format: Format::Jpeg, bytes, width: pixels.width, height: pixels.height }
    }

    fn jpeg(&self, pixels: &Pixels, quality: u8) -> Vec<u8> {
        let mut bytes = Vec::new();
        let mut encoder = Encoder::new(&mut bytes, quality);
        encoder.set_sampling_factor(SamplingFactor::R_4_2_0);
        encoder.set_chroma_subsampling_method(ChromaSubsamplingMethod::Average);
        // With tables of its own a plain JPEG is written colour by colour, which some decoders get wrong.
        encoder.set_progressive(true);
        encoder.set_optimized_huffman_tables(true);
        if let Some(profile) = self.profile {
            encoder.add_icc_profile(profile).expect("this is a bug in baodian: a colour profile that is too long");
        }
        let side = |side: u32| u16::try_from(side).expect("this is a bug in baodian: a picture that is too tall");
        encoder
            .encode(&pixels.data, side(pixels.width), side(pixels.height), ColorType::Rgb)
            .expect("this is a bug in baodian: pixels that are no JPEG");
        bytes
    }

    /// A copy without loss, in the format of a drawing.
    fn drawn(&self, format: Format, width: u32) -> Copy {
        use image::codecs::png::{CompressionType, FilterType, PngEncoder};
        use image::codecs::webp::WebPEncoder;
        use image::{ExtendedColorType, ImageEncoder as _};

        let pixels = self.pixels.scaled(width);
        let colour = if pixels.channels == 4 { ExtendedColorType::Rgba8 } else { ExtendedColorType::Rgb8 };
        let mut bytes = Vec::new();
        let (data, width, height) = (&pixels.data, pixels.width, pixels.height);
        let written = if format == Format::WebP {
            WebPEncoder::new_lossless(&mut bytes).write_image(data, width, height, colour)
        } else {
            PngEncoder::new_with_quality(&mut bytes, CompressionType::Best, FilterType::Adaptive).write_image(data, width, height, colour)
        };
        written.expect("this is a bug in baodian: pixels that are no picture");
        Copy { format, bytes, width, height }
    }
}
