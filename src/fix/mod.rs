//! Slips of the keyboard that can be mended without knowing what the sentence means: one source → the edits.
//!
//! The rules are our own. The crate `autocorrect` 2.14 was tried and does not earn its weight: 44 s more to
//! compile and 15 more crates, while of the rules wanted here it has only two (marks after Han, full-width
//! digits); it always puts spaces between Han and digits, which here is the page's work (`text-autospace`),
//! and it misses marks after links, half-width quotes and the front matter.
//!
//! Everything errs on the side of silence: what may be a time, a telephone number, a date, the number of a
//! document, a ratio, an address, English or an emoticon stays as it is.

mod cells;
mod diff;
mod front;
mod lines;
mod marks;
mod numbers;

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::content::{self, Cut, Reading};
use crate::diagnostic::Diagnostic;
use crate::markdown::{self, Piece, PieceKind, Prose, ProseKind};
use crate::source::{Place, Source, Span};
use cells::Line;

pub use diff::unified;

/// A change of some bytes of one source. In an article it never touches a line end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// What is replaced; empty where something is put in.
    pub span: Span,
    /// What stands there afterwards.
    pub replacement: String,
    /// Diagnostic code of the rule.
    pub code: &'static str,
    /// What is wrong and why it matters.
    pub message: String,
}

/// What can be mended in `source`, in the order of the text, without overlaps. A pure function of the text;
/// after `apply` there is nothing left to mend.
#[must_use]
pub fn edits(source: &Arc<Source>) -> Vec<Edit> {
    if !source.path.ends_with(".md") && !source.path.ends_with(".markdown") {
        return Vec::new();
    }
    let Ok(cut) = content::cut(source) else { return Vec::new() };
    edits_of(source, &cut, &markdown::prose(source, cut.body))
}

/// What can be mended in the front matter and in `prose`, the words of the body.
fn edits_of(source: &Source, cut: &Cut, prose: &[Prose]) -> Vec<Edit> {
    let mut edits = Vec::new();
    for value in cut.front.map(|front| front::values(&source.text, front)).unwrap_or_default() {
        let words = Prose { kind: ProseKind::Other, pieces: vec![Piece { span: value, kind: PieceKind::Words }] };
        // A title of digits alone would be a number to YAML.
        if source.text[value.start..value.end].chars().any(cells::is_han) {
            edits.extend(mend(&source.text, &words));
        }
    }
    let mut runs = Vec::new();
    for run in prose {
        let found = mend(&source.text, run);
        if !found.is_empty() && (run.kind != ProseKind::Heading || keeps_anchor(&source.text, run, &found)) {
            runs.push(found);
        }
    }
    edits.extend(sound(source, cut.body, &runs));
    edits
}

/// The edits of those runs that leave everything but the words what it is: a `*` or `~` beside Chinese may
/// open or close emphasis where beside Latin it may not, so `~(甲)~` is best left to its author.
fn sound(source: &Source, body: Span, runs: &[Vec<Edit>]) -> Vec<Edit> {
    let makes_a_block = |edit: &&Edit| matches!(edit.code, lines::HEADING | lines::LIST);
    let inside: Vec<Edit> = runs.iter().flatten().filter(|edit| !makes_a_block(edit)).cloned().collect();
    let text = apply(&source.text, &inside);
    let after = Source { path: source.path.clone(), text };
    if inside.is_empty() || skeleton(source, body) == skeleton(&after, Span::new(body.start, after.text.len())) {
        return runs.concat();
    }
    if runs.len() == 1 {
        return Vec::new();
    }
    let (first, second) = runs.split_at(runs.len() / 2);
    [sound(source, body, first), sound(source, body, second)].concat()
}

/// The bytes that are no words.
fn skeleton(source: &Source, body: Span) -> String {
    let mut rest = String::new();
    let mut at = body.start;
    for piece in markdown::prose(source, body).iter().flat_map(|run| &run.pieces).filter(|piece| piece.kind == PieceKind::Words) {
        rest.push_str(&source.text[at..piece.span.start]);
        at = piece.span.end;
    }
    rest + &source.text[at..body.end]
}

/// The edits of a file that was read as warnings: one for each line and rule, one for each list.
#[must_use]
pub fn findings(source: &Arc<Source>, reading: &Reading) -> Vec<Diagnostic> {
    let edits = reading.cut.as_ref().map(|cut| edits_of(source, cut, &reading.prose)).unwrap_or_default();
    if edits.is_empty() {
        return Vec::new();
    }
    let line_starts: Vec<usize> = std::iter::once(0).chain(source.text.match_indices('\n').map(|(at, _)| at + 1)).collect();
    let line_of = |edit: &Edit| line_starts.partition_point(|start| *start <= edit.span.start);
    let mut groups: BTreeMap<(usize, &str), Vec<&Edit>> = BTreeMap::new();
    let mut list = (0, 0);
    for edit in &edits {
        let mut line = line_of(edit);
        if edit.code == lines::LIST {
            // (line of its first number, line of its last one so far)
            list = if line == list.1 + 1 { (list.0, line) } else { (line, line) };
            line = list.0;
        }
        groups.entry((line, edit.code)).or_default().push(edit);
    }
    groups.values().map(|alike| finding(source, alike)).collect()
}

/// The finding about edits of one rule on one line.
fn finding(source: &Arc<Source>, edits: &[&Edit]) -> Diagnostic {
    let code = edits[0].code;
    let told = if code == lines::LIST { &edits[..1] } else { edits };
    let from = quoted(told.iter().map(|edit| source.text[edit.span.start..edit.span.end].trim()));
    let to = quoted(edits.iter().map(|edit| edit.replacement.trim()));
    let instead = match code {
        lines::HEADING => "井号后面空一格".to_owned(),
        marks::QUOTE => "改成一对“”".to_owned(),
        lines::LIST => format!("写成“{}…”的样子，英文的点后面空一格", edits[0].replacement),
        _ => format!("改成{to}"),
    };
    let place = Place::new(source, edits[0].span);
    let diagnostic =
        Diagnostic::warning(code, place, message(code, &from)).help(format!("{instead}；运行 baodian check --fix，这一类能一次改好"));
    match (edits.len(), code) {
        (1, _) => diagnostic,
        (items, lines::LIST) => diagnostic.label(format!("从这里起 {items} 行")),
        (places, _) => diagnostic.label(format!("这一行有 {places} 处")),
    }
}

/// What is wrong with `from` and why it matters.
fn message(code: &str, from: &str) -> String {
    match code {
        marks::PUNCTUATION => format!("中文里用了英文的{from}，和别处的标点不一样，停顿也看不清"),
        marks::QUOTE => "中文里用了不分左右的英文引号，看不出从哪里引起".to_owned(),
        numbers::RANGE => format!("从几到几用了{from}，容易看成减号或编号"),
        numbers::CELSIUS => format!("摄氏度写成了{from}，换行时会拆开，也搜不到"),
        numbers::FULL_WIDTH => format!("{from}是全角的，间距太大，也搜不到"),
        lines::HEADING => "井号后面没有空格，这一行不会成为小标题".to_owned(),
        lines::LIST => format!("{from}开头的行不会排成编号列表，朗读和缩进都不对"),
        other => unreachable!("{other} has no message; this is a bug in baodian"),
    }
}

/// `“,”“;”`: each piece once, the first few of them.
fn quoted<'a>(pieces: impl IntoIterator<Item = &'a str>) -> String {
    let mut told: Vec<&str> = Vec::new();
    for piece in pieces {
        if !told.contains(&piece) && told.len() < 6 {
            told.push(piece);
        }
    }
    told.iter().map(|piece| format!("“{piece}”")).collect()
}

/// `text` with the edits made.
#[must_use]
pub fn apply(text: &str, edits: &[Edit]) -> String {
    let mut mended = String::with_capacity(text.len() + 16);
    let mut copied = 0;
    for edit in edits {
        mended.push_str(&text[copied..edit.span.start]);
        mended.push_str(&edit.replacement);
        copied = edit.span.end;
    }
    mended.push_str(&text[copied..]);
    mended
}

/// The edits of one run of words.
fn mend(text: &str, run: &Prose) -> Vec<Edit> {
    let mut edits = Vec::new();
    let mut list = false;
    let end = run.pieces.last().map_or(0, |piece| piece.span.end);
    let before_code = lines::code_follows(text, end);
    // Every rule needs an ASCII mark, letter or digit, or a full-width letter or digit: most Chinese lines have none.
    let may_change =
        |piece: &Piece| text[piece.span.start..piece.span.end].chars().any(|c| c.is_ascii_graphic() || numbers::half(c).is_some());
    for (at, pieces) in run.pieces.split(|piece| piece.kind == PieceKind::Break).enumerate() {
        if !pieces.iter().any(may_change) {
            continue;
        }
        let mut line = Line::new(text, pieces);
        if run.kind == ProseKind::Paragraph {
            lines::heading(text, &mut line, &mut edits);
            if !before_code {
                lines::item(text, &mut line, at == 0, &mut list, &mut edits);
            }
        }
        // Each rule may make room for another (a full-width digit for a range), so until all are content.
        while numbers::mend(&mut line) | marks::mend(&mut line) {}
        line.edits(text, &mut edits);
    }
    edits.sort_by_key(|edit| edit.span);
    edits
}

/// Whether a heading keeps its address: links and printed codes lead there.
fn keeps_anchor(text: &str, run: &Prose, edits: &[Edit]) -> bool {
    let (Some(first), Some(last)) = (run.pieces.first(), run.pieces.last()) else { return true };
    let (start, end) = (first.span.start, last.span.end);
    let shifted: Vec<Edit> =
        edits.iter().map(|edit| Edit { span: Span::new(edit.span.start - start, edit.span.end - start), ..edit.clone() }).collect();
    let before = &text[start..end];
    markdown::slug(before) == markdown::slug(&apply(before, &shifted))
}
