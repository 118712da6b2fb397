//! What a browser must know before it can search: the groups, the series, what readers call things, and which
//! file holds what. On large sites the lists of files are files of their own (directories).

use std::collections::BTreeMap;

use serde::Serialize;

use crate::model::group::GroupId;
use crate::model::service::{SearchEngine, SearchService};
use crate::model::site::{Entry, Site};
use crate::output::OutputFile;
use crate::search::bits::BitWriter;
use crate::search::letters::Letters;
use crate::search::payload::{self, Part};
use crate::search::postings::Posting;
use crate::search::shard::Bounds;
use crate::search::sound::Sounds;
use crate::search::words::Group;
use crate::search::{VERSION, documents_per_file, words};

/// Up to this many documents there is a table of all titles (about 20 bytes each, compressed): for what comes
/// nearest when nothing is found, and for a record that cannot be loaded.
const MOST_TITLES: usize = 2_000;
/// More shards than this (5 bytes of the manifest each) are listed in directories, of `DIRECTORY` shards each: one more
/// request, and a manifest that does not grow with the site.
const MOST_SHARDS: usize = 6_144;
const DIRECTORY: usize = 256;

/// `search/manifest.js`, as the script reads it.
#[derive(Serialize)]
struct Manifest<'a> {
    version: u8,
    /// Number of documents.
    documents: usize,
    /// Upper bound of their numbers: the shards' codes depend on it.
    universe: u32,
    /// Every unit of the site, packed (`Bounds::packed_alphabet`), base64.
    alphabet: String,
    /// The most frequent characters (`Letters::frequent`).
    frequent: &'a str,
    /// Slug, character, name, number of documents.
    groups: Vec<(&'a str, &'a str, &'a str, usize)>,
    /// Name, address.
    series: Vec<(&'a str, &'a str)>,
    /// Each combination of groups that some document has, as indices into `groups`.
    combinations: Vec<Vec<usize>>,
    /// Index into `combinations` and number of consecutive documents that have it, in turn.
    stretches: Vec<usize>,
    /// Index into `series` from 1 (0 for none) and number of consecutive documents in it, in turn.
    series_stretches: Vec<usize>,
    /// The first pair and the hash of each shard (`shard_list`). With `shard_directories` the same for each directory
    /// (`search/i/*.js`), which lists its shards in this way.
    shards: String,
    shard_directories: bool,
    /// Documents in each record file.
    per_file: usize,
    /// A hash of all records. Their files keep their names, so that nothing needs to list them: this goes behind a `?`.
    records: String,
    /// The cards for help and what leads to them: JSON, written as `Letters` say.
    help: String,
    /// The hashes of the tables by name (`search/t-*.js`): see `tables`.
    tables: BTreeMap<&'static str, &'a str>,
    /// The files of words (`search/w/*.js`) by what these begin with, as in `shards`.
    words: String,
    /// The engine that is asked before this index, if the site has one.
    #[serde(skip_serializing_if = "Option::is_none")]
    remote: Option<Remote<'a>>,
}

/// A search engine on a server (`site.yaml`'s `search:`), as `7-remote.js` asks it.
#[derive(Serialize)]
struct Remote<'a> {
    url: String,
    headers: BTreeMap<&'a str, String>,
    /// `SearchEngine::question` and `SearchEngine::condition`.
    question: String,
    condition: &'a str,
    /// For the reader.
    host: Option<&'a str>,
}

fn remote(service: &SearchService) -> Remote<'_> {
    let mut headers = BTreeMap::from([("content-type", "application/json".to_owned())]);
    let authorization = service.key.as_ref().map(|key| match service.engine {
        SearchEngine::Meilisearch => format!("Bearer {key}"),
        SearchEngine::Opensearch => {
            let code = payload::base64(key.as_bytes());
            format!("Basic {code}{}", "=".repeat((4 - code.len() % 4) % 4))
        }
    });
    headers.extend(authorization.map(|value| ("authorization", value)));
    Remote {
        url: service.endpoint(),
        headers,
        question: service.engine.question(),
        condition: service.engine.condition(),
        host: service.host(),
    }
}

/// The files that the manifest names.
pub(super) struct Files {
    /// First pair and file of each shard.
    pub shards: Vec<(u32, Part)>,
    /// The record files.
    pub records: Vec<OutputFile>,
    /// The hash of all of them.
    pub records_hash: String,
}

/// `search/manifest.js` and everything it names.
pub(super) fn files(
    site: &Site,
    entries: &[&Entry],
    bounds: &Bounds,
    postings: &[Posting],
    letters: &Letters,
    files: Files,
) -> Vec<OutputFile> {
    let Files { shards, records, records_hash } = files;
    let (groups_of_words, words) = words::groups(&site.synonyms, postings, bounds);
    let tables = tables(site, entries, bounds, &groups_of_words, letters);
    let words = words.iter().map(|(first, words)| (*first, payload::lettered(&format!("w/{first:x}"), words, letters)));
    let words: Vec<(u32, Part)> = words.collect();
    let directories: Vec<(u32, Part)> = match shards.len() {
        ..=MOST_SHARDS => Vec::new(),
        _ => shards
            .chunks(DIRECTORY)
            .map(|chunk| (chunk[0].0, payload::hashed(&format!("i/{:x}", chunk[0].0), &shard_list(chunk, bounds))))
            .collect(),
    };
    let count = |group: GroupId| entries.iter().filter(|entry| entry.groups.contains(&group)).count();
    let groups = site
        .config
        .groups
        .iter()
        .enumerate()
        .map(|(number, group)| (group.slug.as_str(), group.character.as_str(), group.title.as_str(), count(GroupId(number))));
    let (combinations, stretches) = combinations(entries);
    let manifest = Manifest {
        version: VERSION,
        documents: entries.len(),
        universe: bounds.universe,
        alphabet: bounds.packed_alphabet(),
        frequent: &letters.frequent,
        groups: groups.collect(),
        series: site.series.iter().map(|series| (series.title.as_str(), series.permalink.as_str())).collect(),
        combinations,
        stretches,
        series_stretches: series_stretches(entries),
        shards: shard_list(if directories.is_empty() { &shards } else { &directories }, bounds),
        shard_directories: !directories.is_empty(),
        per_file: documents_per_file(entries.len()),
        records: records_hash,
        help: letters.code(&json(&words::cards(site))),
        tables: tables.iter().map(|(name, part)| (*name, part.hash.as_str())).collect(),
        words: shard_list(&words, bounds),
        remote: site.config.search.as_ref().map(remote),
    };
    let manifest = json(&manifest);
    let shards = shards.into_iter().chain(directories).chain(words).map(|(_, part)| part);
    let parts = shards.chain(tables.into_values()).map(|part| part.file);
    std::iter::once(payload::stable("manifest", &manifest)).chain(parts).chain(records).collect()
}

/// What only some questions need, each in a file of its own: `w` what words mean the same (the rest of them is in the files
/// of words), `p` syllables (for pinyin), `c` the letters of words for help, `t` traditional characters, `y` characters by
/// sound (for misspelt words), `n` addresses and titles.
fn tables(site: &Site, entries: &[&Entry], bounds: &Bounds, groups: &[Group], letters: &Letters) -> BTreeMap<&'static str, Part> {
    let lettered = |name: &'static str, text: &str| (name, payload::lettered(name, text, letters));
    let hashed = |name: &'static str, text: &str| (name, payload::hashed(name, text));
    let mut tables = BTreeMap::from([
        lettered("w", &json(&groups)),
        hashed("p", &Sounds::new().syllables.join(" ")),
        hashed("c", &words::help_letters(&site.synonyms)),
        hashed("t", &words::traditional(bounds)),
        lettered("y", &words::characters_by_sound(bounds)),
    ]);
    if entries.len() <= MOST_TITLES {
        let titles: Vec<(&str, &str)> = entries.iter().map(|entry| (entry.permalink.as_str(), entry.article.title.as_str())).collect();
        tables.extend([lettered("n", &json(&titles))]);
    }
    tables
}

fn json(value: &impl Serialize) -> String {
    serde_json::to_string(value).expect("strings and numbers: anything else is a bug in baodian")
}

/// Neighbours mostly share their groups, so stretches of them are few.
fn combinations(entries: &[&Entry]) -> (Vec<Vec<usize>>, Vec<usize>) {
    let mut combinations: Vec<Vec<usize>> = Vec::new();
    let mut stretches = Vec::new();
    for stretch in entries.chunk_by(|left, right| left.groups == right.groups) {
        let groups: Vec<usize> = stretch[0].groups.iter().map(|group| group.0).collect();
        let number = combinations.iter().position(|known| *known == groups).unwrap_or_else(|| {
            combinations.push(groups);
            combinations.len() - 1
        });
        stretches.extend([number, stretch.len()]);
    }
    (combinations, stretches)
}

fn series_stretches(entries: &[&Entry]) -> Vec<usize> {
    let stretches = entries.chunk_by(|left, right| left.series == right.series);
    stretches.flat_map(|stretch| [stretch[0].series.map_or(0, |series| series.0 + 1), stretch.len()]).collect()
}

/// In bits, as base64: gamma of 1 + the number of shards; for each the first unit of its first pair (gamma of 1 + the
/// difference of the places in the alphabet), the second (one of the alphabet's places, truncated binary), and the digits of its hash (5 bits each).
fn shard_list(shards: &[(u32, Part)], bounds: &Bounds) -> String {
    let mut bits = BitWriter::default();
    bits.gamma(u32::try_from(shards.len()).expect("fewer than pairs of units: anything else is a bug in baodian") + 1);
    let mut previous = 0;
    for (key, part) in shards {
        let first = bounds.place(key >> 16);
        bits.gamma(first - previous + 1);
        previous = first;
        bits.choice(bounds.place(key & 0xffff), bounds.units());
        for digit in part.hash.bytes() {
            let value = payload::HASH_DIGITS.iter().position(|known| *known == digit);
            bits.choice(value.map_or(0, |value| value as u32), 32);
        }
    }
    payload::base64(&bits.into_bytes())
}
