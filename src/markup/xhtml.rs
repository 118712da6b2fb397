//! Document → XHTML for EPUB: well-formed XML, notes as e-readers expect them, nothing to click open.

mod media;

use std::fmt::Write as _;

use crate::markup::alike;
use crate::markup::escape::{attribute, push};
use crate::markup::html::Href;
use crate::model::document::{Align, Block, Callout, Definition, Document, Heading, Image, Inline, LinkId, List, Table};
use crate::model::exercise::Exercise;

/// The body of an article; notes and then the answers of its exercises last. Elements carry `epub:type`, so the
/// page around it declares that prefix. All ids but those of headings begin with `box-`, `fn-` or `fnref-`.
#[must_use]
pub fn body(document: &Document, href: &dyn Fn(LinkId) -> Href) -> String {
    let mut writer = Writer {
        document,
        href,
        out: String::new(),
        callouts: 0,
        mentions: vec![0; document.footnotes.len()],
        in_link: false,
        exercises: Vec::new(),
    };
    writer.blocks(&document.blocks);
    let answers = writer.answers();
    writer.footnotes();
    writer.out + &answers
}

/// Takes out the characters that XML 1.0 forbids even as references (§2.2).
pub fn keep_xml(text: &mut String) {
    text.retain(|c| matches!(c, '\t' | '\n' | '\r' | '\u{20}'..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..));
}

struct Writer<'a> {
    document: &'a Document,
    href: &'a dyn Fn(LinkId) -> Href,
    out: String,
    callouts: usize,
    /// How often each footnote has been mentioned so far.
    mentions: Vec<usize>,
    /// A link within a link is no XHTML.
    in_link: bool,
    /// Those written so far: their answers stand at the end.
    exercises: Vec<&'a Exercise>,
}

impl<'a> Writer<'a> {
    fn blocks(&mut self, blocks: &'a [Block]) {
        for block in blocks {
            self.block(block);
        }
    }

    fn block(&mut self, block: &'a Block) {
        match block {
            Block::Heading(heading) => self.heading(heading),
            Block::Paragraph(content) => self.element("p", content),
            Block::Figure(image) => self.figure(image),
            Block::List(list) => self.list(list),
            Block::Quote(blocks) => {
                self.out.push_str("<blockquote>\n");
                self.blocks(blocks);
                self.out.push_str("</blockquote>\n");
            }
            Block::Code(code) => {
                self.out.push_str("<pre><code>");
                push(&mut self.out, &code.text);
                self.out.push_str("</code></pre>\n");
            }
            Block::Table(table) => self.table(table),
            Block::Callout(callout) => self.callout(callout),
            Block::Video(video) => self.video(video),
            Block::Exercise(exercise) => self.exercise(exercise),
            Block::Definitions(definitions) => self.definitions(definitions),
            Block::Rule => self.out.push_str("<hr/>\n"),
        }
    }

    fn element(&mut self, name: &str, content: &'a [Inline]) {
        self.wrap(name, content);
        self.out.push('\n');
    }

    fn heading(&mut self, heading: &'a Heading) {
        let level = heading.level;
        let _ = write!(self.out, "<h{level}");
        attribute(&mut self.out, "id", &heading.id);
        self.out.push('>');
        self.inlines(&heading.content);
        let _ = writeln!(self.out, "</h{level}>");
    }

    fn figure(&mut self, image: &Image) {
        if !matches!((self.href)(image.link), Href::File(..)) {
            self.out.push_str("<p>（图：");
            push(&mut self.out, &image.alt);
            self.out.push_str("）</p>\n");
            return;
        }
        self.out.push_str("<figure>");
        self.image(image);
        if !image.title.is_empty() {
            self.out.push_str("<figcaption>");
            push(&mut self.out, &image.title);
            self.out.push_str("</figcaption>");
        }
        self.out.push_str("</figure>\n");
    }

    fn list(&mut self, list: &'a List) {
        let name = if list.start.is_some() { "ol" } else { "ul" };
        let _ = write!(self.out, "<{name}");
        if let Some(start) = list.start.filter(|start| *start != 1) {
            attribute(&mut self.out, "start", &start.to_string());
        }
        if list.items.iter().any(|item| item.task.is_some()) {
            attribute(&mut self.out, "class", "tasks");
        }
        self.out.push_str(">\n");
        for item in &list.items {
            self.out.push_str("<li>");
            match item.task {
                Some(true) => self.out.push_str("☑ "),
                Some(false) => self.out.push_str("☐ "),
                None => {}
            }
            for block in &item.blocks {
                match block {
                    Block::Paragraph(content) if list.tight => self.inlines(content),
                    other => self.block(other),
                }
            }
            self.out.push_str("</li>\n");
        }
        let _ = writeln!(self.out, "</{name}>");
    }

    fn table(&mut self, table: &'a Table) {
        self.out.push_str("<table>\n");
        if !table.caption.is_empty() {
            self.out.push_str("<caption>");
            alike::words(&mut self.out, &table.caption);
            self.out.push_str("</caption>\n");
        }
        self.out.push_str("<thead><tr>");
        for (cell, align) in table.head.iter().zip(&table.columns) {
            // A corner cell that names nothing is no header.
            let (open, close) = if cell.is_empty() { ("<td", "</td>") } else { ("<th scope=\"col\"", "</th>") };
            self.cell(open, *align, cell);
            self.out.push_str(close);
        }
        self.out.push_str("</tr></thead>\n<tbody>\n");
        for row in &table.rows {
            self.out.push_str("<tr>");
            for (cell, align) in row.iter().zip(&table.columns) {
                self.cell("<td", *align, cell);
                self.out.push_str("</td>");
            }
            self.out.push_str("</tr>\n");
        }
        self.out.push_str("</tbody>\n</table>\n");
    }

    fn cell(&mut self, open: &str, align: Align, content: &'a [Inline]) {
        alike::open_cell(&mut self.out, open, align);
        self.inlines(content);
    }

    fn callout(&mut self, callout: &'a Callout) {
        self.open_box(callout.kind.name());
        alike::callout_title(&mut self.out, callout, "<br/>");
        self.out.push_str("</p>\n");
        self.blocks(&callout.blocks);
        self.out.push_str("</div>\n");
    }

    /// Opens a box and the paragraph of its title.
    fn open_box(&mut self, kind: &str) {
        self.callouts += 1;
        let id = format!("box-{kind}-{}", self.callouts);
        let _ = write!(
            self.out,
            "<div role=\"group\" class=\"callout {kind}\" aria-labelledby=\"{id}\"><p class=\"callout-title\" id=\"{id}\">"
        );
    }

    fn definitions(&mut self, definitions: &'a [Definition]) {
        self.out.push_str("<dl>\n");
        for definition in definitions {
            self.element("dt", &definition.term);
            for detail in &definition.details {
                self.out.push_str("<dd>");
                self.item(detail);
                self.out.push_str("</dd>\n");
            }
        }
        self.out.push_str("</dl>\n");
    }

    /// Blocks within a frame of their own: a paragraph that begins them needs none.
    fn item(&mut self, blocks: &'a [Block]) {
        match blocks {
            [Block::Paragraph(content), rest @ ..] => {
                self.inlines(content);
                self.blocks(rest);
            }
            blocks => self.blocks(blocks),
        }
    }

    fn footnotes(&mut self) {
        for (at, note) in self.document.footnotes.iter().enumerate() {
            let number = at + 1;
            let _ = writeln!(
                self.out,
                "<aside epub:type=\"footnote\" role=\"doc-footnote\" id=\"fn-{number}\"><p class=\"note\">注{number}</p>"
            );
            self.blocks(&note.blocks);
            for mention in 1..=self.mentions[at] {
                let _ = writeln!(
                    self.out,
                    "<p class=\"back\"><a role=\"doc-backlink\" href=\"#{}\">回到正文注{number}处</a></p>",
                    alike::mention_id(number, mention)
                );
            }
            self.out.push_str("</aside>\n");
        }
    }

    fn inlines(&mut self, content: &'a [Inline]) {
        for inline in content {
            self.inline(inline);
        }
    }

    fn inline(&mut self, inline: &'a Inline) {
        match inline {
            Inline::Text(words) => alike::words(&mut self.out, words),
            Inline::Emphasis(content) => self.wrap("em", content),
            Inline::Strong(content) => self.wrap("strong", content),
            Inline::Strikethrough(content) => self.wrap("del", content),
            Inline::Small(markup, content) => self.wrap(markup.element(), content),
            Inline::Code(code) => {
                self.out.push_str("<code>");
                push(&mut self.out, code);
                self.out.push_str("</code>");
            }
            Inline::Link(id, content) => self.link(*id, content),
            Inline::Image(image) => self.image(image),
            Inline::Footnote(at) => self.mention(*at),
            Inline::LineBreak => self.out.push_str("<br/>"),
            Inline::Ruby { base, reading } => alike::ruby(&mut self.out, base, reading),
        }
    }

    fn mention(&mut self, at: usize) {
        let number = at + 1;
        if self.in_link {
            let _ = write!(self.out, "<sup>{number}</sup>");
            return;
        }
        self.mentions[at] += 1;
        let id = alike::mention_id(number, self.mentions[at]);
        let _ = write!(
            self.out,
            "<sup><a epub:type=\"noteref\" role=\"doc-noteref\" href=\"#fn-{number}\" id=\"{id}\" aria-label=\"注{number}\">{number}</a></sup>"
        );
    }

    fn wrap(&mut self, name: &str, content: &'a [Inline]) {
        let _ = write!(self.out, "<{name}>");
        self.inlines(content);
        let _ = write!(self.out, "</{name}>");
    }

    fn link(&mut self, id: LinkId, content: &'a [Inline]) {
        match (self.href)(id) {
            Href::Inside(href) | Href::File(href, _) | Href::Outside(href) if !self.in_link => {
                self.out.push_str("<a");
                attribute(&mut self.out, "href", &href);
                self.out.push('>');
                self.in_link = true;
                self.inlines(content);
                self.in_link = false;
                self.out.push_str("</a>");
            }
            Href::Inside(_) | Href::File(..) | Href::Picture(_) | Href::Outside(_) | Href::Nowhere => self.inlines(content),
        }
    }

    fn image(&mut self, image: &Image) {
        let Href::File(src, size) = (self.href)(image.link) else {
            push(&mut self.out, &image.alt);
            return;
        };
        self.out.push_str("<img");
        attribute(&mut self.out, "src", &src);
        attribute(&mut self.out, "alt", &image.alt);
        if let Some((width, height)) = size {
            let _ = write!(self.out, " width=\"{width}\" height=\"{height}\"");
        }
        self.out.push_str("/>");
    }
}
