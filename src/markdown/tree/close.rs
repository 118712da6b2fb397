//! Unfinished nodes → finished ones: what happens when a block or a run of text ends.

use crate::diagnostic::Diagnostic;
use crate::markdown::anchor::slug;
use crate::markdown::autolink;
use crate::markdown::directive::Directive;
use crate::markdown::lines::settle;
use crate::markdown::tree::{Builder, Container, Frame, Run};
use crate::markup::text::inlines;
use crate::model::document::{Block, Callout, CalloutKind, Definition, Document, Footnote, Heading, Image, Inline, LinkKind, ListItem};
use crate::source::Span;

impl Builder<'_> {
    /// Completes the innermost frame and hands it to the one around it.
    pub(super) fn close(&mut self) {
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

    pub(super) fn close_blocks(&mut self, container: Container, blocks: Vec<Block>) {
        match container {
            Container::Root => self.document.blocks = blocks,
            Container::Quote => {
                let block = match alert(&blocks) {
                    Some((kind, blocks, span)) => Block::Callout(Callout { kind, title: String::new(), blocks, span }),
                    None => Block::Quote(blocks),
                };
                self.block(block);
            }
            Container::Item(task) => {
                if let Some(Frame::List(list)) = self.stack.last_mut() {
                    list.items.push(ListItem { task, blocks });
                }
            }
            Container::Footnote(label) => self.notes.push(Footnote { label, blocks }),
            Container::Directive(Directive::Callout(kind), title, span) => {
                self.block(Block::Callout(Callout { kind, title, blocks, span }));
            }
            Container::Directive(Directive::Table, caption, span) => self.captioned(caption, blocks, span),
            Container::Directive(Directive::Exercise, title, span) => self.exercise(title, blocks, span),
            Container::Directive(Directive::Video, ..) => unreachable!("this is a bug in baodian: a video has a container of its own"),
            Container::Video(film) => self.video(*film, blocks),
            Container::Detail => {
                if let Some(Frame::Definitions(definitions)) = self.stack.last_mut()
                    && let Some(definition) = definitions.last_mut()
                {
                    definition.details.push(blocks);
                }
            }
        }
    }

    pub(super) fn close_run(&mut self, run: Run, mut content: Vec<Inline>) {
        match run {
            Run::Paragraph | Run::Implicit => {
                self.report_raw(&content);
                content = self.particulars(content);
                settle(&mut content);
                let content = self.autolinks(content);
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
                self.report_raw(&content);
                settle(&mut content);
                if level == 1 && matches!(self.stack.as_slice(), [Frame::Blocks(Container::Root, blocks)] if blocks.is_empty()) {
                    self.document.title = Some(Heading { level, id: String::new(), content, span });
                    return;
                }
                // The title is level 1, and no level is skipped: screen readers and PDF/UA need both.
                let level = level.clamp(2, 6).min(self.last_level + 1);
                self.last_level = level;
                let wished = id.unwrap_or_else(|| slug(&inlines(&content)));
                let id = self.anchors.unique(&wished);
                self.block(Block::Heading(Heading { level, id, content, span }));
            }
            Run::Cell => {
                self.report_raw(&content);
                settle(&mut content);
                let content = self.autolinks(content);
                if let Some(Frame::Table(_, cells)) = self.stack.last_mut() {
                    cells.push(content);
                }
            }
            Run::Term => {
                self.report_raw(&content);
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
                self.inline(Inline::Image(Image { link, alt: inlines(&content), title }));
            }
            Run::Small(markup) => self.inline(Inline::Small(markup, content)),
            Run::Ruby(Some(base)) => self.inline(Inline::Ruby { base, reading: inlines(&content) }),
            Run::Ruby(None) => {
                for inline in content {
                    self.inline(inline);
                }
            }
        }
    }

    /// Makes links of the bare addresses in the text outside links.
    pub(super) fn autolinks(&mut self, content: Vec<Inline>) -> Vec<Inline> {
        if !may_hold_address(&content) {
            return content;
        }
        let mut linked = Vec::with_capacity(content.len());
        for inline in content {
            match inline {
                Inline::Text(text) if autolink::may_hold(&text) => {
                    let mut copied = 0;
                    for address in autolink::find(&text) {
                        if copied < address.start {
                            linked.push(Inline::Text(text[copied..address.start].to_owned()));
                        }
                        copied = address.end;
                        let address = &text[address];
                        let id = self.link(address.to_owned(), Span::new(self.block_start, self.block_start), LinkKind::Link);
                        linked.push(Inline::Link(id, vec![Inline::Text(address.to_owned())]));
                    }
                    if copied < text.len() {
                        linked.push(Inline::Text(text[copied..].to_owned()));
                    }
                }
                Inline::Emphasis(content) => linked.push(Inline::Emphasis(self.autolinks(content))),
                Inline::Strong(content) => linked.push(Inline::Strong(self.autolinks(content))),
                Inline::Strikethrough(content) => linked.push(Inline::Strikethrough(self.autolinks(content))),
                other => linked.push(other),
            }
        }
        linked
    }

    /// After the last event.
    pub fn finish(mut self) -> (Document, Vec<Diagnostic>) {
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
}

/// Whether there is something to do for `Builder::autolinks`.
fn may_hold_address(content: &[Inline]) -> bool {
    content.iter().any(|inline| match inline {
        Inline::Text(text) => autolink::may_hold(text),
        Inline::Emphasis(content) | Inline::Strong(content) | Inline::Strikethrough(content) => may_hold_address(content),
        Inline::Code(_)
        | Inline::Link(..)
        | Inline::Image(_)
        | Inline::LineBreak
        | Inline::Footnote(_)
        | Inline::Ruby { .. }
        | Inline::Small(..) => false,
    })
}

/// `> [!注意]`: the alert words of GFM in Chinese. The parser knows only the English ones.
fn alert(blocks: &[Block]) -> Option<(CalloutKind, Vec<Block>, Span)> {
    let Some(Block::Paragraph(content)) = blocks.first() else { return None };
    let Some(Inline::Text(text)) = content.first() else { return None };
    let (name, rest) = text.strip_prefix("[!")?.split_once(']')?;
    let kind = match name {
        "提示" | "说明" | "重要" => CalloutKind::Tip,
        "注意" | "警告" | "小心" => CalloutKind::Warning,
        _ => return None,
    };
    let mut first = content.clone();
    first[0] = Inline::Text(rest.trim_start().to_owned());
    first.retain(|inline| !matches!(inline, Inline::Text(text) if text.is_empty()));
    let mut blocks = blocks.to_vec();
    if first.is_empty() {
        blocks.remove(0);
    } else {
        blocks[0] = Block::Paragraph(first);
    }
    Some((kind, blocks, Span::default()))
}
