//! Calendars to subscribe to (RFC 5545): one for each event, one for all that lie ahead, one for the days of the
//! year. Everything comes from the data, so the same site gives the same bytes.

use crate::markup::content_line::{push, text};
use crate::model::calendar::Due;
use crate::model::date::Date;
use crate::model::event::{Event, EventStatus};
use crate::model::site::Site;
use crate::model::slug::slug;
use crate::output::OutputFile;
use crate::pages::days;

/// All events that lie ahead, from the site root.
pub const EVENTS: &str = "events.ics";
/// The days of this year and the next.
pub const DAYS: &str = "rili.ics";

/// Where the calendar of one event is published.
pub fn path(event: &Event) -> String {
    format!("{}{}.ics", event.permalink(), event.id)
}

/// All calendars of the site.
pub fn all(site: &Site) -> Vec<OutputFile> {
    let one = |path: String, name: &str, entries: &[String]| OutputFile { path, bytes: calendar(name, entries).into_bytes() };
    let mut files: Vec<OutputFile> =
        site.events.iter().map(|event| one(path(event), &event.file.title, &[of_event(site, event)])).collect();
    // A calendar with nothing in it is none (RFC 5545 §3.6).
    let ahead: Vec<String> = ahead(site).map(|event| of_event(site, event)).collect();
    if !ahead.is_empty() {
        files.push(one(EVENTS.to_owned(), &format!("{} · 活动", site.config.title), &ahead));
    }
    let days: Vec<String> = days(site).map(|due| of_day(site, due)).collect();
    if !days.is_empty() {
        files.push(one(DAYS.to_owned(), &format!("{} · 一年里的日子", site.config.title), &days));
    }
    files
}

/// What one may put into a calendar of one's own, the nearest first: no examples.
pub fn ahead(site: &Site) -> impl Iterator<Item = &Event> {
    site.events.iter().rev().filter(|event| event.file.is_ahead(site.date) && !event.file.is_example())
}

/// The days of this year and the next.
pub fn days(site: &Site) -> impl Iterator<Item = Due<'_>> {
    let year = site.date.parts().0;
    [year, year + 1].into_iter().flat_map(|year| days::of_year(site, year)).flat_map(|(_, days)| days)
}

fn calendar(name: &str, entries: &[String]) -> String {
    let mut out = String::new();
    push(&mut out, "BEGIN", "VCALENDAR");
    push(&mut out, "VERSION", "2.0");
    push(&mut out, "PRODID", "-//baodian//zh-CN");
    push(&mut out, "CALSCALE", "GREGORIAN");
    push(&mut out, "METHOD", "PUBLISH");
    push(&mut out, "X-WR-CALNAME", &text(name));
    out.extend(entries.iter().map(String::as_str));
    push(&mut out, "END", "VCALENDAR");
    out
}

fn of_event(site: &Site, event: &Event) -> String {
    let file = &event.file;
    let mut out = String::new();
    push(&mut out, "BEGIN", "VEVENT");
    push(&mut out, "UID", &uid(site, &format!("event-{}", event.id)));
    // No clock: the beginning is the one instant that changes when the event is put off.
    push(&mut out, "DTSTAMP", &utc(file.start.date, file.start.minute.unwrap_or(0)));
    let timed = file.start.minute.zip(file.end.map_or(file.start.minute, |end| end.minute));
    match (timed, file.end) {
        (Some((from, to)), Some(end)) => {
            push(&mut out, "DTSTART", &utc(file.start.date, from));
            push(&mut out, "DTEND", &utc(end.date, to));
        }
        (Some((from, _)), None) => push(&mut out, "DTSTART", &utc(file.start.date, from)),
        (None, _) => whole_days(&mut out, file.start.date, file.last_day()),
    }
    push(&mut out, "SUMMARY", &text(&file.title));
    let place: Vec<&str> = [&file.region, &file.township, &file.place].into_iter().flatten().map(String::as_str).collect();
    if !place.is_empty() {
        push(&mut out, "LOCATION", &text(&place.join(" ")));
    }
    let words: Vec<&str> = [&file.fee, &file.signup].into_iter().flatten().map(String::as_str).collect();
    if !words.is_empty() {
        push(&mut out, "DESCRIPTION", &text(&words.join("\n")));
    }
    if !site.config.base_url.is_empty() {
        push(&mut out, "URL", &format!("{}{}", site.config.base_url, event.permalink()));
    }
    push(&mut out, "STATUS", if file.status == EventStatus::Cancelled { "CANCELLED" } else { "CONFIRMED" });
    push(&mut out, "END", "VEVENT");
    out
}

fn of_day(site: &Site, due: Due<'_>) -> String {
    let mut out = String::new();
    push(&mut out, "BEGIN", "VEVENT");
    push(&mut out, "UID", &uid(site, &format!("day-{}-{}", due.first.parts().0, slug(&due.observance.title))));
    push(&mut out, "DTSTAMP", &utc(due.first, 0));
    whole_days(&mut out, due.first, due.last);
    push(&mut out, "SUMMARY", &text(&due.observance.title));
    // A day to remember keeps nobody busy.
    push(&mut out, "TRANSP", "TRANSPARENT");
    push(&mut out, "END", "VEVENT");
    out
}

fn whole_days(out: &mut String, first: Date, last: Date) {
    push(out, "DTSTART;VALUE=DATE", &compact(first));
    push(out, "DTEND;VALUE=DATE", &compact(last.max(first).plus_days(1)));
}

/// A name that stays as long as the site keeps its host.
fn uid(site: &Site, name: &str) -> String {
    let host = site.config.base_url.split_once("://").and_then(|(_, rest)| rest.split('/').next()).filter(|host| !host.is_empty());
    format!("{name}@{}", host.unwrap_or("baodian.invalid"))
}

fn compact(date: Date) -> String {
    let (year, month, day) = date.parts();
    format!("{year:04}{month:02}{day:02}")
}

/// A minute of a day in China, which is 8 hours ahead all year round, as an instant.
fn utc(date: Date, minute: u16) -> String {
    let minutes = i32::from(minute) - 8 * 60;
    let (days, rest) = (minutes.div_euclid(24 * 60), minutes.rem_euclid(24 * 60));
    format!("{}T{:02}{:02}00Z", compact(date.plus_days(days)), rest / 60, rest % 60)
}
