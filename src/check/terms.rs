//! Words that deserve a second look: `content/data/lint-terms.yaml`, V19 and V27.

use crate::check::codes::finding;
use crate::check::reading::{Kind, Reading, in_key};
use crate::check::words::{after, before, has_any, is_quoted, sentence_at};
use crate::diagnostic::{Diagnostic, Level};
use crate::model::config::{RuleLevel, Term, TermKind};
use crate::model::folder::Folder;
use crate::model::site::{Entry, Site};
use crate::source::{Place, Span};

/// So near is near (DOMAIN §2).
const NEAR: usize = 20;
/// Words that forbid.
const DENIALS: [&str; 11] = ["不", "禁", "别", "勿", "没", "未", "无", "莫", "避免", "并非", "忌"];

/// The findings about one article.
pub fn check(site: &Site, folder: &Folder, entry: &Entry, reading: &Reading) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    let body = reading.plain();
    for term in &folder.terms {
        let applies = term.groups.is_empty()
            || (!entry.everyone && entry.groups.iter().any(|group| term.groups.contains(&site.config.groups[group.0].slug)));
        let infant = entry.article.front.age_months.is_some_and(|age| age.min.unwrap_or(0) < 12);
        if !applies || (term.kind == TermKind::Infant && !infant) {
            continue;
        }
        // One look at the whole body spares most terms the look at every run.
        let used = body.contains(term.word.as_str());
        let mut told = Vec::new();
        if term.kind != TermKind::Abbreviation {
            told.extend(fields(term, entry));
            told.extend(if used { runs(term, reading) } else { Vec::new() });
        } else if used {
            told.extend(abbreviation(term, &body, reading));
        }
        if told.is_empty() || term.unless.iter().any(|phrase| body.contains(phrase.as_str())) {
            continue;
        }
        diagnostics.extend(told.into_iter().map(|place| tell(term, place)));
    }
    diagnostics
}

/// In the front matter.
fn fields(term: &Term, entry: &Entry) -> Vec<Place> {
    let article = &entry.article;
    let front = &article.front;
    let mut values: Vec<(&str, &str)> = vec![("title", &article.title)];
    values.extend(front.short_title.as_deref().map(|value| ("short_title", value)));
    values.extend(front.summary.as_deref().map(|value| ("summary", value)));
    values.extend(front.answer.as_deref().map(|value| ("answer", value)));
    values.extend(front.tags.iter().map(|tag| ("tags", tag.as_str())));
    values.into_iter().filter(|(_, value)| hits(term, value).next().is_some()).map(|(key, _)| in_key(article, key, &term.word)).collect()
}

/// In the body.
fn runs(term: &Term, reading: &Reading) -> Vec<Place> {
    let mut places = Vec::new();
    for (index, run) in reading.runs.iter().enumerate() {
        let looked_at = match term.kind {
            TermKind::Stigma => matches!(run.kind, Kind::Heading | Kind::Title),
            TermKind::Advertising | TermKind::Brand | TermKind::Infant | TermKind::Stale | TermKind::Mixed | TermKind::Abbreviation => {
                run.kind != Kind::Quote
            }
        };
        if looked_at {
            places.extend(hits(term, &run.text).map(|at| reading.place(index, Span::new(at, at + term.word.len()))));
        }
    }
    places
}

/// Where the term is meant as it reads: not denied, not quoted, with its neighbour near.
fn hits<'a>(term: &'a Term, text: &'a str) -> impl Iterator<Item = usize> + 'a {
    text.match_indices(term.word.as_str()).map(|(at, _)| at).filter(move |at| {
        let end = at + term.word.len();
        let is_near =
            term.near.is_empty() || term.near.iter().any(|word| near(before(text, *at, NEAR), word) || near(after(text, end, NEAR), word));
        is_near
            && match term.kind {
                TermKind::Stigma | TermKind::Brand => !is_quoted(text, *at),
                TermKind::Advertising => !is_quoted(text, *at) && !has_any(before(text, *at, 8), &DENIALS),
                TermKind::Infant => !has_any(sentence_at(text, *at), &DENIALS),
                TermKind::Stale | TermKind::Mixed | TermKind::Abbreviation => true,
            }
    })
}

/// `3月龄` is not near in `13月龄`.
fn near(text: &str, word: &str) -> bool {
    let counted = word.starts_with(|c: char| c.is_ascii_digit());
    text.match_indices(word).any(|(at, _)| !counted || !text[..at].ends_with(|c: char| c.is_ascii_digit()))
}

/// The first use of an abbreviation that the page explains nowhere.
fn abbreviation(term: &Term, body: &str, reading: &Reading) -> Vec<Place> {
    let word = term.word.as_str();
    let uses = |text: &str| -> Vec<usize> {
        let stands_alone = |at: usize| {
            let around = |c: char| c.is_ascii_alphanumeric();
            !text[..at].ends_with(around) && !text[at + word.len()..].starts_with(around)
        };
        text.match_indices(word).map(|(at, _)| at).filter(|at| stands_alone(*at)).collect()
    };
    let explained = uses(body).into_iter().any(|at| {
        let tail = after(body, at + word.len(), 4).trim_start_matches(['”', '」', '，', ' ']);
        let head = before(body, at, 1);
        ["（", "(", "是", "即", "就是", "指", "：", "叫"].iter().any(|mark| tail.starts_with(mark)) || matches!(head, "（" | "(")
    });
    let named = term.instead.as_deref().is_some_and(|name| body.contains(name));
    if explained || named {
        return Vec::new();
    }
    let first = reading
        .runs
        .iter()
        .enumerate()
        .find_map(|(index, run)| uses(&run.text).first().map(|at| reading.place(index, Span::new(*at, at + word.len()))));
    first.into_iter().collect()
}

fn tell(term: &Term, place: Place) -> Diagnostic {
    let code = match term.kind {
        TermKind::Stigma => "term-stigma",
        TermKind::Advertising => "term-advertising",
        TermKind::Brand => "term-brand",
        TermKind::Infant => "term-infant",
        TermKind::Stale => "term-stale",
        TermKind::Mixed => "term-mixed",
        TermKind::Abbreviation => "abbreviation-unexplained",
    };
    let mut diagnostic = finding(code, place, format!("“{}”：{}", term.word, term.message));
    match term.level {
        Some(RuleLevel::Error) => diagnostic.level = Level::Error,
        Some(RuleLevel::Warn) => diagnostic.level = Level::Warning,
        Some(RuleLevel::Off) | None => {}
    }
    match (&term.instead, term.kind) {
        (Some(instead), TermKind::Abbreviation) => diagnostic.help(format!("第一次出现时写成“{instead}（{}）”", term.word)),
        (Some(instead), _) => diagnostic.help(format!("改成“{instead}”")),
        (None, _) => diagnostic.help("换一种说法；词表在 content/data/lint-terms.yaml"),
    }
}
