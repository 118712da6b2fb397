//! What an author starts from: a new article, series or site that `check` finds nothing wrong with,
//! with the places only the author can fill marked in comments. Only plans files; `output` writes them.

mod article;
mod series;
mod shelf;
mod site;
mod yaml;

use std::io;
use std::path::Path;
use std::sync::Arc;

use crate::content;
use crate::diagnostic::{Diagnostic, Level};
use crate::model::folder::Folder;
use crate::output::OutputFile;
use crate::source::Source;

pub use article::article;
pub use series::series;
pub use site::site;

/// A file to create, and what to tell about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Planned {
    /// The file; its path is below the site folder.
    pub file: OutputFile,
    /// What it is, for the message: `《老年人健康手册》第23篇`.
    pub what: String,
    /// Address of its page from the site root.
    pub permalink: String,
    /// Something the author should know, a sentence each.
    pub notes: Vec<String>,
}

/// Why nothing is created.
#[derive(Debug)]
pub enum Refusal {
    /// Files that must be read first are wrong.
    Content(Vec<Diagnostic>),
    /// What was asked for does not work; a sentence in Chinese with what to type instead.
    Words(String),
    /// The folder cannot be read.
    Io(io::Error),
}

impl From<io::Error> for Refusal {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

/// Reads what `root` declares. Errors in the files that decide where things go are errors here.
fn declared(root: &Path) -> Result<(Folder, Vec<Arc<Source>>), Refusal> {
    let listing = content::list(root)?;
    let (folder, findings) = content::declare("", &listing.texts);
    let decides = |finding: &Diagnostic| {
        let path = &finding.place.source.path;
        finding.level == Level::Error && (path == "site.yaml" || path.ends_with("_series.yaml"))
    };
    let wrong: Vec<Diagnostic> = listing.diagnostics.into_iter().chain(findings).filter(decides).collect();
    if !wrong.is_empty() {
        return Err(Refusal::Content(wrong));
    }
    if folder.is_plain() {
        let words = "这里没有 site.yaml，还不是一个网站文件夹。要新建一个网站，运行 baodian new site 文件夹名；网站在别处，就在前面加 --root 文件夹";
        return Err(Refusal::Words(words.to_owned()));
    }
    Ok((folder, listing.texts))
}

/// A title on one line, without blanks at its ends.
fn title(text: &str) -> Result<String, Refusal> {
    let title = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if title.chars().any(char::is_control) {
        return Err(Refusal::Words("标题里有看不见的控制字符；重新打一遍标题".to_owned()));
    }
    if title.is_empty() {
        return Err(Refusal::Words("标题是空的；在命令最后写上标题，用引号括起来".to_owned()));
    }
    Ok(title)
}
