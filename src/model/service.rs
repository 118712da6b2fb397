//! A search engine on a server: `search:` in `site.yaml`, and how its two kinds are asked.

use schemars::JsonSchema;
use serde::Deserialize;

/// Where words are searched, the most important first, with the weight of a hit. The documents that have these
/// fields are made by `export::feed`.
pub const FIELDS: [(&str, u8); 9] = [
    ("title", 8),
    ("aliases", 8),
    ("sections.heading", 3),
    ("keywords", 3),
    ("tags", 3),
    ("series_title", 2),
    ("group_titles", 2),
    ("summary", 2),
    ("sections.text", 1),
];

/// Where the search of a very large site is done.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(description = "服务器上的搜索引擎；它坏了，读者的浏览器自己搜")]
pub struct SearchService {
    /// Which program answers.
    #[schemars(description = "哪一种搜索引擎")]
    pub engine: SearchEngine,
    /// Address of the index, or of whatever stands before it.
    #[schemars(
        description = "索引的网址，例如 https://search.example.org/indexes/baodian；和网站放在一起的写成 /api/search",
        regex(pattern = r"^(https://|http://(localhost|127\.0\.0\.1)[:/]|/[^/])"),
        extend("x-exact" = true)
    )]
    pub url: String,
    /// Everyone can read it in the page: it must allow searching and nothing else.
    #[serde(default)]
    #[schemars(description = "只能搜索的钥匙；写在网页里，人人看得到，绝不能写管理用的钥匙。OpenSearch 写成 用户名:口令")]
    pub key: Option<String>,
}

/// A search engine whose questions and answers the script knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[schemars(description = "哪一种搜索引擎")]
pub enum SearchEngine {
    /// Meilisearch 1.10 or later.
    #[schemars(description = "Meilisearch")]
    Meilisearch,
    /// OpenSearch 2 or later.
    #[schemars(description = "OpenSearch")]
    Opensearch,
}

impl SearchService {
    /// Whether `url` is one that a page may send its reader's words to: encrypted, on this machine for a trial, or
    /// on the site's own server.
    #[must_use]
    pub fn is_address_good(&self) -> bool {
        let url = self.url.as_str();
        let is_plain = !url.contains(|c: char| c.is_whitespace() || matches!(c, '?' | '#' | '@' | '\\'));
        let is_own = url.strip_prefix('/').is_some_and(|path| !path.is_empty() && !path.starts_with('/'));
        let is_secure = url.strip_prefix("https://").is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_alphanumeric()));
        let is_here = |rest: &str| matches!(rest.split(['/', ':']).next(), Some("localhost" | "127.0.0.1"));
        is_plain && (is_own || is_secure || url.strip_prefix("http://").is_some_and(is_here))
    }

    /// Where questions are sent: `url` itself where it already ends in `search`.
    #[must_use]
    pub fn endpoint(&self) -> String {
        let url = self.url.trim_end_matches('/');
        match self.engine {
            _ if url.ends_with("search") => url.to_owned(),
            SearchEngine::Meilisearch => format!("{url}/search"),
            SearchEngine::Opensearch => format!("{url}/_search"),
        }
    }

    /// Host and port for the reader to see; nothing when it is the site's own server.
    #[must_use]
    pub fn host(&self) -> Option<&str> {
        self.url.split_once("://").and_then(|(_, rest)| rest.split('/').next())
    }

    /// Scheme, host and port, as a content security policy names a server; nothing when it is the site's own.
    #[must_use]
    pub fn origin(&self) -> Option<&str> {
        let (scheme, rest) = self.url.split_once("://")?;
        let host = rest.split('/').next()?;
        Some(&self.url[..scheme.len() + "://".len() + host.len()])
    }
}

impl SearchEngine {
    /// The JSON that asks, with `%text%` (as JSON), `%filter%` (a list's inside), `%from%` and `%size%` to be filled in.
    #[must_use]
    pub fn question(self) -> String {
        match self {
            Self::Meilisearch => {
                r#"{"q":%text%,"offset":%from%,"limit":%size%,"filter":[%filter%],"facets":["groups","series"]}"#.to_owned()
            }
            Self::Opensearch => {
                let weighted =
                    |(field, weight): &(&str, u8)| if *weight == 1 { format!("\"{field}\"") } else { format!("\"{field}^{weight}\"") };
                let fields = FIELDS.iter().map(weighted).collect::<Vec<_>>().join(",");
                r#"{"from":%from%,"size":%size%,"track_total_hits":true,"query":{"bool":{"must":[{"multi_match":{"query":%text%,"type":"cross_fields","minimum_should_match":"2<70%","fields":[FIELDS]}}],"should":[{"multi_match":{"query":%text%,"type":"phrase","boost":4,"fields":[FIELDS]}}],"filter":[%filter%]}},"aggs":{"groups":{"terms":{"field":"groups","size":1000}},"series":{"terms":{"field":"series","size":1000}}}}"#
                    .replace("FIELDS", &fields)
            }
        }
    }

    /// A condition within `%filter%`, with `%field%` and `%value%`.
    #[must_use]
    pub fn condition(self) -> &'static str {
        match self {
            Self::Meilisearch => r#""%field% = '%value%'""#,
            Self::Opensearch => r#"{"term":{"%field%":"%value%"}}"#,
        }
    }
}
