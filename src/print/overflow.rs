//! Whether a booklet keeps to its paper: a leaflet has six panels, a sheet two sides, a poster one.

use typst::introspection::Tag;
use typst::layout::{Frame, FrameItem};
use typst_layout::PagedDocument;

use crate::diagnostic::Diagnostic;
use crate::model::booklet::{Booklet, BookletSize};
use crate::model::site::{ArticleId, Site};
use crate::print::info;
use crate::print::manuscript;
use crate::source::{Place, Span};

/// The finding about a booklet that is longer than its paper: which article goes over the end, and by how much.
pub fn check(document: &PagedDocument, site: &Site, booklet: &Booklet) -> Option<Diagnostic> {
    let pages: Vec<Page> = document.pages().iter().map(|page| read(&page.frame)).collect();
    let most = booklet.file.size.most_pages(booklet.articles.len())?;
    if pages.len() <= most {
        return None;
    }
    let spilled: Vec<usize> = match booklet.file.size {
        // The back cover follows the text.
        BookletSize::Leaflet3 => (most - 1..pages.len() - 1).collect(),
        BookletSize::Poster => (0..pages.len()).filter(|at| pages[*at].labels.is_empty()).collect(),
        BookletSize::A4Sheet
        | BookletSize::A5
        | BookletSize::A5Large
        | BookletSize::A4Large
        | BookletSize::A6
        | BookletSize::Lesson
        | BookletSize::Quiz => (most..pages.len()).collect(),
    };
    let first = *spilled.first()?;
    let characters: usize = spilled.iter().map(|at| pages[*at].characters).sum();
    let before: Vec<ArticleId> = pages[..first].iter().flat_map(|page| &page.labels).filter_map(|name| article(booklet, name)).collect();
    let inside = pages[first].labels.first().and_then(|name| article(booklet, name));
    let article = before.last().copied().or(inside);
    let place = article
        .map_or_else(|| Place::new(&manuscript::booklet_source(booklet), Span::default()), |id| site.entry(id).article.place_of("title"));
    let paper = match booklet.file.size {
        BookletSize::Leaflet3 => "三折页的六面".to_owned(),
        BookletSize::Poster => "一张海报".to_owned(),
        size => format!("{}的{most}面", size.label()),
    };
    let message = format!("小册子《{}》排到这一篇就超出了{paper}：字已经用到最小，还多出大约{characters}字", booklet.file.title);
    Some(
        Diagnostic::error("booklet-overflow", place, message)
            .help(format!("删短，或者少收几篇；或者在 content/booklets/{}.yaml 里换一种开本，例如 size: a5", booklet.id)),
    )
}

fn article(booklet: &Booklet, name: &str) -> Option<ArticleId> {
    booklet.articles.iter().copied().find(|id| info::label(*id) == name)
}

#[derive(Default)]
struct Page {
    characters: usize,
    /// Labels of the articles that begin here.
    labels: Vec<String>,
}

fn read(frame: &Frame) -> Page {
    let mut page = Page::default();
    gather(frame, &mut page);
    page
}

fn gather(frame: &Frame, page: &mut Page) {
    for (_, item) in frame.items() {
        match item {
            FrameItem::Group(group) => gather(&group.frame, page),
            FrameItem::Text(text) => page.characters += text.text.chars().filter(|character| !character.is_whitespace()).count(),
            FrameItem::Tag(Tag::Start(content, _)) => page.labels.extend(content.label().map(|label| label.resolve().to_string())),
            FrameItem::Tag(Tag::End(..)) | FrameItem::Shape(..) | FrameItem::Image(..) | FrameItem::Link(..) => {}
        }
    }
    // Other labels stand for footnotes.
    page.labels.retain(|name| name.starts_with("article-") && !name.contains("-note-"));
}
