//! Site and booklet → Typst sources: one for the booklet, one for each article, and the pictures they show.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::markup::qr;
use crate::markup::typst::{self, PaperLink, TypstSource};
use crate::model::article::Status;
use crate::model::booklet::{Booklet, BookletSize};
use crate::model::date::Date;
use crate::model::particulars::{chapter_of, label_of, policy_of, references_of, reviewers_of, sources_of, validity_of};
use crate::model::site::{ArticleId, Entry, Site, Target};
use crate::print::impose::BLEED_MM;
use crate::print::world;
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
        let mut out = format!("#import \"/{}\" as t\n{bleed}#show: t.booklet.with((\n", style_path(file.size));
        let unreviewed = booklet.articles.iter().filter(|id| site.entry(**id).is_unreviewed()).count();
        field(&mut out, "title", &typst::string(&file.title));
        field(&mut out, "subtitle", &optional(file.subtitle.as_deref()));
        field(&mut out, "edition", &optional(file.edition.as_deref()));
        field(&mut out, "site", &typst::string(&site.config.title));
        field(&mut out, "publisher", &optional(Some(site.config.publisher.as_str()).filter(|name| !name.is_empty())));
        let (year, month, day) = site.date.parts();
        field(&mut out, "day", &format!("datetime(year: {year}, month: {month}, day: {day})"));
        field(&mut out, "date", &typst::string(&site.date.in_chinese()));
        field(&mut out, "articles", &booklet.articles.len().to_string());
        field(&mut out, "unreviewed", &unreviewed.to_string());
        field(&mut out, "group", &self.group());
        field(&mut out, "seals", &self.seals());
        field(&mut out, "sentences", &self.sentences());
        field(&mut out, "references", &self.references());
        field(&mut out, "contact", &self.contact());
        field(&mut out, "hotlines", &self.hotlines());
        let (address, code) = self.qr("site", "");
        field(&mut out, "address", &address);
        field(&mut out, "qr", &code);
        field(&mut out, "notes", &self.press.notes.to_string());
        let chapters = self.chapters();
        let titled: Vec<String> = chapters.iter().filter(|chapter| chapter.title.is_some()).map(|chapter| self.chapter(chapter)).collect();
        field(&mut out, "chapters", &format!("({})", titled.iter().map(|chapter| format!("{chapter}, ")).collect::<String>()));
        out.push_str("))\n");
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
        let label = |index: usize| optional(label_of(self.site, self.site.entry(self.booklet.articles[index])).as_deref());
        format!(
            "(title: {}, first: {}, last: {}, count: {})",
            optional(chapter.title.as_deref()),
            label(chapter.start),
            label(chapter.end - 1),
            chapter.end - chapter.start
        )
    }

    /// The section of the series; the series itself where it has none and the booklet mixes several.
    fn chapter_title(&self, entry: &Entry) -> Option<String> {
        chapter_of(self.site, self.booklet, entry)
    }

    fn group(&self) -> String {
        let slug = self.booklet.file.group.as_deref();
        match self.site.config.groups.iter().find(|group| Some(group.slug.as_str()) == slug) {
            Some(group) => format!(
                "(slug: {}, character: {}, title: {}, muted: {})",
                typst::string(&group.slug),
                typst::string(&group.character),
                typst::string(&group.title),
                group.muted
            ),
            None => "none".to_owned(),
        }
    }

    /// The characters of all groups that some article is for.
    fn seals(&self) -> String {
        let used =
            self.site.config.groups.iter().enumerate().filter(|(index, _)| {
                self.booklet.articles.iter().any(|id| self.site.entry(*id).groups.iter().any(|group| group.0 == *index))
            });
        typst::strings(used.map(|(_, group)| group.character.as_str()))
    }

    /// The closing sentences of all series in the booklet, each once.
    fn sentences(&self) -> String {
        let mut sentences: Vec<&str> = Vec::new();
        for id in &self.booklet.articles {
            if let Some(series) = self.site.series_of(self.site.entry(*id)) {
                let sentence = series.file.disclaimer.sentence();
                if !sentence.is_empty() && !sentences.contains(&sentence) {
                    sentences.push(sentence);
                }
            }
        }
        typst::strings(sentences)
    }

    /// The documents that the articles rest on, in the order of first mention.
    fn references(&self) -> String {
        typst::strings(references_of(self.site, self.booklet).iter().map(String::as_str))
    }

    fn contact(&self) -> String {
        let Some(contact) = &self.site.config.contact else {
            return "()".to_owned();
        };
        let parts = [Some(contact.name.as_str()), contact.phone.as_deref(), contact.address.as_deref()];
        typst::strings(parts.into_iter().flatten().filter(|part| !part.is_empty()))
    }

    /// Only confirmed numbers are printed: paper cannot be corrected.
    fn hotlines(&self) -> String {
        let mut out = String::from("(");
        for hotline in self.site.hotlines.iter().filter(|hotline| hotline.verified) {
            let _ = write!(
                out,
                "(number: {}, name: {}, purpose: {}, hours: {}), ",
                typst::string(&hotline.number),
                typst::string(&hotline.name),
                typst::string(&hotline.purpose),
                optional(hotline.hours.as_deref().filter(|hours| !hours.is_empty())),
            );
        }
        out.push(')');
        out
    }

    /// The printed address of a page and the path of its QR code; both `none` for a site without `base_url`.
    fn qr(&mut self, name: &str, permalink: &str) -> (String, String) {
        let base = self.site.config.base_url.trim_end_matches('/');
        if base.is_empty() {
            return ("none".to_owned(), "none".to_owned());
        }
        let address = format!("{base}/{permalink}");
        let code = qr::svg(&encoded(&address));
        let printed = address.trim_start_matches("https://").trim_start_matches("http://").trim_end_matches('/');
        if code.is_empty() {
            return (typst::string(printed), "none".to_owned());
        }
        let path = format!("qr/{name}.svg");
        let literal = typst::string(&format!("/{path}"));
        self.files.insert(path, code.into_bytes());
        (typst::string(printed), literal)
    }

    fn article(&mut self, index: usize, id: ArticleId) -> (Arc<Source>, TypstSource) {
        let site = self.site;
        let entry = site.entry(id);
        let (article, front) = (&entry.article, &entry.article.front);
        let title_level = if self.chapter_title(entry).is_some() { 2 } else { 1 };
        // An article that stands twice in a booklet is linked to at its first place.
        let first = self.booklet.articles.iter().position(|other| *other == id) == Some(index);
        let name = if first { format!("article-{}", id.0) } else { format!("article-{}-{index}", id.0) };
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
        let (address, code) = self.qr(&index.to_string(), &entry.permalink);
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
            Target::Article { id, fragment: _ } if self.booklet.articles.contains(id) => PaperLink::Article(format!("article-{}", id.0)),
            Target::Asset(index) => {
                let asset = &self.site.assets[*index];
                let extension = asset.path.rsplit_once('.').map(|(_, extension)| extension.to_ascii_lowercase());
                match extension.as_deref() {
                    Some("png" | "jpg" | "jpeg" | "gif" | "webp") if asset.size.is_none() => {
                        let message = format!("{} 不是能用的图片", asset.source);
                        self.diagnostics.push(
                            Diagnostic::error("picture-unreadable", place, message).help("用看图软件打开它，另存为 PNG 或 JPG 再放进来"),
                        );
                        PaperLink::Words
                    }
                    Some(extension @ ("png" | "jpg" | "jpeg" | "gif" | "webp" | "svg")) => {
                        let path = format!("pictures/{index}.{extension}");
                        self.files.entry(path.clone()).or_insert_with(|| asset.bytes.to_vec());
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
        let mut missing: Vec<char> = typst
            .chars()
            .filter(|character| !character.is_control() && !needs_no_glyph(*character) && !world::has_glyph(*character))
            .collect();
        missing.sort_unstable();
        missing.dedup();
        for character in missing {
            let start = source.text.find(character).unwrap_or_default();
            let length = if source.text.contains(character) { character.len_utf8() } else { 0 };
            let place = Place::new(source, Span::new(start, start + length));
            self.diagnostics.push(
                Diagnostic::error(
                    "glyph-missing",
                    place,
                    format!("印刷字体里没有“{character}”（U+{:04X}），这一册印不出来", u32::from(character)),
                )
                .help("换一个写法；确实要用的人名、地名用字，写进 assets/fonts/charset-extra.txt 后运行 tools/fonts.sh"),
            );
        }
    }
}

struct Chapter {
    title: Option<String>,
    start: usize,
    end: usize,
}

/// Signs that need no glyph: the shaper turns the first four into nothing, the theme draws the boxes and ticks.
fn needs_no_glyph(character: char) -> bool {
    matches!(character, '\u{ad}' | '\u{200b}' | '\u{200c}' | '\u{2060}' | '☐' | '☑' | '☒' | '✔')
}

fn field(out: &mut String, key: &str, value: &str) {
    let _ = writeln!(out, "  {key}: {value},");
}

fn optional(text: Option<&str>) -> String {
    text.map_or_else(|| "none".to_owned(), typst::string)
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
