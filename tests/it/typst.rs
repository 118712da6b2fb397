//! Articles as Typst source: calls of the theme's functions, every word of the author a string literal.

use std::sync::Arc;

use baodian::markdown;
use baodian::markup::typst::{self, PaperLink};
use baodian::source::{Source, Span};

fn body(markdown: &str) -> String {
    let source = Arc::new(Source { path: "a.md".into(), text: markdown.to_owned() });
    let (document, findings) = markdown::parse(&source, Span::new(0, markdown.len()));
    assert!(findings.is_empty(), "{findings:?}");
    let links = vec![PaperLink::Address("https://a.cn/x.mp4".to_owned()); document.links.len()];
    typst::body(&document, &links, 1, "a").text
}

#[test]
fn a_caption_goes_with_its_table() {
    let text = body(":::表 几\"次\"\n| 甲 |\n|---|\n| 一 |\n:::\n");
    assert_eq!(text, "{\nt.captioned-table(\"几\\\"次\\\"\", (auto, ), ({ \"甲\"; }, ), (({ \"一\"; }, ), ))\n}");
}

#[test]
fn a_video_is_an_address_with_its_code_and_a_transcript() {
    let text = body(":::视频 洗手\n地址：https://a.cn/x.mp4\n时长：90秒\n大小：1 MB\n文字稿：搓。\n:::\n");
    let (before, rest) = text.split_once("\"<svg ").expect("a code");
    let (_, after) = rest.split_once("</svg>\"").expect("a whole code");
    assert_eq!(before, "{\nt.video(\"洗手\", \"1分30秒，1 MB\", \"https://a.cn/x.mp4\", ");
    assert_eq!(after, ", {\nt.paragraph({ \"搓。\"; })\n})\n}");
}

#[test]
fn answers_stand_behind_all_questions() {
    let text = body(":::测验\n1. 甲？\n   - [x] 是\n   - [ ] 否\n\n   解析：乙。\n:::\n");
    assert_eq!(
        text,
        "{\nt.exercise(\"做一做\", (({ { \"甲？\"; }\n}, ({ \"是\"; }, { \"否\"; }, )), ), ((\"A\", { { \"乙。\"; }\n}), ))\n}"
    );
}

/// A box of number and unit stands outside the engine's own spacing: the gap is asked for across links and emphasis.
#[test]
fn the_gap_between_han_and_digits_reaches_across_links_and_emphasis() {
    let text = body("满[6月龄](a.md)起，**3天**内。\n");
    assert!(text.contains("{ t.amount(true, false, \"6月龄\")"), "{text}");
    assert!(text.contains("t.important({ t.amount(false, false, \"3天\")"), "no gap after a comma: {text}");
    assert!(body("第**3mg**内\n").contains("t.amount(true, true, \"3mg\")"));
}
