//! How hard a text reads, by the length of its sentences (the house rule: about twenty characters).

/// Sentences of an article. Characters are letters, digits and Han; punctuation is not counted.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Reading {
    /// Characters of the whole text.
    pub characters: usize,
    /// Sentences.
    pub sentences: usize,
    /// Characters of the longest sentence.
    pub longest: usize,
    /// The longest sentence.
    pub sentence: String,
}

impl Reading {
    /// Characters a sentence on average, in tenths.
    #[must_use]
    pub fn tenths(&self) -> usize {
        (self.characters * 10 + self.sentences / 2).checked_div(self.sentences).unwrap_or(0)
    }
}

/// Measures `runs`: paragraphs, list items and table cells. A run without a full stop is a sentence too.
pub fn measure<'a>(runs: impl Iterator<Item = &'a String>) -> Reading {
    let mut reading = Reading::default();
    for sentence in runs.flat_map(|run| run.split_inclusive(['。', '！', '？', '；', '!', '?'])) {
        let length = sentence.chars().filter(|c| c.is_alphanumeric()).count();
        if length == 0 {
            continue;
        }
        reading.characters += length;
        reading.sentences += 1;
        if length > reading.longest {
            reading.longest = length;
            sentence.trim().clone_into(&mut reading.sentence);
        }
    }
    reading
}
