//! What to read next: what the author named first, then the nearest articles with the same tags.

use std::collections::BTreeMap;

use crate::diagnostic::Diagnostic;
use crate::model::site::{ArticleId, Site};
use crate::site::{place_of_word, suggest};

/// At most this many in all (DOMAIN V33: at most 5; four make two rows of two).
const MOST: usize = 4;
/// Of each tag, only this many articles on either side are looked at: the work stays linear in the site.
const WINDOW: usize = 8;

/// Fills `related` of every entry.
pub fn fill(site: &mut Site, diagnostics: &mut Vec<Diagnostic>) {
    let by_id: BTreeMap<&str, ArticleId> = site.entries.iter().enumerate().map(|(at, entry)| (entry.id.as_str(), ArticleId(at))).collect();
    let by_tag: BTreeMap<&str, &[ArticleId]> = site.tags.iter().map(|tag| (tag.name.as_str(), tag.articles.as_slice())).collect();
    let ids: Vec<&str> = by_id.keys().copied().collect();
    let mut all = Vec::with_capacity(site.entries.len());
    for (at, entry) in site.entries.iter().enumerate() {
        let own = ArticleId(at);
        let mut related = Vec::new();
        for wanted in &entry.article.front.related {
            match by_id.get(wanted.as_str()) {
                Some(&id) if id != own && !related.contains(&id) => related.push(id),
                Some(_) => {}
                None => {
                    let diagnostic = Diagnostic::error(
                        "related-unknown",
                        place_of_word(&entry.article, "related", wanted),
                        format!("没有 id 是“{wanted}”的文章"),
                    );
                    diagnostics.push(suggest(diagnostic, wanted, &ids, "id 写在那篇文章的文件头里"));
                }
            }
        }
        let mut shared: BTreeMap<ArticleId, usize> = BTreeMap::new();
        for tag in &entry.article.front.tags {
            let Some(list) = by_tag.get(tag.as_str()) else { continue };
            let here = list.partition_point(|id| *id < own);
            for &id in &list[here.saturating_sub(WINDOW)..(here + WINDOW).min(list.len())] {
                *shared.entry(id).or_default() += 1;
            }
        }
        let mut nearest: Vec<(usize, usize, ArticleId)> = shared
            .into_iter()
            .filter(|&(id, _)| {
                let other = site.entry(id);
                let kin = other.groups.iter().any(|group| entry.groups.contains(group)) || other.groups.is_empty();
                // Sensitive pages are not offered to people who did not look for them (DOMAIN V35).
                id != own
                    && kin
                    && (!other.article.front.sensitive || other.series == entry.series)
                    && Some(id) != entry.previous
                    && Some(id) != entry.next
            })
            .map(|(id, count)| (usize::MAX - count, id.0.abs_diff(at), id))
            .collect();
        nearest.sort_unstable();
        for (_, _, id) in nearest {
            if related.len() >= MOST {
                break;
            }
            if !related.contains(&id) {
                related.push(id);
            }
        }
        all.push(related);
    }
    for (entry, related) in site.entries.iter_mut().zip(all) {
        entry.related = related;
    }
}
