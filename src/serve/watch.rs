//! Tells when something in the site folder changed, once per burst of changes.

use std::path::{Component, Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::Duration;

use notify::{RecommendedWatcher, RecursiveMode, Watcher};

/// Editors save in several steps (write, rename, touch): wait until they have been quiet this long.
const QUIET: Duration = Duration::from_millis(60);

/// Changes of one folder; dropping it ends the watch.
pub struct Changes {
    receiver: Receiver<()>,
    _watcher: RecommendedWatcher,
}

impl Changes {
    /// Waits for the next burst of changes to end. `false` when no more can come.
    pub fn wait(&self) -> bool {
        if self.receiver.recv().is_err() {
            return false;
        }
        loop {
            match self.receiver.recv_timeout(QUIET) {
                Ok(()) => {}
                Err(RecvTimeoutError::Timeout) => return true,
                Err(RecvTimeoutError::Disconnected) => return false,
            }
        }
    }
}

/// Watches what a build reads below `root`.
pub fn start(root: &Path) -> Result<Changes, String> {
    let root = root.canonicalize().map_err(|error| format!("读不了 {}：{error}", root.display()))?;
    let (sender, receiver) = channel();
    let base = root.clone();
    let on_event = move |event: notify::Result<notify::Event>| {
        let relevant = match &event {
            // Events were lost (queue overflow): something changed, though nobody knows what.
            Err(_) => true,
            Ok(event) if event.need_rescan() => true,
            Ok(event) => !event.kind.is_access() && event.paths.iter().any(|path| is_input(&base, path)),
        };
        if relevant {
            let _ = sender.send(());
        }
    };
    let mut watcher = notify::recommended_watcher(on_event).map_err(|error| explain(&error))?;
    for folder in inputs(&root) {
        watcher.watch(&folder, RecursiveMode::Recursive).map_err(|error| explain(&error))?;
    }
    if root.join("site.yaml").exists() {
        watcher.watch(&root, RecursiveMode::NonRecursive).map_err(|error| explain(&error))?;
    }
    Ok(Changes { receiver, _watcher: watcher })
}

/// The folders a build reads: a plain folder of notes is one itself.
fn inputs(root: &Path) -> Vec<PathBuf> {
    if !root.join("site.yaml").exists() {
        return vec![root.to_path_buf()];
    }
    ["content", "themes", "static"].map(|name| root.join(name)).into_iter().filter(|folder| folder.is_dir()).collect()
}

/// Whether a change of `path` can change the site: not what builds and editors leave behind.
fn is_input(root: &Path, path: &Path) -> bool {
    let inside = path.strip_prefix(root).unwrap_or(path);
    let first = inside.components().next();
    let is_output = matches!(first, Some(Component::Normal(name)) if matches!(name.to_str(), Some("public" | "public-preview" | "target" | "pdf" | "wechat" | "node_modules")));
    let name = path.file_name().map(|name| name.to_string_lossy()).unwrap_or_default();
    let is_scratch = name.ends_with('~') || name.ends_with(".swp") || name.ends_with(".swx") || name == "4913" || name.starts_with('.');
    !is_output && !is_scratch
}

fn explain(error: &notify::Error) -> String {
    match error.kind {
        notify::ErrorKind::MaxFilesWatch => {
            "系统允许监视的文件夹数用完了。运行 sudo sysctl fs.inotify.max_user_watches=524288 再试".to_owned()
        }
        _ => format!("监视不了文件夹：{error}"),
    }
}
