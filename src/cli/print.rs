//! `print`: booklets to PDF, their pagination, and the sheet that tries out a printer.

use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::sync::Arc;

use rayon::prelude::*;

use super::args::PrintArgs;
use super::{CONTENT, FINE, Session, fault};
use crate::build::booklets::printed;
use crate::build::{self, Clock, Memo, Request};
use crate::check;
use crate::diagnostic::{self, Diagnostic, Level};
use crate::model::booklet::{Booklet, BookletFile, BookletSize};
use crate::model::site::Site;
use crate::output;
use crate::print::impose::{Imposition, Laid, Layout};
use crate::print::lock::Lock;
use crate::print::{self, Form, Printed};
use crate::site::booklets;
use crate::source::{Place, Source, Span};
use crate::theme::Theme;

impl Session {
    pub(super) fn print(&self, wanted: &PrintArgs) -> u8 {
        let request = match self.request(wanted.date.as_deref(), false, None, true) {
            Ok(request) => request,
            Err(code) => return code,
        };
        let assembled = build::assemble(&request, None, &mut Memo::default(), &mut Clock::new());
        let (site, mut diagnostics) = match assembled {
            Ok(assembled) => assembled,
            Err(failure) => return fault(&failure.to_string()),
        };
        // A booklet that cannot be made does not keep the others back.
        diagnostics = check::before_print(diagnostics);
        if check::keeps_the_site_back(&diagnostics) {
            self.show(&diagnostics);
            self.say(&format!("{}；没有排版。", diagnostic::summary(&diagnostics)));
            return CONTENT;
        }
        let theme = match Theme::load(&request.root, site.config.theme.as_deref()) {
            Ok(theme) => theme,
            Err(error) => return fault(&error.to_string()),
        };
        if wanted.test_sheet {
            return self.test_sheet(&request, &theme, wanted);
        }
        let known: Vec<&str> = site.booklets.iter().map(|booklet| booklet.id.as_str()).collect();
        if let Some(unknown) = wanted.ids.iter().find(|id| !known.contains(&id.as_str())) {
            self.show(&diagnostics);
            return fault(&format!("没有小册子“{unknown}”。有的是：{}", known.join("、")));
        }
        if !wanted.ids.is_empty() {
            // What is wrong with the booklets asked for comes out again when they are typeset.
            diagnostics.retain(|finding| finding.level != Level::Error);
        }
        let booklets: Vec<Booklet> = site
            .booklets
            .iter()
            .filter(|booklet| wanted.ids.is_empty() || wanted.ids.contains(&booklet.id))
            .map(|booklet| if wanted.reviewed_only { booklets::reviewed_only(&site, booklet) } else { booklet.clone() })
            .map(|booklet| in_edition(booklet, wanted.edition))
            .filter(|booklet| self.can_be_laid(booklet, wanted))
            .collect();
        let done = if wanted.lock || wanted.check {
            self.paginate(&site, &booklets, &theme, wanted, &mut diagnostics)
        } else {
            self.write_booklets(&site, &booklets, &theme, wanted, &request, &mut diagnostics)
        };
        diagnostic::sort(&mut diagnostics);
        self.show(&diagnostics);
        match done {
            Err(error) => fault(&error.to_string()),
            Ok(()) if diagnostic::stops(&diagnostics, false) => CONTENT,
            Ok(()) => FINE,
        }
    }

    /// Says why a booklet is passed over.
    fn can_be_laid(&self, booklet: &Booklet, wanted: &PrintArgs) -> bool {
        let BookletFile { title, size, .. } = &booklet.file;
        if booklet.quiz.is_some() != (*size == BookletSize::Quiz) {
            self.say(&format!("《{title}》不能排成{}，没有排。", size.label()));
            return false;
        }
        if booklet.articles.is_empty() && booklet.quiz.is_none() {
            self.say(&format!("《{title}》里还没有审核过的文章，没有排。"));
            return false;
        }
        if (wanted.imposed && !size.folds()) || (wanted.cut && !size.is_book()) {
            self.say(&format!("《{title}》是{}，不用折，没有拼版。", size.label()));
            return false;
        }
        true
    }

    /// Typesets several at a time; one that cannot be made does not stop the others.
    fn write_booklets(
        &self,
        site: &Site,
        booklets: &[Booklet],
        theme: &Theme,
        wanted: &PrintArgs,
        request: &Request,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> std::io::Result<()> {
        let (form, ending) = form(wanted);
        let out = wanted.out.clone().unwrap_or_else(|| self.root.join("pdf"));
        let made: Vec<_> = booklets.par_iter().map(|booklet| printed(site, booklet, theme, form, request.cache.as_deref())).collect();
        for (booklet, (printed, findings)) in booklets.iter().zip(made) {
            diagnostics.extend(findings);
            let name = format!("{}{ending}.pdf", name(booklet, wanted));
            let Some(printed) = printed else {
                let old = out.join(name);
                if old.exists() {
                    self.say(&format!("《{}》没有排成；{} 还是以前排的，没有动。", booklet.file.title, old.display()));
                }
                continue;
            };
            let path = output::write_one(&out, &name, &printed.pdf)?;
            let size = printed.pdf.len().div_ceil(1024);
            self.answer(&format!("《{}》{}，{size} KB：{}", booklet.file.title, description(&printed, wanted), path.display()));
        }
        Ok(())
    }

    /// Compares each pagination with the one written down, or writes it down.
    fn paginate(
        &self,
        site: &Site,
        booklets: &[Booklet],
        theme: &Theme,
        wanted: &PrintArgs,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> std::io::Result<()> {
        let made: Vec<_> = booklets.par_iter().map(|booklet| print::paginate(site, booklet, theme.print())).collect();
        for (booklet, (lock, findings)) in booklets.iter().zip(made) {
            diagnostics.extend(findings);
            let Some(lock) = lock else { continue };
            let name = format!("{}.lock.json", name(booklet, wanted));
            let folder = self.root.join("content/booklets");
            if wanted.lock {
                let path = output::write_one(&folder, &name, lock.json().as_bytes())?;
                self.answer(&format!("《{}》{} 页，分页登记在 {}", booklet.file.title, lock.pages.len(), path.display()));
                continue;
            }
            let finding = compare(booklet, &folder.join(&name), &name, &lock);
            if finding.is_none() {
                self.answer(&format!("《{}》{} 页，分页和登记的一样", booklet.file.title, lock.pages.len()));
            }
            diagnostics.extend(finding);
        }
        Ok(())
    }

    fn test_sheet(&self, request: &Request, theme: &Theme, wanted: &PrintArgs) -> u8 {
        let name = if wanted.single_sided { "test-sheet-single-sided.pdf" } else { "test-sheet.pdf" };
        let out = wanted.out.clone().unwrap_or_else(|| self.root.join("pdf"));
        let written = print::test_sheet(theme.print(), request.date, wanted.single_sided)
            .map_err(|message| format!("主题的 print/test-sheet.typ 用不了：{message}"))
            .and_then(|pdf| output::write_one(&out, name, &pdf).map_err(|error| error.to_string()));
        match written {
            Ok(path) => {
                self.answer(&format!("试印页：{}（按实际大小打印，照上面的话打勾）", path.display()));
                FINE
            }
            Err(message) => fault(&message),
        }
    }

    fn answer(&self, line: &str) {
        if !self.quiet {
            let _ = writeln!(std::io::stdout(), "{line}");
        }
    }
}

/// The booklet in another edition than its own.
fn in_edition(booklet: Booklet, edition: Option<BookletSize>) -> Booklet {
    let size = edition.unwrap_or(booklet.file.size);
    Booklet { file: BookletFile { size, ..booklet.file }, ..booklet }
}

/// `hl66`, or `hl66-a5-large` in another edition than its own.
fn name(booklet: &Booklet, wanted: &PrintArgs) -> String {
    wanted.edition.map_or_else(|| booklet.id.clone(), |size| format!("{}-{}", booklet.id, size.name()))
}

/// What was asked for, and how its file's name ends.
fn form(wanted: &PrintArgs) -> (Form, String) {
    let layout = match (wanted.imposed, wanted.cut) {
        (true, _) => Layout::Fold,
        (false, true) => Layout::Cut,
        (false, false) => Layout::Single,
    };
    if layout == Layout::Single && !wanted.marks && !wanted.single_sided {
        return (Form::Pages, String::new());
    }
    let imposition = Imposition { layout, marks: wanted.marks, single_sided: wanted.single_sided, grams: wanted.paper };
    let words = [(wanted.imposed, "-imposed"), (wanted.cut, "-cut"), (wanted.marks, "-marks"), (wanted.single_sided, "-single-sided")];
    (Form::Sheets(imposition), words.iter().filter(|(on, _)| *on).map(|(_, word)| *word).collect())
}

/// What the clerk at the printer needs to know.
fn description(printed: &Printed, wanted: &PrintArgs) -> String {
    let Some(laid) = &printed.laid else {
        return format!("{} 页", printed.pages);
    };
    let mut words = format!("{} 页，{} 张{}", printed.pages, laid.sheets, paper(laid));
    // The hinge of a sheet is its upright edge.
    let edge = if laid.width > laid.height { "短边" } else { "长边" };
    if wanted.single_sided {
        words += &format!("，先印前 {} 面；整叠纸白面朝上原样放回，再印后 {} 面", laid.sheets, laid.sheets);
    } else {
        words += &format!("，双面打印，{edge}翻转");
    }
    if laid.signatures > 0 && laid.cells == 4 {
        words += "；横着从中间裁开，上面一叠放在下面一叠上，再对折";
    } else if laid.signatures == 0 && laid.cells == 4 {
        words += "；裁成四叠，左上、右上、左下、右下依次叠起来";
    }
    if laid.cells == 3 {
        words += "；折两次，三面一样宽，封面朝外";
    }
    if laid.signatures > 1 {
        words += &format!("；分 {} 帖", laid.signatures);
    }
    words
}

fn paper(laid: &Laid) -> String {
    let sides = (laid.width.min(laid.height), laid.width.max(laid.height));
    let names = [((105.0, 148.0), "A6"), ((148.0, 210.0), "A5"), ((210.0, 297.0), "A4"), ((297.0, 420.0), "A3")];
    match names.iter().find(|(size, _)| *size == sides) {
        Some((_, name)) => format!(" {name}"),
        None => format!(" {}×{} 毫米的纸", laid.width, laid.height),
    }
}

/// What is wrong with a pagination, held against the file that it was written down in.
fn compare(booklet: &Booklet, path: &Path, name: &str, now: &Lock) -> Option<Diagnostic> {
    let place = Place::new(&Arc::new(Source { path: format!("content/booklets/{name}"), text: String::new() }), Span::default());
    let title = &booklet.file.title;
    let register = format!("看一遍新的分页，没有问题就登记：baodian print --lock {}", booklet.id);
    let Ok(text) = fs::read_to_string(path) else {
        return Some(Diagnostic::warning("booklet-unlocked", place, format!("《{title}》的分页还没有登记")).help(register));
    };
    let Ok(before) = serde_json::from_str::<Lock>(&text) else {
        return Some(Diagnostic::error("pagination-changed", place, format!("《{title}》登记的分页读不懂")).help(register));
    };
    let change = before.change(now)?;
    Some(Diagnostic::error("pagination-changed", place, format!("《{title}》{change}")).help(register))
}
