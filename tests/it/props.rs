//! What holds of any input at all, tried on many.

use std::collections::BTreeSet;
use std::sync::Arc;

use baodian::build::Memo;
use baodian::markup::html::{self, Href};
use baodian::markup::text;
use baodian::markup::wechat;
use baodian::model::document::{Block, LinkId};
use baodian::model::path::{percent_decode, percent_encode, relative, resolve};
use baodian::source::{Place, Source, Span};
use baodian::{content, diagnostic, markdown};
use proptest::prelude::*;
use proptest::test_runner::{Config, RngSeed};

use crate::harness::{empty_site, site};
use crate::page_check::elements;

/// Pieces that Markdown, Chinese and this house's own rules treat in a special way.
const AWKWARD: [&str; 72] = [
    "\n",
    "\n",
    "\n\n",
    " ",
    "  \n",
    "\t",
    "　",
    "字",
    "。",
    "，",
    "：",
    "“",
    "”",
    "……",
    "——",
    "①",
    "한",
    "a",
    "Z9",
    "é",
    "e\u{301}",
    "⚠\u{FE0F}",
    "👨\u{200D}👩\u{200D}👧",
    "\u{FDD0}",
    "\u{1BC9F}",
    "\u{FFFD}",
    "\u{200B}",
    "*",
    "**",
    "***",
    "_",
    "__",
    "~",
    "~~",
    "~~~\n",
    "`",
    "```",
    "``` yaml\n",
    "[",
    "]",
    "(",
    ")",
    "![",
    "](b.md)",
    "[[",
    "]]",
    "[^1]",
    "[^1]: ",
    "<",
    ">",
    "> ",
    "- ",
    "1. ",
    "- [x] ",
    "# ",
    "## ",
    " {#id}",
    "|",
    "|---|\n",
    "\\",
    "&amp;",
    "&",
    "<br>",
    "<b>",
    "</b>",
    "<sub>",
    "</sub>",
    "<ruby>",
    "<rt>",
    "<!--",
    "-->",
    ":::",
];
/// More of them: lines of directives and front matter.
const LINES: [&str; 27] = [
    ":::表 题\n",
    ":::视频 题\n",
    "地址：a.mp4\n",
    "文字稿：\n",
    ":::测验\n",
    "- :::提示\n",
    "解析：\n",
    ":::要点\n",
    ":::就医 紧急\n",
    ":::就医\n",
    ":::\n",
    ":::没有\n",
    "---\n",
    "title: 题\n",
    "title：题\n",
    "tags: [a, b]\n",
    "  - x\n",
    "\ttab\n",
    "a: &a *a\n",
    "s: |\n",
    "'",
    "\"",
    "{",
    ": ",
    "---\n",
    "    code\n",
    ": 解释\n",
];

pub fn config(cases: u32) -> Config {
    // The same cases every time; PROPTEST_RNG_SEED and PROPTEST_CASES ask for others.
    let seed = std::env::var("PROPTEST_RNG_SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or(66);
    let cases = std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(cases);
    Config { cases, rng_seed: RngSeed::Fixed(seed), failure_persistence: None, ..Config::default() }
}

pub fn awkward() -> impl Strategy<Value = String> {
    let piece = prop_oneof![4 => prop::sample::select(&AWKWARD[..]), 1 => prop::sample::select(&LINES[..])];
    prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

fn front_matter() -> impl Strategy<Value = String> {
    let piece = prop_oneof![prop::sample::select(&LINES[..]), prop::sample::select(&AWKWARD[..])];
    (prop::collection::vec(piece, 0..20), awkward()).prop_map(|(front, body)| format!("---\n{}\n---\n{body}", front.concat()))
}

fn on_borders(source: &Source, span: Span) -> Result<(), TestCaseError> {
    let text = &source.text;
    prop_assert!(span.start <= span.end && span.end <= text.len(), "{span:?} of {} in {text:?}", text.len());
    prop_assert!(text.is_char_boundary(span.start) && text.is_char_boundary(span.end), "{span:?} cuts a character of {text:?}");
    Ok(())
}

fn spans(blocks: &[Block], found: &mut Vec<Span>) {
    for block in blocks {
        match block {
            Block::Heading(heading) => found.push(heading.span),
            Block::Callout(callout) => {
                found.push(callout.span);
                spans(&callout.blocks, found);
            }
            Block::Video(video) => {
                found.push(video.span);
                spans(&video.transcript, found);
            }
            Block::Exercise(exercise) => {
                found.push(exercise.span);
                for question in &exercise.questions {
                    spans(&question.blocks, found);
                    spans(&question.explanation, found);
                }
            }
            Block::Quote(blocks) => spans(blocks, found),
            Block::List(list) => list.items.iter().for_each(|item| spans(&item.blocks, found)),
            Block::Definitions(definitions) => {
                definitions.iter().flat_map(|definition| &definition.details).for_each(|blocks| spans(blocks, found));
            }
            Block::Paragraph(_) | Block::Figure(_) | Block::Code(_) | Block::Table(_) | Block::Rule => {}
        }
    }
}

/// Parses `text` and looks at everything that comes out.
fn sound(text: &str) -> Result<(), TestCaseError> {
    let source = Arc::new(Source { path: "a.md".into(), text: text.to_owned() });
    let (document, findings) = markdown::parse(&source, Span::new(0, text.len()));
    let mut found: Vec<Span> = document.links.iter().map(|link| link.span).collect();
    spans(&document.blocks, &mut found);
    found.extend(document.title.iter().map(|title| title.span));
    found.extend(
        findings
            .iter()
            .flat_map(|finding| std::iter::once(&finding.place).chain(finding.also.iter().map(|(place, _)| place)))
            .map(|place| place.span),
    );
    for span in found {
        on_borders(&source, span)?;
    }
    let _ = diagnostic::human(&findings, false);
    let href = |LinkId(at)| match at % 4 {
        0 => Href::Inside("../a/index.html".into()),
        1 => Href::Outside("https://example.org/?a=1&b=\"2\"".into()),
        2 => Href::File("a.png".into(), Some((3, 2))),
        _ => Href::Nowhere,
    };
    let body = html::lead(&document, &href).unwrap_or_default() + &html::body(&document, &href);
    let _ = wechat::fragment(&document, &href);
    let marks = ['\u{FDD0}', '\u{1BC9F}'];
    prop_assert!(text.contains(marks) || !body.contains(marks), "a mark of the shield is left in {body}");
    let page = format!("<!doctype html><div>{body}</div>");
    let tags = match elements(&page) {
        Ok(tags) => tags,
        Err(problem) => return Err(TestCaseError::fail(format!("{problem}\n{text:?}\n{body}"))),
    };
    let ids: Vec<&str> = tags.iter().filter_map(|tag| tag.get("id")).collect();
    prop_assert_eq!(ids.len(), ids.iter().collect::<BTreeSet<_>>().len(), "an id is used twice in {}", body);
    for section in text::sections(&document) {
        prop_assert!(section.runs.iter().all(|run| !run.is_empty() && !run.contains('\n')), "{section:?}");
    }
    Ok(())
}

proptest! {
    #![proptest_config(config(400))]

    #[test]
    fn any_text_becomes_a_sound_document(text in awkward()) {
        sound(&text)?;
    }

    #[test]
    fn any_front_matter_is_read_or_explained(text in front_matter()) {
        let source = Arc::new(Source { path: "content/a/01-b.md".into(), text });
        let (article, findings) = content::parse(&source);
        prop_assert!(article.is_some() || !findings.is_empty(), "nothing is said about {:?}", source.text);
        for finding in &findings {
            on_borders(&source, finding.place.span)?;
            prop_assert!(!finding.message.is_empty() && finding.help.as_ref().is_some_and(|help| !help.is_empty()), "{finding:?}");
        }
        for span in article.iter().flat_map(|article| article.keys.values()) {
            on_borders(&source, *span)?;
        }
        let _ = diagnostic::human(&findings, true);
        let _ = diagnostic::json(&findings);
        let _ = diagnostic::annotations(&findings);
    }

    #[test]
    fn a_soft_break_between_han_never_shows(words in prop::collection::vec("[一-龥]{1,6}", 2..6)) {
        let source = Arc::new(Source { path: "a.md".into(), text: words.join("\n") });
        let (document, _) = markdown::parse(&source, Span::new(0, source.text.len()));
        prop_assert_eq!(text::plain(&document), words.concat());
    }

    #[test]
    fn a_line_and_column_lead_back_to_the_place(text in awkward(), at in 0_usize..400) {
        let at = (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap();
        let source = Arc::new(Source { path: "a.md".into(), text });
        let (line, column) = Place::new(&source, Span::new(at, at)).line_column();
        let start: usize = source.text.split_inclusive('\n').take(line - 1).map(str::len).sum();
        let back: usize = start + source.text[start..].chars().take(column - 1).map(char::len_utf8).sum::<usize>();
        prop_assert_eq!(back, at);
    }

    #[test]
    fn a_relative_address_leads_to_its_target(from in address(), to in address(), is_folder in any::<bool>()) {
        let from = if is_folder && !from.is_empty() { format!("{from}/") } else { from };
        for target in [to.clone(), format!("{to}/"), format!("{to}/index.html")] {
            let target = target.trim_start_matches('/');
            let href = relative(&from, target);
            prop_assert!(!href.starts_with('/') && !href.is_empty());
            let back = resolve(&from, &percent_encode(&href));
            prop_assert_eq!(back.as_deref(), Some(target.trim_end_matches('/')), "{:?} names {:?} {:?}", from, target, href);
        }
    }

    #[test]
    fn an_encoded_address_is_ascii_and_comes_back(text in any::<String>()) {
        let encoded = percent_encode(&text);
        prop_assert!(encoded.is_ascii() && !encoded.contains(['"', '<', '#', '?', ' ', ':']));
        prop_assert_eq!(percent_decode(&encoded), text);
    }

    #[test]
    fn no_address_resolves_outside_the_folder(from in address(), destination in "[a./%2eF#?: ]{0,12}") {
        if let Some(path) = resolve(&from, &destination) {
            prop_assert!(!path.starts_with('/') && !path.split('/').any(|part| part == ".."), "{from:?} {destination:?} gives {path:?}");
        }
    }
}

/// `a/字 x/b`, made of parts that may hold any character but `/`.
fn address() -> impl Strategy<Value = String> {
    prop::collection::vec("[a-c字 %#?:.]{1,4}", 0..5)
        .prop_map(|parts| parts.into_iter().filter(|part| part != "." && part != "..").collect::<Vec<_>>().join("/"))
}

/// What emphasis is made of, and what stands beside it.
const EMPHASIS: [&str; 25] = [
    "*",
    "**",
    "***",
    "_",
    "__",
    "字",
    "体",
    "。",
    "，",
    "“",
    "”",
    "（",
    "）",
    "%",
    "①",
    "℃",
    "a",
    "1",
    " ",
    "　",
    "(",
    ")",
    "\\",
    "한",
    "⚠\u{FE0F}",
];

/// The paragraph as another implementation of CommonMark with the CJK-friendly amendment writes it.
fn oracle(text: &str) -> String {
    let mut options = comrak::Options::default();
    options.extension.cjk_friendly_emphasis = true;
    comrak::markdown_to_html(text, &options)
}

proptest! {
    #![proptest_config(config(1500))]

    #[test]
    fn emphasis_beside_chinese_is_what_others_make_of_it(pieces in prop::collection::vec(prop::sample::select(&EMPHASIS[..]), 1..12)) {
        let text = format!("题{}尾", pieces.concat());
        let source = Arc::new(Source { path: "a.md".into(), text: text.clone() });
        let (document, _) = markdown::parse(&source, Span::new(0, text.len()));
        // Numbers are kept with their units: `markup::glue`, no matter of emphasis.
        let ours = html::body(&document, &|_| Href::Nowhere).replace("<span class=\"nb\">", "").replace("</span>", "");
        prop_assert_eq!(ours, oracle(&text), "{}", text);
    }
}

/// One change of a site's files.
#[derive(Debug, Clone)]
enum Edit {
    Write(usize, usize),
    Remove(usize),
    Rename(usize, usize),
}

const FILES: [&str; 5] = ["content/a/01-x.md", "content/a/02-y.md", "content/b/01-z.md", "content/b/_series.yaml", "content/pages/w.md"];
const TEXTS: [&str; 6] = [
    "---\ntitle: 甲\ntags: [水]\n---\n\n正文。[[乙]]\n",
    "---\ntitle: 乙\n---\n\n## 一\n\n[甲](../a/01-x.md#一)\n",
    "---\ntitle: 丙\nstatus: draft\n---\n\n草稿。\n",
    "---\ntitle: 坏\nsumary: x\n---\n",
    "title: 系列\n",
    "",
];

fn edit() -> impl Strategy<Value = Edit> {
    let file = 0..FILES.len();
    prop_oneof![
        4 => (file.clone(), 0..TEXTS.len()).prop_map(|(file, text)| Edit::Write(file, text)),
        1 => file.clone().prop_map(Edit::Remove),
        1 => (file.clone(), file).prop_map(|(from, to)| Edit::Rename(from, to)),
    ]
}

proptest! {
    #![proptest_config(config(16))]

    #[test]
    fn a_build_that_remembers_equals_one_that_does_not(edits in prop::collection::vec(edit(), 1..8)) {
        let site = site("-- site.yaml --\ntitle: 试\n-- content/a/01-x.md --\n---\ntitle: 甲\n---\n\n## 一\n\n正文。\n");
        let mut memo = Memo::default();
        for edit in edits {
            match edit {
                Edit::Write(file, text) => site.write(FILES[file], TEXTS[text]),
                Edit::Remove(file) => _ = std::fs::remove_file(site.path(FILES[file])),
                Edit::Rename(from, to) => _ = std::fs::rename(site.path(FILES[from]), site.path(FILES[to])),
            }
            let remembered = site.build_with(&site.request(), &mut memo);
            prop_assert!(remembered == site.build());
        }
    }

    #[test]
    fn any_bytes_at_all_are_read_or_explained(bytes in prop::collection::vec(any::<u8>(), 0..200), utf16 in any::<bool>()) {
        let bytes = if utf16 { bytes.iter().flat_map(|byte| [*byte, 0]).collect() } else { bytes };
        for name in ["a.md", "site.yaml"] {
            let site = empty_site();
            site.write(name, &bytes);
            let built = site.build();
            prop_assert!(!built.files.is_empty() || !built.diagnostics.is_empty());
        }
    }
}
