//! What a browser must know before it can search: the groups, the series, what readers call things, and which
//! file holds what. On large sites the lists of files are files of their own (directories).

use std::collections::BTreeMap;

use serde::Serialize;

use crate::model::group::GroupId;
use crate::model::service::{SearchEngine, SearchService};
use crate::model::site::{Entry, Site};
use crate::output::OutputFile;
use crate::search::payload::{self, HASH_LENGTH, Part};
use crate::search::postings::Posting;
use crate::search::shard::Bounds;
use crate::search::{VERSION, documents_per_file, words};

/// Up to this many documents there is a table of all titles (about 20 bytes each, compressed): for what comes
/// nearest when nothing is found, and for a record that cannot be loaded.
const MOST_TITLES: usize = 2_000;
/// More files than this are listed in directories, of `DIRECTORY` files each: one more request, and a
/// manifest that does not grow with the site.
const MOST_FILES: usize = 1_024;
const DIRECTORY: usize = 256;
const PLAIN: &str = "strings and numbers: anything else is a bug in baodian";

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
    /// For each shard the difference of its first pair from the last one's in base 36, `-`, its hash; spaces between.
    /// With `shard_directories` the same for each directory (`search/i/*.js`), which lists its shards in this way.
    shards: String,
    shard_directories: bool,
    /// Documents in each record file.
    per_file: usize,
    hash_length: usize,
    /// The record files' hashes, one after the other; or those of their directories (`search/r/*.js`).
    records: String,
    /// Record files in each directory, 0 when there are none.
    record_directory: usize,
    /// The cards for help, and what leads to them.
    help: Vec<words::Card<'a>>,
    /// The hashes of the tables by name (`search/t-*.js`): see `Tables`.
    tables: BTreeMap<&'static str, &'a str>,
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
    Remote { url: service.endpoint(), headers, question: service.engine.question(), condition: service.engine.condition(), host: service.host() }
}

/// The files that the manifest names.
pub(super) struct Files {
    /// First pair and file of each shard.
    pub shards: Vec<(u32, Part)>,
    /// The record files.
    pub records: Vec<Part>,
}

/// `search/manifest.js` and everything it names.
pub(super) fn files(site: &Site, entries: &[&Entry], bounds: &Bounds, postings: &[Posting], files: Files) -> Vec<OutputFile> {
    let Files { shards, records } = files;
    let tables = tables(site, entries, bounds, postings);
    let shard_directories: Vec<(u32, Part)> = match shards.len() {
        ..=MOST_FILES => Vec::new(),
        _ => shards.chunks(DIRECTORY).map(|chunk| (chunk[0].0, payload::hashed(&format!("i/{:x}", chunk[0].0), &shard_list(chunk)))).collect(),
    };
    let record_directories: Vec<Part> = match records.len() {
        ..=MOST_FILES => Vec::new(),
        _ => records.chunks(DIRECTORY).enumerate().map(|(number, chunk)| payload::hashed(&format!("r/{number}"), &hashes(chunk))).collect(),
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
        alphabet: payload::base64(&bounds.packed_alphabet()),
        groups: groups.collect(),
        series: site.series.iter().map(|series| (series.title.as_str(), series.permalink.as_str())).collect(),
        combinations,
        stretches,
        series_stretches: series_stretches(entries),
        shards: shard_list(if shard_directories.is_empty() { &shards } else { &shard_directories }),
        shard_directories: !shard_directories.is_empty(),
        per_file: documents_per_file(entries.len()),
        hash_length: HASH_LENGTH,
        records: hashes(if record_directories.is_empty() { &records } else { &record_directories }),
        record_directory: if record_directories.is_empty() { 0 } else { DIRECTORY },
        help: words::cards(site),
        tables: tables.iter().map(|(name, part)| (*name, part.hash.as_str())).collect(),
        remote: site.config.search.as_ref().map(remote),
    };
    let manifest = serde_json::to_string(&manifest).expect(PLAIN);
    let shards = shards.into_iter().chain(shard_directories).map(|(_, part)| part);
    let parts = shards.chain(records).chain(record_directories).chain(tables.into_values());
    std::iter::once(payload::stable("manifest", &manifest)).chain(parts.map(|part| part.file)).collect()
}

/// What only some questions need, each in a file of its own: `w` what words mean the same, `p` syllables (for
/// pinyin), `t` traditional characters, `y` characters by sound (for misspelt words), `n` addresses and titles.
fn tables(site: &Site, entries: &[&Entry], bounds: &Bounds, postings: &[Posting]) -> BTreeMap<&'static str, Part> {
    let mut tables = BTreeMap::from([
        ("w", serde_json::to_string(&words::groups(&site.synonyms, postings)).expect(PLAIN)),
        ("p", words::syllables(&site.synonyms)),
        ("t", words::traditional(bounds)),
        ("y", words::characters_by_sound(bounds)),
    ]);
    if entries.len() <= MOST_TITLES {
        let titles: Vec<(&str, &str)> = entries.iter().map(|entry| (entry.permalink.as_str(), entry.article.title.as_str())).collect();
        tables.insert("n", serde_json::to_string(&titles).expect(PLAIN));
    }
    tables.into_iter().map(|(name, table)| (name, payload::hashed(name, &table))).collect()
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

fn hashes(parts: &[Part]) -> String {
    parts.iter().map(|part| part.hash.as_str()).collect()
}

fn shard_list(shards: &[(u32, Part)]) -> String {
    let mut previous = 0;
    let words: Vec<String> = shards
        .iter()
        .map(|(key, part)| {
            let word = format!("{}-{}", base36(key - previous), part.hash);
            previous = *key;
            word
        })
        .collect();
    words.join(" ")
}

fn base36(mut value: u32) -> String {
    let mut digits = Vec::new();
    loop {
        digits.push(char::from_digit(value % 36, 36).expect("a digit: anything else is a bug in baodian"));
        value /= 36;
        if value == 0 {
            return digits.into_iter().rev().collect();
        }
    }
}
