//! Home, groups, series, tags, booklets: pages that list.

use std::collections::BTreeSet;

use crate::markup::html;
use crate::model::article::AgeMonths;
use crate::model::group::GroupId;
use crate::model::series::SeriesId;
use crate::model::site::{ArticleId, Entry, Site};
use crate::pages::common::{Frame, hotline};
use crate::pages::view::{
    BarePage, BookletsPage, Card, GroupPage, GroupTile, GroupView, HomePage, HomeView, PackView, SectionView, SeriesList, SeriesPage,
    ServiceView, SourceLine, TagLine, TagPage, TagView, TagsPage,
};
use crate::pages::{days, directory, events, json_ld, learning, offline};

/// Cards under 新近更新.
const LATEST: usize = 6;
/// Articles of one series on a group's page; the series' own page has them all.
const PER_SERIES: usize = 12;
/// Events on the home page.
const EVENTS: usize = 3;
/// Shown on a group page that names no hotlines of its own.
const FIRST_HOTLINES: usize = 4;

/// The context of `home.html`.
pub fn home<'a>(frame: &Frame<'a>) -> HomePage<'a> {
    let site = frame.site;
    let config = &site.config;
    let mut page = frame.page("home", &config.title, &config.description);
    page.title = if config.subtitle.is_empty() { config.title.clone() } else { format!("{} · {}", config.title, config.subtitle) };
    page.json_ld = json_ld::script(frame, &page, json_ld::home(site));
    frame.feeds(&mut page, "");
    let groups = config.groups.iter().enumerate().map(|(at, group)| GroupTile {
        slug: &group.slug,
        character: &group.character,
        title: &group.title,
        who: &group.who,
        description: &group.description,
        href: frame.page_href(&format!("{}/", group.slug)),
        count: site.entries.iter().filter(|entry| entry.groups.contains(&GroupId(at))).count(),
        muted: group.muted,
    });
    let body_html = site.home.map(|id| {
        let entry = site.entry(id);
        html::body(&entry.article.document, &|link| frame.href(entry, link))
    });
    HomePage {
        page,
        home: HomeView {
            body_html,
            groups: groups.collect(),
            series: site.series.iter().filter(|series| !series.articles.is_empty()).map(|series| frame.series_card(series)).collect(),
            latest: latest(site).into_iter().map(|id| frame.card(id)).collect(),
            topic: days::topic(frame),
            events: events::ahead(frame, None).into_iter().filter(|event| !event.example).take(EVENTS).collect(),
            booklets: frame.booklets(None),
        },
    }
}

/// The newest articles, one of each series before a second of any.
fn latest(site: &Site) -> Vec<ArticleId> {
    let is_listed = |id: &ArticleId| {
        let entry = site.entry(*id);
        Some(*id) != site.home && !entry.is_sample() && !entry.article.front.sensitive && (entry.series.is_some() || site.series.is_empty())
    };
    let mut ids: Vec<ArticleId> = (0..site.entries.len()).map(ArticleId).filter(is_listed).collect();
    let date = |id: &ArticleId| {
        let front = &site.entry(*id).article.front;
        front.updated.or(front.created)
    };
    ids.sort_by_key(|id| (std::cmp::Reverse(date(id)), *id));
    let mut seen = BTreeSet::new();
    let (first, rest): (Vec<_>, Vec<_>) = ids.into_iter().partition(|id| seen.insert(site.entry(*id).series));
    first.into_iter().chain(rest).take(LATEST).collect()
}

/// The context of `group.html`.
pub fn group<'a>(frame: &Frame<'a>, id: GroupId) -> GroupPage<'a> {
    let site = frame.site;
    let group = &site.config.groups[id.0];
    let mut page = frame.page_below("group", &group.title, if group.description.is_empty() { &group.who } else { &group.description }, &[]);
    page.group = Some(group.slug.clone());
    page.muted = group.muted;
    frame.feeds(&mut page, &format!("{}/", group.slug));
    let own = |series: &crate::model::series::Series| -> Vec<ArticleId> {
        let is_own = |article: &&ArticleId| {
            let entry = site.entry(**article);
            !entry.everyone && entry.groups.contains(&id)
        };
        series.articles.iter().filter(is_own).copied().collect()
    };
    let lists = site.series.iter().filter_map(|series| {
        let articles = own(series);
        let more = articles.len().saturating_sub(PER_SERIES);
        let cards: Vec<Card<'_>> = articles.iter().take(PER_SERIES).map(|id| frame.card(*id)).collect();
        (!cards.is_empty()).then(|| SeriesList { series: frame.series_card(series), articles: cards, more })
    });
    let series = site.series.iter().filter(|series| series.groups.contains(&id) && !series.articles.is_empty());
    let hotlines = if group.hotlines.is_empty() {
        site.hotlines.iter().filter(|line| line.verified).take(FIRST_HOTLINES).map(hotline).collect()
    } else {
        frame.hotlines(group.hotlines.iter().map(String::as_str))
    };
    GroupPage {
        page,
        group: GroupView {
            slug: &group.slug,
            character: &group.character,
            title: &group.title,
            who: &group.who,
            description: &group.description,
            muted: group.muted,
        },
        services: group.services.iter().map(|service| ServiceView { name: &service.name, text: &service.text }).collect(),
        series: series.map(|series| frame.series_card(series)).collect(),
        lists: lists.collect(),
        ages_href: ages(frame, |entry| !entry.everyone && entry.groups.contains(&id)),
        directories: site
            .directories
            .iter()
            .filter(|directory| directory.serves(&group.slug))
            .map(|known| directory::card(frame, known))
            .collect(),
        events: events::ahead(frame, Some(id)),
        hotlines,
        offline: frame.packs.get(&id).map(|pack| PackView {
            href: frame.file_href(&offline::pack_path(&group.slug)),
            pages: pack.pages,
            size: offline::size(pack.bytes),
        }),
    }
}

/// The context of `series.html`.
pub fn series<'a>(frame: &Frame<'a>, id: SeriesId) -> SeriesPage<'a> {
    let site = frame.site;
    let series = &site.series[id.0];
    let file = &series.file;
    let description = file.description.as_deref().or(file.subtitle.as_deref()).unwrap_or(&series.title);
    let group = (!series.everyone).then(|| series.groups.first()).flatten().map(|id| &site.config.groups[id.0]);
    let above = group.map(|group| (group.title.as_str(), format!("{}/", group.slug)));
    let above: Vec<(&str, &str)> = above.iter().map(|(title, link)| (*title, link.as_str())).collect();
    let mut page = frame.page_below("series", &series.title, description, &above);
    page.group = group.map(|group| group.slug.clone());
    page.muted = group.is_some_and(|group| group.muted);
    page.json_ld = json_ld::script(frame, &page, json_ld::series(site, series));
    frame.feeds(&mut page, &series.permalink);
    let intro_html = series.intro.map(|id| {
        let entry = site.entry(id);
        html::body(&entry.article.document, &|link| frame.href(entry, link))
    });
    let source_lines: Vec<SourceLine<'_>> = file
        .sources
        .iter()
        .filter_map(|id| site.references.get(id))
        .map(|reference| SourceLine {
            title: &reference.title,
            issuer: reference.issuer.as_deref(),
            reference: reference.reference.as_deref(),
            location: None,
        })
        .collect();
    SeriesPage {
        page,
        series: frame.series_card(series),
        intro_html,
        sections: sections(frame, id),
        ages_href: ages(frame, |entry| !series.everyone && entry.series == Some(id)),
        disclaimer: file.disclaimer.sentence(),
        sources: source_lines,
        booklets: frame.booklets(Some(series)),
        quizzes: learning::lines(frame, |quiz| quiz.series == Some(id)),
    }
}

/// The page by a child's age in months, where one of the articles that are `wanted` stands on it.
fn ages(frame: &Frame<'_>, wanted: impl Fn(&Entry) -> bool) -> Option<String> {
    let is_there = |entry: &&Entry| entry.article.front.age_months.is_some_and(AgeMonths::is_infant) && wanted(entry);
    frame.site.entries.iter().find(is_there).map(|_| frame.page_href("yueling/"))
}

/// The series' articles by declared section; those of no section come last, without a heading.
fn sections<'a>(frame: &Frame<'a>, id: SeriesId) -> Vec<SectionView<'a>> {
    let series = &frame.site.series[id.0];
    let section_of = |article: &ArticleId| frame.site.entry(*article).article.front.section.as_deref();
    let mut sections: Vec<SectionView<'a>> = Vec::new();
    for section in &series.file.sections {
        let articles: Vec<_> =
            series.articles.iter().filter(|article| section_of(article) == Some(&section.id)).map(|id| frame.card(*id)).collect();
        if !articles.is_empty() {
            sections.push(SectionView { id: Some(&section.id), title: Some(&section.title), articles });
        }
    }
    let known = |name: &str| series.file.sections.iter().any(|section| section.id == name);
    let rest: Vec<_> = series.articles.iter().filter(|article| !section_of(article).is_some_and(known)).map(|id| frame.card(*id)).collect();
    if !rest.is_empty() {
        sections.push(SectionView { id: None, title: None, articles: rest });
    }
    sections
}

/// The context of `tags.html`.
pub fn tags<'a>(frame: &Frame<'a>) -> TagsPage<'a> {
    let page = frame.page_below("tags", "按主题找", "全部主题标签", &[]);
    let tags =
        frame.site.tags.iter().map(|tag| TagLine { name: &tag.name, href: frame.page_href(&tag.permalink), count: tag.articles.len() });
    TagsPage { page, tags: tags.collect() }
}

/// The context of `tag.html`.
pub fn tag<'a>(frame: &Frame<'a>, at: usize) -> TagPage<'a> {
    let tag = &frame.site.tags[at];
    let page = frame.page_below("tag", &tag.name, &format!("关于“{}”的全部文章", tag.name), &[("按主题找", "tags/")]);
    TagPage {
        page,
        tag: TagView { name: &tag.name, count: tag.articles.len() },
        articles: tag.articles.iter().map(|id| frame.card(*id)).collect(),
    }
}

/// The context of `booklets.html`.
pub fn booklets<'a>(frame: &Frame<'a>) -> BookletsPage<'a> {
    let page = frame.page_below("booklets", "小册子", "可以下载打印的小册子", &[]);
    BookletsPage { page, booklets: frame.booklets(None) }
}

/// The context of pages that have only the common values.
pub fn bare(frame: &Frame<'_>, kind: &'static str, heading: &str) -> BarePage {
    BarePage { page: frame.page_below(kind, heading, heading, &[]) }
}
