//! Tables, boxes and quotations → HTML.

use super::Writer;
use crate::markup::alike;
use crate::markup::escape::{attribute, push};
use crate::model::document::{Align, Block, Callout, CalloutKind, Inline, Table};

impl Writer<'_> {
    pub(super) fn table(&mut self, table: &Table) {
        self.tables += 1;
        self.out.push_str("<div class=\"table\" role=\"region\" tabindex=\"0\"");
        let label = if table.caption.is_empty() { &format!("表格{}", self.tables) } else { &table.caption };
        attribute(&mut self.out, "aria-label", label);
        self.out.push_str("><table>\n");
        if !table.caption.is_empty() {
            self.out.push_str("<caption>");
            alike::words(&mut self.out, &table.caption);
            self.out.push_str("</caption>\n");
        }
        self.out.push_str("<thead><tr>");
        self.quietly(|writer| {
            for (cell, align) in table.head.iter().zip(&table.columns) {
                // A corner cell that names nothing is no header.
                let (open, close) = if cell.is_empty() { ("<td", "</td>") } else { ("<th scope=\"col\"", "</th>") };
                writer.cell(open, *align, cell);
                writer.out.push_str(close);
            }
        });
        self.out.push_str("</tr></thead>\n<tbody>\n");
        for row in &table.rows {
            self.out.push_str("<tr>");
            for (cell, align) in row.iter().zip(&table.columns) {
                self.cell("<td", *align, cell);
                self.out.push_str("</td>");
            }
            self.out.push_str("</tr>\n");
        }
        self.out.push_str("</tbody></table></div>\n");
    }

    fn cell(&mut self, open: &str, align: Align, content: &[Inline]) {
        alike::open_cell(&mut self.out, open, align);
        self.inlines(content);
    }

    pub(super) fn callout(&mut self, callout: &Callout) {
        match callout.kind {
            CalloutKind::TeacherNotes => self.teacher_notes(callout),
            CalloutKind::CareEmergency => self.quietly(|writer| writer.framed(callout)),
            CalloutKind::KeyPoints
            | CalloutKind::CareUrgent
            | CalloutKind::CareHome
            | CalloutKind::Tip
            | CalloutKind::Warning
            | CalloutKind::Steps
            | CalloutKind::QuestionAnswer => self.framed(callout),
        }
    }

    /// Folded away: the page is the learner's.
    fn teacher_notes(&mut self, callout: &Callout) {
        self.out.push_str("<details class=\"callout teacher\"><summary>");
        push(&mut self.out, &callout.caption());
        self.out.push_str("</summary>\n");
        self.blocks(&callout.blocks);
        self.out.push_str("</details>\n");
    }

    fn framed(&mut self, callout: &Callout) {
        self.callouts += 1;
        let id = format!("box-{}-{}", callout.kind.name(), self.callouts);
        self.out.push_str("<div role=\"group\"");
        attribute(&mut self.out, "class", &format!("callout {}", callout.kind.name()));
        attribute(&mut self.out, "aria-labelledby", &id);
        self.out.push_str("><p class=\"callout-title\"");
        attribute(&mut self.out, "id", &id);
        self.out.push('>');
        alike::callout_title(&mut self.out, callout, "<br>");
        self.out.push_str("</p>\n");
        self.blocks(&callout.blocks);
        self.out.push_str("</div>\n");
    }

    /// The first one may be the official wording, which is told apart from what others say.
    pub(super) fn quote(&mut self, blocks: &[Block]) {
        let official = self.official.take();
        if let Some(document) = official {
            self.out.push_str("<figure class=\"official\"><figcaption><b>官方原文</b> ");
            push(&mut self.out, document);
            self.out.push_str("</figcaption>\n");
        }
        self.out.push_str("<blockquote>\n");
        self.blocks(blocks);
        self.out.push_str("</blockquote>\n");
        if official.is_some() {
            self.out.push_str("</figure>\n");
        }
    }
}
