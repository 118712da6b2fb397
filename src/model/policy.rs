//! What somebody who wants to apply has to know: `policy:` in the front matter. From when until when it holds,
//! where, and under which number stands in `effective:`.

use schemars::JsonSchema;
use serde::Deserialize;

/// `policy:` as written.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
#[schemars(description = "办事要点：谁能办、能得到什么、怎么办、去哪里、带什么、问哪里、依据。从哪天到哪天有效写在 effective 里")]
pub struct Policy {
    /// For whom.
    #[serde(rename = "for")]
    #[schemars(description = "谁能办")]
    pub who: Option<String>,
    /// What they get.
    #[schemars(description = "能得到什么")]
    pub gives: Option<String>,
    /// What they do.
    #[schemars(description = "怎么办")]
    pub how: Option<String>,
    /// Where they go.
    #[serde(rename = "where")]
    #[schemars(description = "去哪里办")]
    pub place: Option<String>,
    /// What they bring.
    #[schemars(description = "要带什么，一样一条")]
    pub papers: Vec<String>,
    /// Whom they ring; several with `、` between them.
    #[schemars(description = "问哪里：电话，几个号码用顿号隔开")]
    pub phone: Option<String>,
    /// The law or document behind it.
    #[schemars(description = "依据哪部法律、哪份文件的第几条")]
    pub basis: Option<String>,
}

impl Policy {
    /// The numbers to ring.
    pub fn phones(&self) -> impl Iterator<Item = &str> {
        self.phone.iter().flat_map(|phone| phone.split('、')).map(str::trim).filter(|phone| !phone.is_empty())
    }

    /// What it says, without the numbers, each with its name: `谁能办`, `能得到什么` …
    #[must_use]
    pub fn facts(&self) -> Vec<(&'static str, String)> {
        let papers = (!self.papers.is_empty()).then(|| self.papers.join("、"));
        let facts = [
            ("谁能办", self.who.clone()),
            ("能得到什么", self.gives.clone()),
            ("怎么办", self.how.clone()),
            ("去哪里", self.place.clone()),
            ("要带什么", papers),
            ("问哪里", self.phone.clone()),
            ("依据", self.basis.clone()),
        ];
        facts.into_iter().filter_map(|(name, fact)| Some((name, fact.filter(|fact| !fact.trim().is_empty())?))).collect()
    }
}
