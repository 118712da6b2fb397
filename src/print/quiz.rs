//! A quiz as a sheet to fill in: the questions as Typst values.

use std::fmt::Write as _;

use crate::markup::typst;
use crate::model::exercise::letter;
use crate::model::particulars::label_of;
use crate::model::quiz::Quiz;
use crate::model::site::Site;
use crate::print::info::optional;

/// The questions of `quiz` with their answers, as a Typst array.
#[must_use]
pub fn questions(site: &Site, quiz: &Quiz) -> String {
    let mut out = String::from("(");
    for question in &quiz.file.questions {
        let letters: Vec<String> = question.right().into_iter().map(|at| letter(at).to_string()).collect();
        let entry = site.entries.iter().find(|entry| entry.id == question.article);
        let from = entry.map(|entry| {
            let label = label_of(site, entry).unwrap_or_default();
            format!("{label}《{}》", entry.short_title())
        });
        let _ = write!(
            out,
            "(question: {}, options: {}, choose: {}, letters: {}, explanation: {}, from: {}), ",
            typst::string(&question.question),
            typst::strings(question.options.iter().map(String::as_str)),
            question.choose,
            typst::string(&letters.join("、")),
            typst::string(&question.explanation),
            optional(from.as_deref()),
        );
    }
    out.push(')');
    out
}
