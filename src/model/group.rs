//! The groups of people a site serves: data from `site.yaml`, not code.

use schemars::JsonSchema;
use serde::Deserialize;

/// Index into `Config::groups`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct GroupId(pub usize);

/// A group as declared in `site.yaml`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(description = "一个人群")]
pub struct Group {
    /// Part of the address: `lao`.
    #[schemars(description = "网址里的名字，例如 lao")]
    pub slug: String,
    /// The one character on its seal: `老`.
    #[serde(rename = "char")]
    #[schemars(description = "标记上的一个字，例如 老")]
    pub character: String,
    /// Its name: `老年人`.
    #[schemars(description = "名称，例如 老年人")]
    pub title: String,
    /// Who belongs to it, in a sentence.
    #[schemars(description = "说的是谁，一句话")]
    pub who: String,
    /// What a visitor finds here, in a sentence.
    #[serde(default)]
    #[schemars(description = "这里能看到什么，一句话")]
    pub description: String,
    /// Place in lists.
    #[schemars(description = "排第几")]
    pub order: u32,
    /// What the association does for this group.
    #[serde(default)]
    #[schemars(description = "协会为这些人做什么")]
    pub services: Vec<Service>,
    /// Numbers of `content/data/hotlines.yaml` to show first.
    #[serde(default)]
    #[schemars(description = "先列哪几个电话：写 content/data/hotlines.yaml 里的号码")]
    pub hotlines: Vec<String>,
    /// Quiet layout: no decoration (special families, hardship, orphans).
    #[serde(default)]
    #[schemars(description = "安静的版面，不加装饰")]
    pub muted: bool,
}

/// Something a group can get.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(description = "一项服务")]
pub struct Service {
    /// Its name.
    #[schemars(description = "名称")]
    pub name: String,
    /// What it is, in a sentence.
    #[schemars(description = "是什么，一句话")]
    pub text: String,
}
