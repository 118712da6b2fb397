//! A payload → a script file. Scripts, because a `<script>` is the one thing a page opened from a disk
//! or a USB stick may load: `fetch`, modules and workers all fail there.

use crate::output::OutputFile;
use crate::search::letters::Letters;

/// A file whose name holds a hash of its content.
pub(super) struct Part {
    /// The hash within the name.
    pub hash: String,
    /// The file.
    pub file: OutputFile,
}

/// Digits of a hash, of 5 bits each: enough to tell the versions of one file apart (its stem tells it from other files).
pub(super) const HASH_LENGTH: usize = 5;
/// The digits of a hash, which are those of base 32 in JavaScript.
pub(super) const HASH_DIGITS: &[u8; 32] = b"0123456789abcdefghijklmnopqrstuv";

/// The file `search/<stem>-<hash>.js`.
pub(super) fn hashed(stem: &str, payload: &str) -> Part {
    let hash = hash([payload]);
    let file = stable(&format!("{stem}-{hash}"), payload);
    Part { hash, file }
}

/// The file `search/<stem>-<hash>.js`, written as `letters` say.
pub(super) fn lettered(stem: &str, text: &str, letters: &Letters) -> Part {
    let payload = letters.code(text);
    let hash = hash([&payload, &*letters.seed.to_string()]);
    let file = script(&format!("{stem}-{hash}"), &payload, letters.seed);
    Part { hash, file }
}

/// The hash of some texts one after the other.
pub(super) fn hash<'a>(texts: impl IntoIterator<Item = &'a str>) -> String {
    let mut hasher = blake3::Hasher::new();
    for text in texts {
        hasher.update(text.as_bytes());
    }
    hasher.finalize().as_bytes()[..HASH_LENGTH].iter().map(|byte| char::from(HASH_DIGITS[usize::from(byte & 31)])).collect()
}

/// The file `search/<name>.js`.
pub(super) fn stable(name: &str, payload: &str) -> OutputFile {
    script(name, payload, 0)
}

/// The file `search/<name>.js`: one call `__bd('name','payload',checksum)`.
pub(super) fn script(name: &str, payload: &str, seed: u32) -> OutputFile {
    let mut script = format!("__bd('{name}','");
    script.reserve(payload.len() * 17 / 16 + 16);
    // Symbols and base64 have nothing to escape, and are most of it.
    let (plain, rest) = payload.split_at(payload.find(['\\', '\'', '\n', '\r', '\u{2028}', '\u{2029}']).unwrap_or(payload.len()));
    script.push_str(plain);
    for character in rest.chars() {
        match character {
            '\\' => script.push_str("\\\\"),
            '\'' => script.push_str("\\'"),
            '\n' => script.push_str("\\n"),
            '\r' => script.push_str("\\r"),
            // Line ends to JavaScript before ES2019.
            '\u{2028}' => script.push_str("\\u2028"),
            '\u{2029}' => script.push_str("\\u2029"),
            _ => script.push(character),
        }
    }
    script.push_str(&format!("',{})\n", checksum(seed, payload)));
    OutputFile { path: format!("search/{name}.js"), bytes: script.into_bytes() }
}

/// FNV-1a over UTF-16 code units: what a few lines of JavaScript can check without `crypto`, which pages
/// opened from a disk do not have. Against damage, not against attackers. `seed` makes it another sum.
pub(super) fn checksum(seed: u32, payload: &str) -> u32 {
    payload.encode_utf16().fold(0x811c_9dc5 ^ seed, |sum, unit| (sum ^ u32::from(unit)).wrapping_mul(0x0100_0193))
}

/// Base64 (RFC 4648, without padding).
pub(super) fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let padded = [chunk[0], chunk.get(1).copied().unwrap_or(0), chunk.get(2).copied().unwrap_or(0)];
        let group = padded.iter().fold(0_usize, |group, byte| group << 8 | usize::from(*byte));
        for place in 0..=chunk.len() {
            text.push(char::from(DIGITS[group >> (18 - 6 * place) & 63]));
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_of_each_length() {
        assert_eq!(["", "f", "fo", "foo", "foob"].map(|text| base64(text.as_bytes())), ["", "Zg", "Zm8", "Zm9v", "Zm9vYg"]);
    }

    #[test]
    fn a_payload_cannot_leave_its_quotes() {
        let file = stable("d/0", "it's \\ \"a\"\n\u{2028}");
        assert_eq!(file.path, "search/d/0.js");
        assert_eq!(
            String::from_utf8(file.bytes).unwrap(),
            format!("__bd('d/0','it\\'s \\\\ \"a\"\\n\\u2028',{})\n", checksum(0, "it's \\ \"a\"\n\u{2028}"))
        );
    }

    #[test]
    fn checksum_is_fnv_1a() {
        // The published test vector of FNV-1a 32 for "foobar".
        assert_eq!(checksum(0, "foobar"), 0xbf9c_f968);
    }
}
