//! One line of words as characters that rules look at and change.

use crate::fix::Edit;
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
            self.cells[at].span.end = self.cells.remove(at + 1).span.end;
        }
        can
    }

    /// Lets the character at `at` swallow the one before.
    pub fn swallow_previous(&mut self, at: usize) -> bool {
        let can = at > 0 && self.cells[at - 1].free && self.cells[at - 1].span.end == self.cells[at].span.start;
        if can {
            self.cells[at].span.start = self.cells.remove(at - 1).span.start;
        }
        can
    }

    /// Whether the line is Chinese: more Han than words in Latin letters.
    pub fn is_chinese(&self) -> bool {
        let (han, words) = self.weigh();
        han > words
    }

    /// Han characters and Latin words.
    pub fn weigh(&self) -> (usize, usize) {
        let mut counts = (0, 0);
        let mut in_word = false;
        for cell in &self.cells {
            let latin = is_latin(cell.character);
            counts.0 += usize::from(is_han(cell.character));
            counts.1 += usize::from(latin && !in_word);
            in_word = latin;
        }
        counts
    }

    /// Adds what has changed.
    pub fn edits(&self, text: &str, edits: &mut Vec<Edit>) {
        for cell in &self.cells {
            if let Some(code) = cell.code {
                let from = &text[cell.span.start..cell.span.end];
                let replacement = cell.character.to_string();
                edits.push(Edit { span: cell.span, message: message(code, from.trim(), &replacement), replacement, code });
            }
        }
    }
}

/// What is wrong and why it matters.
fn message(code: &str, from: &str, to: &str) -> String {
    use crate::fix::{marks, numbers};
    match code {
        marks::PUNCTUATION => format!("中文里用了英文的“{from}”，和别处的标点不一样，停顿也看不清"),
        marks::QUOTE => "中文里用了不分左右的英文引号，看不出从哪里引起".to_owned(),
        numbers::RANGE => format!("从几到几用了“{from}”，容易看成减号或编号"),
        numbers::CELSIUS => format!("摄氏度写成了“{from}”，换行时会拆开，也搜不到"),
        numbers::FULL_WIDTH => format!("“{from}”是全角的，间距太大，搜“{to}”也搜不到"),
        other => unreachable!("{other} has no message; this is a bug in baodian"),
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
