//! What stands beside a run of words: the gap between Han and digits depends on it.

use crate::model::document::Inline;

/// The characters right before and right after, where they are known.
pub(super) type Beside = (Option<char>, Option<char>);

/// What stands beside `content[at]`, when `around` stands beside the whole.
pub(super) fn beside(content: &[Inline], at: usize, around: Beside) -> Beside {
    let before = if at == 0 { around.0 } else { last(&content[at - 1]) };
    let after = if at + 1 == content.len() { around.1 } else { first(&content[at + 1]) };
    (before, after)
}

fn first(inline: &Inline) -> Option<char> {
    match inline {
        Inline::Text(words) => words.chars().next(),
        Inline::Emphasis(content) | Inline::Strong(content) | Inline::Strikethrough(content) | Inline::Link(_, content) => {
            content.first().and_then(first)
        }
        Inline::Code(_) | Inline::Image(_) | Inline::Footnote(_) | Inline::LineBreak | Inline::Small(..) | Inline::Ruby { .. } => None,
    }
}

fn last(inline: &Inline) -> Option<char> {
    match inline {
        Inline::Text(words) => words.chars().next_back(),
        Inline::Emphasis(content) | Inline::Strong(content) | Inline::Strikethrough(content) => content.last().and_then(last),
        // On paper its page or the number of a note follows a link.
        Inline::Link(..)
        | Inline::Code(_)
        | Inline::Image(_)
        | Inline::Footnote(_)
        | Inline::LineBreak
        | Inline::Small(..)
        | Inline::Ruby { .. } => None,
    }
}

/// Whether a link shows nothing but its address.
pub(super) fn is_its_own_text(address: &str, content: &[Inline]) -> bool {
    matches!(content, [Inline::Text(words)] if words == address || address.strip_prefix("mailto:") == Some(words))
}
