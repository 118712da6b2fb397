//! The table of a directory → `Facility`s. Columns may come in any order, with their English or Chinese names.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::content::csv::{self, Raw};
use crate::diagnostic::Diagnostic;
use crate::model::date::Date;
use crate::model::directory::{Cell, Column, Directory, DirectoryFile, Facility, FacilityKind, FacilityStatus};
use crate::model::event::clock;
use crate::model::folder::Declared;
use crate::model::hours::{Hours, Opening, weekdays};
use crate::model::nearest::nearest;
use crate::source::{Place, Source, Span};

/// Reads `table` as the rows of the directory `about`. A row that cannot be relied on is told and left out.
pub fn read(id: &str, about: Declared<DirectoryFile>, table: &Arc<Source>, diagnostics: &mut Vec<Diagnostic>) -> Directory {
    let mut reader = Reader { table, kind: about.value.kind, diagnostics };
    let (facilities, public_phones) = reader.rows();
    Directory { id: id.to_owned(), about, table: Arc::clone(table), facilities, public_phones }
}

struct Reader<'a> {
    table: &'a Arc<Source>,
    kind: FacilityKind,
    diagnostics: &'a mut Vec<Diagnostic>,
}

impl Reader<'_> {
    fn error(&mut self, code: &'static str, span: Span, message: impl Into<String>, help: impl Into<String>) {
        self.diagnostics.push(Diagnostic::error(code, Place::new(self.table, span), message).help(help));
    }

    fn rows(&mut self) -> (Vec<Facility>, Vec<Span>) {
        let table = self.table;
        let rows = match csv::rows(&table.text) {
            Ok(rows) => rows,
            Err(at) => {
                let help = "文字里的英文引号写两遍（\"\"），再看这一格末尾的引号有没有；用 WPS 或 Excel 保存就不会错";
                self.error("csv-quote", Span::new(at, at + 1), "从这里开始的引号没有成对，后面的格子分不开", help);
                return (Vec::new(), Vec::new());
            }
        };
        let Some((head, rows)) = rows.split_first() else { return (Vec::new(), Vec::new()) };
        let Some(columns) = self.columns(head) else { return (Vec::new(), Vec::new()) };
        let mut facilities = Vec::new();
        let mut public = Vec::new();
        for row in rows {
            let filled = row.iter().rposition(|raw| !raw.text.is_empty()).map_or(0, |last| last + 1);
            if filled > head.len() || row.len() < head.len() {
                let count = if filled > head.len() { filled } else { row.len() };
                let message = format!("这一行有 {count} 格，表头有 {} 格，对不上", head.len());
                let help = "文字里有英文逗号的，把整格放进英文引号；没有内容的格子也要留着逗号。用 WPS 或 Excel 改就不会错";
                self.error("csv-ragged", first(row), message, help);
                continue;
            }
            let mut cells: Vec<(Column, Cell)> = columns
                .iter()
                .filter_map(|(column, at)| row.get(*at).map(|raw| (*column, raw)))
                .filter(|(_, raw)| !raw.text.is_empty())
                .map(|(column, raw)| (column, Cell { text: raw.text.clone().into_owned(), span: raw.span }))
                .collect();
            cells.sort_unstable_by_key(|(column, _)| *column);
            let (facility, is_sound) = self.facility(cells, first(row));
            if is_public(&facility) {
                public.extend(facility.cell(Column::Phone).map(|cell| cell.span));
            }
            if is_sound {
                facilities.push(facility);
            }
        }
        (facilities, public)
    }

    /// Each known column and where it stands; `None` when the table cannot be read without more.
    fn columns(&mut self, head: &[Raw]) -> Option<BTreeMap<Column, usize>> {
        let mut columns = BTreeMap::new();
        let told = self.diagnostics.len();
        if let [only] = head
            && only.text.contains(['，', '\t', ';', '；'])
        {
            let help = "一格一格要用英文逗号隔开；用 WPS 或 Excel 另存为“CSV UTF-8（逗号分隔）”";
            self.error("csv-separator", only.span, "表头没有用英文逗号隔开，整行成了一格", help);
            return None;
        }
        for (at, raw) in head.iter().enumerate().filter(|(_, raw)| !raw.text.is_empty()) {
            let name = raw.text.to_lowercase();
            let known = Column::NAMES.iter().find(|(_, english, chinese)| name == *english || name == *chinese);
            match known {
                Some((column, ..)) => {
                    if columns.insert(*column, at).is_some() {
                        self.error(
                            "column-duplicate",
                            raw.span,
                            format!("“{}”这一栏写了两次", raw.text),
                            "只留一栏，表头一行里每个名字只用一次",
                        );
                    }
                }
                None => {
                    let names: Vec<&str> = Column::NAMES.iter().flat_map(|(_, english, chinese)| [*english, *chinese]).collect();
                    let help = match nearest(&name, &names) {
                        Some(near) => format!("是不是“{near}”？"),
                        None => format!("能用的有：{}", Column::NAMES.map(|(_, _, chinese)| chinese).join("、")),
                    };
                    self.error("column-unknown", raw.span, format!("没有“{}”这一栏，写在下面的内容不会显示", raw.text), help);
                }
            }
        }
        // A column that is misspelt is not missing as well.
        let missing: Vec<&str> =
            Column::required(self.kind).iter().filter(|column| !columns.contains_key(column)).map(|column| column.chinese()).collect();
        if !missing.is_empty() && self.diagnostics.len() == told {
            let message = format!("表头缺少必须有的栏：{}", missing.join("、"));
            self.error("column-missing", first(head), message, "在表头补上这一栏，再把下面每一行填好");
        }
        (self.diagnostics.len() == told).then_some(columns)
    }

    /// The row's values, and whether all of them could be read.
    fn facility(&mut self, cells: Vec<(Column, Cell)>, row: Span) -> (Facility, bool) {
        let told = self.diagnostics.len();
        let day = Date::new(1, 1, 1).expect("this is a bug in baodian: the first day of the calendar");
        let mut facility = Facility { cells, status: FacilityStatus::Open, verified_on: day, hours: Hours::default() };
        let missing: Vec<&str> =
            Column::required(self.kind).iter().filter(|column| facility.cell(**column).is_none()).map(|column| column.chinese()).collect();
        if !missing.is_empty() {
            self.error(
                "cell-missing",
                row,
                format!("这一行还缺：{}", missing.join("、")),
                "补上这一格；还不知道的，先把整行删掉，问清楚再加",
            );
        }
        if let Some(cell) = facility.cell(Column::Status) {
            match FacilityStatus::parse(&cell.text) {
                Some(status) => facility.status = status,
                None => {
                    let names: Vec<&str> = FacilityStatus::NAMES.iter().map(|(_, _, chinese)| *chinese).collect();
                    let guess = nearest(&cell.text, &names).map(|near| format!("是不是“{near}”？")).unwrap_or_default();
                    let message = format!("状态不能写“{}”", cell.text);
                    self.error("value-unknown", cell.span, message, format!("{guess}能写的有：{}", names.join("、")));
                }
            }
        }
        if let Some(cell) = facility.cell(Column::VerifiedOn) {
            match day_of(&cell.text) {
                Some(date) => facility.verified_on = date,
                None => {
                    let message = format!("“{}”不是日期；要写成 2026-01-15 这样的年-月-日", cell.text);
                    self.error("date-invalid", cell.span, message, "例如 2026-01-15；表格软件改成的 2026/1/15 也可以");
                }
            }
        }
        match hours(&facility) {
            Ok(hours) => facility.hours = hours,
            Err((span, text, help)) => self.error("hours-invalid", span, format!("开放时间“{text}”读不懂，不能告诉读者现在开不开门"), help),
        }
        let is_sound = self.diagnostics.len() == told;
        (facility, is_sound)
    }
}

fn first(row: &[Raw]) -> Span {
    row.iter().find(|raw| !raw.text.is_empty()).map(|raw| raw.span).unwrap_or_default()
}

fn is_public(facility: &Facility) -> bool {
    ["yes", "是", "可以"].contains(&facility.text(Column::PhonePublic).to_lowercase().as_str())
}

/// `2026-01-15`, and what spreadsheets make of it: `2026/1/15`, `2026年1月15日`.
fn day_of(text: &str) -> Option<Date> {
    let mut numbers = text.trim_end_matches('日').split(['-', '/', '.', '年', '月']);
    let (year, month, day) = (numbers.next()?, numbers.next()?, numbers.next()?);
    if numbers.next().is_some() || year.len() != 4 {
        return None;
    }
    Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
}

/// The opening hours, from the three columns for programs if they are filled, else from the words.
fn hours(facility: &Facility) -> Result<Hours, (Span, String, &'static str)> {
    const WORDS: &str = "写成“周一至周五 8:30-12:00、14:30-17:30；周六 9:00-11:30”；说不清的只写文字，不写钟点";
    const DAYS: &str = "写成“周一至周五”或“周一、周三”；表格软件会把 1-5 变成 1月5日";
    const TIMES: &str = "开门时间和关门时间都要写，写成 8:30 和 17:30，关门在后";
    let text = facility.text(Column::Hours);
    let wrong = |column: Column, help| {
        let cell = facility.cell(column).or_else(|| facility.cell(Column::OpenFrom)).or_else(|| facility.cell(Column::OpenTo));
        cell.map(|cell| (cell.span, cell.text.clone(), help)).unwrap_or_default()
    };
    let columns = [Column::OpenWeekdays, Column::OpenFrom, Column::OpenTo];
    if columns.iter().all(|column| facility.cell(*column).is_none()) {
        return Hours::parse(text).map_err(|_| wrong(Column::Hours, WORDS));
    }
    let days = match facility.text(Column::OpenWeekdays) {
        "" => (1..=7).collect(),
        days => weekdays(days).ok_or_else(|| wrong(Column::OpenWeekdays, DAYS))?,
    };
    let from = clock(facility.text(Column::OpenFrom)).ok_or_else(|| wrong(Column::OpenFrom, TIMES))?;
    let to = clock(facility.text(Column::OpenTo)).filter(|to| from < *to).ok_or_else(|| wrong(Column::OpenTo, TIMES))?;
    let openings = days.into_iter().map(|weekday| Opening { weekday, from, to }).collect();
    Ok(Hours { text: text.to_owned(), openings })
}
