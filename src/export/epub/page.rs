//! The pages of the book: cover, contents, articles, and what stands on the last page.

use std::fmt::Write as _;

use super::{page_name, picture};
use crate::export::book::{Book, paragraph};
use crate::markup::escape::{attribute, escaped};
use crate::markup::xhtml::{self, keep_xml};
use crate::model::particulars::label_of;

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
        let mut body = String::from(
            "<nav epub:type=\"toc\" role=\"doc-toc\" id=\"toc\" aria-labelledby=\"toc-title\">\n<h1 id=\"toc-title\">目录</h1>\n<ol>\n",
        );
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

    pub(super) fn article(&self, at: usize) -> String {
        let entry = self.site.entry(self.booklet.articles[at]);
        let article = &entry.article;
        let mut body = String::from("<section epub:type=\"chapter\" role=\"doc-chapter\" aria-labelledby=\"box-title\">\n");
        paragraph(&mut body, "label", label_of(self.site, entry).as_deref());
        let _ = writeln!(body, "<h1 id=\"box-title\">{}</h1>", escaped(&article.title));
        body.push_str(&self.before(at));
        let page_of =
            |at: usize, fragment: Option<&str>| page_name(at) + &fragment.map(|fragment| format!("#{fragment}")).unwrap_or_default();
        let href = |link| self.href(entry, link, &page_of, &|at| picture(self, at));
        body.push_str(&xhtml::body(&article.document, &href));
        body.push_str("<footer class=\"end\">\n");
        body.push_str(&self.after(at));
        body.push_str("</footer>\n</section>\n");
        page(&self.full_title(at), "bodymatter", &body)
    }

    /// The last page.
    pub(super) fn about(&self) -> String {
        let mut body = String::from(
            "<section epub:type=\"colophon\" role=\"doc-colophon\" aria-labelledby=\"about\">\n<h1 id=\"about\">关于这本书</h1>\n",
        );
        body.push_str(&self.imprint(2, &page_name));
        body.push_str("</section>\n");
        page("关于这本书", "backmatter", &body)
    }
}
