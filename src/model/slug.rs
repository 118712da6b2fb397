//! The last part of an address from a file name.

use crate::model::readings;

/// First parts of addresses that the site itself uses: no article and no series may take one.
pub const SITE_PAGES: [&str; 13] =
    ["tags", "search", "booklets", "assets", "quiz", "cidian", "events", "rili", "yueling", "d", "s", "404", "index"];

/// `08-vital-signs` → number 8 and `vital-signs`; a name without a number keeps all of itself.
#[must_use]
pub fn split_number(stem: &str) -> (Option<u32>, &str) {
    let digits = stem.len() - stem.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let rest = stem[digits..].trim_start_matches(['-', '_', '.', ' ', '、']);
    match stem[..digits].parse() {
        Ok(number) if !rest.is_empty() && rest.len() < stem.len() - digits => (Some(number), rest),
        _ => (None, stem),
    }
}

/// An address part for `text`: ASCII letters and digits lower-cased, Han as pinyin, everything else `-`.
/// Pinyin is by single characters (重庆 gives zhong-qing), so anything printed deserves an explicit `slug:`.
#[must_use]
pub fn slug(text: &str) -> String {
    let mut slug = String::new();
    let separate = |slug: &mut String| {
        if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    };
    let mut after_han = false;
    for character in text.chars() {
        if character.is_ascii_alphanumeric() {
            if after_han {
                separate(&mut slug);
            }
            slug.push(character.to_ascii_lowercase());
            after_han = false;
        } else if let Some(syllable) = readings::reading(character) {
            separate(&mut slug);
            slug.push_str(syllable);
            after_han = true;
        } else {
            separate(&mut slug);
            after_han = false;
        }
    }
    while slug.ends_with('-') {
        slug.pop();
    }
    slug
}

/// Why `slug` cannot be part of an address, or nothing when it can (RELIABILITY F03, F07, F09).
#[must_use]
pub fn refusal(slug: &str) -> Option<&'static str> {
    const RESERVED: [&str; 22] = [
        "con", "prn", "aux", "nul", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8", "com9", "lpt1", "lpt2", "lpt3", "lpt4",
        "lpt5", "lpt6", "lpt7", "lpt8", "lpt9",
    ];
    if slug.is_empty() {
        Some("是空的")
    } else if slug.len() > 100 {
        Some("超过 100 个字符")
    } else if !slug.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-') {
        Some("只能用小写英文字母、数字和连字符")
    } else if slug.starts_with('-') || slug.ends_with('-') {
        Some("不能用连字符开头或结尾")
    } else if RESERVED.contains(&slug) {
        Some("在 Windows 上是保留名")
    } else {
        None
    }
}
