//! Marks and quotes beside Han: `,` → `，`, `(` → `（`, `"` → `“`.

use crate::fix::cells::{Line, is_chinese, is_han};

/// Code of half-width marks.
pub const PUNCTUATION: &str = "punctuation-half-width";
/// Code of straight quotes.
pub const QUOTE: &str = "quote-straight";

/// Mends marks; says whether anything changed. Leaves lines alone that are more Latin than Chinese.
pub fn mend(line: &mut Line) -> bool {
    let (han, words) = line.weigh(false);
    if han <= words {
        return false;
    }
    quotes(line) | brackets(line) | marks(line)
}

/// Pairs of `"` on one line, when there is an even number of them. Single quotes stay: they may be
/// apostrophes, feet or minutes. A quote right after a digit may mean inches and opens nothing.
fn quotes(line: &mut Line) -> bool {
    let all: Vec<usize> = (0..line.cells.len()).filter(|at| line.get(*at) == Some('"')).collect();
    if all.len() % 2 == 1 || all.iter().any(|at| !line.cells[*at].free) {
        return false;
    }
    let mut changed = false;
    for pair in all.chunks_exact(2) {
        let (open, close) = (pair[0], pair[1]);
        let inside = &line.cells[open + 1..close];
        let is_blank = |cell: Option<&crate::fix::cells::Cell>| cell.is_none_or(|cell| cell.character.is_whitespace());
        let after_digit = line.previous(open).is_some_and(|before| before.is_ascii_digit());
        let beside = line.previous(open).is_some_and(is_chinese) || line.get(close + 1).is_some_and(is_chinese);
        let wanted = beside || inside.iter().any(|cell| is_han(cell.character));
        if wanted && !after_digit && !is_blank(inside.first()) && !is_blank(inside.last()) {
            line.set(open, '“', QUOTE);
            line.set(close, '”', QUOTE);
            changed = true;
        }
    }
    changed
}

/// Pairs of round brackets with Chinese inside, or after Chinese with a plain word or number inside; and
/// pairs of which one half is Chinese already.
fn brackets(line: &mut Line) -> bool {
    let mut opened: Vec<usize> = Vec::new();
    let mut wanted: Vec<(usize, usize)> = Vec::new();
    for at in 0..line.cells.len() {
        match line.cells[at].character {
            '(' | '（' => opened.push(at),
            // The mouth of an emoticon closes nothing.
            ')' if line.previous(at).is_some_and(|before| ":;-=^_".contains(before)) => {}
            ')' | '）' => {
                let Some(open) = opened.pop() else { continue };
                if is_bracket(line, open, at) {
                    wanted.push((open, at));
                }
            }
            _ => {}
        }
    }
    let mut around = Vec::new();
    for (open, close) in wanted {
        for (at, half, full) in [(open, '(', '（'), (close, ')', '）')] {
            if line.get(at) == Some(half) {
                line.set(at, full, PUNCTUATION);
                around.push((at, half == '('));
            }
        }
    }
    // From the end, so that places before stay what they are.
    around.sort_unstable();
    for (at, opens) in around.iter().rev() {
        if *opens {
            if *at > 1 && line.previous(*at) == Some(' ') && line.get(*at - 2).is_some_and(is_chinese) {
                line.swallow_previous(*at);
            }
        } else if line.get(*at + 1) == Some(' ') && line.get(*at + 2).is_some_and(is_chinese) {
            line.swallow_next(*at);
        }
    }
    !around.is_empty()
}

fn is_bracket(line: &Line, open: usize, close: usize) -> bool {
    let halves = [(open, '('), (close, ')')];
    let is_half = |(at, half): (usize, char)| line.get(at) == Some(half);
    if !halves.into_iter().any(is_half) || halves.into_iter().any(|(at, half)| line.get(at) == Some(half) && !line.cells[at].free) {
        return false;
    }
    // `[words](address` that is no link because of a blank is left to its author.
    if line.previous(open) == Some(']') {
        return false;
    }
    if !halves.into_iter().all(is_half) {
        return true;
    }
    let inside = &line.cells[open + 1..close];
    if inside.iter().any(|cell| "^´｀￣▽ω∀≧≦╯╰╥°□●•".contains(cell.character)) {
        return false;
    }
    let mut before = line.cells[..open].iter().rev().map(|cell| cell.character).skip_while(|c| *c == ' ');
    let plain = |c: char| c.is_ascii_alphanumeric() || " .,%+/~—-".contains(c);
    inside.iter().any(|cell| is_han(cell.character))
        || (before.next().is_some_and(is_han)
            && inside.iter().all(|cell| plain(cell.character))
            && inside.iter().any(|cell| cell.character.is_ascii_alphanumeric()))
}

/// `,` `;` `:` `!` `?` `.` beside Han.
fn marks(line: &mut Line) -> bool {
    let mut changed = false;
    let mut at = 1;
    while at < line.cells.len() {
        let half = line.cells[at].character;
        let full = match half {
            ',' => '，',
            ';' => '；',
            ':' => '：',
            '!' => '！',
            '?' => '？',
            '.' => '。',
            _ => '\0',
        };
        if full != '\0' && line.cells[at].free && is_mark(line, at, half) {
            line.set(at, full, PUNCTUATION);
            changed = true;
            // The full-width mark brings its own room.
            while line.get(at + 1) == Some(' ') && at + 2 < line.cells.len() && line.swallow_next(at) {}
        }
        at += 1;
    }
    changed
}

fn is_mark(line: &Line, at: usize, half: char) -> bool {
    let before = line.previous(at);
    let after = line.get(at + 1);
    let chinese_before = follows_chinese(line, at);
    let digit_before = before.is_some_and(|c| c.is_ascii_digit());
    // `维生素C, 鱼肝油`: the blank is an English habit too, so the line must be Chinese beyond doubt.
    let (han, words) = line.weigh(false);
    let blanks = if han >= 3 * words { line.cells[at + 1..].iter().take_while(|cell| cell.character == ' ').count() } else { 0 };
    let chinese_after = precedes_chinese(line, at + blanks) && before.is_some_and(|c| c.is_ascii_alphanumeric() || "\")]”’％%".contains(c));
    match half {
        ',' => chinese_before || chinese_after,
        ';' | ':' if is_emoticon(line, at) || before == Some(half) || after == Some(half) => false,
        ';' => chinese_before || chinese_after,
        ':' => chinese_before || (chinese_after && !digit_before),
        '!' | '?' => (chinese_before || chinese_after) && !after.is_some_and(|c| "[=(".contains(c)),
        '.' => (chinese_before && ends_sentence(line, at)) || (digit_before && han > 4 && at + 1 == line.cells.len()),
        _ => false,
    }
}

/// `:)` `;-)` `:D` `:/` and the like.
fn is_emoticon(line: &Line, at: usize) -> bool {
    match line.get(at + 1) {
        Some(')' | '(' | '-' | '/' | '\\' | '|' | '\'' | '*') => true,
        Some('D' | 'P' | 'p') => !line.get(at + 2).is_some_and(|c| c.is_ascii_alphanumeric()),
        _ => false,
    }
}

/// A full stop after Chinese: at the end of the line, or before a blank and more Chinese. Between two Han it may be part of
/// a foreign name and after a short word part of a number (`一. 准备`), and three of them are an ellipsis.
fn ends_sentence(line: &Line, at: usize) -> bool {
    let rest: Vec<char> = line.cells[at + 1..].iter().map(|cell| cell.character).collect();
    let closers = rest.iter().take_while(|c| "”’\"）】》)".contains(**c)).count();
    let last = rest.len() == closers;
    let next = rest.first() == Some(&' ') && rest.iter().find(|c| **c != ' ').is_some_and(|c| is_han(*c));
    line.previous(at) != Some('.') && (last || (next && at > 4))
}

/// Whether the word before `at` is Chinese, looking through what closes before it.
fn follows_chinese(line: &Line, at: usize) -> bool {
    let mut before = line.cells[..at].iter().rev().map(|cell| cell.character).skip_while(|c| "”’\")]".contains(*c));
    before.next().is_some_and(is_chinese)
}

/// Whether the word right after `at` is Chinese, looking through what opens before it.
fn precedes_chinese(line: &Line, at: usize) -> bool {
    let mut after = line.cells[at + 1..].iter().map(|cell| cell.character).skip_while(|c| "“‘\"([".contains(*c));
    after.next().is_some_and(|c| is_han(c) || "《（【「『〈".contains(c))
}
