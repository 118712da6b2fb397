//! The behaviour of baodian, by subject. Start with `harness` (tiny sites in one string) and `spec`
//! (documents that run); add a test to the subject it belongs to and name it by what it shows.

/// How a page is found again: search engines, share cards, feeds, short and old addresses.
mod found;
/// Tiny sites in one string, built in memory or by the real program.
mod harness;
/// A small HTML checker.
mod page_check;
/// Pictures made by code.
mod pictures;
/// A strict reader of XML.
mod xml;

/// The checklist for accessibility.
mod audit;
/// Everything an editor gets wrong, and what is said about it.
mod bad_input;
/// Same input, same bytes.
mod bytes;
/// The list of codes, the code that reports them, and the documents that explain them.
mod codes;
/// CommonMark's own examples.
mod commonmark;
/// The articles of this repository.
mod content;
/// Electronic books.
mod epub;
/// Articles for the editor of a public account.
mod export;
/// What an engine on a server is given.
mod feed;
/// Slips that the program mends itself.
mod fix;
/// What a fuzzer would try.
mod fuzz;
/// Whole small sites, in and out.
mod golden;
/// What git knows: days of changes, and changes after a review.
mod history;
/// Every kind of page.
mod html;
/// Who may import whom, and who may touch the disk.
mod layers;
mod learning;
/// New articles, series and sites.
mod new;
/// What readers keep, and folders and pages that need no server.
mod offline;
/// Pages, calendars and visiting cards of directories, events and days.
mod places;
/// A bare folder of Markdown.
mod plain_folder;
/// Booklets.
#[cfg(feature = "print")]
mod print;
/// Booklets that cannot be printed, and what else is made all the same.
#[cfg(feature = "print")]
mod print_failures;
/// Booklets on paper: sheets read back from the PDF, pagination, cache.
#[cfg(feature = "print")]
mod print_sheets;
/// Who finds private numbers and names, and who cries wolf.
mod privacy;
/// What holds of any input at all.
mod props;
/// What a publication leaves on the disk, and drafts that leak nowhere.
mod publish;
/// What becomes of pictures on their way to readers.
mod published_pictures;
/// Quizzes, directories, events and the calendar, as pages will find them.
mod records;
/// JSON Schemas, held against the program itself.
mod schema;
/// The search index, read back by a second reader.
mod search;
/// The preview server.
mod serve;
/// Documents for editors, with examples that run.
mod spec;
/// Figures for planning.
mod stats;
/// Articles as Typst source.
mod typst;
