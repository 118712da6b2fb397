//! The lines between `---` and `---`.

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use super::{refused, refused_with, with};

#[test]
fn an_article_without_front_matter_is_told_its_three_lines() {
    refused(
        &with("正文没有文件头。\n"),
        "
错误[front-matter-missing]: 这篇文章没有文件头
 --> content/a/02-yi.md:1:1
  |
1 | 正文没有文件头。
  | ^
  |
建议: 在最前面加上三行：---、title: yi、---

发现 1 个错误（front-matter-missing 1）；没有发布，原来的网站没有动。
",
    );
}

#[test]
fn front_matter_that_never_ends_points_at_its_beginning() {
    refused(
        &with("---\ntitle: 乙\n正文。\n"),
        "
错误[front-matter-unclosed]: 文件头没有结束
 --> content/a/02-yi.md:1:1
  |
1 | ---
  | ^^^ 从这里开始
  |
建议: 在文件头最后一项的下面另起一行，只写 ---

发现 1 个错误（front-matter-unclosed 1）；没有发布，原来的网站没有动。
",
    );
}

#[test]
fn chinese_dashes_as_fence_are_explained() {
    refused(
        &with("——\ntitle: 乙\n——\n正文。\n"),
        "
错误[front-matter-fence]: 文件头要用三个英文减号开始
 --> content/a/02-yi.md:1:1
  |
1 | ——
  | ^^
  |
建议: 第一行只写 ---，文件头结束的地方也只写 ---

发现 1 个错误（front-matter-fence 1）；没有发布，原来的网站没有动。
",
    );
}

#[test]
fn an_unclosed_quote_is_found_where_it_opens() {
    refused_with(
        &with("---\ntitle: \"没有结束\n---\n正文。\n"),
        &["错误[yaml-syntax]: ", " --> content/a/02-yi.md:2:8\n", "2 | title: \"没有结束\n", "建议: 引号没有成对"],
    );
}

#[test]
fn a_tab_at_the_start_of_a_line_is_an_error() {
    refused(
        &with("---\ntitle: 乙\ntags:\n\t- 辅食\n---\n正文。\n"),
        "
错误[yaml-tab]: 行首用了 Tab 键
 --> content/a/02-yi.md:4:1
  |
4 |     - 辅食
  | ^^^^
  |
建议: YAML 只认空格：把这个 Tab 换成两个空格

发现 1 个错误（yaml-tab 1）；没有发布，原来的网站没有动。
",
    );
}

#[test]
fn a_missing_space_after_the_only_key() {
    refused_with(&with("---\ntitle:乙\n---\n正文。\n"), &[" --> content/a/02-yi.md:2:", "2 | title:乙\n", "建议: ", "英文冒号后面空一格"]);
}

#[test]
fn a_missing_space_among_other_keys_is_found_on_its_own_line() {
    refused_with(
        &with("---\ntitle: 乙\nsummary:一句话\nstatus: draft\n---\n正文。\n"),
        &[" --> content/a/02-yi.md:3:", "3 | summary:一句话\n", "建议: ", "英文冒号后面空一格"],
    );
}

#[test]
fn a_full_width_colon_is_shown_with_the_right_line() {
    refused(
        &with("---\n标题：乙\n---\n正文。\n"),
        "
错误[yaml-wide-colon]: 这里的冒号是中文的“：”
 --> content/a/02-yi.md:2:3
  |
2 | 标题：乙
  |     ^^ 要换成英文冒号，后面空一格
  |
建议: 把这一行写成：title: 乙

发现 1 个错误（yaml-wide-colon 1）；没有发布，原来的网站没有动。
",
    );
}

#[test]
fn two_colons_in_one_line_ask_for_quotes() {
    refused(
        &with("---\ntitle: 喂养: 辅食\n---\n正文。\n"),
        "
错误[yaml-syntax]: 这里的 YAML 写法不对，读不下去
 --> content/a/02-yi.md:2:10
  |
2 | title: 喂养: 辅食
  |            ^^^^^^
  |
建议: 同一行里有两个“: ”；把后面的文字放进英文引号里，例如 title: \"喂养: 从辅食开始\"

发现 1 个错误（yaml-syntax 1）；没有发布，原来的网站没有动。
",
    );
}

#[test]
fn an_unknown_key_names_the_nearest_one() {
    refused(
        &with("---\ntitle: 乙\nsumary: 一句话\n---\n正文。\n"),
        "
错误[key-unknown]: 没有“sumary”这一项
 --> content/a/02-yi.md:3:1
  |
3 | sumary: 一句话
  | ^^^^^^
  |
建议: 是不是“summary”？

发现 1 个错误（key-unknown 1）；没有发布，原来的网站没有动。
",
    );
}

#[test]
fn the_same_key_twice_shows_both_places() {
    refused(
        &with("---\ntitle: 乙\ntitle: 丙\n---\n正文。\n"),
        "
错误[key-duplicate]: “title”写了两次
 --> content/a/02-yi.md:3:1
  |
3 | title: 丙
  | ^^^^^ 第二次
  |
 ::: content/a/02-yi.md:2:8
  |
2 | title: 乙
  |        ^^ 第一次
  |
建议: 只留一个

发现 1 个错误（key-duplicate 1）；没有发布，原来的网站没有动。
",
    );
}

#[test]
fn a_list_without_brackets_is_shown_how_to_write_one() {
    refused_with(
        &with("---\ntitle: 乙\ngroups: lao\n---\n正文。\n"),
        &["错误[value-type]: “groups”写成了文字“lao”，这里要的是列表\n", " --> content/a/02-yi.md:3:9\n", "建议: 写成 [甲, 乙] 的样子"],
    );
}

#[test]
fn an_unknown_group_lists_the_groups() {
    refused(
        &with("---\ntitle: 乙\ngroups: [laoren]\n---\n正文。\n"),
        "
错误[group-unknown]: 没有“laoren”这个人群
 --> content/a/02-yi.md:3:9
  |
3 | groups: [laoren]
  |         ^^^^^^^^
  |
建议: 能写的有：lao（老）、xiao（小），以及 all（所有人）

发现 1 个错误（group-unknown 1）；没有发布，原来的网站没有动。
",
    );
}

#[test]
fn a_group_by_its_character_is_understood() {
    let run = refused_with(&with("---\ntitle: 乙\ngroups: [老]\n---\n正文。\n"), &["错误[group-unknown]: 没有“老”这个人群\n"]);
    assert!(run.stderr.contains("建议: 是不是“lao”？能写的有："), "{}", run.stderr);
}

#[test]
fn two_articles_with_one_slug_name_both_files() {
    refused(
        &with("---\ntitle: 乙\nslug: jia\n---\n正文。\n"),
        "
错误[address-duplicate]: 两篇文章的地址都是 /a/jia/
 --> content/a/02-yi.md:3:7
  |
3 | slug: jia
  |       ^^^ 这一篇
  |
 ::: content/a/01-jia.md:1:1
  |
1 | ---
  | ^ 和这一篇
  |
建议: 给其中一篇换一个 slug（文件头里写 slug: 几个英文单词）

发现 1 个错误（address-duplicate 1）；没有发布，原来的网站没有动。
",
    );
}

#[test]
fn draft_with_a_capital_letter_does_not_publish_the_draft() {
    refused_with(
        &with("---\ntitle: 乙\nDraft: true\n---\n正文。\n"),
        &["错误[key-unknown]: 没有“Draft”这一项\n", " --> content/a/02-yi.md:3:1\n", "建议: 是不是“status”？"],
    );
}

#[test]
fn a_misspelt_status_does_not_publish_the_draft() {
    refused(
        &with("---\ntitle: 乙\nstatus: pubished\n---\n正文。\n"),
        "
错误[value-unknown]: “status”不能写“pubished”
 --> content/a/02-yi.md:3:9
  |
3 | status: pubished
  |         ^^^^^^^^
  |
建议: 是不是“published”？能写的有：draft、in-review、published、archived

发现 1 个错误（value-unknown 1）；没有发布，原来的网站没有动。
",
    );
}

#[test]
fn a_day_that_does_not_exist_is_pointed_at() {
    refused(
        &with("---\ntitle: 乙\ncreated: 2026-02-30\n---\n正文。\n"),
        "
错误[date-invalid]: “2026-02-30”不是日期；要写成 2026-01-15 这样的年-月-日
 --> content/a/02-yi.md:3:10
  |
3 | created: 2026-02-30
  |          ^^^^^^^^^^
  |
建议: 例如 2026-01-15；一月写 01，五号写 05

发现 1 个错误（date-invalid 1）；没有发布，原来的网站没有动。
",
    );
}

#[test]
fn seventeen_kilobytes_of_front_matter_are_refused() {
    let mut text = "---\ntitle: 乙\n".to_owned();
    for line in 0..300 {
        let _ = writeln!(text, "tags{line}: {}", "长".repeat(20));
    }
    assert!(text.len() > 17 << 10);
    text.push_str("---\n正文。\n");
    refused(
        &with(text),
        "
错误[front-matter-too-long]: 文件头超过 16 KB
 --> content/a/02-yi.md:2:1
  |
2 | title: 乙
  | ^
  |
建议: 多半是结束的 --- 放错了地方，正文被当成了文件头

发现 1 个错误（front-matter-too-long 1）；没有发布，原来的网站没有动。
",
    );
}

#[test]
fn anchors_and_aliases_are_refused_before_they_can_grow() {
    let began = Instant::now();
    let mut text = "---\ntitle: 乙\na: &a [哈, 哈]\n".to_owned();
    for (from, to) in "abcdefghijk".chars().zip("bcdefghijkl".chars()) {
        let _ = writeln!(text, "{to}: &{to} [{}*{from}]", format!("*{from}, ").repeat(8));
    }
    text.push_str("---\n正文。\n");
    refused_with(
        &with(text),
        &[
            "错误[yaml-reference]: 这里的“&”在 YAML 里有特别的意思，不能这样用\n",
            " --> content/a/02-yi.md:3:4\n",
            "建议: 如果它是文字的一部分，把整个值放进引号里",
        ],
    );
    assert!(began.elapsed() < Duration::from_secs(2));
}

#[test]
fn deep_brackets_in_front_matter_are_refused_in_no_time() {
    let began = Instant::now();
    refused_with(
        &with(format!("---\ntitle: 乙\ntags: {}\n---\n正文。\n", "[".repeat(10_000))),
        &["错误[yaml-too-deep]: 括号套了 10000 层，太深了\n", " --> content/a/02-yi.md:3:", "建议: 方括号和花括号最多套 8 层"],
    );
    assert!(began.elapsed() < Duration::from_secs(2));
}

#[test]
fn more_than_64_kilobytes_of_front_matter_are_refused_whether_they_end_or_not() {
    let long = format!("---\ntitle: 乙\nsummary: {}\n", "长".repeat(30_000));
    for (text, words) in [
        (format!("{long}---\n正文。\n"), "错误[front-matter-unclosed]: 文件头没有结束\n"),
        (long, "错误[front-matter-unclosed]: 文件头没有结束\n"),
    ] {
        let began = Instant::now();
        refused_with(&with(text), &[words, " --> content/a/02-yi.md:1:1\n"]);
        assert!(began.elapsed() < Duration::from_secs(2));
    }
}

#[test]
fn half_a_character_in_an_escape_is_refused() {
    for escape in ["\\ud800", "\\uDFFF", "\\ud83d\\ude00", "\\U00110000"] {
        refused_with(&with(format!("---\ntitle: \"乙{escape}\"\n---\n正文。\n")), &["错误[yaml", " --> content/a/02-yi.md:2:", "建议: "]);
    }
}
