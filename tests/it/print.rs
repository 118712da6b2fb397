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
fn a_broken_picture_is_reported_with_its_article() {
    let site = site(&TINY.replace("打120。", "![杯子](cup.png)"));
    site.write("content/ka/cup.png", "not a picture");
    let printed = print(&site);
    let finding = printed.diagnostics.iter().find(|finding| finding.code == "picture-unreadable").expect("no finding");
    assert_eq!((finding.place.source.path.as_str(), finding.place.line_column()), ("content/ka/01-blood.md", (24, 1)));
}

#[test]
fn what_only_the_engine_refuses_is_reported_with_its_article() {
    let site = site(&TINY.replace("打120。", "![杯子](cup.svg)"));
    site.write("content/ka/cup.svg", "<svg");
    let printed = print(&site);
    let finding = printed.diagnostics.iter().find(|finding| finding.code == "typeset").expect("no finding");
    assert_eq!((finding.place.source.path.as_str(), finding.place.line_column()), ("content/ka/01-blood.md", (2, 8)));
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
