//! What each kind of article must say in its front matter: V02, V05, V06, V16, V21, V31–V33, V35.

use std::collections::BTreeSet;

use crate::check::codes::finding;
use crate::check::reading::in_key;
use crate::check::words::length;
use crate::diagnostic::Diagnostic;
use crate::markup::text;
use crate::model::article::Video;
use crate::model::folder::Folder;
use crate::model::nearest::nearest;
use crate::model::series::{Series, SeriesKind};
use crate::model::site::{Entry, Site};
use crate::model::video::seconds;
use crate::source::{Place, Span};

/// Readers an article can name (DOMAIN §1.1).
const AUDIENCES: [&str; 15] = [
    "public",
    "elder",
    "parent",
    "grandparent",
    "caregiver",
    "guardian",
    "family",
    "child",
    "teen",
    "teacher",
    "couple",
    "pregnant",
    "member",
    "staff",
    "volunteer",
];
/// Stages of life (DOMAIN §3.3).
const STAGES: [&str; 15] = [
    "premarital",
    "preconception",
    "pregnancy",
    "pregnancy-early",
    "pregnancy-mid",
    "pregnancy-late",
    "birth",
    "newborn",
    "postpartum",
    "breastfeeding",
    "complementary",
    "development",
    "illness",
    "life",
    "general",
];
/// Numbers that the help box of a sensitive page shows, one of which must be confirmed.
const HELP: [&str; 3] = ["12356", "120", "110"];

/// What holds in every site.
pub fn check_plain(site: &Site, folder: &Folder) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    for entry in &site.entries {
        promise(site, entry, &mut diagnostics);
        for wanted in entry.article.front.related.iter().filter(|wanted| **wanted == entry.id) {
            diagnostics.push(
                finding("related-self", in_key(&entry.article, "related", wanted), "“相关文章”里写了这篇自己").help("删掉它，换一篇别的"),
            );
        }
    }
    for series in &site.series {
        counts(site, folder, series, &mut diagnostics);
    }
    diagnostics
}

fn counts(site: &Site, folder: &Folder, series: &Series, diagnostics: &mut Vec<Diagnostic>) {
    let declared = folder.series.values().find(|declared| declared.value == series.file);
    let Some(declared) = declared else { return };
    let count = series.articles.len();
    if let Some(total) = series.file.declared_total.filter(|total| count > *total as usize) {
        diagnostics.push(
            finding(
                "series-overfull",
                declared.place_of("declared_total"),
                format!("“{}”声明一共 {total} 篇，实际有 {count} 篇", series.title),
            )
            .help("改 declared_total，或者把多出来的文章移到别的系列"),
        );
    }
    let numbers: BTreeSet<u32> = series.articles.iter().filter_map(|id| site.entry(*id).article.front.number).collect();
    let gaps: Vec<String> =
        (1..numbers.last().copied().unwrap_or(0)).filter(|number| !numbers.contains(number)).map(|number| number.to_string()).collect();
    if !gaps.is_empty() {
        diagnostics.push(
            finding("number-gap", declared.place_of("title"), format!("“{}”的编号缺了 {}", series.title, gaps.join("、")))
                .help("补上这几篇；编号是官方的，不要挪动别的编号"),
        );
    }
}

/// The findings about one article of a health site.
pub fn check(site: &Site, folder: &Folder, entry: &Entry) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    required(site, entry, &mut diagnostics);
    vocabulary(entry, &mut diagnostics);
    lengths(entry, &mut diagnostics);
    related(site, entry, &mut diagnostics);
    if let Some(video) = entry.article.front.media.as_ref().and_then(|media| media.video.as_ref()) {
        film(folder, entry, video, &mut diagnostics);
    }
    if entry.article.front.sensitive && !site.hotlines.iter().any(|hotline| hotline.verified && HELP.contains(&hotline.number.as_str())) {
        diagnostics.push(
            finding("sensitive-help", entry.article.place_of("sensitive"), "敏感文章要在最前面给出求助电话，可是热线表里没有拨测过的号码")
                .help(format!("在 content/data/hotlines.yaml 里登记并拨测其中一个：{}", HELP.join("、"))),
        );
    }
    diagnostics
}

/// A promise that the search keeps the words to itself, on a site whose search sends them to a server.
fn promise(site: &Site, entry: &Entry, diagnostics: &mut Vec<Diagnostic>) {
    let Some(service) = &site.config.search else { return };
    let source = &entry.article.source;
    let sentences = source.text.split_inclusive(['。', '！', '？', '\n']);
    let mut at = 0;
    for sentence in sentences {
        let promised = sentence.contains("浏览器") && !sentence.contains("服务器");
        if promised && let Some(word) = sentence.find("搜索").filter(|word| sentence[*word..].contains("浏览器")) {
            let place = Place::new(source, Span::new(at + word, at + sentence.trim_end().len()));
            let to = service.host().unwrap_or("本站的服务器");
            diagnostics.push(
                finding("search-promise", place, "这里说搜索只在浏览器里进行，可是 site.yaml 里写了 search，读者搜的词会发出去")
                    .help(format!("改成：搜索的词会发送到{to}，别的都不发")),
            );
        }
        at += sentence.len();
    }
}

/// What only `site.yaml` can be wrong about.
pub fn check_config(folder: &Folder) -> Vec<Diagnostic> {
    let Some(config) = &folder.config else { return Vec::new() };
    let address = &config.value.base_url;
    let is_clean = address.is_empty() || (address.starts_with("https://") && !address.contains(['?', '#', '@']));
    if is_clean {
        return Vec::new();
    }
    let diagnostic = finding("base-url-insecure", config.place_of("base_url"), "二维码会印在纸上用很多年，网址要用 https，不带问号和参数");
    vec![diagnostic.help("写成 https://www.example.org/ 的样子")]
}

fn required(site: &Site, entry: &Entry, diagnostics: &mut Vec<Diagnostic>) {
    let Some(series) = site.series_of(entry) else { return };
    if series.intro.is_some_and(|intro| site.entry(intro).id == entry.id) {
        return;
    }
    let front = &entry.article.front;
    let numbered = match series.file.kind {
        SeriesKind::Book | SeriesKind::Course | SeriesKind::Qa | SeriesKind::List => true,
        SeriesKind::Policy | SeriesKind::Event | SeriesKind::Page => false,
    };
    let mut missing = Vec::new();
    if front.summary.is_none() {
        missing.push("summary（一两句话的摘要）");
    }
    if numbered && front.number.is_none() {
        missing.push("number（编号）");
    }
    if !missing.is_empty() {
        diagnostics.push(
            finding("key-required", entry.article.place_of("title"), format!("“{}”里的文章还要写 {}", series.title, missing.join("、")))
                .help("补在文件头里；摘要显示在列表和搜索结果里，没有它读者不知道该不该点"),
        );
    }
    if series.file.kind == SeriesKind::Qa {
        answer(entry, diagnostics);
    }
}

fn answer(entry: &Entry, diagnostics: &mut Vec<Diagnostic>) {
    let help = "在文件头写 answer: 一句话的答案。先给答案，再在正文里讲为什么";
    match entry.article.front.answer.as_deref().map(str::trim) {
        None | Some("") => diagnostics.push(finding("qa-answer", entry.article.place_of("title"), "问答没有写答案").help(help)),
        Some(answer) => {
            let sentences = answer.trim_end_matches(['。', '！', '？']).matches(['。', '！', '？']).count() + 1;
            let length = length(answer);
            if sentences > 1 || length > 60 {
                let message = format!("答案要一句话说完，最多 60 字；现在是 {sentences} 句、{length} 字");
                diagnostics.push(finding("qa-answer", entry.article.place_of("answer"), message).help("只留最要紧的一句，其余写进正文"));
            }
        }
    }
}

fn vocabulary(entry: &Entry, diagnostics: &mut Vec<Diagnostic>) {
    let article = &entry.article;
    let guess = |word: &str, known: &[&str]| {
        let near = nearest(word, known).map(|near| format!("是不是“{near}”？")).unwrap_or_default();
        format!("{near}能写的有：{}", known.join("、"))
    };
    for audience in article.front.audience.iter().filter(|word| !AUDIENCES.contains(&word.as_str())) {
        diagnostics.push(
            finding("audience-unknown", in_key(article, "audience", audience), format!("没有“{audience}”这种读者"))
                .help(guess(audience, &AUDIENCES)),
        );
    }
    if let Some(stage) = article.front.stage.as_deref().filter(|word| !STAGES.contains(word)) {
        diagnostics.push(finding("stage-unknown", article.place_of("stage"), format!("没有“{stage}”这个阶段")).help(guess(stage, &STAGES)));
    }
}

fn lengths(entry: &Entry, diagnostics: &mut Vec<Diagnostic>) {
    let article = &entry.article;
    let title = length(&article.title);
    if title > 26 {
        diagnostics.push(
            finding("title-long", article.place_of("title"), format!("标题有 {title} 字，手机上一屏放不下，最多 26 字"))
                .help("只说一件事；细节放进摘要"),
        );
    }
    if let Some(short) = article.front.short_title.as_deref().map(length).filter(|length| *length > 12) {
        diagnostics.push(
            finding("short-title-long", article.place_of("short_title"), format!("短标题有 {short} 字，卡片和页眉放不下，最多 12 字"))
                .help("留下最能认出它的几个字"),
        );
    }
    match article.front.summary.as_deref().map(length) {
        Some(short @ 0..=19) => diagnostics.push(
            finding("summary-length", article.place_of("summary"), format!("摘要只有 {short} 字，读者看不出讲什么"))
                .help("写 20 到 80 字：谁、在什么时候、该做什么"),
        ),
        Some(long) if long > 80 => diagnostics.push(
            finding("summary-length", article.place_of("summary"), format!("摘要有 {long} 字，列表里会被截断"))
                .help("写 20 到 80 字：谁、在什么时候、该做什么"),
        ),
        Some(_) | None => {}
    }
}

fn related(site: &Site, entry: &Entry, diagnostics: &mut Vec<Diagnostic>) {
    let wanted = &entry.article.front.related;
    if wanted.len() > 5 {
        diagnostics.push(
            finding("related-many", entry.article.place_of("related"), format!("相关文章写了 {} 篇，读者挑不过来", wanted.len()))
                .help("只留最该接着读的 5 篇以内"),
        );
    }
    let others: Vec<&Entry> =
        wanted.iter().filter_map(|id| site.entries.iter().find(|other| other.id == *id && other.id != entry.id)).collect();
    let is_kin =
        |other: &Entry| entry.groups.is_empty() || other.groups.is_empty() || other.groups.iter().any(|group| entry.groups.contains(group));
    if !others.is_empty() && !others.iter().any(|other| is_kin(other)) {
        diagnostics.push(
            finding("related-foreign", entry.article.place_of("related"), "相关文章全是写给别的人群的，读者多半用不上")
                .help("至少换上一篇同一个人群的文章"),
        );
    }
    for other in others.iter().filter(|other| other.article.front.sensitive && !entry.article.front.sensitive && !is_kin(other)) {
        diagnostics.push(
            finding(
                "related-sensitive",
                in_key(&entry.article, "related", &other.id),
                format!("《{}》是敏感文章，不要推荐给没有在找它的人", other.article.title),
            )
            .help("从 related 里删掉它；需要的人会从自己的人群页和搜索里找到"),
        );
    }
}

fn film(folder: &Folder, entry: &Entry, video: &Video, diagnostics: &mut Vec<Diagnostic>) {
    if let (Some(episode), Some(number)) = (video.episode, entry.article.front.number)
        && episode != number
    {
        diagnostics.push(
            finding("video-episode", entry.article.place_of("media"), format!("视频是第 {episode} 集，文章是第 {number} 号，读者会看错集"))
                .help("核对集数，改成一样的"),
        );
    }
    let path = &entry.article.source.path;
    let stem = path.rsplit_once('.').map_or(path.as_str(), |(stem, _)| stem);
    let has_file = ["vtt", "txt"].iter().any(|ending| folder.names.contains(&format!("{stem}.{ending}")));
    let has_section = text::sections(&entry.article.document).iter().any(|section| section.heading == "文字稿");
    if video.transcript && !has_file && !has_section {
        let file = stem.rsplit('/').next().unwrap_or(stem);
        diagnostics.push(
            finding("video-transcript", entry.article.place_of("media"), "写着视频有文字稿，可是没有找到，听不清的人就看不懂").help(
                format!("把文字稿放在文章旁边，叫 {file}.vtt 或 {file}.txt；也可以写在正文的“## 文字稿”下面；没有就写 transcript: false"),
            ),
        );
    }
    if let Some(duration) = &video.duration
        && seconds(duration).is_none()
    {
        diagnostics.push(
            finding("video-duration", entry.article.place_of("media"), format!("看不懂视频时长“{duration}”"))
                .help("写成 \"04:30\"（4 分 30 秒）的样子，带引号"),
        );
    }
}
