//! Site → pages: which addresses exist, and what each template is given.

mod ages;
mod article;
mod common;
mod covers;
mod days;
mod directory;
mod events;
mod feeds;
mod forwards;
mod headers;
mod ics;
mod json_ld;
mod learning;
mod links;
mod lists;
mod offline;
mod vcf;
mod view;
mod view_places;

pub use json_ld::event as event_json_ld;

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
    /// `/d/`
    Directories,
    /// `/d/<directory>/`, the n-th of `Site::directories`.
    Directory(usize),
    /// `/d/<directory>/<county>/`: of the n-th directory the n-th county.
    County(usize, usize),
    /// `/events/`
    Events,
    /// `/events/<event>/`, the n-th of `Site::events`.
    Event(usize),
    /// `/rili/`
    Calendar,
    /// `/yueling/`
    Ages,
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
    /// `/offline.html`: shown by the service worker in place of a page that was never kept.
    Offline,
}

/// What stands beside the pages and is named on them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Beside {
    /// Booklets.
    pub booklets: BookletFiles,
    /// Pictures beside shared links.
    pub covers: Covers,
    /// What each group needs to be searched without a network.
    pub search: SearchFiles,
}

/// The booklets that were made, by id.
pub type BookletFiles = BTreeMap<String, BookletFile>;

/// A booklet as it is published; paths are from the site root.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct BookletFile {
    /// On paper; a booklet that could not be typeset has none.
    pub pdf: Option<BookletPdf>,
    /// The electronic book, for those that are books.
    pub epub: Option<String>,
}

/// A booklet on paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BookletPdf {
    /// The PDF with the pages in reading order.
    pub pages: String,
    /// The PDF to print and fold, for sizes that fold.
    pub sheets: Option<String>,
    /// The picture of the cover, for those that have one.
    pub cover: Option<String>,
    /// How many pages.
    pub count: usize,
    /// Size of the PDF in bytes.
    pub bytes: usize,
}

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
    pages.extend((!site.directories.is_empty()).then_some(Page::Directories));
    for (at, directory) in site.directories.iter().enumerate() {
        pages.push(Page::Directory(at));
        pages.extend((0..directory.counties().len()).map(|county| Page::County(at, county)));
    }
    pages.extend((!site.events.is_empty()).then_some(Page::Events));
    pages.extend((0..site.events.len()).map(Page::Event));
    pages.extend((!site.calendar.is_empty()).then_some(Page::Calendar));
    pages.extend(site.has_ages().then_some(Page::Ages));
    if !site.quizzes.is_empty() {
        pages.push(Page::Quizzes);
        pages.extend((0..site.quizzes.len()).map(Page::Quiz));
    }
    if !site.glossary.is_empty() {
        pages.push(Page::Glossary);
    }
    pages.push(Page::Search);
    pages.push(Page::NotFound);
    pages.push(Page::Offline);
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
        Page::Directories => "d/".to_owned(),
        Page::Directory(at) => site.directories[at].permalink(),
        Page::County(at, county) => {
            let directory = &site.directories[at];
            directory.county_permalink(&directory.counties()[county].code)
        }
        Page::Events => "events/".to_owned(),
        Page::Event(at) => site.events[at].permalink(),
        Page::Calendar => "rili/".to_owned(),
        Page::Ages => "yueling/".to_owned(),
        Page::Quizzes => "quiz/".to_owned(),
        Page::Quiz(at) => site.quizzes[at].permalink(),
        Page::Glossary => "cidian/".to_owned(),
        Page::Search => "search/".to_owned(),
        Page::NotFound => "404.html".to_owned(),
        Page::Offline => offline::OFFLINE.to_owned(),
    }
}

/// Renders `pages`, in parallel; the result is in the order of the plan whatever the threads do, but for the pages
/// of groups: they tell how large the others are, and come last.
///
/// # Errors
/// When a template of the theme does not work.
pub fn render(site: &Site, pages: &[Page], theme: &Theme, styles: Styles, beside: &Beside) -> Result<Vec<OutputFile>, ThemeError> {
    let shared = common::by_depth(site, theme, styles);
    let words = known_words(site);
    let render = |pages: &[Page], packs: &Packs| -> Result<Vec<OutputFile>, ThemeError> {
        let render = |page: &Page| {
            let frame = Frame { packs, ..Frame::new(site, beside, &words, permalink(site, *page), *page == Page::NotFound) };
            let html = one(&frame, *page, theme, &shared)?;
            let path = if frame.permalink.is_empty() || frame.permalink.ends_with('/') {
                format!("{}index.html", frame.permalink)
            } else {
                frame.permalink.clone()
            };
            Ok(OutputFile { path, bytes: html.into_bytes() })
        };
        pages.par_iter().map(render).collect()
    };
    let (last, first): (Vec<Page>, Vec<Page>) = pages.iter().partition(|page| matches!(page, Page::Group(_)));
    let mut files = render(&first, &Packs::new())?;
    let packs = if styles == Styles::Within { offline::packs(site, theme, &files, &beside.search) } else { Packs::new() };
    files.extend(render(&last, &packs)?);
    Ok(files)
}

pub use covers::{CoverFile, Covers, hung, wanted as covers};
pub use headers::headers;
pub use links::close;
pub use offline::{Packs, SearchFiles, manifest, worker};

/// What the site itself calls a word: tags, keywords and synonyms.
fn known_words(site: &Site) -> BTreeSet<&str> {
    let fronts = site.entries.iter().map(|entry| &entry.article.front);
    let of_articles = fronts.flat_map(|front| front.tags.iter().chain(&front.keywords));
    let synonyms = site.synonyms.groups.iter().flat_map(|group| group.terms.iter().chain([&group.canonical]));
    of_articles.chain(synonyms).map(String::as_str).collect()
}

/// Pages at short and old addresses, each leading on to its article.
///
/// # Errors
/// When `forward.html` of the theme does not work.
pub fn forwards(site: &Site, theme: &Theme) -> Result<Vec<OutputFile>, ThemeError> {
    forwards::pages(site, theme)
}

/// Feeds, sitemap, robots, calendars and visiting cards: what machines read.
#[must_use]
pub fn machine_files(site: &Site) -> Vec<OutputFile> {
    [feeds::all(site), ics::all(site), vcf::all(site)].concat()
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
        Page::Directories => theme.render("directories.html", &shared, &directory::list(frame)),
        Page::Directory(at) => theme.render("directory.html", &shared, &directory::page(frame, at)),
        Page::County(at, county) => theme.render("county.html", &shared, &directory::county(frame, at, county)),
        Page::Events => theme.render("events.html", &shared, &events::list(frame)),
        Page::Event(at) => theme.render("event.html", &shared, &events::page(frame, at)),
        Page::Calendar => theme.render("calendar.html", &shared, &days::calendar(frame)),
        Page::Ages => theme.render("ages.html", &shared, &ages::page(frame)),
        Page::Quizzes => theme.render("quizzes.html", &shared, &learning::quizzes(frame)),
        Page::Quiz(at) => theme.render("quiz.html", &shared, &learning::quiz(frame, at)),
        Page::Glossary => theme.render("glossary.html", &shared, &learning::glossary(frame)),
        Page::Search => theme.render("search.html", &shared, &lists::bare(frame, "search", "搜索")),
        Page::NotFound => theme.render("404.html", &shared, &lists::bare(frame, "not-found", "找不到这一页")),
        Page::Offline => theme.render("offline.html", &shared, &lists::bare(frame, "offline", "这一页没有存下来")),
    }
}
