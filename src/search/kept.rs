//! The files that let a browser search without a network, for readers who keep the pages of a group.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::group::GroupId;
use crate::model::site::Site;
use crate::output::OutputFile;
use crate::search::{Index, documents_per_file, entries};

/// Up to this many bytes the whole index comes with every group: hardly more than a photograph.
const WHOLE: usize = 600 << 10;

/// Path and size of what a browser asks for, without a network, to search each group: the manifest, the tables and all
/// shards, which tell where words stand, and the records of the group's own documents; on a small site everything. `index` is
/// what `search::index` made of the same site.
#[must_use]
pub fn kept(site: &Site, index: &Index) -> BTreeMap<GroupId, Vec<(String, usize)>> {
    let entries = entries(site);
    let per_file = documents_per_file(entries.len());
    let is_small = index.files.iter().map(|file| file.bytes.len()).sum::<usize>() <= WHOLE;
    let files = |id: GroupId| {
        let own = entries.iter().enumerate().filter(|(_, entry)| entry.groups.contains(&id));
        let own: BTreeSet<String> = own.map(|(number, _)| format!("search/d/{}.js", number / per_file)).collect();
        let is_kept = |file: &&OutputFile| is_small || !file.path.starts_with("search/d/") || own.contains(&file.path);
        index.files.iter().filter(is_kept).map(|file| (file.path.clone(), file.bytes.len())).collect()
    };
    (0..site.config.groups.len()).map(GroupId).map(|id| (id, files(id))).collect()
}
