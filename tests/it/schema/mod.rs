//! The JSON Schemas say what the program says: the same samples are accepted and refused by both.

mod validator;

use baodian::build::{self, Clock, Memo};
use baodian::diagnostic::{self, Level};
use baodian::schema::{Kind, schema};
use serde_json::Value;

use crate::harness::{empty_site, site};

/// What every sample lives in. A sample takes the place of the file of its kind.
const SITE: &str = "\
-- site.yaml --
title: 试
groups:
  - {slug: lao, char: 老, title: 老年人, order: 1, who: 老人}
-- content/a/_series.yaml --
title: 甲系列
sections:
  - {id: yi, title: 第一部分}
-- content/a/01-jia.md --
---
title: 甲
---

正文。
-- content/booklets/ce.yaml --
title: 册
series: a
-- content/data/sources.yaml --
sources:
  - {id: s1, title: 某某规范}
";

const GOOD: &[(Kind, &str)] = &[
    (Kind::Article, "title: 甲"),
    (Kind::Article, "title: 2026"),
    (Kind::Article, "title: 甲\nnumber: 8\nsection: yi\ngroups: [lao]\nslug: jia-1\nedition: 2024"),
    (Kind::Article, "title: 甲\nnumber:\nsummary:\nage_months: {min: 6, max: 9}"),
    (Kind::Article, "title: 甲\ntags:\nauthors:\nprint:"),
    (Kind::Article, "title: 甲\nmoved_from: [jia-1, b/jia]"),
    (Kind::Article, "title: 甲\nstatus: in-review\nmedical: true\nreviewed_on: 2026-01-15\nreview_due: \"2027-01-15\""),
    (Kind::Article, "title: 甲\nsources: [s1, {id: s1, loc: 第8条}]\nverify: [数字, 12]"),
    (Kind::Article, "title: 甲\nreviewers:\n  - {name: 李医生, title: 主治医师, org: 县医院, date: 2026-01-15}"),
    (Kind::Article, "title: 甲\nmedia:\n  video: {episode: 3, duration: \"04:30\", transcript: true}\nprint: {large_print: true}"),
    (Kind::Article, "title: 甲\neffective: {from: 2026-01-01, region: 福建省}\ncreated: 2026-01-01"),
    (Kind::Site, "title: 试\nbase_url: https://www.example.org/"),
    (Kind::Site, "title: 试\nbase_url: \"\"\nsubtitle:\ncontact: {name: 县计生协, phone: 12345}"),
    (Kind::Site, "title: 试\nrules: {preset: plain, levels: {sentence-long: error, data-unknown: off}}"),
    (Kind::Site, "title: 试\nrules:\nseries:\ntags: [辅食]"),
    (Kind::Site, "title: 试\nsearch: {engine: meilisearch, url: \"https://s.example.org/indexes/baodian\", key: abc}"),
    (Kind::Site, "title: 试\nsearch: {engine: opensearch, url: /api/search}"),
    (Kind::Site, "title: 试\nsearch: {engine: meilisearch, url: \"http://localhost:7700/indexes/baodian\"}"),
    (Kind::Series, "title: 乙\nkind: qa\ndisclaimer: medical\nedition: 2024\ndeclared_total: 66"),
    (Kind::Series, "{}"),
    (Kind::Series, "sections:\n  - {id: yi, title: 第一部分, range: [1, 24]}\ngroups: [all]"),
    (Kind::Booklet, "title: 册\nsize: a5\nseries: a\nedition: 2026年第1版"),
    (Kind::Booklet, "title: 册\nitems: [a/jia]\ngroup: lao"),
    (Kind::Booklet, "title: 册\nseries: [a]\nsize: leaflet-3\nsubtitle: 折页"),
    (Kind::Booklet, "title: 册\nseries: a\nsize: a5-large\nsections:\nnumbers:"),
    (Kind::Booklet, "title: 册\nstatus: planned"),
    (Kind::Booklet, "title: 册\nstatus: planned\nseries: b\nnumbers: [1, 24]\nage_months: {min: 0, max: 6}\nsize: a4-large"),
    (Kind::Synonyms, "groups:"),
    (Kind::Synonyms, "groups:\n  - {canonical: 发热, terms: [发烧, 39], mode: equivalent, group: lao, hidden: true, note: 话}"),
    (Kind::Synonyms, "help:\n  - {kind: urgent, title: 急, first: 打电话。, hotlines: []}\ndistinct: [[甲乙, 丙丁]]"),
    (Kind::Quiz, "title: 题\nquestions:\n  - {question: 问, options: [甲, 2], answers: [甲], explanation: 因, article: a/jia}"),
    (
        Kind::Quiz,
        "title: 题\ngroups: [lao]\nseries: a\nupdated: 2026-01-15\nquestions:\n  - {question: 问, options: [甲, 乙, 丙], choose: 2, answers: [甲, 乙], explanation: 因, article: a/jia, difficulty: hard}",
    ),
    (Kind::Directory, "title: 名录\ntype: family-health"),
    (Kind::Directory, "title: 名录\ntype: nursery\ngroups:\nnotes: 先打电话\nservices: [借书]\nupdated: 2026-01-15"),
    (Kind::Event, "title: 会\ntype: 义诊\nstart: 2026-05-29\nstatus: 结束"),
    (
        Kind::Event,
        "title: 会\ntype: 直播\nstart: 2026-05-29 09:00\nend: 2026-05-29T11:30\nplace: 某地\ncapacity: 30\nstatus: 预告\ntasks: [宣传]",
    ),
    (
        Kind::Calendar,
        "calendar:\n  - {when: 05-15, title: 日}\n  - {when: 06月, title: 月, verify: true}\n  - {when: 06-10所在周, title: 周}",
    ),
    (
        Kind::Calendar,
        "calendar:\n  - {when: 08-01至08-07, title: 周, groups: [lao]}\n  - {when: 05月第二个星期日, title: 节, series: a}\n  - {when: 农历九月初九, title: 节, dates: [2026-10-18]}",
    ),
    (
        Kind::Calendar,
        "calendar: []\nages:\n  - {months: [3, 6], title: 体检, place: 卫生院, source: s1}\n  - {months: [2], title: 疫苗, doses: true, source: s1, verify: true}",
    ),
    (Kind::Glossary, "terms:"),
    (Kind::Glossary, "terms:\n  - {term: 血压, means: 血的压力。, article: a/jia}"),
    (
        Kind::Article,
        "title: 甲\npolicy: {for: 老人, gives: 钱, how: 申请, where: 村里, papers: [户口簿], phone: 0591-26221234, basis: 第8条}",
    ),
    (Kind::Article, "title: 甲\npolicy:"),
];

const BAD: &[(Kind, &str)] = &[
    (Kind::Article, "summary: 没有标题"),
    (Kind::Article, "title: \" \""),
    (Kind::Article, "title: [甲]"),
    (Kind::Article, "title: 甲\ntaggs: [水]"),
    (Kind::Article, "title: 甲\ntags: 水"),
    (Kind::Article, "title: 甲\nnumber: 八"),
    (Kind::Article, "title: 甲\nnumber: \"8\""),
    (Kind::Article, "title: 甲\nnumber: -8"),
    (Kind::Article, "title: 甲\nnumber: 4294967296"),
    (Kind::Article, "title: 甲\nmedical: yes"),
    (Kind::Article, "title: 甲\nstatus: done"),
    (Kind::Article, "title: 甲\nstatus:"),
    (Kind::Article, "title: 甲\nslug: Jia_1"),
    (Kind::Article, "title: 甲\nslug: -jia"),
    (Kind::Article, "title: 甲\nreviewed_on: 2026-13-01"),
    (Kind::Article, "title: 甲\nreviewed_on: 2026年1月15日"),
    (Kind::Article, "title: 甲\ncreated: 2026"),
    (Kind::Article, "title: 甲\nage_months: {from: 6}"),
    (Kind::Article, "title: 甲\nreviewers: [{title: 主治医师}]"),
    (Kind::Article, "title: 甲\nsources: [{loc: 第8条}]"),
    (Kind::Article, "title: 甲\nsources: [{id: s1, page: 3}]"),
    (Kind::Article, "title: 甲\nsources: [12]"),
    (Kind::Site, "subtitle: 没有名字"),
    (Kind::Site, "title: 试\nbase_url: www.example.org"),
    (Kind::Site, "title: 试\nsearch: {engine: solr, url: /api/search}"),
    (Kind::Site, "title: 试\nsearch: {engine: meilisearch}"),
    (Kind::Site, "title: 试\nsearch: {engine: meilisearch, url: \"http://s.example.org/\"}"),
    (Kind::Site, "title: 试\nsearch: {engine: meilisearch, url: //s.example.org/}"),
    (Kind::Site, "title: 试\nbaseurl: https://www.example.org/"),
    (Kind::Site, "title: 试\nrules: {preset: strict}"),
    (Kind::Site, "title: 试\nrules: {levels: {link-missing: maybe}}"),
    (Kind::Site, "title: 试\ngroups: [{slug: lao, title: 老年人}]"),
    (Kind::Series, "kind: magazine"),
    (Kind::Series, "sections: [{id: yi, title: 第一部分, range: [1]}]"),
    (Kind::Series, "sections: [{title: 第一部分}]"),
    (Kind::Series, "declared_total: 很多"),
    (Kind::Booklet, "series: a"),
    (Kind::Booklet, "title: 册\nseries: a\nsize: a4"),
    (Kind::Booklet, "title: 册"),
    (Kind::Booklet, "title: 册\nseries: a\nsize: leaflet3"),
    (Kind::Booklet, "title: 册\nseries: a\nnumbers: 1-24"),
    (Kind::Booklet, "title: 册\nseries: a\nstatus: later"),
    (Kind::Synonyms, "words: []"),
    (Kind::Synonyms, "groups:\n  - {canonical: 发热, terms: [发烧]}"),
    (Kind::Synonyms, "groups:\n  - {canonical: 发热, terms: 发烧, mode: equivalent}"),
    (Kind::Synonyms, "groups:\n  - {canonical: 发热, terms: [发烧], mode: same}"),
    (Kind::Synonyms, "groups:\n  - {canonical: 发热, terms: [发烧], mode: related, hidden: yes}"),
    (Kind::Synonyms, "help:\n  - {kind: urgent, hotlines: []}"),
    (Kind::Quiz, "title: 题"),
    (Kind::Quiz, "title: 题\nquestions: [{question: 问, options: [甲, 乙]}]"),
    (Kind::Quiz, "title: 题\nquestions: [{question: 问, options: [甲, 乙], answer: 甲, answers: [甲]}]"),
    (Kind::Quiz, "title: 题\nquestions: [{question: 问, options: [甲, 乙], answers: [甲], difficulty: 难}]"),
    (Kind::Directory, "title: 名录"),
    (Kind::Directory, "title: 名录\ntype: 小屋"),
    (Kind::Directory, "title: 名录\ntype: sunflower\nnote: 先打电话"),
    (Kind::Event, "title: 会\ntype: 义诊\nstatus: 结束"),
    (Kind::Event, "title: 会\ntype: 讲课\nstart: 2026-05-29\nstatus: 结束"),
    (Kind::Event, "title: 会\ntype: 义诊\nstart: 2026-05-29 09:00+08:00\nstatus: 结束"),
    (Kind::Event, "title: 会\ntype: 义诊\nstart: 2026-05-29\nstatus: 完了"),
    (Kind::Calendar, "calendar: [{title: 日}]"),
    (Kind::Calendar, "calendar: []\nages: [{months: [3], title: 体检}]"),
    (Kind::Calendar, "calendar: []\nages: [{months: 3, title: 体检, source: s1}]"),
    (Kind::Calendar, "calendar: [{when: 五月, title: 日}]"),
    (Kind::Calendar, "calendar: [{when: 05-15, title: 日, verify: 是}]"),
    (Kind::Glossary, "terms: [{term: 血压}]"),
    (Kind::Glossary, "terms: [{term: 血压, mean: 血的压力。}]"),
    (Kind::Article, "title: 甲\npolicy: {who: 老人}"),
    (Kind::Article, "title: 甲\npolicy: {papers: 户口簿}"),
];

/// The errors that the program finds in a site with this sample.
fn findings(kind: Kind, sample: &str) -> String {
    let site = site(SITE);
    match kind {
        Kind::Article => site.write("content/a/01-jia.md", format!("---\n{sample}\n---\n\n正文。\n")),
        Kind::Site => {
            // The group that the rest of the site speaks of.
            let groups = "\ngroups:\n  - {slug: lao, char: 老, title: 老年人, order: 1, who: 老人}\n";
            let more = if sample.contains("groups:") { "\n" } else { groups };
            site.write("site.yaml", format!("{sample}{more}"));
        }
        Kind::Series => site.write("content/a/_series.yaml", sample),
        Kind::Booklet => site.write("content/booklets/ce.yaml", sample),
        Kind::Synonyms => site.write("content/data/synonyms.yaml", sample),
        Kind::Quiz => site.write("content/quiz/ti.yaml", sample),
        Kind::Directory => {
            site.write("content/data/directories/ming.yaml", sample);
            site.write("content/data/directories/ming.csv", "编号,名称,区划代码,县区,状态,核对日期,核对人\n");
        }
        Kind::Event => site.write("content/data/events/hui.yaml", sample),
        Kind::Calendar => site.write("content/data/calendar.yaml", sample),
        Kind::Glossary => site.write("content/data/glossary.yaml", sample),
    }
    let (_, mut found) =
        build::assemble(&site.request(), None, &mut Memo::default(), &mut Clock::new()).unwrap_or_else(|failure| panic!("{failure}"));
    found.retain(|finding| finding.level == Level::Error);
    diagnostic::human(&found, false)
}

fn compare(samples: &[(Kind, &str)], good: bool) {
    for (kind, sample) in samples {
        let rules = schema(*kind);
        let value: Value = serde_yaml::from_str(sample).unwrap();
        let found = findings(*kind, sample);
        assert_eq!(found.is_empty(), good, "the program about {}:\n{sample}\n{found}", kind.name());
        assert_eq!(validator::allows(&rules, &rules, &value), good, "the schema about {}:\n{sample}", kind.name());
    }
}

#[test]
fn what_the_program_reads_the_schema_allows() {
    compare(GOOD, true);
}

#[test]
fn what_the_program_refuses_the_schema_refuses() {
    compare(BAD, false);
}

#[test]
fn every_file_of_this_repository_keeps_to_its_schema() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut count = 0;
    let listing = baodian::content::list(root).unwrap();
    for source in &listing.texts {
        let path = source.path.as_str();
        let (kind, text) = if path == "site.yaml" {
            (Kind::Site, source.text.as_str())
        } else if path.ends_with("/_series.yaml") {
            (Kind::Series, source.text.as_str())
        } else if path.starts_with("content/booklets/") {
            (Kind::Booklet, source.text.as_str())
        } else if path == "content/data/synonyms.yaml" {
            (Kind::Synonyms, source.text.as_str())
        } else if path.starts_with("content/quiz/") {
            (Kind::Quiz, source.text.as_str())
        } else if path.starts_with("content/data/directories/") && path.ends_with(".yaml") {
            (Kind::Directory, source.text.as_str())
        } else if path.starts_with("content/data/events/") {
            (Kind::Event, source.text.as_str())
        } else if path == "content/data/calendar.yaml" {
            (Kind::Calendar, source.text.as_str())
        } else if let Some((front, _)) = source.text.strip_prefix("---\n").and_then(|rest| rest.split_once("\n---\n")) {
            (Kind::Article, front)
        } else {
            continue;
        };
        let rules = schema(kind);
        let value: Value = serde_yaml::from_str(text).unwrap();
        assert!(validator::allows(&rules, &rules, &value), "{path}");
        count += 1;
    }
    assert!(count > 80, "only {count} files");
}

#[test]
fn every_key_is_explained_in_chinese() {
    fn look(path: &str, value: &Value) {
        let Value::Object(map) = value else { return };
        if let Some(words) = map.get("description").and_then(Value::as_str) {
            assert!(words.chars().any(|c| ('\u{4E00}'..='\u{9FFF}').contains(&c)), "{path}: {words}");
        }
        for (name, schema) in map.get("properties").and_then(Value::as_object).into_iter().flatten() {
            assert!(schema.get("description").is_some(), "{path}/{name} is not explained");
        }
        for (key, value) in map {
            look(&format!("{path}/{key}"), value);
        }
    }
    for kind in Kind::ALL {
        look(kind.name(), &schema(kind));
    }
}

#[test]
fn the_command_prints_one_or_all_and_writes_files() {
    let site = empty_site();
    let one: Value = serde_json::from_str(&site.run(["schema", "series"]).success().stdout).unwrap();
    assert_eq!(one, schema(Kind::Series));
    let all: Value = serde_json::from_str(&site.run(["schema"]).success().stdout).unwrap();
    assert_eq!(
        all.as_object().unwrap().keys().collect::<Vec<_>>(),
        ["article", "booklet", "calendar", "directory", "event", "glossary", "quiz", "series", "site", "synonyms"]
    );
    assert_eq!(all["site"], schema(Kind::Site));
    let run = site.run(["schema", "--out", "tishi"]).success();
    let names = Kind::ALL.map(Kind::name);
    assert_eq!(run.stdout, names.map(|name| format!("写好了：tishi/{name}.schema.json\n")).concat());
    let written: Value = serde_json::from_str(&site.read("tishi/booklet.schema.json")).unwrap();
    assert_eq!(written, schema(Kind::Booklet));
    let run = site.run(["schema", "artikel"]);
    assert_eq!((run.code, run.stdout.as_str()), (2, ""));
    assert_eq!(
        run.stderr,
        "错误：“[哪一种]”不能写“artikel”；能写的有：article、site、series、booklet、synonyms、quiz、directory、event、calendar。是不是“article”？\n运行 baodian --help 看全部说明\n"
    );
}
