//! Tags: V06. With a list in `site.yaml` only its words; without one, no two that are meant to be the same.

use std::collections::BTreeMap;

use crate::check::codes::finding;
use crate::check::reading::in_key;
use crate::check::words::fold;
use crate::diagnostic::Diagnostic;
use crate::model::nearest::nearest;
use crate::model::site::{Site, Tag};
use crate::model::slug::slug;

/// The findings about all tags, each at the first article that has it.
pub fn check(site: &Site) -> Vec<Diagnostic> {
    let known: Vec<&str> = site.config.tags.iter().map(String::as_str).collect();
    let place = |tag: &Tag| in_key(&site.entry(tag.articles[0]).article, "tags", &tag.name);
    if !known.is_empty() {
        let strange = site.tags.iter().filter(|tag| !known.contains(&tag.name.as_str()));
        return strange
            .map(|tag| {
                let same = known.iter().copied().find(|known| slug(known) == slug(&tag.name));
                let guess = same.or_else(|| nearest(&tag.name, &known)).map(|near| format!("是不是“{near}”？")).unwrap_or_default();
                let times = if tag.articles.len() > 1 { format!("（{} 篇用了）", tag.articles.len()) } else { String::new() };
                finding("tag-unknown", place(tag), format!("标签“{}”不在词表里{times}，读者照词表找，找不到这些文章", tag.name))
                    .help(format!("{guess}真要新的标签，先写进 site.yaml 的 tags"))
            })
            .collect();
    }
    let mut alike: BTreeMap<String, Vec<&Tag>> = BTreeMap::new();
    for tag in &site.tags {
        alike.entry(slug(&fold(&tag.name))).or_default().push(tag);
    }
    let mut diagnostics = Vec::new();
    for tags in alike.values_mut().filter(|tags| tags.len() > 1) {
        // The one used most is taken for the right one.
        tags.sort_by_key(|tag| std::cmp::Reverse(tag.articles.len()));
        for tag in &tags[1..] {
            diagnostics.push(
                finding(
                    "tag-similar",
                    place(tag),
                    format!("标签“{}”和“{}”写法或读音一样，读者点一个只看到一半文章", tag.name, tags[0].name),
                )
                .also(place(tags[0]), "另一个")
                .help(format!("是一回事就都写成“{}”；不是，就在 site.yaml 的 tags 里把两个都写上", tags[0].name)),
            );
        }
    }
    diagnostics
}
