//! Every code a finding can have, its level, and how a site changes it.

use std::sync::Arc;

use crate::diagnostic::{Diagnostic, Level};
use crate::model::config::{Config, Preset, RuleLevel};
use crate::model::folder::Folder;
use crate::model::nearest::nearest;
use crate::source::{Place, Span};

/// A code and what holds of it unless `rules:` in `site.yaml` says otherwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Code {
    /// The stable word in square brackets.
    pub name: &'static str,
    /// How it counts.
    pub level: RuleLevel,
    /// The smaller of the two presets that reports it.
    pub preset: Preset,
    /// Whether an error of this code stands for a page that cannot be made: such an error stays one.
    pub fixed: bool,
    /// What it is about, for the editors' handbook.
    pub about: &'static str,
}

const fn fixed(name: &'static str, about: &'static str) -> Code {
    Code { name, level: RuleLevel::Error, preset: Preset::Plain, fixed: true, about }
}

const fn plain(name: &'static str, level: RuleLevel, about: &'static str) -> Code {
    Code { name, level, preset: Preset::Plain, fixed: false, about }
}

const fn health(name: &'static str, level: RuleLevel, about: &'static str) -> Code {
    Code { name, level, preset: Preset::Health, fixed: false, about }
}

use RuleLevel::{Error, Off, Warn};

/// Whether an error stops the site. One that only keeps a booklet from being made does not: the site and the
/// other booklets are published without it.
#[must_use]
pub fn keeps_the_site_back(diagnostics: &[Diagnostic]) -> bool {
    let is_of_a_booklet = |finding: &Diagnostic| {
        finding.place.source.path.starts_with("content/booklets/")
            || finding.code.starts_with("booklet-")
            || ["glyph-missing", "image-without-alt", "picture-unreadable", "typeset"].contains(&finding.code)
    };
    diagnostics.iter().any(|finding| finding.level == Level::Error && !is_of_a_booklet(finding))
}

/// The findings that matter before any booklet is made: what is wrong with a picture keeps those booklets back that
/// print it, and is told of again with each.
#[must_use]
pub fn before_print(diagnostics: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let is_of_a_picture = |finding: &Diagnostic| finding.level == Level::Error && finding.code.starts_with("image-");
    diagnostics.into_iter().filter(|finding| !is_of_a_picture(finding)).collect()
}

/// The one list of all codes, by subject. Public format: a code is never given another meaning.
pub const CODES: &[Code] = &[
    // files
    fixed("name-not-utf8", "文件名不是 UTF-8"),
    fixed("encoding-not-utf8", "文件不是 UTF-8"),
    plain("encoding-bom", Warn, "文件开头有 BOM 标记"),
    fixed("character-forbidden", "看不见的控制字符"),
    fixed("git-conflict", "没有合好的 git 冲突"),
    fixed("file-empty", "空文件"),
    fixed("file-too-large", "文件太大"),
    fixed("file-unreadable", "文件打不开"),
    fixed("file-special", "不是普通文件"),
    fixed("link-dangling", "符号链接没有目标"),
    fixed("link-outside", "指到网站文件夹外面"),
    fixed("content-empty", "一篇文章也没有"),
    plain("data-unknown", Warn, "没有人用的 YAML 文件"),
    fixed("output-duplicate", "两个文件发布到同一个地址"),
    // YAML and front matter
    fixed("front-matter-fence", "文件头的三个减号写错了"),
    fixed("front-matter-unclosed", "文件头没有结束"),
    fixed("front-matter-too-long", "文件头太长"),
    fixed("front-matter-missing", "没有文件头"),
    fixed("yaml-tab", "行首的 Tab"),
    fixed("yaml-wide-space", "行首的全角空格"),
    fixed("yaml-wide-colon", "中文冒号"),
    fixed("yaml-colon-space", "冒号后少空格"),
    fixed("yaml-too-deep", "括号套得太深"),
    fixed("yaml-reference", "YAML 的特别记号"),
    fixed("yaml-syntax", "YAML 写法不对"),
    fixed("key-duplicate", "同一项写了两次"),
    fixed("key-unknown", "没有这一项"),
    fixed("key-missing", "缺少一项"),
    fixed("value-unknown", "不能写这个值"),
    fixed("value-type", "值的种类不对"),
    fixed("date-invalid", "不是日期"),
    fixed("title-missing", "没有标题"),
    fixed("title-empty", "标题是空的"),
    fixed("slug-invalid", "地址里有不能用的字"),
    // the site
    fixed("site-title-missing", "网站没有名字"),
    fixed("base-url-invalid", "网址不完整"),
    fixed("search-url-invalid", "搜索引擎的网址不能用"),
    plain("search-promise", Warn, "搜索要发出去，文章却说不会"),
    fixed("group-duplicate", "人群重复"),
    fixed("group-unknown", "没有这个人群"),
    fixed("source-duplicate", "出处重复"),
    fixed("source-unknown", "出处没有登记"),
    fixed("section-unknown", "没有这个部分"),
    fixed("number-out-of-range", "编号超出范围"),
    fixed("number-duplicate", "编号重复"),
    fixed("id-duplicate", "id 重复"),
    fixed("address-duplicate", "地址重复"),
    fixed("address-reserved", "地址已被网站自己占用"),
    plain("address-gone", Error, "发布过的地址没有了"),
    plain("address-unregistered", Warn, "新地址还没有登记"),
    plain("address-registered-twice", Error, "地址或短地址登记了两次"),
    plain("id-changed", Error, "文章的 id 变了"),
    plain("address-code-invalid", Error, "短地址里有不能用的字"),
    plain("moved-invalid", Error, "旧地址写得不像地址"),
    plain("moved-taken", Error, "旧地址是别的文章的"),
    fixed("related-unknown", "相关文章不存在"),
    fixed("series-unknown", "没有这个系列"),
    fixed("rule-unknown", "rules.levels 里没有这个代码"),
    fixed("rule-fixed", "这个代码的错误不能降级"),
    // the text
    fixed("directive-unknown", "没有这种提示框"),
    fixed("directive-unclosed", "提示框没有结束"),
    fixed("directive-unopened", "提示框没有开头"),
    fixed("care-level-missing", "就医卡没有写级别"),
    fixed("table-block", "“表”里面要有标题和一张表格"),
    fixed("video-line", "视频里有看不懂的一行"),
    fixed("video-address", "视频没有地址"),
    health("video-size", Warn, "视频没有写大小，或写法不对"),
    health("video-transcript", Warn, "视频没有文字稿，或找不到"),
    fixed("quiz-question", "测验里有看不懂的地方"),
    fixed("nesting-too-deep", "套得太深"),
    plain("html-not-allowed", Warn, "正文里的 HTML"),
    plain("footnote-missing", Error, "注释没有写说明"),
    // links
    fixed("link-missing", "链接的文章不存在"),
    fixed("link-empty", "链接没有地址"),
    plain("link-space", Error, "链接的地址里有空格"),
    fixed("link-ambiguous", "好几篇文章同名"),
    fixed("link-scheme", "不能用的链接种类"),
    fixed("link-to-draft", "链接到没有发布的文章"),
    fixed("anchor-missing", "没有这个小标题"),
    plain("link-not-https", Warn, "外部链接没有加密"),
    // pictures
    fixed("image-missing", "找不到图片"),
    fixed("image-remote", "图片在别的网站上"),
    plain("image-gps", Error, "照片里藏着拍摄地点"),
    plain("image-alt-long", Warn, "图片说明超过 60 字"),
    plain("image-unreadable", Error, "图片打不开"),
    plain("image-huge", Error, "图片大得打不开"),
    plain("image-format", Error, "图片的后缀和内容不一样"),
    plain("image-active", Warn, "图里有脚本、动画或外面的文件"),
    health("image-alt-missing", Error, "图片没有说明"),
    health("image-large", Error, "图片超过 200 KB"),
    health("image-first-large", Warn, "第一张图超过 30 KB"),
    health("photo-consent", Warn, "照片没有写同意记录"),
    health("photo-consent-protected", Error, "未成年人和特殊家庭页面上的照片没有同意记录"),
    health("page-heavy", Warn, "文字加图片超过 300 KB"),
    // booklets
    fixed("booklet-item-missing", "小册子里的文章不存在"),
    fixed("booklet-empty", "小册子是空的"),
    fixed("booklet-quiz", "竞答单和自测题对不上"),
    fixed("booklet-overflow", "一张纸排不下"),
    fixed("booklet-thick", "小册子太厚，要分帖装订"),
    fixed("booklet-unlocked", "小册子的分页还没有登记"),
    fixed("pagination-changed", "小册子的分页和登记的不同"),
    fixed("typeset", "排版引擎的报告"),
    fixed("glyph-missing", "字体里没有这个字"),
    fixed("image-without-alt", "印刷需要图片说明"),
    fixed("picture-unreadable", "图片读不出来"),
    fixed("table-too-wide", "表格排不下"),
    // quizzes, directories, events
    fixed("quiz-empty", "一道题也没有"),
    fixed("quiz-article", "题目的出处没有这篇文章"),
    fixed("quiz-options", "选项重复、太少，或没有方括号"),
    fixed("quiz-answer", "没有标出对的选项，标多了，或答案不在选项里"),
    fixed("quiz-count", "正确答案的个数不对"),
    plain("quiz-explanation", Error, "题目没有解析"),
    plain("quiz-open", Warn, "题目出自没核实完的文章"),
    fixed("directory-table", "名录的表格和说明缺一个"),
    fixed("csv-quote", "表格里的引号没有成对"),
    fixed("csv-ragged", "一行的格数和表头不一样"),
    fixed("csv-separator", "表格没有用英文逗号隔开"),
    fixed("column-unknown", "表格没有这一栏"),
    fixed("column-duplicate", "表格里一栏写了两次"),
    fixed("column-missing", "表格缺少一栏"),
    fixed("cell-missing", "表格里必须填的格子空着"),
    fixed("hours-invalid", "开放时间读不懂"),
    plain("hours-overlap", Error, "开放时间重叠"),
    plain("region-code", Error, "区划代码不对"),
    plain("region-county", Error, "县区和区划代码对不上"),
    plain("phone-invalid", Error, "不像电话号码"),
    plain("phone-unapproved", Error, "公开的手机号没有批准"),
    plain("service-unknown", Error, "没有登记这种服务"),
    plain("address-link", Error, "地址里写了网址"),
    plain("position-invalid", Error, "坐标读不懂，或不在福建"),
    fixed("facility-duplicate", "一个机构写了两行"),
    plain("facility-unverified", Warn, "机构超过一年没有核对"),
    plain("event-order", Error, "活动还没开始就结束"),
    plain("event-place", Warn, "活动没有地点"),
    plain("event-contact", Warn, "结束的活动还留着联系人"),
    plain("event-status", Warn, "过去的活动没有写结束"),
    plain("calendar-lunar", Warn, "农历的日子没有写公历"),
    // words and policies
    fixed("word-duplicate", "一个词解释了两次"),
    plain("word-unexplained", Error, "词语没有解释"),
    plain("word-long", Warn, "词语的解释超过 60 字"),
    plain("word-article", Error, "词语说的文章不存在"),
    plain("policy-dates", Error, "政策还没开始就到期"),
    // front matter
    plain("related-self", Warn, "相关文章里有自己"),
    plain("series-overfull", Warn, "篇数比声明的总数多"),
    plain("number-gap", Off, "编号中间有空缺"),
    health("key-required", Error, "这一类文章必须写的项"),
    health("audience-unknown", Error, "没有这种读者"),
    health("stage-unknown", Error, "没有这个阶段"),
    health("title-long", Warn, "标题超过 26 字"),
    health("short-title-long", Warn, "短标题超过 12 字"),
    health("summary-length", Warn, "摘要不在 20 到 80 字之间"),
    health("qa-answer", Error, "问答没有一句话的答案"),
    health("related-many", Warn, "相关文章超过 5 篇"),
    health("related-foreign", Warn, "相关文章全是别的人群的"),
    health("related-sensitive", Error, "普通文章推荐了敏感文章"),
    health("sensitive-help", Error, "敏感文章没有求助电话可显示"),
    health("video-episode", Warn, "视频集数和编号不一致"),
    health("video-duration", Warn, "视频没有写时长，或写法不对"),
    plain("tag-unknown", Error, "标签不在词表里"),
    plain("tag-similar", Warn, "两个标签像是同一个"),
    health("base-url-insecure", Error, "二维码的网址不规范"),
    health("icp-missing", Warn, "没有写 ICP 备案号"),
    health("police-record-missing", Warn, "没有写公安备案号"),
    health("record-invalid", Warn, "备案号写得不像备案号"),
    // review
    health("review-missing", Error, "健康文章发布前没有审核"),
    health("sources-missing", Error, "健康文章没有出处"),
    health("verify-open", Error, "发布时还有没核实的事"),
    health("verify-marker", Error, "正文里留着“待核”"),
    health("review-overdue", Warn, "过了复审日期"),
    health("review-soon", Warn, "60 天内要复审"),
    health("review-far", Warn, "复审日期在 18 个月以后"),
    health("policy-incomplete", Error, "政策文章缺少依据"),
    health("policy-expired", Error, "政策已经到期"),
    // style
    health("paragraph-long", Warn, "一段超过 300 字"),
    health("sentence-long", Warn, "一句超过 90 字"),
    health("sentences-long", Warn, "全文平均每句超过 45 字"),
    health("title-unmarked", Warn, "文件和系列的名字没有书名号"),
    plain("punctuation-half-width", Warn, "汉字旁边的英文标点"),
    plain("digit-full-width", Warn, "全角数字"),
    plain("range-hyphen", Warn, "数字范围用了减号"),
    plain("celsius", Warn, "温度单位的写法"),
    plain("quote-straight", Warn, "直的引号"),
    plain("heading-space", Warn, "小标题的 # 后面少空格"),
    plain("list-comma", Warn, "用顿号编号的列表"),
    plain("changed-since-review", Warn, "审核以后又改过"),
    health("heading-skip", Warn, "小标题跳级"),
    health("table-caption", Warn, "表格没有标题"),
    health("table-wide", Warn, "表格超过 4 列"),
    health("quote-missing", Warn, "条文没有引出原文"),
    health("content-similar", Warn, "两篇文章几乎一样"),
    // numbers
    health("hotline-unknown", Error, "热线表里没有这个号码"),
    health("hotline-unverified", Error, "热线还没有拨测"),
    health("policy-amount", Warn, "政策文章里手写的金额"),
    health("figure-undated", Warn, "全省全县的数字没有年份"),
    health("teen-dosage", Error, "给青少年的页面写了用药剂量"),
    // words
    health("term-stigma", Error, "伤人的称呼"),
    health("term-advertising", Error, "医疗广告用语"),
    health("term-brand", Warn, "商品名"),
    health("term-infant", Warn, "对一岁以内宝宝危险"),
    health("term-stale", Error, "过时的说法"),
    health("term-mixed", Warn, "混淆的法律概念"),
    health("abbreviation-unexplained", Warn, "没有解释的缩写"),
    // synonyms
    plain("synonym-duplicate", Error, "一个词在两组同义词里"),
    plain("synonym-short", Error, "同义词只有一个字"),
    plain("synonym-gap", Warn, "同义词中间有空格或标点"),
    plain("synonym-repeated", Warn, "同义词写了两次"),
    plain("synonym-empty", Warn, "这一组没有同义词"),
    plain("synonym-circle", Error, "单向的同义词绕成了圈"),
    plain("synonym-status", Error, "依法不同的身份写成了一样的"),
    plain("synonym-help-unknown", Error, "没有这张求助卡"),
    health("synonym-hidden", Error, "只用来搜的词写在标题里"),
    // privacy
    health("privacy-id-card", Error, "身份证号"),
    health("privacy-id-card-old", Warn, "15 位的旧身份证号"),
    health("privacy-mobile", Error, "手机号"),
    health("privacy-landline", Warn, "座机号"),
    health("privacy-bank-card", Error, "银行卡号"),
    health("privacy-passport", Error, "护照或通行证号"),
    health("privacy-plate", Warn, "车牌号"),
    health("privacy-account", Warn, "微信号或 QQ 号"),
    health("privacy-email", Warn, "个人邮箱"),
    health("privacy-address", Error, "家庭住址"),
    health("privacy-name", Error, "姓名和家庭情况连在一起"),
    health("privacy-birth-date", Error, "出生日期"),
    health("privacy-small-count", Error, "小到能认出人的数字"),
    health("privacy-coordinates", Error, "经纬度"),
    health("privacy-file-name", Error, "名单一类的文件"),
];

/// The row of `name`.
#[must_use]
pub fn code(name: &str) -> Option<&'static Code> {
    CODES.iter().find(|code| code.name == name)
}

/// A finding at the level of its row; the site's own level comes later, in `adjust`.
pub fn finding(name: &'static str, place: Place, message: impl Into<String>) -> Diagnostic {
    let code = code(name).expect("this is a bug in baodian: a code that is not in the list");
    match code.level {
        RuleLevel::Error => Diagnostic::error(name, place, message),
        RuleLevel::Warn | RuleLevel::Off => Diagnostic::warning(name, place, message),
    }
}

/// Raises, lowers and drops findings as `site.yaml` asks. What makes a page impossible stays an error.
pub fn adjust(diagnostics: &mut Vec<Diagnostic>, folder: &Folder) {
    let config = folder.config.as_ref().map(|declared| &declared.value);
    diagnostics.retain_mut(|diagnostic| {
        let Some(code) = code(diagnostic.code) else { return true };
        if code.fixed && diagnostic.level == Level::Error {
            return true;
        }
        let own = config.and_then(|config| config.rules.levels.get(diagnostic.code)).copied();
        let level = match (own, code.level) {
            (Some(own), _) => own,
            (None, RuleLevel::Off) => RuleLevel::Off,
            (None, RuleLevel::Warn | RuleLevel::Error) if !holds(code, config) => RuleLevel::Off,
            // Somebody's notes are shown as they are.
            (None, RuleLevel::Warn | RuleLevel::Error) if folder.is_plain() => RuleLevel::Warn,
            // As found: a term brings a level of its own.
            (None, RuleLevel::Warn | RuleLevel::Error) => return true,
        };
        diagnostic.level = match level {
            RuleLevel::Off => return false,
            RuleLevel::Warn => Level::Warning,
            RuleLevel::Error => Level::Error,
        };
        true
    });
}

/// Slips of typing: of no interest in somebody's notes without a `site.yaml`.
const TYPING: [&str; 7] =
    ["punctuation-half-width", "quote-straight", "range-hyphen", "digit-full-width", "celsius", "heading-space", "list-comma"];

fn holds(code: &Code, config: Option<&Config>) -> bool {
    if config.is_none() && TYPING.contains(&code.name) {
        return false;
    }
    code.preset == Preset::Plain || config.is_some_and(|config| config.rules.preset == Preset::Health)
}

/// Whether any code of the larger preset is asked for: else its rules need not run.
#[must_use]
pub fn wants_health(config: &Config) -> bool {
    let named = |name: &String| code(name).is_some_and(|code| code.preset == Preset::Health);
    config.rules.preset == Preset::Health || config.rules.levels.keys().any(named)
}

/// The keys of `rules.levels` themselves.
#[must_use]
pub fn levels(folder: &Folder) -> Vec<Diagnostic> {
    let Some(config) = &folder.config else { return Vec::new() };
    let mut diagnostics = Vec::new();
    for (name, level) in &config.value.rules.levels {
        let text = &config.source.text;
        let rules = config.place_of("rules").span.start;
        let found = text[rules..].find(&format!("{name}:")).map(|at| rules + at);
        let place = match found {
            Some(at) => Place::new(&Arc::clone(&config.source), Span::new(at, at + name.len())),
            None => config.place_of("rules"),
        };
        match code(name) {
            None => {
                let names: Vec<&str> = CODES.iter().map(|code| code.name).collect();
                let guess =
                    nearest(name, &names).map_or_else(|| "代码是报告里方括号中的那个词".to_owned(), |near| format!("是不是“{near}”？"));
                diagnostics.push(finding("rule-unknown", place, format!("没有叫“{name}”的检查，这一行不起作用")).help(guess));
            }
            Some(code) if code.fixed && *level != RuleLevel::Error => {
                diagnostics.push(
                    finding("rule-fixed", place, format!("“{name}”（{}）不能关，也不能只当警告：带着它，页面做不对", code.about))
                        .help("删掉这一行，把报告的问题改好"),
                );
            }
            Some(_) => {}
        }
    }
    diagnostics
}
