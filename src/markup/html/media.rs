//! Pictures, videos and exercises → HTML. All work without a script: what is not shown at once lies in a `details`.

use std::fmt::Write as _;

use super::{Href, Writer};
use crate::markup::escape::{attribute, push};
use crate::model::document::{Block, Image};
use crate::model::exercise::{Exercise, Question};
use crate::model::video::Video;

/// A picture that a page shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// Address of its widest form.
    pub src: String,
    /// Width and height it has on the page in pixels, where known.
    pub size: Option<(u32, u32)>,
    /// Address and width of each form, the narrowest first; none when there is but one.
    pub widths: Vec<(String, u32)>,
}

/// How wide a picture stands on a page: the column of the theme (38rem), or a phone between its two gutters.
const SIZES: &str = "(max-width: 40rem) calc(100vw - 2rem), 38rem";

impl Writer<'_> {
    pub(super) fn image(&mut self, image: &Image) {
        let picture = match (self.href)(image.link) {
            Href::Picture(picture) => picture,
            Href::File(src, size) => Picture { src, size, widths: Vec::new() },
            Href::Inside(_) | Href::Outside(_) | Href::Nowhere => {
                push(&mut self.out, &image.alt);
                return;
            }
        };
        self.out.push_str("<img");
        attribute(&mut self.out, "src", &picture.src);
        if !picture.widths.is_empty() {
            let widths: Vec<String> = picture.widths.iter().map(|(href, width)| format!("{href} {width}w")).collect();
            attribute(&mut self.out, "srcset", &widths.join(", "));
            attribute(&mut self.out, "sizes", SIZES);
        }
        attribute(&mut self.out, "alt", &image.alt);
        if let Some((width, height)) = picture.size {
            attribute(&mut self.out, "width", &width.to_string());
            attribute(&mut self.out, "height", &height.to_string());
        }
        self.out.push_str(if self.is_first { ">" } else { " loading=\"lazy\" decoding=\"async\">" });
    }

    /// Nothing is loaded, from here or from elsewhere, before the reader has seen how long and how large it is.
    pub(super) fn video(&mut self, video: &Video) {
        self.out.push_str("<figure class=\"video\"><figcaption>视频");
        if !video.title.is_empty() {
            self.out.push('：');
            push(&mut self.out, &video.title);
        }
        self.out.push_str("</figcaption>\n");
        let particulars = video.particulars();
        self.out.push_str("<p>");
        let href = video.link.map_or(Href::Nowhere, self.href);
        match href {
            Href::Inside(href) | Href::Outside(href) | Href::File(href, _) | Href::Picture(Picture { src: href, .. }) => {
                self.out.push_str("<a");
                attribute(&mut self.out, "href", &href);
                if href.starts_with("http") {
                    attribute(&mut self.out, "class", "external");
                    attribute(&mut self.out, "rel", "noopener noreferrer");
                }
                self.out.push_str(">看视频</a>");
            }
            Href::Nowhere => self.out.push_str("现在还看不了"),
        }
        if !particulars.is_empty() {
            self.out.push('（');
            push(&mut self.out, &particulars);
            self.out.push('）');
        }
        self.out.push_str("</p>\n");
        if !video.transcript.is_empty() {
            self.out.push_str("<details><summary>文字稿</summary>\n");
            self.blocks(&video.transcript);
            self.out.push_str("</details>\n");
        }
        self.out.push_str("</figure>\n");
    }

    pub(super) fn exercise(&mut self, exercise: &Exercise) {
        self.callouts += 1;
        let id = format!("box-quiz-{}", self.callouts);
        self.out.push_str("<div role=\"group\" class=\"callout quiz\"");
        attribute(&mut self.out, "aria-labelledby", &id);
        self.out.push_str("><p class=\"callout-title\"");
        attribute(&mut self.out, "id", &id);
        self.out.push('>');
        push(&mut self.out, exercise.label());
        self.out.push_str("</p>\n<ol>\n");
        for question in &exercise.questions {
            self.question(question);
        }
        self.out.push_str("</ol>\n</div>\n");
    }

    fn question(&mut self, question: &Question) {
        self.out.push_str("<li>");
        match question.blocks.as_slice() {
            [Block::Paragraph(content), rest @ ..] => {
                self.inlines(content);
                self.out.push('\n');
                self.blocks(rest);
            }
            blocks => self.blocks(blocks),
        }
        self.out.push_str("<ol type=\"A\">\n");
        for option in &question.options {
            self.out.push_str("<li>");
            self.inlines(&option.content);
            self.out.push_str("</li>\n");
        }
        let _ = writeln!(self.out, "</ol>\n<details><summary>看答案</summary>\n<p><strong>答案：{}</strong></p>", question.answer());
        self.blocks(&question.explanation);
        self.out.push_str("</details></li>\n");
    }
}
