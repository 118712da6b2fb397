//! What a camera wrote about a photograph. Reads the Exif 2.3 header and nothing else.

/// Tag of the orientation in the first directory.
const ORIENTATION: u16 = 0x0112;
/// Tag of the GPS directory in the first directory.
const GPS: u16 = 0x8825;
/// `GPSLatitude` and `GPSLongitude`.
const LATITUDE: u16 = 2;
const LONGITUDE: u16 = 4;

/// Whether a TIFF header holds a latitude or longitude.
pub fn has_position(tiff: &[u8]) -> bool {
    let found = || {
        let reader = Tiff::new(tiff)?;
        let directory = reader.entries(reader.long(4)?)?.find(|(tag, _, _)| *tag == GPS)?.2;
        let mut entries = reader.entries(directory)?;
        Some(entries.any(|(tag, _, _)| tag == LATITUDE || tag == LONGITUDE))
    };
    found().unwrap_or(false)
}

/// How the picture is to be turned: 1 (as it is) to 8.
pub fn orientation(tiff: &[u8]) -> u16 {
    let found = || {
        let reader = Tiff::new(tiff)?;
        reader.entries(reader.long(4)?)?.find(|(tag, _, _)| *tag == ORIENTATION).map(|(_, short, _)| short)
    };
    found().filter(|turn| (1..=8).contains(turn)).unwrap_or(1)
}

/// A header that says nothing but how to turn the picture.
pub fn header(orientation: u16) -> Vec<u8> {
    let mut bytes = b"Exif\0\0MM\0*\0\0\0\x08\0\x01".to_vec();
    bytes.extend(ORIENTATION.to_be_bytes());
    bytes.extend(b"\0\x03\0\0\0\x01");
    bytes.extend(orientation.to_be_bytes());
    bytes.extend([0; 6]);
    bytes
}

struct Tiff<'a> {
    bytes: &'a [u8],
    little: bool,
}

impl<'a> Tiff<'a> {
    fn new(bytes: &'a [u8]) -> Option<Self> {
        match bytes.get(..2)? {
            b"II" => Some(Self { bytes, little: true }),
            b"MM" => Some(Self { bytes, little: false }),
            _ => None,
        }
    }

    fn short(&self, at: usize) -> Option<u16> {
        let bytes = self.bytes.get(at..at.checked_add(2)?)?.try_into().ok()?;
        Some(if self.little { u16::from_le_bytes(bytes) } else { u16::from_be_bytes(bytes) })
    }

    fn long(&self, at: usize) -> Option<usize> {
        let bytes = self.bytes.get(at..at.checked_add(4)?)?.try_into().ok()?;
        usize::try_from(if self.little { u32::from_le_bytes(bytes) } else { u32::from_be_bytes(bytes) }).ok()
    }

    /// Tag, value as a short and value as a long of each entry of the directory at `at`.
    fn entries(&self, at: usize) -> Option<impl Iterator<Item = (u16, u16, usize)> + '_> {
        let count = usize::from(self.short(at)?);
        Some((0..count).map_while(move |index| {
            let entry = at.checked_add(2)?.checked_add(12 * index)?;
            Some((self.short(entry)?, self.short(entry + 8)?, self.long(entry + 8)?))
        }))
    }
}
