//! The applications of a page's lists: one for each row, in one grid or in several, as where a page breaks a table in two.

use std::ops::Range;

use crate::extract::assembly::assemble;
use crate::extract::assembly::read_heading;
use crate::extract::candidate::Candidate;
use crate::extract::candidate::card::Seen;
use crate::extract::candidate::list::Column;
use crate::extract::candidate::list::ListShape;
use crate::extract::candidate::list::find_list;
use crate::extract::candidate::list_goes_on::continue_list;
use crate::extract::candidate::list_rows::ListRow;
use crate::extract::grid_index::GridIndex;
use crate::extract::label::lexicon::Lexicon;
use crate::extract::left_out::doubt_hidden_row;
use crate::extract::left_out::doubt_several_names;
use crate::extract::left_out::doubt_struck_row;
use crate::extract::left_out::doubt_withdrawn;
use crate::extract::page::Page;
use crate::extract::unclaimed::RowsOfList;
use crate::extract::unclaimed::list_unclaimed;
use crate::extract::unclaimed::row_beside;
use crate::extract::values::withdrawn::says_withdrawn;
use crate::model::Application;
use crate::model::Spot;
use crate::policy::Policy;

/// A list on a page: where it stands in its grid, and its rows.
pub(super) struct ListRead<'d> {
    pub shape: ListShape,
    pub rows: Vec<ListRow<'d>>,
}

/// The list of a grid as more of the one in a grid before: it goes on without its header, or asks the same again.
pub(super) fn find_further_list(
    index: &GridIndex<'_>,
    seen: &[Seen],
    before: &ListShape,
    policy: &Policy,
    lexicon: &Lexicon,
) -> Option<ListShape> {
    let asks = |shape: &ListShape| shape.columns.iter().flat_map(|column: &Column| column.fields.clone()).collect();
    let asks_same = |shape: &ListShape| {
        let (one, other): (Vec<usize>, Vec<usize>) = (asks(shape), asks(before));
        one == other
    };
    match find_list(index, seen, lexicon, policy) {
        Some(shape) => Some(shape).filter(asks_same),
        None => continue_list(index, seen, before, policy),
    }
}

/// One application for each row of the lists: what its row says and, where the row is silent, what the page says for all.
pub(super) fn assemble_rows<'d>(
    page: &mut Page<'d>,
    lists: &[ListRead<'d>],
    common: &[Candidate<'d>],
    policy: &Policy,
    lexicon: &Lexicon,
) -> Vec<Application> {
    let read: Vec<_> = lists.iter().enumerate().map(|at| assemble_list(page, at, common, policy, lexicon)).collect();
    let places: Vec<RowsOfList<'_>> = lists.iter().map(ListRead::place).collect();
    let unclaimed = list_unclaimed(page, &places);
    let of_lists = read.into_iter().enumerate().flat_map(|(list, rows)| rows.into_iter().map(move |row| (list, row)));
    let with_rest = of_lists.map(|(list, (mut application, own, asked))| {
        (application.unclaimed, application.characters) = unclaimed.of_rows(list, own);
        doubt_hidden_row(&mut application, asked, policy);
        application
    });
    with_rest.collect()
}

impl ListRead<'_> {
    fn place(&self) -> RowsOfList<'_> {
        RowsOfList { grid: self.rows.iter().find_map(spot_of), rows: self.shape.first..self.shape.end }
    }
}

/// The applications of one list, each with the rows that are its own and how much they say.
fn assemble_list<'d>(
    page: &mut Page<'d>,
    (number_of_list, list): (usize, &ListRead<'d>),
    common: &[Candidate<'d>],
    policy: &Policy,
    lexicon: &Lexicon,
) -> Vec<(Application, Range<u32>, usize)> {
    let ListRead { shape, rows } = list;
    let list_rows = shape.first..shape.end;
    let of_list = if number_of_list == 0 { String::new() } else { format!("#{}", number_of_list + 1) };
    let grid = rows.iter().find_map(spot_of);
    let row_of = |spot: &Spot| row_beside(grid?, spot);
    let of_rows: Vec<Option<u32>> = common.iter().map(|candidate| row_of(&candidate.spot)).collect();
    let struck = page.document.struck.iter().map(|struck| (&struck.spot, struck.text.as_str()));
    let struck: Vec<(u32, &str)> = struck.filter_map(|(spot, text)| Some((row_of(spot)?, text))).collect();
    let taken_back = page.pieces.iter().filter(|piece| says_withdrawn(piece.text));
    let taken_back: Vec<(u32, &str)> =
        taken_back.filter_map(|piece| Some((row_of(&piece.spot)?, piece.text))).collect();
    let heading = read_heading(page);
    let mut applications = Vec::new();
    for (number, row) in rows.iter().enumerate() {
        let listed: Vec<usize> = row.candidates.iter().map(|candidate| candidate.field).collect();
        let next = rows.get(number + 1).map_or(list_rows.end, |next| next.row);
        // What is hidden above the first project goes with it.
        let from = if number == 0 { list_rows.start.min(row.row) } else { row.row };
        // 建议人：张伟 in a cell that no column asks for is said of its own row.
        let of_this_row = |at: &Option<u32>| at.is_none_or(|at| !list_rows.contains(&at) || (from..next).contains(&at));
        let said =
            common.iter().zip(&of_rows).filter(|(candidate, at)| !listed.contains(&candidate.field) && of_this_row(at));
        let all: Vec<&Candidate<'_>> = row.candidates.iter().chain(said.map(|(candidate, _)| candidate)).collect();
        let mut application = assemble(page, format!("{of_list}#row {}", row.row + 1), &all, policy, lexicon);
        application.heading.clone_from(&heading);
        // What a project's row lacks is said of the row, not of the sheet.
        if let (Some(form), Some(spot)) = (&mut application.form, spot_of(row)) {
            form.spot = Some(spot.clone());
        }
        let crossed_out = |(at, _): &&(u32, &str)| (from..next).contains(at) && *at != row.row;
        let crossed_out: Vec<(u32, &str)> = struck.iter().filter(crossed_out).copied().collect();
        doubt_struck_row(&mut application, &crossed_out, row.candidates.len(), policy);
        doubt_several_names(&mut application, policy);
        if let Some((_, note)) = taken_back.iter().find(|(at, _)| (from..next).contains(at)) {
            doubt_withdrawn(&mut application, note, policy);
        }
        applications.push((application, from..next, row.candidates.len()));
    }
    applications
}

/// Where a project's row begins.
fn spot_of<'r>(row: &'r ListRow<'_>) -> Option<&'r Spot> {
    row.candidates.first().map(|candidate| &candidate.spot)
}
