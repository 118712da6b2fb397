//! One article: its front matter, its body, and where each key was written.

use std::collections::BTreeMap;
use std::sync::Arc;

use schemars::JsonSchema;
use serde::Deserialize;

use crate::model::date::Date;
use crate::model::document::Document;
use crate::model::policy::Policy;
use crate::source::{Place, Source, Span};

/// One parsed Markdown file. A value of that file alone: series, groups and links are settled later,
/// in `Site`, so an unchanged file never needs parsing again.
#[derive(Debug, Clone, PartialEq)]
pub struct Article {
    /// The file.
    pub source: Arc<Source>,
    /// What stood between the `---` lines; all defaults when there were none.
    pub front: FrontMatter,
    /// Key of the front matter → where its value stands, for diagnostics.
    pub keys: BTreeMap<String, Span>,
    /// The title: from the front matter, else the first level-1 heading, else the file name.
    pub title: String,
    /// One or two sentences: from the front matter, else the beginning of the text.
    pub summary: String,
    /// Last part of the address, ASCII unless the file name was not.
    pub slug: String,
    /// The body.
    pub document: Document,
}

impl Article {
    /// Where `key`'s value stands; the start of the file when the key was not written.
    #[must_use]
    pub fn place_of(&self, key: &str) -> Place {
        Place::new(&self.source, self.keys.get(key).copied().unwrap_or_default())
    }
}

/// Front matter of an article. Keys and meaning: the editors' handbook, `content/pages/handbook.md`.
#[derive(Debug, Clone, PartialEq, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
#[schemars(description = "文章的文件头：最前面两行 --- 之间的内容", extend("required" = ["title"]))]
pub struct FrontMatter {
    /// Stable name, unique in the site; defaults to `series/slug`.
    #[schemars(description = "全站唯一的名字，定了不改；不写就是“系列/文件名”")]
    pub id: Option<String>,
    /// Last part of the address; defaults to the file name without its number.
    #[schemars(
        description = "网址的最后一段：小写英文字母、数字、连字符；不写就用文件名",
        regex(pattern = r"^[a-z0-9]([a-z0-9-]*[a-z0-9])?$"),
        length(max = 100)
    )]
    pub slug: Option<String>,
    /// Where it was before: old addresses (`series/slug`, or `slug` within its own series) and old ids.
    #[schemars(description = "原来的地址：文件改了名、搬了系列，把旧的写在这里，例如 [old-name, hl66/old-name]")]
    pub moved_from: Vec<String>,
    /// The only key every article needs.
    #[schemars(description = "标题，26 个字以内，说清读者能得到什么", with = "String", regex(pattern = r"\S"))]
    pub title: Option<String>,
    /// For cards and running heads, at most 12 characters.
    #[schemars(description = "短标题，12 个字以内，用在卡片和页眉")]
    pub short_title: Option<String>,
    /// Official or editorial number within the series.
    #[schemars(description = "在系列里的编号")]
    pub number: Option<u32>,
    /// Section id of the series.
    #[schemars(description = "属于系列的哪一部分：写 _series.yaml 里 sections 的 id")]
    pub section: Option<String>,
    /// Group slugs; defaults to the series' groups.
    #[schemars(description = "给谁看：写 site.yaml 里人群的 slug，所有人写 [all]；不写就跟系列一样")]
    pub groups: Option<Vec<String>>,
    /// Who reads it.
    #[schemars(description = "读者是谁，例如 [parent, grandparent]")]
    pub audience: Vec<String>,
    /// Age of the child or person it is about, in months.
    #[schemars(description = "讲的是多大的孩子，按月龄")]
    pub age_months: Option<AgeMonths>,
    /// Stage of life where an age in months does not apply.
    #[schemars(description = "不好用月龄说的阶段，例如孕早期")]
    pub stage: Option<String>,
    /// Weeks of pregnancy it is about.
    #[schemars(description = "讲的是怀孕多少周")]
    pub gestation_weeks: Option<AgeMonths>,
    /// Subjects, a few short nouns.
    #[schemars(description = "主题，一到四个短词")]
    pub tags: Vec<String>,
    /// Wider subjects.
    #[schemars(description = "更大的题目")]
    pub topics: Vec<String>,
    /// 20–80 characters.
    #[schemars(description = "摘要，20 到 80 个字，一两句完整的话")]
    pub summary: Option<String>,
    /// `qa`: the answer in one sentence.
    #[schemars(description = "问答文章的一句话答案")]
    pub answer: Option<String>,
    /// Words that help searching.
    #[schemars(description = "帮助搜索的词")]
    pub keywords: Vec<String>,
    /// Other names and questions, searched and never shown.
    #[schemars(description = "别的叫法和读者会问的话，只用来搜索，页面上看不到")]
    pub aliases: Vec<String>,
    /// Who put it together.
    #[schemars(description = "谁整理的")]
    pub authors: Vec<Person>,
    /// Who checked it, with the day.
    #[schemars(description = "谁审的")]
    pub reviewers: Vec<Reviewer>,
    /// Day of the last review.
    #[schemars(description = "最近一次审完的日期")]
    pub reviewed_on: Option<Date>,
    /// Day the next review is due.
    #[schemars(description = "下一次该审的日期")]
    pub review_due: Option<Date>,
    /// Health advice: needs reviewer and sources before it is published.
    #[schemars(description = "健康方面的内容：要有出处，要医生审")]
    pub medical: bool,
    /// Needs a legal review too.
    #[schemars(description = "还要懂法律和政策的人审")]
    pub legal_review: bool,
    /// Hard subjects: shows the help box, stays out of other groups' suggestions.
    #[schemars(description = "话题沉重：页面先放求助电话，不推荐到别的栏目")]
    pub sensitive: bool,
    /// Documents it rests on: ids of `content/data/sources.yaml`.
    #[schemars(description = "出处：写 content/data/sources.yaml 里登记的 id")]
    pub sources: Vec<SourceRef>,
    /// Open points nobody has confirmed yet.
    #[schemars(description = "还没核实的事，一条一句，读者看得到")]
    pub verify: Vec<String>,
    /// Video or audio of the same content.
    #[schemars(description = "同样内容的视频或录音")]
    pub media: Option<Media>,
    /// Pictures with credit and consent.
    #[schemars(description = "图片是谁的，照片里的人同意了没有")]
    pub images: Vec<ImageNote>,
    /// Print options.
    #[schemars(description = "印刷的设置")]
    pub print: Option<PrintNote>,
    /// Ids of articles to read next.
    #[schemars(description = "接着读哪几篇：写文章的 id")]
    pub related: Vec<String>,
    /// Edition of the document explained.
    #[schemars(description = "讲的是哪一版文件")]
    pub edition: Option<String>,
    /// Policies: from when until when, where, which document.
    #[schemars(description = "政策从哪天到哪天有效、在哪里有效、文号")]
    pub effective: Option<Effective>,
    /// Policies: for whom, what, how, where.
    #[schemars(description = "办事要点：谁能办、能得到什么、怎么办、去哪里")]
    pub policy: Option<Policy>,
    /// Where it stands between draft and archive.
    #[schemars(description = "写到哪一步了")]
    pub status: Status,
    /// First written; a later day than the build's keeps it back.
    #[schemars(description = "写成的日期；晚于今天就先不发布")]
    pub created: Option<Date>,
    /// Last changed in substance.
    #[schemars(description = "内容最近一次改动的日期")]
    pub updated: Option<Date>,
}

/// From draft to archive (PRODUCT: content states).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(description = "写到哪一步了")]
pub enum Status {
    /// Never built, except with `--drafts`.
    #[schemars(description = "草稿：不发布，只有加 --drafts 才看得到")]
    Draft,
    /// Built with a clear line that no expert has reviewed it.
    #[schemars(description = "等审核：发布，页面写明尚未经专家审核")]
    InReview,
    /// Built.
    #[default]
    #[schemars(description = "已审核，发布")]
    Published,
    /// Address kept, with a banner.
    #[schemars(description = "旧文：网址保留，页面上有说明")]
    Archived,
}

/// An inclusive lower and an exclusive upper bound; either may be open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(description = "从多少到多少；含开头，不含结尾，不限就不写")]
pub struct AgeMonths {
    /// From (inclusive).
    #[schemars(description = "从（含）")]
    pub min: Option<u32>,
    /// To (exclusive).
    #[schemars(description = "到（不含）")]
    pub max: Option<u32>,
}

impl AgeMonths {
    /// Up to 6 years: old enough for school, a child is no longer counted in months.
    pub const SCHOOL: u32 = 72;

    /// Whether it is about children before school.
    #[must_use]
    pub fn is_infant(self) -> bool {
        self.max.is_some() && self.min.unwrap_or(0) < Self::SCHOOL
    }

    /// Whether any month from `from` to before `to` belongs to it.
    #[must_use]
    pub fn overlaps(self, from: u32, to: u32) -> bool {
        self.min.unwrap_or(0) < to && self.max.is_none_or(|max| from < max)
    }
}

/// An author.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(description = "一位作者")]
pub struct Person {
    /// Person or office.
    #[schemars(description = "姓名或单位")]
    pub name: String,
    /// What they did.
    #[serde(default)]
    #[schemars(description = "做了什么，例如整理")]
    pub role: Option<String>,
}

/// A reviewer.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(description = "一位审稿人")]
pub struct Reviewer {
    /// Name.
    #[schemars(description = "姓名")]
    pub name: String,
    /// Professional title.
    #[serde(default)]
    #[schemars(description = "职称")]
    pub title: Option<String>,
    /// Where they work.
    #[serde(default)]
    #[schemars(description = "单位")]
    pub org: Option<String>,
    /// Day of the review.
    #[serde(default)]
    #[schemars(description = "审完的日期")]
    pub date: Option<Date>,
}

/// A document this article rests on.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(untagged, deny_unknown_fields)]
#[schemars(description = "一个出处：只写 id，或写 {id: …, loc: …}")]
pub enum SourceRef {
    /// Only the id.
    #[schemars(description = "出处的 id")]
    Id(String),
    /// The id and the place within the document.
    #[schemars(description = "出处和它里面的位置")]
    Located {
        /// Id in `content/data/sources.yaml`.
        #[schemars(description = "content/data/sources.yaml 里登记的 id")]
        id: String,
        /// Article, page or table.
        #[serde(default)]
        #[schemars(description = "第几条、第几页")]
        loc: Option<String>,
    },
}

impl SourceRef {
    /// The document's id.
    #[must_use]
    pub fn id(&self) -> &str {
        match self {
            Self::Id(id) | Self::Located { id, .. } => id,
        }
    }

    /// The place within the document, if given.
    #[must_use]
    pub fn location(&self) -> Option<&str> {
        match self {
            Self::Id(_) => None,
            Self::Located { loc, .. } => loc.as_deref(),
        }
    }
}

/// Video and audio.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(description = "视频和录音")]
pub struct Media {
    /// The video.
    #[serde(default)]
    #[schemars(description = "视频")]
    pub video: Option<Video>,
    /// Address of a recording.
    #[serde(default)]
    #[schemars(description = "录音的网址")]
    pub audio: Option<String>,
}

/// A video episode.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(description = "一集视频")]
pub struct Video {
    /// Episode number.
    #[serde(default)]
    #[schemars(description = "第几集")]
    pub episode: Option<u32>,
    /// `"04:30"`
    #[serde(default)]
    #[schemars(description = "时长，例如 \"04:30\"")]
    pub duration: Option<String>,
    /// Where to see it.
    #[serde(default)]
    #[schemars(description = "在哪里看")]
    pub url: Option<String>,
    /// Whether a transcript exists.
    #[serde(default)]
    #[schemars(description = "有没有文字稿")]
    pub transcript: bool,
    /// Whether it has sign language.
    #[serde(default)]
    #[schemars(description = "有没有手语")]
    pub sign: bool,
}

/// What is known about a picture.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(description = "一张图片的来历")]
pub struct ImageNote {
    /// File name.
    #[schemars(description = "文件名")]
    pub file: String,
    /// Alternative text.
    #[serde(default)]
    #[schemars(description = "给看不见图的人的说明")]
    pub alt: Option<String>,
    /// Who made it.
    #[serde(default)]
    #[schemars(description = "谁拍的、谁画的")]
    pub credit: Option<String>,
    /// Consent record of people shown.
    #[serde(default)]
    #[schemars(description = "照片里的人同意的记录")]
    pub consent: Option<String>,
}

/// Print options of one article.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(description = "印刷的设置")]
pub struct PrintNote {
    /// Booklets it belongs to.
    #[serde(default)]
    #[schemars(description = "收进哪些小册子")]
    pub booklets: Vec<String>,
    /// Makes a sheet of its own.
    #[serde(default)]
    #[schemars(description = "能单独印成一张")]
    pub standalone: bool,
    /// Also in large print.
    #[serde(default)]
    #[schemars(description = "也出大字版")]
    pub large_print: bool,
    /// `avoid` or `before`.
    #[serde(default)]
    #[schemars(description = "分页：avoid 不拆开，before 另起一页")]
    pub page_break: Option<String>,
}

/// When and where a policy holds.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(description = "政策的有效期和范围")]
pub struct Effective {
    /// First day.
    #[serde(default)]
    #[schemars(description = "从哪天起")]
    pub from: Option<Date>,
    /// Last day.
    #[serde(default)]
    #[schemars(description = "到哪天止")]
    pub until: Option<Date>,
    /// Where.
    #[serde(default)]
    #[schemars(description = "在哪里")]
    pub region: Option<String>,
    /// Number of the document.
    #[serde(default)]
    #[schemars(description = "文号")]
    pub doc_no: Option<String>,
}
