//! Code → coloured HTML by class names. The only room that knows syntect.

use std::sync::OnceLock;

use syntect::html::{ClassStyle, ClassedHTMLGenerator};
use syntect::parsing::SyntaxSet;
use syntect::util::LinesWithEndings;

/// Limits past which a grammar can take seconds or write many times its input (RELIABILITY §4, syntect).
const MAX_LINE: usize = 2_000;
const MAX_BLOCK: usize = 64 << 10;
const MAX_GROWTH: usize = 20;

/// `text` with spans of classes `hl-…`, or nothing when the language is unknown or the block is too large:
/// then it is shown as plain text.
#[must_use]
pub fn highlight(language: &str, text: &str) -> Option<String> {
    static SYNTAXES: OnceLock<SyntaxSet> = OnceLock::new();
    if language.is_empty() || text.len() > MAX_BLOCK || text.lines().any(|line| line.len() > MAX_LINE) {
        return None;
    }
    let syntaxes = SYNTAXES.get_or_init(SyntaxSet::load_defaults_newlines);
    let syntax = syntaxes.find_syntax_by_token(language)?;
    let style = ClassStyle::SpacedPrefixed { prefix: "hl-" };
    let mut generator = ClassedHTMLGenerator::new_with_class_style(syntax, syntaxes, style);
    for line in LinesWithEndings::from(text) {
        generator.parse_html_for_line_which_includes_newline(line).ok()?;
    }
    let html = generator.finalize();
    (html.len() <= MAX_GROWTH * text.len().max(100)).then_some(html)
}
