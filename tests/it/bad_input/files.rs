//! Bytes that are no text, and files that are no files.

use std::os::unix::fs::symlink;
use std::process::Command;
use std::time::{Duration, Instant};

use super::{GOOD, in_order, refused, refused_with, with, with_body};
use crate::harness::site;

/// `---\ntitle: 乙\n---\n正文一句话。\n` in GBK.
const GBK: &[u8] = b"---\ntitle: \xD2\xD2\n---\n\xD5\xFD\xCE\xC4\xD2\xBB\xBE\xE4\xBB\xB0\xA1\xA3\n";

#[test]
fn gbk_is_recognised() {
    let run = refused_with(
        &with(GBK),
        &[
            "错误[encoding-not-utf8]: 这个文件不是 UTF-8 编码，看起来像 GBK（旧的中文编码）\n",
            " --> content/a/02-yi.md:2:8\n",
            "建议: 用记事本或 WPS 打开，“另存为”时编码选 UTF-8，再保存一次\n",
        ],
    );
    assert!(run.stderr.ends_with("发现 1 个错误（encoding-not-utf8 1）；没有发布，原来的网站没有动。\n"), "{}", run.stderr);
}

#[test]
fn utf_16_is_recognised_with_and_without_its_mark() {
    let text = "---\ntitle: Milk and beans every day\n---\nText.\n";
    for mark in [&[0xFF_u8, 0xFE][..], &[0xFE, 0xFF], &[]] {
        let big = mark == [0xFE, 0xFF];
        let units = text.encode_utf16().flat_map(|unit| if big { unit.to_be_bytes() } else { unit.to_le_bytes() });
        let bytes: Vec<u8> = mark.iter().copied().chain(units).collect();
        if std::str::from_utf8(&bytes).is_ok() {
            refused_with(&with(bytes), &["错误[character-forbidden]", " --> content/a/02-yi.md:1:2\n"]);
            continue;
        }
        refused_with(
            &with(bytes),
            &[
                "错误[encoding-not-utf8]: 这个文件不是 UTF-8 编码，看起来像 UTF-16\n",
                " --> content/a/02-yi.md:1:1\n",
                "建议: 用记事本或 WPS 打开",
            ],
        );
    }
}

#[test]
fn an_empty_file_is_refused() {
    refused(
        &with(""),
        "
错误[file-empty]: 这个文件是空的
 --> content/a/02-yi.md:1:1
  |
1 |
  | ^
  |
建议: 写上标题和正文；暂时不写，就先删掉它

发现 1 个错误（file-empty 1）；没有发布，原来的网站没有动。
",
    );
}

#[test]
fn a_byte_order_mark_is_taken_off_with_a_warning() {
    let site = with("\u{FEFF}---\ntitle: 乙\n---\n正文。\n");
    let run = site.run(["build"]);
    assert_eq!(run.code, 0);
    let words = "
警告[encoding-bom]: 文件开头有一个看不见的标记（BOM）
 --> content/a/02-yi.md:1:1
  |
1 | ---
  | ^
  |
建议: 不影响发布；保存时选“UTF-8（无 BOM）”就不再提醒

";
    assert_eq!(run.stderr, words.strip_prefix('\n').unwrap());
    assert!(!site.read("public/a/yi/index.html").contains('\u{FEFF}'));
    assert_eq!(site.run(["build", "--strict"]).code, 1);
}

#[test]
fn windows_line_ends_give_the_same_bytes() {
    let text = "---\ntitle: 乙\ntags: [辅食]\n---\n\n## 一\n\n孩子发热\n要多喝水。\n\n:::要点\n- 一\n- 二\n:::\n\n| 甲 | 乙 |\n|---|---|\n| 1 | 2 |\n\n```\na\nb\n```\n";
    let unix = with(text).build();
    assert_eq!(unix.codes(), [""; 0]);
    assert!(!unix.files.is_empty());
    assert_eq!(with(text.replace('\n', "\r\n")).build().files, unix.files);
    assert_eq!(with(text.replace('\n', "\r")).build().files, unix.files);
}

#[test]
fn a_null_character_is_refused() {
    refused(
        &with_body("正\0文。"),
        "
错误[character-forbidden]: 这里有一个看不见的控制字符（U+0000）
 --> content/a/02-yi.md:5:2
  |
5 | 正␀文。
  |   ^
  |
建议: 删掉它；通常是从别的软件粘贴时带进来的

发现 1 个错误（character-forbidden 1）；没有发布，原来的网站没有动。
",
    );
}

#[test]
fn git_conflict_marks_are_never_published() {
    refused(
        &with_body("<<<<<<< HEAD\n每天两次\n=======\n每天三次\n>>>>>>> other"),
        "
错误[git-conflict]: 这里留着 git 的冲突标记，两个人的改动还没有合好
 --> content/a/02-yi.md:5:1
  |
5 | <<<<<<< HEAD
  | ^^^^^^^
  |
建议: 看看 <<<<<<< 和 >>>>>>> 之间的两份文字，留下对的一份，删掉这三行标记

发现 1 个错误（git-conflict 1）；没有发布，原来的网站没有动。
",
    );
}

#[test]
fn a_symbolic_link_out_of_the_folder_is_not_followed() {
    let site = site(GOOD);
    std::fs::write(site.top().join("secret.md"), "---\ntitle: 秘密\n---\n密码\n").unwrap();
    symlink(site.top().join("secret.md"), site.path("content/a/02-yi.md")).unwrap();
    refused(
        &site,
        "
错误[link-outside]: 这是一个符号链接，指向网站文件夹外面或另一个文件夹
 --> content/a/02-yi.md:1:1
  |
1 |
  | ^
  |
建议: 把真正的文件复制到这里来；外面的文件不会发布

发现 1 个错误（link-outside 1）；没有发布，原来的网站没有动。
",
    );
}

#[test]
fn a_symbolic_link_to_a_picture_or_folder_outside_is_not_followed_either() {
    let site = site(GOOD);
    symlink("/etc/hostname", site.path("content/a/tu.png")).unwrap();
    symlink("/etc", site.path("content/b")).unwrap();
    refused_with(&site, &["错误[link-outside]", " --> content/a/tu.png:1:1\n", "错误[link-outside]", " --> content/b:1:1\n"]);
}

#[test]
fn a_symbolic_link_to_nothing_is_refused() {
    let site = site(GOOD);
    symlink("没有.md", site.path("content/a/02-yi.md")).unwrap();
    refused_with(
        &site,
        &[
            "错误[link-dangling]: 这是一个符号链接，它指向的文件不存在\n",
            " --> content/a/02-yi.md:1:1\n",
            "建议: 删掉它，或把真正的文件复制到这里来\n",
        ],
    );
}

#[test]
fn a_pipe_is_not_waited_for() {
    let site = site(GOOD);
    for name in ["content/a/02-yi.md", "content/a/guan.png", "content/a/_series.yaml"] {
        assert!(Command::new("mkfifo").arg(site.path(name)).status().unwrap().success());
    }
    let run = refused_with(
        &site,
        &[
            "错误[file-special]: 这不是普通文件\n",
            " --> content/a/02-yi.md:1:1\n",
            "建议: 内容文件夹里只放文章、图片和 YAML 数据，请把它移走\n",
        ],
    );
    assert_eq!(run.stderr.matches("错误[file-special]").count(), 3);
}

#[test]
fn what_lies_in_static_is_looked_at_like_content() {
    let site = site(GOOD);
    site.write("static/robots.txt", "User-agent: *\n");
    let run = refused_with(
        &site,
        &["错误[output-duplicate]: 网站自己已经有 /robots.txt 这个文件\n", " --> static/robots.txt:1:1\n", "建议: 给这个文件换一个名字\n"],
    );
    assert_eq!(run.stderr.matches("错误[").count(), 1);
}

#[test]
fn a_folder_without_any_article_says_so() {
    let site = site("-- site.yaml --\ntitle: 试\n");
    refused_with(&site, &["错误[content-empty]: 这里一篇文章也没有\n", "建议: 放进至少一个 .md 文件\n"]);
}

#[test]
fn broken_settings_are_explained_in_their_own_file() {
    let site = site(GOOD);
    site.write("site.yaml", "titel: 试\n");
    let run = refused_with(&site, &["错误[key-unknown]: 没有“titel”这一项\n", " --> site.yaml:1:1\n", "建议: 是不是“title”？"]);
    in_order(&run.stderr, &["没有发布，原来的网站没有动。\n"]);
}

#[test]
fn fifty_megabytes_of_markdown_are_refused_unread() {
    let began = Instant::now();
    refused_with(
        &with("长文。\n".repeat(5_000_000)),
        &["错误[file-too-large]: 文件太大了（47 MB），一篇文章不应超过 8 MB\n", " --> content/a/02-yi.md:1:1\n", "建议: "],
    );
    assert!(began.elapsed() < Duration::from_secs(2), "it took {:?}", began.elapsed());
}

#[test]
fn a_very_long_file_is_read_in_time() {
    // 6.5 MB, nearly what is allowed at most; a debug build is some thirty times as slow.
    let paragraphs = if cfg!(debug_assertions) { 5_000 } else { 150_000 };
    let site = with_body(&"一段**重点：**说明，\n接着写。\n\n".repeat(paragraphs));
    let began = Instant::now();
    let run = site.run(["check"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert!(began.elapsed() < Duration::from_secs(2), "it took {:?}", began.elapsed());
}

#[test]
fn a_name_in_decomposed_letters_is_the_same_name() {
    let site = with_body("看[这里](03-cafe\u{301}.md)和[那里](03-caf\u{E9}.md)。");
    site.write("content/a/03-cafe\u{301}.md", "---\ntitle: 丙\n---\n\n正文。\n");
    let pages = site.build();
    assert_eq!(pages.codes(), [""; 0]);
    let text = pages.page("/a/yi/").split_once("<p>看").and_then(|(_, rest)| rest.split_once("</p>")).map(|(text, _)| text);
    assert_eq!(text, Some("<a href=\"../caf/index.html\">这里</a>和<a href=\"../caf/index.html\">那里</a>。"));
}

#[test]
fn characters_that_are_none_do_not_disturb_the_emphasis_around_them() {
    for (character, shown) in [('\u{FDD0}', '\u{FFFD}'), ('\u{FFFE}', '\u{FFFE}')] {
        let site = with_body(&format!("它{character}叫**重点：**说明。"));
        let pages = site.build();
        if pages.codes().is_empty() {
            assert!(pages.page("/a/yi/").contains(&format!("<p>它{shown}叫<strong>重点：</strong>说明。</p>")));
        } else {
            assert_eq!(pages.codes(), ["character-forbidden"]);
        }
    }
}
