//! The report's second half: prizes and money, ties and departures, what is still to be settled, the days of the notice, and what
//! the office proposes to do with the result.

use crate::award::recommendation::UnitShare;
use crate::award::recommendation::recommend_upwards;
use crate::award::recommendation::share_by_unit;
use crate::award::record::AwardRecord;
use crate::award::report::annexes::UNITS;
use crate::award::report::proceedings::list_projects;
use crate::award::report::ties::write_settled_ties;
use crate::award::settlement::Unsettled;
use crate::award::wording::amount_both_ways;
use crate::award::wording::mask_phones;
use crate::award::wording::name_project;
use crate::award::wording::name_projects;
use crate::award::wording::tell_next;
use crate::award::wording::tell_reserved;
use crate::award::wording::tier_or_none;
use crate::model::Award;
use crate::model::HeldEntry;
use crate::model::Money;
use crate::model::OpenGround;
use crate::model::OpenGroup;
use crate::model::ProposedAward;
use crate::policy::Counting;
use crate::policy::Policy;
use crate::policy::TierAmount;
use crate::writers::official::Align;
use crate::writers::official::Column;
use crate::writers::official::Level;
use crate::writers::official::Paper;
use crate::writers::official::Table;
use crate::writers::official::TableCell;
use crate::writers::official::chinese_date;

/// 五、评审结果
pub(super) fn write_prizes(paper: &mut Paper, record: &AwardRecord<'_>) {
    let confirmed = record.season().confirmation.as_ref();
    paper.heading(Level::First, if confirmed.is_some() { "评审结果" } else { "评审结果（拟）" });
    let undecided = record.settlement.unsettled.contains(&Unsettled::NothingDecided);
    if let Some(confirmation) = confirmed.filter(|_| !undecided) {
        let on = chinese_date(confirmation.on);
        paper.body(&format!("评审结果已于{on}由{}确认。", confirmation.by));
    }
    let count = record.decision().awards.len();
    if !record.proposal.made {
        paper.body("本年度没有设定各等次名额，程序不提出拟奖建议，等次由评审委员会决定。");
    }
    if count == 0 {
        let reserved = tell_reserved(record).map(|reserved| format!("{reserved}。")).unwrap_or_default();
        paper.body(&format!("目前没有拟奖项目。{reserved}"));
    } else {
        paper.table(tabulate_tiers(record));
        paper.body(&sum_up(record));
    }
    if let Some(over) = tell_over_cap(record) {
        paper.body(&over);
    }
    if let Some(next) = tell_next(record).filter(|_| record.proposal.beyond_budget.is_empty()) {
        paper.body(&next);
    }
    write_settled_ties(paper, record);
    write_departures(paper, record);
}

fn tabulate_tiers(record: &AwardRecord<'_>) -> Table {
    let pays = record.pays_money();
    let mut columns = vec![
        Column::new("等次", 20, Align::Centre),
        Column::new("名额", 14, Align::Centre),
        Column::new("项数", 14, Align::Centre),
    ];
    if pays {
        columns.push(Column::new("每项补助（元）", 26, Align::Right));
        columns.push(Column::new("小计（元）", 26, Align::Right));
    }
    let mut table = Table::new(columns);
    for tier in &record.policy().tiers {
        let awards: Vec<&Award> = record.awards_of(&tier.label).collect();
        let places = record.season().quotas.get(&tier.label).map_or_else(|| "—".to_owned(), u32::to_string);
        let cost: Money = awards.iter().map(|award| award.amount).sum();
        let each = match &tier.amount {
            TierAmount::Fixed(amount) => amount.to_string(),
            TierAmount::ByCategory(_) => "按类别".to_owned(),
        };
        table.row(&[tier.label.clone(), places, awards.len().to_string(), each, cost.to_string()]);
    }
    let count = record.decision().awards.len().to_string();
    let mut sums = vec![TableCell::label("合计", 2), TableCell::text(&count, 1)];
    if pays {
        sums.extend([TableCell::text("—", 1), TableCell::text(&record.total().to_string(), 1)]);
    }
    table.row_of(sums);
    table
}

/// Prizes and money in one paragraph, against the budget.
fn sum_up(record: &AwardRecord<'_>) -> String {
    let awards = &record.decision().awards;
    let tiers = record.policy().tiers.iter().map(|tier| (tier, record.awards_of(&tier.label).count()));
    let tiers: Vec<String> =
        tiers.filter(|(_, count)| *count > 0).map(|(tier, count)| format!("{}{count}项", tier.label)).collect();
    let draft = if record.decision().confirmed_on.is_some() { "" } else { "拟" };
    let mut text = format!("{draft}评出获奖项目{}项，其中{}。", awards.len(), tiers.join("、"));
    if !record.pays_money() {
        return text;
    }
    text.push_str(&format!("补助资金合计{}。", amount_both_ways(record.total())));
    match (record.season().budget, record.settlement.over_budget) {
        (Some(budget), Some(over)) => text.push_str(&format!("年度预算{budget}元，超出预算{over}元，须先落实资金。")),
        (Some(budget), None) => text.push_str(&format!("年度预算{budget}元，结余{}元。", budget - record.total())),
        (None, _) => text.push_str("本年度没有设定预算。"),
    }
    text.extend(tell_reserved(record).map(|reserved| format!("{reserved}。")));
    for (tier, count, places) in &record.settlement.over_quota {
        text.push_str(&format!("{tier}{count}项，超出名额{}项。", count - places));
    }
    text
}

/// Where there are more prizes than the measure allows over all tiers.
fn tell_over_cap(record: &AwardRecord<'_>) -> Option<String> {
    let (count, cap) = record.settlement.over_cap?;
    Some(format!("获奖项目{count}项，办法规定总数不超过{cap}项，请评审委员会核定。"))
}

fn write_departures(paper: &mut Paper, record: &AwardRecord<'_>) {
    let settlement = &record.settlement;
    if !settlement.departures.is_empty() {
        paper.body("评审委员会的决定与按名额排出的建议不同的项目如下。");
        let mut table = Table::new(vec![
            Column::new("项目", 36, Align::Left),
            Column::new("建议", 14, Align::Centre),
            Column::new("决定", 14, Align::Centre),
            Column::new("理由", 36, Align::Left),
        ]);
        for departure in &settlement.departures {
            let reason = match departure.reason.as_str() {
                "" => "（未写明理由）".to_owned(),
                reason => mask_phones(reason),
            };
            table.row(&[
                name_project(record, &departure.number),
                tier_or_none(departure.proposed.as_deref()).to_owned(),
                tier_or_none(departure.settled.as_deref()).to_owned(),
                reason,
            ]);
        }
        paper.table(table);
    }
    for (number, tier) in &settlement.implied {
        let project = name_project(record, number);
        paper.body(&format!("{project}与已定等次的项目并列，余下的位置随之确定：{}。", tier_or_none(tier.as_deref())));
    }
}

/// 六、尚待决定的事项, of a confirmed result 需要说明的事项; nothing where there is none.
pub(super) fn write_unsettled(paper: &mut Paper, record: &AwardRecord<'_>) {
    let lines = list_unsettled(record);
    if lines.is_empty() {
        return;
    }
    paper.heading(Level::First, if record.is_final() { "需要说明的事项" } else { "尚待决定的事项" });
    for line in lines {
        paper.body(&line);
    }
}

fn list_unsettled(record: &AwardRecord<'_>) -> Vec<String> {
    let proposal = &record.proposal;
    let mut lines = Vec::new();
    for unsettled in &record.settlement.unsettled {
        lines.push(match unsettled {
            Unsettled::Open(group) => describe_open(record, group),
            Unsettled::Contradiction { number, reason } => format!("{}：{reason}。", name_project(record, number)),
            Unsettled::OverLimit { number, tier, field, count, limit } => format!(
                "{}的{}有{count}个，{tier}的上限是{limit}个，须在公布前核定；评审委员会同意的，请在评审工作簿写明最终等次和理由。",
                name_project(record, number),
                record.policy().label_of(field)
            ),
            Unsettled::NothingDecided => "还没有评分，也没有评审委员会写明的最终等次，评审结果不能确认。".to_owned(),
        });
    }
    let beyond = proposal.beyond_budget.iter().filter(|award| !record.is_awarded(&award.number));
    let beyond: Vec<&ProposedAward> = beyond.collect();
    for alike in beyond.chunk_by(|one, other| one.tier == other.tier) {
        lines.extend(describe_beyond_budget(record, alike));
    }
    lines.extend(describe_held(record));
    lines
}

/// Of more projects without money than this only the number stands in the text.
const NAMED_BEYOND: usize = 12;

/// Entries that have a place in one tier and no money left, in one line.
fn describe_beyond_budget(record: &AwardRecord<'_>, alike: &[&ProposedAward]) -> Option<String> {
    let tier = &alike.first()?.tier;
    let cost: Money = alike.iter().map(|award| award.amount).sum();
    let projects = name_projects(record, alike.iter().map(|award| &award.number));
    Some(match alike.len() {
        1 => format!("{projects}按名次可列{tier}，需补助{cost}元，预算不足，未列入。"),
        count if count > NAMED_BEYOND => {
            format!("另有{count}个项目按名次可列{tier}，共需补助{cost}元，预算不足，未列入，在附件的名单中注明。")
        }
        count => format!("下列{count}个项目按名次可列{tier}，共需补助{cost}元，预算不足，未列入：{projects}。"),
    })
}

/// Scored entries without a result of the formal check; those whose rank lies within the places are named.
fn describe_held(record: &AwardRecord<'_>) -> Option<String> {
    let held: Vec<&HeldEntry> = record.proposal.held.iter().filter(|held| held.rank.is_some()).collect();
    if held.is_empty() {
        return None;
    }
    let places = record.proposal.tiers.iter().filter_map(|tier| tier.quota).fold(0, u32::saturating_add);
    let near = held.iter().filter(|held| held.rank.is_some_and(|rank| rank <= places));
    let near: Vec<&String> = near.map(|held| &held.number).collect();
    let named = if near.is_empty() {
        String::new()
    } else {
        format!("其中按得分可进入名额范围的有{}个：{}。", near.len(), list_projects(record, near))
    };
    let count = held.len();
    if record.is_final() {
        return Some(format!("有{count}个已评分的项目形式审查没有通过的结论，未列入获奖范围，名单见附件。{named}"));
    }
    Some(format!(
        "有{count}个已评分的项目形式审查没有通过的结论，未列入拟奖范围，核定后名次会有变动，名单见附件。{named}"
    ))
}

fn describe_open(record: &AwardRecord<'_>, group: &OpenGroup) -> String {
    let projects = name_projects(record, &group.numbers);
    let seats: Vec<&str> = group.seats.iter().map(|seat| tier_or_none(seat.as_deref())).collect();
    match group.ground {
        OpenGround::TierLine => {
            format!(
                "{projects}并列第{}名，处在等次分界处，对应的位置是{}，请评审委员会决定。",
                group.rank,
                seats.join("、")
            )
        }
        OpenGround::BudgetEnd => {
            format!(
                "{projects}并列第{}名，按名次可列{}，预算不够全部授予，请评审委员会决定。",
                group.rank,
                seats.join("、")
            )
        }
        OpenGround::AmountUnknown => {
            format!(
                "{projects}按名次可列{}，补助金额按类别确定而类别为空或不在所列之内，请先核定类别。",
                seats.join("、")
            )
        }
    }
}

/// 八、公示安排, both ways of counting.
pub(super) fn write_notice_days(paper: &mut Paper, record: &AwardRecord<'_>) {
    paper.heading(Level::First, "公示安排");
    let terms = &record.policy().publicity;
    let basis = terms.basis.as_deref().map(|basis| format!("按照办法{basis}，")).unwrap_or_default();
    let notice = match &record.notice {
        Ok(Some(notice)) => notice,
        Ok(None) => {
            paper.body(&format!("{basis}公示期为{}个工作日，开始日期待定。", terms.working_days));
            return;
        }
        Err(error) => {
            let why = error.in_a_paper();
            paper.body(&format!("{basis}公示期为{}个工作日，{why}，截止日期待定。", terms.working_days));
            return;
        }
    };
    let ways = |counting: Counting| match counting {
        Counting::SameDay => ("公示当天算第一天", "公示次日算第一天"),
        Counting::NextDay => ("公示次日算第一天", "公示当天算第一天"),
    };
    let (own, other) = ways(notice.counting);
    let otherwise = match notice.last_day_otherwise {
        Ok(day) => format!("如按{other}计，截止日期为{}", chinese_date(day)),
        Err(error) => format!("如按{other}计，{}，截止日期待定", error.in_a_paper()),
    };
    let rest = if notice.starts_on_working_day { "" } else { "公示当天不是工作日。" };
    paper.body(&format!(
        "{basis}公示期为{}个工作日。自{}起公示，按{own}计，至{}截止；{otherwise}。{rest}\
         工作日按国务院办公厅公布的节假日安排推算。",
        notice.working_days,
        chinese_date(notice.starts),
        chinese_date(notice.last_day),
    ));
    let confirmed = record.season().confirmation.as_ref().map(|confirmation| confirmation.on);
    if let Some(on) = confirmed.filter(|on| *on <= notice.last_day) {
        paper.body(&format!("评审结果确认日期（{}）不晚于公示截止日期，请核实。", chinese_date(on)));
    }
}

/// Up to so many units are named in the text as well as in the annex.
pub(in crate::award) const NAMED_UNITS: usize = 12;

/// What a measure says in words that bear on the use of the result.
const POINTS: [&str; 3] = ["考核", "优秀组织奖", "推荐"];

/// 九、结果运用的建议: of these points those that the measure leaves to people, under its article.
pub(super) fn write_recommendations(paper: &mut Paper, record: &AwardRecord<'_>) {
    let [assessment, organising, upward] = POINTS.map(|point| find_article(record.policy(), point));
    let upward = upward.or(record.season().provincial_places.map(|_| ""));
    if record.decision().awards.is_empty() || [assessment, organising, upward].iter().all(Option::is_none) {
        return;
    }
    let policy = record.policy();
    paper.heading(Level::First, "结果运用的建议");
    paper.body(&format!("以下是{}提出的建议，由{}研究决定，不是评审结果的一部分。", policy.office, policy.organiser));
    if let Some(article) = assessment {
        write_assessment(paper, record, article);
    }
    if upward.is_some() {
        write_upward(paper, record);
    }
    if let Some(article) = organising {
        paper.heading(Level::Second, "优秀组织奖");
        paper.body(&format!(
            "办法{article}没有规定优秀组织奖的条件和名额，由{}另定。各单位申报、通过和获奖情况见附件。",
            policy.organiser
        ));
    }
}

/// The article under which the measure leaves a point to people: 第十二条.
fn find_article<'policy>(policy: &'policy Policy, point: &str) -> Option<&'policy str> {
    let mut checks = policy.by_hand.iter();
    checks.find(|check| check.label.contains(point)).and_then(|check| check.basis.as_deref())
}

fn write_assessment(paper: &mut Paper, record: &AwardRecord<'_>, article: &str) {
    paper.heading(Level::Second, "考核加分的单位");
    let shares = share_by_unit(record);
    let awarded: Vec<&UnitShare> = shares.iter().filter(|share| share.awarded > 0).collect();
    let units: Vec<String> = awarded.iter().map(|share| format!("{}（获奖{}项）", share.unit, share.awarded)).collect();
    let named = if units.len() <= NAMED_UNITS {
        format!("：{}", units.join("、"))
    } else {
        format!("，名单见附件“{UNITS}”中获奖项数不为零的单位")
    };
    paper.body(&format!(
        "按照办法{article}，建议对获奖单位在考核评价中给予加分，共{}家{named}。加分分值办法没有规定。",
        units.len()
    ));
}

fn write_upward(paper: &mut Paper, record: &AwardRecord<'_>) {
    paper.heading(Level::Second, "推荐参加上级工会创新成果评选的项目");
    let Some(places) = record.season().provincial_places else {
        paper.body("推荐名额没有设定，暂不提出建议。");
        return;
    };
    let recommendation = recommend_upwards(record, places);
    let name = |awards: &[&Award]| name_projects(record, awards.iter().map(|award| &award.number));
    let mut text = format!("推荐名额{places}项。按等次和名次，建议推荐{}项", recommendation.chosen.len());
    if !recommendation.chosen.is_empty() {
        text.push_str(&format!("：{}", name(&recommendation.chosen)));
    }
    text.push('。');
    if !recommendation.tied.is_empty() {
        let left = recommendation.places_left;
        text.push_str(&format!("余下{left}个名额，{}等次和名次相同，请研究决定。", name(&recommendation.tied)));
    }
    paper.body(&text);
}
