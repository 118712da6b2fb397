//! Text → printable ASCII, about 1.2 symbols a character where UTF-8 takes three bytes: what every reader's browser
//! has to fetch is a third smaller, compressed too. The reader is `letters` in `themes/default/js/search/2-payload.js`.
//!
//! A symbol is one of `SYMBOLS`, none of which needs escaping in JSON or in quotes. The first ones stand for the
//! most frequent characters (`FREQUENT`); each of the next says “with the symbol after it, this place of the site's
//! alphabet”; the last one says “the next three symbols are a UTF-16 code unit, highest digit first”.
//!
//! The price: a character the site never used before moves the places of those after it, and so changes all texts
//! (as it does most shards).

use crate::search::payload::checksum;

/// The most frequent characters of records (JSON of health articles for everyone), most frequent first. The
/// manifest names those a site uses.
const FREQUENT: &str =
    "n\\\"，。,不的、一人[]么有1要子了里怎生说吃打看上时2是就 家0宝好用在以药医去着孩6也病和什会问做心水先样能可e/到来：个开得多体这没a自";
/// Symbols there are.
const SYMBOLS: usize = 92;
/// At least this many frequent characters have a symbol of their own, however large the alphabet is.
const FEWEST_SINGLE: usize = 12;

/// How the texts of one site are written.
pub(super) struct Letters {
    /// The symbols of each UTF-16 code unit, and how many they are.
    codes: Vec<([u8; 4], usize)>,
    /// The characters that have a symbol of their own, by symbol.
    pub frequent: String,
    /// What a text's checksum begins with: who reads it with another alphabet must find it damaged.
    pub seed: u32,
}

impl Letters {
    /// The way for a site of this alphabet (ascending units), which the manifest carries as `packed`.
    pub fn new(alphabet: &[u32], packed: &str) -> Self {
        let escape = SYMBOLS - 1;
        let single = escape.saturating_sub(alphabet.len().div_ceil(SYMBOLS)).max(FEWEST_SINGLE);
        let singles: String = FREQUENT.chars().take(single).collect();
        let frequent: Vec<u16> = singles.encode_utf16().collect();
        let mut codes: Vec<_> =
            (0..=0xffff).map(|unit| (symbols([escape, unit / SYMBOLS / SYMBOLS, unit / SYMBOLS % SYMBOLS, unit % SYMBOLS]), 4)).collect();
        for (place, unit) in alphabet.iter().enumerate().take((escape - frequent.len()) * SYMBOLS) {
            codes[*unit as usize] = (symbols([frequent.len() + place / SYMBOLS, place % SYMBOLS, 0, 0]), 2);
        }
        for (place, unit) in frequent.into_iter().enumerate() {
            codes[usize::from(unit)] = (symbols([place, 0, 0, 0]), 1);
        }
        Self { codes, frequent: singles, seed: checksum(0, packed) }
    }

    /// `text` in symbols.
    pub fn code(&self, text: &str) -> String {
        let mut coded = Vec::with_capacity(text.len());
        for unit in text.encode_utf16() {
            let (symbols, count) = &self.codes[usize::from(unit)];
            coded.extend_from_slice(&symbols[..*count]);
        }
        String::from_utf8(coded).expect("ASCII: anything else is a bug in baodian")
    }
}

/// The printable characters of ASCII in order, without `"`, `'` and `\`.
fn symbols(numbers: [usize; 4]) -> [u8; 4] {
    numbers.map(|number| {
        let code = b' ' + u8::try_from(number).expect("one of 92: anything else is a bug in baodian");
        code + u8::from(code >= b'"') + u8::from(code + 1 >= b'\'') + u8::from(code + 2 >= b'\\')
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn symbols_need_no_escaping() {
        let all: String = (0..SYMBOLS).map(|number| char::from(symbols([number; 4])[0])).collect();
        assert_eq!(all, r" !#$%&()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[]^_`abcdefghijklmnopqrstuvwxyz{|}~");
    }

    #[test]
    fn frequent_rare_and_foreign_characters() {
        let mut alphabet: Vec<u32> = "压服血高".chars().map(u32::from).collect();
        alphabet.sort_unstable();
        assert_eq!(Letters::new(&alphabet, "").code("，血☆"), "$k#~!/m");
    }
}
