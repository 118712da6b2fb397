//! Document → HTML for the editor of WeChat public accounts.
//!
//! That editor throws away classes, ids, style sheets, scripts and links to other sites. So this is nothing but
//! `section`, `p`, `span`, tables and `img` with a style of their own; an address becomes a numbered note at the
//! end, and so do footnotes and the answers of exercises.

mod style;

use crate::markup::escape::{attribute, push};
use crate::markup::glue::amounts;
use crate::markup::html::Href;
use crate::markup::text;
use crate::model::document::{Align, Block, Callout, CalloutKind, Document, Image, Inline, LinkId, List, SmallMarkup, Table};
use crate::model::exercise::{Exercise, letter};
use crate::model::video::Video;

/// The whole article. `href` says what links and pictures become: `Inside` and `Outside` are addresses that work
/// anywhere, a `File` is a picture to upload.
#[must_use]
pub fn fragment(document: &Document, href: &dyn Fn(LinkId) -> Href) -> String {
    let mut writer = Writer { href, out: String::new(), addresses: Vec::new(), exercises: Vec::new() };
    writer.blocks(&document.blocks);
    writer.answers();
    writer.footnotes(document);
    writer.addresses();
    writer.out
}

/// A line around the article: who has reviewed it, where it comes from.
#[must_use]
pub fn remark(words: &str) -> String {
    let mut writer = Writer { href: &|_| Href::Nowhere, out: String::new(), addresses: Vec::new(), exercises: Vec::new() };
    writer.line(style::SMALL, words);
    writer.out
}

struct Writer<'a> {
    href: &'a dyn Fn(LinkId) -> Href,
    out: String,
    /// What stands under 文中链接: words and address, each address once.
    addresses: Vec<(String, String)>,
    /// Exercises whose answers are still to come.
    exercises: Vec<&'a Exercise>,
}

impl<'a> Writer<'a> {
    fn open(&mut self, element: &str, style: &str) {
        self.out.push('<');
        self.out.push_str(element);
        attribute(&mut self.out, "style", style);
        self.out.push('>');
    }

    fn close(&mut self, element: &str) {
        self.out.push_str("</");
        self.out.push_str(element);
        self.out.push('>');
        if element != "span" {
            self.out.push('\n');
        }
    }

    /// A paragraph of plain words.
    fn line(&mut self, style: &str, words: &str) {
        self.open("p", style);
        self.words(words);
        self.close("p");
    }

    fn paragraph(&mut self, style: &str, mark: &str, content: &[Inline]) {
        self.open("p", style);
        push(&mut self.out, mark);
        self.inlines(content);
        self.close("p");
    }

    fn blocks(&mut self, blocks: &'a [Block]) {
        for block in blocks {
            self.block(block);
        }
    }

    fn block(&mut self, block: &'a Block) {
        match block {
            Block::Heading(heading) => self.paragraph(style::heading(heading.level), "", &heading.content),
            Block::Paragraph(content) => self.paragraph(style::PARAGRAPH, "", content),
            Block::Figure(image) => {
                self.open("p", style::PICTURE);
                self.image(image, "max-width:100%");
                self.close("p");
                if !image.title.is_empty() {
                    self.line(style::CAPTION, &image.title);
                }
            }
            Block::List(list) => self.list(list),
            Block::Quote(blocks) => self.section(style::QUOTE, blocks),
            Block::Code(code) => {
                self.open("section", style::CODE);
                for (at, line) in code.text.lines().enumerate() {
                    if at > 0 {
                        self.out.push_str("<br>");
                    }
                    let words = line.trim_start_matches(' ');
                    self.out.push_str(&"&nbsp;".repeat(line.len() - words.len()));
                    push(&mut self.out, words);
                }
                self.close("section");
            }
            Block::Table(table) => self.table(table),
            Block::Callout(callout) => self.callout(callout),
            Block::Video(video) => self.video(video),
            Block::Exercise(exercise) => self.exercise(exercise),
            Block::Definitions(definitions) => {
                for definition in definitions {
                    self.open("p", style::TIGHT);
                    self.wrap(style::STRONG, &definition.term);
                    self.close("p");
                    definition.details.iter().for_each(|detail| self.section(style::INSIDE, detail));
                }
            }
            Block::Rule => self.line(style::RULE, "＊　＊　＊"),
        }
    }

    fn section(&mut self, style: &str, blocks: &'a [Block]) {
        self.open("section", style);
        self.blocks(blocks);
        self.close("section");
    }

    fn list(&mut self, list: &'a List) {
        self.open("section", style::LIST);
        for (number, item) in (list.start.unwrap_or(1)..).zip(&list.items) {
            let mark = match (item.task, list.start) {
                (Some(true), _) => "☑ ".to_owned(),
                (Some(false), _) => "☐ ".to_owned(),
                (None, Some(_)) => format!("{number}. "),
                (None, None) => "• ".to_owned(),
            };
            self.marked(&mark, &item.blocks);
        }
        self.close("section");
    }

    /// A mark and what belongs to it.
    fn marked(&mut self, mark: &str, blocks: &'a [Block]) {
        match blocks {
            [Block::Paragraph(content), rest @ ..] => {
                self.paragraph(style::TIGHT, mark, content);
                if !rest.is_empty() {
                    self.section(style::INSIDE, rest);
                }
            }
            blocks => {
                self.line(style::TIGHT, mark.trim_end());
                self.section(style::INSIDE, blocks);
            }
        }
    }

    fn table(&mut self, table: &Table) {
        self.open("section", style::LIST);
        if !table.caption.is_empty() {
            self.line(style::CAPTION, &table.caption);
        }
        self.open("table", style::TABLE);
        self.out.push_str("<tbody>\n");
        self.row("th", &table.head, &table.columns);
        for row in &table.rows {
            self.row("td", row, &table.columns);
        }
        self.out.push_str("</tbody>");
        self.close("table");
        self.close("section");
    }

    fn row(&mut self, element: &str, cells: &[Vec<Inline>], columns: &[Align]) {
        self.out.push_str("<tr>");
        for (cell, align) in cells.iter().zip(columns) {
            self.open(element, &style::cell(*align, element == "th"));
            self.inlines(cell);
            self.out.push_str("</");
            self.out.push_str(element);
            self.out.push('>');
        }
        self.out.push_str("</tr>\n");
    }

    fn callout(&mut self, callout: &'a Callout) {
        let [frame, title, body] = style::callout(callout.kind);
        self.open("section", frame);
        self.open("p", title);
        let own = callout.title.as_str();
        match callout.kind {
            CalloutKind::CareEmergency | CalloutKind::CareUrgent | CalloutKind::CareHome => {
                self.words(callout.kind.label());
                if !own.is_empty() {
                    self.out.push_str("<br>");
                    self.words(own);
                }
            }
            CalloutKind::KeyPoints
            | CalloutKind::Tip
            | CalloutKind::Warning
            | CalloutKind::Steps
            | CalloutKind::QuestionAnswer
            | CalloutKind::TeacherNotes => {
                self.words(&callout.caption());
            }
        }
        self.close("p");
        self.section(body, &callout.blocks);
        self.close("section");
    }

    fn video(&mut self, video: &'a Video) {
        let [frame, title, body] = style::callout(CalloutKind::Tip);
        self.open("section", frame);
        self.open("p", title);
        if video.title.is_empty() {
            self.out.push_str("视频");
        } else {
            self.words(&format!("视频：{}", video.title));
        }
        let particulars = video.particulars();
        if !particulars.is_empty() {
            push(&mut self.out, &format!("（{particulars}）"));
        }
        if let Some(link) = video.link {
            self.address(link, video.label());
        }
        self.close("p");
        if !video.transcript.is_empty() {
            self.open("section", body);
            self.line(style::SMALL, "文字稿");
            self.blocks(&video.transcript);
            self.close("section");
        }
        self.close("section");
    }

    fn exercise(&mut self, exercise: &'a Exercise) {
        let [frame, title, body] = style::callout(CalloutKind::QuestionAnswer);
        self.open("section", frame);
        self.line(title, &format!("{}（答案在文末）", exercise.label()));
        self.open("section", body);
        for (at, question) in exercise.questions.iter().enumerate() {
            self.marked(&format!("{}. ", at + 1), &question.blocks);
            self.open("section", style::INSIDE);
            for (at, option) in question.options.iter().enumerate() {
                self.paragraph(style::TIGHT, &format!("{}. ", letter(at)), &option.content);
            }
            self.close("section");
        }
        self.close("section");
        self.close("section");
        self.exercises.push(exercise);
    }

    fn answers(&mut self) {
        for exercise in std::mem::take(&mut self.exercises) {
            self.open("section", style::END);
            self.line(style::END_TITLE, &format!("{}：答案", exercise.label()));
            for (at, question) in exercise.questions.iter().enumerate() {
                self.line(style::TIGHT, &format!("{}. {}", at + 1, question.answer()));
                self.section(style::INSIDE, &question.explanation);
            }
            self.close("section");
        }
    }

    fn footnotes(&mut self, document: &'a Document) {
        if document.footnotes.is_empty() {
            return;
        }
        self.open("section", style::END);
        self.line(style::END_TITLE, "注释");
        for (at, note) in document.footnotes.iter().enumerate() {
            self.marked(&format!("注{} ", at + 1), &note.blocks);
        }
        self.close("section");
    }

    fn addresses(&mut self) {
        if self.addresses.is_empty() {
            return;
        }
        self.open("section", style::END);
        self.line(style::END_TITLE, "文中链接");
        for (at, (words, address)) in std::mem::take(&mut self.addresses).into_iter().enumerate() {
            self.line(style::SMALL, &format!("[{}] {words}：{address}", at + 1));
        }
        self.close("section");
    }

    /// The number of the note that holds the address of `link`, if it has one worth keeping.
    fn address(&mut self, link: LinkId, words: &str) {
        let address = match (self.href)(link) {
            Href::Inside(address) => address,
            // A telephone number stands in the words already, and so may an address.
            Href::Outside(address) if address.starts_with("tel:") || address == words || address.strip_prefix("mailto:") == Some(words) => {
                return;
            }
            Href::Outside(address) => address.strip_prefix("mailto:").map_or(address.clone(), str::to_owned),
            Href::File(..) | Href::Picture(_) | Href::Nowhere => return,
        };
        let known = self.addresses.iter().position(|(_, known)| *known == address);
        let at = known.unwrap_or_else(|| {
            self.addresses.push((words.to_owned(), address));
            self.addresses.len() - 1
        });
        self.note(&format!("[{}]", at + 1));
    }

    /// A raised mark that leads to a note.
    fn note(&mut self, mark: &str) {
        self.open("span", style::RAISED);
        self.out.push_str(mark);
        self.close("span");
    }

    fn inlines(&mut self, content: &[Inline]) {
        for inline in content {
            self.inline(inline);
        }
    }

    fn inline(&mut self, inline: &Inline) {
        match inline {
            Inline::Text(words) => self.words(words),
            Inline::Emphasis(content) => self.wrap(style::EMPHASIS, content),
            Inline::Strong(content) => self.wrap(style::STRONG, content),
            Inline::Strikethrough(content) => self.wrap(style::STRUCK, content),
            Inline::Code(words) => {
                self.open("span", style::MONOSPACE);
                push(&mut self.out, words);
                self.close("span");
            }
            Inline::Link(link, content) => {
                self.inlines(content);
                self.address(*link, &text::inlines(content));
            }
            Inline::Image(image) => self.image(image, "height:20px"),
            Inline::Footnote(at) => self.note(&format!("[注{}]", at + 1)),
            Inline::LineBreak => self.out.push_str("<br>"),
            Inline::Small(SmallMarkup::Sub, content) => self.wrap(style::LOWERED, content),
            Inline::Small(SmallMarkup::Sup, content) => self.wrap(style::RAISED, content),
            Inline::Small(SmallMarkup::Kbd, content) => self.wrap(style::MONOSPACE, content),
            Inline::Ruby { base, reading } => self.words(&format!("{base}（{reading}）")),
        }
    }

    fn wrap(&mut self, style: &str, content: &[Inline]) {
        self.open("span", style);
        self.inlines(content);
        self.close("span");
    }

    /// Words, with every amount held together.
    fn words(&mut self, words: &str) {
        let mut copied = 0;
        for amount in amounts(words) {
            push(&mut self.out, &words[copied..amount.start]);
            self.open("span", style::TOGETHER);
            push(&mut self.out, &words[amount.clone()]);
            self.close("span");
            copied = amount.end;
        }
        push(&mut self.out, &words[copied..]);
    }

    /// The picture, and which file the editor has to upload in its place.
    fn image(&mut self, image: &Image, style: &str) {
        let Href::File(file, _) = (self.href)(image.link) else {
            push(&mut self.out, &image.alt);
            return;
        };
        self.out.push_str("<img");
        attribute(&mut self.out, "src", &file);
        attribute(&mut self.out, "alt", &image.alt);
        attribute(&mut self.out, "style", style);
        self.out.push('>');
        self.open("span", "font-size:14px;color:#666666");
        push(&mut self.out, &format!("（图片没有显示的话，在这里上传 {file}，再删掉这句话）"));
        self.close("span");
    }
}
