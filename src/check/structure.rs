//! Links out, headings, tables, quotations, and articles that say the same: V13, V20, V22, V34.

use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::check::codes::finding;
use crate::check::reading::{Kind, Reading};
use crate::check::words::is_han;
use crate::diagnostic::Diagnostic;
use crate::model::article::Status;
use crate::model::document::Block;
use crate::model::series::SeriesKind;
use crate::model::site::{ArticleId, Entry, Site, Target};
use crate::source::{Place, Source, Span};

/// A table with more columns does not fit a telephone (DOMAIN V20).
const COLUMNS: usize = 4;
/// Articles are compared by this many of their rarest hashes.
const SKETCH: usize = 64;
/// Han characters in one hashed piece.
const PIECE: usize = 8;

/// What holds in every site.
pub fn check_plain(entry: &Entry) -> Vec<Diagnostic> {
    let links = entry.article.document.links.iter().zip(&entry.targets);
    let open = links.filter(|(_, target)| matches!(target, Target::External(address) if address.to_ascii_lowercase().starts_with("http:")));
    open.map(|(link, _)| {
        finding("link-not-https", Place::new(&entry.article.source, link.span), "这个链接没有加密（http），路上可能被人改掉")
            .help("改成 https:// 再点开试一试；对方只有 http 的，先想想是不是非链接不可")
    })
    .collect()
}

/// The findings about one article of a health site.
pub fn check(site: &Site, entry: &Entry, reading: &Reading) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    let article = &entry.article;
    let mut seen = Seen { level: 1, runs: 0 };
    blocks(&article.document.blocks, reading, &mut seen, &mut diagnostics);
    let is_list = site
        .series_of(entry)
        .is_some_and(|series| series.file.kind == SeriesKind::List && series.articles.iter().any(|id| site.entry(*id).id == entry.id));
    if is_list && article.front.status == Status::Published && !reading.runs.iter().any(|run| run.kind == Kind::Quote) {
        diagnostics.push(
            finding("quote-missing", article.place_of("title"), "没有引出官方条文，读者分不清哪句是原文、哪句是解释")
                .help("把条文原文单独成段，每行前面写 > "),
        );
    }
    diagnostics
}

/// How far the blocks have been read.
struct Seen {
    /// Level of the last heading.
    level: u8,
    /// Runs of the reading up to and including the last table's first cell.
    runs: usize,
}

fn blocks(list: &[Block], reading: &Reading, seen: &mut Seen, diagnostics: &mut Vec<Diagnostic>) {
    for block in list {
        match block {
            Block::Heading(heading) => {
                let place = Place::new(&reading.article.source, heading.span);
                let level = written_level(&reading.article.source, heading.span).unwrap_or(heading.level);
                if level > seen.level + 1 {
                    let (right, wrong) = ("#".repeat(usize::from(seen.level) + 1), "#".repeat(usize::from(level)));
                    diagnostics.push(
                        finding("heading-skip", place, format!("小标题从 {} 级跳到了 {level} 级，听书的人会以为漏了一段", seen.level))
                            .help(format!("把 {wrong} 改成 {right}")),
                    );
                }
                seen.level = level;
            }
            Block::Table(table) => {
                let words = crate::markup::text::inlines(table.head.first().map_or(&[], Vec::as_slice));
                let mut rest = reading.runs.iter().enumerate().skip(seen.runs);
                let index = rest.find(|(_, run)| run.kind == Kind::Cell && run.text == words).map(|(index, _)| index);
                seen.runs = index.map_or(seen.runs, |index| index + 1);
                let place = index.map_or_else(|| reading.article.place_of("title"), |index| reading.beginning(index));
                if table.caption.is_empty() {
                    diagnostics.push(
                        finding("table-caption", place.clone(), "这张表没有标题，听书的人不知道表里讲什么")
                            .help("在表前面写一行 :::表 标题，表后面写一行 :::"),
                    );
                }
                if table.columns.len() > COLUMNS {
                    diagnostics.push(
                        finding("table-wide", place, format!("这张表有 {} 列，手机上要左右拖着看", table.columns.len()))
                            .help("最多 4 列：拆成两张表，或者改成列表"),
                    );
                }
            }
            Block::Quote(inside) => blocks(inside, reading, seen, diagnostics),
            Block::Callout(callout) => blocks(&callout.blocks, reading, seen, diagnostics),
            Block::Video(video) => blocks(&video.transcript, reading, seen, diagnostics),
            Block::Exercise(exercise) => exercise.questions.iter().for_each(|question| {
                blocks(&question.blocks, reading, seen, diagnostics);
                blocks(&question.explanation, reading, seen, diagnostics);
            }),
            Block::List(list) => list.items.iter().for_each(|item| blocks(&item.blocks, reading, seen, diagnostics)),
            Block::Definitions(definitions) => {
                definitions.iter().flat_map(|definition| &definition.details).for_each(|inside| blocks(inside, reading, seen, diagnostics));
            }
            Block::Paragraph(_) | Block::Figure(_) | Block::Code(_) | Block::Rule => {}
        }
    }
}

/// The level the author wrote: the tree has already closed the gaps.
fn written_level(source: &Source, span: Span) -> Option<u8> {
    let marks = source.text.get(span.start..)?.bytes().take_while(|byte| *byte == b'#').count();
    u8::try_from(marks).ok().filter(|marks| *marks > 0)
}

/// Pairs of articles of which at least four fifths are the same.
pub fn similar(site: &Site) -> Vec<Diagnostic> {
    let sketches: Vec<Vec<u64>> = site.entries.par_iter().map(|entry| sketch(&entry.article.source.text)).collect();
    let mut hashes: Vec<(u64, usize)> =
        sketches.iter().enumerate().flat_map(|(at, sketch)| sketch.iter().map(move |hash| (*hash, at))).collect();
    hashes.sort_unstable();
    let mut shared: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    // A piece that stands everywhere is a form of words, not a copy.
    for list in hashes.chunk_by(|one, two| one.0 == two.0).filter(|list| list.len() <= 16) {
        for (at, (_, one)) in list.iter().enumerate() {
            list[at + 1..].iter().for_each(|(_, two)| *shared.entry((*one, *two)).or_default() += 1);
        }
    }
    let alike = shared.into_iter().filter(|((one, two), count)| {
        let least = sketches[*one].len().min(sketches[*two].len());
        least >= SKETCH / 2 && count * 5 >= least * 4
    });
    alike
        .map(|((one, two), _)| {
            let (one, two) = (site.entry(ArticleId(one)), site.entry(ArticleId(two)));
            finding(
                "content-similar",
                two.article.place_of("title"),
                format!("《{}》和《{}》几乎一样，读者不知道该看哪一篇", two.article.title, one.article.title),
            )
            .label("这一篇")
            .also(one.article.place_of("title"), "和这一篇")
            .help("留一篇，另一篇改成链接；系统性的重复写进系列首页")
        })
        .collect()
}

/// The smallest hashes of all pieces of the body: the same for the same text, nearly the same for nearly the same.
fn sketch(text: &str) -> Vec<u64> {
    let body = text.splitn(3, "---\n").last().unwrap_or(text);
    let letters: Vec<char> = body.chars().filter(|c| is_han(*c)).collect();
    let mut hashes: Vec<u64> = letters.windows(PIECE).map(hash).collect();
    hashes.sort_unstable();
    hashes.dedup();
    hashes.truncate(SKETCH);
    hashes
}

/// FNV-1a: the same on every machine.
fn hash(piece: &[char]) -> u64 {
    piece.iter().fold(0xcbf2_9ce4_8422_2325, |hash, c| (hash ^ u64::from(u32::from(*c))).wrapping_mul(0x0100_0000_01b3))
}
