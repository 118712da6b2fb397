//! `export`: articles for other people's programs.

use std::collections::BTreeMap;

use crate::harness::{TempSite, site, tree};
use crate::pictures::photograph;

/// Two articles, one of them with everything that leads elsewhere.
fn sample() -> TempSite {
    let site = site(
        "\
-- site.yaml --
title: 试
base_url: https://example.org/jk/
-- content/shouce/01-mifen.md --
---
title: 第一口辅食
status: in-review
---

:::就医 紧急
脸色发紫。
:::

看[量血压](02-xueya.md#准备)。

![一碗米粉](mifen.jpg)
-- content/shouce/02-xueya.md --
---
title: 量血压
id: xueya-1
---

## 准备

坐五分钟。
",
    );
    site.write("content/shouce/mifen.jpg", photograph(40, 30));
    site
}

fn written(site: &TempSite, folder: &str) -> BTreeMap<String, Vec<u8>> {
    tree(&site.path(folder))
}

#[test]
fn an_article_becomes_a_page_to_copy_with_its_pictures_beside_it() {
    let site = sample();
    let run = site.run(["export", "wechat", "mifen"]).success();
    assert_eq!(
        run.stdout,
        "写好了：./wechat/mifen.html（用浏览器打开，全选、复制，粘贴到公众号编辑器）\n  要上传的图片：./wechat/shouce-mifen.jpg\n"
    );
    let files = written(&site, "wechat");
    assert_eq!(files.keys().collect::<Vec<_>>(), ["mifen.html", "shouce-mifen.jpg"]);
    assert_eq!(files["shouce-mifen.jpg"], photograph(40, 30));
    assert_eq!(
        String::from_utf8_lossy(&files["mifen.html"]),
        r##"<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>第一口辅食</title>
</head>
<body>
<p style="user-select:none;-webkit-user-select:none;color:#666666">全选、复制，粘贴到公众号编辑器。标题另外填：第一口辅食</p>
<p style="user-select:none;-webkit-user-select:none;color:#666666">“原文链接”填：https://example.org/jk/shouce/mifen/</p>
<p style="user-select:none;-webkit-user-select:none;color:#666666">图片和这个文件放在一起，粘贴以后没有显示的，一张一张上传。</p>
<p style="margin-top:0;margin-bottom:6px;font-size:14px;line-height:1.7;text-align:left;color:#666666">尚未经专家审核。</p>
<section style="margin-top:0;margin-bottom:20px;border-width:2px;border-style:solid;border-color:#b3001b"><p style="margin-top:0;margin-bottom:0;padding-top:8px;padding-bottom:8px;padding-left:14px;padding-right:14px;background-color:#b3001b;color:#ffffff;font-size:20px;line-height:1.5;font-weight:bold;text-align:left">紧急：马上打120</p>
<section style="padding-top:10px;padding-bottom:2px;padding-left:14px;padding-right:14px"><p style="margin-top:0;margin-bottom:16px;font-size:17px;line-height:1.8;text-align:left">脸色发紫。</p>
</section>
</section>
<p style="margin-top:0;margin-bottom:16px;font-size:17px;line-height:1.8;text-align:left">看量血压<span style="font-size:12px;vertical-align:super">[1]</span>。</p>
<p style="margin-top:0;margin-bottom:6px;text-align:center"><img src="shouce-mifen.jpg" alt="一碗米粉" style="max-width:100%"><span style="font-size:14px;color:#666666">（图片没有显示的话，在这里上传 shouce-mifen.jpg，再删掉这句话）</span></p>
<section style="margin-top:32px;padding-top:12px;border-top-width:1px;border-top-style:solid;border-top-color:#cccccc"><p style="margin-top:0;margin-bottom:6px;font-size:15px;line-height:1.6;font-weight:bold;text-align:left">文中链接</p>
<p style="margin-top:0;margin-bottom:6px;font-size:14px;line-height:1.7;text-align:left;color:#666666">[1] 量血压：https://example.org/jk/shouce/xueya/#%E5%87%86%E5%A4%87</p>
</section>
</body>
</html>
"##
    );
}

#[test]
fn an_article_is_found_by_id_slug_and_path() {
    let site = sample();
    for name in ["xueya-1", "xueya", "content/shouce/02-xueya.md"] {
        site.run(["export", "wechat", name, "--out", "gongzhonghao"]).success();
        assert_eq!(written(&site, "gongzhonghao").keys().collect::<Vec<_>>(), ["xueya.html"], "{name}");
        std::fs::remove_dir_all(site.path("gongzhonghao")).unwrap();
    }
}

#[test]
fn an_unknown_article_is_told_with_the_nearest() {
    let site = sample();
    let run = site.run(["export", "wechat", "xueyo"]);
    assert_eq!((run.code, run.stderr.as_str()), (2, "错误：没有“xueyo”这篇文章（草稿不导出）。是不是“xueya”？\n"));
    assert!(!site.path("wechat").exists());
}

#[test]
fn nothing_is_exported_from_a_site_with_errors() {
    let site = sample();
    site.write("content/shouce/03-huai.md", "---\ntitle: 坏\n---\n\n看[那里](meiyou.md)。\n");
    let run = site.run(["export", "wechat", "mifen"]);
    assert_eq!(run.code, 1);
    assert!(run.stderr.ends_with("发现 1 个错误（link-missing 1）；没有导出。\n"), "{}", run.stderr);
    assert!(!site.path("wechat").exists());
}
