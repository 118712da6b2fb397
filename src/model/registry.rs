//! The addresses that were published once: `content/data/addresses.yaml`. They stand on paper as codes to scan,
//! so none may vanish without a word.

use serde::Deserialize;

/// `content/data/addresses.yaml` as written.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Registry {
    /// Sorted by address.
    pub addresses: Vec<Registered>,
}

/// An address that was published once. The row is never changed: a page that moves gets a second one.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Registered {
    /// From the site root, ending in `/`: `hl66/vital-signs/`.
    pub address: String,
    /// The article's stable name then; of a page that is no article its address.
    pub id: String,
    /// The short address `/s/<code>/`.
    pub code: String,
}

/// Letters of short codes: none looks like another on paper, and without vowels no word comes out.
const LETTERS: &[u8; 27] = b"23456789bcdfghjkmnpqrstvwxz";
/// Letters of a code: half a million codes.
const LENGTH: usize = 4;

/// The short code of `address`: the same on every machine, none of `taken`.
#[must_use]
pub fn short_code(address: &str, taken: impl Fn(&str) -> bool) -> String {
    let codes = (0_u32..).map(|attempt| {
        // FNV-1a, 64 bits.
        let bytes = address.bytes().chain(attempt.to_le_bytes());
        let mut rest = bytes.fold(0xCBF2_9CE4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3));
        let mut code = String::with_capacity(LENGTH);
        for _ in 0..LENGTH {
            code.push(char::from(LETTERS[(rest % 27) as usize]));
            rest /= 27;
        }
        code
    });
    codes.into_iter().find(|code| !taken(code)).expect("half a million addresses: a bug in baodian")
}
