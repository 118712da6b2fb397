//! A tiny JSON Schema validator: exactly the keywords that our schemas use. An unknown keyword is a panic,
//! so that no schema says more than this test understands.

use serde_json::Value;

/// Words that say nothing about what is allowed.
const SILENT: [&str; 6] = ["$schema", "title", "description", "default", "definitions", "format"];

/// Whether `value` is allowed by `schema`, whose `$ref`s lead into `root`.
pub fn allows(root: &Value, schema: &Value, value: &Value) -> bool {
    let schema = match schema {
        Value::Bool(verdict) => return *verdict,
        Value::Object(schema) => schema,
        other => panic!("{other} is no schema"),
    };
    let none = serde_json::Map::new();
    let properties = schema.get("properties").and_then(Value::as_object).unwrap_or(&none);
    schema.iter().filter(|(key, _)| !SILENT.contains(&key.as_str())).all(|(key, rule)| match key.as_str() {
        "$ref" => {
            let name = rule.as_str().and_then(|path| path.strip_prefix("#/definitions/")).expect("a definition");
            allows(root, &root["definitions"][name], value)
        }
        "type" => types(rule).iter().any(|kind| is(value, kind)),
        "const" => value == rule,
        "enum" => list(rule).contains(value),
        "allOf" => list(rule).iter().all(|schema| allows(root, schema, value)),
        "anyOf" => list(rule).iter().any(|schema| allows(root, schema, value)),
        "oneOf" => list(rule).iter().filter(|schema| allows(root, schema, value)).count() == 1,
        "required" => value.as_object().is_none_or(|map| list(rule).iter().all(|key| map.contains_key(key.as_str().unwrap()))),
        "properties" => value
            .as_object()
            .is_none_or(|map| map.iter().all(|(key, value)| properties.get(key).is_none_or(|schema| allows(root, schema, value)))),
        "additionalProperties" => value
            .as_object()
            .is_none_or(|map| map.iter().filter(|(key, _)| !properties.contains_key(*key)).all(|(_, value)| allows(root, rule, value))),
        "items" => value.as_array().is_none_or(|items| items.iter().all(|item| allows(root, rule, item))),
        "minItems" => value.as_array().is_none_or(|items| items.len() as u64 >= rule.as_u64().unwrap()),
        "maxItems" => value.as_array().is_none_or(|items| items.len() as u64 <= rule.as_u64().unwrap()),
        "maxLength" => value.as_str().is_none_or(|text| text.chars().count() as u64 <= rule.as_u64().unwrap()),
        "minimum" => value.as_f64().is_none_or(|number| number >= rule.as_f64().unwrap()),
        "maximum" => value.as_f64().is_none_or(|number| number <= rule.as_f64().unwrap()),
        "pattern" => value.as_str().is_none_or(|text| matches(rule.as_str().unwrap(), text)),
        other => panic!("the validator does not know the keyword {other}"),
    })
}

fn types(rule: &Value) -> Vec<&str> {
    match rule {
        Value::String(kind) => vec![kind],
        other => list(other).iter().map(|kind| kind.as_str().unwrap()).collect(),
    }
}

fn list(rule: &Value) -> &Vec<Value> {
    rule.as_array().expect("a list")
}

fn is(value: &Value, kind: &str) -> bool {
    match kind {
        "null" => value.is_null(),
        "boolean" => value.is_boolean(),
        "integer" => value.is_u64() || value.is_i64(),
        "number" => value.is_number(),
        "string" => value.is_string(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        other => panic!("{other} is no type"),
    }
}

/// The patterns that our schemas use, written out; a new one is a panic.
fn matches(pattern: &str, text: &str) -> bool {
    let digits = |part: &str, length: usize| part.len() == length && part.bytes().all(|byte| byte.is_ascii_digit());
    match pattern {
        r"\S" => text.chars().any(|c| !c.is_whitespace()),
        r"^(https://|http://(localhost|127\.0\.0\.1)[:/]|/[^/])" => {
            let starts = ["https://", "http://localhost:", "http://localhost/", "http://127.0.0.1:", "http://127.0.0.1/"];
            starts.iter().any(|start| text.starts_with(start)) || text.len() > 1 && text.starts_with('/') && !text.starts_with("//")
        }
        "^(https?://.*)?$" => text.is_empty() || text.starts_with("http://") || text.starts_with("https://"),
        "^[a-z0-9]([a-z0-9-]*[a-z0-9])?$" => {
            let allowed = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
            !text.is_empty() && text.bytes().all(allowed) && !text.starts_with('-') && !text.ends_with('-')
        }
        r"^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$" => match text.split('-').collect::<Vec<_>>().as_slice() {
            [year, month, day] => {
                digits(year, 4) && digits(month, 2) && digits(day, 2) && ("01"..="12").contains(month) && ("01"..="31").contains(day)
            }
            _ => false,
        },
        r"^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])([ T]\d{1,2}:[0-5]\d)?$" => match text.split_once([' ', 'T']) {
            None => matches(r"^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$", text),
            Some((day, time)) => {
                let clock = time
                    .split_once(':')
                    .is_some_and(|(hour, minute)| (digits(hour, 1) || digits(hour, 2)) && digits(minute, 2) && minute < "60");
                clock && matches(r"^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$", day)
            }
        },
        when if when.contains("所在周") => {
            let two = |text: &str| {
                text.split_once('-').is_some_and(|(one, two)| (1..=2).any(|n| digits(one, n)) && (1..=2).any(|n| digits(two, n)))
            };
            let month = |text: &str| (1..=2).any(|n| digits(text, n));
            two(text)
                || text.split_once('至').is_some_and(|(from, to)| two(from) && two(to))
                || text.strip_suffix("所在周").is_some_and(two)
                || text.strip_suffix('月').is_some_and(month)
                || text.split_once("月第").is_some_and(|(number, rest)| {
                    let letters: Vec<char> = rest.chars().collect();
                    month(number)
                        && letters.len() == 5
                        && "一二三四".contains(letters[0])
                        && rest[3..].starts_with("个星期")
                        && "一二三四五六日天".contains(letters[4])
                })
                || text
                    .strip_prefix("农历")
                    .is_some_and(|rest| rest.split_once('月').is_some_and(|(one, two)| !one.is_empty() && !two.is_empty()))
        }
        other => panic!("the validator does not know the pattern {other}"),
    }
}
