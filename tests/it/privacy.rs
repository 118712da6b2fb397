//! Two hundred things that must be found, five hundred that must not: all made up here.

use std::fmt::Write as _;

use baodian::model::date::Date;
use baodian::{check, content, diagnostic, site};

use crate::harness::{TODAY, split};

const SITE: &str = "title: 试\ngroups:\n  - {slug: te, char: 特, title: 特殊家庭关爱, order: 1, who: 家庭}\nrules: {preset: health}\n";

/// The private findings of a page with these lines, by line number.
fn findings(lines: &[String]) -> Vec<(usize, String)> {
    let mut text = format!("-- site.yaml --\n{SITE}-- content/a/01-b.md --\n---\ntitle: 甲\ngroups: [te]\n---\n");
    for line in lines {
        let _ = write!(text, "{line}\n\n");
    }
    let texts: Vec<_> = split(&text).into_iter().map(|(path, text)| baodian::source::Source { path, text }.into()).collect();
    let (folder, _) = content::declare("试", &texts);
    let article = content::parse(&texts[0]).0.expect("the page is sound");
    let wishes = site::Wishes { date: Date::parse(TODAY).unwrap(), drafts: false };
    let (site, _) = site::assemble(vec![article.into()], &folder, wishes);
    let mut found = check::run(&site, &folder);
    check::adjust(&mut found, &folder);
    found.retain(|finding| finding.code.starts_with("privacy-"));
    diagnostic::sort(&mut found);
    // Four lines of front matter, then a blank line after each line.
    found.iter().map(|finding| ((finding.place.line_column().0 - 5) / 2, finding.code.to_owned())).collect()
}

/// A small generator with a fixed seed: the same examples in every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % limit
    }

    fn digits(&mut self, count: usize) -> String {
        (0..count).map(|_| char::from(b'0' + u8::try_from(self.below(10)).unwrap())).collect()
    }

    fn one<'a>(&mut self, list: &[&'a str]) -> &'a str {
        list[usize::try_from(self.below(list.len() as u64)).unwrap()]
    }
}

fn id_card(dice: &mut Dice) -> String {
    let region = dice.one(&["350102", "350122", "350525", "110101", "440304", "513021", "652801"]);
    let body = format!("{region}{}{:02}{:02}{}", 1930 + dice.below(90), 1 + dice.below(12), 1 + dice.below(28), dice.digits(3));
    let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let sum: u32 = body.chars().zip(weights).map(|(c, weight)| c.to_digit(10).unwrap() * weight).sum();
    format!("{body}{}", char::from(b"10X98765432"[(sum % 11) as usize]))
}

fn card(dice: &mut Dice) -> String {
    let count = 9 + usize::try_from(dice.below(4)).unwrap();
    let body = format!("622202{}", dice.digits(count));
    let sum: u32 = body
        .chars()
        .rev()
        .enumerate()
        .map(|(at, c)| c.to_digit(10).unwrap() * if at % 2 == 0 { 2 } else { 1 })
        .map(|n| n / 10 + n % 10)
        .sum();
    format!("{body}{}", (10 - sum % 10) % 10)
}

fn spaced(text: &str, cuts: &[usize], separator: &str) -> String {
    let mut out = String::new();
    for (at, c) in text.chars().enumerate() {
        if cuts.contains(&at) {
            out.push_str(separator);
        }
        out.push(c);
    }
    out
}

fn wide(text: &str) -> String {
    text.chars().map(|c| c.to_digit(10).map_or(c, |digit| char::from_u32(0xFF10 + digit).unwrap())).collect()
}

#[test]
fn two_hundred_private_things_are_all_found() {
    let mut dice = Dice(7);
    let mut lines: Vec<(String, &str)> = Vec::new();
    for at in 0..60 {
        let id = id_card(&mut dice);
        let id = match at % 5 {
            0 => id,
            1 => spaced(&id, &[6, 14], " "),
            2 => wide(&id),
            3 => spaced(&id, &[3, 6, 10, 14], "-"),
            _ => id.to_lowercase(),
        };
        lines.push((
            format!(
                "{}{id}，{}",
                dice.one(&["身份证号：", "证件", "证号是 ", "公民身份号码"]),
                dice.one(&["请核对。", "已登记。", "办好了。"])
            ),
            "privacy-id-card",
        ));
    }
    for at in 0..50 {
        let phone = format!("1{}{}", dice.one(&["38", "59", "77", "86", "99", "50", "65"]), dice.digits(8));
        let phone = match at % 6 {
            0 | 5 => phone,
            1 => spaced(&phone, &[3, 7], "-"),
            2 => spaced(&phone, &[3, 7], " "),
            3 => format!("+86{phone}"),
            _ => wide(&phone),
        };
        lines.push((format!("{}{phone}。", dice.one(&["电话", "联系人手机：", "微信同号", "请打 "])), "privacy-mobile"));
    }
    for at in 0..25 {
        let card = card(&mut dice);
        let card = if at % 2 == 0 { card } else { spaced(&card, &[4, 8, 12, 16], " ") };
        lines.push((format!("{}{card}。", dice.one(&["银行卡号", "打到 ", "账号："])), "privacy-bank-card"));
    }
    for _ in 0..20 {
        let phone = format!("{}-{}{}", dice.one(&["0591", "0595", "0592", "010"]), dice.one(&["2", "3", "6", "8"]), dice.digits(7));
        lines.push((format!("{}{phone}。", dice.one(&["办公室", "座机：", "电话 "])), "privacy-landline"));
    }
    let people = ["王秀英", "陈建国", "林志强", "黄美玉", "李明", "张丽华", "吴国栋", "郑小红", "许文斌", "刘伟"];
    for (at, name) in people.iter().enumerate() {
        let line = match at % 4 {
            0 => format!("村民{name}，低保户。"),
            1 => format!("孤儿{name}今年上小学。"),
            2 => format!("{name}（失独）得到了帮助。"),
            _ => format!("看望了残疾老人{name}一家。"),
        };
        lines.push((line, "privacy-name"));
    }
    for at in 0..15 {
        let line = match at % 3 {
            0 => format!("住在{}丹凤村{}组{}号。", dice.one(&["凤城镇", "琯头镇", "桃城镇"]), 1 + dice.below(9), 1 + dice.below(90)),
            1 => format!("她家在八一七路{}号{}室，离镇政府不远。", 1 + dice.below(300), 101 + dice.below(800))
                .replace("八一七路", "县城解放路"),
            _ => format!("{}下屿村{}号。", dice.one(&["苔菉镇", "筱埕镇"]), 1 + dice.below(200)),
        };
        lines.push((line, "privacy-address"));
    }
    for at in 0..10 {
        let line = match at % 3 {
            0 => format!("全镇有特殊家庭{}户。", 2 + dice.below(8)),
            1 => format!("本村孤儿{}名。", 2 + dice.below(8)),
            _ => format!("全县共{}名孤儿。", 2 + dice.below(3)),
        };
        lines.push((line, "privacy-small-count"));
    }
    for _ in 0..10 {
        lines.push((format!("定位 26.{}, 119.{}", dice.digits(6), dice.digits(6)), "privacy-coordinates"));
    }
    assert_eq!(lines.len(), 200);
    let found = findings(&lines.iter().map(|(line, _)| line.clone()).collect::<Vec<_>>());
    let missed: Vec<_> = lines.iter().enumerate().filter(|(at, (_, code))| !found.contains(&(*at, (*code).to_owned()))).collect();
    assert!(missed.is_empty(), "{} of {} missed: {missed:#?}", missed.len(), lines.len());
}

#[test]
fn at_most_one_of_five_hundred_harmless_things_is_taken_for_private() {
    let mut dice = Dice(11);
    let mut lines: Vec<String> = Vec::new();
    for _ in 0..60 {
        lines.push(format!(
            "{}{}。",
            dice.one(&["拨打", "热线", "请打"]),
            dice.one(&["12356", "12345", "120", "110", "12348", "12338", "119", "95598", "400-618-0999"])
        ));
        lines.push(format!("ISBN 978-7-{}-{}-{}。", dice.digits(4), dice.digits(4), dice.digits(1)));
        lines.push(format!(
            "{}-{:02}-{:02} 发布，{}年{}月{}日施行。",
            1990 + dice.below(40),
            1 + dice.below(12),
            1 + dice.below(28),
            1990 + dice.below(40),
            1 + dice.below(12),
            1 + dice.below(28)
        ));
        lines.push(format!(
            "每天{}~{}毫升，一次{}.{}克，血压{}/{}。",
            100 + dice.below(900),
            1000 + dice.below(900),
            dice.below(9),
            dice.digits(2),
            90 + dice.below(80),
            50 + dice.below(50)
        ));
        lines.push(format!(
            "国卫办{}函〔{}〕{}号，WS/T {}—{}。",
            dice.one(&["宣传", "妇幼", "基层"]),
            2000 + dice.below(27),
            1 + dice.below(900),
            100 + dice.below(900),
            2000 + dice.below(27)
        ));
        lines.push(format!(
            "经费{}.{}万元，服务{}万人次，占{}.{}%。",
            dice.digits(4),
            dice.digits(2),
            dice.digits(3),
            dice.below(99),
            dice.digits(4)
        ));
    }
    // Eighteen, sixteen and eleven digits that are none of these: wrong check digits, order numbers, long amounts.
    for _ in 0..30 {
        let mut id = id_card(&mut dice);
        let last = id.pop().unwrap();
        lines.push(format!("编号 {id}{}。", if last == '1' { '2' } else { '1' }));
        lines.push(format!("订单 2{}。", dice.digits(10)));
        lines.push(format!("统一社会信用代码 91350100MA{}X。", dice.digits(7)));
    }
    let sentences = [
        "特殊家庭有固定的联系人，高血压、糖尿病都可以先问家庭医生。",
        "孤儿和事实无人抚养儿童的认定条件不同，方便时到乡镇问。",
        "低保、特困、残疾等困难，周边的社区都会帮忙。",
        "患病的孩子要安全、安心，家里人要有成长的准备。",
        "困难家庭的金秋助学，平安是福，马上办理。",
        "每户特殊家庭有两名联系人，乡镇一位，村里一位。",
        "全县特殊家庭1200户，全省孤儿保障都覆盖。",
        "镇上的孩子有1号、2号两个教室，5月29日是会员活动日。",
        "残疾人和老人可以向村里、县里、市里申请，账号不要告诉别人。",
        "低保家庭高中、大学阶段可以申请，文明、友善待人。",
    ];
    lines.extend(sentences.iter().cycle().take(500 - lines.len()).map(|line| (*line).to_owned()));
    assert_eq!(lines.len(), 500);
    let found = findings(&lines);
    let alarms: Vec<_> = found.iter().map(|(at, code)| (code, &lines[*at])).collect();
    assert!(alarms.len() <= 1, "{} false alarms: {alarms:#?}", alarms.len());
}
