//! `:::测验`: numbered questions, a task list of options below each, and a paragraph `解析：…`.
//! Options and explanation may be indented below the question or not: both are read the same.

use crate::diagnostic::Diagnostic;
use crate::markdown::tree::Builder;
use crate::markup::text::inlines;
use crate::model::document::{Block, Inline, List, ListItem};
use crate::model::exercise::{Choice, Exercise, Question};
use crate::source::Span;

/// How to write it.
const HELP: &str = "写法：1. 题目；下面一行一个选项，- [x] 对的、- [ ] 错的；空一行，再写 解析：为什么";

/// A question that is not complete yet.
#[derive(Default)]
struct Draft {
    question: Question,
    /// Options without a box in front.
    unmarked: Vec<String>,
    /// Whether `解析：` was read: what follows belongs to it.
    explains: bool,
    /// Something between options and explanation that is neither.
    stray: bool,
}

impl Builder<'_> {
    /// A complete exercise of `blocks`.
    pub(super) fn exercise(&mut self, title: String, blocks: Vec<Block>, span: Span) {
        let mut drafts: Vec<Draft> = Vec::new();
        let mut stray = false;
        for block in blocks {
            match (block, drafts.last_mut()) {
                (Block::List(list), _) if list.start.is_some() => {
                    for item in list.items {
                        let mut draft = Draft::default();
                        item.blocks.into_iter().for_each(|block| draft.take(block));
                        drafts.push(draft);
                    }
                }
                (block, Some(draft)) => draft.take(block),
                (_, None) => stray = true,
            }
        }
        if stray || drafts.is_empty() {
            let told = if stray { "测验的第一题前面有一段不知道是什么" } else { "测验里没有题目" };
            self.report(Diagnostic::error("quiz-question", self.place(span), told).help(HELP));
        }
        let mut from = span.start;
        for (at, draft) in drafts.iter().enumerate() {
            let place = self.question(&draft.question, from).unwrap_or(span);
            from = place.end;
            self.report_draft(at + 1, draft, place);
        }
        let questions = drafts.into_iter().map(|draft| draft.question).collect();
        self.block(Block::Exercise(Exercise { title, questions, span }));
    }

    /// Where the question is written: its first words, at or behind `from`.
    fn question(&self, question: &Question, from: usize) -> Option<Span> {
        let Some(Block::Paragraph(content)) = question.blocks.first() else { return None };
        let Some(Inline::Text(words)) = content.first() else { return None };
        let end = words.char_indices().nth(8).map_or(words.len(), |(at, _)| at);
        let start = self.written(&words[..end], from)?.start;
        let line = self.source.text[start..].lines().next().unwrap_or_default();
        Some(Span::new(start, start + line.trim_end().len()))
    }

    /// DOMAIN V23: options, the right one among them, an explanation.
    fn report_draft(&mut self, number: usize, draft: &Draft, span: Span) {
        let place = self.place(span);
        let Question { blocks, options, explanation } = &draft.question;
        let text = blocks
            .iter()
            .map(|block| if let Block::Paragraph(content) = block { inlines(content) } else { String::new() })
            .collect::<String>();
        let right = options.iter().filter(|option| option.correct).count();
        let mut found = Vec::new();
        if draft.stray {
            found.push(
                Diagnostic::error("quiz-question", place.clone(), format!("第{number}题的选项后面有一段不知道是什么"))
                    .help("解析要用“解析：”开头；别的话写到题目里"),
            );
        }
        if let Some(unmarked) = draft.unmarked.first() {
            found.push(
                Diagnostic::error("quiz-options", place.clone(), format!("第{number}题的选项“{unmarked}”没有方括号，不知道对还是错"))
                    .help("对的写 - [x] ，错的写 - [ ] ；方括号里面、后面都要有一个空格"),
            );
        } else if options.len() < 2 {
            found.push(
                Diagnostic::error("quiz-options", place.clone(), format!("第{number}题只有 {} 个选项，没有可选的", options.len()))
                    .help(HELP),
            );
        } else if right == 0 {
            found.push(
                Diagnostic::error("quiz-answer", place.clone(), format!("第{number}题没有标出哪一项对")).help("对的那一项写成 - [x]"),
            );
        } else if right > 1 && !text.contains("多选") {
            found.push(
                Diagnostic::error("quiz-answer", place.clone(), format!("第{number}题标了 {right} 个对的选项，读者以为只有一个"))
                    .help("只留一个 - [x]；真有几个都对，在题目最后写（多选）"),
            );
        }
        if explanation.is_empty() && !draft.stray {
            found.push(
                Diagnostic::error("quiz-explanation", place, format!("第{number}题没有解析，答错的人不知道为什么"))
                    .help("选项后面空一行，写 解析：为什么这一项对"),
            );
        }
        self.diagnostics.extend(found);
    }
}

impl Draft {
    /// Puts the next block of the question where it belongs.
    fn take(&mut self, block: Block) {
        match block {
            Block::Paragraph(content) if is_explanation(&content) => self.explain(content),
            block if self.explains => self.question.explanation.push(block),
            Block::List(List { start: None, items, .. }) if self.question.options.is_empty() => {
                items.into_iter().for_each(|item| self.option(item));
            }
            block if self.question.options.is_empty() => self.question.blocks.push(block),
            _ => self.stray = true,
        }
    }

    fn option(&mut self, item: ListItem) {
        let mut blocks = item.blocks.into_iter();
        let Some(Block::Paragraph(mut content)) = blocks.next() else {
            self.stray = true;
            return;
        };
        // Without a blank line between them Markdown takes the explanation for a part of the last option.
        let explanation = split_explanation(&mut content);
        if item.task.is_none() {
            self.unmarked.push(inlines(&content));
        }
        self.question.options.push(Choice { correct: item.task == Some(true), content });
        explanation.into_iter().for_each(|content| self.explain(content));
        blocks.for_each(|block| self.take(block));
    }

    fn explain(&mut self, mut content: Vec<Inline>) {
        self.explains = true;
        if let Some(Inline::Text(text)) = content.first_mut() {
            *text = text.trim_start_matches("解析").trim_start_matches(['：', ':', ' ']).to_owned();
        }
        content.retain(|inline| !matches!(inline, Inline::Text(text) if text.is_empty()));
        if !content.is_empty() {
            self.question.explanation.push(Block::Paragraph(content));
        }
    }
}

fn is_explanation(content: &[Inline]) -> bool {
    matches!(content.first(), Some(Inline::Text(text)) if text.starts_with("解析：") || text.starts_with("解析:"))
}

/// Cuts `解析：…` off an option.
fn split_explanation(content: &mut Vec<Inline>) -> Option<Vec<Inline>> {
    let cut = content.iter().enumerate().find_map(|(at, inline)| {
        let Inline::Text(text) = inline else { return None };
        Some((at, text.find("解析：").or_else(|| text.find("解析:"))?))
    });
    let (at, byte) = cut?;
    let mut explanation = content.split_off(at);
    if let Some(Inline::Text(text)) = explanation.first_mut() {
        let rest = text.split_off(byte);
        content.push(Inline::Text(text.trim_end().to_owned()));
        *text = rest;
    }
    Some(explanation)
}
