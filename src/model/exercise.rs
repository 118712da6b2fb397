//! Questions a reader tests himself with.

use crate::model::document::{Block, Inline};
use crate::source::Span;

/// Some questions with their answers.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Exercise {
    /// The author's title, empty when none was given.
    pub title: String,
    /// The questions in their order; they are numbered from 1.
    pub questions: Vec<Question>,
    /// The opening line in the source file.
    pub span: Span,
}

/// One question.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Question {
    /// What is asked.
    pub blocks: Vec<Block>,
    /// What may be chosen, lettered from A.
    pub options: Vec<Choice>,
    /// Why the answer is right.
    pub explanation: Vec<Block>,
}

/// One of several answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// Whether it is right.
    pub correct: bool,
    /// What it says.
    pub content: Vec<Inline>,
}

impl Exercise {
    /// The author's title, or plain words.
    #[must_use]
    pub fn label(&self) -> &str {
        if self.title.is_empty() { "做一做" } else { &self.title }
    }
}

impl Question {
    /// The letters of the right options: `B`, `A、C`.
    #[must_use]
    pub fn answer(&self) -> String {
        let right = self.options.iter().enumerate().filter(|(_, option)| option.correct);
        right.map(|(at, _)| letter(at).to_string()).collect::<Vec<_>>().join("、")
    }
}

/// The letter of option `at`: A, B, C, …
#[must_use]
pub fn letter(at: usize) -> char {
    u8::try_from(at).ok().filter(|at| *at < 26).map_or('?', |at| char::from(b'A' + at))
}
