//! Places and people's offices, county by county: a table `content/data/directories/<id>.csv` that is kept in a
//! spreadsheet, and `<id>.yaml` beside it that says what the table is (DOMAIN §3.5).

use std::collections::BTreeMap;
use std::sync::Arc;

use schemars::JsonSchema;
use serde::Deserialize;

use crate::model::date::Date;
use crate::model::folder::Declared;
use crate::model::hours::Hours;
use crate::source::{Place, Source, Span};

/// `content/data/directories/<id>.yaml` as written.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(description = "一份名录的说明：content/data/directories/名字.yaml，表格是同名的 .csv")]
pub struct DirectoryFile {
    /// Its name.
    #[schemars(description = "名称，例如 向日葵亲子小屋名录")]
    pub title: String,
    /// What its rows are.
    #[serde(rename = "type")]
    #[schemars(description = "名录里是哪一类机构")]
    pub kind: FacilityKind,
    /// For whom; not written, it is for everyone.
    #[serde(default)]
    #[schemars(description = "给哪些人群：写人群的 slug，所有人写 all")]
    pub groups: Vec<String>,
    /// What a reader should know before going there.
    #[serde(default)]
    #[schemars(description = "去以前要知道的事，一两句话")]
    pub notes: Option<String>,
    /// Words for services besides those that every directory may use.
    #[serde(default)]
    #[schemars(description = "表格“服务”一栏还能写哪些词；常用的几个不用写")]
    pub services: Vec<String>,
    /// Last change.
    #[serde(default)]
    #[schemars(description = "哪天改的")]
    pub updated: Option<Date>,
}

/// Services that every directory may name (DOMAIN §3.5).
pub const SERVICES: [&str; 5] = ["亲子活动", "发育筛查", "疫苗", "心理慰藉", "法律援助"];

/// What a facility is (DOMAIN §3.5).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(description = "哪一类机构")]
pub enum FacilityKind {
    /// 向日葵亲子小屋.
    #[schemars(description = "向日葵亲子小屋")]
    Sunflower,
    /// 优生优育指导中心.
    #[schemars(description = "优生优育指导中心")]
    Guidance,
    /// 暖心家园.
    #[schemars(description = "暖心家园")]
    Nuanxin,
    /// 家庭健康服务中心.
    #[schemars(description = "家庭健康服务中心、驿站")]
    FamilyHealth,
    /// 青春健康俱乐部.
    #[schemars(description = "青春健康俱乐部、教育基地")]
    YouthClub,
    /// 托育机构.
    #[schemars(description = "托育机构")]
    Nursery,
    /// 辅助生殖技术机构.
    #[schemars(description = "辅助生殖技术机构")]
    Art,
    /// 预防接种门诊.
    #[schemars(description = "预防接种门诊")]
    Vaccine,
    /// 法律援助联络点.
    #[schemars(description = "法律援助联络点")]
    Legal,
    /// 幸福工程帮扶基地.
    #[schemars(description = "幸福工程帮扶基地")]
    Xingfu,
    /// 计生协会.
    #[schemars(description = "各级计生协会")]
    Association,
    /// 赠阅书目: books, not places.
    #[schemars(description = "赠阅书目")]
    Publication,
}

/// How a facility stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum FacilityStatus {
    /// One can go there.
    Open,
    /// Not for now.
    Suspended,
    /// No more.
    Closed,
    /// Elsewhere.
    Moved,
}

impl FacilityStatus {
    /// As written in a table, and in Chinese.
    pub const NAMES: [(Self, &'static str, &'static str); 4] = [
        (Self::Open, "open", "开放"),
        (Self::Suspended, "suspended", "暂停"),
        (Self::Closed, "closed", "关闭"),
        (Self::Moved, "moved", "迁址"),
    ];

    /// Reads either name.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::NAMES.iter().find(|(_, english, chinese)| text == *english || text == *chinese).map(|(status, ..)| *status)
    }
}

/// A column of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "each is explained by its Chinese name in `NAMES`")]
pub enum Column {
    Id,
    Name,
    RegionCode,
    County,
    Township,
    Village,
    Address,
    Phone,
    PhonePublic,
    PhoneNote,
    Hours,
    OpenWeekdays,
    OpenFrom,
    OpenTo,
    Services,
    Groups,
    AgeMonths,
    Capacity,
    Fee,
    LicenceNo,
    FilingDate,
    Access,
    Coordinates,
    Status,
    VerifiedOn,
    VerifiedBy,
    Source,
    Publisher,
    Isbn,
}

impl Column {
    /// All columns: the name in DOMAIN §3.5 and the Chinese one, either of which may head the column.
    pub const NAMES: [(Self, &'static str, &'static str); 29] = [
        (Self::Id, "id", "编号"),
        (Self::Name, "name", "名称"),
        (Self::RegionCode, "region_code", "区划代码"),
        (Self::County, "county", "县区"),
        (Self::Township, "township", "乡镇"),
        (Self::Village, "village", "村居"),
        (Self::Address, "address", "地址"),
        (Self::Phone, "phone", "电话"),
        (Self::PhonePublic, "phone_public", "手机可公开"),
        (Self::PhoneNote, "phone_note", "公开批准"),
        (Self::Hours, "hours", "开放时间"),
        (Self::OpenWeekdays, "open_weekdays", "开放星期"),
        (Self::OpenFrom, "open_from", "开门时间"),
        (Self::OpenTo, "open_to", "关门时间"),
        (Self::Services, "services", "服务"),
        (Self::Groups, "groups", "人群"),
        (Self::AgeMonths, "age_months", "月龄"),
        (Self::Capacity, "capacity", "名额"),
        (Self::Fee, "fee", "收费"),
        (Self::LicenceNo, "licence_no", "备案号"),
        (Self::FilingDate, "filing_date", "备案日期"),
        (Self::Access, "access", "交通"),
        (Self::Coordinates, "gcj02", "坐标"),
        (Self::Status, "status", "状态"),
        (Self::VerifiedOn, "verified_on", "核对日期"),
        (Self::VerifiedBy, "verified_by", "核对人"),
        (Self::Source, "source", "来源"),
        (Self::Publisher, "publisher", "出版社"),
        (Self::Isbn, "isbn", "书号"),
    ];

    /// The Chinese name.
    #[must_use]
    pub fn chinese(self) -> &'static str {
        Self::NAMES.iter().find(|(column, ..)| *column == self).map_or("", |(_, _, chinese)| chinese)
    }

    /// The columns without which a row says nothing one can rely on.
    #[must_use]
    pub fn required(kind: FacilityKind) -> &'static [Self] {
        match kind {
            FacilityKind::Publication => &[Self::Id, Self::Name, Self::Publisher, Self::VerifiedOn, Self::VerifiedBy],
            FacilityKind::Sunflower
            | FacilityKind::Guidance
            | FacilityKind::Nuanxin
            | FacilityKind::FamilyHealth
            | FacilityKind::YouthClub
            | FacilityKind::Nursery
            | FacilityKind::Art
            | FacilityKind::Vaccine
            | FacilityKind::Legal
            | FacilityKind::Xingfu
            | FacilityKind::Association => {
                &[Self::Id, Self::Name, Self::RegionCode, Self::County, Self::Status, Self::VerifiedOn, Self::VerifiedBy]
            }
        }
    }
}

/// A directory with all its rows.
#[derive(Debug, Clone, PartialEq)]
pub struct Directory {
    /// File name without `.csv`.
    pub id: String,
    /// What it is.
    pub about: Declared<DirectoryFile>,
    /// The table.
    pub table: Arc<Source>,
    /// Its rows, in the order of the file.
    pub facilities: Vec<Facility>,
    /// Cells with a telephone that may be published though it is a mobile, in the order of the file.
    pub public_phones: Vec<Span>,
}

impl Directory {
    /// Address from the site root.
    #[must_use]
    pub fn permalink(&self) -> String {
        format!("d/{}/", self.id)
    }

    /// Address of the page of a county.
    #[must_use]
    pub fn county_permalink(&self, code: &str) -> String {
        format!("d/{}/{code}/", self.id)
    }

    /// Its counties by region code, each with its rows in the order of the file. Books belong to none.
    #[must_use]
    pub fn counties(&self) -> Vec<County<'_>> {
        let mut counties: BTreeMap<String, County<'_>> = BTreeMap::new();
        for facility in &self.facilities {
            // Only digits: the code is a part of an address.
            let code: String = facility.text(Column::RegionCode).chars().filter(char::is_ascii_digit).collect();
            if !code.is_empty() {
                let name = facility.text(Column::County);
                counties.entry(code.clone()).or_insert_with(|| County { code, name, facilities: Vec::new() }).facilities.push(facility);
            }
        }
        counties.into_values().collect()
    }

    /// Whether it only shows how a directory is written.
    #[must_use]
    pub fn is_example(&self) -> bool {
        self.about.value.title.contains("示例")
    }

    /// Whether it serves the group `slug`: written for it, or for everyone.
    #[must_use]
    pub fn serves(&self, slug: &str) -> bool {
        let groups = &self.about.value.groups;
        groups.is_empty() || groups.iter().any(|group| group == slug || group == "all")
    }
}

/// The rows of one county.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct County<'a> {
    /// Region code: `350122`.
    pub code: String,
    /// Its name, as the first row has it.
    pub name: &'a str,
    /// Its rows.
    pub facilities: Vec<&'a Facility>,
}

/// After so many days somebody has to make sure again (DOMAIN V24).
pub const STALE: i32 = 365;

/// A row: a place one can go to, or a book.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facility {
    /// The cells that are not empty, in the order of `Column`.
    pub cells: Vec<(Column, Cell)>,
    /// How it stands; a book is always open.
    pub status: FacilityStatus,
    /// When somebody last made sure.
    pub verified_on: Date,
    /// When it is open.
    pub hours: Hours,
}

/// What stands in a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    /// Without quotes and outer blanks.
    pub text: String,
    /// Where it stands in the table, quotes and all.
    pub span: Span,
}

impl Facility {
    /// What stands in `column`; nothing when the cell is empty.
    #[must_use]
    pub fn text(&self, column: Column) -> &str {
        self.cell(column).map_or("", |cell| &cell.text)
    }

    /// The several words of `column`: services, groups, telephones.
    pub fn words(&self, column: Column) -> impl Iterator<Item = &str> {
        self.text(column).split(['、', '，', ',', ';', '；', '/', '\n']).map(str::trim).filter(|word| !word.is_empty())
    }

    /// The cell of `column`, if it is not empty.
    #[must_use]
    pub fn cell(&self, column: Column) -> Option<&Cell> {
        self.cells.iter().find(|(known, _)| *known == column).map(|(_, cell)| cell)
    }

    /// Where `column` stands; the row's beginning when its cell is empty.
    #[must_use]
    pub fn place(&self, table: &Arc<Source>, column: Column) -> Place {
        let span = self.cell(column).or_else(|| self.cells.first().map(|(_, cell)| cell)).map(|cell| cell.span);
        Place::new(table, span.unwrap_or_default())
    }

    /// Longitude and latitude of the maps sold in China (GCJ-02), as written: `119.5383,26.1974`. Only within
    /// Fujian; anything else is no position.
    #[must_use]
    pub fn position(&self) -> Option<(&str, &str)> {
        let (east, north) = self.text(Column::Coordinates).split_once([',', '，', ' '])?;
        let (east, north) = (east.trim(), north.trim());
        let within = |text: &str, least: f64, most: f64| {
            let is_plain = text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
            is_plain && text.parse::<f64>().is_ok_and(|value| (least..=most).contains(&value))
        };
        (within(east, 115.8, 120.8) && within(north, 23.4, 28.4)).then_some((east, north))
    }

    /// Whether nobody has made sure of it for a year before `today`.
    #[must_use]
    pub fn is_stale(&self, today: Date) -> bool {
        self.verified_on.days_until(today) > STALE
    }

    /// Whether it only shows how a row is written, and is no place at all.
    #[must_use]
    pub fn is_example(&self) -> bool {
        self.text(Column::Name).contains("示例")
    }
}
