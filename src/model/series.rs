//! A series: an ordered run of articles, one folder of `content/`.

use schemars::JsonSchema;
use serde::Deserialize;

use crate::model::group::GroupId;
use crate::model::site::ArticleId;

/// Index into `Site::series`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SeriesId(pub usize);

/// `_series.yaml` as written.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
#[schemars(description = "一个系列：content/系列/_series.yaml")]
pub struct SeriesFile {
    /// Part of the address; defaults to the folder's name.
    #[schemars(description = "网址里的名字；不写就用文件夹名")]
    pub id: Option<String>,
    /// Name.
    #[schemars(description = "名称")]
    pub title: Option<String>,
    /// A line below the name.
    #[schemars(description = "名称下面的一行")]
    pub subtitle: Option<String>,
    /// What it is about.
    #[schemars(description = "讲什么")]
    pub description: Option<String>,
    /// How it is read.
    #[schemars(description = "怎么读")]
    pub kind: SeriesKind,
    /// Group slugs its articles belong to unless they say otherwise.
    #[schemars(description = "给哪些人群：写人群的 slug，所有人写 [all]")]
    pub groups: Vec<String>,
    /// Who reads it.
    #[schemars(description = "读者是谁")]
    pub audience: Vec<String>,
    /// Edition of the source document.
    #[schemars(description = "讲的是哪一版文件")]
    pub edition: Option<String>,
    /// Earlier edition it replaces.
    #[schemars(description = "代替的旧版")]
    pub replaces: Option<String>,
    /// Official number of parts, shown as 已发布 n/66.
    #[schemars(description = "一共该有多少篇，页面显示“已发布 n/66”")]
    pub declared_total: Option<u32>,
    /// `global`, `per-section` or `none`.
    #[schemars(description = "编号：global 全系列连着编，per-section 每部分另编，none 不编")]
    pub numbering: Option<String>,
    /// `第{n}条`
    #[schemars(description = "每篇怎么叫，例如 第{n}条")]
    pub item_label: Option<String>,
    /// Sections in order.
    #[schemars(description = "分哪几部分，按先后")]
    pub sections: Vec<Section>,
    /// `official` or `proposed`.
    #[schemars(description = "题目：official 官方的，proposed 编辑拟的")]
    pub title_status: Option<String>,
    /// Which fixed sentence closes its articles.
    #[schemars(description = "文末的固定说明")]
    pub disclaimer: Disclaimer,
    /// Booklets made from it.
    #[schemars(description = "收进哪些小册子")]
    pub booklets: Vec<String>,
    /// Documents it rests on.
    #[schemars(description = "依据哪些文件：出处的 id")]
    pub sources: Vec<String>,
}

/// A part of a series.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(description = "系列的一部分")]
pub struct Section {
    /// Used in the articles' `section:`.
    #[schemars(description = "文章的 section: 写的就是它")]
    pub id: String,
    /// Heading.
    #[schemars(description = "这一部分的标题")]
    pub title: String,
    /// First and last number, both inclusive.
    #[serde(default)]
    #[schemars(description = "第一篇和最后一篇的编号，例如 [1, 24]")]
    pub range: Option<[u32; 2]>,
}

/// How a series is read (DOMAIN: kinds).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[schemars(description = "怎么读")]
pub enum SeriesKind {
    /// Read through.
    #[default]
    #[schemars(description = "从头读到尾")]
    Book,
    /// Lessons.
    #[schemars(description = "一课一课上")]
    Course,
    /// One question a page.
    #[schemars(description = "一页一问")]
    Qa,
    /// Numbered official items.
    #[schemars(description = "官方编号的条目")]
    List,
    /// Matters with conditions and dates.
    #[schemars(description = "办事说明")]
    Policy,
    /// Dated news.
    #[schemars(description = "活动和消息")]
    Event,
    /// Loose pages.
    #[schemars(description = "散页")]
    Page,
}

/// Which fixed sentence closes an article.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[schemars(description = "文末的固定说明")]
pub enum Disclaimer {
    /// None: the notes of a plain folder.
    #[default]
    #[schemars(description = "没有")]
    None,
    /// General knowledge.
    #[schemars(description = "一般健康知识")]
    General,
    /// Health advice.
    #[schemars(description = "健康建议")]
    Medical,
    /// Traditional practices.
    #[schemars(description = "传统养生")]
    Tcm,
    /// Law and policy.
    #[schemars(description = "法律和政策")]
    Legal,
    /// Crisis help.
    #[schemars(description = "危急求助")]
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
