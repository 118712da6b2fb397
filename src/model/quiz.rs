//! Questions to test oneself with: `content/quiz/<id>.yaml` (DOMAIN §3.4). No score is kept anywhere.

use schemars::JsonSchema;
use serde::Deserialize;

use crate::model::date::Date;
use crate::model::group::GroupId;
use crate::model::series::SeriesId;
use crate::model::site::ArticleId;

/// `content/quiz/<id>.yaml` as written.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(description = "一套自测题：content/quiz/名字.yaml")]
pub struct QuizFile {
    /// Its name.
    #[schemars(description = "名称，例如 健康素养66条自测")]
    pub title: String,
    /// For whom; not written, it is for everyone.
    #[serde(default)]
    #[schemars(description = "给哪些人群：写人群的 slug，所有人写 all")]
    pub groups: Vec<String>,
    /// The series it belongs to.
    #[serde(default)]
    #[schemars(description = "配哪个系列：写系列的 id")]
    pub series: Option<String>,
    /// A sentence before the first question.
    #[serde(default)]
    #[schemars(description = "题目前面的一句话")]
    pub intro: Option<String>,
    /// Last change.
    #[serde(default)]
    #[schemars(description = "哪天改的")]
    pub updated: Option<Date>,
    /// The questions in their order: the first one is number 1.
    #[schemars(description = "题目，按先后排")]
    pub questions: Vec<Question>,
}

/// One question.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(description = "一道题")]
pub struct Question {
    /// What is asked.
    #[schemars(description = "问什么")]
    pub question: String,
    /// What a reader can choose from, shown as A, B, C …
    #[schemars(description = "选项，按先后显示成 A、B、C；不用自己写字母")]
    pub options: Vec<String>,
    /// How many of them are right.
    #[serde(default = "one")]
    #[schemars(description = "选几项；单选不用写")]
    pub choose: u32,
    /// The right ones, in the words of `options`: a letter would go wrong unnoticed when the order changes.
    #[schemars(description = "正确的选项，照抄选项的原文，不写字母")]
    pub answers: Vec<String>,
    /// Why, in a sentence or two.
    #[serde(default)]
    #[schemars(description = "为什么，一两句话")]
    pub explanation: String,
    /// Id of the article that says so.
    #[serde(default)]
    #[schemars(description = "答案写在哪一篇文章里：写文章的 id，例如 hl66-08")]
    pub article: String,
    /// How hard it is.
    #[serde(default)]
    #[schemars(description = "难度")]
    pub difficulty: Difficulty,
}

fn one() -> u32 {
    1
}

impl Question {
    /// The right options by their place, from 0.
    #[must_use]
    pub fn right(&self) -> Vec<usize> {
        (0..self.options.len()).filter(|at| self.answers.contains(&self.options[*at])).collect()
    }
}

/// How hard a question is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[schemars(description = "难度")]
pub enum Difficulty {
    /// Most readers know it.
    #[default]
    #[schemars(description = "容易")]
    Easy,
    /// In between.
    #[schemars(description = "中等")]
    Medium,
    /// Known after reading.
    #[schemars(description = "难，读过文章才知道")]
    Hard,
}

/// A quiz of the assembled site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quiz {
    /// File name without `.yaml`.
    pub id: String,
    /// As written.
    pub file: QuizFile,
    /// Its groups in the site's order; all of them when it is for everyone.
    pub groups: Vec<GroupId>,
    /// The series it belongs to.
    pub series: Option<SeriesId>,
    /// Question by question, the article that has the answer.
    pub articles: Vec<ArticleId>,
}

impl Quiz {
    /// Its address from the site root: `quiz/hl66/`.
    #[must_use]
    pub fn permalink(&self) -> String {
        format!("quiz/{}/", self.id)
    }

    /// Changes with the questions and their options: an answer kept in a browser fits no other sheet.
    #[must_use]
    pub fn stamp(&self) -> String {
        let texts =
            self.file.questions.iter().flat_map(|question| question.options.iter().chain(&question.answers).chain([&question.question]));
        // FNV-1a, 32 bits.
        let hash = texts
            .flat_map(|text| text.bytes().chain([0]))
            .fold(0x811C_9DC5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
        format!("{hash:08x}")
    }
}
