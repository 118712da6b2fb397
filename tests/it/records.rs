//! What a page or a booklet finds in the site besides articles.

use baodian::build::{self, Clock, Memo};
use baodian::model::calendar::{Observance, When, due};
use baodian::model::directory::Column;
use baodian::model::site::Site;

use crate::harness::site;

fn assembled(text: &str) -> Site {
    let site = site(text);
    let (assembled, findings) =
        build::assemble(&site.request(), None, &mut Memo::default(), &mut Clock::new()).unwrap_or_else(|failure| panic!("{failure}"));
    assert_eq!(findings, [], "{}", baodian::diagnostic::human(&findings, false));
    assembled
}

const SITE: &str = "\
-- site.yaml --
title: 试
groups:
  - {slug: lao, char: 老, title: 老年人, order: 1, who: 老人}
-- content/pages/li.md --
---
id: li
title: 量血压
---

坐五分钟再量。
";

#[test]
fn a_quiz_knows_its_right_options_and_articles() {
    let quiz = "-- content/quiz/xueya.yaml --\ntitle: 自测\nquestions:\n  - question: 坐多久？\n    options: [一分钟, 五分钟]\n    answers: [五分钟]\n    explanation: 要坐五分钟。\n    article: li\n";
    let site = assembled(&format!("{SITE}{quiz}"));
    let [quiz] = site.quizzes.as_slice() else { panic!("{:?}", site.quizzes) };
    assert_eq!((quiz.id.as_str(), quiz.groups.len(), quiz.file.questions[0].right()), ("xueya", 1, vec![1]));
    assert_eq!(site.entry(quiz.articles[0]).id, "li");
}

#[test]
fn a_directory_knows_its_cells_hours_and_telephones() {
    let table = "-- content/data/directories/xiaowu.yaml --\ntitle: 名录\ntype: sunflower\n-- content/data/directories/xiaowu.csv --\n编号,名称,区划代码,县区,电话,开放时间,状态,核对日期,核对人\na-01,甲小屋,350122,连江县,0591-26221234、0591-26221235,周一、周三 8:30-12:00,open,2026/5/1,县计生协\n";
    let site = assembled(&format!("{SITE}{table}"));
    let facility = &site.directories[0].facilities[0];
    assert_eq!(facility.text(Column::Name), "甲小屋");
    assert_eq!(facility.words(Column::Phone).collect::<Vec<_>>(), ["0591-26221234", "0591-26221235"]);
    let openings: Vec<_> = facility.hours.openings.iter().map(|opening| (opening.weekday, opening.from, opening.to)).collect();
    assert_eq!(openings, [(1, 510, 720), (3, 510, 720)]);
    assert_eq!(facility.verified_on.to_string(), "2026-05-01");
}

#[test]
fn the_latest_event_comes_first() {
    let event = |id: &str, day: &str| {
        format!("-- content/data/events/2026/{id}.yaml --\ntitle: 会\ntype: 宣传\nstart: {day}\nplace: 村里\nstatus: 预告\n")
    };
    let site = assembled(&format!("{SITE}{}{}", event("a", "2026-07-01"), event("b", "2026-07-01 09:00")));
    assert_eq!(site.events.iter().map(|event| event.id.as_str()).collect::<Vec<_>>(), ["b", "a"]);
}

fn day(when: &str, verify: bool) -> Observance {
    let when_read = When::parse(when).unwrap();
    Observance { when: when_read, title: when.to_owned(), groups: Vec::new(), series: None, dates: Vec::new(), verify }
}

/// What is due in a month of 2026: name, first and last day.
fn told(calendar: &[Observance], month: i8) -> Vec<String> {
    due(calendar, 2026, month).iter().map(|due| format!("{} {} {}", due.observance.title, due.first, due.last)).collect()
}

#[test]
fn a_month_shows_its_days_in_order() {
    let forms = ["06-20", "06月", "06-10所在周", "06月第二个星期日", "05-29", "05-28至06-02", "06月第四个星期一"];
    let calendar: Vec<Observance> = forms.map(|form| day(form, false)).into();
    assert_eq!(
        told(&calendar, 6),
        [
            "05-28至06-02 2026-05-28 2026-06-02",
            "06月 2026-06-01 2026-06-30",
            "06-10所在周 2026-06-08 2026-06-14",
            "06月第二个星期日 2026-06-14 2026-06-14",
            "06-20 2026-06-20 2026-06-20",
            "06月第四个星期一 2026-06-22 2026-06-22",
        ]
    );
}

#[test]
fn what_nobody_has_confirmed_is_never_due() {
    assert!(told(&[day("06-06", true)], 6).is_empty());
}

#[test]
fn a_lunar_day_is_due_on_the_written_date() {
    let mut double_ninth = day("农历九月初九", false);
    double_ninth.dates.push(baodian::model::date::Date::parse("2026-10-18").unwrap());
    assert_eq!(told(std::slice::from_ref(&double_ninth), 10), ["农历九月初九 2026-10-18 2026-10-18"]);
    assert!(told(&[double_ninth], 9).is_empty());
}

#[test]
fn a_week_at_the_turn_of_the_year_is_due_in_both_years() {
    let calendar = [day("01-01所在周", false)];
    assert_eq!(told(&calendar, 12), Vec::<String>::from(["01-01所在周 2026-12-28 2027-01-03".to_owned()]));
}
