//! Past one browser's reach: what an engine on a server is loaded with, and how a page is told to ask it.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::harness::{TempSite, site, tree};

const SITE: &str = "\
-- site.yaml --
title: 试
base_url: https://example.org/jk/
groups:
  - {slug: lao, char: 老, title: 老年人, order: 1, who: 老人}
  - {slug: xiao, char: 小, title: 婴幼儿, order: 2, who: 宝宝}
-- content/_index.md --
---
title: 首页
---
首页的话。
-- content/data/hotlines.yaml --
hotlines:
  - {number: \"120\", name: 急救电话, use: 急救, verified: true}
-- content/data/synonyms.yaml --
help:
  - {kind: emergency, title: 情况紧急, first: 先打120。, hotlines: [\"120\"]}
groups:
  - {canonical: 发热, terms: [发烧, 烧起来], mode: equivalent, help_box: emergency}
  - {canonical: 对乙酰氨基酚, terms: [退烧药], mode: oneway}
  - {canonical: 早产儿, terms: [低体重儿], mode: related}
-- content/shouce/_series.yaml --
title: 手册
groups: [xiao]
item_label: 第{n}条
-- content/shouce/01-fare.md --
---
title: 宝宝发热
short_title: 发热
number: 1
tags: [常见病]
keywords: [体温]
aliases: [孩子烫手]
summary: 先量体温。
status: in-review
updated: 2026-03-01
age_months: {min: 6, max: 36}
---

先看精神。

## 量体温

- 夹在腋下。
- 等五分钟。
-- content/pages/shuoming.md --
---
id: shuo_ming
title: 说明
groups: [all]
---

谁都能看。
";

fn feed(site: &TempSite) -> BTreeMap<String, String> {
    site.run(["export", "search-feed"]).success();
    tree(&site.path("search-feed")).into_iter().map(|(path, bytes)| (path, String::from_utf8(bytes).unwrap())).collect()
}

fn value(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

#[test]
fn every_article_becomes_a_line_the_home_text_does_not() {
    let site = site(SITE);
    let run = site.run(["export", "search-feed", "--out", "yinqing"]).success();
    assert_eq!(
        run.stdout,
        ["documents.ndjson", "meilisearch-settings.json", "opensearch-index.json", "help-cards.json", "README.md"]
            .map(|name| format!("写好了：yinqing/{name}\n"))
            .concat()
    );
    assert_eq!(
        String::from_utf8_lossy(&tree(&site.path("yinqing"))["documents.ndjson"]),
        concat!(
            r#"{"id":"shouce_2ffare","path":"shouce/fare/","url":"https://example.org/jk/shouce/fare/","title":"宝宝发热","series":"shouce","series_title":"手册","number":1,"#,
            r#""groups":["xiao"],"group_titles":["婴幼儿"],"tags":["常见病"],"keywords":["体温"],"aliases":["发热","第1条","孩子烫手"],"summary":"先量体温。","#,
            r#""sections":[{"anchor":"","heading":"","text":"先看精神。"},{"anchor":"量体温","heading":"量体温","text":"夹在腋下。\n等五分钟。"}],"#,
            r#""unreviewed":true,"reviewed_on":null,"updated":"2026-03-01","age_months":{"min":6,"max":36}}"#,
            "\n",
            r#"{"id":"shuo_5fming","path":"shuoming/","url":"https://example.org/jk/shuoming/","title":"说明","series":null,"series_title":null,"number":null,"#,
            r#""groups":["lao","xiao"],"group_titles":[],"tags":[],"keywords":[],"aliases":[],"summary":"谁都能看。","#,
            r#""sections":[{"anchor":"","heading":"","text":"谁都能看。"}],"#,
            r#""unreviewed":false,"reviewed_on":null,"updated":null,"age_months":null}"#,
            "\n",
        )
    );
}

#[test]
fn synonyms_keep_their_direction_and_related_words_stay_out() {
    let files = feed(&site(SITE));
    let settings = value(&files["meilisearch-settings.json"]);
    assert_eq!(
        settings["synonyms"],
        json!({"发热": ["发烧", "烧起来"], "发烧": ["发热", "烧起来"], "烧起来": ["发烧", "发热"], "退烧药": ["对乙酰氨基酚"]})
    );
    let index = value(&files["opensearch-index.json"]);
    assert_eq!(
        index["settings"]["analysis"]["filter"]["synonyms"]["synonyms"],
        json!([
            "发烧 => 发烧, 发热, 烧起来",
            "发热 => 发热, 发烧, 烧起来",
            "烧起来 => 烧起来, 发烧, 发热",
            "退烧药 => 退烧药, 对乙酰氨基酚"
        ])
    );
}

#[test]
fn what_is_only_searched_is_never_given_back() {
    let files = feed(&site(SITE));
    let settings = value(&files["meilisearch-settings.json"]);
    let names = |list: &Value| list.as_array().unwrap().iter().map(|name| name.as_str().unwrap().to_owned()).collect::<Vec<_>>();
    let document = value(files["documents.ndjson"].lines().next().unwrap());
    let (searched, shown) = (names(&settings["searchableAttributes"]), names(&settings["displayedAttributes"]));
    let hidden: Vec<&String> = document.as_object().unwrap().keys().filter(|key| !shown.contains(key)).collect();
    assert_eq!(hidden, ["aliases", "keywords"]);
    assert!(searched.contains(&"aliases".to_owned()) && searched.contains(&"keywords".to_owned()));
    let index = value(&files["opensearch-index.json"]);
    assert_eq!(index["mappings"]["_source"]["excludes"], json!(["aliases", "keywords"]));
    let mapped: Vec<&String> = index["mappings"]["properties"].as_object().unwrap().keys().collect();
    let mut written: Vec<&String> = document.as_object().unwrap().keys().collect();
    written.sort();
    assert_eq!(mapped, written);
}

#[test]
fn help_cards_carry_their_words() {
    let files = feed(&site(SITE));
    let cards = json!([{"title": "情况紧急", "first": "先打120。", "phones": [{"number": "120", "name": "急救电话"}], "words": ["发热", "发烧", "烧起来"]}]);
    assert_eq!(value(&files["help-cards.json"]), cards);
}

#[test]
fn the_readme_shows_the_question_that_the_page_asks() {
    let files = feed(&site(SITE));
    let readme = &files["README.md"];
    let question = value(readme.split("```json\n").nth(1).unwrap().split("```").next().unwrap());
    assert_eq!(question["query"]["bool"]["filter"], json!([{"term": {"groups": "xiao"}}]));
    assert_eq!(question["query"]["bool"]["must"][0]["multi_match"]["query"], "宝宝发烧");
    assert!(!readme.contains('%') || !readme.contains("%text%"), "{readme}");
}

#[test]
fn the_same_site_gives_the_same_feed() {
    let site = site(SITE);
    assert_eq!(feed(&site), feed(&site));
}

/// The manifest's `remote` of a site with this line in `site.yaml`; nothing without one.
fn remote(line: &str) -> Value {
    let built = site(&SITE.replace("base_url", &format!("{line}\nbase_url"))).build();
    let script = String::from_utf8(built.files["search/manifest.js"].clone()).unwrap();
    let (_, rest) = script.split_once("','").unwrap();
    let (payload, _) = rest.rsplit_once("',").unwrap();
    value(&payload.replace("\\\\", "\\").replace("\\'", "'"))["remote"].take()
}

#[test]
fn a_page_learns_from_the_manifest_whom_to_ask() {
    let golden = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/golden/search-remote.json");
    let golden: Value = serde_json::from_slice(&std::fs::read(golden).unwrap()).unwrap();
    assert_eq!(remote("publisher: 协会"), Value::Null);
    assert_eq!(remote("search: {engine: meilisearch, url: \"https://s.example.org/indexes/baodian\", key: abc}"), golden["meilisearch"]);
    assert_eq!(remote("search: {engine: opensearch, url: /api/search, key: \"du:kou\"}"), golden["opensearch"]);
}

#[test]
fn every_page_says_where_the_words_go_and_says_nothing_without_a_server() {
    let page = |line: &str| {
        let built = site(&SITE.replace("base_url", &format!("{line}\nbase_url"))).build();
        String::from_utf8(built.files["shuoming/index.html"].clone()).unwrap()
    };
    assert!(
        page("search: {engine: meilisearch, url: \"https://s.example.org/indexes/baodian\"}")
            .contains("在本站搜索的词会发送到 s.example.org。")
    );
    assert!(page("search: {engine: opensearch, url: /api/search}").contains("在本站搜索的词会发送到 本站的服务器。"));
    assert!(!page("publisher: 协会").contains("发送到"));
}

#[test]
fn an_unknown_engine_is_told_with_the_nearest() {
    let site =
        site("-- site.yaml --\ntitle: 试\nsearch: {engine: melisearch, url: /api/search}\n-- content/a.md --\n---\ntitle: 甲\n---\n甲。\n");
    let told = site.check();
    assert!(told.starts_with("错误[value-unknown]: “search.engine”不能写“melisearch”\n"), "{told}");
    assert!(told.contains("建议: 是不是“meilisearch”？能写的有：meilisearch、opensearch\n"), "{told}");
}

#[test]
fn words_travel_encrypted_or_not_at_all() {
    for good in ["https://s.example.org/x", "http://localhost:7700/indexes/b", "http://127.0.0.1/x", "/api/search"] {
        assert_eq!(site(&format!("-- site.yaml --\ntitle: 试\nsearch: {{engine: opensearch, url: \"{good}\"}}\n-- content/a.md --\n---\ntitle: 甲\n---\n甲。\n")).check(), "", "{good}");
    }
    for bad in [
        "http://s.example.org/x",
        "http://localhost.example.org/x",
        "//s.example.org/x",
        "s.example.org/x",
        "/",
        "",
        "https://",
        "https://u:p@s.example.org/",
        "/a?b",
    ] {
        let line = format!("search: {{engine: opensearch, url: \"{bad}\"}}");
        let site = site(&format!("-- site.yaml --\ntitle: 试\n{line}\n-- content/a.md --\n---\ntitle: 甲\n---\n甲。\n"));
        assert_eq!(
            site.check(),
            format!(
                "\
错误[search-url-invalid]: 搜索引擎的网址不能这样写：读者搜的词会在路上被人看到，或者送不到
 --> site.yaml:2:9
  |
2 | {line}
  |         {}
  |
建议: 写成 url: https://search.example.org/indexes/baodian；和网站放在一起的写成 url: /api/search；在自己电脑上试用可以写 http://localhost:7700/…

",
                "^".repeat(line.len() - 8)
            )
        );
    }
}
