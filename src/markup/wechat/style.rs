//! How things look in a public-account article. Longhand properties only, no positions, no variables: the
//! editor drops the rest when it saves (EXPERIENCE, what WeChat-export users ask for). Words keep the reader's own
//! colour wherever they do not stand on a coloured ground, so that dark mode can turn them.

use crate::model::document::{Align, CalloutKind};

pub const PARAGRAPH: &str = "margin-top:0;margin-bottom:16px;font-size:17px;line-height:1.8;text-align:left";
pub const TIGHT: &str = "margin-top:0;margin-bottom:6px;font-size:17px;line-height:1.8;text-align:left";
pub const LIST: &str = "margin-top:0;margin-bottom:16px";
pub const INSIDE: &str = "margin-top:0;margin-bottom:6px;padding-left:20px";
pub const SMALL: &str = "margin-top:0;margin-bottom:6px;font-size:14px;line-height:1.7;text-align:left;color:#666666";
pub const CAPTION: &str = "margin-top:0;margin-bottom:6px;font-size:15px;line-height:1.6;font-weight:bold;text-align:center";
pub const QUOTE: &str =
    "margin-top:0;margin-bottom:16px;padding-left:12px;border-left-width:4px;border-left-style:solid;border-left-color:#cccccc";
pub const CODE: &str = "margin-top:0;margin-bottom:16px;padding-top:10px;padding-bottom:10px;padding-left:12px;padding-right:12px;background-color:#f5f5f5;color:#222222;font-size:14px;line-height:1.6;font-family:monospace";
pub const RULE: &str = "margin-top:24px;margin-bottom:24px;font-size:15px;text-align:center;color:#999999";
pub const PICTURE: &str = "margin-top:0;margin-bottom:6px;text-align:center";
pub const TABLE: &str = "width:100%;border-collapse:collapse;font-size:15px;line-height:1.6";
pub const END: &str = "margin-top:32px;padding-top:12px;border-top-width:1px;border-top-style:solid;border-top-color:#cccccc";
pub const END_TITLE: &str = "margin-top:0;margin-bottom:6px;font-size:15px;line-height:1.6;font-weight:bold;text-align:left";

pub const STRONG: &str = "font-weight:bold";
pub const EMPHASIS: &str = "font-style:italic";
pub const STRUCK: &str = "text-decoration-line:line-through";
pub const MONOSPACE: &str = "font-family:monospace;font-size:15px";
pub const TOGETHER: &str = "white-space:nowrap";
pub const RAISED: &str = "font-size:12px;vertical-align:super";
pub const LOWERED: &str = "font-size:12px;vertical-align:sub";

/// A heading of level 2–6.
pub fn heading(level: u8) -> &'static str {
    match level {
        0..=2 => {
            "margin-top:28px;margin-bottom:12px;padding-left:10px;border-left-width:4px;border-left-style:solid;border-left-color:#1f6f5c;font-size:20px;line-height:1.5;font-weight:bold;text-align:left"
        }
        3 => "margin-top:22px;margin-bottom:10px;font-size:18px;line-height:1.5;font-weight:bold;text-align:left",
        4.. => "margin-top:18px;margin-bottom:8px;font-size:17px;line-height:1.5;font-weight:bold;text-align:left",
    }
}

/// The frame of a box, its title, and what stands below the title.
pub fn callout(kind: CalloutKind) -> [&'static str; 3] {
    const BODY: &str = "padding-top:10px;padding-bottom:2px;padding-left:14px;padding-right:14px";
    match kind {
        CalloutKind::CareEmergency => [
            "margin-top:0;margin-bottom:20px;border-width:2px;border-style:solid;border-color:#b3001b",
            "margin-top:0;margin-bottom:0;padding-top:8px;padding-bottom:8px;padding-left:14px;padding-right:14px;background-color:#b3001b;color:#ffffff;font-size:20px;line-height:1.5;font-weight:bold;text-align:left",
            BODY,
        ],
        CalloutKind::CareUrgent => [
            "margin-top:0;margin-bottom:20px;border-width:2px;border-style:solid;border-color:#9a4a00",
            "margin-top:0;margin-bottom:0;padding-top:8px;padding-bottom:8px;padding-left:14px;padding-right:14px;background-color:#9a4a00;color:#ffffff;font-size:19px;line-height:1.5;font-weight:bold;text-align:left",
            BODY,
        ],
        CalloutKind::CareHome => [
            "margin-top:0;margin-bottom:20px;border-width:2px;border-style:solid;border-color:#1f6f5c",
            "margin-top:0;margin-bottom:0;padding-top:8px;padding-bottom:8px;padding-left:14px;padding-right:14px;background-color:#1f6f5c;color:#ffffff;font-size:19px;line-height:1.5;font-weight:bold;text-align:left",
            BODY,
        ],
        CalloutKind::KeyPoints
        | CalloutKind::Tip
        | CalloutKind::Warning
        | CalloutKind::Steps
        | CalloutKind::QuestionAnswer
        | CalloutKind::TeacherNotes => [BOX, BOX_TITLE, BODY],
    }
}

/// A quiet box.
pub const BOX: &str = "margin-top:0;margin-bottom:20px;border-width:1px;border-style:solid;border-color:#cccccc";
/// Its title.
pub const BOX_TITLE: &str = "margin-top:0;margin-bottom:0;padding-top:10px;padding-left:14px;padding-right:14px;font-size:17px;line-height:1.6;font-weight:bold;text-align:left";

/// A cell of a table.
pub fn cell(align: Align, is_head: bool) -> String {
    let side = match align {
        Align::None | Align::Left => "left",
        Align::Center => "center",
        Align::Right => "right",
    };
    let weight = if is_head { "background-color:#eeeeee;color:#222222;font-weight:bold;" } else { "" };
    format!(
        "border-width:1px;border-style:solid;border-color:#bbbbbb;padding-top:6px;padding-bottom:6px;padding-left:8px;padding-right:8px;vertical-align:top;{weight}text-align:{side}"
    )
}
