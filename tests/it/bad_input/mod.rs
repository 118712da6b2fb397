//! One test for each thing an editor gets wrong: what is said, where, and what to do instead.
//! Whatever is wrong, neither the sources nor the site that stands already may change.

mod body;
mod command_line;
mod files;
mod front_matter;
mod out;
mod tables;

use crate::harness::{Run, TempSite, site};

/// A site of one good article, two groups, and an earlier publication.
const GOOD: &str = "\
-- site.yaml --
title: 试
groups:
  - {slug: lao, char: 老, title: 老年人, order: 1, who: 老人}
  - {slug: xiao, char: 小, title: 婴幼儿, order: 2, who: 宝宝}
-- content/a/01-jia.md --
---
title: 甲
---

## 怎么做

正文。
-- public/.baodian-manifest --
baodian-manifest 1
index.html
-- public/index.html --
旧的首页
";

/// The good site with `content/a/02-yi.md` as given.
fn with(article: impl AsRef<[u8]>) -> TempSite {
    let site = site(GOOD);
    site.write("content/a/02-yi.md", article);
    site
}

/// The good site with a second article whose text is `body`.
fn with_body(body: &str) -> TempSite {
    with(format!("---\ntitle: 乙\n---\n\n{body}\n"))
}

/// `build` answers with exactly these words and changes nothing.
fn refused(site: &TempSite, words: &str) {
    let run = untouched(site, &["build"]);
    let words = words.strip_prefix('\n').unwrap_or(words);
    assert!(run.stderr == words, "expected:\n{words}\nbut it said:\n{}", run.stderr);
    assert_eq!((run.code, run.stdout.as_str()), (1, ""));
}

/// `build` names each of these pieces in this order, and changes nothing.
fn refused_with(site: &TempSite, pieces: &[&str]) -> Run {
    let run = untouched(site, &["build"]);
    in_order(&run.stderr, pieces);
    assert_eq!((run.code, run.stdout.as_str()), (1, ""));
    run
}

/// Runs the program and compares the whole folder before and after.
fn untouched(site: &TempSite, args: &[&str]) -> Run {
    let before = site.snapshot();
    let run = site.run_with(args, |_| {});
    assert!(site.snapshot() == before, "the folder has changed; it said:\n{}{}", run.stdout, run.stderr);
    run
}

fn in_order(text: &str, pieces: &[&str]) {
    let mut rest = text;
    for piece in pieces {
        let at = rest.find(piece).unwrap_or_else(|| panic!("“{piece}” is missing, or out of order, in:\n{text}"));
        rest = &rest[at + piece.len()..];
    }
}
