//! The behaviour of baodian, by subject. Start with `harness` (tiny sites in one string) and `spec`
//! (documents that run); add a test to the subject it belongs to and name it by what it shows.

/// Tiny sites in one string, built in memory or by the real program.
mod harness;

/// Everything an editor gets wrong, and what is said about it.
mod bad_input;
/// Same input, same bytes.
mod bytes;
/// A bare folder of Markdown.
mod plain_folder;
/// Documents for editors, with examples that run.
mod spec;
/// What a publication leaves on the disk, and drafts that leak nowhere.
mod publish;
