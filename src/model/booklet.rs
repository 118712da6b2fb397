//! A booklet: which articles are typeset together, and how. Declared in `content/booklets/*.yaml`.

use schemars::JsonSchema;
use serde::Deserialize;

use crate::model::site::ArticleId;

/// `content/booklets/<id>.yaml` as written.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(description = "一本小册子：content/booklets/名字.yaml", extend("anyOf" = [{"required": ["series"]}, {"required": ["items"]}]))]
pub struct BookletFile {
    /// Title on the cover.
    #[schemars(description = "封面上的书名")]
    pub title: String,
    /// Line below it.
    #[serde(default)]
    #[schemars(description = "书名下面的一行")]
    pub subtitle: Option<String>,
    /// `2026年第1版`
    #[serde(default)]
    #[schemars(description = "版次，例如 2026年第1版")]
    pub edition: Option<String>,
    /// Page size and type size.
    #[serde(default)]
    #[schemars(description = "开本")]
    pub size: BookletSize,
    /// Article ids, in order.
    #[serde(default)]
    #[schemars(description = "收哪些文章，按先后写 id")]
    pub items: Vec<String>,
    /// Or: all articles of a series.
    #[serde(default)]
    #[schemars(description = "或者：收一个系列的全部文章")]
    pub series: Option<String>,
    /// Group whose ink colours the cover.
    #[serde(default)]
    #[schemars(description = "封面用哪个人群的颜色：写人群的 slug")]
    pub group: Option<String>,
}

/// Page size of a booklet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(description = "开本")]
pub enum BookletSize {
    /// 148 × 210 mm, 10.5 pt.
    #[default]
    #[schemars(description = "A5，148 × 210 毫米，10.5 磅字")]
    A5,
}

/// A booklet of the assembled site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Booklet {
    /// File name without `.yaml`.
    pub id: String,
    /// As written.
    pub file: BookletFile,
    /// Its articles, in order.
    pub articles: Vec<ArticleId>,
}
