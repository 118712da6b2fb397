//! Which series an article belongs to, in which order they are read, and under which address.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::model::article::Article;
use crate::model::folder::Folder;
use crate::model::series::{Series, SeriesId};
use crate::model::site::{ArticleId, Entry, Site};
use crate::model::slug::{SITE_PAGES, slug};
use crate::site::{groups_of, unknown_group};
use crate::source::{Place, Source, Span};

/// Where a file stands in the folder.
enum Role<'a> {
    /// The home page's text.
    Home,
    /// A page outside all series.
    Loose,
    /// The own page of a series' folder.
    Intro(&'a str),
    /// An article of the series in this folder.
    Part(&'a str),
}

/// Fills `site.series`, `site.entries` and `site.home`.
pub fn place(articles: Vec<Arc<Article>>, folder: &Folder, site: &mut Site, diagnostics: &mut Vec<Diagnostic>) {
    let mut by_folder: BTreeMap<String, Vec<Arc<Article>>> = BTreeMap::new();
    let mut intros: BTreeMap<String, Arc<Article>> = BTreeMap::new();
    let mut loose = Vec::new();
    let mut home = None;
    for article in articles {
        if !folder.is_plain() && article.keys.is_empty() {
            diagnostics.push(
                Diagnostic::error("front-matter-missing", article.place_of(""), "这篇文章没有文件头")
                    .help(format!("在最前面加上三行：---、title: {}、---", article.title)),
            );
        } else if !folder.is_plain() && article.front.title.is_none() {
            diagnostics.push(
                Diagnostic::error("title-missing", article.place_of(""), "文件头里没有标题")
                    .help(format!("加一行 title: {}", article.title)),
            );
        }
        match role(&article.source.path, folder) {
            Role::Home => home = Some(article.clone()),
            Role::Loose => loose.push(article.clone()),
            Role::Intro(path) => {
                intros.insert(path.to_owned(), article.clone());
                by_folder.entry(path.to_owned()).or_default();
            }
            Role::Part(path) => by_folder.entry(path.to_owned()).or_default().push(article.clone()),
        }
    }
    for path in folder.series.keys() {
        by_folder.entry(path.clone()).or_default();
    }
    let wished = |id: &str| site.config.series.iter().position(|wished| wished == id).unwrap_or(usize::MAX);
    let mut folders: Vec<(usize, String, Vec<Arc<Article>>)> =
        by_folder.into_iter().map(|(path, articles)| (wished(&id_of(&path, folder)), path, articles)).collect();
    folders.sort_by(|a, b| (a.0, &a.1).cmp(&(b.0, &b.1)));

    for (_, path, articles) in folders {
        let series = series(&path, folder, site, diagnostics);
        site.series.push(series);
        let at = SeriesId(site.series.len() - 1);
        if let Some(intro) = intros.remove(&path) {
            let permalink = site.series[at.0].permalink.clone();
            let id = push(site, intro, Some(at), permalink);
            site.series[at.0].intro = Some(id);
        }
        let ids = chain(site, at, articles);
        site.series[at.0].articles = ids;
    }
    for article in loose {
        let permalink = format!("{}/", article.slug);
        push(site, article, None, permalink);
    }
    if let Some(home) = home {
        site.home = Some(push(site, home, None, String::new()));
    }
}

fn role<'a>(path: &'a str, folder: &Folder) -> Role<'a> {
    let inside = path.strip_prefix(folder.content_prefix()).unwrap_or(path);
    let (parent, file) = inside.rsplit_once('/').unwrap_or(("", inside));
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    let own_page = matches!(stem, "index" | "_index" | "README" | "readme");
    match (parent, own_page) {
        ("", true) => Role::Home,
        ("", false) => Role::Loose,
        ("pages", _) if !folder.is_plain() => Role::Loose,
        (parent, true) if folder.is_plain() => Role::Intro(parent),
        // `hl66/08-signs/index.md` is an article with its own folder; `hl66/index.md` the series' page.
        (parent, true) => match parent.rsplit_once('/') {
            Some((series, _)) if !folder.series.contains_key(parent) => Role::Part(series),
            _ => Role::Intro(parent),
        },
        (parent, false) => Role::Part(parent),
    }
}

/// The id of the series in the folder `path` below the content folder.
#[must_use]
pub fn id_of(path: &str, folder: &Folder) -> String {
    let declared = folder.series.get(path).and_then(|series| series.value.id.clone());
    declared.unwrap_or_else(|| path.split('/').map(slug).collect::<Vec<_>>().join("/"))
}

fn series(path: &str, folder: &Folder, site: &Site, diagnostics: &mut Vec<Diagnostic>) -> Series {
    let declared = folder.series.get(path);
    let file = declared.map(|declared| declared.value.clone()).unwrap_or_default();
    if let Some(declared) = declared {
        for group in &file.groups {
            if group != "all" && !site.config.groups.iter().any(|known| known.slug == *group) {
                diagnostics.push(unknown_group(declared.place_of("groups"), group, site));
            }
        }
    }
    let id = id_of(path, folder);
    if is_reserved(&id, site) {
        let own =
            || Place::new(&Arc::new(Source { path: format!("{}{path}/", folder.content_prefix()), text: String::new() }), Span::default());
        diagnostics.push(
            Diagnostic::error(
                "address-reserved",
                declared.map_or_else(own, |declared| declared.place_of("id")),
                format!("地址 /{id}/ 是网站自己的页面"),
            )
            .help("给这个文件夹换一个名字，或者在 _series.yaml 里写另一个 id"),
        );
    }
    let (groups, everyone) = groups_of(&file.groups, &site.config);
    let name = path.rsplit('/').next().unwrap_or(path);
    Series {
        permalink: format!("{id}/"),
        id,
        title: file.title.clone().unwrap_or_else(|| name.to_owned()),
        file,
        groups,
        everyone,
        articles: Vec::new(),
        intro: None,
    }
}

/// Whether the site itself has a page at `/<top>/`.
pub(super) fn is_reserved(top: &str, site: &Site) -> bool {
    SITE_PAGES.contains(&top) || site.config.groups.iter().any(|group| group.slug == top)
}

/// Adds the articles of one series in reading order and ties each to its neighbours.
fn chain(site: &mut Site, series: SeriesId, mut articles: Vec<Arc<Article>>) -> Vec<ArticleId> {
    articles.sort_by(|a, b| {
        let key = |article: &Article| (article.front.number.unwrap_or(u32::MAX), article.source.path.clone());
        key(a).cmp(&key(b))
    });
    let folder = site.series[series.0].permalink.clone();
    let mut ids: Vec<ArticleId> = Vec::with_capacity(articles.len());
    for article in articles {
        let permalink = format!("{folder}{}/", article.slug);
        let id = push(site, article, Some(series), permalink);
        if let Some(&previous) = ids.last() {
            site.entries[previous.0].next = Some(id);
            site.entries[id.0].previous = Some(previous);
        }
        ids.push(id);
    }
    ids
}

fn push(site: &mut Site, article: Arc<Article>, series: Option<SeriesId>, permalink: String) -> ArticleId {
    let own = article.front.groups.as_ref();
    let inherited = series.map(|id| &site.series[id.0].file.groups);
    let empty = Vec::new();
    let (groups, everyone) = groups_of(own.or(inherited).unwrap_or(&empty), &site.config);
    let id = article.front.id.clone().unwrap_or_else(|| permalink.trim_end_matches('/').to_owned());
    site.entries.push(Entry {
        article,
        id,
        series,
        groups,
        everyone,
        permalink,
        targets: Vec::new(),
        previous: None,
        next: None,
        related: Vec::new(),
    });
    ArticleId(site.entries.len() - 1)
}
