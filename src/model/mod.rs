//! The nouns of the site: plain values, without files, HTML or clocks.

pub mod article;
pub mod booklet;
pub mod config;
pub mod date;
pub mod document;
pub mod folder;
pub mod group;
pub mod nearest;
pub mod path;
pub mod pinyin;
pub mod registry;
pub mod series;
pub mod site;
pub mod slug;
pub mod synonyms;
