//! Words → how they sound, as units of their own: `yufangjiezhong`, `yfjz` and 预防结种 then find 预防接种
//! through the same pairs and shards as everything else.
//!
//! Two streams stand side by side: one unit for every syllable, one for every initial letter. Syllables
//! that many readers of the south write alike (`z`/`zh`, `l`/`n`, `in`/`ing`) are one unit. The script
//! folds and numbers them the same way; `tests/golden/syllables.json` holds both to one answer.

use std::collections::HashMap;

use crate::model::readings;
use crate::search::normalize::HARD_BREAK;

/// The unit of the first syllable: private use, which no text of an author keeps (`normalize`).
pub(super) const SYLLABLES: u16 = 0xe000;
/// The unit of the initial `a`.
const INITIALS: u16 = 0xe800;

/// All syllables, and how they are numbered.
pub struct Sounds {
    /// As typed: `zhong`.
    pub syllables: Vec<&'static str>,
    /// The unit of each: that of `zong`, as it is compared, whose place among all in ascending order is its number.
    units: HashMap<&'static str, u16>,
}

impl Sounds {
    /// Every syllable of Mandarin.
    #[must_use]
    pub fn new() -> Self {
        let syllables = readings::syllables();
        let mut folded: Vec<String> = syllables.iter().map(|syllable| fold(syllable)).collect();
        folded.sort_unstable();
        folded.dedup();
        let unit = |syllable: &str| {
            folded.binary_search(&fold(syllable)).ok().and_then(|place| u16::try_from(place).ok()).map(|place| SYLLABLES + place)
        };
        let units = syllables.iter().filter_map(|syllable| Some((*syllable, unit(syllable)?))).collect();
        Self { syllables, units }
    }

    /// How `text` sounds: its syllables, a break, its initials.
    #[must_use]
    pub fn units(&self, text: &str) -> Vec<u16> {
        let characters: Vec<char> = text.chars().collect();
        let readings = readings::readings(&characters);
        let syllables = readings.iter().map(|reading| reading.and_then(|reading| self.units.get(reading).copied()).unwrap_or(HARD_BREAK));
        let initials =
            initials(&characters, &readings).map(|letter| letter.map_or(HARD_BREAK, |letter| INITIALS + u16::from(letter - b'a')));
        syllables.chain([HARD_BREAK]).chain(initials).collect()
    }

    /// The initials of `text`, lower case, a space for whatever has none.
    #[must_use]
    pub fn initials(text: &str) -> String {
        let characters: Vec<char> = text.chars().collect();
        initials(&characters, &readings::readings(&characters)).map(|letter| letter.map_or(' ', char::from)).collect()
    }

    /// The folded letters of `text`, run together: what help cards compare with a typed `zisha`.
    #[must_use]
    pub fn letters(text: &str) -> String {
        let characters: Vec<char> = text.chars().collect();
        readings::readings(&characters).into_iter().flatten().map(fold).collect()
    }
}

/// Latin letters are their own initials; whatever else has no sound has none.
fn initials<'a>(characters: &'a [char], readings: &'a [Option<&str>]) -> impl Iterator<Item = Option<u8>> + 'a {
    readings.iter().zip(characters).map(|(reading, character)| {
        let letter = reading.and_then(|reading| reading.chars().next()).unwrap_or(*character).to_ascii_lowercase();
        u8::try_from(letter).ok().filter(u8::is_ascii_lowercase)
    })
}

impl Default for Sounds {
    fn default() -> Self {
        Self::new()
    }
}

/// `syllable` as it is compared: `zh ch sh` without `h`, `n` at the beginning as `l`, `ang eng ing` without
/// `g`, `v` as `u`.
#[must_use]
pub fn fold(syllable: &str) -> String {
    let mut folded = syllable.replace('v', "u");
    if folded.starts_with("zh") || folded.starts_with("ch") || folded.starts_with("sh") {
        folded.remove(1);
    } else if let Some(rest) = folded.strip_prefix('n') {
        folded = format!("l{rest}");
    }
    if folded.ends_with("ang") || folded.ends_with("eng") || folded.ends_with("ing") {
        folded.pop();
    }
    folded
}
