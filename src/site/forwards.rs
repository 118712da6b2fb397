//! Addresses that lead on: the short ones that stand on paper, and those an article had before.

use std::collections::BTreeMap;

use crate::model::folder::Folder;
use crate::model::registry::Registered;
use crate::model::site::{ArticleId, Forward, Site};

use super::registry::{is_address, is_code, old_addresses};

/// Gives each article its short address, and the site the addresses that lead to an article.
pub(super) fn fill(site: &mut Site, folder: &Folder) {
    let rows: &[Registered] = folder.registry.as_ref().map_or(&[], |registry| &registry.value.addresses);
    let living: BTreeMap<&str, ArticleId> = site.entries.iter().enumerate().map(|(at, entry)| (entry.permalink.as_str(), ArticleId(at))).collect();
    let mut moved: BTreeMap<String, ArticleId> = BTreeMap::new();
    for (at, entry) in site.entries.iter().enumerate() {
        for (address, written) in old_addresses(entry) {
            // `moved_from` may name an old id as well: the registry knows the address of that time.
            let named = rows.iter().find(|row| row.id == written).map(|row| row.address.clone());
            let is_only_an_id = named.is_some() && !rows.iter().any(|row| row.address == address);
            moved.extend((!is_only_an_id).then_some(address).into_iter().chain(named).map(|address| (address, ArticleId(at))));
        }
    }
    moved.retain(|address, _| is_address(address) && !living.contains_key(address.as_str()));
    let mut forwards = Vec::new();
    let mut short: BTreeMap<ArticleId, String> = BTreeMap::new();
    for row in rows.iter().filter(|row| is_code(&row.code)) {
        let current = living.get(row.address.as_str());
        let Some(&to) = current.or_else(|| moved.get(&row.address)) else { continue };
        let address = format!("s/{}/", row.code);
        if current.is_some() || !short.contains_key(&to) {
            short.insert(to, address.clone());
        }
        forwards.push(Forward { address, to, moved: false });
    }
    forwards.extend(moved.into_iter().map(|(address, to)| Forward { address, to, moved: true }));
    forwards.sort_by(|a, b| a.address.cmp(&b.address));
    forwards.dedup_by(|a, b| a.address == b.address);
    for (id, address) in short {
        site.entries[id.0].short = Some(address);
    }
    site.forwards = forwards;
}
