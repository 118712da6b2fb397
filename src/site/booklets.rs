//! Booklets: which articles each one holds.

use std::collections::BTreeMap;

use crate::diagnostic::Diagnostic;
use crate::model::article::AgeMonths;
use crate::model::booklet::{Booklet, BookletFile, BookletSize, BookletStatus};
use crate::model::folder::{Declared, Folder};
use crate::model::series::Series;
use crate::model::site::{ArticleId, Entry, Site};
use crate::site::suggest;

/// Fills `site.booklets`. A booklet with a mistake is left out, so that the others can still be made.
pub fn declare(site: &mut Site, folder: &Folder, diagnostics: &mut Vec<Diagnostic>) {
    let mut booklets = Vec::new();
    for (id, declared) in &folder.booklets {
        if declared.value.status == BookletStatus::Planned {
            continue;
        }
        match booklet(site, id, declared) {
            Ok(booklet) => booklets.push(booklet),
            Err(findings) => diagnostics.extend(findings),
        }
    }
    site.booklets = booklets;
}

/// `booklet` with reviewed articles only, and with the names of what was left out.
#[must_use]
pub fn reviewed_only(site: &Site, booklet: &Booklet) -> Booklet {
    let (left_out, articles) = booklet.articles.iter().partition(|id| site.entry(**id).is_unreviewed());
    Booklet { articles, left_out, ..booklet.clone() }
}

fn booklet(site: &Site, id: &str, declared: &Declared<BookletFile>) -> Result<Booklet, Vec<Diagnostic>> {
    let file = &declared.value;
    let mut findings = Vec::new();
    let series = series_of(site, declared, &mut findings);
    sections_exist(&series, declared, &mut findings);
    for group in file.groups.iter().chain(&file.group) {
        if !site.config.groups.iter().any(|known| known.slug == *group) {
            let key = if file.group.as_ref() == Some(group) { "group" } else { "groups" };
            findings.push(crate::site::unknown_group(declared.place_of(key), group, site));
        }
    }
    let quiz = quiz(site, declared, &mut findings);
    let mut articles = found(site, &series, file);
    articles.extend(listed(site, declared, &mut findings));
    if findings.is_empty() && articles.is_empty() && quiz.is_none() {
        let message = format!("小册子《{}》里一篇文章也没有", file.title);
        let help = "写 series: 系列名，或者在 items: 里列出文章的 id；文章还没有写，就加一行 status: planned";
        findings.push(Diagnostic::error("booklet-empty", declared.place_of("title"), message).help(help));
    }
    if !findings.is_empty() {
        return Err(findings);
    }
    let declared = how_many(&series, file);
    Ok(Booklet { id: id.to_owned(), file: file.clone(), articles, declared, quiz, left_out: Vec::new() })
}

fn series_of<'s>(site: &'s Site, declared: &Declared<BookletFile>, findings: &mut Vec<Diagnostic>) -> Vec<&'s Series> {
    let known: Vec<&str> = site.series.iter().map(|series| series.id.as_str()).collect();
    let mut found = Vec::new();
    for wanted in &declared.value.series {
        match site.series.iter().find(|series| series.id == *wanted) {
            Some(series) => found.push(series),
            None => {
                let finding = Diagnostic::error("series-unknown", declared.place_of("series"), format!("没有系列“{wanted}”"));
                findings.push(suggest(finding, wanted, &known, &format!("能写的有：{}", known.join("、"))));
            }
        }
    }
    found
}

fn sections_exist(series: &[&Series], declared: &Declared<BookletFile>, findings: &mut Vec<Diagnostic>) {
    let known: Vec<&str> = series.iter().flat_map(|series| &series.file.sections).map(|section| section.id.as_str()).collect();
    for wanted in declared.value.sections.iter().filter(|wanted| !known.contains(&wanted.as_str())) {
        let finding = Diagnostic::error("section-unknown", declared.place_of("sections"), format!("这些系列里没有“{wanted}”这一部分"));
        findings.push(suggest(finding, wanted, &known, &format!("能写的有：{}", known.join("、"))));
    }
}

fn quiz(site: &Site, declared: &Declared<BookletFile>, findings: &mut Vec<Diagnostic>) -> Option<usize> {
    let file = &declared.value;
    let known: Vec<&str> = site.quizzes.iter().map(|quiz| quiz.id.as_str()).collect();
    match (&file.quiz, file.size) {
        (Some(wanted), BookletSize::Quiz) => {
            let found = known.iter().position(|id| id == wanted);
            if found.is_none() {
                let finding = Diagnostic::error("booklet-quiz", declared.place_of("quiz"), format!("没有“{wanted}”这一套自测题"));
                findings.push(suggest(finding, wanted, &known, "写 content/quiz/ 里的文件名，不带 .yaml"));
            }
            found
        }
        (Some(_), _) => {
            let finding = Diagnostic::error("booklet-quiz", declared.place_of("quiz"), "只有竞答单能印自测题");
            findings.push(finding.help("加一行 size: quiz；或者去掉 quiz: 这一行"));
            None
        }
        (None, BookletSize::Quiz) => {
            let finding = Diagnostic::error("booklet-quiz", declared.place_of("size"), "竞答单没有写印哪一套题");
            findings.push(finding.help(format!("加一行 quiz: 题目的名字；现在有：{}", known.join("、"))));
            None
        }
        (None, _) => None,
    }
}

/// What the query finds: series by series, or in the order of the site where none is named.
fn found(site: &Site, series: &[&Series], file: &BookletFile) -> Vec<ArticleId> {
    let candidates: Vec<ArticleId> = if !series.is_empty() {
        series.iter().flat_map(|series| series.articles.iter().copied()).collect()
    } else if file.age_months.is_some() || !file.groups.is_empty() {
        (0..site.entries.len()).map(ArticleId).filter(|id| site.entry(*id).series.is_some()).collect()
    } else {
        Vec::new()
    };
    candidates.into_iter().filter(|id| fits(site, site.entry(*id), file)).collect()
}

fn fits(site: &Site, entry: &Entry, file: &BookletFile) -> bool {
    let front = &entry.article.front;
    let in_section = file.sections.is_empty() || front.section.as_ref().is_some_and(|section| file.sections.contains(section));
    let in_numbers = file.numbers.is_none_or(|[first, last]| front.number.is_some_and(|number| (first..=last).contains(&number)));
    let of_age = file.age_months.as_ref().is_none_or(|wanted| front.age_months.as_ref().is_some_and(|age| overlap(wanted, age)));
    let for_group = file.groups.is_empty()
        || entry.groups.iter().any(|group| !entry.everyone && file.groups.contains(&site.config.groups[group.0].slug));
    in_section && in_numbers && of_age && for_group
}

fn overlap(a: &AgeMonths, b: &AgeMonths) -> bool {
    let before = |end: Option<u32>, start: Option<u32>| end.is_some_and(|end| end <= start.unwrap_or(0));
    !before(a.max, b.min) && !before(b.max, a.min)
}

/// How many articles the query would find if all that the series declare were written; `None` where nobody knows.
fn how_many(series: &[&Series], file: &BookletFile) -> Option<usize> {
    let [series] = series else { return None };
    if file.age_months.is_some() || !file.groups.is_empty() || !file.items.is_empty() {
        return None;
    }
    let length = |[first, last]: [u32; 2]| last.checked_sub(first).map_or(0, |gap| gap.saturating_add(1));
    let count = match (file.sections.as_slice(), file.numbers) {
        ([], Some(numbers)) => length(numbers),
        ([], None) => series.file.declared_total?,
        (wanted, None) => {
            let mut sections = series.file.sections.iter().filter(|section| wanted.contains(&section.id));
            sections.try_fold(0_u32, |sum, section| Some(sum.saturating_add(length(section.range?))))?
        }
        (_, Some(_)) => return None,
    };
    usize::try_from(count).ok()
}

fn listed(site: &Site, declared: &Declared<BookletFile>, findings: &mut Vec<Diagnostic>) -> Vec<ArticleId> {
    let by_id: BTreeMap<&str, ArticleId> = site.entries.iter().enumerate().map(|(at, entry)| (entry.id.as_str(), ArticleId(at))).collect();
    let known: Vec<&str> = by_id.keys().copied().collect();
    let mut articles = Vec::new();
    for wanted in &declared.value.items {
        match by_id.get(wanted.as_str()) {
            Some(&article) => articles.push(article),
            None => {
                let finding = Diagnostic::error("booklet-item-missing", declared.place_of("items"), format!("小册子里的“{wanted}”不存在"));
                findings.push(suggest(finding, wanted, &known, "items 里写文章的 id"));
            }
        }
    }
    articles
}
