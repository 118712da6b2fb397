//! How it reads: long paragraphs and sentences, punctuation, digits: V17, V18.

use crate::check::codes::finding;
use crate::check::reading::{Kind, Reading};
use crate::check::words::{length, sentences};
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
    }
    if total > AVERAGE * count && count >= FEW {
        diagnostics.push(
            finding("sentences-long", reading.article.place_of("title"), format!("全文平均一句 {} 字，读起来吃力", total / count))
                .help("平均不超过 45 字；把长句断开，一句只说一件事"),
        );
    }
    diagnostics
}
