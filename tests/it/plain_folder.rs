//! A bare folder of Markdown, as people have it already: no `site.yaml`, no front matter, names in Chinese.

use crate::harness::{TempSite, site};
use crate::pictures::drawing;

fn notes() -> TempSite {
    let site = site(
        "\
-- README.md --
# 我的笔记

先看[喂养](喂养/第一口%20辅食.md)，再看[[血压怎么量]]。
-- 喂养/README.md --
# 喂养

这个文件夹讲喂养。
-- 喂养/第一口 辅食.md --
# 第一口辅食

从富铁的米粉开始。一次只加一种。

![一碗米粉](<图 片/米粉.png>)

## 下一步

看[量血压](<../老人/2024/01 血压怎么量.md#准备>)，回[目录](../README.md)，看[这个文件夹](README.md)。
-- 喂养/02-夜奶.md --
夜里还要不要喂？先看月龄。
-- 老人/2024/01 血压怎么量.md --
# 血压怎么量

## 准备

先坐五分钟。[表格](../../表.xlsx)
-- 散文.md --
没有标题的一段话。
-- 表.xlsx --
表格
-- .obsidian/config.md --
不该出现
-- node_modules/x/README.md --
不该出现
",
    );
    site.write("喂养/图 片/米粉.png", drawing(3, 2));
    site
}

#[test]
fn a_bare_folder_becomes_a_site_without_any_finding() {
    let site = notes();
    let built = site.build();
    assert_eq!(site.check(), "");
    assert_eq!(
        built.paths().into_iter().filter(|path| path.ends_with("index.html")).collect::<Vec<_>>(),
        [
            "index.html",
            "lao-ren/2024/index.html",
            "lao-ren/2024/xue-ya-zen-me-liang/index.html",
            "san-wen/index.html",
            "search/index.html",
            "wei-yang/di-yi-kou-fu-shi/index.html",
            "wei-yang/index.html",
            "wei-yang/ye-nai/index.html",
        ]
    );
    assert!(!built.files.keys().any(|path| path.contains("obsidian") || path.contains("node")));
}

#[test]
fn titles_come_from_the_first_heading_or_the_file_name() {
    let built = notes().build();
    for (page, title) in [
        ("/wei-yang/di-yi-kou-fu-shi/", "<h1>第一口辅食</h1>"),
        ("/wei-yang/ye-nai/", "<h1>夜奶</h1>"),
        ("/san-wen/", "<h1>散文</h1>"),
        ("/wei-yang/", "<h1>喂养</h1>"),
        ("/lao-ren/2024/", "<h1>2024</h1>"),
    ] {
        assert!(built.page(page).contains(title), "{page} has no {title}");
    }
}

#[test]
fn the_readme_of_a_folder_stands_above_its_list() {
    let built = notes().build();
    let page = built.page("/wei-yang/");
    let intro = page.find("这个文件夹讲喂养。").unwrap();
    assert!(intro < page.find("第一口辅食").unwrap());
    assert!(!built.files.contains_key("wei-yang/readme/index.html"));
}

#[test]
fn links_between_files_lead_to_their_pages() {
    let page = notes().build().page("/wei-yang/di-yi-kou-fu-shi/").to_owned();
    for link in [
        "<a href=\"../../lao-ren/2024/xue-ya-zen-me-liang/index.html#准备\">量血压</a>",
        "<a href=\"../../index.html\">目录</a>",
        "<a href=\"../index.html\">这个文件夹</a>",
    ] {
        assert!(page.contains(link), "no {link} in\n{page}");
    }
    assert!(notes().build().page("/").contains("先看<a href=\"wei-yang/di-yi-kou-fu-shi/index.html\">喂养</a>"));
    assert!(notes().build().page("/").contains("<a href=\"lao-ren/2024/xue-ya-zen-me-liang/index.html\">血压怎么量</a>"));
}

#[test]
fn pictures_and_files_beside_the_text_come_along() {
    let built = notes().build();
    assert_eq!(built.files["喂养/图 片/米粉.png"], drawing(3, 2));
    assert_eq!(built.files["表.xlsx"], "表格\n".as_bytes());
    let page = built.page("/wei-yang/di-yi-kou-fu-shi/");
    let address = "../../%E5%96%82%E5%85%BB/%E5%9B%BE%20%E7%89%87/%E7%B1%B3%E7%B2%89.png";
    assert!(page.contains(&format!("<img src=\"{address}\" alt=\"一碗米粉\" width=\"3\" height=\"2\"")), "{page}");
}

#[test]
fn the_summary_is_the_first_sentences() {
    let built = notes().build();
    assert!(built.page("/wei-yang/").contains("从富铁的米粉开始。一次只加一种。"));
}

#[test]
fn without_an_address_of_its_own_the_site_has_no_feed_and_no_canonical_link() {
    let built = notes().build();
    assert!(!built.files.keys().any(|path| path.ends_with(".xml")));
    for (path, bytes) in built.files.iter().filter(|(path, _)| path.ends_with(".html")) {
        let page = String::from_utf8_lossy(bytes);
        assert!(!page.contains("rel=\"canonical\"") && !page.contains("feed.xml"), "{path}");
    }
}

#[test]
fn the_site_is_named_after_its_folder() {
    let site = site("-- 我的本子/甲.md --\n# 甲\n\n正文。\n");
    let run = site.run(["--root", "我的本子", "build"]).success();
    assert!(run.stdout.contains("发布好了：1 篇文章"), "{}", run.stdout);
    assert!(site.read("我的本子/public/index.html").contains("<title>我的本子</title>"));
}

#[test]
fn a_broken_link_in_notes_is_a_warning_and_the_text_stays() {
    let site = site("-- 甲.md --\n# 甲\n\n看[乙](没有.md)。\n");
    let built = site.build();
    assert_eq!(built.codes(), ["link-missing"]);
    assert!(built.page("/jia/").contains("<p>看乙。</p>"));
    assert_eq!(site.run(["build"]).code, 0);
    assert_eq!(site.run(["build", "--strict"]).code, 1);
}

#[test]
fn raw_marks_in_notes_are_warnings() {
    let site = site("-- 甲.md --\n# 甲\n\n正文[^a]，看[图](我的 图.png)。\n");
    let pages = site.build();
    assert_eq!(pages.codes(), ["footnote-missing", "link-space"]);
    assert!(pages.page("/jia/").contains("正文[^a]，看[图](我的 图.png)。"));
}

#[test]
fn a_second_build_does_not_read_the_published_site_as_notes() {
    let site = notes();
    site.run(["build"]).success();
    let again = site.run(["build"]).success();
    assert!(again.stdout.contains("新写 0，") && again.stderr.is_empty(), "{}{}", again.stdout, again.stderr);
}

#[test]
fn notes_with_front_matter_of_their_own_build_too() {
    let site = site("-- a/01-x.md --\n---\ntitle: 有文件头\ntags: [水]\n---\n\n正文。\n-- a/02-y.md --\n正文。\n");
    let built = site.build();
    assert_eq!(built.codes(), [""; 0]);
    assert!(built.page("/a/x/").contains("有文件头"));
    assert!(built.page("/tags/shui/").contains("有文件头"));
}
