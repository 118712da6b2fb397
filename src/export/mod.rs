//! The site in other forms than its pages: what goes to other people's programs.

mod book;
pub mod epub;
pub mod feed;
pub mod redirects;
pub mod single;
pub mod wechat;
mod words;
pub mod zip;
