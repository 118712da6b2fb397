//! What readers call things: `content/data/synonyms.yaml`.

use schemars::JsonSchema;
use serde::Deserialize;

use crate::model::folder::Declared;
use crate::source::{Place, Span};

/// `content/data/synonyms.yaml` as written.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
#[schemars(description = "同义词：读者怎么问，文章里怎么写")]
pub struct Synonyms {
    /// The cards that a search may show above everything it finds.
    #[schemars(description = "求助卡：搜到要紧的词，先显示它")]
    pub help: Vec<HelpCard>,
    /// Legal statuses that are never the same, however near they sound: the words of each list exclude each other.
    #[schemars(description = "依法不同的身份，一行一组，永远不能写成意思一样")]
    pub distinct: Vec<Vec<String>>,
    /// The words, in the order of the file.
    #[schemars(description = "同义词，一组一组写")]
    pub groups: Vec<SynonymGroup>,
}

impl Synonyms {
    /// The card that `group` asks for, if there is one.
    #[must_use]
    pub fn help_of(&self, group: &SynonymGroup) -> Option<&HelpCard> {
        let kind = group.help_box.as_deref()?;
        self.help.iter().find(|card| card.kind == kind)
    }
}

/// Whether `word` is written without a gap, be it a space or a sign: readers' questions are cut at these before words are
/// looked for in them.
#[must_use]
pub fn is_one_run(word: &str) -> bool {
    word.chars().all(char::is_alphanumeric)
}

/// Words for one thing.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(description = "一组词")]
pub struct SynonymGroup {
    /// The word that articles use.
    #[schemars(description = "文章里用的说法")]
    pub canonical: String,
    /// What readers say.
    #[schemars(description = "读者的说法，每个至少两个字")]
    pub terms: Vec<String>,
    /// Which of them leads to which.
    #[schemars(description = "这一组怎么算")]
    pub mode: SynonymMode,
    /// Slug of the group of people whose word it is; everyone's without one.
    #[serde(default)]
    #[schemars(description = "主要是哪个人群的词：写 site.yaml 里的 slug；不写就是所有人的")]
    pub group: Option<String>,
    /// The terms are searched and never shown: not as heading, tag or suggestion. (The canonical word may be shown.)
    #[serde(default)]
    #[schemars(description = "这些 terms 只用来搜，标题、小标题、标签里都不能写")]
    pub hidden: bool,
    /// Kind of the card that a search for one of these words shows first.
    #[serde(default)]
    #[schemars(description = "搜到这一组，先显示哪一张求助卡：写 help 里的 kind")]
    pub help_box: Option<String>,
    /// For editors.
    #[serde(default)]
    #[schemars(description = "给编辑看的话，读者看不到")]
    pub note: Option<String>,
}

/// Which word of a group leads to which.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[schemars(description = "一组词之间怎么算")]
pub enum SynonymMode {
    /// Every word leads to every other.
    #[schemars(description = "意思一样，互相都找得到")]
    Equivalent,
    /// Weakly: lower in the list, never marked as found.
    #[schemars(description = "有关系，不一样，排在后面")]
    Related,
    /// From the terms to the canonical word, never back.
    #[schemars(description = "只从 terms 找到 canonical，反过来不行")]
    Oneway,
}

/// What somebody in need should see before any result.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(description = "一张求助卡")]
pub struct HelpCard {
    /// Used in `help_box:`.
    #[schemars(description = "名字，help_box 里写的就是它")]
    pub kind: String,
    /// Heading.
    #[schemars(description = "卡上的标题")]
    pub title: String,
    /// What to do first, one sentence.
    #[schemars(description = "先做什么，一句话")]
    pub first: String,
    /// Numbers of `content/data/hotlines.yaml`, the first to call first.
    #[schemars(description = "打哪几个电话，先打的写在前面：写 content/data/hotlines.yaml 里的号码")]
    pub hotlines: Vec<String>,
}

impl Declared<Synonyms> {
    /// Where `word` stands in the group number `group`, or the group's canonical word.
    #[must_use]
    pub fn place_of_word(&self, group: usize, word: &str) -> Place {
        let text = &self.source.text;
        let is_code = |at: &usize| !text[text[..*at].rfind('\n').map_or(0, |newline| newline + 1)..].trim_start().starts_with('#');
        let mut starts = text.match_indices("canonical:").map(|(at, _)| at).filter(is_code).skip(group);
        let start = starts.next().unwrap_or(0);
        let end = starts.next().unwrap_or(text.len());
        match find_word(&text[start..end], word) {
            Some(at) => Place::new(&self.source, Span::new(start + at, start + at + word.len())),
            None => self.place_of_value(word),
        }
    }

    /// Where `value` first stands in the file.
    #[must_use]
    pub fn place_of_value(&self, value: &str) -> Place {
        let span = find_word(&self.source.text, value).map_or(Span::default(), |at| Span::new(at, at + value.len()));
        Place::new(&self.source, span)
    }
}

/// The first byte of `word` where it stands as a value of its own.
fn find_word(text: &str, word: &str) -> Option<usize> {
    let is_border = |c: char| c.is_whitespace() || matches!(c, '[' | ']' | ',' | '"' | '\'' | '}');
    let mut places = text.match_indices(word).map(|(at, _)| at);
    places.find(|at| text[..*at].ends_with(is_border) && !text[at + word.len()..].starts_with(|c| !is_border(c)))
}
