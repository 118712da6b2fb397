//! What must never be published: V28 (DOMAIN §4). Reads the files themselves, not the tree, so that nothing
//! hides in front matter, link addresses or comments, and every finding points at its own bytes.

use std::sync::Arc;

use rayon::prelude::*;

use crate::check::codes::finding;
use crate::check::digits::{self, Secret};
use crate::check::people;
use crate::check::words::{before, digit, has_any, numbers};
use crate::diagnostic::Diagnostic;
use crate::model::directory::Column;
use crate::model::folder::Folder;
use crate::model::site::{Entry, Site};
use crate::source::{Place, Source, Span};

/// File names that say what is inside.
const LISTS: [&str; 4] = ["名单", "花名册", "明细", "登记表"];
/// Mail boxes of persons, not of offices.
const MAIL: [&str; 12] = [
    "qq.com",
    "163.com",
    "126.com",
    "139.com",
    "189.cn",
    "sina.com",
    "sohu.com",
    "foxmail.com",
    "gmail.com",
    "outlook.com",
    "hotmail.com",
    "icloud.com",
];
/// Groups of people whom an address gives away.
const HOUSEHOLDS: [&str; 3] = ["te", "kun", "gu"];

/// Something private: code, place in the text, what it is.
pub struct Hit {
    /// Its code.
    pub code: &'static str,
    /// Where.
    pub span: Span,
    /// The message.
    pub message: String,
    /// What to do.
    pub help: &'static str,
}

/// The findings in all files of the site.
pub fn check(site: &Site, folder: &Folder) -> Vec<Diagnostic> {
    let of_entries = site.entries.par_iter().map(|entry| {
        let mut diagnostics = Vec::new();
        tell(&entry.article.source, site, folder, is_household(site, entry), &mut diagnostics);
        diagnostics
    });
    let mut diagnostics: Vec<Diagnostic> = of_entries.collect::<Vec<_>>().into_iter().flatten().collect();
    for source in &folder.files {
        let from = diagnostics.len();
        tell(source, site, folder, false, &mut diagnostics);
        let told = diagnostics.split_off(from);
        diagnostics.extend(told.into_iter().filter_map(|diagnostic| in_record(folder, diagnostic)));
    }
    for asset in &site.assets {
        let is_text = [".csv", ".txt", ".json"].iter().any(|ending| asset.source.to_ascii_lowercase().ends_with(ending));
        if let (true, Ok(text)) = (is_text, std::str::from_utf8(&asset.bytes)) {
            tell(&Arc::new(Source { path: asset.source.clone(), text: text.to_owned() }), site, folder, false, &mut diagnostics);
        }
    }
    let tables = folder.files.iter().map(|source| &source.path).filter(|path| path.ends_with(".csv"));
    for path in folder.names.iter().chain(tables) {
        let name = path.rsplit('/').next().unwrap_or(path);
        if let Some(word) = LISTS.iter().find(|word| name.contains(**word))
            && !folder.allowed.iter().any(|allowed| allowed.text == name)
        {
            let source = Arc::new(Source { path: path.clone(), text: String::new() });
            diagnostics.push(
                finding("privacy-file-name", Place::new(&source, Span::default()), format!("文件名里有“{word}”，多半装着个人信息"))
                    .help("从网站文件夹里移走；确实可以公开的，改一个文件名，或登记到 content/data/privacy-allow.yaml"),
            );
        }
    }
    diagnostics
}

/// What is left of a finding in a file beside the articles: directories and events are where one looks up an
/// office's telephone, and a directory may say that a mobile is public.
fn in_record(folder: &Folder, diagnostic: Diagnostic) -> Option<Diagnostic> {
    let path = &diagnostic.place.source.path;
    let is_table = path.ends_with(".csv");
    match diagnostic.code {
        "privacy-landline" if is_table || path.starts_with("content/data/events/") => None,
        "privacy-mobile" if is_table => {
            let directory = folder.records.directories.values().find(|directory| directory.table.path == *path);
            let at = diagnostic.place.span.start;
            let cell = directory.and_then(|directory| {
                let after = directory.public_phones.partition_point(|span| span.start <= at);
                directory.public_phones[..after].last()
            });
            let is_public = cell.is_some_and(|cell| at < cell.end);
            let help = "换成办公电话；值班手机要公开的，“手机可公开”一栏写 yes，“公开批准”一栏写谁同意的";
            (!is_public).then(|| diagnostic.help(help))
        }
        // Premises are public; a position anywhere else in the table is not.
        "privacy-coordinates" if is_table && is_position(folder, &diagnostic) => None,
        _ => Some(diagnostic),
    }
}

fn is_position(folder: &Folder, diagnostic: &Diagnostic) -> bool {
    let directory = folder.records.directories.values().find(|directory| directory.table.path == diagnostic.place.source.path);
    let cells = directory.into_iter().flat_map(|directory| &directory.facilities).filter_map(|facility| facility.cell(Column::Coordinates));
    cells.map(|cell| cell.span).any(|span| span.start <= diagnostic.place.span.start && diagnostic.place.span.end <= span.end)
}

fn is_household(site: &Site, entry: &Entry) -> bool {
    !entry.everyone && entry.groups.iter().any(|group| HOUSEHOLDS.contains(&site.config.groups[group.0].slug.as_str()))
}

fn tell(source: &Arc<Source>, site: &Site, folder: &Folder, household: bool, diagnostics: &mut Vec<Diagnostic>) {
    for hit in hits(&source.text, household) {
        let words = &source.text[hit.span.start..hit.span.end];
        if !is_allowed(words, site, folder) {
            diagnostics.push(finding(hit.code, Place::new(source, hit.span), hit.message).help(hit.help));
        }
    }
}

/// Whether an editor has allowed it, or it is a confirmed hotline or the site's own telephone.
fn is_allowed(words: &str, site: &Site, folder: &Folder) -> bool {
    let squeezed = squeeze(words);
    let own = site.config.contact.as_ref().and_then(|contact| contact.phone.as_deref());
    let public = site.hotlines.iter().filter(|hotline| hotline.verified).map(|hotline| hotline.number.as_str()).chain(own);
    folder.allowed.iter().map(|allowed| allowed.text.as_str()).chain(public).any(|known| squeeze(known) == squeezed)
}

/// Without separators, full-width digits as ASCII.
fn squeeze(text: &str) -> String {
    text.chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '-' | '—' | '–' | '－' | '.' | '(' | ')' | '（' | '）'))
        .map(|c| digit(c).unwrap_or(c))
        .collect()
}

/// Everything private in `text`; `household`: the page is about families whom an address would give away.
#[must_use]
pub fn hits(text: &str, household: bool) -> Vec<Hit> {
    let mut hits = Vec::new();
    for (secret, span) in digits::secrets(text) {
        hits.extend(number(text, secret, span));
    }
    passports(text, &mut hits);
    plates(text, &mut hits);
    accounts(text, &mut hits);
    mail(text, &mut hits);
    coordinates(text, &mut hits);
    people::births(text, &mut hits);
    people::names(text, &mut hits);
    people::small_counts(text, &mut hits);
    if household {
        people::addresses(text, &mut hits);
    }
    hits
}

const ALLOW: &str = "删掉它；确实可以公开的，登记到 content/data/privacy-allow.yaml，写明理由和审核人";

fn number(text: &str, secret: Secret, span: Span) -> Option<Hit> {
    let hit = |code, message: &str, help| Some(Hit { code, span, message: message.to_owned(), help });
    match secret {
        Secret::IdCard => hit("privacy-id-card", "这是一个身份证号（校验码对得上），公开出去会害了本人", ALLOW),
        Secret::OldIdCard => hit("privacy-id-card-old", "这看起来是 15 位的旧身份证号", ALLOW),
        Secret::Mobile => hit(
            "privacy-mobile",
            "这是一个手机号，公开出去本人会被骚扰",
            "换成办公电话或 12345；值班手机要公开的，登记到 content/data/privacy-allow.yaml",
        ),
        Secret::BankCard => hit("privacy-bank-card", "这看起来是银行卡号（校验位对得上）", ALLOW),
        Secret::Landline => {
            let address = token(text, span);
            (!address.contains("//")).then(|| Hit {
                code: "privacy-landline",
                span,
                message: "正文里写了座机号，换了号码没有人会想到来改这里".to_owned(),
                help: "登记到 content/data/hotlines.yaml 并拨测；或者写“问村委会、居委会”",
            })
        }
    }
}

/// The unbroken piece of ASCII that holds `span`.
fn token(text: &str, span: Span) -> &str {
    let edge = |c: char| c.is_whitespace() || !c.is_ascii() || matches!(c, '"' | '\'' | '<' | '>' | '(' | ')');
    let start = text[..span.start].rfind(edge).map_or(0, |at| at + text[at..].chars().next().map_or(1, char::len_utf8));
    let end = text[span.end..].find(edge).map_or(text.len(), |at| span.end + at);
    &text[start..end]
}

fn passports(text: &str, hits: &mut Vec<Hit>) {
    for (value, start, end) in numbers(text) {
        let letter = text[..start].chars().next_back().filter(char::is_ascii_alphabetic);
        let alone = letter.is_some()
            && !text[..start - 1].ends_with(|c: char| c.is_ascii_alphanumeric())
            && !text[end..].starts_with(|c: char| c.is_ascii_alphanumeric());
        if value.len() == 8 && alone && has_any(before(text, start, 16), &["护照", "通行证", "回乡证", "台胞证"]) {
            hits.push(Hit {
                code: "privacy-passport",
                span: Span::new(start - 1, end),
                message: "这是一个护照或通行证号".to_owned(),
                help: ALLOW,
            });
        }
    }
}

fn plates(text: &str, hits: &mut Vec<Hit>) {
    const PROVINCES: &str = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼";
    for (start, c) in text.char_indices().filter(|(_, c)| PROVINCES.contains(*c)) {
        let rest = &text[start + c.len_utf8()..];
        let Some(letter) = rest.chars().next().filter(char::is_ascii_uppercase) else { continue };
        let tail = rest[letter.len_utf8()..].trim_start_matches(['·', ' ', '•']);
        let code: String = tail.chars().take_while(|c| c.is_ascii_uppercase() || c.is_ascii_digit()).collect();
        if (5..=6).contains(&code.len()) && code.bytes().filter(u8::is_ascii_digit).count() >= 3 {
            let end = text.len() - tail.len() + code.len();
            hits.push(Hit {
                code: "privacy-plate",
                span: Span::new(start, end),
                message: "这看起来是车牌号，能找到车主".to_owned(),
                help: ALLOW,
            });
        }
    }
}

fn accounts(text: &str, hits: &mut Vec<Hit>) {
    for word in ["微信号", "微信", "QQ号", "QQ群", "QQ", "qq"] {
        for (at, _) in text.match_indices(word) {
            let tail = text[at + word.len()..].trim_start_matches(['号', '群', '是', '为', '：', ':', ' ', '加']);
            let name: String = tail.chars().take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-')).collect();
            let digits = name.bytes().filter(u8::is_ascii_digit).count();
            let is_account = if word.starts_with("微信") {
                (6..=20).contains(&name.len()) && digits >= 2
            } else {
                (5..=11).contains(&name.len()) && digits == name.len()
            };
            let start = text.len() - tail.len();
            let span = Span::new(start, start + name.len());
            if is_account && !hits.iter().any(|hit| hit.span.start <= span.start && span.end <= hit.span.end) {
                hits.push(Hit {
                    code: "privacy-account",
                    span,
                    message: "这是个人的微信号或 QQ 号，本人会被打扰".to_owned(),
                    help: "换成单位的公众号名称或办公电话",
                });
            }
        }
    }
}

fn mail(text: &str, hits: &mut Vec<Hit>) {
    let part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-' | '+');
    for (at, _) in text.match_indices('@') {
        let start = at - text[..at].bytes().rev().take_while(|byte| part(char::from(*byte))).count();
        let host: String = text[at + 1..].chars().take_while(|c| part(*c)).collect();
        let is_personal = MAIL.iter().any(|known| host.trim_end_matches('.').eq_ignore_ascii_case(known));
        if start < at && is_personal {
            let span = Span::new(start, at + 1 + host.len());
            hits.retain(|hit| hit.span.start < span.start || hit.span.end > span.end);
            hits.push(Hit {
                code: "privacy-email",
                span,
                message: "这是个人邮箱，本人会收到许多垃圾信".to_owned(),
                help: "换成单位的邮箱，或者写办公电话",
            });
        }
    }
}

/// `26.0745, 119.2965`: two numbers with four decimals or more side by side.
fn coordinates(text: &str, hits: &mut Vec<Hit>) {
    let all = numbers(text);
    let decimals: Vec<(usize, usize)> = all
        .windows(2)
        .filter(|pair| {
            let ((whole, _, one), (fraction, two, _)) = (&pair[0], &pair[1]);
            text[*one..*two] == *"." && (2..=3).contains(&whole.len()) && fraction.len() >= 4
        })
        .map(|pair| (pair[0].1, pair[1].2))
        .collect();
    for pair in decimals.windows(2) {
        let between = &text[pair[0].1..pair[1].0];
        let is_pair = between.chars().count() <= 8
            && !between.contains('\n')
            && between.chars().all(|c| c.is_whitespace() || ",，、/;；NSEW°东经北纬：:".contains(c));
        let ranges = |(start, end): (usize, usize), most: f64| text[start..end].parse::<f64>().is_ok_and(|value| value <= most);
        if is_pair && ranges(pair[0], 180.0) && ranges(pair[1], 180.0) {
            let span = Span::new(pair[0].0, pair[1].1);
            hits.push(Hit {
                code: "privacy-coordinates",
                span,
                message: "经纬度能把人找到家门口".to_owned(),
                help: "删掉它，写到乡镇、社区或单位名称就够了",
            });
        }
    }
}
