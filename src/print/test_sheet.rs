//! A sheet to print before five hundred booklets: it shows how this printer turns paper over.

use std::collections::BTreeMap;

use crate::model::date::Date;
use crate::print::export;
use crate::print::world::Room;
use typst_layout::PagedDocument;

/// Sides of the sheet for printers with duplex: number of the sheet, whether it is the back.
const DUPLEX: [(usize, bool); 2] = [(1, false), (1, true)];
/// Sides for printers without, in the order of `impose::order::single_sided`: fronts, then backs from the last.
const SINGLE_SIDED: [(usize, bool); 4] = [(1, false), (2, false), (2, true), (1, true)];

/// The PDF of the theme's `print/test-sheet.typ`.
///
/// # Errors
/// What is wrong with the theme's file, in the engine's words.
pub fn test_sheet(theme: &BTreeMap<String, String>, date: Date, single_sided: bool) -> Result<Vec<u8>, String> {
    let sides: &[(usize, bool)] = if single_sided { &SINGLE_SIDED } else { &DUPLEX };
    let sides: String = sides.iter().map(|(number, back)| format!("(number: {number}, back: {back}), ")).collect();
    let (year, month, day) = date.parts();
    let main = format!(
        "#import \"/print/test-sheet.typ\": test-sheet\n\
         #test-sheet(({sides}), {single_sided}, datetime(year: {year}, month: {month}, day: {day}))\n"
    );
    let mut sources = theme.clone();
    sources.insert("main.typ".to_owned(), main);
    let room = Room::new("main.typ", sources, BTreeMap::new(), date);
    let document = typst::compile::<PagedDocument>(&room).output;
    let name = format!("test {single_sided}");
    document.and_then(|document| export::sheets(&document, &name)).map_err(|errors| {
        let messages: Vec<&str> = errors.iter().map(|error| error.message.as_str()).collect();
        messages.join("；")
    })
}
