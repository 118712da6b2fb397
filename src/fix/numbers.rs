//! Numbers: full-width digits, `1-3岁` → `1—3岁`, `°C` → `℃`.

use crate::fix::cells::Line;

/// Code of full-width digits and letters.
pub const FULL_WIDTH: &str = "digit-full-width";
/// Code of ranges.
pub const RANGE: &str = "range-hyphen";
/// Code of degrees.
pub const CELSIUS: &str = "celsius";

/// First characters of what is counted and measured. A number with one of them behind it is an amount;
/// without, it may be a score, a telephone, a house (`3-201室`) or a standard (`GB 5749-2022`).
const MEASURES: &str = "岁天次年月日周个小分秒克毫千公斤两升厘米元万片粒杯碗勺滴倍成级度条页章节集期名人位种项口餐顿步层支只针剂份袋盒遍组句段户百亿时点横代胎℃%％";

/// Mends numbers; says whether anything changed.
pub fn mend(line: &mut Line) -> bool {
    full_width(line) | celsius(line) | ranges(line)
}

/// Full-width digits and letters, and the point between digits. A line with an address or signs of markup
/// stays: a letter may be what is missing from a tag, an entity or a link.
fn full_width(line: &mut Line) -> bool {
    let address = line.cells.windows(2).any(|pair| pair[0].character == ':' && pair[1].character == '/');
    if address || line.cells.iter().any(|cell| "<&@[\\`".contains(cell.character)) {
        return false;
    }
    // `１．` at the start of a line is a list, if anything.
    let digits = (0..line.cells.len()).take_while(|at| line.get(*at).is_some_and(|c| half(c).unwrap_or(c).is_ascii_digit())).count();
    let from = if matches!(line.get(digits), Some('.' | ')' | '．' | '、')) { digits } else { 0 };
    let mut changed = false;
    for at in from..line.cells.len() {
        let cell = line.cells[at];
        if let Some(half) = half(cell.character).filter(|_| cell.free) {
            line.set(at, half, FULL_WIDTH);
            changed = true;
        }
        let digit_after = line.get(at + 1).is_some_and(|c| half(c).unwrap_or(c).is_ascii_digit());
        if line.is_free(at, '．') && at > from && is_digit(line, at - 1) && digit_after {
            line.set(at, '.', FULL_WIDTH);
            changed = true;
        }
    }
    changed
}

/// The ASCII digit or letter that a full-width one stands for.
pub fn half(character: char) -> Option<char> {
    match character {
        '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' => char::from_u32(u32::from(character) - 0xFEE0),
        _ => None,
    }
}

/// `°C`, `º C`, and after a number `C°`. English text keeps its own way.
fn celsius(line: &mut Line) -> bool {
    let (han, words) = line.weigh(true);
    if words > han {
        return false;
    }
    let mut changed = false;
    let mut at = 0;
    while at + 1 < line.cells.len() {
        let is_sign = |at: usize| matches!(line.get(at), Some('°' | 'º' | '˚')) && line.cells[at].free;
        let is_letter = |at: usize| matches!(line.get(at), Some('C' | 'Ｃ')) && line.cells[at].free;
        let no_word = |at: usize| !line.get(at).is_some_and(|c| c.is_ascii_alphanumeric());
        let spaced = usize::from(line.get(at + 1) == Some(' '));
        let wanted = if is_sign(at) && is_letter(at + 1 + spaced) && no_word(at + 2 + spaced) {
            1 + spaced
        } else if is_letter(at) && is_sign(at + 1) && at > 0 && is_digit(line, at - 1) {
            1
        } else {
            0
        };
        let joined = line.cells[at..].windows(2).take(wanted).all(|pair| pair[0].span.end == pair[1].span.start && pair[1].free);
        if wanted > 0 && joined {
            for _ in 0..wanted {
                line.swallow_next(at);
            }
            line.set(at, '℃', CELSIUS);
            if at > 1 && line.is_free(at - 1, ' ') && is_digit(line, at - 2) {
                line.swallow_previous(at);
            }
            changed = true;
        }
        at += 1;
    }
    changed
}

/// A hyphen between two numbers of which the second is larger and counts something.
fn ranges(line: &mut Line) -> bool {
    let mut changed = false;
    for at in 1..line.cells.len().saturating_sub(2) {
        if matches!(line.get(at), Some('-' | '–' | '－')) && line.cells[at].free && is_range(line, at) {
            line.set(at, '—', RANGE);
            changed = true;
        }
    }
    changed
}

fn is_range(line: &Line, at: usize) -> bool {
    let percent = usize::from(matches!(line.previous(at), Some('%' | '％' | '℃')));
    let is_number = |c: char| c.is_ascii_digit() || c == '.';
    let text = |from: usize, to: usize| line.cells[from..to].iter().map(|cell| cell.character).collect::<String>();
    let left_end = at - percent;
    let left_start = (0..left_end).rev().take_while(|at| line.get(*at).is_some_and(is_number)).last().unwrap_or(left_end);
    let right_end = (at + 1..line.cells.len()).take_while(|at| line.get(*at).is_some_and(is_number)).last().map_or(at + 1, |last| last + 1);
    let (left, right) = (text(left_start, left_end), text(at + 1, right_end));
    let (Some(low), Some(high)) = (amount(&left), amount(&right)) else { return false };
    let is_year = |number: &str| number.len() == 4 && (number.starts_with("19") || number.starts_with("20"));
    let counts = line.get(right_end).is_some_and(|c| MEASURES.contains(c));
    // `COVID-19`, `WS/T 678-2020`, `-5-10`, `2026.1-3`, `1—2-3`: no range starts there.
    let mut before = line.cells[..left_start].iter().rev().map(|cell| cell.character);
    let first = before.next();
    let is_code = |c: char| c.is_ascii_alphanumeric() || "-–—－~～/.:,_".contains(c);
    let after_name = first == Some(' ') && before.next().is_some_and(is_code);
    low < high && counts && (!is_year(&right) || is_year(&left)) && !first.is_some_and(is_code) && !after_name
}

/// The value of a number of at most four digits and two decimals without leading zeros.
fn amount(number: &str) -> Option<f64> {
    let (whole, decimals) = number.split_once('.').unwrap_or((number, "0"));
    let is_plain = (1..=4).contains(&whole.len()) && (whole == "0" || !whole.starts_with('0')) && (1..=2).contains(&decimals.len());
    if is_plain { number.parse().ok() } else { None }
}

fn is_digit(line: &Line, at: usize) -> bool {
    line.get(at).is_some_and(|c| c.is_ascii_digit())
}
