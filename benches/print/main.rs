//! Prints the repository's own booklet and tells pages per CPU second, cold start, imposition and size, beside
//! WeasyPrint on the same text where that is installed (`pip install weasyprint`).
//!
//! `cargo bench --bench print`

use std::env;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

use baodian::build::{self, Clock, Memo, Request};
use baodian::model::date::Date;
use baodian::print::impose::{self, Imposition, Layout};
use baodian::theme::Theme;

const DATE: &str = "2026-11-21";
const BOOKLET: &str = "hl66";

fn main() -> io::Result<()> {
    let work = env::temp_dir().join(format!("baodian-bench-print-{}", std::process::id()));
    fs::create_dir_all(&work)?;
    let result = measure_all(&work);
    fs::remove_dir_all(&work)?;
    result
}

fn measure_all(work: &Path) -> io::Result<()> {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let pages = imposition(&root);
    let baodian = |name: &str, root: &Path, words: &[&str], cache: &str| -> io::Result<f64> {
        let mut command = Command::new(env!("CARGO_BIN_EXE_baodian"));
        command.arg("--root").arg(root).arg("-q").args(words).args(["--date", DATE, "--out"]).arg(work.join("pdf"));
        timed(name, command.env("XDG_CACHE_HOME", work.join(cache)))
    };
    let cpu = baodian("整册，首次", &root, &["print", BOOKLET], "cold")?;
    println!("  {pages} 页，每 CPU 秒 {:.0} 页", pages as f64 / cpu);
    let size = fs::metadata(work.join(format!("pdf/{BOOKLET}.pdf")))?.len();
    println!("  每页 {:.1} KB", size as f64 / 1024.0 / pages as f64);
    baodian("整册，没有改动", &root, &["print", BOOKLET], "cold")?;
    baodian("整册加大版，首次", &root, &["print", BOOKLET, "--imposed"], "sheets")?;
    let tiny = work.join("tiny");
    for (path, text) in [
        ("site.yaml", "title: 试\n"),
        ("content/ka/_series.yaml", "title: 卡片\n"),
        ("content/ka/01-one.md", "---\ntitle: 一\n---\n\n一句。\n"),
        ("content/booklets/one.yaml", "title: 一\nseries: ka\n"),
    ] {
        fs::create_dir_all(tiny.join(path).parent().expect("a file in a folder"))?;
        fs::write(tiny.join(path), text)?;
    }
    baodian("冷启动：一篇的小册子", &tiny, &["print"], "tiny")?;
    weasyprint(work, &root)
}

/// Pages of the booklet; prints how long it takes to put them on sheets.
fn imposition(root: &Path) -> usize {
    let date = Date::parse(DATE).expect("a date");
    let request = Request { root: root.to_path_buf(), date, drafts: false, base_url: None, print: true, cache: None };
    let (site, _) = build::assemble(&request, None, &mut Memo::default(), &mut Clock::new()).expect("the repository can be read");
    let theme = Theme::load(root, None).expect("the theme works");
    let booklet = site.booklets.iter().find(|booklet| booklet.id == BOOKLET).expect("the booklet is there");
    let document = baodian::print::pages(&site, booklet, theme.print()).0.expect("the booklet can be typeset");
    let pages = document.pages().len();
    let wanted = Imposition { layout: Layout::Fold, marks: true, single_sided: false, grams: 80 };
    let runs = 20;
    let began = Instant::now();
    for _ in 0..runs {
        std::hint::black_box(impose::sheets(&document, wanted));
    }
    let each = began.elapsed().as_secs_f64() * 1000.0 / f64::from(runs);
    println!("拼版 {:.2} 毫秒，每 100 页 {:.2} 毫秒", each, each * 100.0 / pages as f64);
    pages
}

/// The same articles as one HTML page.
fn weasyprint(work: &Path, root: &Path) -> io::Result<()> {
    let installed = Command::new("weasyprint").arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok();
    if !installed {
        println!("没有装 weasyprint，不比较（pip install weasyprint）");
        return Ok(());
    }
    let public = work.join("public");
    let mut command = Command::new(env!("CARGO_BIN_EXE_baodian"));
    command.arg("--root").arg(root).args(["-q", "build", "--no-print", "--date", DATE, "--out"]).arg(&public);
    command.stderr(Stdio::null()).status()?;
    let mut text = String::from(
        "<!doctype html><html lang=zh><style>@page{size:A5;margin:15mm}body{font-size:10.5pt;line-height:1.6}body>section{break-before:page}</style>",
    );
    let mut folders: Vec<PathBuf> = fs::read_dir(public.join(BOOKLET))?.flatten().map(|entry| entry.path()).collect();
    folders.sort();
    for folder in folders {
        let page = fs::read_to_string(folder.join("index.html")).unwrap_or_default();
        let main = page.split("<main").nth(1).and_then(|rest| rest.split("</main>").next()).unwrap_or_default();
        text.push_str(&format!("<section><div{main}</div></section>"));
    }
    fs::write(work.join("book.html"), text)?;
    let mut command = Command::new("weasyprint");
    let pdf = work.join("book.pdf");
    timed("weasyprint，同样的文章", command.arg(work.join("book.html")).arg(&pdf))?;
    Ok(())
}

/// Runs `command`, prints wall and CPU time, returns CPU seconds.
fn timed(name: &str, command: &mut Command) -> io::Result<f64> {
    let before = children_cpu()?;
    let began = Instant::now();
    let status = command.stdout(Stdio::null()).stderr(Stdio::null()).status()?;
    let (wall, cpu) = (began.elapsed().as_secs_f64(), children_cpu()? - before);
    println!("{name}\t{wall:.2} 秒\tCPU {cpu:.2} 秒");
    if status.success() { Ok(cpu) } else { Err(io::Error::other(format!("{command:?}: {status}"))) }
}

/// CPU seconds of all children that have ended: fields 16 and 17 of `/proc/self/stat`, in ticks of 10 ms.
fn children_cpu() -> io::Result<f64> {
    let stat = fs::read_to_string("/proc/self/stat")?;
    let fields = stat.rsplit(')').next().unwrap_or_default().split_whitespace();
    let ticks: f64 = fields.skip(13).take(2).filter_map(|field| field.parse::<f64>().ok()).sum();
    Ok(ticks / 100.0)
}
