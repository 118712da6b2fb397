//! What takes place: `content/data/events/<id>.yaml` (DOMAIN §3.6). All times are those of China.

use std::borrow::Cow;
use std::fmt;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Deserialize;
use serde::de::{Deserializer, Error};

use crate::model::date::Date;
use crate::model::group::GroupId;

/// `content/data/events/<id>.yaml` as written.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(description = "一次活动：content/data/events/名字.yaml")]
pub struct EventFile {
    /// Its name.
    #[schemars(description = "名称")]
    pub title: String,
    /// What kind.
    #[serde(rename = "type")]
    #[schemars(description = "哪一种活动")]
    pub kind: EventKind,
    /// For whom; not written, it is for everyone.
    #[serde(default)]
    #[schemars(description = "给哪些人群：写人群的 slug，所有人写 all")]
    pub groups: Vec<String>,
    /// Readers meant, in the words of the articles' `audience`.
    #[serde(default)]
    #[schemars(description = "给哪些读者，例如 parent")]
    pub audience: Vec<String>,
    /// Beginning.
    #[schemars(description = "什么时候开始")]
    pub start: Moment,
    /// End; not written, it ends on the day it begins.
    #[serde(default)]
    #[schemars(description = "什么时候结束；当天结束的可以不写")]
    pub end: Option<Moment>,
    /// Where; a broadcast names its channel.
    #[serde(default)]
    #[schemars(description = "在哪里；直播写在哪个平台看")]
    pub place: Option<String>,
    /// Township.
    #[serde(default)]
    #[schemars(description = "乡镇、街道")]
    pub township: Option<String>,
    /// Where it counts: province, city or county.
    #[serde(default)]
    #[schemars(description = "哪个县（市、区）")]
    pub region: Option<String>,
    /// `免费`, or how much.
    #[serde(default)]
    #[schemars(description = "收费，例如 免费")]
    pub fee: Option<String>,
    /// How many can come.
    #[serde(default)]
    #[schemars(description = "能来多少人")]
    pub capacity: Option<u32>,
    /// Whom to ask; taken away when it is over.
    #[serde(default)]
    #[schemars(description = "找谁问：写科室和办公电话；活动结束后删掉")]
    pub contact: Option<String>,
    /// How to take part, in words: this site has no forms.
    #[serde(default)]
    #[schemars(description = "怎样报名，一两句话")]
    pub signup: Option<String>,
    /// Address of the recording.
    #[serde(default)]
    #[schemars(description = "回放的网址")]
    pub replay: Option<String>,
    /// File or address of the handout.
    #[serde(default)]
    #[schemars(description = "讲义的文件或网址")]
    pub handout: Option<String>,
    /// File of the poster.
    #[serde(default)]
    #[schemars(description = "海报的文件")]
    pub poster: Option<String>,
    /// How it stands.
    #[schemars(description = "现在怎样")]
    pub status: EventStatus,
    /// Which of the association's tasks it serves.
    #[serde(default)]
    #[schemars(description = "属于哪些重点任务")]
    pub tasks: Vec<String>,
}

impl EventFile {
    /// Whether it lies behind `today`: over, called off, or its last day has passed.
    #[must_use]
    pub fn is_over(&self, today: Date) -> bool {
        match self.status {
            EventStatus::Over | EventStatus::Cancelled => true,
            EventStatus::Announced | EventStatus::Running => self.last_day() < today,
        }
    }

    /// Whether it still lies ahead of `today` or goes on: an event that was called off too, until its day is over.
    #[must_use]
    pub fn is_ahead(&self, today: Date) -> bool {
        self.status != EventStatus::Over && self.last_day() >= today
    }

    /// Whether it only shows how an event is written.
    #[must_use]
    pub fn is_example(&self) -> bool {
        self.title.contains("示例")
    }

    /// The day it ends.
    #[must_use]
    pub fn last_day(&self) -> Date {
        self.end.unwrap_or(self.start).date
    }
}

/// What kind of event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, JsonSchema)]
#[schemars(description = "哪一种活动")]
pub enum EventKind {
    /// On a screen.
    #[serde(rename = "直播")]
    #[schemars(description = "在手机或电脑上看")]
    Broadcast,
    /// In a room.
    #[serde(rename = "线下课")]
    #[schemars(description = "到现场听课")]
    Class,
    /// Doctors see people for free.
    #[serde(rename = "义诊")]
    #[schemars(description = "医生免费看诊")]
    Clinic,
    /// Spreading the word.
    #[serde(rename = "宣传")]
    #[schemars(description = "宣传活动")]
    Campaign,
    /// An appeal.
    #[serde(rename = "倡议")]
    #[schemars(description = "倡议")]
    Appeal,
}

/// How an event stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, JsonSchema)]
#[schemars(description = "现在怎样")]
pub enum EventStatus {
    /// Not yet.
    #[serde(rename = "预告")]
    #[schemars(description = "还没有开始")]
    Announced,
    /// Now.
    #[serde(rename = "进行中")]
    #[schemars(description = "正在进行")]
    Running,
    /// No more.
    #[serde(rename = "结束")]
    #[schemars(description = "已经结束")]
    Over,
    /// Never.
    #[serde(rename = "取消")]
    #[schemars(description = "不办了")]
    Cancelled,
}

/// A day, or a minute of a day, in China.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Moment {
    /// The day.
    pub date: Date,
    /// Minutes after midnight, when a time was written.
    pub minute: Option<u16>,
}

impl Moment {
    /// Reads `2026-05-29` or `2026-05-29 09:00`.
    ///
    /// # Errors
    /// A sentence that says what was expected.
    pub fn parse(text: &str) -> Result<Self, String> {
        let wrong = || format!("“{text}”不是时间；要写成 2026-05-29 或 2026-05-29 09:00");
        let (day, time) = match text.split_once([' ', 'T']) {
            Some((day, time)) => (day, Some(time)),
            None => (text, None),
        };
        let date = Date::parse(day).map_err(|_| wrong())?;
        let minute = time.map(|time| clock(time).ok_or_else(wrong)).transpose()?;
        Ok(Self { date, minute })
    }

    /// Whether this moment surely comes after `other`: within one day only where both name a time.
    #[must_use]
    pub fn is_after(self, other: Self) -> bool {
        self.date > other.date || (self.date == other.date && matches!((self.minute, other.minute), (Some(a), Some(b)) if a > b))
    }
}

/// `9:05` or `09:05` → minutes after midnight, up to `24:00`.
#[must_use]
pub fn clock(text: &str) -> Option<u16> {
    let (hour, minute) = text.split_once([':', '：'])?;
    let digits = |part: &str, most: usize| (1..=most).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
    if !digits(hour, 2) || !digits(minute, 2) || minute.len() != 2 {
        return None;
    }
    let (hour, minute): (u16, u16) = (hour.parse().ok()?, minute.parse().ok()?);
    (minute < 60 && hour * 60 + minute <= 24 * 60).then_some(hour * 60 + minute)
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.date.fmt(f)?;
        self.minute.map_or(Ok(()), |minute| write!(f, " {:02}:{:02}", minute / 60, minute % 60))
    }
}

impl<'de> Deserialize<'de> for Moment {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::parse(&String::deserialize(deserializer)?).map_err(D::Error::custom)
    }
}

impl JsonSchema for Moment {
    fn schema_name() -> Cow<'static, str> {
        "Moment".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "北京时间，写成 2026-05-29 或 2026-05-29 09:00",
            "type": "string",
            "pattern": r"^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])([ T]\d{1,2}:[0-5]\d)?$",
            "x-exact": true,
        })
    }
}

/// An event of the assembled site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// File name without `.yaml`.
    pub id: String,
    /// As written.
    pub file: EventFile,
    /// Its groups in the site's order; all of them when it is for everyone.
    pub groups: Vec<GroupId>,
}

impl Event {
    /// Address from the site root.
    #[must_use]
    pub fn permalink(&self) -> String {
        format!("events/{}/", self.id)
    }
}

impl EventKind {
    /// As written.
    #[must_use]
    pub fn chinese(self) -> &'static str {
        match self {
            Self::Broadcast => "直播",
            Self::Class => "线下课",
            Self::Clinic => "义诊",
            Self::Campaign => "宣传",
            Self::Appeal => "倡议",
        }
    }
}
