//! The site → the files that let a browser search it without a server.
//!
//! Every pair of neighbouring characters is a term (no dictionary decides what a word is), so whatever
//! substring a reader types is found. Entries become `document`s, these `postings`, these `shard`s; the
//! `manifest` says which file holds what. All of it is read by `themes/default/js/search/`.

pub mod bits;
mod document;
mod kept;
mod letters;
mod manifest;
pub mod normalize;
mod payload;
mod postings;
mod shard;
pub mod sound;
mod words;

pub use kept::kept;

use rayon::prelude::*;

use crate::model::site::{Entry, Site};
use crate::output::OutputFile;
use crate::search::document::Document;
use crate::search::letters::Letters;
use crate::search::manifest::Files;
use crate::search::payload::Part;
use crate::search::shard::Bounds;
use crate::search::sound::Sounds;
use crate::search::words::Vocabulary;

/// Version of the format, in the manifest and in every shard; the script knows exactly one.
pub const VERSION: u8 = 5;

/// What a browser needs to search a site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Index {
    /// Its files.
    pub files: Vec<OutputFile>,
    /// What a browser writes behind the `?` when it asks for a record (`search/d/…`): their names stay, their content does
    /// not.
    pub records_version: String,
}

/// The index of a site: `search/manifest.js`; under names that change with their content `search/s/*.js` (which characters
/// stand where), on large sites directories of these, and `search/w/*.js` and tables (words); under names that stay
/// `search/d/*.js` (the texts, for excerpts). Every entry is a document but the home page's text and samples; they are
/// numbered from 0 in the site's order.
#[must_use]
pub fn index(site: &Site) -> Index {
    let entries = entries(site);
    let sounds = Sounds::new();
    let vocabulary = Vocabulary::new(&site.synonyms);
    let documents: Vec<Document> = entries.par_iter().map(|entry| document::document(site, entry, &sounds, &vocabulary)).collect();
    let postings = postings::collect(&documents);
    let bounds = Bounds::new(&postings, universe(documents.len()));

    let shards: Vec<(u32, Part)> = shard::pack(&postings, &bounds)
        .into_par_iter()
        .map(|shard| {
            let stem = format!("s/{:x}", shard.first_key);
            (shard.first_key, payload::hashed(&stem, &payload::base64(&shard.bytes)))
        })
        .collect();
    let letters = Letters::new(&bounds.alphabet, &bounds.packed_alphabet());
    let records: Vec<String> =
        documents.par_chunks(documents_per_file(documents.len())).map(|documents| letters.code(&document::records(documents))).collect();
    let seed = letters.seed.to_string();
    let records_hash = payload::hash(records.iter().map(String::as_str).chain([seed.as_str()]));
    let records = records.par_iter().enumerate();
    let records = records.map(|(number, records)| payload::script(&format!("d/{number}"), records, letters.seed)).collect();

    let parts = Files { shards, records, records_hash: records_hash.clone() };
    Index { files: manifest::files(site, &entries, &bounds, &postings, &letters, parts), records_version: records_hash }
}

fn entries(site: &Site) -> Vec<&Entry> {
    let all = site.entries.iter().enumerate();
    all.filter(|(number, entry)| site.home.is_none_or(|home| home.0 != *number) && !entry.is_sample()).map(|(_, entry)| entry).collect()
}

/// Documents in one record file. Few, so that one result does not fetch many texts nobody asked for; more where
/// files by the ten thousand would drown a host.
fn documents_per_file(documents: usize) -> usize {
    match documents {
        ..=4_000 => 1,
        4_001..=20_000 => 2,
        _ => 4,
    }
}

/// An upper bound of the documents' numbers that stays the same when a few are added at the end (so that
/// files without them keep their names): rounded up to one sixteenth of its magnitude, at least 16.
fn universe(documents: usize) -> u32 {
    let documents = u32::try_from(documents).expect("more than 2²⁹ documents: this is a bug in baodian").max(16);
    let step = (1 << documents.ilog2()) / 16;
    documents.div_ceil(step) * step
}
