//! Addresses that were published once still lead somewhere (V03), and new ones are written down.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::model::folder::{Declared, Folder};
use crate::model::nearest::nearest;
use crate::model::registry::{Registered, Registry, short_code};
use crate::model::site::{Entry, Site};
use crate::model::slug::SITE_PAGES;
use crate::site::forwards::{is_listed, pages};
use crate::source::{Place, Source, Span};

/// What is wrong between the registry and the site. `later` holds the articles whose day is still to come.
pub fn check(site: &Site, later: &Site, folder: &Folder, diagnostics: &mut Vec<Diagnostic>) {
    moved(site, diagnostics);
    let Some(registry) = &folder.registry else { return };
    twice(registry, diagnostics);
    let living: BTreeMap<&str, &Entry> = site.entries.iter().map(|entry| (entry.permalink.as_str(), entry)).collect();
    let left: BTreeSet<String> = site.entries.iter().flat_map(old_addresses).map(|(address, _)| address).collect();
    let renamed: BTreeSet<&str> = site.entries.iter().flat_map(|entry| &entry.article.front.moved_from).map(String::as_str).collect();
    let rows = &registry.value.addresses;
    let is_gone = |row: &Registered| {
        // A county or an event that is gone leads on to its list: places close, and events are over.
        let known = |address: &str| living.contains_key(address) || left.contains(address) || is_listed(address);
        !known(&row.address) && !renamed.contains(row.id.as_str()) && !later.entries.iter().any(|entry| entry.permalink == row.address)
    };
    for row in rows {
        if let Some(entry) = living.get(row.address.as_str()).filter(|entry| entry.id != row.id && !renamed.contains(row.id.as_str())) {
            diagnostics.push(
                Diagnostic::error(
                    "id-changed",
                    entry.article.place_of("id"),
                    format!("这篇的 id 原来是“{}”，现在是“{}”", row.id, entry.id),
                )
                .help(format!("别处靠 id 找到它。写回 id: {}，或者在文件头写 moved_from: [{}]", row.id, row.id)),
            );
        }
    }
    if let Some((source, fresh)) = unregistered(site, folder).filter(|(_, fresh)| !fresh.is_empty()) {
        let at = source.text.find("addresses:").unwrap_or(0);
        let place = Place::new(&source, Span::new(at, at + "addresses".len()));
        let some: Vec<&str> = fresh.iter().take(3).map(|row| row.address.trim_end_matches('/')).collect();
        let more = if fresh.len() > some.len() { "等" } else { "" };
        let message = format!("{} 个新地址还没有登记，以后改了名也没人知道：{}{more}", fresh.len(), some.join("、"));
        diagnostics.push(Diagnostic::warning("address-unregistered", place, message).help("运行 baodian check --fix，自动登记"));
    }
    let mut gone: BTreeMap<&str, Vec<&Registered>> = BTreeMap::new();
    for row in rows.iter().filter(|row| is_gone(row)) {
        // A folder that was renamed is one cause, not a hundred.
        let (series, _) = row.address.split_once('/').unwrap_or((&row.address, ""));
        let key = if site.series.iter().any(|known| known.id == series) { row.address.as_str() } else { series };
        gone.entry(key).or_default().push(row);
    }
    for (key, rows) in gone {
        diagnostics.push(vanished(site, registry, key, &rows));
    }
}

fn vanished(site: &Site, registry: &Declared<Registry>, key: &str, rows: &[&Registered]) -> Diagnostic {
    let row = rows[0];
    let place = place(registry, &row.address);
    if rows.len() > 1 {
        let known: Vec<&str> = site.series.iter().map(|series| series.id.as_str()).collect();
        let guess = nearest(key, &known).map(|near| format!("是不是改成了“{near}”？")).unwrap_or_default();
        let message = format!("/{key}/ 下面发布过 {} 个地址，现在都没有了，印出去的二维码会打不开", rows.len());
        return Diagnostic::error("address-gone", place, message)
            .help(format!("{guess}把文件夹的名字改回来，或者在 _series.yaml 里写 id: {key}"));
    }
    let old = row.address.trim_end_matches('/');
    let taken: BTreeSet<&str> = registry.value.addresses.iter().map(|row| row.address.as_str()).collect();
    let fresh: Vec<&str> = site.entries.iter().map(|entry| entry.permalink.as_str()).filter(|address| !taken.contains(address)).collect();
    let guess = site
        .entries
        .iter()
        .find(|entry| entry.id == row.id)
        .map(|entry| entry.permalink.as_str())
        .or_else(|| nearest(&row.address, &fresh));
    let file =
        guess.and_then(|address| site.entries.iter().find(|entry| entry.permalink == address)).map(|entry| &entry.article.source.path);
    let help = match file {
        Some(file) => format!("是不是改成了 {file}？是的话，在它的文件头写 moved_from: [{old}]；不是，就把文件名或 slug 改回来"),
        None => format!("文件名或 slug 改了就改回来；搬了家，在新文章的文件头写 moved_from: [{old}]；不要了，改回来写 status: archived"),
    };
    Diagnostic::error("address-gone", place, format!("/{old}/ 发布过，现在没有这一页，印出去的二维码会打不开")).help(help)
}

/// Old addresses that are somebody else's now.
fn moved(site: &Site, diagnostics: &mut Vec<Diagnostic>) {
    let mut claims: BTreeMap<String, &Entry> = BTreeMap::new();
    for entry in &site.entries {
        for (address, written) in old_addresses(entry) {
            let place = entry.article.place_of("moved_from");
            let path = address.trim_end_matches('/');
            if !is_address(&address) {
                diagnostics.push(
                    Diagnostic::error("moved-invalid", place, format!("“{written}”不是本站的旧地址，没有办法从那里转过来"))
                        .help("只写网站里的那一段，例如 moved_from: [hl66/old-name]"),
                );
                continue;
            }
            let top = path.split('/').next().unwrap_or_default();
            let is_page = SITE_PAGES.contains(&top)
                || site.config.groups.iter().any(|group| group.slug == path)
                || site.series.iter().any(|series| series.permalink == address && series.intro.is_none());
            if let Some(other) = site.entries.iter().find(|other| other.permalink == address) {
                let whose =
                    if std::ptr::eq(other, entry) { "这一篇现在的".to_owned() } else { format!("《{}》的", other.article.title) };
                diagnostics.push(
                    Diagnostic::error("moved-taken", place, format!("/{path}/ 不是旧地址，是{whose}地址"))
                        .help(format!("从 moved_from 里删掉“{written}”")),
                );
            } else if is_page {
                diagnostics.push(
                    Diagnostic::error("moved-taken", place, format!("/{path}/ 不是旧地址，是网站自己的页面"))
                        .help(format!("从 moved_from 里删掉“{written}”")),
                );
            } else if let Some(other) = claims.insert(address.clone(), entry).filter(|other| !std::ptr::eq(*other, entry)) {
                diagnostics.push(
                    Diagnostic::error("moved-taken", place, format!("两篇文章都说自己原来在 /{path}/"))
                        .label("这一篇")
                        .also(other.article.place_of("moved_from"), "和这一篇")
                        .help("读者只能去一个地方，留下内容最接近的那一篇"),
                );
            }
        }
    }
}

/// The addresses `entry` had before, each as it is compared and as it was written: `old-slug` within its own
/// series, else from the site root.
pub(super) fn old_addresses(entry: &Entry) -> impl Iterator<Item = (String, &str)> {
    entry.article.front.moved_from.iter().map(|written| {
        let folder = entry.permalink.trim_end_matches('/').rsplit_once('/').map_or("", |(folder, _)| folder);
        let bare = written.trim_matches('/');
        let is_whole = bare.contains('/') || folder.is_empty() || written.starts_with('/');
        (if is_whole { slashed(bare) } else { format!("{folder}/{bare}/") }, written.as_str())
    })
}

/// Whether a page can be published at `address`: `hl66/old-name/`.
pub(super) fn is_address(address: &str) -> bool {
    let is_part = |part: &str| {
        let is_plain = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | '~');
        !part.starts_with('.') && !part.is_empty() && part.chars().all(is_plain)
    };
    address.strip_suffix('/').is_some_and(|path| path.split('/').all(is_part))
}

/// Whether `code` can stand in a short address.
pub(super) fn is_code(code: &str) -> bool {
    !code.is_empty() && code.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
}

fn slashed(path: &str) -> String {
    format!("{}/", path.trim_matches('/'))
}

/// A code or an address that stands in two rows, as after a merge that went wrong.
fn twice(registry: &Declared<Registry>, diagnostics: &mut Vec<Diagnostic>) {
    let mut seen: BTreeSet<(bool, &str)> = BTreeSet::new();
    for row in &registry.value.addresses {
        if !is_code(&row.code) {
            diagnostics.push(
                Diagnostic::error(
                    "address-code-invalid",
                    place(registry, &row.code),
                    format!("短地址“{}”不能用，扫二维码打不开", row.code),
                )
                .help("印出去以前写的是什么，就改回什么；没有印过，删掉这一行，再运行 baodian check --fix"),
            );
        }
        let double = [(false, row.address.as_str()), (true, row.code.as_str())].into_iter().find(|word| !seen.insert(*word));
        if let Some((_, word)) = double {
            let text = &registry.source.text;
            let at = text.rfind(word).unwrap_or(0);
            let place = Place::new(&registry.source, Span::new(at, at + word.len()));
            diagnostics.push(
                Diagnostic::error("address-registered-twice", place, format!("“{word}”登记了两次，扫二维码不知道去哪一页"))
                    .help("留下先登记的一行，删掉另一行，再运行 baodian check --fix"),
            );
        }
    }
}

fn place(registry: &Declared<Registry>, address: &str) -> Place {
    let text = &registry.source.text;
    let found = text.match_indices(address).map(|(at, _)| at).find(|at| text[..*at].ends_with([' ', '"', '\'']));
    let at = found.unwrap_or(0);
    Place::new(&registry.source, Span::new(at, at + found.map_or(0, |_| address.len())))
}

/// A line that a registry lacks and the byte it belongs at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// What it takes the place of: nothing, or the `[]` of an empty registry.
    pub span: Span,
    /// The line with its end.
    pub text: String,
    /// The address it is about.
    pub address: String,
}

/// The registry and the rows it lacks, in its order; `None` for a site without a registry.
#[must_use]
pub fn unregistered(site: &Site, folder: &Folder) -> Option<(Arc<Source>, Vec<Row>)> {
    let registry = folder.registry.as_ref()?;
    let rows = &registry.value.addresses;
    let known: BTreeSet<&str> = rows.iter().map(|row| row.address.as_str()).collect();
    let mut codes: BTreeSet<String> = rows.iter().map(|row| row.code.clone()).collect();
    let home = site.home.map(|home| site.entry(home).permalink.as_str());
    let public = site.entries.iter().filter(|entry| super::is_public(&entry.article, super::Wishes { date: site.date, drafts: false }));
    let entries = public.filter(|entry| Some(entry.permalink.as_str()) != home).map(|entry| (entry.permalink.clone(), entry.id.clone()));
    let pages = pages(site).into_iter().map(|(address, _)| (address.clone(), address.trim_end_matches('/').to_owned()));
    let fresh: BTreeMap<String, String> = entries.chain(pages).filter(|(address, _)| !known.contains(address.as_str())).collect();
    let text = &registry.source.text;
    let mut lines = Vec::new();
    for (address, id) in fresh {
        let code = short_code(&address, |code| codes.contains(code));
        let row = format!("- {{address: {}, id: {}, code: \"{code}\"}}", value(&address), value(&id));
        codes.insert(code);
        let (at, indent) = place_for(text, &address);
        // The brackets of an empty registry go with the first row.
        let brackets = text.find("addresses: []").filter(|_| lines.is_empty()).map(|at| at + "addresses:".len());
        let (span, line) = match brackets {
            Some(start) => (Span::new(start, at), format!("\n{indent}{row}\n")),
            None if at == text.len() && !text.ends_with('\n') => (Span::new(at, at), format!("\n{indent}{row}")),
            None => (Span::new(at, at), format!("{indent}{row}\n")),
        };
        lines.push(Row { span, text: line, address });
    }
    Some((Arc::clone(&registry.source), lines))
}

/// The byte before which the row of `address` belongs, and the blanks before it.
fn place_for<'a>(text: &'a str, address: &str) -> (usize, &'a str) {
    let mut start = 0;
    let mut indent = "  ";
    for line in text.split_inclusive('\n') {
        if let Some((blank, rest)) = line.split_once("- {address: ") {
            indent = blank;
            if rest.split([',', '}']).next().is_some_and(|other| other.trim_matches(['"', '\'']) > address) {
                return (start, indent);
            }
        }
        start += line.len();
    }
    (start, indent)
}

/// As a value between braces.
fn value(word: &str) -> String {
    let is_plain = |c: char| c.is_alphanumeric() || matches!(c, '/' | '-' | '_' | '.');
    if word.starts_with(char::is_alphanumeric) && word.chars().all(is_plain) {
        word.to_owned()
    } else {
        format!("\"{}\"", word.replace('\\', "\\\\").replace('"', "\\\""))
    }
}
