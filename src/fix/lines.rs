//! Beginnings of lines that were meant as Markdown: `##标题`, `1、甲`, `1.甲`.

use crate::fix::cells::{Line, is_chinese};
use crate::fix::numbers::half;
use crate::fix::{Edit, message, quoted};
use crate::source::Span;

/// Code of headings without a blank.
pub const HEADING: &str = "heading-space";
/// Code of list numbers with a Chinese mark.
pub const LIST: &str = "list-comma";

/// `##标题` → `## 标题`. One `#` may be a topic (`#健康中国`), and so may a line that ends with one.
/// A line with other marks on it stays: they may reach into the next line, which a heading would cut off.
pub fn heading(text: &str, line: &mut Line, edits: &mut Vec<Edit>) {
    let hashes = line.cells.iter().take_while(|cell| cell.free && cell.character == '#').count();
    let (Some(first), Some(last)) = (line.cells.first(), line.cells.last()) else { return };
    let Some(next) = line.cells.get(hashes) else { return };
    let wide_blank = next.character == '\u{3000}';
    let words = line
        .cells
        .get(hashes + usize::from(wide_blank))
        .is_some_and(|cell| cell.character.is_alphanumeric() || "《【「".contains(cell.character));
    let whole = &text[first.span.start..last.span.end];
    let alone = !text[last.span.end..].strip_prefix('\n').unwrap_or_default().starts_with(['\t', ' ']);
    if !(2..=6).contains(&hashes) || !words || !next.free || !starts_line(text, first.span.start) || !alone {
        return;
    }
    if whole.ends_with('#') || whole.contains(['*', '_', '~', '`', '[', '<', '\\', '{', '&']) {
        return;
    }
    let end = if wide_blank { next.span.end } else { next.span.start };
    edits.push(Edit { span: Span::new(next.span.start, end), replacement: " ".to_owned(), code: HEADING, message: message(HEADING, "") });
    for cell in &mut line.cells[..hashes + usize::from(wide_blank)] {
        cell.free = false;
    }
}

/// `1、甲` → `1. 甲`, at the start of a paragraph or below such a line; a list may also begin with 1 further on.
pub fn item(text: &str, line: &mut Line, first: bool, list: &mut bool, edits: &mut Vec<Edit>) {
    let is_digit = |c: char| c.is_ascii_digit() || matches!(c, '０'..='９');
    let digits = line.cells.iter().take_while(|cell| cell.free && is_digit(cell.character)).count();
    let number: String = line.cells[..digits].iter().map(|cell| half(cell.character).unwrap_or(cell.character)).collect();
    let Some(mark) = line.cells.get(digits).filter(|cell| cell.free && matches!(cell.character, '、' | '．' | '.')) else { return };
    let blanks = line.cells[digits + 1..].iter().take_while(|cell| cell.free && matches!(cell.character, ' ' | '\u{3000}')).count();
    let Some(word) = line.cells.get(digits + 1 + blanks) else { return };
    let begins = line.cells[0].span.start;
    let known = (1..=2).contains(&digits)
        && number != "0"
        && number != "00"
        && is_word(word.character, mark.character)
        && starts_line(text, begins);
    // A list that interrupts a paragraph begins with 1 (CommonMark 5.3).
    if !known || !(first || *list || number == "1") || !is_joined(line, digits + blanks) {
        return;
    }
    *list = true;
    let span = Span::new(begins, mark.span.end.max(line.cells[digits + blanks].span.end));
    edits.push(Edit {
        span,
        replacement: format!("{number}. "),
        code: LIST,
        message: message(LIST, &quoted([text[span.start..span.end].trim_end()])),
    });
    for cell in &mut line.cells[..=digits + blanks] {
        cell.free = false;
    }
}

/// Whether indented code stands below `at`: below a list it would become a part of its last item.
pub fn code_follows(text: &str, at: usize) -> bool {
    let below = text[at..].split('\n').skip(1).map(|line| line.trim_start_matches('>'));
    let next = below.map(|line| line.rsplit_once("> ").map_or(line, |(_, line)| line)).find(|line| !line.trim().is_empty());
    next.is_some_and(|line| line.starts_with('\t') || line.starts_with("    ") || line.trim_start_matches(' ').starts_with('\t'))
}

/// Whether a word begins. After a point a Latin letter may be part of a version or a file name.
fn is_word(character: char, mark: char) -> bool {
    let latin = half(character).unwrap_or(character).is_ascii_alphabetic() && mark != '.';
    (is_chinese(character) && !"，。、；：？！）％℃".contains(character)) || "“‘\"(".contains(character) || latin
}

/// Whether the cells up to `to` stand side by side.
fn is_joined(line: &Line, to: usize) -> bool {
    line.cells[..=to].windows(2).all(|pair| pair[0].span.end == pair[1].span.start)
}

/// Whether only quote marks and up to three blanks stand before `at` on its line.
fn starts_line(text: &str, at: usize) -> bool {
    let before = &text[text[..at].rfind('\n').map_or(0, |newline| newline + 1)..at];
    let indent = before.rsplit('>').next().unwrap_or_default();
    before.bytes().all(|byte| matches!(byte, b'>' | b' ')) && indent.len() <= 3
}
