//! Addresses that lead on: the short ones that stand on paper, and those a page had before.

use std::collections::BTreeMap;

use crate::model::folder::Folder;
use crate::model::registry::Registered;
use crate::model::site::{Entry, Forward, Site};

use super::registry::{is_address, is_code, old_addresses};

/// The pages that list others: who scans the code of one that is gone comes here.
const LISTS: [(&str, &str); 3] = [("d/", "去哪里"), ("events/", "活动"), ("quiz/", "自测题")];

/// The address and the title of each page besides the articles that gets a short address: directories, their counties,
/// events, quizzes. Groups, series and the site's own pages need none: theirs (`lao/`, `yueling/`) are as short.
/// Search, the page for what is not found and the one for what was not kept are nothing to print a code for.
pub(super) fn pages(site: &Site) -> Vec<(String, String)> {
    let directories = site.directories.iter().flat_map(|directory| {
        let title = &directory.about.value.title;
        let counties = directory
            .counties()
            .into_iter()
            .map(move |county| (directory.county_permalink(&county.code), format!("{}：{title}", county.name)));
        std::iter::once((directory.permalink(), title.clone())).chain(counties)
    });
    let events = site.events.iter().map(|event| (event.permalink(), event.file.title.clone()));
    let quizzes = site.quizzes.iter().map(|quiz| (quiz.permalink(), quiz.file.title.clone()));
    directories.chain(events).chain(quizzes).collect()
}

/// Whether `address` is, or was, that of a page on one of the lists.
pub(super) fn is_listed(address: &str) -> bool {
    LISTS.iter().any(|(list, _)| address.starts_with(list))
}

/// Gives the pages their short addresses, and the site the addresses that lead on to a page.
pub(super) fn fill(site: &mut Site, folder: &Folder) {
    let rows: &[Registered] = folder.registry.as_ref().map_or(&[], |registry| &registry.value.addresses);
    let titled = |entry: &Entry| (entry.permalink.clone(), entry.article.title.clone());
    let mut living: BTreeMap<String, String> = site.entries.iter().map(titled).chain(pages(site)).collect();
    let lists =
        LISTS.iter().filter(|(list, _)| living.range((*list).to_owned()..).next().is_some_and(|(first, _)| first.starts_with(list)));
    let lists: Vec<(String, String)> = lists.map(|(list, title)| ((*list).to_owned(), (*title).to_owned())).collect();
    living.extend(lists);
    living.insert(String::new(), site.config.title.clone());
    let mut moved: BTreeMap<String, String> = BTreeMap::new();
    for entry in &site.entries {
        for (address, written) in old_addresses(entry) {
            // `moved_from` may name an old id as well: the registry knows the address of that time.
            let named = rows.iter().find(|row| row.id == written).map(|row| row.address.clone());
            let is_only_an_id = named.is_some() && !rows.iter().any(|row| row.address == address);
            moved.extend((!is_only_an_id).then_some(address).into_iter().chain(named).map(|address| (address, entry.permalink.clone())));
        }
    }
    moved.retain(|address, _| is_address(address) && !living.contains_key(address.as_str()));
    let forward = |address: String, to: &str, moved: bool| Forward { address, to: to.to_owned(), title: living[to].clone(), moved };
    let mut forwards = Vec::new();
    let mut short: BTreeMap<String, String> = BTreeMap::new();
    for row in rows.iter().filter(|row| is_code(&row.code)) {
        let is_there = living.contains_key(&row.address);
        let mut to = if is_there { row.address.as_str() } else { moved.get(&row.address).map_or("", String::as_str) };
        if to.is_empty() {
            if !is_listed(&row.address) || !is_address(&row.address) {
                continue;
            }
            // What was on a list and is gone: the list, or what is left above it. It may come back one day.
            to = row.address.as_str();
            while !living.contains_key(to) {
                to = to.trim_end_matches('/').rfind('/').map_or("", |slash| &row.address[..=slash]);
            }
            forwards.push(forward(row.address.clone(), to, false));
        } else if is_there || !short.contains_key(to) {
            short.insert(to.to_owned(), format!("s/{}/", row.code));
        }
        forwards.push(forward(format!("s/{}/", row.code), to, false));
    }
    forwards.extend(moved.iter().map(|(address, to)| forward(address.clone(), to, true)));
    forwards.sort_by(|a, b| a.address.cmp(&b.address));
    forwards.dedup_by(|a, b| a.address == b.address);
    site.short = short;
    site.forwards = forwards;
}
