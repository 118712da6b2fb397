//! What the templates of directories, events and days see; the second half of `view`.

use serde::Serialize;

use crate::pages::view::{NamedLink, PageView, Seal};

/// A directory in a list.
#[derive(Serialize)]
pub struct DirectoryCard<'a> {
    pub title: &'a str,
    pub href: String,
    pub notes: Option<&'a str>,
    pub count: usize,
    pub counties: usize,
    pub groups: Vec<Seal<'a>>,
    pub example: bool,
}

#[derive(Serialize)]
pub struct DirectoriesPage<'a> {
    pub page: PageView,
    pub directories: Vec<DirectoryCard<'a>>,
}

#[derive(Serialize)]
pub struct DirectoryPage<'a> {
    pub page: PageView,
    pub directory: DirectoryCard<'a>,
    pub updated: Option<String>,
    pub counties: Vec<CountyLink<'a>>,
    /// Every place, for the script to look through; empty where there are too many for a page.
    pub lines: Vec<PlaceLine<'a>>,
    /// What belongs to no county: books.
    pub places: Vec<PlaceView<'a>>,
    pub built: String,
}

#[derive(Serialize)]
pub struct CountyLink<'a> {
    pub name: &'a str,
    pub code: String,
    pub href: String,
    pub count: usize,
}

/// A place as one line that leads to it.
#[derive(Serialize)]
pub struct PlaceLine<'a> {
    pub name: &'a str,
    pub code: String,
    pub county: &'a str,
    pub address: String,
    pub href: String,
    pub services: Vec<&'a str>,
}

#[derive(Serialize)]
pub struct CountyPage<'a> {
    pub page: PageView,
    pub directory: DirectoryCard<'a>,
    pub county: &'a str,
    pub places: Vec<PlaceView<'a>>,
    pub counties: Vec<CountyLink<'a>>,
    /// `2026-11-21`: a phone whose clock shows an earlier day is wrong.
    pub built: String,
}

#[derive(Serialize)]
pub struct PlaceView<'a> {
    pub id: &'a str,
    pub name: &'a str,
    /// `open`, `suspended`, `closed` or `moved`.
    pub status: &'static str,
    pub status_name: &'static str,
    pub example: bool,
    /// Nobody has made sure of it for a year.
    pub stale: bool,
    pub address: String,
    pub phones: Vec<PlacePhone<'a>>,
    pub hours: &'a str,
    /// For the script: `1 510-720 870-1050;2 …`, minutes after midnight by day of the week (1 Monday).
    pub openings: String,
    pub services: Vec<&'a str>,
    /// What else one wants to know: name and words.
    pub more: Vec<(&'static str, &'a str)>,
    pub verified_on: String,
    pub maps: Vec<NamedLink>,
    pub vcf_href: Option<String>,
}

#[derive(Serialize)]
pub struct PlacePhone<'a> {
    pub text: &'a str,
    /// `tel:`; nothing for the number of an example.
    pub href: Option<String>,
}

/// An event in a list.
#[derive(Serialize)]
pub struct EventCard<'a> {
    pub title: &'a str,
    pub href: String,
    pub kind: &'static str,
    pub when: String,
    pub place: Option<&'a str>,
    pub groups: Vec<Seal<'a>>,
    pub cancelled: bool,
    pub running: bool,
    pub example: bool,
}

#[derive(Serialize)]
pub struct EventsPage<'a> {
    pub page: PageView,
    pub ahead: Vec<EventCard<'a>>,
    pub past: Vec<EventYear<'a>>,
    /// The calendar of all of them; nothing when none lies ahead.
    pub ics_href: Option<String>,
}

#[derive(Serialize)]
pub struct EventYear<'a> {
    pub year: i16,
    pub events: Vec<EventCard<'a>>,
}

#[derive(Serialize)]
pub struct EventPage<'a> {
    pub page: PageView,
    pub event: EventCard<'a>,
    pub over: bool,
    /// Name and words: where, how much, how to take part …
    pub facts: Vec<(&'static str, String)>,
    pub links: Vec<NamedLink>,
    /// Nothing for an event of the past.
    pub ics_href: Option<String>,
}

/// What the home page points at.
#[derive(Serialize)]
pub struct Topic<'a> {
    pub title: String,
    pub days: Vec<DayView<'a>>,
    pub calendar_href: String,
}

#[derive(Serialize)]
pub struct DayView<'a> {
    pub title: &'a str,
    pub when: String,
    /// `五`; nothing for more than a day.
    pub weekday: Option<&'static str>,
    pub groups: Vec<Seal<'a>>,
    pub series: Option<NamedLink>,
}

#[derive(Serialize)]
pub struct MonthOfDays<'a> {
    pub number: i8,
    pub days: Vec<DayView<'a>>,
}

#[derive(Serialize)]
pub struct CalendarPage<'a> {
    pub page: PageView,
    pub year: i16,
    pub months: Vec<MonthOfDays<'a>>,
    pub ics_href: Option<String>,
}

#[derive(Serialize)]
pub struct AgesPage<'a> {
    pub page: PageView,
    pub bands: Vec<Band<'a>>,
    pub milestones: Vec<MilestoneView>,
    /// What and where: `婴儿健康检查`, `乡镇卫生院……`.
    pub places: Vec<(&'a str, &'a str)>,
    /// The documents that say so.
    pub sources: Vec<&'a str>,
    /// The feeds by month of age, the youngest first.
    pub feeds: Vec<NamedLink>,
}

/// Some months of a child's life.
#[derive(Serialize)]
pub struct Band<'a> {
    pub id: String,
    pub title: String,
    pub from: u32,
    pub to: u32,
    pub chapters: Vec<Chapter<'a>>,
}

#[derive(Serialize)]
pub struct Chapter<'a> {
    pub title: &'a str,
    pub href: String,
    pub series: Option<&'a str>,
    pub summary: &'a str,
    pub unreviewed: bool,
    pub min: u32,
    pub max: u32,
}

/// What is due at one age.
#[derive(Serialize)]
pub struct MilestoneView {
    pub months: u32,
    /// `3月龄`, `6岁`.
    pub age: String,
    /// `百白破疫苗第1剂`
    pub title: String,
    /// An inoculation: the day is for the clinic to say.
    pub dose: bool,
}
