//! When a place is open: `周一至周五 8:30-12:00、14:30-17:30；周六 9:00-11:30`.

use crate::model::event::clock;

/// The days of the week as people name them, Monday first.
const DAYS: &str = "一二三四五六日";

/// Opening hours: the words, and what a program can make of them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Hours {
    /// For people, as written.
    pub text: String,
    /// Day by day; empty when the words name no time (`预约开放`).
    pub openings: Vec<Opening>,
}

/// Open from one time to another on one day of the week.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Opening {
    /// 1 Monday … 7 Sunday.
    pub weekday: u8,
    /// Minutes after midnight.
    pub from: u16,
    /// Minutes after midnight, after `from`.
    pub to: u16,
}

impl Hours {
    /// Reads `text`. Words without a time of day are kept as they are.
    ///
    /// # Errors
    /// The piece that cannot be read.
    pub fn parse(text: &str) -> Result<Self, &str> {
        let mut openings = Vec::new();
        let has_time = text.split(|c: char| !c.is_ascii_digit()).any(|number| !number.is_empty()) && text.contains([':', '：', '点', '时']);
        if has_time {
            for part in text.split(['；', ';']).map(str::trim).filter(|part| !part.is_empty()) {
                let at = part.find(|c: char| c.is_ascii_digit()).unwrap_or(part.len());
                // `1-5 8:00-12:00`: the days are digits too.
                let at = match part.split_once([' ', '\u{3000}']) {
                    Some((days, times)) if weekdays(days).is_some() => part.len() - times.len(),
                    Some(_) | None => at,
                };
                let days = part[..at].trim().trim_end_matches(['：', ':', '，', ',']);
                let days = if days.is_empty() { Some((1..=7).collect()) } else { weekdays(days) };
                let days = days.ok_or(part)?;
                for range in part[at..].split(['、', '，', ',', ' ', '\u{3000}']).filter(|range| !range.is_empty()) {
                    let (from, to) = span(range).ok_or(range)?;
                    openings.extend(days.iter().map(|weekday| Opening { weekday: *weekday, from, to }));
                }
            }
        }
        openings.sort_unstable();
        Ok(Self { text: text.to_owned(), openings })
    }

    /// Two openings of the same day that overlap, if there are any.
    #[must_use]
    pub fn overlap(&self) -> Option<(Opening, Opening)> {
        self.openings.windows(2).map(|pair| (pair[0], pair[1])).find(|(one, two)| one.weekday == two.weekday && two.from < one.to)
    }
}

impl Opening {
    /// `周一`
    #[must_use]
    pub fn day_name(self) -> String {
        format!("周{}", DAYS.chars().nth(usize::from(self.weekday) - 1).unwrap_or_default())
    }
}

/// `8:30-12:00`, also with other dashes, 至 or 到.
fn span(text: &str) -> Option<(u16, u16)> {
    let (from, to) = halves(text)?;
    let (from, to) = (clock(from.trim())?, clock(to.trim())?);
    (from < to).then_some((from, to))
}

fn halves(text: &str) -> Option<(&str, &str)> {
    ["——", "-", "—", "–", "~", "～", "至", "到"].iter().find_map(|dash| text.split_once(dash))
}

/// `周一至周五`, `周一、周三`, `1-5`, `12345`, `每天`, `工作日` → 1–7.
#[must_use]
pub fn weekdays(text: &str) -> Option<Vec<u8>> {
    let text = text.trim();
    match text {
        "每天" | "每日" | "全年" => return Some((1..=7).collect()),
        "工作日" => return Some((1..=5).collect()),
        "周末" | "双休日" => return Some(vec![6, 7]),
        _ => {}
    }
    let mut days = Vec::new();
    for part in text.split(['、', '，', ',', ';', '；', ' ', '和']).filter(|part| !part.is_empty()) {
        match halves(part) {
            Some((from, to)) => {
                let (from, to) = (weekday(from)?, weekday(to)?);
                if from > to {
                    return None;
                }
                days.extend(from..=to);
            }
            None if part.len() > 1 && part.bytes().all(|byte| byte.is_ascii_digit()) => {
                days.extend(part.chars().map(|c| weekday(c.encode_utf8(&mut [0; 4]))).collect::<Option<Vec<_>>>()?);
            }
            None => days.push(weekday(part)?),
        }
    }
    days.sort_unstable();
    days.dedup();
    (!days.is_empty()).then_some(days)
}

fn weekday(text: &str) -> Option<u8> {
    let text = text.trim();
    let name = ["星期", "礼拜", "周"].iter().find_map(|prefix| text.strip_prefix(prefix)).unwrap_or(text);
    let at = match name {
        "天" | "7" => 6,
        name if name.chars().count() != 1 => return None,
        name => DAYS.chars().position(|day| name.starts_with(day)).or_else(|| "123456".find(name))?,
    };
    u8::try_from(at + 1).ok()
}
