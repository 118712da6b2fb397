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

/// Hands out ids that have not been used in this article.
#[derive(Default)]
pub struct Anchors {
    taken: BTreeSet<String>,
}

impl Anchors {
    /// `wished` if it is free, else `wished-2`, `wished-3`, …
    pub fn unique(&mut self, wished: &str) -> String {
        let wished = if wished.is_empty() { "section" } else { wished };
        let mut id = wished.to_owned();
        let mut count = 1;
        while !self.taken.insert(id.clone()) {
            count += 1;
            id = format!("{wished}-{count}");
        }
        id
    }
}
