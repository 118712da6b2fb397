//! Where the words of a title end, so that it may be broken there and nowhere else.

use std::collections::BTreeSet;

use icu_segmenter::WordSegmenter;
use icu_segmenter::options::WordBreakInvariantOptions;

/// Particles: they belong to what is before them, and a line may end after them.
const PARTICLES: &str = "的了着过吗呢吧啊们地得";
/// Known words have at most this many characters.
const LONGEST: usize = 8;

/// `text` cut where a line may end: after punctuation, and between words of two and more characters (by the
/// dictionary of ICU4X, which is a general one: words of the trade are `known`). Single characters are too often half
/// a word for a line to end beside them. The pieces make up `text` again.
#[must_use]
pub fn words<'a>(text: &'a str, known: &BTreeSet<&str>) -> Vec<&'a str> {
    let segmenter = WordSegmenter::new_dictionary(WordBreakInvariantOptions::default());
    let borders: Vec<usize> = segmenter.segment_str(text).collect();
    let inside = inside_known(text, known);
    let is_word = |segment: &str| segment.chars().nth(1).is_some();
    let mut words = Vec::new();
    let mut start = 0;
    for around in borders.windows(3) {
        let (before, after) = (&text[around[0]..around[1]], &text[around[1]..around[2]]);
        let ends = before.ends_with(['，', '。', '：', '；', '、', '！', '？']);
        let between = (is_word(before) || PARTICLES.contains(before)) && is_word(after) && !inside.contains(&around[1]);
        if ends && !after.starts_with(['”', '’', '）', '》']) || between {
            words.push(&text[start..around[1]]);
            start = around[1];
        }
    }
    if start < text.len() {
        words.push(&text[start..]);
    }
    words
}

/// The places inside known words.
fn inside_known(text: &str, known: &BTreeSet<&str>) -> BTreeSet<usize> {
    let places: Vec<usize> = text.char_indices().map(|(place, _)| place).chain([text.len()]).collect();
    let mut inside = BTreeSet::new();
    for (at, start) in places.iter().enumerate() {
        for length in 2..=LONGEST.min(places.len() - 1 - at) {
            if known.contains(&text[*start..places[at + length]]) {
                inside.extend(&places[at + 1..at + length]);
            }
        }
    }
    inside
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_break_between_words_and_leave_no_character_alone() {
        let known = BTreeSet::from(["辅食", "高血压", "月龄"]);
        let cut = |text: &'static str| words(text, &known).join("|");
        assert_eq!(cut("常量血压，管好高血压"), "常量|血压，|管好|高血压");
        assert_eq!(cut("满6月龄：第一口辅食要富含铁"), "满6月龄：|第一口辅食要富含铁");
        assert_eq!(cut(""), "");
    }
}
