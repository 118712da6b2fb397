//! Pictures made by code: photographs with grain, drawings with edges, and what cameras write about them.

use image::{ExtendedColorType, ImageEncoder, codecs::png::PngEncoder, codecs::webp::WebPEncoder};
use jpeg_encoder::{ColorType, Encoder};

/// Soft colours with a little grain, as RGB.
pub fn scene(width: u32, height: u32) -> Vec<u8> {
    let mut grain = 1_u32;
    let mut pixels = Vec::new();
    for y in 0..height {
        for x in 0..width {
            grain = grain.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let noise = grain >> 28;
            let wave = (x / 40 + y / 30) % 7 * 12;
            pixels.extend(
                [x * 180 / width + wave + noise, y * 160 / height + wave + noise, 60 + wave + noise]
                    .map(|value| u8::try_from(value.min(255)).unwrap()),
            );
        }
    }
    pixels
}

/// A JPEG as a camera makes it, without any notes.
pub fn photograph(width: u16, height: u16) -> Vec<u8> {
    jpeg(width, height, &scene(u32::from(width), u32::from(height)))
}

/// These pixels as a JPEG of high quality.
pub fn jpeg(width: u16, height: u16, rgb: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::new();
    Encoder::new(&mut bytes, 92).encode(rgb, width, height, ColorType::Rgb).unwrap();
    bytes
}

/// A PNG of a few flat colours.
pub fn drawing(width: u32, height: u32) -> Vec<u8> {
    let pixels: Vec<u8> = (0..height)
        .flat_map(|y| (0..width).flat_map(move |x| if (x / 20 + y / 20) % 2 == 0 { [255, 255, 255] } else { [0, 90, 107] }))
        .collect();
    png(width, height, &pixels)
}

/// These pixels as a PNG.
pub fn png(width: u32, height: u32, rgb: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::new();
    PngEncoder::new(&mut bytes).write_image(rgb, width, height, ExtendedColorType::Rgb8).unwrap();
    bytes
}

/// These pixels as a WebP.
pub fn webp(width: u32, height: u32, rgb: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::new();
    WebPEncoder::new_lossless(&mut bytes).write_image(rgb, width, height, ExtendedColorType::Rgb8).unwrap();
    bytes
}

/// The same JPEG with these segments after its first two bytes: marker and content.
pub fn with_segments(jpeg: &[u8], segments: &[(u8, &[u8])]) -> Vec<u8> {
    let mut bytes = jpeg[..2].to_vec();
    for (marker, content) in segments {
        bytes.extend([0xFF, *marker]);
        bytes.extend(u16::try_from(content.len() + 2).unwrap().to_be_bytes());
        bytes.extend(*content);
    }
    bytes.extend(&jpeg[2..]);
    bytes
}

/// The same PNG with this chunk before its last one.
pub fn with_chunk(png: &[u8], name: &[u8; 4], content: &[u8]) -> Vec<u8> {
    let end = png.len() - 12;
    let mut bytes = png[..end].to_vec();
    bytes.extend(u32::try_from(content.len()).unwrap().to_be_bytes());
    bytes.extend(name);
    bytes.extend(content);
    bytes.extend([0; 4]);
    bytes.extend(&png[end..]);
    bytes
}

/// Exif data: how to turn the picture and, if `located`, a latitude and longitude.
pub fn exif(orientation: u32, located: bool) -> Vec<u8> {
    let gps: &[(u16, u16, u32, u32)] = if located { &[(0x0001, 2, 2, 0x4E00), (0x0002, 5, 3, 0), (0x0004, 5, 3, 0)] } else { &[] };
    let mut tiff = b"Exif\0\0II*\0\x08\0\0\0".to_vec();
    for directory in [&[(0x0112, 3, 1, orientation), (0x8825, 4, 1, 38)], gps] {
        tiff.extend(u16::try_from(directory.len()).unwrap().to_le_bytes());
        for (tag, kind, count, value) in directory {
            tiff.extend(tag.to_le_bytes());
            tiff.extend(kind.to_le_bytes());
            tiff.extend(count.to_le_bytes());
            tiff.extend(value.to_le_bytes());
        }
        tiff.extend(0_u32.to_le_bytes());
    }
    tiff
}
