//! Booklet → one HTML file with everything inside: style, pictures, contents. It opens wherever it is sent, and prints.

use std::fmt::Write as _;

use crate::export::book::{Book, media_type};
use crate::markup::escape::{attribute, base64, escaped};
use crate::markup::html;
use crate::model::booklet::Booklet;
use crate::model::particulars::label_of;
use crate::model::site::Site;
use crate::output::OutputFile;

/// What the theme gives to the page.
#[derive(Debug, Clone, Copy)]
pub struct Dress<'a> {
    /// The site's style, the print part included.
    pub style: &'a str,
    /// What only this page needs.
    pub own_style: &'a str,
    /// Size of the type, printing; the page is complete without it.
    pub script: &'a str,
    /// `data:` address.
    pub icon: &'a str,
}

/// Nothing may be asked for, from anywhere.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:";
const SIZES: &str = "<div class=\"dz\" role=\"group\" aria-label=\"字的大小\"><button type=\"button\" data-set-dz=\"0\" aria-pressed=\"true\">标准</button>\
<button type=\"button\" data-set-dz=\"1\" aria-pressed=\"false\">大字</button><button type=\"button\" data-set-dz=\"2\" aria-pressed=\"false\">特大</button></div>";

/// `<id>.html` of `booklet`. Same arguments, same bytes.
#[must_use]
pub fn page(site: &Site, booklet: &Booklet, dress: Dress<'_>) -> OutputFile {
    let book = Book::new(site, booklet);
    let file = &booklet.file;
    let group = site.config.groups.iter().find(|group| Some(&group.slug) == file.group.as_ref());
    let mut out = String::from("<!doctype html>\n<html lang=\"zh-CN\"");
    if let Some(group) = group {
        attribute(&mut out, "data-group", &group.slug);
    }
    let _ = write!(
        out,
        ">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1, viewport-fit=cover\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\">\n<title>{}</title>\n<meta name=\"color-scheme\" content=\"light dark\">\n\
         <meta name=\"format-detection\" content=\"telephone=no\">\n<link rel=\"icon\" href=\"{}\" type=\"image/svg+xml\">\n<style>{}{}</style>\n\
         <script>document.documentElement.classList.add('js')</script>\n</head>\n<body>\n<a class=\"skip\" href=\"#main\">跳到正文</a>\n",
        escaped(&file.title),
        dress.icon,
        dress.style,
        dress.own_style
    );
    let seal = group.map_or("宝", |group| group.character.as_str());
    let _ = writeln!(
        out,
        "<header class=\"top\"><span class=\"brand\"><span class=\"seal\" aria-hidden=\"true\">{}</span><span>{}</span></span><div class=\"tools\">{SIZES}</div></header>",
        escaped(seal),
        escaped(&site.config.title)
    );
    let _ = writeln!(out, "<main id=\"main\">\n<div class=\"wrap single\">\n<header class=\"head\"><h1>{}</h1>", escaped(&file.title));
    for (class, line) in [("sub", file.subtitle.as_deref()), ("meta", file.edition.as_deref())] {
        if let Some(line) = line {
            let _ = writeln!(out, "<p class=\"{class}\">{}</p>", escaped(line));
        }
    }
    out.push_str("</header>\n");
    contents(&book, &mut out);
    for chapter in book.chapters() {
        if let Some(title) = &chapter.title {
            let _ = writeln!(out, "<p class=\"chapter\">{}</p>", escaped(title));
        }
        for at in chapter.articles {
            article(&book, at, &mut out);
        }
    }
    let imprint = book.imprint(3, &|at| format!("#{}", name(at)));
    let _ = writeln!(
        out,
        "<section class=\"piece\" aria-labelledby=\"about\">\n<h2 id=\"about\">关于这本书</h2>\n{}</section>\n</div>\n</main>",
        as_on_the_site(&imprint)
    );
    out.push_str("<nav class=\"bar\" aria-label=\"本页工具\"><a href=\"#contents\">目录</a><button type=\"button\" data-print>打印</button><a href=\"#about\">咨询电话</a></nav>\n");
    let _ = write!(out, "<script>{}</script>\n</body>\n</html>\n", dress.script);
    OutputFile { path: format!("{}.html", booklet.id), bytes: out.into_bytes() }
}

/// The anchor of the article at this place.
fn name(at: usize) -> String {
    format!("a{}", at + 1)
}

fn contents(book: &Book<'_>, out: &mut String) {
    out.push_str("<nav class=\"contents\" aria-labelledby=\"contents\">\n<h2 id=\"contents\">目录</h2>\n<ol>\n");
    for chapter in book.chapters() {
        let lines =
            chapter.articles.iter().map(|at| format!("<li><a href=\"#{}\">{}</a></li>\n", name(*at), escaped(&book.full_title(*at))));
        let lines: String = lines.collect();
        let _ = match &chapter.title {
            Some(title) => writeln!(out, "<li><span>{}</span>\n<ol>\n{lines}</ol></li>", escaped(title)),
            None => write!(out, "{lines}"),
        };
    }
    out.push_str("<li><a href=\"#about\">关于这本书</a></li>\n</ol>\n</nav>\n");
}

fn article(book: &Book<'_>, at: usize, out: &mut String) {
    let entry = book.site.entry(book.booklet.articles[at]);
    let own = name(at);
    let _ = writeln!(out, "<article class=\"piece\" aria-labelledby=\"{own}\">");
    if let Some(label) = label_of(book.site, entry) {
        let _ = writeln!(out, "<p class=\"eyebrow\">{}</p>", escaped(&label));
    }
    let _ = writeln!(out, "<h2 id=\"{own}\">{}</h2>", escaped(&entry.article.title));
    out.push_str(&as_on_the_site(&book.before(at)));
    // `@` marks what leads to another article: every other anchor is one of this article's own.
    let to =
        |at: usize, fragment: Option<&str>| format!("@{}{}", name(at), fragment.map(|fragment| format!("-{fragment}")).unwrap_or_default());
    let picture = |at: usize| {
        let asset = book.pictures.contains(&at).then(|| &book.site.assets[at])?;
        Some(format!("data:{};base64,{}", media_type(&asset.path)?, base64(&asset.bytes)))
    };
    let href = |link| book.href(entry, link, &to, &picture);
    let body = html::lead(&entry.article.document, &href).unwrap_or_default() + &html::body(&entry.article.document, &href);
    let _ = writeln!(out, "<div class=\"text\">\n{}</div>", placed(&body, &own));
    let _ = writeln!(out, "<footer class=\"end\">\n{}</footer>\n</article>", as_on_the_site(&book.after(at)));
}

/// A body in a page with others: its anchors begin with `own`, its headings stand one level lower. Only markup is
/// touched: in text and values every quote and bracket is a reference.
fn placed(body: &str, own: &str) -> String {
    let mut placed = body
        .replace(" id=\"", &format!(" id=\"{own}-"))
        .replace(" aria-labelledby=\"", &format!(" aria-labelledby=\"{own}-"))
        .replace(" href=\"#", &format!(" href=\"#{own}-"))
        .replace(" href=\"@", " href=\"#");
    for level in (2..=5).rev() {
        let lower = level + 1;
        placed = placed.replace(&format!("<h{level} "), &format!("<h{lower} ")).replace(&format!("</h{level}>"), &format!("</h{lower}>"));
    }
    placed
}

/// The names that the site's style knows.
fn as_on_the_site(html: &str) -> String {
    html.replace(" class=\"mark\"", " class=\"review\"")
        .replace(" class=\"tel\"", " class=\"numbers\"")
        .replace(" class=\"list-title\"", " class=\"lines\"")
}
