//! Amounts that must not be torn apart at the end of a line: `38.5℃`, `10~20分钟`, `6—9月龄`, `1/2碗`.
//! In health text a number without its unit is a danger (EXPERIENCE §0.7: 2–13 % of amounts split elsewhere).

use std::ops::Range;

/// What may follow a number and belongs to it. Longer words come before their beginnings.
const UNITS: &[&str] = &[
    "个小时",
    "个月龄",
    "个月",
    "个星期",
    "个工作日",
    "毫克",
    "毫升",
    "微克",
    "毫米汞柱",
    "毫米",
    "厘米",
    "公里",
    "公斤",
    "千克",
    "千米",
    "千卡",
    "千焦",
    "分钟",
    "小时",
    "小勺",
    "月龄",
    "周岁",
    "周",
    "星期",
    "岁",
    "月",
    "年",
    "天",
    "日",
    "时",
    "分",
    "秒",
    "次",
    "片",
    "粒",
    "滴",
    "包",
    "袋",
    "支",
    "瓶",
    "碗",
    "勺",
    "杯",
    "口",
    "顿",
    "餐",
    "克",
    "斤",
    "两",
    "升",
    "米",
    "元",
    "万元",
    "亿元",
    "人次",
    "人",
    "户",
    "名",
    "位",
    "只",
    "条",
    "种",
    "样",
    "步",
    "倍",
    "岁以上",
    "岁以内",
    "度",
    "成",
    "例",
    "项",
    "篇",
    "集",
    "课",
    "页",
    "层",
    "级",
    "个",
    "℃",
    "%",
    "‰",
    "kg",
    "mg",
    "ml",
    "mL",
    "cm",
    "mm",
    "mmHg",
    "g",
    "μg",
    "IU",
    "L",
    "m",
];

/// The amounts in `text`, as byte ranges: number, range or fraction together with its unit.
pub fn amounts(text: &str) -> Vec<Range<usize>> {
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = bytes[at..].iter().position(u8::is_ascii_digit).map(|offset| at + offset) {
        let end = end_of_number(text, start);
        at = end;
        let space = usize::from(bytes.get(end) == Some(&b' '));
        let rest = &text[end + space..];
        let unit = UNITS.iter().filter(|unit| rest.starts_with(**unit)).max_by_key(|unit| unit.len());
        if let Some(unit) = unit {
            let stop = end + space + unit.len();
            // `5mg` is an amount, `5mark` is a word.
            let is_word = unit.is_ascii() && text[stop..].starts_with(|c: char| c.is_ascii_alphanumeric());
            if !is_word {
                let from = if text[..start].ends_with('第') { start - '第'.len_utf8() } else { start };
                found.push(from..stop);
                at = stop;
            }
        } else if text[..start].ends_with('第') {
            found.push(start - '第'.len_utf8()..end);
        }
    }
    found
}

/// The end of a number that may be a decimal, a range (`~`, `—`, `-`, `至`, `到`) or a fraction.
fn end_of_number(text: &str, start: usize) -> usize {
    let mut end = start;
    loop {
        end += text[end..].bytes().take_while(u8::is_ascii_digit).count();
        let joint = ['.', '~', '～', '—', '–', '-', '/', '至', '到', ',']
            .into_iter()
            .find(|joint| text[end..].strip_prefix(*joint).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit())));
        match joint {
            Some(joint) => end += joint.len_utf8(),
            None => return end,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::amounts;

    fn found(text: &str) -> Vec<&str> {
        amounts(text).into_iter().map(|range| &text[range]).collect()
    }

    #[test]
    fn a_number_keeps_its_unit() {
        assert_eq!(found("体温超过38.5℃，喝250ml水，睡12~16小时"), ["38.5℃", "250ml", "12~16小时"]);
        assert_eq!(found("6—9月龄每餐1/2碗，第8条，满6个月"), ["6—9月龄", "1/2碗", "第8条", "6个月"]);
        assert_eq!(found("血压低于140/90mmHg"), ["140/90mmHg"]);
    }

    #[test]
    fn other_numbers_are_left_alone() {
        assert_eq!(found("拨打120，或看https://a.cn/12abc"), Vec::<&str>::new());
        assert_eq!(found("2026-01-15"), Vec::<&str>::new());
    }
}
