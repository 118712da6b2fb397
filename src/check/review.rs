//! Who checked it, what it rests on, and until when it holds: V07–V11.

use crate::check::codes::finding;
use crate::check::reading::Reading;
use crate::diagnostic::Diagnostic;
use crate::model::article::Status;
use crate::model::series::SeriesKind;
use crate::model::site::{Entry, Site};
use crate::source::Span;

/// Reviews that come due within so many days are told in advance.
const SOON: i32 = 60;
/// DOMAIN V09: no review is planned for later than 18 months ahead.
const FAR: i32 = 548;

/// The findings about one article.
pub fn check(site: &Site, entry: &Entry, reading: &Reading) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    let shown = matches!(entry.article.front.status, Status::InReview | Status::Published);
    if entry.article.front.status == Status::Published {
        reviewed(entry, &mut diagnostics);
        open_points(entry, &mut diagnostics);
        policy(site, entry, &mut diagnostics);
    }
    if shown {
        sources(entry, &mut diagnostics);
        markers(entry, reading, &mut diagnostics);
        due(site, entry, &mut diagnostics);
        expired(site, entry, &mut diagnostics);
    }
    diagnostics
}

fn reviewed(entry: &Entry, diagnostics: &mut Vec<Diagnostic>) {
    let front = &entry.article.front;
    if !front.medical {
        return;
    }
    let missing: Vec<&str> = [
        (front.reviewers.is_empty(), "reviewers（谁审的）"),
        (front.reviewed_on.is_none(), "reviewed_on（哪天审的）"),
        (front.review_due.is_none(), "review_due（哪天以前再审）"),
    ]
    .into_iter()
    .filter_map(|(is_missing, name)| is_missing.then_some(name))
    .collect();
    if !missing.is_empty() {
        diagnostics.push(
            finding("review-missing", entry.article.place_of("status"), format!("健康文章要审过才能发布，还缺 {}", missing.join("、")))
                .help("请专业人员审核后补上；还没有审，就写 status: in-review，页面会说明尚未经专家审核"),
        );
    }
}

fn sources(entry: &Entry, diagnostics: &mut Vec<Diagnostic>) {
    let front = &entry.article.front;
    if front.medical && front.sources.is_empty() {
        diagnostics.push(
            finding("sources-missing", entry.article.place_of("medical"), "健康文章没有写出处，读者和审稿人都没法核对")
                .help("在文件头写 sources: [出处的 id]；出处登记在 content/data/sources.yaml"),
        );
    }
}

fn open_points(entry: &Entry, diagnostics: &mut Vec<Diagnostic>) {
    let open = entry.article.front.verify.len();
    if open > 0 {
        diagnostics.push(
            finding("verify-open", entry.article.place_of("verify"), format!("要发布的文章还有 {open} 处没有核实"))
                .help("核实一处删一处，删完再发布；还没核实，就写 status: in-review"),
        );
    }
}

fn markers(entry: &Entry, reading: &Reading, diagnostics: &mut Vec<Diagnostic>) {
    const MARK: &str = "待核";
    let help = "核实后改成确定的说法；还不能确定的，从正文里拿掉，写进文件头的 verify:";
    let message = "读者会看到“待核”，不知道能不能信";
    for (index, run) in reading.runs.iter().enumerate() {
        if let Some(at) = run.text.find(MARK) {
            let place = reading.place(index, Span::new(at, at + MARK.len()));
            diagnostics.push(finding("verify-marker", place, message).help(help));
        }
    }
    for (key, value) in [("title", Some(&entry.article.title)), ("summary", entry.article.front.summary.as_ref())] {
        if value.is_some_and(|value| value.contains(MARK)) {
            diagnostics.push(finding("verify-marker", crate::check::reading::in_key(&entry.article, key, MARK), message).help(help));
        }
    }
}

fn due(site: &Site, entry: &Entry, diagnostics: &mut Vec<Diagnostic>) {
    let Some(due) = entry.article.front.review_due else { return };
    let days = site.date.days_until(due);
    let place = entry.article.place_of("review_due");
    let help = "请审稿人再看一遍，改好后更新 reviewed_on 和 review_due";
    if days < 0 {
        diagnostics.push(
            finding("review-overdue", place, format!("该在 {} 前复审，已经过了 {} 天，内容可能不再准确", due.in_chinese(), -days))
                .help(help),
        );
    } else if days <= SOON {
        diagnostics.push(finding("review-soon", place, format!("离复审日期只有 {days} 天了")).help(help));
    } else if days > FAR {
        diagnostics.push(
            finding("review-far", place, format!("复审日期在 {days} 天以后，太远了，中间的变化会没有人看"))
                .help("健康文章写一年以内，政策文章写半年以内"),
        );
    }
}

fn is_policy(site: &Site, entry: &Entry) -> bool {
    site.series_of(entry)
        .is_some_and(|series| series.file.kind == SeriesKind::Policy && series.intro.is_none_or(|intro| site.entry(intro).id != entry.id))
}

fn policy(site: &Site, entry: &Entry, diagnostics: &mut Vec<Diagnostic>) {
    if !is_policy(site, entry) {
        return;
    }
    let front = &entry.article.front;
    let effective = front.effective.as_ref();
    let missing: Vec<&str> = [
        (effective.is_none_or(|effective| effective.from.is_none()), "from（从哪天起）"),
        (effective.is_none_or(|effective| effective.region.is_none()), "region（在哪里有效）"),
        (effective.is_none_or(|effective| effective.doc_no.is_none()), "doc_no（文件号）"),
        (front.sources.is_empty(), "sources（出处）"),
    ]
    .into_iter()
    .filter_map(|(is_missing, name)| is_missing.then_some(name))
    .collect();
    if !missing.is_empty() {
        let key = if effective.is_some() { "effective" } else { "status" };
        diagnostics.push(
            finding("policy-incomplete", entry.article.place_of(key), format!("政策文章要写清依据，还缺 {}", missing.join("、")))
                .help("例如 effective: {from: 2025-01-01, region: 福建省, doc_no: 闽政〔2025〕1号}"),
        );
    }
}

fn expired(site: &Site, entry: &Entry, diagnostics: &mut Vec<Diagnostic>) {
    let Some(effective) = &entry.article.front.effective else { return };
    let Some(until) = effective.until else { return };
    // Days the wrong way round are one slip, told by `policy`.
    if until < site.date && effective.from.is_none_or(|from| from <= until) {
        diagnostics.push(
            finding(
                "policy-expired",
                entry.article.place_of("effective"),
                format!("这项政策到 {} 为止，读者照着办会白跑", until.in_chinese()),
            )
            .help("有新政策就改写；没有了，写 status: archived，地址还在，页面会说明已经失效"),
        );
    }
}
