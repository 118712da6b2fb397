//! `baodian export`: articles and booklets for other people's programs.

use std::collections::BTreeMap;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use super::args::{ExportArgs, ExportWhat};
use super::{CONTENT, FINE, Session, fault};
use crate::build::offline::{self, Unmade};
use crate::build::{self, Clock, Memo};
use crate::check;
use crate::diagnostic::{self, Diagnostic};
use crate::export::{self, single::Dress};
use crate::model::booklet::Booklet;
use crate::model::nearest::nearest;
use crate::model::site::{ArticleId, Site};
use crate::output::{self, OutputFile, Unpublished};
use crate::theme::Theme;

impl Session {
    pub(super) fn export(&self, wanted: &ExportArgs) -> u8 {
        match &wanted.what {
            ExportWhat::Wechat { articles, out } => self.export_wechat(articles, out.as_deref()),
            ExportWhat::SearchFeed { out } => self.export_files("search-feed", out.as_deref(), export::feed::files),
            ExportWhat::Redirects { out } => self.export_files("redirects", out.as_deref(), export::redirects::files),
            ExportWhat::Epub { ids, out } => self.export_epub(ids, out.as_deref()),
            ExportWhat::Offline { series, out, zip } => self.export_offline(series, out.as_deref(), *zip),
            ExportWhat::Html { ids, out } => self.export_html(ids, out.as_deref()),
        }
    }

    fn export_wechat(&self, articles: &[String], out: Option<&Path>) -> u8 {
        let site = match self.site() {
            Ok(site) => site,
            Err(code) => return code,
        };
        let mut pages: BTreeMap<String, ArticleId> = BTreeMap::new();
        for wanted in articles {
            let id = match self.find(&site, wanted) {
                Ok(id) => id,
                Err(message) => return fault(&message),
            };
            let slug = &site.entry(id).article.slug;
            if pages.insert(slug.clone(), id).is_some_and(|other| other != id) {
                return fault(&format!("有两篇文章都会写成 {slug}.html；请分两次导出，用 --out 放到不同的文件夹"));
            }
        }
        if site.config.base_url.is_empty() {
            self.say("site.yaml 里没有 base_url，站内链接只留文字，没有网址。");
        }
        let out = out.map_or_else(|| self.root.join("wechat"), PathBuf::from);
        for id in pages.into_values() {
            for (at, file) in export::wechat::files(&site, id).iter().enumerate() {
                match output::write_one(&out, &file.path, &file.bytes) {
                    Ok(path) if !self.quiet && at == 0 => {
                        let _ = writeln!(std::io::stdout(), "写好了：{}（用浏览器打开，全选、复制，粘贴到公众号编辑器）", path.display());
                    }
                    Ok(path) if !self.quiet => {
                        let _ = writeln!(std::io::stdout(), "  要上传的图片：{}", path.display());
                    }
                    Ok(_) => {}
                    Err(error) => return fault(&error.to_string()),
                }
            }
        }
        FINE
    }

    /// The files that `make` makes of the site, in the folder `name` unless `out` says otherwise.
    fn export_files(&self, name: &str, out: Option<&Path>, make: fn(&Site) -> Vec<OutputFile>) -> u8 {
        let site = match self.site() {
            Ok(site) => site,
            Err(code) => return code,
        };
        let out = out.map_or_else(|| self.root.join(name), PathBuf::from);
        for file in make(&site) {
            match output::write_one(&out, &file.path, &file.bytes) {
                Ok(path) if !self.quiet => _ = writeln!(std::io::stdout(), "写好了：{}", path.display()),
                Ok(_) => {}
                Err(error) => return fault(&error.to_string()),
            }
        }
        FINE
    }

    fn export_epub(&self, ids: &[String], out: Option<&Path>) -> u8 {
        let site = match self.site() {
            Ok(site) => site,
            Err(code) => return code,
        };
        let books = match find_booklets(&site, ids) {
            Ok(books) => books,
            Err(message) => return fault(&message),
        };
        let theme = match Theme::load(&self.root, site.config.theme.as_deref()) {
            Ok(theme) => theme,
            Err(error) => return fault(&error.to_string()),
        };
        let out = out.map_or_else(|| self.root.join("epub"), PathBuf::from);
        for booklet in books {
            let book = export::epub::book(&site, booklet, theme.epub());
            match output::write_one(&out, &book.path, &book.bytes) {
                Ok(path) if !self.quiet => {
                    let (articles, size) = (booklet.articles.len(), book.bytes.len().div_ceil(1024));
                    let _ = writeln!(std::io::stdout(), "《{}》{articles} 篇，{size} KB：{}", booklet.file.title, path.display());
                }
                Ok(_) => {}
                Err(error) => return fault(&error.to_string()),
            }
        }
        FINE
    }

    fn export_offline(&self, series: &[String], out: Option<&Path>, zip: bool) -> u8 {
        let request = match self.request(None, false, None, false) {
            Ok(request) => request,
            Err(code) => return code,
        };
        let made = match offline::make(&request, series) {
            Ok(made) => made,
            Err(Unmade::Content(diagnostics)) => return self.refuse(&diagnostics),
            Err(Unmade::Series(message)) => return fault(&message),
            Err(Unmade::Failure(failure)) => return fault(&failure.to_string()),
        };
        let out = out.map_or_else(|| self.root.join("offline"), PathBuf::from);
        match output::publish(&made.files, &out, &request.root) {
            Ok(_) => {}
            Err(Unpublished::Refused(refusal)) => return fault(&refusal.to_string()),
            Err(Unpublished::Io(error)) => return fault(&error.to_string()),
        }
        let size = |bytes: usize| bytes.div_ceil(1024);
        let mut lines = vec![format!(
            "写好了：{} 篇文章，{} KB，在 {}",
            made.articles,
            size(made.files.iter().map(|file| file.bytes.len()).sum()),
            out.display()
        )];
        if zip {
            // In the archive as beside it: one folder, so that nothing is strewn about where it is opened.
            let name = out.file_name().map_or_else(|| "offline".to_owned(), |name| name.to_string_lossy().into_owned());
            let paths: Vec<String> = made.files.iter().map(|file| format!("{name}/{}", file.path)).collect();
            let archive = export::zip::archive(paths.iter().map(String::as_str).zip(made.files.iter().map(|file| file.bytes.as_slice())));
            let folder = out.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or_else(|| Path::new("."));
            match output::write_one(folder, &format!("{name}.zip"), &archive) {
                Ok(path) => lines.push(format!("压缩包：{} KB，{}", size(archive.len()), path.display())),
                Err(error) => return fault(&error.to_string()),
            }
        }
        lines.push("整个文件夹拷进 U 盘，双击里面的“打开.html”就能看，不用上网。".to_owned());
        if !self.quiet {
            let _ = writeln!(std::io::stdout(), "{}", lines.join("\n"));
        }
        FINE
    }

    fn export_html(&self, ids: &[String], out: Option<&Path>) -> u8 {
        let site = match self.site() {
            Ok(site) => site,
            Err(code) => return code,
        };
        let theme = match Theme::load(&self.root, site.config.theme.as_deref()) {
            Ok(theme) => theme,
            Err(error) => return fault(&error.to_string()),
        };
        let books = match find_booklets(&site, ids) {
            Ok(books) => books,
            Err(message) => return fault(&message),
        };
        let parts = ["core", "article", "care", "help", "media", "more", "table", "end", "print"]
            .map(|part| theme.styles().get(part).map_or("", String::as_str))
            .concat();
        let style = if parts.is_empty() { theme.text("site.css") } else { &parts };
        let script = [theme.text("head.js"), theme.text("site.js")].concat();
        let dress = Dress { style, own_style: theme.single(), script: &script, icon: &format!("data:image/svg+xml,{}", theme.icon()) };
        let out = out.map_or_else(|| self.root.join("html"), PathBuf::from);
        for booklet in books {
            let page = export::single::page(&site, booklet, dress);
            match output::write_one(&out, &page.path, &page.bytes) {
                Ok(path) if !self.quiet => {
                    let (articles, size) = (booklet.articles.len(), page.bytes.len().div_ceil(1024));
                    let _ = writeln!(std::io::stdout(), "《{}》{articles} 篇，{size} KB：{}", booklet.file.title, path.display());
                }
                Ok(_) => {}
                Err(error) => return fault(&error.to_string()),
            }
        }
        FINE
    }

    /// Says what is wrong with the content.
    fn refuse(&self, diagnostics: &[Diagnostic]) -> u8 {
        self.show(diagnostics);
        self.say(&format!("{}；没有导出。", diagnostic::summary(diagnostics)));
        CONTENT
    }

    /// The site, when nothing is wrong with it.
    fn site(&self) -> Result<Site, u8> {
        let request = self.request(None, false, None, false)?;
        let (site, diagnostics) =
            build::assemble(&request, None, &mut Memo::default(), &mut Clock::new()).map_err(|failure| fault(&failure.to_string()))?;
        if check::keeps_the_site_back(&diagnostics) {
            return Err(self.refuse(&diagnostics));
        }
        Ok(site)
    }

    /// The article with this id, slug or path.
    fn find(&self, site: &Site, wanted: &str) -> Result<ArticleId, String> {
        let path = self.root.join(wanted);
        let is_wanted = |at: &usize| {
            let entry = &site.entries[*at];
            let own = self.root.join(&entry.article.source.path);
            entry.id == wanted || own == path || own == Path::new(wanted) || entry.article.slug == wanted
        };
        let found: Vec<usize> = (0..site.entries.len()).filter(is_wanted).collect();
        // An id is nobody else's, a slug may be.
        let by_id = found.iter().find(|at| site.entries[**at].id == wanted);
        match (by_id, found.as_slice()) {
            (Some(at), _) | (None, [at]) => Ok(ArticleId(*at)),
            (None, []) => {
                let names = site.entries.iter().flat_map(|entry| [entry.id.as_str(), &entry.article.slug, &entry.article.source.path]);
                let near = nearest(wanted, &names.collect::<Vec<_>>()).map(|near| format!("。是不是“{near}”？")).unwrap_or_default();
                Err(format!("没有“{wanted}”这篇文章（草稿不导出）{near}"))
            }
            (None, several) => {
                let paths: Vec<&str> = several.iter().map(|at| site.entries[*at].article.source.path.as_str()).collect();
                Err(format!("有好几篇文章都叫“{wanted}”，请写文件的路径：{}", paths.join("、")))
            }
        }
    }
}

/// The booklets with these ids, all without any; else which of them is not there. A poster or a quiz sheet is no book.
fn find_booklets<'a>(site: &'a Site, ids: &[String]) -> Result<Vec<&'a Booklet>, String> {
    if site.booklets.is_empty() {
        return Err("还没有小册子：先在 content/booklets/ 里写一个 .yaml 文件".to_owned());
    }
    let books: Vec<&Booklet> = site.booklets.iter().filter(|booklet| booklet.file.size.is_book()).collect();
    let known: Vec<&str> = books.iter().map(|booklet| booklet.id.as_str()).collect();
    let Some(unknown) = ids.iter().find(|id| !known.contains(&id.as_str())) else {
        return Ok(books.into_iter().filter(|booklet| ids.is_empty() || ids.contains(&booklet.id)).collect());
    };
    let sheet = site.booklets.iter().find(|booklet| booklet.id == *unknown);
    let why =
        sheet.map_or_else(|| format!("没有小册子“{unknown}”"), |sheet| format!("“{unknown}”是{}，不做电子书", sheet.file.size.label()));
    let near = nearest(unknown, &known).map(|near| format!("是不是“{near}”？")).unwrap_or_default();
    Err(format!("{why}。{near}有的是：{}", known.join("、")))
}
