//! Directories: a page for each county, complete without a script; the directory's own page leads to them.

use crate::model::directory::{Column, Directory, Facility, FacilityStatus};
use crate::model::path::percent_encode;
use crate::pages::common::Frame;
use crate::pages::vcf;
use crate::pages::view::NamedLink;
use crate::pages::view_places::{CountyLink, CountyPage, DirectoriesPage, DirectoryCard, DirectoryPage, PlaceLine, PlacePhone, PlaceView};

/// More places than these are not repeated on the directory's own page: the reader chooses a county first.
const LINES: usize = 400;

/// The context of `directories.html`.
pub fn list<'a>(frame: &Frame<'a>) -> DirectoriesPage<'a> {
    let page = frame.page_below("directories", "去哪里", "能去的地方，一个县一张表：地址、电话、开放时间", &[]);
    DirectoriesPage { page, directories: frame.site.directories.iter().map(|directory| card(frame, directory)).collect() }
}

/// A directory in a list.
pub fn card<'a>(frame: &Frame<'a>, directory: &'a Directory) -> DirectoryCard<'a> {
    let about = &directory.about.value;
    DirectoryCard {
        title: &about.title,
        href: frame.page_href(&directory.permalink()),
        notes: about.notes.as_deref(),
        count: directory.facilities.len(),
        counties: directory.counties().len(),
        groups: frame.group_seals(&about.groups),
        example: directory.is_example(),
    }
}

/// The context of `directory.html`.
pub fn page<'a>(frame: &Frame<'a>, at: usize) -> DirectoryPage<'a> {
    let directory = &frame.site.directories[at];
    let about = &directory.about.value;
    let page = frame.page_below("directory", &about.title, about.notes.as_deref().unwrap_or(&about.title), &[("去哪里", "d/")]);
    let counties = directory.counties();
    let lines = counties.iter().flat_map(|county| county.facilities.iter().map(move |facility| (county, *facility)));
    let lines = lines.map(|(county, facility)| PlaceLine {
        name: facility.text(Column::Name),
        code: county.code.clone(),
        county: county.name,
        address: address(facility),
        href: format!("{}#{}", frame.page_href(&directory.county_permalink(&county.code)), facility.text(Column::Id)),
        services: facility.words(Column::Services).collect(),
    });
    let nowhere = directory.facilities.iter().filter(|facility| facility.cell(Column::RegionCode).is_none());
    DirectoryPage {
        page,
        directory: card(frame, directory),
        updated: about.updated.map(crate::model::date::Date::in_chinese),
        lines: if directory.facilities.len() > LINES { Vec::new() } else { lines.collect() },
        counties: county_links(frame, directory),
        places: nowhere.map(|facility| place(frame, directory, facility)).collect(),
        built: frame.site.date.to_string(),
    }
}

/// The context of `county.html`.
pub fn county<'a>(frame: &Frame<'a>, at: usize, number: usize) -> CountyPage<'a> {
    let directory = &frame.site.directories[at];
    let about = &directory.about.value;
    let county = directory.counties().swap_remove(number);
    let page = frame.page_below(
        "county",
        &format!("{}：{}", county.name, about.title),
        &format!("{}的{}，{}处", county.name, about.title, county.facilities.len()),
        &[("去哪里", "d/"), (&about.title, &directory.permalink())],
    );
    let mut facilities = county.facilities;
    // Where nobody is any more comes last.
    facilities.sort_by_key(|facility| matches!(facility.status, FacilityStatus::Closed | FacilityStatus::Moved));
    CountyPage {
        page,
        directory: card(frame, directory),
        county: county.name,
        places: facilities.into_iter().map(|facility| place(frame, directory, facility)).collect(),
        counties: county_links(frame, directory),
        built: frame.site.date.to_string(),
    }
}

fn county_links<'a>(frame: &Frame<'_>, directory: &'a Directory) -> Vec<CountyLink<'a>> {
    let counties = directory.counties().into_iter();
    counties
        .map(|county| CountyLink {
            name: county.name,
            href: frame.page_href(&directory.county_permalink(&county.code)),
            code: county.code,
            count: county.facilities.len(),
        })
        .collect()
}

fn place<'a>(frame: &Frame<'a>, directory: &Directory, facility: &'a Facility) -> PlaceView<'a> {
    const MORE: [Column; 7] =
        [Column::AgeMonths, Column::Capacity, Column::Fee, Column::LicenceNo, Column::Access, Column::Publisher, Column::Isbn];
    let names = FacilityStatus::NAMES.into_iter().find(|(status, ..)| *status == facility.status);
    let (_, status, status_name) = names.expect("this is a bug in baodian: a status without a name");
    let is_there = facility.status != FacilityStatus::Closed && facility.cell(Column::RegionCode).is_some();
    let example = facility.is_example();
    PlaceView {
        id: facility.text(Column::Id),
        name: facility.text(Column::Name),
        status,
        status_name,
        example,
        stale: facility.is_stale(frame.site.date),
        address: address(facility),
        phones: facility
            .words(Column::Phone)
            .map(|text| PlacePhone { text, href: (!example).then(|| format!("tel:{}", dialled(text))) })
            .collect(),
        hours: &facility.hours.text,
        openings: if facility.status == FacilityStatus::Open { openings(facility) } else { String::new() },
        services: facility.words(Column::Services).collect(),
        more: MORE
            .into_iter()
            .filter(|column| facility.cell(*column).is_some())
            .map(|column| (column.chinese(), facility.text(column)))
            .collect(),
        verified_on: facility.verified_on.in_chinese(),
        maps: if is_there { maps(facility) } else { Vec::new() },
        vcf_href: is_there.then(|| frame.file_href(&vcf::path(directory, facility))),
    }
}

/// County, township, village and street; what the street names already is not said twice.
pub fn address(facility: &Facility) -> String {
    let street = facility.text(Column::Address);
    let before = [Column::County, Column::Township, Column::Village].map(|column| facility.text(column));
    before.into_iter().filter(|part| !part.is_empty() && !street.contains(part)).chain([street]).collect()
}

/// The digits of a number; an extension is for the reader to dial.
fn dialled(phone: &str) -> String {
    phone.split(['转', '*']).next().unwrap_or(phone).chars().filter(char::is_ascii_digit).collect()
}

/// `1 510-720 870-1050;3 510-720`: day of the week, then minutes after midnight.
fn openings(facility: &Facility) -> String {
    let mut days: Vec<String> = Vec::new();
    let mut last = 0;
    for opening in &facility.hours.openings {
        if opening.weekday != last {
            days.push(opening.weekday.to_string());
            last = opening.weekday;
        }
        if let Some(day) = days.last_mut() {
            day.push_str(&format!(" {}-{}", opening.from, opening.to));
        }
    }
    days.join(";")
}

/// The place in three map programs: their own addresses, which open the program where it is installed. With a
/// position the point itself, else a search for name and address. Positions are GCJ-02 in all three.
/// (高德 URI API, 百度 URI API, 腾讯位置服务 URI API.)
fn maps(facility: &Facility) -> Vec<NamedLink> {
    let name = encoded(facility.text(Column::Name));
    let words = encoded(&address(facility));
    let hrefs = match facility.position() {
        Some((east, north)) => [
            format!("https://uri.amap.com/marker?position={east},{north}&name={name}&coordinate=gaode&callnative=1"),
            format!(
                "https://api.map.baidu.com/marker?location={north},{east}&title={name}&content={words}&coord_type=gcj02&output=html&src=baodian"
            ),
            format!("https://apis.map.qq.com/uri/v1/marker?marker=coord:{north},{east};title:{name};addr:{words}&referer=baodian"),
        ],
        None => [
            format!("https://uri.amap.com/search?keyword={words}&callnative=1"),
            format!("https://api.map.baidu.com/geocoder?address={words}&output=html&src=baodian"),
            format!("https://apis.map.qq.com/uri/v1/search?keyword={words}&referer=baodian"),
        ],
    };
    let names = ["高德地图", "百度地图", "腾讯地图"];
    names.into_iter().zip(hrefs).map(|(title, href)| NamedLink { title: title.to_owned(), href }).collect()
}

/// As a value within an address: a `/` of the text is no path.
fn encoded(text: &str) -> String {
    percent_encode(text).replace('/', "%2F")
}
