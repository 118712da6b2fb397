//! `baodian`: a folder of Chinese Markdown becomes a searchable site and printed booklets.
//!
//! The line, each step a pure function of the values before it:
//!
//! 1. `content` reads the folder: `Source`s, and what they declare;
//! 2. `content::parse` turns each file into an `Article` (through `markdown`);
//! 3. `site::assemble` orders and links all articles: `Site`;
//! 4. `check` reads the site as a careful colleague would: `Diagnostic`s;
//! 5. `pages`, `search` and `print` write the site as `OutputFile`s (through `markup` and `theme`);
//! 6. `output` is the one room that writes them to disk.
//!
//! What an author did wrong is a `Diagnostic`, gathered on the way and shown at the end.

#![forbid(unsafe_code)]

// ground: the words
pub mod diagnostic;
pub mod model;
pub mod output;
pub mod source;

// in: files become a site
pub mod check;
pub mod content;
pub mod fix;
pub mod history;
pub mod markdown;
pub mod picture;
pub mod site;

// out: a site becomes files
pub mod export;
pub mod markup;
pub mod pages;
#[cfg(feature = "print")]
pub mod print;
pub mod search;
pub mod stats;
pub mod theme;

// back in: what was published, judged
pub mod audit;

// roof: commands
pub mod build;
pub mod cli;
pub mod new;
pub mod schema;
pub mod serve;
