//! The words of all documents → postings: this pair of units, in this document, this important.

use rayon::prelude::*;

use crate::search::document::{Document, Field};
use crate::search::normalize::is_break;
use crate::search::sound::SYLLABLES;

/// The level of a pair that stands in the title or an alias. Below it BM25F in its coarsest form: 0 for one mention in the
/// text, 1 for more, or in a heading or the summary. Its saturation flattens what lies above (seven steps, 1 to 30 mentions,
/// found no question's page sooner than these two), and its length normalisation b is 0: of texts for families the longer
/// one is seldom wordier, it says more. Levels that know no average stay as they are when another text grows.
pub(super) const TOP_LEVEL: u32 = 2;
/// Whether the postings of `key` know no level but the top one: single units, which no order needs, and sounds, which
/// mostly lead to names.
pub(super) fn is_plain(key: u32) -> bool {
    let first = key >> 16;
    first == 0 || first >= u32::from(SYLLABLES)
}

/// One posting in 64 bits, in the order of postings: pair 32, document 29, level 3.
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

    /// Impact level, 0–2.
    pub fn level(self) -> u32 {
        self.0 as u32 & 7
    }
}

/// The postings of `documents`, ordered by pair, then document.
pub(super) fn collect(documents: &[Document]) -> Vec<Posting> {
    let occurrences: Vec<Vec<Posting>> = documents
        .par_iter()
        .enumerate()
        .map(|(number, document)| occurrences(document, u32::try_from(number).expect("more than 2²⁹ documents: this is a bug in baodian")))
        .collect();
    // Occurrences come by document, fields in order: two stable passes put them in order without comparing any.
    let sorted = by_unit(&by_unit(&occurrences.concat(), 32), 48);
    let unit = |unit: &[Posting]| -> Vec<Posting> {
        let found = unit.chunk_by(|left, right| left.0 >> 3 == right.0 >> 3);
        found.map(posting).collect()
    };
    sorted.par_chunk_by(|left, right| left.0 >> 48 == right.0 >> 48).map(unit).collect::<Vec<_>>().concat()
}

/// `postings` by the unit whose lowest bit is `shift`, otherwise in their order.
fn by_unit(postings: &[Posting], shift: u32) -> Vec<Posting> {
    let unit = |posting: &Posting| usize::from((posting.0 >> shift) as u16);
    let mut next = vec![0_usize; (1 << 16) + 1];
    for posting in postings {
        next[unit(posting) + 1] += 1;
    }
    for unit in 1..next.len() {
        next[unit] += next[unit - 1];
    }
    let mut sorted = vec![Posting(0); postings.len()];
    for posting in postings {
        let place = &mut next[unit(posting)];
        sorted[*place] = *posting;
        *place += 1;
    }
    sorted
}

/// The occurrences of one pair in one document → its posting.
fn posting(found: &[Posting]) -> Posting {
    let [first, ..] = found else { unreachable!("no empty chunks: anything else is a bug in baodian") };
    // `Field::Name` is number 0 and therefore first.
    let level = if first.level() == Field::Name.number() {
        TOP_LEVEL
    } else if is_plain(first.key()) {
        0
    } else {
        u32::from(found.len() > 1 || first.level() != Field::Body.number())
    };
    Posting::new(first.key(), first.document(), level)
}

/// Where each pair stands in `document`, the number of the field in place of the level; single units once.
fn occurrences(document: &Document, number: u32) -> Vec<Posting> {
    let mut found = Vec::with_capacity(document.length() * 5 / 3);
    let mut seen = vec![false; 1 << 16];
    for (field, units) in document.fields.iter().chain(&document.sounds) {
        for pair in units.windows(2).filter(|pair| !is_break(pair[0]) && !is_break(pair[1])) {
            found.push(Posting::new(u32::from(pair[0]) << 16 | u32::from(pair[1]), number, field.number()));
        }
    }
    for (field, units) in &document.fields {
        for unit in units.iter().filter(|unit| !is_break(**unit)) {
            if !std::mem::replace(&mut seen[usize::from(*unit)], true) {
                found.push(Posting::new(u32::from(*unit), number, field.number()));
            }
        }
    }
    found
}
