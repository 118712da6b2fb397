//! `--out` at a place that holds somebody's work.

use std::fs;
use std::os::unix::fs::symlink;

use super::{GOOD, untouched};
use crate::harness::{TempSite, site};

/// `build --out` is refused with these words, and nothing changes.
fn refused(site: &TempSite, out: &str, words: &str) {
    let run = untouched(site, &["build", "--out", out]);
    assert_eq!(run.stderr, format!("错误：{words}\n"));
    assert_eq!((run.code, run.stdout.as_str()), (2, ""));
}

#[test]
fn the_sources_are_never_replaced() {
    let site = site(GOOD);
    for name in ["content", "content/a", "content/neu", "themes/neu", "static", ".git/x"] {
        refused(&site, name, &format!("不能把网站发布到 {}：那里放着文章、主题或素材的原件", site.path(name).display()));
    }
}

#[test]
fn the_disk_the_home_and_the_site_are_never_replaced() {
    let site = site(GOOD);
    let top = site.top().display();
    refused(&site, "/", "不能把网站发布到 /：那里是整个磁盘，里面的东西会被替换掉");
    refused(&site, "../../../../../../..", "不能把网站发布到 /：那里是整个磁盘，里面的东西会被替换掉");
    refused(&site, "../home", &format!("不能把网站发布到 {top}/home：那里是您的个人文件夹，里面的东西会被替换掉"));
    refused(&site, ".", &format!("不能把网站发布到 {top}/site：那里是网站的原件，里面的东西会被替换掉"));
    refused(&site, "content/..", &format!("不能把网站发布到 {top}/site：那里是网站的原件，里面的东西会被替换掉"));
    refused(&site, "..", &format!("不能把网站发布到 {top}：那里是网站原件所在的上级文件夹，里面的东西会被替换掉"));
    refused(
        &site,
        "../..",
        &format!("不能把网站发布到 {}：那里是网站原件所在的上级文件夹，里面的东西会被替换掉", site.top().parent().unwrap().display()),
    );
}

#[test]
fn a_folder_with_files_of_others_is_not_replaced() {
    let site = site(GOOD);
    let photos = site.top().join("照片");
    fs::create_dir_all(photos.join("2025")).unwrap();
    fs::write(photos.join("2025/a.jpg"), "照片").unwrap();
    let shown = photos.display();
    refused(
        &site,
        "../照片",
        &format!(
            "不能把网站发布到 {shown}：里面有不是本程序生成的文件：\n  2025/a.jpg\n换一个空文件夹（--out 文件夹名），或先把这些文件移走"
        ),
    );
    for number in 10..25 {
        fs::write(photos.join(format!("{number}.jpg")), "照片").unwrap();
    }
    let run = untouched(&site, &["build", "--out", "../照片"]);
    assert!(run.stderr.contains("  10.jpg\n") && run.stderr.contains("  19.jpg\n  ……一共 16 个\n"), "{}", run.stderr);
}

#[test]
fn a_file_or_a_link_is_not_replaced() {
    let site = site(GOOD);
    fs::write(site.top().join("file"), "内容").unwrap();
    fs::create_dir(site.top().join("folder")).unwrap();
    symlink("folder", site.top().join("link")).unwrap();
    symlink("nothing", site.top().join("dangling")).unwrap();
    for name in ["file", "link", "dangling"] {
        refused(
            &site,
            &format!("../{name}"),
            &format!("不能把网站发布到 {}/{name}：它是一个链接或文件，不是普通文件夹", site.top().display()),
        );
    }
}

#[test]
fn a_list_that_climbs_out_of_the_folder_is_not_believed() {
    let site = site(GOOD);
    fs::write(site.top().join("wichtig"), "内容").unwrap();
    for line in ["../../wichtig", "/etc/passwd", "a//b"] {
        site.write("public/.baodian-manifest", format!("baodian-manifest 1\nindex.html\n{line}\n"));
        let run = untouched(&site, &["build"]);
        assert_eq!(run.code, 2);
        assert!(run.stderr.contains(".baodian-manifest 不是这个版本写的"), "{}", run.stderr);
    }
    site.write("public/.baodian-manifest", "baodian-manifest 99\nindex.html\n");
    assert_eq!(untouched(&site, &["build"]).code, 2);
}
