//! A folder → its texts. The only place that lists and opens what editors wrote.

use std::fs;
use std::io;
use std::path::Path;
use std::sync::Arc;

use unicode_normalization::UnicodeNormalization;
use walkdir::WalkDir;

use crate::content::encoding;
use crate::diagnostic::Diagnostic;
use crate::source::{Place, Source, Span};

/// A Markdown or YAML file larger than this is a mistake (RELIABILITY N06).
const MAX_TEXT: u64 = 8 << 20;
/// Folders of other tools inside a plain folder of notes.
const FOREIGN: [&str; 4] = ["node_modules", "target", "public", "themes"];

/// What a site folder holds.
#[derive(Debug, Default)]
pub struct Listing {
    /// Markdown and YAML files and the tables of directories, by path.
    pub texts: Vec<Arc<Source>>,
    /// Paths of all other files below the content folder.
    pub others: Vec<String>,
    /// What was wrong with files on the way.
    pub diagnostics: Vec<Diagnostic>,
}

/// Lists `root`: `site.yaml` and `content/` when there is a `site.yaml`, else every Markdown file.
/// Sorted by path, whatever order the disk gives; hidden files are left out.
///
/// # Errors
/// When a folder or file cannot be read.
pub fn list(root: &Path) -> io::Result<Listing> {
    let mut listing = Listing::default();
    let canonical_root = root.canonicalize().map_err(|error| named(&error, root))?;
    let config = root.join("site.yaml");
    if config.symlink_metadata().is_ok() {
        listing.text(&config, "site.yaml".to_owned())?;
        let content = root.join("content");
        if content.is_dir() {
            listing.walk(root, &content, &canonical_root)?;
        }
    } else {
        listing.walk(root, root, &canonical_root)?;
    }
    listing.texts.sort();
    listing.others.sort();
    Ok(listing)
}

impl Listing {
    fn walk(&mut self, root: &Path, folder: &Path, canonical_root: &Path) -> io::Result<()> {
        let plain = root == folder;
        let walk = WalkDir::new(folder).sort_by_file_name().into_iter().filter_entry(move |entry| {
            let name = entry.file_name().to_string_lossy();
            entry.depth() == 0 || !(name.starts_with('.') || (plain && entry.depth() == 1 && FOREIGN.contains(&name.as_ref())))
        });
        for entry in walk {
            let entry = entry.map_err(|error| {
                let path = error.path().unwrap_or(folder).to_path_buf();
                named(&error.into(), &path)
            })?;
            if entry.file_type().is_dir() {
                continue;
            }
            let path = entry.path();
            let relative = path.strip_prefix(root).unwrap_or(path);
            let Some(relative) = relative.to_str() else {
                let shown = relative.to_string_lossy().into_owned();
                self.refuse("name-not-utf8", shown, "文件名不是 UTF-8 编码", "给文件换一个名字");
                continue;
            };
            // macOS hands out decomposed names; addresses and links use composed characters.
            let relative = relative.replace('\\', "/").nfc().collect::<String>();
            if entry.file_type().is_symlink() && !self.stays_inside(path, &relative, canonical_root) {
                continue;
            }
            let Ok(metadata) = fs::metadata(path) else {
                self.refuse("file-unreadable", relative, "这个文件打不开", "检查文件的权限，或把它移走");
                continue;
            };
            if !metadata.is_file() {
                self.refuse("file-special", relative, "这不是普通文件", "内容文件夹里只放文章、图片和 YAML 数据，请把它移走");
                continue;
            }
            let extension = path.extension().map(|extension| extension.to_string_lossy().to_ascii_lowercase());
            match extension.as_deref() {
                Some("md" | "markdown") => self.text(path, relative)?,
                Some("yaml" | "yml") if !plain => self.text(path, relative)?,
                Some("csv") if relative.starts_with("content/data/directories/") && relative.ends_with(".csv") => {
                    self.text(path, relative)?;
                }
                _ => self.others.push(relative),
            }
        }
        Ok(())
    }

    fn stays_inside(&mut self, path: &Path, relative: &str, canonical_root: &Path) -> bool {
        let target = path.canonicalize();
        match target {
            Ok(target) if target.starts_with(canonical_root) && target.is_file() => true,
            Ok(_) => {
                self.refuse(
                    "link-outside",
                    relative.to_owned(),
                    "这是一个符号链接，指向网站文件夹外面或另一个文件夹",
                    "把真正的文件复制到这里来；外面的文件不会发布",
                );
                false
            }
            Err(_) => {
                self.refuse(
                    "link-dangling",
                    relative.to_owned(),
                    "这是一个符号链接，它指向的文件不存在",
                    "删掉它，或把真正的文件复制到这里来",
                );
                false
            }
        }
    }

    fn text(&mut self, path: &Path, relative: String) -> io::Result<()> {
        let size = fs::metadata(path).map_err(|error| named(&error, path))?.len();
        if size > MAX_TEXT {
            let message = format!("文件太大了（{} MB），一篇文章不应超过 {} MB", size >> 20, MAX_TEXT >> 20);
            self.refuse("file-too-large", relative, &message, "多半是放错了文件；真有这么长，请拆成几篇");
            return Ok(());
        }
        let bytes = fs::read(path).map_err(|error| named(&error, path))?;
        let (text, mut findings) = encoding::decode(&bytes);
        if relative.ends_with(".csv") {
            findings.retain_mut(encoding::Finding::is_about_table);
        }
        let source = Arc::new(Source { path: relative, text });
        let broken = findings.iter().any(|finding| finding.is_fatal);
        for finding in findings {
            let place = Place::new(&source, finding.span);
            let diagnostic = if finding.is_fatal {
                Diagnostic::error(finding.code, place, finding.message)
            } else {
                Diagnostic::warning(finding.code, place, finding.message)
            };
            self.diagnostics.push(diagnostic.help(finding.help));
        }
        if !broken {
            self.texts.push(source);
        }
        Ok(())
    }

    fn refuse(&mut self, code: &'static str, path: String, message: &str, help: &str) {
        let source = Arc::new(Source { path, text: String::new() });
        self.diagnostics.push(Diagnostic::error(code, Place::new(&source, Span::default()), message).help(help));
    }
}

/// The error with the path in it: `content/a.md：permission denied`.
fn named(error: &io::Error, path: &Path) -> io::Error {
    io::Error::new(error.kind(), format!("读不了 {}：{error}", path.display()))
}
