//! A seeded generator of Chinese health articles: the same folder for the same number, on every machine.

use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::Path;

pub const GROUPS: [(&str, &str, &str); 6] = [
    ("lao", "老", "老年人"),
    ("xiao", "小", "婴幼儿"),
    ("qing", "青", "青少年"),
    ("te", "特", "特殊家庭"),
    ("kun", "困", "困难家庭"),
    ("gu", "孤", "未成年人"),
];
const WHO: [&str; 24] = [
    "老人",
    "宝宝",
    "孩子",
    "妈妈",
    "爸爸",
    "奶奶",
    "爷爷",
    "家长",
    "邻居",
    "医生",
    "护士",
    "老师",
    "志愿者",
    "照护的人",
    "新手父母",
    "青少年",
    "渔民",
    "村里的人",
    "怀孕的人",
    "患者",
    "联系人",
    "同学",
    "家庭成员",
    "带娃的老人",
];
const WHEN: [&str; 20] = [
    "早上起床以后",
    "饭后半小时",
    "出门以前",
    "天气变冷的时候",
    "梅雨季里",
    "台风来以前",
    "换季时",
    "睡觉以前",
    "洗澡的时候",
    "打完疫苗以后",
    "体检以后",
    "吃药以前",
    "带孩子外出时",
    "刚满6月龄时",
    "学走路的阶段",
    "感冒流行的时候",
    "血压偏高的日子",
    "夜里醒来时",
    "放学以后",
    "逢年过节聚餐时",
];
const DO: [&str; 40] = [
    "先把手洗干净",
    "量一量体温",
    "喝几口温开水",
    "坐下来歇一歇",
    "把窗户打开通风",
    "记下吃了什么",
    "看看精神好不好",
    "慢慢走上一段路",
    "给家庭医生打个电话",
    "把药盒带在身边",
    "穿防滑合脚的鞋",
    "把常用的东西放低一些",
    "多吃深色的蔬菜",
    "少放一勺盐",
    "每次只加一样新食物",
    "陪着说说话",
    "看着孩子的眼睛回应",
    "把尖角包起来",
    "把热水瓶放到里面",
    "系好安全带",
    "检查插座和电线",
    "带上接种证",
    "排好复查的日子",
    "问清楚药怎么吃",
    "练一练单脚站立",
    "做几遍深呼吸",
    "把难过说出来",
    "找信得过的人商量",
    "离开让人不舒服的地方",
    "留下对方的信息",
    "去卫生院查一查",
    "按时去做产检",
    "把煤气阀关好",
    "把奶瓶煮沸消毒",
    "用软毛小牙刷刷牙",
    "读一本图画书",
    "到树荫下活动",
    "晒晒被褥",
    "把地上的水擦干",
    "把扶手装牢",
];
const WHY: [&str; 24] = [
    "这样不容易摔倒",
    "身体恢复得更快",
    "能早一点发现问题",
    "肠胃会舒服一些",
    "伤口不容易发炎",
    "心里会踏实很多",
    "夜里睡得更安稳",
    "孩子更愿意开口",
    "血压会平稳一些",
    "牙齿不容易坏",
    "可以少跑几趟医院",
    "家里人也放心",
    "免疫力会慢慢好起来",
    "不会耽误治疗",
    "大人孩子都轻松",
    "能避免很多意外",
    "药效才不会打折扣",
    "不会给肾增加负担",
    "也能省下不少钱",
    "骨头会更结实",
    "眼睛不那么累",
    "情绪会慢慢平复",
    "大家都能照着做",
    "危险就少了一大半",
];
const SIGN: [&str; 16] = [
    "一直发烧",
    "不肯吃东西",
    "呼吸又快又费力",
    "怎么叫都叫不醒",
    "反复呕吐",
    "大便带血",
    "手脚发麻",
    "说话含糊",
    "胸口发闷",
    "皮疹越来越多",
    "走路不稳",
    "尿得很少",
    "伤口红肿流脓",
    "抽搐",
    "头痛得厉害",
    "看东西重影",
];
const TOPIC: [&str; 34] = [
    "喂养",
    "辅食",
    "睡眠",
    "疫苗",
    "生长发育",
    "早期发展",
    "口腔",
    "常见病",
    "伤害预防",
    "急救",
    "照护",
    "心理",
    "饮食",
    "运动",
    "慢性病",
    "传染病",
    "用药",
    "体检",
    "烟酒",
    "防跌倒",
    "认知",
    "政策",
    "权益",
    "求助",
    "青春期",
    "沟通",
    "环境",
    "就医",
    "高血压",
    "糖尿病",
    "骨质疏松",
    "视力",
    "听力",
    "脱水",
];
const LATIN: [&str; 8] = ["BMI", "HPV", "AED", "CPR", "DTaP", "WHO", "38.5℃", "120"];

/// xorshift64*: small, seeded, the same everywhere.
pub struct Dice(pub u64);

impl Dice {
    /// A number below `below`.
    pub fn roll(&mut self, below: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        let high = self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33;
        usize::try_from(high).expect("31 bits") % below
    }

    fn pick<'a>(&mut self, list: &[&'a str]) -> &'a str {
        list[self.roll(list.len())]
    }
}

/// Which front matter to write.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Dialect {
    Baodian,
    Hugo,
}

/// Writes `count` articles below `root` and returns the bytes of Markdown.
pub fn write(root: &Path, count: usize, dialect: Dialect) -> io::Result<usize> {
    let mut dice = Dice(0x9E37_79B9_7F4A_7C15);
    let mut bytes = 0;
    for at in 0..count {
        let (group, _, _) = GROUPS[at % GROUPS.len()];
        let folder = root.join("content").join(format!("{group}-series"));
        if at < GROUPS.len() {
            fs::create_dir_all(&folder)?;
        }
        let text = article(&mut dice, at, group, count, dialect);
        bytes += text.len();
        fs::write(folder.join(format!("a{at:06}.md")), text)?;
    }
    if dialect == Dialect::Baodian {
        declare(root)?;
    }
    Ok(bytes)
}

/// Writes `site.yaml` and the series.
pub fn declare(root: &Path) -> io::Result<()> {
    let mut site = String::from("title: 一万篇\nbase_url: https://bench.example.org/\ngroups:\n");
    for (order, (slug, character, title)) in GROUPS.iter().enumerate() {
        let _ = writeln!(site, "  - {{slug: {slug}, char: {character}, title: {title}, who: {title}, order: {order}}}");
        fs::write(root.join("content").join(format!("{slug}-series/_series.yaml")), format!("title: {title}手册\ngroups: [{slug}]\n"))?;
    }
    fs::write(root.join("site.yaml"), site)
}

/// At least `bytes` of Markdown without front matter, each sentence on a line of its own.
pub fn text(bytes: usize) -> String {
    let mut dice = Dice(0x9E37_79B9_7F4A_7C15);
    let mut text = String::new();
    while text.len() < bytes {
        let mut piece = String::new();
        body(&mut dice, &mut piece, "a.md");
        text.push_str(&piece.replace('。', "。\n"));
    }
    text
}

fn article(dice: &mut Dice, at: usize, group: &str, count: usize, dialect: Dialect) -> String {
    let mut text = String::from("---\n");
    let tags: Vec<String> = (0..3).map(|_| format!("{}{}", dice.pick(&TOPIC), ["", "常识", "问答", "提醒"][dice.roll(4)])).collect();
    let title = format!("{}，{}怎样{}", dice.pick(&WHEN), dice.pick(&WHO), dice.pick(&DO));
    let _ = writeln!(text, "title: {title}（{at}）");
    let summary = format!("{}{}，{}。", dice.pick(&WHO), dice.pick(&DO), dice.pick(&WHY));
    let tags = tags.join(", ");
    let _ = match dialect {
        Dialect::Baodian => {
            writeln!(text, "number: {}\ntags: [{tags}]\nsummary: {summary}\ncreated: 2026-01-15\nstatus: published", at / 6 + 1)
        }
        Dialect::Hugo => writeln!(text, "weight: {}\ntags: [{tags}]\ngroups: [{group}]\nsummary: {summary}\ndate: 2026-01-15", at / 6 + 1),
    };
    text.push_str("---\n\n");
    let near = if at + 6 < count { at + 6 } else { at % 6 };
    let link = match dialect {
        Dialect::Baodian => format!("a{near:06}.md"),
        Dialect::Hugo => format!("../a{near:06}/"),
    };
    body(dice, &mut text, &link);
    text
}

fn body(dice: &mut Dice, text: &mut String, link: &str) {
    paragraph(dice, text, 3);
    for _ in 0..4 {
        let _ = writeln!(text, "## {}{}\n", dice.pick(&WHEN), dice.pick(&DO));
        for _ in 0..2 {
            let sentences = 3 + dice.roll(3);
            paragraph(dice, text, sentences);
        }
        for _ in 0..3 {
            let _ = writeln!(text, "- {}，**{}**，{}", dice.pick(&WHO), dice.pick(&DO), dice.pick(&WHY));
        }
        text.push('\n');
    }
    text.push_str("| 情况 | 怎么办 | 提醒 |\n| --- | --- | --- |\n");
    for _ in 0..4 {
        let _ = writeln!(text, "| {} | {} | {} |", dice.pick(&SIGN), dice.pick(&DO), dice.pick(&LATIN));
    }
    let _ = writeln!(text, "\n> {}，{}。\n", dice.pick(&WHEN), dice.pick(&DO));
    let _ = writeln!(text, "接着看[同一系列的下一篇]({link})，或者看[卫生健康的官方网站](https://www.example.org/)。");
}

fn paragraph(dice: &mut Dice, text: &mut String, sentences: usize) {
    for _ in 0..sentences {
        let _ = match dice.roll(4) {
            0 => write!(text, "{}，{}要{}，{}。", dice.pick(&WHEN), dice.pick(&WHO), dice.pick(&DO), dice.pick(&WHY)),
            1 => write!(
                text,
                "如果{}{}，先{}，再{}；还{}，就要去医院。",
                dice.pick(&WHO),
                dice.pick(&SIGN),
                dice.pick(&DO),
                dice.pick(&DO),
                dice.pick(&SIGN)
            ),
            2 => write!(text, "{}{}，因为{}，也因为{}。", dice.pick(&WHO), dice.pick(&DO), dice.pick(&WHY), dice.pick(&WHY)),
            _ => write!(text, "{}的时候提到{}，意思是{}{}。", dice.pick(&WHEN), dice.pick(&LATIN), dice.pick(&WHO), dice.pick(&DO)),
        };
    }
    text.push_str("\n\n");
}
