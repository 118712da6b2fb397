//! Files to publish, and the one room that writes them.
//!
//! Readers see the whole old site or the whole new one, never a mixture: everything is staged in a folder
//! beside the target, where unchanged files are hard links to the published ones, and the two folders are
//! exchanged in one step (RELIABILITY §5; PERFORMANCE, the ext4 trap). Only what an earlier build wrote is
//! ever removed: its list stands in the manifest.

mod cache;
mod create;
mod guard;
mod manifest;

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use manifest::MANIFEST;

pub use cache::{cache_folder, cached, keep};
pub use create::{NotCreated, create, create_folder};
pub use guard::Refusal;

/// A file of the published site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutputFile {
    /// Path below the output folder, with `/`: `hl66/vital-signs/index.html`.
    pub path: String,
    /// What is written.
    pub bytes: Vec<u8>,
}

/// What a publication changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Written {
    /// Files whose bytes were written.
    pub written: usize,
    /// Files that were already there with the same bytes.
    pub unchanged: usize,
    /// Files of the earlier build that this one no longer has.
    pub removed: usize,
}

/// Why nothing was published.
#[derive(Debug)]
pub enum Unpublished {
    /// The folder is not ours to replace.
    Refused(Refusal),
    /// The disk said no.
    Io(io::Error),
}

impl From<io::Error> for Unpublished {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

/// Files in an output folder that belong to the host and are carried over.
const KEEP: [&str; 2] = ["CNAME", ".nojekyll"];

/// Publishes `files` as the whole content of `out`. `root` is the site folder, which must not be harmed.
///
/// # Errors
/// When `out` is not a folder this program made, or the disk fails; the old site is then untouched.
pub fn publish(files: &[OutputFile], out: &Path, root: &Path) -> Result<Written, Unpublished> {
    let out = guard::absolute(out)?;
    guard::check_place(&out, root).map_err(Unpublished::Refused)?;
    let parent = out.parent().expect("a folder that is not / has a parent").to_path_buf();
    fs::create_dir_all(&parent).map_err(|error| at(&parent, &error))?;
    // One build at a time: the lock is on the parent folder, so no lock file is left behind.
    let lock = File::open(&parent).map_err(|error| at(&parent, &error))?;
    lock.lock().map_err(|error| at(&parent, &error))?;
    clear_leftovers(&out, &parent)?;

    let old = manifest::read(&out).map_err(Unpublished::Refused)?;
    let exists = out.symlink_metadata().is_ok();
    if exists {
        guard::check_content(&out, &old).map_err(Unpublished::Refused)?;
    }
    let keep: Vec<OutputFile> = kept(&out, files)?;
    let all: Vec<&OutputFile> = files.iter().chain(&keep).collect();
    let new: BTreeSet<&str> = all.iter().map(|file| file.path.as_str()).collect();
    let same: Vec<bool> = all.iter().map(|file| exists && is_same(&out.join(&file.path), &file.bytes)).collect();
    let unchanged = same.iter().filter(|same| **same).count();
    let removed = old.iter().filter(|path| !new.contains(path.as_str())).count();
    let written = Written { written: all.len() - unchanged, unchanged, removed };
    if exists && written.written == 0 && removed == 0 {
        return Ok(written);
    }

    let stage = sibling(&out, "new");
    let staged = fill(&stage, &out, &all, &same).and_then(|()| exchange(&stage, &out, &parent, exists));
    if let Err(error) = staged {
        let _ = fs::remove_dir_all(&stage);
        return Err(Unpublished::Io(error));
    }
    if exists {
        // The staging folder now holds the old site: remove exactly what that build wrote.
        remove_listed(&stage, &old)?;
    }
    Ok(written)
}

/// Writes one file into `folder`, through a temporary name, so that a half-written file never stands under
/// its final one. Returns its path.
///
/// # Errors
/// When the folder cannot be written.
pub fn write_one(folder: &Path, name: &str, bytes: &[u8]) -> io::Result<PathBuf> {
    let told = |path: &Path, error: &io::Error| io::Error::new(error.kind(), format!("写不了 {}：{}", path.display(), why(error)));
    fs::create_dir_all(folder).map_err(|error| told(folder, &error))?;
    let path = folder.join(name);
    let temporary = folder.join(format!(".{name}.new-{}", std::process::id()));
    let written = File::create(&temporary)
        .and_then(|mut file| file.write_all(bytes).and_then(|()| file.sync_all()))
        .and_then(|()| fs::rename(&temporary, &path));
    if let Err(error) = written {
        let _ = fs::remove_file(&temporary);
        return Err(told(&path, &error));
    }
    Ok(path)
}

/// Puts `bytes` in the place of an existing file, in one step and with the same permissions. A link stays
/// a link: what it leads to is replaced.
///
/// # Errors
/// When the file is protected or its folder cannot be written; the old file then stands as it was.
pub fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let told = |error: &io::Error| io::Error::new(error.kind(), format!("改不了 {}：{}；这个文件没有动", path.display(), why(error)));
    let target = path.canonicalize().map_err(|error| told(&error))?;
    let permissions = fs::metadata(&target).map_err(|error| told(&error))?.permissions();
    if permissions.readonly() {
        return Err(told(&io::ErrorKind::PermissionDenied.into()));
    }
    let temporary = sibling(&target, "fix");
    let written = fs::write(&temporary, bytes)
        .and_then(|()| fs::set_permissions(&temporary, permissions))
        .and_then(|()| File::open(&temporary)?.sync_all())
        .and_then(|()| fs::rename(&temporary, &target));
    if written.is_err() {
        let _ = fs::remove_file(&temporary);
    }
    written.map_err(|error| told(&error))
}

/// Writes the staging folder: hard links where the bytes are already published, new files elsewhere.
fn fill(stage: &Path, out: &Path, files: &[&OutputFile], same: &[bool]) -> io::Result<()> {
    fs::create_dir(stage).map_err(|error| at(stage, &error))?;
    let mut folders: BTreeSet<&str> = BTreeSet::new();
    for (file, same) in files.iter().zip(same) {
        let path = stage.join(&file.path);
        if let Some((folder, _)) = file.path.rsplit_once('/')
            && folders.insert(folder)
        {
            let folder = stage.join(folder);
            fs::create_dir_all(&folder).map_err(|error| at(&folder, &error))?;
        }
        if *same && fs::hard_link(out.join(&file.path), &path).is_ok() {
            continue;
        }
        fs::write(&path, &file.bytes).map_err(|error| at(&path, &error))?;
    }
    let list = manifest::text(files.iter().map(|file| file.path.as_str()));
    let path = stage.join(MANIFEST);
    fs::write(&path, list).map_err(|error| at(&path, &error))
}

/// Puts the staged folder in the place of the old one.
fn exchange(stage: &Path, out: &Path, parent: &Path, exists: bool) -> io::Result<()> {
    sync_file_system(stage)?;
    if exists {
        swap(stage, out).map_err(|error| at(out, &error))?;
    } else {
        fs::rename(stage, out).map_err(|error| at(out, &error))?;
    }
    File::open(parent)?.sync_all()
}

#[cfg(target_os = "linux")]
fn sync_file_system(folder: &Path) -> io::Result<()> {
    rustix::fs::syncfs(File::open(folder)?)?;
    Ok(())
}

#[cfg(not(target_os = "linux"))]
fn sync_file_system(_folder: &Path) -> io::Result<()> {
    Ok(())
}

/// Exchanges two folders in one step; where the file system cannot, the old one steps aside for a moment.
fn swap(stage: &Path, out: &Path) -> io::Result<()> {
    #[cfg(target_os = "linux")]
    {
        use rustix::fs::{CWD, RenameFlags, renameat_with};
        match renameat_with(CWD, stage, CWD, out, RenameFlags::EXCHANGE) {
            Ok(()) => return Ok(()),
            Err(rustix::io::Errno::INVAL | rustix::io::Errno::NOSYS | rustix::io::Errno::XDEV | rustix::io::Errno::OPNOTSUPP) => {}
            Err(error) => return Err(error.into()),
        }
    }
    let aside = sibling(out, "old");
    fs::rename(out, &aside)?;
    if let Err(error) = fs::rename(stage, out) {
        fs::rename(&aside, out)?;
        return Err(error);
    }
    fs::rename(&aside, stage)
}

/// Removes the files of an earlier build and the folders they leave empty; anything else stays where it is.
fn remove_listed(folder: &Path, listed: &BTreeSet<String>) -> io::Result<()> {
    let mut folders: BTreeSet<PathBuf> = BTreeSet::new();
    for path in listed.iter().map(String::as_str).chain([MANIFEST]) {
        let path = folder.join(path);
        match fs::remove_file(&path) {
            Ok(()) => {}
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(at(&path, &error)),
        }
        folders.extend(path.ancestors().skip(1).take_while(|ancestor| ancestor.starts_with(folder)).map(Path::to_path_buf));
    }
    // Deepest first; a folder that still holds something foreign simply stays.
    for folder in folders.iter().rev() {
        let _ = fs::remove_dir(folder);
    }
    Ok(())
}

/// Staging folders of builds that were killed. The lock is ours, so no living build owns one.
fn clear_leftovers(out: &Path, parent: &Path) -> io::Result<()> {
    let name = out.file_name().expect("checked before").to_string_lossy();
    let prefix = format!(".{name}.new-");
    for entry in fs::read_dir(parent)? {
        let entry = entry?;
        let is_ours = entry
            .file_name()
            .to_str()
            .and_then(|name| name.strip_prefix(&prefix))
            .is_some_and(|pid| pid.bytes().all(|byte| byte.is_ascii_digit()));
        if is_ours && entry.file_type()?.is_dir() {
            fs::remove_dir_all(entry.path()).map_err(|error| at(&entry.path(), &error))?;
        }
    }
    Ok(())
}

fn kept(out: &Path, files: &[OutputFile]) -> io::Result<Vec<OutputFile>> {
    let mut kept = Vec::new();
    for name in KEEP {
        let path = out.join(name);
        if path.is_file() && !files.iter().any(|file| file.path == name) {
            kept.push(OutputFile { path: name.to_owned(), bytes: fs::read(&path)? });
        }
    }
    Ok(kept)
}

fn is_same(path: &Path, bytes: &[u8]) -> bool {
    let same_length = fs::symlink_metadata(path).is_ok_and(|metadata| metadata.is_file() && metadata.len() == bytes.len() as u64);
    same_length && fs::read(path).is_ok_and(|old| old == bytes)
}

fn sibling(out: &Path, word: &str) -> PathBuf {
    let name = out.file_name().expect("checked before").to_string_lossy();
    out.with_file_name(format!(".{name}.{word}-{}", std::process::id()))
}

fn at(path: &Path, error: &io::Error) -> io::Error {
    io::Error::new(error.kind(), format!("写不了 {}：{}；原来的网站没有动", path.display(), why(error)))
}

fn why(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::StorageFull => "磁盘空间不足".to_owned(),
        io::ErrorKind::PermissionDenied => "没有写入的权限".to_owned(),
        io::ErrorKind::ReadOnlyFilesystem => "磁盘是只读的".to_owned(),
        io::ErrorKind::NotADirectory | io::ErrorKind::AlreadyExists => "那里是一个文件，不是文件夹".to_owned(),
        _ => error.to_string(),
    }
}
