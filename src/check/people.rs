//! Words that give a family away: a name beside a status, a household's address, a birthday, a count of few.
//!
//! A dictionary of names would see people everywhere (高血压, 方便, 安全), so a name is a common surname with one
//! or two characters that are given to children, at the edge of words, in the neighbourhood of a status.

use crate::check::numbers::counts;
use crate::check::privacy::Hit;
use crate::check::words::{after, before, digit, has_any, is_han, numbers, sentence_at};
use crate::source::Span;

/// Words for a hard lot (DOMAIN §4).
const STATUS: [&str; 17] = [
    "特殊家庭",
    "失独",
    "孤儿",
    "低保",
    "残疾",
    "患病",
    "事实无人抚养",
    "困难家庭",
    "困难户",
    "特困",
    "五保",
    "患有",
    "确诊",
    "重病",
    "智力障碍",
    "精神障碍",
    "癌",
];
/// The commonest surnames, without those that are usually something else.
const SURNAMES: &str = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘蔡蒋余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严武戴莫孔汤温康施翁阮柯游詹欧涂连池卓丘危官兰倪洪俞饶华孔简甘焦巫骆俸练揭蓝雷鄢赖庄纪傅";
/// Characters of given names.
const GIVEN: &str = "伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛超霞平刚桂兰红梅玉珍凤云华明建国志文斌辉鹏飞龙海燕萍琴雪梦婷玲莉倩颖欣怡佳琪慧雯琳洁宇浩轩博睿晨阳俊豪峰宏福祥荣贵生根土水金木火发财旺春夏秋冬松柏林森美淑贞惠香莲菊花月星子涵梓诗雨思彤若紫嘉俪振兴德义礼智信忠孝仁学成永庆长宝珠银钗妹弟仔乐天鑫淼焱磊亮光昌盛顺利民良友邦庭进东南西北中正家世启泽润清源波滨川江河小晓大新立元恒毅坚凯旋胜武彬全安宁康健栋梁";
/// What looks like a name and is a word.
const WORDS: [&str; 63] = [
    "高血",
    "高脂",
    "黄疸",
    "高兴",
    "高明",
    "文明",
    "方便",
    "金华",
    "成长",
    "白天",
    "江西",
    "马上",
    "黄金",
    "温暖",
    "温馨",
    "康复",
    "健康",
    "安全",
    "安心",
    "平安",
    "和平",
    "万一",
    "程度",
    "严重",
    "成功",
    "常年",
    "明显",
    "白血",
    "任何",
    "何时",
    "周边",
    "周围",
    "周年",
    "余生",
    "余下",
    "安宁",
    "石家",
    "广东",
    "林业",
    "水利",
    "金秋",
    "江河",
    "江南",
    "龙海",
    "连江",
    "夏天",
    "秋天",
    "高中",
    "高大",
    "小学",
    "大学",
    "中学",
    "方正",
    "万家",
    "康宁",
    "武平",
    "永春",
    "长乐",
    "金秋助",
    "高新",
    "施行",
    "任家",
    "方家",
];

const HELP: &str = "改成“某乡镇某家庭”；编出来的例子要写明“虚构示例”";

/// A full name within 15 characters of a status.
pub fn names(text: &str, hits: &mut Vec<Hit>) {
    if !has_any(text, &STATUS) {
        return;
    }
    let letters: Vec<(usize, char)> = text.char_indices().collect();
    let mut at = 0;
    while at < letters.len() {
        let Some(length) = name_at(&letters, at) else {
            at += 1;
            continue;
        };
        let start = letters[at].0;
        let end = letters.get(at + length).map_or(text.len(), |(byte, _)| *byte);
        if beside_status(text, start, end) && !is_example(text, start) {
            let message = format!("“{}”像是一个人的姓名，旁边写着他家的情况，能认出是谁", &text[start..end]);
            hits.push(Hit { code: "privacy-name", span: Span::new(start, end), message, help: HELP });
        }
        at += length;
    }
}

/// How many characters from `at` make a name: 3, 2, or none. After a word that can only introduce a person
/// (村民, 户主) any characters make a given name, else only those that are usual.
fn name_at(letters: &[(usize, char)], at: usize) -> Option<usize> {
    let c = |offset: usize| letters.get(at + offset).map(|(_, c)| *c);
    c(0).filter(|c| SURNAMES.contains(*c))?;
    let introduced = ends_with_any(letters, at, &PEOPLE);
    if !introduced && !opens(letters, at) {
        return None;
    }
    // `林依嫩（孤儿）`: a label in brackets can only belong to a name, or to an illness.
    let labelled = |length: usize| {
        let tail: String = letters[letters.len().min(at + length)..].iter().take(6).map(|(_, c)| *c).collect();
        tail.starts_with(['（', '(']) && has_any(&tail, &STATUS) && !has_any(&tail, &["病率", "患病"])
    };
    let given = |offset: usize, introduced: bool| {
        c(offset).is_some_and(|c| GIVEN.contains(c) || (introduced && is_han(c) && !"某家户的和是在有等们".contains(c)))
    };
    [3, 2].into_iter().find(|length| {
        let name: String = letters[at..letters.len().min(at + length)].iter().map(|(_, c)| *c).collect();
        let is_word = WORDS.iter().any(|word| name.starts_with(word) || name.ends_with(word));
        let introduced = introduced || labelled(*length);
        (1..*length).all(|offset| given(offset, introduced)) && closes(letters, at + length) && !is_word
    })
}

/// Words that can only introduce a person.
const PEOPLE: [&str; 16] = [
    "村民",
    "居民",
    "会员",
    "孤儿",
    "低保户",
    "困难户",
    "五保户",
    "户主",
    "户主：",
    "姓名",
    "姓名：",
    "女孩",
    "男孩",
    "残疾人",
    "独老人",
    "慰问了",
];

fn ends_with_any(letters: &[(usize, char)], at: usize, words: &[&str]) -> bool {
    let head: String = letters[at.saturating_sub(3)..at].iter().map(|(_, c)| *c).collect();
    words.iter().any(|word| head.ends_with(word))
}

/// Whether a name can begin here: after no Han character, or after a word that introduces people.
fn opens(letters: &[(usize, char)], at: usize) -> bool {
    const BEFORE: [&str; 34] = [
        "村民",
        "居民",
        "会员",
        "学生",
        "孤儿",
        "儿童",
        "孩子",
        "老人",
        "低保户",
        "困难户",
        "五保户",
        "家庭",
        "户主",
        "姓名",
        "成员",
        "病人",
        "患者",
        "母亲",
        "父亲",
        "女孩",
        "男孩",
        "妇女",
        "同学",
        "残疾人",
        "是",
        "和",
        "与",
        "对象",
        "看望",
        "慰问",
        "走访",
        "资助",
        "帮助",
        "人员",
    ];
    let from = at.saturating_sub(3);
    let head: String = letters[from..at].iter().map(|(_, c)| *c).collect();
    !head.chars().next_back().is_some_and(is_han) || BEFORE.iter().any(|word| head.ends_with(word))
}

/// Whether a name can end here.
fn closes(letters: &[(usize, char)], at: usize) -> bool {
    const AFTER: [&str; 36] = [
        "是",
        "为",
        "系",
        "属",
        "家",
        "的",
        "一家",
        "夫妇",
        "夫妻",
        "同志",
        "女士",
        "先生",
        "老人",
        "阿姨",
        "同学",
        "小朋友",
        "今年",
        "现年",
        "患",
        "因",
        "已",
        "在",
        "住",
        "获",
        "得",
        "被",
        "和",
        "与",
        "等",
        "领",
        "申请",
        "享受",
        "身患",
        "确诊",
        "，",
        "、",
    ];
    let tail: String = letters[at.min(letters.len())..].iter().take(3).map(|(_, c)| *c).collect();
    tail.chars().next().is_none_or(|c| !is_han(c)) || AFTER.iter().any(|word| tail.starts_with(word))
}

fn beside_status(text: &str, start: usize, end: usize) -> bool {
    has_any(clause_before(text, start, 15), &STATUS) || has_any(clause_after(text, end, 15), &STATUS)
}

const ENDS: [char; 5] = ['。', '！', '？', '；', '\n'];

/// At most `count` characters before `at` that belong to the same sentence.
fn clause_before(text: &str, at: usize, count: usize) -> &str {
    let head = before(text, at, count);
    head.rfind(ENDS).map_or(head, |at| &head[at..])
}

/// At most `count` characters from `at` that belong to the same sentence.
fn clause_after(text: &str, at: usize, count: usize) -> &str {
    let tail = after(text, at, count);
    tail.find(ENDS).map_or(tail, |at| &tail[..at])
}

/// The paragraph says that it is made up.
fn is_example(text: &str, at: usize) -> bool {
    let start = text[..at].rfind("\n\n").map_or(0, |at| at + 2);
    let end = text[at..].find("\n\n").map_or(text.len(), |end| at + end);
    text[start..end].contains("虚构示例")
}

/// A full birthday: `1990年1月1日出生`, `出生日期：1990-01-01`.
pub fn births(text: &str, hits: &mut Vec<Hit>) {
    for day in numbers(text).windows(3) {
        let [(year, start, one), (month, two, three), (date, four, end)] = day else { continue };
        let joined = matches!((&text[*one..*two], &text[*three..*four]), ("年", "月") | ("-", "-") | (".", ".") | ("/", "/"));
        let is_day = year.len() == 4 && (year.starts_with("19") || year.starts_with("20")) && month.len() <= 2 && date.len() <= 2;
        let tail = text[*end..].trim_start_matches(['日', ' ']);
        let born = has_any(before(text, *start, 8), &["出生", "生日", "生于"]) || tail.starts_with("出生") || tail.starts_with('生');
        if joined && is_day && born && !is_example(text, *start) {
            let stop = if text[*end..].starts_with('日') { end + '日'.len_utf8() } else { *end };
            let span = Span::new(*start, stop);
            hits.push(Hit {
                code: "privacy-birth-date",
                span,
                message: "完整的出生日期能认出是谁".to_owned(),
                help: "只写年龄段，例如“六十多岁”“上小学”",
            });
        }
    }
}

/// Few enough to be known by name: below 10 in a village or township, below 5 in a county.
pub fn small_counts(text: &str, hits: &mut Vec<Hit>) {
    const WHO: [&str; 9] = ["特殊家庭", "失独", "孤儿", "事实无人抚养", "困难家庭", "困难户", "低保", "特困", "二女户"];
    if !has_any(text, &WHO) {
        return;
    }
    for (count, span) in counts(text, &["户", "人", "名", "位", "个孩子", "个家庭", "个儿童"]) {
        let sentence = sentence_at(text, span.start);
        let from = sentence.as_ptr() as usize - text.as_ptr() as usize;
        let head = clause_before(text, span.start, 12);
        let tail = clause_after(text, span.end, 8);
        if !has_any(head, &WHO) && !has_any(tail, &WHO) {
            continue;
        }
        let scope = &text[from..span.start.max(from)];
        let small = has_any(scope, &["村", "社区", "乡", "镇", "街道"]);
        let county = has_any(scope, &["县", "区", "市"]);
        let limit = if small {
            10
        } else if county {
            5
        } else {
            0
        };
        let words = &text[span.start..span.end];
        let generic = words.starts_with(['一', '两', '几']) && !has_any(before(text, span.start, 2), &["有", "共", "仅", "只"]);
        if count > 0 && count < limit && !generic && !is_example(text, span.start) {
            let place = if small { "乡镇或村里少于 10" } else { "县里少于 5" };
            let message = format!("“{words}”太少了（{place}），当地人一看就知道是哪几家");
            hits.push(Hit {
                code: "privacy-small-count", span, message, help: "不写数字，只写“有的家庭”；或者写全县、全省的数字"
            });
        }
    }
}

/// Where a household lives: a place name, then a number of a house, room or team within 20 characters.
pub fn addresses(text: &str, hits: &mut Vec<Hit>) {
    const NOT_BEFORE: [char; 22] =
        ['第', '〕', ']', '月', '年', '－', '-', '有', '是', '到', '和', '、', '的', '了', '把', '看', '这', '那', '分', '每', '几', '共'];
    let is_numeral = |c: char| digit(c).is_some() || "一二三四五六七八九十百".contains(c);
    let mut last = 0;
    for (at, c) in text.char_indices().filter(|(_, c)| matches!(c, '号' | '室' | '组' | '排')) {
        let head = &text[..at];
        let number = head.len() - head.trim_end_matches(is_numeral).len();
        let start = at - number;
        let follows = text[at + c.len_utf8()..].chars().next();
        if number == 0 || start < last || follows.is_some_and(|c| "码线文".contains(c)) || before(text, start, 1).contains(NOT_BEFORE) {
            continue;
        }
        let near = clause_before(text, start, 20);
        let near = near.rfind('，').map_or(near, |at| &near[at..]);
        let from = near.find(['省', '市', '县', '镇', '乡', '村']);
        let office = has_any(near, &["民政", "中心", "医院", "卫生", "派出所", "法院", "检察", "司法", "委会", "大厅", "学校", "办公"]);
        let home = has_any(sentence_at(text, at), &["住", "家住", "家在", "住址", "户主"]);
        let street = has_any(near, &["路", "街", "巷", "弄", "村", "镇", "乡", "小区", "新村"]);
        if from.is_some() && street && (!office || home) && !is_example(text, at) {
            let stop = at + c.len_utf8();
            // `3组12号` is one address.
            let from = match hits.last() {
                Some(hit) if hit.code == "privacy-address" && hit.span.end == start => hits.pop().map_or(start, |hit| hit.span.start),
                Some(_) | None => start,
            };
            last = stop;
            let span = Span::new(from, stop);
            let message = format!("写到了“{}”，能找到是哪一家", &text[span.start..span.end]);
            hits.push(Hit { code: "privacy-address", span, message, help: "只写到乡镇；单位的地址写上单位名称" });
        }
    }
}
