//! Videos and exercises → Typst. Paper cannot play, but it can say where to look; answers stand behind the questions.

use std::fmt::Write as _;

use super::{PaperLink, Writer, string};
use crate::markup::qr;
use crate::model::exercise::Exercise;
use crate::model::video::Video;

impl Writer<'_> {
    /// `t.video(title, particulars, address, code, transcript)`; an address of its own has a QR code, as SVG.
    pub(super) fn video(&mut self, video: &Video) {
        self.mark(video.span);
        let address = match video.link.map(|link| &self.links[link.0]) {
            Some(PaperLink::Address(address)) => address.as_str(),
            Some(PaperLink::Article(_) | PaperLink::Picture(_) | PaperLink::Words) | None => "",
        };
        let code = if address.is_empty() { String::new() } else { qr::svg(address) };
        let (title, particulars) = (string(&video.title), string(&video.particulars()));
        let _ = write!(self.out.text, "t.video({title}, {particulars}, {}, {}, ", string(address), string(&code));
        if video.transcript.is_empty() {
            self.push("none");
        } else {
            self.blocks(&video.transcript);
        }
        self.push(")");
    }

    /// `t.exercise(title, ((question, (option, …)), …), ((letters, explanation), …))`.
    pub(super) fn exercise(&mut self, exercise: &Exercise) {
        self.mark(exercise.span);
        let _ = write!(self.out.text, "t.exercise({}, (", string(exercise.label()));
        for question in &exercise.questions {
            self.push("(");
            self.item(&question.blocks, true);
            self.push(", ");
            let options: Vec<_> = question.options.iter().map(|option| option.content.clone()).collect();
            self.row(&options);
            self.push("), ");
        }
        self.push("), (");
        for question in &exercise.questions {
            let _ = write!(self.out.text, "({}, ", string(&question.answer()));
            self.item(&question.explanation, true);
            self.push("), ");
        }
        self.push("))");
    }
}
