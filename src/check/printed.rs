//! Pictures in booklets that are too large to print, found without the typesetter.

use std::collections::BTreeSet;

use crate::check::pictures;
use crate::diagnostic::Diagnostic;
use crate::model::site::{ArticleId, Asset, Site};
use crate::source::Place;

/// A page of A3 at 300 dots per inch has 17 million: more only costs memory, four bytes each while it is printed.
const MOST_PIXELS: u64 = 40_000_000;

/// The findings about the pictures of all articles that some booklet prints.
#[must_use]
pub fn check(site: &Site) -> Vec<Diagnostic> {
    let printed: BTreeSet<ArticleId> = site.booklets.iter().flat_map(|booklet| booklet.articles.iter().copied()).collect();
    let of_article = |id: ArticleId| {
        let pictures = pictures::pictures(site, site.entry(id));
        pictures.into_iter().filter_map(|(_, asset, place)| picture(asset, place)).collect::<Vec<_>>()
    };
    printed.into_iter().flat_map(of_article).collect()
}

/// Why `asset` must not be printed, told at `place`. What is wrong with it on a screen too, `pictures` tells.
#[must_use]
pub fn picture(asset: &Asset, place: Place) -> Option<Diagnostic> {
    let (width, height) = asset.size.filter(|(width, height)| u64::from(*width) * u64::from(*height) > MOST_PIXELS)?;
    let name = asset.source.rsplit('/').next().unwrap_or(&asset.source);
    let message = format!("图片 {name} 有 {width} × {height} 像素，太大，印不了");
    Some(Diagnostic::error("booklet-picture", place, message).help("把长边缩到 4000 像素以内再存；A5 的册子 1500 像素就够清楚"))
}
