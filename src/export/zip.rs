//! Files → one ZIP archive (APPNOTE 6.3) as EPUB wants it (OCF 3.3 §4.2): no clock, no machine, in the order given.

use miniz_oxide::deflate::compress_to_vec;

/// 1980-01-01, the first day a ZIP archive can name, 00:00.
const DAY: u16 = 1 << 5 | 1;
const TIME: u16 = 0;
/// Names are UTF-8.
const FLAGS: u16 = 1 << 11;
const STORED: u16 = 0;
const DEFLATED: u16 = 8;
const LEVEL: u8 = 9;

/// An archive of `files`, each path with its bytes. The first one is stored as it is, so that the bytes of
/// `mimetype` stand at their fixed place; of the others, those that deflate makes smaller are deflated.
///
/// # Panics
/// For more than 65,535 files or 4 GiB: that is no book.
#[must_use]
pub fn archive<'a>(files: impl IntoIterator<Item = (&'a str, &'a [u8])>) -> Vec<u8> {
    let mut out = Vec::new();
    let mut directory = Vec::new();
    let mut count: u16 = 0;
    for (path, bytes) in files {
        let deflated = compress_to_vec(bytes, LEVEL);
        let (method, data) = if count > 0 && deflated.len() < bytes.len() { (DEFLATED, deflated.as_slice()) } else { (STORED, bytes) };
        let offset = four(out.len());
        let mut header = Vec::new();
        for value in [20, FLAGS, method, TIME, DAY] {
            header.extend(value.to_le_bytes());
        }
        for value in [crc(bytes), four(data.len()), four(bytes.len())] {
            header.extend(value.to_le_bytes());
        }
        header.extend(two(path.len()).to_le_bytes());
        header.extend([0; 2]); // no extra field
        out.extend(b"PK\x03\x04");
        out.extend(&header);
        out.extend(path.as_bytes());
        out.extend(data);
        directory.extend(b"PK\x01\x02\x14\x00");
        directory.extend(&header);
        directory.extend([0; 10]); // no comment, disk 0, no attributes
        directory.extend(offset.to_le_bytes());
        directory.extend(path.as_bytes());
        count = count.checked_add(1).expect("this is a bug in baodian: too many files for a book");
    }
    let start = four(out.len());
    out.extend(&directory);
    out.extend(b"PK\x05\x06\x00\x00\x00\x00");
    out.extend(count.to_le_bytes());
    out.extend(count.to_le_bytes());
    out.extend(four(directory.len()).to_le_bytes());
    out.extend(start.to_le_bytes());
    out.extend([0; 2]); // no comment
    out
}

fn two(length: usize) -> u16 {
    u16::try_from(length).expect("this is a bug in baodian: a path of 64 KiB")
}

fn four(length: usize) -> u32 {
    u32::try_from(length).expect("this is a bug in baodian: a book of 4 GiB")
}

/// CRC-32 as ZIP and PNG use it (ISO 3309, polynomial reversed).
fn crc(bytes: &[u8]) -> u32 {
    const TABLE: [u32; 256] = table();
    !bytes.iter().fold(!0, |sum, byte| sum >> 8 ^ TABLE[usize::from(sum.to_le_bytes()[0] ^ byte)])
}

const fn table() -> [u32; 256] {
    let mut table = [0; 256];
    let mut at = 0;
    while at < 256 {
        #[expect(clippy::cast_possible_truncation, reason = "below 256")]
        let mut value = at as u32;
        let mut bit = 0;
        while bit < 8 {
            value = if value & 1 == 1 { value >> 1 ^ 0xedb8_8320 } else { value >> 1 };
            bit += 1;
        }
        table[at] = value;
        at += 1;
    }
    table
}

#[cfg(test)]
mod tests {
    use super::crc;

    #[test]
    fn the_checksum_is_the_standard_one() {
        assert_eq!(crc(b"123456789"), 0xcbf4_3926);
        assert_eq!(crc(b""), 0);
    }
}
