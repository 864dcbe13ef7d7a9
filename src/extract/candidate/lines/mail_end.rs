//! What stands below the last answer in a mail's own text: the sender's name and address, what a gateway or a telephone adds, the mail that
//! is answered. Nothing tells it from a further paragraph of the answer for certain, so it is left to people.

use crate::extract::candidate::Candidate;
use crate::extract::label::form_words::closes_letter;
use crate::extract::page::Page;
use crate::model::Spot;
use crate::model::is_mail_body;

/// Doubts the last answer of a mail where it goes on behind an empty line or a line that is drawn.
pub fn doubt_end_of_mail(page: &Page<'_>, candidates: &mut [Candidate<'_>]) {
    // A mail that is a page and nothing else is read as it stands.
    let file = &page.document.file;
    if !is_mail_body(file) && !file.to_ascii_lowercase().ends_with(".eml") {
        return;
    }
    // 电话：0335-… among the sender's words has one line.
    let several = |candidate: &&Candidate<'_>| candidate.pieces.len() > 1;
    let end = candidates.iter().filter(several).filter_map(|candidate| candidate.pieces.last()).max().copied();
    for candidate in candidates.iter_mut().filter(|candidate| candidate.pieces.last().copied() == end) {
        if candidate.pieces.windows(2).any(|pair| is_parted(page, pair)) {
            let doubt = "邮件正文里这一栏隔了空行或横线还有文字，后面的可能是落款、邮件签名或引用的来信";
            candidate.doubts.push(doubt.to_owned());
        }
    }
}

/// 此致, 敬礼, 谢谢！: whether a line is the close of a letter and need not be of the text above it.
pub fn is_close_of_letter(text: &str) -> bool {
    const LONGEST: usize = 8;
    text.trim().chars().count() <= LONGEST && closes_letter(text)
}

/// Whether an empty or drawn line stands between two lines, or is the second.
fn is_parted(page: &Page<'_>, pair: &[usize]) -> bool {
    let piece = |at: Option<&usize>| at.and_then(|at| page.pieces.get(*at));
    let (Some(line), Some(next)) = (piece(pair.first()), piece(pair.get(1))) else { return false };
    let number = |spot: &Spot| match spot {
        Spot::Paragraph { number, .. } => Some(*number),
        _ => None,
    };
    let is_drawn = next.text.trim().chars().all(|letter| matches!(letter, '-' | '_' | '=' | '*' | '—' | '－' | '─'));
    let apart = number(&line.spot).zip(number(&next.spot)).is_some_and(|(line, next)| next > line + 1);
    apart || is_drawn
}
