//! A table as a spreadsheet saves it (RFC 4180) → rows of cells, each with its place. A reader of our own, since
//! a finding must point at its cell and a quote that is never closed must be told; the crate `csv` does neither.

use std::borrow::Cow;

use crate::source::Span;

/// A cell as it stands in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Raw<'a> {
    /// Without quotes and outer blanks.
    pub text: Cow<'a, str>,
    /// With its quotes, without outer blanks; empty for an empty cell.
    pub span: Span,
}

/// Rows of `text`, whose line ends are `\n`; rows of nothing but empty cells are left out.
///
/// # Errors
/// Where a quote begins that is not closed, or is followed by more text than a comma.
pub fn rows(text: &str) -> Result<Vec<Vec<Raw<'_>>>, usize> {
    let mut rows = Vec::new();
    let mut row = Vec::new();
    let mut at = 0;
    while at <= text.len() {
        let (raw, end) = cell(text, at)?;
        row.push(raw);
        at = end + 1;
        if end == text.len() || text.as_bytes()[end] == b'\n' {
            if row.iter().any(|raw| !raw.text.is_empty()) {
                rows.push(std::mem::take(&mut row));
            }
            row.clear();
        }
    }
    Ok(rows)
}

/// The cell that begins at `start`, and where it ends: at a comma, a line end or the end of the text.
fn cell(text: &str, start: usize) -> Result<(Raw<'_>, usize), usize> {
    let bytes = text.as_bytes();
    if bytes.get(start) == Some(&b'"') {
        let mut at = start + 1;
        while let Some(quote) = text[at..].find('"').map(|found| at + found) {
            match bytes.get(quote + 1) {
                Some(b'"') => at = quote + 2,
                None | Some(b',' | b'\n') => {
                    let inside = &text[start + 1..quote];
                    let text = if inside.contains('"') { Cow::Owned(inside.replace("\"\"", "\"")) } else { Cow::Borrowed(inside) };
                    let text = match text {
                        Cow::Borrowed(text) => Cow::Borrowed(text.trim()),
                        Cow::Owned(text) => Cow::Owned(text.trim().to_owned()),
                    };
                    return Ok((Raw { text, span: Span::new(start, quote + 1) }, quote + 1));
                }
                Some(_) => return Err(start),
            }
        }
        return Err(start);
    }
    let end = bytes[start..].iter().position(|byte| matches!(byte, b',' | b'\n')).map_or(text.len(), |found| start + found);
    let whole = &text[start..end];
    let from = start + whole.len() - whole.trim_start().len();
    let words = whole.trim();
    Ok((Raw { text: Cow::Borrowed(words), span: Span::new(from, from + words.len()) }, end))
}

#[cfg(test)]
mod tests {
    use super::rows;

    fn texts(table: &str) -> Vec<Vec<String>> {
        rows(table).unwrap().into_iter().map(|row| row.into_iter().map(|raw| raw.text.into_owned()).collect()).collect()
    }

    #[test]
    fn quotes_hold_commas_line_ends_and_quotes() {
        assert_eq!(texts("a,\"b,\nc\",\"d\"\"e\"\n,,\n\n1, 2 ,"), [["a", "b,\nc", "d\"e"], ["1", "2", ""]]);
    }

    #[test]
    fn each_cell_knows_its_place() {
        let table = "名,址\n 甲 ,\"乙\"\n";
        let places: Vec<&str> = rows(table).unwrap().iter().flatten().map(|raw| &table[raw.span.start..raw.span.end]).collect();
        assert_eq!(places, ["名", "址", "甲", "\"乙\""]);
    }

    #[test]
    fn a_quote_without_end_is_told() {
        assert_eq!(rows("a,b\n1,\"2\n3,4\n"), Err(6));
        assert_eq!(rows("a,b\n1,\"2\"x\n"), Err(6));
    }
}
