//! 拟奖预算: what each tier costs against the budget, and below it the projects in the order of their ranks with the proposal
//! that follows from quotas and budget, 最终等次 to be filled in, and what it costs. A tie across a tier's line or the budget's
//! end is never settled by the order of rows: it is left to the committee. Without quotas nothing is proposed.

use std::collections::HashMap;

use crate::model::Money;
use crate::model::OpenGround;
use crate::model::TierRuling;
use crate::review::figures::Figures;
use crate::review::settings_mark::MARK_LABEL;
use crate::review::view::WorkbookView;
use crate::review::workbook::NUMBER;
use crate::review::workbook::PRIZES;
use crate::review::workbook::TOTALS;
use crate::review::workbook::prize_board::Board;
use crate::review::workbook::prize_course::Course;
use crate::review::workbook::prize_course::Step;
use crate::review::workbook::prize_course::follow_course;
use crate::review::workbook::screening::standing_word;
use crate::review::workbook::total_formulas::ELIGIBLE;
use crate::review::workbook::total_formulas::STANDING;
use crate::review::workbook::totals::Totals;
use crate::review::workbook::totals::plain;
use crate::writers::workbook::Book;
use crate::writers::workbook::BookError;
use crate::writers::workbook::Cell;
use crate::writers::workbook::Column;
use crate::writers::workbook::List;
use crate::writers::workbook::ListPlace;
use crate::writers::workbook::Look;
use crate::writers::workbook::Paper;
use crate::writers::workbook::Sheet;
use crate::writers::workbook::Style;
use crate::writers::workbook::fixed_range;
use crate::writers::workbook::own_row;

/// The header of what the committee settles.
pub const FINAL_TIER: &str = "最终等次";
/// The header of why it is not what was proposed.
pub const TIER_NOTE: &str = "调整说明";
/// A tie across a tier's line or the budget's end.
pub(super) const TIED: &str = "并列待定";
/// Beyond the last tier.
pub(super) const BEYOND: &str = "未入围";
/// A place under the quotas, and no money left.
pub(super) const TOO_DEAR: &str = "超出预算";
/// What the prize costs cannot be told.
pub(super) const UNKNOWN: &str = "金额待定";

// Columns of the list that its formulas name.
pub(super) const RANK: u16 = 1;
pub(super) const CATEGORY: u16 = 4;
pub(super) const STANDS: u16 = 6;
const PROPOSED: u16 = 7;
const FINAL: u16 = 8;
const NOTE: u16 = 9;
pub(super) const COUNTED: u16 = 10;
pub(super) const AMOUNT: u16 = 11;
/// The first of the columns that lead to the proposal.
pub(super) const COURSE: u16 = 13;

/// What the list shows of one entry.
pub(super) struct Prize<'a> {
    figures: &'a Figures<'a>,
    category: String,
    /// The word of 建议等次.
    proposed: String,
    ruling: Option<&'a TierRuling>,
    /// The tier that counts: the committee's, else the proposed one.
    pub(super) tier: Option<usize>,
    /// What it costs.
    pub(super) amount: Option<Money>,
    /// What all prizes down to its rank cost.
    running: Option<Money>,
    /// How the proposal comes about.
    step: Step,
}

/// Writes the sheet.
pub fn write_prizes(
    book: &mut Book,
    view: &WorkbookView<'_>,
    figures: &[Figures<'_>],
    totals: &Totals,
    mark: &str,
) -> Result<Sheet, BookError> {
    let mut sheet = book.start_sheet(PRIZES)?;
    let title = format!("{}年度{}拟奖预算", view.season.year, view.policy.award);
    let notes = describe_notes(view, mark);
    let top = 1 + u32::try_from(notes.len()).unwrap_or(0);
    let board = Board::new(view, top);
    let prizes = collect_prizes(&board, figures);
    let columns = prize_columns(&board);
    let mut list =
        List { name: "prizes", title: &title, notes: &notes, columns, rows: Vec::new(), frozen: 4, paper: Paper::A3 };
    let place = list.place_at(board.height(), prizes.len())?;
    let course = Course::new(&board, place);
    list.rows = prizes.iter().map(|prize| prize_row(&course, totals, prize)).collect();
    sheet.set_widths(&list.measure())?;
    list.write_top(&mut sheet)?;
    board.write(&mut sheet, place, &prizes)?;
    let place = list.write_table(&mut sheet)?;
    offer_tiers(&mut sheet, &board, place)?;
    mark_states(&mut sheet, place)?;
    Ok(sheet)
}

fn describe_notes(view: &WorkbookView<'_>, mark: &str) -> Vec<String> {
    let proposal = if view.season.quotas.is_empty() {
        "本年度没有设名额，程序不提出建议，等次由评审委员会确定。".to_owned()
    } else {
        format!(
            "建议等次按名次、名额和预算得出，供评审委员会参考；跨线并列的写“{TIED}”，不按行序取舍。名额是办公室设置，办法没有规定。"
        )
    };
    vec![
        format!("{proposal}黄色格由评审委员会填写：{FINAL_TIER}不填则以建议为准；与建议不同的请写{TIER_NOTE}。"),
        format!("{MARK_LABEL}{mark}　{}年度", view.season.year),
    ]
}

/// The entries in the order of their ranks, those without one after them.
fn collect_prizes<'a>(board: &Board<'a>, figures: &'a [Figures<'a>]) -> Vec<Prize<'a>> {
    let view = board.view;
    let rulings = TierRuling::in_force(view.tier_rulings);
    let words = proposal_words(view);
    let tier_named = |label: &str| view.policy.tiers.iter().position(|tier| tier.label == label);
    let prize = |figures: &'a Figures<'a>| {
        let number = figures.entry.number.as_str();
        let category = view.category(figures.entry).into_owned();
        let ruling = rulings.get(number).copied();
        let beyond = view.proposal.made && figures.rank().is_some() && figures.qualified();
        let proposed = words.get(number).copied().unwrap_or(if beyond { BEYOND } else { "" });
        let tier = match ruling {
            Some(ruling) => ruling.tier.as_deref().and_then(tier_named),
            None => tier_named(proposed),
        };
        let amount = tier.and_then(|tier| board.amount(&category, tier));
        let step = Step::default();
        Prize { figures, category, proposed: proposed.to_owned(), ruling, tier, amount, running: None, step }
    };
    let mut prizes: Vec<Prize<'a>> = figures.iter().map(prize).collect();
    prizes.sort_by_key(|prize| prize.figures.rank().unwrap_or(u32::MAX));
    add_up(&mut prizes);
    if view.proposal.made {
        let ranks = prizes.iter().map(|prize| prize.figures.rank().filter(|_| prize.figures.qualified()));
        let competitors: Vec<(Option<u32>, &str)> =
            ranks.zip(&prizes).map(|(rank, prize)| (rank, prize.category.as_str())).collect();
        let steps = follow_course(board, &competitors);
        prizes.iter_mut().zip(steps).for_each(|(prize, step)| prize.step = step);
    }
    prizes
}

/// What the proposal says of an entry, by number; entries that it does not name are beyond the last tier.
fn proposal_words<'a>(view: &WorkbookView<'a>) -> HashMap<&'a str, &'a str> {
    let awards = view.proposal.awards.iter().map(|award| (award.number.as_str(), award.tier.as_str()));
    let dear = view.proposal.beyond_budget.iter().map(|award| (award.number.as_str(), TOO_DEAR));
    let open = view.proposal.open.iter().flat_map(|group| {
        let word = if group.ground == OpenGround::AmountUnknown { UNKNOWN } else { TIED };
        group.numbers.iter().map(move |number| (number.as_str(), word))
    });
    awards.chain(dear).chain(open).collect()
}

/// Adds up what the prizes cost down the ranks; equal ranks show the same sum.
fn add_up(prizes: &mut [Prize<'_>]) {
    let mut running = Money::ZERO;
    for equals in prizes.chunk_by_mut(|a, b| a.figures.rank() == b.figures.rank()) {
        if equals.first().is_none_or(|prize| prize.figures.rank().is_none()) {
            continue;
        }
        running = running + equals.iter().filter_map(|prize| prize.amount).sum();
        equals.iter_mut().for_each(|prize| prize.running = Some(running));
    }
}

fn prize_columns(board: &Board<'_>) -> Vec<Column> {
    let (view, roles) = (board.view, &board.view.policy.roles);
    let decimals = u8::try_from(view.policy.scoring.decimals).unwrap_or(u8::MAX);
    let money = Style::CENTRED.grouped(board.money_decimals());
    let mut columns = vec![
        Column::new(NUMBER, (10, 14), Style::CENTRED),
        Column::new("名次", (7, 8), Style::CENTRED.bold()),
        Column::new(view.role_label(roles.applicant.as_ref(), "申报单位"), (16, 28), Style::TEXT),
        Column::new(view.role_label(roles.title.as_ref(), "项目名称"), (20, 40), Style::TEXT),
        Column::new(view.role_label(roles.category.as_ref(), "类别"), (12, 14), Style::CENTRED),
        Column::new("综合得分", (12, 12), Style::CENTRED.decimals(decimals)),
        Column::new("资格", (12, 12), Style::CENTRED),
        Column::new("建议等次", (12, 12), Style::CENTRED),
        Column::new(FINAL_TIER, (12, 12), Style::INPUT_CENTRED),
        Column::new(TIER_NOTE, (20, 30), Style::INPUT),
        Column::new("核算等次", (12, 12), Style::CENTRED),
        Column::new("金额（元）", (12, 14), money),
        Column::new("按名次累计（元）", (14, 16), money),
    ];
    let small = Style { centred: true, ..Style::SMALL };
    // What leads to the proposal stays off the paper.
    let course = |header| Column::new(header, (10, 12), small).screen_only();
    columns.extend(Course::headers(board).into_iter().map(course));
    columns
}

fn prize_row<'a>(course: &Course<'a>, totals: &Totals, prize: &Prize<'a>) -> Vec<Cell<'a>> {
    let (board, entry) = (course.board, prize.figures.entry);
    let find = |column: u16| {
        let list = totals.placed.list;
        let values = fixed_range(Some(TOTALS), list.range(column, column));
        let numbers = fixed_range(Some(TOTALS), list.range(0, 0));
        format!("IFERROR(INDEX({values},MATCH({},{numbers},0)),\"\")", own_row(0))
    };
    let rank = prize.figures.rank().map(|rank| rank.to_string()).unwrap_or_default();
    let figure = prize.figures.ranked.map(|ranked| plain(ranked.score)).unwrap_or_default();
    let shown = |amount: Option<Money>| amount.map(|amount| amount.to_string()).unwrap_or_default();
    let mut cells = vec![
        Cell::text(entry.number.as_str()),
        Cell::formula(find(totals.columns.rank()), rank),
        Cell::text(board.view.unit(entry)),
        Cell::text(board.view.project(entry)),
        Cell::text(prize.category.clone()),
        Cell::formula(find(totals.columns.figure()), figure),
        Cell::formula(find(STANDING), standing_word(entry)),
        course.proposal_cell(&prize.proposed),
        prize.ruling.map_or(Cell::EMPTY, |ruling| Cell::text(ruling.word())),
        prize.ruling.map_or(Cell::EMPTY, |ruling| Cell::text(ruling.note.as_str())),
        counted_cell(board, prize),
        Cell::formula(board.amount_formula(&own_row(COUNTED), &own_row(CATEGORY)), shown(prize.amount)),
        running_cell(course.place, shown(prize.running)),
    ];
    cells.extend(course.step_cells(&prize.step));
    cells
}

/// What counts: the committee's tier, else the proposed one.
fn counted_cell<'a>(board: &Board<'a>, prize: &Prize<'a>) -> Cell<'a> {
    let (settled, proposed) = (own_row(FINAL), own_row(PROPOSED));
    let withdrawn = TierRuling::WITHDRAWN;
    let listed = format!("COUNTIF({},{proposed})>0", board.labels(false));
    let formula = format!(
        "IF(AND({settled}<>\"\",{settled}<>\"{withdrawn}\"),{settled},IF({proposed}=\"\",\"\",IF({listed},{proposed},\"\")))"
    );
    let tier = prize.tier.and_then(|tier| board.view.policy.tiers.get(tier)).map(|tier| tier.label.as_str());
    let result = match prize.ruling {
        Some(ruling) => ruling.word(),
        None => tier.unwrap_or_default(),
    };
    Cell::formula(formula, result)
}

/// What all prizes down to this rank cost.
fn running_cell(place: ListPlace, result: String) -> Cell<'static> {
    let range = |column: u16| fixed_range(None, place.range(column, column));
    let rank = own_row(RANK);
    let formula = format!("IF({rank}=\"\",\"\",SUMIF({},\"<=\"&{rank},{}))", range(RANK), range(AMOUNT));
    Cell::formula(formula, result)
}

fn offer_tiers(sheet: &mut Sheet, board: &Board<'_>, place: ListPlace) -> Result<(), BookError> {
    let mut words: Vec<&str> = board.view.policy.tiers.iter().map(|tier| tier.label.as_str()).collect();
    words.extend([TierRuling::NO_PRIZE, TierRuling::WITHDRAWN]);
    let range = place.range(FINAL, FINAL);
    let message = format!(
        "请选等次；不授奖的选“{}”；同意建议的留空；已登记的要取消，选“{}”。",
        TierRuling::NO_PRIZE,
        TierRuling::WITHDRAWN
    );
    let written: usize = words.iter().map(|word| word.chars().count() + 1).sum();
    if written <= 250 && words.iter().all(|word| !word.contains(',')) {
        sheet.offer_words(range, &words, &message)
    } else {
        sheet.offer_cells(range, &board.labels(false), &message)
    }
}

fn mark_states(sheet: &mut Sheet, place: ListPlace) -> Result<(), BookError> {
    let (proposed, stands, settled) = (own_row(PROPOSED), own_row(STANDS), own_row(FINAL));
    let (counted, note) = (own_row(COUNTED), own_row(NOTE));
    let open = format!("=OR({proposed}=\"{TIED}\",{proposed}=\"{UNKNOWN}\",{proposed}=\"{TOO_DEAR}\")");
    sheet.mark_where(place.range(PROPOSED, PROPOSED), &open, Look::Doubt)?;
    let unqualified = format!("=AND({stands}<>\"{ELIGIBLE}\",{counted}<>\"\",{counted}<>\"{}\")", TierRuling::NO_PRIZE);
    sheet.mark_where(place.range(STANDS, STANDS), &unqualified, Look::Alarm)?;
    let unexplained = format!("=AND({settled}<>\"\",{settled}<>{proposed},{note}=\"\")");
    sheet.mark_where(place.range(NOTE, NOTE), &unexplained, Look::Alarm)?;
    sheet.mark_where(place.range(FINAL, FINAL), &format!("={settled}<>\"\""), Look::Settled)
}
