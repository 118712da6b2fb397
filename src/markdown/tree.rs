//! Events → tree. One pass with an explicit stack, so no depth of nesting can overflow ours.

use std::ops::Range;
use std::sync::Arc;

use pulldown_cmark::{Alignment, BlockQuoteKind, CodeBlockKind, Event, LinkType, Tag, TagEnd};

use crate::diagnostic::Diagnostic;
use crate::markdown::anchor::{Anchors, slug};
use crate::markdown::directive::{self, Line, NAMES};
use crate::markdown::lines::settle;
use crate::markdown::shield::{Shielded, clean, directive as directive_line};
use crate::model::document::{
    Align, Block, Callout, CalloutKind, Code, Definition, Document, Footnote, Heading, Image, Inline, LinkId, LinkKind,
    List, ListItem, SmallMarkup, Table, WrittenLink,
};
use crate::source::{Place, Source, Span};

/// Containers may nest this deep: browsers, Typst (lists 30, quotes 60) and readers all give up later.
const MAX_DEPTH: usize = 16;
/// More columns than this make a table nobody can read on any screen or page.
const MAX_COLUMNS: usize = 50;

/// Builds the document. `base` is where the body starts in the source file.
pub fn build<'a>(
    events: impl Iterator<Item = (Event<'a>, Range<usize>)>,
    shielded: &Shielded<'_>,
    source: &Arc<Source>,
    base: usize,
) -> (Document, Vec<Diagnostic>) {
    let mut builder = Builder {
        source,
        document: Document::default(),
        notes: Vec::new(),
        mentions: Vec::new(),
        stack: vec![Frame::Blocks(Container::Root, Vec::new())],
        anchors: Anchors::default(),
        last_level: 1,
        diagnostics: Vec::new(),
    };
    for (event, range) in events {
        let span = shielded.original(range.start, range.end).shifted(base);
        if builder.stack.len() > 4 * MAX_DEPTH {
            builder.report_depth(span);
            break;
        }
        builder.event(event, span, shielded.is_marked());
    }
    builder.finish()
}

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
    Callout(CalloutKind, String, Span),
    Detail,
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

struct Builder<'a> {
    source: &'a Arc<Source>,
    document: Document,
    notes: Vec<Footnote>,
    mentions: Vec<String>,
    stack: Vec<Frame>,
    anchors: Anchors,
    last_level: u8,
    diagnostics: Vec<Diagnostic>,
}

impl Builder<'_> {
    fn event(&mut self, event: Event<'_>, span: Span, marked: bool) {
        let clear = |text: &str| if marked { clean(text).into_owned() } else { text.to_owned() };
        match event {
            Event::Start(tag) => self.start(tag, span, &clear),
            Event::End(tag) => self.end(tag),
            Event::Text(text) | Event::InlineMath(text) | Event::DisplayMath(text) => self.text(&clear(&text)),
            Event::Code(text) => self.inline(Inline::Code(clear(&text))),
            Event::SoftBreak => self.text("\n"),
            Event::HardBreak => self.inline(Inline::LineBreak),
            Event::Rule => self.block(Block::Rule),
            Event::FootnoteReference(label) => {
                let label = clear(&label);
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
            Event::Html(html) => self.html(&html, span, &clear),
            Event::InlineHtml(html) => self.inline_html(&clear(&html), span),
        }
    }

    fn start(&mut self, tag: Tag<'_>, span: Span, clear: &dyn Fn(&str) -> String) {
        match tag {
            Tag::Paragraph => {
                self.close_implicit();
                if let [.., Frame::List(list), Frame::Blocks(Container::Item(_), _)] = self.stack.as_mut_slice() {
                    list.tight = false;
                }
                self.push(Frame::Inlines(Run::Paragraph, Vec::new()));
            }
            Tag::Heading { level, id, .. } => {
                let id = id.map(|id| clear(&id));
                self.push_block(Frame::Inlines(Run::Heading(level as u8, id, span), Vec::new()));
            }
            Tag::BlockQuote(None) => self.push_block(Frame::Blocks(Container::Quote, Vec::new())),
            Tag::BlockQuote(Some(kind)) => {
                let kind = match kind {
                    BlockQuoteKind::Note | BlockQuoteKind::Tip | BlockQuoteKind::Important => CalloutKind::Tip,
                    BlockQuoteKind::Warning | BlockQuoteKind::Caution => CalloutKind::Warning,
                };
                self.push_block(Frame::Blocks(Container::Callout(kind, String::new(), span), Vec::new()));
            }
            Tag::CodeBlock(kind) => {
                let language = match kind {
                    CodeBlockKind::Indented => String::new(),
                    CodeBlockKind::Fenced(info) => clear(info.split_whitespace().next().unwrap_or_default()),
                };
                self.push_block(Frame::Code(Code { language, text: String::new() }));
            }
            Tag::List(start) => self.push_block(Frame::List(List { start, tight: true, items: Vec::new() })),
            Tag::Item => self.push(Frame::Blocks(Container::Item(None), Vec::new())),
            Tag::FootnoteDefinition(label) => {
                let label = clear(&label);
                self.push_block(Frame::Blocks(Container::Footnote(label), Vec::new()));
            }
            Tag::DefinitionList => self.push_block(Frame::Definitions(Vec::new())),
            Tag::DefinitionListTitle => self.push(Frame::Inlines(Run::Term, Vec::new())),
            Tag::DefinitionListDefinition => self.push(Frame::Blocks(Container::Detail, Vec::new())),
            Tag::Table(columns) => {
                if columns.len() > MAX_COLUMNS {
                    self.report(
                        Diagnostic::error("table-too-wide", self.place(span), format!("表格有 {} 列，太宽了", columns.len()))
                            .help(format!("一张表最多 {MAX_COLUMNS} 列；手机上读得舒服的是 4 列以内，请拆成几张表")),
                    );
                }
                let columns = columns.into_iter().take(MAX_COLUMNS).map(align).collect();
                self.push_block(Frame::Table(Table { columns, head: Vec::new(), rows: Vec::new() }, Vec::new()));
            }
            Tag::TableHead | Tag::TableRow | Tag::HtmlBlock | Tag::MetadataBlock(_) => {}
            Tag::TableCell => self.push(Frame::Inlines(Run::Cell, Vec::new())),
            Tag::Emphasis => self.push_inline(Run::Emphasis),
            Tag::Strong => self.push_inline(Run::Strong),
            Tag::Strikethrough => self.push_inline(Run::Strikethrough),
            Tag::Superscript => self.push_inline(Run::Small(SmallMarkup::Sup)),
            Tag::Subscript => self.push_inline(Run::Small(SmallMarkup::Sub)),
            Tag::Link { link_type, dest_url, .. } => {
                let kind = if matches!(link_type, LinkType::WikiLink { .. }) { LinkKind::Wiki } else { LinkKind::Link };
                let mut destination = clear(&dest_url);
                if link_type == LinkType::Email {
                    destination.insert_str(0, "mailto:");
                }
                let id = self.link(destination, span, kind);
                self.push_inline(Run::Link(id));
            }
            Tag::Image { dest_url, title, .. } => {
                let id = self.link(clear(&dest_url), span, LinkKind::Image);
                self.push_inline(Run::Image(id, clear(&title)));
            }
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::TableHead => self.end_row(true),
            TagEnd::TableRow => self.end_row(false),
            TagEnd::HtmlBlock | TagEnd::MetadataBlock(_) => {}
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

    fn html(&mut self, html: &str, span: Span, clear: &dyn Fn(&str) -> String) {
        if let Some(line) = directive_line(html) {
            self.close_implicit();
            self.directive(line, span);
            return;
        }
        let html = clear(html);
        let trimmed = html.trim();
        // Comments are notes among editors and never published.
        if trimmed.is_empty() || trimmed.starts_with("<!--") || trimmed.ends_with("-->") {
            return;
        }
        self.report_html(trimmed, span);
    }

    fn directive(&mut self, line: &str, span: Span) {
        match directive::read(line) {
            Line::Open(kind, title) => {
                self.push(Frame::Blocks(Container::Callout(kind, title, span), Vec::new()));
            }
            Line::Close => {
                if matches!(self.stack.last(), Some(Frame::Blocks(Container::Callout(..), _))) {
                    self.close();
                } else {
                    self.report(
                        Diagnostic::error("directive-unopened", self.place(span), "这里的 ::: 没有可以结束的块")
                            .label("多出来的结束行")
                            .help("删掉这一行，或在前面补上开头，例如 :::要点"),
                    );
                }
            }
            Line::Unknown { name, nearest } => {
                let help = match nearest {
                    Some(nearest) => format!("是不是“:::{nearest}”？能用的有：{}", NAMES.join("、")),
                    None => format!("能用的有：{}", NAMES.join("、")),
                };
                self.report(
                    Diagnostic::error("directive-unknown", self.place(span), format!("没有“{name}”这种块")).help(help),
                );
                self.push(Frame::Blocks(Container::Callout(CalloutKind::Tip, String::new(), span), Vec::new()));
            }
            Line::LevelMissing => {
                self.report(
                    Diagnostic::error("care-level-missing", self.place(span), "“就医”后面要写清三级里的哪一级")
                        .help("写成 :::就医 紧急、:::就医 尽快 或 :::就医 在家观察"),
                );
                self.push(Frame::Blocks(Container::Callout(CalloutKind::CareUrgent, String::new(), span), Vec::new()));
            }
        }
    }

    /// The few inline elements of the handbook; all others are reported and left out.
    fn inline_html(&mut self, html: &str, span: Span) {
        let name = html.trim_matches(['<', '>', '/', ' ']).to_ascii_lowercase();
        let closing = html.starts_with("</");
        let small = match name.as_str() {
            "sub" => Some(SmallMarkup::Sub),
            "sup" => Some(SmallMarkup::Sup),
            "kbd" => Some(SmallMarkup::Kbd),
            _ => None,
        };
        match (name.as_str(), small, closing) {
            ("br", ..) => self.inline(Inline::LineBreak),
            (_, Some(markup), false) => self.push_inline(Run::Small(markup)),
            (_, Some(_), true) if matches!(self.stack.last(), Some(Frame::Inlines(Run::Small(_), _))) => self.close(),
            ("ruby", _, false) => self.push_inline(Run::Ruby(None)),
            ("ruby", _, true) if matches!(self.stack.last(), Some(Frame::Inlines(Run::Ruby(_), _))) => self.close(),
            ("rt", _, false) => {
                if let Some(Frame::Inlines(Run::Ruby(base), content)) = self.stack.last_mut() {
                    *base = Some(plain(content));
                    content.clear();
                }
            }
            ("rt" | "rp" | "rb", ..) => {}
            _ if html.starts_with("<!--") => {}
            _ => self.report_html(html, span),
        }
    }

    fn report_html(&mut self, html: &str, span: Span) {
        let excerpt: String = html.lines().next().unwrap_or_default().chars().take(40).collect();
        self.report(
            Diagnostic::warning("html-not-allowed", self.place(span), format!("正文里的 HTML 不会发布：{excerpt}"))
                .label("这一段读者看不到")
                .help("用 Markdown 的写法代替；能用的 HTML 只有 br、sub、sup、ruby、rt、kbd"),
        );
    }

    fn text(&mut self, text: &str) {
        if let Some(Frame::Code(code)) = self.stack.last_mut() {
            code.text.push_str(text);
            return;
        }
        self.open_implicit();
        if let Some(Frame::Inlines(_, content)) = self.stack.last_mut() {
            if let Some(Inline::Text(last)) = content.last_mut() {
                last.push_str(text);
            } else if !text.is_empty() {
                content.push(Inline::Text(text.to_owned()));
            }
        }
    }

    fn inline(&mut self, inline: Inline) {
        self.open_implicit();
        if let Some(Frame::Inlines(_, content)) = self.stack.last_mut() {
            content.push(inline);
        }
    }

    fn block(&mut self, block: Block) {
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

    fn open_implicit(&mut self) {
        if matches!(self.stack.last(), Some(Frame::Blocks(..))) {
            self.push(Frame::Inlines(Run::Implicit, Vec::new()));
        }
    }

    fn close_implicit(&mut self) {
        while matches!(self.stack.last(), Some(Frame::Inlines(Run::Implicit | Run::Small(_) | Run::Ruby(_), _))) {
            self.close();
        }
    }

    /// A directive that its surroundings end before its own closing line.
    fn close_unclosed_directives(&mut self) {
        while let Some(Frame::Blocks(Container::Callout(kind, _, span), _)) = self.stack.last() {
            let (kind, span) = (*kind, *span);
            // A GFM alert is closed by its quote, not by a line of its own.
            if !self.source.text[span.start..].trim_start().starts_with(":::") {
                break;
            }
            self.report_unclosed(kind, span);
            self.close();
        }
    }

    fn report_unclosed(&mut self, kind: CalloutKind, span: Span) {
        let name = kind.label();
        self.report(
            Diagnostic::error("directive-unclosed", self.place(span), format!("“{name}”这一块没有结束"))
                .label("从这里开始")
                .help("在这一块的最后另起一行，只写 :::"),
        );
    }

    /// Completes the innermost frame and hands it to the one around it.
    fn close(&mut self) {
        let Some(frame) = self.stack.pop() else { return };
        match frame {
            Frame::Blocks(container, blocks) => self.close_blocks(container, blocks),
            Frame::Inlines(run, content) => self.close_run(run, content),
            Frame::List(list) => self.block(Block::List(list)),
            Frame::Table(table, _) => self.block(Block::Table(table)),
            Frame::Definitions(definitions) => self.block(Block::Definitions(definitions)),
            Frame::Code(code) => self.block(Block::Code(code)),
        }
    }

    fn close_blocks(&mut self, container: Container, blocks: Vec<Block>) {
        match container {
            Container::Root => self.document.blocks = blocks,
            Container::Quote => self.block(Block::Quote(blocks)),
            Container::Item(task) => {
                if let Some(Frame::List(list)) = self.stack.last_mut() {
                    list.items.push(ListItem { task, blocks });
                }
            }
            Container::Footnote(label) => self.notes.push(Footnote { label, blocks }),
            Container::Callout(kind, title, span) => self.block(Block::Callout(Callout { kind, title, blocks, span })),
            Container::Detail => {
                if let Some(Frame::Definitions(definitions)) = self.stack.last_mut()
                    && let Some(definition) = definitions.last_mut()
                {
                    definition.details.push(blocks);
                }
            }
        }
    }

    fn close_run(&mut self, run: Run, mut content: Vec<Inline>) {
        match run {
            Run::Paragraph | Run::Implicit => {
                settle(&mut content);
                match content.as_slice() {
                    [] => {}
                    [Inline::Image(image)] => {
                        let figure = Block::Figure(image.clone());
                        self.block(figure);
                    }
                    _ => self.block(Block::Paragraph(content)),
                }
            }
            Run::Heading(level, id, span) => {
                settle(&mut content);
                if level == 1 && matches!(self.stack.as_slice(), [Frame::Blocks(Container::Root, blocks)] if blocks.is_empty()) {
                    self.document.title = Some(Heading { level, id: String::new(), content, span });
                    return;
                }
                // The title is level 1, and no level is skipped: screen readers and PDF/UA need both.
                let level = level.clamp(2, 6).min(self.last_level + 1);
                self.last_level = level;
                let wished = id.unwrap_or_else(|| slug(&plain(&content)));
                let id = self.anchors.unique(&wished);
                self.block(Block::Heading(Heading { level, id, content, span }));
            }
            Run::Cell => {
                settle(&mut content);
                if let Some(Frame::Table(_, cells)) = self.stack.last_mut() {
                    cells.push(content);
                }
            }
            Run::Term => {
                settle(&mut content);
                if let Some(Frame::Definitions(definitions)) = self.stack.last_mut() {
                    definitions.push(Definition { term: content, details: Vec::new() });
                }
            }
            Run::Emphasis => self.inline(Inline::Emphasis(content)),
            Run::Strong => self.inline(Inline::Strong(content)),
            Run::Strikethrough => self.inline(Inline::Strikethrough(content)),
            Run::Link(id) => self.inline(Inline::Link(id, content)),
            Run::Image(link, title) => {
                settle(&mut content);
                self.inline(Inline::Image(Image { link, alt: plain(&content), title }));
            }
            Run::Small(markup) => self.inline(Inline::Small(markup, content)),
            Run::Ruby(Some(base)) => self.inline(Inline::Ruby { base, reading: plain(&content) }),
            Run::Ruby(None) => {
                for inline in content {
                    self.inline(inline);
                }
            }
        }
    }

    fn finish(mut self) -> (Document, Vec<Diagnostic>) {
        self.close_implicit();
        while self.stack.len() > 1 {
            self.close_unclosed_directives();
            if self.stack.len() > 1 {
                self.close();
            }
        }
        self.close();
        let mut notes = std::mem::take(&mut self.notes);
        for label in std::mem::take(&mut self.mentions) {
            let at = notes.iter().position(|note| note.label == label);
            let note = at.map(|at| notes.swap_remove(at));
            self.document.footnotes.push(note.unwrap_or(Footnote { label, blocks: Vec::new() }));
        }
        (self.document, self.diagnostics)
    }

    fn link(&mut self, destination: String, span: Span, kind: LinkKind) -> LinkId {
        self.document.links.push(WrittenLink { destination, span, kind });
        LinkId(self.document.links.len() - 1)
    }

    fn place(&self, span: Span) -> Place {
        Place::new(self.source, span)
    }

    fn report(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    fn report_depth(&mut self, span: Span) {
        self.report(
            Diagnostic::error("nesting-too-deep", self.place(Span::new(span.start, span.start)), "引用或列表套得太深了")
                .help(format!("最多套 {MAX_DEPTH} 层；多半是行首多打了 > 或空格")),
        );
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

/// The words alone, for anchors and alternative texts.
fn plain(content: &[Inline]) -> String {
    let mut text = String::new();
    for inline in content {
        match inline {
            Inline::Text(words) | Inline::Code(words) => text.push_str(words),
            Inline::Emphasis(content)
            | Inline::Strong(content)
            | Inline::Strikethrough(content)
            | Inline::Link(_, content)
            | Inline::Small(_, content) => text.push_str(&plain(content)),
            Inline::Image(image) => text.push_str(&image.alt),
            Inline::Ruby { base, .. } => text.push_str(base),
            Inline::LineBreak => text.push(' '),
            Inline::Footnote(_) => {}
        }
    }
    text
}
