//! Booklets: which articles each one holds.

use std::collections::BTreeMap;

use crate::diagnostic::Diagnostic;
use crate::model::booklet::Booklet;
use crate::model::folder::Folder;
use crate::model::site::{ArticleId, Site};
use crate::site::suggest;

/// Fills `site.booklets`.
pub fn declare(site: &mut Site, folder: &Folder, diagnostics: &mut Vec<Diagnostic>) {
    let by_id: BTreeMap<&str, ArticleId> = site.entries.iter().enumerate().map(|(at, entry)| (entry.id.as_str(), ArticleId(at))).collect();
    let known: Vec<&str> = by_id.keys().copied().collect();
    let mut booklets = Vec::new();
    for (id, declared) in &folder.booklets {
        let file = &declared.value;
        let mut articles = Vec::new();
        if let Some(wanted) = &file.series {
            match site.series.iter().find(|series| series.id == *wanted) {
                Some(series) => articles.extend(&series.articles),
                None => {
                    let series: Vec<&str> = site.series.iter().map(|series| series.id.as_str()).collect();
                    let diagnostic = Diagnostic::error("series-unknown", declared.place_of("series"), format!("没有系列“{wanted}”"));
                    diagnostics.push(suggest(diagnostic, wanted, &series, &format!("能写的有：{}", series.join("、"))));
                    continue;
                }
            }
        }
        for wanted in &file.items {
            match by_id.get(wanted.as_str()) {
                Some(&article) => articles.push(article),
                None => {
                    let diagnostic = Diagnostic::error("booklet-item-missing", declared.place_of("items"), format!("小册子里的“{wanted}”不存在"));
                    diagnostics.push(suggest(diagnostic, wanted, &known, "items 里写文章的 id"));
                }
            }
        }
        if articles.is_empty() {
            diagnostics.push(
                Diagnostic::error("booklet-empty", declared.place_of("title"), format!("小册子《{}》里一篇文章也没有", file.title))
                    .help("写 series: 系列名，或者在 items: 里列出文章的 id"),
            );
            continue;
        }
        if let Some(group) = &file.group
            && !site.config.groups.iter().any(|known| known.slug == *group)
        {
            diagnostics.push(crate::site::unknown_group(declared.place_of("group"), group, site));
        }
        booklets.push(Booklet { id: id.clone(), file: file.clone(), articles });
    }
    site.booklets = booklets;
}
