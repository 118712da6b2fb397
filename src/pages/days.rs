//! The days of the year: what the home page points at, and a page of all of them.

use crate::model::calendar::{Due, When, due};
use crate::model::date::Date;
use crate::model::event::Moment;
use crate::model::site::Site;
use crate::pages::common::Frame;
use crate::pages::ics;
use crate::pages::view::NamedLink;
use crate::pages::view_places::{CalendarPage, DayView, MonthOfDays, Topic};

const WEEKDAYS: [&str; 7] = ["一", "二", "三", "四", "五", "六", "日"];

/// `五` for a Friday.
fn weekday(date: Date) -> &'static str {
    WEEKDAYS[usize::from(date.weekday().unsigned_abs()) - 1]
}

/// The end of a span that begins on `first`, without what both have in common: `7日`, `9月1日`, `2027年1月3日`.
fn until(first: Date, last: Date) -> String {
    let ((year, month, _), (last_year, last_month, day)) = (first.parts(), last.parts());
    if year != last_year {
        last.in_chinese()
    } else if month != last_month {
        format!("{last_month}月{day}日")
    } else {
        format!("{day}日")
    }
}

/// `2026年5月29日 星期五 9:00—11:00`, `2026年8月1日—7日`.
pub fn moments(start: Moment, end: Option<Moment>) -> String {
    let time = |minute: Option<u16>| minute.map(|minute| format!("{}:{:02}", minute / 60, minute % 60));
    let last = end.unwrap_or(start);
    if last.date > start.date {
        return match (time(start.minute), time(last.minute)) {
            (Some(from), Some(to)) => format!("{} {from}—{} {to}", start.date.in_chinese(), until(start.date, last.date)),
            _ => format!("{}—{}", start.date.in_chinese(), until(start.date, last.date)),
        };
    }
    let mut words = format!("{} 星期{}", start.date.in_chinese(), weekday(start.date));
    if let Some(from) = time(start.minute) {
        words.push(' ');
        words.push_str(&from);
        if let Some(to) = end.and_then(|end| time(end.minute)) {
            // The two ends stay on one line.
            words.push_str("\u{2060}—\u{2060}");
            words.push_str(&to);
        }
    }
    words
}

/// The confirmed days of `year`, month by month, each where it begins; months without any are left out.
pub fn of_year(site: &Site, year: i16) -> Vec<(i8, Vec<Due<'_>>)> {
    let begins = |due: &Due<'_>, month: i8| {
        let parts = due.first.parts();
        (parts.0, parts.1) == (year, month)
    };
    let months = (1..=12).map(|month| (month, due(&site.calendar, year, month).into_iter().filter(|due| begins(due, month)).collect()));
    months.filter(|(_, days): &(i8, Vec<Due<'_>>)| !days.is_empty()).collect()
}

/// The context of `calendar.html`.
pub fn calendar<'a>(frame: &Frame<'a>) -> CalendarPage<'a> {
    let year = frame.site.date.parts().0;
    let page = frame.page_below("calendar", "一年里的日子", &format!("{year}年和健康、家庭有关的节日和宣传日"), &[]);
    let months = of_year(frame.site, year)
        .into_iter()
        .map(|(month, days)| MonthOfDays { number: month, days: days.into_iter().map(|due| day(frame, due)).collect() });
    CalendarPage { page, year, months: months.collect(), ics_href: ics::days(frame.site).next().map(|_| frame.file_href(ics::DAYS)) }
}

/// What the home page points at: the days of this month that are not over, else those of the next month that has any.
pub fn topic<'a>(frame: &Frame<'a>) -> Option<Topic<'a>> {
    let site = frame.site;
    let (year, month, _) = site.date.parts();
    let later = (0..12).map(|ahead| {
        let count = month - 1 + ahead;
        (year + i16::from(count / 12), count % 12 + 1)
    });
    later.into_iter().find_map(|(at, of)| {
        let days: Vec<_> = due(&site.calendar, at, of).into_iter().filter(|due| due.last >= site.date).collect();
        let title = if (at, of) == (year, month) { "本月重点".to_owned() } else { format!("{of}月重点") };
        let calendar_href = frame.page_href("rili/");
        (!days.is_empty()).then(|| Topic { title, days: days.into_iter().map(|due| day(frame, due)).collect(), calendar_href })
    })
}

fn day<'a>(frame: &Frame<'a>, due: Due<'a>) -> DayView<'a> {
    let observance = due.observance;
    let (_, month, date) = due.first.parts();
    let when = match observance.when {
        When::Month(_) => format!("整个{month}月"),
        _ if due.last > due.first => format!("{month}月{date}日—{}", until(due.first, due.last)),
        _ => format!("{month}月{date}日"),
    };
    let series = observance.series.as_ref().and_then(|id| frame.site.series.iter().find(|series| series.id == *id));
    let groups = frame.group_seals(&observance.groups);
    let weekday = (due.first == due.last).then(|| weekday(due.first));
    DayView {
        title: &observance.title,
        when,
        weekday,
        groups,
        series: series.map(|series| NamedLink { title: series.title.clone(), href: frame.page_href(&series.permalink) }),
    }
}
