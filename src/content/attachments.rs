//! Pictures and other files beside the articles, and `static/`: read as bytes.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::Path;
use std::sync::Arc;

use walkdir::WalkDir;

use crate::model::article::Article;
use crate::model::path::resolve;
use crate::model::picture::Fault;
use crate::model::site::Asset;
use crate::output::OutputFile;
use crate::picture;

/// The files that `articles` link to and that exist, by their path below `root`.
///
/// # Errors
/// When a file that exists cannot be read.
pub fn attachments(root: &Path, articles: &[Arc<Article>], others: &[String]) -> io::Result<BTreeMap<String, Asset>> {
    let mut found = BTreeMap::new();
    for article in articles {
        for link in &article.document.links {
            let Some(path) = resolve(&article.source.path, &link.destination) else { continue };
            if found.contains_key(&path) || others.binary_search(&path).is_err() {
                continue;
            }
            let file = root.join(&path);
            let length = fs::metadata(&file)?.len();
            if picture::is_picture(&path) && length > picture::MOST_BYTES {
                let asset = Asset { faults: vec![Fault::ManyBytes(length)], ..Asset::new(path.clone(), Arc::new([]), None) };
                found.insert(path, asset);
                continue;
            }
            let bytes = fs::read(file)?;
            let size = imagesize::blob_size(&bytes)
                .ok()
                .and_then(|size| Some((u32::try_from(size.width).ok()?, u32::try_from(size.height).ok()?)));
            found.insert(path.clone(), Asset::new(path, bytes.into(), size));
        }
    }
    Ok(found)
}

/// `static/` below `root`, copied as it is; hidden files stay behind (RELIABILITY D13).
///
/// # Errors
/// When a file cannot be read.
pub fn static_files(root: &Path) -> io::Result<Vec<OutputFile>> {
    let folder = root.join("static");
    let mut files = Vec::new();
    if !folder.is_dir() {
        return Ok(files);
    }
    let walk = WalkDir::new(&folder).sort_by_file_name().into_iter();
    for entry in walk.filter_entry(|entry| !entry.file_name().to_string_lossy().starts_with('.')) {
        let entry = entry?;
        if !entry.file_type().is_file() {
            continue;
        }
        let relative = entry.path().strip_prefix(&folder).unwrap_or(entry.path());
        let path = relative.to_string_lossy().replace('\\', "/");
        files.push(OutputFile { path, bytes: fs::read(entry.path())? });
    }
    Ok(files)
}
