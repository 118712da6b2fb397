//! The picture on the cover: a seal, the title, who made it. Drawn, so that it needs no file and no font of ours.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use crate::export::book::Book;
use crate::markup::escape::{attribute, escaped};
use crate::markup::words::words;
use crate::markup::xhtml::keep_xml;

/// Characters in a line of the title.
const LINE: usize = 8;

/// 600 × 800.
pub(super) fn svg(book: &Book) -> String {
    let (file, site) = (&book.booklet.file, book.site);
    let group = site.config.groups.iter().find(|group| Some(&group.slug) == file.group.as_ref());
    let character = group.map_or("宝", |group| group.character.as_str());
    let ink = ink(group.map_or("", |group| group.slug.as_str()));
    let lines = lines(&file.title);
    let mut out = String::from(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"600\" height=\"800\" viewBox=\"0 0 600 800\" xml:lang=\"zh-CN\">\n",
    );
    let _ = writeln!(
        out,
        "<title>{}</title>\n<rect width=\"600\" height=\"800\" fill=\"#fff\"/>\n<rect x=\"20\" y=\"20\" width=\"560\" height=\"760\" fill=\"none\" stroke=\"{ink}\" stroke-width=\"4\"/>\n\
         <rect x=\"240\" y=\"110\" width=\"120\" height=\"120\" rx=\"14\" fill=\"{ink}\"/>\n<rect x=\"249\" y=\"119\" width=\"102\" height=\"102\" rx=\"9\" fill=\"none\" stroke=\"#fff\" stroke-width=\"3\"/>",
        escaped(&file.title)
    );
    let mut text = |y: usize, size: usize, fill: &str, words: &str| {
        let _ =
            write!(out, "<text x=\"300\" y=\"{y}\" font-size=\"{size}\" text-anchor=\"middle\" font-family=\"serif\" font-weight=\"bold\"");
        attribute(&mut out, "fill", fill);
        let _ = writeln!(out, ">{}</text>", escaped(words));
    };
    text(197, 78, "#fff", character);
    for (at, line) in lines.iter().enumerate() {
        text(330 + at * 78, 60, "#1a1d1f", line);
    }
    let below = 340 + lines.len() * 78;
    if let Some(subtitle) = &file.subtitle {
        text(below, small(subtitle), "#4a5257", subtitle);
    }
    if let Some(edition) = &file.edition {
        text(690, 24, "#4a5257", edition);
    }
    text(735, small(&site.config.title), ink, &site.config.title);
    out.push_str("</svg>\n");
    keep_xml(&mut out);
    out
}

/// The largest size at which a line of small print still fits.
fn small(words: &str) -> usize {
    (520 / words.chars().count().max(1)).clamp(12, 30)
}

/// The inks of the seals, as in the theme's styles.
fn ink(group: &str) -> &'static str {
    match group {
        "lao" => "#8a3a0e",
        "xiao" => "#a01a58",
        "qing" => "#1b4f9c",
        "te" => "#5b3a96",
        "kun" => "#6b4e00",
        "gu" => "#0b5d45",
        _ => "#00596b",
    }
}

/// A title in as few lines as it takes and then as even as they come, cut between words where that is possible.
fn lines(title: &str) -> Vec<String> {
    let most = filled(title, LINE);
    let even = title.chars().count().div_ceil(most.len().max(1));
    (even..LINE).map(|limit| filled(title, limit)).find(|lines| lines.len() == most.len()).unwrap_or(most)
}

/// A title in lines of at most `limit` characters.
fn filled(title: &str, limit: usize) -> Vec<String> {
    let length = |text: &str| text.chars().count();
    let mut lines: Vec<String> = Vec::new();
    for word in words(title, &BTreeSet::new()) {
        let letters: Vec<char> = word.chars().collect();
        for piece in letters.chunks(limit.max(1)).map(|piece| piece.iter().collect::<String>()) {
            match lines.last_mut() {
                Some(last) if length(last) + length(&piece) <= limit => last.push_str(&piece),
                Some(_) | None => lines.push(piece),
            }
        }
    }
    lines
}
