//! A new article of a series.

use std::path::Path;

use crate::model::date::Date;
use crate::model::series::{Disclaimer, Section, SeriesKind};
use crate::model::slug::{refusal, slug, split_number};
use crate::new::shelf::{Shelf, shelves};
use crate::new::{Planned, Refusal, declared, title, yaml};
use crate::output::OutputFile;

/// Longest file name taken from a title, in ASCII characters: whole syllables are left out beyond it.
const SLUG: usize = 60;

/// Plans the next article of `series` (its id, folder or name), a draft of the day `date`.
///
/// # Errors
/// When the site cannot be read, there is no such series or no number left, or the title makes no address.
pub fn article(root: &Path, series: &str, wanted: &str, date: Date) -> Result<Planned, Refusal> {
    let (folder, texts) = declared(root)?;
    let shelves = shelves(&folder, &texts);
    let shelf = find(&shelves, series)?;
    let title = title(wanted)?;
    let (number, mut notes) = number(shelf)?;
    let name = name(shelf, &title, number)?;
    let section = section(&shelf.file.sections, number);
    if section.is_none() && !shelf.file.sections.is_empty() {
        notes.push(format!("《{}》没有哪一部分包括这个编号；在文件头补一行 section:", shelf.title()));
    }
    let width = if shelf.file.declared_total.is_some_and(|total| total > 99) { 3 } else { 2 };
    let stem = number.map_or_else(|| name.clone(), |number| format!("{number:0width$}-{name}"));
    let text = front(shelf, &title, number, section, date) + body(shelf.file.kind);
    let label = number.map(|number| shelf.file.item_label.as_deref().unwrap_or("第{n}篇").replace("{n}", &number.to_string()));
    Ok(Planned {
        file: OutputFile { path: format!("content/{}/{stem}.md", shelf.path), bytes: text.into_bytes() },
        what: format!("《{}》{}《{title}》", shelf.title(), label.unwrap_or_default()),
        permalink: format!("{}/{name}/", shelf.id),
        notes,
    })
}

fn find<'a>(shelves: &'a [Shelf], wanted: &str) -> Result<&'a Shelf, Refusal> {
    let wanted = wanted.trim().trim_start_matches("content/").trim_end_matches('/');
    let names = |shelf: &'a Shelf| [shelf.id.as_str(), shelf.path.as_str(), shelf.title()];
    if let Some(shelf) = shelves.iter().find(|shelf| names(shelf).contains(&wanted)) {
        return Ok(shelf);
    }
    if shelves.is_empty() {
        return Err(Refusal::Words("还没有系列；先运行 baodian new series 英文名 系列的名称".to_owned()));
    }
    let near = shelves
        .iter()
        .flat_map(|shelf| names(shelf).map(|name| (strsim::damerau_levenshtein(wanted, name), name, shelf)))
        .min_by_key(|(distance, name, _)| (*distance, *name));
    let guess = near
        .filter(|(distance, name, _)| *distance * 2 <= name.chars().count().max(2))
        .map(|(_, _, shelf)| format!("是不是“{}”？", shelf.id));
    let list: Vec<String> = shelves.iter().map(|shelf| format!("{}（{}）", shelf.id, shelf.title())).collect();
    Err(Refusal::Words(format!("没有系列“{wanted}”。{}有的是：{}", guess.unwrap_or_default(), list.join("、"))))
}

/// The number after the last one; in a series that is full at its end, the first one that is missing.
fn number(shelf: &Shelf) -> Result<(Option<u32>, Vec<String>), Refusal> {
    let without = shelf.articles > 0 && shelf.numbers.is_empty();
    if without || shelf.file.numbering.as_deref() == Some("none") {
        return Ok((None, Vec::new()));
    }
    let next = shelf.numbers.last().map_or(1, |last| last.saturating_add(1));
    let Some(total) = shelf.file.declared_total.filter(|total| next > *total) else { return Ok((Some(next), Vec::new())) };
    match (1..=total).find(|number| !shelf.numbers.contains(number)) {
        Some(gap) => {
            Ok((Some(gap), vec![format!("最后一个编号 {total} 已经有了，用了还空着的第一个：{gap}。要用别的编号，改文件名开头和 number:")]))
        }
        None => Err(Refusal::Words(format!(
            "《{}》一共 {total} 篇，已经齐了，没有空的编号。真要再加，先把 content/{}/_series.yaml 里的 declared_total 改大",
            shelf.title(),
            shelf.path
        ))),
    }
}

/// The address part: pinyin of the title, shortened, and unlike all others of the series.
fn name(shelf: &Shelf, title: &str, number: Option<u32>) -> Result<String, Refusal> {
    let mut name = slug(title);
    if name.is_empty() {
        return Err(Refusal::Words(format!("标题“{title}”里没有汉字、字母或数字，起不出文件名；换一个标题")));
    }
    // Without a number of the article before it, `120-ji-jiu` would be read as article 120.
    if number.is_none() && split_number(&name).0.is_some() {
        name.insert_str(0, "wen-");
    }
    if name.len() > SLUG {
        let end = name[..=SLUG].rfind('-').unwrap_or(SLUG);
        name.truncate(end);
    }
    let is_bad = |name: &str| shelf.slugs.contains(name) || refusal(name).is_some();
    let free = (2..).map(|count| format!("{name}-{count}")).find(|name| !is_bad(name));
    Ok(if is_bad(&name) { free.expect("there are more numbers than articles") } else { name })
}

/// The first section whose range holds the number, or that has no range.
fn section(sections: &[Section], number: Option<u32>) -> Option<&Section> {
    sections.iter().find(|section| match (section.range, number) {
        (Some([first, last]), Some(number)) => (first..=last).contains(&number),
        (None, _) => true,
        (Some(_), None) => false,
    })
}

fn front(shelf: &Shelf, title: &str, number: Option<u32>, section: Option<&Section>, date: Date) -> String {
    let mut lines = vec![format!("title: {}", yaml::text(title))];
    lines.extend(number.map(|number| format!("number: {number}")));
    lines.extend(section.map(|section| format!("section: {}", yaml::text(&section.id))));
    // With several documents only the author knows on which of them this article rests.
    if let [source] = shelf.file.sources.as_slice() {
        lines.push(format!("sources: [{}]", yaml::text(source)));
    }
    if shelf.file.disclaimer == Disclaimer::Medical {
        lines.push("medical: true".to_owned());
    }
    lines.extend(["status: draft".to_owned(), format!("created: {date}"), format!("updated: {date}")]);
    lines.push("# 下面几项只有您知道：写好内容，去掉行首的“# ”".to_owned());
    lines.push("# summary: 摘要，20 到 80 个字，一两句完整的话".to_owned());
    lines.push("# short_title: 短标题，12 个字以内".to_owned());
    match shelf.file.kind {
        SeriesKind::Qa => lines.push("# answer: 一句话的答案".to_owned()),
        SeriesKind::Policy => lines.push("# effective: {from: 2026-01-01, region: 哪里, doc_no: 文号}".to_owned()),
        SeriesKind::Book | SeriesKind::Course | SeriesKind::List | SeriesKind::Event | SeriesKind::Page => {}
    }
    lines.push("# tags: [主题, 一到四个短词]".to_owned());
    lines.push("# aliases: [读者会怎么问, 别的叫法]".to_owned());
    match shelf.file.sources.as_slice() {
        [] => lines.push("# sources: [出处的 id，先登记在 content/data/sources.yaml]".to_owned()),
        [_] => {}
        several => lines.push(format!("# sources: [{}]", several.join(", "))),
    }
    lines.push("# verify: [还没核实的事，一条一句]".to_owned());
    format!("---\n{}\n---\n", lines.join("\n"))
}

fn body(kind: SeriesKind) -> &'static str {
    match kind {
        SeriesKind::Policy => {
            "
:::要点
- 谁能办，一句话。
- 去哪里办、问谁，一句话。
- 要带什么，一句话。
:::

先用一两句话说清楚这是什么，写给谁看。

## 谁可以办

- 一条写一个条件。

## 怎么办

1. 一步一步写，每步只做一件事。
2. 写清楚去哪里、带什么。
"
        }
        SeriesKind::Book | SeriesKind::Course | SeriesKind::Qa | SeriesKind::List | SeriesKind::Event | SeriesKind::Page => {
            "
:::要点
- 读者看完最该记住的一件事。
- 马上能照着做的一件事。
- 什么情况要去找人帮忙。
:::

先用一两句话说清楚这篇讲什么，写给谁看。

## 为什么要紧

用家常话讲道理，一段只讲一件事。

## 怎么做

1. 一步一步写，每步只做一件事。
2. 有数字的地方，写上出处。
"
        }
    }
}
