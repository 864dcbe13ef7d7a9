//! Sheets that count over the distribution: against the budget, by unit, by category, over the years.

use std::collections::BTreeMap;
use std::collections::BTreeSet;

use crate::award::budget_book::AMOUNT;
use crate::award::budget_book::Columns;
use crate::award::budget_book::Distribution;
use crate::award::budget_book::describe_state;
use crate::award::budget_book::money_cell;
use crate::award::record::AwardRecord;
use crate::award::wording::category_or_none;
use crate::award::wording::tell_next;
use crate::award::wording::tell_reserved;
use crate::model::Award;
use crate::model::Decision;
use crate::model::Money;
use crate::policy::TierAmount;
use crate::writers::workbook::Book;
use crate::writers::workbook::BookError;
use crate::writers::workbook::Cell;
use crate::writers::workbook::Column;
use crate::writers::workbook::List;
use crate::writers::workbook::ListPlace;
use crate::writers::workbook::Paper;
use crate::writers::workbook::Sheet;
use crate::writers::workbook::Style;
use crate::writers::workbook::fixed_cell;
use crate::writers::workbook::fixed_range;
use crate::writers::workbook::own_row;

/// 预算对照: each tier's places, prizes and money, then the budget, what is spent and what is left.
pub(super) fn write_budget(
    book: &mut Book,
    record: &AwardRecord<'_>,
    distribution: &Distribution,
) -> Result<(), BookError> {
    let title = format!("{}年度补助资金预算对照", record.season().year);
    let notes = [describe_state(record)];
    let rows = record.policy().tiers.iter().map(|tier| {
        let awards: Vec<&Award> = record.awards_of(&tier.label).collect();
        let cost: Money = awards.iter().map(|award| award.amount).sum();
        let places = record.season().quotas.get(&tier.label);
        vec![
            Cell::text(tier.label.as_str()),
            places.map_or(Cell::text("未设"), |places| Cell::number(f64::from(*places))),
            count_formula(distribution, distribution.columns.tier(), awards.len()),
            match &tier.amount {
                TierAmount::Fixed(amount) => money_cell(*amount),
                TierAmount::ByCategory(_) => Cell::text("按类别"),
            },
            sum_formula(distribution, distribution.columns.tier(), cost),
        ]
    });
    let list = List {
        name: "Budget",
        title: &title,
        notes: &notes,
        columns: vec![
            Column::new("等次", (16, 24), Style::CENTRED),
            Column::new("名额", (10, 14), Style::CENTRED),
            Column::new("项数", (10, 14), Style::CENTRED),
            Column::new("每项补助", (16, 20), AMOUNT),
            Column::new("小计", (18, 22), AMOUNT),
        ],
        rows: rows.collect(),
        frozen: 0,
        paper: Paper::A4,
    };
    let mut sheet = book.start_sheet("预算对照")?;
    list.write(&mut sheet)?;
    write_balance(&mut sheet, record, distribution)?;
    book.push(sheet)?;
    Ok(())
}

fn write_balance(sheet: &mut Sheet, record: &AwardRecord<'_>, distribution: &Distribution) -> Result<(), BookError> {
    sheet.skip_rows(1);
    let total = record.total();
    let line = |sheet: &mut Sheet, label: &str, cell: Cell<'_>| {
        let styles = [Style::NOTE, Style::NOTE, Style::NOTE, Style::HEADER, AMOUNT.bold()];
        sheet.write_row(&[Cell::EMPTY, Cell::EMPTY, Cell::EMPTY, Cell::text(label), cell], &styles)
    };
    line(sheet, "补助合计", Cell::formula(distribution.total.clone(), total.to_string()))?;
    let Some(budget) = record.season().budget else {
        return sheet.write_banner("本年度没有设定预算。", 5, Style::NOTE);
    };
    line(sheet, "年度预算", money_cell(budget))?;
    let (spent, set) = (sheet.next_row() - 2, sheet.next_row() - 1);
    let left = format!("{}-{}", fixed_cell(None, set, 4), fixed_cell(None, spent, 4));
    line(sheet, "结余", Cell::formula(left, (budget - total).to_string()))?;
    if let Some(reserved) = tell_reserved(record) {
        let text = format!("{reserved}；见评审情况报告“尚待决定的事项”。");
        sheet.write_banner(&text, 5, Style::NOTE)?;
    }
    if let Some(next) = tell_next(record) {
        sheet.write_banner(&next, 5, Style::NOTE)?;
    }
    Ok(())
}

/// 按单位
pub(super) fn write_units(
    book: &mut Book,
    record: &AwardRecord<'_>,
    distribution: &Distribution,
) -> Result<(), BookError> {
    let key = |award: &Award| award.unit.clone();
    write_grouping(book, record, distribution, ("按单位", "Units", "申报单位"), Columns::UNIT, key)
}

/// 按类别, where the measure's form asks for one.
pub(super) fn write_categories(
    book: &mut Book,
    record: &AwardRecord<'_>,
    distribution: &Distribution,
) -> Result<(), BookError> {
    let Some(column) = distribution.columns.category() else { return Ok(()) };
    let key = |award: &Award| category_or_none(award.category.as_deref()).to_owned();
    write_grouping(book, record, distribution, ("按类别", "Categories", "类别"), column, key)
}

/// A list of the values of one column with how many prizes and how much money each has, then the total. `names` are the
/// sheet's, the table's and the column's.
fn write_grouping(
    book: &mut Book,
    record: &AwardRecord<'_>,
    distribution: &Distribution,
    names: (&str, &str, &str),
    grouped: u16,
    key: impl Fn(&Award) -> String,
) -> Result<(), BookError> {
    let (sheet_name, table_name, header) = names;
    let mut groups: Vec<(String, usize, Money)> = Vec::new();
    for award in &record.decision().awards {
        let name = key(award);
        match groups.iter_mut().find(|(known, _, _)| *known == name) {
            Some((_, count, money)) => (*count, *money) = (*count + 1, *money + award.amount),
            None => groups.push((name, 1, award.amount)),
        }
    }
    let rows = groups.iter().map(|(name, count, money)| {
        vec![
            Cell::text(name.as_str()),
            count_formula(distribution, grouped, *count),
            sum_formula(distribution, grouped, *money),
        ]
    });
    let title = format!("{}年度补助资金{sheet_name}汇总", record.season().year);
    let list = List {
        name: table_name,
        title: &title,
        notes: &[describe_state(record)],
        columns: vec![
            Column::new(header, (30, 60), Style::TEXT),
            Column::new("项数", (10, 14), Style::CENTRED),
            Column::new("补助金额", (18, 22), AMOUNT),
        ],
        rows: rows.collect(),
        frozen: 0,
        paper: Paper::A4,
    };
    let mut sheet = book.start_sheet(sheet_name)?;
    let place = list.write(&mut sheet)?;
    write_sums(&mut sheet, &place, record.decision().awards.len(), record.total())?;
    book.push(sheet)?;
    Ok(())
}

fn write_sums(sheet: &mut Sheet, place: &ListPlace, count: usize, total: Money) -> Result<(), BookError> {
    sheet.skip_rows(1);
    let sum = |column: u16| format!("SUM({})", fixed_range(None, place.range(column, column)));
    let cells =
        [Cell::text("合计"), Cell::formula(sum(1), count.to_string()), Cell::formula(sum(2), total.to_string())];
    sheet.write_row(&cells, &[Style::HEADER, Style::CENTRED.bold(), AMOUNT.bold()])
}

/// How many rows of the distribution have the value that stands in column A of the formula's row.
fn count_formula(distribution: &Distribution, grouped: u16, count: usize) -> Cell<'static> {
    let formula = format!("SUMPRODUCT(--EXACT({},{}))", distribution.range(grouped), own_row(0));
    Cell::formula(formula, count.to_string())
}

/// The money of those rows. SUMPRODUCT and not SUMIF, which would take `*` and `?` in a name for wildcards and knows no case.
fn sum_formula(distribution: &Distribution, grouped: u16, money: Money) -> Cell<'static> {
    let (names, amounts) = (distribution.range(grouped), distribution.range(distribution.columns.amount()));
    let formula = format!("SUMPRODUCT(--EXACT({names},{}),{amounts})", own_row(0));
    Cell::formula(formula, money.to_string())
}

/// 历年: prizes and money of every year in the register and of this one, and by unit over the years.
pub(super) fn write_years(
    book: &mut Book,
    record: &AwardRecord<'_>,
    distribution: &Distribution,
) -> Result<(), BookError> {
    let year = record.season().year;
    let earlier: BTreeMap<i16, &Decision> =
        record.inputs.earlier.iter().filter(|decision| decision.year < year).map(|d| (d.year, d)).collect();
    let mut rows: Vec<Vec<Cell<'_>>> =
        earlier.iter().map(|(year, decision)| year_row(record, *year, decision)).collect();
    let mut own = year_row(record, year, record.decision());
    if let Some(last) = own.last_mut() {
        *last = Cell::formula(distribution.total.clone(), record.total().to_string());
    }
    rows.push(own);
    let mut columns =
        vec![Column::new("年度", (10, 12), Style::CENTRED), Column::new("项数", (10, 12), Style::CENTRED)];
    let tiers = record.policy().tiers.iter();
    columns.extend(tiers.map(|tier| Column::new(tier.label.as_str(), (10, 14), Style::CENTRED)));
    columns.push(Column::new("补助金额", (18, 22), AMOUNT));
    let note = if earlier.is_empty() {
        "登记簿中没有以前年度的评审结果。"
    } else {
        "以前年度的数字取自登记簿。"
    };
    let list = List {
        name: "Years",
        title: "历年获奖项目和补助资金",
        notes: &[note.to_owned()],
        columns,
        rows,
        frozen: 0,
        paper: Paper::A4,
    };
    let mut sheet = book.start_sheet("历年")?;
    list.write(&mut sheet)?;
    book.push(sheet)?;
    if earlier.is_empty() { Ok(()) } else { write_units_over_years(book, record, &earlier) }
}

fn year_row(record: &AwardRecord<'_>, year: i16, decision: &Decision) -> Vec<Cell<'static>> {
    let mut row = vec![Cell::text(year.to_string()), Cell::count(decision.awards.len())];
    let counts =
        record.policy().tiers.iter().map(|tier| decision.awards.iter().filter(|a| a.tier == tier.label).count());
    row.extend(counts.map(Cell::count));
    row.push(money_cell(decision.awards.iter().map(|award| award.amount).sum()));
    row
}

/// 历年单位: each unit's money by year.
fn write_units_over_years(
    book: &mut Book,
    record: &AwardRecord<'_>,
    earlier: &BTreeMap<i16, &Decision>,
) -> Result<(), BookError> {
    let mut years: BTreeMap<i16, &Decision> = earlier.clone();
    years.insert(record.season().year, record.decision());
    let units: BTreeSet<&str> =
        years.values().flat_map(|decision| &decision.awards).map(|award| award.unit.as_str()).collect();
    let last = u16::try_from(years.len()).unwrap_or(u16::MAX);
    let rows = units.iter().map(|unit| {
        let money = |decision: &Decision| -> Money {
            decision.awards.iter().filter(|award| award.unit == **unit).map(|award| award.amount).sum()
        };
        let mut cells = vec![Cell::text(*unit)];
        cells.extend(years.values().map(|decision| money_cell(money(decision))));
        let all: Money = years.values().map(|decision| money(decision)).sum();
        let sum = format!("SUM({}:{})", own_row(1), own_row(last));
        cells.push(Cell::formula(sum, all.to_string()));
        cells
    });
    let mut columns = vec![Column::new("申报单位", (30, 60), Style::TEXT)];
    columns.extend(years.keys().map(|year| Column::new(format!("{year}年"), (14, 18), AMOUNT)));
    columns.push(Column::new("合计", (16, 20), AMOUNT));
    let list = List {
        name: "UnitsOverYears",
        title: "历年各单位补助资金",
        notes: &["金额单位：元。以前年度的数字取自登记簿。".to_owned()],
        columns,
        rows: rows.collect(),
        frozen: 1,
        paper: Paper::A4,
    };
    let mut sheet = book.start_sheet("历年单位")?;
    list.write(&mut sheet)?;
    book.push(sheet)?;
    Ok(())
}
