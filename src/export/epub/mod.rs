//! Booklet → EPUB 3.3, from the same tree as the PDF: one XHTML page per article, everything inside, nothing moving.
//!
//! Standards: EPUB 3.3 and EPUB Accessibility 1.1 (W3C Recommendations, May 2023).

mod cover;
mod package;
mod page;

use crate::export::book::{Book, SVG, media_type};
use crate::export::zip;
use crate::model::booklet::Booklet;
use crate::model::site::Site;
use crate::output::OutputFile;

const XHTML: &str = "application/xhtml+xml";

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
    let book = Book::new(site, booklet);
    let files = book.files(style);
    let all = files.iter().map(|(path, bytes)| (path.as_str(), bytes.as_slice()));
    OutputFile { path: format!("{}.epub", booklet.id), bytes: zip::archive(all) }
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
            Some(Part { path: picture(self, *at)?, media: media_type(&asset.path)?, bytes: asset.bytes.to_vec() })
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
}

/// Where picture `at` of the site lies in the book, if it is one a book may hold.
fn picture(book: &Book, at: usize) -> Option<String> {
    let number = book.pictures.iter().position(|other| *other == at)? + 1;
    let (_, extension) = book.site.assets[at].path.rsplit_once('.')?;
    Some(format!("pictures/{number}.{}", extension.to_ascii_lowercase()))
}

fn page(path: &str, text: String) -> Part {
    Part { path: path.to_owned(), media: XHTML, bytes: text.into_bytes() }
}

/// The page of the article at this position in the booklet: `001.xhtml`.
fn page_name(at: usize) -> String {
    format!("{:03}.xhtml", at + 1)
}
