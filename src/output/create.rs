//! New files for an author to go on with: written whole or not at all, and never in the place of another.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use super::OutputFile;

/// Why nothing was created.
#[derive(Debug)]
pub enum NotCreated {
    /// This file, or this folder with something in it, is there already.
    Exists(PathBuf),
    /// The disk said no.
    Io(io::Error),
}

/// Creates `files` below `folder`. When one of them is there already, none is written.
///
/// # Errors
/// When a file exists or the disk fails.
pub fn create(folder: &Path, files: &[OutputFile]) -> Result<(), NotCreated> {
    if let Some(path) = files.iter().map(|file| folder.join(&file.path)).find(|path| path.symlink_metadata().is_ok()) {
        return Err(NotCreated::Exists(path));
    }
    files.iter().try_for_each(|file| create_one(&folder.join(&file.path), &file.bytes))
}

/// Creates `folder` with `files` in it. A folder that is there may hold hidden files (`.git`) and nothing else.
///
/// # Errors
/// When the folder holds something, is no folder, or the disk fails.
pub fn create_folder(folder: &Path, files: &[OutputFile]) -> Result<(), NotCreated> {
    let is_hidden = |entry: io::Result<fs::DirEntry>| entry.is_ok_and(|entry| entry.file_name().to_string_lossy().starts_with('.'));
    match fs::read_dir(folder) {
        Ok(mut entries) => {
            if !entries.all(is_hidden) {
                return Err(NotCreated::Exists(folder.to_path_buf()));
            }
            create(folder, files)
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => create(folder, files),
        Err(error) if error.kind() == io::ErrorKind::NotADirectory => Err(NotCreated::Exists(folder.to_path_buf())),
        Err(error) => Err(failed(folder, &error)),
    }
}

/// A link to a finished file under its final name fails when that name is taken, unlike a rename.
fn create_one(path: &Path, bytes: &[u8]) -> Result<(), NotCreated> {
    let folder = path.parent().unwrap_or(Path::new(""));
    fs::create_dir_all(folder).map_err(|error| failed(folder, &error))?;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let temporary = folder.join(format!(".{name}.new-{}", std::process::id()));
    let linked = fs::write(&temporary, bytes).and_then(|()| fs::hard_link(&temporary, path));
    let _ = fs::remove_file(&temporary);
    let done = match linked {
        // A memory stick knows no links.
        Err(error) if matches!(error.kind(), io::ErrorKind::Unsupported | io::ErrorKind::PermissionDenied) => {
            File::create_new(path).and_then(|mut file| file.write_all(bytes))
        }
        done => done,
    };
    done.map_err(|error| match error.kind() {
        io::ErrorKind::AlreadyExists => NotCreated::Exists(path.to_path_buf()),
        _ => failed(path, &error),
    })
}

fn failed(path: &Path, error: &io::Error) -> NotCreated {
    let why = match error.kind() {
        io::ErrorKind::StorageFull => "磁盘空间不足".to_owned(),
        io::ErrorKind::PermissionDenied => "没有写入的权限".to_owned(),
        io::ErrorKind::ReadOnlyFilesystem => "磁盘是只读的".to_owned(),
        _ => error.to_string(),
    };
    NotCreated::Io(io::Error::new(error.kind(), format!("写不了 {}：{why}", path.display())))
}
