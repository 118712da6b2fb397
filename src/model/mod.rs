//! The nouns of the site: plain values, without files, HTML or clocks.

pub mod article;
pub mod booklet;
pub mod calendar;
pub mod config;
pub mod date;
pub mod directory;
pub mod document;
pub mod event;
pub mod exercise;
pub mod folder;
pub mod group;
pub mod hours;
pub mod nearest;
pub mod particulars;
pub mod path;
pub mod picture;
pub mod quiz;
pub mod readings;
pub mod registry;
pub mod series;
pub mod service;
pub mod site;
pub mod slug;
pub mod synonyms;
pub mod video;
