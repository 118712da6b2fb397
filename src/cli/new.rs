//! `baodian new`: something to start from.

use std::io::Write as _;
use std::path::Path;

use super::args::{NewArgs, NewWhat};
use super::{CONTENT, FINE, Session, fault, today};
use crate::diagnostic;
use crate::new::{self, Planned, Refusal};
use crate::output::{self, NotCreated};

impl Session {
    pub(super) fn start_new(&self, wanted: &NewArgs) -> u8 {
        match &wanted.what {
            NewWhat::Article { series, title } => self.planned(new::article(&self.root, series, title, today()), |planned| {
                vec![
                    "用编辑器打开它，照着里面的样子写".to_owned(),
                    format!("边写边看：{}，打开 http://127.0.0.1:4000/{}", self.command("serve --drafts"), planned.permalink),
                    "写完把 status: draft 改成 in-review，就会发布，并写明尚未经专家审核".to_owned(),
                ]
            }),
            NewWhat::Series { id, title } => self.planned(new::series(&self.root, id, title), |_| {
                vec![
                    "用编辑器打开它，改好里面的项目".to_owned(),
                    format!("写第一篇文章：{}", self.command(&format!("new article {id} 文章的标题"))),
                    format!("想排在首页前面，把 {id} 写进 site.yaml 的 series:"),
                ]
            }),
            NewWhat::Site { folder } => self.new_site(folder),
        }
    }

    fn planned(&self, planned: Result<Planned, Refusal>, next: impl Fn(&Planned) -> Vec<String>) -> u8 {
        let planned = match planned {
            Ok(planned) => planned,
            Err(Refusal::Words(words)) => return fault(&words),
            Err(Refusal::Io(error)) => return fault(&error.to_string()),
            Err(Refusal::Content(findings)) => {
                self.show(&findings);
                self.say(&format!("{}；先改好它们，没有写任何文件。", diagnostic::summary(&findings)));
                return CONTENT;
            }
        };
        if let Err(code) = created(output::create(&self.root, std::slice::from_ref(&planned.file))) {
            return code;
        }
        let path = self.root.join(&planned.file.path);
        let notes = planned.notes.iter().map(|note| format!("注意：{note}。")).collect();
        self.tell(&format!("写好了：{}（{}）", shown(&path), planned.what), notes, &next(&planned))
    }

    fn new_site(&self, folder: &Path) -> u8 {
        let files = new::site();
        if let Err(code) = created(output::create_folder(folder, &files)) {
            return code;
        }
        let shown = folder.display();
        let here = if folder == Path::new(".") { String::new() } else { format!("--root {shown} ") };
        self.tell(
            &format!("写好了：新网站在 {shown}，{} 个文件", files.len()),
            Vec::new(),
            &[
                format!("边写边看：baodian {here}serve --drafts，打开 http://127.0.0.1:4000/"),
                format!("改网站的名字和人群：{}", folder.join("site.yaml").display()),
                format!("写一篇新文章：baodian {here}new article rumen 文章的标题"),
            ],
        )
    }

    fn tell(&self, done: &str, notes: Vec<String>, next: &[String]) -> u8 {
        let mut lines = vec![done.to_owned()];
        lines.extend(notes);
        lines.push("接下来：".to_owned());
        lines.extend(next.iter().enumerate().map(|(at, step)| format!("  {}. {step}", at + 1)));
        if !self.quiet {
            let _ = writeln!(std::io::stdout(), "{}", lines.join("\n"));
        }
        FINE
    }

    /// A command line for this site folder.
    fn command(&self, rest: &str) -> String {
        if self.root == Path::new(".") { format!("baodian {rest}") } else { format!("baodian --root {} {rest}", self.root.display()) }
    }
}

fn created(done: Result<(), NotCreated>) -> Result<(), u8> {
    match done {
        Ok(()) => Ok(()),
        Err(NotCreated::Exists(path)) if path.is_dir() => {
            Err(fault(&format!("{} 里已经有东西了，没有动它；换一个新的文件夹名", shown(&path))))
        }
        Err(NotCreated::Exists(path)) => Err(fault(&format!("已经有 {} 了，没有动它；换一个名字，或者先把它移走", shown(&path)))),
        Err(NotCreated::Io(error)) => Err(fault(&error.to_string())),
    }
}

/// A path as people write it, without `./` in front.
fn shown(path: &Path) -> String {
    match path.strip_prefix(".") {
        Ok(rest) if rest != Path::new("") => rest.display().to_string(),
        _ => path.display().to_string(),
    }
}
