//! The groups of people a site serves: data from `site.yaml`, not code.

use serde::Deserialize;

/// Index into `Config::groups`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct GroupId(pub usize);

/// A group as declared in `site.yaml`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Group {
    /// Part of the address: `lao`.
    pub slug: String,
    /// The one character on its seal: `老`.
    #[serde(rename = "char")]
    pub character: String,
    /// Its name: `老年人`.
    pub title: String,
    /// Who belongs to it, in a sentence.
    pub who: String,
    /// What a visitor finds here, in a sentence.
    #[serde(default)]
    pub description: String,
    /// Place in lists.
    pub order: u32,
    /// What the association does for this group.
    #[serde(default)]
    pub services: Vec<Service>,
    /// Numbers of `content/data/hotlines.yaml` to show first.
    #[serde(default)]
    pub hotlines: Vec<String>,
    /// Quiet layout: no decoration (special families, hardship, orphans).
    #[serde(default)]
    pub muted: bool,
}

/// Something a group can get.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Service {
    /// Its name.
    pub name: String,
    /// What it is, in a sentence.
    pub text: String,
}
