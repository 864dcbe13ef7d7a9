//! 最终等次 as people write it: `2等奖`, `二等`, `贰等奖`, `二等奖（2万元）` for 二等奖; `不予授奖` for 不授奖.

use crate::model::TierRuling;
use crate::policy::Policy;
use crate::policy::fold_text;

/// Figures and their capitals, by what they stand for.
const FIGURES: [(char, &str); 9] = [
    ('一', "1壹"),
    ('二', "2贰"),
    ('三', "3叁"),
    ('四', "4肆"),
    ('五', "5伍"),
    ('六', "6陆"),
    ('七', "7柒"),
    ('八', "8捌"),
    ('九', "9玖"),
];
/// What else people write for no prize.
const NO_PRIZE: [&str; 4] = ["不予授奖", "不授予奖项", "不获奖", "未获奖"];

/// The tier that a word means, None within for no prize; None where it means none of the measure's, or more than one.
pub fn read_tier_word(text: &str, policy: &Policy) -> Option<Option<String>> {
    let word = fold_text(text);
    if word == TierRuling::NO_PRIZE || NO_PRIZE.contains(&word.as_str()) {
        return Some(None);
    }
    let exact = policy.tiers.iter().find(|tier| fold_text(&tier.label) == word);
    let shape = shape_tier(&word);
    let alike = || {
        let mut alike =
            policy.tiers.iter().filter(|tier| !shape.is_empty() && shape_tier(&fold_text(&tier.label)) == shape);
        alike.next().filter(|_| alike.next().is_none())
    };
    exact.or_else(alike).map(|tier| Some(tier.label.clone()))
}

/// A tier's word without what people write otherwise: figures in one script, 奖 and a parenthesis at the end off.
fn shape_tier(word: &str) -> String {
    let word = word.split_once('(').filter(|(_, rest)| rest.ends_with(')')).map_or(word, |(before, _)| before);
    let word = word.strip_suffix('奖').unwrap_or(word);
    let figure = |c: char| FIGURES.iter().find(|(_, others)| others.contains(c)).map_or(c, |(figure, _)| *figure);
    word.chars().map(figure).collect()
}
