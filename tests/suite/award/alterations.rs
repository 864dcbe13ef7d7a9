//! Every name, tier, amount and total on a paper is compared with the decision: altering any one of them anywhere is seen.

use shenping::award::agreement::find_disagreements;
use shenping::award::papers::PaperKind;
use shenping::award::record::AwardRecord;
use shenping::model::Block;
use shenping::model::CellContent;
use shenping::model::Document;
use shenping::model::Money;

use crate::award::agreement::read_back;
use crate::award::papers::MadeSeason;
use crate::award::papers::eventful;
use crate::award::papers::made;
use crate::award::papers::with_earlier;

/// Paragraphs and tables that speak of the season's rules and people and not of what was decided.
const OF_OTHER_THINGS: [&str; 4] = ["评审委员会由", "下列各项", "审查内容", "情形"];

/// What a paper may say of the decision, and what it is altered to.
fn alterations(record: &AwardRecord<'_>) -> Vec<(String, String)> {
    let mut words: Vec<(String, String)> = Vec::new();
    for candidate in &record.candidates {
        words.push((candidate.number.clone(), "2026-999".to_owned()));
        words.push((candidate.unit.clone(), "另一家工会".to_owned()));
        words.push((candidate.project.clone(), "另一个项目".to_owned()));
    }
    words.extend(record.policy().tiers.iter().map(|tier| (tier.label.clone(), "特等奖".to_owned())));
    let decided = record.decision().awards.iter().map(|award| award.amount);
    let (total, budget) = (record.total(), record.season().budget.unwrap_or_default());
    for amount in decided.chain([total, budget, budget - total]).filter(|amount| *amount != Money::ZERO) {
        let yuan = amount.fen() / 100;
        let grouped = format!("{},{:03}.00", yuan / 1000, yuan % 1000);
        words.extend([(yuan.to_string(), (yuan + 1).to_string()), (grouped, format!("{}.00", yuan + 1))]);
    }
    words.sort();
    words.dedup();
    words
}

/// Every text that comes of `text` when one of the words in it is altered at one of its places.
fn alter<'a>(text: &'a str, words: &'a [(String, String)]) -> impl Iterator<Item = String> + 'a {
    words.iter().flat_map(move |(word, other)| {
        let is_whole = |at: usize| {
            let digit = |character: Option<char>| character.is_some_and(|c| c.is_ascii_digit() || c == ',');
            let (before, after) = (text[..at].chars().next_back(), text[at + word.len()..].chars().next());
            !word.starts_with(|c: char| c.is_ascii_digit()) || !(digit(before) || digit(after))
        };
        let places = text.match_indices(word.as_str()).map(|(at, _)| at).filter(move |at| is_whole(*at));
        places.map(move |at| format!("{}{other}{}", &text[..at], &text[at + word.len()..]))
    })
}

/// The paper with one place altered, for each place, and what was altered there.
fn altered_papers(paper: &Document, words: &[(String, String)]) -> Vec<(Document, String)> {
    let mut altered = Vec::new();
    for (index, block) in paper.body.iter().enumerate() {
        match block {
            Block::Paragraph(paragraph) => {
                for text in alter(&paragraph.text, words) {
                    let mut other = paper.clone();
                    let Block::Paragraph(target) = &mut other.body[index] else { unreachable!("cloned") };
                    target.text.clone_from(&text);
                    altered.push((other, text));
                }
            }
            Block::Grid(grid) => {
                if grid.cells.iter().any(|cell| OF_OTHER_THINGS.contains(&cell.text.as_str())) {
                    continue;
                }
                for (at, cell) in grid.cells.iter().enumerate() {
                    for text in alter(&cell.text, words) {
                        let mut other = paper.clone();
                        let Block::Grid(target) = &mut other.body[index] else { unreachable!("cloned") };
                        let cell = &mut target.cells[at];
                        if let CellContent::Number(number) = &mut cell.content {
                            *number = text.replace(',', "").trim_end_matches(".00").to_owned();
                        }
                        let told = format!("{}: {text}", grid.spot(cell.row, cell.column));
                        cell.text = text;
                        altered.push((other, told));
                    }
                }
            }
        }
    }
    altered.retain(|(_, text)| !OF_OTHER_THINGS.iter().any(|start| text.starts_with(start)));
    altered
}

/// How many places of these papers of the season can be altered; all of them are seen.
fn count_seen(season: &MadeSeason, kinds: &[PaperKind]) -> usize {
    let record = season.record();
    let words = alterations(&record);
    let mut seen = 0;
    for &kind in kinds {
        let paper = read_back(kind, &record);
        for (altered, told) in altered_papers(&paper, &words) {
            assert!(!find_disagreements(kind, &altered, &record).is_empty(), "{kind:?}: {told}");
            seen += 1;
        }
    }
    seen
}

#[test]
fn any_altered_name_tier_amount_or_total_is_seen_wherever_it_stands() {
    // 350 when this was written: a walk that finds no places would see nothing.
    assert!(count_seen(&with_earlier(eventful()), &PaperKind::ALL) > 300);
}

#[test]
fn the_same_holds_where_prizes_are_too_many_to_be_named_in_the_text() {
    assert!(count_seen(&made(13, (3, 4, 6), 400_000), &[PaperKind::Commendation]) > 60);
}
