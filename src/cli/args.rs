//! The command line as clap reads it. The only room that knows clap, together with `words`.

use std::path::PathBuf;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{ArgAction, Parser, Subcommand, ValueEnum};

use crate::model::booklet::BookletSize;

const TEMPLATE: &str = "{about}\n\n用法：{usage}\n\n{all-args}{after-help}";

/// 宝典：把中文 Markdown 文件夹变成可搜索的健康知识网站和可印刷的小册子
#[derive(Parser)]
#[command(
    name = "baodian",
    version,
    about,
    help_template = TEMPLATE,
    override_usage = "baodian [选项] <命令>",
    subcommand_help_heading = "命令",
    disable_help_flag = true,
    disable_version_flag = true,
    disable_help_subcommand = true,
    arg_required_else_help = true,
    after_help = "\n每个命令后面加 --help 看详细说明，例如：baodian build --help\n"
)]
pub struct Args {
    /// 网站文件夹（默认是当前文件夹）
    #[arg(long, global = true, default_value = ".", value_name = "文件夹", hide_default_value = true, help_heading = "选项")]
    pub root: PathBuf,
    /// 彩色输出：auto、always、never
    #[arg(
        long,
        global = true,
        default_value = "auto",
        value_name = "何时",
        hide_default_value = true,
        hide_possible_values = true,
        help_heading = "选项"
    )]
    pub color: Color,
    /// 安静：只报错误
    #[arg(short, long, global = true, help_heading = "选项")]
    pub quiet: bool,
    /// 详细
    #[arg(short, long, global = true, help_heading = "选项", conflicts_with = "quiet")]
    pub verbose: bool,
    /// 显示说明
    #[arg(short, long, global = true, action = ArgAction::Help, help_heading = "选项")]
    help: Option<bool>,
    /// 显示版本
    #[arg(short = 'V', long, action = ArgAction::Version, help_heading = "选项")]
    version: Option<bool>,
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Clone, Copy, ValueEnum)]
pub enum Color {
    Auto,
    Always,
    Never,
}

#[derive(Subcommand)]
pub enum Command {
    /// 生成整个网站（build）：页面、搜索、订阅、小册子 → public/
    #[command(help_template = TEMPLATE, override_usage = "baodian build [选项]")]
    Build(BuildArgs),
    /// 在本机预览（serve），存盘后自动刷新
    #[command(help_template = TEMPLATE, override_usage = "baodian serve [选项]")]
    Serve(ServeArgs),
    /// 检查全部内容（check）；加 --fix 改好标点、数字这些小毛病
    #[command(help_template = TEMPLATE, override_usage = "baodian check [选项] [文件…]")]
    Check(CheckArgs),
    /// 把小册子排成 PDF（print）
    #[command(help_template = TEMPLATE, override_usage = "baodian print [选项] [小册子…]")]
    Print(PrintArgs),
    /// 新写一篇文章、一个系列、一个网站（new）
    #[command(
        help_template = TEMPLATE,
        override_usage = "baodian new article <系列> <标题>\n      baodian new series <英文名> <名称>\n      baodian new site <文件夹>",
        subcommand_help_heading = "新写什么",
        disable_help_subcommand = true,
    )]
    New(NewArgs),
    /// 给别的地方用（export）：公众号的文章，电子书，U 盘上的网站，单个网页，搜索引擎的资料
    #[command(
        help_template = TEMPLATE,
        override_usage = "baodian export wechat <文章…> [--out 文件夹]\n      baodian export epub [小册子…] [--out 文件夹]\n      baodian export offline [系列…] [--out 文件夹] [--zip]\n      baodian export html <小册子> [--out 文件夹]\n      baodian export search-feed [--out 文件夹]\n      baodian export redirects [--out 文件夹]",
        subcommand_help_heading = "导出什么",
        disable_help_subcommand = true,
    )]
    Export(ExportArgs),
    /// 统计（stats）：写了多少、该复审的、没核实的、好不好读
    #[command(help_template = TEMPLATE, override_usage = "baodian stats [选项]")]
    Stats(StatsArgs),
    /// 自查（audit）：发布出来的网站合不合适老化和无障碍的要求，19 项，一项一项说
    #[command(help_template = TEMPLATE, override_usage = "baodian audit [选项]")]
    Audit(AuditArgs),
    /// 编辑器用的填写规则（schema）：打字时就提示有哪些项、哪里写错
    #[command(help_template = TEMPLATE, override_usage = "baodian schema [选项] [哪一种]")]
    Schema(SchemaArgs),
}

#[derive(clap::Args)]
#[command(next_help_heading = "本命令的选项")]
pub struct BuildArgs {
    /// 发布到哪个文件夹（默认 public；带草稿时 public-preview）
    #[arg(long, value_name = "文件夹")]
    pub out: Option<PathBuf>,
    /// 网站的完整网址，代替 site.yaml 里的 base_url
    #[arg(long, value_name = "网址")]
    pub base_url: Option<String>,
    /// 连草稿和日期未到的文章一起生成，只供自己看
    #[arg(long)]
    pub drafts: bool,
    /// 按这一天生成（默认今天），例如 2026-01-15
    #[arg(long, value_name = "日期")]
    pub date: Option<String>,
    /// 有警告也算不通过
    #[arg(long)]
    pub strict: bool,
    /// 不排小册子
    #[arg(long)]
    pub no_print: bool,
    /// 显示每一步用时
    #[arg(long)]
    pub timings: bool,
}

#[derive(clap::Args)]
#[command(next_help_heading = "本命令的选项")]
pub struct ServeArgs {
    /// 端口（默认 4000）
    #[arg(long, default_value_t = 4000, value_name = "端口", hide_default_value = true)]
    pub port: u16,
    /// 监听地址；默认只有本机能访问
    #[arg(long, default_value = "127.0.0.1", value_name = "地址", hide_default_value = true)]
    pub host: String,
    /// 带上草稿
    #[arg(long)]
    pub drafts: bool,
    /// 小册子也跟着排
    #[arg(long)]
    pub print: bool,
    /// 打开浏览器
    #[arg(long)]
    pub open: bool,
}

#[derive(clap::Args)]
#[command(next_help_heading = "本命令的选项")]
pub struct CheckArgs {
    /// 只看这些文件或文件夹里的问题
    #[arg(value_name = "文件")]
    pub paths: Vec<PathBuf>,
    /// 有警告也算不通过
    #[arg(long)]
    pub strict: bool,
    /// 把能放心改的直接改好：汉字旁边的英文标点、全角数字、1-3岁、°C、1、和 ##标题
    #[arg(long)]
    pub fix: bool,
    /// 和 --fix 一起用：只看会改哪里，不写文件
    #[arg(long, requires = "fix")]
    pub dry_run: bool,
    /// 输出格式：human、json、github
    #[arg(long, default_value = "human", value_name = "格式", hide_default_value = true, hide_possible_values = true)]
    pub format: Format,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    Human,
    Json,
    Github,
}

#[derive(clap::Args)]
#[command(next_help_heading = "本命令的选项")]
pub struct PrintArgs {
    /// 小册子的名字（content/booklets/ 里的文件名）；不写就是全部
    #[arg(value_name = "小册子")]
    pub ids: Vec<String>,
    /// 换一种开本排：a5、a5-large、a4-large、a6、a4-sheet、leaflet-3、poster、lesson；文件名后面加上开本
    #[arg(long, value_name = "开本", value_parser = editions(), hide_possible_values = true)]
    pub edition: Option<BookletSize>,
    /// 拼大版：两页并排，对折成册（A5 用 A4 纸，A4 用 A3 纸；A6 四页一张，裁开再对折）
    #[arg(long)]
    pub imposed: bool,
    /// 只收审核过的文章；没收进来的，册子里写明
    #[arg(long)]
    pub reviewed_only: bool,
    /// 四页一面，裁成四叠，依次叠起来就是顺序（A6 用 A4 纸）
    #[arg(long, conflicts_with = "imposed")]
    pub cut: bool,
    /// 交给印刷厂：四周加 3 毫米出血，画裁切线和折线
    #[arg(long)]
    pub marks: bool,
    /// 打印机只能印单面：先全部正面，再全部反面
    #[arg(long)]
    pub single_sided: bool,
    /// 纸的克重（默认 80），用来算对折后里面的纸露出多少
    #[arg(long, default_value_t = 80, value_name = "克", hide_default_value = true, value_parser = clap::value_parser!(u16).range(40..=400))]
    pub paper: u16,
    /// 只生成一张试印页，看打印机怎样翻面
    #[arg(long, conflicts_with_all = ["ids", "edition", "imposed", "cut", "marks", "check", "lock"])]
    pub test_sheet: bool,
    /// 只核对分页：和登记的比，变了就告诉您从哪一页起；什么也不写
    #[arg(long, conflicts_with_all = ["lock", "imposed", "cut", "marks", "single_sided", "out"])]
    pub check: bool,
    /// 登记分页：写到 content/booklets/小册子.lock.json
    #[arg(long, conflicts_with_all = ["imposed", "cut", "marks", "single_sided", "out"])]
    pub lock: bool,
    /// 放到哪个文件夹（默认 pdf）
    #[arg(long, value_name = "文件夹")]
    pub out: Option<PathBuf>,
    /// 按这一天排版（默认今天）
    #[arg(long, value_name = "日期")]
    pub date: Option<String>,
}

#[derive(clap::Args)]
#[command(next_help_heading = "本命令的选项")]
pub struct SchemaArgs {
    /// 哪一种文件：article（文件头）、site（site.yaml）、series（_series.yaml）、booklet（小册子）、synonyms（同义词）、quiz（自测题）、directory（名录的说明）、event（活动）、calendar（一年里的日子）、glossary（词语解释）；不写就是全部
    #[arg(value_name = "哪一种", hide_possible_values = true)]
    pub kind: Option<SchemaKind>,
    /// 写成文件，放到这个文件夹；不写就显示出来
    #[arg(long, value_name = "文件夹")]
    pub out: Option<PathBuf>,
}

#[derive(Clone, Copy, ValueEnum)]
pub enum SchemaKind {
    Article,
    Site,
    Series,
    Booklet,
    Synonyms,
    Quiz,
    Directory,
    Event,
    Calendar,
}

#[derive(clap::Args)]
pub struct NewArgs {
    #[command(subcommand)]
    pub what: NewWhat,
}

#[derive(Subcommand)]
pub enum NewWhat {
    /// 在一个系列里新写一篇文章（article）：编号、日期、文件头和正文的样子都写好
    #[command(help_template = TEMPLATE, override_usage = "baodian new article <系列> <标题>")]
    Article {
        /// 哪个系列：英文名、文件夹名或名称
        #[arg(value_name = "系列")]
        series: String,
        /// 文章的标题
        #[arg(value_name = "标题")]
        title: String,
    },
    /// 新建一个系列（series）
    #[command(help_template = TEMPLATE, override_usage = "baodian new series <英文名> <名称>")]
    Series {
        /// 网址里的名字：小写英文字母、数字、连字符
        #[arg(value_name = "英文名")]
        id: String,
        /// 系列的名称
        #[arg(value_name = "名称")]
        title: String,
    },
    /// 新建一个能马上预览的小网站（site）
    #[command(help_template = TEMPLATE, override_usage = "baodian new site <文件夹>")]
    Site {
        /// 放在哪个文件夹：还没有的，或者空的
        #[arg(value_name = "文件夹")]
        folder: PathBuf,
    },
}

#[derive(clap::Args)]
pub struct ExportArgs {
    #[command(subcommand)]
    pub what: ExportWhat,
}

#[derive(Subcommand)]
pub enum ExportWhat {
    /// 公众号（wechat）：写成网页，全选、复制，粘贴到公众号编辑器
    #[command(help_template = TEMPLATE, override_usage = "baodian export wechat <文章…> [--out 文件夹]", next_help_heading = "本命令的选项")]
    Wechat {
        /// 哪几篇文章：id、网址里的名字或文件的路径
        #[arg(value_name = "文章", required = true)]
        articles: Vec<String>,
        /// 写到哪个文件夹（默认 wechat）
        #[arg(long, value_name = "文件夹")]
        out: Option<PathBuf>,
    },
    /// 搜索引擎（search-feed）：文章有几万篇时，装进 Meilisearch 或 OpenSearch 的资料
    #[command(help_template = TEMPLATE, override_usage = "baodian export search-feed [--out 文件夹]", next_help_heading = "本命令的选项")]
    SearchFeed {
        /// 写到哪个文件夹（默认 search-feed）
        #[arg(long, value_name = "文件夹")]
        out: Option<PathBuf>,
    },
    /// 转址规则（redirects）：旧地址和短地址，写成 nginx、Caddy 的设置
    #[command(help_template = TEMPLATE, override_usage = "baodian export redirects [--out 文件夹]", next_help_heading = "本命令的选项")]
    Redirects {
        /// 写到哪个文件夹（默认 redirects）
        #[arg(long, value_name = "文件夹")]
        out: Option<PathBuf>,
    },
    /// U 盘上的网站（offline）：不上网、不装软件，双击“打开.html”就能看，搜索也能用
    #[command(help_template = TEMPLATE, override_usage = "baodian export offline [系列…] [--out 文件夹] [--zip]", next_help_heading = "本命令的选项")]
    Offline {
        /// 哪几个系列：英文名或名称；不写就是整个网站
        #[arg(value_name = "系列")]
        series: Vec<String>,
        /// 写到哪个文件夹（默认 offline），里面的旧文件整个换掉
        #[arg(long, value_name = "文件夹")]
        out: Option<PathBuf>,
        /// 在文件夹旁边再放一个压缩包，方便传给别人
        #[arg(long)]
        zip: bool,
    },
    /// 单个网页（html）：一本小册子就是一个文件，样式、图片都在里面，发到哪里都能打开
    #[command(help_template = TEMPLATE, override_usage = "baodian export html <小册子> [--out 文件夹]", next_help_heading = "本命令的选项")]
    Html {
        /// 小册子的名字（content/booklets/ 里的文件名）
        #[arg(value_name = "小册子", required = true)]
        ids: Vec<String>,
        /// 写到哪个文件夹（默认 html）
        #[arg(long, value_name = "文件夹")]
        out: Option<PathBuf>,
    },
    /// 电子书（epub）：手机、平板、阅读器上看的小册子，不上网也能看
    #[command(help_template = TEMPLATE, override_usage = "baodian export epub [小册子…] [--out 文件夹]", next_help_heading = "本命令的选项")]
    Epub {
        /// 小册子的名字（content/booklets/ 里的文件名）；不写就是全部
        #[arg(value_name = "小册子")]
        ids: Vec<String>,
        /// 写到哪个文件夹（默认 epub）
        #[arg(long, value_name = "文件夹")]
        out: Option<PathBuf>,
    },
}

#[derive(clap::Args)]
#[command(next_help_heading = "本命令的选项")]
pub struct StatsArgs {
    /// 输出格式：human、json、csv（一篇一行，可以用表格软件打开）
    #[arg(long, default_value = "human", value_name = "格式", hide_default_value = true, hide_possible_values = true)]
    pub format: StatsFormat,
    /// 按这一天统计（默认今天）
    #[arg(long, value_name = "日期")]
    pub date: Option<String>,
}

#[derive(clap::Args)]
#[command(next_help_heading = "本命令的选项")]
pub struct AuditArgs {
    /// 检查哪个文件夹里的网站（默认 public）
    #[arg(long, value_name = "文件夹")]
    pub site: Option<PathBuf>,
    /// 写成文件，例如 自查表.md；不写就显示出来
    #[arg(long, value_name = "文件")]
    pub out: Option<PathBuf>,
    /// 给别的程序看的 JSON
    #[arg(long)]
    pub json: bool,
}

#[derive(Clone, Copy, ValueEnum)]
pub enum StatsFormat {
    Human,
    Json,
    Csv,
}

fn editions() -> impl TypedValueParser<Value = BookletSize> {
    let find = |name: String| {
        BookletSize::ALL.into_iter().find(|size| size.name() == name).expect("this is a bug in baodian: an edition without a name")
    };
    PossibleValuesParser::new(BookletSize::ALL.map(BookletSize::name)).map(find)
}
