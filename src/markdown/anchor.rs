//! Anchors of headings: the author's `{#id}`, else a slug of the words; unique within the article.

use std::collections::BTreeSet;

/// A slug of `text`: NFC is the file's business; Han, letters and digits stay, ASCII is lower-cased,
/// runs of blanks and dashes become one `-`, all other characters are dropped.
pub fn slug(text: &str) -> String {
    let mut slug = String::new();
    for character in text.chars() {
        if character.is_alphanumeric() {
            slug.extend(character.to_lowercase());
        } else if (character.is_whitespace() || matches!(character, '-' | '_' | '—')) && !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    while slug.ends_with('-') {
        slug.pop();
    }
    slug
}

/// Ids of the page around an article (themes/default/templates); a heading never takes one of them.
const PAGE: [&str; 14] = [
    "main",
    "hotlines",
    "hotlines-t",
    "help",
    "sources",
    "verify",
    "related",
    "who",
    "series",
    "latest",
    "booklets",
    "print",
    "search-app",
    "read",
];
/// Beginnings of the ids that `markup::html` gives to footnotes and boxes.
const OWN: [&str; 3] = ["fn-", "fnref-", "box-"];

/// Hands out ids that have not been used in this article.
#[derive(Default)]
pub struct Anchors {
    taken: BTreeSet<String>,
}

impl Anchors {
    /// `wished` if it is free, else `wished-2`, `wished-3`, …
    pub fn unique(&mut self, wished: &str) -> String {
        let wished = match wished {
            "" => "section".to_owned(),
            wished if PAGE.contains(&wished) || OWN.iter().any(|own| wished.starts_with(own)) => format!("section-{wished}"),
            wished => wished.to_owned(),
        };
        let mut id = wished.clone();
        let mut count = 1;
        while !self.taken.insert(id.clone()) {
            count += 1;
            id = format!("{wished}-{count}");
        }
        id
    }
}
