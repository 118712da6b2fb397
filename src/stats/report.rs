//! The figures as tables for people, as JSON and as CSV for a spreadsheet.

use std::fmt::Write as _;

use serde_json::{Value, json};

use crate::model::date::Date;
use crate::stats::table::table;
use crate::stats::{ArticleStats, Coverage, State, Stats};

/// So many articles of a list are shown unless all are asked for.
const SHORT: usize = 10;

/// Tables in Chinese; `all` shows every article of every list.
#[must_use]
pub fn human(stats: &Stats, all: bool) -> String {
    let mut out = format!("{}，一共 {} 篇\n", stats.date.in_chinese(), stats.articles.len());
    let groups: Vec<&Coverage> = stats.groups.iter().filter(|row| !(row.id.is_empty() && row.counts.is_empty())).collect();
    let _ = write!(out, "\n按人群\n{}", coverage(&groups, "人群", false));
    let series: Vec<&Coverage> = stats.series.iter().filter(|row| !(row.id.is_empty() && row.counts.is_empty())).collect();
    let _ = write!(out, "\n按系列\n{}", coverage(&series, "系列", true));
    reviews(stats, &mut out);
    let changed: Vec<&ArticleStats> = stats.articles.iter().filter(|article| article.changed_since_review == Some(true)).collect();
    if stats.no_history.is_empty() {
        let rows = changed.iter().map(|article| {
            let day = |day: Option<Date>| day.map(|day| day.to_string()).unwrap_or_default();
            vec![article.id.clone(), format!("{} 审", day(article.reviewed_on)), format!("{} 改", day(article.changed_on))]
        });
        list(&mut out, &format!("审核以后又改过：{} 篇", changed.len()), rows.collect(), all);
    } else {
        let _ = write!(out, "\n审核以后又改过：不知道。{}\n", stats.no_history);
    }
    let open: Vec<&ArticleStats> = stats.articles.iter().filter(|article| !article.verify.is_empty()).collect();
    let points: usize = open.iter().map(|article| article.verify.len()).sum();
    let mut most = open.clone();
    most.sort_by_key(|article| std::cmp::Reverse(article.verify.len()));
    let rows = most.iter().map(|article| vec![article.id.clone(), format!("{} 处", article.verify.len())]);
    list(&mut out, &format!("还没核实：{points} 处，在 {} 篇里", open.len()), rows.collect(), all);
    reading(stats, all, &mut out);
    if !all {
        out += "\n看全部文章：加 -v；放进表格：--format csv\n";
    }
    out
}

fn coverage(rows: &[&Coverage], what: &str, with_total: bool) -> String {
    let mut lines = vec![std::iter::once(what.to_owned()).chain(State::ALL.map(|state| state.word().to_owned())).collect::<Vec<_>>()];
    if with_total {
        lines[0].push("应有".to_owned());
    }
    for row in rows {
        let mut line = vec![row.title.clone()];
        line.extend(State::ALL.map(|state| row.counts.get(&state).map_or_else(|| "-".to_owned(), ToString::to_string)));
        if with_total {
            line.push(row.declared_total.map_or_else(|| "-".to_owned(), |total| total.to_string()));
        }
        lines.push(line);
    }
    table(&lines)
}

fn reviews(stats: &Stats, out: &mut String) {
    let _ = write!(out, "\n该复审的月份\n");
    if stats.due.is_empty() {
        *out += "  没有一篇写了 review_due\n";
        return;
    }
    let mut lines = Vec::new();
    for (month, articles) in &stats.due {
        let late = articles.iter().filter(|at| stats.articles[**at].review_due < Some(stats.date)).count();
        let late = if late > 0 { format!("过期 {late}") } else { String::new() };
        lines.push(vec![month.clone(), format!("{} 篇", articles.len()), late]);
    }
    *out += &table(&lines);
}

fn reading(stats: &Stats, all: bool, out: &mut String) {
    let (characters, sentences) = stats
        .articles
        .iter()
        .fold((0, 0), |(characters, sentences), article| (characters + article.reading.characters, sentences + article.reading.sentences));
    let average = (characters * 10 + sentences / 2).checked_div(sentences).unwrap_or(0);
    let mut hardest: Vec<&ArticleStats> = stats.articles.iter().filter(|article| article.reading.sentences > 0).collect();
    hardest.sort_by_key(|article| std::cmp::Reverse(article.reading.longest));
    let rows = hardest.iter().map(|article| {
        vec![article.id.clone(), format!("平均 {}", tenths(article.reading.tenths())), format!("最长 {}", article.reading.longest)]
    });
    list(out, &format!("好不好读：平均每句 {} 个字（不算标点）；句子最长的几篇", tenths(average)), rows.collect(), all);
    let mut rarest: Vec<&ArticleStats> = stats.articles.iter().filter(|article| !article.rare.is_empty()).collect();
    rarest.sort_by_key(|article| std::cmp::Reverse(article.rare.chars().count()));
    let rows = rarest.iter().map(|article| {
        let rare = &article.rare;
        vec![article.id.clone(), format!("{} 个", rare.chars().count()), rare.clone()]
    });
    list(out, &format!("不常用的字（不在 3500 个常用字里）：{} 篇有", rarest.len()), rows.collect(), all);
}

fn list(out: &mut String, heading: &str, mut rows: Vec<Vec<String>>, all: bool) {
    let more = if all { 0 } else { rows.len().saturating_sub(SHORT) };
    rows.truncate(rows.len() - more);
    let _ = write!(out, "\n{heading}\n{}", table(&rows));
    if more > 0 {
        let _ = writeln!(out, "  ……还有 {more} 篇");
    }
}

fn tenths(tenths: usize) -> String {
    format!("{}.{}", tenths / 10, tenths % 10)
}

/// Everything, for programs. Unknown days are `null`.
#[must_use]
pub fn json(stats: &Stats) -> String {
    let day = |day: Option<Date>| day.map(|day| day.to_string());
    let rows = |rows: &[Coverage]| -> Vec<Value> {
        let count = |row: &Coverage| -> serde_json::Map<String, Value> {
            State::ALL.into_iter().map(|state| (state.key().to_owned(), json!(row.counts.get(&state).copied().unwrap_or(0)))).collect()
        };
        rows.iter()
            .map(|row| json!({"id": row.id, "title": row.title, "counts": count(row), "declared_total": row.declared_total}))
            .collect()
    };
    let due: Vec<Value> = stats
        .due
        .iter()
        .map(|(month, articles)| json!({"month": month, "articles": articles.iter().map(|at| &stats.articles[*at].id).collect::<Vec<_>>()}))
        .collect();
    let articles: Vec<Value> = stats
        .articles
        .iter()
        .map(|article| {
            json!({
                "id": article.id,
                "path": article.path,
                "title": article.title,
                "series": article.series,
                "groups": article.groups,
                "state": article.state.key(),
                "reviewed_on": day(article.reviewed_on),
                "review_due": day(article.review_due),
                "changed_on": day(article.changed_on),
                "changed_since_review": article.changed_since_review,
                "verify": article.verify,
                "characters": article.reading.characters,
                "sentences": article.reading.sentences,
                "average_sentence": tenths(article.reading.tenths()).parse::<f64>().expect("digits and a point"),
                "longest_sentence": article.reading.longest,
                "longest_sentence_text": article.reading.sentence,
                "rare_characters": article.rare,
            })
        })
        .collect();
    let no_history = (!stats.no_history.is_empty()).then_some(&stats.no_history);
    let whole = json!({
        "date": stats.date.to_string(),
        "history_unknown": no_history,
        "groups": rows(&stats.groups),
        "series": rows(&stats.series),
        "reviews_due": due,
        "articles": articles,
    });
    let mut text = serde_json::to_string_pretty(&whole).expect("strings and numbers are always JSON");
    text.push('\n');
    text
}

/// One row an article (RFC 4180), with a byte order mark: without it spreadsheets in China read GBK.
#[must_use]
pub fn csv(stats: &Stats) -> String {
    let mut out = String::from("\u{FEFF}");
    let heads = [
        "id",
        "文件",
        "标题",
        "系列",
        "人群",
        "状态",
        "审核日期",
        "下次审核",
        "最后改动",
        "审核后又改过",
        "待核实",
        "待核实的事",
        "字数",
        "句数",
        "平均句长",
        "最长句",
        "最长的句子",
        "不常用的字",
    ];
    line(&mut out, &heads.map(str::to_owned));
    let day = |day: Option<Date>| day.map(|day| day.to_string()).unwrap_or_default();
    for article in &stats.articles {
        let changed = match article.changed_since_review {
            None => "不知道",
            Some(true) => "是",
            Some(false) => "",
        };
        line(
            &mut out,
            &[
                article.id.clone(),
                article.path.clone(),
                article.title.clone(),
                article.series.clone(),
                article.groups.join(" "),
                article.state.word().to_owned(),
                day(article.reviewed_on),
                day(article.review_due),
                day(article.changed_on),
                changed.to_owned(),
                article.verify.len().to_string(),
                article.verify.join("；"),
                article.reading.characters.to_string(),
                article.reading.sentences.to_string(),
                tenths(article.reading.tenths()),
                article.reading.longest.to_string(),
                article.reading.sentence.clone(),
                article.rare.clone(),
            ],
        );
    }
    out
}

fn line(out: &mut String, cells: &[String]) {
    for (at, cell) in cells.iter().enumerate() {
        if at > 0 {
            out.push(',');
        }
        if cell.contains(['"', ',', '\n', '\r']) {
            let _ = write!(out, "\"{}\"", cell.replace('"', "\"\""));
        } else if cell.starts_with(['=', '+', '-', '@']) {
            // A spreadsheet must not take a sentence for a formula.
            out.push('\'');
            out.push_str(cell);
        } else {
            out.push_str(cell);
        }
    }
    out.push_str("\r\n");
}
