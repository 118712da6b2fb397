//! What to read and what is due by a child's age in months: complete without a script, which only picks.

use crate::model::article::AgeMonths;
use crate::model::site::{ArticleId, Site};
use crate::pages::common::Frame;
use crate::pages::feeds;
use crate::pages::view::NamedLink;
use crate::pages::view_places::{AgesPage, Band, Chapter, MilestoneView};

/// The parts of 《育儿宝典》 (content-facts §3.11), and the years up to school.
const BANDS: [(u32, u32); 9] = [(0, 1), (1, 3), (3, 6), (6, 9), (9, 12), (12, 18), (18, 24), (24, 36), (36, AgeMonths::SCHOOL)];

/// The context of `ages.html`.
pub fn page<'a>(frame: &Frame<'a>) -> AgesPage<'a> {
    let site = frame.site;
    let page = frame.page_below("ages", "宝宝几个月了", "按宝宝的月龄看：这个月读什么，什么时候体检、打疫苗", &[]);
    let bands =
        BANDS.map(|(from, to)| Band { id: format!("m{from}"), title: span(from, to), from, to, chapters: chapters(frame, from, to) });
    let mut milestones: Vec<MilestoneView> = Vec::new();
    for milestone in &site.milestones {
        for (at, months) in milestone.months.iter().enumerate() {
            let title = if milestone.doses { format!("{}第{}剂", milestone.title, at + 1) } else { milestone.title.clone() };
            milestones.push(MilestoneView { months: *months, age: age(*months), title, dose: milestone.doses });
        }
    }
    milestones.sort_by_key(|milestone| milestone.months);
    let mut sources: Vec<&str> = Vec::new();
    for milestone in &site.milestones {
        let title = site.references.get(&milestone.source).map(|reference| reference.title.as_str());
        sources.extend(title.filter(|title| !sources.contains(title)));
    }
    let places = site.milestones.iter().filter_map(|milestone| Some((milestone.title.as_str(), milestone.place.as_deref()?))).collect();
    let feeds = if site.config.base_url.is_empty() { Vec::new() } else { feeds::months(site) };
    let feeds = feeds.into_iter().map(|month| NamedLink {
        title: feeds::month_name(month),
        href: frame.file_href(&format!("{}feed.xml", feeds::month_feed(month))),
    });
    AgesPage {
        page,
        bands: bands.into_iter().filter(|band| !band.chapters.is_empty()).collect(),
        milestones,
        places,
        sources,
        feeds: feeds.collect(),
    }
}

fn chapters<'a>(frame: &Frame<'a>, from: u32, to: u32) -> Vec<Chapter<'a>> {
    let site: &Site = frame.site;
    let mut chapters: Vec<(ArticleId, AgeMonths)> = (0..site.entries.len())
        .map(ArticleId)
        .filter_map(|id| Some((id, site.entry(id).article.front.age_months?)))
        .filter(|(_, age)| age.is_infant() && age.overlaps(from, to))
        .collect();
    // What is meant for just these months comes before what holds for years.
    chapters.sort_by_key(|(id, age)| (age.max.unwrap_or(u32::MAX) - age.min.unwrap_or(0), *id));
    chapters
        .into_iter()
        .map(|(id, age)| {
            let card = frame.card(id);
            Chapter {
                title: card.title,
                href: card.href,
                series: card.series,
                summary: card.summary,
                unreviewed: card.unreviewed,
                min: age.min.unwrap_or(0),
                max: age.max.unwrap_or(AgeMonths::SCHOOL),
            }
        })
        .collect()
}

/// `3月龄`, `6岁`.
fn age(months: u32) -> String {
    if months > 36 && months.is_multiple_of(12) { format!("{}岁", months / 12) } else { format!("{months}月龄") }
}

fn span(from: u32, to: u32) -> String {
    if from >= 36 { format!("{}—{}岁", from / 12, to / 12) } else { format!("{from}—{to}月龄") }
}
