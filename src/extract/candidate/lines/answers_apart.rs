//! Labels numbered one below another (1.申报单位, 2.项目名称), and below them all the answers by the same numbers.

use crate::extract::candidate::Candidate;
use crate::extract::label::numbering::read_number;
use crate::extract::label::numbering::split_number;
use crate::extract::page::Claim;
use crate::extract::page::Page;
use crate::extract::values::blank::is_bare_blank;

/// Fewer labels that stand so may be headings of a text.
const LEAST_LABELS: usize = 3;

/// Gives each of such labels the answer of its number, where every one of them has one. The last of them took all lines below it.
pub fn take_answers_apart<'d>(page: &mut Page<'d>, end: usize, candidates: &mut [Candidate<'d>]) {
    let Some(labels) = run_of_labels(page, candidates) else { return };
    let numbers: Vec<(char, u32)> = labels.iter().filter_map(|label| number_of(page, label)).collect();
    let (Some(&first), Some(last)) = (numbers.first(), labels.last()) else { return };
    let answers = list_answers(page, (last.label_piece + 1, end), first);
    let has_answer = |(_, number): &(char, u32)| answers.iter().any(|answer| answer.number == *number);
    if !numbers.iter().all(has_answer) {
        return;
    }
    for (label, (_, number)) in labels.iter_mut().zip(&numbers) {
        let Some(answer) = answers.iter().find(|answer| answer.number == *number) else { continue };
        label.raw.clone_from(&answer.text);
        label.pieces.clone_from(&answer.pieces);
        if let Some(piece) = answer.pieces.first().and_then(|&at| page.pieces.get(at)) {
            label.spot = piece.spot.clone();
        }
        answer.pieces.iter().for_each(|&piece| page.claim(piece, Claim::Value));
    }
}

struct Answer {
    number: u32,
    text: String,
    pieces: Vec<usize>,
}

/// The first labels in a row that are numbered one after the other, and unanswered but for the last.
fn run_of_labels<'c, 'd>(page: &Page<'d>, candidates: &'c mut [Candidate<'d>]) -> Option<&'c mut [Candidate<'d>]> {
    let follows = |one: &Candidate<'d>, next: &Candidate<'d>| {
        let numbers = number_of(page, one).zip(number_of(page, next));
        is_bare_blank(&one.raw) && numbers.is_some_and(|(one, next)| (one.0, one.1 + 1) == next)
    };
    candidates.chunk_by_mut(follows).find(|run| run.len() >= LEAST_LABELS)
}

fn number_of<'d>(page: &Page<'d>, label: &Candidate<'d>) -> Option<(char, u32)> {
    page.pieces.get(label.label_piece).and_then(|piece| read_number(piece.text))
}

/// The lines numbered one after the other from the first label's number on, each with those below it that have no such number.
fn list_answers(page: &Page<'_>, (from, end): (usize, usize), first: (char, u32)) -> Vec<Answer> {
    let mut answers: Vec<Answer> = Vec::new();
    for (at, piece) in page.pieces.iter().enumerate().take(end).skip(from) {
        if matches!(piece.claim, Claim::Label | Claim::Foreign | Claim::Title) {
            break;
        }
        let next = answers.last().map_or(first.1, |last| last.number + 1);
        match split_number(piece.text).filter(|(number, _)| *number == (first.0, next)) {
            Some(((_, number), text)) => {
                answers.push(Answer { number, text: text.trim().to_owned(), pieces: vec![at] });
            }
            None => {
                if let Some(last) = answers.last_mut().filter(|_| !piece.text.trim().is_empty()) {
                    last.text = format!("{}\n{}", last.text, piece.text);
                    last.pieces.push(at);
                }
            }
        }
    }
    answers
}
