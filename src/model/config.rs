//! `site.yaml`, and the two data files that every page may quote.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;

use crate::model::group::Group;
use crate::model::path::percent_encode;
use crate::model::service::SearchService;

/// `site.yaml` as written. A folder without one gets `Config::default()`.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
#[schemars(description = "网站设置：site.yaml", extend("required" = ["title"]))]
pub struct Config {
    /// Name of the site.
    #[schemars(description = "网站的名字", regex(pattern = r"\S"))]
    pub title: String,
    /// A line below it.
    #[schemars(description = "名字下面的一行")]
    pub subtitle: String,
    /// For search engines and share cards.
    #[schemars(description = "一两句话的介绍，给搜索引擎和分享卡片用")]
    pub description: String,
    /// `https://example.org/wiki/`: only feeds, sitemap, QR codes and canonical links need it.
    #[schemars(description = "网站的完整网址，例如 https://www.example.org/；订阅、网站地图、二维码要用", regex(pattern = "^(https?://.*)?$"), extend("x-exact" = true))]
    pub base_url: String,
    /// Language of the pages, `zh-CN` when empty.
    #[schemars(description = "网页的语言，不写就是 zh-CN")]
    pub language: String,
    /// Who publishes it.
    #[schemars(description = "谁办的")]
    pub publisher: String,
    /// ICP record number.
    #[schemars(description = "ICP 备案号")]
    pub icp: Option<String>,
    /// Public security record number.
    #[schemars(description = "公安备案号")]
    pub police_record: Option<String>,
    /// Whom to ask.
    #[schemars(description = "读者可以问谁")]
    pub contact: Option<Contact>,
    /// The groups it serves.
    #[schemars(description = "为哪些人群服务")]
    pub groups: Vec<Group>,
    /// The tags there are; any tag may be used when there is no list.
    #[schemars(description = "标签的词表：写了，文章就只能用这些标签；不写就随意")]
    pub tags: Vec<String>,
    /// Series ids in the order of the home page; others follow by name.
    #[schemars(description = "首页上系列的先后：写系列的 id")]
    pub series: Vec<String>,
    /// An engine on a server that searches in place of the readers' browsers.
    #[schemars(description = "文章非常多时，由服务器上的搜索引擎来搜；不写就在读者的浏览器里搜")]
    pub search: Option<SearchService>,
    /// Preset and levels of checks.
    #[schemars(description = "检查的规矩")]
    pub rules: Rules,
    /// `themes/<name>/` whose files replace those of the default theme.
    #[schemars(description = "自己的主题：themes/ 里的文件夹名")]
    pub theme: Option<String>,
}

impl Config {
    /// Language of the pages.
    #[must_use]
    pub fn language(&self) -> &str {
        if self.language.is_empty() { "zh-CN" } else { &self.language }
    }

    /// The full address of what is published at `path`; a site without `base_url` has none.
    #[must_use]
    pub fn address(&self, path: &str) -> Option<String> {
        (!self.base_url.is_empty()).then(|| format!("{}{}", self.base_url, percent_encode(path)))
    }

    /// The path of `base_url`: `/` or `/wiki/`.
    #[must_use]
    pub fn domain_path(&self) -> String {
        let path = self.base_url.split_once("://").and_then(|(_, rest)| rest.split_once('/')).map_or("", |(_, path)| path);
        format!("/{path}")
    }
}

/// Whom a reader can ask.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(description = "读者可以问谁")]
pub struct Contact {
    /// Office.
    #[schemars(description = "单位")]
    pub name: String,
    /// A public telephone.
    #[serde(default)]
    #[schemars(description = "对外公开的电话")]
    pub phone: Option<String>,
    /// Where it is.
    #[serde(default)]
    #[schemars(description = "地址")]
    pub address: Option<String>,
}

/// Which checks hold.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
#[schemars(description = "检查的规矩")]
pub struct Rules {
    /// `plain` or `health`.
    #[schemars(description = "哪一套检查")]
    pub preset: Preset,
    /// Code → level.
    #[schemars(description = "单独调整某一种问题：问题的代号 → 怎么算")]
    pub levels: BTreeMap<String, RuleLevel>,
}

/// A set of checks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[schemars(description = "哪一套检查")]
pub enum Preset {
    /// Links, pictures, front matter.
    #[default]
    #[schemars(description = "只查链接、图片、文件头")]
    Plain,
    /// … and what health texts need.
    #[schemars(description = "再查健康文章该有的")]
    Health,
}

/// How a finding counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[schemars(description = "这种问题怎么算")]
pub enum RuleLevel {
    /// Not reported.
    #[schemars(description = "不报")]
    Off,
    /// Reported.
    #[schemars(description = "报警告")]
    Warn,
    /// Stops the build.
    #[schemars(description = "报错误，不发布")]
    Error,
}

/// A row of `content/data/hotlines.yaml`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Hotline {
    /// `12356`
    pub number: String,
    /// `全国统一心理援助热线`
    pub name: String,
    /// What it is for.
    #[serde(rename = "use")]
    pub purpose: String,
    /// When it is answered.
    #[serde(default)]
    pub hours: Option<String>,
    /// Whether the number was confirmed; others are not printed.
    #[serde(default)]
    pub verified: bool,
    /// Where it was read.
    #[serde(default)]
    pub source: Option<String>,
    /// For editors.
    #[serde(default)]
    pub note: Option<String>,
}

/// A row of `content/data/lint-terms.yaml`: a word that deserves a second look.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Term {
    /// The word as it would stand in a text.
    pub word: String,
    /// Where it is looked for, and under which code it is reported.
    pub kind: TermKind,
    /// What is wrong with it, for the editor.
    pub message: String,
    /// What to write instead.
    #[serde(default)]
    pub instead: Option<String>,
    /// In place of the level of the kind.
    #[serde(default)]
    pub level: Option<RuleLevel>,
    /// Only within 20 characters of one of these.
    #[serde(default)]
    pub near: Vec<String>,
    /// Not on a page that says one of these.
    #[serde(default)]
    pub unless: Vec<String>,
    /// Only on pages of these groups.
    #[serde(default)]
    pub groups: Vec<String>,
}

/// What is wrong with a term (DOMAIN §2).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum TermKind {
    /// Hurts people: not in titles, headings, tags and summaries.
    Stigma,
    /// Promises of advertisements: nowhere, unless denied or quoted.
    Advertising,
    /// Trade names.
    Brand,
    /// Dangerous below 12 months, unless the sentence forbids it.
    Infant,
    /// Was right once.
    Stale,
    /// Two legal notions made one.
    Mixed,
    /// An abbreviation that the page must explain.
    Abbreviation,
}

/// A row of `content/data/privacy-allow.yaml`: something that looks private and is not.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Allowed {
    /// As it stands in the text.
    pub text: String,
    /// Why it may be published.
    pub reason: String,
    /// Who decided.
    pub reviewer: String,
}

/// A row of `content/data/sources.yaml`: a document that articles rest on.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reference {
    /// Used in the articles' `sources:`.
    pub id: String,
    /// Its title, in 《》.
    pub title: String,
    /// Who issued it.
    #[serde(default)]
    pub issuer: Option<String>,
    /// Number, date, edition.
    #[serde(rename = "ref", default)]
    pub reference: Option<String>,
    /// Whether an editor has seen the original.
    #[serde(default)]
    pub checked: bool,
    /// For editors.
    #[serde(default)]
    pub note: Option<String>,
}
