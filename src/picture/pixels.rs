//! Pixels: read, made smaller, turned. Whole numbers and plain arithmetic only, so that every machine gets the
//! same bytes: no threads, and no functions whose last digit depends on the system.

use std::io::Cursor;

use image::{DynamicImage, Limits};
use zune_jpeg::JpegDecoder;
use zune_jpeg::zune_core::bytestream::ZCursor;
use zune_jpeg::zune_core::colorspace::ColorSpace;
use zune_jpeg::zune_core::options::DecoderOptions;

use crate::picture::Format;

/// The most that decoding one picture may take, in bytes.
const MOST_MEMORY: u64 = 512 << 20;

/// A picture in memory, rows from the top.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pixels {
    /// Columns.
    pub width: u32,
    /// Rows.
    pub height: u32,
    /// 3 (red, green, blue) or 4 (and opacity).
    pub channels: usize,
    /// One byte a channel.
    pub data: Vec<u8>,
}

/// Decodes a picture; the error is what the decoder says.
pub fn decode(format: Format, bytes: &[u8]) -> Result<Pixels, String> {
    match format {
        Format::Jpeg => decode_jpeg(bytes),
        Format::Png => from_image(image::codecs::png::PngDecoder::new(Cursor::new(bytes))),
        Format::WebP => from_image(image::codecs::webp::WebPDecoder::new(Cursor::new(bytes))),
        Format::Gif | Format::Svg => Err("this is a bug in baodian: a format without pixels".to_owned()),
    }
}

fn decode_jpeg(bytes: &[u8]) -> Result<Pixels, String> {
    let options = DecoderOptions::default()
        .set_strict_mode(false)
        .set_max_width(65535)
        .set_max_height(65535)
        .jpeg_set_out_colorspace(ColorSpace::RGB);
    let mut decoder = JpegDecoder::new_with_options(ZCursor::new(bytes), options);
    let data = decoder.decode().map_err(|error| format!("{error:?}"))?;
    let (width, height) = decoder.dimensions().ok_or("no size")?;
    if data.len() != width * height * 3 {
        return Err("not as many pixels as it says".to_owned());
    }
    let number = |value: usize| u32::try_from(value).map_err(|error| error.to_string());
    Ok(Pixels { width: number(width)?, height: number(height)?, channels: 3, data })
}

fn from_image<D: image::ImageDecoder>(decoder: image::ImageResult<D>) -> Result<Pixels, String> {
    let read = || {
        let mut decoder = decoder?;
        let mut limits = Limits::no_limits();
        limits.max_alloc = Some(MOST_MEMORY);
        decoder.set_limits(limits)?;
        DynamicImage::from_decoder(decoder)
    };
    let image = read().map_err(|error| error.to_string())?;
    let (width, height) = (image.width(), image.height());
    if image.color().has_alpha() {
        let data = image.into_rgba8().into_raw();
        let pixels = Pixels { width, height, channels: 4, data };
        return Ok(if pixels.data.iter().skip(3).step_by(4).all(|alpha| *alpha == 255) { pixels.opaque() } else { pixels });
    }
    Ok(Pixels { width, height, channels: 3, data: image.into_rgb8().into_raw() })
}

impl Pixels {
    fn opaque(&self) -> Self {
        let data = self.data.chunks_exact(4).flat_map(|pixel| [pixel[0], pixel[1], pixel[2]]).collect();
        Self { channels: 3, data, ..*self }
    }

    /// The same picture, turned as Exif says: 1 (as it is) to 8.
    #[must_use]
    pub fn turned(self, orientation: u16) -> Self {
        if !(2..=8).contains(&orientation) {
            return self;
        }
        let (width, height) = if orientation >= 5 { (self.height, self.width) } else { (self.width, self.height) };
        let mut data = Vec::with_capacity(self.data.len());
        for y in 0..height {
            for x in 0..width {
                let (left, top, right, bottom) = (x, y, width - 1 - x, height - 1 - y);
                let (column, row) = match orientation {
                    2 => (right, top),
                    3 => (right, bottom),
                    4 => (left, bottom),
                    5 => (top, left),
                    6 => (top, right),
                    7 => (bottom, right),
                    _ => (bottom, left),
                };
                let at = (row as usize * self.width as usize + column as usize) * self.channels;
                data.extend_from_slice(&self.data[at..at + self.channels]);
            }
        }
        Self { width, height, channels: self.channels, data }
    }
}
