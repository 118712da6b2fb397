//! The whole site: all articles, ordered, linked, indexed. Frozen once `site::assemble` returns it.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::model::article::{AgeMonths, Article, Status};
use crate::model::booklet::Booklet;
use crate::model::calendar::{Milestone, Observance};
use crate::model::config::{Config, Hotline, Reference};
use crate::model::date::Date;
use crate::model::directory::Directory;
use crate::model::event::Event;
use crate::model::glossary::Word;
use crate::model::group::GroupId;
use crate::model::picture::{Fault, Rendition};
use crate::model::quiz::Quiz;
use crate::model::series::{Disclaimer, Series, SeriesId};
use crate::model::synonyms::Synonyms;

/// Shown before the text of sensitive articles (content-facts §5.3, the help box), where confirmed.
pub const HELPLINES: [&str; 4] = ["12356", "120", "110", "12338"];

/// Index into `Site::entries`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ArticleId(pub usize);

/// Everything the writers need.
#[derive(Debug, Clone, PartialEq)]
pub struct Site {
    /// `site.yaml`.
    pub config: Config,
    /// The day of the build.
    pub date: Date,
    /// Series in the order of the home page.
    pub series: Vec<Series>,
    /// Articles ordered by series and number; loose pages last.
    pub entries: Vec<Entry>,
    /// The home page's own text (`content/_index.md`).
    pub home: Option<ArticleId>,
    /// Tags by name.
    pub tags: Vec<Tag>,
    /// Booklets by id.
    pub booklets: Vec<Booklet>,
    /// Quizzes by id.
    pub quizzes: Vec<Quiz>,
    /// Directories by id.
    pub directories: Vec<Arc<Directory>>,
    /// Events, the latest first.
    pub events: Vec<Event>,
    /// Days of the year, in the order of the file; ask `model::calendar::due` what to show.
    pub calendar: Vec<Observance>,
    /// What is due at which age and is confirmed, in the order of the file.
    pub milestones: Vec<Milestone>,
    /// Hotlines in the order of the file.
    pub hotlines: Vec<Hotline>,
    /// Documents by id.
    pub references: BTreeMap<String, Reference>,
    /// Hard words with their explanations, in the order of the file.
    pub glossary: Vec<Word>,
    /// What readers call things, in the order of the file.
    pub synonyms: Synonyms,
    /// Pictures and other files that articles use, published at these addresses.
    pub assets: Vec<Asset>,
    /// Addresses that lead on to a page, by address: short ones and those it had before.
    pub forwards: Vec<Forward>,
    /// The short address on paper, `s/gmfr/`, of each page for which one is written down in the registry, by its own address.
    pub short: BTreeMap<String, String>,
}

impl Site {
    /// The article `id`.
    #[must_use]
    pub fn entry(&self, id: ArticleId) -> &Entry {
        &self.entries[id.0]
    }

    /// What a code to scan leads to for the page at `permalink`, from the site root: the short address if there is one.
    #[must_use]
    pub fn scanned<'a>(&'a self, permalink: &'a str) -> &'a str {
        self.short.get(permalink).map_or(permalink, String::as_str)
    }

    /// The series of `entry`, if it is in one.
    #[must_use]
    pub fn series_of(&self, entry: &Entry) -> Option<&Series> {
        entry.series.map(|id| &self.series[id.0])
    }

    /// Whether there is something to read by a child's age in months.
    #[must_use]
    pub fn has_ages(&self) -> bool {
        self.entries.iter().any(|entry| entry.article.front.age_months.is_some_and(AgeMonths::is_infant))
    }

    /// What `entry` cannot replace: as its series says; medical ones say so at least in general.
    #[must_use]
    pub fn disclaimer_of(&self, entry: &Entry) -> Disclaimer {
        match self.series_of(entry).map_or(Disclaimer::None, |series| series.file.disclaimer) {
            Disclaimer::None if entry.article.front.medical => Disclaimer::General,
            disclaimer => disclaimer,
        }
    }
}

/// An article in its place.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// The article.
    pub article: Arc<Article>,
    /// Stable name, unique in the site.
    pub id: String,
    /// Its series; loose pages have none.
    pub series: Option<SeriesId>,
    /// Its groups in the site's order; all of them when it is for everyone.
    pub groups: Vec<GroupId>,
    /// Written for everyone (`groups: [all]`): found under every group, listed under none.
    pub everyone: bool,
    /// Address from the site root, ending in `/`: `hl66/vital-signs/`. The home text has an empty one.
    pub permalink: String,
    /// Where each link of `Document::links` leads, index by index.
    pub targets: Vec<Target>,
    /// The article before it in its series.
    pub previous: Option<ArticleId>,
    /// The article after it.
    pub next: Option<ArticleId>,
    /// What to read next: named by the author first, then neighbours by tag.
    pub related: Vec<ArticleId>,
}

impl Entry {
    /// Whether this is a loose page that only shows editors what something looks like: its title says 示例. Such a
    /// page is reached by links alone, and search engines are told nothing of it.
    #[must_use]
    pub fn is_sample(&self) -> bool {
        self.series.is_none() && self.article.title.contains("示例")
    }

    /// Whether the page must say that no expert has reviewed it.
    #[must_use]
    pub fn is_unreviewed(&self) -> bool {
        self.article.front.status == Status::InReview
    }

    /// The short title if there is one, else the title.
    #[must_use]
    pub fn short_title(&self) -> &str {
        self.article.front.short_title.as_deref().unwrap_or(&self.article.title)
    }
}

/// Where a link leads, decided once (as a linker does); no writer resolves anything.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// Another article of the site.
    Article {
        /// Which one.
        id: ArticleId,
        /// Anchor in it, without `#`.
        fragment: Option<String>,
    },
    /// Another page of the site, by address from the root (`booklets/`, `lao/`).
    Page {
        /// Address from the site root.
        permalink: String,
        /// Anchor in it, without `#`.
        fragment: Option<String>,
    },
    /// A heading of the same article.
    Anchor(String),
    /// `Site::assets[n]`.
    Asset(usize),
    /// `https:`, `http:`, `mailto:` or `tel:`.
    External(String),
    /// Nothing: reported as a diagnostic; writers show the text alone.
    Broken,
}

/// An address without a page of its own that leads on to one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Forward {
    /// From the site root, ending in `/`: `s/gmfr/`, `hl66/old-slug/`.
    pub address: String,
    /// The address of the page it leads to.
    pub to: String,
    /// The title of that page.
    pub title: String,
    /// The page has moved for good; a short address may lead elsewhere one day.
    pub moved: bool,
}

/// A file beside the articles that is published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asset {
    /// Path below the site folder.
    pub source: String,
    /// Path in the output.
    pub path: String,
    /// What is published: a picture without what it should not tell, and not wider than a page needs.
    pub bytes: Arc<[u8]>,
    /// Width and height in pixels, where the header says so.
    pub size: Option<(u32, u32)>,
    /// What goes on paper: a picture in full size, without what it should not tell.
    pub original: Arc<[u8]>,
    /// Narrower copies of a picture, the narrowest first.
    pub renditions: Vec<Rendition>,
    /// What an editor should know about it.
    pub faults: Vec<Fault>,
}

impl Asset {
    /// A file as it lies in the site folder.
    #[must_use]
    pub fn new(source: String, bytes: Arc<[u8]>, size: Option<(u32, u32)>) -> Self {
        let path = source.strip_prefix("content/").unwrap_or(&source).to_owned();
        Self { source, path, original: Arc::clone(&bytes), bytes, size, renditions: Vec::new(), faults: Vec::new() }
    }

    /// Whether readers can be given it.
    #[must_use]
    pub fn is_usable(&self) -> bool {
        !self.faults.iter().any(Fault::is_fatal)
    }
}

/// A subject with its articles.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tag {
    /// As written.
    pub name: String,
    /// Address from the site root: `tags/fushi/`.
    pub permalink: String,
    /// Articles in site order.
    pub articles: Vec<ArticleId>,
}
