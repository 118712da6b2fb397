//! Whether a JPEG says where it was taken. Reads the Exif 2.3 header and nothing else.

/// Tag of the GPS directory in the first image directory.
const GPS: u16 = 0x8825;
/// `GPSLatitude` and `GPSLongitude`.
const LATITUDE: u16 = 2;
const LONGITUDE: u16 = 4;

/// Whether `bytes` are a JPEG whose Exif data hold a latitude or longitude.
#[must_use]
pub fn has_position(bytes: &[u8]) -> bool {
    segments(bytes).any(|segment| segment.strip_prefix(b"Exif\0\0").is_some_and(|tiff| gps(tiff).unwrap_or(false)))
}

/// The APP1 segments before the picture itself.
fn segments(bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    let mut rest = bytes.strip_prefix(&[0xFF, 0xD8]).unwrap_or_default();
    std::iter::from_fn(move || {
        loop {
            let [0xFF, marker, tail @ ..] = rest else { return None };
            // Fill bytes may stand before a marker; the picture begins with 0xDA.
            match *marker {
                0xFF => rest = &rest[1..],
                0xDA | 0xD9 => return None,
                0x01 | 0xD0..=0xD7 => rest = tail,
                marker => {
                    let [high, low, ..] = *tail else { return None };
                    let length = usize::from(u16::from_be_bytes([high, low]));
                    let segment = tail.get(2..length)?;
                    rest = tail.get(length..)?;
                    if marker == 0xE1 {
                        return Some(segment);
                    }
                }
            }
        }
    })
}

fn gps(tiff: &[u8]) -> Option<bool> {
    let little = match tiff.get(..2)? {
        b"II" => true,
        b"MM" => false,
        _ => return None,
    };
    let reader = Tiff { bytes: tiff, little };
    let first = reader.long(4)?;
    let directory = reader.entries(first)?.find(|(tag, _)| *tag == GPS)?.1;
    let mut entries = reader.entries(directory)?;
    Some(entries.any(|(tag, _)| tag == LATITUDE || tag == LONGITUDE))
}

struct Tiff<'a> {
    bytes: &'a [u8],
    little: bool,
}

impl Tiff<'_> {
    fn short(&self, at: usize) -> Option<u16> {
        let bytes = self.bytes.get(at..at.checked_add(2)?)?.try_into().ok()?;
        Some(if self.little { u16::from_le_bytes(bytes) } else { u16::from_be_bytes(bytes) })
    }

    fn long(&self, at: usize) -> Option<usize> {
        let bytes = self.bytes.get(at..at.checked_add(4)?)?.try_into().ok()?;
        usize::try_from(if self.little { u32::from_le_bytes(bytes) } else { u32::from_be_bytes(bytes) }).ok()
    }

    /// Tag and value of each entry of the directory at `at`.
    fn entries(&self, at: usize) -> Option<impl Iterator<Item = (u16, usize)> + '_> {
        let count = usize::from(self.short(at)?);
        Some((0..count).map_while(move |index| {
            let entry = at.checked_add(2)?.checked_add(12 * index)?;
            Some((self.short(entry)?, self.long(entry + 8)?))
        }))
    }
}
