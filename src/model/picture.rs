//! What becomes of a picture on its way to readers.

use std::sync::Arc;

/// What the first picture of an article may weigh, in bytes (EXPERIENCE (d), images).
pub const LIGHT: usize = 30 << 10;

/// A smaller copy of a picture, for small screens and thin lines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rendition {
    /// Path in the output.
    pub path: String,
    /// Its bytes.
    pub bytes: Arc<[u8]>,
    /// Width in pixels.
    pub width: u32,
}

/// What an editor should know about a picture file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// Nobody can see it: why.
    Unreadable(String),
    /// So many million pixels that it is not opened.
    ManyPixels(u64),
    /// So many bytes that it is not read.
    ManyBytes(u64),
    /// The name says one format, the bytes another: its name, and the ending it should have.
    OtherFormat(&'static str, &'static str),
    /// The file says where the photograph was taken.
    Position,
    /// What was taken out of a drawing, because it could do something or fetch something.
    Cleaned(Vec<&'static str>),
}

impl Fault {
    /// Whether there is no picture to show.
    #[must_use]
    pub fn is_fatal(&self) -> bool {
        match self {
            Self::Unreadable(_) | Self::ManyPixels(_) | Self::ManyBytes(_) => true,
            Self::OtherFormat(..) | Self::Position | Self::Cleaned(_) => false,
        }
    }
}

/// Red, green, blue.
pub type Rgb = [u8; 3];

/// What is drawn beside a shared link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cover<'a> {
    /// The title, cut where a line may end.
    pub title: Vec<&'a str>,
    /// The name of the site.
    pub name: &'a str,
    /// The character on the seal.
    pub seal: char,
    /// Of the seal.
    pub ink: Rgb,
    /// Of the ground.
    pub paper: Rgb,
}

impl Cover<'_> {
    /// In pixels: 1.91 to 1, as share cards have it, and both more than the 300 that WeChat asks for.
    pub const WIDTH: u32 = 600;
    /// In pixels.
    pub const HEIGHT: u32 = 315;
}
