//! Booklet → EPUB 3.3, from the same tree as the PDF: one XHTML page per article, everything inside, nothing moving.
//!
//! Standards: EPUB 3.3 and EPUB Accessibility 1.1 (W3C Recommendations, May 2023).

mod cover;
mod package;
mod page;
mod zip;

use std::collections::BTreeSet;

use crate::model::booklet::Booklet;
use crate::model::document::LinkKind;
use crate::model::particulars::chapter_of;
use crate::model::site::{ArticleId, Site, Target};
use crate::output::OutputFile;

const XHTML: &str = "application/xhtml+xml";
const SVG: &str = "image/svg+xml";

/// A file of the book.
struct Part {
    /// Path below `EPUB/`, ASCII.
    path: String,
    media: &'static str,
    bytes: Vec<u8>,
}

/// `<id>.epub` of `booklet`; `style` is the theme's `epub/book.css`. Same arguments, same bytes.
#[must_use]
pub fn book(site: &Site, booklet: &Booklet, style: &str) -> OutputFile {
    let book = Book { site, booklet, pictures: pictures(site, booklet) };
    let files = book.files(style);
    let all = files.iter().map(|(path, bytes)| (path.as_str(), bytes.as_slice()));
    OutputFile { path: format!("{}.epub", booklet.id), bytes: zip::archive(all) }
}

struct Book<'a> {
    site: &'a Site,
    booklet: &'a Booklet,
    /// Pictures it shows, as indices into `Site::assets`.
    pictures: BTreeSet<usize>,
}

/// Articles that stand together under one title.
struct Chapter {
    title: Option<String>,
    /// Positions in the booklet.
    articles: Vec<usize>,
}

impl Book<'_> {
    /// All files in the order of the archive: `mimetype` first, the others sorted.
    fn files(&self, style: &str) -> Vec<(String, Vec<u8>)> {
        let mut parts = vec![
            Part { path: "cover.svg".to_owned(), media: SVG, bytes: cover::svg(self).into_bytes() },
            page("cover.xhtml", self.cover()),
            page("nav.xhtml", self.navigation()),
            page("about.xhtml", self.about()),
            Part { path: "book.css".to_owned(), media: "text/css", bytes: style.as_bytes().to_vec() },
        ];
        parts.extend((0..self.booklet.articles.len()).map(|at| page(&page_name(at), self.article(at))));
        parts.extend(self.pictures.iter().filter_map(|at| {
            let asset = &self.site.assets[*at];
            Some(Part { path: self.picture(*at)?, media: media_type(&asset.path)?, bytes: asset.bytes.to_vec() })
        }));
        parts.sort_by(|a, b| a.path.cmp(&b.path));
        let package = package::write(self, &parts).into_bytes();
        let mut files = vec![
            ("mimetype".to_owned(), b"application/epub+zip".to_vec()),
            ("META-INF/container.xml".to_owned(), package::CONTAINER.as_bytes().to_vec()),
        ];
        let mut inside: Vec<(String, Vec<u8>)> = parts.into_iter().map(|part| (format!("EPUB/{}", part.path), part.bytes)).collect();
        inside.push(("EPUB/package.opf".to_owned(), package));
        inside.sort();
        files.extend(inside);
        files
    }

    /// The runs of articles with the same chapter title.
    fn chapters(&self) -> Vec<Chapter> {
        let mut chapters: Vec<Chapter> = Vec::new();
        for (at, id) in self.booklet.articles.iter().enumerate() {
            let title = chapter_of(self.site, self.booklet, self.site.entry(*id));
            match chapters.last_mut() {
                Some(last) if last.title == title => last.articles.push(at),
                Some(_) | None => chapters.push(Chapter { title, articles: vec![at] }),
            }
        }
        chapters
    }

    /// Where picture `at` of the site lies in the book, if it is one a book may hold.
    fn picture(&self, at: usize) -> Option<String> {
        let number = self.pictures.iter().position(|other| *other == at)? + 1;
        let (_, extension) = self.site.assets[at].path.rsplit_once('.')?;
        Some(format!("pictures/{number}.{}", extension.to_ascii_lowercase()))
    }

    /// The page of an article; one that stands twice is linked to at its first place.
    fn page_of(&self, id: ArticleId) -> Option<String> {
        self.booklet.articles.iter().position(|other| *other == id).map(page_name)
    }
}

fn page(path: &str, text: String) -> Part {
    Part { path: path.to_owned(), media: XHTML, bytes: text.into_bytes() }
}

/// The page of the article at this position in the booklet: `001.xhtml`.
fn page_name(at: usize) -> String {
    format!("{:03}.xhtml", at + 1)
}

/// Pictures the articles show, of the types every reader knows (EPUB 3.3 §3.2), whole and without anything that acts.
fn pictures(site: &Site, booklet: &Booklet) -> BTreeSet<usize> {
    let entries = booklet.articles.iter().map(|id| site.entry(*id));
    let links = entries.flat_map(|entry| entry.article.document.links.iter().zip(&entry.targets));
    let shown = links.filter_map(|(link, target)| match target {
        Target::Asset(at) => (link.kind == LinkKind::Image).then_some(*at),
        Target::Article { .. } | Target::Page { .. } | Target::Anchor(_) | Target::External(_) | Target::Broken => None,
    });
    let fits = |at: &usize| site.assets[*at].is_usable() && match media_type(&site.assets[*at].path) {
        Some(SVG) => is_still(&site.assets[*at].bytes),
        Some(_) => site.assets[*at].size.is_some(),
        None => false,
    };
    shown.filter(fits).collect()
}

fn media_type(path: &str) -> Option<&'static str> {
    let (_, extension) = path.rsplit_once('.')?;
    match extension.to_ascii_lowercase().as_str() {
        "png" => Some("image/png"),
        "jpg" | "jpeg" => Some("image/jpeg"),
        "gif" => Some("image/gif"),
        "webp" => Some("image/webp"),
        "svg" => Some(SVG),
        _ => None,
    }
}

/// Whether an SVG neither acts nor fetches anything.
fn is_still(svg: &[u8]) -> bool {
    let text = String::from_utf8_lossy(svg).to_ascii_lowercase();
    !["<script", "<foreignobject", "javascript:", "href=\"http", "href='http", "url(http", "@import"].iter().any(|bad| text.contains(bad))
}
