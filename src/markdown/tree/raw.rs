//! Marks that the parser took for plain words and that readers would see: a link whose address has a blank,
//! a footnote nobody explains, a directive with full-width colons.

use crate::diagnostic::Diagnostic;
use crate::markdown::tree::Builder;
use crate::model::document::Inline;
use crate::source::Span;

impl Builder<'_> {
    /// Reports them. `content` is a run of text whose soft breaks are not settled yet.
    pub(super) fn report_raw(&mut self, content: &[Inline]) {
        for inline in content {
            match inline {
                Inline::Text(text) => self.report_raw_text(text),
                Inline::Emphasis(inside)
                | Inline::Strong(inside)
                | Inline::Strikethrough(inside)
                | Inline::Small(_, inside)
                | Inline::Link(_, inside) => {
                    self.report_raw(inside);
                }
                Inline::Code(_) | Inline::Image(_) | Inline::Footnote(_) | Inline::LineBreak | Inline::Ruby { .. } => {}
            }
        }
    }

    fn report_raw_text(&mut self, text: &str) {
        for (at, _) in text.match_indices("[^") {
            let Some(label) = text[at + 2..].split(']').next().filter(|label| is_label(label, &text[at + 2..])) else { continue };
            let Some(span) = self.unescaped(&format!("[^{label}]")) else { continue };
            self.report(
                Diagnostic::error("footnote-missing", self.place(span), format!("注释“{label}”没有写说明，读者会看到这几个符号"))
                    .help(format!("在文章最后另起一段写 [^{label}]: 说明；不要注释就删掉它")),
            );
        }
        for (at, _) in text.match_indices("](") {
            let Some(end) = text[at..].find(')').map(|end| at + end) else { continue };
            let address = &text[at + 2..end];
            let Some(span) = self.unescaped(&text[at..=end]).filter(|_| address.trim().contains([' ', '\n'])) else { continue };
            let Some(open) = self.source.text[self.block_start..span.start].rfind('[') else { continue };
            if self.source.text[..self.block_start + open].ends_with('\\') {
                continue;
            }
            let joined = address.split_whitespace().collect::<Vec<_>>().join(" ");
            self.report(
                Diagnostic::error("link-space", self.place(span), "地址里有空格，程序认不出这是链接，读者会看到这几个符号")
                    .help(format!("去掉空格；文件名里真有空格的，用尖括号括起来：](<{joined}>)")),
            );
        }
        for line in text.lines().filter(|line| line.starts_with("：：：")) {
            let Some(span) = self.unescaped(line) else { continue };
            self.report(
                Diagnostic::error("directive-unknown", self.place(span), "三个冒号要用英文的，中文冒号程序认不出来")
                    .help(format!("改成 {}", line.replace('：', ":"))),
            );
        }
    }

    /// Where `words` stand in the block at hand, if no backslash makes them plain words.
    fn unescaped(&self, words: &str) -> Option<Span> {
        let span = self.written(words, self.block_start)?;
        (!self.source.text[..span.start].ends_with('\\')).then_some(span)
    }
}

/// Whether `label` is closed by a bracket in `rest` and may be the name of a note.
fn is_label(label: &str, rest: &str) -> bool {
    !label.is_empty() && label.len() < rest.len() && !label.contains([' ', '\n', '['])
}
