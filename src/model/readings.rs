//! How characters are read aloud. The only place that knows pinyin.

use pinyin::ToPinyin;

/// Words whose reading is not that of their characters one by one: the ones health texts use.
const WORDS: &[(&str, &str)] = &[
    ("长短", "chang duan"),
    ("长期", "chang qi"),
    ("长久", "chang jiu"),
    ("长时间", "chang shi jian"),
    ("长寿", "chang shou"),
    ("多长", "duo chang"),
    ("身长", "shen chang"),
    ("延长", "yan chang"),
    ("重复", "chong fu"),
    ("重新", "chong xin"),
    ("重阳", "chong yang"),
    ("睡觉", "shui jiao"),
    ("音乐", "yin yue"),
    ("银行", "yin hang"),
    ("行业", "hang ye"),
    ("便宜", "pian yi"),
    ("大夫", "dai fu"),
    ("淹没", "yan mo"),
    ("出差", "chu chai"),
    ("模样", "mu yang"),
    ("着急", "zhao ji"),
    ("着凉", "zhao liang"),
    ("还款", "huan kuan"),
];

/// `character`'s usual reading in plain letters (`ü` as `v`), nothing when it has none.
#[must_use]
pub fn reading(character: char) -> Option<&'static str> {
    character.to_pinyin().map(|pinyin| match pinyin.plain() {
        "lü" => "lv",
        "lüe" => "lve",
        "nü" => "nv",
        "nüe" => "nve",
        plain => plain,
    })
}

/// The reading of each character of `text`, by words where they are known.
#[must_use]
pub fn readings(text: &[char]) -> Vec<Option<&'static str>> {
    let mut readings: Vec<Option<&'static str>> = Vec::with_capacity(text.len());
    while readings.len() < text.len() {
        let rest = &text[readings.len()..];
        let stands_here = |word: &str| word.chars().count() <= rest.len() && word.chars().zip(rest).all(|(a, b)| a == *b);
        let word = if begins_a_word(rest[0]) { WORDS.iter().find(|(word, _)| stands_here(word)) } else { None };
        match word {
            Some((_, sounds)) => readings.extend(sounds.split(' ').map(Some)),
            None => readings.push(reading(rest[0])),
        }
    }
    readings
}

/// Whether one of `WORDS` may begin with `character`: most characters need not be compared with any.
fn begins_a_word(character: char) -> bool {
    matches!(character, '长' | '多' | '身' | '延' | '重' | '睡' | '音' | '银' | '行' | '便' | '大' | '淹' | '出' | '模' | '着' | '还')
}

/// Every syllable some character is read as, ascending, plain letters only.
#[must_use]
pub fn syllables() -> Vec<&'static str> {
    let mut syllables: Vec<&str> = ('\u{4e00}'..='\u{9fff}').filter_map(reading).collect();
    syllables.sort_unstable();
    syllables.dedup();
    // Grunts like `hm` and `ng` are no syllables anybody types.
    syllables.retain(|syllable| syllable.contains(['a', 'e', 'i', 'o', 'u', 'v']) && syllable.is_ascii());
    syllables
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_change_how_their_characters_are_read() {
        let read = |text: &str| {
            readings(&text.chars().collect::<Vec<_>>()).into_iter().map(|one| one.unwrap_or("-")).collect::<Vec<_>>().join(" ")
        };
        assert_eq!(read("长短与生长A"), "chang duan yu sheng zhang -");
        assert_eq!(read("绿女率"), "lv nv lv");
    }

    #[test]
    fn every_listed_word_is_read_otherwise_than_its_characters() {
        let alone = |word: &str| word.chars().filter_map(reading).collect::<Vec<_>>().join(" ");
        let idle: Vec<&str> = WORDS.iter().filter(|(word, sounds)| alone(word) == *sounds).map(|(word, _)| *word).collect();
        assert!(idle.is_empty(), "{idle:?}");
        assert!(WORDS.iter().all(|(word, _)| word.chars().next().is_some_and(begins_a_word)));
    }

    #[test]
    fn syllables_are_ascii_and_some_four_hundred() {
        let syllables = syllables();
        assert!((390..430).contains(&syllables.len()), "{}: {syllables:?}", syllables.len());
        assert!(syllables.iter().all(|syllable| syllable.bytes().all(|byte| byte.is_ascii_lowercase())));
    }
}
