//! The checklist for accessibility, read from what was published.

use crate::harness::{TempSite, site};

fn audit(site: &TempSite) -> (i32, String) {
    let run = site.run(["audit"]);
    (run.code, run.stdout)
}

/// The verdicts, by row.
fn verdicts(table: &str) -> Vec<&str> {
    let rows = table.lines().filter(|line| line.starts_with("| ") && !line.starts_with("| 序号"));
    rows.map(|line| line.split(" | ").nth(3).unwrap()).collect()
}

/// Somebody's own pages: one style sheet in the page, one in a file, and every fault there is.
const FAULTY: &str = "\
-- public/index.html --
<!doctype html>
<html>
<head><meta charset=\"utf-8\"><title>试</title><meta name=\"viewport\" content=\"width=device-width,maximum-scale=1\">
<style>html{font-size:100%}body{font:1em/1.2 serif;color:#777;background:#fff}p{margin:0 0 1em}.pop{position:fixed}a:focus{outline:none}*{transition:all 1s}
a{min-height:30px}</style>
</head>
<body>
<header><span class=\"seal\">老</span></header>
<main><h1>试</h1><h3>跳级</h3>
<dialog open>买药</dialog>
<div onclick=\"x()\">点我</div>
<table><tr><th>一</th></tr></table>
<p><ruby>畲</ruby></p>
<img src=\"a.png\">
<div class=\"callout care-urgent\"><p>发烧</p></div>
<figure class=\"video\"><figcaption>视频</figcaption></figure>
<input type=\"password\">
<a href=\"b/index.html\">乙</a>
</main>
</body></html>
";

#[test]
fn faults_are_counted_and_placed() {
    let site = site(FAULTY);
    let (code, table) = audit(&site);
    assert_eq!(code, 1);
    assert_eq!(
        table,
        "\
# 适老化与无障碍自查表

检查了发布出来的 1 个网页，19 项：通过 0，不通过 19，要人工看 0。

| 序号 | 要求 | 依据 | 结果 | 实测 |
|---|---|---|---|---|
| 1 | 正文字号：标准 18 px，大字 24 px，特大 30 px 以上 | 工信部 1.1 | 不通过 | 标准 16 px，大字 16 px，特大 16 px |
| 2 | 行距 1.3 倍以上；段距是行距的 1.3 倍以上 | 工信部 1.2 | 不通过 | 行距 1.2 倍；大字版段距是行距的 0.83 倍 |
| 3 | 文字和底色的对比度 4.5 以上，浅色、深色、高对比都要 | 工信部 1.3，WCAG 1.4.3 | 不通过 | 1 对颜色不到 4.5 |
| 4 | 不只靠颜色：印章有字，卡片有级别的字 | 工信部 1.4，WCAG 1.4.1 | 不通过 | 2 处只有颜色，没有字 |
| 5 | 点得到的地方：44 px 以上，大字版主要按钮 60 px | 工信部 2.1，WCAG 2.5.8 | 不通过 | 有 1 条样式把高度定在 44 px 以下 |
| 6 | 没有广告、弹窗和浮动的框 | 工信部 | 不通过 | 2 处 |
| 7 | 大字版的入口在前三次 Tab 之内，每一页都有 | 工信部 | 不通过 | 1 页没有，或在三次以后 |
| 8 | 选了大字，翻页还在；网址里带得走（?dz=1） | 工信部 | 不通过 | 翻页以后不会还是大字 |
| 9 | 全部能用键盘；焦点看得见，不被挡住 | 工信部，WCAG 2.1.1、2.4.7、2.4.11 | 不通过 | 4 处 |
| 10 | 能朗读，没有语音时不显示按钮 | 工信部 | 不通过 | 脚本里没有朗读 |
| 11 | 没有验证码、限时和多指手势 | 工信部，WCAG 2.2.1、3.3.8 | 不通过 | 1 处 |
| 12 | 320 px 宽、放大 400%、字距拉开，都不用左右滚动 | WCAG 1.4.10、1.4.12 | 不通过 | 2 处不能放大，或表格没有自己的滚动区 |
| 13 | 每一页写明是中文；生僻字有注音 | WCAG 3.1.1，GB/T 37668 | 不通过 | 2 处没有写明 |
| 14 | 一个大标题，小标题不跳级，有地标和跳转链接，表头写明 | WCAG 1.3.1、2.4.1，GB/T 37668 | 不通过 | 4 处 |
| 15 | 每张图有文字说明；装饰的图写空 | WCAG 1.1.1 | 不通过 | 1 张图没有说明 |
| 16 | 视频有文字稿，写明时长和大小 | WCAG 1.2.1，工信部 | 不通过 | 1 个视频没有文字稿，或没有写时长和大小 |
| 17 | 照顾少动画、高对比和强制配色的设置 | WCAG 2.3.3，GB/T 37668 | 不通过 | 缺 3 处 |
| 18 | 求助电话在每一页的同一个地方 | WCAG 3.2.6 | 不通过 | 没有一页写着求助电话（id=\"hotlines\"） |
| 19 | 印出来能读：正文 12 pt，大字 16 pt，折叠的都打开 | 本站要求 | 不通过 | 没有打印的样式 |

## 不通过的地方

1. 正文字号：标准 18 px，大字 24 px，特大 30 px 以上

   - index.html 的样式

2. 行距 1.3 倍以上；段距是行距的 1.3 倍以上

   - index.html 的样式

3. 文字和底色的对比度 4.5 以上，浅色、深色、高对比都要

   - 4.48：index.html 的样式 body（浅色）#777777 在 #ffffff 上

4. 不只靠颜色：印章有字，卡片有级别的字

   - index.html:8
   - index.html:15

5. 点得到的地方：44 px 以上，大字版主要按钮 60 px

   - index.html 的样式

6. 没有广告、弹窗和浮动的框

   - index.html:10
   - index.html 的样式 .pop

7. 大字版的入口在前三次 Tab 之内，每一页都有

   - index.html

8. 选了大字，翻页还在；网址里带得走（?dz=1）

   - 脚本里没有把选择存起来
   - 脚本里没有读网址里的 dz

9. 全部能用键盘；焦点看得见，不被挡住

   - index.html:11
   - index.html 的样式里没有焦点的样子
   - index.html 的样式 a:focus 去掉了焦点的框
   - ……一共 4 处

11. 没有验证码、限时和多指手势

   - index.html:17

12. 320 px 宽、放大 400%、字距拉开，都不用左右滚动

   - index.html:3
   - index.html:12

13. 每一页写明是中文；生僻字有注音

   - index.html
   - index.html:13

14. 一个大标题，小标题不跳级，有地标和跳转链接，表头写明

   - index.html 没有页头或页脚的地标
   - index.html 开头没有跳到正文的链接
   - index.html:9 小标题从 1 级跳到 3 级
   - ……一共 4 处

15. 每张图有文字说明；装饰的图写空

   - index.html:14

16. 视频有文字稿，写明时长和大小

   - index.html:16

17. 照顾少动画、高对比和强制配色的设置

   - 没有写 prefers-contrast
   - 没有写 forced-colors
   - 会动的样式 *

19. 印出来能读：正文 12 pt，大字 16 pt，折叠的都打开

   - index.html 的样式
"
    );
}

#[test]
fn the_theme_of_this_program_passes_what_files_can_show() {
    let site = site(
        "\
-- site.yaml --
title: 试
base_url: https://example.org/
-- content/data/hotlines.yaml --
hotlines:
  - {number: \"120\", name: 急救, use: 急病, verified: true}
-- content/a/01-b.md --
---
title: 乙
---

:::就医 紧急
- 抽搐
:::

![图](tu.svg)

| 甲 | 乙 |
|---|---|
| 1 | 2 |
-- content/a/tu.svg --
<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1 1\"/>
",
    );
    site.run(["build", "--no-print"]).success();
    let (_, table) = audit(&site);
    let mut seen = verdicts(&table);
    assert_eq!(seen.len(), 19);
    // Reading aloud depends on the theme's script: either a person listens, or it is not there.
    let aloud = seen.remove(9);
    assert!(["要人工看", "不通过"].contains(&aloud), "{table}");
    seen.retain(|verdict| *verdict != "要人工看");
    assert!(seen.iter().all(|verdict| *verdict == "通过"), "{table}");
}

#[test]
fn the_table_can_be_kept_and_read_by_programs() {
    let site = site(FAULTY);
    let run = site.run(["audit", "--out", "自查.md"]);
    assert_eq!((run.code, run.stdout.as_str()), (1, ""));
    assert_eq!(site.read("自查.md"), audit(&site).1);
    let json: serde_json::Value = serde_json::from_str(&site.run(["audit", "--json"]).stdout).unwrap();
    assert_eq!(json.as_array().unwrap().len(), 19);
    assert_eq!(
        json[14],
        serde_json::json!({
            "number": 15, "requirement": "每张图有文字说明；装饰的图写空", "standard": "WCAG 1.1.1", "verdict": "fail",
            "measured": "1 张图没有说明", "places": ["index.html:14"],
        })
    );
}

#[test]
fn without_a_published_site_it_says_what_to_do_first() {
    let site = site("-- a.md --\n甲\n");
    let run = site.run(["audit"]);
    assert_eq!((run.code, run.stderr.as_str()), (2, "错误：找不到 ./public；先运行 baodian build，再检查发布出来的网站\n"));
    std::fs::create_dir(site.path("public")).unwrap();
    let run = site.run(["audit", "--site", "public"]);
    assert_eq!((run.code, run.stderr.as_str()), (2, "错误：public 里没有网页；先运行 baodian build\n"));
}
