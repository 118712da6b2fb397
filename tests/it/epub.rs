//! `export epub`: what is in a book, and that a strict reader finds nothing wrong with it (EPUB 3.3, OCF §4, package
//! document §5, content documents §6, navigation §7).

use std::collections::{BTreeMap, BTreeSet};

use baodian::model::path::{percent_decode, scheme};

use crate::harness::{TempSite, site};
use crate::xml::{self, Element};

/// The smallest GIF there is.
const DOT: &[u8] = b"GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff!\xf9\x04\x01\x00\x00\x00\x00,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;";

fn smallest() -> TempSite {
    site(
        "\
-- site.yaml --
title: 试
base_url: https://example.org/jk/
-- content/booklets/xue.yaml --
title: 量血压
edition: 2026年第1版
items: [shouce/xueya]
-- content/shouce/01-xueya.md --
---
title: 量血压
updated: 2026-03-01
---

坐5分钟。
",
    )
}

/// Two articles in the book and one outside, with everything that leads somewhere and everything that can go wrong.
fn full() -> TempSite {
    let site = site(
        "\
-- site.yaml --
title: 试 & <验>
base_url: https://example.org/jk/
rules: {levels: {image-unreadable: warn}}
-- content/booklets/quan.yaml --
title: 样样都有
items: [shouce/yi, shouce/er, shouce/yi]
-- content/shouce/01-yi.md --
---
title: 一 & <二>
status: in-review
updated: 2026-02-01
reviewed_on: 2026-03-05
---

## 准备

看[注][1]和脚注[^a]，又一次[^a]，[那一节](02-er.md#怎么做)，[外面的](03-san.md#b)，[网站](https://example.org/?a=<1>&b=2)，[册子](/booklets/)，[文件](biao.pdf)。

![点](dian.gif \"题\")

![坏的](huai.png)

![会动的](dong.svg)

:::测验
1. 坐几分钟？
   - [ ] 一分钟
   - [x] 五分钟

   解析：要坐五分钟。
:::

[1]: https://example.org/
[^a]: 脚注里[也有链接](#准备)。
-- content/shouce/02-er.md --
---
title: 二
updated: 2026-01-01
---

## 怎么做

看[前一篇](01-yi.md)。
-- content/shouce/03-san.md --
---
title: 三
---

## b

书外面的。
-- content/shouce/huai.png --
x
-- content/shouce/biao.pdf --
x
-- content/shouce/dong.svg --
<svg xmlns=\"http://www.w3.org/2000/svg\"><script>1</script></svg>
",
    );
    site.write("content/shouce/dian.gif", DOT);
    site
}

/// The book's files in their order, after `export epub`.
fn book(site: &TempSite, id: &str) -> Vec<(String, Vec<u8>)> {
    site.run(["export", "epub", id]).success();
    unzip(&std::fs::read(site.path(&format!("epub/{id}.epub"))).unwrap())
}

fn text<'a>(book: &'a [(String, Vec<u8>)], path: &str) -> &'a str {
    let (_, bytes) = book.iter().find(|(name, _)| name == path).unwrap_or_else(|| panic!("no {path}"));
    std::str::from_utf8(bytes).unwrap()
}

#[test]
fn the_smallest_book_holds_these_files() {
    let site = smallest();
    let run = site.run(["export", "epub"]).success();
    assert!(run.stdout.starts_with("《量血压》1 篇，") && run.stdout.ends_with(" KB：./epub/xue.epub\n"), "{}", run.stdout);
    let book = book(&site, "xue");
    let names: Vec<&str> = book.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(
        names,
        [
            "mimetype",
            "META-INF/container.xml",
            "EPUB/001.xhtml",
            "EPUB/about.xhtml",
            "EPUB/book.css",
            "EPUB/cover.svg",
            "EPUB/cover.xhtml",
            "EPUB/nav.xhtml",
            "EPUB/package.opf"
        ]
    );
    assert_eq!(
        text(&book, "EPUB/001.xhtml"),
        r#"<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" lang="zh-CN" xml:lang="zh-CN">
<head><title>量血压</title><link rel="stylesheet" type="text/css" href="book.css"/></head>
<body epub:type="bodymatter">
<section epub:type="chapter" role="doc-chapter" aria-labelledby="box-title">
<h1 id="box-title">量血压</h1>
<p>坐<span class="nb">5分钟</span>。</p>
<footer class="end">
<p class="dates">2026年3月1日更新</p>
<p>网上的最新内容：<a href="https://example.org/jk/shouce/xueya/">https://example.org/jk/shouce/xueya/</a></p>
</footer>
</section>
</body>
</html>
"#
    );
    assert_eq!(
        text(&book, "EPUB/package.opf"),
        r#"<?xml version="1.0" encoding="utf-8"?>
<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id" xml:lang="zh-CN">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:identifier id="id">urn:uuid:c730ff08-9e9a-8303-9a46-208997881110</dc:identifier>
<dc:title>量血压</dc:title>
<dc:language>zh-CN</dc:language>
<dc:publisher>试</dc:publisher>
<meta property="dcterms:modified">2026-03-01T00:00:00Z</meta>
<meta property="schema:accessMode">textual</meta>
<meta property="schema:accessModeSufficient">textual</meta>
<meta property="schema:accessibilityFeature">structuralNavigation</meta>
<meta property="schema:accessibilityFeature">tableOfContents</meta>
<meta property="schema:accessibilityFeature">readingOrder</meta>
<meta property="schema:accessibilityFeature">displayTransformability</meta>
<meta property="schema:accessibilityHazard">none</meta>
<meta property="schema:accessibilitySummary">全书是可以放大、可以朗读的文字，有目录和分级标题；图片有文字说明；没有声音和视频。</meta>
<meta property="dcterms:conformsTo">EPUB Accessibility 1.1 - WCAG 2.1 Level AA</meta>
<meta property="a11y:certifiedBy">baodian（程序自动检查，没有经过人工评估）</meta>
</metadata>
<manifest>
<item id="f-001.xhtml" href="001.xhtml" media-type="application/xhtml+xml"/>
<item id="f-about.xhtml" href="about.xhtml" media-type="application/xhtml+xml"/>
<item id="f-book.css" href="book.css" media-type="text/css"/>
<item id="f-cover.svg" href="cover.svg" media-type="image/svg+xml" properties="cover-image"/>
<item id="f-cover.xhtml" href="cover.xhtml" media-type="application/xhtml+xml"/>
<item id="f-nav.xhtml" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>
</manifest>
<spine>
<itemref idref="f-cover.xhtml"/>
<itemref idref="f-nav.xhtml"/>
<itemref idref="f-001.xhtml"/>
<itemref idref="f-about.xhtml"/>
</spine>
</package>
"#
    );
    assert_eq!(problems(&book), Vec::<String>::new());
}

#[test]
fn the_same_bytes_come_out_twice_and_the_type_stands_where_readers_look_for_it() {
    let first = smallest();
    let second = smallest();
    first.run(["export", "epub"]).success();
    second.run_with(&["export", "epub"], |command| _ = command.env("TZ", "America/New_York").env("LANG", "de_DE")).success();
    let bytes = |site: &TempSite| std::fs::read(site.path("epub/xue.epub")).unwrap();
    assert_eq!(bytes(&first), bytes(&second));
    // OCF 3.3 §4.2.1: stored, without extra field, first.
    assert_eq!(&bytes(&first)[30..58], b"mimetypeapplication/epub+zip");
}

#[test]
fn links_lead_within_the_book_or_to_full_addresses() {
    let site = full();
    let book = book(&site, "quan");
    assert_eq!(problems(&book), Vec::<String>::new());
    let page = text(&book, "EPUB/001.xhtml");
    for link in [
        "<a href=\"002.xhtml#怎么做\">那一节</a>",
        "<a href=\"https://example.org/jk/shouce/san/#b\">外面的</a>",
        "<a href=\"https://example.org/?a=%3C1%3E&amp;b=2\">网站</a>",
        "<a href=\"https://example.org/jk/booklets/\">册子</a>",
        "<a href=\"https://example.org/jk/shouce/biao.pdf\">文件</a>",
        "<a href=\"#准备\">也有链接</a>",
    ] {
        assert!(page.contains(link), "{link}\n{page}");
    }
    // The article that stands twice is linked to at its first place.
    assert!(text(&book, "EPUB/002.xhtml").contains("<a href=\"001.xhtml\">前一篇</a>"));
}

#[test]
fn pictures_lie_in_the_book_and_those_that_cannot_are_told_in_words() {
    let site = full();
    let book = book(&site, "quan");
    let pictures: Vec<&(String, Vec<u8>)> = book.iter().filter(|(name, _)| name.starts_with("EPUB/pictures/")).collect();
    let still = b"<svg xmlns=\"http://www.w3.org/2000/svg\"></svg>".to_vec();
    assert_eq!(pictures, [&("EPUB/pictures/1.gif".to_owned(), DOT.to_vec()), &("EPUB/pictures/2.svg".to_owned(), still)]);
    let page = text(&book, "EPUB/001.xhtml");
    assert!(
        page.contains("<figure><img src=\"pictures/1.gif\" alt=\"点\" width=\"1\" height=\"1\"/><figcaption>题</figcaption></figure>"),
        "{page}"
    );
    assert!(page.contains("<p>（图：坏的）</p>\n<figure><img src=\"pictures/2.svg\" alt=\"会动的\"/></figure>"), "{page}");
    // Nobody knows whether it flashes.
    assert!(text(&book, "EPUB/package.opf").contains("<meta property=\"schema:accessibilityHazard\">unknown</meta>"));
}

#[test]
fn the_name_of_a_book_changes_with_its_edition_alone() {
    let identifier = |site: &TempSite| {
        let package = text(&book(site, "xue"), "EPUB/package.opf").to_owned();
        package.split_once("urn:uuid:").unwrap().1[..36].to_owned()
    };
    let site = smallest();
    let first = identifier(&site);
    site.write("content/shouce/01-xueya.md", "---\ntitle: 量血压\nupdated: 2026-04-01\n---\n\n坐10分钟。\n");
    assert_eq!(identifier(&site), first);
    site.write("content/booklets/xue.yaml", "title: 量血压\nedition: 2026年第2版\nitems: [shouce/xueya]\n");
    assert_ne!(identifier(&site), first);
}

#[test]
fn every_build_with_booklets_publishes_the_books_too() {
    let site = smallest();
    site.run(["build", "--no-print"]).success();
    assert!(!site.path("public/booklets/xue.epub").exists());
    site.run(["build"]).success();
    site.run(["export", "epub"]).success();
    assert_eq!(std::fs::read(site.path("public/booklets/xue.epub")).unwrap(), std::fs::read(site.path("epub/xue.epub")).unwrap());
}

#[test]
fn an_unknown_book_is_told_with_those_there_are() {
    let site = smallest();
    let run = site.run(["export", "epub", "xui"]);
    assert_eq!((run.code, run.stderr.as_str()), (2, "错误：没有小册子“xui”。是不是“xue”？有的是：xue\n"));
    assert!(!site.path("epub").exists());
}

/// The books of this repository are checked like the small ones.
#[test]
fn the_books_of_this_repository_are_sound() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let site = site("");
    let out = site.path("epub");
    site.run(["--root", root.to_str().unwrap(), "export", "epub", "--out", out.to_str().unwrap()]).success();
    for (name, bytes) in crate::harness::tree(&out) {
        let book = unzip(&bytes);
        assert!(book.len() > 8, "{name}");
        assert_eq!(problems(&book), Vec::<String>::new(), "{name}");
    }
}

/// Everything the standard asks for and this book does not keep.
fn problems(book: &[(String, Vec<u8>)]) -> Vec<String> {
    let mut problems = Vec::new();
    let mut documents: BTreeMap<&str, Vec<Element>> = BTreeMap::new();
    for (path, bytes) in book.iter().filter(|(path, _)| [".xhtml", ".xml", ".opf", ".svg"].iter().any(|ending| path.ends_with(ending))) {
        match xml::elements(&String::from_utf8_lossy(bytes)) {
            Ok(elements) => _ = documents.insert(path, elements),
            Err(problem) => problems.push(format!("{path}: {problem}")),
        }
    }
    package(book, &documents, &mut problems);
    let ids: BTreeMap<&str, BTreeSet<&str>> =
        documents.iter().map(|(path, elements)| (*path, elements.iter().filter_map(|element| element.get("id")).collect())).collect();
    for (path, elements) in documents.iter().filter(|(path, _)| path.ends_with(".xhtml")) {
        let count = elements.iter().filter(|element| element.get("id").is_some()).count();
        if count != ids[path].len() {
            problems.push(format!("{path}: an id is used twice"));
        }
        for element in elements {
            for name in ["aria-labelledby", "aria-describedby"].iter().filter_map(|name| element.get(name)) {
                if !ids[path].contains(name) {
                    problems.push(format!("{path}: nothing is called {name}"));
                }
            }
            if ["script", "iframe", "form", "details", "video", "object"].contains(&element.name.as_str()) {
                problems.push(format!("{path}: <{}>", element.name));
            }
            let Some(address) = element.get("href").or(element.get("src")).filter(|address| scheme(address).is_none()) else { continue };
            let (file, fragment) = address.split_once('#').map_or((address, None), |(file, fragment)| (file, Some(fragment)));
            let target = if file.is_empty() { (*path).to_owned() } else { format!("EPUB/{}", percent_decode(file)) };
            let found = book.iter().any(|(name, _)| *name == target);
            if !found || fragment.is_some_and(|fragment| !ids[target.as_str()].contains(fragment)) {
                problems.push(format!("{path}: {address} leads nowhere"));
            }
        }
    }
    problems
}

/// The manifest names every file once with its type, the spine every page once; one page is the contents.
fn package(book: &[(String, Vec<u8>)], documents: &BTreeMap<&str, Vec<Element>>, problems: &mut Vec<String>) {
    let Some(package) = documents.get("EPUB/package.opf") else { return };
    let of = |name: &str| package.iter().filter(move |element| element.name == name).collect::<Vec<_>>();
    let items = of("item");
    let mut listed: Vec<String> = items.iter().map(|item| format!("EPUB/{}", item.get("href").unwrap())).collect();
    let mut there: Vec<String> =
        book.iter().map(|(name, _)| name.clone()).filter(|name| name.starts_with("EPUB/") && name != "EPUB/package.opf").collect();
    listed.sort();
    there.sort();
    if listed != there {
        problems.push(format!("the manifest lists {listed:?}, in the book are {there:?}"));
    }
    for item in &items {
        let ending = item.get("href").unwrap().rsplit('.').next().unwrap();
        let expected = match ending {
            "xhtml" => "application/xhtml+xml",
            "css" => "text/css",
            "svg" => "image/svg+xml",
            "gif" => "image/gif",
            "png" => "image/png",
            "jpg" => "image/jpeg",
            other => panic!("a file .{other}"),
        };
        if item.get("media-type") != Some(expected) {
            problems.push(format!("{item:?} is not {expected}"));
        }
    }
    let ids: BTreeSet<&str> = items.iter().filter_map(|item| item.get("id")).collect();
    let pages: BTreeSet<&str> =
        items.iter().filter(|item| item.get("media-type") == Some("application/xhtml+xml")).filter_map(|item| item.get("id")).collect();
    let spine: Vec<&str> = of("itemref").iter().filter_map(|item| item.get("idref")).collect();
    if ids.len() != items.len() || spine.len() != pages.len() || spine.iter().copied().collect::<BTreeSet<_>>() != pages {
        problems.push(format!("the spine is {spine:?}, the pages are {pages:?}"));
    }
    for property in ["nav", "cover-image"] {
        if items.iter().filter(|item| item.get("properties") == Some(property)).count() != 1 {
            problems.push(format!("not one {property}"));
        }
    }
}

/// The files of an archive in their order, read from its directory as readers do (APPNOTE 4.3.12).
fn unzip(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let two = |at: usize| usize::from(u16::from_le_bytes([bytes[at], bytes[at + 1]]));
    let four = |at: usize| two(at) + (two(at + 2) << 16);
    let end = bytes.len() - 22;
    assert_eq!(&bytes[end..end + 4], b"PK\x05\x06");
    let mut at = four(end + 16);
    let mut files = Vec::new();
    for _ in 0..two(end + 10) {
        assert_eq!(&bytes[at..at + 4], b"PK\x01\x02");
        assert_eq!((two(at + 12), two(at + 14)), (0, 33), "1980-01-01");
        let (method, packed, size, name) = (two(at + 10), four(at + 20), four(at + 24), two(at + 28));
        let path = String::from_utf8(bytes[at + 46..at + 46 + name].to_vec()).unwrap();
        let local = four(at + 42);
        assert_eq!(&bytes[local..local + 4], b"PK\x03\x04");
        assert_eq!(bytes[local + 30..local + 30 + name], *path.as_bytes());
        let data = &bytes[local + 30 + name + two(local + 28)..][..packed];
        let data = if method == 0 { data.to_vec() } else { miniz_oxide::inflate::decompress_to_vec(data).unwrap() };
        assert_eq!(data.len(), size, "{path}");
        files.push((path, data));
        at += 46 + name + two(at + 30) + two(at + 32);
    }
    files
}
