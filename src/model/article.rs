//! One article: its front matter, its body, and where each key was written.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Deserialize;

use crate::model::date::Date;
use crate::model::document::Document;
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
#[derive(Debug, Clone, PartialEq, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct FrontMatter {
    /// Stable name, unique in the site; defaults to `series/slug`.
    pub id: Option<String>,
    /// Last part of the address; defaults to the file name without its number.
    pub slug: Option<String>,
    /// The only key every article needs.
    pub title: Option<String>,
    /// For cards and running heads, at most 12 characters.
    pub short_title: Option<String>,
    /// Official or editorial number within the series.
    pub number: Option<u32>,
    /// Section id of the series.
    pub section: Option<String>,
    /// Group slugs; defaults to the series' groups.
    pub groups: Option<Vec<String>>,
    /// Who reads it.
    pub audience: Vec<String>,
    /// Age of the child or person it is about, in months.
    pub age_months: Option<AgeMonths>,
    /// Stage of life where an age in months does not apply.
    pub stage: Option<String>,
    /// Weeks of pregnancy it is about.
    pub gestation_weeks: Option<AgeMonths>,
    /// Subjects, a few short nouns.
    pub tags: Vec<String>,
    /// Wider subjects.
    pub topics: Vec<String>,
    /// 20–80 characters.
    pub summary: Option<String>,
    /// `qa`: the answer in one sentence.
    pub answer: Option<String>,
    /// Words that help searching.
    pub keywords: Vec<String>,
    /// Other names and questions, searched and never shown.
    pub aliases: Vec<String>,
    /// Who put it together.
    pub authors: Vec<Person>,
    /// Who checked it, with the day.
    pub reviewers: Vec<Reviewer>,
    /// Day of the last review.
    pub reviewed_on: Option<Date>,
    /// Day the next review is due.
    pub review_due: Option<Date>,
    /// Health advice: needs reviewer and sources before it is published.
    pub medical: bool,
    /// Needs a legal review too.
    pub legal_review: bool,
    /// Hard subjects: shows the help box, stays out of other groups' suggestions.
    pub sensitive: bool,
    /// Documents it rests on: ids of `content/data/sources.yaml`.
    pub sources: Vec<SourceRef>,
    /// Open points nobody has confirmed yet.
    pub verify: Vec<String>,
    /// Video or audio of the same content.
    pub media: Option<Media>,
    /// Pictures with credit and consent.
    pub images: Vec<ImageNote>,
    /// Quiz that belongs to it.
    pub quiz: Option<String>,
    /// Print options.
    pub print: Option<PrintNote>,
    /// Ids of articles to read next.
    pub related: Vec<String>,
    /// Edition of the document explained.
    pub edition: Option<String>,
    /// Policies: from when until when, where, which document.
    pub effective: Option<Effective>,
    /// Where it stands between draft and archive.
    pub status: Status,
    /// First written; a later day than the build's keeps it back.
    pub created: Option<Date>,
    /// Last changed in substance.
    pub updated: Option<Date>,
}

/// From draft to archive (PRODUCT: content states).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// Never built, except with `--drafts`.
    Draft,
    /// Built with a clear line that no expert has reviewed it.
    InReview,
    /// Built.
    #[default]
    Published,
    /// Address kept, with a banner.
    Archived,
}

/// An inclusive lower and an exclusive upper bound; either may be open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AgeMonths {
    /// From (inclusive).
    pub min: Option<u32>,
    /// To (exclusive).
    pub max: Option<u32>,
}

/// An author.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Person {
    /// Person or office.
    pub name: String,
    /// What they did.
    #[serde(default)]
    pub role: Option<String>,
}

/// A reviewer.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reviewer {
    /// Name.
    pub name: String,
    /// Professional title.
    #[serde(default)]
    pub title: Option<String>,
    /// Where they work.
    #[serde(default)]
    pub org: Option<String>,
    /// Day of the review.
    #[serde(default)]
    pub date: Option<Date>,
}

/// A document this article rests on.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(untagged, deny_unknown_fields)]
pub enum SourceRef {
    /// Only the id.
    Id(String),
    /// The id and the place within the document.
    Located {
        /// Id in `content/data/sources.yaml`.
        id: String,
        /// Article, page or table.
        #[serde(default)]
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
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Media {
    /// The video.
    #[serde(default)]
    pub video: Option<Video>,
    /// Address of a recording.
    #[serde(default)]
    pub audio: Option<String>,
}

/// A video episode.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Video {
    /// Episode number.
    #[serde(default)]
    pub episode: Option<u32>,
    /// `"04:30"`
    #[serde(default)]
    pub duration: Option<String>,
    /// Where to see it.
    #[serde(default)]
    pub url: Option<String>,
    /// Whether a transcript exists.
    #[serde(default)]
    pub transcript: bool,
    /// Whether it has sign language.
    #[serde(default)]
    pub sign: bool,
}

/// What is known about a picture.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ImageNote {
    /// File name.
    pub file: String,
    /// Alternative text.
    #[serde(default)]
    pub alt: Option<String>,
    /// Who made it.
    #[serde(default)]
    pub credit: Option<String>,
    /// Consent record of people shown.
    #[serde(default)]
    pub consent: Option<String>,
}

/// Print options of one article.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PrintNote {
    /// Booklets it belongs to.
    #[serde(default)]
    pub booklets: Vec<String>,
    /// Makes a sheet of its own.
    #[serde(default)]
    pub standalone: bool,
    /// Also in large print.
    #[serde(default)]
    pub large_print: bool,
    /// `avoid` or `before`.
    #[serde(default)]
    pub page_break: Option<String>,
}

/// When and where a policy holds.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Effective {
    /// First day.
    #[serde(default)]
    pub from: Option<Date>,
    /// Last day.
    #[serde(default)]
    pub until: Option<Date>,
    /// Where.
    #[serde(default)]
    pub region: Option<String>,
    /// Number of the document.
    #[serde(default)]
    pub doc_no: Option<String>,
}
