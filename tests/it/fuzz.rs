//! The bodies of the fuzz targets (`fuzz/`) on some thousand inputs, without the nightly compiler a fuzzer needs.

#[path = "../../fuzz/bodies.rs"]
mod bodies;

use proptest::prelude::*;

use crate::props::{awkward, config};

proptest! {
    #![proptest_config(config(2000))]

    #[test]
    fn markdown_made_of_awkward_pieces(text in awkward()) {
        bodies::markdown(&text);
    }

    #[test]
    fn front_matter_made_of_awkward_pieces(text in awkward()) {
        bodies::front_matter(&text);
    }

    #[test]
    fn any_characters_at_all(text in any::<String>()) {
        bodies::markdown(&text);
        bodies::front_matter(&text);
    }
}
