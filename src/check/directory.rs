//! Places that are where the table says, and answer when one calls: V24.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::check::codes::finding;
use crate::check::digits::{self, Secret};
use crate::diagnostic::Diagnostic;
use crate::model::directory::{Column, Directory, Facility, FacilityKind, SERVICES, STALE};
use crate::model::folder::Folder;
use crate::model::nearest::nearest;
use crate::model::site::Site;
use crate::model::slug::refusal;
use crate::source::Place;

/// The findings about all directories.
pub fn check(site: &Site, folder: &Folder) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    for directory in folder.records.directories.values() {
        let services: Vec<&str> = SERVICES.into_iter().chain(directory.about.value.services.iter().map(String::as_str)).collect();
        for facility in &directory.facilities {
            let row = Row { directory, facility };
            row.id(&mut diagnostics);
            row.region(&mut diagnostics);
            row.phone(site, &mut diagnostics);
            row.hours(&mut diagnostics);
            row.services(&services, &mut diagnostics);
            row.address(&mut diagnostics);
            row.position(&mut diagnostics);
            row.verified(site, &mut diagnostics);
        }
        duplicates(directory, &mut diagnostics);
    }
    counties(folder, &mut diagnostics);
    diagnostics
}

/// One row in its table.
struct Row<'a> {
    directory: &'a Arc<Directory>,
    facility: &'a Facility,
}

impl Row<'_> {
    fn finding(&self, code: &'static str, column: Column, message: impl Into<String>) -> Diagnostic {
        finding(code, self.place(column), message)
    }

    fn place(&self, column: Column) -> Place {
        self.facility.place(&self.directory.table, column)
    }

    fn id(&self, diagnostics: &mut Vec<Diagnostic>) {
        let id = self.facility.text(Column::Id);
        if let Some(reason) = refusal(id) {
            diagnostics.push(
                self.finding("slug-invalid", Column::Id, format!("编号“{id}”不能用：{reason}"))
                    .help("写成“县的拼音-两位数字”，例如 lianjiang-01；定下来就不要再改"),
            );
        }
    }

    fn region(&self, diagnostics: &mut Vec<Diagnostic>) {
        let code = self.facility.text(Column::RegionCode);
        if !is_region(code) && self.directory.about.value.kind != FacilityKind::Publication {
            diagnostics.push(
                self.finding("region-code", Column::RegionCode, format!("区划代码“{code}”不对，按县区找不到这一家"))
                    .help("福建的区划代码是 35 开头的 6 位数字；数一数位数，前后不要有别的字"),
            );
        }
    }

    fn phone(&self, site: &Site, diagnostics: &mut Vec<Diagnostic>) {
        for phone in self.facility.words(Column::Phone) {
            let is_zeros = phone.trim_start_matches("0591").chars().all(|c| matches!(c, '0' | '-'));
            if is_hotline(phone, site) || (self.facility.is_example() && is_zeros) {
                continue;
            }
            match kind_of(phone) {
                Some(Secret::Landline) => {}
                // Without leave to publish it, privacy speaks of it.
                Some(Secret::Mobile) => {
                    let cell = self.facility.cell(Column::Phone).map(|cell| cell.span);
                    let is_public = cell.is_some_and(|span| self.directory.public_phones.binary_search(&span).is_ok());
                    if is_public && self.facility.cell(Column::PhoneNote).is_none() {
                        diagnostics.push(
                            self.finding("phone-unapproved", Column::Phone, "这个手机号说可以公开，可是没有写谁批准的")
                                .help("在“公开批准”一栏写明谁、哪天同意公开，例如：办公室 2026-01-15 同意"),
                        );
                    }
                }
                Some(Secret::IdCard | Secret::OldIdCard | Secret::BankCard) | None => diagnostics.push(
                    self.finding("phone-invalid", Column::Phone, format!("“{phone}”不像电话号码，读者打不通"))
                        .help("座机连区号写成 0591-87654321 的样子，分机写“转801”；几个号码用顿号隔开"),
                ),
            }
        }
    }

    fn hours(&self, diagnostics: &mut Vec<Diagnostic>) {
        if let Some((one, two)) = self.facility.hours.overlap() {
            let time = |minute: u16| format!("{}:{:02}", minute / 60, minute % 60);
            let message =
                format!("开放时间重叠了：{} {}—{} 还没有关门，{} 又开门", one.day_name(), time(one.from), time(one.to), time(two.from));
            diagnostics.push(self.finding("hours-overlap", Column::Hours, message).help("改成不重叠的两段；中午不休息的，写成一段"));
        }
    }

    fn services(&self, known: &[&str], diagnostics: &mut Vec<Diagnostic>) {
        for service in self.facility.words(Column::Services).filter(|service| !known.contains(service)) {
            let guess = nearest(service, known).map(|near| format!("是不是“{near}”？")).unwrap_or_default();
            let file = &self.directory.about.source.path;
            diagnostics.push(
                self.finding("service-unknown", Column::Services, format!("没有登记“{service}”这种服务，读者按服务筛选时找不到"))
                    .help(format!("{guess}能写的有：{}。要加新的，写到 {file} 的 services: 里", known.join("、"))),
            );
        }
    }

    fn address(&self, diagnostics: &mut Vec<Diagnostic>) {
        let address = self.facility.text(Column::Address).to_ascii_lowercase();
        if ["http://", "https://", "www."].iter().any(|mark| address.contains(mark)) {
            diagnostics.push(
                self.finding("address-link", Column::Address, "地址里写的是网址，读者不知道往哪里走")
                    .help("写到街道和门牌；网址写在名录说明的 notes: 里"),
            );
        }
    }

    fn position(&self, diagnostics: &mut Vec<Diagnostic>) {
        let position = self.facility.text(Column::Coordinates);
        if !position.is_empty() && self.facility.position().is_none() {
            diagnostics.push(
                self.finding("position-invalid", Column::Coordinates, format!("坐标“{position}”不在福建，点开地图会到别的地方去"))
                    .help("写成“经度,纬度”，例如 119.5383,26.1974；在高德或腾讯地图上取，先经度后纬度。拿不准就空着，地图会按地址找"),
            );
        }
    }

    fn verified(&self, site: &Site, diagnostics: &mut Vec<Diagnostic>) {
        let day = self.facility.verified_on;
        let days = day.days_until(site.date);
        if self.facility.is_example() {
            return;
        }
        if days < 0 {
            diagnostics.push(
                self.finding("facility-unverified", Column::VerifiedOn, format!("核对日期 {} 还没有到", day.in_chinese()))
                    .help("写上一次真正打电话核对的那一天"),
            );
        } else if days > STALE {
            diagnostics.push(
                self.finding("facility-unverified", Column::VerifiedOn, format!("上次核对是 {}，过了一年，可能已经搬走", day.in_chinese()))
                    .help("打电话问一问，再改核对日期；已经不办了的，状态写“关闭”"),
            );
        }
    }
}

/// Six digits of Fujian.
fn is_region(code: &str) -> bool {
    code.len() == 6 && code.starts_with("35") && code.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether `phone` is a confirmed number of the hotline table.
pub(super) fn is_hotline(phone: &str, site: &Site) -> bool {
    site.hotlines.iter().any(|hotline| hotline.verified && hotline.number == phone)
}

/// What a whole cell is, an extension left out; 400 and 800 numbers count as landlines.
pub(super) fn kind_of(phone: &str) -> Option<Secret> {
    let phone = phone.split(['转', '*']).next().unwrap_or(phone).trim();
    let digits: String = phone.chars().filter(char::is_ascii_digit).collect();
    let is_service = digits.len() == 10 && ["400", "800"].iter().any(|prefix| digits.starts_with(prefix));
    if is_service && phone.chars().all(|c| c.is_ascii_digit() || c == '-') {
        return Some(Secret::Landline);
    }
    match digits::secrets(phone).as_slice() {
        [(secret, span)] if phone[..span.start].chars().all(|c| matches!(c, '(' | '（' | '+')) && span.end == phone.len() => Some(*secret),
        _ => None,
    }
}

/// The same number twice, or the same name at the same address.
fn duplicates(directory: &Arc<Directory>, diagnostics: &mut Vec<Diagnostic>) {
    let mut ids: BTreeMap<&str, &Facility> = BTreeMap::new();
    let mut places: BTreeMap<(String, String), &Facility> = BTreeMap::new();
    let squeezed = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
    for facility in &directory.facilities {
        let (id, name) = (facility.text(Column::Id), facility.text(Column::Name));
        let place = (squeezed(name), squeezed(facility.text(Column::Address)));
        let (first, column, message, help) = if let Some(first) = ids.insert(id, facility) {
            (first, Column::Id, format!("编号“{id}”用了两次，网址会一样"), "同一家就删掉一行；不是同一家，给一行换编号")
        } else if let Some(first) = places.insert(place, facility) {
            (first, Column::Name, format!("“{name}”写了两行，名称和地址都一样"), "同一家只留一行；不是同一家，把名称或地址写得能分开")
        } else {
            continue;
        };
        diagnostics.push(
            finding("facility-duplicate", facility.place(&directory.table, column), message)
                .label("这一行")
                .also(first.place(&directory.table, column), "和这一行")
                .help(help),
        );
    }
}

/// One county has one code and one code one county: of two that disagree, the rarer one is told.
fn counties(folder: &Folder, diagnostics: &mut Vec<Diagnostic>) {
    let mut rows: BTreeMap<(&str, &str), Vec<Place>> = BTreeMap::new();
    for directory in folder.records.directories.values() {
        let counted = |facility: &&Facility| is_region(facility.text(Column::RegionCode)) && !facility.is_example();
        for facility in directory.facilities.iter().filter(counted) {
            let key = (facility.text(Column::County), facility.text(Column::RegionCode));
            rows.entry(key).or_default().push(facility.place(&directory.table, Column::RegionCode));
        }
    }
    let mut pairs: Vec<_> = rows.iter().collect();
    pairs.sort_by_key(|(_, list)| std::cmp::Reverse(list.len()));
    let mut codes: BTreeMap<&str, &str> = BTreeMap::new();
    let mut names: BTreeMap<&str, &str> = BTreeMap::new();
    for ((county, code), list) in pairs {
        let told = match (codes.get(county), names.get(code)) {
            (Some(usual), _) => format!("“{county}”别处写的是 {usual}，这里写的是 {code}"),
            (None, Some(usual)) => format!("{code} 别处写的是“{usual}”，这里写的是“{county}”"),
            (None, None) => {
                codes.insert(county, code);
                names.insert(code, county);
                continue;
            }
        };
        diagnostics.extend(
            list.iter().map(|place| {
                finding("region-county", place.clone(), told.clone()).help("一个县区只有一个区划代码；查清楚以后，两处写成一样")
            }),
        );
    }
}
