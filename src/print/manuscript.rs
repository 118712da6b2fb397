//! Site and booklet → Typst sources: one for the booklet, one for each article, and the pictures they show.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::Arc;

use crate::check::glyphs;
use crate::diagnostic::Diagnostic;
use crate::markup::qr;
use crate::markup::typst::{self, PaperLink, TypstSource};
use crate::model::article::Status;
use crate::model::booklet::{Booklet, BookletSize};
use crate::model::date::Date;
use crate::model::particulars::{chapter_of, label_of, policy_of, reviewers_of, sources_of, validity_of};
use crate::model::site::{ArticleId, Entry, Site, Target};
use crate::print::impose::BLEED_MM;
use crate::print::info::{self, label, optional};
use crate::print::quiz;
use crate::source::{Place, Source, Span};

/// Path of the source where typesetting starts.
pub const MAIN: &str = "main.typ";

/// Everything that goes to the typesetter but the theme.
pub struct Manuscript {
    /// The booklet's own source.
    pub main: String,
    /// Its articles in order: the author's file and what was made of it.
    pub articles: Vec<(Arc<Source>, TypstSource)>,
    /// Pictures and QR codes by path.
    pub files: BTreeMap<String, Vec<u8>>,
    /// What an author must mend before it can be printed.
    pub diagnostics: Vec<Diagnostic>,
}

/// What paper asks of a booklet beyond its content.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Press {
    /// Pages for notes before the back cover, so that all sheets are full.
    pub notes: usize,
    /// Whether colour reaches beyond the edge, to be cut off.
    pub bleed: bool,
}

/// Path of article `index` in the typesetter's room.
#[must_use]
pub fn article_path(index: usize) -> String {
    format!("articles/{index}.typ")
}

/// The theme's file for a size of booklet, by its key in the theme.
#[must_use]
pub fn style_path(size: BookletSize) -> &'static str {
    match size {
        BookletSize::A5 => "print/booklet-a5.typ",
        BookletSize::A5Large => "print/booklet-a5-large.typ",
        BookletSize::A4Large => "print/booklet-a4-large.typ",
        BookletSize::A6 => "print/booklet-a6.typ",
        BookletSize::A4Sheet => "print/a4-sheet.typ",
        BookletSize::Leaflet3 => "print/leaflet-3.typ",
        BookletSize::Poster => "print/poster.typ",
        BookletSize::Lesson => "print/lesson.typ",
        BookletSize::Quiz => "print/quiz.typ",
    }
}

/// A source to point at when nothing but the booklet itself is to blame.
#[must_use]
pub fn booklet_source(booklet: &Booklet) -> Arc<Source> {
    Arc::new(Source { path: format!("content/booklets/{}.yaml", booklet.id), text: String::new() })
}

/// The manuscript of `booklet`.
#[must_use]
pub fn write(site: &Site, booklet: &Booklet, press: Press) -> Manuscript {
    let mut writer = Writer { site, booklet, press, files: BTreeMap::new(), diagnostics: Vec::new() };
    let articles: Vec<(Arc<Source>, TypstSource)> =
        booklet.articles.iter().enumerate().map(|(index, id)| writer.article(index, *id)).collect();
    let main = writer.main();
    let own = booklet_source(booklet);
    writer.missing_glyphs(&main, &own);
    for (source, typst) in &articles {
        writer.missing_glyphs(&typst.text, source);
    }
    Manuscript { main, articles, files: writer.files, diagnostics: writer.diagnostics }
}

struct Writer<'a> {
    site: &'a Site,
    booklet: &'a Booklet,
    press: Press,
    files: BTreeMap<String, Vec<u8>>,
    diagnostics: Vec<Diagnostic>,
}

impl Writer<'_> {
    fn main(&mut self) -> String {
        let (site, booklet, file) = (self.site, self.booklet, &self.booklet.file);
        let bleed = if self.press.bleed { format!("#set page(bleed: {BLEED_MM}mm)\n") } else { String::new() };
        let mut out = format!("#import \"/{}\" as t\n{bleed}#let info = (\n", style_path(file.size));
        let unreviewed = booklet.articles.iter().filter(|id| site.entry(**id).is_unreviewed()).count();
        field(&mut out, "title", &typst::string(&file.title));
        field(&mut out, "subtitle", &optional(file.subtitle.as_deref()));
        field(&mut out, "edition", &optional(file.edition.as_deref()));
        field(&mut out, "format", &typst::string(file.size.label()));
        field(&mut out, "site", &typst::string(&site.config.title));
        field(&mut out, "publisher", &optional(Some(site.config.publisher.as_str()).filter(|name| !name.is_empty())));
        let (year, month, day) = site.date.parts();
        field(&mut out, "day", &format!("datetime(year: {year}, month: {month}, day: {day})"));
        field(&mut out, "date", &typst::string(&site.date.in_chinese()));
        field(&mut out, "articles", &booklet.articles.len().to_string());
        let more = booklet.declared.filter(|declared| *declared > booklet.articles.len() + booklet.left_out.len());
        field(&mut out, "declared", &more.map_or_else(|| "none".to_owned(), |count| count.to_string()));
        field(&mut out, "unreviewed", &unreviewed.to_string());
        field(&mut out, "left-out", &info::left_out(site, booklet));
        field(&mut out, "updates", &info::updates(site, booklet));
        field(&mut out, "group", &info::group(site, booklet));
        field(&mut out, "seals", &info::seals(site, booklet));
        field(&mut out, "sentences", &info::sentences(site, booklet));
        field(&mut out, "references", &info::references(site, booklet));
        field(&mut out, "index", &info::index(site, booklet));
        field(&mut out, "contact", &info::contact(site));
        field(&mut out, "hotlines", &info::hotlines(site));
        let (address, code) = self.qr("site", "");
        field(&mut out, "address", &address);
        field(&mut out, "qr", &code);
        field(&mut out, "notes", &self.press.notes.to_string());
        let chapters = self.chapters();
        let titled: Vec<String> = chapters.iter().filter(|chapter| chapter.title.is_some()).map(|chapter| self.chapter(chapter)).collect();
        field(&mut out, "chapters", &format!("({})", titled.iter().map(|chapter| format!("{chapter}, ")).collect::<String>()));
        out.push_str(")\n");
        if let Some(index) = booklet.quiz {
            let _ = writeln!(out, "#t.quiz(info, {})", quiz::questions(site, &site.quizzes[index]));
            return out;
        }
        out.push_str("#show: t.booklet.with(info)\n");
        for chapter in &chapters {
            let _ = writeln!(out, "#t.chapter({}, {{", self.chapter(chapter));
            for index in chapter.start..chapter.end {
                let _ = writeln!(out, "include \"/{}\"", article_path(index));
            }
            out.push_str("})\n");
        }
        out
    }

    /// The runs of articles with the same chapter title.
    fn chapters(&self) -> Vec<Chapter> {
        let mut chapters: Vec<Chapter> = Vec::new();
        for (index, id) in self.booklet.articles.iter().enumerate() {
            let title = self.chapter_title(self.site.entry(*id));
            match chapters.last_mut() {
                Some(last) if last.title == title => last.end = index + 1,
                Some(_) | None => chapters.push(Chapter { title, start: index, end: index + 1 }),
            }
        }
        chapters
    }

    /// A chapter as a Typst dictionary.
    fn chapter(&self, chapter: &Chapter) -> String {
        let label_at = |index: usize| optional(label_of(self.site, self.site.entry(self.booklet.articles[index])).as_deref());
        format!(
            "(title: {}, first: {}, last: {}, count: {})",
            optional(chapter.title.as_deref()),
            label_at(chapter.start),
            label_at(chapter.end - 1),
            chapter.end - chapter.start
        )
    }

    /// Single sheets have no chapters.
    fn chapter_title(&self, entry: &Entry) -> Option<String> {
        self.booklet.file.size.is_book().then(|| chapter_of(self.site, self.booklet, entry)).flatten()
    }

    /// The printed address of a page and its QR code, a file with a byte a module; both `none` without `base_url`.
    fn qr(&mut self, name: &str, permalink: &str) -> (String, String) {
        let base = self.site.config.base_url.trim_end_matches('/');
        if base.is_empty() {
            return ("none".to_owned(), "none".to_owned());
        }
        let address = format!("{base}/{permalink}");
        let printed = typst::string(address.trim_start_matches("https://").trim_start_matches("http://").trim_end_matches('/'));
        let Some((side, pixels)) = qr::pixels(&encoded(&address)) else {
            return (printed, "none".to_owned());
        };
        let path = format!("qr/{name}");
        let code = format!("(path: {}, side: {side})", typst::string(&format!("/{path}")));
        self.files.insert(path, pixels);
        (printed, code)
    }

    fn article(&mut self, index: usize, id: ArticleId) -> (Arc<Source>, TypstSource) {
        let site = self.site;
        let entry = site.entry(id);
        let (article, front) = (&entry.article, &entry.article.front);
        let title_level = if self.chapter_title(entry).is_some() { 2 } else { 1 };
        // An article that stands twice in a booklet is linked to at its first place.
        let first = self.booklet.articles.iter().position(|other| *other == id) == Some(index);
        let name = if first { label(id) } else { format!("{}-{index}", label(id)) };
        let mut out = format!("#import \"/{}\" as t\n#t.article((\n", style_path(self.booklet.file.size));
        let mark = match front.status {
            Status::InReview => Some("尚未经专家审核"),
            Status::Draft => Some("草稿"),
            Status::Archived => Some("已归档"),
            Status::Published => None,
        };
        field(&mut out, "label", &optional(label_of(site, entry).as_deref()));
        field(&mut out, "title", &typst::string(&article.title));
        field(&mut out, "level", &title_level.to_string());
        field(&mut out, "name", &format!("label({})", typst::string(&name)));
        field(&mut out, "mark", &optional(mark));
        field(&mut out, "answer", &optional(front.answer.as_deref()));
        field(&mut out, "verify", &typst::strings(front.verify.iter().map(String::as_str)));
        let sources = sources_of(site, entry);
        field(&mut out, "sources", &typst::strings(sources.iter().map(String::as_str)));
        let reviewers = reviewers_of(entry);
        field(&mut out, "reviewers", &typst::strings(reviewers.iter().map(String::as_str)));
        field(&mut out, "updated", &optional(front.updated.map(Date::in_chinese).as_deref()));
        let validity = [policy_of(entry), validity_of(entry)].concat();
        field(&mut out, "validity", &typst::strings(validity.iter().map(String::as_str)));
        let (address, code) = self.qr(&index.to_string(), site.scanned(&entry.permalink));
        field(&mut out, "address", &address);
        field(&mut out, "qr", &code);
        out.push_str("), ");

        let written = article.document.links.iter().map(|link| Place::new(&article.source, link.span));
        let links: Vec<PaperLink> = entry.targets.iter().zip(written).map(|(target, place)| self.paper_link(target, place)).collect();
        let body = typst::body(&article.document, &links, title_level, &name);
        self.missing_alternatives(&article.source, &body.silent);
        let shift = out.len();
        out.push_str(&body.text);
        out.push_str(")\n");
        let marks = body.marks.into_iter().map(|(at, span)| (at + shift, span)).collect();
        (Arc::clone(&article.source), TypstSource { text: out, marks, silent: body.silent })
    }

    fn paper_link(&mut self, target: &Target, place: Place) -> PaperLink {
        match target {
            Target::Article { id, fragment: _ } if self.booklet.articles.contains(id) => PaperLink::Article(label(*id)),
            Target::Asset(index) => {
                let asset = &self.site.assets[*index];
                let extension = asset.source.rsplit_once('.').map(|(_, extension)| extension.to_ascii_lowercase());
                match extension.as_deref() {
                    Some("png" | "jpg" | "jpeg" | "gif" | "webp" | "svg") if !asset.is_usable() => {
                        let message = format!("图片 {} 印不了", asset.source);
                        self.diagnostics.push(
                            Diagnostic::error("picture-unreadable", place, message)
                                .help("用看图软件打开它，长边缩到 4000 像素以内，另存为 PNG 或 JPG 再放进来"),
                        );
                        PaperLink::Words
                    }
                    Some(extension @ ("png" | "jpg" | "jpeg" | "gif" | "webp" | "svg")) => {
                        let path = format!("pictures/{index}.{extension}");
                        self.files.entry(path.clone()).or_insert_with(|| asset.original.to_vec());
                        PaperLink::Picture(format!("/{path}"))
                    }
                    Some(_) | None => PaperLink::Words,
                }
            }
            // A telephone number stands in the text already.
            Target::External(address) if !address.starts_with("tel:") => PaperLink::Address(address.clone()),
            Target::Article { .. } | Target::Page { .. } | Target::Anchor(_) | Target::External(_) | Target::Broken => PaperLink::Words,
        }
    }

    /// PDF/UA refuses a picture without words; the engine would not say whose it is.
    fn missing_alternatives(&mut self, source: &Arc<Source>, pictures: &[Span]) {
        for span in pictures {
            self.diagnostics.push(
                Diagnostic::error("image-without-alt", Place::new(source, *span), "图片没有文字说明，不能排进册子")
                    .help("在方括号里写一句话，说清楚图上是什么：![量血压的姿势](bp.png)"),
            );
        }
    }

    /// Each character that no font has, once an article, at its first place in the author's file.
    fn missing_glyphs(&mut self, typst: &str, source: &Arc<Source>) {
        let mut missing: Vec<char> = typst.chars().filter(|character| !glyphs::is_printable(*character)).collect();
        missing.sort_unstable();
        missing.dedup();
        self.diagnostics.extend(missing.into_iter().map(|character| glyphs::missing(source, character)));
    }
}

struct Chapter {
    title: Option<String>,
    start: usize,
    end: usize,
}

fn field(out: &mut String, key: &str, value: &str) {
    let _ = writeln!(out, "  {key}: {value},");
}

/// The address with everything outside ASCII as `%XX`: what every scanner understands.
fn encoded(address: &str) -> String {
    let mut out = String::with_capacity(address.len());
    for byte in address.bytes() {
        if byte.is_ascii_graphic() {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}
