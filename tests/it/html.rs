//! Every page of a small site that has all kinds of pages.

use crate::harness::{TempSite, site};
use crate::page_check::problems;
use crate::pictures::drawing;

/// Three articles, two groups, every kind of page.
fn sample(base_url: &str) -> TempSite {
    let site = site(
        "\
-- content/_index.md --
---
title: 首页
---

欢迎。看[第一篇](shouce/01-mifen.md#什么时候加)。
-- content/shouce/_series.yaml --
id: shouce
title: 手册 <b>&\"'
subtitle: 一步一步
groups: [xiao]
declared_total: 2
item_label: 第{n}篇
sections:
  - {id: yi, title: 第一部分}
  - {id: er, title: 第二部分}
  - {id: san, title: 第三部分}
sources: [zhinan]
disclaimer: medical
-- content/shouce/index.md --
---
title: 说明
---

这套手册怎么看。
-- content/shouce/01-mifen.md --
---
title: 第一口<辅食> & \"rice\"
section: yi
tags: [辅食, 铁]
status: in-review
verify: [\"次数待核实 <1>\"]
sources: [zhinan, {id: zhinan, loc: 第3条}]
created: 2026-01-01
updated: 2026-02-01
---

:::要点
- 一
:::

## 什么时候加

看[[第二篇]]。[^1] ![图](tu.png) 第二次[^1]

[^1]: 注。

## 怎么做 {#zuo}

| 甲 | 乙 |
|---|---|
| 1 | 2 |

:::就医 紧急
- 抽搐
:::

- [x] 好了
- [ ] 还没有

> 引用

```yaml
a: \"<b>\"
```
-- content/shouce/02-er.md --
---
title: 第二篇
section: er
groups: [all]
tags: [铁]
sensitive: true
reviewers: [{name: 某医生, title: 主任, org: 某院, date: 2026-01-01}]
---

正文，看[群](/lao/)和[外面](https://example.org/?a=1&b=2)。
-- content/laoren/01-san.md --
---
title: 第三篇
status: archived
---

正文。
-- content/pages/about.md --
---
title: 关于
---

单页。
-- content/data/sources.yaml --
sources:
  - {id: zhinan, title: 《指南》, issuer: 学会, ref: 2022}
-- content/data/hotlines.yaml --
hotlines:
  - {number: \"120\", name: 急救, use: 急病, verified: true}
  - {number: \"12356\", name: 心理援助, use: 难受, hours: 全天, verified: true}
  - {number: \"99999\", name: 没有确认, use: 不显示}
-- content/booklets/ce.yaml --
title: 小册子
series: shouce
-- static/favicon.ico --
图标
",
    );
    site.write("content/shouce/tu.png", drawing(3, 2));
    site.write(
        "site.yaml",
        format!(
            "title: 试 & 验\nsubtitle: 副题\ndescription: 说\nbase_url: {base_url:?}\npublisher: 协会\nicp: 闽ICP备1号\ncontact: {{name: 办公室, phone: \"0591-1\", address: 福州}}\n\
             groups:\n  - {{slug: lao, char: 老, title: 老年人, order: 1, who: 老人, services: [{{name: 食堂, text: 吃饭}}], hotlines: [\"120\"]}}\n  - {{slug: xiao, char: 小, title: 婴幼儿, order: 2, who: 宝宝, muted: true}}\n"
        ),
    );
    site
}

#[test]
fn every_page_of_a_site_is_sound() {
    for (base_url, base) in [("https://example.org/", "/"), ("https://example.org/a/b/", "/a/b/"), ("", "/")] {
        let built = sample(base_url).build();
        assert_eq!(built.codes(), [""; 0]);
        let pages: Vec<&str> = built.paths().into_iter().filter(|path| path.ends_with(".html")).collect();
        assert_eq!(
            pages,
            [
                "404.html",
                "about/index.html",
                "booklets/index.html",
                "index.html",
                "lao/index.html",
                "laoren/index.html",
                "laoren/san/index.html",
                "offline.html",
                "search/index.html",
                "shouce/er/index.html",
                "shouce/index.html",
                "shouce/mifen/index.html",
                "tags/fu-shi/index.html",
                "tags/index.html",
                "tags/tie/index.html",
                "xiao/index.html",
            ]
        );
        assert_eq!(problems(&built.files, base), [""; 0], "with base_url “{base_url}”");
    }
}

#[test]
fn the_smallest_site_is_sound_too() {
    for text in ["-- a.md --\n一句话。\n", "-- site.yaml --\ntitle: 试\n-- content/a/01-b.md --\n---\ntitle: 乙\n---\n正文。\n"] {
        let built = site(text).build();
        assert_eq!(problems(&built.files, "/"), [""; 0]);
    }
}

#[test]
fn headings_never_take_the_ids_of_the_page_around_them() {
    let own = ["main", "hotlines", "hotlines-t", "sources", "verify", "related", "help", "fn-1", "fnref-1", "box-tip-1"];
    let headings: String = own.iter().map(|id| format!("## 标题 {{#{id}}}\n\n正文。\n\n")).collect();
    let site = sample("https://example.org/");
    site.write(
        "content/shouce/02-er.md",
        format!(
            "---\ntitle: 第二篇\nsection: er\nsensitive: true\ntags: [铁]\nstatus: in-review\nverify: [一]\nsources: [zhinan]\nrelated: [about]\n---\n\n{headings}\n注[^1]。\n\n[^1]: 注。\n\n:::提示\n一\n:::\n"
        ),
    );
    let built = site.build();
    assert_eq!(built.codes(), [""; 0]);
    assert_eq!(problems(&built.files, "/"), [""; 0]);
}

#[test]
fn what_authors_write_is_never_markup() {
    let evil = "<script>alert(1)</script>\\\"'&";
    let site = site("-- content/a/_series.yaml --\ntitle: 系列\n");
    site.write(
        "site.yaml",
        format!(
            "title: \"{evil}\"\nsubtitle: \"{evil}\"\ndescription: \"{evil}\"\npublisher: \"{evil}\"\nbase_url: https://example.org/\n"
        ),
    );
    site.write("content/a/01-b.md", format!("---\ntitle: \"{evil}\"\nsummary: \"{evil}\"\ntags: [\"x{evil}\"]\nverify: [\"{evil}\"]\nstatus: in-review\naliases: [\"{evil}\"]\n---\n\n## \\<script>alert(1)\\</script>\n\n`<script>alert(1)</script>` [a](https://example.org/?\"<script>) ![\"><script>](x.png \"<script>\")\n"));
    site.write("content/a/x.png", drawing(3, 2));
    let built = site.build();
    assert_eq!(problems(&built.files, "/"), [""; 0]);
    for (path, bytes) in built.files.iter().filter(|(path, _)| path.ends_with(".html") || path.ends_with(".xml")) {
        assert!(!String::from_utf8_lossy(bytes).contains("<script>alert"), "{path}");
    }
}

#[test]
fn a_hotline_nobody_confirmed_is_not_shown() {
    let built = sample("https://example.org/").build();
    for (path, bytes) in built.files.iter().filter(|(path, _)| path.ends_with(".html")) {
        assert!(!String::from_utf8_lossy(bytes).contains("99999"), "{path}");
    }
}

#[test]
fn an_article_says_where_it_stands() {
    let built = sample("https://example.org/").build();
    assert!(built.page("/shouce/mifen/").contains("尚未经专家审核"));
    assert!(!built.page("/shouce/mifen/").contains("专家已审核"));
    assert!(built.page("/shouce/er/").contains("专家已审核"));
    assert!(built.page("/laoren/san/").contains("旧文章，只供查阅"));
}
