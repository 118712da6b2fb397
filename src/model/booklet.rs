//! A booklet: which articles are typeset together, and how. Declared in `content/booklets/*.yaml`.

use serde::Deserialize;

use crate::model::site::ArticleId;

/// `content/booklets/<id>.yaml` as written.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BookletFile {
    /// Title on the cover.
    pub title: String,
    /// Line below it.
    #[serde(default)]
    pub subtitle: Option<String>,
    /// `2026年第1版`
    #[serde(default)]
    pub edition: Option<String>,
    /// Page size and type size.
    #[serde(default)]
    pub size: BookletSize,
    /// Article ids, in order.
    #[serde(default)]
    pub items: Vec<String>,
    /// Or: all articles of a series.
    #[serde(default)]
    pub series: Option<String>,
    /// Group whose ink colours the cover.
    #[serde(default)]
    pub group: Option<String>,
}

/// Page size of a booklet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum BookletSize {
    /// 148 × 210 mm, 10.5 pt.
    #[default]
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
