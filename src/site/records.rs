//! Quizzes, directories, events and the calendar: which groups, series, articles and documents they mean.

use std::collections::BTreeMap;

use crate::diagnostic::Diagnostic;
use crate::model::directory::Column;
use crate::model::event::Event;
use crate::model::folder::{Declared, Folder};
use crate::model::group::GroupId;
use crate::model::quiz::{Quiz, QuizFile};
use crate::model::series::SeriesId;
use crate::model::site::{ArticleId, Site};
use crate::site::{groups_of, suggest, unknown_group};
use crate::source::Place;

/// Fills `site.quizzes`, `directories`, `events` and `calendar`.
pub fn fill(site: &mut Site, folder: &Folder, diagnostics: &mut Vec<Diagnostic>) {
    let records = &folder.records;
    let quizzes = records.quizzes.iter().filter_map(|(id, declared)| {
        groups(&declared.value.groups, &declared.place_of("groups"), site, diagnostics);
        let series = declared.value.series.as_ref();
        let series = series.and_then(|series| series_of(series, declared.place_of("series"), site, diagnostics));
        let articles = answers(declared, site, diagnostics)?;
        Some(Quiz { id: id.clone(), file: declared.value.clone(), groups: ids(&declared.value.groups, site), series, articles })
    });
    let quizzes = quizzes.collect();
    let mut events: Vec<Event> = Vec::new();
    for (id, declared) in &records.events {
        groups(&declared.value.groups, &declared.place_of("groups"), site, diagnostics);
        events.push(Event { id: id.clone(), file: declared.value.clone(), groups: ids(&declared.value.groups, site) });
    }
    events.sort_by_key(|event| std::cmp::Reverse((event.file.start.date, event.file.start.minute)));
    for directory in records.directories.values() {
        groups(&directory.about.value.groups, &directory.about.place_of("groups"), site, diagnostics);
        for facility in directory.facilities.iter().filter(|facility| facility.cell(Column::Groups).is_some()) {
            let slugs: Vec<String> = facility.words(Column::Groups).map(str::to_owned).collect();
            groups(&slugs, &facility.place(&directory.table, Column::Groups), site, diagnostics);
        }
    }
    if let Some(calendar) = &records.calendar {
        for (at, observance) in calendar.value.calendar.iter().enumerate() {
            for group in &observance.groups {
                groups(std::slice::from_ref(group), &calendar.place_in("calendar", at, group), site, diagnostics);
            }
            if let Some(series) = &observance.series {
                series_of(series, calendar.place_in("calendar", at, series), site, diagnostics);
            }
        }
        for (at, milestone) in
            calendar.value.ages.iter().enumerate().filter(|(_, milestone)| !site.references.contains_key(&milestone.source))
        {
            let known: Vec<&str> = site.references.keys().map(String::as_str).collect();
            let place = calendar.place_in("ages", at, &milestone.source);
            let diagnostic = Diagnostic::error("source-unknown", place, format!("没有登记出处“{}”", milestone.source));
            diagnostics.push(suggest(diagnostic, &milestone.source, &known, "出处都登记在 content/data/sources.yaml"));
        }
        site.calendar.clone_from(&calendar.value.calendar);
        site.milestones = calendar.value.ages.iter().filter(|milestone| !milestone.verify).cloned().collect();
    }
    site.quizzes = quizzes;
    site.events = events;
    site.directories = records.directories.values().cloned().collect();
}

fn groups(slugs: &[String], place: &Place, site: &Site, diagnostics: &mut Vec<Diagnostic>) {
    let is_known = |slug: &String| slug == "all" || site.config.groups.iter().any(|group| group.slug == *slug);
    diagnostics.extend(slugs.iter().filter(|slug| !is_known(slug)).map(|slug| unknown_group(place.clone(), slug, site)));
}

/// The groups of `slugs`; all of them when none is written.
fn ids(slugs: &[String], site: &Site) -> Vec<GroupId> {
    let everyone = ["all".to_owned()];
    groups_of(if slugs.is_empty() { &everyone } else { slugs }, &site.config).0
}

fn series_of(wanted: &str, place: Place, site: &Site, diagnostics: &mut Vec<Diagnostic>) -> Option<SeriesId> {
    let found = site.series.iter().position(|series| series.id == wanted).map(SeriesId);
    if found.is_none() {
        let known: Vec<&str> = site.series.iter().map(|series| series.id.as_str()).collect();
        let diagnostic = Diagnostic::error("series-unknown", place, format!("没有系列“{wanted}”"));
        diagnostics.push(suggest(diagnostic, wanted, &known, &format!("能写的有：{}", known.join("、"))));
    }
    found
}

/// Question by question, the article with the answer; `None` when one of them is not there.
fn answers(declared: &Declared<QuizFile>, site: &Site, diagnostics: &mut Vec<Diagnostic>) -> Option<Vec<ArticleId>> {
    let by_id: BTreeMap<&str, ArticleId> = site.entries.iter().enumerate().map(|(at, entry)| (entry.id.as_str(), ArticleId(at))).collect();
    let known: Vec<&str> = by_id.keys().copied().collect();
    let mut articles = Vec::new();
    for (at, question) in declared.value.questions.iter().enumerate() {
        let wanted = question.article.as_str();
        let number = at + 1;
        match by_id.get(wanted) {
            Some(article) => articles.push(*article),
            None if wanted.is_empty() => diagnostics.push(
                Diagnostic::error(
                    "quiz-article",
                    declared.place_in("questions", at, &question.question),
                    format!("第 {number} 题没有写出自哪篇文章，读者想多看看找不到地方"),
                )
                .help("在这道题里加一行 article: 文章的 id，例如 article: hl66-08"),
            ),
            None => {
                let message = format!("第 {number} 题说答案在“{wanted}”，可是没有这篇文章（草稿不算）");
                let diagnostic = Diagnostic::error("quiz-article", declared.place_in("questions", at, wanted), message);
                diagnostics.push(suggest(diagnostic, wanted, &known, "article 里写文章的 id，它在文章的文件头里"));
            }
        }
    }
    (articles.len() == declared.value.questions.len()).then_some(articles)
}
