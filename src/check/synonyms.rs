//! Words for the same thing, `content/data/synonyms.yaml`: V29. Groups of people are settled in `site`.

use std::collections::{BTreeMap, BTreeSet};

use crate::check::codes::finding;
use crate::check::numbers::hotline;
use crate::check::reading::{Kind, Reading, in_key};
use crate::check::words::{fold, is_quoted, length};
use crate::diagnostic::Diagnostic;
use crate::model::config::TermKind;
use crate::model::folder::{Declared, Folder};
use crate::model::nearest::nearest;
use crate::model::site::{Entry, Site};
use crate::model::synonyms::{SynonymGroup, SynonymMode, Synonyms, is_one_run};
use crate::source::Span;

/// What is wrong with the file itself.
pub fn check(site: &Site, folder: &Folder) -> Vec<Diagnostic> {
    let Some(declared) = &folder.synonyms else { return Vec::new() };
    let mut diagnostics = Vec::new();
    for (at, group) in declared.value.groups.iter().enumerate() {
        words(declared, at, group, &mut diagnostics);
        help_box(declared, at, group, &mut diagnostics);
        status(declared, at, group, &mut diagnostics);
    }
    duplicates(declared, &mut diagnostics);
    circles(declared, &mut diagnostics);
    for number in declared.value.help.iter().flat_map(|card| &card.hotlines) {
        diagnostics.extend(hotline(site, number, declared.place_of_value(number)));
    }
    diagnostics
}

/// The words of one group.
fn words(declared: &Declared<Synonyms>, at: usize, group: &SynonymGroup, diagnostics: &mut Vec<Diagnostic>) {
    let place = |word: &str| declared.place_of_word(at, word);
    let name = &group.canonical;
    if group.terms.is_empty() {
        diagnostics.push(
            finding("synonym-empty", place(name), format!("“{name}”没有写读者的说法，这一组不起作用"))
                .help("在 terms 里写上，或删掉这一组"),
        );
    }
    let mut seen = BTreeSet::from([fold(name)]);
    for word in std::iter::once(name).chain(&group.terms).filter(|word| length(word) < 2) {
        diagnostics.push(
            finding("synonym-short", place(word), format!("“{word}”只有一个字，许多不相干的词里都有它，搜出来全是错的"))
                .help("写成两个字以上的说法"),
        );
    }
    for word in std::iter::once(name).chain(&group.terms).filter(|word| !is_one_run(word)) {
        diagnostics.push(
            finding("synonym-gap", place(word), format!("“{word}”中间有空格或标点，读者的话在那里断开，这个词不起作用"))
                .help("换一个没有空格和标点的说法，比如“0-3岁”写成“0到3岁”"),
        );
    }
    for word in &group.terms {
        if !seen.insert(fold(word)) {
            let diagnostic = finding("synonym-repeated", place(word), format!("“{name}”这一组里“{word}”写了两次"));
            diagnostics.push(diagnostic.help("只留一个；大小写、全角半角不同的算同一个词"));
        }
    }
}

fn help_box(declared: &Declared<Synonyms>, at: usize, group: &SynonymGroup, diagnostics: &mut Vec<Diagnostic>) {
    let Some(kind) = group.help_box.as_deref().filter(|_| declared.value.help_of(group).is_none()) else { return };
    let known: Vec<&str> = declared.value.help.iter().map(|card| card.kind.as_str()).collect();
    let guess = nearest(kind, &known).map(|near| format!("是不是“{near}”？")).unwrap_or_default();
    let known =
        if known.is_empty() { "先在 help 里写一张求助卡".to_owned() } else { format!("能写的有：{}", known.join("、")) };
    diagnostics.push(
        finding(
            "synonym-help-unknown",
            declared.place_of_word(at, kind),
            format!("没有“{kind}”这张求助卡，搜“{}”的人看不到电话", group.canonical),
        )
        .help(guess + &known),
    );
}

/// Two statuses of `distinct` in one group of equals. A word related to a status counts as that status.
fn status(declared: &Declared<Synonyms>, at: usize, group: &SynonymGroup, diagnostics: &mut Vec<Diagnostic>) {
    if group.mode != SynonymMode::Equivalent {
        return;
    }
    let file = &declared.value;
    let own: Vec<&String> = std::iter::once(&group.canonical).chain(&group.terms).collect();
    for list in &file.distinct {
        let mut met: Option<(&String, &String)> = None;
        for status in list {
            let others = file.groups.iter().enumerate().filter(|(other, group)| *other != at && group.canonical == *status);
            let names: Vec<&String> = std::iter::once(status).chain(others.flat_map(|(_, group)| &group.terms)).collect();
            let Some(word) = own.iter().find(|word| names.contains(*word)) else { continue };
            let Some((earlier, first)) = met else {
                met = Some((status, word));
                continue;
            };
            diagnostics.push(
                finding(
                    "synonym-status",
                    declared.place_of_word(at, word),
                    format!("“{first}”和“{word}”写成了一样的，可是{earlier}和{status}是依法不同的身份，读者会按错的条件去申请"),
                )
                .help("拆成两组；有关系就写 mode: related"),
            );
        }
    }
}

/// Words that lead to two things at once: one finding for two groups.
fn duplicates(declared: &Declared<Synonyms>, diagnostics: &mut Vec<Diagnostic>) {
    let groups = &declared.value.groups;
    let mut owners: BTreeMap<String, (usize, &str)> = BTreeMap::new();
    let mut shared: BTreeMap<(usize, usize), Vec<(&str, &str)>> = BTreeMap::new();
    for (at, group) in groups.iter().enumerate().filter(|(_, group)| group.mode == SynonymMode::Equivalent) {
        for word in std::iter::once(&group.canonical).chain(&group.terms) {
            let (first, there) = *owners.entry(fold(word)).or_insert((at, word));
            if first != at {
                shared.entry((first, at)).or_default().push((there, word));
            }
        }
    }
    for ((first, second), words) in shared {
        let (there, word) = words[0];
        let words: Vec<&str> = words.iter().map(|(_, word)| *word).collect();
        let (one, other) = (&groups[first].canonical, &groups[second].canonical);
        diagnostics.push(
            finding(
                "synonym-duplicate",
                declared.place_of_word(second, word),
                format!("“{}”在“{one}”和“{other}”两组里都是一样的意思，搜一个会把另一个全带出来", words.join("”“")),
            )
            .also(declared.place_of_word(first, there), "另一组")
            .help("只留在最合适的一组；两组真是一回事就合成一组，只是有关系就写 mode: related"),
        );
    }
}

/// One-way groups that lead back to where they began.
fn circles(declared: &Declared<Synonyms>, diagnostics: &mut Vec<Diagnostic>) {
    let groups = &declared.value.groups;
    let leads = |from: usize, to: usize| {
        groups[to].mode == SynonymMode::Oneway && groups[to].terms.iter().any(|term| fold(term) == fold(&groups[from].canonical))
    };
    for start in (0..groups.len()).filter(|at| groups[*at].mode == SynonymMode::Oneway) {
        // Each circle is told at its first group: only later ones are walked through.
        let mut came_from: BTreeMap<usize, usize> = BTreeMap::new();
        let mut waiting = vec![start];
        let mut last = None;
        while let Some(at) = waiting.pop() {
            if leads(at, start) && at != start {
                last = Some(at);
                break;
            }
            for next in start + 1..groups.len() {
                if leads(at, next) && !came_from.contains_key(&next) {
                    came_from.insert(next, at);
                    waiting.push(next);
                }
            }
        }
        let Some(last) = last else { continue };
        let mut way = vec![start, last];
        while let Some(earlier) = came_from.get(&way[way.len() - 1]).filter(|earlier| **earlier != start) {
            way.push(*earlier);
        }
        way.push(start);
        let names: Vec<&str> = way.iter().rev().map(|at| groups[*at].canonical.as_str()).collect();
        diagnostics.push(
            finding(
                "synonym-circle",
                declared.place_of_word(start, &groups[last].canonical),
                format!("单向的词绕成了圈：{}", names.join("→")),
            )
            .help("决定文章里用哪一个词，别的都只指向它"),
        );
    }
}

/// Words of hidden groups that a reader would see in `entry` as title, heading or tag.
pub fn shown(folder: &Folder, entry: &Entry, reading: &Reading) -> Vec<Diagnostic> {
    let Some(declared) = &folder.synonyms else { return Vec::new() };
    let stigma = |word: &str| folder.terms.iter().any(|term| term.kind == TermKind::Stigma && word.contains(term.word.as_str()));
    let article = &entry.article;
    let mut diagnostics = Vec::new();
    for group in declared.value.groups.iter().filter(|group| group.hidden) {
        // What hurts is told by the list of terms already.
        for word in group.terms.iter().filter(|word| !stigma(word)) {
            let mut places = Vec::new();
            for (key, value) in [("title", Some(&article.title)), ("short_title", article.front.short_title.as_ref())] {
                places.extend(value.filter(|value| stands(value, word, group).is_some()).map(|_| in_key(article, key, word)));
            }
            places.extend(article.front.tags.iter().filter(|tag| fold(tag) == fold(word)).map(|tag| in_key(article, "tags", tag)));
            for (index, run) in reading.runs.iter().enumerate().filter(|(_, run)| matches!(run.kind, Kind::Heading | Kind::Title)) {
                places.extend(stands(&run.text, word, group).map(|at| reading.place(index, Span::new(at, at + word.len()))));
            }
            let message = format!("“{word}”只用来搜，写在标题和标签里会让人难受或弄错身份");
            let tell = |place| finding("synonym-hidden", place, &message).help(format!("改成“{}”，或换一种说法", group.canonical));
            diagnostics.extend(places.into_iter().map(tell));
        }
    }
    diagnostics
}

/// Where `word` stands in `text`, neither quoted nor as a part of the word that may be shown.
fn stands(text: &str, word: &str, group: &SynonymGroup) -> Option<usize> {
    let name = group.canonical.as_str();
    let is_part = |at: usize| text.match_indices(name).any(|(start, _)| start <= at && at + word.len() <= start + name.len());
    text.match_indices(word).map(|(at, _)| at).find(|at| !is_quoted(text, *at) && !is_part(*at))
}
