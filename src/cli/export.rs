//! `baodian export`: articles and booklets for other people's programs.

use std::collections::BTreeMap;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use super::args::{ExportArgs, ExportWhat};
use super::{CONTENT, FINE, Session, fault};
use crate::build::{self, Clock, Memo};
use crate::check;
use crate::diagnostic;
use crate::export;
use crate::model::nearest::nearest;
use crate::model::booklet::Booklet;
use crate::model::site::{ArticleId, Site};
use crate::output;
use crate::theme::Theme;

impl Session {
    pub(super) fn export(&self, wanted: &ExportArgs) -> u8 {
        match &wanted.what {
            ExportWhat::Wechat { articles, out } => self.export_wechat(articles, out.as_deref()),
            ExportWhat::SearchFeed { out } => self.export_search_feed(out.as_deref()),
            ExportWhat::Epub { ids, out } => self.export_epub(ids, out.as_deref()),
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

    fn export_search_feed(&self, out: Option<&Path>) -> u8 {
        let site = match self.site() {
            Ok(site) => site,
            Err(code) => return code,
        };
        let out = out.map_or_else(|| self.root.join("search-feed"), PathBuf::from);
        for file in export::feed::files(&site) {
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
        if site.booklets.is_empty() {
            return fault("还没有小册子：先在 content/booklets/ 里写一个 .yaml 文件");
        }
        // A poster or a quiz sheet is no book.
        let books: Vec<&Booklet> = site.booklets.iter().filter(|booklet| booklet.file.size.is_book()).collect();
        let known: Vec<&str> = books.iter().map(|booklet| booklet.id.as_str()).collect();
        if let Some(unknown) = ids.iter().find(|id| !known.contains(&id.as_str())) {
            let sheet = site.booklets.iter().find(|booklet| booklet.id == *unknown);
            let why = sheet.map_or_else(|| format!("没有小册子“{unknown}”"), |sheet| format!("“{unknown}”是{}，不做电子书", sheet.file.size.label()));
            return fault(&format!("{why}。有的是：{}", known.join("、")));
        }
        let theme = match Theme::load(&self.root, site.config.theme.as_deref()) {
            Ok(theme) => theme,
            Err(error) => return fault(&error.to_string()),
        };
        let out = out.map_or_else(|| self.root.join("epub"), PathBuf::from);
        for booklet in books.into_iter().filter(|booklet| ids.is_empty() || ids.contains(&booklet.id)) {
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

    /// The site, when nothing is wrong with it.
    fn site(&self) -> Result<Site, u8> {
        let request = self.request(None, false, None, false)?;
        let (site, diagnostics) = build::assemble(&request, None, &mut Memo::default(), &mut Clock::new()).map_err(|failure| fault(&failure.to_string()))?;
        if check::keeps_the_site_back(&diagnostics) {
            self.show(&diagnostics);
            self.say(&format!("{}；没有导出。", diagnostic::summary(&diagnostics)));
            return Err(CONTENT);
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
