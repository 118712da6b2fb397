//! How it reads: long paragraphs and sentences, punctuation, digits: V17, V18.

use crate::check::codes::finding;
use crate::check::reading::{Kind, Reading};
use crate::check::words::{is_han, length, numbers, sentences};
use crate::diagnostic::Diagnostic;
use crate::source::Span;

/// DOMAIN V17.
const PARAGRAPH: usize = 300;
/// DOMAIN V17, on average over an article.
const AVERAGE: usize = 45;
/// Fewer sentences have no average worth telling.
const FEW: usize = 4;
/// One sentence of twice that length is too long wherever it stands.
const SENTENCE: usize = 2 * AVERAGE;

/// The findings about one article.
pub fn check(reading: &Reading) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    let mut total = 0;
    let mut count = 0;
    for (index, run) in reading.runs.iter().enumerate() {
        if run.kind == Kind::Quote {
            continue;
        }
        if run.kind == Kind::Prose {
            let long = length(&run.text);
            if long > PARAGRAPH {
                diagnostics.push(
                    finding("paragraph-long", reading.beginning(index), format!("这一段有 {long} 字，手机上要翻好几屏"))
                        .help("分成几段，或者改成列表；一段不超过 300 字"),
                );
            }
            for (start, sentence) in sentences(&run.text) {
                let long = length(sentence);
                total += long;
                count += 1;
                if long > SENTENCE {
                    let head = sentence.char_indices().nth(8).map_or(sentence.len(), |(at, _)| at);
                    let lead = sentence.len() - sentence.trim_start().len();
                    diagnostics.push(
                        finding(
                            "sentence-long",
                            reading.place(index, Span::new(start + lead, start + head.max(lead))),
                            format!("这一句有 {long} 字，念到后面会忘了前面"),
                        )
                        .help("在意思转折的地方断成几句，一句不超过 45 字"),
                    );
                }
            }
        }
        characters(reading, index, &run.text, &mut diagnostics);
    }
    if total > AVERAGE * count && count >= FEW {
        diagnostics.push(
            finding("sentences-long", reading.article.place_of("title"), format!("全文平均一句 {} 字，读起来吃力", total / count))
                .help("平均不超过 45 字；把长句断开，一句只说一件事"),
        );
    }
    diagnostics
}

fn characters(reading: &Reading, index: usize, text: &str, diagnostics: &mut Vec<Diagnostic>) {
    let place = |from: usize, to: usize| reading.place(index, Span::new(from, to));
    let letters: Vec<(usize, char)> = text.char_indices().collect();
    for (at, (byte, c)) in letters.iter().enumerate() {
        let before = at.checked_sub(1).map(|at| letters[at].1);
        let after = letters.get(at + 1).map(|(_, c)| *c);
        if let Some(full) = full_width(*c)
            && before.is_some_and(is_han)
            && after.is_none_or(|c| is_han(c) || c.is_whitespace())
        {
            diagnostics.push(
                finding(
                    "punctuation-half-width",
                    place(byte - before.map_or(0, char::len_utf8), byte + 1),
                    format!("汉字后面用了英文标点“{c}”"),
                )
                .help(format!("换成中文的“{full}”")),
            );
        }
        if *c == '°' && after == Some('C') {
            diagnostics.push(finding("degree-sign", place(*byte, byte + 3), "温度单位写成了两个字").help("换成一个字“℃”，例如 37.3℃"));
        }
    }
    for (value, start, end) in numbers(text) {
        // A longer one is told as what it is, an ID card or a telephone.
        if value.len() < 11 && !text[start..end].is_ascii() {
            diagnostics.push(
                finding("digit-full-width", place(start, end), format!("“{}”是全角数字，搜索时找不到", &text[start..end]))
                    .help(format!("换成半角的 {value}")),
            );
        }
    }
    ranges(text, &place, diagnostics);
}

/// `3-5天`: a hyphen where a dash or wave belongs; not in dates, telephone and document numbers.
fn ranges(text: &str, place: &dyn Fn(usize, usize) -> crate::source::Place, diagnostics: &mut Vec<Diagnostic>) {
    let all = numbers(text);
    for pair in all.windows(2) {
        let ((first, start, one), (second, two, end)) = (&pair[0], &pair[1]);
        let joined = text[*one..*two] == *"-";
        let alone = !text[..*start].ends_with(['-', '/', '.', '—'])
            && !text[..*start].ends_with(|c: char| c.is_ascii_alphabetic())
            && !text[*end..].starts_with(['-', '/']);
        let rising = first.len() <= 3 && second.len() <= 3 && first.parse::<u32>().ok() < second.parse::<u32>().ok();
        let unit = text[*end..].trim_start().chars().next().is_some_and(|c| is_han(c) || c == '%' || c == '℃');
        if joined && alone && rising && unit {
            diagnostics.push(
                finding("range-hyphen", place(*start, *end), format!("“{first}-{second}”容易看成减法或号码"))
                    .help(format!("写成 {first}—{second} 或 {first}~{second}")),
            );
        }
    }
}

fn full_width(c: char) -> Option<char> {
    Some(match c {
        ',' => '，',
        ';' => '；',
        ':' => '：',
        '?' => '？',
        '!' => '！',
        '.' => '。',
        _ => return None,
    })
}
