//! The package document (EPUB 3.3 §5): what the book is, what is in it, in which order it is read.

use std::fmt::Write as _;

use super::{Part, page_name};
use crate::export::book::Book;
use crate::markup::escape::escaped;
use crate::markup::xhtml::keep_xml;
use crate::model::date::Date;

/// Where readers find the package document.
pub(super) const CONTAINER: &str = "<?xml version=\"1.0\" encoding=\"utf-8\"?>
<container version=\"1.0\" xmlns=\"urn:oasis:names:tc:opendocument:xmlns:container\">
<rootfiles><rootfile full-path=\"EPUB/package.opf\" media-type=\"application/oebps-package+xml\"/></rootfiles>
</container>
";

/// `package.opf` for a book of these files.
pub(super) fn write(book: &Book, parts: &[Part]) -> String {
    let mut out = String::from(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<package xmlns=\"http://www.idpf.org/2007/opf\" version=\"3.0\" unique-identifier=\"id\" xml:lang=\"zh-CN\">\n\
         <metadata xmlns:dc=\"http://purl.org/dc/elements/1.1/\">\n",
    );
    metadata(book, &mut out);
    out.push_str("</metadata>\n<manifest>\n");
    for part in parts {
        let properties = match part.path.as_str() {
            "nav.xhtml" => " properties=\"nav\"",
            "cover.svg" => " properties=\"cover-image\"",
            _ => "",
        };
        let _ = writeln!(out, "<item id=\"{}\" href=\"{}\" media-type=\"{}\"{properties}/>", id(&part.path), part.path, part.media);
    }
    out.push_str("</manifest>\n<spine>\n");
    let articles = (0..book.booklet.articles.len()).map(page_name);
    for path in ["cover.xhtml", "nav.xhtml"].map(str::to_owned).into_iter().chain(articles).chain(["about.xhtml".to_owned()]) {
        let _ = writeln!(out, "<itemref idref=\"{}\"/>", id(&path));
    }
    out.push_str("</spine>\n</package>\n");
    keep_xml(&mut out);
    out
}

/// The name of a file within the package document.
fn id(path: &str) -> String {
    format!("f-{}", path.replace('/', "-"))
}

fn metadata(book: &Book, out: &mut String) {
    let (site, file) = (book.site, &book.booklet.file);
    let mut line = |open: &str, text: &str, close: &str| {
        let _ = writeln!(out, "<{open}>{}</{close}>", escaped(text));
    };
    line("dc:identifier id=\"id\"", &identifier(book), "dc:identifier");
    line("dc:title", &file.title, "dc:title");
    line("dc:language", "zh-CN", "dc:language");
    if let Some(subtitle) = &file.subtitle {
        line("dc:description", subtitle, "dc:description");
    }
    let publisher = if site.config.publisher.is_empty() { &site.config.title } else { &site.config.publisher };
    line("dc:publisher", publisher, "dc:publisher");
    let mut property = |name: &str, text: &str| line(&format!("meta property=\"{name}\""), text, "meta");
    property("dcterms:modified", &format!("{}T00:00:00Z", modified(book)));
    property("schema:accessMode", "textual");
    if !book.pictures.is_empty() {
        property("schema:accessMode", "visual");
    }
    property("schema:accessModeSufficient", "textual");
    for feature in ["structuralNavigation", "tableOfContents", "readingOrder", "displayTransformability"] {
        property("schema:accessibilityFeature", feature);
    }
    if !book.pictures.is_empty() {
        property("schema:accessibilityFeature", "alternativeText");
    }
    // These two formats may flash, and nobody has looked.
    let may_move = |at: &usize| {
        site.assets[*at].path.to_ascii_lowercase().ends_with(".gif") || site.assets[*at].path.to_ascii_lowercase().ends_with(".webp")
    };
    property("schema:accessibilityHazard", if book.pictures.iter().any(may_move) { "unknown" } else { "none" });
    property("schema:accessibilitySummary", "全书是可以放大、可以朗读的文字，有目录和分级标题；图片有文字说明；没有声音和视频。");
    property("dcterms:conformsTo", "EPUB Accessibility 1.1 - WCAG 2.1 Level AA");
    property("a11y:certifiedBy", "baodian（程序自动检查，没有经过人工评估）");
}

/// The same for every copy of an edition, another one for the next: a UUID of version 8 (RFC 9562 §5.8) made of the
/// site's address, the booklet's name and its edition.
fn identifier(book: &Book) -> String {
    let (config, booklet) = (&book.site.config, book.booklet);
    let names = [config.base_url.as_str(), &config.title, &booklet.id, booklet.file.edition.as_deref().unwrap_or_default()];
    let hash = blake3::hash(names.join("\0").as_bytes());
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&hash.as_bytes()[..16]);
    bytes[6] = bytes[6] & 0x0f | 0x80;
    bytes[8] = bytes[8] & 0x3f | 0x80;
    let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    format!("urn:uuid:{}-{}-{}-{}-{}", &hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..])
}

/// The newest day in any of its articles; the day of the build when none has one.
fn modified(book: &Book) -> Date {
    let fronts = book.booklet.articles.iter().map(|id| &book.site.entry(*id).article.front);
    fronts.flat_map(|front| [front.created, front.updated, front.reviewed_on]).flatten().max().unwrap_or(book.site.date)
}
