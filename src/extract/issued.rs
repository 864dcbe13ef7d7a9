//! Papers that this program wrote for people: the review workbook, score books, the budget, letters, the report. Put back among what
//! arrives they repeat every project of the season, in rows that read like forms; no unit handed them in.
//!
//! They are known by what a re-save by another program leaves as it is: the names of their sheets, the header of the list that
//! judges fill, the title of the paper.

use crate::model::Block;
use crate::model::Document;
use crate::model::Grid;
use crate::policy::Policy;

/// Sheets that only these workbooks have together.
const BOOKS: [&[&str]; 3] = [&["形式审查", "问题清单", "材料台账"], &["补助分配", "发放表"], &["评分", "项目材料"]];

/// How the titles of the office's papers end.
const PAPERS: [&str; 4] = ["申报材料的通知", "评审情况的报告", "拟奖项目的公示", "的通报"];

/// What a list for judges is known by, beside the criteria.
const NUMBER: &str = "编号";

/// The header of such a list stands in the first rows.
const HEADER_ROWS: u32 = 60;

/// Whether this program wrote a paper for the office or its judges.
pub fn is_issued(document: &Document, policy: &Policy) -> bool {
    if document.format.is_workbook() {
        let has = |sheet: &&str| document.grids().any(|grid| grid.name.as_ref() == *sheet);
        return BOOKS.iter().any(|sheets| sheets.iter().all(has))
            || document.grids().any(|grid| is_for_judges(grid, policy));
    }
    let Some(Block::Paragraph(title)) =
        document.body.iter().find(|block| block.texts().any(|text| !text.trim().is_empty()))
    else {
        return false;
    };
    let title: String = title.text.split_whitespace().collect();
    title.contains(&policy.award) && PAPERS.iter().any(|ending| title.ends_with(ending))
}

/// Whether a row heads a list of numbered projects with a column for each criterion.
fn is_for_judges(grid: &Grid, policy: &Policy) -> bool {
    let in_top = || grid.cells.iter().take_while(|cell| cell.row < HEADER_ROWS);
    let is = |text: &str, word: &str| text.split(['（', '(', '\n']).next().is_some_and(|head| head.trim() == word);
    let numbered = in_top().filter(|cell| is(&cell.text, NUMBER)).map(|cell| cell.row);
    let heads = |row: u32, word: &str| in_top().any(|cell| cell.row == row && is(&cell.text, word));
    policy.criteria.len() > 1
        && numbered.into_iter().any(|row| policy.criteria.iter().all(|criterion| heads(row, &criterion.label)))
}
