//! Events one can go to: V25, and days of the year that a program cannot work out.

use crate::check::codes::finding;
use crate::diagnostic::Diagnostic;
use crate::model::calendar::When;
use crate::model::event::{EventFile, EventStatus};
use crate::model::folder::{Declared, Folder};
use crate::model::site::Site;

/// The findings about all events and the calendar.
pub fn check(site: &Site, folder: &Folder) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    for declared in folder.records.events.values() {
        order(declared, &mut diagnostics);
        place(declared, &mut diagnostics);
        over(site, declared, &mut diagnostics);
    }
    lunar(site, folder, &mut diagnostics);
    diagnostics
}

fn order(declared: &Declared<EventFile>, diagnostics: &mut Vec<Diagnostic>) {
    let event = &declared.value;
    if let Some(end) = event.end.filter(|end| event.start.is_after(*end)) {
        diagnostics.push(
            finding("event-order", declared.place_of("end"), format!("活动在开始（{}）以前就结束了（{end}）", event.start))
                .help("看看是不是把两行写反了，或者年份、上下午写错了；下午三点写 15:00"),
        );
    }
}

fn place(declared: &Declared<EventFile>, diagnostics: &mut Vec<Diagnostic>) {
    if declared.value.place.as_deref().is_none_or(|place| place.trim().is_empty()) {
        diagnostics.push(
            finding("event-place", declared.place_of("title"), "活动没有写在哪里，想来的人找不到")
                .help("加一行 place: 地点写到楼和房间；直播写在哪个平台看"),
        );
    }
}

fn over(site: &Site, declared: &Declared<EventFile>, diagnostics: &mut Vec<Diagnostic>) {
    let event = &declared.value;
    if !event.is_over(site.date) {
        return;
    }
    match event.status {
        EventStatus::Announced | EventStatus::Running => {
            let days = event.last_day().days_until(site.date);
            let message = format!("活动已经过去 {days} 天，状态还没有改，读者会白跑一趟");
            diagnostics.push(finding("event-status", declared.place_of("status"), message).help("写成 status: 结束"));
        }
        EventStatus::Over | EventStatus::Cancelled => {}
    }
    if event.contact.is_some() {
        diagnostics.push(
            finding("event-contact", declared.place_of("contact"), "活动不办了或办完了，联系人还留着，会一直有人打电话")
                .help("删掉 contact 这一行；回放和讲义可以留着"),
        );
    }
}

fn lunar(site: &Site, folder: &Folder, diagnostics: &mut Vec<Diagnostic>) {
    let Some(calendar) = &folder.records.calendar else { return };
    let year = site.date.parts().0;
    for (at, day) in calendar.value.calendar.iter().enumerate() {
        if day.when == When::Lunar && !day.verify && !day.dates.iter().any(|date| date.parts().0 == year) {
            let message = format!("“{}”是农历的日子，还没有写 {year} 年是公历哪一天，到时候不会提醒", day.title);
            diagnostics.push(
                finding("calendar-lunar", calendar.place_in("calendar", at, &day.title), message)
                    .help("翻一翻日历，在这一行的 dates: 里加上这一天，例如 dates: [2026-10-18]"),
            );
        }
    }
}
