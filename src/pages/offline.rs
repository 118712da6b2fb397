//! What lets a reader keep pages: the web app manifest, the service worker with its lists, and for each group a
//! list of what `下载本组` fetches.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use serde::Serialize;
use sha2::{Digest as _, Sha256};

use crate::model::group::GroupId;
use crate::model::site::Site;
use crate::output::OutputFile;
use crate::pages::covers;
use crate::pages::links::needs;
use crate::theme::Theme;

const PLAIN: &str = "strings and numbers: anything else is a bug in baodian";
/// Hexadecimal digits of SHA-256: enough to see that a page is another one.
const DIGITS: usize = 8;

/// Where the service worker stands: it rules what lies below its own address.
pub const WORKER: &str = "sw.js";
/// The web app manifest.
pub const MANIFEST: &str = "manifest.webmanifest";
/// What a reader sees instead of a page that was never kept.
pub const OFFLINE: &str = "offline.html";

/// What can be kept of one group.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Pack {
    /// Pages.
    pub pages: usize,
    /// Bytes, before any compression on the way.
    pub bytes: usize,
}

/// The search as far as it can be kept.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SearchFiles {
    /// What a browser writes behind the `?` when it asks for a record.
    pub version: String,
    /// Path and size of what each group needs.
    pub groups: BTreeMap<GroupId, Vec<(String, usize)>>,
}

impl SearchFiles {
    /// As a browser asks for the file at `path`.
    fn address(&self, path: &str) -> String {
        if path.starts_with("search/d/") { format!("{path}?{}", self.version) } else { path.to_owned() }
    }

    /// The paths of what `id` needs.
    fn of(&self, id: GroupId) -> impl Iterator<Item = &str> {
        self.groups.get(&id).into_iter().flatten().map(|(path, _)| path.as_str())
    }
}

/// What each group offers to download.
pub type Packs = BTreeMap<GroupId, Pack>;

/// Where the list of the group `slug` stands.
pub fn pack_path(slug: &str) -> String {
    format!("offline/{slug}.json")
}

/// What the group `id` holds among these finished pages. Its own page, which tells the size, is not counted.
fn pack(site: &Site, theme: &Theme, id: GroupId, pages: &[OutputFile], search: &SearchFiles) -> Pack {
    let by_path = by_path(pages);
    let sizes: BTreeMap<&str, usize> = site.assets.iter().map(|asset| (asset.path.as_str(), asset.bytes.len())).collect();
    let paths = members(site, id);
    let found: Vec<&OutputFile> = paths.iter().filter_map(|path| by_path.get(path.as_str()).copied()).collect();
    let needed: BTreeSet<String> = found.iter().flat_map(|page| needs(page)).collect();
    let pictures: usize = needed.iter().filter_map(|path| sizes.get(path.as_str())).sum();
    let index: usize = search.groups.get(&id).into_iter().flatten().map(|(_, bytes)| bytes).sum();
    let door = searching(theme)
        .into_iter()
        .filter_map(|path| by_path.get(path).copied().or_else(|| theme.assets().iter().find(|asset| asset.path == path)));
    let texts: usize = found.iter().copied().chain(door).map(|file| file.bytes.len()).sum();
    Pack { pages: found.len(), bytes: texts + pictures + index }
}

/// The page for searching and what it runs.
fn searching(theme: &Theme) -> [&str; 3] {
    ["search/index.html", theme.published("search.js"), theme.published("search.css")]
}

/// The pages of the series and articles of a group, by their files.
fn members(site: &Site, id: GroupId) -> Vec<String> {
    let series =
        site.series.iter().filter(|series| series.groups.contains(&id) && !series.articles.is_empty()).map(|series| &series.permalink);
    let entries = site.entries.iter().filter(|entry| entry.series.is_some() && entry.groups.contains(&id)).map(|entry| &entry.permalink);
    series.chain(entries).map(|permalink| format!("{permalink}index.html")).collect()
}

/// `manifest.webmanifest` (W3C Web Application Manifest). All addresses are relative to it, so a sub-path works.
#[must_use]
pub fn manifest(site: &Site, theme: &Theme) -> OutputFile {
    let config = &site.config;
    let icon = |name: &str, sizes: &str, kind: &str, purpose: &str| serde_json::json!({"src": theme.published(name), "sizes": sizes, "type": kind, "purpose": purpose});
    let value = serde_json::json!({
        "name": config.title,
        "short_name": config.title.chars().take(12).collect::<String>(),
        "description": config.description,
        "lang": "zh-CN",
        "dir": "ltr",
        "start_url": "./",
        "scope": "./",
        // With the browser's own 后退: a window without it is a trap for who has never used an app.
        "display": "minimal-ui",
        "background_color": "#ffffff",
        "theme_color": "#ffffff",
        "categories": ["health", "education"],
        "icons": [
            icon("icon.svg", "any", "image/svg+xml", "any"),
            icon("icon-192.png", "192x192", "image/png", "any"),
            icon("icon-512.png", "512x512", "image/png", "any"),
            icon("icon-maskable-512.png", "512x512", "image/png", "maskable"),
        ],
    });
    OutputFile { path: MANIFEST.to_owned(), bytes: serde_json::to_vec(&value).expect(PLAIN) }
}

/// What the worker is given to begin with.
#[derive(Serialize)]
struct Build<'a> {
    version: &'a str,
    /// Without these nothing works offline.
    must: Vec<&'a str>,
    /// Better with these.
    may: Vec<&'a str>,
}

/// `offline/files.json`: everything that can be kept. A file whose name does not change with its content comes
/// with the first digits of its SHA-256, others with nothing.
#[derive(Serialize)]
struct Files<'a> {
    version: &'a str,
    files: BTreeMap<String, String>,
}

/// `offline/<group>.json`: path, bytes and the same digits of each file.
#[derive(Serialize)]
struct List<'a> {
    version: &'a str,
    title: &'a str,
    bytes: usize,
    files: Vec<(String, usize, &'a str)>,
}

/// `sw.js` and the lists it and `下载本组` read, made of the whole site: nothing may be added after it.
#[must_use]
pub fn worker(site: &Site, theme: &Theme, files: &[OutputFile], search: &SearchFiles) -> Vec<OutputFile> {
    let by_path = by_path(files);
    let version = version(theme, files);
    let told = |file: &OutputFile| (search.address(&file.path), if is_fixed(&file.path) { String::new() } else { sum(&file.bytes) });
    let mut sums: BTreeMap<String, String> = files.iter().filter(|file| can_be_kept(&file.path)).map(told).collect();
    let has = |path: &&str| by_path.contains_key(path);
    let theme_style = theme.styles().is_empty().then(|| theme.published("site.css"));
    let must = [OFFLINE, "index.html", theme.published("site.js")].into_iter().chain(theme_style);
    let may = [
        "search/index.html",
        "search/manifest.js",
        theme.published("search.js"),
        theme.published("search.css"),
        theme.published("offline.js"),
    ];
    let build = Build { version: &version, must: must.filter(has).collect(), may: may.into_iter().filter(has).collect() };
    let script = format!("var baodian={};\n{}", serde_json::to_string(&build).expect(PLAIN), theme.worker());
    let json = |path: String, text: String| OutputFile { path, bytes: text.into_bytes() };

    let packs: Vec<String> = site.config.groups.iter().map(|group| pack_path(&group.slug)).collect();
    let mut made = vec![json(WORKER.to_owned(), script)];
    for (at, path) in packs.iter().enumerate() {
        let group = &site.config.groups[at];
        let members: Vec<String> = std::iter::once(format!("{}/index.html", group.slug)).chain(members(site, GroupId(at))).collect();
        let pages: Vec<&OutputFile> = members.iter().filter_map(|path| by_path.get(path.as_str()).copied()).collect();
        let needed: BTreeSet<String> = pages.iter().flat_map(|page| needs(page)).collect();
        let needed = needed.iter().filter_map(|path| by_path.get(path.as_str()).copied()).filter(|file| can_be_kept(&file.path));
        let index = searching(theme).into_iter().chain(search.of(GroupId(at))).filter_map(|path| by_path.get(path).copied());
        let told = |file: &OutputFile| {
            let address = search.address(&file.path);
            let sum = sums.get(&address).map_or("", String::as_str);
            (address, file.bytes.len(), sum)
        };
        let list: Vec<(String, usize, &str)> = pages.iter().copied().chain(needed).chain(index).map(told).collect();
        let list = List { version: &version, title: &group.title, bytes: list.iter().map(|(_, bytes, _)| bytes).sum(), files: list };
        made.push(json(path.clone(), serde_json::to_string(&list).expect(PLAIN)));
    }
    sums.extend(packs.into_iter().map(|path| (path, String::new())));
    made.push(json("offline/files.json".to_owned(), serde_json::to_string(&Files { version: &version, files: sums }).expect(PLAIN)));
    made
}

/// The same for the same files, another one for others.
fn version(theme: &Theme, files: &[OutputFile]) -> String {
    let mut sorted: Vec<&OutputFile> = files.iter().filter(|file| can_be_kept(&file.path)).collect();
    sorted.sort_by(|a, b| a.path.cmp(&b.path));
    let mut hash = Sha256::new();
    hash.update(theme.worker());
    for file in sorted {
        hash.update(format!("\0{}\0{}\0", file.path, file.bytes.len()));
        hash.update(&file.bytes);
    }
    hexadecimal(&hash.finalize())
}

fn sum(bytes: &[u8]) -> String {
    hexadecimal(&Sha256::digest(bytes))
}

fn hexadecimal(digest: &[u8]) -> String {
    digest[..DIGITS / 2].iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

fn by_path(files: &[OutputFile]) -> BTreeMap<&str, &OutputFile> {
    files.iter().map(|file| (file.path.as_str(), file)).collect()
}

/// Pages, pictures on them, styles and scripts; not what is downloaded to be opened elsewhere, nor what machines read.
fn can_be_kept(path: &str) -> bool {
    if path.starts_with(covers::FOLDER) {
        return false;
    }
    let extension = path.rsplit_once('.').map_or("", |(_, extension)| extension);
    ["html", "css", "js", "png", "jpg", "jpeg", "gif", "webp", "avif", "svg"].contains(&extension.to_ascii_lowercase().as_str())
}

/// Whether a file's name changes with its content.
fn is_fixed(path: &str) -> bool {
    path.starts_with("assets/") || path.starts_with("search/") && path != "search/manifest.js" && path.ends_with(".js")
}

/// `850 KB`, `1.3 MB`: in the larger sense, so that nobody gets more than was said.
pub fn size(bytes: usize) -> String {
    let kilobytes = bytes.div_ceil(1024);
    if kilobytes < 1000 {
        return format!("{kilobytes} KB");
    }
    let tenths = (kilobytes * 10).div_ceil(1024);
    format!("{}.{} MB", tenths / 10, tenths % 10)
}

/// What can be kept of each group that has anything, among these finished pages.
pub fn packs(site: &Site, theme: &Theme, pages: &[OutputFile], search: &SearchFiles) -> Packs {
    let ids = (0..site.config.groups.len()).map(GroupId);
    ids.map(|id| (id, pack(site, theme, id, pages, search))).filter(|(_, pack)| pack.pages > 0).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_never_told_too_small() {
        let cases = [
            (1, "1 KB"),
            (1024, "1 KB"),
            (1025, "2 KB"),
            (999 << 10, "999 KB"),
            (1000 << 10, "1.0 MB"),
            (1 << 20, "1.0 MB"),
            ((1 << 20) + 1, "1.1 MB"),
        ];
        for (bytes, said) in cases {
            assert_eq!(size(bytes), said);
        }
    }
}
