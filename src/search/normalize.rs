//! Text → the characters that searching compares. `themes/default/js/search/` does the same to a
//! query, character for character; `tests/golden/normalize.json` holds both to one answer.
//!
//! Units are UTF-16 code units, because that is how JavaScript counts: a pair of units is then one
//! `u32`, and a rare character outside the basic plane is simply two units that always come together.

use unicode_normalization::UnicodeNormalization;

/// Stands for punctuation and symbols: no pair of units crosses it, a phrase may.
pub const SOFT_BREAK: u16 = b' ' as u16;
/// Stands for the border between two runs (paragraphs, cells, items): nothing crosses it.
pub const HARD_BREAK: u16 = b'\n' as u16;

/// The units of `text`: width and compatibility forms folded (NFKD, character by character), marks
/// above letters and invisible characters dropped, lower case, every stretch of punctuation one soft
/// break, every line end a hard one. A space beside a Chinese character is dropped (`HPV 疫苗` is
/// found as `HPV疫苗`). No break at either end.
#[must_use]
pub fn normalize(text: &str) -> Vec<u16> {
    let mut writer = Writer { units: Vec::with_capacity(text.len() / 2), gap: Gap::None };
    for character in text.chars() {
        writer.character(character);
    }
    writer.units
}

/// Whether `unit` is one of the two breaks.
#[must_use]
pub fn is_break(unit: u16) -> bool {
    unit <= SOFT_BREAK
}

/// What stands between the last unit and the next one; the greater one wins.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Gap {
    None,
    Space,
    Soft,
    Hard,
}

struct Writer {
    units: Vec<u16>,
    gap: Gap,
}

impl Writer {
    fn character(&mut self, character: char) {
        match character {
            '\u{4e00}'..='\u{9fff}' => self.keep(character),
            '\0'..='\x7f' => self.ascii(character),
            // The full-width forms of ASCII lie 0xfee0 above it: the most frequent folding, so it gets a short way.
            '\u{ff01}'..='\u{ff5e}' => {
                let plain = u32::from(character) - 0xfee0;
                self.ascii(char::from_u32(plain).expect("ASCII: anything else is a bug in baodian"));
            }
            _ => {
                for part in std::iter::once(character).nfkd() {
                    self.folded(part);
                }
            }
        }
    }

    fn ascii(&mut self, character: char) {
        match character {
            'a'..='z' | '0'..='9' => self.keep(character),
            'A'..='Z' => self.keep(character.to_ascii_lowercase()),
            '\n' | '\r' => self.gap = Gap::Hard,
            ' ' | '\t' => self.gap = self.gap.max(Gap::Space),
            _ => self.gap = self.gap.max(Gap::Soft),
        }
    }

    /// One character of a compatibility decomposition.
    fn folded(&mut self, character: char) {
        let code = u32::from(character);
        if code < 0x80 {
            self.ascii(character);
        } else if within(DROPPED, code) {
        } else if within(KEPT, code) {
            for lower in character.to_lowercase() {
                self.keep(lower);
            }
        } else if matches!(character, '\u{2028}' | '\u{2029}') {
            self.gap = Gap::Hard;
        } else {
            self.gap = self.gap.max(Gap::Soft);
        }
    }

    fn keep(&mut self, character: char) {
        let mut buffer = [0; 2];
        let encoded = character.encode_utf16(&mut buffer);
        if let Some(&last) = self.units.last() {
            match self.gap {
                Gap::None => {}
                Gap::Space if is_wide(last) || is_wide(encoded[0]) => {}
                Gap::Space | Gap::Soft => self.units.push(SOFT_BREAK),
                Gap::Hard => self.units.push(HARD_BREAK),
            }
        }
        self.gap = Gap::None;
        self.units.extend_from_slice(encoded);
    }
}

/// Chinese characters, kana, and the halves of characters beyond the basic plane: scripts written without spaces.
fn is_wide(unit: u16) -> bool {
    unit >= 0x2e80
}

fn within(ranges: &[(u32, u32)], code: u32) -> bool {
    ranges.iter().any(|&(first, last)| first <= code && code <= last)
}

/// Invisible or combining: they vanish without breaking anything (soft hyphen, accents, zero-width
/// characters, kana voicing, variation selectors). Same list in the script.
const DROPPED: &[(u32, u32)] = &[
    (0xad, 0xad),
    (0x300, 0x36f),
    (0x200b, 0x200f),
    (0x202a, 0x202e),
    (0x2060, 0x2064),
    (0x3099, 0x309a),
    (0xfe00, 0xfe0f),
    (0xfeff, 0xfeff),
    (0xe0100, 0xe01ef),
];

/// Letters and digits beyond ASCII, by block; what lies outside is punctuation, symbols and emoji.
/// Same list in the script, where old phones have no `\p{L}`.
const KEPT: &[(u32, u32)] = &[
    (0xc0, 0xd6),
    (0xd8, 0xf6),
    (0xf8, 0x2af),
    (0x370, 0x1fff),
    (0x2c00, 0x2dff),
    (0x2e80, 0x2fdf),
    (0x3005, 0x3007),
    (0x3021, 0x3029),
    (0x3031, 0x3035),
    (0x3038, 0x303c),
    (0x3041, 0x309f),
    (0x30a1, 0x30fa),
    (0x30fc, 0x31ff),
    (0x3400, 0x4dbf),
    (0x4e00, 0xd7ff),
    (0xf900, 0xfdff),
    (0xfe70, 0xfefc),
    (0x10000, 0x1efff),
    (0x20000, 0x3ffff),
];
