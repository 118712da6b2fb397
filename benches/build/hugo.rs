//! The peer: the same articles under Hugo with a comparable hand-written theme (article with contents, breadcrumb,
//! previous and next; lists by section and tag in pages of 20; feed; sitemap). No search: Hugo has none.

use std::fs;
use std::io;
use std::path::Path;

const FILES: [(&str, &str); 6] = [
    (
        "hugo.toml",
        "baseURL = 'https://bench.example.org/'\ntitle = '一万篇'\nlanguageCode = 'zh-CN'\nhasCJKLanguage = true\n\
         [pagination]\npagerSize = 20\n[taxonomies]\ntag = 'tags'\ngroup = 'groups'\n[markup.goldmark.renderer]\nunsafe = false\n",
    ),
    (
        "layouts/_default/baseof.html",
        "<!doctype html><html lang=\"zh-CN\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">\
         <title>{{ .Title }} · {{ site.Title }}</title><meta name=\"description\" content=\"{{ .Summary | plainify }}\">\
         <link rel=\"canonical\" href=\"{{ .Permalink }}\"></head><body><a href=\"#main\">跳到正文</a>\
         <header><a href=\"{{ \"/\" | relURL }}\">{{ site.Title }}</a></header><main id=\"main\">{{ block \"main\" . }}{{ end }}</main>\
         <footer>{{ range site.Taxonomies.groups.Alphabetical }}<a href=\"{{ .Page.RelPermalink }}\">{{ .Page.Title }}</a> {{ end }}</footer></body></html>",
    ),
    (
        "layouts/_default/single.html",
        "{{ define \"main\" }}<nav>{{ range .Ancestors.Reverse }}<a href=\"{{ .RelPermalink }}\">{{ .Title }}</a> {{ end }}</nav>\
         <h1>{{ .Title }}</h1><p>{{ .Summary }}</p><p>{{ .ReadingTime }} 分钟</p><details><summary>本页内容</summary>{{ .TableOfContents }}</details>\
         {{ .Content }}<p>{{ range .GetTerms \"tags\" }}<a href=\"{{ .RelPermalink }}\">{{ .Title }}</a> {{ end }}</p>\
         <nav>{{ with .PrevInSection }}<a href=\"{{ .RelPermalink }}\">{{ .Title }}</a>{{ end }}{{ with .NextInSection }}<a href=\"{{ .RelPermalink }}\">{{ .Title }}</a>{{ end }}</nav>{{ end }}",
    ),
    (
        "layouts/_default/list.html",
        "{{ define \"main\" }}<h1>{{ .Title }}</h1><ul>{{ range .Paginator.Pages }}<li><a href=\"{{ .RelPermalink }}\">{{ .Title }}</a><p>{{ .Summary }}</p></li>{{ end }}</ul>\
         {{ with .Paginator.Prev }}<a href=\"{{ .URL }}\">上一页</a>{{ end }}{{ with .Paginator.Next }}<a href=\"{{ .URL }}\">下一页</a>{{ end }}{{ end }}",
    ),
    (
        "layouts/_default/terms.html",
        "{{ define \"main\" }}<h1>{{ .Title }}</h1><ul>{{ range .Data.Terms.Alphabetical }}<li><a href=\"{{ .Page.RelPermalink }}\">{{ .Page.Title }}</a> {{ .Count }}</li>{{ end }}</ul>{{ end }}",
    ),
    (
        "layouts/index.html",
        "{{ define \"main\" }}<h1>{{ site.Title }}</h1><ul>{{ range site.Sections }}<li><a href=\"{{ .RelPermalink }}\">{{ .Title }}</a> {{ len .Pages }}</li>{{ end }}</ul>{{ end }}",
    ),
];

/// Writes configuration and theme below `root`.
pub fn write_theme(root: &Path) -> io::Result<()> {
    for (path, text) in FILES {
        let path = root.join(path);
        fs::create_dir_all(path.parent().expect("below root"))?;
        fs::write(path, text)?;
    }
    Ok(())
}
