//! Chinese emphasis on top of an unchanged CommonMark parser.
//!
//! `**重点：**说明` stays literal under CommonMark because the closing run stands between punctuation and a
//! letter (commonmark-spec issue 650). The CJK-friendly amendment says: a run of `*` or `~` that touches no
//! white space and at least one East Asian character may both open and close. A run between two letters
//! already may, so an invisible "letter" is put on each side of exactly those runs, the text is parsed, and
//! the letters are taken out of the events again. Offsets are mapped back, so every span is the author's.
//!
//! The same passage turns the lines of container directives (`:::要点`) into HTML comments, which CommonMark
//! recognises everywhere and never looks into; `super::tree` reads them back as directives.

use std::borrow::Cow;
use std::ops::Range;

use crate::markdown::east_asian::is_east_asian;
use crate::source::Span;

/// A noncharacter: neither white space nor punctuation to the parser (3 bytes).
const LETTER: char = '\u{FDD0}';
/// An obscure punctuation mark, so that a neighbouring `_` run still sees punctuation (4 bytes).
const PUNCTUATION: char = '\u{1BC9F}';
/// How a directive line is wrapped. Two letters: one alone may stand before an author's `-->` (`**发热**-->就医`).
const COMMENT: (&str, &str) = ("<!--\u{FDD0}\u{FDD0}", "\u{FDD0}\u{FDD0}-->");

/// A text with marks in it, and where they are.
pub struct Shielded<'a> {
    /// What the parser reads.
    pub text: Cow<'a, str>,
    /// In the order of the text.
    marks: Vec<Mark>,
}

/// A mark in the shielded text.
struct Mark {
    start: usize,
    end: usize,
    /// Bytes of marks up to `end`.
    total: usize,
}

impl Shielded<'_> {
    /// Whether any marks were set, so that `clean` can be skipped otherwise.
    #[must_use]
    pub fn is_marked(&self) -> bool {
        !self.marks.is_empty()
    }

    /// A way back to the author's bytes, from the start.
    #[must_use]
    pub fn offsets(&self) -> Offsets<'_> {
        Offsets { text: &self.text, marks: &self.marks, next: 0 }
    }
}

/// The way back from the shielded text to the author's. It remembers where it was asked last, because the
/// parser goes forward with few steps back.
pub struct Offsets<'a> {
    text: &'a str,
    marks: &'a [Mark],
    /// The first mark that ends behind the place asked for last.
    next: usize,
}

impl Offsets<'_> {
    /// The author's range for a range of the shielded text.
    pub fn original(&mut self, range: &Range<usize>) -> Span {
        let start = self.offset(range.start);
        Span::new(start, self.offset(range.end).max(start))
    }

    fn offset(&mut self, at: usize) -> usize {
        self.seek(at);
        let before = self.next.checked_sub(1).map_or(0, |last| self.marks[last].total);
        // No place lies inside a mark.
        self.marks.get(self.next).map_or(at, |mark| at.min(mark.start)) - before
    }

    fn seek(&mut self, at: usize) {
        while self.marks.get(self.next).is_some_and(|mark| mark.end <= at) {
            self.next += 1;
        }
        while self.next > 0 && self.marks[self.next - 1].end > at {
            self.next -= 1;
        }
    }

    /// Whether a mark lies in `range`.
    pub fn is_marked(&mut self, range: &Range<usize>) -> bool {
        self.seek(range.start);
        self.marks.get(self.next).is_some_and(|mark| mark.start < range.end)
    }

    /// Appends to `out` the text of an event at `range`, without the marks.
    pub fn append(&mut self, out: &mut String, text: &str, range: &Range<usize>) {
        if !self.is_marked(range) {
            out.push_str(text);
        } else if self.text.get(range.clone()) == Some(text) {
            let mut copied = range.start;
            for mark in self.marks[self.next..].iter().take_while(|mark| mark.start < range.end) {
                out.push_str(&self.text[copied..mark.start.max(copied)]);
                copied = mark.end.min(range.end);
            }
            out.push_str(&self.text[copied..range.end]);
        } else {
            out.push_str(&clean(text));
        }
    }
}

/// Takes the marks out of a piece of text that came from a shielded parse.
#[must_use]
pub fn clean(text: &str) -> Cow<'_, str> {
    // Searching for strings is several times as fast as searching for characters.
    if !text.contains("\u{FDD0}") && !text.contains("\u{1BC9F}") {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.replace(COMMENT.0, "").replace(COMMENT.1, "").replace([LETTER, PUNCTUATION], ""))
}

/// The directive line inside an HTML event, if that is what it is: `:::要点`.
#[must_use]
pub fn directive(html: &str) -> Option<&str> {
    let line = html.trim_start().strip_prefix(COMMENT.0)?;
    let (line, _) = line.split_once(COMMENT.1)?;
    Some(line.trim())
}

/// Sets the marks. The author's own U+FDD0 becomes U+FFFD (same length); a text with U+1BC9F is left alone
/// but for its directives.
#[must_use]
pub fn shield(text: &str) -> Shielded<'_> {
    let has_directive = text.contains(":::");
    let has_letter = text.contains("\u{FDD0}");
    let wide = text.bytes().any(|byte| byte >= 0xE1);
    let emphasis = wide && next_delimiter(text.as_bytes(), 0) < text.len() && !text.contains("\u{1BC9F}");
    if !(has_directive || emphasis || has_letter) {
        return Shielded { text: Cow::Borrowed(text), marks: Vec::new() };
    }
    let mut writer = Writer { text, copied: 0, has_letter, out: String::with_capacity(text.len() + text.len() / 8), marks: Vec::new() };
    let mut fence: Option<(u8, usize)> = None;
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let bare = line.trim_end_matches(['\n', '\r']);
        // Containers before a fence or a directive are looked through.
        let prefix = if has_directive && bare.contains(":::") { prefix(bare) } else { quotes(bare) };
        let rest = &bare[prefix..];
        let first = rest.as_bytes().first();
        if let Some(open) = fence {
            if closes(rest, open) {
                fence = None;
            }
        } else if matches!(first, Some(b'`' | b'~' | b'-' | b'*')) && opens(rest).is_some() {
            fence = opens(rest);
        } else if first == Some(&b':') && rest.starts_with(":::") {
            // Inside lists and quotes too; in indented code `clean` takes the comment off again.
            writer.mark(start + prefix, COMMENT.0);
            writer.mark(start + prefix + rest.len(), COMMENT.1);
        } else if emphasis {
            writer.line(start, line);
        }
        start += line.len();
    }
    writer.copy(text.len());
    Shielded { text: Cow::Owned(writer.out), marks: writer.marks }
}

/// How many bytes of quote marks and blanks stand in front of the line's own text.
fn quotes(line: &str) -> usize {
    line.bytes().take_while(|byte| matches!(byte, b' ' | b'>')).count()
}

/// How many bytes of quote marks, list marks and blanks stand in front of the line's own text.
fn prefix(line: &str) -> usize {
    let mut rest = line;
    loop {
        rest = rest.trim_start_matches([' ', '>']);
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let marks: &[&str] = if digits == 0 { &["- ", "* ", "+ "] } else { &[". ", ") "] };
        match marks.iter().find_map(|mark| rest[digits..].strip_prefix(mark)) {
            Some(after) => rest = after,
            None => return line.len() - rest.len(),
        }
    }
}

/// Where the next `*`, `~` or `_` stands, or the length of the text. Eight bytes at a time.
fn next_delimiter(bytes: &[u8], from: usize) -> usize {
    const ONES: u64 = 0x0101_0101_0101_0101;
    // A byte is zero when subtracting one borrows from its high bit (Hacker's Delight, 6-1).
    let holds = |eight: u64, byte: u8| {
        let rest = eight ^ (ONES * u64::from(byte));
        rest.wrapping_sub(ONES) & !rest & (ONES << 7) != 0
    };
    let mut at = from;
    while let Some(eight) = bytes.get(at..at + 8) {
        let eight = u64::from_ne_bytes(eight.try_into().expect("eight bytes"));
        if holds(eight, b'*') || holds(eight, b'~') || holds(eight, b'_') {
            break;
        }
        at += 8;
    }
    at + bytes[at..].iter().take_while(|byte| !matches!(byte, b'*' | b'~' | b'_')).count()
}

/// A code fence that opens on this line: its character and length. A list item before it is looked through.
fn opens(line: &str) -> Option<(u8, usize)> {
    let line = line.strip_prefix("- ").or_else(|| line.strip_prefix("* ")).unwrap_or(line);
    let first = *line.as_bytes().first()?;
    let length = line.bytes().take_while(|byte| *byte == first).count();
    let is_fence = length >= 3 && (first == b'~' || (first == b'`' && !line[length..].contains('`')));
    is_fence.then_some((first, length))
}

fn closes(line: &str, (character, length): (u8, usize)) -> bool {
    let line = line.trim_end();
    line.len() >= length && line.bytes().all(|byte| byte == character)
}

struct Writer<'a> {
    text: &'a str,
    /// How much of the text is in `out` by now.
    copied: usize,
    /// Whether the author wrote U+FDD0.
    has_letter: bool,
    out: String,
    marks: Vec<Mark>,
}

impl Writer<'_> {
    fn copy(&mut self, to: usize) {
        let piece = &self.text[self.copied..to];
        if self.has_letter {
            self.out.push_str(&piece.replace(LETTER, "\u{FFFD}"));
        } else {
            self.out.push_str(piece);
        }
        self.copied = to;
    }

    fn mark(&mut self, at: usize, mark: &str) {
        self.copy(at);
        let start = self.out.len();
        self.out.push_str(mark);
        let total = self.marks.last().map_or(0, |last| last.total) + mark.len();
        self.marks.push(Mark { start, end: self.out.len(), total });
    }

    fn letter(&mut self, at: usize) {
        self.mark(at, "\u{FDD0}");
    }

    fn punctuation(&mut self, at: usize) {
        self.mark(at, "\u{1BC9F}");
    }

    /// Shields the delimiter runs of the line that begins at `base`.
    fn line(&mut self, base: usize, line: &str) {
        let bytes = line.as_bytes();
        let mut at = next_delimiter(bytes, 0);
        while at < bytes.len() {
            let end = at + bytes[at..].iter().take_while(|byte| **byte == bytes[at]).count();
            // An odd number of backslashes makes the first delimiter a literal character.
            let backslashes = bytes[..at].iter().rev().take_while(|byte| **byte == b'\\').count();
            let start = if backslashes % 2 == 1 { at + 1 } else { at };
            if start < end {
                self.run(base, line, start, end);
            }
            at = next_delimiter(bytes, end);
        }
    }

    /// Puts marks around the run `line[start..end]` where the amendment asks for them.
    fn run(&mut self, base: usize, line: &str, start: usize, end: usize) {
        let before = &line[..start];
        let next = line[end..].chars().next();
        let previous = before.chars().next_back();
        let delimiter = line.as_bytes()[start];
        if delimiter == b'_' {
            let base_character = before.chars().rev().find(|c| !is_variation_selector(*c));
            if previous.is_some_and(is_variation_selector) && base_character.is_some_and(is_punctuation) {
                self.punctuation(base + start);
            }
            return;
        }
        let too_long = delimiter == b'~' && end - start > 2;
        let (Some(previous), Some(next)) = (previous, next) else { return };
        let edge = |c: char| c.is_whitespace() || c == '|';
        let quote_edge = previous == '>' && before.trim_matches(['>', ' ', '\t']).is_empty();
        if too_long || edge(previous) || edge(next) || quote_edge || !(is_east_asian(next) || ends_east_asian(before)) {
            return;
        }
        let beside = |c: char| matches!(c, '_' | '~' | '*' | '\'' | '"');
        if beside(previous) {
            self.punctuation(base + start);
        }
        self.letter(base + start);
        self.letter(base + end);
        if beside(next) {
            self.punctuation(base + end);
        }
    }
}

/// Whether the last visible character before the run is East Asian; variation selectors are looked through.
fn ends_east_asian(before: &str) -> bool {
    let mut characters = before.chars().rev();
    let mut last = characters.next();
    while last.is_some_and(is_variation_selector) {
        last = characters.next();
    }
    last.is_some_and(is_east_asian)
}

fn is_variation_selector(character: char) -> bool {
    matches!(character, '\u{FE00}'..='\u{FE0F}' | '\u{E0100}'..='\u{E01EF}')
}

fn is_punctuation(character: char) -> bool {
    character.is_ascii_punctuation()
        || matches!(u32::from(character), 0x2010..=0x2027 | 0x2030..=0x205E | 0x3001..=0x3003 | 0x3008..=0x3020 | 0x3030 | 0x303D | 0xFE10..=0xFE6B | 0xFF01..=0xFF0F | 0xFF1A..=0xFF20 | 0xFF3B..=0xFF40 | 0xFF5B..=0xFF65)
}
