//! One Markdown file → `Article`.

use std::sync::Arc;

use crate::content::front_matter;
use crate::model::slug::{refusal, slug, split_number};
use crate::content::yaml::Keys;
use crate::diagnostic::Diagnostic;
use crate::markdown;
use crate::markup::text;
use crate::model::article::{Article, FrontMatter};
use crate::source::{Place, Source, Span};

/// Longest summary taken from the text, in characters (EXPERIENCE (d): cut at a full stop within 80).
const SUMMARY: usize = 80;

/// Parses one file. Looks at nothing else, so an unchanged source gives an equal article.
/// `None` when the front matter cannot be read: everything after it would be guessing.
#[must_use]
pub fn parse(source: &Arc<Source>) -> (Option<Article>, Vec<Diagnostic>) {
    if source.text.trim().is_empty() {
        let diagnostic = Diagnostic::error("file-empty", Place::new(source, Span::default()), "这个文件是空的")
            .help("写上标题和正文；暂时不写，就先删掉它");
        return (None, vec![diagnostic]);
    }
    let cut = match front_matter::cut(source) {
        Ok(cut) => cut,
        Err(diagnostic) => return (None, vec![*diagnostic]),
    };
    let (front, keys, mut diagnostics) = match cut.front {
        Some(span) => front_matter::read(source, span),
        None => (Some(FrontMatter::default()), Keys::new(), Vec::new()),
    };
    let (document, findings) = markdown::parse(source, cut.body);
    diagnostics.extend(findings);
    let Some(mut front) = front else { return (None, diagnostics) };

    let (number, name) = file_name(&source.path);
    front.number = front.number.or(number);
    let heading = document.title.as_ref().map(|heading| text::inlines(&heading.content));
    let title = front.title.clone().or(heading).unwrap_or_else(|| name.replace(['-', '_'], " "));
    let slug = front.slug.clone().unwrap_or_else(|| slug(name));
    if let Some(reason) = refusal(&slug) {
        let place = Place::new(source, keys.get("slug").copied().unwrap_or_default());
        diagnostics.push(
            Diagnostic::error("slug-invalid", place, format!("地址“{slug}”不能用：{reason}"))
                .help("在文件头写一行 slug: 加几个小写英文单词，例如 slug: first-food"),
        );
        return (None, diagnostics);
    }
    if front.title.as_deref().is_some_and(|title| title.trim().is_empty()) {
        let place = Place::new(source, keys.get("title").copied().unwrap_or_default());
        diagnostics.push(Diagnostic::error("title-empty", place, "标题是空的").help("在 title: 后面写上标题"));
    }
    let summary = front.summary.clone().unwrap_or_else(|| first_sentences(&document));
    let article = Article { source: Arc::clone(source), front, keys, title, summary, slug, document };
    (Some(article), diagnostics)
}

/// Number and name of a file: `content/hl66/08-signs.md` → 8, `signs`; of a folder's own page, the folder's.
fn file_name(path: &str) -> (Option<u32>, &str) {
    let (folder, file) = path.rsplit_once('/').unwrap_or(("", path));
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    let own_page = matches!(stem, "index" | "_index" | "README" | "readme");
    let name = match folder.rsplit('/').next() {
        Some(parent) if own_page && !parent.is_empty() => parent,
        _ => stem,
    };
    split_number(name)
}

fn first_sentences(document: &crate::model::document::Document) -> String {
    let sections = text::sections(document);
    let first = sections.iter().flat_map(|section| &section.runs).next();
    first.map(|run| text::beginning(run, SUMMARY)).unwrap_or_default()
}
