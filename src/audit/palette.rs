//! Contrast, worked out from the style sheets: every text colour on every ground it is written for, in light,
//! dark and high contrast, for each set of variables the sheet declares (groups, cards).

use std::collections::{BTreeMap, BTreeSet};

use crate::audit::css::{self, Rule, Variables};
use crate::audit::{Finding, Published};

/// WCAG 1.4.3 for text of any size.
const ENOUGH: f64 = 4.5;

/// How the reader's device is set.
#[derive(Clone, Copy)]
struct Mode {
    name: &'static str,
    is_dark: bool,
    is_contrast: bool,
}

const MODES: [Mode; 4] = [
    Mode { name: "浅色", is_dark: false, is_contrast: false },
    Mode { name: "深色", is_dark: true, is_contrast: false },
    Mode { name: "高对比", is_dark: false, is_contrast: true },
    Mode { name: "深色高对比", is_dark: true, is_contrast: true },
];

impl Mode {
    fn holds(self, rule: &Rule) -> bool {
        rule.around.iter().all(|around| {
            let around: String = around.split_whitespace().collect();
            let wants = |word: &str, is: bool| !around.contains(word) || is;
            !around.contains("print")
                && !around.contains("forced-colors:active")
                && wants("prefers-color-scheme:dark", self.is_dark)
                && wants("prefers-color-scheme:light", !self.is_dark)
                && wants("prefers-contrast:more", self.is_contrast)
        })
    }
}

/// The variables that hold on every page, on a screen of this kind.
pub(super) fn root_variables(rules: &[Rule]) -> Variables {
    variables_of(rules, MODES[0], is_root)
}

fn is_root(rule: &Rule) -> bool {
    rule.is_for(":root") || rule.is_for("html")
}

fn variables_of(rules: &[Rule], mode: Mode, wanted: impl Fn(&Rule) -> bool) -> Variables {
    rules.iter().filter(|rule| mode.holds(rule) && wanted(rule)).flat_map(css::variables).collect()
}

/// A text colour on a ground.
struct Pair {
    text: String,
    ground: String,
    selector: String,
}

/// Row 3.
pub(super) fn contrast(site: &Published) -> Finding {
    let mut seen: BTreeMap<([u8; 3], [u8; 3]), (f64, String)> = BTreeMap::new();
    for (path, rules) in &site.sheets {
        for mode in MODES {
            for (text, ground, selector) in colours(rules, mode) {
                let place = format!("{path} 的样式 {selector}（{}）{} 在 {} 上", mode.name, hex(text), hex(ground));
                seen.entry((text, ground)).or_insert_with(|| (css::contrast(text, ground), place));
            }
        }
    }
    let mut all: Vec<(f64, String)> = seen.into_values().collect();
    all.sort_by(|a, b| a.0.total_cmp(&b.0));
    let Some((lowest, place)) = all.first() else {
        return Finding::look("样式里没有找到能算的颜色；用浏览器的检查工具看每种字和底色");
    };
    let summary = format!("{} 对颜色，最低 {lowest:.2}：{place}", all.len());
    let poor: Vec<String> =
        all.iter().take_while(|(ratio, _)| *ratio < ENOUGH).map(|(ratio, place)| format!("{ratio:.2}：{place}")).collect();
    Finding::unless(poor, summary, |count| format!("{count} 对颜色不到 4.5"))
}

fn hex([red, green, blue]: [u8; 3]) -> String {
    format!("#{red:02x}{green:02x}{blue:02x}")
}

/// All pairs of a sheet as colours.
fn colours(rules: &[Rule], mode: Mode) -> Vec<([u8; 3], [u8; 3], String)> {
    let root = variables_of(rules, mode, is_root);
    // Each selector that declares variables of its own is a place of its own: a group, a card.
    let local: BTreeSet<&String> = rules
        .iter()
        .filter(|rule| mode.holds(rule) && !is_root(rule) && css::variables(rule).next().is_some())
        .flat_map(|rule| &rule.selectors)
        .collect();
    let mut places = vec![(String::new(), Variables::new())];
    places.extend(local.into_iter().map(|selector| (selector.clone(), variables_of(rules, mode, |rule| rule.is_for(selector)))));
    let pairs = pairs(rules, mode);
    let mut found = Vec::new();
    for (place, own) in &places {
        let mut variables = root.clone();
        variables.extend(own.clone());
        for pair in &pairs {
            // Elsewhere the pair is what it is at the root.
            let touches = own.keys().any(|name| pair.text.contains(&format!("({name})")) || pair.ground.contains(&format!("({name})")));
            if !place.is_empty() && !touches {
                continue;
            }
            let colour = |value: &str| css::resolved(value, &variables).and_then(|value| css::colour(&value));
            if let (Some(text), Some(ground)) = (colour(&pair.text), colour(&pair.ground)) {
                let selector =
                    if place.is_empty() || *place == pair.selector { pair.selector.clone() } else { format!("{place} {}", pair.selector) };
                found.push((text, ground, selector));
            }
        }
    }
    found
}

/// Which text stands on which ground: what one rule sets together; text without a ground of its own on the page;
/// text of the page, its links and whatever shares a name with a ground on that ground.
fn pairs(rules: &[Rule], mode: Mode) -> Vec<Pair> {
    let rules: Vec<&Rule> = rules.iter().filter(|rule| mode.holds(rule)).collect();
    let ground =
        |rule: &Rule| rule.get("background-color").or_else(|| rule.get("background")).map(str::to_owned).filter(|value| is_colour(value));
    let text = |rule: &Rule| rule.get("color").map(str::to_owned).filter(|value| is_colour(value));
    let of = |selector: &str, wanted: &dyn Fn(&Rule) -> Option<String>| {
        rules.iter().rev().filter(|rule| rule.is_for(selector)).find_map(|rule| wanted(rule))
    };
    let page = of("body", &ground).or_else(|| of("html", &ground));
    let usual: Vec<String> = [of("body", &text), of("a", &text)].into_iter().flatten().collect();
    let name = |rule: &Rule| rule.selectors.first().map(|selector| first_name(selector).to_owned());
    let mut pairs = Vec::new();
    for rule in &rules {
        let selector = rule.selectors.join("，");
        match (text(rule), ground(rule)) {
            (Some(text), Some(ground)) => pairs.push(Pair { text, ground, selector }),
            (Some(text), None) => pairs.extend(page.clone().map(|ground| Pair { text, ground, selector })),
            (None, Some(ground)) => {
                let related =
                    rules.iter().filter(|other| name(other) == name(rule) && self::is_inside(other)).filter_map(|other| text(other));
                pairs.extend(usual.iter().cloned().chain(related).map(|text| Pair {
                    text,
                    ground: ground.clone(),
                    selector: selector.clone(),
                }));
            }
            (None, None) => {}
        }
    }
    pairs
}

/// Whether a rule without a ground is for something inside the thing its first name names.
fn is_inside(rule: &Rule) -> bool {
    rule.get("background").is_none() && rule.selectors.iter().any(|selector| selector.contains(' '))
}

fn first_name(selector: &str) -> &str {
    selector.split([' ', '>', ':']).next().unwrap_or(selector)
}

fn is_colour(value: &str) -> bool {
    value.starts_with('#') || (value.starts_with("var(") && value.ends_with(')') && value.matches('(').count() == 1)
}
