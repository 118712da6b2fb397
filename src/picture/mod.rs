//! Pictures as authors leave them → pictures as readers need them: without what cameras wrote about them, not
//! wider than a page, with narrower copies for phones, and drawings that can only be looked at.
//!
//! A function of the bytes alone. Opening a picture takes time, so the result can be packed and kept under `key`.

mod copies;
pub mod cover;
mod exif;
mod pack;
mod pixels;
mod scale;
mod strip;
mod svg;
mod xml;

use std::sync::Arc;

use crate::model::picture::{Fault, Rendition};
use crate::model::site::Asset;
use copies::Published;
use strip::Stripped;

/// A larger file is not read (issue: a picture of 30 MB); in bytes.
pub const MOST_BYTES: u64 = 25 << 20;
/// A picture with more is not opened: in memory each takes three or four bytes.
const MOST_PIXELS: u64 = 64_000_000;

/// What a picture file is, by its first bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum Format {
    /// Photographs.
    Jpeg,
    /// Drawings and photographs of screens.
    Png,
    /// Either.
    WebP,
    /// Old drawings, and films of a few frames.
    Gif,
    /// Drawings made of lines.
    Svg,
}

impl Format {
    const ALL: [Self; 5] = [Self::Jpeg, Self::Png, Self::WebP, Self::Gif, Self::Svg];

    fn name(self) -> &'static str {
        match self {
            Self::Jpeg => "JPEG",
            Self::Png => "PNG",
            Self::WebP => "WebP",
            Self::Gif => "GIF",
            Self::Svg => "SVG",
        }
    }

    /// The endings of its files, the usual one first.
    fn endings(self) -> &'static [&'static str] {
        match self {
            Self::Jpeg => &["jpg", "jpeg"],
            Self::Png => &["png"],
            Self::WebP => &["webp"],
            Self::Gif => &["gif"],
            Self::Svg => &["svg"],
        }
    }

    fn of_bytes(bytes: &[u8]) -> Option<Self> {
        match bytes {
            [0xFF, 0xD8, 0xFF, ..] => Some(Self::Jpeg),
            [0x89, b'P', b'N', b'G', ..] => Some(Self::Png),
            [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Some(Self::WebP),
            [b'G', b'I', b'F', b'8', ..] => Some(Self::Gif),
            _ => is_drawing(bytes).then_some(Self::Svg),
        }
    }
}

fn is_drawing(bytes: &[u8]) -> bool {
    let text = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes).trim_ascii_start();
    text.starts_with(b"<") && text.windows(4).take(4096).any(|word| word == b"<svg")
}

/// What a file is that is called a picture and is none a browser shows.
fn foreign(bytes: &[u8]) -> &'static str {
    match bytes {
        [] => "这个文件是空的",
        [_, _, _, _, b'f', b't', b'y', b'p', b'a', b'v', b'i', b'f' | b's', ..] => "它是 AVIF 图片，旧手机打不开",
        [_, _, _, _, b'f', b't', b'y', b'p', ..] => "它是 HEIC 图片或视频（苹果手机拍的），多数手机和电脑打不开",
        [b'I', b'I', b'*', 0, ..] | [b'M', b'M', 0, b'*', ..] => "它是 TIFF 图片，浏览器打不开",
        [b'B', b'M', ..] => "它是 BMP 图片，太大",
        [b'%', b'P', b'D', b'F', ..] => "它是 PDF 文件",
        [b'8', b'B', b'P', b'S', ..] => "它是 Photoshop 文件",
        [b'<', ..] => "它是网页，多半是下载时没有存对",
        _ => "它不是图片，或者没有存完整",
    }
}

/// Whether a file is called a picture: its ending, in small letters.
#[must_use]
pub fn is_picture(path: &str) -> bool {
    ending(path).is_some_and(|ending| {
        Format::ALL.iter().any(|format| format.endings().contains(&ending.as_str())) || FOREIGN.contains(&ending.as_str())
    })
}

/// Pictures that no page can show.
const FOREIGN: [&str; 4] = ["heic", "heif", "tif", "tiff"];

fn ending(path: &str) -> Option<String> {
    path.rsplit('/').next()?.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase())
}

/// A picture on its way.
#[derive(Debug)]
pub enum Step {
    /// Nothing more to do.
    Done(Asset),
    /// It must be opened, or its result found under `key`.
    Open(Closed),
}

/// A picture that has not been opened yet.
#[derive(Debug)]
pub struct Closed {
    asset: Asset,
    format: Format,
    stripped: Stripped,
}

/// Everything that can be done without opening a picture. Files that are no pictures come back as they are.
#[must_use]
pub fn begin(mut asset: Asset) -> Step {
    if !is_picture(&asset.source) || !asset.is_usable() {
        return Step::Done(asset);
    }
    let Some(format) = Format::of_bytes(&asset.bytes) else {
        asset.faults.push(Fault::Unreadable(foreign(&asset.bytes).to_owned()));
        return Step::Done(asset);
    };
    if !ending(&asset.source).is_some_and(|ending| format.endings().contains(&ending.as_str())) {
        asset.faults.push(Fault::OtherFormat(format.name(), format.endings()[0]));
        asset.path = format!("{}.{}", asset.path, format.endings()[0]);
    }
    if format == Format::Svg {
        return Step::Done(draw(asset));
    }
    let Some(stripped) = strip::strip(format, &asset.bytes) else {
        asset.faults.push(Fault::Unreadable("它没有存完整".to_owned()));
        return Step::Done(asset);
    };
    if stripped.had_position {
        asset.faults.push(Fault::Position);
    }
    asset.original = stripped.bytes.clone().into();
    asset.bytes = Arc::clone(&asset.original);
    let pixels = asset.size.map_or(0, |(width, height)| u64::from(width) * u64::from(height));
    if pixels > MOST_PIXELS {
        asset.faults.push(Fault::ManyPixels(pixels));
        return Step::Done(asset);
    }
    // What moves is shown as it is.
    if format == Format::Gif || stripped.moves {
        if pixels == 0 {
            asset.faults.push(Fault::Unreadable("它没有存完整".to_owned()));
        }
        return Step::Done(asset);
    }
    Step::Open(Closed { asset, format, stripped })
}

fn draw(mut asset: Asset) -> Asset {
    match svg::clean(&asset.bytes) {
        Ok(drawing) => {
            asset.bytes = drawing.text.into_bytes().into();
            asset.original = Arc::clone(&asset.bytes);
            asset.size = drawing.size;
            if !drawing.removed.is_empty() {
                asset.faults.push(Fault::Cleaned(drawing.removed.into_iter().collect()));
            }
        }
        Err(why) => asset.faults.push(Fault::Unreadable(format!("这个 SVG 文件{why}"))),
    }
    asset
}

impl Closed {
    /// How many pixels it has: memory in proportion is needed to open it.
    #[must_use]
    pub fn pixels(&self) -> u64 {
        self.asset.size.map_or(0, |(width, height)| u64::from(width) * u64::from(height))
    }

    /// The name of its result: equal names, equal bytes.
    #[must_use]
    pub fn key(&self) -> String {
        pack::key(self.format, &self.stripped)
    }

    /// The finished picture from what was kept under `key`; itself again when those are other bytes.
    ///
    /// # Errors
    /// Itself, when `kept` is no such result.
    pub fn found(self, kept: &[u8]) -> Result<Asset, Box<Self>> {
        match pack::unpack(kept) {
            Some(published) => Ok(self.finish(published)),
            None => Err(Box::new(self)),
        }
    }

    /// Opens it. With the finished picture comes what to keep under `key`, unless it cannot be read.
    #[must_use]
    pub fn open(self) -> (Asset, Option<Vec<u8>>) {
        match copies::publish(self.format, &self.stripped) {
            Ok(published) => {
                let kept = pack::pack(&published);
                (self.finish(published), Some(kept))
            }
            Err(_) => {
                let mut asset = self.asset;
                asset.faults.push(Fault::Unreadable("它已经损坏，或者没有存完整".to_owned()));
                (asset, None)
            }
        }
    }

    fn finish(self, published: Published) -> Asset {
        let mut asset = self.asset;
        let usual = published.full.format.endings()[0];
        if !ending(&asset.path).is_some_and(|ending| published.full.format.endings().contains(&ending.as_str())) {
            asset.path = format!("{}.{usual}", asset.path);
        }
        let stem = asset.path.rsplit_once('.').map_or(asset.path.as_str(), |(stem, _)| stem);
        let rendition = |copy: copies::Copy| {
            let hash = blake3::hash(&copy.bytes).to_hex();
            let path = format!("{stem}-{}-{}.{}", copy.width, &hash[..8], copy.format.endings()[0]);
            Rendition { path, bytes: copy.bytes.into(), width: copy.width }
        };
        asset.renditions = published.narrower.into_iter().map(rendition).collect();
        asset.size = Some((published.full.width, published.full.height));
        asset.bytes = published.full.bytes.into();
        asset
    }
}
