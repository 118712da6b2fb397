//! Words that are explained below the text: the first place of each leads there.

use std::collections::BTreeSet;
use std::ops::Range;

use super::Writer;
use crate::markup::alike;
use crate::markup::escape::{attribute, push};
use crate::markup::glue::amounts;

/// Explained words on one page: more would turn a text into a lesson.
const MOST: usize = 8;

/// A word to explain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term<'a> {
    /// As it stands in the text.
    pub word: &'a str,
    /// Where it is explained.
    pub id: String,
    /// Longer words that hold it and mean something else: 血压 is not explained within 高血压.
    longer: Vec<&'a str>,
}

impl<'a> Term<'a> {
    /// `word`, explained at `id`, where no longer one of the `known` words stands.
    #[must_use]
    pub fn new(word: &'a str, id: String, known: &BTreeSet<&'a str>) -> Self {
        let longer = known.iter().copied().filter(|other| other.len() > word.len() && other.contains(word)).collect();
        Self { word, id, longer }
    }

    /// Where it stands in `text` as a word of its own.
    fn place(&self, text: &str) -> Option<Range<usize>> {
        let covered = |place: &Range<usize>| {
            let around = |longer: &&str| text.match_indices(*longer).any(|(at, _)| at <= place.start && place.end <= at + longer.len());
            self.longer.iter().any(around) || amounts(text).iter().any(|amount| amount.start < place.end && place.start < amount.end)
        };
        let places = text.match_indices(self.word).map(|(at, word)| at..at + word.len());
        places.into_iter().find(|place| !covered(place))
    }
}

impl Writer<'_> {
    /// Words; a term among them leads to its explanation when it is the first of its kind.
    pub(super) fn text(&mut self, words: &str) {
        let fresh = (0..self.terms.len()).filter(|at| !self.found.contains(at));
        let places = fresh.filter_map(|at| Some((self.terms[at].place(words)?, at)));
        let first =
            if self.found.len() < MOST { places.min_by_key(|(place, _)| (place.start, std::cmp::Reverse(place.end))) } else { None };
        let Some((place, at)) = first else { return alike::words(&mut self.out, words) };
        let id = &self.terms[at].id;
        self.found.push(at);
        alike::words(&mut self.out, &words[..place.start]);
        self.out.push_str("<a class=\"term\"");
        attribute(&mut self.out, "id", &format!("{id}-at"));
        attribute(&mut self.out, "href", &format!("#{id}"));
        self.out.push('>');
        push(&mut self.out, &words[place.clone()]);
        self.out.push_str("</a>");
        self.text(&words[place.end..]);
    }

    /// Writes without looking for terms: in headings, links, quotations and where every word counts.
    pub(super) fn quietly(&mut self, write: impl FnOnce(&mut Self)) {
        let terms = std::mem::take(&mut self.terms);
        write(self);
        self.terms = terms;
    }
}
