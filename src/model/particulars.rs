//! The lines a book carries around an article's text: its label, what it rests on, who reviewed it.

use crate::model::article::Reviewer;
use crate::model::booklet::Booklet;
use crate::model::policy::Policy;
use crate::model::site::{Entry, Site};

/// The chapter of a booklet that holds `entry`: the section of the series; the series itself where it has none and
/// the booklet mixes several.
#[must_use]
pub fn chapter_of(site: &Site, booklet: &Booklet, entry: &Entry) -> Option<String> {
    let series = site.series_of(entry)?;
    let section = entry.article.front.section.as_deref();
    let found = series.file.sections.iter().find(|candidate| Some(candidate.id.as_str()) == section);
    let mixed = booklet.articles.iter().any(|id| site.entry(*id).series != entry.series);
    found.map(|section| section.title.clone()).or_else(|| mixed.then(|| series.title.clone()))
}

/// The documents that the articles rest on, in the order of first mention: `《……》（国家卫生健康委，2024年版）`.
#[must_use]
pub fn references_of(site: &Site, booklet: &Booklet) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for source in booklet.articles.iter().flat_map(|id| &site.entry(*id).article.front.sources) {
        if let Some(reference) = site.references.get(source.id()) {
            let about = [reference.issuer.as_deref(), reference.reference.as_deref()];
            let about: Vec<&str> = about.into_iter().flatten().filter(|part| !part.is_empty()).collect();
            let about = if about.is_empty() { String::new() } else { format!("（{}）", about.join("，")) };
            let line = format!("{}{about}", reference.title);
            if !lines.contains(&line) {
                lines.push(line);
            }
        }
    }
    lines
}

/// `第8条`, for an article of a numbered series.
#[must_use]
pub fn label_of(site: &Site, entry: &Entry) -> Option<String> {
    site.series_of(entry)?.label(entry.article.front.number)
}

/// `《中国公民健康素养……》第8条`: who issued it stands in the booklet's list of references.
#[must_use]
pub fn sources_of(site: &Site, entry: &Entry) -> Vec<String> {
    entry
        .article
        .front
        .sources
        .iter()
        .filter_map(|source| {
            let reference = site.references.get(source.id())?;
            Some(format!("{}{}", reference.title, source.location().unwrap_or_default()))
        })
        .collect()
}

/// `林某某（主任医师，某医院），2026年3月1日`
#[must_use]
pub fn reviewers_of(entry: &Entry) -> Vec<String> {
    let describe = |reviewer: &Reviewer| {
        let about: Vec<&str> = [reviewer.title.as_deref(), reviewer.org.as_deref()].into_iter().flatten().collect();
        let about = if about.is_empty() { String::new() } else { format!("（{}）", about.join("，")) };
        let date = reviewer.date.map(|date| format!("，{}", date.in_chinese())).unwrap_or_default();
        format!("{}{about}{date}", reviewer.name)
    };
    entry.article.front.reviewers.iter().map(describe).collect()
}

/// What somebody who wants to apply has to know: `谁能办：经济困难的人`.
#[must_use]
pub fn policy_of(entry: &Entry) -> Vec<String> {
    let facts = entry.article.front.policy.iter().flat_map(Policy::facts);
    facts.map(|(name, fact)| format!("{name}：{fact}")).collect()
}

/// Where and how long a policy holds.
#[must_use]
pub fn validity_of(entry: &Entry) -> Vec<String> {
    let Some(effective) = &entry.article.front.effective else {
        return Vec::new();
    };
    let days = match (effective.from, effective.until) {
        (Some(from), Some(until)) => Some(format!("{}至{}有效", from.in_chinese(), until.in_chinese())),
        (Some(from), None) => Some(format!("{}起施行", from.in_chinese())),
        (None, Some(until)) => Some(format!("有效期至{}", until.in_chinese())),
        (None, None) => None,
    };
    let region = effective.region.as_ref().map(|region| format!("适用地区：{region}"));
    [days, region, effective.doc_no.clone()].into_iter().flatten().collect()
}
