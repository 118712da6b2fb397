//! `site.yaml`, and the two data files that every page may quote.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::model::group::Group;

/// `site.yaml` as written. A folder without one gets `Config::default()`.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Config {
    /// Name of the site.
    pub title: String,
    /// A line below it.
    pub subtitle: String,
    /// For search engines and share cards.
    pub description: String,
    /// `https://example.org/wiki/`: only feeds, sitemap, QR codes and canonical links need it.
    pub base_url: String,
    /// Language of the pages, `zh-CN` when empty.
    pub language: String,
    /// Who publishes it.
    pub publisher: String,
    /// ICP record number.
    pub icp: Option<String>,
    /// Public security record number.
    pub police_record: Option<String>,
    /// Whom to ask.
    pub contact: Option<Contact>,
    /// The groups it serves.
    pub groups: Vec<Group>,
    /// Series ids in the order of the home page; others follow by name.
    pub series: Vec<String>,
    /// Preset and levels of checks.
    pub rules: Rules,
    /// `themes/<name>/` whose files replace those of the default theme.
    pub theme: Option<String>,
}

/// Whom a reader can ask.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Contact {
    /// Office.
    pub name: String,
    /// A public telephone.
    #[serde(default)]
    pub phone: Option<String>,
    /// Where it is.
    #[serde(default)]
    pub address: Option<String>,
}

/// Which checks hold.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Rules {
    /// `plain` or `health`.
    pub preset: Preset,
    /// Code → level.
    pub levels: BTreeMap<String, RuleLevel>,
}

/// A set of checks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Preset {
    /// Links, pictures, front matter.
    #[default]
    Plain,
    /// … and what health texts need.
    Health,
}

/// How a finding counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum RuleLevel {
    /// Not reported.
    Off,
    /// Reported.
    Warn,
    /// Stops the build.
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
