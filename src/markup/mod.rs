//! Document → HTML, HTML for WeChat, XHTML for EPUB, Typst and plain text: folds over one tree. None of them parses or resolves anything.

mod alike;
pub mod content_line;
pub mod escape;
mod glue;
mod highlight;
pub mod html;
pub mod qr;
pub mod text;
pub mod typst;
pub mod wechat;
pub mod words;
pub mod xhtml;
