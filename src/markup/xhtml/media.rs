//! Videos and exercises → XHTML. A book plays nothing, and says the answers where they are not read by accident.

use std::fmt::Write as _;

use super::Writer;
use crate::markup::escape::{attribute, push};
use crate::markup::html::{Href, Picture};
use crate::model::exercise::{Exercise, Question};
use crate::model::video::Video;

impl<'a> Writer<'a> {
    /// What it is, where it is to be seen, and what is said in it.
    pub(super) fn video(&mut self, video: &'a Video) {
        self.open_box("video");
        self.out.push_str("视频");
        if !video.title.is_empty() {
            self.out.push('：');
            push(&mut self.out, &video.title);
        }
        self.out.push_str("</p>\n<p>");
        match video.link.map_or(Href::Nowhere, self.href) {
            Href::Inside(href) | Href::Outside(href) | Href::File(href, _) | Href::Picture(Picture { src: href, .. }) => {
                self.out.push_str("<a");
                attribute(&mut self.out, "href", &href);
                self.out.push_str(">上网看视频</a>");
            }
            Href::Nowhere => self.out.push_str("现在还看不了"),
        }
        let particulars = video.particulars();
        if !particulars.is_empty() {
            push(&mut self.out, &format!("（{particulars}）"));
        }
        self.out.push_str("</p>\n");
        if !video.transcript.is_empty() {
            self.out.push_str("<p><strong>文字稿</strong></p>\n");
            self.blocks(&video.transcript);
        }
        self.out.push_str("</div>\n");
    }

    pub(super) fn exercise(&mut self, exercise: &'a Exercise) {
        self.exercises.push(exercise);
        self.open_box("quiz");
        push(&mut self.out, exercise.label());
        self.out.push_str("</p>\n<ol>\n");
        for question in &exercise.questions {
            self.question(question);
        }
        let _ = writeln!(self.out, "</ol>\n<p><a href=\"#box-answers-{}\">答案在文末</a></p>\n</div>", self.exercises.len());
    }

    fn question(&mut self, question: &'a Question) {
        self.out.push_str("<li>");
        self.item(&question.blocks);
        self.out.push_str("\n<ol class=\"options\">\n");
        for option in &question.options {
            self.out.push_str("<li>");
            self.inlines(&option.content);
            self.out.push_str("</li>\n");
        }
        self.out.push_str("</ol></li>\n");
    }

    /// The answers of all exercises, apart from what has been written so far.
    pub(super) fn answers(&mut self) -> String {
        let text = std::mem::take(&mut self.out);
        for (at, exercise) in std::mem::take(&mut self.exercises).into_iter().enumerate() {
            let id = format!("box-answers-{}", at + 1);
            let _ = write!(self.out, "<section class=\"answers\" role=\"doc-qna\" aria-labelledby=\"{id}\">\n<h2 id=\"{id}\">答案：");
            push(&mut self.out, exercise.label());
            self.out.push_str("</h2>\n<ol>\n");
            for question in &exercise.questions {
                let _ = writeln!(self.out, "<li><p><strong>{}</strong></p>", question.answer());
                self.blocks(&question.explanation);
                self.out.push_str("</li>\n");
            }
            self.out.push_str("</ol>\n</section>\n");
        }
        std::mem::replace(&mut self.out, text)
    }
}
