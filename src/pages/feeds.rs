//! What machines read: Atom feeds of the site, each group and each series; sitemap; robots.
//! They need full addresses, so a site without `base_url` has none but robots.txt.

use std::fmt::Write as _;

use crate::markup::escape::escaped;
use crate::model::date::Date;
use crate::model::site::{ArticleId, Entry, Site};
use crate::output::OutputFile;
use crate::pages::{permalink, plan, Page};

/// Entries of one feed.
const MOST: usize = 50;

/// Feeds, sitemap and robots.
pub fn all(site: &Site) -> Vec<OutputFile> {
    let base = &site.config.base_url;
    if base.is_empty() {
        return vec![file("robots.txt", "User-agent: *\nAllow: /\n".to_owned())];
    }
    let mut files = Vec::new();
    let every = (0..site.entries.len()).map(ArticleId).filter(|id| site.entry(*id).series.is_some());
    files.push(feed(site, "", &site.config.title, every));
    for (at, group) in site.config.groups.iter().enumerate() {
        let own = (0..site.entries.len()).map(ArticleId).filter(|id| {
            let entry = site.entry(*id);
            entry.series.is_some() && entry.groups.iter().any(|group| group.0 == at)
        });
        files.push(feed(site, &format!("{}/", group.slug), &format!("{} · {}", group.title, site.config.title), own));
    }
    for series in &site.series {
        files.push(feed(site, &series.permalink, &format!("{} · {}", series.title, site.config.title), series.articles.iter().copied()));
    }
    files.push(sitemap(site));
    files.push(file("robots.txt", format!("User-agent: *\nAllow: /\n\nSitemap: {base}sitemap.xml\n")));
    files
}

/// An Atom feed (RFC 4287) at `place`, newest first. Its date is the newest article's, never the build's.
fn feed(site: &Site, place: &str, title: &str, articles: impl Iterator<Item = ArticleId>) -> OutputFile {
    let base = &site.config.base_url;
    let mut articles: Vec<ArticleId> = articles.collect();
    articles.sort_by_key(|id| (std::cmp::Reverse(date(site.entry(*id))), *id));
    articles.truncate(MOST);
    let newest = articles.first().and_then(|id| date(site.entry(*id)));
    let mut xml = String::from("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"zh-CN\">\n");
    let _ = writeln!(xml, "<title>{}</title>", escaped(title));
    let _ = writeln!(xml, "<id>{}</id>", escaped(&format!("{base}{place}")));
    let _ = writeln!(xml, "<link href=\"{}\"/>", escaped(&format!("{base}{place}")));
    let _ = writeln!(xml, "<link rel=\"self\" type=\"application/atom+xml\" href=\"{}\"/>", escaped(&format!("{base}{place}feed.xml")));
    let _ = writeln!(xml, "<updated>{}</updated>", instant(newest));
    if !site.config.publisher.is_empty() {
        let _ = writeln!(xml, "<author><name>{}</name></author>", escaped(&site.config.publisher));
    } else {
        let _ = writeln!(xml, "<author><name>{}</name></author>", escaped(&site.config.title));
    }
    for id in articles {
        let entry = site.entry(id);
        let address = escaped(&format!("{base}{}", entry.permalink));
        let _ = write!(
            xml,
            "<entry>\n<title>{}</title>\n<id>{address}</id>\n<link href=\"{address}\"/>\n<updated>{}</updated>\n<summary>{}</summary>\n</entry>\n",
            escaped(&entry.article.title),
            instant(date(entry)),
            escaped(&entry.article.summary),
        );
    }
    xml.push_str("</feed>\n");
    file(&format!("{place}feed.xml"), xml)
}

fn sitemap(site: &Site) -> OutputFile {
    let base = &site.config.base_url;
    let mut xml = String::from("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n");
    for page in plan(site) {
        let updated = match page {
            Page::Article(id) => date(site.entry(id)),
            Page::Home | Page::Group(_) | Page::Series(_) | Page::Tags | Page::Tag(_) | Page::Booklets | Page::Quizzes | Page::Glossary => None,
            Page::Quiz(at) => site.quizzes[at].file.updated,
            Page::Search | Page::NotFound => continue,
        };
        let _ = write!(xml, "<url><loc>{}</loc>", escaped(&format!("{base}{}", permalink(site, page))));
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
