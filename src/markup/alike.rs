//! What HTML and XHTML write alike.

use crate::markup::escape::{attribute, push};
use crate::markup::glue::amounts;
use crate::model::document::{Align, Callout, CalloutKind};

/// Words, with every amount held together.
pub(super) fn words(out: &mut String, words: &str) {
    let mut copied = 0;
    for amount in amounts(words) {
        push(out, &words[copied..amount.start]);
        out.push_str("<span class=\"nb\">");
        push(out, &words[amount.clone()]);
        out.push_str("</span>");
        copied = amount.end;
    }
    push(out, &words[copied..]);
}

/// A word with its reading above it.
pub(super) fn ruby(out: &mut String, base: &str, reading: &str) {
    out.push_str("<ruby>");
    push(out, base);
    out.push_str("<rp>（</rp><rt>");
    push(out, reading);
    out.push_str("</rt><rp>）</rp></ruby>");
}

/// The tag of a cell: `open` with its alignment and `>`.
pub(super) fn open_cell(out: &mut String, open: &str, align: Align) {
    out.push_str(open);
    match align {
        Align::None => {}
        Align::Left => attribute(out, "class", "left"),
        Align::Center => attribute(out, "class", "center"),
        Align::Right => attribute(out, "class", "right"),
    }
    out.push('>');
}

/// The author's title; care cards keep their fixed words in front, with a number that can be rung.
pub(super) fn callout_title(out: &mut String, callout: &Callout, line_break: &str) {
    match callout.kind {
        CalloutKind::CareEmergency => out.push_str("紧急：马上打<a href=\"tel:120\">120</a>"),
        CalloutKind::CareUrgent | CalloutKind::CareHome => out.push_str(callout.kind.label()),
        CalloutKind::KeyPoints
        | CalloutKind::Tip
        | CalloutKind::Warning
        | CalloutKind::Steps
        | CalloutKind::QuestionAnswer
        | CalloutKind::TeacherNotes => {
            push(out, &callout.caption());
            return;
        }
    }
    if !callout.title.is_empty() {
        out.push_str(line_break);
        push(out, &callout.title);
    }
}

/// The anchor of the n-th mention of a footnote.
pub(super) fn mention_id(number: usize, mention: usize) -> String {
    if mention == 1 { format!("fnref-{number}") } else { format!("fnref-{number}-{mention}") }
}
