//! What every page has: its address, relative links from it, cards, and the shared part of the context.

use std::collections::{BTreeMap, BTreeSet};

use crate::markup::html::{Href, Picture};
use crate::markup::qr;
use crate::model::config::Hotline;
use crate::model::document::{LinkId, LinkKind};
use crate::model::group::GroupId;
use crate::model::path::{percent_encode, relative};
use crate::model::picture::{Cover, LIGHT};
use crate::model::series::{Series, SeriesKind};
use crate::model::site::{ArticleId, Asset, Entry, Site, Target};
use crate::pages::view::{
    AssetsView, BookletLine, Card, ContactView, CoverView, GroupLink, HotlineView, NamedLink, PageView, Seal, SeriesCard, SiteView,
};
use crate::pages::{Beside, Packs, Styles, json_ld, learning, offline};
use crate::theme::{Prepared, Theme};

/// The page at hand: where it stands decides how it names everything else.
pub struct Frame<'a> {
    pub site: &'a Site,
    /// What stands beside the pages.
    pub beside: &'a Beside,
    /// Words of the trade, which no title is broken within.
    pub words: &'a BTreeSet<&'a str>,
    /// From the site root.
    pub permalink: String,
    /// Served at any depth (404): names everything from the domain root.
    pub anywhere: bool,
    /// What the groups offer to download; known when their pages are made.
    pub packs: &'a Packs,
}

impl<'a> Frame<'a> {
    pub fn new(site: &'a Site, beside: &'a Beside, words: &'a BTreeSet<&'a str>, permalink: String, anywhere: bool) -> Self {
        static NONE: Packs = Packs::new();
        Self { site, beside, words, permalink, anywhere, packs: &NONE }
    }

    /// How this page names the page at `permalink`; with `index.html`, so that it works from `file://` too.
    pub fn page_href(&self, permalink: &str) -> String {
        if permalink.is_empty() || permalink.ends_with('/') {
            self.file_href(&format!("{permalink}index.html"))
        } else {
            self.file_href(permalink)
        }
    }

    /// How this page names the file at `path`.
    pub fn file_href(&self, path: &str) -> String {
        let href = if self.anywhere { format!("{}{path}", self.site.config.domain_path()) } else { relative(&self.permalink, path) };
        percent_encode(&href)
    }

    /// `../../` or `./`; for a page served anywhere the path of `base_url`.
    pub fn root(&self) -> String {
        if self.anywhere { self.site.config.domain_path() } else { relative(&self.permalink, "") }
    }

    /// The full address of this page, when the site has one.
    pub fn canonical(&self) -> Option<String> {
        self.site.config.address(&self.permalink)
    }

    /// Names the feeds that stand beside the page at `place`; a site without an address has none.
    pub fn feeds(&self, page: &mut PageView, place: &str) {
        let has_address = !self.site.config.base_url.is_empty();
        let href = |name: &str| has_address.then(|| self.file_href(&format!("{place}{name}")));
        page.feed_href = href("feed.xml");
        page.json_feed_href = href("feed.json");
    }

    /// What the link `id` of `entry` becomes on this page.
    pub fn href(&self, entry: &Entry, id: LinkId) -> Href {
        let with = |href: String, fragment: &Option<String>| match fragment {
            Some(fragment) => format!("{href}#{fragment}"),
            None => href,
        };
        match &entry.targets[id.0] {
            Target::Article { id, fragment } => Href::Inside(with(self.page_href(&self.site.entry(*id).permalink), fragment)),
            Target::Page { permalink, fragment } => Href::Inside(with(self.page_href(permalink), fragment)),
            Target::Anchor(fragment) => Href::Inside(format!("#{fragment}")),
            Target::Asset(at) => {
                let asset = &self.site.assets[*at];
                let links = &entry.article.document.links;
                match links[id.0].kind {
                    LinkKind::Image if !asset.is_usable() => Href::Nowhere,
                    LinkKind::Image => {
                        Href::Picture(self.picture(asset, links.iter().position(|link| link.kind == LinkKind::Image) == Some(id.0)))
                    }
                    LinkKind::Link | LinkKind::Wiki => Href::File(self.file_href(&asset.path), asset.size),
                }
            }
            Target::External(address) => Href::Outside(address.clone()),
            Target::Broken => Href::Nowhere,
        }
    }

    /// The forms of a picture. The first of an article is seen at once: it has only light ones, where there are any.
    fn picture(&self, asset: &Asset, is_first: bool) -> Picture {
        let full = asset.size.map(|(width, _)| (&asset.path, width, asset.bytes.len()));
        let copies = asset.renditions.iter().map(|copy| (&copy.path, copy.width, copy.bytes.len()));
        let forms: Vec<_> = copies.chain(full).collect();
        let has_light = forms.iter().any(|(_, _, bytes)| *bytes <= LIGHT);
        let offered = forms.into_iter().filter(|(_, _, bytes)| !(is_first && has_light) || *bytes <= LIGHT);
        let mut widths: Vec<(String, u32)> = offered.map(|(path, width, _)| (self.file_href(path), width)).collect();
        let src = widths.last().map_or_else(|| self.file_href(&asset.path), |(src, _)| src.clone());
        if widths.len() == 1 {
            widths.clear();
        }
        Picture { src, size: asset.size, widths }
    }

    /// What does not depend on the kind of page, for the home page.
    pub fn page(&self, kind: &'static str, heading: &str, description: &str) -> PageView {
        let title = if heading == self.site.config.title { heading.to_owned() } else { format!("{heading} · {}", self.site.config.title) };
        // Nobody looks for these, and nobody prints them.
        let is_passing = matches!(kind, "search" | "not-found" | "offline");
        let scanned = self.site.config.address(self.site.scanned(&self.permalink)).filter(|_| !is_passing);
        PageView {
            kind,
            title,
            heading: heading.to_owned(),
            description: description.to_owned(),
            root: self.root(),
            canonical: self.canonical(),
            cover: self.cover(),
            qr_html: scanned.as_deref().map(qr::html),
            address: scanned.as_deref().map(short),
            noindex: is_passing,
            ..PageView::default()
        }
    }

    /// The same for a page below the pages `above`, the home page first; search engines are told the way. Those that
    /// have more to tell say all of it anew.
    pub fn page_below(&self, kind: &'static str, heading: &str, description: &str, above: &[(&str, &str)]) -> PageView {
        let mut page = self.page(kind, heading, description);
        let home = NamedLink { title: "首页".to_owned(), href: self.page_href("") };
        let links = above.iter().map(|(title, permalink)| NamedLink { title: (*title).to_owned(), href: self.page_href(permalink) });
        page.breadcrumb = std::iter::once(home).chain(links).collect();
        page.json_ld = json_ld::script(self, &page, Vec::new());
        page
    }

    /// The picture of this page, or the general one.
    fn cover(&self) -> Option<CoverView> {
        let cover = self.beside.covers.get(&self.permalink).or_else(|| self.beside.covers.get(""))?;
        Some(CoverView { href: self.site.config.address(&cover.path)?, alt: cover.alt.clone(), width: Cover::WIDTH, height: Cover::HEIGHT })
    }

    pub fn seals(&self, groups: &[GroupId]) -> Vec<Seal<'a>> {
        let groups = groups.iter().map(|id| &self.site.config.groups[id.0]);
        groups.map(|group| Seal { slug: &group.slug, character: &group.character, title: &group.title }).collect()
    }

    /// The seals of the groups of these slugs; none for what is for everyone.
    pub fn group_seals(&self, slugs: &[String]) -> Vec<Seal<'a>> {
        let groups = self.site.config.groups.iter().enumerate();
        let ids: Vec<GroupId> = groups.filter(|(_, group)| slugs.contains(&group.slug)).map(|(at, _)| GroupId(at)).collect();
        self.own_seals(&ids, slugs.iter().any(|slug| slug == "all"))
    }

    /// The seals of what is written for some groups; what is for everyone carries none.
    fn own_seals(&self, groups: &[GroupId], everyone: bool) -> Vec<Seal<'a>> {
        if everyone { Vec::new() } else { self.seals(groups) }
    }

    pub fn card(&self, id: ArticleId) -> Card<'a> {
        let entry = self.site.entry(id);
        let series = self.site.series_of(entry);
        let number = entry.article.front.number;
        Card {
            title: &entry.article.title,
            short_title: entry.short_title(),
            href: self.page_href(&entry.permalink),
            summary: &entry.article.summary,
            label: series.and_then(|series| series.label(number)),
            number,
            groups: self.own_seals(&entry.groups, entry.everyone),
            unreviewed: entry.is_unreviewed(),
            series: series.map(|series| series.title.as_str()),
            id: &entry.id,
            answer: entry.article.front.answer.as_deref(),
            video: learning::video(&entry.article),
        }
    }

    pub fn series_card(&self, series: &'a Series) -> SeriesCard<'a> {
        SeriesCard {
            id: &series.id,
            title: &series.title,
            subtitle: series.file.subtitle.as_deref(),
            description: series.file.description.as_deref(),
            href: self.page_href(&series.permalink),
            count: series.articles.len(),
            progress: progress(series),
            kind: kind_name(series.file.kind),
            groups: self.own_seals(&series.groups, series.everyone),
        }
    }

    pub fn booklets(&self, only_series: Option<&Series>) -> Vec<BookletLine<'a>> {
        let booklets = self.site.booklets.iter().filter(|booklet| match only_series {
            Some(series) => booklet.articles.iter().any(|id| series.articles.contains(id)),
            None => true,
        });
        booklets
            .map(|booklet| {
                let file = self.beside.booklets.get(&booklet.id);
                let pdf = file.and_then(|file| file.pdf.as_ref());
                let unreviewed = booklet.articles.iter().filter(|id| self.site.entry(**id).is_unreviewed()).count();
                BookletLine {
                    title: &booklet.file.title,
                    subtitle: booklet.file.subtitle.as_deref(),
                    edition: booklet.file.edition.as_deref(),
                    format: booklet.file.size.label(),
                    count: booklet.articles.len(),
                    declared: booklet.declared.filter(|declared| *declared > booklet.articles.len()),
                    unreviewed,
                    pages: pdf.map(|pdf| pdf.count),
                    megabytes: pdf.map(|pdf| megabytes(pdf.bytes)),
                    cover_href: pdf.and_then(|pdf| pdf.cover.as_deref()).map(|cover| self.file_href(cover)),
                    href: pdf.map(|pdf| self.file_href(&pdf.pages)),
                    imposed_href: pdf.and_then(|pdf| pdf.sheets.as_deref()).map(|sheets| self.file_href(sheets)),
                    epub_href: file.and_then(|file| file.epub.as_deref()).map(|book| self.file_href(book)),
                }
            })
            .collect()
    }

    /// The hotlines of these numbers that are confirmed, in this order.
    pub fn hotlines<'n>(&self, numbers: impl Iterator<Item = &'n str>) -> Vec<HotlineView<'a>> {
        numbers.filter_map(|number| self.site.hotlines.iter().find(|line| line.verified && line.number == number)).map(hotline).collect()
    }
}

/// The address as it is printed beside a QR code: without `https://` and the last `/`.
fn short(address: &str) -> String {
    let address = address.split_once("://").map_or(address, |(_, rest)| rest);
    address.trim_end_matches('/').to_owned()
}

/// `0.3`, at least `0.1`.
fn megabytes(bytes: usize) -> String {
    let tenths = (bytes * 10).div_ceil(1 << 20).max(1);
    format!("{}.{}", tenths / 10, tenths % 10)
}

/// `已发布 10/62`, when the number of parts is declared.
pub fn progress(series: &Series) -> Option<String> {
    series.file.declared_total.map(|total| format!("已发布 {}/{total}", series.articles.len()))
}

fn kind_name(kind: SeriesKind) -> &'static str {
    match kind {
        SeriesKind::Book => "book",
        SeriesKind::Course => "course",
        SeriesKind::Qa => "qa",
        SeriesKind::List => "list",
        SeriesKind::Policy => "policy",
        SeriesKind::Event => "event",
        SeriesKind::Page => "page",
    }
}

pub fn hotline(line: &Hotline) -> HotlineView<'_> {
    let hours = line.hours.as_deref().filter(|hours| !hours.is_empty());
    HotlineView { number: &line.number, name: &line.name, purpose: &line.purpose, hours }
}

/// The shared part of the context, made once for each depth of address and once for pages served anywhere.
pub struct Shared {
    by_depth: BTreeMap<usize, (Prepared, Prepared)>,
    anywhere: (Prepared, Prepared),
}

impl Shared {
    pub fn at(&self, frame: &Frame<'_>) -> (&Prepared, &Prepared) {
        let depth = frame.permalink.matches('/').count();
        let (site, assets) = if frame.anywhere { &self.anywhere } else { &self.by_depth[&depth] };
        (site, assets)
    }
}

pub fn by_depth(site: &Site, theme: &Theme, styles: Styles) -> Shared {
    let deepest = site.entries.iter().map(|entry| entry.permalink.matches('/').count()).chain([3]).max().unwrap_or(3);
    let none = Beside::default();
    let no_words = BTreeSet::new();
    let prepare = |frame: &Frame<'_>| (Prepared::new(&site_view(frame)), Prepared::new(&assets_view(frame, theme, styles)));
    let by_depth = (0..=deepest).map(|depth| (depth, prepare(&Frame::new(site, &none, &no_words, "x/".repeat(depth), false)))).collect();
    let anywhere = prepare(&Frame::new(site, &none, &no_words, String::new(), true));
    Shared { by_depth, anywhere }
}

fn site_view<'a>(frame: &Frame<'a>) -> SiteView<'a> {
    let site = frame.site;
    let config = &site.config;
    let loose = site
        .entries
        .iter()
        .enumerate()
        .filter(|(at, entry)| entry.series.is_none() && !entry.is_sample() && site.home != Some(ArticleId(*at)));
    let has_address = !config.base_url.is_empty();
    SiteView {
        title: &config.title,
        subtitle: &config.subtitle,
        description: &config.description,
        language: config.language(),
        publisher: &config.publisher,
        icp: config.icp.as_deref(),
        police_record: config.police_record.as_deref(),
        police_record_href: config.police_record.as_deref().map(police_record_href),
        contact: config.contact.as_ref().map(|contact| ContactView {
            name: &contact.name,
            phone: contact.phone.as_deref(),
            address: contact.address.as_deref(),
        }),
        base_url: &config.base_url,
        groups: config
            .groups
            .iter()
            .map(|group| GroupLink {
                slug: &group.slug,
                character: &group.character,
                title: &group.title,
                who: &group.who,
                href: frame.page_href(&format!("{}/", group.slug)),
                muted: group.muted,
            })
            .collect(),
        hotlines: site.hotlines.iter().filter(|line| line.verified).map(hotline).collect(),
        pages: loose
            .take(12)
            .map(|(_, entry)| NamedLink { title: entry.short_title().to_owned(), href: frame.page_href(&entry.permalink) })
            .collect(),
        home_href: frame.page_href(""),
        search_href: frame.page_href("search/"),
        search_sent_to: config.search.as_ref().map(|service| service.host().unwrap_or("本站的服务器")),
        tags_href: (!site.tags.is_empty()).then(|| frame.page_href("tags/")),
        booklets_href: (!site.booklets.is_empty()).then(|| frame.page_href("booklets/")),
        directories_href: (!site.directories.is_empty()).then(|| frame.page_href("d/")),
        events_href: (!site.events.is_empty()).then(|| frame.page_href("events/")),
        calendar_href: (!site.calendar.is_empty()).then(|| frame.page_href("rili/")),
        ages_href: site.has_ages().then(|| frame.page_href("yueling/")),
        quizzes_href: (!site.quizzes.is_empty()).then(|| frame.page_href("quiz/")),
        glossary_href: (!site.glossary.is_empty()).then(|| frame.page_href("cidian/")),
        feed_href: has_address.then(|| frame.file_href("feed.xml")),
    }
}

/// Where a record of public security is looked up: its own entry when the number has all its digits.
fn police_record_href(record: &str) -> String {
    let digits: String = record.chars().filter(char::is_ascii_digit).collect();
    let query = if digits.len() == 14 { format!("#/query/webSearch?code={digits}") } else { String::new() };
    format!("https://beian.mps.gov.cn/{query}")
}

fn assets_view<'a>(frame: &Frame<'a>, theme: &'a Theme, styles: Styles) -> AssetsView<'a> {
    let href = |name: &str| frame.file_href(theme.published(name));
    // A theme that brings its style whole has no parts to choose from.
    let within = styles == Styles::Within && !theme.styles().is_empty();
    // A folder on a disk can neither be installed nor have a worker.
    let on_web = styles == Styles::Within;
    AssetsView {
        css: (!within).then(|| href("site.css")),
        style: within.then(|| theme.styles()),
        head_js: theme.text("head.js"),
        site_js: href("site.js"),
        search_js: href("search.js"),
        search_css: href("search.css"),
        worker: on_web.then(|| frame.file_href(offline::WORKER)),
        manifest: on_web.then(|| frame.file_href(offline::MANIFEST)),
        touch_icon: on_web.then(|| href("apple-touch-icon.png")),
        remote_js: frame.site.config.search.is_some().then(|| href("remote.js")),
        js: theme.scripts().map(|name| (name.trim_end_matches(".js"), href(name))).collect(),
        icon: format!("data:image/svg+xml,{}", theme.icon()),
    }
}
