//! One article or loose page.

use crate::markup::words::words;
use crate::markup::{html, text};
use crate::model::article::{AgeMonths, SourceRef, Status};
use crate::model::series::SeriesKind;
use crate::model::site::{ArticleId, HELPLINES, Site};
use crate::pages::common::{Frame, progress};
use crate::pages::view::{ArticlePage, ArticleView, ContentsView, ReviewerView, SeriesLink, SourceLine, TagLink};
use crate::pages::{json_ld, learning};

/// Han characters a reader takes in per minute (EXPERIENCE (d): 300, 200 for elders).
const CHARACTERS_PER_MINUTE: usize = 300;

/// The context of `article.html` and `page.html`.
pub fn page<'a>(frame: &Frame<'a>, id: ArticleId) -> ArticlePage<'a> {
    let site = frame.site;
    let entry = site.entry(id);
    let article = &entry.article;
    let front = &article.front;
    let series = site.series_of(entry);
    let href = |link| frame.href(entry, link);

    let group = (!entry.everyone).then(|| entry.groups.first()).flatten().map(|id| &site.config.groups[id.0]);
    // A series for everyone does not stand under one of the groups.
    let shelf =
        group.filter(|_| series.is_none_or(|series| !series.everyone)).map(|group| (group.title.as_str(), format!("{}/", group.slug)));
    let shelf = shelf.as_ref().map(|(title, link)| (*title, link.as_str()));
    let crumbs: Vec<(&str, &str)> =
        shelf.into_iter().chain(series.map(|series| (series.title.as_str(), series.permalink.as_str()))).collect();
    let mut page = frame.page_below("article", &article.title, &article.summary, &crumbs);
    page.group = group.map(|group| group.slug.clone());
    page.muted = group.is_some_and(|group| group.muted);
    page.noindex = matches!(front.status, Status::Draft) || entry.is_sample();
    if let Some(series) = series {
        frame.feeds(&mut page, &series.permalink);
    }
    page.json_ld = json_ld::script(frame, &page, json_ld::article(site, id));

    let characters = text::plain(&article.document).chars().filter(|c| !c.is_whitespace()).count();
    let chinese = |date: Option<crate::model::date::Date>| date.map(crate::model::date::Date::in_chinese);
    let (shown, terms) = learning::terms(frame, entry);
    let official = series.filter(|series| series.file.kind == SeriesKind::List).and_then(|_| official(site, &front.sources));
    let official = if entry.is_sample() { Some("示例文件，不是真的".to_owned()) } else { official };
    let (body_html, found) = html::body_with(&article.document, &href, &html::Extras { terms, official });
    let is_quoted = body_html.contains("<figure class=\"official\">");
    let section = series.and_then(|series| series.file.sections.iter().find(|section| Some(&section.id) == front.section.as_ref()));
    ArticlePage {
        page,
        article: ArticleView {
            title: &article.title,
            title_phrases: words(&article.title, frame.words)
                .split_inclusive(|word| word.ends_with(['，', '：']))
                .map(<[&str]>::to_vec)
                .collect(),
            label: series.and_then(|series| series.label(front.number)),
            series: series.map(|series| SeriesLink {
                title: &series.title,
                href: frame.page_href(&series.permalink),
                progress: progress(series),
            }),
            section: section.map(|section| section.title.as_str()),
            groups: if entry.everyone { Vec::new() } else { frame.seals(&entry.groups) },
            summary: &article.summary,
            lead_html: html::lead(&article.document, &href),
            body_html,
            contents: html::contents(&article.document)
                .into_iter()
                .map(|line| ContentsView { level: line.level, id: line.id, title: line.title })
                .collect(),
            status: status_name(front.status),
            reviewers: front
                .reviewers
                .iter()
                .map(|reviewer| ReviewerView {
                    name: &reviewer.name,
                    title: reviewer.title.as_deref(),
                    org: reviewer.org.as_deref(),
                    date: chinese(reviewer.date),
                })
                .collect(),
            reviewed_on: chinese(front.reviewed_on),
            review_due: chinese(front.review_due),
            updated: chinese(front.updated),
            created: chinese(front.created),
            verify: &front.verify,
            sources: sources(site, &front.sources),
            previous: entry.previous.map(|id| frame.card(id)),
            next: entry.next.map(|id| frame.card(id)),
            related: entry.related.iter().map(|id| frame.card(*id)).collect(),
            tags: tags(frame, id),
            disclaimer: site.disclaimer_of(entry).sentence(),
            age: front.age_months.and_then(age),
            minutes: characters.div_ceil(CHARACTERS_PER_MINUTE).max(1),
            sensitive: front.sensitive,
            answer: front.answer.as_deref(),
            official: is_quoted,
            policy: learning::policy(frame, entry),
            lesson: learning::lesson(frame, entry),
            words: found.into_iter().map(|at| learning::explained(frame, &site.glossary[shown[at]])).collect(),
            quiz: learning::quiz_about(frame, id),
            help: if front.sensitive { frame.hotlines(HELPLINES.into_iter()) } else { Vec::new() },
        },
    }
}

/// The documents behind `refs`, in the author's order; unknown ids were reported by `site`.
pub fn sources<'a>(site: &'a Site, refs: &'a [SourceRef]) -> Vec<SourceLine<'a>> {
    refs.iter()
        .filter_map(|source| {
            let reference = site.references.get(source.id())?;
            Some(SourceLine {
                title: &reference.title,
                issuer: reference.issuer.as_deref(),
                reference: reference.reference.as_deref().filter(|text| !text.is_empty()),
                location: source.location(),
            })
        })
        .collect()
}

/// `《中国公民健康素养……》第8条`: where the official wording stands.
fn official(site: &Site, refs: &[SourceRef]) -> Option<String> {
    let source = refs.first()?;
    let reference = site.references.get(source.id())?;
    Some(format!("{}{}", reference.title, source.location().unwrap_or_default()))
}

fn tags<'a>(frame: &Frame<'a>, id: ArticleId) -> Vec<TagLink<'a>> {
    let names = &frame.site.entry(id).article.front.tags;
    let tags = names.iter().filter_map(|name| frame.site.tags.binary_search_by(|tag| tag.name.cmp(name)).ok());
    tags.map(|at| &frame.site.tags[at]).map(|tag| TagLink { name: &tag.name, href: frame.page_href(&tag.permalink) }).collect()
}

fn status_name(status: Status) -> &'static str {
    match status {
        Status::Draft => "draft",
        Status::InReview => "in-review",
        Status::Published => "published",
        Status::Archived => "archived",
    }
}

/// `6—9月龄`, `10—18岁`, `2岁以上` (DOMAIN §3.3: below 24 months as months, above as years).
fn age(months: AgeMonths) -> Option<String> {
    let unit = |months: u32| if months < 24 || !months.is_multiple_of(12) { (months, "月龄") } else { (months / 12, "岁") };
    Some(match (months.min, months.max) {
        (None, None) => return None,
        (Some(min), None) => {
            let (number, unit) = unit(min);
            format!("{number}{unit}以上")
        }
        (None, Some(max)) => {
            let (number, unit) = unit(max);
            format!("{number}{unit}以内")
        }
        (Some(min), Some(max)) => {
            if max <= 24 || !min.is_multiple_of(12) || !max.is_multiple_of(12) {
                format!("{min}—{max}月龄")
            } else {
                format!("{}—{}岁", min / 12, max / 12)
            }
        }
    })
}
