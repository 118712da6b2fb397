//! Numbers that people act on: hotlines, amounts, figures and doses: V12, V26, V36, and the list of DOMAIN §2.

use crate::check::codes::finding;
use crate::check::reading::{Kind, Reading};
use crate::check::words::{before, has_any, is_han, numbers, sentence_at};
use crate::diagnostic::Diagnostic;
use crate::model::document::LinkKind;
use crate::model::nearest::nearest;
use crate::model::series::SeriesKind;
use crate::model::site::{Entry, Site};
use crate::source::{Place, Span};

/// Counted in these, a number is no telephone number.
const UNITS: [&str; 50] = [
    "元", "万", "亿", "户", "人", "个", "名", "份", "次", "下", "分", "天", "秒", "遍", "岁", "斤", "克", "毫", "两", "米", "里", "公",
    "千", "页", "条", "字", "块", "步", "升", "期", "场", "位", "例", "套", "台", "年", "月", "日", "周", "小时", "倍", "度", "℃", "%",
    "％", "mm", "mg", "ml", "kg", "cm",
];
/// What stands before a number that is to be called.
const CALL: [&str; 9] = ["拨打", "拨", "打", "电话", "热线", "专线", "求助", "报警", "呼叫"];

/// The findings about one article.
pub fn check(site: &Site, entry: &Entry, reading: &Reading) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    let policy = site.series_of(entry).is_some_and(|series| series.file.kind == SeriesKind::Policy);
    for (index, run) in reading.runs.iter().enumerate() {
        let text = &run.text;
        let place = |span: Span| reading.place(index, span);
        for (number, span) in hotlines(text) {
            diagnostics.extend(hotline(site, &number, place(span)));
        }
        if run.kind == Kind::Quote {
            continue;
        }
        if policy {
            amounts(text, &place, &mut diagnostics);
        }
        figures(text, &place, &mut diagnostics);
        if is_teen(site, entry) {
            doses(text, &place, &mut diagnostics);
        }
    }
    for link in &entry.article.document.links {
        if let Some(number) = link.destination.strip_prefix("tel:")
            && link.kind == LinkKind::Link
            && is_short(number)
            && !reading.runs.iter().any(|run| run.text.contains(number))
        {
            diagnostics.extend(hotline(site, number, Place::new(&entry.article.source, link.span)));
        }
    }
    if let Some(summary) = &entry.article.front.summary {
        for (number, _) in hotlines(summary) {
            diagnostics.extend(hotline(site, &number, crate::check::reading::in_key(&entry.article, "summary", &number)));
        }
    }
    diagnostics
}

fn is_short(number: &str) -> bool {
    number.len() <= 5 && number.bytes().all(|byte| byte.is_ascii_digit())
}

/// Numbers that are to be called: five digits 12xxx, 9611x (and 95xxx beside a word of calling), three digits 1xx
/// beside such a word or beside another hotline.
fn hotlines(text: &str) -> Vec<(String, Span)> {
    let mut found: Vec<(String, Span)> = Vec::new();
    for (number, start, end) in numbers(text) {
        let head = text[..start].trim_end_matches([' ', '“', '"', '「', '：', ':']);
        let counted = UNITS.iter().any(|unit| text[end..].trim_start().starts_with(unit));
        let part = text[end..].starts_with(['.', ',', '/', '-', '—', '~', '～', '–'])
            || text[..start].ends_with(['.', '/', '-', '—', '~', '～', '–', '×', '≥', '≤', '<', '>', '〔', '第']);
        let latin =
            text[..start].ends_with(|c: char| c.is_ascii_alphabetic()) || text[end..].starts_with(|c: char| c.is_ascii_alphabetic());
        if counted || part || latin {
            continue;
        }
        let called = CALL.iter().any(|word| head.ends_with(word));
        let beside = found.last().is_some_and(|(_, last)| matches!(text[last.end..start].trim(), "或" | "、" | "和" | "/" | "，" | "或者"));
        let is_hotline = match number.len() {
            5 => number.starts_with("12") || number.starts_with("9611") || (number.starts_with("95") && called),
            3 => number.starts_with('1') && (called || beside),
            _ => false,
        };
        if is_hotline {
            found.push((number, Span::new(start, end)));
        }
    }
    found
}

/// Whether `number` may be printed.
pub fn hotline(site: &Site, number: &str, place: Place) -> Option<Diagnostic> {
    match site.hotlines.iter().find(|hotline| hotline.number == number) {
        Some(hotline) if hotline.verified => None,
        Some(hotline) => Some(
            finding("hotline-unverified", place, format!("{number}（{}）还没有拨测，读者可能打不通", hotline.name))
                .help("拨测以后在 content/data/hotlines.yaml 里写 verified: true；在那以前先不写这个号码"),
        ),
        None => {
            let known: Vec<&str> = site.hotlines.iter().filter(|hotline| hotline.verified).map(|hotline| hotline.number.as_str()).collect();
            let near = nearest(number, &known)
                .filter(|_| number.len() > 3)
                .and_then(|near| site.hotlines.iter().find(|hotline| hotline.number == near));
            let guess = near.map(|near| format!("是不是 {}（{}）？", near.number, near.name)).unwrap_or_default();
            Some(
                finding("hotline-unknown", place, format!("热线表里没有 {number}，打错一个数字就求助不到"))
                    .help(format!("{guess}新的号码先拨测，再登记到 content/data/hotlines.yaml")),
            )
        }
    }
}

fn amounts(text: &str, place: &dyn Fn(Span) -> Place, diagnostics: &mut Vec<Diagnostic>) {
    for (_, start, end) in numbers(text) {
        let tail = text[end..].trim_start_matches([' ', '多', '余']);
        let unit = ["元", "万元", "亿元", "块钱"].into_iter().find(|unit| tail.starts_with(unit));
        // `1,200.50元`: the last group tells it once.
        let Some(unit) = unit else { continue };
        let stop = text.len() - tail.len() + unit.len();
        diagnostics.push(
            finding("policy-amount", place(Span::new(start, stop)), format!("金额“{}”写在文字里，标准一调整就错了", &text[start..stop]))
                .help("只写“按现行标准”和去哪里问；一定要写，就写明文件、地区和从哪天起"),
        );
    }
}

fn figures(text: &str, place: &dyn Fn(Span) -> Place, diagnostics: &mut Vec<Diagnostic>) {
    const ALL: [&str; 3] = ["全省", "全县", "全市"];
    if !has_any(text, &ALL) {
        return;
    }
    let dated = numbers(text).iter().any(|(number, _, end)| {
        number.len() == 4
            && (number.starts_with("19") || number.starts_with("20"))
            && (text[*end..].trim_start().starts_with(['年', '—', '-']))
    });
    if dated {
        return;
    }
    for (number, start, end) in numbers(text) {
        let tail = text[end..].trim_start_matches([' ', '多', '余', '万', '千']);
        let counted = ["户", "人", "个", "名", "家"].iter().any(|unit| tail.starts_with(unit));
        let whole = before(text, start, 15);
        let scope = whole.rfind(['。', '；', '！']).map_or(whole, |at| &whole[at..]);
        if counted && number.len() > 1 && has_any(scope, &ALL) {
            diagnostics.push(
                finding("figure-undated", place(Span::new(start, end)), format!("“{number}”没有写是哪一年的数字，过一年就可能不对"))
                    .help("写上年份，例如“截至2024年”，并在 sources: 里写出处"),
            );
        }
    }
}

fn is_teen(site: &Site, entry: &Entry) -> bool {
    !entry.everyone && entry.groups.iter().any(|group| site.config.groups[group.0].slug == "qing")
}

fn doses(text: &str, place: &dyn Fn(Span) -> Place, diagnostics: &mut Vec<Diagnostic>) {
    for (_, start, end) in numbers(text) {
        let tail = text[end..].trim_start();
        let unit = ["毫克", "mg", "片", "粒", "毫升", "ml", "支", "袋", "胶囊"].into_iter().find(|unit| tail.starts_with(unit));
        let Some(unit) = unit else { continue };
        let sentence = sentence_at(text, start);
        if has_any(sentence, &["药", "服用", "口服", "胶囊", "毫克", "mg"])
            && has_any(sentence, &["每次", "一次", "每天", "每日", "一天", "一日", "吃", "服"])
        {
            let stop = text.len() - tail.len() + unit.len();
            diagnostics.push(
                finding("teen-dosage", place(Span::new(start, stop)), "给青少年的页面不写用药剂量：各人不同，照着吃可能出事")
                    .help("改成“吃不吃、吃多少，听医生的”"),
            );
        }
    }
}

/// The number right before a counting word, as ASCII or Han digits, with its value: `6户`, `三名`, `十二人`.
#[must_use]
pub fn counts(text: &str, units: &[&str]) -> Vec<(u32, Span)> {
    let mut list = Vec::new();
    let letters: Vec<(usize, char)> = text.char_indices().collect();
    let mut at = 0;
    while at < letters.len() {
        let from = at;
        while at < letters.len() && value(letters[at].1).is_some() {
            at += 1;
        }
        if at == from {
            at += 1;
            continue;
        }
        let (start, end) = (letters[from].0, letters.get(at).map_or(text.len(), |(byte, _)| *byte));
        let unit = units.iter().find(|unit| text[end..].starts_with(**unit));
        if let (Some(unit), Some(number)) = (unit, read(&text[start..end])) {
            let is_part = text[end + unit.len()..].starts_with('次') || before(text, start, 1).ends_with(['.', ',', '第', '几', '每', '%']);
            if !is_part {
                list.push((number, Span::new(start, end + unit.len())));
            }
        }
    }
    list
}

fn value(c: char) -> Option<u32> {
    Some(match c {
        '零' => 0,
        '一' => 1,
        '二' | '两' => 2,
        '三' => 3,
        '四' => 4,
        '五' => 5,
        '六' => 6,
        '七' => 7,
        '八' => 8,
        '九' => 9,
        '十' => 10,
        _ => return crate::check::words::digit(c).and_then(|digit| digit.to_digit(10)),
    })
}

/// `12`, `六`, `十二`, `二十`; nothing for what is no number below 100 in Han digits.
fn read(word: &str) -> Option<u32> {
    let letters: Vec<char> = word.chars().collect();
    if !letters.iter().any(|c| is_han(*c)) {
        return letters.iter().map(|c| value(*c)).try_fold(0_u32, |sum, digit| sum.checked_mul(10)?.checked_add(digit?));
    }
    match letters.as_slice() {
        [one] => value(*one),
        ['十', one] => Some(10 + value(*one)?),
        [ten, '十'] => Some(10 * value(*ten)?),
        [ten, '十', one] => Some(10 * value(*ten)? + value(*one)?),
        _ => None,
    }
}
