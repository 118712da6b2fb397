//! What machines read: feeds (Atom and JSON) of the site, each group, each series and each month of age; sitemap; robots.
//! They need full addresses, so a site without `base_url` has none but robots.txt.

use std::cmp::Reverse;
use std::fmt::Write as _;

use serde_json::json;

use crate::markup::escape::escaped;
use crate::model::date::Date;
use crate::model::site::{ArticleId, Entry, Site};
use crate::output::OutputFile;
use crate::pages::{Page, permalink, plan};

/// Entries of one feed.
const MOST: usize = 50;

/// Months of age that have feeds: to the end of the third year, as far as the group 婴幼儿 goes.
const OLDEST: u32 = 36;

/// Feeds, sitemap and robots.
pub fn all(site: &Site) -> Vec<OutputFile> {
    let base = &site.config.base_url;
    if base.is_empty() {
        return vec![file("robots.txt", "User-agent: *\nAllow: /\n".to_owned())];
    }
    let title = |name: &str| format!("{name} · {}", site.config.title);
    let every = || (0..site.entries.len()).map(ArticleId);
    let in_series = |id: &ArticleId| site.entry(*id).series.is_some();
    let mut feeds = vec![Feed::new(site, String::new(), site.config.title.clone(), every().filter(in_series))];
    for (at, group) in site.config.groups.iter().enumerate() {
        let own = every().filter(in_series).filter(|id| site.entry(*id).groups.iter().any(|group| group.0 == at));
        feeds.push(Feed::new(site, format!("{}/", group.slug), title(&group.title), own));
    }
    feeds.extend(
        site.series.iter().map(|series| Feed::new(site, series.permalink.clone(), title(&series.title), series.articles.iter().copied())),
    );
    for month in months(site) {
        feeds.push(Feed::new(site, month_feed(month), title(&month_name(month)), every().filter(|id| is_about(site.entry(*id), month))));
    }
    let mut files: Vec<OutputFile> = feeds.iter().flat_map(|feed| [feed.atom(site), feed.json(site)]).collect();
    files.push(sitemap(site));
    files.push(file("robots.txt", format!("User-agent: *\nAllow: /\n\nSitemap: {base}sitemap.xml\n")));
    files
}

/// The months of age that some article is about: each has a feed.
#[must_use]
pub fn months(site: &Site) -> Vec<u32> {
    (0..OLDEST).filter(|month| site.entries.iter().any(|entry| is_about(entry, *month))).collect()
}

/// `未满1个月`, `3月龄`.
#[must_use]
pub fn month_name(month: u32) -> String {
    if month == 0 { "未满1个月".to_owned() } else { format!("{month}月龄") }
}

/// The folder of the feed for children of `month` months: `feed.xml` and `feed.json` stand in it.
#[must_use]
pub fn month_feed(month: u32) -> String {
    format!("yueling/{month}/")
}

/// Whether an article says that it is about children of `month` months.
fn is_about(entry: &Entry, month: u32) -> bool {
    let Some(age) = entry.article.front.age_months else { return false };
    let is_said = age.min.is_some() || age.max.is_some();
    is_said && age.min.is_none_or(|min| min <= month) && age.max.is_none_or(|max| month < max)
}

/// One feed, in two formats.
struct Feed {
    /// Address of the page it belongs to; the files stand beside it.
    place: String,
    title: String,
    /// Newest first.
    articles: Vec<ArticleId>,
}

impl Feed {
    fn new(site: &Site, place: String, title: String, articles: impl Iterator<Item = ArticleId>) -> Self {
        let mut articles: Vec<ArticleId> = articles.collect();
        articles.sort_by_key(|id| (Reverse(date(site.entry(*id))), *id));
        articles.truncate(MOST);
        Self { place, title, articles }
    }

    /// The page it belongs to: the feeds by month have none.
    fn page(&self, site: &Site) -> String {
        let page = if self.place.starts_with("yueling/") { "" } else { &self.place };
        address(site, page)
    }

    /// An Atom feed (RFC 4287). Its date is the newest article's, never the build's.
    fn atom(&self, site: &Site) -> OutputFile {
        let newest = self.articles.first().and_then(|id| date(site.entry(*id)));
        let place = escaped(&address(site, &self.place));
        let mut xml =
            String::from("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"zh-CN\">\n");
        let _ = writeln!(xml, "<title>{}</title>", escaped(&self.title));
        let _ = writeln!(xml, "<id>{place}</id>");
        let _ = writeln!(xml, "<link href=\"{}\"/>", escaped(&self.page(site)));
        let _ = writeln!(xml, "<link rel=\"self\" type=\"application/atom+xml\" href=\"{place}feed.xml\"/>");
        let _ = writeln!(xml, "<updated>{}</updated>", instant(newest));
        let _ = writeln!(xml, "<author><name>{}</name></author>", escaped(author(site)));
        for id in &self.articles {
            let entry = site.entry(*id);
            let address = escaped(&address(site, &entry.permalink));
            let _ = write!(
                xml,
                "<entry>\n<title>{}</title>\n<id>{address}</id>\n<link href=\"{address}\"/>\n<updated>{}</updated>\n<summary>{}</summary>\n</entry>\n",
                escaped(&entry.article.title),
                instant(date(entry)),
                escaped(&entry.article.summary),
            );
        }
        xml.push_str("</feed>\n");
        file(&format!("{}feed.xml", self.place), xml)
    }

    /// A JSON Feed, version 1.1 (jsonfeed.org). Articles without a date have none.
    fn json(&self, site: &Site) -> OutputFile {
        let item = |id: &ArticleId| {
            let entry = site.entry(*id);
            let front = &entry.article.front;
            let address = address(site, &entry.permalink);
            let mut item = json!({"id": address, "url": address, "title": entry.article.title, "content_text": entry.article.summary});
            let dates = [("date_published", front.created), ("date_modified", front.updated)];
            for (key, date) in dates.into_iter().filter(|(_, date)| date.is_some()) {
                item[key] = json!(instant(date));
            }
            if !front.tags.is_empty() {
                item["tags"] = json!(front.tags);
            }
            item
        };
        let feed = json!({
            "version": "https://jsonfeed.org/version/1.1",
            "title": self.title,
            "home_page_url": self.page(site),
            "feed_url": address(site, &format!("{}feed.json", self.place)),
            "language": site.config.language(),
            "authors": [{"name": author(site)}],
            "items": self.articles.iter().map(item).collect::<Vec<_>>(),
        });
        file(&format!("{}feed.json", self.place), format!("{feed:#}\n"))
    }
}

/// Who speaks: feeds must name somebody.
fn author(site: &Site) -> &str {
    let config = &site.config;
    if config.publisher.is_empty() { &config.title } else { &config.publisher }
}

/// The full address of `path`.
fn address(site: &Site, path: &str) -> String {
    site.config.address(path).expect("feeds are made for sites with an address: a bug in baodian")
}

fn sitemap(site: &Site) -> OutputFile {
    let mut xml =
        String::from("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n");
    for page in plan(site) {
        let updated = match page {
            Page::Article(id) if site.entry(id).is_sample() => continue,
            Page::Article(id) => date(site.entry(id)),
            Page::Directory(at) | Page::County(at, _) => site.directories[at].about.value.updated,
            Page::Quiz(at) => site.quizzes[at].file.updated,
            Page::Home | Page::Group(_) | Page::Series(_) | Page::Tags | Page::Tag(_) | Page::Booklets => None,
            Page::Directories | Page::Events | Page::Event(_) | Page::Calendar | Page::Ages | Page::Quizzes | Page::Glossary => None,
            Page::Search | Page::NotFound | Page::Offline => continue,
        };
        let _ = write!(xml, "<url><loc>{}</loc>", escaped(&address(site, &permalink(site, page))));
        if let Some(updated) = updated {
            let _ = write!(xml, "<lastmod>{updated}</lastmod>");
        }
        xml.push_str("</url>\n");
    }
    xml.push_str("</urlset>\n");
    file("sitemap.xml", xml)
}

fn date(entry: &Entry) -> Option<Date> {
    entry.article.front.updated.or(entry.article.front.created)
}

/// Midnight in China; the beginning of the calendar for articles without a date.
fn instant(date: Option<Date>) -> String {
    match date {
        Some(date) => format!("{date}T00:00:00+08:00"),
        None => "1970-01-01T00:00:00+08:00".to_owned(),
    }
}

fn file(path: &str, text: String) -> OutputFile {
    OutputFile { path: path.to_owned(), bytes: text.into_bytes() }
}
