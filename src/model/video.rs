//! A video in an article, and how long it takes.

use crate::model::document::{Block, LinkId};
use crate::source::Span;

/// A video with what a viewer wants to know before he starts it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Video {
    /// The author's title, empty when none was given.
    pub title: String,
    /// Where it is to be found.
    pub link: Option<LinkId>,
    /// In seconds.
    pub duration: Option<u32>,
    /// How much there is to load, as written: `12 MB`; empty when not said.
    pub size: String,
    /// What is spoken in it.
    pub transcript: Vec<Block>,
    /// The opening line in the source file.
    pub span: Span,
}

impl Video {
    /// The author's title, or the plain word.
    #[must_use]
    pub fn label(&self) -> &str {
        if self.title.is_empty() { "视频" } else { &self.title }
    }

    /// Length and size: `4分30秒，12 MB`; empty when neither is known.
    #[must_use]
    pub fn particulars(&self) -> String {
        let duration = self.duration.map(words).unwrap_or_default();
        [duration.as_str(), self.size.as_str()].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("，")
    }
}

/// The seconds of `4分30秒`, `1小时2分钟` or `04:30`; `None` for anything else and for nothing at all.
#[must_use]
pub fn seconds(text: &str) -> Option<u32> {
    let total = if text.contains(':') { clock(text) } else { units(text) };
    total.filter(|seconds| *seconds > 0)
}

/// `04:30` and `1:02:03`.
fn clock(text: &str) -> Option<u32> {
    let parts: Vec<&str> = text.split(':').collect();
    let digits = |part: &&str| (1..=2).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
    let is_time =
        (2..=3).contains(&parts.len()) && parts.iter().all(digits) && parts[1..].iter().all(|part| part.len() == 2 && *part < "60");
    is_time.then(|| parts.iter().fold(0, |total, part| total * 60 + part.parse::<u32>().unwrap_or(0)))
}

/// `1小时2分30秒`, each part at most once and in this order.
fn units(text: &str) -> Option<u32> {
    let mut rest: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let mut total = 0;
    for (names, length) in [(["小时", "时"], 3600), (["分钟", "分"], 60), (["秒钟", "秒"], 1)] {
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        if let Some(after) = names.into_iter().find_map(|name| rest[digits..].strip_prefix(name)) {
            let count: u32 = rest[..digits].parse().ok().filter(|count| *count < 600)?;
            total += count * length;
            rest = after.to_owned();
        }
    }
    rest.is_empty().then_some(total)
}

/// `270` → `4分30秒`.
fn words(seconds: u32) -> String {
    let parts = [(seconds / 3600, "小时"), (seconds / 60 % 60, "分"), (seconds % 60, "秒")];
    let said = parts.into_iter().filter(|(count, _)| *count > 0).map(|(count, unit)| format!("{count}{unit}")).collect::<String>();
    // `4分` alone reads like a mark out of ten.
    if said.ends_with('分') { said + "钟" } else { said }
}

#[cfg(test)]
mod tests {
    use super::{seconds, words};

    #[test]
    fn lengths_are_read_as_people_write_them() {
        let read = ["4分30秒", "4 分 30 秒", "4分钟", "90秒", "1小时2分", "04:30", "1:02:03"].map(seconds);
        assert_eq!(read, [270, 270, 240, 90, 3720, 270, 3723].map(Some));
        assert_eq!(["", "很短", "4分半", "4", "30秒4分", "0秒", "4:5", "04:60", "99999分"].map(seconds), [None; 9]);
    }

    #[test]
    fn lengths_are_said_in_words() {
        assert_eq!([270, 240, 45, 3600, 3723].map(words), ["4分30秒", "4分钟", "45秒", "1小时", "1小时2分3秒"]);
    }
}
