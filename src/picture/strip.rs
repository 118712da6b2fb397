//! A picture without what cameras and programs wrote about it: where, when, by whom, with what, thumbnails,
//! and whatever follows its end. The picture itself stays as it is, byte by byte.

use crate::picture::Format;
use crate::picture::exif;

/// A picture without its metadata.
#[derive(Debug, PartialEq, Eq)]
pub struct Stripped {
    /// The picture; a JPEG keeps a header of its own when it has to be turned.
    pub bytes: Vec<u8>,
    /// How it is to be turned: 1 (as it is) to 8, as in Exif.
    pub orientation: u16,
    /// Whether it said where it was taken.
    pub had_position: bool,
    /// How its colours are meant, when not as sRGB.
    pub profile: Option<Vec<u8>>,
    /// Whether it has several frames.
    pub moves: bool,
}

/// The picture alone; none when the file ends too early or its parts do not follow one another.
pub fn strip(format: Format, bytes: &[u8]) -> Option<Stripped> {
    match format {
        Format::Jpeg => jpeg(bytes),
        Format::Png => png(bytes),
        Format::WebP => webp(bytes),
        Format::Gif | Format::Svg => Some(Stripped::new(bytes.to_vec())),
    }
}

impl Stripped {
    fn new(bytes: Vec<u8>) -> Self {
        Self { bytes, orientation: 1, had_position: false, profile: None, moves: false }
    }

    fn note_exif(&mut self, tiff: &[u8]) {
        self.had_position |= exif::has_position(tiff);
    }

    fn note_xmp(&mut self, text: &[u8]) {
        self.had_position |= text.windows(11).any(|word| word == b"GPSLatitude");
    }
}

const PROFILE: &[u8] = b"ICC_PROFILE\0";

fn jpeg(bytes: &[u8]) -> Option<Stripped> {
    let mut rest = bytes.strip_prefix(&[0xFF, 0xD8])?;
    let mut out = Stripped::new(vec![0xFF, 0xD8]);
    let mut profile = Vec::new();
    let mut scans = 0;
    loop {
        let [0xFF, marker, tail @ ..] = rest else { return None };
        match *marker {
            // Fill bytes may stand before a marker.
            0xFF => rest = &rest[1..],
            0xD9 => {
                out.bytes.extend([0xFF, 0xD9]);
                break;
            }
            0x01 | 0xD0..=0xD7 => rest = tail,
            marker => {
                let [high, low, ..] = *tail else { return None };
                let length = usize::from(u16::from_be_bytes([high, low]));
                let segment = tail.get(2..length)?;
                let whole = &rest[..length + 2];
                rest = tail.get(length..)?;
                match marker {
                    0xE1 => {
                        if let Some(tiff) = segment.strip_prefix(b"Exif\0\0") {
                            out.orientation = exif::orientation(tiff);
                            out.note_exif(tiff);
                        } else {
                            out.note_xmp(segment);
                        }
                    }
                    // Number and count of this piece stand before it.
                    0xE2 => profile.extend(segment.strip_prefix(PROFILE).and_then(|piece| piece.get(2..)).unwrap_or_default()),
                    // JFIF says how dense the pixels are, Adobe what the channels mean.
                    0xE0 if segment.starts_with(b"JFIF\0") => out.bytes.extend_from_slice(whole),
                    0xEE => out.bytes.extend_from_slice(whole),
                    0xE0..=0xEF | 0xFE => {}
                    0xDA => {
                        scans += 1;
                        out.bytes.extend_from_slice(whole);
                        let end = scan_end(rest);
                        out.bytes.extend_from_slice(&rest[..end]);
                        rest = &rest[end..];
                        // Cut off in the middle of the picture: most programs still show it.
                        if rest.is_empty() {
                            out.bytes.extend([0xFF, 0xD9]);
                            break;
                        }
                    }
                    _ => out.bytes.extend_from_slice(whole),
                }
            }
        }
    }
    if scans == 0 {
        return None;
    }
    out.profile = Some(profile).filter(|profile| is_needed(profile));
    let mut header = Vec::new();
    if out.orientation != 1 {
        segment(&mut header, 0xE1, &exif::header(out.orientation));
    }
    for piece in out.profile.iter().filter(|profile| profile.len() < 0xFF00) {
        segment(&mut header, 0xE2, &[PROFILE, &[1, 1], piece].concat());
    }
    out.bytes.splice(2..2, header);
    Some(out)
}

fn segment(out: &mut Vec<u8>, marker: u8, body: &[u8]) {
    out.extend([0xFF, marker]);
    out.extend(u16::try_from(body.len() + 2).expect("this is a bug in baodian: a header that is too long").to_be_bytes());
    out.extend_from_slice(body);
}

/// Where the coded pixels end and the next marker stands.
fn scan_end(bytes: &[u8]) -> usize {
    let is_end = |pair: &[u8]| pair[0] == 0xFF && !matches!(pair[1], 0 | 0xD0..=0xD7 | 0xFF);
    bytes.windows(2).position(is_end).unwrap_or(bytes.len())
}

/// sRGB is what everybody takes for granted; a profile for a printing press is large and of no use on a screen.
fn is_needed(profile: &[u8]) -> bool {
    let is_screen = profile.get(16..20) == Some(b"RGB ");
    let plain: Vec<u8> = profile.iter().copied().filter(|byte| *byte != 0).collect();
    is_screen
        && profile.len() <= 4096
        && !plain.windows(5).any(|word| word == b"sRGB ")
        && !plain.windows(9).any(|word| word == b"sRGB built")
}

/// What a viewer needs; all else is somebody's notes.
const PNG_PARTS: [&[u8; 4]; 15] =
    [b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"sBIT", b"bKGD", b"pHYs", b"acTL", b"fcTL", b"fdAT"];

fn png(bytes: &[u8]) -> Option<Stripped> {
    const SIGNATURE: &[u8] = b"\x89PNG\r\n\x1A\n";
    let mut rest = bytes.strip_prefix(SIGNATURE)?;
    let mut out = Stripped::new(SIGNATURE.to_vec());
    loop {
        let length = usize::try_from(u32::from_be_bytes(rest.get(..4)?.try_into().ok()?)).ok()?;
        let name: &[u8; 4] = rest.get(4..8)?.try_into().ok()?;
        let body = rest.get(8..length.checked_add(8)?)?;
        let whole = rest.get(..length.checked_add(12)?)?;
        rest = &rest[whole.len()..];
        match name {
            b"eXIf" => out.note_exif(body),
            b"iTXt" | b"tEXt" => out.note_xmp(body),
            name if PNG_PARTS.contains(&name) => out.bytes.extend_from_slice(whole),
            _ => {}
        }
        out.moves |= name == b"acTL";
        if name == b"IEND" {
            return Some(out);
        }
    }
}

fn webp(bytes: &[u8]) -> Option<Stripped> {
    /// Bits of `VP8X` that announce Exif, XMP and frames.
    const EXIF: u8 = 0x08;
    const XMP: u8 = 0x04;
    const FRAMES: u8 = 0x02;
    let length = usize::try_from(u32::from_le_bytes(bytes.get(4..8)?.try_into().ok()?)).ok()?;
    let mut rest = bytes.get(12..length.checked_add(8)?.min(bytes.len()))?;
    let mut out = Stripped::new(b"RIFF\0\0\0\0WEBP".to_vec());
    while !rest.is_empty() {
        let length = usize::try_from(u32::from_le_bytes(rest.get(4..8)?.try_into().ok()?)).ok()?;
        let body = rest.get(8..length.checked_add(8)?)?;
        // Parts begin at even places.
        let end = (8 + length + length % 2).min(rest.len());
        let start = out.bytes.len();
        match &rest[..4] {
            b"EXIF" => out.note_exif(body.strip_prefix(b"Exif\0\0").unwrap_or(body)),
            b"XMP " => out.note_xmp(body),
            b"VP8X" => {
                out.bytes.extend_from_slice(&rest[..end]);
                out.moves |= body.first()? & FRAMES != 0;
                out.bytes[start + 8] &= !(EXIF | XMP);
            }
            _ => out.bytes.extend_from_slice(&rest[..end]),
        }
        rest = &rest[end..];
    }
    let length = u32::try_from(out.bytes.len() - 8).ok()?;
    out.bytes[4..8].copy_from_slice(&length.to_le_bytes());
    Some(out)
}
