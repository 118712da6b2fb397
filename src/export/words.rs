//! What an article must say wherever it is read: the words around its text, and its address.

use crate::model::article::Status;
use crate::model::config::Hotline;
use crate::model::path::{encode_non_ascii, percent_encode};
use crate::model::site::{Entry, HELPLINES, Site};

/// Whom a reader of a hard subject can ring now: confirmed numbers only.
pub fn help<'a>(site: &'a Site, entry: &Entry) -> Vec<&'a Hotline> {
    if !entry.article.front.sensitive {
        return Vec::new();
    }
    HELPLINES.iter().filter_map(|number| site.hotlines.iter().find(|hotline| hotline.verified && hotline.number == **number)).collect()
}

/// Whether an expert has seen it.
pub fn standing(status: Status) -> Option<&'static str> {
    match status {
        Status::Draft => Some("草稿，还没有写完。"),
        Status::InReview => Some("尚未经专家审核。"),
        Status::Archived => Some("旧文章，只供查阅：内容可能已经过时，请看新的文章，或者问医生。"),
        Status::Published => None,
    }
}

/// What it cannot replace; empty when there is nothing to say.
pub fn disclaimer(site: &Site, entry: &Entry) -> &'static str {
    site.disclaimer_of(entry).sentence()
}

/// The full address of a page or file; a site without `base_url` has none.
pub fn address(site: &Site, path: &str, fragment: Option<&str>) -> Option<String> {
    let base = site.config.base_url.trim_end_matches('/');
    let fragment = fragment.map(|fragment| format!("#{}", encode_non_ascii(fragment))).unwrap_or_default();
    (!base.is_empty()).then(|| format!("{base}/{}{fragment}", percent_encode(path)))
}
