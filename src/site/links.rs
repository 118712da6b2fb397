//! Every written link → where it leads. After this no writer resolves anything.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::diagnostic::{Diagnostic, Level};
use crate::model::article::Article;
use crate::model::document::{Block, Document, LinkKind, WrittenLink};
use crate::model::folder::Folder;
use crate::model::nearest::nearest;
use crate::model::path;
use crate::model::site::{ArticleId, Entry, Site, Target};
use crate::source::Place;

/// Schemes that may leave the site (RELIABILITY promise 6).
const SCHEMES: [&str; 4] = ["https", "http", "mailto", "tel"];

/// Fills `targets` of every entry.
pub fn resolve(site: &mut Site, folder: &Folder, hidden: &[Arc<Article>], diagnostics: &mut Vec<Diagnostic>) {
    let linker = Linker::new(site, folder, hidden);
    let mut all = Vec::with_capacity(site.entries.len());
    for entry in &site.entries {
        let links = &entry.article.document.links;
        let targets: Vec<Target> = links.iter().map(|link| linker.target(entry, link, diagnostics)).collect();
        all.push(targets);
    }
    for (entry, targets) in site.entries.iter_mut().zip(all) {
        entry.targets = targets;
    }
}

struct Linker<'a> {
    site: &'a Site,
    folder: &'a Folder,
    /// Path of the file → article.
    by_path: BTreeMap<&'a str, ArticleId>,
    /// Title, id, slug, short title or alias → article; `None` when two claim it.
    by_name: BTreeMap<&'a str, Option<ArticleId>>,
    /// Path of a file that is not published now.
    hidden: BTreeSet<&'a str>,
    /// Addresses of the pages that are not articles.
    pages: BTreeSet<String>,
    /// Path below the site folder → asset.
    assets: BTreeMap<&'a str, usize>,
}

impl<'a> Linker<'a> {
    fn new(site: &'a Site, folder: &'a Folder, hidden: &'a [Arc<Article>]) -> Self {
        let mut by_path = BTreeMap::new();
        let mut by_name: BTreeMap<&str, Option<ArticleId>> = BTreeMap::new();
        for (at, entry) in site.entries.iter().enumerate() {
            let id = ArticleId(at);
            let article = &entry.article;
            by_path.insert(article.source.path.as_str(), id);
            let names = [article.title.as_str(), entry.id.as_str(), article.slug.as_str(), entry.short_title()];
            let names: BTreeSet<&str> = names.into_iter().chain(article.front.aliases.iter().map(String::as_str)).collect();
            for name in names {
                by_name.entry(name).and_modify(|known| *known = None).or_insert(Some(id));
            }
        }
        let mut pages: BTreeSet<String> = ["", "search/", "tags/", "booklets/"].map(str::to_owned).into();
        pages.extend(site.config.groups.iter().map(|group| format!("{}/", group.slug)));
        pages.extend(site.series.iter().map(|series| series.permalink.clone()));
        pages.extend(record_pages(site, folder));
        pages.extend((!site.glossary.is_empty()).then(|| "cidian/".to_owned()));
        pages.extend(site.tags.iter().map(|tag| tag.permalink.clone()));
        Self {
            site,
            folder,
            by_path,
            by_name,
            hidden: hidden.iter().map(|article| article.source.path.as_str()).collect(),
            pages,
            assets: site.assets.iter().enumerate().map(|(at, asset)| (asset.source.as_str(), at)).collect(),
        }
    }

    fn target(&self, entry: &Entry, link: &WrittenLink, diagnostics: &mut Vec<Diagnostic>) -> Target {
        let place = Place::new(&entry.article.source, link.span);
        match self.find(entry, link, place) {
            Ok(target) => target,
            Err(mut diagnostic) => {
                // Somebody's notes are shown as they are; a knowledge base is not published with holes.
                if self.folder.is_plain() {
                    diagnostic.level = Level::Warning;
                }
                diagnostics.push(*diagnostic);
                Target::Broken
            }
        }
    }

    fn find(&self, entry: &Entry, link: &WrittenLink, place: Place) -> Result<Target, Box<Diagnostic>> {
        let destination = link.destination.trim();
        if destination.is_empty() {
            return fail("link-empty", place, "这个链接没有写地址", "在圆括号里写上文件名或网址");
        }
        if link.kind == LinkKind::Wiki {
            return self.wiki(entry, destination, place);
        }
        if destination.starts_with("//") {
            return fail("link-scheme", place, "链接以 // 开头，看不出是哪一种地址", "网址要写全：https://…");
        }
        if let Some(scheme) = path::scheme(destination) {
            let scheme = scheme.to_ascii_lowercase();
            if link.kind == LinkKind::Image {
                return fail(
                    "image-remote",
                    place,
                    "图片放在别的网站上，读者打开页面时可能看不到，还会泄露行踪",
                    "把图片下载到文章旁边，写成 ![说明](图片名.png)",
                );
            }
            if !SCHEMES.contains(&scheme.as_str()) {
                return fail(
                    "link-scheme",
                    place,
                    &format!("不能用 {scheme}: 这种链接"),
                    "能用的有 https:、http:、mailto:、tel:，以及站内文章",
                );
            }
            return Ok(Target::External(path::encode_non_ascii(destination)));
        }
        let fragment =
            destination.split_once('#').map(|(_, fragment)| path::percent_decode(fragment)).filter(|fragment| !fragment.is_empty());
        if destination.starts_with('#') {
            let fragment = fragment.unwrap_or_default();
            return anchor(&entry.article.document, &fragment, place).map(|()| Target::Anchor(fragment));
        }
        if let Some(address) = destination.strip_prefix('/') {
            return self.address(address.split(['#', '?']).next().unwrap_or_default(), fragment, place);
        }
        let Some(path) = path::resolve(&entry.article.source.path, destination) else {
            return fail("link-outside", place, "这个链接指到了网站文件夹外面", "只能链接到网站文件夹里的文件");
        };
        if link.kind == LinkKind::Image {
            return self.image(&path, place);
        }
        self.file(&path, fragment, place)
    }

    fn file(&self, path: &str, fragment: Option<String>, place: Place) -> Result<Target, Box<Diagnostic>> {
        let with_extension = format!("{path}.md");
        let folder_page = ["README.md", "index.md", "_index.md"].map(|name| format!("{path}/{name}"));
        let id = [path, &with_extension].into_iter().chain(folder_page.iter().map(String::as_str)).find_map(|path| self.by_path.get(path));
        if let Some(&id) = id {
            if let Some(fragment) = &fragment {
                anchor(&self.site.entry(id).article.document, fragment, place)?;
            }
            return Ok(Target::Article { id, fragment });
        }
        if let Some(&at) = self.assets.get(path) {
            return Ok(Target::Asset(at));
        }
        let inside = path.strip_prefix(self.folder.content_prefix().trim_end_matches('/')).unwrap_or(path).trim_matches('/');
        if self.pages.contains(&format!("{inside}/")) {
            return Ok(Target::Page { permalink: format!("{inside}/"), fragment });
        }
        if self.hidden.contains(path) || self.hidden.contains(with_extension.as_str()) {
            return fail("link-to-draft", place, "链接指向的文章还没有发布（草稿或日期未到）", "等那篇发布了再链接，或者先去掉这个链接");
        }
        let name = path.rsplit('/').next().unwrap_or(path);
        let names: Vec<&str> = self.by_path.keys().map(|path| path.rsplit('/').next().unwrap_or(path)).collect();
        let help = match nearest(name, &names) {
            Some(nearest) => format!("是不是“{nearest}”？"),
            None => format!("检查文件名；应该在 {path}"),
        };
        Err(Box::new(Diagnostic::error("link-missing", place, "链接指向的文章不存在").label("没有这个文件").help(help)))
    }

    fn image(&self, path: &str, place: Place) -> Result<Target, Box<Diagnostic>> {
        if let Some(&at) = self.assets.get(path) {
            return Ok(Target::Asset(at));
        }
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        let name = path.rsplit('/').next().unwrap_or(path);
        let beside: Vec<&str> = self.folder.names.iter().filter_map(|name| name.strip_prefix(folder)?.strip_prefix('/')).collect();
        let help = match nearest(name, &beside) {
            Some(nearest) => format!("是不是“{nearest}”？大小写也要一样"),
            None => format!("把图片放到 {path}"),
        };
        Err(Box::new(Diagnostic::error("image-missing", place, "找不到这张图片").label("没有这个文件").help(help)))
    }

    fn address(&self, address: &str, fragment: Option<String>, place: Place) -> Result<Target, Box<Diagnostic>> {
        let mut permalink = path::percent_decode(address);
        if !permalink.is_empty() && !permalink.ends_with('/') {
            permalink.push('/');
        }
        if let Some(at) = self.site.entries.iter().position(|entry| entry.permalink == permalink && !permalink.is_empty()) {
            let id = ArticleId(at);
            if let Some(fragment) = &fragment {
                anchor(&self.site.entry(id).article.document, fragment, place)?;
            }
            return Ok(Target::Article { id, fragment });
        }
        if self.pages.contains(&permalink) {
            return Ok(Target::Page { permalink, fragment });
        }
        fail("link-missing", place, "网站里没有这个地址", "站内链接最好写文件名，例如 [文字](../hl66/08-vital-signs.md)")
    }

    fn wiki(&self, entry: &Entry, name: &str, place: Place) -> Result<Target, Box<Diagnostic>> {
        let (name, fragment) = match name.split_once('#') {
            Some((name, fragment)) => (name.trim(), Some(fragment.trim().to_owned())),
            None => (name, None),
        };
        let document = |id: Option<ArticleId>| id.map_or(&entry.article.document, |id| &self.site.entry(id).article.document);
        if name.is_empty() {
            let fragment = fragment.unwrap_or_default();
            return anchor(document(None), &fragment, place).map(|()| Target::Anchor(fragment));
        }
        match self.by_name.get(name) {
            Some(&Some(id)) => {
                if let Some(fragment) = &fragment {
                    anchor(document(Some(id)), fragment, place)?;
                }
                Ok(Target::Article { id, fragment })
            }
            Some(None) => {
                fail("link-ambiguous", place, &format!("有好几篇文章都叫“{name}”"), "改用文件名链接：[文字](文件名.md)，或写那篇文章的 id")
            }
            None => {
                let names: Vec<&str> = self.by_name.keys().copied().collect();
                let help = nearest(name, &names)
                    .map_or_else(|| "双方括号里写文章的标题、id 或别名".to_owned(), |nearest| format!("是不是“{nearest}”？"));
                fail("link-missing", place, &format!("没有叫“{name}”的文章"), &help)
            }
        }
    }
}

/// Addresses of the pages of directories, events and the calendar.
fn record_pages(site: &Site, folder: &Folder) -> Vec<String> {
    let records = &folder.records;
    let mut pages = Vec::new();
    for directory in records.directories.values() {
        pages.extend(["d/".to_owned(), directory.permalink()]);
        pages.extend(directory.counties().iter().map(|county| directory.county_permalink(&county.code)));
    }
    for id in records.events.keys() {
        pages.extend(["events/".to_owned(), format!("events/{id}/")]);
    }
    pages.extend(records.calendar.iter().map(|_| "rili/".to_owned()));
    pages.extend(site.has_ages().then(|| "yueling/".to_owned()));
    pages
}

fn fail(code: &'static str, place: Place, message: &str, help: &str) -> Result<Target, Box<Diagnostic>> {
    Err(Box::new(Diagnostic::error(code, place, message).help(help)))
}

/// Whether `document` has a heading with this anchor.
fn anchor(document: &Document, fragment: &str, place: Place) -> Result<(), Box<Diagnostic>> {
    let mut known = Vec::new();
    headings(&document.blocks, &mut known);
    if known.contains(&fragment) {
        return Ok(());
    }
    let help = match nearest(fragment, &known) {
        Some(nearest) => format!("是不是“#{nearest}”？"),
        None if known.is_empty() => "那篇文章没有小标题".to_owned(),
        None => format!("那篇文章的小标题有：{}", known.join("、")),
    };
    Err(Box::new(Diagnostic::error("anchor-missing", place, format!("没有“#{fragment}”这个小标题")).help(help)))
}

fn headings<'a>(blocks: &'a [Block], ids: &mut Vec<&'a str>) {
    for block in blocks {
        match block {
            Block::Heading(heading) => ids.push(&heading.id),
            Block::Quote(blocks) => headings(blocks, ids),
            Block::Callout(callout) => headings(&callout.blocks, ids),
            Block::Video(video) => headings(&video.transcript, ids),
            Block::Exercise(exercise) => exercise.questions.iter().for_each(|question| {
                headings(&question.blocks, ids);
                headings(&question.explanation, ids);
            }),
            Block::List(list) => list.items.iter().for_each(|item| headings(&item.blocks, ids)),
            Block::Definitions(definitions) => {
                definitions.iter().flat_map(|definition| &definition.details).for_each(|blocks| headings(blocks, ids));
            }
            Block::Paragraph(_) | Block::Figure(_) | Block::Code(_) | Block::Table(_) | Block::Rule => {}
        }
    }
}
