//! The default theme is embedded in the program: a change in it is a change of the program. And names for the
//! code that makes PDFs and for the code that makes pictures, so that nothing made by other code is taken from the cache.

use std::collections::hash_map::DefaultHasher;
use std::fs;
use std::hash::{Hash as _, Hasher as _};
use std::path::Path;

fn main() {
    println!("cargo:rerun-if-changed=themes/default");
    println!("cargo:rerun-if-changed=build.rs");
    let mut hasher = DefaultHasher::new();
    for path in ["src/print", "Cargo.lock"] {
        println!("cargo:rerun-if-changed={path}");
        hash(Path::new(path), &mut hasher);
    }
    println!("cargo:rustc-env=BAODIAN_TYPESETTER={:016x}", hasher.finish());
    let mut hasher = DefaultHasher::new();
    for path in ["src/picture", "Cargo.lock"] {
        println!("cargo:rerun-if-changed={path}");
        hash(Path::new(path), &mut hasher);
    }
    println!("cargo:rustc-env=BAODIAN_PICTURES={:016x}", hasher.finish());
}

fn hash(path: &Path, hasher: &mut DefaultHasher) {
    if let Ok(entries) = fs::read_dir(path) {
        let mut paths: Vec<_> = entries.flatten().map(|entry| entry.path()).collect();
        paths.sort();
        paths.iter().for_each(|path| hash(path, hasher));
    } else {
        fs::read(path).unwrap_or_default().hash(hasher);
    }
}
