//! What Markdown has no word for: container directives, and the few HTML elements an author may write.

use std::ops::Range;

use crate::diagnostic::Diagnostic;
use crate::markdown::directive::{self, Directive, Line, NAMES};
use crate::markdown::shield::directive as directive_line;
use crate::markdown::tree::video::Film;
use crate::markdown::tree::{Builder, Container, Frame, MAX_DEPTH, Run};
use crate::markup::text::inlines;
use crate::model::document::{Block, CalloutKind, Inline, SmallMarkup};
use crate::source::{Place, Span};

impl Builder<'_> {
    /// Keeps one line of a block of HTML until the block is complete.
    pub(super) fn html(&mut self, html: &str, range: &Range<usize>) {
        let span = self.span(range);
        if let Some(line) = directive_line(html) {
            self.close_implicit();
            self.directive(line, span);
            return;
        }
        let (block, whole) = self.html.get_or_insert_with(|| (String::new(), span));
        self.offsets.append(block, html, range);
        whole.end = span.end;
    }

    /// Reports a complete block of HTML. Comments are notes among editors and never published; what stands
    /// behind one on its line belongs to the block and would be lost without a word.
    pub(super) fn end_html(&mut self) {
        let Some((html, span)) = self.html.take() else { return };
        let mut rest = html.as_str();
        let mut shown = String::new();
        while let Some((before, comment)) = rest.split_once("<!--") {
            shown.push_str(before);
            rest = comment.split_once("-->").map_or("", |(_, after)| after);
        }
        shown.push_str(rest);
        if !shown.trim().is_empty() {
            self.report_html(shown.trim(), span);
        }
    }

    pub(super) fn directive(&mut self, line: &str, span: Span) {
        match directive::read(line) {
            Line::Open(directive, title) => self.open(directive, title, span),
            Line::Close => {
                if matches!(self.stack.last(), Some(Frame::Blocks(container, _)) if container.opened().is_some()) {
                    self.close();
                } else if self.orphans > 0 {
                    // Reported where its directive began.
                    self.orphans -= 1;
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
                    Some(nearest) if name.is_ascii() => format!("名字用中文写：“:::{nearest}”。能用的有：{}", NAMES.join("、")),
                    Some(nearest) if nearest != "表" && name.starts_with(nearest) => {
                        format!("是不是“:::{nearest}”？后面的题目要空一格再写。能用的有：{}", NAMES.join("、"))
                    }
                    Some(nearest) => format!("是不是“:::{nearest}”？能用的有：{}", NAMES.join("、")),
                    None => format!("能用的有：{}", NAMES.join("、")),
                };
                self.report(Diagnostic::error("directive-unknown", self.place(span), format!("没有“{name}”这种块")).help(help));
                self.open(Directive::Callout(CalloutKind::Tip), String::new(), span);
            }
            Line::LevelMissing => {
                self.report(
                    Diagnostic::error("care-level-missing", self.place(span), "“就医”后面要写清三级里的哪一级")
                        .help("写成 :::就医 紧急、:::就医 尽快 或 :::就医 在家观察"),
                );
                self.open(Directive::Callout(CalloutKind::CareUrgent), String::new(), span);
            }
        }
    }

    fn open(&mut self, directive: Directive, title: String, span: Span) {
        let container = match directive {
            Directive::Video => Container::Video(Box::new(Film::new(title, span))),
            Directive::Callout(_) | Directive::Table | Directive::Exercise => Container::Directive(directive, title, span),
        };
        self.push(Frame::Blocks(container, Vec::new()));
    }

    /// `:::表`: one table, which gets the caption.
    pub(super) fn captioned(&mut self, caption: String, mut blocks: Vec<Block>, span: Span) {
        let tables = blocks.iter().filter(|block| matches!(block, Block::Table(_))).count();
        let wrong = match (tables, blocks.len()) {
            _ if caption.is_empty() => Some("“表”后面没有写标题"),
            (0, _) => Some("“表”这一块里没有表格"),
            (1, 1) => None,
            (1, _) => Some("“表”这一块里除了表格还有别的"),
            _ => Some("“表”这一块里不止一张表格"),
        };
        if let Some(wrong) = wrong {
            self.report(
                Diagnostic::error("table-block", self.place(span), wrong)
                    .help("写成 :::表 标题，里面只放一张表格，别的话写在外面；几张表就写几块"),
            );
        } else if let [Block::Table(table)] = blocks.as_mut_slice() {
            table.caption = caption;
        }
        for block in blocks {
            self.block(block);
        }
    }

    /// The few inline elements of the handbook; all others are reported and left out.
    pub(super) fn inline_html(&mut self, html: &str, range: &Range<usize>) {
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
                    *base = Some(inlines(content));
                    content.clear();
                }
            }
            ("rt" | "rp" | "rb", ..) => {}
            _ if html.starts_with("<!--") => {}
            _ => {
                let span = self.span(range);
                self.report_html(html, span);
            }
        }
    }

    pub(super) fn report_html(&mut self, html: &str, span: Span) {
        let excerpt: String = html.lines().next().unwrap_or_default().chars().take(40).collect();
        self.report(
            Diagnostic::warning("html-not-allowed", self.place(span), format!("正文里的 HTML 不会发布：{excerpt}"))
                .label("这一段读者看不到")
                .help("用 Markdown 的写法代替；能用的 HTML 只有 br、sub、sup、ruby、rt、kbd"),
        );
    }

    /// A directive that its surroundings end before its own closing line.
    pub(super) fn close_unclosed_directives(&mut self) {
        while let Some(Frame::Blocks(container, _)) = self.stack.last()
            && let Some((directive, span)) = container.opened()
        {
            // A GFM alert is closed by its quote, not by a line of its own.
            if !self.source.text[span.start..].trim_start().starts_with(":::") {
                break;
            }
            self.report_unclosed(directive, span);
            self.orphans += 1;
            self.close();
        }
    }

    fn report_unclosed(&mut self, directive: Directive, span: Span) {
        let name = directive.label();
        let nested = self.stack.iter().any(|frame| matches!(frame, Frame::List(_)));
        let help = if nested {
            "列表里的块，里面的每一行和最后的 ::: 都要缩进，和 ::: 的开头对齐"
        } else {
            "在这一块的最后另起一行，只写 :::"
        };
        self.report(
            Diagnostic::error("directive-unclosed", self.place(span), format!("“{name}”这一块没有结束")).label("从这里开始").help(help),
        );
    }

    pub(super) fn report_depth(&mut self, span: Span) {
        self.report(
            Diagnostic::error("nesting-too-deep", self.place(Span::new(span.start, span.start)), "引用或列表套得太深了")
                .help(format!("最多套 {MAX_DEPTH} 层；多半是行首多打了 > 或空格")),
        );
    }

    pub(super) fn report(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    /// Where `words` are written at or behind `from`: the tree keeps no place for words.
    pub(super) fn written(&self, words: &str, from: usize) -> Option<Span> {
        let at = self.source.text.get(from..)?.find(words)? + from;
        Some(Span::new(at, at + words.len()))
    }

    pub(super) fn place(&self, span: Span) -> Place {
        Place::new(self.source, span)
    }
}
