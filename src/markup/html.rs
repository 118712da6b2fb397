//! Document → HTML of an article's body.

mod boxes;
mod media;
mod terms;

pub use media::Picture;

use std::fmt::Write as _;

use crate::markup::alike;
use crate::markup::escape::{attribute, push};
use crate::markup::highlight::highlight;
use crate::markup::text;
use crate::model::document::{Block, CalloutKind, Code, Definition, Document, Heading, Inline, LinkId, List};

pub use terms::Term;

/// What a link or picture becomes on the page at hand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Href {
    /// A page of this site.
    Inside(String),
    /// Another site, a telephone number, a mail address.
    Outside(String),
    /// A file of this site, with its size in pixels where it is a picture.
    File(String, Option<(u32, u32)>),
    /// A picture of this site in several widths.
    Picture(Picture),
    /// Nowhere: the text alone is shown.
    Nowhere,
}

/// A line of a table of contents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContentsLine {
    /// 2 or 3.
    pub level: u8,
    /// Anchor.
    pub id: String,
    /// Words.
    pub title: String,
}

/// The box 要点 at the very beginning, if there is one: pages show it before the contents.
#[must_use]
pub fn lead(document: &Document, href: &dyn Fn(LinkId) -> Href) -> Option<String> {
    let first = document.blocks.first().filter(|block| is_lead(block))?;
    let mut writer = Writer::new(document, href);
    writer.block(first);
    Some(writer.out)
}

/// Everything else, footnotes last.
#[must_use]
pub fn body(document: &Document, href: &dyn Fn(LinkId) -> Href) -> String {
    body_with(document, href, &Extras::default()).0
}

/// What the page adds to an article's text.
#[derive(Debug, Clone, Default)]
pub struct Extras<'a> {
    /// Words that are explained below the text.
    pub terms: Vec<Term<'a>>,
    /// The first quotation is the official wording, from this document.
    pub official: Option<String>,
}

/// `body` with `extras`; and which of its terms were found, in the order of the text.
#[must_use]
pub fn body_with(document: &Document, href: &dyn Fn(LinkId) -> Href, extras: &Extras<'_>) -> (String, Vec<usize>) {
    let mut writer = Writer { terms: &extras.terms, official: extras.official.as_deref(), ..Writer::new(document, href) };
    let skip = usize::from(document.blocks.first().is_some_and(is_lead));
    if let Some((first, rest)) = document.blocks[skip..].split_first() {
        writer.is_first = skip == 0 && matches!(first, Block::Figure(_));
        writer.block(first);
        writer.is_first = false;
        writer.blocks(rest);
    }
    writer.terms = &[];
    writer.footnotes();
    (writer.out, writer.found)
}

/// Headings of level 2 and 3 outside boxes.
#[must_use]
pub fn contents(document: &Document) -> Vec<ContentsLine> {
    let headings = document.blocks.iter().filter_map(|block| match block {
        Block::Heading(heading) if heading.level <= 3 => Some(heading),
        _ => None,
    });
    headings.map(|heading| ContentsLine { level: heading.level, id: heading.id.clone(), title: text::inlines(&heading.content) }).collect()
}

fn is_lead(block: &Block) -> bool {
    matches!(block, Block::Callout(callout) if callout.kind == CalloutKind::KeyPoints)
}

struct Writer<'a> {
    document: &'a Document,
    href: &'a dyn Fn(LinkId) -> Href,
    out: String,
    tables: usize,
    callouts: usize,
    /// How often each footnote has been mentioned so far.
    mentions: Vec<usize>,
    /// Whether what is written now is on the first screen: a picture there must not wait for the reader to scroll.
    is_first: bool,
    /// Words to mark at their first place.
    terms: &'a [Term<'a>],
    /// Those that were marked.
    found: Vec<usize>,
    /// Where the official wording that is still to come stands.
    official: Option<&'a str>,
}

impl<'a> Writer<'a> {
    fn new(document: &'a Document, href: &'a dyn Fn(LinkId) -> Href) -> Self {
        let mentions = vec![0; document.footnotes.len()];
        Self {
            document,
            href,
            out: String::new(),
            tables: 0,
            callouts: 0,
            mentions,
            is_first: false,
            terms: &[],
            found: Vec::new(),
            official: None,
        }
    }

    fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            self.block(block);
        }
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Heading(heading) => self.quietly(|writer| writer.heading(heading)),
            Block::Paragraph(content) => self.element("p", content),
            Block::Figure(image) => {
                self.out.push_str("<figure>");
                self.image(image);
                if !image.title.is_empty() {
                    self.out.push_str("<figcaption>");
                    push(&mut self.out, &image.title);
                    self.out.push_str("</figcaption>");
                }
                self.out.push_str("</figure>\n");
            }
            Block::List(list) => self.list(list),
            Block::Quote(blocks) => self.quietly(|writer| writer.quote(blocks)),
            Block::Code(code) => self.code(code),
            Block::Table(table) => self.table(table),
            Block::Callout(callout) => self.callout(callout),
            Block::Video(video) => self.video(video),
            Block::Exercise(exercise) => self.quietly(|writer| writer.exercise(exercise)),
            Block::Definitions(definitions) => self.quietly(|writer| writer.definitions(definitions)),
            Block::Rule => self.out.push_str("<hr>\n"),
        }
    }

    fn element(&mut self, name: &str, content: &[Inline]) {
        let _ = write!(self.out, "<{name}>");
        self.inlines(content);
        let _ = writeln!(self.out, "</{name}>");
    }

    fn heading(&mut self, heading: &Heading) {
        let level = heading.level;
        let _ = write!(self.out, "<h{level}");
        attribute(&mut self.out, "id", &heading.id);
        self.out.push('>');
        self.inlines(&heading.content);
        self.out.push_str(" <a class=\"anchor\"");
        attribute(&mut self.out, "href", &format!("#{}", heading.id));
        // It stands within the heading, which already says of what.
        let _ = writeln!(self.out, " aria-label=\"本节链接\">#</a></h{level}>");
    }

    fn list(&mut self, list: &List) {
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
                Some(true) => self.out.push_str("<span role=\"img\" aria-label=\"已完成\">☑</span> "),
                Some(false) => self.out.push_str("<span role=\"img\" aria-label=\"未完成\">☐</span> "),
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

    fn code(&mut self, code: &Code) {
        self.out.push_str("<pre class=\"code\" tabindex=\"0\"><code");
        if !code.language.is_empty() {
            attribute(&mut self.out, "class", &format!("language-{}", code.language));
        }
        self.out.push('>');
        match highlight(&code.language, &code.text) {
            Some(html) => self.out.push_str(&html),
            None => push(&mut self.out, &code.text),
        }
        self.out.push_str("</code></pre>\n");
    }

    fn definitions(&mut self, definitions: &[Definition]) {
        self.out.push_str("<dl>\n");
        for definition in definitions {
            self.element("dt", &definition.term);
            for detail in &definition.details {
                self.out.push_str("<dd>");
                match detail.as_slice() {
                    [Block::Paragraph(content)] => self.inlines(content),
                    blocks => self.blocks(blocks),
                }
                self.out.push_str("</dd>\n");
            }
        }
        self.out.push_str("</dl>\n");
    }

    fn footnotes(&mut self) {
        if self.document.footnotes.is_empty() {
            return;
        }
        self.out.push_str("<div class=\"footnotes\"><p class=\"footnotes-title\">注释</p><ol>\n");
        for (at, note) in self.document.footnotes.iter().enumerate() {
            let number = at + 1;
            let _ = write!(self.out, "<li id=\"fn-{number}\">");
            self.blocks(&note.blocks);
            for mention in 1..=self.mentions[at] {
                let _ = write!(
                    self.out,
                    "<a class=\"backlink\" href=\"#{}\" aria-label=\"回到正文中注{number}处\">↩</a>",
                    alike::mention_id(number, mention)
                );
            }
            self.out.push_str("</li>\n");
        }
        self.out.push_str("</ol></div>\n");
    }

    fn inlines(&mut self, content: &[Inline]) {
        for inline in content {
            self.inline(inline);
        }
    }

    fn inline(&mut self, inline: &Inline) {
        match inline {
            Inline::Text(words) => self.text(words),
            Inline::Emphasis(content) => self.wrap("em", content),
            Inline::Strong(content) => self.wrap("strong", content),
            Inline::Strikethrough(content) => self.wrap("del", content),
            Inline::Small(markup, content) => self.wrap(markup.element(), content),
            Inline::Code(code) => {
                self.out.push_str("<code>");
                push(&mut self.out, code);
                self.out.push_str("</code>");
            }
            Inline::Link(id, content) => self.quietly(|writer| writer.link(*id, content)),
            Inline::Image(image) => self.image(image),
            Inline::Footnote(at) => {
                let number = at + 1;
                self.mentions[*at] += 1;
                let id = alike::mention_id(number, self.mentions[*at]);
                let _ =
                    write!(self.out, "<sup class=\"fn\"><a href=\"#fn-{number}\" id=\"{id}\" aria-label=\"注{number}\">{number}</a></sup>");
            }
            Inline::LineBreak => self.out.push_str("<br>"),
            Inline::Ruby { base, reading } => alike::ruby(&mut self.out, base, reading),
        }
    }

    fn wrap(&mut self, name: &str, content: &[Inline]) {
        let _ = write!(self.out, "<{name}>");
        self.inlines(content);
        let _ = write!(self.out, "</{name}>");
    }

    fn link(&mut self, id: LinkId, content: &[Inline]) {
        self.out.push_str("<a");
        match (self.href)(id) {
            Href::Inside(href) | Href::File(href, _) | Href::Picture(Picture { src: href, .. }) => attribute(&mut self.out, "href", &href),
            Href::Outside(href) => {
                attribute(&mut self.out, "href", &href);
                if href.starts_with("http") {
                    attribute(&mut self.out, "class", "external");
                    attribute(&mut self.out, "rel", "noopener noreferrer");
                }
            }
            Href::Nowhere => {
                self.out.truncate(self.out.len() - "<a".len());
                self.inlines(content);
                return;
            }
        }
        self.out.push('>');
        self.inlines(content);
        self.out.push_str("</a>");
    }
}
