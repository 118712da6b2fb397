//! One entry of the site → what is searched of it and what is shown of it.

use serde::Serialize;

use crate::markup::text;
use crate::model::site::{Entry, Site};
use crate::search::normalize::{HARD_BREAK, normalize};
use crate::search::sound::Sounds;
use crate::search::words::Vocabulary;

/// Where a word stands, most important first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Field {
    /// Title, short title, number and aliases.
    Name,
    /// Headings, keywords and tags.
    Heading,
    /// The summary.
    Summary,
    /// Everything else.
    Body,
}

impl Field {
    /// 0–3.
    pub fn number(self) -> u32 {
        match self {
            Self::Name => 0,
            Self::Heading => 1,
            Self::Summary => 2,
            Self::Body => 3,
        }
    }
}

/// An entry as the index sees it.
pub(super) struct Document {
    /// Normalised words by field, runs apart from each other by breaks.
    pub fields: [(Field, Vec<u16>); 4],
    /// How its names and headings sound.
    pub sounds: [(Field, Vec<u16>); 2],
    /// What the reader's browser gets to see of it, as JSON (`Record`).
    pub record: String,
}

impl Document {
    /// Units in it, breaks included, sounds not.
    pub fn length(&self) -> usize {
        self.fields.iter().map(|(_, units)| units.len()).sum()
    }
}

/// A record of `search/d/*.js`, as the script reads it: a JSON array in this order.
#[derive(Serialize)]
struct Record<'a>(
    /// Address from the site root.
    &'a str,
    /// Title.
    &'a str,
    /// Index into the manifest's series, −1 for none. (Its groups are in the manifest.)
    i64,
    /// 1 when no expert has reviewed it.
    u8,
    /// Summary.
    &'a str,
    /// Other names, one a line: searched, never shown.
    &'a str,
    /// Keywords and tags, one a line: searched, never shown.
    &'a str,
    /// Anchor, heading, runs (one a line) of every section.
    Vec<(&'a str, &'a str, String)>,
    /// The initials of its names, and of what else they are called: who types `gxy` wants those side by side.
    &'a str,
);

/// `entry` made ready.
pub(super) fn document(site: &Site, entry: &Entry, sounds: &Sounds, vocabulary: &Vocabulary<'_>) -> Document {
    let article = &entry.article;
    let front = &article.front;
    let sections = text::sections(&article.document);
    let label = site.series_of(entry).and_then(|series| series.label(front.number));
    let aliases = lines(front.short_title.iter().chain(&label).chain(&front.aliases));
    let keywords = lines(front.keywords.iter().chain(&front.tags));

    // Who types `yfjz` means 预防接种, whatever the article calls it.
    let names = [article.title.as_str(), &aliases, &keywords].join("\n");
    let canonical = vocabulary.canonical(&names);
    let called: Vec<&str> = [article.title.as_str(), &aliases].into_iter().chain(canonical.iter().copied()).collect();
    let initials = Sounds::initials(called.join("\n").trim_end());

    let record = Record(
        &entry.permalink,
        &article.title,
        entry.series.map_or(-1, |series| i64::try_from(series.0).unwrap_or(-1)),
        u8::from(entry.is_unreviewed()),
        &article.summary,
        &aliases,
        &keywords,
        sections.iter().map(|section| (&*section.anchor, &*section.heading, section.runs.join("\n"))).collect(),
        &initials,
    );
    let headings: Vec<&str> = sections.iter().map(|section| section.heading.as_str()).chain(keywords.lines()).collect();
    let sound = |text: &[&str]| sounds.units(&text.join("\n"));
    let spoken: Vec<&str> = headings.iter().copied().chain(canonical).collect();
    Document {
        fields: [
            (Field::Name, units([article.title.as_str(), &aliases])),
            (Field::Heading, units(headings.iter().copied())),
            (Field::Summary, units(belonging(site, entry).chain([article.summary.as_str()]))),
            (Field::Body, units(sections.iter().flat_map(|section| section.runs.iter().map(String::as_str)))),
        ],
        sounds: [(Field::Name, sound(&[&article.title])), (Field::Heading, sound(&[&[aliases.as_str()], &*spoken].concat()))],
        record: serde_json::to_string(&record).expect("strings and numbers: anything else is a bug in baodian"),
    }
}

/// The names of the series and groups `entry` belongs to, unless it is for everyone: who asks for 特殊家庭 means
/// what was written for them, even where it does not call them so.
fn belonging<'a>(site: &'a Site, entry: &'a Entry) -> impl Iterator<Item = &'a str> {
    let groups = entry.groups.iter().filter(|_| !entry.everyone).map(|group| site.config.groups[group.0].title.as_str());
    site.series_of(entry).map(|series| series.title.as_str()).into_iter().chain(groups)
}

/// The payload of one record file.
pub(super) fn records(documents: &[Document]) -> String {
    let records: Vec<&str> = documents.iter().map(|document| document.record.as_str()).collect();
    format!("[{}]", records.join(","))
}

fn lines<'a>(words: impl Iterator<Item = &'a String>) -> String {
    words.map(String::as_str).collect::<Vec<_>>().join("\n")
}

/// Several runs, kept apart.
fn units<'a>(runs: impl IntoIterator<Item = &'a str>) -> Vec<u16> {
    let mut all = Vec::new();
    for run in runs {
        let units = normalize(run);
        if !all.is_empty() && !units.is_empty() {
            all.push(HARD_BREAK);
        }
        all.extend(units);
    }
    all
}
