//! Pictures of a site: several at a time, and none that is finished already.

use std::collections::BTreeMap;
use std::path::Path;

use rayon::prelude::*;

use crate::model::site::Asset;
use crate::output;
use crate::picture::{self, Closed, Step};

/// Pictures with more pixels are opened one after another, so that memory does not grow with the processors.
const LARGE: u64 = 16_000_000;

/// Makes of all pictures what readers get.
pub(super) fn prepare(assets: BTreeMap<String, Asset>, cache: Option<&Path>) -> BTreeMap<String, Asset> {
    // Apart from the booklets, which are few and large.
    let cache = cache.map(|folder| folder.join("pictures"));
    let cache = cache.as_deref();
    let steps: Vec<(String, Result<Asset, Box<Closed>>)> =
        assets.into_par_iter().map(|(path, asset)| (path, begin(asset, cache, |closed| closed.pixels() <= LARGE))).collect();
    let finish = |(path, step): (String, Result<Asset, Box<Closed>>)| (path, step.unwrap_or_else(|closed| open(*closed, cache)));
    steps.into_iter().map(finish).collect()
}

fn begin(asset: Asset, cache: Option<&Path>, may_open: impl Fn(&Closed) -> bool) -> Result<Asset, Box<Closed>> {
    let closed = match picture::begin(asset) {
        Step::Done(asset) => return Ok(asset),
        Step::Open(closed) => closed,
    };
    let closed = match cache.and_then(|folder| output::cached(folder, &closed.key())) {
        Some(kept) => match closed.found(&kept) {
            Ok(asset) => return Ok(asset),
            Err(closed) => *closed,
        },
        None => closed,
    };
    if may_open(&closed) { Ok(open(closed, cache)) } else { Err(Box::new(closed)) }
}

fn open(closed: Closed, cache: Option<&Path>) -> Asset {
    let key = closed.key();
    let (asset, kept) = closed.open();
    if let (Some(folder), Some(kept)) = (cache, kept) {
        output::keep(folder, &key, &kept);
    }
    asset
}
