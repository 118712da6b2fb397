//! What a site folder declares besides its articles.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::model::booklet::BookletFile;
use crate::model::calendar::CalendarFile;
use crate::model::config::{Allowed, Config, Hotline, Reference, Term};
use crate::model::directory::Directory;
use crate::model::event::EventFile;
use crate::model::glossary::Glossary;
use crate::model::quiz::QuizFile;
use crate::model::registry::Registry;
use crate::model::series::SeriesFile;
use crate::model::site::Asset;
use crate::model::synonyms::Synonyms;
use crate::source::{Place, Source, Span};

/// Everything but the articles, as values.
#[derive(Debug, Clone, Default)]
pub struct Folder {
    /// `site.yaml`; `None` makes it a plain folder of notes (PRODUCT §1.2).
    pub config: Option<Declared<Config>>,
    /// Name of the folder itself: the title of a site without `site.yaml`.
    pub name: String,
    /// Folder below the content folder → its `_series.yaml`.
    pub series: BTreeMap<String, Declared<SeriesFile>>,
    /// File name without `.yaml` → booklet.
    pub booklets: BTreeMap<String, Declared<BookletFile>>,
    /// `data/hotlines.yaml`.
    pub hotlines: Vec<Hotline>,
    /// `data/sources.yaml`.
    pub references: BTreeMap<String, Reference>,
    /// `data/lint-terms.yaml`.
    pub terms: Vec<Term>,
    /// `data/privacy-allow.yaml`.
    pub allowed: Vec<Allowed>,
    /// `data/addresses.yaml`.
    pub registry: Option<Declared<Registry>>,
    /// `data/glossary.yaml`.
    pub glossary: Option<Declared<Glossary>>,
    /// `data/synonyms.yaml`.
    pub synonyms: Option<Declared<Synonyms>>,
    /// Quizzes, directories, events and the calendar.
    pub records: Records,
    /// The YAML files whose text readers may see: `site.yaml`, series, booklets, records.
    pub files: Vec<Arc<Source>>,
    /// Path below the site folder → a picture or other file some article links to.
    pub attachments: BTreeMap<String, Asset>,
    /// All files below the content folder, for suggestions.
    pub names: BTreeSet<String>,
}

impl Folder {
    /// Whether this is a plain folder of notes without `site.yaml`.
    #[must_use]
    pub fn is_plain(&self) -> bool {
        self.config.is_none()
    }

    /// The folder that holds the articles, relative to the site folder: `content/`, or nothing in a plain folder.
    #[must_use]
    pub fn content_prefix(&self) -> &'static str {
        if self.is_plain() { "" } else { "content/" }
    }
}

/// The records beside the articles, each by its file name without ending.
#[derive(Debug, Clone, Default)]
pub struct Records {
    /// `quiz/<id>.yaml`
    pub quizzes: BTreeMap<String, Declared<QuizFile>>,
    /// `data/directories/<id>.csv` with its `<id>.yaml`.
    pub directories: BTreeMap<String, Arc<Directory>>,
    /// `data/events/<id>.yaml`
    pub events: BTreeMap<String, Declared<EventFile>>,
    /// `data/calendar.yaml`
    pub calendar: Option<Declared<CalendarFile>>,
}

/// A value that was written in a file of its own.
#[derive(Debug, Clone, PartialEq)]
pub struct Declared<T> {
    /// The value.
    pub value: T,
    /// The file.
    pub source: Arc<Source>,
    /// Key → where its value stands; `key[2]` → the third piece of a list that stands below its key.
    pub keys: BTreeMap<String, Span>,
}

impl<T> Declared<T> {
    /// Where `key`'s value stands; the start of the file when the key was not written.
    #[must_use]
    pub fn place_of(&self, key: &str) -> Place {
        Place::new(&self.source, self.keys.get(key).copied().unwrap_or_default())
    }

    /// Where `word` stands in the piece `at` of the list `key`; else where that piece begins.
    #[must_use]
    pub fn place_in(&self, key: &str, at: usize, word: &str) -> Place {
        let Some(piece) = self.keys.get(&format!("{key}[{at}]")) else { return self.place_of(key) };
        let text = &self.source.text[piece.start..piece.end];
        match text.find(word).filter(|_| !word.is_empty()) {
            Some(found) => Place::new(&self.source, Span::new(piece.start + found, piece.start + found + word.len())),
            None => Place::new(&self.source, Span::new(piece.start, piece.start + text.find('\n').unwrap_or(text.len()))),
        }
    }
}
