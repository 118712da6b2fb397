//! Where each page of a booklet begins, kept beside the booklet so that a reprint shows what moved.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde::{Deserialize, Serialize};
use typst::foundations::{Content, NativeElement, StyleChain};
use typst::introspection::{Introspector, Location, Tag};
use typst::layout::{Frame, FrameItem, Point, Transform};
use typst::model::HeadingElem;
use typst::pdf::ArtifactElem;
use typst_layout::PagedDocument;

use crate::print::world::FACES;

/// The typesetting engine; `Cargo.toml` pins it.
const ENGINE: &str = "typst 0.15.1";
/// Text this close together in height stands in one line.
const SAME_LINE_PT: f64 = 2.0;

/// The pagination of one booklet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lock {
    /// Name and version of the engine.
    pub engine: String,
    /// Hash of each font (BLAKE3).
    pub fonts: BTreeMap<String, String>,
    /// All pages in order.
    pub pages: Vec<LockedPage>,
}

/// One page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LockedPage {
    /// The headings it stands under: `三、就医 · 看懂处方`.
    pub chapter: String,
    /// Hash of its first line without the running head (BLAKE3, 8 bytes).
    pub line: String,
}

impl Lock {
    /// The pagination of `document`.
    #[must_use]
    pub fn of(document: &PagedDocument) -> Self {
        let fonts = FACES.iter().map(|(name, bytes)| ((*name).to_owned(), blake3::hash(bytes).to_hex().to_string())).collect();
        let chapters = chapters(document);
        let lines = document.pages().iter().map(|page| hash(&first_line(&page.frame)));
        let pages = chapters.into_iter().zip(lines).map(|(chapter, line)| LockedPage { chapter, line }).collect();
        Self { engine: ENGINE.to_owned(), fonts, pages }
    }

    /// As JSON with one line a page, so that git shows which ones changed.
    ///
    /// # Panics
    /// Never: text can always be written.
    #[must_use]
    pub fn json(&self) -> String {
        let written = "this is a bug in baodian: text that cannot be written as JSON";
        let mut json = format!("{{\n  \"engine\": {},\n", serde_json::to_string(&self.engine).expect(written));
        let _ = write!(json, "  \"fonts\": {},\n  \"pages\": [\n", serde_json::to_string(&self.fonts).expect(written));
        let pages: Vec<String> = self.pages.iter().map(|page| format!("    {}", serde_json::to_string(page).expect(written))).collect();
        let _ = write!(json, "{}\n  ]\n}}\n", pages.join(",\n"));
        json
    }

    /// How `now` differs from this earlier pagination, in one sentence; none when every page begins as before.
    #[must_use]
    pub fn change(&self, now: &Self) -> Option<String> {
        let longest = self.pages.len().max(now.pages.len());
        let line = |lock: &Self, page: usize| lock.pages.get(page).map(|page| page.line.clone());
        let first = (0..longest).find(|page| line(self, *page) != line(now, *page))?;
        let page = now.pages.get(first).or_else(|| self.pages.get(first));
        let chapter = page.map(|page| page.chapter.as_str()).filter(|chapter| !chapter.is_empty());
        let chapter = chapter.map(|chapter| format!("（{chapter}）")).unwrap_or_default();
        let count = match (self.pages.len(), now.pages.len()) {
            (before, after) if before == after => format!("总页数没变，还是{after}页"),
            (before, after) => format!("原来{before}页，现在{after}页"),
        };
        let mut causes = Vec::new();
        if self.engine != now.engine {
            causes.push(format!("；排版引擎从 {} 换成了 {}", self.engine, now.engine));
        }
        if self.fonts != now.fonts {
            causes.push("；字体换了".to_owned());
        }
        Some(format!("从第{}页{chapter}起分页变了：{count}{}", first + 1, causes.concat()))
    }
}

fn hash(text: &str) -> String {
    blake3::hash(text.as_bytes()).to_hex()[..16].to_owned()
}

/// For each page the headings it stands under: those before it, and on it up to its first article.
fn chapters(document: &PagedDocument) -> Vec<String> {
    let introspector = document.introspector();
    let read = |heading: &Content| {
        let page = introspector.page(heading.location()?)?.get();
        let heading = heading.to_packed::<HeadingElem>()?;
        Some((page, heading.resolve_level(StyleChain::default()).get(), heading.body.plain_text().to_string()))
    };
    let headings: Vec<(usize, usize, String)> = introspector.query(&HeadingElem::ELEM.select()).iter().filter_map(read).collect();
    let of = |page: usize| {
        let (start, end) = (headings.partition_point(|(on, ..)| *on < page), headings.partition_point(|(on, ..)| *on <= page));
        let article = headings[start..end].iter().position(|(_, level, _)| *level > 1).unwrap_or(0);
        let mut under: Vec<&str> = Vec::new();
        for (_, level, title) in headings[..end.min(start + article + 1)].iter().filter(|(_, level, _)| *level <= 2) {
            under.truncate(level - 1);
            under.push(title);
        }
        under.join(" · ")
    };
    (1..=document.pages().len()).map(of).collect()
}

/// The text that stands highest on the page, running heads apart.
fn first_line(frame: &Frame) -> String {
    let mut texts = Vec::new();
    gather(frame, Transform::identity(), &mut None, &mut texts);
    let top = texts.iter().map(|(point, _)| point.y.to_pt()).fold(f64::INFINITY, f64::min);
    texts.retain(|(point, _)| point.y.to_pt() - top < SAME_LINE_PT);
    texts.sort_by(|(one, _), (other, _)| one.x.to_pt().total_cmp(&other.x.to_pt()));
    texts.into_iter().map(|(_, text)| text).collect()
}

/// All text with its place on the page. `artifact` is the element that is being skipped.
fn gather(frame: &Frame, transform: Transform, artifact: &mut Option<Location>, texts: &mut Vec<(Point, String)>) {
    for (point, item) in frame.items() {
        match item {
            FrameItem::Tag(Tag::Start(element, _)) if artifact.is_none() && element.is::<ArtifactElem>() => *artifact = element.location(),
            FrameItem::Tag(Tag::End(location, ..)) if *artifact == Some(*location) => *artifact = None,
            FrameItem::Text(text) if artifact.is_none() => texts.push((point.transform(transform), text.text.to_string())),
            FrameItem::Group(group) => {
                let inner = transform.pre_concat(Transform::translate(point.x, point.y)).pre_concat(group.transform);
                gather(&group.frame, inner, artifact, texts);
            }
            FrameItem::Tag(_) | FrameItem::Text(_) | FrameItem::Shape(..) | FrameItem::Image(..) | FrameItem::Link(..) => {}
        }
    }
}
