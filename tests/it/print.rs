//! Booklets: typeset, checked, and put on sheets in the order for folding.

use baodian::build::{Memo, Request};
use baodian::diagnostic::Level;
use sha2::{Digest, Sha256};

use crate::harness::{Pages, TempSite, site};

/// Two linked articles and a booklet of them.
pub const TINY: &str = "\
-- site.yaml --
title: 试验站
base_url: https://example.org/jk/
publisher: 某某协会
# 样文故意用代码样子的英文标点
rules: {levels: {punctuation-half-width: off, quote-straight: off}}
-- content/booklets/small.yaml --
title: 小册子
series: ka
-- content/data/hotlines.yaml --
hotlines:
  - {number: '120', name: 急救, use: 有人病重, verified: true}
  - {number: '555', name: 没有拨测过, use: 试, verified: false}
-- content/ka/_series.yaml --
title: 卡片
item_label: 第{n}条
-- content/ka/01-blood.md --
---
title: 血压
status: in-review
verify: [数字等审稿人核对]
---

:::要点
- 一句。
- 二句，*强调*。
- 三句，**重点**。
:::

先看[另一篇](02-sleep.md)，再看[外面](https://example.org/)[^1]。

[^1]: 脚注。

## 怎么量

| 什么 | 怎样 |
|---|---|
| 坐姿 | 坐稳 |

:::就医 紧急
打120。
:::
-- content/ka/02-sleep.md --
---
title: 睡觉
---

#panic(\"不是代码\") `#let x = 1` $a$ <1> \\\\ \" *_~`[]@#。
";

fn print(site: &TempSite) -> Pages {
    let request = Request { print: true, ..site.request() };
    site.build_with(&request, &mut Memo::default())
}

fn contains(bytes: &[u8], words: &str) -> bool {
    bytes.windows(words.len()).any(|window| window == words.as_bytes())
}

#[test]
fn a_booklet_is_an_archive_file_for_screen_readers_and_the_same_every_time() {
    let site = site(TINY);
    let first = print(&site);
    assert_eq!(first.codes(), Vec::<&str>::new(), "{:?}", first.diagnostics);
    let pdf = &first.files["booklets/small.pdf"];
    assert!(pdf.starts_with(b"%PDF-1.7"));
    for words in ["<pdfaid:part>2<", "<pdfaid:conformance>A<", "<pdfuaid:part>1<", "/Lang(zh-CN)"] {
        assert!(contains(pdf, words), "no {words} in the PDF");
    }
    let sheets = &first.files["booklets/small-imposed.pdf"];
    assert!(contains(sheets, "<pdfaid:conformance>B<"));
    // 297 × 210 mm
    assert!(contains(sheets, "841.8898"), "the sheets are not A4");
    assert_eq!(first, print(&site));
}

#[test]
fn a_character_without_glyph_is_reported_where_it_stands() {
    let site = site(&TINY.replace("打120。", "打120😀。"));
    let printed = print(&site);
    assert_eq!(printed.codes(), ["glyph-missing"]);
    let finding = &printed.diagnostics[0];
    assert_eq!(finding.level, Level::Error);
    assert_eq!(finding.place.source.path, "content/ka/01-blood.md");
    assert_eq!(finding.place.line_column(), (24, 5));
    assert!(finding.message.contains("😀"), "{}", finding.message);
    assert!(!printed.files.contains_key("booklets/small.pdf"));
}

#[test]
fn a_picture_without_words_is_reported_where_it_stands() {
    let site = site(&TINY.replace("打120。", "![](cup.svg)"));
    site.write("content/ka/cup.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"/>");
    let printed = print(&site);
    let findings: Vec<_> = printed.diagnostics.iter().filter(|finding| finding.level == Level::Error).collect();
    assert!(!findings.is_empty());
    assert!(findings.iter().all(|finding| finding.code == "image-without-alt"), "{findings:?}");
    assert_eq!(findings[0].place.line_column(), (24, 1));
}

#[test]
fn what_only_the_engine_refuses_is_reported_with_its_article() {
    let site = site(TINY);
    let blocks = include_str!("../../themes/default/print/blocks.typ");
    let picky = "#let paragraph(body) = context { assert(body != \"一句。\", message: \"no\"); par(body) }";
    site.write("themes/default/print/blocks.typ", blocks.replace("#let paragraph(body) = par(body)", picky));
    site.write("content/ka/02-sleep.md", "---\ntitle: 睡觉\n---\n\n一句。\n");
    let printed = print(&site);
    let finding = printed.diagnostics.iter().find(|finding| finding.code == "typeset").expect("no finding");
    assert_eq!((finding.place.source.path.as_str(), finding.place.line_column()), ("content/ka/02-sleep.md", (2, 8)));
    assert!(finding.also[0].0.source.path.starts_with("print/"));
}

#[test]
fn a_site_without_address_prints_without_codes() {
    let site = site(&TINY.replace("base_url: https://example.org/jk/\n", ""));
    assert_eq!(print(&site).codes(), Vec::<&str>::new());
}

#[test]
fn a_mistake_in_the_theme_points_into_the_theme() {
    let site = site(TINY);
    let blocks = include_str!("../../themes/default/print/blocks.typ");
    site.write("themes/default/print/blocks.typ", blocks.replace("#let paragraph(body) = par(body)", "#let paragraph(body) = parr(body)"));
    let printed = print(&site);
    let finding = &printed.diagnostics[0];
    assert_eq!(finding.code, "typeset");
    assert!(finding.message.contains("parr"), "{}", finding.message);
    assert!(!printed.files.contains_key("booklets/small.pdf"));
}

#[test]
fn every_character_of_the_set_can_be_printed() {
    let set = include_str!("../../assets/fonts/charset.txt");
    let lines: Vec<&str> = set.lines().filter(|line| !line.starts_with("# ")).collect();
    let site = site(&TINY.replace("打120。", &format!("~~~~~~~~\n{}\n~~~~~~~~", lines.join("\n"))));
    assert_eq!(print(&site).codes(), Vec::<&str>::new());
}

#[test]
fn the_fonts_are_the_locked_ones() {
    let lock = include_str!("../../assets/fonts/fonts.lock");
    let faces: [(&str, &[u8]); 3] = [
        ("song.woff2", include_bytes!("../../assets/fonts/song.woff2")),
        ("hei.woff2", include_bytes!("../../assets/fonts/hei.woff2")),
        ("kai.woff2", include_bytes!("../../assets/fonts/kai.woff2")),
    ];
    for (name, bytes) in faces {
        let hash: String = Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect();
        assert!(lock.contains(&format!("file: {name}\n    sha256: {hash}\n")), "{name}: {hash}");
    }
    let total: usize = faces.iter().map(|(_, bytes)| bytes.len()).sum();
    assert!(total <= 6 << 20, "{total} bytes of fonts");
}

/// `TINY` with the booklet in this size and this text in its first article.
fn sized(size: &str, text: &str) -> TempSite {
    site(&TINY.replace("title: 小册子\n", &format!("title: 小册子\nsize: {size}\n")).replace("打120。", text))
}

#[test]
fn every_edition_is_an_archive_file_for_screen_readers() {
    for size in ["a5", "a5-large", "a4-large", "a6", "a4-sheet", "leaflet-3", "poster", "lesson"] {
        let printed = print(&sized(size, "打120。"));
        assert_eq!(printed.codes(), Vec::<&str>::new(), "{size}: {:?}", printed.diagnostics);
        let pdf = &printed.files["booklets/small.pdf"];
        assert!(contains(pdf, "<pdfaid:conformance>A<") && contains(pdf, "<pdfuaid:part>1<"), "{size}");
        assert!(contains(pdf, "/Type/ObjStm"), "{size}: not packed");
    }
}

#[test]
fn a_quiz_is_printed_with_its_answers_on_a_page_of_their_own() {
    let site = site(TINY);
    site.write("content/booklets/small.yaml", "title: 竞答单\nsize: quiz\nquiz: ti\n");
    let question = "  - {question: 几分钟？, options: [一, 五], answers: [五], explanation: 五分钟。, article: ka/sleep}\n";
    site.write("content/quiz/ti.yaml", format!("title: 题\nquestions:\n{question}"));
    let printed = print(&site);
    assert_eq!(printed.codes(), Vec::<&str>::new(), "{:?}", printed.diagnostics);
    assert!(contains(&printed.files["booklets/small.pdf"], "/Count 2"));
}

#[test]
fn a_leaflet_has_six_panels_on_two_sides_of_a_sheet() {
    let printed = print(&sized("leaflet-3", "打120。"));
    assert!(contains(&printed.files["booklets/small.pdf"], "/Count 6"));
    let sheets = &printed.files["booklets/small-imposed.pdf"];
    assert!(contains(sheets, "/Count 2") && contains(sheets, "841.8898"));
}

#[test]
fn what_does_not_fit_its_paper_is_reported_with_the_article_and_how_much_is_too_long() {
    let long = format!("打120。\n:::\n\n{}:::提示\n尾。", "量血压之前先坐五分钟。\n\n".repeat(400));
    for size in ["leaflet-3", "a4-sheet", "poster"] {
        let printed = print(&sized(size, &long));
        assert_eq!(printed.codes(), ["booklet-overflow"], "{size}");
        let finding = &printed.diagnostics[0];
        assert_eq!(finding.place.source.path, "content/ka/01-blood.md", "{size}");
        assert!(finding.message.contains("还多出大约"), "{}", finding.message);
    }
}

#[test]
fn a_booklet_with_a_mistake_does_not_keep_the_others_back() {
    let site = site(TINY);
    site.write("content/booklets/broken.yaml", "title: 坏的\nitems: [ka/nothing]\n");
    let run = site.run(["print"]);
    assert_eq!(run.code, 1);
    assert!(run.stderr.contains("booklet-item-missing"), "{}", run.stderr);
    assert!(site.path("pdf/small.pdf").exists());
    assert!(!site.path("pdf/broken.pdf").exists());
}

#[test]
fn unreviewed_articles_can_be_left_out_and_the_booklet_says_so() {
    let site = site(TINY);
    let all = site.run(["print", "--out", "all"]).success();
    let reviewed = site.run(["print", "--reviewed-only"]).success();
    assert!(all.stdout.contains("《小册子》6 页") && reviewed.stdout.contains("《小册子》5 页"), "{}{}", all.stdout, reviewed.stdout);
}

#[test]
fn five_thousand_footnotes_are_printed() {
    let notes: String = (0..5000).map(|n| format!("字[^n{n}]\n\n[^n{n}]: 注\n\n")).collect();
    assert_eq!(print(&sized("a5", &format!("打120。\n:::\n\n{notes}:::提示\n尾。"))).codes(), ["booklet-thick"]);
}

#[test]
fn long_words_wide_tables_and_skipped_headings_are_printed() {
    let word = "Pneumonoultramicroscopicsilicovolcanoconiosis";
    let row = |cell: &str| format!("|{}\n", format!("{cell}|").repeat(12));
    let text = format!("打120，{word}{word}\n:::\n\n#### 跳级\n\n{}{}{}\n:::提示\n尾", row("甲"), row("---"), row(word));
    assert_eq!(print(&sized("a5", &text)).codes(), Vec::<&str>::new());
}
