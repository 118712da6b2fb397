//! The site, or some of its series, as a folder that opens from a disk: for USB sticks.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::check;
use crate::content;
use crate::diagnostic::Diagnostic;
use crate::model::article::Article;
use crate::model::nearest::nearest;
use crate::model::series::SeriesId;
use crate::model::site::{Entry, Site};
use crate::output::OutputFile;
use crate::pages::{self, Beside, Page, Styles};
use crate::search;
use crate::site::{self, Wishes};
use crate::theme::Theme;

use super::{Clock, Failure, Memo, Request, folder_name};

/// What the reader opens; everything else lies in a folder beside it.
const DOOR: &str = "打开.html";
const INSIDE: &str = "site/";

/// Why there is nothing to write.
#[derive(Debug)]
pub enum Unmade {
    /// The content has errors.
    Content(Vec<Diagnostic>),
    /// There is no such series; a sentence.
    Series(String),
    /// A fault that is no author's.
    Failure(Failure),
}

impl<T: Into<Failure>> From<T> for Unmade {
    fn from(failure: T) -> Self {
        Self::Failure(failure.into())
    }
}

/// A folder to be.
pub struct Offline {
    /// How many articles it holds.
    pub articles: usize,
    /// Its files.
    pub files: Vec<OutputFile>,
}

/// The pages and the search of the series with these ids or names, of the whole site when none is named. Nothing in
/// it needs a server, and no page leads to one that was left out.
///
/// # Errors
/// When the content has errors, a series is not there, or the machine is at fault.
pub fn make(request: &Request, wanted: &[String]) -> Result<Offline, Unmade> {
    let (mut site, diagnostics) = super::assemble(request, None, &mut Memo::default(), &mut Clock::new())?;
    if check::keeps_the_site_back(&diagnostics) {
        return Err(Unmade::Content(diagnostics));
    }
    if !wanted.is_empty() {
        let series = wanted.iter().map(|name| find(&site, name)).collect::<Result<Vec<_>, _>>().map_err(Unmade::Series)?;
        site = part(&site, &series, request)?;
    }
    // A disk asks no server, and has no PDF.
    site.config.search = None;
    site.booklets.clear();
    let theme = Theme::load(&request.root, site.config.theme.as_deref())?;
    let plan: Vec<Page> = pages::plan(&site).into_iter().filter(|page| !matches!(page, Page::NotFound | Page::Offline)).collect();
    let mut files = pages::render(&site, &plan, &theme, Styles::Linked, &Beside::default())?;
    lighten(&mut files);
    let named = |path: &str| files.iter().any(|page| String::from_utf8_lossy(&page.bytes).contains(path));
    let assets: Vec<OutputFile> = theme.assets().iter().filter(|asset| named(&asset.path)).cloned().collect();
    files.extend(assets);
    files.extend(search::index(&site).files);
    files.extend(site.assets.iter().map(|asset| OutputFile { path: asset.path.clone(), bytes: asset.bytes.to_vec() }));
    pages::close(&mut files, &site.config.base_url);
    for file in &mut files {
        file.path.insert_str(0, INSIDE);
    }
    files.push(OutputFile { path: DOOR.to_owned(), bytes: door(&site).into_bytes() });
    files.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(Offline { articles: site.entries.iter().filter(|entry| entry.series.is_some()).count(), files })
}

/// Leaves out what only search engines, other sites and the frame of a browser use: a seventh of a page.
fn lighten(files: &mut [OutputFile]) {
    const FOR_MACHINES: [&str; 7] = [
        "<meta property=\"og:",
        "<meta name=\"description\"",
        "<meta name=\"theme-color\"",
        "<link rel=\"canonical\"",
        "<link rel=\"alternate\"",
        "<link rel=\"icon\"",
        "<script type=\"application/ld+json\">",
    ];
    for page in files.iter_mut().filter(|file| file.path.ends_with(".html")) {
        let html = String::from_utf8_lossy(&page.bytes);
        let kept = html.split_inclusive('\n').filter(|line| !FOR_MACHINES.iter().any(|start| line.starts_with(start)));
        page.bytes = kept.collect::<String>().into_bytes();
    }
}

fn find(site: &Site, name: &str) -> Result<SeriesId, String> {
    if let Some(at) = site.series.iter().position(|series| series.id == name || series.title == name) {
        return Ok(SeriesId(at));
    }
    let ids: Vec<&str> = site.series.iter().map(|series| series.id.as_str()).collect();
    let names: Vec<&str> = site.series.iter().flat_map(|series| [series.id.as_str(), &series.title]).collect();
    let near = nearest(name, &names).map(|near| format!("。是不是“{near}”？")).unwrap_or_default();
    Err(format!("没有系列“{name}”{near}\n  有的是：{}", ids.join("、")))
}

/// The site as if only these series and the loose pages had been written. Links to the rest become plain words.
fn part(whole: &Site, series: &[SeriesId], request: &Request) -> Result<Site, Failure> {
    let is_kept = |entry: &&Entry| entry.series.is_none_or(|id| series.contains(&id));
    let articles: Vec<Arc<Article>> = whole.entries.iter().filter(is_kept).map(|entry| Arc::clone(&entry.article)).collect();
    let listing = content::list(&request.root)?;
    let (mut folder, _) = content::declare(&folder_name(&request.root), &listing.texts);
    folder.attachments = content::attachments(&request.root, &articles, &listing.others)?;
    let ids: BTreeSet<&str> = series.iter().map(|id| whole.series[id.0].id.as_str()).collect();
    let left_out: Vec<String> =
        folder.series.keys().filter(|path| !ids.contains(site::series_id(path, &folder).as_str())).cloned().collect();
    for path in left_out {
        folder.series.remove(&path);
    }
    let whole_booklet = |id: &str| {
        let booklet = whole.booklets.iter().find(|booklet| booklet.id == id);
        booklet.is_some_and(|booklet| booklet.articles.iter().all(|id| is_kept(&whole.entry(*id))))
    };
    folder.booklets.retain(|id, _| whole_booklet(id));
    folder.records.directories.clear();
    folder.records.events.clear();
    folder.records.calendar = None;
    let used = whole.entries.iter().filter(is_kept).filter(|entry| entry.series.is_some()).flat_map(|entry| &entry.groups);
    let used: BTreeSet<&str> = used.map(|id| whole.config.groups[id.0].slug.as_str()).collect();
    if let Some(config) = &mut folder.config {
        config.value.base_url.clone_from(&whole.config.base_url);
        config.value.groups.retain(|group| used.contains(group.slug.as_str()));
    }
    let (part, _) = site::assemble(articles, &folder, Wishes { date: request.date, drafts: request.drafts });
    Ok(part)
}

/// Leads straight on; with a link for who sees it nonetheless.
fn door(site: &Site) -> String {
    let title = site.config.title.replace('&', "&amp;").replace('<', "&lt;");
    format!(
        "<!doctype html>\n<html lang=\"zh-CN\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width\">\n\
         <meta http-equiv=\"refresh\" content=\"0; url={INSIDE}index.html\">\n<title>{title}</title>\n</head>\n<body>\n\
         <h1><a href=\"{INSIDE}index.html\">打开《{title}》</a></h1>\n<p>不用上网。拷给别人时，这个文件和旁边的 site 文件夹要一起拷。</p>\n</body>\n</html>\n"
    )
}
