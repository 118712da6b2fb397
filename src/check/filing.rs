//! The record numbers that a site on a server in mainland China shows at its foot: ICP (《互联网信息服务管理办法》)
//! and public security (《计算机信息网络国际联网安全保护管理办法》: within 30 days of opening).

use crate::check::codes::finding;
use crate::diagnostic::Diagnostic;
use crate::model::config::Config;
use crate::model::folder::Folder;

/// Hosts below these names belong to somebody else, and hosts of these names are no addresses at all (RFC 2606).
const NOT_OWN: [&str; 15] = [
    "example",
    "example.com",
    "example.net",
    "example.org",
    "test",
    "invalid",
    "localhost",
    "local",
    "internal",
    "github.io",
    "gitee.io",
    "gitlab.io",
    "pages.dev",
    "netlify.app",
    "vercel.app",
];

/// Missing and misspelt record numbers of a site with a domain of its own.
pub fn check(config: &Config, folder: &Folder) -> Vec<Diagnostic> {
    let Some(declared) = &folder.config else { return Vec::new() };
    let mut diagnostics = Vec::new();
    let written = |number: &Option<String>| number.as_deref().map(str::trim).filter(|number| !number.is_empty()).map(str::to_owned);
    let (icp, police) = (written(&config.icp), written(&config.police_record));
    if let Some(number) = icp.as_deref().filter(|number| !is_icp(number)) {
        diagnostics.push(
            finding("record-invalid", declared.place_of("icp"), format!("“{number}”不像 ICP 备案号，查的人对不上"))
                .help("照备案系统里的写，例如 icp: 闽ICP备12345678号-1"),
        );
    }
    if let Some(number) = police.as_deref().filter(|number| !is_police(number)) {
        diagnostics.push(
            finding("record-invalid", declared.place_of("police_record"), format!("“{number}”不像公安备案号，页脚的链接查不到"))
                .help("照公安备案网站里的写，14 个数字，例如 police_record: 闽公网安备35010000000000号"),
        );
    }
    if is_own_domain(&config.base_url) {
        let place = declared.place_of("base_url");
        // One comes after the other: who has no ICP number cannot have the second one.
        if icp.is_none() {
            diagnostics.push(
                finding("icp-missing", place, "网站有了自己的域名，还没有写 ICP 备案号；服务器在内地的网站，没有备案不能开通")
                    .help("办好以后在 site.yaml 里写 icp: 闽ICP备12345678号-1；服务器不在内地的，在 rules.levels 里写 icp-missing: off"),
            );
        } else if police.is_none() {
            diagnostics.push(
                finding("police-record-missing", place, "还没有写公安备案号；网站开通 30 天内要到公安机关备案")
                    .help("在 beian.mps.gov.cn 办好以后，在 site.yaml 里写 police_record: 闽公网安备35010000000000号"),
            );
        }
    }
    diagnostics
}

/// Whether the site has a domain that somebody registered for it.
fn is_own_domain(base_url: &str) -> bool {
    let Some((_, rest)) = base_url.split_once("://") else { return false };
    let host = rest.split(['/', ':', '?', '#']).next().unwrap_or_default().to_lowercase();
    let is_number = host.split('.').all(|part| part.bytes().all(|byte| byte.is_ascii_digit()));
    let is_below = |name: &str| host == name || host.strip_suffix(name).is_some_and(|rest| rest.ends_with('.'));
    host.contains('.') && !is_number && !NOT_OWN.into_iter().any(is_below)
}

/// `闽ICP备12345678号`, `闽ICP备2026012345号-1`
fn is_icp(number: &str) -> bool {
    let Some((province, rest)) = number.split_once("ICP备") else { return false };
    let Some((digits, site)) = rest.split_once('号') else { return false };
    let is_number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let is_site = site.is_empty() || site.strip_prefix('-').is_some_and(|site| !site.is_empty() && is_number(site));
    province.chars().count() == 1 && (8..=10).contains(&digits.len()) && is_number(digits) && is_site
}

/// `闽公网安备35010000000000号`, with or without a blank before the digits.
fn is_police(number: &str) -> bool {
    let Some((province, rest)) = number.split_once("公网安备") else { return false };
    let digits = rest.trim_start().strip_suffix('号').unwrap_or_default();
    province.chars().count() == 1 && digits.len() == 14 && digits.bytes().all(|byte| byte.is_ascii_digit())
}
