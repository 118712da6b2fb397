//! A published site against the checklist for its accessibility: WCAG 2.2 AA, GB/T 37668—2019 and the rules of
//! the ministry (MIIT) for older readers. Nineteen rows, each decided from the files alone where that is honest;
//! what needs eyes, ears or hands says so, and what to look at.

mod css;
mod html;
mod palette;
mod report;
mod structure;
mod style;

use std::collections::{BTreeMap, BTreeSet};

use css::Rule;
use html::Element;

pub use report::{json, markdown};

/// What became of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// Measured, and good.
    Pass,
    /// Only a person can say.
    Look,
    /// Measured, and not good.
    Fail,
}

/// A row of the checklist.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// 1 to 19.
    pub number: usize,
    /// What is asked for.
    pub requirement: &'static str,
    /// Who asks.
    pub standard: &'static str,
    /// What became of it.
    pub verdict: Verdict,
    /// The figure behind the verdict, or what to look at.
    pub measured: String,
    /// Where it fails, the first places only: `path:line`.
    pub places: Vec<String>,
}

/// The published site as it is read here.
pub struct Published {
    /// Pages by path.
    pages: Vec<Page>,
    /// Different style sheets, each with a page that uses it.
    sheets: Vec<(String, Vec<Rule>)>,
    /// All scripts in one.
    scripts: String,
}

struct Page {
    path: String,
    elements: Vec<Element>,
}

/// What a row finds before it is numbered.
struct Finding {
    verdict: Verdict,
    measured: String,
    places: Vec<String>,
}

impl Finding {
    fn pass(measured: impl Into<String>) -> Self {
        Self { verdict: Verdict::Pass, measured: measured.into(), places: Vec::new() }
    }

    fn look(measured: impl Into<String>) -> Self {
        Self { verdict: Verdict::Look, measured: measured.into(), places: Vec::new() }
    }

    fn failed(measured: impl Into<String>, places: Vec<String>) -> Self {
        Self { verdict: Verdict::Fail, measured: measured.into(), places }
    }

    /// Passes with `good` unless there are `places`.
    fn unless(places: Vec<String>, good: impl Into<String>, bad: impl FnOnce(usize) -> String) -> Self {
        if places.is_empty() { Self::pass(good) } else { Self::failed(bad(places.len()), places) }
    }
}

type Check = fn(&Published) -> Finding;

/// The checklist (EXPERIENCE, Accessibility): what, who asks, how it is decided.
const ROWS: [(&str, &str, Check); 19] = [
    ("正文字号：标准 18 px，大字 24 px，特大 30 px 以上", "工信部 1.1", style::text_size),
    ("行距 1.3 倍以上；段距是行距的 1.3 倍以上", "工信部 1.2", style::spacing),
    ("文字和底色的对比度 4.5 以上，浅色、深色、高对比都要", "工信部 1.3，WCAG 1.4.3", palette::contrast),
    ("不只靠颜色：印章有字，卡片有级别的字", "工信部 1.4，WCAG 1.4.1", structure::colour_alone),
    ("点得到的地方：44 px 以上，大字版主要按钮 60 px", "工信部 2.1，WCAG 2.5.8", style::targets),
    ("没有广告、弹窗和浮动的框", "工信部", structure::intrusions),
    ("大字版的入口在前三次 Tab 之内，每一页都有", "工信部", structure::large_entry),
    ("选了大字，翻页还在；网址里带得走（?dz=1）", "工信部", structure::large_kept),
    ("全部能用键盘；焦点看得见，不被挡住", "工信部，WCAG 2.1.1、2.4.7、2.4.11", structure::keyboard),
    ("能朗读，没有语音时不显示按钮", "工信部", structure::read_aloud),
    ("没有验证码、限时和多指手势", "工信部，WCAG 2.2.1、3.3.8", structure::obstacles),
    ("320 px 宽、放大 400%、字距拉开，都不用左右滚动", "WCAG 1.4.10、1.4.12", structure::reflow),
    ("每一页写明是中文；生僻字有注音", "WCAG 3.1.1，GB/T 37668", structure::language),
    ("一个大标题，小标题不跳级，有地标和跳转链接，表头写明", "WCAG 1.3.1、2.4.1，GB/T 37668", structure::outline),
    ("每张图有文字说明；装饰的图写空", "WCAG 1.1.1", structure::alternatives),
    ("视频有文字稿，写明时长和大小", "WCAG 1.2.1，工信部", structure::videos),
    ("照顾少动画、高对比和强制配色的设置", "WCAG 2.3.3，GB/T 37668", style::preferences),
    ("求助电话在每一页的同一个地方", "WCAG 3.2.6", structure::consistent_help),
    ("印出来能读：正文 12 pt，大字 16 pt，折叠的都打开", "本站要求", style::print),
];

/// Reads a published site: path below its folder → bytes.
#[must_use]
pub fn read(files: &BTreeMap<String, Vec<u8>>) -> Published {
    let text = |path: &str| files.get(path).map(|bytes| String::from_utf8_lossy(bytes).into_owned());
    let mut pages = Vec::new();
    let mut sheets: Vec<(String, Vec<Rule>)> = Vec::new();
    let mut known = BTreeSet::new();
    let mut scripts: String = files.keys().filter(|path| path.ends_with(".js")).filter_map(|path| text(path)).collect();
    for path in files.keys().filter(|path| path.ends_with(".html")) {
        let elements = html::elements(&text(path).unwrap_or_default());
        // A short or old address leads on at once: there is nothing to read.
        if elements.iter().any(|element| element.get("http-equiv") == Some("refresh")) {
            continue;
        }
        let mut sheet = String::new();
        for element in &elements {
            match element.name.as_str() {
                "style" => sheet.push_str(&element.text),
                "link" if element.get("rel") == Some("stylesheet") => {
                    sheet.push_str(&element.get("href").and_then(|href| text(&find(files, path, href)?)).unwrap_or_default());
                }
                "script" if element.get("src").is_none() => scripts.push_str(&element.text),
                _ => {}
            }
        }
        if known.insert(sheet.clone()) {
            sheets.push((path.clone(), css::rules(&sheet)));
        }
        pages.push(Page { path: path.clone(), elements });
    }
    Published { pages, sheets, scripts }
}

/// All rows, in their order.
#[must_use]
pub fn audit(site: &Published) -> Vec<Row> {
    let row = |(at, (requirement, standard, check)): (usize, &(&'static str, &'static str, Check))| {
        let Finding { verdict, measured, places } = check(site);
        Row { number: at + 1, requirement, standard, verdict, measured, places }
    };
    ROWS.iter().enumerate().map(row).collect()
}

/// How many pages there are to read.
#[must_use]
pub fn pages(site: &Published) -> usize {
    site.pages.len()
}

/// The file that `href` on the page at `path` leads to, also where the site stands under a sub-path.
fn find(files: &BTreeMap<String, Vec<u8>>, path: &str, href: &str) -> Option<String> {
    let mut wanted = resolve(path, href);
    while !files.contains_key(&wanted) {
        wanted = wanted.split_once('/').filter(|_| href.starts_with('/'))?.1.to_owned();
    }
    Some(wanted)
}

/// The path below the site that `href` on the page at `path` names.
fn resolve(path: &str, href: &str) -> String {
    let href = href.split(['?', '#']).next().unwrap_or_default();
    let mut parts: Vec<&str> = path.split('/').collect();
    parts.pop();
    if href.starts_with('/') {
        parts.clear();
    }
    for part in href.split('/') {
        match part {
            "" | "." => {}
            ".." => _ = parts.pop(),
            part => parts.push(part),
        }
    }
    parts.join("/")
}
