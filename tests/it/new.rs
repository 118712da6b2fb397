//! What an author starts from: new articles, series and sites, with which `check` finds nothing wrong.

use std::fs;

use baodian::model::date::Date;
use baodian::new::{self, Planned, Refusal};

use crate::harness::{TODAY, TempSite, empty_site, site};

const SITE: &str = "\
-- site.yaml --
title: 试
groups:
  - {slug: lao, char: 老, title: 老年人, order: 1, who: 老人}
-- content/shouce/_series.yaml --
title: 老年手册
groups: [lao]
declared_total: 6
item_label: 第{n}篇
disclaimer: medical
sources: [s1]
sections:
  - {id: yi, title: 吃, range: [1, 3]}
  - {id: er, title: 动, range: [4, 6]}
-- content/shouce/02-xue-ya.md --
---
title: 量血压
status: draft
---

坐五分钟。
-- content/shouce/03-huai.md --
---
title: [坏
---
-- content/zhengce/_series.yaml --
title: 办事
kind: policy
sources: [s1, s2]
-- content/suibi/甲.md --
---
title: 甲
---

没有编号的一篇。
-- content/data/sources.yaml --
sources:
  - {id: s1, title: 某某规范}
  - {id: s2, title: 某某办法}
";

fn planned(site: &TempSite, series: &str, title: &str) -> Planned {
    new::article(&site.root, series, title, Date::parse(TODAY).unwrap()).unwrap_or_else(|refusal| panic!("{refusal:?}"))
}

fn path(site: &TempSite, series: &str, title: &str) -> String {
    planned(site, series, title).file.path
}

fn refused(site: &TempSite, series: &str, title: &str) -> String {
    match new::article(&site.root, series, title, Date::parse(TODAY).unwrap()) {
        Err(Refusal::Words(words)) => words,
        other => panic!("{other:?}"),
    }
}

/// The program answers with exactly this fault and writes nothing.
fn fault<const N: usize>(site: &TempSite, args: [&str; N], words: &str) {
    let before = site.snapshot();
    let run = site.run(args);
    assert_eq!((run.stderr.as_str(), run.stdout.as_str(), run.code), (format!("错误：{words}\n").as_str(), "", 2));
    assert!(site.snapshot() == before);
}

#[test]
fn an_article_has_the_next_number_the_section_and_what_the_series_asks_for() {
    let site = site(SITE);
    let planned = planned(&site, "shouce", "每天走一走");
    assert_eq!(planned.file.path, "content/shouce/04-mei-tian-zou-yi-zou.md");
    assert_eq!((planned.what.as_str(), planned.permalink.as_str()), ("《老年手册》第4篇《每天走一走》", "shouce/mei-tian-zou-yi-zou/"));
    assert_eq!(
        String::from_utf8(planned.file.bytes).unwrap(),
        "\
---
title: 每天走一走
number: 4
section: er
sources: [s1]
medical: true
status: draft
created: 2026-06-01
updated: 2026-06-01
# 下面几项只有您知道：写好内容，去掉行首的“# ”
# summary: 摘要，20 到 80 个字，一两句完整的话
# short_title: 短标题，12 个字以内
# tags: [主题, 一到四个短词]
# aliases: [读者会怎么问, 别的叫法]
# verify: [还没核实的事，一条一句]
---

:::要点
- 读者看完最该记住的一件事。
- 马上能照着做的一件事。
- 什么情况要去找人帮忙。
:::

先用一两句话说清楚这篇讲什么，写给谁看。

## 为什么要紧

用家常话讲道理，一段只讲一件事。

## 怎么做

1. 一步一步写，每步只做一件事。
2. 有数字的地方，写上出处。
"
    );
}

#[test]
fn the_program_says_what_it_wrote_and_what_to_do_next() {
    let site = site(SITE);
    site.remove("content/shouce/03-huai.md");
    let run = site.run(["new", "article", "老年手册", "血压：怎么量？"]).success();
    assert_eq!(
        run.stdout,
        "\
写好了：content/shouce/03-xue-ya-zen-me-liang.md（《老年手册》第3篇《血压：怎么量？》）
接下来：
  1. 用编辑器打开它，照着里面的样子写
  2. 边写边看：baodian serve --drafts，打开 http://127.0.0.1:4000/shouce/xue-ya-zen-me-liang/
  3. 写完把 status: draft 改成 in-review，就会发布，并写明尚未经专家审核
"
    );
    assert_eq!(run.stderr, "");
    let built = site.run(["build", "--drafts", "--strict"]).success();
    assert_eq!(built.stderr, "");
    assert_eq!(site.run(["check", "--strict"]).success().stdout, "没有发现问题。\n");
}

#[test]
fn every_kind_of_series_and_every_awkward_title_checks_clean() {
    let site = site(SITE);
    site.remove("content/shouce/03-huai.md");
    for kind in ["book", "course", "qa", "list", "policy", "event", "page"] {
        site.write(&format!("content/{kind}-x/_series.yaml"), format!("title: 系列\nkind: {kind}\n"));
        for title in [
            "A: b #c",
            "“引号”",
            "'单'\"双\"",
            "[方括号]",
            "true",
            "2026",
            "120急救",
            "100%",
            "C:\\路径",
            "con",
            "* 星",
            "？怎么办",
            "🙂 笑",
        ] {
            site.run(["new", "article", &format!("{kind}-x"), title]).success();
        }
    }
    let built = site.run(["build", "--drafts", "--strict"]).success();
    assert_eq!(built.stderr, "");
    let page = site.read("public-preview/qa-x/c-lu-jing/index.html");
    assert!(page.contains("<h1>C:\\路径</h1>"), "{page}");
}

#[test]
fn a_full_series_offers_the_first_gap_and_then_nothing() {
    let site = site(SITE);
    site.write("content/shouce/06-mo.md", "---\ntitle: 末\n---\n\n正文。\n");
    let planned = planned(&site, "shouce", "新");
    assert_eq!(planned.file.path, "content/shouce/01-xin.md");
    assert_eq!(planned.notes, ["最后一个编号 6 已经有了，用了还空着的第一个：1。要用别的编号，改文件名开头和 number:"]);
    for number in [1, 4, 5] {
        site.write(&format!("content/shouce/0{number}-x{number}.md"), "---\ntitle: 中\n---\n\n正文。\n");
    }
    assert_eq!(
        refused(&site, "shouce", "新"),
        "《老年手册》一共 6 篇，已经齐了，没有空的编号。真要再加，先把 content/shouce/_series.yaml 里的 declared_total 改大"
    );
}

#[test]
fn a_series_without_numbers_stays_without() {
    let site = site(SITE);
    assert_eq!(path(&site, "suibi", "乙"), "content/suibi/yi.md");
    assert_eq!(path(&site, "suibi", "120急救"), "content/suibi/wen-120-ji-jiu.md");
    assert_eq!(path(&site, "content/suibi/", "甲"), "content/suibi/jia-2.md");
}

#[test]
fn a_long_title_makes_a_short_address() {
    let site = site(SITE);
    let path = path(&site, "shouce", &"短标题".repeat(20));
    assert_eq!(path, "content/shouce/04-duan-biao-ti-duan-biao-ti-duan-biao-ti-duan-biao-ti-duan.md");
}

#[test]
fn with_several_documents_the_author_chooses() {
    let site = site(SITE);
    let text = String::from_utf8(planned(&site, "zhengce", "助学").file.bytes).unwrap();
    assert!(text.contains("\n# sources: [s1, s2]\n# verify") && !text.contains("\nsources:") && text.contains("\n## 谁可以办\n"), "{text}");
    assert!(text.contains("\n# effective: {"), "{text}");
}

#[test]
fn what_cannot_be_is_refused_with_a_way_out() {
    let site = site(SITE);
    fault(
        &site,
        ["new", "article", "shuoce", "甲"],
        "没有系列“shuoce”。是不是“shouce”？有的是：shouce（老年手册）、suibi（suibi）、zhengce（办事）",
    );
    fault(&site, ["new", "article", "shouce", " "], "标题是空的；在命令最后写上标题，用引号括起来");
    fault(&site, ["new", "article", "shouce", "？！"], "标题“？！”里没有汉字、字母或数字，起不出文件名；换一个标题");
    fault(
        &site,
        ["new", "series", "老人", "老人"],
        "系列的英文名“老人”不能用：只能用小写英文字母、数字和连字符。它是网址的一部分，例如 lao-ren",
    );
    fault(&site, ["new", "series", "lao", "老人"], "系列的英文名“lao”是人群“老年人”的网址，两个页面会撞在一起；换一个，例如 lao-shouce");
    fault(&site, ["new", "series", "pages", "页"], "系列的英文名“pages”是网站自己用的名字，两个页面会撞在一起；换一个，例如 pages-shouce");
    fault(&site, ["new", "series", "shouce", "页"], "已经有系列“shouce”了：《老年手册》，在 content/shouce/。换一个英文名");
    fault(
        &empty_site(),
        ["new", "series", "a", "甲"],
        "这里没有 site.yaml，还不是一个网站文件夹。要新建一个网站，运行 baodian new site 文件夹名；网站在别处，就在前面加 --root 文件夹",
    );
}

#[test]
fn a_broken_declaration_is_shown_and_nothing_is_written() {
    let site = site(SITE);
    site.write("content/shouce/_series.yaml", "titel: 老年手册\n");
    let before = site.snapshot();
    let run = site.run(["new", "article", "shouce", "新"]);
    assert_eq!((run.code, run.stdout.as_str()), (1, ""));
    assert!(run.stderr.contains("错误[key-unknown]") && run.stderr.ends_with("先改好它们，没有写任何文件。\n"), "{}", run.stderr);
    assert!(site.snapshot() == before);
}

#[test]
fn a_file_in_the_way_is_never_replaced() {
    let site = site(SITE);
    site.write("content/shouce/04-xin.md/x.md", "---\ntitle: 挡路的文件夹\nnumber: 3\n---\n\n正文。\n");
    fault(&site, ["new", "article", "shouce", "新"], "content/shouce/04-xin.md 里已经有东西了，没有动它；换一个新的文件夹名");
}

#[test]
fn a_new_series_checks_clean_and_takes_its_first_article() {
    let site = site(SITE);
    site.remove("content/shouce/03-huai.md");
    let run = site.run(["new", "series", "san-can", "食: 一日三餐"]).success();
    assert_eq!(
        run.stdout,
        "\
写好了：content/san-can/_series.yaml（系列《食: 一日三餐》）
接下来：
  1. 用编辑器打开它，改好里面的项目
  2. 写第一篇文章：baodian new article san-can 文章的标题
  3. 想排在首页前面，把 san-can 写进 site.yaml 的 series:
"
    );
    site.run(["new", "article", "san-can", "早饭"]).success();
    assert_eq!(site.run(["build", "--drafts", "--strict"]).success().stderr, "");
    assert!(site.read("public-preview/san-can/index.html").contains("<h1>食: 一日三餐</h1>"));
    assert!(site.path("content/san-can/01-zao-fan.md").is_file());
}

#[test]
fn a_new_site_builds_without_findings() {
    let place = empty_site();
    let run = place.run(["new", "site", "我的 网站"]).success();
    assert!(run.stdout.starts_with("写好了：新网站在 我的 网站，7 个文件\n"), "{}", run.stdout);
    assert_eq!(place.run(["--root", "我的 网站", "check", "--strict"]).success().stdout, "没有发现问题。\n");
    let built = place.run(["--root", "我的 网站", "build", "--strict"]).success();
    assert!(built.stdout.contains("发布好了：3 篇文章"), "{}", built.stdout);
    for group in ["老", "小", "青", "特", "困", "孤"] {
        assert!(place.read("我的 网站/public/index.html").contains(group));
    }
    let again = place.run(["new", "site", "我的 网站"]);
    assert_eq!((again.code, again.stderr.as_str()), (2, "错误：我的 网站 里已经有东西了，没有动它；换一个新的文件夹名\n"));
}

#[test]
fn an_empty_folder_with_git_takes_a_new_site_and_a_file_does_not() {
    let place = empty_site();
    fs::create_dir_all(place.path(".git")).unwrap();
    place.run(["new", "site", "."]).success();
    assert!(place.path("content/rumen/01-diyipian.md").is_file());
    fault(&place, ["new", "site", "site.yaml"], "已经有 site.yaml 了，没有动它；换一个名字，或者先把它移走");
}
