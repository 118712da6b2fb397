//! What git remembers: the day each file was last changed. The only room besides `serve` that starts a process.
//!
//! One pass over the log for the whole folder (one process a file would cost minutes for ten thousand files).
//! What git cannot know is `Unknown` with the reason, never a guess: a shallow clone would say that every file
//! was changed on the day of its last commit.

mod log;
mod review;

use std::collections::BTreeMap;
use std::io;
use std::path::Path;
use std::process::{Command, Stdio};

use crate::model::date::Date;

pub use review::changed_since_review;

/// The last changes of the files of a folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum History {
    /// Nothing is known; why, in Chinese, with what to do about it.
    Unknown(String),
    /// Path below the site folder → its last change. Files that were never committed are missing.
    Known(BTreeMap<String, Change>),
}

/// The last commit that touched a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Change {
    /// Seconds after 1970-01-01T00:00Z when it was committed.
    pub seconds: i64,
}

impl Change {
    /// The day in China.
    #[must_use]
    pub fn day(self) -> Date {
        Date::in_china(self.seconds)
    }
}

impl History {
    /// The day `path` (below the site folder) was last changed, where that is known.
    #[must_use]
    pub fn last_change(&self, path: &str) -> Option<Date> {
        match self {
            Self::Unknown(_) => None,
            Self::Known(changes) => changes.get(path).map(|change| change.day()),
        }
    }
}

/// Asks git about the site folder `root`: committed changes only, by commit date.
#[must_use]
pub fn read(root: &Path) -> History {
    let shallow = match git(root, &["rev-parse", "--is-shallow-repository"]) {
        Ok(answer) => answer,
        Err(reason) => return History::Unknown(reason),
    };
    if shallow.trim_ascii() != b"false" {
        return History::Unknown("这是不完整的克隆（浅克隆），看不出文章哪天改过；运行 git fetch --unshallow 取回全部历史".to_owned());
    }
    // A repository without its first commit has no log to read.
    if git(root, &["rev-parse", "--verify", "--quiet", "HEAD"]).is_err() {
        return History::Unknown("还没有提交过，看不出文章哪天改过；先用 git commit 提交一次".to_owned());
    }
    match git(root, &["log", "--format=%x00%ct", "--name-only", "--no-renames", "--no-show-signature", "--relative"]) {
        Ok(text) => History::Known(log::parse(&text)),
        Err(reason) => History::Unknown(reason),
    }
}

/// What git prints for `args` in `root`, or why there is nothing.
fn git(root: &Path, args: &[&str]) -> Result<Vec<u8>, String> {
    let mut command = Command::new("git");
    // Chinese names come as they are, words in English: both are read by this program, not by people.
    command.current_dir(root).args(["-c", "core.quotepath=off"]).args(args).env("LC_ALL", "C").stdin(Stdio::null());
    // A hook of another repository must not lend us its own.
    for variable in ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX"] {
        command.env_remove(variable);
    }
    let output = command.output().map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => "这台电脑没有装 git，看不出文章哪天改过".to_owned(),
        _ => format!("git 运行不了（{error}），看不出文章哪天改过"),
    })?;
    if output.status.success() {
        return Ok(output.stdout);
    }
    let words = String::from_utf8_lossy(&output.stderr);
    let first = words.lines().next().unwrap_or_default();
    Err(if first.contains("not a git repository") {
        "这个文件夹没有用 git 管理，看不出文章哪天改过".to_owned()
    } else if first.contains("dubious ownership") {
        "git 不认这个文件夹的主人，看不出文章哪天改过；运行 git config --global --add safe.directory 加上这个文件夹的完整路径".to_owned()
    } else {
        format!("git 报错（{first}），看不出文章哪天改过")
    })
}
