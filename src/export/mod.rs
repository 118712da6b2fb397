//! The site in other forms than its pages: what goes to other people's programs.

pub mod epub;
pub mod feed;
pub mod redirects;
pub mod wechat;
mod words;
