//! What an author should mend, where, and how: a value that is gathered, sorted and printed, never thrown.
//!
//! The only room that knows annotate-snippets. Every word a reader sees is Chinese; columns are counted
//! in characters, as editors show them, and the caret is right under wide characters.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Level as Title, Renderer, Snippet};
use serde_json::json;

use crate::source::Place;

/// How bad it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// Not published until it is mended: a booklet alone, or else the whole site.
    Error,
    /// Published all the same; with `--strict` it counts as an error.
    Warning,
}

impl Level {
    /// The word printed before the message.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Error => "错误",
            Self::Warning => "警告",
        }
    }
}

/// One finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// How bad.
    pub level: Level,
    /// Stable kebab-case word, a public format: `link-missing`.
    pub code: &'static str,
    /// What is wrong, in one sentence without a full stop.
    pub message: String,
    /// Where.
    pub place: Place,
    /// Words beside the caret; may be empty.
    pub label: String,
    /// Other places that belong to the same finding, each with its words.
    pub also: Vec<(Place, String)>,
    /// What to do instead.
    pub help: Option<String>,
}

impl Diagnostic {
    /// An error at `place`.
    #[must_use]
    pub fn error(code: &'static str, place: Place, message: impl Into<String>) -> Self {
        Self { level: Level::Error, code, message: message.into(), place, label: String::new(), also: Vec::new(), help: None }
    }

    /// A warning at `place`.
    #[must_use]
    pub fn warning(code: &'static str, place: Place, message: impl Into<String>) -> Self {
        Self { level: Level::Warning, ..Self::error(code, place, message) }
    }

    /// With words beside the caret.
    #[must_use]
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = label.into();
        self
    }

    /// With what to do instead.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// With a second place.
    #[must_use]
    pub fn also(mut self, place: Place, label: impl Into<String>) -> Self {
        self.also.push((place, label.into()));
        self
    }
}

/// Sorts by path, position and code, and drops exact repeats: the order never depends on threads.
pub fn sort(diagnostics: &mut Vec<Diagnostic>) {
    diagnostics.sort_by(|a, b| {
        let key = |d: &Diagnostic| (d.place.source.path.clone(), d.place.span, d.code, d.message.clone());
        key(a).cmp(&key(b))
    });
    diagnostics.dedup();
}

/// Whether anything here stops publication; warnings do under `strict`.
#[must_use]
pub fn stops(diagnostics: &[Diagnostic], strict: bool) -> bool {
    diagnostics.iter().any(|diagnostic| strict || diagnostic.level == Level::Error)
}

/// So many findings of one code are shown in full for one file: the rest would bury everything else.
const ALIKE: usize = 50;

/// The findings for people: excerpt, caret, advice. `color` adds terminal colours.
#[must_use]
pub fn human(diagnostics: &[Diagnostic], color: bool) -> String {
    let renderer = if color { Renderer::styled() } else { Renderer::plain() };
    let renderer = renderer.decor_style(DecorStyle::Ascii);
    let mut out = String::new();
    let mut told: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for diagnostic in diagnostics {
        let count = told.entry((&diagnostic.place.source.path, diagnostic.code)).or_default();
        *count += 1;
        if *count <= ALIKE {
            out.push_str(&renderer.render(&report(diagnostic)));
            out.push_str("\n\n");
        }
    }
    for ((path, code), count) in told.into_iter().filter(|(_, count)| *count > ALIKE) {
        let _ = writeln!(out, "{path}：这样的问题（{code}）还有 {} 处，没有一一列出\n", count - ALIKE);
    }
    out
}

/// The findings as JSON, one array; line and column from 1, the column in characters.
#[must_use]
pub fn json(diagnostics: &[Diagnostic]) -> String {
    let list: Vec<_> = diagnostics
        .iter()
        .zip(positions(diagnostics))
        .map(|(diagnostic, (line, column))| {
            json!({
                "level": match diagnostic.level { Level::Error => "error", Level::Warning => "warning" },
                "code": diagnostic.code,
                "message": diagnostic.message,
                "path": diagnostic.place.source.path,
                "line": line,
                "column": column,
                "label": diagnostic.label,
                "help": diagnostic.help,
            })
        })
        .collect();
    serde_json::to_string_pretty(&list).expect("strings and numbers are always JSON")
}

/// The findings as annotations of a hosted repository (`::error file=…,line=…`).
#[must_use]
pub fn annotations(diagnostics: &[Diagnostic]) -> String {
    let escape = |text: &str| text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A");
    let mut out = String::new();
    for (diagnostic, (line, column)) in diagnostics.iter().zip(positions(diagnostics)) {
        let level = match diagnostic.level {
            Level::Error => "error",
            Level::Warning => "warning",
        };
        let help = diagnostic.help.as_deref().map(|help| format!("\n建议：{help}")).unwrap_or_default();
        let _ = writeln!(
            out,
            "::{level} file={},line={line},col={column},title={}::{}",
            escape(&diagnostic.place.source.path),
            diagnostic.code,
            escape(&format!("{}{help}", diagnostic.message)),
        );
    }
    out
}

/// Line and column of each finding: counted on from the one before in the same file, since a table of ten
/// thousand rows can have a finding in each.
fn positions(diagnostics: &[Diagnostic]) -> Vec<(usize, usize)> {
    let mut last: Option<(&Place, usize)> = None;
    let mut positions = Vec::with_capacity(diagnostics.len());
    for diagnostic in diagnostics {
        let place = &diagnostic.place;
        let text = &place.source.text;
        let at = floor(text, place.span.start);
        let (from, line) = match last {
            Some((known, line)) if std::sync::Arc::ptr_eq(&known.source, &place.source) && known.span.start <= at => {
                (floor(text, known.span.start), line)
            }
            Some(_) | None => (0, 1),
        };
        let line = line + text[from..at].bytes().filter(|byte| *byte == b'\n').count();
        let line_start = text[..at].rfind('\n').map_or(0, |newline| newline + 1);
        positions.push((line, text[line_start..at].chars().count() + 1));
        last = Some((place, line));
    }
    positions
}

/// `发现 2 个错误、1 个警告`, with the findings counted by code.
#[must_use]
pub fn summary(diagnostics: &[Diagnostic]) -> String {
    let count = |level| diagnostics.iter().filter(|diagnostic| diagnostic.level == level).count();
    let mut codes: Vec<&str> = diagnostics.iter().map(|diagnostic| diagnostic.code).collect();
    codes.sort_unstable();
    let by_code: Vec<String> = codes.chunk_by(|a, b| a == b).map(|run| format!("{} {}", run[0], run.len())).collect();
    match (count(Level::Error), count(Level::Warning)) {
        (0, 0) => "没有发现问题".to_owned(),
        (errors, 0) => format!("发现 {errors} 个错误（{}）", by_code.join("，")),
        (0, warnings) => format!("发现 {warnings} 个警告（{}）", by_code.join("，")),
        (errors, warnings) => format!("发现 {errors} 个错误、{warnings} 个警告（{}）", by_code.join("，")),
    }
}

fn report(diagnostic: &Diagnostic) -> Vec<annotate_snippets::Group<'_>> {
    let level = match diagnostic.level {
        Level::Error => Title::ERROR,
        Level::Warning => Title::WARNING,
    };
    let mut main = level.with_name(Some(diagnostic.level.word())).primary_title(&diagnostic.message).id(diagnostic.code).element(snippet(
        &diagnostic.place,
        &diagnostic.label,
        AnnotationKind::Primary,
    ));
    for (place, label) in &diagnostic.also {
        main = main.element(snippet(place, label, AnnotationKind::Primary));
    }
    let mut groups = vec![main];
    if let Some(help) = &diagnostic.help {
        groups.push(annotate_snippets::Group::with_title(Title::HELP.with_name(Some("建议")).secondary_title(help.as_str())));
    }
    groups
}

/// At most this many bytes of one line are shown: a file that is one endless line must not fill the screen.
const EXCERPT: usize = 400;

/// The lines the place touches (only their beginning when they are endless), with a caret.
fn snippet<'a>(place: &'a Place, label: &'a str, kind: AnnotationKind) -> Snippet<'a, annotate_snippets::Annotation<'a>> {
    let text = &place.source.text;
    let start = floor(text, place.span.start);
    let end = floor(text, place.span.end.max(start));
    let first_line = text[..start].rfind('\n').map_or(0, |at| at + 1);
    // The caret marks one line only: a long range is told by its beginning.
    let line_end = text[start..].find('\n').map_or(text.len(), |at| start + at);
    let from = if start - first_line > EXCERPT { start } else { first_line };
    let to = floor(text, line_end.min(from + 2 * EXCERPT));
    let end = end.min(to).max(start.min(to));
    let line = text[..first_line].bytes().filter(|byte| *byte == b'\n').count() + 1;
    Snippet::source(&text[from..to])
        .line_start(line)
        .path(place.source.path.as_str())
        .annotation(kind.span(start - from..end - from).label(label))
}

fn floor(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}
