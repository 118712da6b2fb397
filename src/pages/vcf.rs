//! Visiting cards (vCard 4.0, RFC 6350): a place to keep in the telephone's own book.

use crate::markup::content_line::{push, text};
use crate::model::directory::{Column, Directory, Facility, FacilityStatus};
use crate::model::site::Site;
use crate::output::OutputFile;
use crate::pages::directory::address;

/// Where the card of a place is published.
pub fn path(directory: &Directory, facility: &Facility) -> String {
    format!("{}{}.vcf", directory.permalink(), facility.text(Column::Id))
}

/// The cards of all places that one can go to.
pub fn all(site: &Site) -> Vec<OutputFile> {
    let mut files = Vec::new();
    for directory in &site.directories {
        for county in directory.counties() {
            for facility in county.facilities.iter().filter(|facility| facility.status != FacilityStatus::Closed) {
                let page = directory.county_permalink(&county.code);
                files.push(OutputFile { path: path(directory, facility), bytes: card(site, directory, facility, &page).into_bytes() });
            }
        }
    }
    files
}

fn card(site: &Site, directory: &Directory, facility: &Facility, page: &str) -> String {
    let mut out = String::new();
    let cell = |column| text(facility.text(column));
    push(&mut out, "BEGIN", "VCARD");
    push(&mut out, "VERSION", "4.0");
    push(&mut out, "KIND", "org");
    push(&mut out, "FN", &cell(Column::Name));
    push(&mut out, "ORG", &cell(Column::Name));
    for phone in facility.words(Column::Phone) {
        // Plain words rather than a URI: telephones that know only vCard 3 read them too.
        push(&mut out, "TEL;TYPE=work", &text(phone));
    }
    // Box, extension, street, place, region, postal code, country.
    let street: String = [Column::Township, Column::Village, Column::Address]
        .map(|column| facility.text(column))
        .into_iter()
        .filter(|part| !part.is_empty() && (*part == facility.text(Column::Address) || !facility.text(Column::Address).contains(*part)))
        .collect();
    push(&mut out, "ADR;TYPE=work", &format!(";;{};{};福建省;;中国", text(&street), cell(Column::County)));
    if let Some((east, north)) = facility.position() {
        // A position of the maps sold in China, which a `GEO` (WGS 84) would be wrong by half a kilometre.
        push(&mut out, "X-GCJ02", &text(&format!("{east},{north}")));
    }
    let hours = facility.hours.text.as_str();
    let verified = format!("{}核对", facility.verified_on.in_chinese());
    let note: Vec<String> = [format!("{} {}", directory.about.value.title, address(facility)), hours.to_owned(), verified]
        .into_iter()
        .filter(|words| !words.is_empty())
        .collect();
    push(&mut out, "NOTE", &text(&note.join("\n")));
    if !site.config.base_url.is_empty() {
        push(&mut out, "URL", &format!("{}{page}#{}", site.config.base_url, facility.text(Column::Id)));
    }
    let (year, month, day) = facility.verified_on.parts();
    push(&mut out, "REV", &format!("{year:04}{month:02}{day:02}T000000Z"));
    push(&mut out, "END", "VCARD");
    out
}
