//! One request → one answer, out of a table in memory.

use std::collections::BTreeMap;
use std::io::Write as _;
use std::net::SocketAddr;
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use tiny_http::{Header, Method, Request, Response, StatusCode};

use crate::markup::escape::escaped;
use crate::model::path::percent_decode;
use crate::output::OutputFile;
use crate::serve::State;

/// Tells the page to load itself again when a new version stands. A file of its own, so that pages need no inline script.
const RELOAD_PATH: &str = "__baodian/reload.js";
const EVENTS_PATH: &str = "__baodian/events";
const RELOAD: &str = "(function(){var s=document.currentScript,v=s.dataset.version,e=new EventSource('/__baodian/events');\
e.onmessage=function(m){if(m.data!==v){e.close();location.reload();}};})();\n";
/// A preview keeps nothing: in place of the site's service worker stands one that takes itself away, with whatever an
/// earlier one on this port had kept.
const WORKER_PATH: &str = "sw.js";
const NO_WORKER: &str = "self.addEventListener('install',function(){self.skipWaiting()});self.addEventListener('activate',function(e){e.waitUntil(\
self.registration.unregister().then(function(){return caches.keys()}).then(function(k){return Promise.all(k.map(function(n){return caches.delete(n)}))}))});\n";
/// How often a waiting page is told the current version; also how soon a closed tab is noticed.
const BEAT: Duration = Duration::from_millis(100);
/// Beats between two signs of life on an idle stream.
const IDLE: u32 = 100;

/// The published files by address, and what is wrong with the latest save.
#[derive(Default)]
pub struct Table {
    /// Counts builds; pages reload when it grows.
    pub version: u64,
    files: Arc<BTreeMap<String, Vec<u8>>>,
    errors: Option<String>,
}

impl Table {
    /// The table of a good build.
    pub fn new(version: u64, files: Vec<OutputFile>) -> Self {
        let mut files: BTreeMap<String, Vec<u8>> = files.into_iter().map(|file| (file.path, file.bytes)).collect();
        files.insert(WORKER_PATH.to_owned(), NO_WORKER.as_bytes().to_vec());
        Self { version, files: Arc::new(files), errors: None }
    }

    /// The same files under a new version, with what is wrong.
    pub fn with_errors(&self, version: u64, errors: String) -> Self {
        Self { version, files: Arc::clone(&self.files), errors: Some(errors) }
    }

    /// The file a request path means: `/` and folders mean their `index.html`.
    fn find(&self, path: &str) -> Option<(&str, &[u8])> {
        let path = path.trim_start_matches('/');
        let index = if path.is_empty() || path.ends_with('/') { format!("{path}index.html") } else { path.to_owned() };
        self.files.get_key_value(&index).map(|(path, bytes)| (path.as_str(), bytes.as_slice()))
    }
}

/// Answers `request` and closes it.
pub fn answer(request: Request, state: &State, address: SocketAddr) {
    let table = Arc::clone(&state.table.lock().expect("no thread panics while it holds the table"));
    if !is_known_host(&request, address) {
        return send(request, 421, "text/plain; charset=utf-8", "只回答本机的预览\n".as_bytes());
    }
    if !matches!(request.method(), Method::Get | Method::Head) {
        return send(request, 405, "text/plain; charset=utf-8", "只能读取\n".as_bytes());
    }
    let path = percent_decode(request.url().split(['?', '#']).next().unwrap_or_default());
    match path.trim_start_matches('/') {
        EVENTS_PATH => return events(request, state),
        RELOAD_PATH => return send(request, 200, "text/javascript; charset=utf-8", RELOAD.as_bytes()),
        _ => {}
    }
    if let Some((path, bytes)) = table.find(&path) {
        let kind = content_type(path);
        if kind.starts_with("text/html") {
            let page = with_reload(bytes, &table);
            return send(request, 200, kind, &page);
        }
        return send(request, 200, kind, bytes);
    }
    // A folder asked for without its last slash: relative links need the slash.
    if table.find(&format!("{path}/")).is_some() && path.starts_with('/') && !path.starts_with("//") {
        let location = Header::from_bytes("Location", format!("{}/", crate::model::path::percent_encode(&path)));
        let response = Response::empty(StatusCode(301));
        let _ = request.respond(match location {
            Ok(location) => response.with_header(location),
            Err(()) => response,
        });
        return;
    }
    let missing = table.files.get("404.html").map_or(&b"404"[..], Vec::as_slice);
    let page = with_reload(missing, &table);
    send(request, 404, "text/html; charset=utf-8", &page);
}

/// The page with the reload script, and with the findings on top when the latest save is broken.
fn with_reload(page: &[u8], table: &Table) -> Vec<u8> {
    let mut html = String::from_utf8_lossy(page).into_owned();
    let script = format!("<script src=\"/{RELOAD_PATH}\" data-version=\"{}\"></script>", table.version);
    if let Some(errors) = &table.errors {
        let panel = format!(
            "<pre role=\"alert\" style=\"margin:0;padding:1rem;background:#fff3dc;color:#1a1d1f;border-bottom:4px solid #a5120f;\
             white-space:pre-wrap;font:16px/1.6 monospace\">最近一次存盘有错误，页面还是改之前的样子：\n\n{}</pre>",
            escaped(errors)
        );
        match html.find("<body").and_then(|at| html[at..].find('>').map(|end| at + end + 1)) {
            Some(at) => html.insert_str(at, &panel),
            None => html.insert_str(0, &format!("<!doctype html><meta charset=\"utf-8\"><title>有错误</title>{panel}")),
        }
    }
    match html.rfind("</body>") {
        Some(at) => html.insert_str(at, &script),
        None => html.push_str(&script),
    }
    html.into_bytes()
}

/// Server-sent events: the version, whenever it changes, until the page goes away.
fn events(request: Request, state: &State) {
    // `Response` would buffer the stream; the raw writer sends each line at once.
    let mut writer = request.into_writer();
    let head = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nCache-Control: no-store\r\nConnection: close\r\n\r\n";
    if writer.write_all(head.as_bytes()).and_then(|()| writer.flush()).is_err() {
        return;
    }
    let mut told = None;
    let mut beats = 0;
    loop {
        let version = state.table.lock().expect("no thread panics while it holds the table").version;
        beats += 1;
        if told != Some(version) || beats >= IDLE {
            (told, beats) = (Some(version), 0);
            if writer.write_all(format!("data: {version}\n\n").as_bytes()).and_then(|()| writer.flush()).is_err() {
                return;
            }
        }
        thread::sleep(BEAT);
    }
}

/// Another site's name that was made to point here (DNS rebinding) is not answered, nor another site's page.
fn is_known_host(request: &Request, address: SocketAddr) -> bool {
    let value = |name: &'static str| {
        request.headers().iter().find(|header| header.field.equiv(name)).map(|header| header.value.as_str().to_owned())
    };
    let port = address.port();
    let known = |host: &str| {
        [format!("127.0.0.1:{port}"), format!("localhost:{port}"), format!("[::1]:{port}"), address.to_string()]
            .iter()
            .any(|known| known == host)
            || !address.ip().is_loopback()
    };
    let host_is_known = value("Host").is_some_and(|host| known(&host));
    let origin_is_known = value("Origin").is_none_or(|origin| origin.split_once("://").is_some_and(|(_, host)| known(host)));
    host_is_known && origin_is_known
}

fn send(request: Request, status: u16, content_type: &str, bytes: &[u8]) {
    let mut response = Response::from_data(bytes).with_status_code(status);
    let headers = [("Content-Type", content_type), ("Cache-Control", "no-store"), ("X-Content-Type-Options", "nosniff")];
    for (name, value) in headers {
        if let Ok(header) = Header::from_bytes(name, value) {
            response.add_header(header);
        }
    }
    // The page may have gone away meanwhile: nobody is left to tell.
    let _ = request.respond(response);
}

fn content_type(path: &str) -> &'static str {
    match path.rsplit('.').next().unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "json" => "application/json",
        "xml" => "application/xml",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "webp" => "image/webp",
        "gif" => "image/gif",
        "pdf" => "application/pdf",
        "mp4" => "video/mp4",
        "txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}
