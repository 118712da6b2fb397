//! A style sheet as a list of rules, and what lengths and colours in it come to.

use std::collections::BTreeMap;

/// A rule in its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rule {
    /// The at-rules around it, the outermost first: `@media print`.
    pub around: Vec<String>,
    /// Its selectors.
    pub selectors: Vec<String>,
    /// Its declarations, without `!important`.
    pub declarations: Vec<(String, String)>,
}

impl Rule {
    /// The value of the last declaration of this property.
    pub fn get(&self, property: &str) -> Option<&str> {
        self.declarations.iter().rev().find(|(name, _)| name == property).map(|(_, value)| value.as_str())
    }

    /// Whether a selector is exactly this.
    pub fn is_for(&self, selector: &str) -> bool {
        self.selectors.iter().any(|own| own == selector)
    }

    /// Whether it holds on every screen.
    pub fn is_plain(&self) -> bool {
        self.around.is_empty()
    }

    /// Whether an at-rule around it names this.
    pub fn is_within(&self, word: &str) -> bool {
        self.around.iter().any(|around| around.contains(word))
    }
}

/// The rules of a sheet in their order; what cannot be read is passed over, as browsers do.
pub fn rules(css: &str) -> Vec<Rule> {
    let mut rules = Vec::new();
    read(&without_comments(css), &mut Vec::new(), &mut rules);
    rules
}

fn without_comments(css: &str) -> String {
    let mut out = String::with_capacity(css.len());
    let mut rest = css;
    while let Some((before, after)) = rest.split_once("/*") {
        out.push_str(before);
        rest = after.split_once("*/").map_or("", |(_, after)| after);
    }
    out.push_str(rest);
    out
}

fn read(css: &str, around: &mut Vec<String>, rules: &mut Vec<Rule>) {
    let mut rest = css.trim_start();
    while let Some(open) = rest.find(['{', ';']) {
        let (head, after) = (rest[..open].trim(), &rest[open + 1..]);
        if rest[open..].starts_with(';') {
            rest = after.trim_start();
            continue;
        }
        let end = closing(after);
        let body = &after[..end];
        rest = after.get(end + 1..).unwrap_or_default().trim_start();
        if head.starts_with('@') && !head.starts_with("@page") && !head.starts_with("@font-face") {
            around.push(head.split_whitespace().collect::<Vec<_>>().join(" "));
            read(body, around, rules);
            around.pop();
        } else {
            // Rules inside a rule are read as rules of their own.
            let own = body.find('{').map_or(body, |nested| body[..nested].rsplit_once(';').map_or("", |(own, _)| own));
            rules.push(Rule {
                around: around.clone(),
                selectors: split(head, ','),
                declarations: split(own, ';').iter().filter_map(|line| declaration(line)).collect(),
            });
            if own.len() < body.len() {
                read(&body[own.len()..], around, rules);
            }
        }
    }
}

/// Where the brace opened before `css` closes.
fn closing(css: &str) -> usize {
    let mut depth = 1;
    for (at, c) in css.char_indices() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return at;
        }
    }
    css.len()
}

/// The parts between separators that stand outside brackets and quotes.
pub fn split(text: &str, separator: char) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut depth = 0_usize;
    let mut quote = None;
    for c in text.chars() {
        match (c, quote) {
            ('"' | '\'', None) => quote = Some(c),
            (c, Some(open)) if c == open => quote = None,
            ('(' | '[', None) => depth += 1,
            (')' | ']', None) => depth = depth.saturating_sub(1),
            _ => {}
        }
        if c == separator && depth == 0 && quote.is_none() {
            parts.push(String::new());
        } else {
            parts.last_mut().expect("never empty").push(c);
        }
    }
    parts.iter().map(|part| part.trim().to_owned()).filter(|part| !part.is_empty()).collect()
}

fn declaration(line: &str) -> Option<(String, String)> {
    let (name, value) = line.split_once(':')?;
    let value = value.trim().trim_end_matches("!important").trim_end();
    Some((name.trim().to_ascii_lowercase(), value.to_owned()))
}

/// Custom properties and what they stand for.
pub type Variables = BTreeMap<String, String>;

/// The custom properties a rule declares.
pub fn variables(rule: &Rule) -> impl Iterator<Item = (String, String)> + '_ {
    rule.declarations.iter().filter(|(name, _)| name.starts_with("--")).cloned()
}

/// A value with all its variables replaced; none when one is not declared.
pub fn resolved(value: &str, variables: &Variables) -> Option<String> {
    let mut value = value.to_owned();
    for _ in 0..20 {
        let Some(at) = value.find("var(") else { return Some(value) };
        let inside = &value[at + 4..];
        let end = inside.find(')')?;
        let name = inside[..end].split(',').next()?.trim();
        let known = variables.get(name)?;
        value = format!("{}{known}{}", &value[..at], &inside[end + 1..]);
    }
    None
}

/// A number with its unit; products in `calc()` are worked out: `calc(112.5%*1.333)` is 150 %.
pub fn length(value: &str, variables: &Variables) -> Option<(f64, String)> {
    let value = resolved(value, variables)?;
    let inside = value.trim().strip_prefix("calc(").and_then(|rest| rest.strip_suffix(')')).unwrap_or(value.trim());
    let mut product = 1.0;
    let mut unit = String::new();
    for factor in inside.split('*') {
        let factor = factor.trim();
        let end = factor.find(|c: char| !(c.is_ascii_digit() || c == '.' || c == '-')).unwrap_or(factor.len());
        product *= factor[..end].parse::<f64>().ok()?;
        if !factor[end..].is_empty() {
            factor[end..].clone_into(&mut unit);
        }
    }
    Some((product, unit))
}

/// Red, green and blue of `#rgb` and `#rrggbb`.
pub fn colour(value: &str) -> Option<[u8; 3]> {
    let digits = value.trim().strip_prefix('#')?;
    let wide: String = match digits.len() {
        3 => digits.chars().flat_map(|c| [c, c]).collect(),
        6 => digits.to_owned(),
        _ => return None,
    };
    let byte = |at: usize| u8::from_str_radix(wide.get(at..at + 2)?, 16).ok();
    Some([byte(0)?, byte(2)?, byte(4)?])
}

/// Contrast of two colours, 1 to 21 (WCAG 2.2, relative luminance).
pub fn contrast(one: [u8; 3], other: [u8; 3]) -> f64 {
    let linear = |byte: u8| {
        let value = f64::from(byte) / 255.0;
        if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    };
    let luminance = |[red, green, blue]: [u8; 3]| 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
    let (light, dark) = (luminance(one).max(luminance(other)), luminance(one).min(luminance(other)));
    (light + 0.05) / (dark + 0.05)
}

#[cfg(test)]
mod tests {
    use super::{Variables, colour, contrast, length, rules};

    #[test]
    fn rules_keep_what_stands_around_them() {
        let sheet = rules(
            "/* a{} */@media (min-width:1em){ a,b:is(c,d) { color : red !important ; margin:0 } }@page{size:A4}:root{--s:1}e{f:1;g{h:2}}",
        );
        let seen: Vec<String> =
            sheet.iter().map(|rule| format!("{:?} {:?} {:?}", rule.around, rule.selectors, rule.declarations)).collect();
        assert_eq!(
            seen,
            [
                "[\"@media (min-width:1em)\"] [\"a\", \"b:is(c,d)\"] [(\"color\", \"red\"), (\"margin\", \"0\")]",
                "[] [\"@page\"] [(\"size\", \"A4\")]",
                "[] [\":root\"] [(\"--s\", \"1\")]",
                "[] [\"e\"] [(\"f\", \"1\")]",
                "[] [\"g\"] [(\"h\", \"2\")]",
            ]
        );
    }

    #[test]
    fn lengths_and_colours_are_worked_out() {
        let variables: Variables = [("--s".to_owned(), "1.5".to_owned())].into();
        assert_eq!(length("calc(112.5%*var(--s))", &variables), Some((168.75, "%".to_owned())));
        assert_eq!(length("var(--t)", &variables), None);
        assert!((contrast(colour("#000").unwrap(), colour("#ffffff").unwrap()) - 21.0).abs() < 0.001);
        assert!((contrast(colour("#777").unwrap(), colour("#fff").unwrap()) - 4.478).abs() < 0.001);
    }
}
