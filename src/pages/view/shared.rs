//! What every template sees.

use std::collections::BTreeMap;

use serde::Serialize;

/// `site`: the same on every page but for the addresses, which are relative to the page.
#[derive(Serialize)]
pub struct SiteView<'a> {
    pub title: &'a str,
    pub subtitle: &'a str,
    pub description: &'a str,
    pub language: &'a str,
    pub publisher: &'a str,
    pub icp: Option<&'a str>,
    pub police_record: Option<&'a str>,
    pub police_record_href: Option<String>,
    pub contact: Option<ContactView<'a>>,
    pub base_url: &'a str,
    pub groups: Vec<GroupLink<'a>>,
    pub hotlines: Vec<HotlineView<'a>>,
    pub pages: Vec<NamedLink>,
    pub home_href: String,
    pub search_href: String,
    pub search_sent_to: Option<&'a str>,
    pub tags_href: Option<String>,
    pub booklets_href: Option<String>,
    pub directories_href: Option<String>,
    pub events_href: Option<String>,
    pub calendar_href: Option<String>,
    pub ages_href: Option<String>,
    pub quizzes_href: Option<String>,
    pub glossary_href: Option<String>,
    pub feed_href: Option<String>,
}

/// `assets`: addresses of the theme's own files.
#[derive(Serialize)]
pub struct AssetsView<'a> {
    /// The whole style as a file, where pages do not carry it within themselves.
    pub css: Option<String>,
    /// The parts of the style, for pages that do.
    pub style: Option<&'a BTreeMap<String, String>>,
    /// What every page runs before it is painted: the script itself, not an address.
    pub head_js: &'a str,
    pub site_js: String,
    pub search_js: String,
    pub search_css: String,
    pub remote_js: Option<String>,
    /// Every script by its name, for the pages that bring one of their own.
    pub js: BTreeMap<&'a str, String>,
    /// The service worker; this and the next two only where pages are served, not on a disk.
    pub worker: Option<String>,
    pub manifest: Option<String>,
    pub touch_icon: Option<String>,
    pub icon: String,
}

/// `page`: what differs from page to page whatever its kind.
#[derive(Serialize, Default)]
pub struct PageView {
    pub kind: &'static str,
    pub title: String,
    pub heading: String,
    pub description: String,
    pub root: String,
    pub canonical: Option<String>,
    /// The picture beside a shared link.
    pub cover: Option<CoverView>,
    pub group: Option<String>,
    pub muted: bool,
    /// The code that leads to the page, with the address in it as it is read; none for pages nobody prints.
    pub qr_html: Option<String>,
    pub address: Option<String>,
    pub breadcrumb: Vec<NamedLink>,
    pub feed_href: Option<String>,
    pub json_feed_href: Option<String>,
    pub noindex: bool,
    /// What the page is about, for search engines: safe inside `<script type="application/ld+json">`.
    pub json_ld: Option<String>,
}

#[derive(Serialize)]
pub struct CoverView {
    /// Its full address.
    pub href: String,
    pub alt: String,
    pub width: u32,
    pub height: u32,
}

#[derive(Serialize, Clone)]
pub struct NamedLink {
    pub title: String,
    pub href: String,
}

#[derive(Serialize)]
pub struct ContactView<'a> {
    pub name: &'a str,
    pub phone: Option<&'a str>,
    pub address: Option<&'a str>,
}

#[derive(Serialize)]
pub struct HotlineView<'a> {
    pub number: &'a str,
    pub name: &'a str,
    #[serde(rename = "use")]
    pub purpose: &'a str,
    pub hours: Option<&'a str>,
}

#[derive(Serialize)]
pub struct GroupLink<'a> {
    pub slug: &'a str,
    #[serde(rename = "char")]
    pub character: &'a str,
    pub title: &'a str,
    pub who: &'a str,
    pub href: String,
    pub muted: bool,
}

/// A group's mark on a card.
#[derive(Serialize)]
pub struct Seal<'a> {
    pub slug: &'a str,
    #[serde(rename = "char")]
    pub character: &'a str,
    pub title: &'a str,
}
