//! How a page is found again: what search engines and share cards are told, feeds, short and old addresses.

use std::collections::BTreeSet;

use baodian::build::{self, Clock, Memo};
use baodian::pages;
use serde_json::{Value, json};

use crate::harness::{Pages, site};
use crate::page_check::problems;

const SITE: &str = "\
-- site.yaml --
title: 试
base_url: https://example.org/wiki/
publisher: 协会
contact: {name: 办公室, phone: \"0591-1\", address: 福州}
groups:
  - {slug: xiao, char: 小, title: 婴幼儿, order: 1, who: 宝宝}
  - {slug: bie, char: 别, title: 别人, order: 2, who: 别人}
";

/// A site with the settings of `SITE` and the files of `text`.
fn built(text: &str) -> Pages {
    let pages = site(&format!("{SITE}{text}")).build();
    assert_eq!(pages.codes(), [""; 0]);
    assert_eq!(problems(&pages.files, "/wiki/"), [""; 0]);
    pages
}

/// What stands in `<script type="application/ld+json">` of the page at `address`.
fn facts(pages: &Pages, address: &str) -> Vec<Value> {
    let page = pages.page(address);
    let Some((_, rest)) = page.split_once("<script type=\"application/ld+json\">") else { return Vec::new() };
    let (text, _) = rest.split_once("</script>").unwrap();
    let mut value: Value = serde_json::from_str(text).unwrap();
    assert_eq!(value["@context"], "https://schema.org");
    assert_eq!(value.as_object().unwrap().len(), 2);
    serde_json::from_value(value["@graph"].take()).unwrap()
}

/// A breadcrumb list of these names and addresses.
fn way(steps: &[(&str, Option<&str>)]) -> Value {
    let steps = steps.iter().enumerate().map(|(at, (name, address))| match address {
        Some(address) => json!({"@type": "ListItem", "position": at + 1, "name": name, "item": address}),
        None => json!({"@type": "ListItem", "position": at + 1, "name": name}),
    });
    json!({"@type": "BreadcrumbList", "itemListElement": steps.collect::<Vec<_>>()})
}

#[test]
fn a_reviewed_health_article_says_who_reviewed_it_and_when() {
    let pages = built(
        "-- content/shouce/_series.yaml --\ntitle: 手册\ngroups: [xiao]\nsources: [zhinan]\n\
         -- content/data/sources.yaml --\nsources:\n  - {id: zhinan, title: 《指南》}\n\
         -- content/shouce/01-mifen.md --\n---\ntitle: 加辅食\nsummary: 满6月龄加。\ntags: [辅食]\nmedical: true\nsources: [zhinan]\n\
         authors: [{name: 编辑部, role: 整理}]\nreviewers: [{name: 某医生, title: 主任, org: 某院, date: 2026-03-01}]\nreviewed_on: 2026-03-01\nreview_due: 2027-03-01\ncreated: 2026-01-01\nupdated: 2026-02-01\n---\n\n正文。\n",
    );
    let publisher = json!({"@type": "Organization", "name": "协会"});
    assert_eq!(
        facts(&pages, "/shouce/mifen/"),
        [
            json!({
                "@type": "MedicalWebPage",
                "name": "加辅食",
                "description": "满6月龄加。",
                "url": "https://example.org/wiki/shouce/mifen/",
                "inLanguage": "zh-CN",
                "keywords": ["辅食"],
                "citation": ["《指南》"],
                "datePublished": "2026-01-01",
                "dateModified": "2026-02-01",
                "lastReviewed": "2026-03-01",
                "reviewedBy": [{"@type": "Person", "name": "某医生", "jobTitle": "主任", "worksFor": {"@type": "Organization", "name": "某院"}}],
                "publisher": publisher,
            }),
            way(&[
                ("首页", Some("https://example.org/wiki/")),
                ("婴幼儿", Some("https://example.org/wiki/xiao/")),
                ("手册", Some("https://example.org/wiki/shouce/")),
                ("加辅食", None),
            ]),
        ]
    );
}

#[test]
fn an_article_that_is_not_yet_reviewed_claims_no_review_and_no_date_it_lacks() {
    let pages = built(
        "-- content/shouce/01-mifen.md --\n---\ntitle: 加辅食\nsummary: 满6月龄加。\nmedical: true\nstatus: in-review\n\
         reviewers: [{name: 某医生}]\nreviewed_on: 2026-03-01\n---\n\n正文。\n",
    );
    assert_eq!(
        facts(&pages, "/shouce/mifen/")[0],
        json!({
            "@type": "MedicalWebPage",
            "name": "加辅食",
            "description": "满6月龄加。",
            "url": "https://example.org/wiki/shouce/mifen/",
            "inLanguage": "zh-CN",
            "publisher": {"@type": "Organization", "name": "协会"},
        })
    );
}

#[test]
fn a_course_names_its_lessons_and_a_lesson_its_course() {
    let pages = built(
        "-- content/ke/_series.yaml --\ntitle: 课\nkind: course\ndescription: 四节课。\n\
         -- content/ke/01-yi.md --\n---\ntitle: 第一课\nsummary: 说。\n---\n\n正文。\n",
    );
    let address = "https://example.org/wiki/ke/";
    assert_eq!(
        facts(&pages, "/ke/")[0],
        json!({
            "@type": "Course", "name": "课", "description": "四节课。", "url": address, "inLanguage": "zh-CN",
            "provider": {"@type": "Organization", "name": "协会"},
            "hasPart": [{"@type": "LearningResource", "name": "第一课", "url": "https://example.org/wiki/ke/yi/"}],
        })
    );
    let lesson = &facts(&pages, "/ke/yi/")[0];
    assert_eq!(lesson["@type"], json!(["WebPage", "LearningResource"]));
    assert_eq!(lesson["isPartOf"], json!({"@type": "Course", "name": "课", "url": address}));
}

#[test]
fn questions_come_with_their_answers() {
    let pages = built(
        "-- content/wen/_series.yaml --\ntitle: 问答\nkind: qa\n\
         -- content/wen/01-yi.md --\n---\ntitle: 几个月加辅食？\nsummary: 满6月龄加。\nanswer: 满6月龄加。\n---\n\n正文。\n",
    );
    let question =
        |answer: &str| json!([{"@type": "Question", "name": "几个月加辅食？", "acceptedAnswer": {"@type": "Answer", "text": answer}}]);
    assert_eq!(
        facts(&pages, "/wen/")[0],
        json!({"@type": "FAQPage", "name": "问答", "url": "https://example.org/wiki/wen/", "mainEntity": question("满6月龄加。")})
    );
    let page = &facts(&pages, "/wen/yi/")[0];
    assert_eq!(page["@type"], json!(["WebPage", "FAQPage"]));
    assert_eq!(page["mainEntity"], question("满6月龄加。"));
}

#[test]
fn an_event_takes_place_somewhere_at_a_time_of_china() {
    let event = |text: &str| {
        let site = site(&format!(
            "{SITE}-- content/a/01-b.md --\n---\ntitle: 乙\n---\n\n正文。\n-- content/data/events/e.yaml --\ntitle: 课\n{text}"
        ));
        let (built, diagnostics) = build::assemble(&site.request(), None, &mut Memo::default(), &mut Clock::new()).unwrap();
        assert_eq!(diagnostics, []);
        pages::event_json_ld(&built, &built.events[0], Some("https://example.org/wiki/events/e/"))
    };
    let organizer = json!({"@type": "Organization", "name": "协会"});
    assert_eq!(
        event(
            "type: 线下课\nstart: 2026-07-01 09:00\nend: 2026-07-01 11:30\nplace: 社区活动室\nregion: 某县\ntownship: 某镇\nfee: 免费\nstatus: 预告\n"
        ),
        Some(json!({
            "@type": "Event", "name": "课", "url": "https://example.org/wiki/events/e/",
            "startDate": "2026-07-01T09:00:00+08:00", "endDate": "2026-07-01T11:30:00+08:00",
            "eventStatus": "https://schema.org/EventScheduled", "eventAttendanceMode": "https://schema.org/OfflineEventAttendanceMode",
            "location": {"@type": "Place", "name": "社区活动室", "address": "某县某镇"}, "isAccessibleForFree": true, "organizer": organizer,
        }))
    );
    assert_eq!(
        event("type: 直播\nstart: 2026-07-01\nplace: 视频号\nstatus: 取消\n"),
        Some(json!({
            "@type": "Event", "name": "课", "url": "https://example.org/wiki/events/e/", "startDate": "2026-07-01",
            "eventStatus": "https://schema.org/EventCancelled", "eventAttendanceMode": "https://schema.org/OnlineEventAttendanceMode", "organizer": organizer,
        }))
    );
    assert_eq!(event("type: 倡议\nstart: 2026-07-01\nplace: 全省\nstatus: 预告\n"), None);
}

#[test]
fn the_home_page_says_whose_site_it_is() {
    let pages = built("-- content/a/01-b.md --\n---\ntitle: 乙\n---\n\n正文。\n");
    assert_eq!(
        facts(&pages, "/"),
        [
            json!({"@type": "WebSite", "name": "试", "url": "https://example.org/wiki/", "inLanguage": "zh-CN", "publisher": {"@type": "Organization", "name": "协会"}}),
            json!({"@type": "Organization", "name": "协会", "address": "福州", "contactPoint": {"@type": "ContactPoint", "name": "办公室", "telephone": "0591-1"}}),
        ]
    );
}

#[test]
fn every_page_with_a_breadcrumb_says_so_to_search_engines_and_pages_not_to_be_found_say_nothing() {
    let pages =
        built("-- content/a/01-b.md --\n---\ntitle: 乙\ntags: [水]\n---\n\n正文。\n-- content/booklets/ce.yaml --\ntitle: 册\nseries: a\n");
    for path in pages.paths().into_iter().filter(|path| path.ends_with(".html")) {
        let address = format!("/{}", path.strip_suffix("index.html").unwrap_or(path));
        let kinds: Vec<Value> = facts(&pages, &address).iter().map(|fact| fact["@type"].clone()).collect();
        let is_found = !pages.page(&address).contains("noindex");
        let has_breadcrumb = pages.page(&address).contains("class=\"crumb\"");
        assert_eq!(kinds.contains(&json!("BreadcrumbList")), is_found && has_breadcrumb, "{path}");
        assert!(is_found || kinds.is_empty(), "{path}");
    }
}

#[test]
fn a_title_cannot_end_the_element_it_stands_in() {
    let title = "</script><!--<script>";
    let pages = built(&format!("-- content/a/01-b.md --\n---\ntitle: \"{title}\"\n---\n\n正文。\n"));
    assert_eq!(facts(&pages, "/a/b/")[0]["name"], title);
    let page = pages.page("/a/b/");
    let (_, rest) = page.split_once("ld+json\">").unwrap();
    assert!(!rest.split_once("</script>").unwrap().0.contains('<'));
}

#[test]
fn without_an_address_nothing_is_said_that_needs_one() {
    let pages =
        site("-- site.yaml --\ntitle: 试\n-- content/a/01-b.md --\n---\ntitle: 乙\nage_months: {min: 0, max: 3}\n---\n\n正文。\n").build();
    for word in ["ld+json", "og:url", "og:image", "rel=\"alternate\"", "rel=\"canonical\""] {
        assert!(!pages.page("/a/b/").contains(word), "{word}");
    }
    assert_eq!(pages.paths().iter().filter(|path| path.contains("feed")).count(), 0);
}

#[test]
fn a_shared_link_has_a_cover_of_its_own_with_the_seal_of_its_group_and_its_title() {
    let pages = built(
        "-- content/a/01-b.md --\n---\ntitle: 洗手，六步\ngroups: [xiao]\ntags: [水]\n---\n\n正文。\n-- content/a/02-c.md --\n---\ntitle: 丙\ngroups: [bie]\n---\n\n正文。\n",
    );
    let said = |address: &str| {
        let start = |line: &&str| line.starts_with("<meta property=\"og:image");
        pages
            .page(address)
            .lines()
            .filter(start)
            .map(|line| line.trim_start_matches("<meta property=\"og:image").to_owned())
            .collect::<Vec<_>>()
    };
    let path = |address: &str| said(address)[0].split('"').nth(2).unwrap().trim_start_matches("https://example.org/wiki/").to_owned();
    assert_eq!(
        said("/a/b/")[1..],
        ["\" content=\"600\">", "\" content=\"315\">", "\" content=\"印章“小”，下面写着：洗手，六步\">"]
            .iter()
            .zip([":width", ":height", ":alt"])
            .map(|(rest, name)| format!("{name}{rest}"))
            .collect::<Vec<_>>()
    );
    // The picture labels nobody: for a quiet group, and for one without a seal of its own, it is the general one.
    assert_eq!(said("/a/c/")[3], ":alt\" content=\"印章“宝”，下面写着：丙\">");
    assert_eq!(said("/bie/")[3], ":alt\" content=\"印章“宝”，下面写着：别人\">");
    // Pages of other kinds share one.
    assert_eq!(path("/tags/"), path("/"));
    let covers: BTreeSet<String> = ["/", "/a/", "/a/b/", "/a/c/", "/xiao/", "/bie/"].map(path).into();
    assert_eq!(covers.len(), 6);
    for name in &covers {
        let bytes = &pages.files[name];
        let side = |at: usize| u32::from_be_bytes(bytes[at..at + 4].try_into().unwrap());
        assert_eq!((&bytes[..8], side(16), side(20)), (&b"\x89PNG\r\n\x1A\n"[..], 600, 315));
        assert!(bytes.len() <= 13 << 10, "{} bytes", bytes.len());
        // Named by what is in it, and not kept for reading without a network.
        assert!(name.ends_with(&format!("/{}.png", &blake3::hash(bytes).to_hex()[..10])), "{name}");
        assert!(!String::from_utf8_lossy(&pages.files["offline/files.json"]).contains(name.as_str()));
    }
}

#[test]
fn a_json_feed_stands_beside_each_atom_feed() {
    let pages = built(
        "-- content/a/01-b.md --\n---\ntitle: 乙\nsummary: 说。\ntags: [水]\ncreated: 2026-01-01\nupdated: 2026-02-01\n---\n\n正文。\n",
    );
    let feeds = |name: &str| pages.paths().iter().filter_map(|path| path.strip_suffix(name).map(str::to_owned)).collect::<Vec<_>>();
    assert_eq!(feeds("feed.json"), ["a/", "bie/", "", "xiao/"]);
    assert_eq!(feeds("feed.json"), feeds("feed.xml"));
    let feed: Value = serde_json::from_slice(&pages.files["a/feed.json"]).unwrap();
    assert_eq!(
        feed,
        json!({
            "version": "https://jsonfeed.org/version/1.1",
            "title": "a · 试",
            "home_page_url": "https://example.org/wiki/a/",
            "feed_url": "https://example.org/wiki/a/feed.json",
            "language": "zh-CN",
            "authors": [{"name": "协会"}],
            "items": [{
                "id": "https://example.org/wiki/a/b/",
                "url": "https://example.org/wiki/a/b/",
                "title": "乙",
                "content_text": "说。",
                "date_published": "2026-01-01T00:00:00+08:00",
                "date_modified": "2026-02-01T00:00:00+08:00",
                "tags": ["水"],
            }],
        })
    );
    for (address, base) in [("/", ""), ("/xiao/", ""), ("/a/", ""), ("/a/b/", "../")] {
        for (kind, name) in [("atom+xml", "feed.xml"), ("feed+json", "feed.json")] {
            let link = format!("<link rel=\"alternate\" type=\"application/{kind}\" title=\"试\" href=\"{base}{name}\">");
            assert!(pages.page(address).contains(&link), "{address} {link}");
        }
    }
}

#[test]
fn each_month_of_age_has_a_feed_of_what_is_written_for_it() {
    let article = |number: u32, age: &str| {
        format!("-- content/a/0{number}-x{number}.md --\n---\ntitle: 第{number}篇\nage_months: {age}\n---\n\n正文。\n")
    };
    let text: String = [(1, "{min: 0, max: 2}"), (2, "{min: 1, max: 3}"), (3, "{min: 34}"), (4, "{min: 120, max: 216}"), (5, "{}")]
        .into_iter()
        .map(|(number, age)| article(number, age))
        .collect();
    let pages = built(&text);
    let titles = |month: u32| -> Vec<String> {
        let feed: Value = serde_json::from_slice(&pages.files[&format!("yueling/{month}/feed.json")]).unwrap();
        feed["items"].as_array().unwrap().iter().map(|item| item["title"].as_str().unwrap().to_owned()).collect()
    };
    let months = pages.paths().iter().filter(|path| path.starts_with("yueling/") && path.ends_with(".xml")).count();
    assert_eq!(months, 5, "0, 1, 2, 34, 35");
    assert_eq!(titles(0), ["第1篇"]);
    assert_eq!(titles(1), ["第1篇", "第2篇"]);
    assert_eq!(titles(2), ["第2篇"]);
    assert_eq!(titles(35), ["第3篇"]);
    assert!(String::from_utf8_lossy(&pages.files["yueling/0/feed.xml"]).contains("<title>未满1个月 · 试</title>"));
}

const MOVED: &str = "\
-- content/data/addresses.yaml --
addresses:
  - {address: a/jia/, id: a/jia, code: \"2b3c\"}
  - {address: b/lao-di-zhi/, id: yi-hao, code: \"3c4d\"}
  - {address: guanyu/, id: guanyu, code: \"4d5f\"}
-- content/a/01-jia.md --
---
title: 甲 & <b>
moved_from: [jiu, /zui-jiu/]
---

正文。
-- content/a/02-yi.md --
---
title: 乙
moved_from: [yi-hao]
---

正文。
-- content/pages/guanyu.md --
---
title: 关于
---

正文。
";

#[test]
fn a_short_address_leads_on_without_a_script_and_keeps_its_article_when_that_moves() {
    let site = site(&format!("{SITE}{MOVED}"));
    let pages = site.build();
    // The new address of the second article is still to be written down.
    assert_eq!(pages.codes(), ["address-unregistered"]);
    assert_eq!(problems(&pages.files, "/wiki/"), [""; 0]);
    assert_eq!(
        pages.page("/s/2b3c/"),
        "<!doctype html>
<html lang=\"zh-CN\">
<head>
<meta charset=\"utf-8\">
<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">
<meta name=\"color-scheme\" content=\"light dark\">
<meta name=\"robots\" content=\"noindex\">
<meta http-equiv=\"refresh\" content=\"0; url=../../a/jia/index.html\">
<title>甲 &amp; &lt;b&gt; · 试</title>
<link rel=\"icon\" href=\"../../assets/icon-27f2f19f.svg\" type=\"image/svg+xml\">
<link rel=\"canonical\" href=\"https://example.org/wiki/a/jia/\">
</head>
<body>
<main>
<h1><a href=\"../../a/jia/index.html\">甲 &amp; &lt;b&gt;</a></h1>
<p>正在打开这一页。没有打开的话，请点上面的题目。</p>
</main>
<script>if(location.search)location.replace(document.querySelector('a').href+location.search)</script>
</body>
</html>
"
    );
    let list = String::from_utf8(pages.files["_redirects"].clone()).unwrap();
    assert_eq!(
        list,
        "/wiki/a/jiu/ /wiki/a/jia/ 301\n/wiki/b/lao-di-zhi/ /wiki/a/yi/ 301\n/wiki/s/2b3c/ /wiki/a/jia/ 302\n/wiki/s/3c4d/ /wiki/a/yi/ 302\n/wiki/s/4d5f/ /wiki/guanyu/ 302\n/wiki/zui-jiu/ /wiki/a/jia/ 301\n"
    );
    for line in list.lines() {
        let (from, rest) = line.trim_start_matches("/wiki").split_once(" /wiki/").unwrap();
        let to = rest.split_once(' ').unwrap().0;
        assert!(pages.page(from).contains(&format!("<link rel=\"canonical\" href=\"https://example.org/wiki/{to}\">")), "{from}");
        assert!(!String::from_utf8_lossy(&pages.files["sitemap.xml"]).contains(&format!("{from}<")), "{from}");
    }
    assert!(pages.page("/a/jia/").contains("<span>example.org/<wbr>wiki/<wbr>s/<wbr>2b3c</span>"));
    assert!(pages.page("/a/yi/").contains("<span>example.org/<wbr>wiki/<wbr>s/<wbr>3c4d</span>"));
}

const LISTED: &str = "\
-- content/a/01-b.md --
---
title: 乙
---

正文。
-- content/data/directories/xiaowu.yaml --
title: 亲子小屋
type: sunflower
groups: [xiao]
updated: 2026-05-20
-- content/data/directories/xiaowu.csv --
编号,名称,区划代码,县区,乡镇,地址,坐标,电话,开放时间,服务,状态,核对日期,核对人
lj-01,甲小屋,350122,连江县,,某路1号,,,预约开放,,开放,2026-05-01,县计生协
-- content/data/events/yizhen.yaml --
title: 义诊
type: 义诊
groups: [bie]
start: 2026-06-02
place: 卫生院
fee: 免费
status: 预告
contact: 办公室
-- content/data/addresses.yaml --
addresses:
  - {address: a/b/, id: a/b, code: \"2b3b\"}
  - {address: d/jiu/, id: d/jiu, code: \"2b3j\"}
  - {address: d/xiaowu/, id: d/xiaowu, code: \"2b3c\"}
  - {address: d/xiaowu/350122/, id: d/xiaowu/350122, code: \"2b3d\"}
  - {address: d/xiaowu/350999/, id: d/xiaowu/350999, code: \"2b3f\"}
  - {address: events/qunian/, id: events/qunian, code: \"2b3g\"}
  - {address: events/yizhen/, id: events/yizhen, code: \"2b3h\"}
  - {address: quiz/jiu/, id: quiz/jiu, code: \"2b3k\"}
";

#[test]
fn counties_and_events_have_short_addresses_and_what_is_gone_leads_to_its_list() {
    let pages = built(LISTED);
    let shown = |address: &str| {
        let (_, rest) = pages.page(address).split_once("扫一扫，在手机上看这一页<span>").unwrap_or_else(|| panic!("{address} has no code"));
        rest.split_once("</span>").unwrap().0.replace("<wbr>", "")
    };
    let cases = [
        ("/", "example.org/wiki"),
        ("/bie/", "example.org/wiki/bie"),
        ("/a/", "example.org/wiki/a"),
        ("/a/b/", "example.org/wiki/s/2b3b"),
        ("/d/", "example.org/wiki/d"),
        ("/d/xiaowu/", "example.org/wiki/s/2b3c"),
        ("/d/xiaowu/350122/", "example.org/wiki/s/2b3d"),
        ("/events/", "example.org/wiki/events"),
        ("/events/yizhen/", "example.org/wiki/s/2b3h"),
    ];
    for (address, expected) in cases {
        assert_eq!(shown(address), expected);
    }
    // Nobody prints these.
    for address in ["/search/", "/404.html", "/offline.html"] {
        assert!(!pages.page(address).contains("扫一扫"), "{address}");
    }
    let list = String::from_utf8(pages.files["_redirects"].clone()).unwrap();
    assert_eq!(
        list,
        "/wiki/d/jiu/ /wiki/d/ 302\n/wiki/d/xiaowu/350999/ /wiki/d/xiaowu/ 302\n/wiki/events/qunian/ /wiki/events/ 302\n/wiki/quiz/jiu/ /wiki/ 302\n\
         /wiki/s/2b3b/ /wiki/a/b/ 302\n/wiki/s/2b3c/ /wiki/d/xiaowu/ 302\n/wiki/s/2b3d/ /wiki/d/xiaowu/350122/ 302\n/wiki/s/2b3f/ /wiki/d/xiaowu/ 302\n\
         /wiki/s/2b3g/ /wiki/events/ 302\n/wiki/s/2b3h/ /wiki/events/yizhen/ 302\n/wiki/s/2b3j/ /wiki/d/ 302\n/wiki/s/2b3k/ /wiki/ 302\n"
    );
    assert!(pages.page("/s/2b3d/").contains("<h1><a href=\"../../d/xiaowu/350122/index.html\">连江县：亲子小屋</a></h1>"));
    assert!(pages.page("/s/2b3k/").contains("<h1><a href=\"../../index.html\">试</a></h1>"));
}

#[test]
fn an_article_without_a_short_address_shows_its_own() {
    let pages = built("-- content/a/01-b.md --\n---\ntitle: 乙\n---\n\n正文。\n");
    assert!(pages.page("/a/b/").contains("<span>example.org/<wbr>wiki/<wbr>a/<wbr>b</span>"));
    assert!(!pages.files.contains_key("_redirects"));
}

#[test]
fn servers_get_the_same_rules_in_their_own_words() {
    let site = site(&format!("{SITE}{MOVED}"));
    let run = site.run(["export", "redirects"]).success();
    assert!(run.stdout.contains("redirects.nginx.conf") && run.stdout.contains("redirects.caddy"), "{}", run.stdout);
    let nginx = site.read("redirects/redirects.nginx.conf");
    assert_eq!(
        nginx.lines().take(3).collect::<Vec<_>>(),
        [
            "# 放在 server { … } 里：include /etc/nginx/redirects.nginx.conf;",
            "location = /wiki/a/jiu/ { return 301 /wiki/a/jia/; }",
            "location = /wiki/a/jiu { return 301 /wiki/a/jia/; }",
        ]
    );
    let caddy = site.read("redirects/redirects.caddy");
    assert_eq!(
        caddy.lines().take(3).collect::<Vec<_>>(),
        [
            "# 放在网站的花括号里：import /etc/caddy/redirects.caddy",
            "redir /wiki/a/jiu/ /wiki/a/jia/ 301",
            "redir /wiki/a/jiu /wiki/a/jia/ 301"
        ]
    );
}
