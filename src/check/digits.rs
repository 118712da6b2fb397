//! Private numbers among digits: ID cards, telephones, bank cards, also spaced, hyphenated or full-width.

use crate::check::words::digit;
use crate::source::Span;

/// What a number gives away.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Secret {
    /// 18 digits with a right checksum (GB 11643).
    IdCard,
    /// 15 digits of the form before 1999.
    OldIdCard,
    /// A mobile telephone.
    Mobile,
    /// 16–19 digits with a right check digit (ISO/IEC 7812, Luhn).
    BankCard,
    /// A fixed telephone with its area code.
    Landline,
}

/// Digits without anything between them.
struct Group {
    digits: String,
    start: usize,
    end: usize,
}

/// All private numbers of `text`, in order.
#[must_use]
pub fn secrets(text: &str) -> Vec<(Secret, Span)> {
    let mut found = Vec::new();
    for chain in chains(text) {
        let mut at = 0;
        while at < chain.len() {
            match longest(text, &chain, at) {
                Some((secret, end)) => {
                    found.push((secret, Span::new(chain[at].start, chain[end].end)));
                    at = end + 1;
                }
                None => at += 1,
            }
        }
    }
    found
}

/// Runs of groups with one separator between each two.
fn chains(text: &str) -> Vec<Vec<Group>> {
    let mut chains: Vec<Vec<Group>> = Vec::new();
    let letters: Vec<(usize, char)> = text.char_indices().collect();
    let mut at = 0;
    while at < letters.len() {
        let from = at;
        let mut digits = String::new();
        while let Some(next) = letters.get(at).and_then(|(_, c)| digit(*c)) {
            digits.push(next);
            at += 1;
        }
        if digits.is_empty() {
            at += 1;
            continue;
        }
        // The last place of an ID card may be an X.
        let is_x = |at: usize| letters.get(at).is_some_and(|(_, c)| matches!(c, 'X' | 'x' | 'Ｘ' | 'ｘ'));
        let ends = |at: usize| letters.get(at).is_none_or(|(_, c)| !c.is_ascii_alphanumeric());
        if is_x(at) && ends(at + 1) {
            digits.push('X');
            at += 1;
        }
        let start = letters[from].0;
        let end = letters.get(at).map_or(text.len(), |(byte, _)| *byte);
        let group = Group { digits, start, end };
        match chains.last_mut() {
            Some(chain) if chain.last().is_some_and(|last| separates(&text[last.end..start])) => chain.push(group),
            _ => chains.push(vec![group]),
        }
    }
    chains
}

fn separates(between: &str) -> bool {
    let mut letters = between.chars();
    let first = letters.next();
    let wide = matches!(between, "  " | " - " | ") " | "） " | " · ");
    wide || (letters.next().is_none()
        && first
            .is_some_and(|c| matches!(c, ' ' | '\u{A0}' | '\u{3000}' | '-' | '—' | '–' | '－' | '‐' | '‑' | '.' | '．' | '·' | ')' | '）')))
}

/// The longest secret that begins at group `at`, and its last group.
fn longest(text: &str, chain: &[Group], at: usize) -> Option<(Secret, usize)> {
    if text[..chain[at].start].ends_with(|c: char| c.is_ascii_alphanumeric() || c == '_') {
        return None;
    }
    let mut digits = String::new();
    let mut lengths = Vec::new();
    let mut best = None;
    for (end, group) in chain.iter().enumerate().skip(at) {
        digits.push_str(&group.digits);
        lengths.push(group.digits.len());
        if digits.len() > 19 {
            break;
        }
        if text[group.end..].starts_with(|c: char| c.is_ascii_alphanumeric() || c == '_') {
            continue;
        }
        // Part of a decimal number or of a dotted code is no number of its own.
        let dotted = |from: usize, to: usize| matches!(&text[from..to], "." | "．");
        let in_decimal = lengths.len() == 1
            && ((at > 0 && dotted(chain[at - 1].end, chain[at].start))
                || chain.get(end + 1).is_some_and(|next| dotted(group.end, next.start)));
        if in_decimal {
            continue;
        }
        if let Some(secret) = secret(text, &digits, &lengths, chain[at].start) {
            best = Some((secret, end));
        }
    }
    best
}

fn secret(text: &str, digits: &str, lengths: &[usize], start: usize) -> Option<Secret> {
    let in_address = text[..start].rsplit(|c: char| c.is_whitespace() || !c.is_ascii()).next().is_some_and(|token| token.contains("://"));
    let solid = lengths.len() == 1;
    if digits.len() == 18 && is_id_card(digits) {
        return Some(Secret::IdCard);
    }
    if in_address || digits.contains('X') {
        return None;
    }
    if is_mobile(text, digits, lengths, start) {
        return Some(Secret::Mobile);
    }
    if (16..=19).contains(&digits.len())
        && matches!(digits.as_bytes()[0], b'3'..=b'6' | b'9')
        && is_card_shape(lengths)
        && !is_like_id_card(digits)
        && luhn(digits)
    {
        return Some(Secret::BankCard);
    }
    if digits.len() == 15 && solid && is_old_id_card(digits) {
        return Some(Secret::OldIdCard);
    }
    is_landline(digits, lengths).then_some(Secret::Landline)
}

fn is_mobile(text: &str, digits: &str, lengths: &[usize], start: usize) -> bool {
    let plain = match digits.len() {
        11 => digits,
        13 => match digits.strip_prefix("86") {
            Some(rest) if lengths[0] == 2 || text[..start].ends_with('+') => rest,
            _ => return false,
        },
        _ => return false,
    };
    let groups = if digits.len() == 13 && lengths[0] == 2 { &lengths[1..] } else { lengths };
    let groups: Vec<usize> = if digits.len() == 13 && lengths[0] != 2 {
        std::iter::once(groups[0] - 2).chain(groups[1..].iter().copied()).collect()
    } else {
        groups.to_vec()
    };
    let shape = matches!(
        groups.as_slice(),
        [11] | [3, 4, 4]
            | [3, 8]
            | [4, 4, 3]
            | [4, 3, 4]
            | [3, 3, 5]
            | [5, 6]
            | [6, 5]
            | [7, 4]
            | [4, 7]
            | [3, 2, 2, 2, 2]
            | [3, 2, 3, 3]
            | [3, 3, 3, 2]
    ) || groups.iter().all(|length| *length == 1);
    shape && plain.starts_with('1') && matches!(plain.as_bytes()[1], b'3'..=b'9')
}

/// As printed on cards: in fours, in one piece, or in two.
fn is_card_shape(lengths: &[usize]) -> bool {
    let fours = lengths.len() > 3 && lengths[..lengths.len() - 1].iter().all(|length| *length == 4) && lengths[lengths.len() - 1] <= 4;
    fours || lengths.len() == 1 || matches!(lengths, [6, 10 | 13] | [8, 8 | 11])
}

/// `0591-12345678`, `(0591) 1234 5678`, `05911234567`: area code, then seven or eight digits.
fn is_landline(digits: &str, lengths: &[usize]) -> bool {
    let area = if digits.starts_with("010") || digits.starts_with("02") { 3 } else { 4 };
    let bytes = digits.as_bytes();
    let valid = bytes[0] == b'0' && bytes.len() > area && matches!(bytes[1], b'1'..=b'9') && matches!(bytes[area], b'2'..=b'8');
    let rest = digits.len().saturating_sub(area);
    let shape = matches!(lengths, [_] | [3 | 4, 7 | 8] | [3 | 4, 3 | 4, 4]) && (lengths.len() == 1 || lengths[0] == area);
    valid && shape && (7..=8).contains(&rest) && (area == 4 || rest == 8)
}

/// Region, birthday and the weighted checksum of GB 11643.
fn is_id_card(digits: &str) -> bool {
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    const CHECKS: &[u8; 11] = b"10X98765432";
    let bytes = digits.as_bytes();
    if bytes[..17].contains(&b'X') || bytes[0] == b'0' || !is_day(&digits[6..14]) {
        return false;
    }
    let sum: u32 = bytes[..17].iter().zip(WEIGHTS).map(|(byte, weight)| u32::from(byte - b'0') * weight).sum();
    CHECKS[(sum % 11) as usize] == bytes[17]
}

/// A number with a birthday in the middle is some other register's, when its checksum is wrong.
fn is_like_id_card(digits: &str) -> bool {
    digits.len() == 18 && is_day(&digits[6..14])
}

fn is_old_id_card(digits: &str) -> bool {
    let province: u32 = digits[..2].parse().unwrap_or(0);
    matches!(province, 11..=15 | 21..=23 | 31..=37 | 41..=46 | 50..=54 | 61..=65) && is_day(&format!("19{}", &digits[6..12]))
}

/// `19900131`: a year of 19xx or 20xx, a month, a day.
fn is_day(digits: &str) -> bool {
    let month: u32 = digits[4..6].parse().unwrap_or(0);
    let day: u32 = digits[6..8].parse().unwrap_or(0);
    (digits.starts_with("19") || digits.starts_with("20")) && (1..=12).contains(&month) && (1..=31).contains(&day)
}

fn luhn(digits: &str) -> bool {
    let sum: u32 = digits
        .bytes()
        .rev()
        .enumerate()
        .map(|(at, byte)| {
            let digit = u32::from(byte - b'0');
            if at % 2 == 1 { (2 * digit).div_euclid(10) + (2 * digit) % 10 } else { digit }
        })
        .sum();
    sum.is_multiple_of(10)
}
