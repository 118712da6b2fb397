//! Small questions about Chinese text that several rules ask.

/// Whether `c` is a Han character.
#[must_use]
pub fn is_han(c: char) -> bool {
    matches!(c, '\u{4E00}'..='\u{9FFF}' | '\u{3400}'..='\u{4DBF}' | '\u{20000}'..='\u{323AF}')
}

/// Characters that a reader counts: everything but blanks.
#[must_use]
pub fn length(text: &str) -> usize {
    text.chars().filter(|c| !c.is_whitespace()).count()
}

/// The sentences of `text`, each with the byte it starts at and without its end mark.
/// `；` ends one too: a reader may breathe there.
#[must_use]
pub fn sentences(text: &str) -> Vec<(usize, &str)> {
    let mut start = 0;
    let mut list = Vec::new();
    for piece in text.split_inclusive(['。', '！', '？', '；', '!', '?', '\n']) {
        let bare = piece.trim_end_matches(['。', '！', '？', '；', '!', '?', '\n']);
        if !bare.trim().is_empty() {
            list.push((start, bare));
        }
        start += piece.len();
    }
    list
}

/// The sentence of `text` that holds byte `at`.
#[must_use]
pub fn sentence_at(text: &str, at: usize) -> &str {
    sentences(text).into_iter().rev().find(|(start, _)| *start <= at).map_or(text, |(_, sentence)| sentence)
}

/// At most `count` characters of `text` before byte `at`.
#[must_use]
pub fn before(text: &str, at: usize, count: usize) -> &str {
    let head = &text[..at];
    head.char_indices().rev().nth(count.saturating_sub(1)).map_or(head, |(start, _)| &head[start..])
}

/// At most `count` characters of `text` from byte `at`.
#[must_use]
pub fn after(text: &str, at: usize, count: usize) -> &str {
    let tail = &text[at..];
    tail.char_indices().nth(count).map_or(tail, |(end, _)| &tail[..end])
}

/// Whether any of `words` stands in `text`.
#[must_use]
pub fn has_any(text: &str, words: &[&str]) -> bool {
    words.iter().any(|word| text.contains(word))
}

/// Whether byte `at` stands inside “…”, 「…」 or 《…》 of `text`.
#[must_use]
pub fn is_quoted(text: &str, at: usize) -> bool {
    let open = |open: char, close: char| {
        let head = &text[..at];
        head.matches(open).count() > head.matches(close).count() && text[at..].contains(close)
    };
    open('“', '”') || open('「', '」') || open('《', '》')
}

/// A run of ASCII or full-width digits: the number as ASCII, its first byte and one past its last.
#[must_use]
pub fn numbers(text: &str) -> Vec<(String, usize, usize)> {
    let bytes = text.as_bytes();
    let mut list: Vec<(String, usize, usize)> = Vec::new();
    let mut at = 0;
    // Byte by byte, for digits are rare in Chinese: a full-width one is EF BC 90…99.
    while let Some(next) = bytes[at..].iter().position(|byte| byte.is_ascii_digit() || *byte == 0xEF) {
        at += next;
        let (digit, length) = match &bytes[at..] {
            [digit @ b'0'..=b'9', ..] => (*digit, 1),
            [0xEF, 0xBC, last @ 0x90..=0x99, ..] => (last - 0x90 + b'0', 3),
            _ => {
                at += 1;
                continue;
            }
        };
        match list.last_mut() {
            Some((number, _, end)) if *end == at => {
                number.push(char::from(digit));
                *end += length;
            }
            _ => list.push((char::from(digit).to_string(), at, at + length)),
        }
        at += length;
    }
    list
}

/// The ASCII digit that `c` is, full-width ones too.
#[must_use]
pub fn digit(c: char) -> Option<char> {
    match c {
        '0'..='9' => Some(c),
        '０'..='９' => char::from_digit(u32::from(c) - u32::from('０'), 10),
        _ => None,
    }
}

/// `text` as it is compared: small letters, half-width, without blanks.
#[must_use]
pub fn fold(text: &str) -> String {
    let narrow = |c: char| match c {
        '！'..='～' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        c => c,
    };
    text.chars().filter(|c| !c.is_whitespace()).map(narrow).flat_map(char::to_lowercase).collect()
}
