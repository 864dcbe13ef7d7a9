//! Seasons of any size, made by rule: entries with findings and long texts, judges, scores, and the award's own figures.

use std::collections::BTreeMap;
use std::sync::Arc;

use indexmap::IndexMap;
use rust_decimal::Decimal;
use shenping::award::candidate::Candidate;
use shenping::award::ranking::Scores;
use shenping::award::ranking::rank_entries;
use shenping::award::recusal::find_conflicts;
use shenping::award::tiers::find_decisive_judges;
use shenping::award::tiers::propose_tiers;
use shenping::model::Conflict;
use shenping::model::Coverage;
use shenping::model::Entry;
use shenping::model::Evidence;
use shenping::model::FieldReading;
use shenping::model::FieldValue;
use shenping::model::FileOutcome;
use shenping::model::Finding;
use shenping::model::Format;
use shenping::model::Located;
use shenping::model::Mention;
use shenping::model::Money;
use shenping::model::NarrativeDocument;
use shenping::model::OnFail;
use shenping::model::Outcome;
use shenping::model::Place;
use shenping::model::Proposal;
use shenping::model::Ranking;
use shenping::model::ReceivedFile;
use shenping::model::RuleOutcome;
use shenping::model::RulingVerdict;
use shenping::model::ScoreSheet;
use shenping::model::Signature;
use shenping::model::SignatureState;
use shenping::model::Spot;
use shenping::model::Thumbnail;
use shenping::model::TierRuling;
use shenping::model::Value;
use shenping::model::Verdict;
use shenping::policy::Aggregate;
use shenping::policy::Policy;
use shenping::policy::RosterUnit;
use shenping::policy::Season;
use shenping::policy::TieBreak;
use shenping::policy::TierAmount;
use shenping::review::WorkbookView;

use crate::made_season;

/// Everything that a view borrows.
pub struct Made {
    pub policy: Policy,
    pub season: Season,
    pub roster: Vec<RosterUnit>,
    pub entries: Vec<Entry>,
    pub ledger: Vec<ReceivedFile>,
    pub scores: Vec<ScoreSheet>,
    pub conflicts: Vec<Conflict>,
    pub ranking: Ranking,
    pub proposal: Proposal,
    pub tier_rulings: Vec<TierRuling>,
    pub signatures: BTreeMap<String, Thumbnail>,
    pub numbers: BTreeMap<String, String>,
}

impl Made {
    pub fn view(&self) -> WorkbookView<'_> {
        WorkbookView {
            policy: &self.policy,
            season: &self.season,
            roster: &self.roster,
            entries: &self.entries,
            ledger: &self.ledger,
            numbers: &self.numbers,
            scores: &self.scores,
            conflicts: &self.conflicts,
            ranking: &self.ranking,
            proposal: &self.proposal,
            tier_rulings: &self.tier_rulings,
            signatures: &self.signatures,
            as_of: made_season::as_of(),
            program: "shenping 0.1.0",
        }
    }

    /// Ranks and proposes anew from the scores.
    pub fn settle(mut self) -> Self {
        let entries: Vec<&Entry> = self.entries.iter().collect();
        self.conflicts = find_conflicts(&entries, &self.policy, &self.season, &self.roster);
        let standing = self.entries.iter().filter(|entry| entry.standing() != Verdict::Rejected);
        let numbers: Vec<&str> = standing.map(|entry| entry.number.as_str()).collect();
        let judges = u32::try_from(self.season.judges.len()).expect("few judges");
        let scores = Scores { sheets: &self.scores, conflicts: &self.conflicts, judges };
        self.ranking = rank_entries(&numbers, &scores, &self.policy);
        let candidates: Vec<Candidate> = self.entries.iter().map(|entry| Candidate::of(entry, &self.policy)).collect();
        self.proposal = propose_tiers(&self.ranking, &candidates, &self.policy, &self.season);
        if self.entries.len() <= 60 {
            find_decisive_judges(&mut self.ranking, &scores, &candidates, &self.policy, &self.season);
        }
        self
    }
}

/// A season of so many projects under the built-in policy, unscored.
pub fn unscored(projects: usize) -> Made {
    let policy = shenping::policy::builtin().clone();
    let entries: Vec<Entry> = (1..=projects).map(|number| entry(&policy, number)).collect();
    let roster =
        vec![RosterUnit { name: "海港区总工会".into(), short_names: vec![], category: Some("县区".into()) }];
    Made {
        policy,
        season: made_season::season(),
        roster,
        ledger: entries.iter().flat_map(files_of).collect(),
        entries,
        scores: vec![],
        conflicts: vec![],
        ranking: Ranking::default(),
        proposal: Proposal::default(),
        tier_rulings: vec![],
        signatures: BTreeMap::new(),
        numbers: BTreeMap::new(),
    }
    .settle()
}

/// The same, scored by all judges but for a few gaps.
pub fn scored(projects: usize) -> Made {
    let mut made = unscored(projects);
    let judges = u32::try_from(made.season.judges.len()).expect("few judges");
    for (index, entry) in made.entries.iter().enumerate() {
        for judge in 1..=judges {
            let barred =
                made.conflicts.iter().any(|conflict| conflict.judge == judge && conflict.number == entry.number);
            let seed = index * 7 + usize::try_from(judge).expect("small") * 13;
            if barred || seed % 29 == 3 {
                continue;
            }
            made.scores.push(score(judge, &entry.number, seed));
        }
    }
    made.settle()
}

fn score(judge: u32, number: &str, seed: usize) -> ScoreSheet {
    let given = |criterion: usize| {
        let tenths = 120 + (seed * (criterion + 3) + criterion * 17) % 80;
        Some(Decimal::new(i64::try_from(tenths).expect("small"), 1))
    };
    let file: Arc<str> = Arc::from("评委.xlsx");
    ScoreSheet {
        judge,
        number: number.to_owned(),
        scores: (0..5).map(given).collect(),
        recused: seed % 31 == 5,
        comment: if seed.is_multiple_of(5) { "=推广价值高，材料扎实".to_owned() } else { String::new() },
        place: Place::whole(&file),
    }
}

const UNITS: [&str; 6] = [
    "海港区总工会",
    "秦皇岛市测试装备制造集团有限责任公司第二分公司机修车间工会委员会联合分会",
    "山海关区总工会",
    "北戴河新区总工会",
    "秦皇岛市教育工会",
    "昌黎县测试乡镇工会联合会",
];

/// One invented entry; what is odd about it goes by its number.
pub fn entry(policy: &Policy, number: usize) -> Entry {
    let unit = UNITS[number % UNITS.len()];
    let title = match number % 5 {
        0 => format!("=HYPERLINK(\"http://invalid\",\"{number}\")"),
        1 => format!("“工会＋网格”服务新就业形态劳动者综合服务体系建设与运行机制创新项目（第{number}期）"),
        _ => format!("职工心灵驿站第{number}站"),
    };
    let mut entry = made_season::entry(number, unit, &title);
    let file: Arc<str> = Arc::from(format!("{number:03} {unit}.zip!/申报表.xlsx"));
    let place = |row: u32| Place::at(&file, Spot::SheetCell { sheet: Arc::from("申报表"), row, column: 1 });
    let text = |value: &str, row: u32| {
        let read = Located { value: Value::Text(value.to_owned()), raw: value.to_owned(), place: place(row) };
        FieldReading::Read(FieldValue::plain(read))
    };
    let mut fields = IndexMap::new();
    for (row, field) in (4_u32..).zip(&policy.fields) {
        let reading = match entry.application.fields.shift_remove(&field.key) {
            Some(reading) => reading,
            None if field.key == "reason" => text(&"针对职工反映集中的问题。".repeat(1 + number % 40), row),
            None if number.is_multiple_of(7) => FieldReading::Empty {
                place: place(row),
                prompt: None,
                struck: None,
                uncalculated: false,
                comment: None,
                doubts: Vec::new(),
            },
            None => text(&format!("{}的内容，第一条……\n第二条……", field.label), row),
        };
        fields.insert(field.key.clone(), reading);
    }
    entry.application.id = format!("{number:03} {unit}.zip");
    entry.application.form = Some(Place::whole(&file));
    entry.application.fields = fields;
    entry.application.signature = Some(signature(number, place(1)));
    entry.application.documents = [("description".to_owned(), description(number, unit))].into_iter().collect();
    let paper: Arc<str> = Arc::from(format!("{number:03} {unit}.zip!/证明材料/媒体报道.jpg"));
    entry.application.evidence = vec![Evidence { role: "evidence".into(), place: Place::whole(&paper) }];
    add_topics(&mut entry, policy, number);
    add_findings(&mut entry, policy, number);
    entry
}

fn signature(number: usize, place: Place) -> Signature {
    let state = match number % 4 {
        0 => SignatureState::Absent,
        1 => SignatureState::Typed,
        _ => SignatureState::Picture,
    };
    Signature {
        state,
        signer: None,
        date: None,
        place: Some(place),
        stray: None,
        page_elsewhere: false,
        day_drawn: false,
        look: None,
        digital: vec![],
        doubts: vec![],
    }
}

fn description(number: usize, unit: &str) -> NarrativeDocument {
    let file: Arc<str> = Arc::from(format!("{number:03} {unit}.zip!/文字说明.docx"));
    let paragraph =
        "　　围绕职工群众急难愁盼，工会牵头建立“网格＋工会”协同机制，把服务送到一线。ABC-2026 线上平台运行平稳。";
    let paragraphs = match number {
        2 => 800,
        3 => 110,
        _ => 12 + number % 20,
    };
    let text = vec![paragraph; paragraphs].join("\n");
    NarrativeDocument {
        place: Place::whole(&file),
        words: text.chars().count(),
        words_other_reading: text.chars().count() + number % 3,
        characters: text.chars().count(),
        coverage: Coverage::default(),
        sections: vec![],
        others: Vec::new(),
        has_headings: false,
        other_headings: vec![],
        unit: None,
        project: None,
        text,
    }
}

fn add_topics(entry: &mut Entry, policy: &Policy, number: usize) {
    let place = entry.application.form.clone().expect("a form");
    let mention =
        |key: &str| Mention {
            key: key.to_owned(), quote: "被《测试日报》刊发报道".into(), place: place.clone()
        };
    if let Some(topic) = policy.priorities.get(number % 6) {
        entry.application.priorities.push(mention(&topic.key));
    }
    if let Some(topic) = policy.areas.get(number % 11) {
        entry.application.areas.push(mention(&topic.key));
    }
    entry.application.unclaimed.push(Located {
        value: shenping::model::Unclaimed::Unknown,
        raw: "第二页背面：另附说明\u{1}".into(),
        place,
    });
    entry.application.characters = Coverage { held: 900, claimed: 880 };
}

fn add_findings(entry: &mut Entry, policy: &Policy, number: usize) {
    let (code, subject, outcome, on_fail) = match number % 9 {
        0 => ("signature-missing", None, Outcome::Fail, OnFail::Correct),
        1 => ("unit-unknown", Some("unit"), Outcome::Manual, OnFail::Decide),
        2 if number.is_multiple_of(2) => ("submitted-late", None, Outcome::Fail, OnFail::Reject),
        _ => ("prompt-left-in", Some("reason"), Outcome::Fail, OnFail::Note),
    };
    let rules = policy.rules.iter().filter(|rule| rule.code != code);
    entry.assessment.outcomes = rules
        .map(|rule| RuleOutcome {
            code: rule.code.as_str().into(),
            subject: rule.subject.as_deref().map(Into::into),
            outcome: Outcome::Pass,
        })
        .collect();
    entry.assessment.findings.push(Finding {
        code: code.to_owned(),
        subject: subject.map(str::to_owned),
        outcome,
        on_fail,
        message: format!("第 {number} 份申报表上没有领导签字，签字栏写作“=cmd|' /C calc'!A0”"),
        help: Some("请主要负责人签字后重新报送。".into()),
        basis: Some("第六条".into()),
        place: entry.application.form.clone(),
    });
    entry.assessment.verdict = Verdict::of(&entry.assessment.findings);
}

fn files_of(entry: &Entry) -> Vec<ReceivedFile> {
    let file = |path: &str, format: Format, role: &str, outcome: FileOutcome| ReceivedFile {
        path: Arc::from(path),
        sha256: Some("0123456789abcdef".repeat(4)),
        bytes: 16_384,
        format: Some(format),
        role: Some(role.to_owned()),
        applications: vec![entry.application.id.clone()],
        outcome,
        reason: (outcome == FileOutcome::Unreadable).then(|| "文件已损坏".to_owned()),
        troubles: vec![],
    };
    let id = &entry.application.id;
    vec![
        file(id, Format::Zip, "archive", FileOutcome::Read),
        file(&format!("{id}!/申报表.xlsx"), Format::Xlsx, "form", FileOutcome::Read),
        file(&format!("{id}!/文字说明.docx"), Format::Docx, "description", FileOutcome::Read),
        file(&format!("{id}!/@证明 #1.pdf"), Format::Pdf, "evidence", FileOutcome::Kept),
    ]
}

/// A small season whose settings and scores go by the seed: every aggregate, chain, quota, cap and budget, amounts by
/// category, many ties, gaps, recusals, rulings.
pub fn odd(seed: usize) -> Made {
    let mut made = unscored(9 + seed % 5);
    let scoring = &mut made.policy.scoring;
    scoring.aggregate = [Aggregate::TrimmedMean, Aggregate::Mean, Aggregate::Median][seed % 3];
    scoring.trim_from = [3, 5, 1][seed / 3 % 3];
    scoring.decimals = [2, 1, 0, 3][seed % 4];
    scoring.ties = match seed % 4 {
        0 => vec![],
        1 => vec![TieBreak::Median, TieBreak::Mean],
        2 => vec![TieBreak::Criterion("innovation".into())],
        _ => vec![TieBreak::Criterion("effectiveness".into()), TieBreak::Median],
    };
    made.season.judges.truncate(1 + seed % 5);
    let quotas = [[2, 3, 5], [0, 1, 2], [1, 0, 1], [3, 3, 3]][seed / 2 % 4];
    made.season.quotas =
        made.policy.tiers.iter().zip(quotas).map(|(tier, quota)| (tier.label.clone(), quota)).collect();
    made.season.budget = [None, Some(90_000), Some(50_000), Some(20_000)][seed / 5 % 4].map(Money::from_yuan);
    made.policy.max_total = [None, Some(4)][seed / 7 % 2];
    if seed % 3 == 1 {
        pay_by_category(&mut made, seed);
    }
    settle_by_people(&mut made, seed);
    score_coarsely(&mut made, seed);
    made.settle()
}

fn pay_by_category(made: &mut Made, seed: usize) {
    for (index, tier) in made.policy.tiers.iter_mut().enumerate() {
        let yuan = |base: i64| Money::from_yuan(base * (3 - i64::try_from(index).expect("few tiers")));
        let amounts = [("调查报告".to_owned(), yuan(2_000)), ("创新案例".to_owned(), yuan(9_000))];
        if index != seed % 5 {
            tier.amount = TierAmount::ByCategory(amounts.into_iter().collect());
        }
    }
    for (index, entry) in made.entries.iter_mut().enumerate() {
        let category = ["调查报告", "创新案例", "别的", "创新案例"][(index + seed) % 4];
        let place = entry.application.form.clone().expect("a form");
        let read = Located { value: Value::Text(category.into()), raw: category.into(), place };
        entry.application.fields.insert("category".into(), FieldReading::Read(FieldValue::plain(read)));
    }
}

/// People pass most projects, and settle a tier here and there.
fn settle_by_people(made: &mut Made, seed: usize) {
    for (index, entry) in made.entries.iter_mut().enumerate() {
        let verdict = match (index + seed) % 6 {
            0 => RulingVerdict::Refused,
            1 => continue,
            _ => RulingVerdict::Accepted,
        };
        *entry = made_season::with_ruling(entry.clone(), verdict, "经核定");
    }
    if seed.is_multiple_of(2) {
        for (index, tier) in [Some("三等奖"), None, Some("一等奖")].into_iter().enumerate() {
            made.tier_rulings.push(TierRuling {
                number: format!("2026-{:03}", 3 + index),
                tier: tier.map(str::to_owned),
                withdrawn: false,
                note: "委员会讨论".into(),
                by: "评审工作簿.xlsx".into(),
                at: made_season::as_of(),
            });
        }
    }
}

fn score_coarsely(made: &mut Made, seed: usize) {
    let judges = u32::try_from(made.season.judges.len()).expect("few judges");
    for (index, entry) in made.entries.iter().enumerate() {
        for judge in 1..=judges {
            let turn = index * 5 + usize::try_from(judge).expect("small") * 3 + seed;
            let mut sheet = score(judge, &entry.number, turn);
            let given = i64::try_from(16 + (index / 2 + seed) % 3).expect("small");
            sheet.scores = (0..5).map(|_| Some(Decimal::from(given))).collect();
            match turn % 11 {
                4 => sheet.scores[2] = None,
                6 => sheet.recused = true,
                7 => sheet.scores[0] = Some(Decimal::from(given + 1)),
                8 => sheet.scores[3] = Some(Decimal::from(21)),
                9 => continue,
                _ => {}
            }
            made.scores.push(sheet);
        }
    }
}

/// Six projects and five judges under the small policy, as the books under samples/odd/returned were issued.
pub fn issued() -> Made {
    let mut made = unscored(0);
    made.policy = made_season::policy();
    made.entries =
        (1..=6).map(|number| made_season::entry(number, UNITS[number % 6], &format!("测试项目{number}"))).collect();
    made.settle()
}
