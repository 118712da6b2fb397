//! Hard words with a plain explanation each: `content/data/glossary.yaml`. Pages mark the first place of a word
//! and explain it below the text.

use schemars::JsonSchema;
use serde::Deserialize;

/// `content/data/glossary.yaml` as written.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(description = "词语解释：content/data/glossary.yaml")]
pub struct Glossary {
    /// The words, in the order in which they are listed.
    #[schemars(description = "词语，一个一条")]
    pub terms: Vec<Word>,
}

/// A word and what it means.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(description = "一个词语")]
pub struct Word {
    /// As it stands in the articles.
    #[schemars(description = "词语，照文章里的写法")]
    pub term: String,
    /// What it means, in at most 60 characters.
    #[schemars(description = "什么意思，用大白话说，60 字以内")]
    pub means: String,
    /// Id of the article that tells more.
    #[serde(default)]
    #[schemars(description = "哪篇文章讲得更细：写文章的 id，例如 hl66-16")]
    pub article: Option<String>,
}
