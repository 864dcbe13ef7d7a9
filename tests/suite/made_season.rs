//! A policy, a season and entries made by hand, for tests of the papers and the award: invented units and people.

use std::sync::Arc;

use indexmap::IndexMap;
use jiff::Timestamp;
use jiff::civil::date;
use rust_decimal::Decimal;
use shenping::model::Application;
use shenping::model::Assessment;
use shenping::model::Coverage;
use shenping::model::Entry;
use shenping::model::FieldReading;
use shenping::model::FieldValue;
use shenping::model::Finding;
use shenping::model::Located;
use shenping::model::Money;
use shenping::model::OnFail;
use shenping::model::Outcome;
use shenping::model::Place;
use shenping::model::Receipt;
use shenping::model::Ruling;
use shenping::model::RulingVerdict;
use shenping::model::ScoreSheet;
use shenping::model::Spot;
use shenping::model::Value;
use shenping::model::Verdict;
use shenping::policy::Aggregate;
use shenping::policy::Counting;
use shenping::policy::Criterion;
use shenping::policy::FieldKind;
use shenping::policy::FieldSpec;
use shenping::policy::FigureSource;
use shenping::policy::Judge;
use shenping::policy::Policy;
use shenping::policy::Publicity;
use shenping::policy::PublicityTerms;
use shenping::policy::Roles;
use shenping::policy::Scoring;
use shenping::policy::Season;
use shenping::policy::TieBreak;
use shenping::policy::Tier;
use shenping::policy::TierAmount;

/// 2026-12-01T09:00:00+08:00
pub fn as_of() -> Timestamp {
    "2026-12-01T09:00:00+08:00".parse().expect("an instant")
}

fn field(key: &str, label: &str, kind: FieldKind) -> FieldSpec {
    FieldSpec {
        key: key.into(),
        label: label.into(),
        aliases: vec![],
        kind,
        required: true,
        basis: Some("第六条".into()),
        options: vec![],
        prompts: vec![],
    }
}

fn criterion(key: &str, label: &str) -> Criterion {
    Criterion {
        key: key.into(),
        label: label.into(),
        max: Decimal::from(20),
        step: None,
        source: FigureSource::Office,
        basis: Some("第五条".into()),
        description: None,
    }
}

pub fn tier(label: &str, yuan: i64) -> Tier {
    Tier {
        label: label.into(),
        amount: TierAmount::Fixed(Money::from_yuan(yuan)),
        basis: Some("第十一条".into()),
        limits: IndexMap::new(),
    }
}

/// The measure of 2020 as far as the award needs it.
pub fn policy() -> Policy {
    Policy {
        id: "qinhuangdao-2020".into(),
        title: "秦皇岛市工会工作创新项目补助实施办法（试行）".into(),
        document_number: "秦工字〔2020〕28号".into(),
        organiser: "秦皇岛市总工会".into(),
        office: "秦皇岛市总工会研究室".into(),
        award: "工会工作创新成果".into(),
        form_titles: vec![],
        roles: Roles {
            applicant: Some("unit".into()),
            title: Some("project".into()),
            people: Some("leaders".into()),
            partners: Some("joint_units".into()),
            category: Some("category".into()),
            phone: Some("phone".into()),
            ..Roles::default()
        },
        fields: vec![
            field("unit", "申报单位", FieldKind::Organisation),
            field("project", "项目名称", FieldKind::Text),
            field("leaders", "项目负责", FieldKind::People),
            field("phone", "联系电话", FieldKind::Phone),
            field("joint_units", "联合单位", FieldKind::Organisations),
            field("category", "类别", FieldKind::Choice),
        ],
        documents: vec![],
        rules: vec![],
        priorities: vec![],
        areas: vec![],
        criteria: vec![
            criterion("political", "政治性"),
            criterion("scientific", "科学性"),
            criterion("innovation", "创新性"),
            criterion("effectiveness", "实效性"),
            criterion("demonstration", "示范性"),
        ],
        scoring: Scoring {
            aggregate: Aggregate::TrimmedMean,
            trim: 1,
            trim_from: 5,
            decimals: 2,
            ties: vec![TieBreak::Criterion("effectiveness".into()), TieBreak::Criterion("innovation".into())],
            source: FigureSource::Office,
        },
        tiers: vec![tier("一等奖", 30_000), tier("二等奖", 20_000), tier("三等奖", 10_000)],
        max_total: None,
        by_hand: vec![],
        publicity: PublicityTerms { working_days: 5, basis: Some("第十条".into()) },
    }
}

/// Five judges, 300,000 yuan, quotas of 2, 3 and 5.
pub fn season() -> Season {
    let judge = |name: &str, unit: &str| Judge { name: name.into(), unit: unit.into() };
    let contact = [
        ("person", "苏敏"),
        ("phone", "0335-0000000"),
        ("email", "yjs@example.invalid"),
        ("address", "秦皇岛市海港区测试路1号"),
    ];
    Season {
        year: 2026,
        deadline: Some("2026-11-20T17:30:00+08:00".parse().expect("an instant")),
        judges: vec![
            judge("赵一", "秦皇岛市总工会"),
            judge("钱二", "秦皇岛市职工大学"),
            judge("孙三", "海港区总工会"),
            judge("李四", "燕山大学"),
            judge("周五", "秦皇岛市教育工会"),
        ],
        budget: Some(Money::from_yuan(300_000)),
        quotas: [("一等奖".to_owned(), 2), ("二等奖".to_owned(), 3), ("三等奖".to_owned(), 5)].into_iter().collect(),
        publicity: Some(Publicity {
            starts: date(2026, 12, 7),
            counting: Counting::SameDay,
            contact: contact.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect(),
        }),
        confirmation: None,
        calendar: vec![],
        exceptions: vec![],
        recusals: vec![],
        receipts: vec![],
        correction_days: None,
        provincial_places: None,
    }
}

/// An entry that stands as qualified.
pub fn entry(number: usize, unit: &str, project: &str) -> Entry {
    let file: Arc<str> = Arc::from(format!("{unit}/申报表.xlsx"));
    let place = |row: u32| Place::at(&file, Spot::SheetCell { sheet: Arc::from("申报表"), row, column: 1 });
    let read = |value: Value, row: u32| {
        let raw = value.to_string();
        let read = Located { value, raw, place: place(row) };
        FieldReading::Read(FieldValue::plain(read))
    };
    let mut fields = IndexMap::new();
    fields.insert("unit".to_owned(), read(Value::Organisation(unit.to_owned()), 2));
    fields.insert("project".to_owned(), read(Value::Text(project.to_owned()), 3));
    fields.insert("leaders".to_owned(), read(Value::People(vec![format!("负责人{number}")]), 4));
    fields.insert("phone".to_owned(), read(Value::Phones(vec![format!("1380000{number:04}")]), 4));
    fields.insert("joint_units".to_owned(), FieldReading::NotFound);
    fields.insert("category".to_owned(), FieldReading::NotFound);
    Entry {
        number: format!("2026-{number:03}"),
        application: Application {
            id: unit.to_owned(),
            form: Some(Place::whole(&file)),
            heading: None,
            other_forms: vec![],
            fields,
            signature: None,
            documents: IndexMap::new(),
            evidence: vec![],
            photograph: None,
            priorities: vec![],
            areas: vec![],
            unclaimed: vec![],
            characters: Coverage::default(),
        },
        receipt: Receipt { submission: unit.to_owned(), received: as_of() },
        assessment: Assessment { findings: vec![], outcomes: vec![], verdict: Verdict::Qualified },
        rulings: vec![],
    }
}

/// The entry with one more field value.
pub fn with_field(mut entry: Entry, key: &str, value: Value) -> Entry {
    let file: Arc<str> = Arc::from("申报表.xlsx");
    let read = Located { raw: value.to_string(), value, place: Place::whole(&file) };
    entry.application.fields.insert(key.to_owned(), FieldReading::Read(FieldValue::plain(read)));
    entry
}

/// The entry with one more finding, its verdict counted anew.
pub fn with_finding(mut entry: Entry, code: &str, subject: &str, on_fail: OnFail, outcome: Outcome) -> Entry {
    let place = entry
        .application
        .form
        .clone()
        .map(|form| Place::at(&form.file, Spot::SheetCell { sheet: Arc::from("申报表"), row: 4, column: 1 }));
    entry.assessment.findings.push(Finding {
        code: code.to_owned(),
        subject: Some(subject.to_owned()),
        outcome,
        on_fail,
        message: "负责人填了 4 人，上限 3 人（申报表）".to_owned(),
        help: Some("请将负责人减至 3 人以内，重新填报并签字。".to_owned()),
        basis: Some("申报表“项目负责（不超过3人）”".to_owned()),
        place,
    });
    entry.assessment.verdict = Verdict::of(&entry.assessment.findings);
    entry
}

/// The entry with a ruling of the staff.
pub fn with_ruling(mut entry: Entry, verdict: RulingVerdict, note: &str) -> Entry {
    entry.rulings.push(Ruling { verdict, note: note.to_owned(), by: "评审工作簿.xlsx".to_owned(), at: as_of() });
    entry
}

/// One judge's line.
pub fn sheet(judge: u32, number: usize, scores: [&str; 5]) -> ScoreSheet {
    let file: Arc<str> = Arc::from(format!("评委{judge:02}.xlsx"));
    ScoreSheet {
        judge,
        number: format!("2026-{number:03}"),
        scores: scores.iter().map(|score| score.parse::<Decimal>().ok()).collect(),
        recused: false,
        comment: String::new(),
        place: Place::whole(&file),
    }
}
