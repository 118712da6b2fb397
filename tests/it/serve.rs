//! The preview server, asked with plain sockets.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

use crate::harness::{TempSite, site};

const GOOD: &str = "\
-- site.yaml --
title: 试
-- content/a/01-jia.md --
---
title: 甲
---

旧的正文。
-- content/a/02-cao.md --
---
title: 草稿
status: draft
---

还没有写完。
";

/// A running `serve`, ended with the test.
struct Server {
    child: Child,
    port: u16,
    site: TempSite,
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// An answer.
struct Answer {
    status: u16,
    head: String,
    body: String,
}

impl Server {
    fn start(args: &[&str]) -> Self {
        let site = site(GOOD);
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let mut command = site.command();
        command.args(["serve", "--port", &port.to_string()]).args(args);
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.as_mut().unwrap()).read_line(&mut line).unwrap();
        assert_eq!(line, format!("预览：http://127.0.0.1:{port}/  （按 Ctrl-C 结束；存盘后页面会自己刷新）\n"));
        Self { child, port, site }
    }

    fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(10))).unwrap();
        stream
    }

    /// Sends these lines as they are and reads the whole answer.
    fn send(&self, lines: &[&str]) -> Answer {
        let mut stream = self.connect();
        stream.write_all(format!("{}\r\nConnection: close\r\n\r\n", lines.join("\r\n")).as_bytes()).unwrap();
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).unwrap();
        let text = String::from_utf8(bytes).unwrap();
        let (head, body) = text.split_once("\r\n\r\n").unwrap_or((&text, ""));
        let status = head.split(' ').nth(1).unwrap_or_else(|| panic!("no answer to {lines:?}: {text}")).parse().unwrap();
        Answer { status, head: head.to_lowercase(), body: body.to_owned() }
    }

    fn request(&self, method: &str, path: &str) -> Answer {
        self.send(&[&format!("{method} {path} HTTP/1.1"), &format!("Host: 127.0.0.1:{}", self.port)])
    }

    fn get(&self, path: &str) -> Answer {
        self.request("GET", path)
    }

    /// Waits until the page at `path` satisfies `wanted`.
    fn until(&self, path: &str, wanted: impl Fn(&str) -> bool) -> String {
        let began = Instant::now();
        loop {
            let body = self.get(path).body;
            if wanted(&body) {
                return body;
            }
            assert!(began.elapsed() < Duration::from_secs(10), "{path} stays\n{body}");
            std::thread::sleep(Duration::from_millis(30));
        }
    }
}

#[test]
fn pages_and_files_are_served_with_their_types() {
    let server = Server::start(&[]);
    for (path, kind, words) in [
        ("/", "text/html; charset=utf-8", "<h1>试</h1>"),
        ("/index.html", "text/html; charset=utf-8", "<h1>试</h1>"),
        ("/a/jia/", "text/html; charset=utf-8", "旧的正文。"),
        ("/a/jia/?x=1", "text/html; charset=utf-8", "旧的正文。"),
        ("/robots.txt", "text/plain; charset=utf-8", "User-agent"),
    ] {
        let answer = server.get(path);
        assert_eq!(answer.status, 200, "{path}");
        assert!(answer.head.contains(&format!("content-type: {kind}")), "{path}: {}", answer.head);
        assert!(
            answer.head.contains("cache-control: no-store") && answer.head.contains("x-content-type-options: nosniff"),
            "{}",
            answer.head
        );
        assert!(answer.body.contains(words), "{path}: {}", answer.body);
    }
    assert_eq!(server.request("HEAD", "/").status, 200);
    assert_eq!(server.request("HEAD", "/").body, "");
}

#[test]
fn what_is_not_there_gets_the_page_for_it() {
    let server = Server::start(&[]);
    for path in ["/nichts", "/nichts/", "/a/nichts.html", "/%E6%B2%A1%E6%9C%89/"] {
        let answer = server.get(path);
        assert_eq!(answer.status, 404, "{path}");
        assert!(answer.body.contains("找不到这一页"), "{path}: {}", answer.body);
    }
}

#[test]
fn a_folder_without_its_slash_is_redirected() {
    let server = Server::start(&[]);
    let answer = server.get("/a/jia");
    assert_eq!(answer.status, 301);
    assert!(answer.head.contains("\r\nlocation: /a/jia/"), "{}", answer.head);
}

#[test]
fn a_redirect_never_leads_to_another_site() {
    let server = Server::start(&[]);
    for path in ["//a/jia", "//example.org/..", "/\\example.org", "///a"] {
        let answer = server.get(path);
        assert!(!answer.head.contains("location: //") && !answer.head.contains("location: /\\"), "{path}: {}", answer.head);
    }
}

#[test]
fn nothing_can_be_sent_to_it() {
    let server = Server::start(&[]);
    for method in ["POST", "PUT", "DELETE", "PATCH", "OPTIONS"] {
        assert_eq!(server.request(method, "/").status, 405, "{method}");
    }
    assert_eq!(server.get("/").status, 200);
}

#[test]
fn another_name_for_this_machine_is_not_answered() {
    let server = Server::start(&[]);
    let port = server.port;
    for host in [
        "evil.example",
        "127.0.0.1",
        "127.0.0.1:1",
        "localhost.evil.example",
        &format!("evil.example:{port}"),
        &format!("127.0.0.1.evil.example:{port}"),
    ] {
        assert_eq!(server.send(&["GET / HTTP/1.1", &format!("Host: {host}")]).status, 421, "{host}");
    }
    assert_eq!(server.send(&["GET / HTTP/1.1", &format!("Host: localhost:{port}")]).status, 200);
    assert_eq!(server.send(&["GET / HTTP/1.0", "User-Agent: x"]).status, 421);
    let own = format!("Host: 127.0.0.1:{port}");
    assert_eq!(server.send(&["GET / HTTP/1.1", &own, "Origin: https://evil.example"]).status, 421);
    assert_eq!(server.send(&["GET / HTTP/1.1", &own, &format!("Origin: http://127.0.0.1:{port}")]).status, 200);
}

#[test]
fn no_path_leads_to_a_file_that_is_not_published() {
    let server = Server::start(&[]);
    fs::write(server.site.top().join("secret.txt"), "秘密").unwrap();
    for path in [
        "/site.yaml",
        "/content/a/01-jia.md",
        "/../site.yaml",
        "/../../etc/passwd",
        "/a/../../site.yaml",
        "/%2e%2e/site.yaml",
        "/%2e%2e%2fsite.yaml",
        "/..%2fsite.yaml",
        "/..%5csite.yaml",
        "/a/..\\..\\site.yaml",
        "/%252e%252e/site.yaml",
        "/.%2e/secret.txt",
        "/..;/site.yaml",
        "/%c0%ae%c0%ae/site.yaml",
        "/a/jia/%00",
        "/%00",
        "/etc/passwd",
        "//etc/passwd",
        "/file:///etc/passwd",
        "/a/cao/",
    ] {
        let answer = server.get(path);
        assert_eq!(answer.status, 404, "{path}");
        for secret in ["秘密", "title: ", "root:", "还没有写完"] {
            assert!(!answer.body.contains(secret), "{path} gives {secret}");
        }
    }
}

#[test]
fn drafts_are_served_when_asked_for() {
    let server = Server::start(&["--drafts"]);
    assert!(server.get("/a/cao/").body.contains("还没有写完。"));
}

#[test]
fn a_change_is_told_to_the_open_page() {
    let server = Server::start(&[]);
    let mut stream = server.connect();
    stream.write_all(format!("GET /__baodian/events HTTP/1.1\r\nHost: 127.0.0.1:{}\r\n\r\n", server.port).as_bytes()).unwrap();
    let mut lines = BufReader::new(stream).lines();
    let mut next = || {
        lines
            .by_ref()
            .map(Result::unwrap)
            .find_map(|line| line.strip_prefix("data: ").map(|number| number.parse::<u64>().unwrap()))
            .unwrap()
    };
    assert_eq!(next(), 1);
    assert!(server.get("/a/jia/").body.contains("<script src=\"/__baodian/reload.js\" data-version=\"1\"></script>"));
    // Editors write beside the file and rename.
    server.site.write("content/a/.01-jia.md.tmp", "---\ntitle: 甲\n---\n\n新的正文。\n");
    fs::rename(server.site.path("content/a/.01-jia.md.tmp"), server.site.path("content/a/01-jia.md")).unwrap();
    assert!(next() >= 2);
    assert!(server.get("/a/jia/").body.contains("新的正文。"));
    assert_eq!(server.get("/__baodian/reload.js").status, 200);
}

#[test]
fn new_and_removed_articles_are_noticed() {
    let server = Server::start(&[]);
    server.site.write("content/neu/01-bing.md", "---\ntitle: 丙\n---\n\n另一个系列。\n");
    server.until("/neu/bing/", |page| page.contains("另一个系列。"));
    server.site.remove("content/neu/01-bing.md");
    server.until("/neu/bing/", |page| page.contains("找不到这一页"));
}

#[test]
fn a_broken_save_keeps_the_last_good_page_and_shows_the_error_on_it() {
    let server = Server::start(&[]);
    server.site.write("content/a/01-jia.md", "---\ntitle: 甲\nsumary: \"<b>\"\n---\n\n坏的正文。\n");
    let page = server.until("/a/jia/", |page| page.contains("role=\"alert\""));
    assert!(page.contains("旧的正文。") && !page.contains("坏的正文。"), "{page}");
    for words in
        ["最近一次存盘有错误", "错误[key-unknown]: 没有“sumary”这一项", "content/a/01-jia.md:3:1", "是不是“summary”？", "&lt;b&gt;"]
    {
        assert!(page.contains(words), "no “{words}” in\n{page}");
    }
    assert!(server.get("/nichts").body.contains("role=\"alert\""));
    server.site.write("content/a/01-jia.md", "---\ntitle: 甲\n---\n\n改好的正文。\n");
    let page = server.until("/a/jia/", |page| page.contains("改好的正文。"));
    assert!(!page.contains("role=\"alert\""), "{page}");
}

#[test]
fn a_site_that_is_broken_from_the_start_shows_its_errors_and_recovers() {
    let server = {
        let mut server = Server::start(&[]);
        server.child.kill().unwrap();
        server.child.wait().unwrap();
        server.site.write("content/a/01-jia.md", "没有文件头\n");
        let mut command = server.site.command();
        command.args(["serve", "--port", &server.port.to_string()]);
        server.child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(server.child.stdout.as_mut().unwrap()).read_line(&mut line).unwrap();
        server
    };
    assert!(server.get("/").body.contains("错误[front-matter-missing]"));
    server.site.write("content/a/01-jia.md", "---\ntitle: 甲\n---\n\n好了。\n");
    server.until("/a/jia/", |page| page.contains("好了。"));
}

#[test]
fn a_port_that_is_taken_is_explained() {
    let server = Server::start(&[]);
    let run = server.site.run_with(&["serve", "--port", &server.port.to_string()], |_| {});
    assert_eq!(run.code, 2);
    assert!(run.stderr.contains(&format!("错误：端口 {} 用不了：", server.port)), "{}", run.stderr);
    assert!(run.stderr.contains(&format!("换一个：baodian serve --port {}", server.port + 1)), "{}", run.stderr);
}

#[test]
fn the_preview_writes_nothing() {
    let server = Server::start(&[]);
    let before = server.site.snapshot();
    server.get("/a/jia/");
    server.get("/nichts");
    assert!(server.site.snapshot() == before);
}
