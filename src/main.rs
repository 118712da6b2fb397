//! The command line program `baodian`.

use std::process::ExitCode;

fn main() -> ExitCode {
    baodian::cli::run()
}
