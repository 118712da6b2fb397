//! Postings → shards: which pair of units stands in which documents, bit-packed, cut into small files.
//!
//! A shard, in bits, first bit first:
//!
//! ```text
//! 8   version
//! 16  lowest, 16 highest second unit of the shard's pairs; units are written as their places in the
//!     site's alphabet, from 1: far smaller numbers than their codes
//!     gamma: number of groups; a group is all pairs with the same first unit
//! group:  first unit (0 for single units; 16 bits in the first group, then gamma of the difference),
//!         gamma number of pairs, their second units (ascending code), then for each pair its list
//! list:   gamma number of documents, the documents (ascending code in 0..universe),
//!         if it may be plain (first unit 0 or a sound (`is_plain`): always; from PLAIN_FROM documents on: one bit says):
//!             gamma 1 + number of level-2 documents, their places in the list (ascending code)
//!         else for each document its impact level (unary, at most 2 ones)
//! ```

use std::ops::Range;

use rayon::prelude::*;

use crate::search::VERSION;
use crate::search::bits::BitWriter;
use crate::search::payload::base64;
use crate::search::postings::{Posting, TOP_LEVEL, is_plain};

/// Lists at least this long carry a bit that says whether their impacts were left out.
const PLAIN_FROM: usize = 4096;
/// No list may be longer than this many bytes: it is fetched whole, over a phone's network. Longer ones
/// lose their impacts, never documents. Holds up to about 130,000 documents.
const LONGEST_LIST: usize = 16 * 1024;

/// One file's worth of pairs.
pub(super) struct Shard {
    /// The lowest pair in it.
    pub first_key: u32,
    /// As packed.
    pub bytes: Vec<u8>,
}

/// One pair and its postings.
struct List {
    key: u32,
    postings: Range<usize>,
}

/// What all shards of a site are coded by.
pub(super) struct Bounds {
    /// An upper bound of all document ids.
    pub universe: u32,
    /// Every unit the site uses, ascending.
    pub alphabet: Vec<u32>,
}

impl Bounds {
    /// The bounds of `postings` (sorted).
    pub fn new(postings: &[Posting], universe: u32) -> Self {
        let mut used = vec![false; 1 << 16];
        for list in postings.chunk_by(|left, right| left.key() == right.key()) {
            let key = list[0].key();
            used[(key >> 16) as usize] = true;
            used[(key & 0xffff) as usize] = true;
        }
        // Unit 0 is the missing first half of a single one.
        let alphabet = (1..1 << 16).filter(|unit| used[*unit as usize]).collect();
        Self { universe, alphabet }
    }

    /// The alphabet as the manifest carries it: gamma of 1 + its length, then ascending code in 0..2¹⁶; base64.
    pub fn packed_alphabet(&self) -> String {
        let mut bits = BitWriter::default();
        bits.gamma(length(self.alphabet.len()) + 1);
        bits.ascending(&self.alphabet, 0, 0xffff);
        base64(&bits.into_bytes())
    }

    /// How many places there are, that of no unit included.
    pub fn units(&self) -> u32 {
        length(self.alphabet.len()) + 1
    }

    /// The place of `unit` in the alphabet, from 1; 0 for the missing first unit of a single one.
    pub fn place(&self, unit: u32) -> u32 {
        length(self.alphabet.partition_point(|known| *known <= unit))
    }
}

/// The shards of `postings` (sorted), in order of their pairs.
pub(super) fn pack(postings: &[Posting], bounds: &Bounds) -> Vec<Shard> {
    let lists = lists(postings);
    cut(&lists, bounds.universe)
        .into_par_iter()
        .map(|range| {
            let lists = &lists[range];
            Shard { first_key: lists[0].key, bytes: encode(lists, postings, bounds) }
        })
        .collect()
}

fn lists(postings: &[Posting]) -> Vec<List> {
    let mut at = 0;
    postings
        .chunk_by(|left, right| left.key() == right.key())
        .map(|list| {
            at += list.len();
            List { key: list[0].key(), postings: at - list.len()..at }
        })
        .collect()
}

/// Where shards begin and end. A border falls on a pair whose hash says so, as soon as the shard is two thirds
/// full: the borders after an edit are then the same as before it, and so are the files' names.
fn cut(lists: &[List], universe: u32) -> Vec<Range<usize>> {
    let sizes: Vec<usize> = lists.iter().map(|list| estimated_bits(list, universe)).collect();
    let usual = 8 * usual_size(sizes.iter().sum::<usize>() / 8);
    let mut ranges = Vec::new();
    let mut start = 0;
    let mut size = 0;
    for (at, bits) in sizes.iter().enumerate() {
        let good_border = lists[at].key.wrapping_mul(0x9e37_79b1) >> 26 == 0;
        if at > start && (size + bits > usual * 3 / 2 || size > usual * 2 / 3 && good_border) {
            ranges.push(start..at);
            start = at;
            size = 0;
        }
        size += bits;
    }
    if start < lists.len() {
        ranges.push(start..lists.len());
    }
    ranges
}

/// The usual size of a shard, in bytes, for an index of so many: the bytes of a question are least near the square root of
/// `5 × index / shards asked for`, as each shard adds 5 bytes to their list in the manifest. A word asks for two or three of
/// them, a long one for six, a spoken question for a dozen. In steps, so that a site that grows keeps its files' names.
fn usual_size(index: usize) -> usize {
    match index >> 20 {
        0 if index < 0x4_0000 => 512,
        0 => 1024,
        1..4 => 2048,
        4..12 => 3 * 1024,
        12..32 => 5 * 1024,
        _ => 12 * 1024,
    }
}

/// About what a list will take: the gaps' information plus two bits of impact, and its place in the dictionary.
fn estimated_bits(list: &List, universe: u32) -> usize {
    let count = list.postings.len();
    let gap = (universe as usize / count).max(1);
    let per_posting = gap.ilog2() as usize + if is_plain(list.key) { 2 } else { 4 };
    (12 + count * per_posting).min(LONGEST_LIST * 8)
}

fn encode(lists: &[List], postings: &[Posting], bounds: &Bounds) -> Vec<u8> {
    let seconds = || lists.iter().map(|list| list.key & 0xffff);
    let lowest = bounds.place(seconds().min().unwrap_or(0));
    let highest = bounds.place(seconds().max().unwrap_or(0));
    let groups: Vec<&[List]> = lists.chunk_by(|left, right| left.key >> 16 == right.key >> 16).collect();

    let mut bits = BitWriter::default();
    bits.bits(u32::from(VERSION), 8);
    bits.bits(lowest, 16);
    bits.bits(highest, 16);
    bits.gamma(length(groups.len()));
    let mut previous = None;
    for group in groups {
        let first = bounds.place(group[0].key >> 16);
        match previous {
            None => bits.bits(first, 16),
            Some(previous) => bits.gamma(first - previous),
        }
        previous = Some(first);
        bits.gamma(length(group.len()));
        let plain = is_plain(group[0].key);
        let seconds: Vec<u32> = group.iter().map(|list| bounds.place(list.key & 0xffff)).collect();
        bits.ascending(&seconds, lowest, highest);
        for list in group {
            encode_list(&postings[list.postings.clone()], plain, bounds.universe, &mut bits);
        }
    }
    bits.into_bytes()
}

fn encode_list(postings: &[Posting], mut plain: bool, universe: u32, bits: &mut BitWriter) {
    let documents: Vec<u32> = postings.iter().map(|posting| posting.document()).collect();
    bits.gamma(length(documents.len()));
    let before = bits.len();
    bits.ascending(&documents, 0, universe - 1);
    if !plain && postings.len() >= PLAIN_FROM {
        let impacts: usize = postings.iter().map(|posting| if posting.level() == 0 { 1 } else { 2 }).sum();
        plain = bits.len() - before + impacts > LONGEST_LIST * 8;
        bits.bits(u32::from(plain), 1);
    }
    if plain {
        let places: Vec<u32> = (0..length(postings.len())).filter(|place| postings[*place as usize].level() == TOP_LEVEL).collect();
        bits.gamma(length(places.len()) + 1);
        bits.ascending(&places, 0, length(postings.len()) - 1);
    } else {
        for posting in postings {
            bits.unary(posting.level(), TOP_LEVEL);
        }
    }
}

fn length(count: usize) -> u32 {
    u32::try_from(count).expect("more than 2³² postings: this is a bug in baodian")
}
