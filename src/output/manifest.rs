//! The list of files a build wrote, kept in the output folder: what may be removed later, and nothing else.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use crate::output::guard::Refusal;

/// Its name in the output folder.
pub const MANIFEST: &str = ".baodian-manifest";
/// First line; a later format gets a later number.
const HEADER: &str = "baodian-manifest 1";

/// The manifest of these paths.
pub fn text<'a>(paths: impl Iterator<Item = &'a str>) -> String {
    let paths: BTreeSet<&str> = paths.collect();
    let mut text = format!("{HEADER}\n");
    for path in paths {
        text.push_str(path);
        text.push('\n');
    }
    text
}

/// The paths an earlier build wrote into `out`; none when there is no manifest.
pub fn read(out: &Path) -> Result<BTreeSet<String>, Refusal> {
    let Ok(text) = fs::read_to_string(out.join(MANIFEST)) else { return Ok(BTreeSet::new()) };
    let mut lines = text.lines();
    if lines.next() != Some(HEADER) {
        return Err(Refusal::UnknownManifest(out.to_path_buf()));
    }
    // A path that climbs out of the folder would make us delete elsewhere: such a list is not ours.
    let is_inside = |path: &&str| !path.starts_with('/') && !path.split('/').any(|part| part.is_empty() || part == "..");
    let paths: Vec<&str> = lines.collect();
    if paths.iter().all(is_inside) {
        Ok(paths.into_iter().map(str::to_owned).collect())
    } else {
        Err(Refusal::UnknownManifest(out.to_path_buf()))
    }
}
