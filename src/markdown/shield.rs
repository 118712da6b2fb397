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
    /// `(offset in the shielded text just after a mark, bytes of marks up to there)`, ascending.
    marks: Vec<(usize, usize)>,
}

impl Shielded<'_> {
    /// The author's range for a range of the shielded text.
    #[must_use]
    pub fn original(&self, start: usize, end: usize) -> Span {
        Span::new(self.offset(start), self.offset(end).max(self.offset(start)))
    }

    fn offset(&self, at: usize) -> usize {
        match self.marks.partition_point(|&(mark, _)| mark <= at) {
            0 => at,
            n => at - self.marks[n - 1].1,
        }
    }

    /// Whether any marks were set, so that `clean` can be skipped otherwise.
    #[must_use]
    pub fn is_marked(&self) -> bool {
        !self.marks.is_empty()
    }
}

/// Takes the marks out of a piece of text that came from a shielded parse.
#[must_use]
pub fn clean(text: &str) -> Cow<'_, str> {
    if !text.contains([LETTER, PUNCTUATION]) {
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
    let wide = text.bytes().any(|byte| byte >= 0xE1);
    let has_emphasis = wide && text.contains(['*', '~', '_']);
    if !(has_directive || has_emphasis || text.contains(LETTER)) {
        return Shielded { text: Cow::Borrowed(text), marks: Vec::new() };
    }
    let emphasis = wide && !text.contains(PUNCTUATION);
    let mut writer = Writer { out: String::with_capacity(text.len() + text.len() / 8), marks: Vec::new(), inserted: 0 };
    let mut fence: Option<(u8, usize)> = None;
    for line in text.split_inclusive('\n') {
        let bare = line.trim_end_matches(['\n', '\r']);
        let trimmed = bare.trim_start_matches(' ');
        let prefix = if bare.contains(":::") { prefix(bare) } else { 0 };
        if let Some(open) = fence {
            if closes(trimmed, open) {
                fence = None;
            }
            writer.copy(line);
        } else if let Some(open) = opens(trimmed) {
            fence = Some(open);
            writer.copy(line);
        } else if bare[prefix..].starts_with(":::") {
            // Inside lists and quotes too; in indented code `clean` takes the comment off again.
            writer.copy(&bare[..prefix]);
            writer.mark(COMMENT.0);
            writer.copy(&bare[prefix..]);
            writer.mark(COMMENT.1);
            writer.copy(&line[bare.len()..]);
        } else if emphasis {
            writer.line(line);
        } else {
            writer.copy(line);
        }
    }
    Shielded { text: Cow::Owned(writer.out), marks: writer.marks }
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

/// A code fence that opens on this line: its character and length. Containers before it are looked through.
fn opens(line: &str) -> Option<(u8, usize)> {
    let line = line.trim_start_matches(['>', ' ']);
    let line = line.strip_prefix("- ").or_else(|| line.strip_prefix("* ")).unwrap_or(line);
    let first = *line.as_bytes().first()?;
    let length = line.bytes().take_while(|byte| *byte == first).count();
    let is_fence = length >= 3 && (first == b'~' || (first == b'`' && !line[length..].contains('`')));
    is_fence.then_some((first, length))
}

fn closes(line: &str, (character, length): (u8, usize)) -> bool {
    let line = line.trim_start_matches(['>', ' ']).trim_end();
    line.len() >= length && line.bytes().all(|byte| byte == character)
}

struct Writer {
    out: String,
    marks: Vec<(usize, usize)>,
    inserted: usize,
}

impl Writer {
    fn copy(&mut self, text: &str) {
        if text.contains(LETTER) {
            self.out.push_str(&text.replace(LETTER, "\u{FFFD}"));
        } else {
            self.out.push_str(text);
        }
    }

    fn mark(&mut self, mark: &str) {
        self.out.push_str(mark);
        self.inserted += mark.len();
        self.marks.push((self.out.len(), self.inserted));
    }

    fn letter(&mut self) {
        self.mark("\u{FDD0}");
    }

    fn punctuation(&mut self) {
        self.mark("\u{1BC9F}");
    }

    /// Copies one line, shielding its delimiter runs.
    fn line(&mut self, line: &str) {
        let bytes = line.as_bytes();
        let mut copied = 0;
        let mut at = 0;
        while at < bytes.len() {
            let delimiter = bytes[at];
            if !matches!(delimiter, b'*' | b'~' | b'_') {
                at += 1;
                continue;
            }
            let end = at + bytes[at..].iter().take_while(|byte| **byte == delimiter).count();
            // An odd number of backslashes makes the first delimiter a literal character.
            let backslashes = bytes[..at].iter().rev().take_while(|byte| **byte == b'\\').count();
            let start = if backslashes % 2 == 1 { at + 1 } else { at };
            if start < end {
                self.copy(&line[copied..start]);
                self.run(line, start, end);
                copied = end;
            }
            at = end;
        }
        self.copy(&line[copied..]);
    }

    /// Copies the run `line[start..end]` with marks around it where the amendment asks for them.
    fn run(&mut self, line: &str, start: usize, end: usize) {
        let run = &line[start..end];
        let before = &line[..start];
        let next = line[end..].chars().next();
        let previous = before.chars().next_back();
        let delimiter = run.as_bytes()[0];
        if delimiter == b'_' {
            let base = before.chars().rev().find(|c| !is_variation_selector(*c));
            if previous.is_some_and(is_variation_selector) && base.is_some_and(is_punctuation) {
                self.punctuation();
            }
            self.copy(run);
            return;
        }
        let too_long = delimiter == b'~' && run.len() > 2;
        let (Some(previous), Some(next)) = (previous, next) else {
            self.copy(run);
            return;
        };
        let edge = |c: char| c.is_whitespace() || c == '|';
        let quote_edge = previous == '>' && before.trim_matches(['>', ' ', '\t']).is_empty();
        if too_long || edge(previous) || edge(next) || quote_edge || !(is_east_asian(next) || ends_east_asian(before)) {
            self.copy(run);
            return;
        }
        let beside = |c: char| matches!(c, '_' | '~' | '*' | '\'' | '"');
        if beside(previous) {
            self.punctuation();
        }
        self.letter();
        self.copy(run);
        self.letter();
        if beside(next) {
            self.punctuation();
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
    character.is_ascii_punctuation() || matches!(u32::from(character), 0x2010..=0x2027 | 0x2030..=0x205E | 0x3001..=0x3003 | 0x3008..=0x3020 | 0x3030 | 0x303D | 0xFE10..=0xFE6B | 0xFF01..=0xFF0F | 0xFF1A..=0xFF20 | 0xFF3B..=0xFF40 | 0xFF5B..=0xFF65)
}
