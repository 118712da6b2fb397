//! A folder → sources → articles and declarations. The only room that knows serde_yaml and walkdir.
//!
//! `walk` reads, `article` turns one Markdown file into an `Article` (a pure function of that file, so it
//! can run in parallel and be remembered), `declare` reads the YAML files beside the articles, `directory` the tables.

mod article;
mod attachments;
mod csv;
mod declare;
mod directory;
mod encoding;
mod front_matter;
mod items;
mod records;
mod walk;
mod yaml;

pub use article::{Reading, parse, read};
pub use attachments::{attachments, static_files};
pub use declare::declare;
pub use encoding::{encode_like, encode_lines_like};
pub use front_matter::{Cut, cut};
pub use walk::{Listing, list};
