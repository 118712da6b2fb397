//! Events → tree. One pass with an explicit stack, so no depth of nesting can overflow ours.

mod close;
mod exercise;
mod extra;
mod raw;
mod video;

use std::ops::Range;
use std::sync::Arc;

use pulldown_cmark::{Alignment, BlockQuoteKind, CodeBlockKind, Event, LinkType, Tag, TagEnd};

use crate::diagnostic::Diagnostic;
use crate::markdown::anchor::Anchors;
use crate::markdown::directive::Directive;
use crate::markdown::shield::{Offsets, Shielded, clean};
use crate::markdown::tree::video::Film;
use crate::model::document::{
    Align, Block, CalloutKind, Code, Definition, Document, Footnote, Inline, LinkId, LinkKind, List, SmallMarkup, Table, WrittenLink,
};
use crate::source::{Source, Span};

/// Containers may nest this deep: browsers, Typst (lists 30, quotes 60) and readers all give up later.
const MAX_DEPTH: usize = 16;
/// More columns than this make a table nobody can read on any screen or page.
const MAX_COLUMNS: usize = 50;

/// An unfinished node.
enum Frame {
    Blocks(Container, Vec<Block>),
    Inlines(Run, Vec<Inline>),
    List(List),
    Table(Table, Vec<Vec<Inline>>),
    Definitions(Vec<Definition>),
    Code(Code),
}

/// What a frame of blocks will become.
enum Container {
    Root,
    Quote,
    Item(Option<bool>),
    Footnote(String),
    Directive(Directive, String, Span),
    Video(Box<Film>),
    Detail,
}

impl Container {
    /// What opened it, if that was a directive (or an alert of GFM), and where.
    fn opened(&self) -> Option<(Directive, Span)> {
        match self {
            Self::Directive(directive, _, span) => Some((*directive, *span)),
            Self::Video(film) => Some((Directive::Video, film.video.span)),
            Self::Root | Self::Quote | Self::Item(_) | Self::Footnote(_) | Self::Detail => None,
        }
    }
}

/// What a frame of inlines will become.
enum Run {
    Paragraph,
    /// Text directly inside a tight list item or similar: closed by whatever block comes next.
    Implicit,
    Heading(u8, Option<String>, Span),
    Cell,
    Term,
    Emphasis,
    Strong,
    Strikethrough,
    Link(LinkId),
    Image(LinkId, String),
    Small(SmallMarkup),
    Ruby(Option<String>),
}

/// Builds the document from the events of one text.
pub struct Builder<'a> {
    source: &'a Arc<Source>,
    offsets: Offsets<'a>,
    /// Whether the text has marks that must not reach the document.
    marked: bool,
    /// Where the body starts in the source file.
    base: usize,
    document: Document,
    notes: Vec<Footnote>,
    mentions: Vec<String>,
    stack: Vec<Frame>,
    anchors: Anchors,
    last_level: u8,
    /// Start of the innermost block that began last, for bare addresses.
    block_start: usize,
    /// The block of HTML at hand and where it stands.
    html: Option<(String, Span)>,
    /// Directives that their list or quote ended before their own closing line, which is still to come.
    orphans: usize,
    /// Whether the nesting was too deep to go on.
    stopped: bool,
    diagnostics: Vec<Diagnostic>,
}

impl<'a> Builder<'a> {
    /// Before the first event. `base` is where the body starts in the source file.
    pub fn new(source: &'a Arc<Source>, shielded: &'a Shielded<'_>, base: usize) -> Self {
        Self {
            source,
            offsets: shielded.offsets(),
            marked: shielded.is_marked(),
            base,
            document: Document::default(),
            notes: Vec::new(),
            mentions: Vec::new(),
            stack: vec![Frame::Blocks(Container::Root, Vec::new())],
            anchors: Anchors::default(),
            last_level: 1,
            block_start: base,
            html: None,
            orphans: 0,
            stopped: false,
            diagnostics: Vec::new(),
        }
    }

    /// Takes the next event.
    pub fn event(&mut self, event: Event<'_>, range: &Range<usize>) {
        if self.stopped || self.is_too_deep(range) {
            return;
        }
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.end(tag),
            Event::Text(text) | Event::InlineMath(text) | Event::DisplayMath(text) => self.text(&text, range),
            Event::Code(text) => {
                let mut code = String::new();
                self.offsets.append(&mut code, &text, range);
                self.inline(Inline::Code(code));
            }
            Event::SoftBreak => self.text("\n", range),
            Event::HardBreak => self.inline(Inline::LineBreak),
            Event::Rule => self.block(Block::Rule),
            Event::FootnoteReference(label) => {
                let label = self.clear(&label);
                let at = self.mentions.iter().position(|known| *known == label).unwrap_or_else(|| {
                    self.mentions.push(label);
                    self.mentions.len() - 1
                });
                self.inline(Inline::Footnote(at));
            }
            Event::TaskListMarker(done) => {
                self.close_implicit();
                if let Some(Frame::Blocks(Container::Item(task), _)) = self.stack.last_mut() {
                    *task = Some(done);
                }
            }
            Event::Html(html) => self.html(&html, range),
            Event::InlineHtml(html) => {
                let html = self.clear(&html);
                self.inline_html(&html, range);
            }
        }
    }

    /// The root is no level; an open emphasis or cell is none either, but must not pile up without end.
    fn is_too_deep(&mut self, range: &Range<usize>) -> bool {
        if self.stack.len() <= MAX_DEPTH {
            return false;
        }
        let levels = self.stack.iter().filter(|frame| matches!(frame, Frame::Blocks(..))).count() - 1;
        self.stopped = levels > MAX_DEPTH || self.stack.len() > 8 * MAX_DEPTH;
        if self.stopped {
            let span = self.span(range);
            self.report_depth(span);
        }
        self.stopped
    }

    fn span(&mut self, range: &Range<usize>) -> Span {
        self.offsets.original(range).shifted(self.base)
    }

    /// `text` without marks.
    fn clear(&self, text: &str) -> String {
        if self.marked { clean(text).into_owned() } else { text.to_owned() }
    }

    fn start(&mut self, tag: Tag<'_>, range: &Range<usize>) {
        match tag {
            Tag::Paragraph => {
                self.close_implicit();
                self.block_start = self.span(range).start;
                if let [.., Frame::List(list), Frame::Blocks(Container::Item(_), _)] = self.stack.as_mut_slice() {
                    list.tight = false;
                }
                self.push(Frame::Inlines(Run::Paragraph, Vec::new()));
            }
            Tag::Heading { level, id, .. } => {
                let id = id.map(|id| self.clear(&id));
                let span = self.span(range);
                self.block_start = span.start;
                self.push_block(Frame::Inlines(Run::Heading(level as u8, id, span), Vec::new()));
            }
            Tag::BlockQuote(None) => self.push_block(Frame::Blocks(Container::Quote, Vec::new())),
            Tag::BlockQuote(Some(kind)) => {
                let kind = match kind {
                    BlockQuoteKind::Note | BlockQuoteKind::Tip | BlockQuoteKind::Important => CalloutKind::Tip,
                    BlockQuoteKind::Warning | BlockQuoteKind::Caution => CalloutKind::Warning,
                };
                let span = self.span(range);
                self.push_block(Frame::Blocks(Container::Directive(Directive::Callout(kind), String::new(), span), Vec::new()));
            }
            Tag::CodeBlock(kind) => {
                let language = match kind {
                    CodeBlockKind::Indented => String::new(),
                    CodeBlockKind::Fenced(info) => self.clear(info.split_whitespace().next().unwrap_or_default()),
                };
                self.push_block(Frame::Code(Code { language, text: String::new() }));
            }
            Tag::List(start) => self.push_block(Frame::List(List { start, tight: true, items: Vec::new() })),
            Tag::Item => {
                self.block_start = self.span(range).start;
                self.push(Frame::Blocks(Container::Item(None), Vec::new()));
            }
            Tag::FootnoteDefinition(label) => {
                let label = self.clear(&label);
                self.push_block(Frame::Blocks(Container::Footnote(label), Vec::new()));
            }
            Tag::DefinitionList => self.push_block(Frame::Definitions(Vec::new())),
            Tag::DefinitionListTitle => self.push(Frame::Inlines(Run::Term, Vec::new())),
            Tag::DefinitionListDefinition => self.push(Frame::Blocks(Container::Detail, Vec::new())),
            Tag::Table(columns) => {
                if columns.len() > MAX_COLUMNS {
                    let span = self.span(range);
                    self.report(
                        Diagnostic::error("table-too-wide", self.place(span), format!("表格有 {} 列，太宽了", columns.len()))
                            .help(format!("一张表最多 {MAX_COLUMNS} 列；手机上读得舒服的是 4 列以内，请拆成几张表")),
                    );
                }
                let columns = columns.into_iter().take(MAX_COLUMNS).map(align).collect();
                self.push_block(Frame::Table(Table { caption: String::new(), columns, head: Vec::new(), rows: Vec::new() }, Vec::new()));
            }
            Tag::TableHead | Tag::TableRow | Tag::HtmlBlock | Tag::MetadataBlock(_) => {}
            Tag::TableCell => {
                self.block_start = self.span(range).start;
                self.push(Frame::Inlines(Run::Cell, Vec::new()));
            }
            Tag::Emphasis => self.push_inline(Run::Emphasis),
            Tag::Strong => self.push_inline(Run::Strong),
            Tag::Strikethrough => self.push_inline(Run::Strikethrough),
            Tag::Superscript => self.push_inline(Run::Small(SmallMarkup::Sup)),
            Tag::Subscript => self.push_inline(Run::Small(SmallMarkup::Sub)),
            Tag::Link { link_type, dest_url, .. } => {
                let kind = if matches!(link_type, LinkType::WikiLink { .. }) { LinkKind::Wiki } else { LinkKind::Link };
                let mut destination = self.clear(&dest_url);
                if link_type == LinkType::Email {
                    destination.insert_str(0, "mailto:");
                }
                let span = self.span(range);
                let id = self.link(destination, span, kind);
                self.push_inline(Run::Link(id));
            }
            Tag::Image { dest_url, title, .. } => {
                let span = self.span(range);
                let id = self.link(self.clear(&dest_url), span, LinkKind::Image);
                self.push_inline(Run::Image(id, self.clear(&title)));
            }
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::TableHead => self.end_row(true),
            TagEnd::TableRow => self.end_row(false),
            TagEnd::HtmlBlock => self.end_html(),
            TagEnd::MetadataBlock(_) => {}
            TagEnd::Paragraph
            | TagEnd::Heading(_)
            | TagEnd::CodeBlock
            | TagEnd::DefinitionListTitle
            | TagEnd::Table
            | TagEnd::TableCell
            | TagEnd::Emphasis
            | TagEnd::Strong
            | TagEnd::Strikethrough
            | TagEnd::Superscript
            | TagEnd::Subscript
            | TagEnd::Link
            | TagEnd::Image => {
                // Inline HTML that the author left open ends with what it stands in.
                while matches!(self.stack.last(), Some(Frame::Inlines(Run::Small(_) | Run::Ruby(_), _)))
                    && !matches!(tag, TagEnd::Superscript | TagEnd::Subscript)
                {
                    self.close();
                }
                self.close();
            }
            TagEnd::BlockQuote(_)
            | TagEnd::List(_)
            | TagEnd::Item
            | TagEnd::FootnoteDefinition
            | TagEnd::DefinitionList
            | TagEnd::DefinitionListDefinition => {
                self.close_implicit();
                self.close_unclosed_directives();
                self.close();
            }
        }
    }

    fn end_row(&mut self, head: bool) {
        if let Some(Frame::Table(table, cells)) = self.stack.last_mut() {
            let mut row = std::mem::take(cells);
            row.resize(table.columns.len(), Vec::new());
            if head {
                table.head = row;
            } else {
                table.rows.push(row);
            }
        }
    }

    fn text(&mut self, text: &str, range: &Range<usize>) {
        if let Some(Frame::Code(code)) = self.stack.last_mut() {
            self.offsets.append(&mut code.text, text, range);
            return;
        }
        self.open_implicit();
        if let Some(Frame::Inlines(_, content)) = self.stack.last_mut() {
            if let Some(Inline::Text(last)) = content.last_mut() {
                self.offsets.append(last, text, range);
            } else {
                let mut first = String::new();
                self.offsets.append(&mut first, text, range);
                if !first.is_empty() {
                    content.push(Inline::Text(first));
                }
            }
        }
    }

    pub(super) fn inline(&mut self, inline: Inline) {
        self.open_implicit();
        if let Some(Frame::Inlines(_, content)) = self.stack.last_mut() {
            content.push(inline);
        }
    }

    pub(super) fn block(&mut self, block: Block) {
        self.close_implicit();
        if let Some(Frame::Blocks(_, blocks)) = self.stack.last_mut() {
            blocks.push(block);
        }
    }

    fn push_inline(&mut self, run: Run) {
        self.open_implicit();
        self.push(Frame::Inlines(run, Vec::new()));
    }

    fn push_block(&mut self, frame: Frame) {
        self.close_implicit();
        self.push(frame);
    }

    fn push(&mut self, frame: Frame) {
        self.stack.push(frame);
    }

    pub(super) fn open_implicit(&mut self) {
        if matches!(self.stack.last(), Some(Frame::Blocks(..))) {
            self.push(Frame::Inlines(Run::Implicit, Vec::new()));
        }
    }

    pub(super) fn close_implicit(&mut self) {
        while matches!(self.stack.last(), Some(Frame::Inlines(Run::Implicit | Run::Small(_) | Run::Ruby(_), _))) {
            self.close();
        }
    }

    pub(super) fn link(&mut self, destination: String, span: Span, kind: LinkKind) -> LinkId {
        self.document.links.push(WrittenLink { destination, span, kind });
        LinkId(self.document.links.len() - 1)
    }
}

fn align(alignment: Alignment) -> Align {
    match alignment {
        Alignment::None => Align::None,
        Alignment::Left => Align::Left,
        Alignment::Center => Align::Center,
        Alignment::Right => Align::Right,
    }
}
