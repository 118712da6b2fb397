//! Where each piece of a list stands in a YAML file.

use crate::content::yaml::Keys;
use crate::source::{Source, Span};

/// Adds `key[0]`, `key[1]` … for the pieces, each from behind its dash, of every list that stands below a key
/// at the left margin. Looks at lines only, so a list in brackets has no pieces.
pub fn locate(source: &Source, keys: &mut Keys) {
    let mut found: Vec<(String, Span)> = Vec::new();
    let mut list: Option<(&str, usize, usize)> = None; // key, indent of its dashes, count
    let mut offset = 0;
    for line in source.text.split_inclusive('\n') {
        let start = offset;
        offset += line.len();
        let bare = line.trim_end();
        let indent = bare.len() - bare.trim_start_matches(' ').len();
        let body = &bare[indent..];
        if body.is_empty() || body.starts_with('#') {
            continue;
        }
        let is_dash = body == "-" || body.starts_with("- ");
        if indent == 0 && !is_dash {
            list = bare.strip_suffix(':').map(|key| (key, usize::MAX, 0));
            continue;
        }
        if let Some((key, dashes, count)) = &mut list {
            if is_dash && (*dashes == usize::MAX || *dashes == indent) {
                let behind = start + indent + body.len().min(2);
                found.push((format!("{key}[{count}]"), Span::new(behind, start + bare.len())));
                *dashes = indent;
                *count += 1;
            } else if let Some((_, span)) = found.last_mut().filter(|_| *count > 0) {
                span.end = start + bare.len();
            }
        }
    }
    keys.extend(found);
}
