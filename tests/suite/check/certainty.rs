//! What is certain and what is for people: a file that could not be read, text that nothing claimed, exceptions granted.

use jiff::civil::date;
use shenping::model::DigitalSignature;
use shenping::model::Evidence;
use shenping::model::FieldReading;
use shenping::model::FileOutcome;
use shenping::model::Format;
use shenping::model::Located;
use shenping::model::OnFail;
use shenping::model::Outcome;
use shenping::model::SignatureState;
use shenping::model::SignedReference;
use shenping::model::TroubleKind;
use shenping::model::Unclaimed;
use shenping::model::Value;
use shenping::model::Verdict;
use shenping::policy::Exception;
use shenping::policy::RosterUnit;
use shenping::policy::RuleKind;

use crate::check::scene::PROJECT;
use crate::check::scene::Scene;
use crate::check::scene::at;
use crate::check::scene::received;

fn found(scene: &Scene) -> Vec<(String, Outcome)> {
    scene.findings().into_iter().map(|finding| (finding.code, finding.outcome)).collect()
}

#[test]
fn a_paper_that_could_not_be_read_is_not_missing() {
    let mut scene = Scene::clean();
    scene.one().documents.clear();
    scene.add_unread("文字说明.docx", Some("description"), TroubleKind::Encrypted);
    assert_eq!(found(&scene), [("file-encrypted".to_owned(), Outcome::Fail)]);

    let mut scene = Scene::clean();
    scene.one().documents.clear();
    scene.add_unread("材料.rar", None, TroubleKind::Unsupported);
    let expected =
        [("description-missing".to_owned(), Outcome::Manual), ("file-unsupported".to_owned(), Outcome::Fail)];
    assert_eq!(found(&scene), expected);
}

#[test]
fn an_empty_file_of_no_known_kind_may_be_the_paper() {
    let mut scene = Scene::clean();
    scene.one().documents.clear();
    scene.add_unread("20261101.docx", Some("other"), TroubleKind::Unreadable);
    scene.files[0].format = Some(Format::Empty);
    let expected = [("description-missing".to_owned(), Outcome::Manual), ("file-unreadable".to_owned(), Outcome::Fail)];
    assert_eq!(found(&scene), expected);
}

#[test]
fn a_form_of_which_only_a_scan_came_is_for_people_to_look_for_there() {
    let mut scene = Scene::clean();
    without_form(&mut scene);
    scene.add_unread("申报表.pdf", Some("scan"), TroubleKind::Disguised);
    scene.files[0].troubles.clear();
    scene.files[0].outcome = FileOutcome::Kept;
    assert_eq!(found(&scene), [("form-missing".to_owned(), Outcome::Manual)]);
    // beside a form that was read a scan of the signed page hides no description
    let mut scene = Scene::clean();
    scene.one().documents.clear();
    scene.add_unread("签字页.pdf", Some("scan"), TroubleKind::Disguised);
    scene.files[0].troubles.clear();
    scene.files[0].outcome = FileOutcome::Kept;
    assert_eq!(found(&scene), [("description-missing".to_owned(), Outcome::Fail)]);
}

/// As where no form came.
fn without_form(scene: &mut Scene) {
    scene.one().form = None;
    scene.one().signature = None;
    for key in scene.one().fields.keys().cloned().collect::<Vec<String>>() {
        scene.remove(&key);
    }
}

#[test]
fn findings_call_the_form_as_the_measure_does() {
    let mut scene = Scene::clean();
    scene.empty("effect", None);
    scene.policy.documents.iter_mut().filter(|paper| paper.key == "form").for_each(|form| {
        form.label = "推荐书".to_owned();
    });
    let finding = scene.findings().remove(0);
    assert_eq!(finding.message, "推荐书“项目预期效果”一栏没有填写");
    assert_eq!(finding.help.as_deref(), Some("请单位填写“项目预期效果”后重新报送推荐书"));
}

#[test]
fn a_description_without_text_is_there_and_for_people_to_read() {
    let mut scene = Scene::clean();
    scene.one().documents.clear();
    let place = at("海港区总工会/文字说明.pdf", 0);
    scene.one().evidence.push(Evidence { role: "description".to_owned(), place });
    assert_eq!(found(&scene), [("description-over-length".to_owned(), Outcome::Manual)]);
}

#[test]
fn a_form_that_could_not_be_read_is_not_missing() {
    let mut scene = Scene::clean();
    without_form(&mut scene);
    scene.add_unread("申报表.xlsx", Some("form"), TroubleKind::Unreadable);
    assert_eq!(found(&scene), [("file-unreadable".to_owned(), Outcome::Fail)]);
}

#[test]
fn what_is_not_found_on_a_damaged_form_is_not_said_to_be_missing() {
    let mut scene = Scene::clean();
    scene.add_unread("申报表.xlsx", Some("form"), TroubleKind::Unreadable);
    scene.remove("effect");
    scene.remove("sign_date");
    scene.signature().date = None;
    scene.signature().state = SignatureState::Absent;
    assert_eq!(found(&scene), [("file-unreadable".to_owned(), Outcome::Fail)]);
    scene.empty("effect", None);
    assert_eq!(scene.codes(), ["field-missing", "file-unreadable"]);
}

#[test]
fn what_a_form_without_a_single_field_asks_for_is_not_said_to_be_missing() {
    // Only its title and its line to sign were read: the table is a picture, or was lost.
    let required = ["unit", "project", "leaders", "phone", "reason", "innovation", "measures", "effect"];
    let mut scene = Scene::clean();
    required.iter().for_each(|key| scene.remove(key));
    assert_eq!(scene.codes(), ["field-unrecognised"; 8]);
    scene.empty("effect", None);
    assert_eq!(scene.codes(), ["field-missing"; 8]);
}

#[test]
fn a_field_hides_only_in_text_that_could_hold_it() {
    let text =
        |value, raw: &str| Located { value, raw: raw.to_owned(), place: at("海港区总工会/申报表.xlsx", 9) };
    for (key, value, raw, code) in [
        ("phone", Unclaimed::Unknown, "联络号码 13800001111", "field-unrecognised"),
        ("phone", Unclaimed::Unknown, "备用说明", "field-missing"),
        ("phone", Unclaimed::Foreign, "传真 0335-3601234", "field-missing"),
        ("effect", Unclaimed::Hidden, "隐藏的效果", "field-missing"),
        ("effect", Unclaimed::Hidden, "项目预期效果", "field-unrecognised"),
        ("effect", Unclaimed::Unknown, "※", "field-missing"),
        ("effect", Unclaimed::Unknown, "成绩单：很好", "field-unrecognised"),
    ] {
        let mut scene = Scene::clean();
        scene.remove(key);
        scene.one().unclaimed.push(text(value, raw));
        assert_eq!(scene.codes(), [code], "{key} {raw}");
    }
}

#[test]
fn a_line_that_names_a_lost_field_within_another_ones_text_is_for_people() {
    for (prose, code) in [
        ("首创“四联”机制。\n计划措施：1.调研；2.试点", "field-unrecognised"),
        ("首创“四联”机制。\n★计划措施 —— 调研", "field-unrecognised"),
        ("首创“四联”机制。\n计划措施【调研】", "field-unrecognised"),
        ("首创“四联”机制。\n项目背景：多年积累", "field-missing"),
        ("首创“四联”机制，采取多项措施", "field-missing"),
        ("这一做法的依据是我们多年来采取的措施：调研", "field-missing"),
    ] {
        let mut scene = Scene::clean();
        scene.remove("measures");
        scene.fill_as("innovation", Value::Text(prose.to_owned()), prose);
        assert_eq!(scene.codes(), [code], "{prose}");
    }
}

#[test]
fn a_form_whose_line_to_sign_may_be_in_other_words_is_not_unsigned_for_certain() {
    for (value, raw, outcome) in [
        (Unclaimed::Unknown, "审批签字", Outcome::Manual),
        (Unclaimed::Unknown, "单位主要负责人", Outcome::Manual),
        (Unclaimed::Foreign, "工会主席：张伟", Outcome::Manual),
        (Unclaimed::Foreign, "姓名    职务    签名    日期", Outcome::Manual),
        (Unclaimed::Foreign, "经办人签字", Outcome::Fail),
        (Unclaimed::Foreign, "工会主席", Outcome::Fail),
        (Unclaimed::Unknown, "备用说明", Outcome::Fail),
    ] {
        let mut scene = Scene::clean();
        scene.remove("sign_date");
        let place = at("海港区总工会/申报表.xlsx", 9);
        let signature = scene.signature();
        (signature.state, signature.look, signature.place, signature.date) = (SignatureState::Absent, None, None, None);
        scene.one().unclaimed.push(Located { value, raw: raw.to_owned(), place });
        let told = [("signature-missing", outcome), ("sign-date-missing", outcome)];
        assert_eq!(found(&scene), told.map(|(code, outcome)| (code.to_owned(), outcome)), "{raw}");
    }
}

#[test]
fn of_several_unclaimed_texts_the_one_most_like_the_label_is_shown() {
    let mut scene = Scene::clean();
    scene.remove("reason");
    for (row, raw) in [(7, "牵头人"), (8, "申报理由说明"), (9, "x理由")] {
        let place = at("海港区总工会/申报表.xlsx", row);
        scene.one().unclaimed.push(Located { value: Unclaimed::Unknown, raw: raw.to_owned(), place });
    }
    let findings = scene.findings();
    assert!(findings.iter().any(|finding| finding.message.contains("“申报理由说明”")), "{findings:?}");
}

#[test]
fn what_one_of_two_differing_papers_lacks_the_other_may_have() {
    let mut scene = Scene::clean();
    let place = scene.description().place.clone();
    scene.description().sections.retain(|section| section.key != "innovation");
    scene.description().others = vec![place];
    let findings = found(&scene);
    assert!(findings.contains(&("description-section-missing".to_owned(), Outcome::Manual)), "{findings:?}");
    assert!(findings.iter().all(|(_, outcome)| *outcome == Outcome::Manual), "{findings:?}");
}

#[test]
fn a_heading_with_nothing_below_it_is_a_missing_section() {
    let mut scene = Scene::clean();
    for section in scene.description().sections.iter_mut().filter(|section| section.key == "outcome") {
        section.characters = 0;
    }
    let findings = scene.findings();
    assert_eq!(findings.len(), 1);
    assert!(findings.iter().all(|finding| finding.message.contains("标题下没有内容")), "{findings:?}");
}

#[test]
fn a_unit_is_known_by_full_short_and_local_name() {
    let mut scene = Scene::clean();
    let name = "秦皇岛市海港区总工会".to_owned();
    scene.roster = vec![RosterUnit { name, short_names: vec!["海港总工会".to_owned()], category: None }];
    for unit in ["秦皇岛市海港区总工会", "海港区总工会", "海港总工会", "海 港 总 工 会"] {
        scene.fill("unit", Value::Organisation(unit.to_owned()));
        assert!(scene.codes().is_empty(), "{unit} {:?}", scene.findings());
    }
    scene.fill("unit", Value::Organisation("海港区教育工会".to_owned()));
    assert_eq!(scene.codes(), ["unit-unknown", "unit-disagrees"]);
}

#[test]
fn a_name_that_two_units_of_the_roster_bear_is_neither() {
    let mut scene = Scene::clean();
    let unit = |name: &str| RosterUnit { name: name.to_owned(), short_names: vec![], category: None };
    scene.roster = vec![unit("抚宁区第一中学工会"), unit("昌黎县第一中学工会"), unit("秦皇岛市海港区总工会")];
    scene.fill("unit", Value::Organisation("第一中学工会".to_owned()));
    assert!(scene.codes().contains(&"unit-unknown".to_owned()), "{:?}", scene.codes());
    scene.fill("unit", Value::Organisation("昌黎县第一中学".to_owned()));
    assert!(!scene.codes().contains(&"unit-unknown".to_owned()), "{:?}", scene.codes());
}

#[test]
fn the_description_agrees_under_other_writings_of_the_same_names() {
    for unit in ["海港区总工会", "秦皇岛市 海港区总工会（盖章）", "海港区总工会、抚宁区总工会"]
    {
        let mut scene = Scene::clean();
        scene.description().unit.as_mut().expect("it names one").value = unit.to_owned();
        assert!(scene.codes().is_empty(), "{unit}");
    }
    for project in ["五心职工之家建设", "《“五心”职工之家建设》", "“五心”职工之家建设项目文字说明"]
    {
        let mut scene = Scene::clean();
        scene.description().project.as_mut().expect("it names one").value = project.to_owned();
        assert!(scene.codes().is_empty(), "{project}");
    }
}

#[test]
fn a_title_may_put_the_projects_name_otherwise_and_a_label_may_not() {
    let mut scene = Scene::clean();
    let title = "打造“五心”职工之家 提升服务水平";
    let project = scene.description().project.as_mut().expect("it names one");
    (project.value, project.raw) = (title.to_owned(), title.to_owned());
    assert!(scene.codes().is_empty());
    scene.description().project.as_mut().expect("it names one").raw = format!("项目名称：{title}");
    assert_eq!(scene.codes(), ["project-disagrees"]);
}

#[test]
fn a_title_with_another_character_is_written_wrongly_in_one_of_the_papers() {
    let mut scene = Scene::clean();
    for (title, codes) in [("“五心”职工之家建没", vec!["project-disagrees"]), ("“五心”职工之家的建设", vec![])]
    {
        let project = scene.description().project.as_mut().expect("it names one");
        (project.value, project.raw) = (title.to_owned(), title.to_owned());
        assert_eq!(scene.codes(), codes, "{title}");
    }
}

#[test]
fn evidence_that_lies_beside_the_form_and_could_not_be_placed_is_not_certainly_missing() {
    // 甲/申报表/1.xlsx is one of several forms in a folder for forms
    let cases = [
        ("海港区总工会", "海港区/申报表.xlsx", "海港区/共同证明.pdf", Outcome::Manual),
        ("海港区总工会", "海港区/申报表.xlsx", "抚宁区/证明.pdf", Outcome::Fail),
        ("甲/申报表/1.xlsx", "甲/申报表/1.xlsx", "甲/证明材料/1.pdf", Outcome::Manual),
        ("甲/海港区", "甲/海港区/申报表.xlsx", "甲/证明材料/1.pdf", Outcome::Fail),
    ];
    for (id, form, path, outcome) in cases {
        let mut scene = Scene::clean();
        scene.one().evidence.clear();
        (scene.one().id, scene.one().form) = (id.to_owned(), Some(at(form, 1)));
        let mut file = received(path, TroubleKind::Disguised);
        (file.role, file.outcome, file.troubles) = (Some("evidence".to_owned()), FileOutcome::Unassigned, vec![]);
        scene.files.push(file);
        let found = scene.findings();
        let told: Vec<(&str, Outcome)> = found.iter().map(|finding| (finding.code.as_str(), finding.outcome)).collect();
        assert_eq!(told, [("evidence-missing", outcome)], "{path}");
    }
}

#[test]
fn a_motto_as_title_is_no_other_project_where_the_text_names_the_forms() {
    let mut scene = Scene::clean();
    let motto = "让职工之家有温度";
    let project = scene.description().project.as_mut().expect("it names one");
    (project.value, project.raw) = (motto.to_owned(), motto.to_owned());
    assert_eq!(scene.codes(), ["project-disagrees"]);
    scene.description().text.push_str(&format!("我会实施的{PROJECT}项目"));
    assert!(scene.codes().is_empty());
    scene.description().project.as_mut().expect("it names one").raw = format!("项目名称：{motto}");
    assert_eq!(scene.codes(), ["project-disagrees"]);
}

#[test]
fn one_valid_number_among_several_is_enough() {
    let mut scene = Scene::clean();
    scene.fill("phone", Value::Phones(vec!["123".to_owned(), "0335-3601234".to_owned()]));
    assert!(scene.codes().is_empty());
    scene.fill("phone", Value::Text("1.38E+10".to_owned()));
    assert_eq!(scene.codes(), ["phone-invalid"]);
    assert!(scene.findings().iter().all(|finding| finding.message.contains("科学计数法")));
}

#[test]
fn an_accepted_state_passes_and_a_doubt_is_for_people() {
    for state in [SignatureState::Picture, SignatureState::Ink, SignatureState::Digital] {
        let mut scene = Scene::clean();
        scene.signature().state = state;
        assert!(scene.codes().is_empty(), "{state:?}");
        scene.signature().doubts.push("图片不在签字处".to_owned());
        assert_eq!(found(&scene), [("signature-missing".to_owned(), Outcome::Manual)], "{state:?}");
    }
    let mut scene = Scene::clean();
    scene.signature().state = SignatureState::Unreadable;
    assert_eq!(found(&scene), [("signature-missing".to_owned(), Outcome::Manual)]);
    let mut scene = Scene::clean();
    scene.signature().state = SignatureState::Typed;
    for rule in &mut scene.policy.rules {
        if let RuleKind::Signed { accept } = &mut rule.kind {
            accept.push(SignatureState::Typed);
        }
    }
    assert!(scene.codes().is_empty());
}

#[test]
fn a_digital_signature_that_nobody_verified_is_for_people() {
    let mut scene = Scene::clean();
    scene.signature().state = SignatureState::Digital;
    let doubt = Some(("signature-missing".to_owned(), Outcome::Manual));
    let signed = |day: &str| Some(format!("{day}T09:00:00Z"));
    for (holds, valid_then, signed_at, expected) in [
        (Some(true), Some(true), None, None),
        (Some(true), Some(true), signed("2026-11-20"), None),
        (Some(true), Some(true), signed("2026-11-21"), doubt.clone()),
        (Some(true), Some(false), None, doubt.clone()),
        (None, None, None, doubt),
    ] {
        scene.signature().digital = vec![DigitalSignature {
            signer: Some("甲某".to_owned()),
            signed_at,
            line: None,
            value_holds: holds,
            valid_then,
            references: vec![SignedReference { part: "word/document.xml".to_owned(), holds: Some(true) }],
            uncovered: vec![],
        }];
        assert_eq!(found(&scene), expected.into_iter().collect::<Vec<_>>(), "{holds:?}");
    }
}

#[test]
fn where_only_a_scan_came_the_date_is_looked_for_there() {
    let mut scene = Scene::clean();
    scene.signature().state = SignatureState::Scan;
    scene.signature().date = None;
    scene.empty("sign_date", None);
    assert_eq!(scene.codes(), ["signature-scan-only"]);
}

#[test]
fn the_date_beside_the_signature_counts_where_the_field_has_none() {
    let mut scene = Scene::clean();
    scene.remove("sign_date");
    assert!(scene.codes().is_empty());
    scene.signature().date = Some(date(2030, 1, 1));
    assert_eq!(scene.codes(), ["sign-date-implausible"]);
}

#[test]
fn background_years_do_not_put_a_project_outside_its_year() {
    for text in [
        "2020年印发的办法实施以来，我们建家。",
        "自2019年以来，我们建家。2018年成立工会。",
        "2024年，我们试点；2026年全面推开。",
        "2024年试点，今年全面推开。",
        "培训2024人次。",
    ] {
        let mut scene = Scene::clean();
        scene.description().text.push_str(text);
        assert!(scene.codes().is_empty(), "{text} {:?}", scene.findings());
    }
}

#[test]
fn without_a_year_nothing_is_outside_it() {
    let mut scene = Scene::clean();
    scene.year = None;
    scene.description().text.push_str("2024年，我们建家。");
    assert!(scene.codes().is_empty());
}

#[test]
fn an_exception_leaves_the_finding_as_a_note_that_says_by_whom() {
    let mut scene = Scene::clean();
    scene.fill("leaders", Value::People(["甲某", "乙某", "丙某", "丁某"].map(str::to_owned).to_vec()));
    assert_eq!(scene.assess_one().verdict, Verdict::ToCorrect);
    scene.season.exceptions.push(Exception {
        submission: "海港区总工会".to_owned(),
        rule: "leaders-over-limit".to_owned(),
        by: "研究室主任".to_owned(),
        reason: "联合项目".to_owned(),
    });
    let assessment = scene.assess_one();
    assert_eq!(assessment.verdict, Verdict::Qualified);
    let finding = assessment.findings.first().expect("it is still said");
    assert_eq!((finding.outcome, finding.on_fail), (Outcome::Fail, OnFail::Note));
    assert!(finding.message.contains("研究室主任已准予例外：联合项目"), "{}", finding.message);
    let rule = assessment.outcomes.iter().find(|rule| &*rule.code == "leaders-over-limit").expect("the rule");
    assert_eq!(rule.outcome, Outcome::Pass);

    scene.season.exceptions.iter_mut().for_each(|exception| exception.submission = "别的单位".to_owned());
    assert_eq!(scene.assess_one().verdict, Verdict::ToCorrect);
}

#[test]
fn the_policy_says_what_follows() {
    let mut scene = Scene::clean();
    scene.signature().state = SignatureState::Typed;
    for rule in scene.policy.rules.iter_mut().filter(|rule| rule.code == "signature-typed-only") {
        rule.on_fail = OnFail::Correct;
        rule.basis = Some("本市规定".to_owned());
    }
    let findings = scene.findings();
    let said: Vec<_> = findings.iter().map(|finding| (finding.on_fail, finding.basis.as_deref())).collect();
    assert_eq!(said, [(OnFail::Correct, Some("本市规定"))]);
}

#[test]
fn a_submission_without_a_form_is_not_asked_for_its_fields() {
    let mut scene = Scene::clean();
    scene.one().form = None;
    scene.one().signature = None;
    for reading in scene.one().fields.values_mut() {
        *reading = FieldReading::NotFound;
    }
    let assessment = scene.assess_one();
    let asked = ["field-missing", "signature-missing", "signature-typed-only", "sign-date-missing", "phone-invalid"];
    for rule in assessment.outcomes.iter().filter(|rule| asked.contains(&&*rule.code)) {
        assert_eq!(rule.outcome, Outcome::NotApplicable, "{}", rule.code);
    }
}
