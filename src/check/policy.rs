//! What a policy says at the top of its page: numbers that can be rung, days in their order.

use crate::check::codes::finding;
use crate::check::directory::{is_hotline, kind_of};
use crate::check::reading::in_key;
use crate::diagnostic::Diagnostic;
use crate::model::policy::Policy;
use crate::model::site::{Entry, Site};

/// The findings about `policy:` and `effective:` of all articles.
pub fn check(site: &Site) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    for entry in &site.entries {
        phones(site, entry, &mut diagnostics);
        days(entry, &mut diagnostics);
    }
    diagnostics
}

fn phones(site: &Site, entry: &Entry, diagnostics: &mut Vec<Diagnostic>) {
    let phones = entry.article.front.policy.iter().flat_map(Policy::phones);
    for phone in phones.filter(|phone| !is_hotline(phone, site) && kind_of(phone).is_none()) {
        diagnostics.push(
            finding("phone-invalid", in_key(&entry.article, "policy", phone), format!("“{phone}”不像电话号码，热线表里也没有，读者打不通")).help(
                "座机连区号写成 0591-87654321 的样子，几个号码用顿号隔开；热线先登记到 content/data/hotlines.yaml，拨测以后写 verified: true",
            ),
        );
    }
}

fn days(entry: &Entry, diagnostics: &mut Vec<Diagnostic>) {
    let Some(effective) = &entry.article.front.effective else { return };
    if let (Some(from), Some(until)) = (effective.from, effective.until)
        && until < from
    {
        diagnostics.push(
            finding(
                "policy-dates",
                entry.article.place_of("effective"),
                format!("政策从 {from} 起，到 {until} 就止了，读者看不懂什么时候能办"),
            )
            .help("看看是不是把 from 和 until 写反了，或者年份写错了"),
        );
    }
}
