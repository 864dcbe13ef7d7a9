//! 补助资金预算表: the money of one frozen decision as a workbook: distribution, payout list, budget, by unit, by category, over
//! the years. Every total is a live formula over the distribution, with the program's own figure as its stored result.

mod payout;
mod summaries;

use crate::award::record::AwardRecord;
use crate::award::wording::category_or_none;
use crate::award::wording::cite_measure;
use crate::model::Money;
use crate::model::china_time;
use crate::policy::Policy;
use crate::writers::money_words::amount_in_words;
use crate::writers::official::chinese_date;
use crate::writers::workbook::Book;
use crate::writers::workbook::BookError;
use crate::writers::workbook::BookProperties;
use crate::writers::workbook::Cell;
use crate::writers::workbook::Column;
use crate::writers::workbook::List;
use crate::writers::workbook::ListPlace;
use crate::writers::workbook::Paper;
use crate::writers::workbook::Sheet;
use crate::writers::workbook::Style;
use crate::writers::workbook::fixed_cell;
use crate::writers::workbook::fixed_range;

/// The sheet that all others count from.
const DISTRIBUTION: &str = "补助分配";

/// Columns of the distribution. What the measure's form does not ask for has none.
#[derive(Clone, Copy)]
struct Columns {
    partners: bool,
    category: bool,
}

impl Columns {
    const NUMBER: u16 = 1;
    const UNIT: u16 = 2;

    fn of(policy: &Policy) -> Self {
        Self { partners: policy.roles.partners.is_some(), category: policy.roles.category.is_some() }
    }

    fn project(self) -> u16 {
        Self::UNIT + 1 + u16::from(self.partners)
    }

    fn category(self) -> Option<u16> {
        self.category.then_some(self.project() + 1)
    }

    fn tier(self) -> u16 {
        self.project() + 1 + u16::from(self.category)
    }

    fn amount(self) -> u16 {
        self.tier() + 1
    }
}

/// Style of amounts.
const AMOUNT: Style = Style::TEXT.grouped(2);

/// Writes 补助资金预算表.xlsx; the same record gives the same bytes.
pub fn write_budget_book(record: &AwardRecord<'_>) -> Result<Vec<u8>, BookError> {
    let policy = record.policy();
    let title = format!("{}年度{}补助资金预算表", record.season().year, policy.award);
    let mut book = Book::new(&BookProperties {
        title: title.clone(),
        author: policy.office.clone(),
        comment: String::new(),
        created: china_time(record.inputs.as_of),
        marks: Vec::new(),
    })?;
    let distribution = write_distribution(&mut book, record, &title)?;
    payout::write_payout(&mut book, record, &distribution)?;
    summaries::write_budget(&mut book, record, &distribution)?;
    summaries::write_units(&mut book, record, &distribution)?;
    summaries::write_categories(&mut book, record, &distribution)?;
    summaries::write_years(&mut book, record, &distribution)?;
    let mut bytes = std::io::Cursor::new(Vec::new());
    book.write_to(&mut bytes)?;
    Ok(bytes.into_inner())
}

/// Where the distribution stands, for formulas on other sheets.
struct Distribution {
    columns: Columns,
    place: ListPlace,
    total: String,
}

impl Distribution {
    /// A column of the distribution, from any sheet.
    fn range(&self, column: u16) -> String {
        fixed_range(Some(DISTRIBUTION), self.place.range(column, column))
    }
}

/// Says whether these figures are confirmed.
fn describe_state(record: &AwardRecord<'_>) -> String {
    match &record.season().confirmation {
        Some(_) if !record.is_final() => "拟稿：尚有待决定的事项，金额为拟补助金额。".to_owned(),
        Some(confirmation) => format!("评审结果已于{}由{}确认。", chinese_date(confirmation.on), confirmation.by),
        None => "拟稿：评审结果尚未确认，金额为拟补助金额。".to_owned(),
    }
}

fn write_distribution(book: &mut Book, record: &AwardRecord<'_>, title: &str) -> Result<Distribution, BookError> {
    let notes = [describe_state(record), format!("依据：{}。金额单位：元。", cite_measure(record.policy()))];
    let awards = record.decision().awards.iter().enumerate();
    let columns = Columns::of(record.policy());
    let rows = awards.map(|(index, award)| {
        let mut cells =
            vec![Cell::count(index + 1), Cell::text(award.number.as_str()), Cell::text(award.unit.as_str())];
        cells.extend(columns.partners.then(|| Cell::text(award.partners.join("、"))));
        cells.push(Cell::text(award.project.as_str()));
        cells.extend(columns.category.then(|| Cell::text(category_or_none(award.category.as_deref()))));
        cells.extend([Cell::text(award.tier.as_str()), money_cell(award.amount)]);
        cells
    });
    let list = List {
        name: "Distribution",
        title,
        notes: &notes,
        columns: head_distribution(columns),
        rows: rows.collect(),
        frozen: 0,
        paper: Paper::A4,
    };
    let mut sheet = book.start_sheet(DISTRIBUTION)?;
    sheet.show_first();
    let place = list.write(&mut sheet)?;
    let total_row = write_totals(&mut sheet, record, &place, columns.amount(), columns.project())?;
    book.push(sheet)?;
    Ok(Distribution { columns, place, total: fixed_cell(Some(DISTRIBUTION), total_row, columns.amount()) })
}

fn head_distribution(columns: Columns) -> Vec<Column> {
    let mut heads = vec![
        Column::new("序号", (6, 8), Style::CENTRED),
        Column::new("编号", (10, 14), Style::CENTRED),
        Column::new("申报单位", (20, 36), Style::TEXT),
    ];
    heads.extend(columns.partners.then(|| Column::new("联合单位", (10, 30), Style::TEXT)));
    heads.push(Column::new("项目名称", (24, 44), Style::TEXT));
    heads.extend(columns.category.then(|| Column::new("类别", (8, 20), Style::CENTRED)));
    heads.extend([Column::new("等次", (8, 14), Style::CENTRED), Column::new("补助金额", (14, 18), AMOUNT)]);
    heads
}

/// 合计 below the amounts, beside it the same in capitals in `words`' column; tells the row of the total. An empty row keeps
/// them out of the table.
fn write_totals(
    sheet: &mut Sheet,
    record: &AwardRecord<'_>,
    place: &ListPlace,
    amounts: u16,
    words: u16,
) -> Result<u32, BookError> {
    sheet.skip_rows(1);
    let row = sheet.next_row();
    let total = record.total();
    let sum = format!("SUM({})", fixed_range(None, place.range(amounts, amounts)));
    let capitals = capitals_formula(&fixed_cell(None, row, amounts));
    let in_words = format!("人民币{}", amount_in_words(total.fen()));
    let mut cells = vec![Cell::EMPTY; usize::from(amounts) + 1];
    let mut place = |column: u16, cell: Cell<'static>, style: Style| {
        if let Some(slot) = cells.get_mut(usize::from(column)) {
            *slot = cell.styled(style);
        }
    };
    place(words.saturating_sub(1), Cell::text("合计（大写）"), Style::HEADER);
    place(words, Cell::formula(capitals, in_words), Style::TEXT.bold());
    place(amounts.saturating_sub(1), Cell::text("合计"), Style::HEADER);
    place(amounts, Cell::formula(sum, total.to_string()), AMOUNT.bold());
    let styles = vec![Style::NOTE; cells.len()];
    sheet.write_row(&cells, &styles)?;
    Ok(row)
}

/// The amount of a cell in capitals, in the form that [`amount_in_words`] writes. `[DBNum2]` is the number format for capitals
/// in Excel, WPS and LibreOffice; the last needs the locale with it.
fn capitals_formula(cell: &str) -> String {
    let digits = |number: &str| format!("TEXT({number},\"[DBNum2][$-804]General\")");
    let (yuan, jiao) = (format!("INT(ROUND({cell}*100,0)/100)"), format!("INT(MOD(ROUND({cell}*100,0),100)/10)"));
    let fen = format!("MOD(ROUND({cell}*100,0),10)");
    let whole = format!("IF(OR({yuan}>0,{cell}=0),{}&\"元\",\"\")", digits(&yuan));
    let zero_before_jiao = format!("IF(AND({yuan}>0,MOD({yuan},10)=0),\"零\",\"\")");
    let zero_before_fen = format!("IF(AND({fen}>0,{yuan}>0),\"零\",\"\")");
    let tenths = format!("IF({jiao}>0,{zero_before_jiao}&{}&\"角\",{zero_before_fen})", digits(&jiao));
    let hundredths = format!("IF({fen}>0,{}&\"分\",IF({jiao}=0,\"整\",\"\"))", digits(&fen));
    format!("\"人民币\"&{whole}&{tenths}&{hundredths}")
}

/// Yuan as a number; fen in a double are exact far beyond any budget.
fn money_cell(amount: Money) -> Cell<'static> {
    Cell::number(amount.fen() as f64 / 100.0)
}
