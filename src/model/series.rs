//! A series: an ordered run of articles, one folder of `content/`.

use serde::Deserialize;

use crate::model::group::GroupId;
use crate::model::site::ArticleId;

/// Index into `Site::series`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SeriesId(pub usize);

/// `_series.yaml` as written.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct SeriesFile {
    /// Part of the address; defaults to the folder's name.
    pub id: Option<String>,
    /// Name.
    pub title: Option<String>,
    /// A line below the name.
    pub subtitle: Option<String>,
    /// What it is about.
    pub description: Option<String>,
    /// How it is read.
    pub kind: SeriesKind,
    /// Group slugs its articles belong to unless they say otherwise.
    pub groups: Vec<String>,
    /// Who reads it.
    pub audience: Vec<String>,
    /// Edition of the source document.
    pub edition: Option<String>,
    /// Earlier edition it replaces.
    pub replaces: Option<String>,
    /// Official number of parts, shown as 已发布 n/66.
    pub declared_total: Option<u32>,
    /// `global`, `per-section` or `none`.
    pub numbering: Option<String>,
    /// `第{n}条`
    pub item_label: Option<String>,
    /// Sections in order.
    pub sections: Vec<Section>,
    /// `official` or `proposed`.
    pub title_status: Option<String>,
    /// Which fixed sentence closes its articles.
    pub disclaimer: Disclaimer,
    /// Booklets made from it.
    pub booklets: Vec<String>,
    /// Documents it rests on.
    pub sources: Vec<String>,
}

/// A part of a series.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Section {
    /// Used in the articles' `section:`.
    pub id: String,
    /// Heading.
    pub title: String,
    /// First and last number, both inclusive.
    #[serde(default)]
    pub range: Option<[u32; 2]>,
}

/// How a series is read (DOMAIN: kinds).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SeriesKind {
    /// Read through.
    #[default]
    Book,
    /// Lessons.
    Course,
    /// One question a page.
    Qa,
    /// Numbered official items.
    List,
    /// Matters with conditions and dates.
    Policy,
    /// Dated news.
    Event,
    /// Loose pages.
    Page,
}

/// Which fixed sentence closes an article.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Disclaimer {
    /// None: the notes of a plain folder.
    #[default]
    None,
    /// General knowledge.
    General,
    /// Health advice.
    Medical,
    /// Traditional practices.
    Tcm,
    /// Law and policy.
    Legal,
    /// Crisis help.
    Crisis,
}

impl Disclaimer {
    /// The sentence, empty for `None`.
    #[must_use]
    pub fn sentence(self) -> &'static str {
        match self {
            Self::None => "",
            Self::General => "本文是健康知识普及，不能代替医生的诊断和治疗。",
            Self::Medical => "本文帮助您了解情况，不能代替医生当面诊断。身体不舒服，请及时就医。",
            Self::Tcm => "传统养生方法用于日常保健，不能代替诊断和治疗；有病请及时就医。",
            Self::Legal => "政策会调整，办理以当地主管部门的最新规定为准。",
            Self::Crisis => "如果您或身边的人有危险，请马上拨打110或120；心理援助请拨12356。",
        }
    }
}

/// A series of the assembled site.
#[derive(Debug, Clone, PartialEq)]
pub struct Series {
    /// Part of the address, unique.
    pub id: String,
    /// Name.
    pub title: String,
    /// As written, with defaults.
    pub file: SeriesFile,
    /// Its groups in the site's order; all of them when it is for everyone.
    pub groups: Vec<GroupId>,
    /// Written for everyone (`groups: [all]`).
    pub everyone: bool,
    /// Its articles in reading order.
    pub articles: Vec<ArticleId>,
    /// The folder's own page (`README.md`, `index.md`), shown above the list.
    pub intro: Option<ArticleId>,
    /// Address from the site root: `hl66/`.
    pub permalink: String,
}

impl Series {
    /// `第8条` for number 8, or nothing when the series has no labels.
    #[must_use]
    pub fn label(&self, number: Option<u32>) -> Option<String> {
        let number = number?;
        let pattern = self.file.item_label.as_deref()?;
        Some(pattern.replace("{n}", &number.to_string()))
    }
}
