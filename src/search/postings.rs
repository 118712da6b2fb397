//! The words of all documents → postings: this pair of units, in this document, this important.

use rayon::prelude::*;

use crate::search::document::{Document, Field};
use crate::search::normalize::is_break;

/// The level of a pair that stands in the title or an alias. Lower levels are BM25F.
pub(super) const TOP_LEVEL: u32 = 7;
/// BM25's saturation k₁ and length normalisation b, as fractions of 4: 6/4 and 2/4.
const SATURATION: u64 = 6;
const LENGTH_SHARE: u64 = 2;

/// One posting in 64 bits, so that sorting numbers sorts postings: pair 32, document 29, level 3.
///
/// The pair of units `a`, `b` is `a << 16 | b`. A single unit `c` is the pair `0, c`: every unit a document
/// holds is listed, which is what makes queries of one character complete.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Posting(u64);

impl Posting {
    fn new(key: u32, document: u32, level: u32) -> Self {
        Self(u64::from(key) << 32 | u64::from(document) << 3 | u64::from(level))
    }

    /// The pair.
    pub fn key(self) -> u32 {
        (self.0 >> 32) as u32
    }

    /// The document's number.
    pub fn document(self) -> u32 {
        self.0 as u32 >> 3
    }

    /// Impact level, 0–7.
    pub fn level(self) -> u32 {
        self.0 as u32 & 7
    }
}

/// The postings of `documents`, ordered by pair, then document.
pub(super) fn collect(documents: &[Document]) -> Vec<Posting> {
    let average = average_length(documents);
    let per_document: Vec<Vec<Posting>> = documents
        .par_iter()
        .enumerate()
        .map(|(number, document)| {
            let number = u32::try_from(number).expect("more than 2²⁹ documents: this is a bug in baodian");
            of_document(document, number, average)
        })
        .collect();
    let mut postings = per_document.concat();
    drop(per_document);
    postings.par_sort_unstable();
    postings
}

/// Rounded to one eighth of its magnitude: an edit that makes the average a little longer must not
/// change the levels, and with them the files, of the whole site.
fn average_length(documents: &[Document]) -> u64 {
    let total: usize = documents.iter().map(Document::length).sum();
    let average = (total / documents.len().max(1)).max(1) as u64;
    let step = ((1 << average.ilog2()) / 8).max(1);
    average / step * step
}

fn of_document(document: &Document, number: u32, average: u64) -> Vec<Posting> {
    let mut pairs: Vec<u64> = Vec::with_capacity(document.length() * 5 / 4);
    let mut singles: Vec<u32> = Vec::with_capacity(document.length() * 5 / 4);
    for (field, units) in &document.fields {
        let mark = field.number();
        for pair in units.windows(2) {
            if !is_break(pair[0]) && !is_break(pair[1]) {
                pairs.push((u64::from(pair[0]) << 16 | u64::from(pair[1])) << 2 | u64::from(mark));
            }
        }
        singles.extend(units.iter().filter(|unit| !is_break(**unit)).map(|unit| u32::from(*unit) << 2 | mark));
    }
    for (field, units) in &document.sounds {
        let spoken = units.windows(2).filter(|pair| !is_break(pair[0]) && !is_break(pair[1]));
        pairs.extend(spoken.map(|pair| (u64::from(pair[0]) << 16 | u64::from(pair[1])) << 2 | u64::from(field.number())));
    }
    pairs.sort_unstable();
    singles.sort_unstable();
    singles.dedup();

    let mut postings = Vec::with_capacity(pairs.len() + 512);
    for occurrences in singles.chunk_by(|left, right| left >> 2 == right >> 2) {
        // `Field::Name` is number 0 and therefore first.
        let level = if occurrences[0] & 3 == Field::Name.number() { TOP_LEVEL } else { 0 };
        postings.push(Posting::new(occurrences[0] >> 2, number, level));
    }
    let length = document.length() as u64;
    for occurrences in pairs.chunk_by(|left, right| left >> 2 == right >> 2) {
        let key = (occurrences[0] >> 2) as u32;
        let level = if occurrences[0] & 3 == u64::from(Field::Name.number()) {
            TOP_LEVEL
        } else {
            let weight = occurrences.iter().map(|occurrence| Field::WEIGHTS[(occurrence & 3) as usize]).sum();
            level(weight, length, average)
        };
        postings.push(Posting::new(key, number, level));
    }
    postings
}

/// BM25F's saturated weight `w / (w + k₁·(1 − b + b·length/average))`, in sevenths, 0–6. In whole numbers,
/// so that every machine writes the same bytes.
fn level(weight: u64, length: u64, average: u64) -> u32 {
    let norm = SATURATION * ((4 - LENGTH_SHARE) * average + LENGTH_SHARE * length);
    let weight = 16 * average * weight;
    u32::try_from(7 * weight / (weight + norm)).expect("below 7: anything else is a bug in baodian").min(TOP_LEVEL - 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels_rise_with_weight_and_fall_with_length() {
        assert_eq!([1, 2, 3, 6, 30].map(|weight| level(weight, 1000, 1000)), [2, 4, 4, 5, 6]);
        assert_eq!([100, 1000, 4000, 40_000].map(|length| level(1, length, 1000)), [3, 2, 1, 0]);
    }
}
