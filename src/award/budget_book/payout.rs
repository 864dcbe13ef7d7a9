//! 发放表: who is paid how much, with columns to fill in for account and signature, totals in figures and capitals, and the
//! lines for those who made, checked and approved it.

use crate::award::budget_book::AMOUNT;
use crate::award::budget_book::Columns;
use crate::award::budget_book::Distribution;
use crate::award::budget_book::describe_state;
use crate::award::budget_book::write_totals;
use crate::award::record::AwardRecord;
use crate::writers::workbook::Book;
use crate::writers::workbook::BookError;
use crate::writers::workbook::Cell;
use crate::writers::workbook::Column;
use crate::writers::workbook::List;
use crate::writers::workbook::NumberLook;
use crate::writers::workbook::Paper;
use crate::writers::workbook::Style;
use crate::writers::workbook::own_row;

/// Column of the amount.
const PAID: u16 = 5;
/// Column of the project, wide enough for the total in capitals.
const PROJECT: u16 = 3;

pub(super) fn write_payout(
    book: &mut Book,
    record: &AwardRecord<'_>,
    distribution: &Distribution,
) -> Result<(), BookError> {
    let title = format!("{}年度{}补助资金发放表", record.season().year, record.policy().award);
    let notes = [describe_state(record), "金额单位：元。户名、开户行、账号和签领由领款单位和财务填写。".to_owned()];
    let rows = record.payments().enumerate().map(|(index, award)| {
        let found = format!("MATCH({},{},0)", own_row(1), distribution.range(Columns::NUMBER));
        let paid = format!("INDEX({},{found})", distribution.range(distribution.columns.amount()));
        vec![
            Cell::count(index + 1),
            Cell::text(award.number.as_str()),
            Cell::text(award.unit.as_str()),
            Cell::text(award.project.as_str()),
            Cell::text(award.tier.as_str()),
            Cell::formula(paid, award.amount.to_string()),
            Cell::EMPTY,
            Cell::EMPTY,
            Cell::EMPTY,
            Cell::EMPTY,
        ]
    });
    let input = Style::INPUT;
    let list = List {
        name: "Payout",
        title: &title,
        notes: &notes,
        columns: vec![
            Column::new("序号", (6, 8), Style::CENTRED),
            Column::new("编号", (10, 14), Style::CENTRED),
            Column::new("领款单位", (18, 30), Style::TEXT),
            Column::new("项目名称", (20, 34), Style::TEXT),
            Column::new("等次", (8, 12), Style::CENTRED),
            Column::new("金额", (13, 16), AMOUNT),
            Column::new("户名", (18, 18), input),
            Column::new("开户行", (18, 18), input),
            Column::new("账号", (22, 22), Style { number: NumberLook::Text, ..input }),
            Column::new("签领", (12, 12), input),
        ],
        rows: rows.collect(),
        frozen: 0,
        paper: Paper::A4,
    };
    let mut sheet = book.start_sheet("发放表")?;
    let place = list.write(&mut sheet)?;
    write_totals(&mut sheet, record, &place, PAID, PROJECT)?;
    sheet.skip_rows(1);
    sheet.write_banner(
        "制表：　　　　　　　　复核：　　　　　　　　审批：　　　　　　　　日期：　　　　年　　月　　日",
        10,
        Style::NOTE,
    )?;
    book.push(sheet)?;
    Ok(())
}
