//! Directories, events, the days of the year and a child's age: their pages, calendars and visiting cards.

use crate::harness::{Pages, TempSite, site};
use crate::page_check::problems;

/// Two counties, three events, some days, an article by age. Built on 2026-06-01.
fn sample(base_url: &str) -> TempSite {
    let site = site(
        "\
-- content/shouce/_series.yaml --
title: 手册
groups: [xiao]
-- content/shouce/01-fushi.md --
---
title: 辅食
age_months: {min: 6, max: 9}
---

看[名录](/d/xiaowu/)、[连江](/d/xiaowu/350122/)、[活动](/events/)、[义诊](/events/yizhen/)、[日子](/rili/)、[月龄](/yueling/)。
-- content/data/sources.yaml --
sources:
  - {id: zhinan, title: 《指南》}
-- content/data/directories/xiaowu.yaml --
title: 亲子小屋 <名录>
type: sunflower
groups: [xiao]
notes: 去以前先打电话。
updated: 2026-05-20
-- content/data/directories/xiaowu.csv --
编号,名称,区划代码,县区,乡镇,地址,坐标,电话,开放时间,服务,状态,核对日期,核对人
lj-01,\"甲小屋, \"\"海边\"\"\",350122,连江县,凤城镇,某路1号,\"119.5383,26.1974\",0591-26221234转801、0591-26221235,周一至周五 8:30-12:00、14:30-17:30,亲子活动,开放,2026-05-01,县计生协
lj-02,乙小屋,350122,连江县,,某路2号,,,预约开放,,关闭,2025-05-01,县计生协
lj-03,丙小屋,350122,连江县,,连江县某路3号,,,周六 9:00-11:30,亲子活动,暂停,2025-05-31,县计生协
ys-01,丁小屋,350525,永春县,,某路4号,,,每天 0:00-24:00,亲子活动,开放,2026-05-01,县计生协
-- content/data/events/yizhen.yaml --
title: 义诊；量血压, 免费
type: 义诊
groups: [lao]
start: 2026-06-02 07:30
end: 2026-06-02 11:00
place: 卫生院一楼
township: 凤城镇
region: 连江县
fee: 免费
capacity: 50
contact: 县计生协办公室 0591-26221234
signup: 不用报名，直接来。早上空腹，带上最近的化验单和正在吃的药的药盒。
status: 预告
-- content/data/events/xuanchuan.yaml --
title: 宣传周
type: 宣传
start: 2026-06-30
end: 2026-07-02
place: 各村
status: 取消
-- content/data/events/jiangzuo.yaml --
title: 讲座
type: 直播
start: 2026-05-01 19:00
place: 村里
replay: https://example.org/回放
status: 结束
-- content/data/calendar.yaml --
calendar:
  - {when: 06月, title: 宣传月, groups: [all]}
  - {when: 06-10所在周, title: 预防跌倒周, groups: [lao], series: shouce}
  - {when: 07-11, title: 人口日}
  - {when: 06-06, title: 没有核实的日子, verify: true}
ages:
  - {months: [3, 6], title: 检查, place: 卫生院, source: zhinan}
  - {months: [2, 72], title: 疫苗, doses: true, source: zhinan}
  - {months: [1], title: 没有核实的针, source: zhinan, verify: true}
",
    );
    site.write(
        "site.yaml",
        format!(
            "title: 试\nbase_url: {base_url:?}\ngroups:\n  - {{slug: lao, char: 老, title: 老年人, order: 1, who: 老人}}\n  - {{slug: xiao, char: 小, title: 婴幼儿, order: 2, who: 宝宝}}\n"
        ),
    );
    site
}

fn built() -> Pages {
    let built = sample("https://example.org/").build();
    assert_eq!(built.codes(), ["facility-unverified", "facility-unverified"], "{}", baodian::diagnostic::human(&built.diagnostics, false));
    built
}

#[test]
fn every_page_of_places_and_days_is_sound() {
    for (base_url, base) in [("https://example.org/", "/"), ("https://example.org/a/b/", "/a/b/"), ("", "/")] {
        let built = sample(base_url).build();
        let own: Vec<&str> = built
            .paths()
            .into_iter()
            .filter(|path| ["d/", "events", "rili", "yueling/index"].iter().any(|of| path.starts_with(of)))
            .collect();
        assert_eq!(
            own,
            [
                "d/index.html",
                "d/xiaowu/350122/index.html",
                "d/xiaowu/350525/index.html",
                "d/xiaowu/index.html",
                "d/xiaowu/lj-01.vcf",
                "d/xiaowu/lj-03.vcf",
                "d/xiaowu/ys-01.vcf",
                "events.ics",
                "events/index.html",
                "events/jiangzuo/index.html",
                "events/jiangzuo/jiangzuo.ics",
                "events/xuanchuan/index.html",
                "events/xuanchuan/xuanchuan.ics",
                "events/yizhen/index.html",
                "events/yizhen/yizhen.ics",
                "rili.ics",
                "rili/index.html",
                "yueling/index.html",
            ]
        );
        assert_eq!(problems(&built.files, base), [""; 0], "with base_url “{base_url}”");
    }
}

#[test]
fn a_visiting_card_says_where_and_when() {
    assert_eq!(
        built().page("/d/xiaowu/lj-01.vcf"),
        "BEGIN:VCARD\r
VERSION:4.0\r
KIND:org\r
FN:甲小屋\\, \"海边\"\r
ORG:甲小屋\\, \"海边\"\r
TEL;TYPE=work:0591-26221234转801\r
TEL;TYPE=work:0591-26221235\r
ADR;TYPE=work:;;凤城镇某路1号;连江县;福建省;;中国\r
X-GCJ02:119.5383\\,26.1974\r
NOTE:亲子小屋 <名录> 连江县凤城镇某路1号\\n周一至周五 8:\r
 30-12:00、14:30-17:30\\n2026年5月1日核对\r
URL:https://example.org/d/xiaowu/350122/#lj-01\r
REV:20260501T000000Z\r
END:VCARD\r
"
    );
}

#[test]
fn the_calendar_of_what_lies_ahead_is_in_order_and_keeps_what_was_called_off() {
    assert_eq!(
        built().page("/events.ics"),
        "BEGIN:VCALENDAR\r
VERSION:2.0\r
PRODID:-//baodian//zh-CN\r
CALSCALE:GREGORIAN\r
METHOD:PUBLISH\r
X-WR-CALNAME:试 · 活动\r
BEGIN:VEVENT\r
UID:event-yizhen@example.org\r
DTSTAMP:20260601T233000Z\r
DTSTART:20260601T233000Z\r
DTEND:20260602T030000Z\r
SUMMARY:义诊；量血压\\, 免费\r
LOCATION:连江县 凤城镇 卫生院一楼\r
DESCRIPTION:免费\\n不用报名，直接来。早上空腹，带上最近\r
 的化验单和正在吃的药的药盒。\r
URL:https://example.org/events/yizhen/\r
STATUS:CONFIRMED\r
END:VEVENT\r
BEGIN:VEVENT\r
UID:event-xuanchuan@example.org\r
DTSTAMP:20260629T160000Z\r
DTSTART;VALUE=DATE:20260630\r
DTEND;VALUE=DATE:20260703\r
SUMMARY:宣传周\r
LOCATION:各村\r
URL:https://example.org/events/xuanchuan/\r
STATUS:CANCELLED\r
END:VEVENT\r
END:VCALENDAR\r
"
    );
}

#[test]
fn the_days_of_the_year_are_those_somebody_confirmed() {
    let days = built().page("/rili.ics").to_owned();
    let lines: Vec<&str> = days.lines().filter(|line| ["UID", "DTSTART", "DTEND"].iter().any(|name| line.starts_with(name))).collect();
    assert_eq!(
        lines,
        [
            "UID:day-2026-xuan-chuan-yue@example.org",
            "DTSTART;VALUE=DATE:20260601",
            "DTEND;VALUE=DATE:20260701",
            "UID:day-2026-yu-fang-die-dao-zhou@example.org",
            "DTSTART;VALUE=DATE:20260608",
            "DTEND;VALUE=DATE:20260615",
            "UID:day-2026-ren-kou-ri@example.org",
            "DTSTART;VALUE=DATE:20260711",
            "DTEND;VALUE=DATE:20260712",
            "UID:day-2027-xuan-chuan-yue@example.org",
            "DTSTART;VALUE=DATE:20270601",
            "DTEND;VALUE=DATE:20270701",
            "UID:day-2027-yu-fang-die-dao-zhou@example.org",
            "DTSTART;VALUE=DATE:20270607",
            "DTEND;VALUE=DATE:20270614",
            "UID:day-2027-ren-kou-ri@example.org",
            "DTSTART;VALUE=DATE:20270711",
            "DTEND;VALUE=DATE:20270712",
        ]
    );
}

/// What a reader sees: without tags, one line a piece.
fn words(html: &str) -> Vec<String> {
    let main = html.split("<main").nth(1).unwrap().split("</main>").next().unwrap();
    let mut pieces = main.split('<').map(|piece| piece.split_once('>').map_or(piece, |(_, text)| text).trim().to_owned());
    pieces.by_ref().filter(|text| !text.is_empty()).collect()
}

#[test]
fn a_county_page_tells_everything_without_a_script() {
    let built = built();
    let page = built.page("/d/xiaowu/350122/");
    let told = words(page);
    let from = told.iter().position(|text| text.starts_with("甲小屋")).unwrap();
    assert_eq!(
        told[from..from + 29],
        [
            "甲小屋, &quot;海边&quot;",
            "打电话",
            "0591-26221234转801",
            "打电话",
            "0591-26221235",
            "地址",
            "连江县凤城镇某路1号",
            "开放",
            "周一至周五",
            "8:30-12:00",
            "、",
            "14:30-17:30",
            "服务",
            "亲子活动",
            "核对",
            "2026年5月1日",
            "在地图上找",
            "：甲小屋, &quot;海边&quot;",
            "高德地图",
            "百度地图",
            "腾讯地图",
            "存到通讯录",
            "：甲小屋, &quot;海边&quot;",
            "丙小屋",
            "暂停",
            "待确认",
            "一年多没有核对了，去以前请先打电话问。",
            "地址",
            "连江县某路3号",
        ]
    );
    assert!(page.contains("href=\"tel:059126221234\""));
    assert!(page.contains("data-open=\"1 510-720 870-1050;2 510-720 870-1050;3 510-720 870-1050;4 510-720 870-1050;5 510-720 870-1050\""));
    assert!(page.contains("https://uri.amap.com/marker?position=119.5383,26.1974&amp;name="), "the position is a point");
    assert!(page.contains("https://apis.map.qq.com/uri/v1/search?keyword=%E8%BF%9E"), "without one the address is looked up");
    assert!(page.contains("data-built=\"2026-06-01\""));
    let last = told.iter().position(|text| text == "乙小屋").unwrap();
    assert!(
        told[last..].iter().any(|text| text == "关闭") && !told[last..].iter().any(|text| text == "在地图上找"),
        "a closed place comes last"
    );
}

#[test]
fn a_year_without_a_look_makes_a_place_uncertain_and_a_day_less_does_not() {
    let site = sample("https://example.org/");
    let table = site.read("content/data/directories/xiaowu.csv").replace("2025-05-31", "2025-06-01");
    site.write("content/data/directories/xiaowu.csv", table);
    assert!(!words(site.build().page("/d/xiaowu/350122/")).iter().take_while(|text| *text != "乙小屋").any(|text| text == "待确认"));
}

#[test]
fn a_directory_leads_to_its_counties() {
    let built = built();
    let page = built.page("/d/xiaowu/");
    let told = words(page).join("|");
    assert!(told.contains("|选您的县区|连江县|3处|永春县|1处|扫一扫，"), "{told}");
    assert!(page.contains("<a href=\"350122/index.html#lj-01\">"));
    assert!(page.contains("<a href=\"350525/index.html\">永春县"));
}

#[test]
fn an_event_shows_what_is_still_of_use() {
    let built = built();
    let ahead = words(built.page("/events/yizhen/")).join("|");
    assert!(
        ahead.contains(
            "时间|2026年6月2日 星期二 7:30\u{2060}—\u{2060}11:00|地点|连江县 凤城镇 卫生院一楼|收费|免费|人数|最多50人|怎样参加|不用报名"
        ),
        "{ahead}"
    );
    assert!(ahead.contains("|找谁问|县计生协办公室 0591-26221234|存到手机日历|"));
    let cancelled = words(built.page("/events/xuanchuan/")).join("|");
    assert!(cancelled.contains("这次活动不办了。|请不要白跑一趟。|时间|2026年6月30日—7月2日|地点|各村|全部活动"), "{cancelled}");
    let past = built.page("/events/jiangzuo/");
    assert!(words(past).join("|").contains("这次活动已经办完了。|时间|2026年5月1日 星期五 19:00|地点|村里|看回放|全部活动"));
    assert!(past.contains("href=\"https://example.org/%E5%9B%9E%E6%94%BE\""));
    let list = words(built.page("/events/")).join("|");
    assert!(list.contains("接下来|义诊；量血压, 免费|2026年6月2日 星期二"), "{list}");
    assert!(list.contains("办过的|2026年|讲座|2026年5月1日 星期五 19:00，村里|直播"), "{list}");
}

#[test]
fn the_home_page_points_at_this_month_and_a_group_page_at_its_places() {
    let built = built();
    let home = words(built.page("/")).join("|");
    assert!(home.contains("本月重点|整个6月|宣传月|6月8日—14日|预防跌倒周|老|老年人|看手册|一年里的日子|近期活动|义诊"), "{home}");
    let group = words(built.page("/xiao/")).join("|");
    assert!(group.contains("去哪里|亲子小屋 &lt;名录&gt;|去以前先打电话。|小|婴幼儿|2个县区，4处|近期活动|宣传周"), "{group}");
    assert!(group.contains("宝宝几个月了？按月龄看") && !words(built.page("/lao/")).join("|").contains("按月龄看"));
}

#[test]
fn a_month_without_days_gives_way_to_the_next_that_has_some() {
    let site = sample("https://example.org/");
    let later = baodian::build::Request { date: baodian::model::date::Date::parse("2026-08-01").unwrap(), ..site.request() };
    let home = words(site.build_with(&later, &mut baodian::build::Memo::default()).page("/")).join("|");
    assert!(home.contains("6月重点|整个6月|宣传月"), "{home}");
}

#[test]
fn what_is_due_at_which_age_stands_on_the_page() {
    let built = built();
    let page = words(built.page("/yueling/")).join("|");
    assert!(page.contains("体检和接种|2月龄|疫苗第1剂|3月龄|检查|6月龄|检查|6岁|疫苗第2剂|这里只列核实过的。"), "{page}");
    assert!(page.contains("|依据：《指南》|按月龄读|6—9月龄|6—9月龄|辅食"), "{page}");
    assert!(!page.contains("没有核实"));
}

#[test]
fn pages_of_places_stand_in_the_sitemap() {
    let built = built();
    let map = built.page("/sitemap.xml");
    for address in ["d/", "d/xiaowu/", "d/xiaowu/350122/", "events/", "events/yizhen/", "rili/", "yueling/"] {
        assert!(map.contains(&format!("<loc>https://example.org/{address}</loc>")), "{address}");
    }
    assert!(map.contains("<loc>https://example.org/d/xiaowu/350525/</loc><lastmod>2026-05-20</lastmod>"));
}

#[test]
fn a_series_or_group_cannot_take_the_address_of_a_page_of_the_site() {
    for (taken, found) in [("rili", "address-reserved"), ("yueling", "address-reserved"), ("lao-ren", "")] {
        let series = site(&format!("-- site.yaml --\ntitle: 试\n-- content/{taken}/01-a.md --\n---\ntitle: 甲\n---\n正文。\n"));
        let group = site(&format!(
            "-- site.yaml --\ntitle: 试\ngroups:\n  - {{slug: {taken}, char: 老, title: 老年人, order: 1, who: 老人}}\n-- content/a/01-a.md --\n---\ntitle: 甲\n---\n正文。\n"
        ));
        for site in [series, group] {
            assert_eq!(site.build().codes().first().copied().unwrap_or_default(), found);
        }
    }
}

#[test]
fn a_directory_too_long_for_one_page_asks_for_the_county_first() {
    let site = sample("https://example.org/");
    let rows: String = (0..401).map(|at| format!("a-{at},第{at}家,350122,连江县,,某路{at}号,,,,,开放,2026-05-01,县计生协\n")).collect();
    let table = site.read("content/data/directories/xiaowu.csv");
    site.write("content/data/directories/xiaowu.csv", format!("{}\n{rows}", table.lines().next().unwrap()));
    let built = site.build();
    let page = built.page("/d/xiaowu/");
    assert!(!page.contains("data-rows") && !page.contains("directory-") && page.contains("连江县 <span>401处</span>"));
}
