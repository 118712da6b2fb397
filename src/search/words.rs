//! What readers call things, for the script: synonyms and help cards in the manifest, and two tables that are
//! fetched only when a question needs them: traditional characters, and how characters sound.

use std::collections::{BTreeSet, HashMap};
use std::fmt::Write;

use serde::Serialize;

use crate::model::readings;
use crate::model::site::Site;
use crate::model::synonyms::{HelpCard, SynonymGroup, SynonymMode, Synonyms};
use crate::search::normalize::{is_break, normalize};
use crate::search::postings::Posting;
use crate::search::shard::Bounds;
use crate::search::sound::Sounds;

/// Traditional and simplified character, a pair a line (made by `tools/words.sh` from OpenCC's table).
const TRADITIONAL: &str = include_str!("../../assets/words/traditional.txt");
/// The 3,500 common characters (made by `tools/common.py`).
const COMMON: &str = include_str!("../../assets/words/common.txt");

/// A help card: title, what to do first, telephone numbers with their names; its words between bars.
#[derive(Serialize)]
pub(super) struct Card<'a>(&'a str, &'a str, Vec<(&'a str, &'a str)>, String);

/// A group of words: 0 equivalent, 1 related, 2 only towards the first word, plus 4 when the site must never
/// show them; the words that stand in some text, between bars (the canonical one first, when it does); those
/// that stand nowhere.
#[derive(Serialize)]
pub(super) struct Group(u8, String, String);

/// The help cards.
pub(super) fn cards(site: &Site) -> Vec<Card<'_>> {
    let synonyms = &site.synonyms;
    let mut cards = Vec::with_capacity(synonyms.help.len());
    for card in &synonyms.help {
        let phones = card.hotlines.iter().filter_map(|number| site.hotlines.iter().find(|line| line.verified && line.number == *number));
        let phones = phones.map(|line| (line.number.as_str(), line.name.as_str())).collect();
        cards.push(Card(&card.title, &card.first, phones, shortest(words_for(synonyms, card)).join("|")));
    }
    cards
}

/// The syllables of Mandarin, spaces between; then, a line for each card, the letters of its words between bars
/// (`Sounds::letters`), so that a typed `zisha` is understood too.
pub(super) fn syllables(synonyms: &Synonyms) -> String {
    let mut table = Sounds::new().syllables.join(" ");
    for card in &synonyms.help {
        // Shorter ones would stand in many other words' letters.
        let letters = words_for(synonyms, card).into_iter().map(Sounds::letters).filter(|letters| letters.len() > 3).collect();
        table.push('\n');
        table.push_str(&shortest(letters).join("|"));
    }
    table
}

fn words_for<'a>(synonyms: &'a Synonyms, card: &HelpCard) -> Vec<&'a str> {
    let groups = synonyms.groups.iter().filter(|group| synonyms.help_of(group).is_some_and(|asked| asked.kind == card.kind));
    groups.flat_map(words_of).collect()
}

/// `words` in order, each once, without those that hold another of them.
fn shortest<T: AsRef<str> + Ord>(words: Vec<T>) -> Vec<String> {
    let all: BTreeSet<T> = words.into_iter().collect();
    let holds_another = |word: &str| all.iter().any(|other| other.as_ref() != word && word.contains(other.as_ref()));
    all.iter().map(AsRef::as_ref).filter(|word| !holds_another(word)).map(str::to_owned).collect()
}

/// The groups some of whose words lead to a text.
pub(super) fn groups(synonyms: &Synonyms, postings: &[Posting]) -> Vec<Group> {
    let group = |group: &SynonymGroup| {
        let (present, absent): (Vec<&str>, Vec<&str>) = words_of(group).partition(|word| is_somewhere(word, postings));
        let mode = match group.mode {
            SynonymMode::Equivalent => 0,
            SynonymMode::Related => 1,
            SynonymMode::Oneway => 2,
        };
        let leads = match group.mode {
            SynonymMode::Equivalent | SynonymMode::Related => present.len() > 1 || present.len() == 1 && !absent.is_empty(),
            SynonymMode::Oneway => present.first() == Some(&group.canonical.as_str()),
        };
        let hidden = if group.hidden { 4 } else { 0 };
        leads.then(|| Group(mode + hidden, present.join("|"), absent.join("|")))
    };
    synonyms.groups.iter().filter_map(group).collect()
}

fn words_of(group: &SynonymGroup) -> impl Iterator<Item = &str> {
    std::iter::once(group.canonical.as_str()).chain(group.terms.iter().map(String::as_str))
}

/// The groups of words that mean the same, by word.
pub(super) struct Vocabulary<'a> {
    /// Each word with the canonical one of its group, by its first character.
    words: HashMap<char, Vec<(&'a str, &'a str)>>,
}

impl<'a> Vocabulary<'a> {
    /// Of the site's words, those that may stand for each other.
    pub fn new(synonyms: &'a Synonyms) -> Self {
        let same = synonyms.groups.iter().filter(|group| group.mode == SynonymMode::Equivalent && !group.hidden);
        let mut words: HashMap<char, Vec<_>> = HashMap::new();
        for (word, canonical) in same.flat_map(|group| words_of(group).map(|word| (word, group.canonical.as_str()))) {
            if word.chars().count() > 1 {
                words.entry(word.chars().next().unwrap_or_default()).or_default().push((word, canonical));
            }
        }
        Self { words }
    }

    /// What else the words of `text` are called: the canonical word of each that has another one.
    pub fn canonical(&self, text: &str) -> BTreeSet<&'a str> {
        let begun = |(at, first)| self.words.get(&first).into_iter().flatten().map(move |word| (at, word));
        let there =
            text.char_indices().flat_map(begun).filter(|(at, (word, canonical))| word != canonical && text[*at..].starts_with(word));
        there.map(|(_, (_, canonical))| *canonical).collect()
    }
}

/// Whether some document has all pairs of `word`. (They may stand apart there: that costs a lookup, no more.)
fn is_somewhere(word: &str, postings: &[Posting]) -> bool {
    let units = normalize(word);
    let mut common: Option<Vec<u32>> = None;
    for pair in units.windows(2).filter(|pair| !is_break(pair[0]) && !is_break(pair[1])) {
        let key = u32::from(pair[0]) << 16 | u32::from(pair[1]);
        let start = postings.partition_point(|posting| posting.key() < key);
        let length = postings[start..].partition_point(|posting| posting.key() == key);
        let documents = postings[start..start + length].iter().map(|posting| posting.document());
        common = Some(match common {
            None => documents.collect(),
            Some(before) => documents.filter(|document| before.binary_search(document).is_ok()).collect(),
        });
    }
    common.is_some_and(|documents| !documents.is_empty())
}

/// The pairs of `TRADITIONAL` that lead to a character the site uses, run together. (Some of the first ones it uses
/// too, like 著: only a question with a character it never uses is read as traditional.)
pub(super) fn traditional(bounds: &Bounds) -> String {
    let used = |character: char| bounds.alphabet.binary_search(&u32::from(character)).is_ok();
    let mut pairs = String::new();
    for line in TRADITIONAL.lines() {
        let mut characters = line.chars();
        if let (Some(traditional), Some(simplified)) = (characters.next(), characters.next())
            && used(simplified)
        {
            pairs.extend([traditional, simplified]);
        }
    }
    pairs
}

/// Each syllable with the characters that are read so: `a啊阿 ai爱…`. The site's characters and the common ones:
/// a misspelt word is made of either.
pub(super) fn characters_by_sound(bounds: &Bounds) -> String {
    let site = bounds.alphabet.iter().filter_map(|unit| char::from_u32(*unit));
    let mut read: Vec<(&str, char)> =
        site.chain(COMMON.chars()).filter_map(|character| Some((readings::reading(character)?, character))).collect();
    read.sort_unstable();
    read.dedup();
    let mut table = String::new();
    for syllable in read.chunk_by(|left, right| left.0 == right.0) {
        let characters: String = syllable.iter().map(|(_, character)| *character).collect();
        let _ = write!(table, "{}{}{characters}", if table.is_empty() { "" } else { " " }, syllable[0].0);
    }
    table
}
