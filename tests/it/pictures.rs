//! The headers of JPEG files, as cameras write them.

/// A photo that says nothing of its place: an Exif header with the orientation alone.
pub fn photo() -> Vec<u8> {
    jpeg(&[(0x0112, 3, 1, 1)], &[])
}

/// A photo with latitude and longitude.
pub fn located_photo() -> Vec<u8> {
    jpeg(&[(0x0112, 3, 1, 1), (0x8825, 4, 1, 38)], &[(0x0001, 2, 2, 0x4E00), (0x0002, 5, 3, 0), (0x0004, 5, 3, 0)])
}

/// A JPEG whose Exif header holds two directories: tag, type, count, value.
fn jpeg(first: &[(u16, u16, u32, u32)], gps: &[(u16, u16, u32, u32)]) -> Vec<u8> {
    let mut tiff = b"II*\0\x08\0\0\0".to_vec();
    for directory in [first, gps] {
        tiff.extend(u16::try_from(directory.len()).unwrap().to_le_bytes());
        for (tag, kind, count, value) in directory {
            tiff.extend(tag.to_le_bytes());
            tiff.extend(kind.to_le_bytes());
            tiff.extend(count.to_le_bytes());
            tiff.extend(value.to_le_bytes());
        }
        tiff.extend(0_u32.to_le_bytes());
    }
    let mut bytes = vec![0xFF, 0xD8, 0xFF, 0xE0, 0, 4, 0, 0, 0xFF, 0xE1];
    bytes.extend(u16::try_from(tiff.len() + 8).unwrap().to_be_bytes());
    bytes.extend(b"Exif\0\0");
    bytes.extend(tiff);
    bytes.extend([0xFF, 0xDA, 0, 2, 0xFF, 0xD9]);
    bytes
}
