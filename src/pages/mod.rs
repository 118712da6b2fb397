//! Site → pages: which addresses exist, and what each template is given.

mod article;
mod common;
mod feeds;
mod headers;
mod learning;
mod lists;
mod view;

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use crate::model::group::GroupId;
use crate::model::series::SeriesId;
use crate::model::site::{ArticleId, Site};
use crate::output::OutputFile;
use crate::pages::common::Frame;
use crate::theme::{Prepared, Theme, ThemeError};

/// How pages come by their style.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Styles {
    /// Each carries what it needs: one request less before the first line is seen.
    Within,
    /// All name one file: smaller on a disk.
    Linked,
}

/// One page to be. Each has one address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Page {
    /// `/`
    Home,
    /// `/<group>/`
    Group(GroupId),
    /// `/<series>/`
    Series(SeriesId),
    /// `/<series>/<slug>/` or `/<slug>/`
    Article(ArticleId),
    /// `/tags/`
    Tags,
    /// `/tags/<tag>/`, the n-th of `Site::tags`.
    Tag(usize),
    /// `/booklets/`
    Booklets,
    /// `/quiz/`
    Quizzes,
    /// `/quiz/<id>/`, the n-th of `Site::quizzes`.
    Quiz(usize),
    /// `/cidian/`
    Glossary,
    /// `/search/`
    Search,
    /// `/404.html`
    NotFound,
}

/// Where booklets were or will be published: id → (pages in reading order, imposed sheets), from the site root.
pub type BookletFiles = BTreeMap<String, (String, String)>;

/// All pages of the site, in a fixed order.
#[must_use]
pub fn plan(site: &Site) -> Vec<Page> {
    let mut pages = vec![Page::Home];
    pages.extend((0..site.config.groups.len()).map(|at| Page::Group(GroupId(at))));
    pages.extend((0..site.series.len()).map(|at| Page::Series(SeriesId(at))));
    // The home text and a folder's own page are shown on other pages.
    let shown_elsewhere: BTreeSet<ArticleId> = site.series.iter().filter_map(|series| series.intro).chain(site.home).collect();
    pages.extend((0..site.entries.len()).map(ArticleId).filter(|id| !shown_elsewhere.contains(id)).map(Page::Article));
    if !site.tags.is_empty() {
        pages.push(Page::Tags);
        pages.extend((0..site.tags.len()).map(Page::Tag));
    }
    if !site.booklets.is_empty() {
        pages.push(Page::Booklets);
    }
    if !site.quizzes.is_empty() {
        pages.push(Page::Quizzes);
        pages.extend((0..site.quizzes.len()).map(Page::Quiz));
    }
    if !site.glossary.is_empty() {
        pages.push(Page::Glossary);
    }
    pages.push(Page::Search);
    pages.push(Page::NotFound);
    pages
}

/// The address of `page` from the site root: a folder ending in `/`, or a file.
#[must_use]
pub fn permalink(site: &Site, page: Page) -> String {
    match page {
        Page::Home => String::new(),
        Page::Group(id) => format!("{}/", site.config.groups[id.0].slug),
        Page::Series(id) => site.series[id.0].permalink.clone(),
        Page::Article(id) => site.entry(id).permalink.clone(),
        Page::Tags => "tags/".to_owned(),
        Page::Tag(at) => site.tags[at].permalink.clone(),
        Page::Booklets => "booklets/".to_owned(),
        Page::Quizzes => "quiz/".to_owned(),
        Page::Quiz(at) => site.quizzes[at].permalink(),
        Page::Glossary => "cidian/".to_owned(),
        Page::Search => "search/".to_owned(),
        Page::NotFound => "404.html".to_owned(),
    }
}

/// Renders `pages`, in parallel; the result is in the order of the plan whatever the threads do.
///
/// # Errors
/// When a template of the theme does not work.
pub fn render(site: &Site, pages: &[Page], theme: &Theme, styles: Styles, booklets: &BookletFiles) -> Result<Vec<OutputFile>, ThemeError> {
    let shared = common::by_depth(site, theme, styles);
    let words = known_words(site);
    pages
        .par_iter()
        .map(|page| {
            let frame = Frame::new(site, booklets, &words, permalink(site, *page), *page == Page::NotFound);
            let html = one(&frame, *page, theme, &shared)?;
            let path = if frame.permalink.is_empty() || frame.permalink.ends_with('/') {
                format!("{}index.html", frame.permalink)
            } else {
                frame.permalink.clone()
            };
            Ok(OutputFile { path, bytes: html.into_bytes() })
        })
        .collect()
}

pub use headers::headers;

/// What the site itself calls a word: tags, keywords and synonyms.
fn known_words(site: &Site) -> BTreeSet<&str> {
    let fronts = site.entries.iter().map(|entry| &entry.article.front);
    let of_articles = fronts.flat_map(|front| front.tags.iter().chain(&front.keywords));
    let synonyms = site.synonyms.groups.iter().flat_map(|group| group.terms.iter().chain([&group.canonical]));
    of_articles.chain(synonyms).map(String::as_str).collect()
}

/// Feeds, sitemap and robots: what machines read.
#[must_use]
pub fn machine_files(site: &Site) -> Vec<OutputFile> {
    feeds::all(site)
}

fn one(frame: &Frame<'_>, page: Page, theme: &Theme, shared: &common::Shared) -> Result<String, ThemeError> {
    let (site_view, assets) = shared.at(frame);
    let shared: [(&'static str, &Prepared); 2] = [("site", site_view), ("assets", assets)];
    match page {
        Page::Home => theme.render("home.html", &shared, &lists::home(frame)),
        Page::Group(id) => theme.render("group.html", &shared, &lists::group(frame, id)),
        Page::Series(id) => theme.render("series.html", &shared, &lists::series(frame, id)),
        Page::Article(id) => {
            let template = if frame.site.entry(id).series.is_some() { "article.html" } else { "page.html" };
            theme.render(template, &shared, &article::page(frame, id))
        }
        Page::Tags => theme.render("tags.html", &shared, &lists::tags(frame)),
        Page::Tag(at) => theme.render("tag.html", &shared, &lists::tag(frame, at)),
        Page::Booklets => theme.render("booklets.html", &shared, &lists::booklets(frame)),
        Page::Quizzes => theme.render("quizzes.html", &shared, &learning::quizzes(frame)),
        Page::Quiz(at) => theme.render("quiz.html", &shared, &learning::quiz(frame, at)),
        Page::Glossary => theme.render("glossary.html", &shared, &learning::glossary(frame)),
        Page::Search => theme.render("search.html", &shared, &lists::bare(frame, "search", "搜索")),
        Page::NotFound => theme.render("404.html", &shared, &lists::bare(frame, "not-found", "找不到这一页")),
    }
}
