//! A booklet as a book to read on a screen: what an electronic book and a single page have in common. What is written
//! here is HTML and well-formed XML at once.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use crate::export::words;
use crate::markup::escape::{attribute, escaped};
use crate::markup::html::Href;
use crate::model::article::Status;
use crate::model::booklet::Booklet;
use crate::model::config::Hotline;
use crate::model::date::Date;
use crate::model::document::{LinkId, LinkKind};
use crate::model::particulars::{chapter_of, label_of, policy_of, references_of, reviewers_of, sources_of, validity_of};
use crate::model::path::percent_encode;
use crate::model::site::{ArticleId, Entry, Site, Target};

pub(super) const SVG: &str = "image/svg+xml";

pub(super) struct Book<'a> {
    pub site: &'a Site,
    pub booklet: &'a Booklet,
    /// Pictures it shows, as indices into `Site::assets`.
    pub pictures: BTreeSet<usize>,
}

/// Articles that stand together under one title.
pub(super) struct Chapter {
    pub title: Option<String>,
    /// Positions in the booklet.
    pub articles: Vec<usize>,
}

impl<'a> Book<'a> {
    pub fn new(site: &'a Site, booklet: &'a Booklet) -> Self {
        Self { site, booklet, pictures: pictures(site, booklet) }
    }

    /// The runs of articles with the same chapter title.
    pub fn chapters(&self) -> Vec<Chapter> {
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

    /// `第8条 会量体温、脉搏和血压`
    pub fn full_title(&self, at: usize) -> String {
        let entry = self.site.entry(self.booklet.articles[at]);
        label_of(self.site, entry).map_or_else(String::new, |label| label + " ") + &entry.article.title
    }

    /// Where an article stands in the booklet; one that stands twice, its first place.
    pub fn place_of(&self, id: ArticleId) -> Option<usize> {
        self.booklet.articles.iter().position(|other| *other == id)
    }

    /// What a link becomes: within the book as `page` names the article at that place, elsewhere the full address.
    pub fn href(
        &self,
        entry: &Entry,
        link: LinkId,
        page: &dyn Fn(usize, Option<&str>) -> String,
        picture: &dyn Fn(usize) -> Option<String>,
    ) -> Href {
        let outside =
            |permalink: &str, fragment: Option<&str>| words::address(self.site, permalink, fragment).map_or(Href::Nowhere, Href::Outside);
        match &entry.targets[link.0] {
            Target::Article { id, fragment } => match self.place_of(*id) {
                Some(at) => Href::Inside(page(at, fragment.as_deref())),
                None => outside(&self.site.entry(*id).permalink, fragment.as_deref()),
            },
            Target::Page { permalink, fragment } => outside(permalink, fragment.as_deref()),
            Target::Anchor(fragment) => Href::Inside(format!("#{fragment}")),
            Target::Asset(at) if entry.article.document.links[link.0].kind == LinkKind::Image => {
                picture(*at).map_or(Href::Nowhere, |path| Href::File(path, self.site.assets[*at].size))
            }
            Target::Asset(at) => outside(&self.site.assets[*at].path, None),
            Target::External(address) => Href::Outside(uri(address)),
            Target::Broken => Href::Nowhere,
        }
    }

    /// What stands between an article's title and its text: whom to ring, whether it was reviewed, the answer.
    pub fn before(&self, at: usize) -> String {
        let entry = self.site.entry(self.booklet.articles[at]);
        let front = &entry.article.front;
        let mut body = String::new();
        let help = words::help(self.site, entry);
        if !help.is_empty() {
            body.push_str("<p class=\"callout-title\">现在就需要帮助？</p>\n");
            hotlines(&mut body, &help);
        }
        paragraph(&mut body, "mark", words::standing(front.status));
        paragraph(&mut body, "answer", front.answer.as_deref());
        list(&mut body, "办事要点", &policy_of(entry));
        body
    }

    /// What stands after the text: what it cannot replace, what it rests on, who reviewed it and when, where it is newer.
    pub fn after(&self, at: usize) -> String {
        let entry = self.site.entry(self.booklet.articles[at]);
        let front = &entry.article.front;
        let mut body = String::new();
        paragraph(&mut body, "", Some(words::disclaimer(self.site, entry)));
        let verify = if front.status == Status::Published { &[] } else { front.verify.as_slice() };
        list(&mut body, "待核实", verify);
        list(&mut body, "依据", &sources_of(self.site, entry));
        list(&mut body, "有效范围", &validity_of(entry));
        list(&mut body, "审核", &reviewers_of(entry));
        paragraph(&mut body, "dates", dates(entry).as_deref());
        if let Some(address) = words::address(self.site, &entry.permalink, None) {
            let _ = writeln!(body, "<p>网上的最新内容：<a href=\"{0}\">{0}</a></p>", escaped(&address));
        }
        body
    }

    /// The imprint: who, which edition, how old each text is, what it rests on, whom to ring. `page` names the place of
    /// an article, `level` is that of its headings.
    pub fn imprint(&self, level: u8, page: &dyn Fn(usize) -> String) -> String {
        let (site, file) = (self.site, &self.booklet.file);
        let mut body = String::new();
        let heading = |words: &str| format!("<h{level}>{words}</h{level}>\n");
        let subtitle = file.subtitle.as_ref().map(|subtitle| format!("——{subtitle}")).unwrap_or_default();
        paragraph(&mut body, "", Some(&format!("《{}》{subtitle}", file.title)));
        paragraph(&mut body, "", file.edition.as_deref());
        let publisher = Some(site.config.publisher.as_str()).filter(|publisher| !publisher.is_empty());
        let contact = site.config.contact.as_ref();
        let contact = contact.map(|contact| [Some(contact.name.as_str()), contact.phone.as_deref(), contact.address.as_deref()]);
        let contact: Vec<&str> = contact.into_iter().flatten().flatten().filter(|part| !part.is_empty()).collect();
        paragraph(&mut body, "", publisher);
        paragraph(&mut body, "", Some(contact.join(" ")).filter(|contact| !contact.is_empty()).as_deref());
        let unreviewed = self.booklet.articles.iter().filter(|id| site.entry(**id).is_unreviewed()).count();
        if unreviewed > 0 {
            paragraph(&mut body, "mark", Some(&format!("全书{}篇，其中{unreviewed}篇尚未经专家审核。", self.booklet.articles.len())));
        }
        if let Some(address) = words::address(site, "", None) {
            let _ = writeln!(body, "<p>网站：<a href=\"{0}\">{0}</a></p>", escaped(&address));
        }
        let confirmed: Vec<&Hotline> = site.hotlines.iter().filter(|hotline| hotline.verified).collect();
        if !confirmed.is_empty() {
            body.push_str(&heading("有事打电话"));
            hotlines(&mut body, &confirmed);
        }
        body.push_str(&(heading("各篇的日期") + "<ul>\n"));
        for (at, id) in self.booklet.articles.iter().enumerate() {
            let dates = dates(site.entry(*id)).map(|dates| format!("（{dates}）")).unwrap_or_default();
            let _ = writeln!(body, "<li><a href=\"{}\">{}</a>{dates}</li>", escaped(&page(at)), escaped(&self.full_title(at)));
        }
        body.push_str("</ul>\n");
        let references = references_of(site, self.booklet);
        if !references.is_empty() {
            body.push_str(&(heading("依据") + "<ul>\n"));
            body.extend(references.iter().map(|line| format!("<li>{}</li>\n", escaped(line))));
            body.push_str("</ul>\n");
        }
        body
    }
}

/// Pictures the articles show, of the types every reader knows (EPUB 3.3 §3.2), whole and without anything that acts.
fn pictures(site: &Site, booklet: &Booklet) -> BTreeSet<usize> {
    let entries = booklet.articles.iter().map(|id| site.entry(*id));
    let links = entries.flat_map(|entry| entry.article.document.links.iter().zip(&entry.targets));
    let shown = links.filter_map(|(link, target)| match target {
        Target::Asset(at) => (link.kind == LinkKind::Image).then_some(*at),
        Target::Article { .. } | Target::Page { .. } | Target::Anchor(_) | Target::External(_) | Target::Broken => None,
    });
    let fits = |at: &usize| {
        site.assets[*at].is_usable()
            && match media_type(&site.assets[*at].path) {
                Some(SVG) => is_still(&site.assets[*at].bytes),
                Some(_) => site.assets[*at].size.is_some(),
                None => false,
            }
    };
    shown.filter(fits).collect()
}

pub(super) fn media_type(path: &str) -> Option<&'static str> {
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

/// An address that browsers would mend, with everything encoded that RFC 3986 forbids: readers are stricter.
fn uri(address: &str) -> String {
    let encode = |c: char| if "\"<>\\^`{|}".contains(c) { percent_encode(c.encode_utf8(&mut [0; 4])) } else { c.to_string() };
    address.chars().map(encode).collect()
}

/// `2026年3月1日审核，2026年2月1日更新`
fn dates(entry: &Entry) -> Option<String> {
    let front = &entry.article.front;
    let said = |date: Option<Date>, what: &str| date.map(|date| date.in_chinese() + what);
    let dates: Vec<String> = [said(front.reviewed_on, "审核"), said(front.updated, "更新")].into_iter().flatten().collect();
    (!dates.is_empty()).then(|| dates.join("，"))
}

pub(super) fn paragraph(out: &mut String, class: &str, text: Option<&str>) {
    let Some(text) = text.filter(|text| !text.is_empty()) else { return };
    out.push_str("<p");
    if !class.is_empty() {
        attribute(out, "class", class);
    }
    let _ = writeln!(out, ">{}</p>", escaped(text));
}

/// Lines under a word of their own; nothing when there are none.
fn list(out: &mut String, title: &str, lines: &[String]) {
    if lines.is_empty() {
        return;
    }
    let _ = writeln!(out, "<p class=\"list-title\">{title}</p>\n<ul>");
    out.extend(lines.iter().map(|line| format!("<li>{}</li>\n", escaped(line))));
    out.push_str("</ul>\n");
}

fn hotlines(out: &mut String, hotlines: &[&Hotline]) {
    out.push_str("<ul class=\"tel\">\n");
    for hotline in hotlines {
        let number = escaped(&hotline.number);
        let hours = hotline.hours.as_deref().filter(|hours| !hours.is_empty()).map(|hours| format!("，{hours}")).unwrap_or_default();
        let about = escaped(&format!("{}（{}{hours}）", hotline.name, hotline.purpose));
        let _ = writeln!(out, "<li><a href=\"tel:{number}\">{number}</a> {about}</li>");
    }
    out.push_str("</ul>\n");
}
