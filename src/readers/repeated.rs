//! Texts that stand several times over in one place: LibreOffice writes what a content control holds once for each of its fields when it saves
//! a Word document as .doc or .rtf. Nobody writes so; which of it was meant is for people.

use std::collections::HashSet;

use crate::model::Block;
use crate::model::Document;
use crate::model::TroubleKind;
use crate::readers::package::incomplete;

/// A word may be said twice; a name of several is not.
const FEW: usize = 5;
/// What is longer, or made of sentences, may be filled up with the same on purpose.
const LONG: usize = 60;
/// So often at most is looked for.
const MOST: usize = 6;
/// So often nobody says a name by mistake: one such place is enough.
const TOO_OFTEN: usize = 3;

/// What a control holds within a text is a word, seldom longer than this.
const LONGEST_WORD: usize = 12;

/// Notes that two or more cells of a Document hold nothing but repetitions of a name, one says it three times and more, or a word stands
/// three times in a row within a text.
pub fn notice_repetition(document: &mut Document) {
    let count: usize = document.body.iter().map(count_in).sum();
    let known = document.troubles.iter().any(|trouble| trouble.kind == TroubleKind::Incomplete);
    if !known && (count > 1 || document.body.iter().any(repeats_within)) {
        document.troubles.push(incomplete("有的文字在同一处一模一样地重复了几遍（像是转存时重复的）".to_owned()));
    }
}

/// How many cells of a table repeat themselves; what is said too often counts for two.
fn count_in(block: &Block) -> usize {
    let Block::Grid(grid) = block else { return 0 };
    let inner = |block: &&Block| matches!(block, Block::Grid(_));
    let of_cell = |blocks: &[Block]| blocks.iter().filter(inner).map(count_in).sum::<usize>();
    grid.cells.iter().map(|cell| weight(repetitions(&cell.text)) + of_cell(&cell.blocks)).sum()
}

/// Whether a word stands three times in a row in a text of this block.
fn repeats_within(block: &Block) -> bool {
    match block {
        Block::Paragraph(paragraph) => is_stuttered(&paragraph.text),
        Block::Grid(grid) => {
            grid.cells.iter().any(|cell| is_stuttered(&cell.text) || cell.blocks.iter().any(repeats_within))
        }
    }
}

/// Whether a text says a word of two Chinese letters and more, not twice the same letter (哈哈), three times in a row.
fn is_stuttered(text: &str) -> bool {
    let letters: Vec<char> = text.chars().collect();
    let longest = (letters.len() / TOO_OFTEN).min(LONGEST_WORD);
    (2..=longest).any(|length| {
        let mut same = 0;
        letters.windows(length + 1).enumerate().any(|(at, window)| {
            same = if window.first() == window.last() { same + 1 } else { 0 };
            same >= length * (TOO_OFTEN - 1) && letters.get(at + 1..=at + length).is_some_and(is_word)
        })
    })
}

/// Chinese letters throughout, not all the same.
fn is_word(letters: &[char]) -> bool {
    letters.iter().all(|letter| ('\u{4e00}'..='\u{9fff}').contains(letter))
        && letters.iter().any(|letter| Some(letter) != letters.first())
}

fn weight(repetitions: Option<usize>) -> usize {
    repetitions.map_or(0, |times| if times >= TOO_OFTEN { 2 } else { 1 })
}

/// How often a text says the same name, where it says nothing else; white space between does not count.
fn repetitions(text: &str) -> Option<usize> {
    if text.len() < FEW * 2 * '字'.len_utf8() || text.contains(['。', '；', '，']) {
        return None;
    }
    let dense: String = text.split_whitespace().collect();
    let bytes = dense.as_bytes();
    let repeats = |times: &usize| {
        let length = bytes.len() / times;
        bytes.len().is_multiple_of(*times)
            && bytes.get(length..) == bytes.get(..bytes.len() - length)
            && is_name(dense.get(..length).unwrap_or_default())
    };
    (2..=MOST).rev().find(repeats)
}

fn is_name(once: &str) -> bool {
    let is_chinese = |letter: &char| ('\u{4e00}'..='\u{9fff}').contains(letter);
    let letters: HashSet<char> = once.chars().filter(is_chinese).collect();
    letters.len() >= FEW && once.chars().count() <= LONG
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_whole_repetitions_of_a_name_count() {
        for (text, times) in
            [("厂务公开“明白墙”模式厂务公开“明白墙”模式", 2), ("屈霞、尹永秀\n屈霞、尹永秀屈霞、尹永秀\n", 3)]
        {
            assert_eq!(repetitions(text), Some(times), "{text}");
        }
        assert_eq!(repetitions("海港区总工会海港区总工会海港区总工会海港区总工会"), Some(4));
        for text in [
            "年  月  日至  年  月  日",
            "同意推荐同意推荐",
            "先试点，后推广。先试点，后推广。",
            "13800001111",
            "甲甲甲甲甲甲甲甲甲甲甲甲",
            "□是□否□是□否",
        ] {
            assert_eq!(repetitions(text), None, "{text}");
        }
    }

    #[test]
    fn a_word_three_times_in_a_row_within_a_text_is_told() {
        assert!(is_stuttered("把服务送持续持续持续到职工身边"));
        assert!(is_stuttered("进一步进一步进一步"));
        for text in ["哈哈哈哈哈哈哈哈", "年 月 日年 月 日年 月 日年 月 日", "持续持续", "1212121212", "学习学习再学习"]
        {
            assert!(!is_stuttered(text), "{text}");
        }
    }
}
