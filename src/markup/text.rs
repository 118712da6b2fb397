//! Document → plain text: for excerpts, feeds, the search index and everything that counts characters.

use crate::model::document::{Block, Document, Heading, Inline};
use crate::model::exercise::{Exercise, letter};

/// The text below one heading (or before the first), as separate runs: one per paragraph, list item,
/// table cell or line. A search term never crosses from one run into the next.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TextSection {
    /// Anchor of the heading, empty before the first one.
    pub anchor: String,
    /// Words of the heading, empty before the first one.
    pub heading: String,
    /// The heading's level, 1 before the first one.
    pub level: u8,
    /// The runs in reading order, none of them empty.
    pub runs: Vec<String>,
}

/// The words of a line, without any markup.
#[must_use]
pub fn inlines(content: &[Inline]) -> String {
    let mut text = String::new();
    push_inlines(content, &mut text);
    text
}

/// The whole document section by section, footnotes last. Sections without text are kept when they have a heading.
#[must_use]
pub fn sections(document: &Document) -> Vec<TextSection> {
    let mut writer = Writer { sections: vec![TextSection { level: 1, ..TextSection::default() }] };
    writer.blocks(&document.blocks);
    for note in &document.footnotes {
        writer.blocks(&note.blocks);
    }
    writer.sections.retain(|section| !section.heading.is_empty() || !section.runs.is_empty());
    writer.sections
}

/// All runs of the document joined by newlines.
#[must_use]
pub fn plain(document: &Document) -> String {
    let mut lines = Vec::new();
    for section in sections(document) {
        if !section.heading.is_empty() {
            lines.push(section.heading);
        }
        lines.extend(section.runs);
    }
    lines.join("\n")
}

/// The beginning of `text`, whole sentences while they fit into `limit` characters, else cut with `…`.
#[must_use]
pub fn beginning(text: &str, limit: usize) -> String {
    let mut end = 0;
    for (count, (at, character)) in text.char_indices().enumerate() {
        if count >= limit {
            break;
        }
        if matches!(character, '。' | '！' | '？' | '!' | '?') {
            end = at + character.len_utf8();
        }
    }
    if end > 0 {
        return text[..end].to_owned();
    }
    if text.chars().count() <= limit {
        return text.to_owned();
    }
    text.chars().take(limit.saturating_sub(1)).chain(['…']).collect()
}

struct Writer {
    sections: Vec<TextSection>,
}

impl Writer {
    fn run(&mut self, content: &[Inline]) {
        self.words(&inlines(content));
    }

    /// The answers stand behind the last question, where nobody sees them by accident.
    fn exercise(&mut self, exercise: &Exercise) {
        self.words(&exercise.title);
        for question in &exercise.questions {
            self.blocks(&question.blocks);
            for (at, option) in question.options.iter().enumerate() {
                self.words(&format!("{}. {}", letter(at), inlines(&option.content)));
            }
        }
        for (at, question) in exercise.questions.iter().enumerate() {
            self.words(&format!("第{}题答案：{}", at + 1, question.answer()));
            self.blocks(&question.explanation);
        }
    }

    fn words(&mut self, words: &str) {
        for line in words.split('\n') {
            let line = line.trim();
            if !line.is_empty() {
                self.section().runs.push(line.to_owned());
            }
        }
    }

    fn section(&mut self) -> &mut TextSection {
        self.sections.last_mut().expect("there is always a first section")
    }

    fn heading(&mut self, heading: &Heading) {
        self.sections.push(TextSection {
            anchor: heading.id.clone(),
            heading: inlines(&heading.content),
            level: heading.level,
            runs: Vec::new(),
        });
    }

    fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            match block {
                Block::Heading(heading) => self.heading(heading),
                Block::Paragraph(content) => self.run(content),
                Block::Figure(image) => {
                    for words in [&image.alt, &image.title] {
                        self.words(words);
                    }
                }
                Block::List(list) => {
                    for item in &list.items {
                        self.blocks(&item.blocks);
                    }
                }
                Block::Quote(blocks) => self.blocks(blocks),
                Block::Code(code) => self.words(&code.text),
                Block::Table(table) => {
                    self.words(&table.caption);
                    for row in std::iter::once(&table.head).chain(&table.rows) {
                        for cell in row {
                            self.run(cell);
                        }
                    }
                }
                Block::Callout(callout) => {
                    self.words(&callout.title);
                    self.blocks(&callout.blocks);
                }
                Block::Video(video) => {
                    self.words(&format!("视频：{}", video.label()));
                    self.words(&video.particulars());
                    self.blocks(&video.transcript);
                }
                Block::Exercise(exercise) => self.exercise(exercise),
                Block::Definitions(definitions) => {
                    for definition in definitions {
                        self.run(&definition.term);
                        for detail in &definition.details {
                            self.blocks(detail);
                        }
                    }
                }
                Block::Rule => {}
            }
        }
    }
}

fn push_inlines(content: &[Inline], text: &mut String) {
    for inline in content {
        match inline {
            Inline::Text(words) | Inline::Code(words) => text.push_str(words),
            Inline::Emphasis(content)
            | Inline::Strong(content)
            | Inline::Strikethrough(content)
            | Inline::Link(_, content)
            | Inline::Small(_, content) => push_inlines(content, text),
            Inline::Image(image) => text.push_str(&image.alt),
            Inline::Ruby { base, .. } => text.push_str(base),
            Inline::LineBreak => text.push('\n'),
            Inline::Footnote(_) => {}
        }
    }
}
