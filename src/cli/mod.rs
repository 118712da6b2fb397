//! Words on the command line → calls; what comes back → text and exit codes.
//!
//! 0: fine. 1: the content has errors (with `--strict` also warnings). 2: the machine or the command line.
//! Results go to stdout, diagnostics and progress to stderr. The only room that reads the clock.

mod args;
mod audit;
mod check;
mod export;
mod new;
#[cfg(feature = "print")]
mod print;
mod schema;
mod stats;
mod words;

use std::env;
use std::io::{IsTerminal, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::{Instant, SystemTime, UNIX_EPOCH};

use clap::Parser as _;

use crate::build::{self, Memo, Request};
use crate::check::keeps_the_site_back;
use crate::diagnostic::{self, Diagnostic, Level};
use crate::model::date::Date;
use crate::output::{self, Unpublished, Written};
use crate::serve;
use args::{Args, BuildArgs, Color, Command, ServeArgs};

const FINE: u8 = 0;
const CONTENT: u8 = 1;
const MACHINE: u8 = 2;

/// Runs the program with the process's arguments.
#[must_use]
pub fn run() -> ExitCode {
    let args = match Args::try_parse() {
        Ok(args) => args,
        Err(error) => return ExitCode::from(words::explain(&error)),
    };
    let session = Session { color: wants_color(args.color), quiet: args.quiet, verbose: args.verbose, root: args.root };
    let code = match args.command {
        Command::Build(wanted) => session.build(&wanted),
        Command::Check(wanted) => session.check(&wanted),
        Command::Serve(wanted) => session.serve(&wanted),
        Command::Print(wanted) => session.print(&wanted),
        Command::Schema(wanted) => session.schema(&wanted),
        Command::New(wanted) => session.start_new(&wanted),
        Command::Stats(wanted) => session.stats(&wanted),
        Command::Export(wanted) => session.export(&wanted),
        Command::Audit(wanted) => session.audit(&wanted),
    };
    ExitCode::from(code)
}

fn wants_color(color: Color) -> bool {
    match color {
        Color::Always => true,
        Color::Never => false,
        Color::Auto => std::io::stderr().is_terminal() && env::var_os("NO_COLOR").is_none_or(|value| value.is_empty()),
    }
}

/// What holds for every command.
struct Session {
    color: bool,
    quiet: bool,
    verbose: bool,
    root: PathBuf,
}

impl Session {
    fn build(&self, wanted: &BuildArgs) -> u8 {
        let began = Instant::now();
        let request = match self.request(wanted.date.as_deref(), wanted.drafts, wanted.base_url.clone(), !wanted.no_print) {
            Ok(request) => request,
            Err(code) => return code,
        };
        // A preview with drafts never lands where the public site stands (RELIABILITY D08).
        let default_out = if wanted.drafts { "public-preview" } else { "public" };
        let out = wanted.out.clone().unwrap_or_else(|| self.root.join(default_out));
        let built = match build::build(&request, &mut Memo::default()) {
            Ok(built) => built,
            Err(failure) => return fault(&failure.to_string()),
        };
        self.show(&built.diagnostics);
        let strict = wanted.strict && diagnostic::stops(&built.diagnostics, true);
        if strict || keeps_the_site_back(&built.diagnostics) {
            self.say(&format!("{}；没有发布，原来的网站没有动。", diagnostic::summary(&built.diagnostics)));
            return CONTENT;
        }
        let before = Instant::now();
        let written = match output::publish(&built.files, &out, &request.root) {
            Ok(written) => written,
            Err(Unpublished::Refused(refusal)) => return fault(&refusal.to_string()),
            Err(Unpublished::Io(error)) => return fault(&error.to_string()),
        };
        if wanted.timings {
            for (stage, took) in built.stages.iter().copied().chain([("发布", before.elapsed())]) {
                self.say(&format!("  {stage}\t{:.3} 秒", took.as_secs_f64()));
            }
        }
        self.report(&built, written, &out, began);
        if diagnostic::stops(&built.diagnostics, false) {
            self.say("有的小册子没有做出来，原因在上面；网站和别的小册子已经发布，没有做出来的不在里面。");
            return CONTENT;
        }
        FINE
    }

    fn report(&self, built: &build::Built, written: Written, out: &Path, began: Instant) {
        let public = built.site.entries.len();
        let unreviewed = built.site.entries.iter().filter(|entry| entry.is_unreviewed()).count();
        let mut lines = vec![format!(
            "发布好了：{public} 篇文章，{} 个文件（新写 {}，没变 {}，删去 {}），用时 {:.1} 秒。",
            built.files.len(),
            written.written,
            written.unchanged,
            written.removed,
            began.elapsed().as_secs_f64()
        )];
        if unreviewed > 0 {
            lines.push(format!("其中 {unreviewed} 篇还没有专家审核，页面上已经写明。"));
        }
        if !built.diagnostics.is_empty() {
            lines.push(format!("{}。", diagnostic::summary(&built.diagnostics)));
        }
        let pdfs = built.files.iter().filter(|file| file.path.ends_with(".pdf")).count();
        if pdfs > 0 {
            lines.push(format!("小册子：{pdfs} 个 PDF，在 {} 里。", out.join("booklets").display()));
        } else if !built.site.booklets.is_empty() {
            lines.push("这次没有排小册子；要连小册子一起生成，运行 cargo run --release -- build".to_owned());
        }
        lines.push(format!("看网站：用浏览器打开 {}", out.join("index.html").display()));
        if !self.quiet {
            let _ = writeln!(std::io::stdout(), "{}", lines.join("\n"));
        }
    }

    fn serve(&self, wanted: &ServeArgs) -> u8 {
        let request = match self.request(None, wanted.drafts, Some(String::new()), wanted.print) {
            Ok(request) => request,
            Err(code) => return code,
        };
        match serve::run(request, &wanted.host, wanted.port, wanted.open, self.color) {
            Ok(()) => FINE,
            Err(message) => fault(&message),
        }
    }

    #[cfg(not(feature = "print"))]
    #[expect(clippy::unused_self, reason = "the same call with and without the engine")]
    fn print(&self, wanted: &args::PrintArgs) -> u8 {
        let _ = wanted;
        fault("这个程序编译时没有带排版引擎。排小册子请运行：cargo booklets")
    }

    fn request(&self, date: Option<&str>, drafts: bool, base_url: Option<String>, print: bool) -> Result<Request, u8> {
        let date = match date.map(Date::parse) {
            Some(Ok(date)) => date,
            Some(Err(message)) => return Err(fault(&format!("--date：{message}"))),
            None => today(),
        };
        if let Some(url) = base_url.as_deref().filter(|url| !(url.is_empty() || url.starts_with("https://") || url.starts_with("http://")))
        {
            return Err(fault(&format!("--base-url：“{url}”不是完整的网址，要写成 https://www.example.org/ 的样子")));
        }
        if !self.root.is_dir() {
            return Err(fault(&format!("找不到文件夹 {}", self.root.display())));
        }
        Ok(Request {
            root: self.root.clone(),
            date,
            drafts,
            base_url: base_url.filter(|url| !url.is_empty()),
            print,
            cache: output::cache_folder(),
        })
    }

    fn show(&self, diagnostics: &[Diagnostic]) {
        // Quiet hushes warnings, never what stops the publication.
        let shown: Vec<Diagnostic> =
            diagnostics.iter().filter(|diagnostic| !self.quiet || diagnostic.level == Level::Error).cloned().collect();
        if !shown.is_empty() {
            let _ = write!(std::io::stderr(), "{}", diagnostic::human(&shown, self.color));
        }
    }

    fn say(&self, text: &str) {
        if !self.quiet || self.verbose {
            let _ = writeln!(std::io::stderr(), "{text}");
        }
    }
}

/// Says what the machine or the command line is at fault for.
fn fault(message: &str) -> u8 {
    let _ = writeln!(std::io::stderr(), "错误：{message}");
    MACHINE
}

/// The day it is in China.
fn today() -> Date {
    let seconds = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |duration| duration.as_secs());
    Date::in_china(i64::try_from(seconds).unwrap_or(0))
}
