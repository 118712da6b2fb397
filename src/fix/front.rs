//! Front matter → the values that are sentences. Only what is plainly one string on one line is understood;
//! everything else in YAML stays as it is.

use crate::source::Span;

/// Keys whose value is a sentence.
const SENTENCES: [&str; 3] = ["title", "short_title", "summary"];
/// Keys whose value is a list of sentences.
const LISTS: [&str; 2] = ["aliases", "verify"];

/// Where the sentences stand, without their quotes.
pub fn values(text: &str, front: Span) -> Vec<Span> {
    let mut values = Vec::new();
    let mut at = front.start;
    let mut in_list = false;
    let mut lines = text[front.start..front.end].split_inclusive('\n').peekable();
    while let Some(line) = lines.next() {
        let start = at;
        at += line.len();
        // A value that goes on on the next line is not looked at.
        let goes_on = |next: &&str| next.starts_with(' ') && !next.trim_start().starts_with("- ") && !next.trim().is_empty();
        let whole = !lines.peek().is_some_and(goes_on);
        let line = line.trim_end();
        if let Some(item) = line.trim_start_matches(' ').strip_prefix("- ") {
            if in_list && whole {
                values.extend(scalar(text, Span::new(start + line.len() - item.len(), start + line.len())));
            }
            continue;
        }
        let Some((key, value)) = line.split_once(':') else { continue };
        if line.starts_with([' ', '#']) {
            continue;
        }
        in_list = LISTS.contains(&key) && value.trim().is_empty();
        let span = Span::new(start + line.len() - value.len(), start + line.len());
        if SENTENCES.contains(&key) && whole {
            values.extend(scalar(text, span));
        } else if LISTS.contains(&key) && whole {
            values.extend(flow(text, span));
        }
    }
    values
}

/// The items of `[甲, 乙]`.
fn flow(text: &str, span: Span) -> Vec<Span> {
    let value = text[span.start..span.end].trim();
    let Some(inside) = value.strip_prefix('[').and_then(|value| value.strip_suffix(']')) else { return Vec::new() };
    let is_quoted = |item: &str| item.trim_start().starts_with(['"', '\'']);
    if inside.contains(['[', ']', '{', '}']) || inside.split(',').any(is_quoted) {
        return Vec::new();
    }
    let mut at = span.start + text[span.start..span.end].find('[').unwrap_or_default() + 1;
    let mut items = Vec::new();
    for item in inside.split(',') {
        items.extend(scalar(text, Span::new(at, at + item.len())));
        at += item.len() + 1;
    }
    items
}

/// The string at `span`, if it is a plain one or one in quotes without escapes.
fn scalar(text: &str, span: Span) -> Option<Span> {
    let raw = &text[span.start..span.end];
    let value = raw.trim();
    let start = span.start + raw.len() - raw.trim_start().len();
    for quote in ['"', '\''] {
        if let Some(rest) = value.strip_prefix(quote) {
            let inside = rest.strip_suffix(quote)?;
            return (!inside.contains([quote, '\\'])).then(|| Span::new(start + 1, start + 1 + inside.len()));
        }
    }
    let special = value.starts_with(['|', '>', '&', '*', '!', '%', '@', '`', '[', '{', '#', '?', '-', ',', ']', '}']);
    let structured = value.contains(" #") || value.contains(": ") || value.ends_with(':');
    (!value.is_empty() && !special && !structured).then(|| Span::new(start, start + value.len()))
}
