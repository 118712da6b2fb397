//! Soft line breaks: none between Han, a space between Latin words; and the full-width blanks
//! that people type to indent a paragraph.
//!
//! The tree holds a soft break as `\n` inside `Inline::Text` until its block is complete, because both
//! visible neighbours decide, and either may stand inside emphasis or a link.

use crate::markdown::east_asian::joins;
use crate::model::document::Inline;

/// Stands for a piece that is no text (picture, code, ruby): never joined to Han without a space.
const OTHER: char = '\u{FFFC}';

/// Settles every `\n` in `content` and drops full-width blanks at the start of lines.
pub fn settle(content: &mut Vec<Inline>) {
    let mut breaks = Breaks::default();
    breaks.look(content);
    let mut state = State { spaces: breaks.spaces.into_iter(), at_line_start: true, emptied: false };
    state.apply(content);
    if state.emptied {
        content.retain(|inline| !matches!(inline, Inline::Text(text) if text.is_empty()));
    }
}

/// What becomes of each soft break.
#[derive(Default)]
struct Breaks {
    /// Whether a space, in the order of the text.
    spaces: Vec<bool>,
    /// How many of the last ones still wait for what comes behind them.
    waiting: usize,
    /// The last visible character.
    before: Option<char>,
}

impl Breaks {
    fn look(&mut self, content: &[Inline]) {
        for inline in content {
            match inline {
                Inline::Text(text) => {
                    let mut lines = text.split('\n');
                    self.piece(lines.next().unwrap_or_default());
                    for line in lines {
                        self.spaces.push(false);
                        self.waiting += 1;
                        self.piece(line);
                    }
                }
                Inline::Emphasis(content)
                | Inline::Strong(content)
                | Inline::Strikethrough(content)
                | Inline::Link(_, content)
                | Inline::Small(_, content) => self.look(content),
                Inline::Code(_) | Inline::Image(_) | Inline::Ruby { .. } => self.visible(OTHER, OTHER),
                Inline::LineBreak | Inline::Footnote(_) => {}
            }
        }
    }

    fn piece(&mut self, text: &str) {
        let text = text.trim();
        if let (Some(first), Some(last)) = (text.chars().next(), text.chars().next_back()) {
            self.visible(first, last);
        }
    }

    /// Goes past something visible between these two characters.
    fn visible(&mut self, first: char, last: char) {
        if let Some(before) = self.before {
            let from = self.spaces.len() - self.waiting;
            self.spaces[from..].fill(!joins(before, first));
        }
        self.waiting = 0;
        self.before = Some(last);
    }
}

struct State {
    spaces: std::vec::IntoIter<bool>,
    at_line_start: bool,
    /// Whether a text may have nothing left.
    emptied: bool,
}

impl State {
    fn apply(&mut self, content: &mut [Inline]) {
        for inline in content {
            match inline {
                Inline::Text(text) => self.text(text),
                Inline::Emphasis(content)
                | Inline::Strong(content)
                | Inline::Strikethrough(content)
                | Inline::Link(_, content)
                | Inline::Small(_, content) => self.apply(content),
                Inline::LineBreak => self.at_line_start = true,
                Inline::Code(_) | Inline::Image(_) | Inline::Ruby { .. } | Inline::Footnote(_) => self.at_line_start = false,
            }
        }
    }

    fn text(&mut self, text: &mut String) {
        let is_indented = self.at_line_start && text.starts_with('\u{3000}');
        if !is_indented && !text.contains('\n') {
            self.at_line_start &= text.is_empty();
            return;
        }
        let mut settled = String::with_capacity(text.len());
        for (at, line) in text.split('\n').enumerate() {
            if at > 0 {
                self.at_line_start = true;
                if self.spaces.next() == Some(true) {
                    settled.push(' ');
                }
            }
            let line = if self.at_line_start { line.trim_start_matches('\u{3000}') } else { line };
            settled.push_str(line);
            self.at_line_start &= line.is_empty();
        }
        self.emptied |= settled.is_empty();
        *text = settled;
    }
}
