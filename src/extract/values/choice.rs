//! One of the policy's options: written out, or ticked in a row of boxes (`☑ 调查报告  □ 论文`).

use unicode_normalization::UnicodeNormalization;

use crate::extract::values::blank::is_invisible;

/// The option that a text names; None where it names none or several.
pub fn parse_choice(text: &str, options: &[String]) -> Option<String> {
    let squeezed = squeeze(text);
    if let Some(option) = options.iter().find(|option| squeeze(option) == squeezed) {
        return Some(option.clone());
    }
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

fn is_box(c: char) -> bool {
    matches!(c, '□' | '☐' | '○' | '◻' | '▢' | '〇' | '❏')
}

fn is_tick(c: char) -> bool {
    matches!(c, '☑' | '☒' | '√' | '✓' | '✔' | '■' | '●' | '◉' | '☆' | '★' | '✅' | '⊙' | 'þ')
}

/// Whether a tick stands before the option, or behind it and before the next option's box.
fn is_ticked(text: &str, option: &str) -> bool {
    let Some(at) = text.find(option) else { return false };
    let before = text.get(..at).unwrap_or("").trim_end_matches(['(', ')', '[', ']', '.', ':', '、']);
    let after = text.get(at + option.len()..).unwrap_or("").trim_start_matches(['(', '[', ':']);
    // A row that begins with a box has its boxes before the options, else behind them.
    let marks_lead = text.trim_start_matches('(').starts_with(|c| is_box(c) || is_tick(c));
    if marks_lead { before.ends_with(is_tick) } else { after.starts_with(is_tick) }
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
        ] {
            assert_eq!(parse_choice(text, &options).as_deref(), Some("论文"), "{text}");
        }
        for text in ["", "□调查报告 □论文", "☑调查报告 ☑论文", "其他"] {
            assert_eq!(parse_choice(text, &options), None, "{text}");
        }
    }
}
