//! What a browser must know before it can search: the groups, the series, and which file holds what.

use serde::Serialize;

use crate::model::group::GroupId;
use crate::model::site::{Entry, Site};
use crate::search::payload::{self, HASH_LENGTH, Part};
use crate::search::shard::Bounds;
use crate::search::{VERSION, documents_per_file};

/// Up to this many documents the manifest lists all titles (about 20 bytes each, compressed): they complete
/// what is being typed and stand in for a record that cannot be loaded.
const MOST_TITLES: usize = 500;

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
    /// For each shard the difference of its first pair from the last one's in base 36, `-`, its hash; spaces between.
    shards: String,
    /// Documents in each record file.
    per_file: usize,
    hash_length: usize,
    /// The record files' hashes, one after the other.
    records: String,
    /// Address and title of each document; nothing on large sites.
    titles: Vec<(&'a str, &'a str)>,
}

/// The manifest as JSON.
pub(super) fn manifest(site: &Site, entries: &[&Entry], bounds: &Bounds, shards: &[(u32, Part)], records: &[Part]) -> String {
    let count = |group: GroupId| entries.iter().filter(|entry| entry.groups.contains(&group)).count();
    let groups = site
        .config
        .groups
        .iter()
        .enumerate()
        .map(|(number, group)| (group.slug.as_str(), group.character.as_str(), group.title.as_str(), count(GroupId(number))));
    let (combinations, stretches) = combinations(entries);
    let titles: &[&Entry] = if entries.len() <= MOST_TITLES { entries } else { &[] };
    let manifest = Manifest {
        version: VERSION,
        documents: entries.len(),
        universe: bounds.universe,
        alphabet: payload::base64(&bounds.packed_alphabet()),
        groups: groups.collect(),
        series: site.series.iter().map(|series| (series.title.as_str(), series.permalink.as_str())).collect(),
        combinations,
        stretches,
        shards: shard_directory(shards),
        per_file: documents_per_file(entries.len()),
        hash_length: HASH_LENGTH,
        records: records.iter().map(|part| part.hash.as_str()).collect(),
        titles: titles.iter().map(|entry| (entry.permalink.as_str(), entry.article.title.as_str())).collect(),
    };
    serde_json::to_string(&manifest).expect("strings and numbers: anything else is a bug in baodian")
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

fn shard_directory(shards: &[(u32, Part)]) -> String {
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
