//! How hard a text reads, by characters that not everybody knows.

/// The 3,500 characters of level 1 of 通用规范汉字表 (2013), in the order of their codes. Source: numbers 1–3500
/// of `kTGH` in the Unihan database 15.0; `tools/common.py` writes it.
const COMMON: &str = include_str!("../../assets/words/common.txt");

/// The Han characters of `texts` that are not among the common ones, each once, in the order of the text.
pub fn rare<'a>(texts: impl IntoIterator<Item = &'a str>) -> String {
    let common: Vec<char> = COMMON.chars().filter(|c| *c != '\n').collect();
    let mut rare = String::new();
    for c in texts.into_iter().flat_map(str::chars) {
        let is_han = matches!(c, '\u{4E00}'..='\u{9FFF}' | '\u{3400}'..='\u{4DBF}' | '\u{20000}'..='\u{323AF}');
        if is_han && common.binary_search(&c).is_err() && !rare.contains(c) {
            rare.push(c);
        }
    }
    rare
}
