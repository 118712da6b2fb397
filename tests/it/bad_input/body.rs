//! What stands below the front matter.

use std::time::{Duration, Instant};

use super::{in_order, refused, refused_with, untouched, with_body};

#[test]
fn a_link_to_nothing_names_the_nearest_file() {
    refused(
        &with_body("看[这里](01-jai.md)。"),
        "
错误[link-missing]: 链接指向的文章不存在
 --> content/a/02-yi.md:5:2
  |
5 | 看[这里](01-jai.md)。
  |   ^^^^^^^^^^^^^^^^^ 没有这个文件
  |
建议: 是不是“01-jia.md”？

发现 1 个错误（link-missing 1）；没有发布，原来的网站没有动。
",
    );
}

#[test]
fn a_wiki_link_to_no_title_names_the_way_to_write_it() {
    refused(
        &with_body("看[[没有这一篇]]。"),
        "
错误[link-missing]: 没有叫“没有这一篇”的文章
 --> content/a/02-yi.md:5:2
  |
5 | 看[[没有这一篇]]。
  |   ^^^^^^^^^^^^^^
  |
建议: 双方括号里写文章的标题、id 或别名

发现 1 个错误（link-missing 1）；没有发布，原来的网站没有动。
",
    );
}

#[test]
fn an_anchor_to_nothing_names_the_headings_there_are() {
    refused(
        &with_body("看[这里](01-jia.md#怎么走)。"),
        "
错误[anchor-missing]: 没有“#怎么走”这个小标题
 --> content/a/02-yi.md:5:2
  |
5 | 看[这里](01-jia.md#怎么走)。
  |   ^^^^^^^^^^^^^^^^^^^^^^^^
  |
建议: 是不是“#怎么做”？

发现 1 个错误（anchor-missing 1）；没有发布，原来的网站没有动。
",
    );
}

#[test]
fn an_anchor_in_the_article_itself_is_checked_too() {
    refused_with(
        &with_body("看[下面](#没有)。"),
        &["错误[anchor-missing]: 没有“#没有”这个小标题\n", " --> content/a/02-yi.md:5:2\n", "建议: 那篇文章没有小标题\n"],
    );
}

#[test]
fn a_picture_that_is_not_there_names_the_nearest_one() {
    let site = with_body("![一杯水](Cup.png)");
    site.write("content/a/cup.png", b"not really a picture");
    refused(
        &site,
        "
错误[image-missing]: 找不到这张图片
 --> content/a/02-yi.md:5:1
  |
5 | ![一杯水](Cup.png)
  | ^^^^^^^^^^^^^^^^^^ 没有这个文件
  |
建议: 是不是“cup.png”？大小写也要一样

发现 1 个错误（image-missing 1）；没有发布，原来的网站没有动。
",
    );
}

#[test]
fn a_picture_from_another_site_is_refused() {
    refused(
        &with_body("![一杯水](https://example.com/cup.png)"),
        "
错误[image-remote]: 图片放在别的网站上，读者打开页面时可能看不到，还会泄露行踪
 --> content/a/02-yi.md:5:1
  |
5 | ![一杯水](https://example.com/cup.png)
  | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  |
建议: 把图片下载到文章旁边，写成 ![说明](图片名.png)

发现 1 个错误（image-remote 1）；没有发布，原来的网站没有动。
",
    );
}

#[test]
fn a_script_as_link_is_refused_however_it_is_spelt() {
    for address in ["javascript:alert(1)", "JavaScript:alert(1)", "data:text/html,x", "vbscript:x", "file:///etc/passwd"] {
        let scheme = address.split(':').next().unwrap().to_lowercase();
        refused_with(
            &with_body(&format!("[点这里]({address})")),
            &[
                &format!("错误[link-scheme]: 不能用 {scheme}: 这种链接\n"),
                " --> content/a/02-yi.md:5:1\n",
                "建议: 能用的有 https:、http:、mailto:、tel:，以及站内文章\n",
            ],
        );
    }
}

#[test]
fn a_link_out_of_the_folder_is_refused() {
    refused_with(
        &with_body("[密码](../../../etc/passwd)"),
        &["错误[link-outside]: 这个链接指到了网站文件夹外面\n", " --> content/a/02-yi.md:5:1\n", "建议: 只能链接到网站文件夹里的文件\n"],
    );
}

#[test]
fn an_unclosed_box_points_at_its_beginning() {
    refused(
        &with_body(":::要点\n- 一"),
        "
错误[directive-unclosed]: “先记住三句话”这一块没有结束
 --> content/a/02-yi.md:5:1
  |
5 | :::要点
  | ^^^^^^^ 从这里开始
  |
建议: 在这一块的最后另起一行，只写 :::

发现 1 个错误（directive-unclosed 1）；没有发布，原来的网站没有动。
",
    );
}

#[test]
fn an_unknown_box_names_the_nearest_and_all() {
    refused(
        &with_body(":::要电\n- 一\n:::"),
        "
错误[directive-unknown]: 没有“要电”这种块
 --> content/a/02-yi.md:5:1
  |
5 | :::要电
  | ^^^^^^^
  |
建议: 是不是“:::要点”？能用的有：要点、就医、提示、注意、步骤、问答、老师用、表、视频、测验

发现 1 个错误（directive-unknown 1）；没有发布，原来的网站没有动。
",
    );
}

#[test]
fn an_end_of_a_box_that_never_began() {
    refused(
        &with_body("正文。\n\n:::"),
        "
错误[directive-unopened]: 这里的 ::: 没有可以结束的块
 --> content/a/02-yi.md:7:1
  |
7 | :::
  | ^^^ 多出来的结束行
  |
建议: 删掉这一行，或在前面补上开头，例如 :::要点

发现 1 个错误（directive-unopened 1）；没有发布，原来的网站没有动。
",
    );
}

#[test]
fn a_care_card_needs_its_level() {
    refused_with(
        &with_body(":::就医\n正文。\n:::"),
        &[
            "错误[care-level-missing]: “就医”后面要写清三级里的哪一级\n",
            " --> content/a/02-yi.md:5:1\n",
            "建议: 写成 :::就医 紧急、:::就医 尽快 或 :::就医 在家观察\n",
        ],
    );
}

#[test]
fn many_errors_are_all_told_in_the_order_of_the_files() {
    let site = with_body("[甲](bu.md)\n\n![图](tu.png)\n\n[乙](javascript:1)");
    site.write("content/a/03-bing.md", "---\ntitle: 丙\nsumary: 一\n---\n正文。\n");
    site.write("content/a/00-ling.md", "没有文件头，[链接](nichts.md)也断了。\n");
    let run = refused_with(
        &site,
        &[
            "错误[front-matter-missing]",
            "--> content/a/00-ling.md:1:1\n",
            "错误[link-missing]",
            "--> content/a/00-ling.md:1:7\n",
            "错误[link-missing]",
            "--> content/a/02-yi.md:5:1\n",
            "错误[image-missing]",
            "--> content/a/02-yi.md:7:1\n",
            "错误[link-scheme]",
            "--> content/a/02-yi.md:9:1\n",
            "错误[key-unknown]",
            "--> content/a/03-bing.md:3:1\n",
            "发现 6 个错误（front-matter-missing 1，image-missing 1，key-unknown 1，link-missing 2，link-scheme 1）；没有发布，原来的网站没有动。\n",
        ],
    );
    assert_eq!(run.stderr.matches("错误[").count(), 6);
}

#[test]
fn check_tells_the_same_for_machines() {
    let site = with_body("[甲](bu.md)");
    let json: serde_json::Value = serde_json::from_str(&untouched(&site, &["check", "--format", "json"]).stdout).unwrap();
    assert_eq!(json.as_array().unwrap().len(), 1);
    for (key, value) in [("level", "error"), ("code", "link-missing"), ("path", "content/a/02-yi.md")] {
        assert_eq!(json[0][key], value);
    }
    assert_eq!((&json[0]["line"], &json[0]["column"]), (&5.into(), &1.into()));
    let github = untouched(&site, &["check", "--format", "github"]);
    assert_eq!(github.code, 1);
    in_order(&github.stdout, &["::error file=content/a/02-yi.md,line=5,col=1,title=link-missing::链接指向的文章不存在%0A建议：检查文件名"]);
}

#[test]
fn a_hundred_thousand_brackets_or_quotes_end_within_two_seconds() {
    for piece in ["[", ">", "> ", "(", "**", "`", "![", "<", "~", "_", "- "] {
        let site = with_body(&piece.repeat(100_000));
        let began = Instant::now();
        let run = site.run(["check"]);
        assert!(began.elapsed() < Duration::from_secs(2), "100,000 × {piece} took {:?}", began.elapsed());
        if piece.starts_with('>') {
            assert_eq!(run.code, 1);
            in_order(&run.stderr, &["错误[nesting-too-deep]: 引用或列表套得太深了\n", " --> content/a/02-yi.md:5:", "建议: 最多套 16 层"]);
        }
    }
}

#[test]
fn sixteen_levels_are_enough_for_anybody() {
    let quotes = |depth: usize| format!("{}一", "> ".repeat(depth));
    let lists = |depth: usize| (0..depth).map(|level| format!("{}- 层\n", "  ".repeat(level))).collect::<String>();
    for (sixteen, seventeen) in [(quotes(16), quotes(17)), (lists(16), lists(17))] {
        assert_eq!(with_body(&sixteen).check(), "");
        let said = with_body(&seventeen).check();
        in_order(&said, &["错误[nesting-too-deep]: 引用或列表套得太深了\n", "建议: 最多套 16 层；多半是行首多打了 > 或空格\n"]);
    }
}

#[test]
fn ten_thousand_findings_in_one_file_do_not_take_long_to_tell() {
    let site = with_body(&"<b>".repeat(10_000));
    let began = Instant::now();
    site.run(["check"]);
    assert!(began.elapsed() < Duration::from_secs(2), "it took {:?}", began.elapsed());
}
