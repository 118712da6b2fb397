//! The rows as a table for the applicant's file, and for other programs.

use std::fmt::Write as _;

use crate::audit::{Row, Verdict};

/// How many places are shown.
const SHOWN: usize = 3;

fn word(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Pass => "通过",
        Verdict::Look => "要人工看",
        Verdict::Fail => "不通过",
    }
}

/// A table in Markdown, with a summary before and what is left to do behind.
#[must_use]
pub fn markdown(rows: &[Row], pages: usize) -> String {
    let number = |verdict: Verdict| rows.iter().filter(|row| row.verdict == verdict).count();
    let mut out = format!(
        "# 适老化与无障碍自查表\n\n检查了发布出来的 {pages} 个网页，{} 项：通过 {}，不通过 {}，要人工看 {}。\n\n| 序号 | 要求 | 依据 | 结果 | 实测 |\n|---|---|---|---|---|\n",
        rows.len(),
        number(Verdict::Pass),
        number(Verdict::Fail),
        number(Verdict::Look)
    );
    for row in rows {
        let cell = |text: &str| text.replace('|', "\\|").replace('\n', " ");
        let _ =
            writeln!(out, "| {} | {} | {} | {} | {} |", row.number, row.requirement, row.standard, word(row.verdict), cell(&row.measured));
    }
    let failed: Vec<&Row> = rows.iter().filter(|row| !row.places.is_empty()).collect();
    if !failed.is_empty() {
        out.push_str("\n## 不通过的地方\n");
    }
    for row in failed {
        let _ = writeln!(out, "\n{}. {}\n", row.number, row.requirement);
        for place in row.places.iter().take(SHOWN) {
            let _ = writeln!(out, "   - {place}");
        }
        if row.places.len() > SHOWN {
            let _ = writeln!(out, "   - ……一共 {} 处", row.places.len());
        }
    }
    out
}

/// A list of objects, all places included.
///
/// # Panics
/// Never: words and numbers can always be written.
#[must_use]
pub fn json(rows: &[Row]) -> String {
    let verdict = |verdict: Verdict| match verdict {
        Verdict::Pass => "pass",
        Verdict::Look => "look",
        Verdict::Fail => "fail",
    };
    let object = |row: &Row| {
        serde_json::json!({
            "number": row.number,
            "requirement": row.requirement,
            "standard": row.standard,
            "verdict": verdict(row.verdict),
            "measured": row.measured,
            "places": row.places,
        })
    };
    let rows: Vec<serde_json::Value> = rows.iter().map(object).collect();
    serde_json::to_string_pretty(&rows).expect("this is a bug in baodian: a report that cannot be written")
}
