//! The whole pipeline in one function: the only place that knows the order of the steps.

#[cfg(feature = "print")]
pub mod booklets;
pub mod offline;
mod pictures;

use std::collections::{BTreeSet, HashMap};
use std::fmt;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use rayon::prelude::*;

use crate::check;
use crate::content;
use crate::diagnostic::{self, Diagnostic};
use crate::export;
use crate::fix::{self, Edit};
use crate::history::{self, History};
use crate::model::article::Article;
use crate::model::booklet::Booklet;
use crate::model::date::Date;
use crate::model::document::LinkKind;
use crate::model::folder::Folder;
use crate::model::site::Site;
use crate::output::OutputFile;
use crate::pages::{self, Beside, SearchFiles, Styles};
use crate::picture;
use crate::search;
use crate::site::{self, Wishes};
use crate::source::{Place, Source, Span};
use crate::theme::{Theme, ThemeError};

/// What to build.
#[derive(Debug, Clone)]
pub struct Request {
    /// The site folder.
    pub root: PathBuf,
    /// The day of the build.
    pub date: Date,
    /// With drafts and later articles.
    pub drafts: bool,
    /// In place of the one in `site.yaml`.
    pub base_url: Option<String>,
    /// With booklets.
    pub print: bool,
    /// Where finished booklets and pictures are kept and found again; none: each is made anew.
    pub cache: Option<PathBuf>,
}

/// Parses of files that may still be unchanged at the next build. Key: path and text; value: a pure function of it.
#[derive(Default)]
pub struct Memo {
    parsed: HashMap<Arc<Source>, Parsed>,
}

type Parsed = (Option<Arc<Article>>, Vec<Diagnostic>);

/// A built site, in memory.
pub struct Built {
    /// The site.
    pub site: Site,
    /// What to publish, sorted by path.
    pub files: Vec<OutputFile>,
    /// Everything an author should mend, sorted.
    pub diagnostics: Vec<Diagnostic>,
    /// How long each stage took.
    pub stages: Vec<(&'static str, Duration)>,
}

/// An article with slips that can be mended.
pub struct Mended {
    /// The file.
    pub source: Arc<Source>,
    /// What to change, in the order of the text.
    pub edits: Vec<Edit>,
}

/// A fault that is no author's: nothing could be built.
#[derive(Debug)]
pub enum Failure {
    /// A file or folder cannot be read.
    Io(io::Error),
    /// The theme does not work.
    Theme(ThemeError),
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Io(error) => error.fmt(f),
            Self::Theme(error) => error.fmt(f),
        }
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

impl From<ThemeError> for Failure {
    fn from(error: ThemeError) -> Self {
        Self::Theme(error)
    }
}

/// Reads, parses and assembles: what `check` needs, and the first half of `build`.
/// `history` is for the commands that look back (`check`, `stats`): what is published never depends on git.
///
/// # Errors
/// When a file or folder cannot be read.
pub fn assemble(
    request: &Request,
    history: Option<&History>,
    memo: &mut Memo,
    clock: &mut Clock,
) -> Result<(Site, Vec<Diagnostic>), Failure> {
    let listing = content::list(&request.root)?;
    clock.lap("读文件");
    let (mut folder, mut diagnostics) = content::declare(&folder_name(&request.root), &listing.texts);
    // The other half of a directory is there, but could not be read: that has been told.
    let stem = |finding: &Diagnostic| finding.place.source.path.rsplit_once('.').map(|(stem, _)| stem.to_owned());
    diagnostics.retain(|found| found.code != "directory-table" || !listing.diagnostics.iter().any(|other| stem(other) == stem(found)));
    diagnostics.extend(listing.diagnostics);
    if let (Some(base_url), Some(config)) = (&request.base_url, &mut folder.config) {
        config.value.base_url.clone_from(base_url);
    }
    let articles = parse(&listing.texts, memo, &mut diagnostics);
    clock.lap("解析");
    if articles.is_empty() && diagnostics.is_empty() {
        diagnostics.push(empty(&folder));
    }
    let wishes = Wishes { date: request.date, drafts: request.drafts };
    // The pictures of a draft stay back with it.
    let shown: Vec<Arc<Article>> = articles.iter().filter(|article| site::is_public(article, wishes)).cloned().collect();
    let attachments = content::attachments(&request.root, &shown, &listing.others)?;
    folder.attachments = pictures::prepare(attachments, request.cache.as_deref());
    clock.lap("图片");
    folder.names = listing.others.into_iter().collect();
    let is_whole = articles.len() == listing.texts.iter().filter(is_article).count();
    let (site, mut findings) = site::assemble(articles, &folder, wishes);
    // An article that cannot be read has not vanished.
    findings.retain(|finding| is_whole || finding.code != "address-gone");
    diagnostics.extend(findings);
    clock.lap("编排");
    diagnostics.extend(check::run(&site, &folder));
    if let Some(history) = history {
        diagnostics.extend(history::changed_since_review(&request.root, &site, history));
    }
    check::adjust(&mut diagnostics, &folder);
    diagnostic::sort(&mut diagnostics);
    clock.lap("检查");
    Ok((site, diagnostics))
}

/// What can be mended in each article, and the addresses to write down; files with nothing to mend are left out.
///
/// # Errors
/// When a file or folder cannot be read.
pub fn mend(request: &Request) -> Result<Vec<Mended>, Failure> {
    let texts = content::list(&request.root)?.texts;
    let (folder, _) = content::declare(&folder_name(&request.root), &texts);
    let articles: Vec<Arc<Article>> = texts.iter().filter(is_article).filter_map(|source| content::parse(source).0).map(Arc::new).collect();
    // `[[标题]]` names a title or alias letter by letter: such a name stays as it is.
    let links = articles.iter().flat_map(|article| article.document.links.clone());
    let names = links.filter(|link| link.kind == LinkKind::Wiki).map(|link| link.destination);
    let names: BTreeSet<String> = names.map(|name| name.split('#').next().unwrap_or_default().trim().to_owned()).collect();
    let is_named = |source: &Source, front: Span, edit: &Edit| {
        let text = &source.text;
        let start = text[..edit.span.start].rfind('\n').map_or(0, |newline| newline + 1);
        let end = text[edit.span.end..].find('\n').map_or(text.len(), |newline| edit.span.end + newline);
        let line = &text[start..end];
        (start < front.end || line.starts_with('#')) && names.iter().any(|name| !name.is_empty() && line.contains(name.as_str()))
    };
    let mended = texts.into_iter().map(|source| {
        let front = content::cut(&source).ok().and_then(|cut| cut.front).unwrap_or_default();
        let edits = fix::edits(&source).into_iter().filter(|edit| !is_named(&source, front, edit)).collect();
        Mended { source, edits }
    });
    let (site, _) = site::assemble(articles, &folder, Wishes { date: request.date, drafts: false });
    let registered =
        site::unregistered(&site, &folder).map(|(source, rows)| Mended { source, edits: rows.into_iter().map(edit).collect() });
    let mended = mended.chain(registered);
    Ok(mended.filter(|mended| !mended.edits.is_empty()).collect())
}

/// A row of the registry as it is written into it.
fn edit(row: site::Row) -> Edit {
    let message = format!("/{} 还没有登记", row.address);
    Edit { span: row.span, replacement: row.text, code: "address-unregistered", message }
}

/// Builds everything, in memory. When an error keeps the site back, `files` is empty; a booklet with an error is
/// missing from it, and the rest is there.
///
/// # Errors
/// When a file or folder cannot be read or the theme does not work.
pub fn build(request: &Request, memo: &mut Memo) -> Result<Built, Failure> {
    let mut clock = Clock::new();
    let (site, mut diagnostics) = assemble(request, None, memo, &mut clock)?;
    if check::keeps_the_site_back(&diagnostics) {
        return Ok(Built { site, files: Vec::new(), diagnostics, stages: clock.laps });
    }
    let theme = Theme::load(&request.root, site.config.theme.as_deref())?;
    clock.lap("主题");
    let (mut booklets, mut files) = booklets::make(&site, &theme, request, &mut diagnostics);
    if request.print {
        files.extend(ebooks(&site, &theme, &mut booklets));
    }
    clock.lap("小册子");
    let plan = pages::plan(&site);
    let covers = pages::covers(&site, &theme, &plan);
    let drawn = picture::cover::draw(&covers.values().collect::<Vec<_>>());
    let (covers, pictures) = pages::hung(&covers, drawn);
    files.extend(pictures);
    clock.lap("封面");
    let index = search::index(&site);
    let kept = search::kept(&site, &index);
    let beside = Beside { booklets, covers, search: SearchFiles { version: index.records_version, groups: kept } };
    clock.lap("搜索");
    files.extend(pages::render(&site, &plan, &theme, Styles::Within, &beside)?);
    files.extend(pages::forwards(&site, &theme)?);
    files.extend(pages::headers(&files, site.config.search.as_ref()));
    files.extend(pages::machine_files(&site));
    files.extend(export::redirects::list(&site));
    files.push(pages::manifest(&site, &theme));
    files.extend(index.files);
    clock.lap("页面");
    files.extend(theme.assets().iter().cloned());
    // A picture too large to be read is told of, and is not there.
    for asset in site.assets.iter().filter(|asset| asset.is_usable() || !asset.bytes.is_empty()) {
        files.push(OutputFile { path: asset.path.clone(), bytes: asset.bytes.to_vec() });
        files.extend(asset.renditions.iter().map(|copy| OutputFile { path: copy.path.clone(), bytes: copy.bytes.to_vec() }));
    }
    let own = files.len();
    files.extend(content::static_files(&request.root)?);
    files.extend(pages::worker(&site, &theme, &files, &beside.search));
    collisions(&files, own, &mut diagnostics);
    files.sort_by(|a, b| a.path.cmp(&b.path));
    diagnostic::sort(&mut diagnostics);
    clock.lap("素材");
    if check::keeps_the_site_back(&diagnostics) {
        files.clear();
    }
    Ok(Built { site, files, diagnostics, stages: clock.laps })
}

fn is_article(source: &&Arc<Source>) -> bool {
    ![".yaml", ".yml", ".csv"].iter().any(|ending| source.path.ends_with(ending))
}

/// Parses all Markdown files, in parallel where the memo does not know them; forgets those that are gone.
fn parse(texts: &[Arc<Source>], memo: &mut Memo, diagnostics: &mut Vec<Diagnostic>) -> Vec<Arc<Article>> {
    let sources: Vec<&Arc<Source>> = texts.iter().filter(is_article).collect();
    let known = std::mem::take(&mut memo.parsed);
    let parsed: Vec<(Arc<Source>, Parsed)> = sources
        .par_iter()
        .map(|source| {
            let parsed = known.get(*source).cloned().unwrap_or_else(|| {
                let mut reading = content::read(source);
                reading.findings.extend(fix::findings(source, &reading));
                (reading.article.map(Arc::new), reading.findings)
            });
            (Arc::clone(source), parsed)
        })
        .collect();
    let mut articles = Vec::with_capacity(parsed.len());
    for (_, (article, findings)) in &parsed {
        articles.extend(article.clone());
        diagnostics.extend(findings.iter().cloned());
    }
    memo.parsed = parsed.into_iter().collect();
    articles
}

/// The electronic books, and where each one will be found.
fn ebooks(site: &Site, theme: &Theme, places: &mut pages::BookletFiles) -> Vec<OutputFile> {
    let books = site.booklets.iter().filter(|booklet| booklet.file.size.is_book());
    let make = |booklet: &Booklet| {
        let book = export::epub::book(site, booklet, theme.epub());
        let path = format!("booklets/{}", book.path);
        places.entry(booklet.id.clone()).or_default().epub = Some(path.clone());
        OutputFile { path, ..book }
    };
    books.map(make).collect()
}

#[cfg(not(feature = "print"))]
mod booklets {
    //! Without the engine there are no booklets.

    use super::{Diagnostic, OutputFile, Request, Site, Theme};
    use crate::pages::BookletFiles;

    pub(super) fn make(_: &Site, _: &Theme, _: &Request, _: &mut Vec<Diagnostic>) -> (BookletFiles, Vec<OutputFile>) {
        (BookletFiles::new(), Vec::new())
    }
}

/// Two files for one path: the second one, from `static/` or an attachment, is told to move.
fn collisions(files: &[OutputFile], own: usize, diagnostics: &mut Vec<Diagnostic>) {
    let mut seen: HashMap<&str, usize> = HashMap::new();
    for (at, file) in files.iter().enumerate() {
        if seen.insert(&file.path, at).is_some() {
            let path = if at >= own { format!("static/{}", file.path) } else { format!("content/{}", file.path) };
            let source = Arc::new(Source { path, text: String::new() });
            diagnostics.push(
                Diagnostic::error(
                    "output-duplicate",
                    Place::new(&source, Span::default()),
                    format!("网站自己已经有 /{} 这个文件", file.path),
                )
                .help("给这个文件换一个名字"),
            );
        }
    }
}

fn empty(folder: &Folder) -> Diagnostic {
    let path = if folder.is_plain() { "." } else { "content/" };
    let source = Arc::new(Source { path: path.to_owned(), text: String::new() });
    Diagnostic::error("content-empty", Place::new(&source, Span::default()), "这里一篇文章也没有").help("放进至少一个 .md 文件")
}

fn folder_name(root: &Path) -> String {
    let path = root.canonicalize().unwrap_or_else(|_| root.to_path_buf());
    path.file_name().map_or_else(|| "笔记".to_owned(), |name| name.to_string_lossy().into_owned())
}

/// Measures stages for `--timings`; nothing else depends on it.
pub struct Clock {
    last: Instant,
    laps: Vec<(&'static str, Duration)>,
}

impl Clock {
    /// Starts now.
    #[must_use]
    #[expect(clippy::new_without_default, reason = "a clock that starts by default would hide when it starts")]
    pub fn new() -> Self {
        Self { last: Instant::now(), laps: Vec::new() }
    }

    fn lap(&mut self, name: &'static str) {
        let now = Instant::now();
        self.laps.push((name, now - self.last));
        self.last = now;
    }
}
