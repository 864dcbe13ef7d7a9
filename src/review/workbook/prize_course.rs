//! How a proposal comes about, step by step, as live formulas at the right of 拟奖预算: the place among the projects that
//! passed, how many share it, what its prize costs, what it takes of the budget, and what is taken down to it. Whoever
//! is tied across a line takes what the dearest prizes of those places cost until the committee has parted them.

use crate::model::Money;
use crate::review::workbook::prize_board::Board;
use crate::review::workbook::prizes::BEYOND;
use crate::review::workbook::prizes::CATEGORY;
use crate::review::workbook::prizes::COURSE;
use crate::review::workbook::prizes::RANK;
use crate::review::workbook::prizes::STANDS;
use crate::review::workbook::prizes::TIED;
use crate::review::workbook::prizes::TOO_DEAR;
use crate::review::workbook::prizes::UNKNOWN;
use crate::review::workbook::total_formulas::ELIGIBLE;
use crate::writers::workbook::Cell;
use crate::writers::workbook::ListPlace;
use crate::writers::workbook::fixed_range;
use crate::writers::workbook::own_row;

// Columns, counted from the first of the course.
const PLACE: u16 = COURSE;
const SHARING: u16 = COURSE + 1;
const OWN_AMOUNT: u16 = COURSE + 2;
const TAKEN: u16 = COURSE + 3;
const TAKEN_SO_FAR: u16 = COURSE + 4;
/// Where money goes by category: what each tier's prize would cost for the project.
const TIER_AMOUNTS: u16 = COURSE + 5;

/// The results of one row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Step {
    /// Place among those that passed, and how many share it; None for those without.
    place: Option<(usize, usize)>,
    /// What its prize costs; None: no prize at this place, or the amount cannot be told.
    own: Option<Money>,
    /// What it takes of the budget; a share of what its group takes. In fen with a fraction.
    taken: Option<(i64, i64)>,
    /// What is taken down to its place.
    so_far: Option<Money>,
    /// Amounts by tier, where money goes by category; nothing where they cannot be told.
    by_tier: Vec<Money>,
}

/// Follows the ranking down: rank (None for who is out of it) and category of each row, in the order of ranks.
pub fn follow_course(board: &Board<'_>, rows: &[(Option<u32>, &str)]) -> Vec<Step> {
    let mut steps: Vec<Step> = rows.iter().map(|(_, category)| amounts_of(board, category)).collect();
    let mut order: Vec<usize> =
        (0..rows.len()).filter(|index| rows.get(*index).is_some_and(|row| row.0.is_some())).collect();
    order.sort_by_key(|index| rows.get(*index).and_then(|row| row.0));
    let (mut place, mut so_far) = (1, Money::ZERO);
    for group in order.chunk_by(|a, b| rows.get(*a).map(|row| row.0) == rows.get(*b).map(|row| row.0)) {
        let categories: Vec<&str> = group.iter().filter_map(|index| rows.get(*index)).map(|row| row.1).collect();
        let shared = board.share(place, &categories);
        so_far = so_far + shared.total;
        for (index, (own, taken)) in group.iter().zip(shared.members) {
            let Some(step) = steps.get_mut(*index) else { continue };
            step.place = Some((place, group.len()));
            step.own = own;
            step.taken = Some(taken);
            step.so_far = Some(so_far);
        }
        place += group.len();
    }
    steps
}

fn amounts_of(board: &Board<'_>, category: &str) -> Step {
    let tiers = if board.by_category() { board.view.policy.tiers.len() } else { 0 };
    let amount = |tier: usize| board.amount(category, tier).unwrap_or(Money::ZERO);
    Step { by_tier: (0..tiers).map(amount).collect(), ..Step::default() }
}

/// The formulas of the course for one board and list.
pub struct Course<'a> {
    /// The board above the list.
    pub board: &'a Board<'a>,
    /// Where the list stands.
    pub place: ListPlace,
    live: bool,
}

impl<'a> Course<'a> {
    /// The course of a list that stands here; without quotas it has none.
    pub fn new(board: &'a Board<'a>, place: ListPlace) -> Self {
        Self { board, place, live: board.starts.is_some() }
    }

    /// Headers of its columns.
    pub fn headers(board: &Board<'_>) -> Vec<String> {
        if board.starts.is_none() {
            return Vec::new();
        }
        let mut headers: Vec<String> =
            ["参评位次", "同位数", "位次金额", "占用预算", "累计占用"].map(str::to_owned).to_vec();
        if board.by_category() {
            headers.extend(board.view.policy.tiers.iter().map(|tier| format!("{}金额", tier.label)));
        }
        headers
    }

    fn range(&self, column: u16) -> String {
        fixed_range(None, self.place.range(column, column))
    }

    /// The first tier's number for a place: how many tiers begin at or above it.
    fn tier_at(&self, place: &str) -> String {
        format!("MATCH({place},{},1)", self.board.range_of_starts())
    }

    fn last_place(&self) -> String {
        format!("{}+{}-1", own_row(PLACE), own_row(SHARING))
    }

    /// 建议等次
    pub fn proposal_cell(&self, result: &str) -> Cell<'a> {
        if !self.live {
            return Cell::EMPTY;
        }
        let (place, first) = (own_row(PLACE), self.tier_at(&own_row(PLACE)));
        let last = self.tier_at(&self.last_place());
        let beyond = self.board.view.policy.tiers.len() + 1;
        let within = match self.board.budget_cell() {
            None => format!("INDEX({},{first})", self.board.labels(false)),
            Some(budget) => self.budgeted(&budget, &first),
        };
        let own = own_row(OWN_AMOUNT);
        let known = format!("IF({own}=\"\",\"{UNKNOWN}\",{within})");
        let tied = format!("IF({first}<>{last},\"{TIED}\",{known})");
        let formula = format!("IF({place}=\"\",\"\",IF({first}={beyond},\"{BEYOND}\",{tied}))");
        Cell::formula(formula, result)
    }

    /// The tier where the budget reaches down to this place; else a tie at its end, or nothing.
    fn budgeted(&self, budget: &str, first: &str) -> String {
        let (place, places, own) = (own_row(PLACE), self.range(PLACE), self.range(OWN_AMOUNT));
        let group = format!("SUMIF({places},{place},{})", self.range(TAKEN));
        let so_far = own_row(TAKEN_SO_FAR);
        let paid = format!("OR({so_far}<={budget},ROUND({group},2)=0)");
        let left = format!("MAX(0,{budget}-{so_far}+ROUND({group},2))");
        let several = format!("COUNTIFS({places},{place},{own},\">=0\")>1");
        let some_paid = format!("COUNTIFS({places},{place},{own},\"<=\"&{left})>0");
        let label = format!("INDEX({},{first})", self.board.labels(false));
        format!("IF({paid},{label},IF(AND({several},{some_paid}),\"{TIED}\",\"{TOO_DEAR}\"))")
    }

    /// The cells of the course.
    pub fn step_cells(&self, step: &Step) -> Vec<Cell<'a>> {
        if !self.live {
            return Vec::new();
        }
        let (rank, ranks) = (own_row(RANK), self.range(RANK));
        let passed = format!("{},\"{ELIGIBLE}\",{ranks}", self.range(STANDS));
        let takes_part = format!("AND({}=\"{ELIGIBLE}\",{rank}<>\"\")", own_row(STANDS));
        let place_formula = format!("IF({takes_part},1+COUNTIFS({passed},\"<\"&{rank}),\"\")");
        let place = own_row(PLACE);
        let here = |formula: String| format!("IF({place}=\"\",\"\",{formula})");
        let number = |number: Option<usize>| number.map(|number| number.to_string()).unwrap_or_default();
        let money = |amount: Option<Money>| amount.map(|amount| amount.to_string()).unwrap_or_default();
        let so_far = format!("ROUND(SUMIF({},\"<=\"&{place},{}),2)", self.range(PLACE), self.range(TAKEN));
        let mut cells = vec![
            Cell::formula(place_formula, number(step.place.map(|place| place.0))),
            Cell::formula(here(format!("COUNTIFS({passed},{rank})")), number(step.place.map(|place| place.1))),
            Cell::formula(here(self.own_amount()), money(step.own)),
            Cell::formula(here(self.taken()), step.taken.map(fraction).unwrap_or_default()),
            Cell::formula(here(so_far), money(step.so_far)),
        ];
        for (tier, amount) in step.by_tier.iter().enumerate() {
            let amount_formula = self.board.amount_formula_at(&(tier + 1).to_string(), &own_row(CATEGORY));
            let formula = format!("IF({amount_formula}=\"\",0,{amount_formula})");
            cells.push(Cell::formula(formula, amount.to_string()));
        }
        cells
    }

    /// What the prize of the place's tier costs for this project.
    fn own_amount(&self) -> String {
        let tier = self.tier_at(&own_row(PLACE));
        self.board.amount_formula_at(&tier, &own_row(CATEGORY))
    }

    /// Its own prize; tied across a line, its share of what the dearest prizes of the group's places cost.
    fn taken(&self) -> String {
        let (first, last) = (self.tier_at(&own_row(PLACE)), self.tier_at(&self.last_place()));
        let own = own_row(OWN_AMOUNT);
        let beyond = self.board.view.policy.tiers.len() + 1;
        let seats: Vec<String> = (0..beyond - 1).map(|tier| self.seats_cost(tier)).collect();
        let alone = format!("IF({own}=\"\",0,{own})");
        format!("IF({first}={beyond},0,IF({first}={last},{alone},({})/{}))", seats.join("+"), own_row(SHARING))
    }

    /// Places of one tier that the group stands before, times the dearest prize.
    fn seats_cost(&self, tier: usize) -> String {
        let (start, end) = self.board.start_cells(tier);
        let seats = format!("MAX(0,MIN({}+1,{end})-MAX({},{start}))", self.last_place(), own_row(PLACE));
        let dearest = if self.board.by_category() {
            let amounts = TIER_AMOUNTS.saturating_add(u16::try_from(tier).unwrap_or(u16::MAX - TIER_AMOUNTS));
            let column = self.range(amounts);
            // MAX over an array without array entry works in every program only inside SUMPRODUCT.
            format!("SUMPRODUCT(MAX(({}={})*{column}))", self.range(PLACE), own_row(PLACE))
        } else {
            self.board.amount_cell(tier)
        };
        format!("{seats}*{dearest}")
    }
}

/// A share of an amount in fen, as yuan.
fn fraction((fen, parts): (i64, i64)) -> String {
    let share = rust_decimal::Decimal::new(fen, 2).checked_div(rust_decimal::Decimal::from(parts));
    share.unwrap_or_default().normalize().to_string()
}
