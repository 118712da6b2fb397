//! How characters are read aloud. The only place that knows pinyin.

use pinyin::ToPinyin;

/// Words whose reading is not that of their characters one by one: the ones health texts use.
const WORDS: &[(&str, &str)] = &[
    ("长大", "zhang da"),
    ("长高", "zhang gao"),
    ("长牙", "zhang ya"),
    ("长胖", "zhang pang"),
    ("生长", "sheng zhang"),
    ("成长", "cheng zhang"),
    ("增长", "zeng zhang"),
    ("家长", "jia zhang"),
    ("助长", "zhu zhang"),
    ("会长", "hui zhang"),
    ("重复", "chong fu"),
    ("重新", "chong xin"),
    ("重阳", "chong yang"),
    ("睡觉", "shui jiao"),
    ("音乐", "yin yue"),
    ("银行", "yin hang"),
    ("行业", "hang ye"),
    ("便宜", "pian yi"),
    ("大夫", "dai fu"),
    ("得了", "de le"),
    ("传染", "chuan ran"),
    ("调查", "diao cha"),
    ("假期", "jia qi"),
    ("教育", "jiao yu"),
    ("教会", "jiao hui"),
    ("空腹", "kong fu"),
    ("概率", "gai lv"),
    ("心率", "xin lv"),
    ("频率", "pin lv"),
    ("比率", "bi lv"),
    ("溺水", "ni shui"),
    ("没有", "mei you"),
    ("淹没", "yan mo"),
    ("呕吐", "ou tu"),
    ("差别", "cha bie"),
    ("出差", "chu chai"),
    ("晕车", "yun che"),
    ("头晕", "tou yun"),
    ("模样", "mu yang"),
    ("熟悉", "shu xi"),
    ("血压", "xue ya"),
    ("血糖", "xue tang"),
    ("出血", "chu xue"),
    ("流血", "liu xue"),
    ("应该", "ying gai"),
    ("反应", "fan ying"),
    ("转移", "zhuan yi"),
    ("种类", "zhong lei"),
    ("接种", "jie zhong"),
    ("种植", "zhong zhi"),
    ("什么", "shen me"),
    ("怎么", "zen me"),
    ("喝水", "he shui"),
    ("数量", "shu liang"),
    ("测量", "ce liang"),
    ("为什么", "wei shen me"),
    ("着急", "zhao ji"),
    ("着凉", "zhao liang"),
    ("还款", "huan kuan"),
    ("倒奶", "dao nai"),
    ("摔倒", "shuai dao"),
    ("跌倒", "die dao"),
];

/// `character`'s usual reading in plain letters (`ü` as `v`), nothing when it has none.
#[must_use]
pub fn reading(character: char) -> Option<&'static str> {
    character.to_pinyin().map(pinyin::Pinyin::plain)
}

/// The reading of each character of `text`, by words where they are known.
#[must_use]
pub fn readings(text: &[char]) -> Vec<Option<&'static str>> {
    let mut readings: Vec<Option<&'static str>> = Vec::with_capacity(text.len());
    while readings.len() < text.len() {
        let rest = &text[readings.len()..];
        let word = WORDS.iter().find(|(word, _)| word.chars().count() <= rest.len() && word.chars().zip(rest).all(|(a, b)| a == *b));
        match word {
            Some((_, sounds)) => readings.extend(sounds.split(' ').map(Some)),
            None => readings.push(reading(rest[0])),
        }
    }
    readings
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
        let read = |text: &str| readings(&text.chars().collect::<Vec<_>>()).into_iter().map(|one| one.unwrap_or("-")).collect::<Vec<_>>().join(" ");
        assert_eq!(read("长短与生长A"), "chang duan yu sheng zhang -");
        assert_eq!(read("绿女率"), "lv nv lv");
    }

    #[test]
    fn syllables_are_ascii_and_some_four_hundred() {
        let syllables = syllables();
        assert!((390..430).contains(&syllables.len()), "{}: {syllables:?}", syllables.len());
        assert!(syllables.iter().all(|syllable| syllable.bytes().all(|byte| byte.is_ascii_lowercase())));
    }
}
