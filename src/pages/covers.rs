//! What is drawn beside a shared link: for each article, series and group its title below the seal of its group, for
//! every other page the name of the site. Nobody who passes a page on is labelled by its picture: the quiet groups
//! (special families, hardship, orphans) have the general seal and its colours.

use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::markup::words::words;
use crate::model::group::GroupId;
use crate::model::picture::Cover;
use crate::model::site::Site;
use crate::output::OutputFile;
use crate::pages::{Page, permalink};
use crate::theme::Theme;

/// Where the pictures stand. Nobody who reads a page needs one, so none is kept for reading without a network.
pub const FOLDER: &str = "assets/c/";

/// Pictures by the address of their page; under that of the home page the general one.
pub type Covers = BTreeMap<String, CoverFile>;

/// A picture as it is published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CoverFile {
    /// From the site root.
    pub path: String,
    /// What is on it.
    pub alt: String,
}

/// What to draw, by the address of the page; nothing for a site without an address, which cannot be shared.
#[must_use]
pub fn wanted<'a>(site: &'a Site, theme: &Theme, pages: &[Page]) -> BTreeMap<String, Cover<'a>> {
    if site.config.base_url.is_empty() {
        return BTreeMap::new();
    }
    let known = super::known_words(site);
    let cover = |page: &Page| {
        let (title, group) = match *page {
            Page::Home => (&site.config.title, None),
            Page::Group(id) => (&site.config.groups[id.0].title, Some(id)),
            Page::Series(id) => (&site.series[id.0].title, own(&site.series[id.0].groups, site.series[id.0].everyone)),
            Page::Article(id) => (&site.entry(id).article.title, own(&site.entry(id).groups, site.entry(id).everyone)),
            Page::Tags
            | Page::Tag(_)
            | Page::Booklets
            | Page::Directories
            | Page::Directory(_)
            | Page::County(..)
            | Page::Events
            | Page::Event(_)
            | Page::Calendar
            | Page::Ages
            | Page::Quizzes
            | Page::Quiz(_)
            | Page::Glossary
            | Page::Search
            | Page::NotFound
            | Page::Offline => return None,
        };
        let group = group.map(|id| &site.config.groups[id.0]).filter(|group| !group.muted);
        let seal = theme.seal(group.map_or("", |group| &group.character));
        // Below the name of the site stands what it is, below any other title whose it is.
        let name = if *page == Page::Home { &site.config.subtitle } else { &site.config.title };
        Some((permalink(site, *page), Cover { title: words(title, &known), name, seal: seal.character, ink: seal.ink, paper: seal.paper }))
    };
    pages.par_iter().filter_map(cover).collect()
}

/// The group whose page it is; what is for everyone has none.
fn own(groups: &[GroupId], everyone: bool) -> Option<GroupId> {
    groups.first().copied().filter(|_| !everyone)
}

/// The finished pictures of these covers, in the same order, as files named by what is in them; equal ones are one.
#[must_use]
pub fn hung(covers: &BTreeMap<String, Cover<'_>>, drawn: Vec<Vec<u8>>) -> (Covers, Vec<OutputFile>) {
    let mut files = BTreeMap::new();
    let mut hung = Covers::new();
    for ((page, cover), bytes) in covers.iter().zip(drawn) {
        let path = format!("{FOLDER}{}.png", &blake3::hash(&bytes).to_hex()[..10]);
        hung.insert(
            page.clone(),
            CoverFile { path: path.clone(), alt: format!("印章“{}”，下面写着：{}", cover.seal, cover.title.concat()) },
        );
        files.insert(path, bytes);
    }
    (hung, files.into_iter().map(|(path, bytes)| OutputFile { path, bytes }).collect())
}
