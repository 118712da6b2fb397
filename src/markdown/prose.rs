//! Markdown text → the words a reader sees, with the bytes they stand on: what a copy-editor may mend.
//! Code, HTML, addresses and the names of directives are not among them.

use std::borrow::Cow;
use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use crate::markdown::autolink;
use crate::markdown::directive::{self, Line};
use crate::markdown::shield::{self, Offsets, Shielded, clean};
use crate::source::{Source, Span};

/// Words that stand together: one paragraph, heading, list item or cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Prose {
    /// What they stand in.
    pub kind: ProseKind,
    /// In the order of the text. Marks of emphasis and footnotes between them are left out.
    pub pieces: Vec<Piece>,
}

/// What a run of words stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ProseKind {
    /// A paragraph of its own.
    Paragraph,
    /// A heading whose anchor is made of its words.
    Heading,
    /// Anything else: a cell, an item, a heading with its own `{#anchor}`.
    Other,
}

/// A part of a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Piece {
    /// Where it stands in the source.
    pub span: Span,
    /// What may be done with it.
    pub kind: PieceKind,
}

/// What may be done with a part of a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PieceKind {
    /// Words that may be mended.
    Words,
    /// Words that are only looked at: the text of links, escaped characters, bare addresses.
    Seen,
    /// No words: code, a picture, HTML.
    Opaque,
    /// The line ends here.
    Break,
}

/// Gathers the prose from the events of one text.
pub struct Reader<'a> {
    text: &'a str,
    offsets: Offsets<'a>,
    /// Where the body starts in the text.
    base: usize,
    runs: Vec<Prose>,
    open: Option<Prose>,
    /// Inside a block of code.
    code: bool,
    /// How many links and pictures are open.
    links: usize,
    picture: usize,
    /// Inside `<kbd>` and the like.
    verbatim: bool,
}

impl<'a> Reader<'a> {
    /// Before the first event.
    pub fn new(source: &'a Source, shielded: &'a Shielded<'_>, base: usize) -> Self {
        Self {
            text: &source.text,
            offsets: shielded.offsets(),
            base,
            runs: Vec::new(),
            open: None,
            code: false,
            links: 0,
            picture: 0,
            verbatim: false,
        }
    }

    /// After the last event.
    pub fn finish(mut self) -> Vec<Prose> {
        self.close();
        self.runs
    }

    /// Takes the next event.
    pub fn event(&mut self, event: &Event<'_>, range: &Range<usize>) {
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.end(*tag),
            Event::Text(_) if self.code || self.picture > 0 => {}
            Event::Text(text) => {
                let words = if self.offsets.is_marked(range) { clean(text) } else { Cow::Borrowed(&**text) };
                let span = self.span(range);
                self.words(&words, span);
            }
            Event::Code(_) | Event::InlineMath(_) | Event::DisplayMath(_) if self.picture == 0 => self.push_range(range, PieceKind::Opaque),
            Event::SoftBreak | Event::HardBreak if self.picture == 0 => self.push_range(range, PieceKind::Break),
            Event::InlineHtml(html) => {
                if !html.starts_with("<!--") {
                    self.push_range(range, PieceKind::Opaque);
                    self.verbatim = ["<kbd", "<code", "<samp", "<var"].iter().any(|tag| html.starts_with(tag));
                }
            }
            Event::Html(html) => {
                self.close();
                if let Some(line) = shield::directive(html) {
                    let span = self.span(range);
                    self.directive(line, span);
                }
            }
            Event::Rule => self.close(),
            Event::Code(_)
            | Event::InlineMath(_)
            | Event::DisplayMath(_)
            | Event::SoftBreak
            | Event::HardBreak
            | Event::FootnoteReference(_)
            | Event::TaskListMarker(_) => {}
        }
    }

    fn start(&mut self, tag: &Tag<'_>, range: &Range<usize>) {
        match tag {
            Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Superscript | Tag::Subscript => {}
            Tag::Link { .. } => self.links += 1,
            Tag::Image { .. } => {
                if self.picture == 0 {
                    self.push_range(range, PieceKind::Opaque);
                }
                self.picture += 1;
            }
            Tag::CodeBlock(_) => {
                self.close();
                self.code = true;
            }
            Tag::Paragraph => self.begin(ProseKind::Paragraph),
            Tag::Heading { id, .. } => self.begin(if id.is_none() { ProseKind::Heading } else { ProseKind::Other }),
            Tag::BlockQuote(_)
            | Tag::HtmlBlock
            | Tag::List(_)
            | Tag::Item
            | Tag::FootnoteDefinition(_)
            | Tag::DefinitionList
            | Tag::DefinitionListTitle
            | Tag::DefinitionListDefinition
            | Tag::Table(_)
            | Tag::TableHead
            | Tag::TableRow
            | Tag::TableCell
            | Tag::MetadataBlock(_) => self.close(),
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Superscript | TagEnd::Subscript => {}
            TagEnd::Link => self.links -= 1,
            TagEnd::Image => self.picture -= 1,
            TagEnd::CodeBlock => self.code = false,
            TagEnd::Paragraph
            | TagEnd::Heading(_)
            | TagEnd::BlockQuote(_)
            | TagEnd::HtmlBlock
            | TagEnd::List(_)
            | TagEnd::Item
            | TagEnd::FootnoteDefinition
            | TagEnd::DefinitionList
            | TagEnd::DefinitionListTitle
            | TagEnd::DefinitionListDefinition
            | TagEnd::Table
            | TagEnd::TableHead
            | TagEnd::TableRow
            | TagEnd::TableCell
            | TagEnd::MetadataBlock(_) => self.close(),
        }
    }

    /// The words of one text event. Where they are not the bytes of the source (`&nbsp;`) nothing may be mended.
    fn words(&mut self, words: &str, span: Span) {
        if self.text[span.start..span.end] != *words {
            return self.push(span, PieceKind::Opaque);
        }
        if self.links > 0 || self.verbatim {
            return self.push(span, PieceKind::Seen);
        }
        let mut at = span.start;
        // The backslash before an escaped character would show if the character were another one.
        if self.text[..at].ends_with('\\')
            && let Some(first) = words.chars().next()
        {
            self.push(Span::new(at, at + first.len_utf8()), PieceKind::Seen);
            at += first.len_utf8();
        }
        for address in autolink::find(&self.text[at..span.end]) {
            let address = Span::new(address.start, address.end).shifted(at);
            self.push(Span::new(self.end_of_last(at), address.start), PieceKind::Words);
            self.push(address, PieceKind::Seen);
        }
        self.push(Span::new(self.end_of_last(at), span.end), PieceKind::Words);
    }

    /// Where the last piece ends, if it lies behind `at`.
    fn end_of_last(&self, at: usize) -> usize {
        let last = self.open.as_ref().and_then(|run| run.pieces.last());
        last.map_or(at, |piece| piece.span.end.max(at))
    }

    /// The title behind the name of a directive.
    fn directive(&mut self, line: &str, span: Span) {
        if let Line::Open(_, title) = directive::read(line)
            && !title.is_empty()
            && let Some(before) = self.text[span.start..span.end].trim_end().strip_suffix(title.as_str())
        {
            let start = span.start + before.len();
            self.push(Span::new(start, start + title.len()), PieceKind::Words);
            self.close();
        }
    }

    fn begin(&mut self, kind: ProseKind) {
        self.close();
        self.open = Some(Prose { kind, pieces: Vec::new() });
    }

    fn span(&mut self, range: &Range<usize>) -> Span {
        self.offsets.original(range).shifted(self.base)
    }

    fn push_range(&mut self, range: &Range<usize>, kind: PieceKind) {
        let span = self.span(range);
        self.push(span, kind);
    }

    fn push(&mut self, span: Span, kind: PieceKind) {
        if span.start < span.end || kind == PieceKind::Break {
            let run = self.open.get_or_insert(Prose { kind: ProseKind::Other, pieces: Vec::new() });
            run.pieces.push(Piece { span, kind });
        }
    }

    fn close(&mut self) {
        self.verbatim = false;
        self.runs.extend(self.open.take().filter(|run| !run.pieces.is_empty()));
    }
}
