//! Pictures in booklets that cannot or must not be printed, found without the typesetter.

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

/// Why `asset` must not be printed, told at `place`.
#[must_use]
pub fn picture(asset: &Asset, place: Place) -> Option<Diagnostic> {
    let name = asset.source.rsplit('/').next().unwrap_or(&asset.source);
    if let Some((width, height)) = asset.size
        && u64::from(width) * u64::from(height) > MOST_PIXELS
    {
        let message = format!("图片 {name} 有 {width} × {height} 像素，太大，印不了");
        return Some(Diagnostic::error("booklet-picture", place, message).help("把长边缩到 4000 像素以内再存；A5 的册子 1500 像素就够清楚"));
    }
    if !name.to_ascii_lowercase().ends_with(".svg") {
        return None;
    }
    let text = String::from_utf8_lossy(&asset.bytes).to_ascii_lowercase();
    let (at, what) = active(&text)?;
    let line = text[..at].matches('\n').count() + 1;
    let message = format!("图片 {name} 第 {line} 行有{what}，不能印");
    Some(Diagnostic::error("booklet-picture", place, message).help("在画图软件里另存为“纯 SVG”，图里用到的图片选“嵌入”；或者另存为 PNG"))
}

/// The first thing in an SVG (in small letters) that is more than a drawing: where, and what.
fn active(svg: &str) -> Option<(usize, &'static str)> {
    let words = [("<script", "脚本"), ("javascript:", "脚本"), ("<foreignobject", "网页"), ("<!entity", "实体"), ("@import", "指到别处的样式")];
    let named = words.iter().filter_map(|(word, what)| Some((svg.find(word)?, *what)));
    let leads_away = |value: &str| !value.starts_with('#') && !value.starts_with("data:");
    let linked = svg.match_indices("href=").filter(|(at, word)| leads_away(svg[at + word.len()..].trim_start_matches(['"', '\'']).trim_start()));
    let fetched = svg.match_indices("url(").filter(|(at, word)| leads_away(svg[at + word.len()..].trim_start_matches(['"', '\'', ' '])));
    let away = linked.chain(fetched).map(|(at, _)| (at, "指到别处的链接"));
    let handled = svg.match_indices(" on").filter_map(|(at, word)| {
        let rest = svg[at + word.len()..].trim_start_matches(|character: char| character.is_ascii_lowercase());
        (rest.starts_with("=\"") || rest.starts_with("='")).then_some((at, "脚本"))
    });
    named.chain(away).chain(handled).min()
}

#[cfg(test)]
mod tests {
    use super::active;

    #[test]
    fn a_drawing_is_just_a_drawing() {
        let plain = r##"<svg xmlns="http://www.w3.org/2000/svg"><use href="#a"/><rect fill="url(#b)"/><image href="data:image/png;base64,x"/></svg>"##;
        assert_eq!(active(plain), None);
    }

    #[test]
    fn whatever_acts_or_leads_away_is_found() {
        for (svg, what) in [
            ("<svg><script>x</script></svg>", "脚本"),
            ("<svg onload=\"x\"/>", "脚本"),
            ("<svg><a xlink:href='https://example.org'/></svg>", "指到别处的链接"),
            ("<svg><image href=\"b.png\"/></svg>", "指到别处的链接"),
            ("<svg style=\"fill:url('https://example.org/a')\"/>", "指到别处的链接"),
        ] {
            assert_eq!(active(svg).map(|(_, what)| what), Some(what), "{svg}");
        }
    }
}
