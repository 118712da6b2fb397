//! Rows decided by the style sheets: sizes, spacing, preferences, print.

use crate::audit::css::{self, Rule, Variables};
use crate::audit::{Finding, Published, Verdict, palette};

/// What a page is without any choice, and with each of the two large sizes: the value of `data-dz`.
const EDITIONS: [(&str, Option<&str>); 3] = [("标准", None), ("大字", Some("1")), ("特大", Some("2"))];

/// The variables that hold in an edition.
fn variables(rules: &[Rule], edition: Option<&str>) -> Variables {
    let mut variables = palette::root_variables(rules);
    let is_for = |selector: &str, value: &str| {
        let selector = selector.trim_start_matches(":root").trim_start_matches("html");
        selector == "[data-dz]" || selector == format!("[data-dz={value}]") || selector == format!("[data-dz=\"{value}\"]")
    };
    if let Some(value) = edition {
        let own = rules.iter().filter(|rule| rule.is_plain() && rule.selectors.iter().any(|selector| is_for(selector, value)));
        variables.extend(own.flat_map(css::variables));
    }
    variables
}

/// The value of a property on this element, on a screen of any kind.
fn plain<'a>(rules: &'a [Rule], selector: &str, property: &str) -> Option<&'a str> {
    rules.iter().rev().filter(|rule| rule.is_plain() && rule.is_for(selector)).find_map(|rule| rule.get(property))
}

/// The worst of what each different sheet gives.
fn worst(site: &Published, check: impl Fn(&[Rule]) -> Finding) -> Finding {
    let findings = site.sheets.iter().map(|(path, rules)| {
        let finding = check(rules);
        let places =
            if finding.verdict == Verdict::Fail && finding.places.is_empty() { vec![format!("{path} 的样式")] } else { finding.places };
        Finding { places, ..finding }
    });
    findings
        .reduce(|worst, next| if next.verdict > worst.verdict { next } else { worst })
        .unwrap_or_else(|| Finding::failed("没有样式", Vec::new()))
}

/// Pixels of the body text in an edition: the root's size in per cent of 16, times the body's in em.
fn pixels(rules: &[Rule], edition: Option<&str>) -> Option<f64> {
    let variables = variables(rules, edition);
    let (root, unit) = css::length(plain(rules, "html", "font-size").or_else(|| plain(rules, ":root", "font-size"))?, &variables)?;
    let root = match unit.as_str() {
        "%" => root * 0.16,
        "px" => root,
        "rem" | "em" => root * 16.0,
        _ => return None,
    };
    let own = plain(rules, "body", "font-size").or_else(|| {
        plain(rules, "body", "font")?
            .split_whitespace()
            .find(|part| part.contains("em") || part.contains("px") || part.contains('%'))?
            .split('/')
            .next()
    });
    let Some(own) = own else { return Some(root) };
    let (own, unit) = css::length(own, &variables)?;
    match unit.as_str() {
        "em" | "rem" => Some(root * own),
        "%" => Some(root * own / 100.0),
        "px" => Some(own),
        _ => None,
    }
}

/// Row 1.
pub(super) fn text_size(site: &Published) -> Finding {
    worst(site, |rules| {
        let sizes: Option<Vec<f64>> = EDITIONS.iter().map(|(_, edition)| pixels(rules, *edition)).collect();
        let Some(sizes) = sizes else {
            return Finding::look("样式里的字号算不出来；在浏览器里看正文的字号：标准、大字、特大各是多少");
        };
        let told: Vec<String> = EDITIONS.iter().zip(&sizes).map(|((name, _), size)| format!("{name} {size:.0} px")).collect();
        let is_enough = sizes.iter().zip([18.0, 24.0, 30.0]).all(|(size, least)| *size > least - 0.1);
        if is_enough { Finding::pass(told.join("，")) } else { Finding::failed(told.join("，"), Vec::new()) }
    })
}

/// Row 2.
pub(super) fn spacing(site: &Published) -> Finding {
    worst(site, |rules| {
        let variables = variables(rules, Some("1"));
        let line =
            plain(rules, "body", "line-height").or_else(|| plain(rules, "body", "font")?.split('/').nth(1)?.split_whitespace().next());
        let gap = rules
            .iter()
            .rev()
            .filter(|rule| rule.is_plain() && rule.is_for("p"))
            .find_map(|rule| rule.get("margin-bottom").or_else(|| css_margin(rule.get("margin")?)));
        let line = line
            .and_then(|line| css::length(line, &variables))
            .filter(|(_, unit)| unit.is_empty() || unit == "em")
            .map(|(number, _)| number);
        let gap = gap.and_then(|gap| css::length(gap, &variables));
        let (Some(line), Some((gap, unit))) = (line, gap) else {
            return Finding::look("样式里的行距、段距算不出来；在浏览器里看大字版正文的行距和段距");
        };
        let ratio = match unit.as_str() {
            "em" => gap / line,
            "lh" => gap,
            _ => return Finding::look(format!("行距 {line} 倍，段距 {gap} {unit}；算一算是不是行距的 1.3 倍")),
        };
        let told = format!("行距 {line} 倍；大字版段距是行距的 {ratio:.2} 倍");
        if line >= 1.3 && ratio > 1.295 { Finding::pass(told) } else { Finding::failed(told, Vec::new()) }
    })
}

/// The lower margin of `margin: top right bottom left` and its shorter forms.
fn css_margin(value: &str) -> Option<&str> {
    let parts: Vec<&str> = value.split_whitespace().collect();
    match parts.as_slice() {
        [all] | [all, _] => Some(all),
        [_, _, bottom] | [_, _, bottom, _] => Some(bottom),
        _ => None,
    }
}

/// Row 5: boxes are the browser's; the sheet can only say what was meant.
pub(super) fn targets(site: &Published) -> Finding {
    worst(site, |rules| {
        let heights = |edition: bool| {
            let own = rules.iter().filter(move |rule| {
                !rule.is_within("print") && rule.selectors.iter().any(|selector| selector.starts_with("[data-dz]")) == edition
            });
            own.filter_map(|rule| css::length(rule.get("min-height")?, &Variables::new()))
                .filter(|(_, unit)| unit == "px")
                .map(|(height, _)| height)
        };
        let large = heights(false).filter(|height| *height >= 44.0).count();
        let main = heights(true).fold(0.0, f64::max);
        let small: Vec<f64> = heights(false).filter(|height| *height > 0.0 && *height < 44.0).collect();
        if !small.is_empty() {
            return Finding::failed(format!("有 {} 条样式把高度定在 44 px 以下", small.len()), Vec::new());
        }
        Finding::look(format!(
            "样式里 {large} 处写了高 44 px 以上，大字版主要按钮 {main:.0} px；真正的大小要在手机上看：每个链接和按钮，用拇指点一点"
        ))
    })
}

/// Row 17.
pub(super) fn preferences(site: &Published) -> Finding {
    worst(site, |rules| {
        let is_told = |words: &str| rules.iter().any(|rule| rule.is_within(words));
        let moving = rules.iter().filter(|rule| {
            let is_motion = |(name, value): &(String, String)| {
                (name.starts_with("animation") || name.starts_with("transition") || name == "scroll-behavior")
                    && !matches!(value.as_str(), "none" | "auto" | "0s")
            };
            rule.declarations.iter().any(is_motion) && !rule.is_within("prefers-reduced-motion")
        });
        let reduces = rules.iter().any(|rule| {
            rule.around.iter().any(|around| around.split_whitespace().collect::<String>().contains("prefers-reduced-motion:reduce"))
        });
        let moving: Vec<String> = moving.map(|rule| format!("会动的样式 {}", rule.selectors.join("，"))).collect();
        let mut missing: Vec<String> = ["prefers-contrast", "forced-colors"]
            .into_iter()
            .filter(|words| !is_told(words))
            .map(|words| format!("没有写 {words}"))
            .collect();
        if !reduces {
            missing.extend(moving);
        }
        let told = "高对比、强制配色有专门的样式；要求少动画时没有会动的东西";
        Finding::unless(missing, told, |count| format!("缺 {count} 处"))
    })
}

/// Row 19.
pub(super) fn print(site: &Published) -> Finding {
    let codes = site.pages.iter().filter(|page| page.elements.iter().any(|element| element.has_class("qr"))).count();
    worst(site, |rules| {
        let on_paper: Vec<&Rule> = rules.iter().filter(|rule| rule.is_within("print") && !rule.is_within("prefers")).collect();
        if on_paper.is_empty() {
            return Finding::failed("没有打印的样式", Vec::new());
        }
        let size = |edition| {
            let value = on_paper.iter().rev().filter(|rule| rule.is_for("body")).find_map(|rule| rule.get("font-size"))?;
            css::length(value, &variables(rules, edition)).filter(|(_, unit)| unit == "pt").map(|(size, _)| size)
        };
        let opens = on_paper.iter().any(|rule| rule.selectors.iter().any(|selector| selector.contains("details")));
        let (Some(normal), Some(large)) = (size(None), size(Some("1"))) else {
            return Finding::look("打印的字号算不出来；印一页看看：正文 12 pt，大字 16 pt");
        };
        let told =
            format!("正文 {normal:.0} pt，大字 {large:.0} pt；折叠的{}；{codes} 页带二维码", if opens { "都打开" } else { "没有打开" });
        if normal > 11.9 && large > 15.9 && opens { Finding::pass(told) } else { Finding::failed(told, Vec::new()) }
    })
}
