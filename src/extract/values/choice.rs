//! One of the policy's options: written out, or ticked in a row of boxes (`☑ 调查报告  □ 论文`).

use unicode_normalization::UnicodeNormalization;

use crate::extract::values::blank::is_invisible;

/// The option that a text names; None where it names none or several.
pub fn parse_choice(text: &str, options: &[String]) -> Option<String> {
    let squeezed = squeeze(text);
    if let Some(option) = options.iter().find(|option| squeeze(option) == squeezed) {
        return Some(option.clone());
    }
    let squeezed = draw_boxes(&squeezed);
    let has_boxes = squeezed.contains(|c: char| is_box(c) || is_tick(c));
    let named: Vec<&String> =
        options
            .iter()
            .filter(|option| {
                if has_boxes { is_ticked(&squeezed, &squeeze(option)) } else { squeezed.contains(&squeeze(option)) }
            })
            .collect();
    // 优秀调查报告 names 调查报告 as well: the longest option that holds the others counts.
    let longest = named.iter().max_by_key(|option| option.chars().count())?;
    named.iter().all(|option| longest.contains(option.as_str())).then(|| (*longest).clone())
}

fn squeeze(text: &str) -> String {
    text.nfkc().filter(|c| !is_invisible(*c)).collect()
}

/// Boxes drawn with brackets as boxes: `[x]`, `（√）`, `[ ]`, `（  ）`.
fn draw_boxes(squeezed: &str) -> String {
    let mut text = squeezed.to_owned();
    for (open, close) in [('[', ']'), ('(', ')'), ('【', '】')] {
        for mark in ["x", "X", "√", "✓", "✔", "*", "v", "V", "是"] {
            text = text.replace(&format!("{open}{mark}{close}"), "☑");
        }
        text = text.replace(&format!("{open}{close}"), "□");
    }
    text
}

fn is_box(c: char) -> bool {
    // The last three are Wingdings' empty boxes as programs store them.
    matches!(c, '□' | '☐' | '○' | '◻' | '▢' | '〇' | '❏' | '\u{f0a8}' | '\u{f06f}' | '\u{f0a3}')
}

fn is_tick(c: char) -> bool {
    matches!(c, '☑' | '☒' | '√' | '✓' | '✔' | '■' | '●' | '◉' | '☆' | '★' | '✅' | '⊙' | 'þ')
        // Wingdings' ticked boxes and ticks.
        || matches!(c, '\u{f0fe}' | '\u{f052}' | '\u{f0fc}' | '\u{f0fd}' | '\u{f053}' | '\u{f050}')
}

/// Whether a tick stands before the option, or behind it and before the next option's box.
fn is_ticked(text: &str, option: &str) -> bool {
    let Some(at) = text.find(option) else { return false };
    let before = text.get(..at).unwrap_or("").trim_end_matches(['(', ')', '[', ']', '.', ':', '、']);
    let after = text.get(at + option.len()..).unwrap_or("").trim_start_matches(['(', '[', ':']);
    // A row that begins with a box has its boxes before the options, else behind them.
    let marks_lead = text.trim_start_matches('(').starts_with(|c| is_box(c) || is_tick(c));
    // Wingdings 2 draws a ticked box for the letter R.
    let lettered = before.strip_suffix('R').is_some_and(|rest| !rest.ends_with(|c: char| c.is_ascii_alphabetic()));
    if marks_lead || lettered { before.ends_with(is_tick) || lettered } else { after.starts_with(is_tick) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_option_is_read_written_out_or_ticked() {
        let options: Vec<String> = ["调查报告", "论文", "典型案例"].map(String::from).to_vec();
        for text in [
            "论文",
            " 论 文 ",
            "□调查报告 ☑论文 □典型案例",
            "调查报告□ 论文☑ 典型案例□",
            "☐调查报告\n√论文\n☐典型案例",
            "调查报告 论文√ 典型案例",
            "理论文章类：论文",
            "[ ]调查报告 [x]论文 [ ]典型案例",
            "（  ）调查报告 （√）论文 （  ）典型案例",
            "调查报告（  ） 论文（√） 典型案例（  ）",
            "□调查报告 R论文 □典型案例",
        ] {
            assert_eq!(parse_choice(text, &options).as_deref(), Some("论文"), "{text}");
        }
        for text in ["", "□调查报告 □论文", "☑调查报告 ☑论文", "其他"] {
            assert_eq!(parse_choice(text, &options), None, "{text}");
        }
    }
}
