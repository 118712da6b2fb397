//! A new series: its folder with `_series.yaml`.

use std::path::Path;

use crate::model::config::Config;
use crate::model::slug::{SITE_PAGES, refusal, slug};
use crate::new::shelf::shelves;
use crate::new::{Planned, Refusal, declared, title, yaml};
use crate::output::OutputFile;

/// Folders of `content/` that hold something else than a series.
const FOLDERS: [&str; 3] = ["pages", "booklets", "data"];

/// Plans the series `id` with the name `wanted`.
///
/// # Errors
/// When the site cannot be read, or `id` is no address or is taken.
pub fn series(root: &Path, id: &str, wanted: &str) -> Result<Planned, Refusal> {
    let (folder, texts) = declared(root)?;
    let config = folder.config.as_ref().map(|declared| declared.value.clone()).unwrap_or_default();
    if let Some(reason) = refusal(id) {
        let better = slug(id);
        let example = if better == id || refusal(&better).is_some() { "lao-ren" } else { better.as_str() };
        return Err(Refusal::Words(format!("系列的英文名“{id}”不能用：{reason}。它是网址的一部分，例如 {example}")));
    }
    let group = config.groups.iter().find(|group| group.slug == id);
    if SITE_PAGES.contains(&id) || FOLDERS.contains(&id) || group.is_some() {
        let why = group.map_or_else(|| "是网站自己用的名字".to_owned(), |group| format!("是人群“{}”的网址", group.title));
        return Err(Refusal::Words(format!("系列的英文名“{id}”{why}，两个页面会撞在一起；换一个，例如 {id}-shouce")));
    }
    if let Some(shelf) = shelves(&folder, &texts).iter().find(|shelf| shelf.id == id || shelf.path == id) {
        return Err(Refusal::Words(format!("已经有系列“{id}”了：《{}》，在 content/{}/。换一个英文名", shelf.title(), shelf.path)));
    }
    let title = title(wanted)?;
    Ok(Planned {
        file: OutputFile { path: format!("content/{id}/_series.yaml"), bytes: file(id, &title, &config).into_bytes() },
        what: format!("系列《{title}》"),
        permalink: format!("{id}/"),
        notes: Vec::new(),
    })
}

fn file(id: &str, title: &str, config: &Config) -> String {
    let groups: Vec<String> = config.groups.iter().map(|group| format!("{}（{}）", group.slug, group.title)).collect();
    let groups = if groups.is_empty() { String::new() } else { format!("，只给某些人看就写 {}", groups.join("、")) };
    format!(
        "\
# 一个系列的设置。行首有“#”的是说明，或者还没有用上的项目。
id: {id}
title: {}
# subtitle: 名称下面的一行
# description: 讲什么，一两句话
# 怎么读：book 从头读，course 课程，qa 问答，list 条目，policy 办事，event 活动，page 散页
kind: book
# 给谁看：所有人写 [all]{groups}
groups: [all]
# 一共该有多少篇，页面会显示“已发布 n/12”
# declared_total: 12
item_label: 第{{n}}篇
# 文末的固定说明：general 一般知识，medical 健康建议，tcm 传统养生，legal 政策，crisis 危急求助，none 没有
disclaimer: general
# sections:
#   - {{id: diyi, title: 第一部分, range: [1, 6]}}
#   - {{id: dier, title: 第二部分, range: [7, 12]}}
",
        yaml::text(title)
    )
}
