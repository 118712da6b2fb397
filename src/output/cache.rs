//! Finished things that need not be made twice. A cache is never needed and never trusted: what cannot be
//! written is made again next time, and what does not carry its own hash is not there.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// More than this is cleared away, oldest first.
const MOST_BYTES: u64 = 300 << 20;

/// The user's own folder for such things: it is nobody else's, and it does not come with a site that somebody
/// sent. None when the system names none.
#[must_use]
pub fn cache_folder() -> Option<PathBuf> {
    let named = |name: &str| env::var_os(name).map(PathBuf::from).filter(|path| path.is_absolute());
    let folder = named("XDG_CACHE_HOME").or_else(|| named("LOCALAPPDATA")).or_else(|| Some(named("HOME")?.join(".cache")))?;
    Some(folder.join("baodian"))
}

/// What was kept under `key`, whole and unchanged.
#[must_use]
pub fn cached(folder: &Path, key: &str) -> Option<Vec<u8>> {
    let bytes = fs::read(folder.join(key)).ok()?;
    let (seal, body) = bytes.split_at_checked(blake3::OUT_LEN)?;
    (seal == sealed(key, body).as_bytes()).then(|| body.to_vec())
}

/// Keeps `body` under `key`, and not too much besides.
pub fn keep(folder: &Path, key: &str, body: &[u8]) {
    let mut bytes = sealed(key, body).as_bytes().to_vec();
    bytes.extend_from_slice(body);
    // A full disk or a folder that cannot be written only costs time.
    if super::write_one(folder, key, &bytes).is_ok() {
        clear(folder);
    }
}

/// The key is part of it: an entry under another name is not that entry.
fn sealed(key: &str, body: &[u8]) -> blake3::Hash {
    blake3::Hasher::new().update(key.as_bytes()).update(body).finalize()
}

fn clear(folder: &Path) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    let mut files: Vec<(SystemTime, u64, PathBuf)> = entries
        .flatten()
        .filter_map(|entry| {
            let metadata = entry.metadata().ok().filter(fs::Metadata::is_file)?;
            Some((metadata.modified().ok()?, metadata.len(), entry.path()))
        })
        .collect();
    files.sort();
    let mut total: u64 = files.iter().map(|(_, size, _)| size).sum();
    for (_, size, path) in files {
        if total <= MOST_BYTES {
            break;
        }
        if fs::remove_file(path).is_ok() {
            total -= size;
        }
    }
}
