//! Quizzes, lessons, questions with their answers, explained words, and what a policy says at the top of its page.

use crate::harness::{Pages, site};
use crate::page_check::problems;

const SITE: &str = "\
-- site.yaml --
title: 试
groups:
  - {slug: lao, char: 老, title: 老年人, order: 1, who: 老人}
";

fn built(files: &str) -> Pages {
    let pages = site(&format!("{SITE}{files}")).build();
    assert_eq!(pages.codes(), Vec::<&str>::new(), "{}", baodian::diagnostic::human(&pages.diagnostics, false));
    assert_eq!(problems(&pages.files, "/"), Vec::<String>::new());
    pages
}

/// What stands from `from` up to and with `to`.
fn between<'a>(page: &'a str, from: &str, to: &str) -> &'a str {
    let start = page.find(from).unwrap_or_else(|| panic!("no {from} in {page}"));
    let end = page[start..].find(to).unwrap_or_else(|| panic!("no {to} in {page}"));
    &page[start..start + end + to.len()]
}

#[test]
fn a_quiz_has_its_answers_closed_below_each_question_and_once_more_on_a_sheet() {
    let pages = built(
        "-- content/pages/li.md --\n---\nid: li\ntitle: 量血压\n---\n坐五分钟再量。\n-- content/quiz/xueya.yaml --\ntitle: 血压自测\nquestions:\n  - question: 坐多久？\n    options: [一分钟, 五分钟]\n    answers: [五分钟]\n    explanation: 要坐五分钟。\n    article: li\n  - question: 带什么？\n    options: [本子, 笔, 伞]\n    choose: 2\n    answers: [本子, 笔]\n    explanation: 好记数。\n    article: li\n",
    );
    let page = pages.page("/quiz/xueya/");
    assert_eq!(
        between(page, "<div class=\"sheet\"", "</fieldset>"),
        "<div class=\"sheet\" data-quiz=\"xueya\" data-stamp=\"b8ecf414\">\n<fieldset id=\"q1\" data-right=\"1\">\n<legend><b>1</b> 坐多久？</legend>\n<label><input type=\"radio\" name=\"q1\"><span><b>A</b> 一分钟</span></label>\n<label><input type=\"radio\" name=\"q1\"><span><b>B</b> 五分钟</span></label>\n<details><summary>看第1题的答案</summary><p><b>答案：B。</b>要坐五分钟。</p><p class=\"from\">出自<a href=\"../../li/index.html\">量血压</a></p></details>\n</fieldset>"
    );
    assert_eq!(between(page, "<ol><li><b>", "</ol>"), "<ol><li><b>B。</b>要坐五分钟。</li><li><b>A、B。</b>好记数。</li></ol>");
    assert!(pages.page("/quiz/").contains("<a href=\"xueya/index.html\"><span class=\"t\">血压自测</span></a>"));
    assert!(pages.page("/li/").contains("<a href=\"../quiz/xueya/index.html#q1\">做一题：血压自测</a>"));
}

#[test]
fn the_first_place_of_a_word_leads_to_its_explanation_but_not_in_headings_links_quotations_or_longer_words() {
    let pages = built(
        "-- content/data/glossary.yaml --\nterms:\n  - {term: 血压, means: 血的压力。, article: ya}\n  - {term: 高血压, means: 血压高了的病。}\n  - {term: 月龄, means: 几个月大。}\n-- content/pages/ya.md --\n---\nid: ya\ntitle: 讲血压\n---\n血压是什么。\n-- content/pages/li.md --\n---\nid: li\ntitle: 例\n---\n## 血压\n\n> 血压\n\n[血压](ya.md)，**高血压**的人，满6月龄，量血压，再量血压。\n",
    );
    let page = pages.page("/li/");
    assert_eq!(
        between(page, "</blockquote>\n", "</p>"),
        "</blockquote>\n<p><a href=\"../ya/index.html\">血压</a>，<strong><a class=\"term\" id=\"ci-高血压-at\" href=\"#ci-高血压\">高血压</a></strong>的人，满<span class=\"nb\">6月龄</span>，量<a class=\"term\" id=\"ci-血压-at\" href=\"#ci-血压\">血压</a>，再量血压。</p>"
    );
    assert_eq!(
        between(page, "<dl class=\"words\">", "</dl>"),
        "<dl class=\"words\"><div id=\"ci-高血压\"><dt>高血压</dt><dd>血压高了的病。 <a class=\"back\" href=\"#ci-高血压-at\">回到正文<span class=\"vh\">的“高血压”</span></a></dd></div><div id=\"ci-血压\"><dt>血压</dt><dd>血的压力。 <a href=\"../ya/index.html\">讲血压</a> <a class=\"back\" href=\"#ci-血压-at\">回到正文<span class=\"vh\">的“血压”</span></a></dd></div></dl>"
    );
    assert!(!pages.page("/ya/").contains("class=\"term\""), "the article about a word explains it itself");
    assert!(pages.page("/cidian/").contains("<div id=\"ci-月龄\"><dt>月龄</dt><dd>几个月大。</dd></div>"));
}

#[test]
fn a_page_explains_eight_words_at_most() {
    let words = ["甲乙", "丙丁", "戊己", "庚辛", "壬癸", "子丑", "寅卯", "辰巳", "午未"];
    let terms: String = words.iter().map(|word| format!("  - {{term: {word}, means: 话。}}\n")).collect();
    let text = words.join("，");
    let pages = built(&format!(
        "-- content/data/glossary.yaml --\nterms:\n{terms}-- content/pages/li.md --\n---\nid: li\ntitle: 例\n---\n{text}。\n"
    ));
    assert_eq!(pages.page("/li/").matches("class=\"term\"").count(), 8);
}

#[test]
fn the_first_quotation_of_a_numbered_item_is_its_official_wording() {
    let pages = built(
        "-- content/data/sources.yaml --\nsources:\n  - {id: tiao, title: 《条例》}\n-- content/tiao/_series.yaml --\nkind: list\n-- content/tiao/01-a.md --\n---\ntitle: 甲\nsources: [{id: tiao, loc: 第1条}]\n---\n> 条文。\n\n解释。\n\n> 别的话。\n",
    );
    assert_eq!(
        between(pages.page("/tiao/a/"), "<div class=\"text\">", "</div>"),
        "<div class=\"text\">\n<figure class=\"official\"><figcaption><b>官方原文</b> 《条例》第1条</figcaption>\n<blockquote>\n<p>条文。</p>\n</blockquote>\n</figure>\n<p>解释。</p>\n<blockquote>\n<p>别的话。</p>\n</blockquote>\n\n</div>"
    );
}

#[test]
fn a_sample_shows_editors_the_look_of_official_wording_and_is_told_to_nobody_else() {
    let pages = built(
        "-- content/pages/yang.md --\n---\nid: yang\ntitle: 示例：原文\nupdated: 2026-01-01\n---\n> 编的话。\n\n看[例](li.md)。\n-- content/pages/li.md --\n---\nid: li\ntitle: 例\n---\n看[样子](yang.md)。\n",
    );
    assert!(pages.page("/yang/").contains("<figure class=\"official\"><figcaption><b>官方原文</b> 示例文件，不是真的</figcaption>"));
    assert!(pages.page("/yang/").contains("<meta name=\"robots\" content=\"noindex\">") && !pages.page("/yang/").contains("ld+json"));
    let leading: Vec<&str> =
        pages.files.iter().filter(|(_, bytes)| String::from_utf8_lossy(bytes).contains("yang/")).map(|(path, _)| path.as_str()).collect();
    assert_eq!(leading, ["li/index.html", "offline/files.json"]);
}

#[test]
fn a_policy_says_who_what_how_and_where_at_the_top_and_that_it_is_over() {
    let pages = site(&format!("{SITE}-- content/bang/_series.yaml --\nkind: policy\n-- content/bang/01-a.md --\n---\ntitle: 甲\npolicy: {{for: 老人, papers: [户口簿], phone: 0591-26221234转801}}\neffective: {{until: 2026-05-31, region: 福建省}}\n---\n正文。\n")).build();
    assert_eq!(problems(&pages.files, "/"), Vec::<String>::new());
    let facts = between(pages.page("/bang/a/"), "<section class=\"policy\"", "</section>").replace('\n', "");
    assert_eq!(
        facts,
        "<section class=\"policy\" aria-labelledby=\"policy\"><h2 id=\"policy\">办事要点</h2><p class=\"gone\"><b>已过期</b> 这项政策到2026年5月31日为止。先打电话问现在怎么办，免得白跑。</p><dl><div><dt>谁能办</dt><dd>老人</dd></div><div><dt>要带什么</dt><dd><ul><li>户口簿</li></ul></dd></div><div><dt>问哪里</dt><dd class=\"ring\"><a href=\"tel:059126221234\"><b>0591-26221234转801</b></a></dd></div><div><dt>在哪里有效</dt><dd>福建省</dd></div><div><dt>什么时候有效</dt><dd>到2026年5月31日为止</dd></div></dl></section>"
    );
}

#[test]
fn a_question_shows_its_answer_first_here_and_in_the_list() {
    let pages = built(
        "-- content/wen/_series.yaml --\nkind: qa\n-- content/wen/01-a.md --\n---\ntitle: 几点睡？\nanswer: 九点。\nsummary: 讲睡觉。\n---\n正文。\n",
    );
    assert!(pages.page("/wen/").contains("<p class=\"ans\"><b>答：</b>九点。</p>"));
    let page = pages.page("/wen/a/");
    assert!(page.find("<p class=\"callout-title\">一句话回答</p><p>九点。</p>") < page.find("正文。"));
}

#[test]
fn a_lesson_can_be_ticked_off_and_its_course_counts_and_certifies() {
    let pages = built(
        "-- content/ke/_series.yaml --\nkind: course\ntitle: 小课\n-- content/ke/01-a.md --\n---\ntitle: 甲\n---\n正文。\n-- content/ke/02-b.md --\n---\ntitle: 乙\n---\n正文。\n",
    );
    assert!(pages.page("/ke/a/").contains(
        "<section class=\"learnt\" data-course=\"ke\" data-lesson=\"ke/a\" aria-labelledby=\"learnt\" hidden data-js=\"../../assets/lesson-"
    ));
    assert!(pages.page("/ke/").contains("data-course=\"ke\" data-lessons=\"ke/a ke/b \""));
    assert!(pages.page("/ke/").contains("《小课》<span data-count></span>课"));
}

#[test]
fn a_list_tells_how_long_and_how_large_a_video_is() {
    let pages = built(
        "-- content/ji/_series.yaml --\ntitle: 集\n-- content/ji/01-a.md --\n---\ntitle: 甲\n---\n:::视频 洗手\n地址：https://www.example.org/a.mp4\n时长：4分30秒\n大小：12 MB\n\n文字稿：\n打湿双手。\n:::\n",
    );
    assert!(pages.page("/ji/").contains("<span>视频 4分30秒，12 MB</span>"));
    let page = pages.page("/ji/a/");
    assert!(!["<video", "<iframe", "<audio"].iter().any(|tag| page.contains(tag)), "nothing is loaded before the reader asks for it");
}

#[test]
fn a_series_cannot_take_an_address_of_the_site() {
    let text = format!(
        "{SITE}-- content/quiz2/_series.yaml --\nid: cidian\n-- content/quiz2/01-a.md --\n---\ntitle: 甲\n---\n正文。\n-- content/quiz2/02-b.md --\n---\ntitle: 乙\n---\n正文。\n"
    );
    assert_eq!(
        site(&text).check(),
        "错误[address-reserved]: 地址 /cidian/ 是网站自己的页面\n --> content/quiz2/_series.yaml:1:5\n  |\n1 | id: cidian\n  |     ^^^^^^\n  |\n建议: 给这个文件夹换一个名字，或者在 _series.yaml 里写另一个 id\n\n"
    );
}
