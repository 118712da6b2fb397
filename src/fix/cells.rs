//! One line of words as characters that rules look at and change.

use crate::fix::{Edit, message, quoted};
use crate::markdown::{Piece, PieceKind};
use crate::source::Span;

/// One visible character.
#[derive(Debug, Clone, Copy)]
pub struct Cell {
    /// As it is by now.
    pub character: char,
    /// The bytes it stands for.
    pub span: Span,
    /// Whether it may be changed.
    pub free: bool,
    /// The rule that changed it.
    pub code: Option<&'static str>,
}

/// The characters of one line, without the marks between them.
pub struct Line {
    /// In their order.
    pub cells: Vec<Cell>,
}

impl Line {
    /// The line made of `pieces`.
    pub fn new(text: &str, pieces: &[Piece]) -> Self {
        let mut cells = Vec::new();
        for piece in pieces {
            let opaque = Cell { character: '\u{FFFC}', span: piece.span, free: false, code: None };
            match piece.kind {
                PieceKind::Opaque | PieceKind::Break => cells.push(opaque),
                PieceKind::Words | PieceKind::Seen => {
                    cells.extend(text[piece.span.start..piece.span.end].char_indices().map(|(at, character)| {
                        let start = piece.span.start + at;
                        let span = Span::new(start, start + character.len_utf8());
                        Cell { character, span, free: piece.kind == PieceKind::Words, code: None }
                    }));
                }
            }
        }
        Self { cells }
    }

    /// The character at `at`; nothing before the first and after the last.
    pub fn get(&self, at: usize) -> Option<char> {
        self.cells.get(at).map(|cell| cell.character)
    }

    /// The character before `at`.
    pub fn previous(&self, at: usize) -> Option<char> {
        at.checked_sub(1).and_then(|at| self.get(at))
    }

    /// Whether the character at `at` is `character` and may be changed.
    pub fn is_free(&self, at: usize, character: char) -> bool {
        self.cells.get(at).is_some_and(|cell| cell.free && cell.character == character)
    }

    /// Makes the character at `at` another one.
    pub fn set(&mut self, at: usize, character: char, code: &'static str) {
        let cell = &mut self.cells[at];
        cell.character = character;
        cell.code = Some(code);
    }

    /// Lets the character at `at` swallow the next one, if both stand side by side and may be changed.
    pub fn swallow_next(&mut self, at: usize) -> bool {
        let can = matches!(&self.cells[at..], [cell, next, ..] if next.free && next.span.start == cell.span.end);
        if can {
            let removed = self.cells.remove(at + 1);
            self.cells[at].span.end = removed.span.end;
        }
        can
    }

    /// Lets the character at `at` swallow the one before.
    pub fn swallow_previous(&mut self, at: usize) -> bool {
        let can = at > 0 && self.cells[at - 1].free && self.cells[at - 1].span.end == self.cells[at].span.start;
        if can {
            let removed = self.cells.remove(at - 1);
            self.cells[at - 1].span.start = removed.span.start;
        }
        can
    }

    /// Han characters and words in Latin letters; a letter alone is no word when `long` is asked for.
    pub fn weigh(&self, long: bool) -> (usize, usize) {
        let han = self.cells.iter().filter(|cell| is_han(cell.character)).count();
        let letters: Vec<bool> = self.cells.iter().map(|cell| is_latin(cell.character)).collect();
        let least = if long { 2 } else { 1 };
        (han, letters.chunk_by(|a, b| a == b).filter(|run| run[0] && run.len() >= least).count())
    }

    /// What has changed: neighbours that one rule changed are one edit.
    pub fn edits(&self, text: &str, edits: &mut Vec<Edit>) {
        let together = |a: &Cell, b: &Cell| a.code == b.code && a.span.end == b.span.start;
        for run in self.cells.chunk_by(together) {
            if let Some(code) = run[0].code {
                let span = Span::new(run[0].span.start, run[run.len() - 1].span.end);
                let replacement = run.iter().map(|cell| cell.character).collect();
                edits.push(Edit { span, message: message(code, &quoted([text[span.start..span.end].trim()])), replacement, code });
            }
        }
    }
}

/// A Chinese character.
pub fn is_han(character: char) -> bool {
    matches!(u32::from(character), 0x3007 | 0x3400..=0x4DBF | 0x4E00..=0x9FFF | 0xF900..=0xFAFF | 0x2_0000..=0x3_FFFF)
}

/// A Chinese character, or a mark that only Chinese uses.
pub fn is_chinese(character: char) -> bool {
    is_han(character) || "，。、；：？！（）《》【】〈〉「」『』％℃".contains(character)
}

fn is_latin(character: char) -> bool {
    character.is_ascii_alphabetic() || matches!(character, 'Ａ'..='Ｚ' | 'ａ'..='ｚ' | 'À'..='ɏ')
}
