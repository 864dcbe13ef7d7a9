//! The board above 拟奖预算: a column for each tier with what a prize costs, how many there are and at which rank it begins,
//! then how many are given, what they cost, and what is left of the budget.

use crate::model::Money;
use crate::policy::TierAmount;
use crate::review::view::WorkbookView;
use crate::review::workbook::prizes::AMOUNT;
use crate::review::workbook::prizes::BEYOND;
use crate::review::workbook::prizes::COUNTED;
use crate::review::workbook::prizes::Prize;
use crate::writers::workbook::BookError;
use crate::writers::workbook::Cell;
use crate::writers::workbook::ListPlace;
use crate::writers::workbook::Look;
use crate::writers::workbook::Sheet;
use crate::writers::workbook::Style;
use crate::writers::workbook::fixed_cell;
use crate::writers::workbook::fixed_range;

/// Column of the first tier.
const FIRST_TIER: u16 = 3;
/// Before the category at the head of a line of amounts.
const AMOUNT_LABEL: &str = "每项金额（元）";

/// Rows of labels, amounts, quotas, first ranks, counts and costs, a column for each tier.
pub struct Board<'a> {
    /// What it shows.
    pub view: &'a WorkbookView<'a>,
    /// Each tier's first rank, and the first rank without a prize; None without quotas.
    pub starts: Option<Vec<usize>>,
    /// Category, then the amounts of the tiers; the last line without one.
    amounts: Vec<(Option<&'a str>, Vec<Option<Money>>)>,
    /// The row of the labels.
    top: u32,
}

/// Each tier's first place under quotas and cap, then the first place without a prize; None without quotas.
fn tier_starts(view: &WorkbookView<'_>) -> Option<Vec<usize>> {
    if view.season.quotas.is_empty() {
        return None;
    }
    let cap = view.policy.max_total.map_or(usize::MAX, |cap| usize::try_from(cap).unwrap_or(usize::MAX));
    let mut starts = vec![1];
    let mut places = 0_usize;
    for tier in &view.policy.tiers {
        let quota = view.season.quotas.get(&tier.label).copied().unwrap_or(0);
        places = places.saturating_add(usize::try_from(quota).unwrap_or(usize::MAX)).min(cap);
        starts.push(places.saturating_add(1));
    }
    Some(starts)
}

/// Amounts by category and tier; the last line is for what is in none of the categories.
fn list_amounts<'a>(view: &'a WorkbookView<'a>) -> Vec<(Option<&'a str>, Vec<Option<Money>>)> {
    let mut categories: Vec<Option<&str>> = Vec::new();
    for tier in &view.policy.tiers {
        if let TierAmount::ByCategory(amounts) = &tier.amount {
            for category in amounts.keys() {
                if !categories.contains(&Some(category.as_str())) {
                    categories.push(Some(category));
                }
            }
        }
    }
    categories.push(None);
    let amount = |category: Option<&str>, amount: &TierAmount| match amount {
        TierAmount::Fixed(amount) => Some(*amount),
        TierAmount::ByCategory(amounts) => category.and_then(|category| amounts.get(category)).copied(),
    };
    let line = |category: Option<&'a str>| {
        (category, view.policy.tiers.iter().map(|tier| amount(category, &tier.amount)).collect())
    };
    categories.into_iter().map(line).collect()
}

/// What a group of equal rank takes of the budget, and each of its members: what a prize costs, and its share of what the
/// group takes, in fen over parts.
pub struct Share {
    /// What the group takes.
    pub total: Money,
    /// For each member.
    pub members: Vec<(Option<Money>, (i64, i64))>,
}

impl<'a> Board<'a> {
    /// The board of a season, its labels at row `top`.
    pub fn new(view: &'a WorkbookView<'a>, top: u32) -> Self {
        Self { view, starts: tier_starts(view), amounts: list_amounts(view), top }
    }

    /// Rows from the labels to the empty row above the list.
    pub fn height(&self) -> u32 {
        u32::try_from(self.amounts.len()).unwrap_or(0) + 7
    }

    fn tier_column(&self, tier: usize) -> u16 {
        FIRST_TIER.saturating_add(u16::try_from(tier).unwrap_or(u16::MAX - FIRST_TIER))
    }

    fn last_tier_column(&self) -> u16 {
        self.tier_column(self.view.policy.tiers.len()).saturating_sub(1).max(FIRST_TIER)
    }

    fn row_of_amounts(&self) -> u32 {
        self.top + 1
    }

    fn row_of_starts(&self) -> u32 {
        self.row_of_amounts() + u32::try_from(self.amounts.len()).unwrap_or(0) + 1
    }

    fn row_of_costs(&self) -> u32 {
        self.row_of_starts() + 2
    }

    /// The first ranks, as a range.
    pub fn range_of_starts(&self) -> String {
        let row = self.row_of_starts();
        fixed_range(None, (row, FIRST_TIER, row, self.last_tier_column() + 1))
    }

    /// The labels as a range; `beyond` takes in what stands after the last tier.
    pub fn labels(&self, beyond: bool) -> String {
        let last = self.last_tier_column() + u16::from(beyond);
        fixed_range(None, (self.top, FIRST_TIER, self.top, last))
    }

    /// Whether money goes by category.
    pub fn by_category(&self) -> bool {
        self.amounts.len() > 1
    }

    /// Decimals that amounts are shown with.
    pub fn money_decimals(&self) -> u8 {
        let mut amounts =
            self.amounts.iter().flat_map(|(_, amounts)| amounts).flatten().chain(&self.view.season.budget);
        if amounts.all(|amount| amount.fen() % 100 == 0) { 0 } else { 2 }
    }

    /// What an entry of this category gets in this tier; None where that cannot be told.
    pub fn amount(&self, category: &str, tier: usize) -> Option<Money> {
        let line = self.amounts.iter().find(|(known, _)| known.is_none_or(|known| known == category));
        line.and_then(|(_, amounts)| amounts.get(tier)).copied().flatten()
    }

    /// The tier of a place, counted from 1; the number of tiers where it is beyond the last.
    fn tier_at(&self, place: usize) -> usize {
        let starts = self.starts.as_deref().unwrap_or_default();
        starts.partition_point(|start| *start <= place).saturating_sub(1)
    }

    /// What entries of one rank take of the budget, the first of them at this place.
    pub fn share(&self, place: usize, categories: &[&str]) -> Share {
        let beyond = self.view.policy.tiers.len();
        let (first, last) = (self.tier_at(place), self.tier_at(place + categories.len().saturating_sub(1)));
        let own = |category: &&str| if first >= beyond { None } else { self.amount(category, first) };
        if first == last {
            let member = |category: &&str| (own(category), (own(category).unwrap_or(Money::ZERO).fen(), 1));
            let members: Vec<(Option<Money>, (i64, i64))> = categories.iter().map(member).collect();
            return Share { total: members.iter().filter_map(|member| member.0).sum(), members };
        }
        let dearest = |tier: usize| categories.iter().filter_map(|category| self.amount(category, tier)).max();
        let seats = (place..place + categories.len()).map(|place| self.tier_at(place));
        let total: Money = seats.filter_map(dearest).sum();
        let parts = i64::try_from(categories.len()).unwrap_or(i64::MAX);
        Share { total, members: categories.iter().map(|category| (own(category), (total.fen(), parts))).collect() }
    }

    /// The cell of a tier's first rank, and that of the next tier's.
    pub fn start_cells(&self, tier: usize) -> (String, String) {
        let cell = |tier: usize| fixed_cell(None, self.row_of_starts(), self.tier_column(tier));
        (cell(tier), cell(tier + 1))
    }

    /// The cell of a tier's amount, where it is the same for all.
    pub fn amount_cell(&self, tier: usize) -> String {
        fixed_cell(None, self.row_of_amounts(), self.tier_column(tier))
    }

    /// The cell of the budget; None where the season has none.
    pub fn budget_cell(&self) -> Option<String> {
        self.view.season.budget.map(|_| fixed_cell(None, self.row_of_costs() + 1, FIRST_TIER + 2))
    }

    /// Writes the board at the sheet's next row.
    pub fn write(&self, sheet: &mut Sheet, place: ListPlace, prizes: &[Prize<'_>]) -> Result<(), BookError> {
        let tiers = &self.view.policy.tiers;
        let labels = tiers.iter().map(|tier| Cell::text(tier.label.as_str())).chain([Cell::text(BEYOND)]);
        self.write_line(sheet, "等次", labels.collect(), Style::HEADER)?;
        for (category, amounts) in &self.amounts {
            let label = match category {
                Some(category) => format!("{AMOUNT_LABEL}：{category}"),
                None if self.by_category() => format!("{AMOUNT_LABEL}：其他"),
                None => AMOUNT_LABEL.to_owned(),
            };
            let cells = amounts.iter().map(|amount| amount.map_or(Cell::text("—"), money_cell)).collect();
            self.write_line(sheet, &label, cells, Style::CENTRED)?;
        }
        let quota = |label: &String| self.view.season.quotas.get(label).copied().unwrap_or(0);
        let quotas: Vec<Cell<'_>> = match self.starts {
            Some(_) => tiers.iter().map(|tier| Cell::count(usize::try_from(quota(&tier.label)).unwrap_or(0))).collect(),
            None => tiers.iter().map(|_| Cell::text("未设")).collect(),
        };
        self.write_line(sheet, "名额", quotas, Style::CENTRED)?;
        let starts = self.starts.iter().flatten().map(|start| Cell::count(*start)).collect();
        self.write_line(sheet, "起始名次", starts, Style::CENTRED)?;
        self.write_counts(sheet, place, prizes)?;
        self.write_budget(sheet, place, prizes)
    }

    /// 项数 and 金额 of each tier.
    fn write_counts(&self, sheet: &mut Sheet, place: ListPlace, prizes: &[Prize<'_>]) -> Result<(), BookError> {
        let counted = fixed_range(None, place.range(COUNTED, COUNTED));
        let amounts = fixed_range(None, place.range(AMOUNT, AMOUNT));
        let of = |tier: usize| prizes.iter().filter(move |prize| prize.tier == Some(tier));
        let (mut counts, mut costs) = (Vec::new(), Vec::new());
        for tier in 0..self.view.policy.tiers.len() {
            let label = fixed_cell(None, self.top, self.tier_column(tier));
            let cost: Money = of(tier).filter_map(|prize| prize.amount).sum();
            counts.push(Cell::formula(format!("COUNTIF({counted},{label})"), of(tier).count().to_string()));
            costs.push(Cell::formula(format!("SUMIF({counted},{label},{amounts})"), cost.to_string()));
        }
        self.write_line(sheet, "项数", counts, Style::CENTRED)?;
        self.write_line(sheet, "金额（元）", costs, Style::CENTRED.grouped(self.money_decimals()))
    }

    /// Total, budget and what is left.
    fn write_budget(&self, sheet: &mut Sheet, place: ListPlace, prizes: &[Prize<'_>]) -> Result<(), BookError> {
        let amounts = fixed_range(None, place.range(AMOUNT, AMOUNT));
        let total: Money = prizes.iter().filter_map(|prize| prize.amount).sum();
        let row = self.row_of_costs() + 1;
        let (sum, budget) = (fixed_cell(None, row, FIRST_TIER), fixed_cell(None, row, FIRST_TIER + 2));
        let mut cells = vec![Cell::formula(format!("SUM({amounts})"), total.to_string())];
        if let Some(budgeted) = self.view.season.budget {
            cells.push(Cell::text("预算（元）").styled(Style::CENTRED.bold()));
            cells.push(money_cell(budgeted));
            cells.push(Cell::text("结余（元）").styled(Style::CENTRED.bold()));
            cells.push(Cell::formula(format!("{budget}-{sum}"), (budgeted - total).to_string()));
            let left = fixed_cell(None, row, FIRST_TIER + 4);
            sheet.mark_where((row, FIRST_TIER, row, FIRST_TIER + 4), &format!("={left}<0"), Look::Alarm)?;
        }
        self.write_line(sheet, "合计金额（元）", cells, Style::CENTRED.bold().grouped(self.money_decimals()))?;
        sheet.skip_rows(1);
        Ok(())
    }

    /// What the tier in one cell costs for the category in another, as a formula; nothing where that cannot be told.
    pub fn amount_formula(&self, tier: &str, category: &str) -> String {
        self.amount_formula_at(&format!("MATCH({tier},{},0)", self.labels(false)), category)
    }

    /// The same for a tier by its number from 1.
    pub fn amount_formula_at(&self, tier: &str, category: &str) -> String {
        let first = self.row_of_amounts();
        let lines = u32::try_from(self.amounts.len()).unwrap_or(1);
        let last = first + lines - 1;
        let amounts = fixed_range(None, (first, FIRST_TIER, last, self.last_tier_column()));
        let line = if self.by_category() {
            let categories = fixed_range(None, (first, FIRST_TIER - 1, last, FIRST_TIER - 1));
            format!("IFERROR(MATCH(\"{AMOUNT_LABEL}：\"&{category},{categories},0),{lines})")
        } else {
            "1".to_owned()
        };
        // A dash stands where there is no amount; one times it is an error.
        format!("IFERROR(1*INDEX({amounts},{line},{tier}),\"\")")
    }

    /// A label in the column before the tiers, then its cells from the first tier's column on.
    fn write_line(&self, sheet: &mut Sheet, label: &str, cells: Vec<Cell<'_>>, style: Style) -> Result<(), BookError> {
        let mut row = vec![Cell::EMPTY, Cell::EMPTY, Cell::text(label).styled(Style::CENTRED.bold())];
        let mut styles = vec![Style::NOTE, Style::NOTE, Style::CENTRED];
        styles.extend(vec![style; cells.len()]);
        row.extend(cells);
        sheet.write_row(&row, &styles)
    }
}

fn money_cell(amount: Money) -> Cell<'static> {
    let decimals = if amount.fen() % 100 == 0 { 0 } else { 2 };
    // Amounts of prizes are far below 2^53 fen, where a float is exact.
    Cell::number(amount.fen() as f64 / 100.0).styled(Style::CENTRED.grouped(decimals))
}
