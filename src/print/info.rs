//! What a booklet says around its articles, as Typst values: cover, imprint, references, index, back cover.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::markup::{text, typst};
use crate::model::booklet::Booklet;
use crate::model::date::Date;
use crate::model::particulars::{label_of, references_of};
use crate::model::site::{ArticleId, Entry, Site};
use crate::model::slug::slug;

/// `none` or a string literal.
#[must_use]
pub fn optional(text: Option<&str>) -> String {
    text.map_or_else(|| "none".to_owned(), typst::string)
}

/// The group whose colour the cover has, as a Typst dictionary, or `none`.
pub fn group(site: &Site, booklet: &Booklet) -> String {
    let slug = booklet.file.group.as_deref();
    match site.config.groups.iter().find(|group| Some(group.slug.as_str()) == slug) {
        Some(group) => format!(
            "(slug: {}, character: {}, title: {}, muted: {})",
            typst::string(&group.slug),
            typst::string(&group.character),
            typst::string(&group.title),
            group.muted
        ),
        None => "none".to_owned(),
    }
}

/// The characters of all groups that some article is for.
pub fn seals(site: &Site, booklet: &Booklet) -> String {
    let used = site
        .config
        .groups
        .iter()
        .enumerate()
        .filter(|(index, _)| booklet.articles.iter().any(|id| site.entry(*id).groups.iter().any(|group| group.0 == *index)));
    typst::strings(used.map(|(_, group)| group.character.as_str()))
}

/// The closing sentences of all series in the booklet, each once.
pub fn sentences(site: &Site, booklet: &Booklet) -> String {
    let mut sentences: Vec<&str> = Vec::new();
    for id in &booklet.articles {
        if let Some(series) = site.series_of(site.entry(*id)) {
            let sentence = series.file.disclaimer.sentence();
            if !sentence.is_empty() && !sentences.contains(&sentence) {
                sentences.push(sentence);
            }
        }
    }
    typst::strings(sentences)
}

/// The documents that the articles rest on, in the order of first mention.
pub fn references(site: &Site, booklet: &Booklet) -> String {
    typst::strings(references_of(site, booklet).iter().map(String::as_str))
}

/// Name, telephone and address of whoever publishes.
pub fn contact(site: &Site) -> String {
    let Some(contact) = &site.config.contact else {
        return "()".to_owned();
    };
    let parts = [Some(contact.name.as_str()), contact.phone.as_deref(), contact.address.as_deref()];
    typst::strings(parts.into_iter().flatten().filter(|part| !part.is_empty()))
}

/// Only confirmed numbers are printed: paper cannot be corrected.
pub fn hotlines(site: &Site) -> String {
    let mut out = String::from("(");
    for hotline in site.hotlines.iter().filter(|hotline| hotline.verified) {
        let _ = write!(
            out,
            "(number: {}, name: {}, purpose: {}, hours: {}), ",
            typst::string(&hotline.number),
            typst::string(&hotline.name),
            typst::string(&hotline.purpose),
            optional(hotline.hours.as_deref().filter(|hours| !hours.is_empty())),
        );
    }
    out.push(')');
    out
}

/// The days on which the articles were last changed, the latest first, each with its articles: an outdated copy
/// can be told from it.
pub fn updates(site: &Site, booklet: &Booklet) -> String {
    let mut days: BTreeMap<Date, Vec<usize>> = BTreeMap::new();
    for (index, id) in booklet.articles.iter().enumerate() {
        if let Some(day) = site.entry(*id).article.front.updated {
            days.entry(day).or_default().push(index);
        }
    }
    let lines = days.iter().rev().map(|(day, indexes)| {
        let runs = indexes.chunk_by(|a, b| a + 1 == *b).map(|run| {
            let name = |index: usize| called(site, site.entry(booklet.articles[index]));
            match run {
                [first, _, .., last] => format!("{}—{}", name(*first), name(*last)),
                run => run.iter().map(|index| name(*index)).collect::<Vec<_>>().join("、"),
            }
        });
        let items = runs.collect::<Vec<_>>().join("、");
        format!("(date: {}, items: {}), ", typst::string(&day.in_chinese()), typst::string(&items))
    });
    format!("({})", lines.collect::<String>())
}

/// The articles that were left out for want of a review.
pub fn left_out(site: &Site, booklet: &Booklet) -> String {
    let names: Vec<String> = booklet.left_out.iter().map(|id| called(site, site.entry(*id))).collect();
    typst::strings(names.iter().map(String::as_str))
}

/// `第8条` or else the short title.
fn called(site: &Site, entry: &Entry) -> String {
    label_of(site, entry).unwrap_or_else(|| entry.short_title().to_owned())
}

/// The index by pinyin: letter → term → the labels of its articles. Terms are tags and the keywords that
/// stand in the text: the others are what readers type, not what they could look up here.
/// Fewer articles than this need none: their contents fit one page.
pub fn index(site: &Site, booklet: &Booklet) -> String {
    const LEAST: usize = 10;
    if booklet.articles.len() < LEAST {
        return "()".to_owned();
    }
    let mut terms: BTreeMap<(String, &str), Vec<ArticleId>> = BTreeMap::new();
    for id in &booklet.articles {
        let article = &site.entry(*id).article;
        let plain = text::plain(&article.document);
        let keywords = article.front.keywords.iter().filter(|keyword| plain.contains(keyword.as_str()));
        for term in article.front.tags.iter().chain(keywords) {
            let articles = terms.entry((slug(term), term)).or_default();
            if articles.last() != Some(id) {
                articles.push(*id);
            }
        }
    }
    let terms: Vec<_> = terms.into_iter().collect();
    let letter = |key: &str| key.chars().next().filter(char::is_ascii_lowercase).map_or('#', |first| first.to_ascii_uppercase());
    let mut out = String::from("(");
    for group in terms.chunk_by(|a, b| letter(&a.0.0) == letter(&b.0.0)) {
        let _ = write!(out, "(letter: \"{}\", terms: (", letter(&group[0].0.0));
        for ((_, term), articles) in group {
            let labels: String = articles.iter().map(|id| format!("label(\"{}\"), ", label(*id))).collect();
            let _ = write!(out, "({}, ({labels})), ", typst::string(term));
        }
        out.push_str(")), ");
    }
    out.push(')');
    out
}

/// The name of an article's label.
#[must_use]
pub fn label(id: ArticleId) -> String {
    format!("article-{}", id.0)
}
