//! Characters that the printing fonts lack, found without the fonts: their list is `assets/fonts/charset.txt`.

use std::collections::BTreeSet;
use std::sync::{Arc, LazyLock};

use crate::diagnostic::Diagnostic;
use crate::markup::text;
use crate::model::site::{ArticleId, Site};
use crate::source::{Place, Source, Span};

/// Spaces of the fonts, which the list does not show.
const SPACES: [char; 6] = [' ', '\u{a0}', '\u{2002}', '\u{2003}', '\u{2009}', '\u{3000}'];

static PRINTABLE: LazyLock<BTreeSet<char>> = LazyLock::new(|| {
    let list = include_str!("../../assets/fonts/charset.txt");
    list.lines().filter(|line| !line.starts_with("# ")).flat_map(str::chars).chain(SPACES).collect()
});

/// Each character that cannot be printed, once an article, for the articles that some booklet prints.
#[must_use]
pub fn check(site: &Site) -> Vec<Diagnostic> {
    let printed: BTreeSet<ArticleId> = site.booklets.iter().flat_map(|booklet| booklet.articles.iter().copied()).collect();
    let of_article = |id: ArticleId| {
        let article = &site.entry(id).article;
        // Nearly every file has none: the text of a document is only taken where one was seen.
        let strange: BTreeSet<char> = article.source.text.chars().filter(|character| !is_printable(*character)).collect();
        if strange.is_empty() {
            return Vec::new();
        }
        let mut words = text::plain(&article.document);
        words.push_str(&article.title);
        let front = &article.front;
        front.answer.iter().chain(&front.verify).for_each(|line| words.push_str(line));
        let missing = strange.into_iter().filter(|character| words.contains(*character));
        missing.map(|character| self::missing(&article.source, character)).collect()
    };
    printed.into_iter().flat_map(of_article).collect()
}

/// Whether the printing fonts have `character`, or it needs no glyph.
#[must_use]
pub fn is_printable(character: char) -> bool {
    // Signs that steer browsers and emoji are dropped before typesetting.
    let dropped = matches!(character, '\u{200d}' | '\u{fe0e}' | '\u{fe0f}' | '\u{feff}');
    character.is_control() || dropped || needs_none(character) || PRINTABLE.contains(&character)
}

/// Signs that need no glyph: the shaper turns the first four into nothing, the theme draws the boxes and ticks.
fn needs_none(character: char) -> bool {
    matches!(character, '\u{ad}' | '\u{200b}' | '\u{200c}' | '\u{2060}' | '☐' | '☑' | '☒' | '✔')
}

/// The finding about `character`, at its first place in the author's file.
#[must_use]
pub fn missing(source: &Arc<Source>, character: char) -> Diagnostic {
    let found = source.text.find(character);
    let span = found.map_or_else(Span::default, |start| Span::new(start, start + character.len_utf8()));
    let message = format!("印刷字体里没有“{character}”（U+{:04X}），这一册印不出来", u32::from(character));
    Diagnostic::error("glyph-missing", Place::new(source, span), message)
        .help("换一个写法；确实要用的人名、地名用字，写进 assets/fonts/charset-extra.txt 后运行 tools/fonts.sh")
}
