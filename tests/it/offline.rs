//! What readers keep: the lists of the service worker, `export offline`, `export html`.

use std::collections::{BTreeMap, BTreeSet};

use baodian::build::{self, Clock, Memo};
use baodian::model::group::GroupId;
use baodian::output::OutputFile;
use baodian::search;

use crate::harness::{Pages, TempSite, site, tree};

/// The smallest GIF there is.
const DOT: &[u8] = b"GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff!\xf9\x04\x01\x00\x00\x00\x00,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;";

/// Two series, each of a group, and a booklet of the first.
fn sample() -> TempSite {
    let site = site(
        "\
-- site.yaml --
title: 试 & 验
base_url: https://example.org/jk/
groups:
  - {slug: lao, char: 老, title: 老年人, order: 1, who: 老人}
  - {slug: xiao, char: 小, title: 婴幼儿, order: 2, who: 宝宝}
-- content/booklets/ce.yaml --
title: 量血压
subtitle: 在家量
edition: 2026年第1版
series: shouce
-- content/shouce/_series.yaml --
title: 老人手册
groups: [lao]
-- content/shouce/01-xueya.md --
---
title: 量血压
status: in-review
updated: 2026-03-01
---

:::要点
- 坐5分钟。
:::

## 准备

看[注][1]、脚注[^a]、[那一节](#准备)、[下一篇](02-shui.md#怎么睡)、[别的系列](../yuer/01-fushi.md)。

![一张照片](dian.gif)

:::就医 紧急
脸色发紫。
:::

[1]: https://example.org/
[^a]: 一句话。
-- content/shouce/02-shui.md --
---
title: 睡好觉
---

## 怎么睡

早点睡。
-- content/yuer/_series.yaml --
title: 育儿
groups: [xiao]
-- content/yuer/01-fushi.md --
---
title: 第一口辅食
---

米粉。
-- content/pages/about.md --
---
title: 关于
---

介绍。
",
    );
    site.write("content/shouce/dian.gif", DOT);
    site
}

fn json(pages: &Pages, path: &str) -> serde_json::Value {
    serde_json::from_slice(&pages.files[path]).unwrap()
}

#[test]
fn the_worker_is_given_the_version_of_the_site_and_files_that_exist() {
    let site = sample();
    let pages = site.build();
    let script = pages.page("/sw.js");
    let first = script.lines().next().unwrap().strip_prefix("var baodian=").unwrap().trim_end_matches(';');
    let build: serde_json::Value = serde_json::from_str(first).unwrap();
    assert_eq!(build["version"], json(&pages, "offline/files.json")["version"]);
    for list in ["must", "may"] {
        for path in build[list].as_array().unwrap() {
            assert!(pages.files.contains_key(path.as_str().unwrap()), "{path}");
        }
    }
    // The same site is the same build; another word is another one.
    assert_eq!(site.build().files["sw.js"], pages.files["sw.js"]);
    site.write("content/yuer/01-fushi.md", "---\ntitle: 第一口辅食\n---\n\n肉泥。\n");
    assert_ne!(json(&site.build(), "offline/files.json")["version"], build["version"]);
}

#[test]
fn a_group_is_downloaded_with_its_pages_and_pictures_and_says_how_large_it_is() {
    let pages = sample().build();
    let pack = json(&pages, "offline/lao.json");
    let files: BTreeMap<&str, u64> =
        pack["files"].as_array().unwrap().iter().map(|file| (file[0].as_str().unwrap(), file[1].as_u64().unwrap())).collect();
    let own: Vec<&str> = files.keys().copied().filter(|path| !path.starts_with("assets/") && !path.starts_with("search/")).collect();
    assert_eq!(own, ["lao/index.html", "shouce/dian.gif", "shouce/index.html", "shouce/shui/index.html", "shouce/xueya/index.html"]);
    for (path, bytes) in &files {
        assert_eq!(pages.files[path.split('?').next().unwrap()].len() as u64, *bytes, "{path}");
    }
    assert!(pages.page("/lao/").contains("没有网也能看、能搜这3页，最多占<span class=\"nb\">"));
    assert!(pages.page("/xiao/").contains("没有网也能看、能搜这2页"));
}

#[test]
fn of_a_large_index_a_group_keeps_what_tells_where_words_stand_and_its_own_records() {
    let (built, _) = build::assemble(&sample().request(), None, &mut Memo::default(), &mut Clock::new()).unwrap();
    let file = |path: &str, bytes: usize| OutputFile { path: format!("search/{path}"), bytes: vec![b' '; bytes] };
    let kept = |shard: usize| {
        let records = (0..4).map(|number| file(&format!("d/{number}.js"), 10));
        let files = [file("manifest.js", 5), file("s/1-x.js", shard), file("w/1-y.js", 5)].into_iter().chain(records).collect();
        search::kept(&built, &search::Index { files, records_version: "ab12c".to_owned() })
    };
    let paths = |kept: &BTreeMap<GroupId, Vec<(String, usize)>>, group: usize| {
        kept[&GroupId(group)].iter().map(|(path, _)| path.trim_start_matches("search/").to_owned()).collect::<Vec<_>>()
    };
    let large = kept(600 << 10);
    assert_eq!(paths(&large, 0), ["manifest.js", "s/1-x.js", "w/1-y.js", "d/0.js", "d/1.js"]);
    assert_eq!(paths(&large, 1), ["manifest.js", "s/1-x.js", "w/1-y.js", "d/2.js"]);
    assert_eq!(paths(&kept(100), 1), ["manifest.js", "s/1-x.js", "w/1-y.js", "d/0.js", "d/1.js", "d/2.js", "d/3.js"]);
}

#[test]
fn a_group_that_is_downloaded_can_be_searched() {
    let pages = sample().build();
    let all = json(&pages, "offline/files.json");
    let names = |list: &str| -> BTreeSet<String> {
        let files = json(&pages, list)["files"].as_array().unwrap().clone();
        files.iter().map(|file| file[0].as_str().unwrap().to_owned()).filter(|path| path.starts_with("search/")).collect()
    };
    let kept = names("offline/lao.json");
    // A small site comes with all of its index, and its page.
    assert_eq!(
        kept.iter().map(|path| path.split('?').next().unwrap()).collect::<Vec<_>>(),
        pages.paths().into_iter().filter(|path| path.starts_with("search/")).collect::<Vec<_>>()
    );
    assert_eq!(kept, names("offline/xiao.json"));
    // Records are asked for with their version, as the script does.
    let manifest = String::from_utf8_lossy(&pages.files["search/manifest.js"]).into_owned();
    let version = manifest.split_once("\"records\":\"").unwrap().1.split_once('"').unwrap().0;
    assert!(kept.contains(&format!("search/d/0.js?{version}")), "{kept:?}");
    for path in kept.iter().filter(|path| path.ends_with(".js") || path.contains('?')) {
        assert!(all["files"].get(path).is_some(), "{path}");
    }
    // So large as it says, but for the list's own page and what every page runs.
    let told: u64 = json(&pages, "offline/lao.json")["bytes"].as_u64().unwrap();
    let (_, rest) = pages.page("/lao/").split_once("最多占<span class=\"nb\">").unwrap();
    let said: u64 = rest.split_once(" KB").unwrap().0.parse().unwrap();
    let own = pages.files["lao/index.html"].len() as u64;
    assert!(told <= (said << 10) + own + (10 << 10), "{told} bytes, said {said} KB");
}

#[test]
fn addresses_in_the_manifest_are_relative() {
    let pages = sample().build();
    let manifest = json(&pages, "manifest.webmanifest");
    assert_eq!((&manifest["name"], &manifest["start_url"], &manifest["scope"]), (&"试 & 验".into(), &"./".into(), &"./".into()));
    for icon in manifest["icons"].as_array().unwrap() {
        assert!(pages.files.contains_key(icon["src"].as_str().unwrap()), "{icon}");
    }
    assert!(pages.page("/shouce/xueya/").contains("<link rel=\"manifest\" href=\"../../manifest.webmanifest\">"));
    assert!(!pages.page("/sitemap.xml").contains("offline"));
}

/// Every link and source of every page leads to a file that is there, to the web, or stays on the page.
fn assert_closed(files: &BTreeMap<String, Vec<u8>>) {
    for (path, bytes) in files.iter().filter(|(path, _)| path.ends_with(".html")) {
        let html = std::str::from_utf8(bytes).unwrap();
        for value in [" href=\"", " src=\""].iter().flat_map(|name| html.split(name).skip(1)).filter_map(|rest| rest.split('"').next()) {
            let target = value.split(['#', '?']).next().unwrap();
            if target.is_empty() || target.contains(':') {
                continue;
            }
            let mut parts: Vec<&str> = path.split('/').collect();
            parts.pop();
            for part in target.split('/') {
                match part {
                    ".." => _ = parts.pop().unwrap(),
                    "." => {}
                    part => parts.push(part),
                }
            }
            assert!(files.contains_key(&parts.join("/")), "{path} leads to {value}");
        }
    }
}

#[test]
fn a_folder_for_a_stick_holds_the_whole_site_and_needs_no_server() {
    let site = sample();
    let run = site.run(["export", "offline", "--zip"]).success();
    assert!(run.stdout.starts_with("写好了：3 篇文章，"), "{}", run.stdout);
    let files = tree(&site.path("offline"));
    assert_closed(&files);
    let kinds = |ending: &str| files.keys().filter(|path| path.ends_with(ending)).map(String::as_str).collect::<Vec<_>>();
    assert_eq!(kinds(".css").len(), 2, "one for the pages, one for the search");
    assert_eq!((kinds(".webmanifest"), kinds("sw.js"), kinds(".xml")), (vec![], vec![], vec![]));
    let article = String::from_utf8_lossy(&files["site/shouce/xueya/index.html"]);
    assert!(
        article.contains("<link rel=\"stylesheet\" href=\"../../assets/site-")
            && !article.contains("<style>")
            && !article.contains("data-sw")
    );
    assert!(String::from_utf8_lossy(&files["打开.html"]).contains("url=site/index.html"));
    // The archive is the same every time, and holds one folder.
    let archive = std::fs::read(site.path("offline.zip")).unwrap();
    site.run(["export", "offline", "--zip"]).success();
    assert_eq!(std::fs::read(site.path("offline.zip")).unwrap(), archive);
    assert!(archive[30..].starts_with("offline/".as_bytes()));
}

#[test]
fn some_series_come_with_their_own_pages_only() {
    let site = sample();
    site.run(["export", "offline", "老人手册", "--out", "u"]).success();
    let files = tree(&site.path("u"));
    assert_closed(&files);
    let pages: Vec<&str> = files.keys().filter_map(|path| path.strip_prefix("site/")?.strip_suffix("index.html")).collect();
    assert_eq!(pages, ["about/", "", "lao/", "search/", "shouce/", "shouce/shui/", "shouce/xueya/"]);
    let article = String::from_utf8_lossy(&files["site/shouce/xueya/index.html"]);
    assert!(article.contains("、别的系列。"), "a link to what was left out is plain words");
    let found =
        files.iter().filter(|(path, _)| path.starts_with("site/search/")).any(|(_, bytes)| String::from_utf8_lossy(bytes).contains("辅食"));
    assert!(!found, "the search knows nothing of what was left out");
}

#[test]
fn what_cannot_be_exported_is_told() {
    let site = sample();
    let said = |args: &[&str]| {
        let run = site.run_with(args, |_| {});
        (run.code, run.stderr)
    };
    assert_eq!(
        said(&["export", "offline", "shouca"]),
        (2, "错误：没有系列“shouca”。是不是“shouce”？\n  有的是：shouce、yuer\n".to_owned())
    );
    assert_eq!(said(&["export", "html", "cee"]), (2, "错误：没有小册子“cee”。是不是“ce”？有的是：ce\n".to_owned()));
    site.write("bieren/zhaopian.jpg", "x");
    let (code, message) = said(&["export", "offline", "--out", "bieren"]);
    assert!(code == 2 && message.contains("里面有不是本程序生成的文件") && message.contains("zhaopian.jpg"), "{message}");
    assert_eq!(site.read("bieren/zhaopian.jpg"), "x");
    site.write("wenjian", "x");
    let (code, message) = said(&["export", "html", "ce", "--out", "wenjian/li"]);
    assert!(code == 2 && message.starts_with("错误：写不了 "), "{message}");
}

#[test]
fn a_booklet_is_one_page_with_everything_inside() {
    let site = sample();
    let run = site.run(["export", "html", "ce"]).success();
    assert!(run.stdout.starts_with("《量血压》2 篇，") && run.stdout.ends_with(" KB：./html/ce.html\n"), "{}", run.stdout);
    assert_eq!(tree(&site.path("html")).keys().collect::<Vec<_>>(), ["ce.html"]);
    let html = site.read("html/ce.html");
    let article = &html[html.find("<article").unwrap()..html.find("</article>").unwrap()];
    let (before, after) = article.split_once("data:image/gif;base64,").unwrap();
    assert_eq!(
        before,
        r##"<article class="piece" aria-labelledby="a1">
<h2 id="a1">量血压</h2>
<p class="review">尚未经专家审核。</p>
<div class="text">
<div role="group" class="callout key-points" aria-labelledby="a1-box-key-points-1"><p class="callout-title" id="a1-box-key-points-1">先记住三句话</p>
<ul>
<li>坐<span class="nb">5分钟</span>。</li>
</ul>
</div>
<h3 id="a1-准备">准备 <a class="anchor" href="#a1-准备" aria-label="本节链接">#</a></h3>
<p>看<a href="https://example.org/" class="external" rel="noopener noreferrer">注</a>、脚注<sup class="fn"><a href="#a1-fn-1" id="a1-fnref-1" aria-label="注1">1</a></sup>、<a href="#a1-准备">那一节</a>、<a href="#a2-怎么睡">下一篇</a>、<a href="https://example.org/jk/yuer/fushi/" class="external" rel="noopener noreferrer">别的系列</a>。</p>
<figure><img src=""##
    );
    for words in [
        "class=\"callout care-emergency\"",
        "<a href=\"tel:120\">120</a>",
        "<p class=\"dates\">2026年3月1日更新</p>",
        "https://example.org/jk/shouce/xueya/",
    ] {
        assert!(after.contains(words), "{words}\n{after}");
    }
    // Nothing is asked for, every anchor is there once.
    let ids: Vec<&str> = html.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    for anchor in html.split(" href=\"#").skip(1).filter_map(|rest| rest.split('"').next()) {
        assert_eq!(ids.iter().filter(|id| **id == anchor).count(), 1, "#{anchor}");
    }
    assert!(html.split(" src=\"").skip(1).all(|rest| rest.starts_with("data:")));
    assert!(html.contains("@media print") && html.contains("default-src 'none'"));
    site.run(["export", "html", "ce"]).success();
    assert_eq!(site.read("html/ce.html"), html);
}
