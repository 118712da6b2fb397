//! The pages of the book: cover, contents, articles, and what stands on the last page.

use std::fmt::Write as _;

use super::{Book, page_name};
use crate::export::words;
use crate::markup::escape::{attribute, escaped};
use crate::markup::html::Href;
use crate::markup::xhtml::{self, keep_xml};
use crate::model::article::Status;
use crate::model::config::Hotline;
use crate::model::date::Date;
use crate::model::document::{LinkId, LinkKind};
use crate::model::particulars::{label_of, policy_of, references_of, reviewers_of, sources_of, validity_of};
use crate::model::path::percent_encode;
use crate::model::site::{Entry, Target};

/// A whole page. `kind` is its `epub:type`.
fn page(title: &str, kind: &str, body: &str) -> String {
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<!DOCTYPE html>\n\
         <html xmlns=\"http://www.w3.org/1999/xhtml\" xmlns:epub=\"http://www.idpf.org/2007/ops\" lang=\"zh-CN\" xml:lang=\"zh-CN\">\n\
         <head><title>{}</title><link rel=\"stylesheet\" type=\"text/css\" href=\"book.css\"/></head>\n\
         <body epub:type=\"{kind}\">\n{body}</body>\n</html>\n",
        escaped(title)
    );
    keep_xml(&mut out);
    out
}

impl Book<'_> {
    pub(super) fn cover(&self) -> String {
        let file = &self.booklet.file;
        let words = [Some(file.title.as_str()), file.subtitle.as_deref(), file.edition.as_deref(), Some(&self.site.config.title)];
        let words: Vec<&str> = words.into_iter().flatten().collect();
        let mut body = String::from("<p class=\"cover\"><img role=\"doc-cover\" src=\"cover.svg\"");
        attribute(&mut body, "alt", &format!("封面：{}", words.join("，")));
        body.push_str("/></p>\n");
        page(&file.title, "cover", &body)
    }

    /// Contents for people, and landmarks for programs.
    pub(super) fn navigation(&self) -> String {
        let mut body = String::from("<nav epub:type=\"toc\" role=\"doc-toc\" id=\"toc\" aria-labelledby=\"toc-title\">\n<h1 id=\"toc-title\">目录</h1>\n<ol>\n");
        for chapter in self.chapters() {
            let lines: String = chapter.articles.iter().map(|at| self.contents_line(*at)).collect();
            let _ = match &chapter.title {
                Some(title) => writeln!(body, "<li><span>{}</span>\n<ol>\n{lines}</ol></li>", escaped(title)),
                None => write!(body, "{lines}"),
            };
        }
        body.push_str("<li><a href=\"about.xhtml\">关于这本书</a></li>\n</ol>\n</nav>\n");
        let _ = writeln!(
            body,
            "<nav epub:type=\"landmarks\" hidden=\"hidden\" aria-label=\"要处\">\n<ol>\n<li><a epub:type=\"cover\" href=\"cover.xhtml\">封面</a></li>\n\
             <li><a epub:type=\"toc\" href=\"#toc\">目录</a></li>\n<li><a epub:type=\"bodymatter\" href=\"{}\">正文</a></li>\n</ol>\n</nav>",
            page_name(0)
        );
        page("目录", "frontmatter", &body)
    }

    fn contents_line(&self, at: usize) -> String {
        format!("<li><a href=\"{}\">{}</a></li>\n", page_name(at), escaped(&self.full_title(at)))
    }

    /// `第8条 会量体温、脉搏和血压`
    fn full_title(&self, at: usize) -> String {
        let entry = self.site.entry(self.booklet.articles[at]);
        label_of(self.site, entry).map_or_else(String::new, |label| label + " ") + &entry.article.title
    }

    pub(super) fn article(&self, at: usize) -> String {
        let entry = self.site.entry(self.booklet.articles[at]);
        let (article, front) = (&entry.article, &entry.article.front);
        let mut body = String::from("<section epub:type=\"chapter\" role=\"doc-chapter\" aria-labelledby=\"box-title\">\n");
        paragraph(&mut body, "label", label_of(self.site, entry).as_deref());
        let _ = writeln!(body, "<h1 id=\"box-title\">{}</h1>", escaped(&article.title));
        let help = words::help(self.site, entry);
        if !help.is_empty() {
            body.push_str("<p class=\"callout-title\">现在就需要帮助？</p>\n");
            hotlines(&mut body, &help);
        }
        paragraph(&mut body, "mark", words::standing(front.status));
        paragraph(&mut body, "answer", front.answer.as_deref());
        list(&mut body, "办事要点", &policy_of(entry));
        body.push_str(&xhtml::body(&article.document, &|link| self.href(entry, link)));
        body.push_str("<footer class=\"end\">\n");
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
        body.push_str("</footer>\n</section>\n");
        page(&self.full_title(at), "bodymatter", &body)
    }

    /// Within the book by the name of the page, elsewhere by the full address.
    fn href(&self, entry: &Entry, link: LinkId) -> Href {
        let outside = |permalink: &str, fragment: Option<&str>| words::address(self.site, permalink, fragment).map_or(Href::Nowhere, Href::Outside);
        match &entry.targets[link.0] {
            Target::Article { id, fragment } => match self.page_of(*id) {
                Some(page) => Href::Inside(page + &fragment.as_ref().map(|fragment| format!("#{fragment}")).unwrap_or_default()),
                None => outside(&self.site.entry(*id).permalink, fragment.as_deref()),
            },
            Target::Page { permalink, fragment } => outside(permalink, fragment.as_deref()),
            Target::Anchor(fragment) => Href::Inside(format!("#{fragment}")),
            Target::Asset(at) if entry.article.document.links[link.0].kind == LinkKind::Image => {
                self.picture(*at).map_or(Href::Nowhere, |path| Href::File(path, self.site.assets[*at].size))
            }
            Target::Asset(at) => outside(&self.site.assets[*at].path, None),
            Target::External(address) => Href::Outside(uri(address)),
            Target::Broken => Href::Nowhere,
        }
    }

    /// The imprint: who, which edition, how old each text is, what it rests on, whom to ring.
    pub(super) fn about(&self) -> String {
        let (site, file) = (self.site, &self.booklet.file);
        let mut body = String::from("<section epub:type=\"colophon\" role=\"doc-colophon\" aria-labelledby=\"about\">\n<h1 id=\"about\">关于这本书</h1>\n");
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
            body.push_str("<h2>有事打电话</h2>\n");
            hotlines(&mut body, &confirmed);
        }
        body.push_str("<h2>各篇的日期</h2>\n<ul>\n");
        for (at, id) in self.booklet.articles.iter().enumerate() {
            let dates = dates(site.entry(*id)).map(|dates| format!("（{dates}）")).unwrap_or_default();
            let _ = writeln!(body, "<li><a href=\"{}\">{}</a>{dates}</li>", page_name(at), escaped(&self.full_title(at)));
        }
        body.push_str("</ul>\n");
        let references = references_of(site, self.booklet);
        if !references.is_empty() {
            body.push_str("<h2>依据</h2>\n<ul>\n");
            body.extend(references.iter().map(|line| format!("<li>{}</li>\n", escaped(line))));
            body.push_str("</ul>\n");
        }
        body.push_str("</section>\n");
        page("关于这本书", "backmatter", &body)
    }
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

fn paragraph(out: &mut String, class: &str, text: Option<&str>) {
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
