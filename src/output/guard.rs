//! Which folders may be replaced: only one this program made, never one that holds somebody's work.

use std::collections::BTreeSet;
use std::env;
use std::fmt;
use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};

use crate::output::KEEP;
use crate::output::manifest::MANIFEST;

/// Why a folder is not written to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// `/`, the home folder, the site folder or one above it.
    Holds(PathBuf, &'static str),
    /// Inside the editor's own files.
    InsideSources(PathBuf),
    /// A symbolic link, or no folder at all.
    NotAFolder(PathBuf),
    /// Files no build of ours wrote.
    Foreign(PathBuf, Vec<String>),
    /// A manifest this version does not know.
    UnknownManifest(PathBuf),
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Holds(path, what) => write!(f, "不能把网站发布到 {}：那里是{what}，里面的东西会被替换掉", path.display()),
            Self::InsideSources(path) => write!(f, "不能把网站发布到 {}：那里放着文章、主题或素材的原件", path.display()),
            Self::NotAFolder(path) => write!(f, "不能把网站发布到 {}：它是一个链接或文件，不是普通文件夹", path.display()),
            Self::Foreign(path, files) => {
                writeln!(f, "不能把网站发布到 {}：里面有不是本程序生成的文件：", path.display())?;
                for file in files.iter().take(10) {
                    writeln!(f, "  {file}")?;
                }
                if files.len() > 10 {
                    writeln!(f, "  ……一共 {} 个", files.len())?;
                }
                write!(f, "换一个空文件夹（--out 文件夹名），或先把这些文件移走")
            }
            Self::UnknownManifest(path) => {
                write!(f, "{} 里的清单 {MANIFEST} 不是这个版本写的；换一个空文件夹，或删掉整个 {} 再试", path.display(), path.display())
            }
        }
    }
}

/// `path` from the root of the disk, without `.` and `..`; links in its parent are followed.
pub fn absolute(path: &Path) -> io::Result<PathBuf> {
    let path = if path.is_absolute() { path.to_path_buf() } else { env::current_dir()?.join(path) };
    let mut clean = PathBuf::new();
    for component in path.components() {
        match component {
            Component::ParentDir => {
                clean.pop();
            }
            Component::CurDir => {}
            other => clean.push(other),
        }
    }
    // The last part itself must not be followed: a link as output is refused later.
    match (clean.parent().map(Path::canonicalize), clean.file_name()) {
        (Some(Ok(parent)), Some(name)) => Ok(parent.join(name)),
        _ => Ok(clean),
    }
}

/// Refuses places that hold more than a published site.
pub fn check_place(out: &Path, root: &Path) -> Result<(), Refusal> {
    if out.parent().is_none() {
        return Err(Refusal::Holds(out.to_path_buf(), "整个磁盘"));
    }
    let root = root.canonicalize().unwrap_or_else(|_| root.to_path_buf());
    if env::var_os("HOME").is_some_and(|home| Path::new(&home) == out) {
        return Err(Refusal::Holds(out.to_path_buf(), "您的个人文件夹"));
    }
    if out == root {
        return Err(Refusal::Holds(out.to_path_buf(), "网站的原件"));
    }
    if root.starts_with(out) {
        return Err(Refusal::Holds(out.to_path_buf(), "网站原件所在的上级文件夹"));
    }
    for name in ["content", "themes", "static", "src", "tests", ".git"] {
        if out.starts_with(root.join(name)) {
            return Err(Refusal::InsideSources(out.to_path_buf()));
        }
    }
    match out.symlink_metadata() {
        Ok(metadata) if !metadata.is_dir() => Err(Refusal::NotAFolder(out.to_path_buf())),
        _ => Ok(()),
    }
}

/// Refuses a folder with files that no earlier build listed.
pub fn check_content(out: &Path, listed: &BTreeSet<String>) -> Result<(), Refusal> {
    for name in [".git", "content", "site.yaml"] {
        if out.join(name).symlink_metadata().is_ok()
            && !listed.contains(name)
            && !listed.iter().any(|path| path.starts_with(&format!("{name}/")))
        {
            return Err(Refusal::Foreign(out.to_path_buf(), vec![name.to_owned()]));
        }
    }
    let mut foreign = Vec::new();
    walk(out, "", listed, &mut foreign);
    foreign.sort();
    if foreign.is_empty() { Ok(()) } else { Err(Refusal::Foreign(out.to_path_buf(), foreign)) }
}

fn walk(folder: &Path, prefix: &str, listed: &BTreeSet<String>, foreign: &mut Vec<String>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let path = format!("{prefix}{}", entry.file_name().to_string_lossy());
        let is_folder = entry.file_type().is_ok_and(|kind| kind.is_dir());
        if is_folder {
            walk(&entry.path(), &format!("{path}/"), listed, foreign);
        } else if !(listed.contains(&path) || path == MANIFEST || KEEP.contains(&path.as_str())) {
            foreign.push(path);
        }
    }
}
