//! Booklets that cannot be printed: what the editor is told, and what is made all the same.

use std::fs;

use crate::harness::{TempSite, site};

const DATE: &str = "2026-11-21";

/// Two articles: `bad.yaml` prints both, `good.yaml` the second one only.
const TWO: &str = "\
-- site.yaml --
title: 试验站
-- content/booklets/bad.yaml --
title: 坏的
series: ka
-- content/booklets/good.yaml --
title: 好的
items: [ka/sleep]
-- content/ka/_series.yaml --
title: 卡片
-- content/ka/01-cup.md --
---
title: 杯子
---

![杯子](cup.png)
-- content/ka/02-sleep.md --
---
title: 睡觉
---

一句。
";

/// `TWO` with this picture in the first article.
fn with_picture(name: &str, bytes: &[u8]) -> TempSite {
    let site = site(&TWO.replace("cup.png", name));
    site.write(&format!("content/ka/{name}"), bytes);
    site
}

/// A picture as large as its head says, with nothing behind the head.
fn png(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec();
    bytes.extend(width.to_be_bytes().into_iter().chain(height.to_be_bytes()).chain([8, 2, 0, 0, 0, 0, 0, 0, 0]));
    bytes
}

#[test]
fn the_site_and_the_other_booklets_are_published_without_the_one_that_fails() {
    let site = with_picture("cup.svg", b"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"/>");
    site.run(["build", "--date", DATE]).success();
    assert!(site.path("public/booklets/bad.pdf").exists());
    site.write("content/ka/01-cup.md", "---\ntitle: 杯子\n---\n\n新的一句😀。\n");
    let run = site.run(["build", "--date", DATE]);
    assert_eq!(run.code, 1);
    let told = "有的小册子没有做出来，原因在上面；网站和别的小册子已经发布，没有做出来的不在里面。";
    assert!(run.stderr.contains("glyph-missing") && run.stderr.contains(told), "{}", run.stderr);
    assert!(site.read("public/ka/cup/index.html").contains("新的一句"));
    assert!(site.path("public/booklets/good.pdf").exists());
    assert!(!site.path("public/booklets/bad.pdf").exists(), "the old one does not stay");
    let list = site.read("public/booklets/index.html");
    assert!(list.contains("坏的") && list.contains("good.pdf") && !list.contains("bad.pdf"), "{list}");
}

#[test]
fn a_booklet_that_cannot_be_declared_keeps_nothing_else_back() {
    let site = site(&TWO.replace("items: [ka/sleep]", "items: [ka/gone]").replace("![杯子](cup.png)", "一句。"));
    let run = site.run(["build", "--date", DATE]);
    assert_eq!(run.code, 1);
    assert!(run.stderr.contains("booklet-item-missing"), "{}", run.stderr);
    assert!(site.path("public/booklets/bad.pdf").exists() && site.path("public/ka/cup/index.html").exists());
}

#[test]
fn an_earlier_file_that_could_not_be_replaced_is_named() {
    let site = with_picture("cup.png", &png(10_000, 10_000));
    site.write("pdf/bad.pdf", "of last year");
    let run = site.run(["print", "--date", DATE]);
    assert_eq!(run.code, 1);
    assert!(run.stderr.contains("《坏的》没有排成；./pdf/bad.pdf 还是以前排的，没有动。"), "{}", run.stderr);
    assert_eq!(site.read("pdf/bad.pdf"), "of last year");
    assert!(site.path("pdf/good.pdf").exists());
}

#[test]
fn only_the_booklets_asked_for_are_judged() {
    let site = with_picture("cup.png", &png(10_000, 10_000));
    assert_eq!(site.run(["print", "good", "--date", DATE]).success().stderr, "");
}

#[test]
fn a_picture_that_is_too_large_or_broken_is_told_with_article_and_line() {
    for (name, bytes) in
        [("cup.png", &png(10_000, 10_000)[..]), ("cup.png", &png(9, 9)), ("cup.jpg", b"not a picture"), ("cup.svg", b"<svg")]
    {
        let site = with_picture(name, bytes);
        let finding = format!(
            "错误[picture-unreadable]: 图片 content/ka/{name} 印不了\n --> content/ka/01-cup.md:5:1\n  |\n\
             5 | ![杯子]({name})\n  | ^^^^^^^^^^^^^^^^\n  |\n建议: 用看图软件打开它，长边缩到 4000 像素以内，另存为 PNG 或 JPG 再放进来\n\n"
        );
        let run = site.run(["print", "--date", DATE]);
        assert_eq!((run.code, run.stderr), (1, finding));
        assert!(site.path("pdf/good.pdf").exists() && !site.path("pdf/bad.pdf").exists());
    }
}

#[test]
fn of_a_drawing_that_acts_or_leads_away_only_the_drawing_is_printed() {
    let svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"><script>x</script><image href=\"https://example.org/a.png\"/></svg>";
    let site = with_picture("cup.svg", svg.as_bytes());
    let run = site.run(["print", "bad", "--date", DATE]).success();
    assert!(run.stderr.contains("image-active") && run.stderr.contains(" --> content/ka/01-cup.md:5:1\n"), "{}", run.stderr);
    assert!(site.path("pdf/bad.pdf").exists());
}

#[test]
fn a_place_that_cannot_be_written_is_named() {
    let site = site(TWO.replace("![杯子](cup.png)", "一句。").as_str());
    site.write("taken", "a file");
    let run = site.run(["print", "good", "--date", DATE, "--out", "taken"]);
    assert_eq!((run.code, run.stderr.as_str()), (2, "错误：写不了 taken：那里是一个文件，不是文件夹\n"));
    assert_eq!(fs::read_dir(site.path("")).unwrap().flatten().filter(|entry| entry.file_name() == "pdf").count(), 0);
}

#[test]
fn every_edition_is_printed_locked_and_checked_on_request() {
    let site = site(TWO.replace("![杯子](cup.png)", "一句。").as_str());
    for edition in ["a5", "a5-large", "a4-large", "a6", "a4-sheet", "leaflet-3", "poster", "lesson"] {
        site.run(["print", "good", "--date", DATE, "--edition", edition]).success();
        assert!(site.path(&format!("pdf/good-{edition}.pdf")).exists(), "{edition}");
        site.run(["print", "good", "--date", DATE, "--edition", edition, "--lock"]).success();
        let told = site.run(["print", "good", "--date", DATE, "--edition", edition, "--check"]).success();
        assert!(told.stdout.contains("分页和登记的一样"), "{edition}: {}", told.stdout);
    }
    let run = site.run(["print", "good", "--edition", "b5"]);
    assert_eq!(run.code, 2);
    assert!(run.stderr.contains("不能写“b5”；能写的有：a5、a5-large"), "{}", run.stderr);
}
