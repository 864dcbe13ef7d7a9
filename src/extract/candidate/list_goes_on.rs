//! A list that goes on on the next sheet without its header: rows in the columns of the sheet before.

use crate::extract::candidate::card::Seen;
use crate::extract::candidate::list::Column;
use crate::extract::candidate::list::ListShape;
use crate::extract::candidate::list::ends_list;
use crate::extract::candidate::list::is_project_row;
use crate::extract::candidate::list::keys_of;
use crate::extract::grid_index::GridIndex;
use crate::extract::values::plausible::fits_kind;
use crate::policy::FieldKind;
use crate::policy::Policy;

/// The rows of a sheet as more of the list on the sheet before; None where the first row is no project of it: unit and project
/// stand there in words, and under a column of phones or days what is one.
pub fn continue_list(index: &GridIndex<'_>, seen: &[Seen], before: &ListShape, policy: &Policy) -> Option<ListShape> {
    let columns = before.columns.as_slice();
    let offset = index.cells().next().unwrap_or(0);
    let look = |at: usize| seen.get(at.wrapping_sub(offset)).unwrap_or(&Seen::Blank);
    let keys = keys_of(policy);
    let rows: Vec<u32> = index.filled_rows().filter(|&row| !index.is_blank_row(row)).collect();
    let (&first, &last) = (rows.first()?, rows.last()?);
    let belongs = |row: u32| is_project_row(index, row, columns, &look, keys) && fits(index, row, columns, policy);
    let named = keys.iter().flatten().all(|key| {
        let column = columns.iter().find(|column| column.fields.contains(key));
        column.is_none_or(|column| text_under(index, first, column).contains(char::is_alphabetic))
    });
    if !named || !belongs(first) {
        return None;
    }
    let end =
        rows.iter().copied().find(|&row| ends_list(index, row, &look, policy) && !belongs(row)).unwrap_or(last + 1);
    Some(ListShape { header: first, first, end, between: Vec::new(), ..before.clone() })
}

/// Whether what stands under the columns of phones and days is one, and something stands there.
fn fits(index: &GridIndex<'_>, row: u32, columns: &[Column], policy: &Policy) -> bool {
    let kind_of = |column: &Column| match column.fields.as_slice() {
        [only] => policy.fields.get(*only).map(|field| field.kind),
        _ => None,
    };
    let typed = columns.iter().filter_map(|column| Some((column, kind_of(column)?)));
    let told: Vec<bool> = typed
        .filter(|(_, kind)| matches!(kind, FieldKind::Phone | FieldKind::Date))
        .map(|(column, kind)| (text_under(index, row, column), kind))
        .filter(|(text, _)| !text.is_empty())
        .map(|(text, kind)| fits_kind(kind, text))
        .collect();
    !told.is_empty() && told.iter().all(|fits| *fits)
}

fn text_under<'i>(index: &GridIndex<'i>, row: u32, column: &Column) -> &'i str {
    index.covering(row, column.from).and_then(|at| index.cell(at)).map_or("", |cell| cell.text.trim())
}
