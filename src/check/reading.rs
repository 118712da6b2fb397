//! One article as the text rules read it: runs of words in order, and the way back to the author's bytes.
//!
//! The tree keeps no place for words (only for headings, links and boxes), so a place is found again by
//! reading the file's body beside the runs, with markup and blanks left out on both sides.

use std::cell::OnceCell;
use std::sync::Arc;

use crate::markup::text;
use crate::model::article::Article;
use crate::model::document::{Block, Inline};
use crate::source::{Place, Source, Span};

/// What a run of words is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A heading.
    Heading,
    /// The title of a box.
    Title,
    /// A paragraph or list item.
    Prose,
    /// A cell of a table.
    Cell,
    /// Inside a block quotation: somebody else's words.
    Quote,
}

/// Words that stand together.
#[derive(Debug, Clone)]
pub struct Run {
    /// What they are.
    pub kind: Kind,
    /// The words; code and pictures are one U+FFFC each.
    pub text: String,
}

/// Stands for a piece that is no text.
const OTHER: char = '\u{FFFC}';

/// An article and its runs.
pub struct Reading<'a> {
    /// The article.
    pub article: &'a Arc<Article>,
    /// Its words in reading order, footnotes last; code blocks are left out.
    pub runs: Vec<Run>,
    /// The way back, made when the first place is asked for.
    skeleton: OnceCell<Skeleton>,
}

impl<'a> Reading<'a> {
    /// Reads `article`.
    #[must_use]
    pub fn new(article: &'a Arc<Article>) -> Self {
        let mut runs = Vec::new();
        blocks(&article.document.blocks, Kind::Prose, &mut runs);
        for note in &article.document.footnotes {
            blocks(&note.blocks, Kind::Prose, &mut runs);
        }
        Self { article, runs, skeleton: OnceCell::new() }
    }

    /// All words, one run a line.
    #[must_use]
    pub fn plain(&self) -> String {
        self.runs.iter().map(|run| run.text.as_str()).collect::<Vec<_>>().join("\n")
    }

    /// Where the bytes `range` of run `index` were written.
    #[must_use]
    pub fn place(&self, index: usize, range: Span) -> Place {
        let source = &self.article.source;
        let body = self.skeleton.get_or_init(|| Skeleton::of(&source.text, body_start(source)));
        let mut cursor = 0;
        for (at, run) in self.runs[..=index].iter().enumerate() {
            let head: Vec<char> = letters(&run.text).take(12).collect();
            // Footnotes stand anywhere; a run that is not found leaves the cursor where it was.
            let found = body.find(&head, cursor).or_else(|| body.find(&head, 0));
            let Some(start) = found else { continue };
            if at == index {
                let before = letters(&run.text[..range.start]).count();
                let wanted: Vec<char> = letters(&run.text[range.start..range.end]).collect();
                let exact = body.find(&wanted, start + before);
                return match exact.or_else(|| body.find(&wanted, start)) {
                    Some(from) if !wanted.is_empty() => body.place(source, from, wanted.len()),
                    Some(_) | None => body.place(source, start, head.len()),
                };
            }
            cursor = start + letters(&run.text).count().saturating_sub(1).min(head.len());
        }
        self.article.place_of("title")
    }

    /// Where the whole run begins.
    #[must_use]
    pub fn beginning(&self, index: usize) -> Place {
        let text = &self.runs[index].text;
        let end = text.char_indices().nth(8).map_or(text.len(), |(at, _)| at);
        self.place(index, Span::new(0, end))
    }
}

/// Where `word` stands in the value of the front matter key `key`, or the whole value.
#[must_use]
pub fn in_key(article: &Article, key: &str, word: &str) -> Place {
    let place = article.place_of(key);
    let text = &article.source.text;
    let rest = &text[place.span.start..];
    let end = rest.find("\n---").unwrap_or(rest.len());
    match rest[..end].find(word) {
        Some(at) if article.keys.contains_key(key) => {
            let start = place.span.start + at;
            Place::new(&article.source, Span::new(start, start + word.len()))
        }
        Some(_) | None => place,
    }
}

/// First byte after the front matter.
#[must_use]
pub fn body_start(source: &Source) -> usize {
    if !source.text.starts_with("---") {
        return 0;
    }
    let close = source.text.find("\n---");
    close.map_or(0, |at| source.text[at + 1..].find('\n').map_or(source.text.len(), |end| at + end + 2))
}

fn blocks(list: &[Block], kind: Kind, runs: &mut Vec<Run>) {
    for block in list {
        match block {
            Block::Heading(heading) => push(&heading.content, Kind::Heading, runs),
            Block::Paragraph(content) => push(content, kind, runs),
            Block::Figure(image) => push_text(&image.title, kind, runs),
            Block::List(list) => list.items.iter().for_each(|item| blocks(&item.blocks, kind, runs)),
            Block::Quote(inside) => blocks(inside, Kind::Quote, runs),
            Block::Code(_) | Block::Rule => {}
            Block::Table(table) => {
                push_text(&table.caption, Kind::Title, runs);
                for cell in table.head.iter().chain(table.rows.iter().flatten()) {
                    push(cell, if kind == Kind::Quote { kind } else { Kind::Cell }, runs);
                }
            }
            Block::Callout(callout) => {
                push_text(&callout.title, Kind::Title, runs);
                blocks(&callout.blocks, kind, runs);
            }
            Block::Video(video) => {
                push_text(&video.title, Kind::Title, runs);
                blocks(&video.transcript, kind, runs);
            }
            Block::Exercise(exercise) => {
                push_text(&exercise.title, Kind::Title, runs);
                for question in &exercise.questions {
                    blocks(&question.blocks, kind, runs);
                    question.options.iter().for_each(|option| push(&option.content, kind, runs));
                    blocks(&question.explanation, kind, runs);
                }
            }
            Block::Definitions(definitions) => {
                for definition in definitions {
                    push(&definition.term, kind, runs);
                    definition.details.iter().for_each(|inside| blocks(inside, kind, runs));
                }
            }
        }
    }
}

fn push(content: &[Inline], kind: Kind, runs: &mut Vec<Run>) {
    let mut words = String::new();
    spell(content, &mut words);
    push_text(&words, kind, runs);
}

fn push_text(words: &str, kind: Kind, runs: &mut Vec<Run>) {
    if !words.trim().is_empty() {
        runs.push(Run { kind, text: words.to_owned() });
    }
}

fn spell(content: &[Inline], words: &mut String) {
    for inline in content {
        match inline {
            Inline::Text(text) => words.push_str(text),
            Inline::Emphasis(inside)
            | Inline::Strong(inside)
            | Inline::Strikethrough(inside)
            | Inline::Link(_, inside)
            | Inline::Small(_, inside) => {
                spell(inside, words);
            }
            Inline::Code(_) | Inline::Image(_) => words.push(OTHER),
            Inline::Ruby { .. } => words.push_str(&text::inlines(std::slice::from_ref(inline))),
            Inline::LineBreak => words.push('\n'),
            Inline::Footnote(_) => {}
        }
    }
}

/// Markup and blanks, which stand in the file and not in a run, or the other way round.
fn is_markup(c: char) -> bool {
    c.is_whitespace() || matches!(c, '*' | '_' | '~' | '`' | '[' | ']' | '\\' | '|' | '>' | '#' | ':' | OTHER)
}

fn letters(text: &str) -> impl Iterator<Item = char> + '_ {
    text.chars().filter(|c| !is_markup(*c))
}

/// The letters of a body, each with its byte in the file.
struct Skeleton {
    letters: Vec<(char, usize)>,
}

impl Skeleton {
    fn of(text: &str, from: usize) -> Self {
        let mut letters = Vec::new();
        let mut in_address = false;
        let mut last = ' ';
        for (at, c) in text[from..].char_indices() {
            in_address |= last == ']' && c == '(';
            if !in_address && !is_markup(c) {
                letters.push((c, from + at));
            }
            in_address &= !matches!(c, ')' | '\n');
            last = c;
        }
        Self { letters }
    }

    fn find(&self, wanted: &[char], from: usize) -> Option<usize> {
        let all = self.letters.get(from..)?;
        if wanted.is_empty() {
            return Some(from);
        }
        let at = all.windows(wanted.len()).position(|window| window.iter().zip(wanted).all(|((c, _), wanted)| c == wanted))?;
        Some(from + at)
    }

    fn place(&self, source: &Arc<Source>, from: usize, count: usize) -> Place {
        let (Some((_, start)), Some((last, end))) = (self.letters.get(from), self.letters.get((from + count).saturating_sub(1))) else {
            return Place::new(source, Span::default());
        };
        Place::new(source, Span::new(*start, end + last.len_utf8()))
    }
}
