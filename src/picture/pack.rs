//! A name for everything a published picture depends on, and the form in which it is kept.
//! Keeping and finding is done by `output`; nothing is read from the disk here.

use serde::{Deserialize, Serialize};

use crate::picture::Format;
use crate::picture::copies::{Copy, Published};
use crate::picture::strip::Stripped;

/// Code of this room and of all crates: a hash that the build script takes.
const PROGRAM: &str = env!("BAODIAN_PICTURES");

/// The name of the result of `picture`.
pub fn key(format: Format, picture: &Stripped) -> String {
    let mut hasher = blake3::Hasher::new();
    hasher.update(PROGRAM.as_bytes());
    hasher.update(format!("{format:?} {} ", picture.orientation).as_bytes());
    // The colour profile stands in the bytes themselves, except for one too long for a JPEG's header.
    hasher.update(picture.profile.as_deref().unwrap_or_default());
    hasher.update(&picture.bytes);
    hasher.finalize().to_hex().to_string()
}

#[derive(Serialize, Deserialize)]
struct Facts {
    format: Format,
    width: u32,
    height: u32,
    length: usize,
}

/// One line with the figures of each form, then their bytes; the full one first.
pub fn pack(published: &Published) -> Vec<u8> {
    let forms = || std::iter::once(&published.full).chain(&published.narrower);
    let facts: Vec<Facts> =
        forms().map(|copy| Facts { format: copy.format, width: copy.width, height: copy.height, length: copy.bytes.len() }).collect();
    let mut bytes = serde_json::to_vec(&facts).expect("this is a bug in baodian: figures that cannot be written");
    bytes.push(b'\n');
    forms().for_each(|copy| bytes.extend_from_slice(&copy.bytes));
    bytes
}

/// The opposite; none when these are other bytes.
pub fn unpack(bytes: &[u8]) -> Option<Published> {
    let line = bytes.iter().position(|byte| *byte == b'\n')?;
    let facts: Vec<Facts> = serde_json::from_slice(&bytes[..line]).ok()?;
    let mut rest = &bytes[line + 1..];
    let mut copies = Vec::new();
    for Facts { format, width, height, length } in facts {
        let (own, after) = rest.split_at_checked(length)?;
        copies.push(Copy { format, bytes: own.to_vec(), width, height });
        rest = after;
    }
    let mut copies = copies.into_iter();
    Some(Published { full: copies.next()?, narrower: copies.collect() })
}
