//! Preview on this machine: build in memory, serve from a table, rebuild and reload on change.
//! The only room that knows notify and tiny_http, and the only one with threads and a lock of its own.
//!
//! Only this machine is answered: loopback unless asked otherwise, known `Host`, `GET` and `HEAD`, and no file
//! is ever opened for a request (RELIABILITY S01–S06). A broken save keeps the last good site on screen and
//! shows the errors on top.

mod answer;
mod watch;

use std::net::SocketAddr;
use std::process::Command;
use std::sync::{Arc, Mutex};
use std::thread;

use tiny_http::Server;

use crate::build::{self, Memo, Request};
use crate::check;
use crate::diagnostic;
use answer::Table;

/// What requests are answered from, and who waits for the next change.
pub struct State {
    /// The current table; replaced whole.
    pub table: Mutex<Arc<Table>>,
}

/// Serves until the process is stopped.
///
/// # Errors
/// When the port cannot be had or the folder cannot be watched; a sentence in Chinese.
pub fn run(request: Request, host: &str, port: u16, open: bool, color: bool) -> Result<(), String> {
    // Watch first: what is saved during the first build must not be missed.
    let changes = watch::start(&request.root)?;
    let mut memo = Memo::default();
    let first = rebuild(&request, &mut memo, &Arc::new(Table::default()), color);
    let state = Arc::new(State { table: Mutex::new(Arc::new(first)) });

    let address: SocketAddr = format!("{host}:{port}").parse().map_err(|_| format!("“{host}”不是 IP 地址；本机写 127.0.0.1"))?;
    let server = Server::http(address)
        .map_err(|error| format!("端口 {port} 用不了：{error}。换一个：baodian serve --port {}", port.wrapping_add(1)))?;
    if !address.ip().is_loopback() {
        eprintln!("注意：同一网络里的其他人也能看到这个预览。");
    }
    let url = format!("http://{address}/");
    println!("预览：{url}  （按 Ctrl-C 结束；存盘后页面会自己刷新）");
    if open {
        let opener = if cfg!(target_os = "macos") {
            "open"
        } else if cfg!(windows) {
            "explorer"
        } else {
            "xdg-open"
        };
        if Command::new(opener).arg(&url).spawn().is_err() {
            eprintln!("没能打开浏览器，请自己打开 {url}");
        }
    }

    let watched = Arc::clone(&state);
    thread::spawn(move || {
        while changes.wait() {
            let old = Arc::clone(&watched.table.lock().expect("no thread panics while it holds the table"));
            let new = rebuild(&request, &mut memo, &old, color);
            *watched.table.lock().expect("no thread panics while it holds the table") = Arc::new(new);
        }
    });
    for incoming in server.incoming_requests() {
        let state = Arc::clone(&state);
        // A reload stream holds its connection open, so each request has a thread of its own.
        thread::spawn(move || answer::answer(incoming, &state, address));
    }
    Ok(())
}

/// Builds again. With errors the old pages stay and carry the findings.
fn rebuild(request: &Request, memo: &mut Memo, old: &Table, color: bool) -> Table {
    let version = old.version + 1;
    match build::build(request, memo) {
        Ok(built) => {
            eprint!("{}", diagnostic::human(&built.diagnostics, color));
            let took: f64 = built.stages.iter().map(|(_, took)| took.as_secs_f64()).sum();
            if check::keeps_the_site_back(&built.diagnostics) {
                eprintln!("{}；页面还是上一次的。", diagnostic::summary(&built.diagnostics));
                return old.with_errors(version, diagnostic::human(&built.diagnostics, false));
            }
            eprintln!("更新好了：{} 个文件，{took:.2} 秒。", built.files.len());
            Table::new(version, built.files)
        }
        Err(failure) => {
            eprintln!("错误：{failure}");
            old.with_errors(version, failure.to_string())
        }
    }
}
