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
    let mut visible = String::new();
    collect(content, &mut visible);
    if !visible.contains(['\n', '\u{3000}']) {
        return;
    }
    let mut spaces = Vec::new();
    let characters: Vec<char> = visible.chars().collect();
    for (at, character) in characters.iter().enumerate() {
        if *character == '\n' {
            let before = characters[..at].iter().rev().find(|c| !c.is_whitespace());
            let after = characters[at + 1..].iter().find(|c| !c.is_whitespace());
            spaces.push(match (before, after) {
                (Some(before), Some(after)) => !joins(*before, *after),
                _ => false,
            });
        }
    }
    let mut state = State { spaces: spaces.into_iter(), at_line_start: true };
    apply(content, &mut state);
    content.retain(|inline| !matches!(inline, Inline::Text(text) if text.is_empty()));
}

fn collect(content: &[Inline], visible: &mut String) {
    for inline in content {
        match inline {
            Inline::Text(text) => visible.push_str(text),
            Inline::Emphasis(content)
            | Inline::Strong(content)
            | Inline::Strikethrough(content)
            | Inline::Link(_, content)
            | Inline::Small(_, content) => collect(content, visible),
            Inline::Code(_) | Inline::Image(_) | Inline::Ruby { .. } => visible.push(OTHER),
            Inline::LineBreak => visible.push('\u{2028}'),
            Inline::Footnote(_) => {}
        }
    }
}

struct State {
    spaces: std::vec::IntoIter<bool>,
    at_line_start: bool,
}

fn apply(content: &mut [Inline], state: &mut State) {
    for inline in content {
        match inline {
            Inline::Text(text) => {
                let mut settled = String::with_capacity(text.len());
                for character in text.chars() {
                    match character {
                        '\n' => {
                            state.at_line_start = true;
                            if state.spaces.next() == Some(true) {
                                settled.push(' ');
                            }
                        }
                        '\u{3000}' if state.at_line_start => {}
                        other => {
                            state.at_line_start = false;
                            settled.push(other);
                        }
                    }
                }
                *text = settled;
            }
            Inline::Emphasis(content)
            | Inline::Strong(content)
            | Inline::Strikethrough(content)
            | Inline::Link(_, content)
            | Inline::Small(_, content) => apply(content, state),
            Inline::LineBreak => state.at_line_start = true,
            Inline::Code(_) | Inline::Image(_) | Inline::Ruby { .. } | Inline::Footnote(_) => state.at_line_start = false,
        }
    }
}
