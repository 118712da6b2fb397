//! Templates, styles and scripts: the embedded default theme, overlaid file by file. The only room that knows Tera.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::Path;

use include_dir::{Dir, include_dir};
use serde::Serialize;
use walkdir::WalkDir;

use crate::output::OutputFile;

static DEFAULT: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/themes/default");

/// Larger templates are refused: Tera recurses over long chains (RELIABILITY §4, tera).
const MAX_TEMPLATE: usize = 256 << 10;

/// Where the parts of the site's style lie; a page names those it needs.
const PARTS: &str = "css/site/";

/// The seals there are for the pictures beside shared links, the general one first: `字,印章,底色` and colours as `#rrggbb`.
const SEALS: &str = "covers/seals.csv";
/// The style of the search, a file of its own.
const SEARCH_STYLE: &str = "css/search.css";

/// The service worker: one script at the root of the site, under a name that stays.
const WORKER: &str = "js/sw.js";

/// A theme ready to render.
pub struct Theme {
    tera: tera::Tera,
    /// Name of a style, script or picture as templates know it → its published path with a hash.
    published: BTreeMap<String, String>,
    /// The parts of the site's style, by name: what a page carries within itself.
    styles: BTreeMap<String, String>,
    assets: Vec<OutputFile>,
    print: BTreeMap<String, String>,
    epub: String,
    single: String,
    worker: String,
    icon: String,
    seals: Vec<Seal>,
}

/// A seal as it stands on the picture beside a shared link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seal {
    /// What is on it.
    pub character: char,
    /// Its colour: red, green, blue.
    pub ink: [u8; 3],
    /// The colour around it.
    pub paper: [u8; 3],
}

/// A value turned into template form once and used by many pages.
#[derive(Clone)]
pub struct Prepared(tera::Value);

impl Prepared {
    /// Prepares `value` for `Theme::render`.
    pub fn new<T: Serialize>(value: &T) -> Self {
        Self(tera::Value::from_serializable(value))
    }
}

/// Why a theme cannot be used: a fault of the theme's files, told with file and line by the template engine.
#[derive(Debug)]
pub struct ThemeError(pub String);

impl std::fmt::Display for ThemeError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for ThemeError {}

impl Theme {
    /// The default theme, overlaid by `themes/default/` and then `themes/<name>/` of the site folder `root`.
    ///
    /// # Errors
    /// When a file cannot be read or a template does not parse.
    pub fn load(root: &Path, name: Option<&str>) -> Result<Self, ThemeError> {
        let mut files = BTreeMap::new();
        embedded(&DEFAULT, &mut files);
        let machine = |error: io::Error| ThemeError(format!("读不了主题：{error}"));
        overlay(&root.join("themes/default"), &mut files).map_err(machine)?;
        if let Some(name) = name {
            let folder = root.join("themes").join(name);
            if !folder.is_dir() {
                return Err(ThemeError(format!("没有主题“{name}”：找不到文件夹 themes/{name}/")));
            }
            overlay(&folder, &mut files).map_err(machine)?;
        }
        Self::from_files(&files)
    }

    fn from_files(files: &BTreeMap<String, Vec<u8>>) -> Result<Self, ThemeError> {
        let mut templates = Vec::new();
        let mut published = BTreeMap::new();
        let mut assets = Vec::new();
        let mut print = BTreeMap::new();
        let mut epub = String::new();
        let mut single = String::new();
        let mut worker = String::new();
        let mut icon = String::new();
        let mut seals = Vec::new();
        let mut styles = parts(files)?;
        for (path, bytes) in &joined(files, &styles)? {
            let text = || utf8(path, bytes);
            if let Some(name) = path.strip_prefix("templates/") {
                if bytes.len() > MAX_TEMPLATE {
                    return Err(ThemeError(format!("模板 {path} 超过 {} KB", MAX_TEMPLATE >> 10)));
                }
                templates.push((name.to_owned(), text()?.to_owned()));
            } else if path.starts_with("print/") {
                print.insert(path.clone(), text()?.to_owned());
            } else if path == "epub/book.css" {
                text()?.clone_into(&mut epub);
            } else if path == "single/book.css" {
                single = without_remarks(text()?);
            } else if path == WORKER {
                text()?.clone_into(&mut worker);
            } else if path == SEALS {
                seals = self::seals(text()?)?;
            } else if path == "icon.svg" {
                icon = text()?.trim().replace('"', "'").replace('%', "%25").replace('#', "%23").replace('<', "%3C").replace('>', "%3E");
            }
            if path.starts_with("css/") || path.starts_with("js/") && path != WORKER || path.ends_with(".svg") || path.ends_with(".png") {
                let file = path.rsplit('/').next().unwrap_or(path);
                let (stem, extension) = file.rsplit_once('.').unwrap_or((file, ""));
                // The name changes with the content, so hosts may cache it for ever.
                let hash = blake3::hash(bytes).to_hex();
                let address = format!("assets/{stem}-{}.{extension}", &hash[..8]);
                published.insert(file.to_owned(), address.clone());
                assets.push(OutputFile { path: address, bytes: bytes.clone() });
            }
        }
        let mut tera = tera::Tera::new();
        tera.autoescape_on(vec![".html", ".xml"]);
        tera.add_raw_templates(templates).map_err(|error| ThemeError(format!("模板有错：\n{error}")))?;
        // The search page carries the style of the search; the others fetch it when somebody searches.
        if let Some(style) = files.get(SEARCH_STYLE).filter(|_| !styles.is_empty()) {
            styles.insert("search".to_owned(), without_remarks(utf8(SEARCH_STYLE, style)?));
        }
        let styles = styles.into_iter().map(|(name, style)| (bare(&name).to_owned(), style)).collect();
        Ok(Self { tera, published, styles, assets, print, epub, single, worker, icon, seals })
    }

    /// Renders `template` with the `shared` values and the fields of `own`.
    ///
    /// # Errors
    /// When the template names something that does not exist.
    pub fn render<T: Serialize>(&self, template: &str, shared: &[(&'static str, &Prepared)], own: &T) -> Result<String, ThemeError> {
        let wrap = |error: tera::Error| ThemeError(format!("模板 {template} 用不了：\n{error}"));
        let mut context = tera::Context::from_serialize(own).map_err(wrap)?;
        for (name, value) in shared {
            context.insert_value(*name, value.0.clone());
        }
        self.tera.render(template, &context).map_err(wrap)
    }

    /// Where the style, script or picture `name` is published.
    ///
    /// # Panics
    /// When the default theme lacks it: a bug in baodian.
    #[must_use]
    pub fn published(&self, name: &str) -> &str {
        self.published.get(name).unwrap_or_else(|| panic!("this is a bug in baodian: the theme has no {name}"))
    }

    /// The names of all scripts.
    pub fn scripts(&self) -> impl Iterator<Item = &str> {
        self.published.keys().map(String::as_str).filter(|name| name.ends_with(".js"))
    }

    /// `css/site/<number>-<name>.css` by name: the parts of the site's style, without comments.
    #[must_use]
    pub fn styles(&self) -> &BTreeMap<String, String> {
        &self.styles
    }

    /// The seal with `character` on it, else the general one.
    #[must_use]
    pub fn seal(&self, character: &str) -> &Seal {
        self.seals.iter().find(|seal| character.starts_with(seal.character)).unwrap_or(&self.seals[0])
    }

    /// Styles, scripts and pictures to publish.
    #[must_use]
    pub fn assets(&self) -> &[OutputFile] {
        &self.assets
    }

    /// `print/*.typ` by path below the theme's folder.
    #[must_use]
    pub fn print(&self) -> &BTreeMap<String, String> {
        &self.print
    }

    /// `icon.svg`, escaped for an address (`data:image/svg+xml,…`): a page need not ask for it.
    #[must_use]
    pub fn icon(&self) -> &str {
        &self.icon
    }

    /// `single/book.css`: what the page of a whole booklet needs besides the site's style.
    #[must_use]
    pub fn single(&self) -> &str {
        &self.single
    }

    /// The style or script that is published under `name`.
    #[must_use]
    pub fn text(&self, name: &str) -> &str {
        let path = self.published(name);
        let asset = self.assets.iter().find(|asset| asset.path == path);
        asset.and_then(|asset| std::str::from_utf8(&asset.bytes).ok()).unwrap_or_default()
    }

    /// `js/sw/*.js` as one script, without the lists it needs.
    #[must_use]
    pub fn worker(&self) -> &str {
        &self.worker
    }

    /// `epub/book.css`, the style of electronic books.
    #[must_use]
    pub fn epub(&self) -> &str {
        &self.epub
    }
}

/// The files, scripts without comments, with each folder `js/<name>/` of scripts made into one script `js/<name>.js` and the parts of the
/// style into one `css/site.css`; a theme may also bring either whole.
fn joined(files: &BTreeMap<String, Vec<u8>>, styles: &BTreeMap<String, String>) -> Result<BTreeMap<String, Vec<u8>>, ThemeError> {
    let mut joined = BTreeMap::new();
    let mut scripts: BTreeMap<String, String> = BTreeMap::new();
    for (path, bytes) in files {
        match path.strip_prefix("js/").and_then(|rest| rest.split_once('/')) {
            Some((name, _)) if path.ends_with(".js") => {
                scripts.entry(format!("js/{name}.js")).or_default().push_str(&without_comments(utf8(path, bytes)?));
            }
            None if path.starts_with("js/") => _ = joined.insert(path.clone(), without_comments(utf8(path, bytes)?).into_bytes()),
            _ if path.starts_with(PARTS) => {}
            _ => _ = joined.insert(path.clone(), bytes.clone()),
        }
    }
    for (path, script) in scripts {
        let whole = format!("(function (global) {{\n'use strict';\n{script}}})(typeof self !== 'undefined' ? self : this);\n");
        joined.entry(path).or_insert_with(|| whole.into_bytes());
    }
    joined.entry("css/site.css".to_owned()).or_insert_with(|| styles.values().flat_map(|part| part.bytes()).collect());
    Ok(joined)
}

/// The parts of the site's style by file name, without comments and line ends; none when a theme brings it whole.
fn parts(files: &BTreeMap<String, Vec<u8>>) -> Result<BTreeMap<String, String>, ThemeError> {
    if files.contains_key("css/site.css") {
        return Ok(BTreeMap::new());
    }
    let parts = files.iter().filter_map(|(path, bytes)| Some((path, path.strip_prefix(PARTS)?.strip_suffix(".css")?, bytes)));
    parts.map(|(path, name, bytes)| Ok((name.to_owned(), without_remarks(utf8(path, bytes)?)))).collect()
}

/// A style without lines of comment and line ends.
fn without_remarks(style: &str) -> String {
    style.lines().filter(|line| !line.starts_with("/*")).map(str::trim_start).collect()
}

/// `3-article` → `article`: the number only keeps the order.
fn bare(name: &str) -> &str {
    name.trim_start_matches(|c: char| c.is_ascii_digit() || c == '-')
}

/// The lines of `covers/seals.csv` below its heading.
fn seals(text: &str) -> Result<Vec<Seal>, ThemeError> {
    let colour = |text: &str| {
        let number = text.strip_prefix('#').filter(|digits| digits.len() == 6).and_then(|digits| u32::from_str_radix(digits, 16).ok())?;
        let [_, red, green, blue] = number.to_be_bytes();
        Some([red, green, blue])
    };
    let seal = |line: &str| {
        let [character, ink, paper] = line.split(',').map(str::trim).collect::<Vec<_>>()[..] else { return None };
        Some(Seal { character: character.chars().next()?, ink: colour(ink)?, paper: colour(paper)? })
    };
    let wrong = |line: &str| ThemeError(format!("主题文件 {SEALS} 里的“{line}”不对：写成 宝,#00596b,#e6f3f5 的样子"));
    let lines: Vec<&str> = text.lines().skip(1).filter(|line| !line.trim().is_empty()).collect();
    let seals = lines.iter().map(|line| seal(line).ok_or_else(|| wrong(line))).collect::<Result<Vec<_>, _>>()?;
    if seals.is_empty() { Err(wrong("")) } else { Ok(seals) }
}

fn utf8<'a>(path: &str, bytes: &'a [u8]) -> Result<&'a str, ThemeError> {
    std::str::from_utf8(bytes).map_err(|_| ThemeError(format!("主题文件 {path} 不是 UTF-8 编码")))
}

/// `script` without comments, indentation, most spaces and line ends: a third less to send. Strings must therefore not run over lines;
/// a comment behind code goes where the quotes before it are closed.
fn without_comments(script: &str) -> String {
    let mut kept = String::with_capacity(script.len());
    let mut inside = false;
    for line in script.lines().map(str::trim) {
        inside = inside || line.starts_with("/*");
        if !inside && !line.is_empty() && !line.starts_with("//") {
            let code = line.split(" // ").next().unwrap_or(line);
            let closed = ['\'', '"', '`'].iter().all(|quote| code.matches(*quote).count() % 2 == 0);
            kept.push_str(&tightened(if closed { code } else { line }));
            // Elsewhere the end of a line may end a statement.
            if !kept.ends_with([';', '{', ',', '(', '[']) {
                kept.push('\n');
            }
        }
        inside = inside && !line.ends_with("*/");
    }
    kept
}

/// `line` without the spaces around signs, up to where a pattern or a string that is not in single quotes may begin.
fn tightened(line: &str) -> String {
    let (code, rest) = line.split_at(line.find(['"', '`', '/', '\\']).unwrap_or(line.len()));
    let is_sign = |character: char| "{}()[]=*,;:?!<>&|".contains(character);
    let mut kept = String::with_capacity(line.len());
    for (number, part) in code.split('\'').enumerate() {
        if number > 0 {
            kept.push('\'');
        }
        let mut characters = part.chars().peekable();
        while let Some(character) = characters.next() {
            let beside = kept.ends_with(is_sign) || characters.peek().is_some_and(|next| is_sign(*next));
            if character != ' ' || number % 2 == 1 || !beside {
                kept.push(character);
            }
        }
    }
    kept + rest
}

fn embedded(folder: &Dir<'static>, files: &mut BTreeMap<String, Vec<u8>>) {
    for file in folder.files() {
        files.insert(file.path().to_string_lossy().replace('\\', "/"), file.contents().to_vec());
    }
    for folder in folder.dirs() {
        embedded(folder, files);
    }
}

fn overlay(folder: &Path, files: &mut BTreeMap<String, Vec<u8>>) -> io::Result<()> {
    if !folder.is_dir() {
        return Ok(());
    }
    for entry in WalkDir::new(folder).sort_by_file_name() {
        let entry = entry?;
        if entry.file_type().is_file() {
            let relative = entry.path().strip_prefix(folder).unwrap_or(entry.path());
            files.insert(relative.to_string_lossy().replace('\\', "/"), fs::read(entry.path())?);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scripts_of_a_folder_become_one_in_order_of_their_names() {
        let files = [
            ("js/a/2.js", "/* second\n   part */\nb();\n"),
            ("js/a/1.js", "// first\n  a = b ? [1, ' : '] : /1, 2/; // not kept\n  a('x // kept');\n"),
            ("js/b.js", "  c();\n  d()\n"),
        ];
        let files = files.map(|(path, text)| (path.to_owned(), text.as_bytes().to_vec())).into();
        let joined = joined(&files, &BTreeMap::from([("1-core".to_owned(), "p{margin:0}".to_owned())])).unwrap();
        let script = |path: &str| String::from_utf8(joined[path].clone()).unwrap();
        assert_eq!(joined.keys().collect::<Vec<_>>(), ["css/site.css", "js/a.js", "js/b.js"]);
        assert_eq!(
            script("js/a.js"),
            "(function (global) {\n'use strict';\na=b?[1,' : ']:/1, 2/;a('x // kept');b();})(typeof self !== 'undefined' ? self : this);\n"
        );
        assert_eq!(script("js/b.js"), "c();d()\n");
    }
}
