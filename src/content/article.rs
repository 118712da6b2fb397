//! One Markdown file → `Article`.

use std::sync::Arc;

use unicode_normalization::{UnicodeNormalization, is_nfc};

use crate::content::front_matter::{self, Cut};
use crate::content::yaml::Keys;
use crate::diagnostic::Diagnostic;
use crate::markdown::{self, Prose};
use crate::markup::text;
use crate::model::article::{Article, FrontMatter};
use crate::model::document::{Document, LinkKind};
use crate::model::slug::{refusal, slug, split_number};
use crate::source::{Place, Source, Span};

/// Longest summary taken from the text, in characters (EXPERIENCE (d): cut at a full stop within 80).
const SUMMARY: usize = 80;

/// One file, read once.
#[derive(Default)]
pub struct Reading {
    /// `None` when the front matter cannot be read: everything after it would be guessing.
    pub article: Option<Article>,
    /// Where its parts stand; `None` when they cannot be told apart.
    pub cut: Option<Cut>,
    /// The words of the body, for those who mend them.
    pub prose: Vec<Prose>,
    /// What is wrong.
    pub findings: Vec<Diagnostic>,
}

/// Parses one file. Looks at nothing else, so an unchanged source gives an equal article.
#[must_use]
pub fn parse(source: &Arc<Source>) -> (Option<Article>, Vec<Diagnostic>) {
    let reading = read(source);
    (reading.article, reading.findings)
}

/// Parses like `parse` and keeps what else became known on the way.
#[must_use]
pub fn read(source: &Arc<Source>) -> Reading {
    if source.text.trim().is_empty() {
        let diagnostic = Diagnostic::error("file-empty", Place::new(source, Span::default()), "这个文件是空的")
            .help("写上标题和正文；暂时不写，就先删掉它");
        return Reading { findings: vec![diagnostic], ..Reading::default() };
    }
    let cut = match front_matter::cut(source) {
        Ok(cut) => cut,
        Err(diagnostic) => return Reading { findings: vec![*diagnostic], ..Reading::default() },
    };
    let (front, keys, mut findings) = match cut.front {
        Some(span) => front_matter::read(source, span),
        None => (Some(FrontMatter::default()), Keys::new(), Vec::new()),
    };
    let mut body = markdown::read(source, cut.body);
    // The names of files are read in composed letters, whatever a Mac made of them (`walk`): so are links to them.
    for link in body.document.links.iter_mut().filter(|link| link.kind != LinkKind::Wiki && !link.destination.contains("://")) {
        if !is_nfc(&link.destination) {
            link.destination = link.destination.nfc().collect();
        }
    }
    findings.extend(body.findings);
    let article = front.and_then(|front| article(source, front, keys, body.document, &mut findings));
    Reading { article, cut: Some(cut), prose: body.prose, findings }
}

/// Title, slug and summary, from wherever they come.
fn article(
    source: &Arc<Source>,
    mut front: FrontMatter,
    keys: Keys,
    document: Document,
    findings: &mut Vec<Diagnostic>,
) -> Option<Article> {
    let (number, name) = file_name(&source.path);
    front.number = front.number.or(number);
    let heading = document.title.as_ref().map(|heading| text::inlines(&heading.content));
    let title = front.title.clone().or(heading).unwrap_or_else(|| name.replace(['-', '_'], " "));
    let slug = front.slug.clone().unwrap_or_else(|| slug(name));
    if let Some(reason) = refusal(&slug) {
        let place = Place::new(source, keys.get("slug").copied().unwrap_or_default());
        findings.push(
            Diagnostic::error("slug-invalid", place, format!("地址“{slug}”不能用：{reason}"))
                .help("在文件头写一行 slug: 加几个小写英文单词，例如 slug: first-food"),
        );
        return None;
    }
    if front.title.as_deref().is_some_and(|title| title.trim().is_empty()) {
        let place = Place::new(source, keys.get("title").copied().unwrap_or_default());
        findings.push(Diagnostic::error("title-empty", place, "标题是空的").help("在 title: 后面写上标题"));
    }
    let summary = front.summary.clone().unwrap_or_else(|| first_sentences(&document));
    Some(Article { source: Arc::clone(source), front, keys, title, summary, slug, document })
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

fn first_sentences(document: &Document) -> String {
    let sections = text::sections(document);
    let first = sections.iter().flat_map(|section| &section.runs).next();
    first.map(|run| text::beginning(run, SUMMARY)).unwrap_or_default()
}
