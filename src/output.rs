//! Files to publish, and the one place that writes them.

/// A file of the published site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutputFile {
    /// Path below the output folder, with `/`: `hl66/vital-signs/index.html`.
    pub path: String,
    /// What is written.
    pub bytes: Vec<u8>,
}
