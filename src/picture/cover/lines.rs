//! A title in at most three lines, as large as it goes, broken between words.

use super::face::Face;

/// The longest line, in pixels.
const MEASURE: f32 = 528.0;
/// Sizes to try and how many lines of each there is room for. What does not fit the last is cut short.
const SIZES: [(u32, usize); 5] = [(60, 1), (50, 2), (42, 2), (35, 3), (31, 3)];
/// Space between Han characters and Latin letters or digits, in parts of the size, as on the pages.
const APART: f32 = 0.125;

/// Signs whose left half is empty, and those whose right half is: at the end of a line nobody sees the empty half.
const OPENING: &str = "“‘（《〈【「『";
const CLOSING: &str = "，。、；：？！”’）》〉】」』";

/// A character and where its pen starts, from the left end of its line.
pub struct Placed {
    pub character: char,
    pub x: f32,
}

/// A line; it may begin before 0, with the empty half of an opening sign.
pub struct Line {
    pub glyphs: Vec<Placed>,
    /// In pixels.
    pub width: f32,
    pub size: u32,
}

/// From one line to the next, in pixels.
pub fn pitch(size: u32) -> i32 {
    (size * 6 / 5) as i32
}

/// The lines of a title.
pub fn title(face: &Face, words: &[&str]) -> Vec<Line> {
    let words: Vec<String> =
        words.iter().flat_map(|word| word.split_inclusive(' ')).map(|word| drawable(face, word)).filter(|word| !word.is_empty()).collect();
    for (size, most) in SIZES {
        let measure = MEASURE / size as f32;
        // Short lines are seen whole even in a square cut out of the middle.
        let ways = (1..=most).filter_map(|count| even(face, &words, count, measure));
        if let Some((_, lines)) = ways.min_by(|a, b| a.0.total_cmp(&b.0)) {
            return lines.iter().map(|line| set(face, line.trim(), size)).collect();
        }
    }
    let (size, most) = SIZES[SIZES.len() - 1];
    filled(face, &words, most, MEASURE / size as f32).iter().map(|line| set(face, line.trim(), size)).collect()
}

/// A line of small print, or none when there is nothing to say; cut where it would be too long.
pub fn name(face: &Face, words: &str, size: u32) -> Vec<Line> {
    let words = drawable(face, words);
    let lines = filled(face, &[words], 1, MEASURE / size as f32);
    lines.iter().map(|line| set(face, line.trim(), size)).collect()
}

/// `text` without what the face lacks: a letter leaves an empty box, as in print where a type is missing, so that no
/// name turns into another; any other sign (a small picture, mostly) leaves nothing.
fn drawable(face: &Face, text: &str) -> String {
    let seen = text.chars().filter_map(|character| match character {
        _ if character.is_whitespace() => Some(' '),
        _ if face.has(character) => Some(character),
        _ => character.is_alphanumeric().then_some('□'),
    });
    seen.collect()
}

/// The words in just `count` lines, none longer than `measure` (in parts of the size): as even as they come, and
/// rather after a sign than between two words. With what that costs: less is better.
fn even(face: &Face, words: &[String], count: usize, measure: f32) -> Option<(f32, Vec<String>)> {
    /// How much longer a line may become so that the one before ends with a sign.
    const SIGN: f32 = 5.0;
    let widths: Vec<f32> = words.iter().map(|word| width(face, word)).collect();
    if widths.iter().sum::<f32>() > measure * count as f32 + 1.0 {
        return None;
    }
    let cost = |from: usize, to: usize| {
        let sum: f32 = widths[from..to].iter().sum();
        let is_short = from < to && (sum <= measure || width(face, words[from..to].concat().trim()) <= measure);
        let ends_well = to == words.len() || words[to - 1].ends_with(|last| last == ' ' || CLOSING.contains(last));
        is_short.then_some((sum, if ends_well { 0.0 } else { SIGN }))
    };
    // The best way to write the words from each place on, line by line from the end.
    let end = words.len();
    let mut best: Vec<Option<(f32, f32, Vec<usize>)>> =
        (0..=end).map(|from| cost(from, end).map(|(longest, penalty)| (longest, penalty, vec![end]))).collect();
    for _ in 1..count {
        let from_each = (0..=end).map(|from| {
            let ways = (from + 1..end).filter_map(|cut| {
                let ((width, more), (longest, penalty, cuts)) = (cost(from, cut)?, best[cut].as_ref()?);
                Some((width.max(*longest), penalty + more, [&[cut], cuts.as_slice()].concat()))
            });
            ways.min_by(|a, b| (a.0 + a.1).total_cmp(&(b.0 + b.1)))
        });
        best = from_each.collect();
    }
    let (longest, penalty, cuts) = best.swap_remove(0)?;
    let starts = std::iter::once(0).chain(cuts.iter().copied());
    Some((longest + penalty, starts.zip(&cuts).map(|(from, to)| words[from..*to].concat()).collect()))
}

/// At most `most` full lines, broken anywhere if need be; when words are left over, the last one ends with `…`.
fn filled(face: &Face, words: &[String], most: usize, measure: f32) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in words {
        let last = lines.last_mut().expect("one at least");
        if width(face, &format!("{last}{}", word.trim_end())) <= measure {
            last.push_str(word);
            continue;
        }
        if !last.is_empty() && width(face, word.trim_end()) <= measure {
            lines.push(word.clone());
            continue;
        }
        for character in word.chars() {
            let last = lines.last_mut().expect("one at least");
            if width(face, &format!("{last}{character}")) <= measure {
                last.push(character);
            } else {
                lines.push(character.to_string());
            }
        }
    }
    if lines.len() > most {
        lines.truncate(most);
        let last = lines.last_mut().expect("one at least");
        while !last.is_empty() && (width(face, &format!("{last}…")) > measure || last.ends_with(|end: char| !end.is_alphanumeric())) {
            last.pop();
        }
        last.push('…');
    }
    lines.retain(|line| !line.trim().is_empty());
    lines
}

/// The width of `text` as a line, in parts of the size.
fn width(face: &Face, text: &str) -> f32 {
    set(face, text, 1).width
}

/// `text` as a line.
fn set(face: &Face, text: &str, size: u32) -> Line {
    let size_ = size as f32;
    let mut x = if text.starts_with(|first| OPENING.contains(first)) { -0.5 } else { 0.0 };
    let mut glyphs = Vec::new();
    let mut before: Option<char> = None;
    for character in text.chars() {
        if before.is_some_and(|before| are_apart(before, character)) {
            x += APART;
        }
        glyphs.push(Placed { character, x: x * size_ });
        x += face.width(character);
        before = Some(character);
    }
    if text.ends_with(|last| CLOSING.contains(last)) {
        x -= 0.5;
    }
    Line { glyphs, width: x * size_, size }
}

fn are_apart(before: char, after: char) -> bool {
    let is_latin = |character: char| character.is_ascii_alphanumeric();
    let is_han = |character: char| character.is_alphabetic() && !character.is_ascii();
    is_latin(before) && is_han(after) || is_han(before) && is_latin(after)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Size and lines of a title whose words are divided by `|`.
    fn lines(title: &str) -> (u32, String) {
        let lines = super::title(Face::get(), &title.split_inclusive('|').map(|word| word.trim_end_matches('|')).collect::<Vec<_>>());
        let text: Vec<String> = lines.iter().map(|line| line.glyphs.iter().map(|placed| placed.character).collect()).collect();
        assert!(lines.iter().all(|line| line.width <= MEASURE && line.size == lines[0].size));
        (lines.first().map_or(0, |line| line.size), text.join("/"))
    }

    #[test]
    fn a_title_is_as_large_as_it_goes_in_at_most_three_lines() {
        let cases = [
            ("近视", 60, "近视"),
            ("常量|血压，|管好|高血压", 50, "常量血压，/管好高血压"),
            ("计划|生育|特殊|家庭|关爱", 50, "计划生育特殊家庭关爱"),
            // Rather after a sign than even.
            ("满6月龄：|第一口|辅食|要富含铁", 50, "满6月龄：/第一口辅食要富含铁"),
            (
                "老人|跌倒|以后不要|急着扶|起来，|先看一看、|问一问，|再决定|怎么办才好",
                35,
                "老人跌倒以后不要急着扶起来，/先看一看、问一问，/再决定怎么办才好",
            ),
            ("How to read a COVID-19 test, in 5 steps", 42, "How to read a COVID-19/test, in 5 steps"),
        ];
        for (title, size, expected) in cases {
            assert_eq!(lines(title), (size, expected.to_owned()));
        }
    }

    #[test]
    fn what_is_too_long_is_cut_short_and_what_the_face_lacks_turns_no_name_into_another() {
        let long = "这个题目很长，".repeat(40);
        let (size, text) = lines(&long);
        assert_eq!((size, text.matches('/').count(), text.ends_with('…')), (31, 2, true));
        assert_eq!(lines("🎉|㵲阳的|春天🎈"), (60, "□阳的春天".to_owned()));
        assert_eq!(lines("🎉"), (0, String::new()));
        assert_eq!(lines(""), (0, String::new()));
    }
}
