//! Days that come back every year, and days that come with a child's age: `content/data/calendar.yaml` (DOMAIN §3.7).

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Deserialize;
use serde::de::{Deserializer, Error};

use crate::model::date::Date;

/// `content/data/calendar.yaml` as written.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(description = "一年里的日子：content/data/calendar.yaml")]
pub struct CalendarFile {
    /// The days.
    #[schemars(description = "一行一个日子")]
    pub calendar: Vec<Observance>,
    /// What is due at a certain age.
    #[serde(default)]
    #[schemars(description = "宝宝到几个月要做的事：体检、接种；没有就不写")]
    pub ages: Vec<Milestone>,
}

/// What is due when a child is so many months old: a check-up, an inoculation.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(description = "宝宝到几个月要做的一件事")]
pub struct Milestone {
    /// Ages in months, rising.
    #[schemars(description = "满几个月的时候，从小到大写，例如 [3, 6, 8, 12]")]
    pub months: Vec<u32>,
    /// What it is.
    #[schemars(description = "名称，例如 婴儿健康检查")]
    pub title: String,
    /// Whether doses are counted: `第1剂`.
    #[serde(default)]
    #[schemars(description = "是不是一剂一剂打的疫苗；是，就写 true")]
    pub doses: bool,
    /// Where one goes.
    #[serde(default)]
    #[schemars(description = "去哪里")]
    pub place: Option<String>,
    /// The document that says so: its id in `content/data/sources.yaml`.
    #[schemars(description = "依据：出处的 id，登记在 content/data/sources.yaml")]
    pub source: String,
    /// Whether nobody has yet made sure of it: it is shown nowhere.
    #[serde(default)]
    #[schemars(description = "还没有核实；没有核实的不显示给读者")]
    pub verify: bool,
}

/// A day, a week or a month that comes back every year.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(description = "一个日子")]
pub struct Observance {
    /// When.
    #[schemars(description = "哪天")]
    pub when: When,
    /// Its name.
    #[schemars(description = "名称，例如 全民健康素养宣传月")]
    pub title: String,
    /// For whom; not written, it is for everyone.
    #[serde(default)]
    #[schemars(description = "给哪些人群：写人群的 slug，所有人写 all")]
    pub groups: Vec<String>,
    /// The series to read on that day.
    #[serde(default)]
    #[schemars(description = "这一天适合读哪个系列：写系列的 id")]
    pub series: Option<String>,
    /// The days in the calendar of the West, year by year: only for days of the lunar calendar.
    #[serde(default)]
    #[schemars(description = "农历的日子每年是公历哪一天，翻日历写上")]
    pub dates: Vec<Date>,
    /// Whether nobody has yet made sure of it: such a day is shown nowhere.
    #[serde(default)]
    #[schemars(description = "还没有核实；没有核实的不显示给读者")]
    pub verify: bool,
}

/// When something comes back; each form as it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    /// `05-15`: month and day.
    Day(i8, i8),
    /// `08-01至08-07`
    Days((i8, i8), (i8, i8)),
    /// `06月`
    Month(i8),
    /// `06-10所在周`: Monday to Sunday.
    WeekOf(i8, i8),
    /// `05月第二个星期日`: month, which one, day of the week (1 Monday … 7 Sunday).
    Weekday(i8, i8, i8),
    /// `农历九月初九`: only `dates` know when that is.
    Lunar,
}

const DIGITS: &str = "一二三四五六七八九十";

impl When {
    /// Reads any of the forms.
    ///
    /// # Errors
    /// A sentence that says what was expected.
    pub fn parse(text: &str) -> Result<Self, String> {
        Self::read(text.trim()).ok_or_else(|| format!("“{text}”不是节日的日期"))
    }

    fn read(text: &str) -> Option<Self> {
        if let Some(rest) = text.strip_prefix("农历") {
            return (rest.contains('月') && rest.chars().count() >= 4).then_some(Self::Lunar);
        }
        if let Some((from, to)) = text.split_once('至') {
            let (from, to) = (day(from)?, day(to)?);
            return (from <= to).then_some(Self::Days(from, to));
        }
        if let Some(anchor) = text.strip_suffix("所在周") {
            return day(anchor).map(|(month, day)| Self::WeekOf(month, day));
        }
        if let Some((month, rest)) = text.split_once("月第") {
            let (nth, weekday) = rest.split_once("个星期")?;
            let place = |name: &str| (name.chars().count() == 1).then(|| DIGITS.chars().position(|c| name.starts_with(c))).flatten();
            let weekday = if matches!(weekday, "日" | "天") { 6 } else { place(weekday).filter(|at| *at < 6)? };
            let nth = place(nth).filter(|at| *at < 4)?;
            return Some(Self::Weekday(number(month, 12)?, i8::try_from(nth + 1).ok()?, i8::try_from(weekday + 1).ok()?));
        }
        match text.strip_suffix('月') {
            Some(month) => number(month, 12).map(Self::Month),
            None => day(text).map(|(month, day)| Self::Day(month, day)),
        }
    }

    /// First and last day in `year`; nothing for a day of the lunar calendar and a 29th of February that is not.
    #[must_use]
    pub fn in_year(self, year: i16) -> Option<(Date, Date)> {
        match self {
            Self::Day(month, day) => Date::new(year, month, day).map(|date| (date, date)),
            Self::Days(from, to) => Some((Date::new(year, from.0, from.1)?, Date::new(year, to.0, to.1)?)),
            Self::Month(month) => Some((Date::new(year, month, 1)?, Date::last_of_month(year, month)?)),
            Self::WeekOf(month, day) => {
                let date = Date::new(year, month, day)?;
                let monday = date.plus_days(1 - i32::from(date.weekday()));
                Some((monday, monday.plus_days(6)))
            }
            Self::Weekday(month, nth, weekday) => {
                let first = Date::new(year, month, 1)?;
                let ahead = (i32::from(weekday) - i32::from(first.weekday())).rem_euclid(7);
                let date = first.plus_days(ahead + 7 * (i32::from(nth) - 1));
                Some((date, date))
            }
            Self::Lunar => None,
        }
    }
}

/// `05-29` → month and day of some year.
fn day(text: &str) -> Option<(i8, i8)> {
    let (month, day) = text.trim().split_once('-')?;
    let (month, day) = (number(month, 12)?, number(day, 31)?);
    // 2024 has a 29th of February.
    Date::new(2024, month, day).map(|_| (month, day))
}

fn number(text: &str, most: i8) -> Option<i8> {
    let is_number = (1..=2).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|number| is_number && (1..=most).contains(number))
}

/// Something that is due: its row, its first and its last day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Due<'a> {
    /// The row.
    pub observance: &'a Observance,
    /// First day.
    pub first: Date,
    /// Last day; the same for a single one.
    pub last: Date,
}

/// What is due in `month` (1–12) of `year`, by day; also what began the month before or goes on into the next.
/// Rows that nobody has confirmed are left out: no page may tell them as facts.
#[must_use]
pub fn due(calendar: &[Observance], year: i16, month: i8) -> Vec<Due<'_>> {
    let Some((begin, end)) = When::Month(month).in_year(year) else { return Vec::new() };
    let mut list = Vec::new();
    for observance in calendar.iter().filter(|observance| !observance.verify) {
        let lunar = observance.dates.iter().map(|date| (*date, *date));
        let days = (year - 1..=year + 1).filter_map(|year| observance.when.in_year(year)).chain(lunar);
        list.extend(days.filter(|(first, last)| *first <= end && *last >= begin).map(|(first, last)| Due { observance, first, last }));
    }
    list.sort_by_key(|due| (due.first, due.last));
    list
}

impl<'de> Deserialize<'de> for When {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::parse(&String::deserialize(deserializer)?).map_err(D::Error::custom)
    }
}

impl JsonSchema for When {
    fn schema_name() -> Cow<'static, str> {
        "When".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "每年的哪天：05-15、08-01至08-07、06月、06-10所在周、05月第二个星期日、农历九月初九",
            "type": "string",
            "pattern": r"^(\d{1,2}-\d{1,2}|\d{1,2}-\d{1,2}至\d{1,2}-\d{1,2}|\d{1,2}月|\d{1,2}-\d{1,2}所在周|\d{1,2}月第[一二三四]个星期[一二三四五六日天]|农历.+月.+)$",
            "x-exact": true,
        })
    }
}
