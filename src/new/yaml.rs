//! A text as a YAML value that reads back as the same text.

/// `text` as it is where that is safe, else in double quotes.
pub fn text(text: &str) -> String {
    if is_plain(text) { text.to_owned() } else { serde_json::to_string(text).expect("text is always JSON, and JSON is YAML") }
}

/// Letters, digits and Chinese punctuation; begins with a letter, and is no word that YAML reads as something else.
fn is_plain(text: &str) -> bool {
    let starts = text.chars().next().is_some_and(|c| c.is_alphabetic() || matches!(c, '“' | '《' | '（'));
    let plain = |c: char| {
        c.is_alphanumeric()
            || matches!(c, ' ' | '，' | '、' | '。' | '！' | '？' | '；' | '“' | '”' | '《' | '》' | '（' | '）' | '—' | '·')
    };
    let is_word = matches!(text.to_ascii_lowercase().as_str(), "true" | "false" | "yes" | "no" | "on" | "off" | "null" | "nan" | "inf");
    starts && !is_word && text.chars().all(plain)
}
