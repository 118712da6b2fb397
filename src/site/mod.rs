//! Articles and declarations → `Site`: the linker. Puts everything in its place and order, gives each article
//! its address, and decides where every link leads. Pure: what is wrong comes back beside the site.

pub mod booklets;
mod forwards;
mod links;
mod order;
mod records;
mod registry;
mod related;

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::model::article::{Article, Status};
use crate::model::config::Config;
use crate::model::date::Date;
use crate::model::folder::Folder;
use crate::model::group::GroupId;
use crate::model::nearest::nearest;
use crate::model::site::{ArticleId, Entry, Site, Tag};
use crate::model::slug::{SITE_PAGES, slug};
use crate::source::Place;

pub use order::id_of as series_id;
pub use registry::{Row, unregistered};

/// What a build is asked for besides the folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wishes {
    /// The day of the build: later articles stay back.
    pub date: Date,
    /// Drafts and later articles too, for a preview.
    pub drafts: bool,
}

/// Assembles the site. With errors among the diagnostics the site is still whole and may be looked at,
/// but must not be published.
#[must_use]
pub fn assemble(articles: Vec<Arc<Article>>, folder: &Folder, wishes: Wishes) -> (Site, Vec<Diagnostic>) {
    let mut diagnostics = Vec::new();
    let config = config(folder, &mut diagnostics);
    let (public, hidden): (Vec<_>, Vec<_>) = articles.into_iter().partition(|article| is_public(article, wishes));
    let mut site = blank(config, folder, wishes);
    order::place(public, folder, &mut site, &mut diagnostics);
    check_front_matter(&site, folder, &mut diagnostics);
    addresses(&site, &mut diagnostics);
    site.tags = tags(&site.entries);
    related::fill(&mut site, &mut diagnostics);
    links::resolve(&mut site, folder, &hidden, &mut diagnostics);
    records::fill(&mut site, folder, &mut diagnostics);
    booklets::declare(&mut site, folder, &mut diagnostics);
    let mut later = blank(site.config.clone(), folder, wishes);
    let waiting = hidden.into_iter().filter(|article| article.front.status != Status::Draft).collect();
    order::place(waiting, folder, &mut later, &mut Vec::new());
    registry::check(&site, &later, folder, &mut diagnostics);
    forwards::fill(&mut site, folder);
    (site, diagnostics)
}

/// A site without articles.
fn blank(config: Config, folder: &Folder, wishes: Wishes) -> Site {
    Site {
        date: wishes.date,
        series: Vec::new(),
        entries: Vec::new(),
        home: None,
        tags: Vec::new(),
        booklets: Vec::new(),
        quizzes: Vec::new(),
        directories: Vec::new(),
        events: Vec::new(),
        calendar: Vec::new(),
        milestones: Vec::new(),
        hotlines: folder.hotlines.clone(),
        references: folder.references.clone(),
        glossary: folder.glossary.as_ref().map(|declared| declared.value.terms.clone()).unwrap_or_default(),
        synonyms: folder.synonyms.as_ref().map(|declared| declared.value.clone()).unwrap_or_default(),
        assets: folder.attachments.values().cloned().collect(),
        forwards: Vec::new(),
        short: BTreeMap::new(),
        config,
    }
}

/// Whether `article` is published in this build: no draft, and not later than its day.
#[must_use]
pub fn is_public(article: &Article, wishes: Wishes) -> bool {
    let later = article.front.created.is_some_and(|created| created > wishes.date);
    wishes.drafts || !(article.front.status == Status::Draft || later)
}

fn config(folder: &Folder, diagnostics: &mut Vec<Diagnostic>) -> Config {
    let Some(declared) = &folder.config else {
        return Config { title: folder.name.clone(), ..Config::default() };
    };
    let mut config = declared.value.clone();
    if config.title.trim().is_empty() {
        diagnostics.push(
            Diagnostic::error("site-title-missing", declared.place_of("title"), "网站还没有名字")
                .help("在 site.yaml 里写一行 title: 网站的名字"),
        );
    }
    if !config.base_url.is_empty() {
        if !(config.base_url.starts_with("https://") || config.base_url.starts_with("http://")) {
            diagnostics.push(
                Diagnostic::error("base-url-invalid", declared.place_of("base_url"), "base_url 不是完整的网址")
                    .help("写成 https://www.example.org/ 的样子"),
            );
        }
        if !config.base_url.ends_with('/') {
            config.base_url.push('/');
        }
    }
    if config.search.as_ref().is_some_and(|service| !service.is_address_good()) {
        diagnostics.push(
            Diagnostic::error("search-url-invalid", declared.place_of("search"), "搜索引擎的网址不能这样写：读者搜的词会在路上被人看到，或者送不到")
                .help("写成 url: https://search.example.org/indexes/baodian；和网站放在一起的写成 url: /api/search；在自己电脑上试用可以写 http://localhost:7700/…"),
        );
    }
    config.groups.sort_by_key(|group| group.order);
    for group in config.groups.iter().filter(|group| SITE_PAGES.contains(&group.slug.as_str())) {
        let message = format!("人群“{}”的地址 /{}/ 是网站自己的页面，两个页面会撞在一起", group.title, group.slug);
        diagnostics
            .push(Diagnostic::error("address-reserved", declared.place_of("groups"), message).help("给这个人群换一个 slug，例如拼音"));
    }
    for pair in config.groups.windows(2) {
        if pair[0].slug == pair[1].slug {
            diagnostics.push(Diagnostic::error("group-duplicate", declared.place_of("groups"), format!("人群“{}”写了两次", pair[0].slug)));
        }
    }
    config
}

/// What the site's own vocabulary decides: groups, sections, sources, numbers.
fn check_front_matter(site: &Site, folder: &Folder, diagnostics: &mut Vec<Diagnostic>) {
    let groups: Vec<&str> = site.config.groups.iter().map(|group| group.slug.as_str()).chain(["all"]).collect();
    let references: Vec<&str> = site.references.keys().map(String::as_str).collect();
    for entry in &site.entries {
        let article = &entry.article;
        for group in article.front.groups.iter().flatten() {
            if !groups.contains(&group.as_str()) {
                diagnostics.push(unknown_group(article.place_of("groups"), group, site));
            }
        }
        for source in &article.front.sources {
            if !site.references.contains_key(source.id()) {
                let diagnostic = Diagnostic::error(
                    "source-unknown",
                    place_of_word(article, "sources", source.id()),
                    format!("没有登记出处“{}”", source.id()),
                );
                diagnostics.push(suggest(diagnostic, source.id(), &references, "出处都登记在 content/data/sources.yaml"));
            }
        }
        let Some(series) = site.series_of(entry) else { continue };
        if let Some(section) = &article.front.section {
            let known: Vec<&str> = series.file.sections.iter().map(|section| section.id.as_str()).collect();
            if !known.contains(&section.as_str()) {
                let diagnostic =
                    Diagnostic::error("section-unknown", article.place_of("section"), format!("“{}”没有“{section}”这一部分", series.title));
                diagnostics.push(suggest(diagnostic, section, &known, &format!("能写的有：{}", known.join("、"))));
            }
        }
        if let (Some(number), Some(total)) = (article.front.number, series.file.declared_total)
            && (number == 0 || number > total)
        {
            diagnostics.push(
                Diagnostic::error("number-out-of-range", article.place_of("number"), format!("编号 {number} 超出了范围"))
                    .help(format!("“{}”一共 {total} 篇，编号从 1 到 {total}", series.title)),
            );
        }
    }
    if let (Some(_), Some(synonyms)) = (&folder.config, &folder.synonyms) {
        let slugs: Vec<&str> = site.config.groups.iter().map(|group| group.slug.as_str()).collect();
        for (at, group) in synonyms.value.groups.iter().enumerate() {
            if let Some(slug) = group.group.as_deref().filter(|slug| *slug != "all" && !slugs.contains(slug)) {
                diagnostics.push(unknown_group(synonyms.place_of_word(at, slug), slug, site));
            }
        }
    }
    for series in &site.series {
        let mut seen: BTreeMap<u32, ArticleId> = BTreeMap::new();
        for &id in &series.articles {
            let Some(number) = site.entry(id).article.front.number else { continue };
            if let Some(first) = seen.insert(number, id)
                && !folder.is_plain()
            {
                let (one, two) = (&site.entry(first).article, &site.entry(id).article);
                diagnostics.push(
                    Diagnostic::error("number-duplicate", two.place_of("number"), format!("“{}”里有两篇都是 {number} 号", series.title))
                        .label("这一篇")
                        .also(one.place_of("number"), "和这一篇")
                        .help("改其中一篇的 number"),
                );
            }
        }
    }
}

/// `group-unknown` with the groups there are.
fn unknown_group(place: Place, group: &str, site: &Site) -> Diagnostic {
    let list: Vec<String> = site.config.groups.iter().map(|group| format!("{}（{}）", group.slug, group.character)).collect();
    let slugs: Vec<&str> = site.config.groups.iter().map(|group| group.slug.as_str()).collect();
    let by_name = site.config.groups.iter().find(|known| known.character == group || known.title == group);
    let nearest = by_name.map(|group| group.slug.as_str()).or_else(|| nearest(group, &slugs));
    let guess = nearest.map(|nearest| format!("是不是“{nearest}”？")).unwrap_or_default();
    Diagnostic::error("group-unknown", place, format!("没有“{group}”这个人群"))
        .help(format!("{guess}能写的有：{}，以及 all（所有人）", list.join("、")))
}

/// No two articles, series or groups share an address, and none takes a page of the site itself.
fn addresses(site: &Site, diagnostics: &mut Vec<Diagnostic>) {
    let mut seen: BTreeMap<&str, ArticleId> = BTreeMap::new();
    let mut ids: BTreeMap<&str, ArticleId> = BTreeMap::new();
    for (at, entry) in site.entries.iter().enumerate() {
        let id = ArticleId(at);
        if Some(id) == site.home {
            continue;
        }
        let place = entry.article.place_of("slug");
        if let Some(first) = seen.insert(&entry.permalink, id) {
            let other = &site.entry(first).article;
            diagnostics.push(
                Diagnostic::error("address-duplicate", place, format!("两篇文章的地址都是 /{}", entry.permalink))
                    .label("这一篇")
                    .also(other.place_of("slug"), "和这一篇")
                    .help("给其中一篇换一个 slug（文件头里写 slug: 几个英文单词）"),
            );
            continue;
        }
        if let Some(first) = ids.insert(&entry.id, id) {
            let other = &site.entry(first).article;
            diagnostics.push(
                Diagnostic::error("id-duplicate", entry.article.place_of("id"), format!("两篇文章的 id 都是“{}”", entry.id))
                    .label("这一篇")
                    .also(other.place_of("id"), "和这一篇")
                    .help("id 在全站只能用一次，改其中一个"),
            );
        }
        let top = entry.permalink.split('/').next().unwrap_or_default();
        // That of a series was told once, where the series is.
        if entry.series.is_none() && order::is_reserved(top, site) {
            diagnostics.push(
                Diagnostic::error("address-reserved", entry.article.place_of("slug"), format!("地址 /{top}/ 是网站自己的页面"))
                    .help("换一个 slug"),
            );
        }
    }
}

fn tags(entries: &[Entry]) -> Vec<Tag> {
    let mut by_name: BTreeMap<&str, Vec<ArticleId>> = BTreeMap::new();
    for (at, entry) in entries.iter().enumerate() {
        for tag in &entry.article.front.tags {
            let list = by_name.entry(tag).or_default();
            if list.last() != Some(&ArticleId(at)) {
                list.push(ArticleId(at));
            }
        }
    }
    let mut taken = BTreeMap::new();
    by_name
        .into_iter()
        .map(|(name, articles)| {
            let wished = slug(name);
            let count = taken.entry(wished.clone()).and_modify(|count| *count += 1).or_insert(1_u32);
            let address = if *count == 1 { wished } else { format!("{wished}-{count}") };
            Tag { name: name.to_owned(), permalink: format!("tags/{address}/"), articles }
        })
        .collect()
}

/// The place of `word` within the value of `key`, or of the whole value.
fn place_of_word(article: &Article, key: &str, word: &str) -> Place {
    let place = article.place_of(key);
    let text = &article.source.text;
    // A list may go on over the following indented lines.
    let rest = &text[place.span.start..];
    let end = rest.find("\n---").unwrap_or(rest.len());
    match rest[..end].find(word) {
        Some(at) => {
            let start = place.span.start + at;
            Place::new(&article.source, crate::source::Span::new(start, start + word.len()))
        }
        None => place,
    }
}

/// `help` with the nearest known word in front, when one is near.
fn suggest(diagnostic: Diagnostic, word: &str, known: &[&str], help: &str) -> Diagnostic {
    match nearest(word, known) {
        Some(nearest) => diagnostic.help(format!("是不是“{nearest}”？{help}")),
        None => diagnostic.help(help),
    }
}

/// The ids of `slugs`, in the site's order, and whether `all` is among them: then every group is.
fn groups_of(slugs: &[String], config: &Config) -> (Vec<GroupId>, bool) {
    let everyone = slugs.iter().any(|slug| slug == "all");
    let ids = config.groups.iter().enumerate();
    let groups = ids.filter(|(_, group)| everyone || slugs.contains(&group.slug)).map(|(at, _)| GroupId(at));
    (groups.collect(), everyone)
}
