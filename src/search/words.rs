//! What readers call things, for the script: help cards in the manifest, synonyms in small files of which a question
//! fetches a few, and tables that only some questions need: traditional characters, and how characters sound.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fmt::Write;

use serde::Serialize;

use crate::model::readings;
use crate::model::site::Site;
use crate::model::synonyms::{HelpCard, SynonymGroup, SynonymMode, Synonyms, is_one_run};
use crate::search::normalize::{is_break, normalize};
use crate::search::postings::Posting;
use crate::search::shard::Bounds;
use crate::search::sound::Sounds;

/// Traditional and simplified character, a pair a line (made by `tools/words.sh` from OpenCC's table).
const TRADITIONAL: &str = include_str!("../../assets/words/traditional.txt");
/// The 3,500 common characters (made by `tools/common.py`).
const COMMON: &str = include_str!("../../assets/words/common.txt");

/// A help card: title, what to do first, telephone numbers with their names; its words with spaces between.
#[derive(Serialize)]
pub(super) struct Card<'a>(&'a str, &'a str, Vec<(&'a str, &'a str)>, String);

/// Of a group of words, this many that stand in some text are looked for when another one is asked: the first ones, which
/// the editor put there. (With all of them no question of `tests/search/*.yaml` finds more.)
const MOST_LED_TO: usize = 2;
/// Bytes of the words in one file, about: a question of eight characters fetches some six of these files.
const WORDS_IN_FILE: usize = 900;

/// A group of words: 0 equivalent, 1 related, 2 only towards the first word, plus 4 when the site must never
/// show them; the first `MOST_LED_TO` words that stand in some text, spaces between (the canonical one first, when it does).
#[derive(Serialize)]
pub(super) struct Group(u8, String);

/// Words that begin with certain characters, by the number of their group.
type Words = BTreeMap<usize, Vec<String>>;

/// The help cards.
pub(super) fn cards(site: &Site) -> Vec<Card<'_>> {
    let synonyms = &site.synonyms;
    let mut cards = Vec::with_capacity(synonyms.help.len());
    for card in &synonyms.help {
        let phones = card.hotlines.iter().filter_map(|number| site.hotlines.iter().find(|line| line.verified && line.number == *number));
        let phones = phones.map(|line| (line.number.as_str(), line.name.as_str())).collect();
        let words = words_for(synonyms, card).into_iter().map(|word| word.replace(char::is_whitespace, "")).collect();
        cards.push(Card(&card.title, &card.first, phones, shortest(words).join(" ")));
    }
    cards
}

/// The letters of each card's words (`Sounds::letters`), spaces between, a card a line, so that a typed `zisha` is understood
/// too.
pub(super) fn help_letters(synonyms: &Synonyms) -> String {
    let letters = synonyms.help.iter().map(|card| {
        // Shorter ones would stand in many other words' letters.
        let letters = words_for(synonyms, card).into_iter().map(Sounds::letters).filter(|letters| letters.len() > 3).collect();
        shortest(letters).join(" ")
    });
    letters.collect::<Vec<_>>().join("\n")
}

fn words_for<'a>(synonyms: &'a Synonyms, card: &HelpCard) -> Vec<&'a str> {
    let groups = synonyms.groups.iter().filter(|group| synonyms.help_of(group).is_some_and(|asked| asked.kind == card.kind));
    groups.flat_map(words_of).collect()
}

/// `words` in order, each once, without those that hold another of them.
fn shortest(words: Vec<String>) -> Vec<String> {
    let all: BTreeSet<String> = words.into_iter().collect();
    let holds_another = |word: &String| all.iter().any(|other| other != word && word.contains(other));
    all.iter().filter(|word| !holds_another(word)).cloned().collect()
}

/// The groups some of whose words lead to a text, and files of all their other words: the first pair of units that may
/// begin a word there (its second unit is 0), and the words: by commas, the number of a group as the difference to the one
/// before, then its words, each after a space.
pub(super) fn groups(synonyms: &Synonyms, postings: &[Posting], bounds: &Bounds) -> (Vec<Group>, Vec<(u32, String)>) {
    let mut groups = Vec::new();
    // By the place in the alphabet of a word's first unit (one without a place goes with the unit before it).
    let mut others: BTreeMap<u32, Vec<(usize, String)>> = BTreeMap::new();
    for group in &synonyms.groups {
        let (mut present, mut rest): (Vec<&str>, Vec<&str>) =
            words_of(group).filter(|word| is_one_run(word)).partition(|word| is_somewhere(word, postings));
        let mode = match group.mode {
            SynonymMode::Equivalent => 0,
            SynonymMode::Related => 1,
            SynonymMode::Oneway => 2,
        };
        let leads = match group.mode {
            SynonymMode::Equivalent | SynonymMode::Related => present.len() > 1 || present.len() == 1 && !rest.is_empty(),
            SynonymMode::Oneway => present.first() == Some(&group.canonical.as_str()),
        };
        if !leads {
            continue;
        }
        rest.extend(present.drain(present.len().min(MOST_LED_TO)..));
        for word in rest.into_iter().map(normalize) {
            let place = word.first().map_or(0, |unit| bounds.place(u32::from(*unit)));
            others.entry(place).or_default().push((groups.len(), String::from_utf16_lossy(&word)));
        }
        groups.push(Group(mode + if group.hidden { 4 } else { 0 }, present.join(" ")));
    }
    (groups, files_of(others, bounds).into_iter().map(|(first, words)| (first, written(&words))).collect())
}

fn files_of(words: BTreeMap<u32, Vec<(usize, String)>>, bounds: &Bounds) -> Vec<(u32, Words)> {
    let mut files: Vec<(u32, Words)> = Vec::new();
    let mut size = WORDS_IN_FILE;
    for (place, words) in words {
        if size >= WORDS_IN_FILE {
            let first = place.checked_sub(1).map_or(0, |before| bounds.alphabet[before as usize]);
            files.push((first << 16, Words::new()));
            size = 0;
        }
        let file = &mut files.last_mut().expect("pushed above: anything else is a bug in baodian").1;
        for (group, word) in words {
            size += word.len();
            file.entry(group).or_default().push(word);
        }
    }
    files
}

fn written(words: &Words) -> String {
    let mut before = 0;
    let group =
        |(number, words): (&usize, &Vec<String>)| format!("{} {}", number - std::mem::replace(&mut before, *number), words.join(" "));
    words.iter().map(group).collect::<Vec<_>>().join(",")
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_written_behind_the_difference_of_their_groups() {
        let words = Words::from([(2, vec!["喂母乳".to_owned(), "喂奶".to_owned()]), (5, vec!["奶粉".to_owned()])]);
        assert_eq!(written(&words), "2 喂母乳 喂奶,3 奶粉");
    }
}
