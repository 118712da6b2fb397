//! The site → what a search engine on a server is loaded with, for sites too large for the index in the browser.
//!
//! One document an article, with its sections inside: a question whose words stand in two sections still finds it,
//! totals and counts by group are those of articles without further asking, and the page picks the section and the
//! excerpt from the answer with the code it has for its own index.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::{Map, Value, json};

use crate::markup::text;
use crate::model::path::percent_encode;
use crate::model::service::{FIELDS, SearchEngine};
use crate::model::site::{Entry, Site};
use crate::model::synonyms::{SynonymGroup, SynonymMode};
use crate::output::OutputFile;

/// What is searched and never shown.
const HIDDEN: [&str; 2] = ["aliases", "keywords"];
const README: &str = include_str!("feed.md");
const PLAIN: &str = "strings and numbers: anything else is a bug in baodian";

/// A line of `documents.ndjson`. `id` comes first: the README's command for OpenSearch counts on it.
#[derive(Serialize)]
struct Document<'a> {
    id: String,
    /// From the site's root.
    path: &'a str,
    url: Option<String>,
    title: &'a str,
    series: Option<&'a str>,
    series_title: Option<&'a str>,
    number: Option<u32>,
    groups: Vec<&'a str>,
    /// Empty for what is for everyone: who asks for 特殊家庭 means what was written for them.
    group_titles: Vec<&'a str>,
    tags: &'a [String],
    keywords: &'a [String],
    aliases: Vec<String>,
    summary: &'a str,
    sections: Vec<Section>,
    unreviewed: bool,
    reviewed_on: Option<String>,
    updated: Option<String>,
    age_months: Option<Ages>,
}

#[derive(Serialize)]
struct Section {
    anchor: String,
    heading: String,
    text: String,
}

#[derive(Serialize)]
struct Ages {
    min: Option<u32>,
    max: Option<u32>,
}

/// A help card with the words that call for it.
#[derive(Serialize)]
struct Card<'a> {
    title: &'a str,
    first: &'a str,
    phones: Vec<Phone<'a>>,
    words: Vec<&'a str>,
}

#[derive(Serialize)]
struct Phone<'a> {
    number: &'a str,
    name: &'a str,
}

/// All files of the feed, in one folder.
#[must_use]
pub fn files(site: &Site) -> Vec<OutputFile> {
    let file = |name: &str, text: String| OutputFile { path: name.to_owned(), bytes: text.into_bytes() };
    vec![
        file("documents.ndjson", documents(site)),
        file("meilisearch-settings.json", pretty(&meilisearch(site))),
        file("opensearch-index.json", pretty(&opensearch(site))),
        file("help-cards.json", pretty(&cards(site))),
        file("README.md", readme()),
    ]
}

fn pretty(value: &impl Serialize) -> String {
    serde_json::to_string_pretty(value).expect(PLAIN) + "\n"
}

/// With the question as the page asks it.
fn readme() -> String {
    let engine = SearchEngine::Opensearch;
    let condition = engine.condition().replace("%field%", "groups").replace("%value%", "xiao");
    let asked = [("%text%", "\"宝宝发烧\""), ("%from%", "0"), ("%size%", "5"), ("%filter%", &condition)];
    let question = asked.iter().fold(engine.question(), |text, (name, value)| text.replace(name, value));
    let question: Value = serde_json::from_str(&question).expect(PLAIN);
    README.replace("{question}\n", &pretty(&question))
}

fn documents(site: &Site) -> String {
    let all = site.entries.iter().enumerate().filter(|(at, entry)| site.home.is_none_or(|home| home.0 != *at) && !entry.is_sample());
    all.map(|(_, entry)| serde_json::to_string(&document(site, entry)).expect(PLAIN) + "\n").collect()
}

fn document<'a>(site: &'a Site, entry: &'a Entry) -> Document<'a> {
    let front = &entry.article.front;
    let series = site.series_of(entry);
    let groups = || entry.groups.iter().map(|group| &site.config.groups[group.0]);
    let label = series.and_then(|series| series.label(front.number));
    let base = &site.config.base_url;
    let sections = text::sections(&entry.article.document).into_iter();
    Document {
        id: safe_id(&entry.id),
        path: &entry.permalink,
        url: (!base.is_empty()).then(|| format!("{base}{}", percent_encode(&entry.permalink))),
        title: &entry.article.title,
        series: series.map(|series| series.id.as_str()),
        series_title: series.map(|series| series.title.as_str()),
        number: front.number,
        groups: groups().map(|group| group.slug.as_str()).collect(),
        group_titles: groups().filter(|_| !entry.everyone).map(|group| group.title.as_str()).collect(),
        tags: &front.tags,
        keywords: &front.keywords,
        aliases: front.short_title.iter().chain(&label).chain(&front.aliases).cloned().collect(),
        summary: &entry.article.summary,
        sections: sections
            .map(|section| Section { anchor: section.anchor, heading: section.heading, text: section.runs.join("\n") })
            .collect(),
        unreviewed: entry.is_unreviewed(),
        reviewed_on: front.reviewed_on.map(|day| day.to_string()),
        updated: front.updated.map(|day| day.to_string()),
        age_months: front.age_months.map(|ages| Ages { min: ages.min, max: ages.max }),
    }
}

/// `id` in letters that both engines take (A–Z, a–z, 0–9, `-`, `_`), no two alike: other bytes as `_2f`.
fn safe_id(id: &str) -> String {
    let letter =
        |byte: u8| if byte.is_ascii_alphanumeric() || byte == b'-' { char::from(byte).to_string() } else { format!("_{byte:02x}") };
    id.bytes().map(letter).collect()
}

fn meilisearch(site: &Site) -> Value {
    let shown = ["id", "path", "url", "title", "series", "series_title", "number", "groups", "group_titles", "tags", "summary", "sections"];
    let shown = shown.into_iter().chain(["unreviewed", "reviewed_on", "updated", "age_months"]).collect::<Vec<_>>();
    json!({
        "searchableAttributes": FIELDS.map(|(field, _)| field),
        "displayedAttributes": shown,
        "filterableAttributes": ["groups", "series", "tags", "unreviewed", "age_months.min", "age_months.max"],
        "sortableAttributes": ["number", "updated"],
        "stopWords": [],
        "synonyms": leads(site).into_iter().map(|(word, others)| (word.to_owned(), json!(others))).collect::<Map<_, _>>(),
        // Words of Chinese are shorter than that: only pinyin and English are guessed at.
        "typoTolerance": {"enabled": true, "minWordSizeForTypos": {"oneTypo": 5, "twoTypos": 9}},
        "localizedAttributes": [{"attributePatterns": ["*"], "locales": ["cmn"]}],
        "faceting": {"maxValuesPerFacet": 1000},
        "pagination": {"maxTotalHits": 1000},
    })
}

/// Each word with those it leads to. Merely related words stay out: to an engine all synonyms mean the same.
fn leads(site: &Site) -> BTreeMap<&str, Vec<&str>> {
    let mut leads: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for group in &site.synonyms.groups {
        for word in words(group) {
            let others: Vec<&str> = match group.mode {
                SynonymMode::Equivalent => words(group).filter(|other| *other != word).collect(),
                SynonymMode::Oneway if word != group.canonical => vec![&group.canonical],
                SynonymMode::Oneway | SynonymMode::Related => continue,
            };
            leads.entry(word).or_default().extend(others);
        }
    }
    for others in leads.values_mut() {
        others.sort_unstable();
        others.dedup();
    }
    leads
}

fn words(group: &SynonymGroup) -> impl Iterator<Item = &str> {
    std::iter::once(group.canonical.as_str()).chain(group.terms.iter().map(String::as_str))
}

fn opensearch(site: &Site) -> Value {
    let escaped = |word: &str| word.replace('\\', "\\\\").replace(',', "\\,").replace("=>", "\\=>");
    let line = |(word, others): (&str, Vec<&str>)| {
        let both: Vec<String> = std::iter::once(word).chain(others).map(escaped).collect();
        format!("{} => {}", both[0], both.join(", "))
    };
    let synonyms: Vec<String> = leads(site).into_iter().map(line).collect();
    let text = || json!({"type": "text", "analyzer": "chinese", "search_analyzer": "chinese_question"});
    let word = || json!({"type": "keyword"});
    let both =
        || json!({"type": "text", "analyzer": "chinese", "search_analyzer": "chinese_question", "fields": {"word": {"type": "keyword"}}});
    let unsearched = || json!({"type": "keyword", "index": false, "doc_values": false});
    json!({
        "settings": {"analysis": {
            "filter": {
                // Every pair of characters, and single ones for questions of one character.
                "pairs": {"type": "cjk_bigram", "output_unigrams": true},
                "synonyms": {"type": "synonym_graph", "lenient": true, "synonyms": synonyms},
            },
            "analyzer": {
                "chinese": {"type": "custom", "tokenizer": "standard", "filter": ["cjk_width", "lowercase", "pairs"]},
                "chinese_question": {"type": "custom", "tokenizer": "standard", "filter": ["cjk_width", "lowercase", "cjk_bigram", "synonyms"]},
            },
        }},
        "mappings": {
            "dynamic": "strict",
            // Searched, and never given back.
            "_source": {"excludes": HIDDEN},
            "properties": {
                "id": word(), "path": unsearched(), "url": unsearched(), "title": text(), "series": word(), "series_title": text(),
                "number": {"type": "integer"}, "groups": word(), "group_titles": text(), "tags": both(), "keywords": text(), "aliases": text(),
                "summary": text(),
                "sections": {"properties": {"anchor": unsearched(), "heading": text(), "text": text()}},
                "unreviewed": {"type": "boolean"}, "reviewed_on": {"type": "date"}, "updated": {"type": "date"},
                "age_months": {"properties": {"min": {"type": "integer"}, "max": {"type": "integer"}}},
            },
        },
    })
}

fn cards(site: &Site) -> Vec<Card<'_>> {
    let synonyms = &site.synonyms;
    let card = |help| {
        let calls = synonyms.groups.iter().filter(|group| synonyms.help_of(group) == Some(help));
        let phones = help.hotlines.iter().filter_map(|number| site.hotlines.iter().find(|line| line.number == *number));
        Card {
            title: &help.title,
            first: &help.first,
            phones: phones.map(|line| Phone { number: &line.number, name: &line.name }).collect(),
            words: calls.flat_map(words).collect(),
        }
    };
    synonyms.help.iter().map(card).collect()
}
