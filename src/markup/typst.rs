//! Document → Typst source, for booklets.
//!
//! Everything an author wrote becomes a string literal: no word of an article is ever Typst code, whatever
//! characters it holds. What a paragraph or a care card looks like is the business of the theme: this writer
//! calls one theme function per kind of block, `t.paragraph`, `t.care`, … (`themes/default/print/booklet-a5.typ`).

mod edges;
mod media;

use std::fmt::Write as _;

use crate::markup::glue::amounts;
use crate::model::document::{
    Align, Block, Callout, CalloutKind, Definition, Document, Heading, Image, Inline, LinkId, List, SmallMarkup, Table,
};
use crate::source::Span;
use edges::{Beside, beside, is_its_own_text};

/// What a link or a picture becomes on paper, settled by `print` for every entry of `Document::links`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PaperLink {
    /// An article of the same booklet: its words and a page number. Holds the name of the article's label.
    Article(String),
    /// An address outside the site: its words and the address.
    Address(String),
    /// A picture at this path of the typesetter's world.
    Picture(String),
    /// Nothing to print but the words.
    Words,
}

/// Typst source, and where its parts came from.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TypstSource {
    /// A code block `{ … }` that evaluates to the document's content.
    pub text: String,
    /// Byte positions in `text`, ascending, with the places in the author's file they were written from.
    pub marks: Vec<(usize, Span)>,
    /// Places of pictures without alternative text.
    pub silent: Vec<Span>,
}

/// The body of an article. `title_level` is the heading level its title has in the booklet (1 or 2): the
/// headings inside continue from there without a gap, as PDF/UA wants. `label` starts the names of its footnotes.
///
/// # Panics
/// When `links` is not as long as `document.links`.
#[must_use]
pub fn body(document: &Document, links: &[PaperLink], title_level: u8, label: &str) -> TypstSource {
    assert_eq!(links.len(), document.links.len(), "this is a bug in baodian: a link without a target");
    let mut writer = Writer {
        document,
        links,
        title_level,
        heading_level: title_level,
        label,
        noted: vec![false; document.footnotes.len()],
        beside: Beside::default(),
        out: TypstSource::default(),
    };
    writer.blocks(&document.blocks);
    writer.out
}

/// `text` as a Typst string literal.
#[must_use]
pub fn string(text: &str) -> String {
    let mut literal = String::with_capacity(text.len() + 2);
    literal.push('"');
    for character in text.chars() {
        match character {
            '\\' => literal.push_str("\\\\"),
            '"' => literal.push_str("\\\""),
            '\n' => literal.push_str("\\n"),
            // Signs without a shape that steer browsers and emoji; fonts have no glyph for them.
            '\u{200d}' | '\u{fe0e}' | '\u{fe0f}' | '\u{feff}' => {}
            control if control.is_control() => literal.push(' '),
            other => literal.push(other),
        }
    }
    literal.push('"');
    literal
}

/// `items` as a Typst array of string literals.
#[must_use]
pub fn strings<'a>(items: impl IntoIterator<Item = &'a str>) -> String {
    let mut array = String::from("(");
    for item in items {
        array.push_str(&string(item));
        array.push_str(", ");
    }
    array.push(')');
    array
}

struct Writer<'a> {
    document: &'a Document,
    links: &'a [PaperLink],
    title_level: u8,
    /// Level of the last heading written.
    heading_level: u8,
    label: &'a str,
    /// Which footnotes were written already: a second mention refers to the first.
    noted: Vec<bool>,
    /// What stands beside the run of words that is being written.
    beside: Beside,
    out: TypstSource,
}

impl Writer<'_> {
    fn push(&mut self, code: &str) {
        self.out.text.push_str(code);
    }

    fn mark(&mut self, span: Span) {
        self.out.marks.push((self.out.text.len(), span));
    }

    fn mark_link(&mut self, link: LinkId) {
        self.mark(self.document.links[link.0].span);
    }

    fn blocks(&mut self, blocks: &[Block]) {
        self.push("{\n");
        for block in blocks {
            self.block(block);
            self.push("\n");
        }
        self.push("}");
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Heading(heading) => self.heading(heading),
            Block::Paragraph(content) => self.call("paragraph", content),
            Block::Figure(image) => self.figure(image),
            Block::List(list) => self.list(list),
            Block::Quote(blocks) => {
                self.push("t.quotation(");
                self.blocks(blocks);
                self.push(")");
            }
            Block::Code(code) => {
                let text = code.text.strip_suffix('\n').unwrap_or(&code.text);
                let _ = write!(self.out.text, "t.code({}, {})", string(&code.language), string(text));
            }
            Block::Table(table) => self.table(table),
            Block::Callout(callout) => self.callout(callout),
            Block::Video(video) => self.video(video),
            Block::Exercise(exercise) => self.exercise(exercise),
            Block::Definitions(definitions) => self.definitions(definitions),
            Block::Rule => self.push("t.rule()"),
        }
    }

    fn heading(&mut self, heading: &Heading) {
        let wanted = self.title_level + heading.level.saturating_sub(1).max(1);
        let level = wanted.min(self.heading_level + 1).min(6);
        self.heading_level = level;
        self.mark(heading.span);
        let _ = write!(self.out.text, "t.subheading({level}, ");
        self.inlines(&heading.content);
        self.push(")");
    }

    fn mark_image(&mut self, image: &Image) {
        self.mark_link(image.link);
        if image.alt.trim().is_empty() {
            self.out.silent.push(self.document.links[image.link.0].span);
        }
    }

    fn figure(&mut self, image: &Image) {
        self.mark_image(image);
        match &self.links[image.link.0] {
            PaperLink::Picture(path) => {
                let _ = write!(self.out.text, "t.picture({}, {}, {})", string(path), string(&image.alt), string(&image.title));
            }
            PaperLink::Article(_) | PaperLink::Address(_) | PaperLink::Words => {
                let _ = write!(self.out.text, "t.missing-picture({})", string(&image.alt));
            }
        }
    }

    fn list(&mut self, list: &List) {
        let tasks = list.items.iter().any(|item| item.task.is_some());
        match list.start {
            _ if tasks => self.push("t.tasks("),
            Some(start) => {
                let _ = write!(self.out.text, "t.numbered({start}, ");
            }
            None => self.push("t.bullets("),
        }
        self.push(if list.tight { "true, (" } else { "false, (" });
        for item in &list.items {
            if tasks {
                self.push(match item.task {
                    Some(true) => "(true, ",
                    Some(false) => "(false, ",
                    None => "(none, ",
                });
            }
            self.item(&item.blocks, list.tight);
            self.push(if tasks { "), " } else { ", " });
        }
        self.push("))");
    }

    /// The blocks of a list item, cell or footnote. A paragraph that begins a tight one is no paragraph of its own.
    fn item(&mut self, blocks: &[Block], tight: bool) {
        match blocks {
            [Block::Paragraph(content), rest @ ..] if tight => {
                self.push("{ ");
                self.inlines(content);
                self.push("\n");
                for block in rest {
                    self.block(block);
                    self.push("\n");
                }
                self.push("}");
            }
            blocks => self.blocks(blocks),
        }
    }

    fn table(&mut self, table: &Table) {
        if table.caption.is_empty() {
            self.push("t.grid-table((");
        } else {
            let _ = write!(self.out.text, "t.captioned-table({}, (", string(&table.caption));
        }
        for column in &table.columns {
            self.push(match column {
                Align::None => "auto, ",
                Align::Left => "left, ",
                Align::Center => "center, ",
                Align::Right => "right, ",
            });
        }
        self.push("), ");
        self.row(&table.head);
        self.push(", (");
        for row in &table.rows {
            self.row(row);
            self.push(", ");
        }
        self.push("))");
    }

    fn row(&mut self, cells: &[Vec<Inline>]) {
        self.push("(");
        for cell in cells {
            self.inlines(cell);
            self.push(", ");
        }
        self.push(")");
    }

    fn callout(&mut self, callout: &Callout) {
        self.mark(callout.span);
        let kind = callout.kind;
        let function = match kind {
            CalloutKind::KeyPoints => "key-points",
            CalloutKind::CareEmergency => "care-emergency",
            CalloutKind::CareUrgent => "care-urgent",
            CalloutKind::CareHome => "care-home",
            CalloutKind::Tip => "tip",
            CalloutKind::TeacherNotes => "teacher",
            CalloutKind::Warning => "warning",
            CalloutKind::Steps => "steps",
            CalloutKind::QuestionAnswer => "question-answer",
        };
        let (label, title) = match callout.title.as_str() {
            "" => (kind.label(), ""),
            title => (kind.label(), title),
        };
        let _ = write!(self.out.text, "t.{function}({}, {}, ", string(label), string(title));
        self.blocks(&callout.blocks);
        self.push(")");
    }

    fn definitions(&mut self, definitions: &[Definition]) {
        self.push("t.definitions((");
        for definition in definitions {
            self.push("(");
            self.inlines(&definition.term);
            self.push(", (");
            for detail in &definition.details {
                self.item(detail, true);
                self.push(", ");
            }
            self.push(")), ");
        }
        self.push("))");
    }

    fn call(&mut self, function: &str, content: &[Inline]) {
        let _ = write!(self.out.text, "t.{function}(");
        self.inlines(content);
        self.push(")");
    }

    /// `{ "words"; t.strong({ "words" }); }`: joined by Typst into one run of content.
    fn inlines(&mut self, content: &[Inline]) {
        self.push("{ ");
        let around = std::mem::take(&mut self.beside);
        for (at, inline) in content.iter().enumerate() {
            self.beside = beside(content, at, around);
            self.inline(inline);
            self.push("; ");
        }
        self.beside = Beside::default();
        self.push("}");
    }

    fn inline(&mut self, inline: &Inline) {
        match inline {
            Inline::Text(words) => self.words(words),
            Inline::Emphasis(content) => self.call("emphasis", content),
            Inline::Strong(content) => self.call("important", content),
            Inline::Strikethrough(content) => self.call("struck", content),
            Inline::Code(words) => {
                let _ = write!(self.out.text, "t.verbatim({})", string(words));
            }
            Inline::Link(link, content) => self.link(*link, content),
            Inline::Image(image) => self.inline_picture(image),
            Inline::Footnote(index) => self.footnote(*index),
            Inline::LineBreak => self.push("linebreak()"),
            Inline::Small(SmallMarkup::Sub, content) => self.call("lowered", content),
            Inline::Small(SmallMarkup::Sup, content) => self.call("raised", content),
            Inline::Small(SmallMarkup::Kbd, content) => self.call("key", content),
            Inline::Ruby { base, reading } => {
                let _ = write!(self.out.text, "t.ruby({}, {})", string(base), string(reading));
            }
        }
    }

    /// Words, with every amount held together in a box. A box stands outside the engine's own spacing between
    /// Han and digits, so that gap is asked for where a Han character stands beside it.
    fn words(&mut self, words: &str) {
        let is_han = |c: char| matches!(c, '\u{3400}'..='\u{9fff}');
        let mut copied = 0;
        for amount in amounts(words) {
            let (before, after) = (&words[..amount.start], &words[amount.end..]);
            let before = before.chars().next_back().or(self.beside.0);
            let after = after.chars().next().or(self.beside.1);
            let gap_before = before.is_some_and(is_han) && words[amount.clone()].starts_with(|c: char| c.is_ascii_digit());
            let gap_after = after.is_some_and(is_han) && words[amount.clone()].ends_with(|c: char| c.is_ascii_alphanumeric());
            if copied < amount.start {
                self.push(&string(&words[copied..amount.start]));
                self.push("; ");
            }
            let _ = write!(self.out.text, "t.amount({gap_before}, {gap_after}, {}); ", string(&words[amount.clone()]));
            copied = amount.end;
        }
        self.push(&string(&words[copied..]));
    }

    fn link(&mut self, link: LinkId, content: &[Inline]) {
        self.mark_link(link);
        match &self.links[link.0] {
            PaperLink::Article(label) => {
                let _ = write!(self.out.text, "t.article-link(label({}), ", string(label));
                self.inlines(content);
                self.push(")");
            }
            // An address written as its own text is not printed twice.
            PaperLink::Address(address) if !is_its_own_text(address, content) => {
                let _ = write!(self.out.text, "t.address-link({}, ", string(address));
                self.inlines(content);
                self.push(")");
            }
            PaperLink::Address(_) | PaperLink::Picture(_) | PaperLink::Words => self.inlines(content),
        }
    }

    fn inline_picture(&mut self, image: &Image) {
        self.mark_image(image);
        match &self.links[image.link.0] {
            PaperLink::Picture(path) => {
                let _ = write!(self.out.text, "t.inline-picture({}, {})", string(path), string(&image.alt));
            }
            PaperLink::Article(_) | PaperLink::Address(_) | PaperLink::Words => self.push(&string(&image.alt)),
        }
    }

    fn footnote(&mut self, index: usize) {
        let name = string(&format!("{}-note-{index}", self.label));
        if self.noted[index] {
            let _ = write!(self.out.text, "t.note-again(label({name}))");
            return;
        }
        self.noted[index] = true;
        self.beside = Beside::default();
        let _ = write!(self.out.text, "t.note(label({name}), ");
        self.item(&self.document.footnotes[index].blocks, true);
        self.push(")");
    }
}
