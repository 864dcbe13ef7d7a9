//! policy.toml: the built-in measure is whole, a mistake is named at its line with the nearest right word, and the measure
//! of another city loads without a change of code.

use shenping::model::Money;
use shenping::model::OnFail;
use shenping::policy;
use shenping::policy::RuleKind;
use shenping::policy::TierAmount;

use crate::made_settings::OTHER_CITY;
use crate::made_settings::expect_at;
use crate::made_settings::expect_one;
use crate::made_settings::other_city;
use crate::made_settings::with_mistake;

/// Spoils the measure of the other city and expects one error, on that line, that speaks of these words.
fn expect_error(right: &str, wrong: &str, words: &[&str]) {
    let (text, line) = with_mistake(OTHER_CITY, right, wrong);
    let error = policy::load_policy(&text, "policy.toml").expect_err(wrong);
    expect_one(&error, line, words);
}

#[test]
fn the_built_in_measure_loads_without_a_word_against_it() {
    let lint = policy::lint_policy(policy::builtin_text(), "qinhuangdao-2020.toml");
    assert!(lint.is_none(), "{}", lint.map(|error| error.to_string()).unwrap_or_default());
}

#[test]
fn the_built_in_measure_asks_for_what_the_contract_names() {
    let policy = policy::builtin();
    let keys: Vec<&str> = policy.fields.iter().map(|field| field.key.as_str()).collect();
    let required: Vec<&str> =
        policy.fields.iter().filter(|field| field.required).map(|field| field.key.as_str()).collect();
    for key in ["joint_units", "signature", "sign_date", "category", "period"] {
        assert!(keys.contains(&key) && !required.contains(&key), "{key}");
    }
    assert_eq!(required, ["unit", "project", "leaders", "phone", "reason", "innovation", "measures", "effect"]);
    let sections: Vec<&str> =
        policy.document("description").unwrap().sections.iter().map(|section| section.key.as_str()).collect();
    assert_eq!(sections, ["project_name", "main_content", "innovation", "outcome"]);
    assert_eq!(policy.areas.len(), 9);
    assert_eq!(policy.priorities.len(), 4);
    assert_eq!(policy.criteria.len(), 5);
    assert_eq!(policy.max_total, None);
}

#[test]
fn every_code_of_the_contract_stands_in_the_built_in_measure_with_its_consequence() {
    let table = [
        ("form-missing", OnFail::Correct),
        ("form-repeated", OnFail::Decide),
        ("field-missing", OnFail::Correct),
        ("field-unrecognised", OnFail::Decide),
        ("prompt-left-in", OnFail::Note),
        ("leaders-over-limit", OnFail::Correct),
        ("joint-units-over-limit", OnFail::Decide),
        ("joint-lead-unclear", OnFail::Decide),
        ("phone-invalid", OnFail::Correct),
        ("unit-unknown", OnFail::Decide),
        ("unit-disagrees", OnFail::Decide),
        ("project-disagrees", OnFail::Decide),
        ("description-missing", OnFail::Correct),
        ("evidence-missing", OnFail::Correct),
        ("description-over-length", OnFail::Correct),
        ("description-section-missing", OnFail::Correct),
        ("signature-missing", OnFail::Correct),
        ("signature-typed-only", OnFail::Decide),
        ("signature-blank-picture", OnFail::Correct),
        ("signature-reused", OnFail::Decide),
        ("signature-scan-only", OnFail::Decide),
        ("signature-broken", OnFail::Correct),
        ("sign-date-missing", OnFail::Correct),
        ("sign-date-implausible", OnFail::Correct),
        ("outside-year", OnFail::Decide),
        ("submitted-late", OnFail::Reject),
        ("duplicate-submission", OnFail::Decide),
        ("similar-project", OnFail::Decide),
        ("repeated-from-earlier-year", OnFail::Decide),
        ("file-unreadable", OnFail::Correct),
        ("file-encrypted", OnFail::Correct),
        ("file-unsupported", OnFail::Correct),
        ("file-unsafe", OnFail::Correct),
        ("file-disguised", OnFail::Note),
        ("file-has-macros", OnFail::Note),
        ("file-unassigned", OnFail::Decide),
    ];
    for (code, on_fail) in table {
        let rule = policy::builtin().rule(code, None).unwrap_or_else(|| panic!("{code}"));
        assert_eq!(rule.on_fail, on_fail, "{code}");
        assert!(rule.basis.is_some(), "{code} cites nothing");
    }
}

#[test]
fn every_article_of_the_measure_is_cited_somewhere() {
    let lines = policy::list_rules(policy::builtin());
    let policy = policy::builtin();
    let mut cited: Vec<String> = lines.iter().filter_map(|line| line.basis.clone()).collect();
    cited.extend(policy.tiers.iter().filter_map(|tier| tier.basis.clone()));
    cited.extend(policy.criteria.iter().filter_map(|criterion| criterion.basis.clone()));
    for article in ["二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二"] {
        let article = format!("第{article}条");
        assert!(cited.iter().any(|basis| basis.contains(&article)), "{article}");
    }
}

#[test]
fn a_required_field_is_a_rule_of_its_own() {
    let policy = policy::builtin();
    let missing: Vec<&str> = policy
        .rules
        .iter()
        .filter(|rule| rule.kind == RuleKind::Required)
        .filter_map(|rule| rule.subject.as_deref())
        .collect();
    assert_eq!(missing.len(), 8, "{missing:?}");
    let rule = policy.rule("field-missing", Some("phone")).unwrap();
    assert_eq!((rule.on_fail, rule.basis.as_deref()), (OnFail::Correct, Some("申报表“联系电话”")));
    let documents = policy.rules.iter().filter(|rule| rule.kind == RuleKind::DocumentPresent).count();
    assert_eq!(documents, 2);
    let place = |code: &str| policy.rules.iter().position(|rule| rule.code == code);
    assert!(place("field-missing") < place("leaders-over-limit"), "they stand where the file speaks of them");
}

#[test]
fn the_measure_of_another_city_loads_whole() {
    let policy = other_city();
    assert_eq!(policy.roles.phone.as_deref(), Some("mobile"));
    assert_eq!(policy.roles.signature.as_deref(), Some("chairman"));
    assert_eq!(policy.roles.sign_date.as_deref(), Some("signed_on"));
    // The day that a project was done is not that of a signature, though a form asks for no other.
    let done = OTHER_CITY.replace("label = \"签名日期\"", "label = \"完成日期\"");
    assert_eq!(policy::load_policy(&done, "policy.toml").expect("it loads").roles.sign_date, None);
    assert_eq!(policy.roles.period.as_deref(), Some("done_between"));
    assert_eq!(policy.roles.partners, None);
    assert_eq!(policy.max_total, Some(20));
    let TierAmount::ByCategory(amounts) = &policy.tiers[0].amount else { panic!("by category") };
    assert_eq!(amounts["合理化建议"], Money::from_fen(100_050));
    assert_eq!(policy.tiers[2].amount, TierAmount::Fixed(Money::ZERO));
    assert_eq!(policy.tiers[1].limits["inventors"], 5);
    assert_eq!(policy.rule("inventors-over-limit", None).unwrap().subject.as_deref(), Some("inventors"));
    assert_eq!(policy.rule("report-missing", None).unwrap().kind, RuleKind::DocumentPresent);
    assert_eq!(policy.rule("too-late", None).unwrap().on_fail, OnFail::Reject);
    assert!(policy.rule("signature-typed-only", None).is_some());
    assert!(policy.rule("sign-date-implausible", None).is_none(), "nothing asks for the date");
    for key in ["form", "description", "evidence", "report", "novelty_search"] {
        assert!(policy.document(key).is_some(), "{key}");
    }
    assert!(policy::lint_policy(OTHER_CITY, "policy.toml").is_none());
}

#[test]
fn an_unknown_key_is_named_with_the_nearest() {
    expect_error("aliases = [\"成果题目\"]", "alias = [\"成果题目\"]", &["alias", "aliases"]);
    expect_error("office = \"临海市总工会经济技术部\"", "ofice = \"临海市总工会经济技术部\"", &["ofice", "office"]);
    expect_error("decimals = 1", "decimal = 1", &["decimals"]);
    expect_error("max_total = 20", "max_totals = 20", &["max_total"]);
    expect_error("[awards]", "[award_caps]", &["award_caps", "awards"]);
}

#[test]
fn an_unknown_word_is_named_with_the_nearest() {
    expect_error("kind = \"choice\"\n", "kind = \"choise\"\n", &["choise", "choice"]);
    expect_error("kind = \"count-at-most\"", "kind = \"count-atmost\"", &["count-at-most"]);
    expect_error("on_fail = \"decide\"", "on_fail = \"decided\"", &["decide"]);
    expect_error("aggregate = \"median\"", "aggregate = \"medium\"", &["median"]);
    expect_error("\"digital\", \"scan\"", "\"digital\", \"scann\"", &["scan"]);
    expect_error("source = \"measure\"", "source = \"law\"", &["law", "measure", "office"]);
}

#[test]
fn a_value_of_the_wrong_type_is_named() {
    expect_error("limit = 15\non_fail", "limit = \"十五\"\non_fail", &["limit", "整数", "文字"]);
    expect_error("required = true\nbasis = \"第四条\"", "required = 1\nbasis = \"第四条\"", &["true", "整数"]);
    expect_error("titles = [\"临海市职工创新成果申报书\"]", "titles = \"申报书\"", &["列表"]);
    expect_error("max = 40", "max = \"40\"", &["max", "数"]);
    expect_error("label = \"推荐工会\"", "label = \" \"", &["空"]);
}

#[test]
fn sections_asked_of_a_paper_that_has_none_are_refused() {
    let right = "kind = \"sections-present\"\nsubject = \"report\"";
    let (text, line) = with_mistake(OTHER_CITY, right, "kind = \"sections-present\"\nsubject = \"novelty_search\"");
    let error = policy::load_policy(&text, "policy.toml").unwrap_err();
    expect_one(&error, line - 2, &["report-incomplete", "查新报告", "documents.sections"]);
}

#[test]
fn an_option_of_another_kind_is_refused() {
    let wrong = "kind = \"phone-valid\"\nlimit = 3";
    let (text, line) = with_mistake(OTHER_CITY, "kind = \"phone-valid\"", wrong);
    let error = policy::load_policy(&text, "policy.toml").unwrap_err();
    expect_one(&error, line + 1, &["mobile-invalid", "limit"]);
}

#[test]
fn a_code_that_is_no_code_is_refused() {
    for wrong in ["Inventors-over-limit", "inventors_over_limit", "inventors-", "-inventors", "inventors2", "人数超限"]
    {
        let wrong = format!("code = \"{wrong}\"");
        expect_error("code = \"inventors-over-limit\"", &wrong, &["小写英文"]);
    }
}

#[test]
fn a_rule_on_something_that_is_not_there_is_refused_with_the_nearest() {
    expect_error("subject = \"certificate_number\"", "subject = \"certificate_no\"", &["certificate_number"]);
    expect_error("with = \"report\"", "with = \"reprot\"", &["report"]);
    let wrong = "kind = \"sections-present\"\nsubject = \"raport\"";
    let (text, line) = with_mistake(OTHER_CITY, "kind = \"sections-present\"\nsubject = \"report\"", wrong);
    let error = policy::load_policy(&text, "policy.toml").unwrap_err();
    expect_one(&error, line + 1, &["raport", "report"]);
}

#[test]
fn a_kind_that_does_not_fit_the_field_is_refused() {
    let subject = "kind = \"matches\"\nsubject = \"certificate_number\"\npattern = '^[A-Z]{2}\\d{6}$'";
    let cases = [
        ("kind = \"count-at-most\"\nlimit = 3\nsubject = \"certificate_number\"", 2, "inventors"),
        ("kind = \"phone-valid\"\nsubject = \"signed_on\"", 1, "mobile"),
        ("kind = \"signed\"\nsubject = \"signed_on\"", 1, "chairman"),
        ("kind = \"dated\"\nsubject = \"chairman\"", 1, "signed_on"),
        ("kind = \"one-of\"\nsubject = \"achievement\"", 1, "sort"),
        ("kind = \"known-unit\"\nsubject = \"inventors\"", 1, "recommending_union"),
        ("kind = \"sections-present\"\nsubject = \"achievement\"", 1, "report"),
    ];
    for (wrong, below, help) in cases {
        let (text, line) = with_mistake(OTHER_CITY, subject, wrong);
        let error = policy::load_policy(&text, "policy.toml").unwrap_err();
        expect_at(&error, line + below, &[help]);
    }
    let (text, line) = with_mistake(OTHER_CITY, subject, "kind = \"not-repeated\"\nyears = 2\nsubject = \"sort\"");
    expect_one(&policy::load_policy(&text, "policy.toml").unwrap_err(), line + 2, &["整份"]);
}

#[test]
fn a_subject_that_could_be_several_must_be_named() {
    let right =
        "[[rules]]\ncode = \"certificate-number-malformed\"\nkind = \"matches\"\nsubject = \"certificate_number\"\n";
    let wrong = "[[rules]]\ncode = \"certificate-number-malformed\"\nkind = \"matches\"\n";
    expect_error(right, wrong, &["subject", "certificate_number"]);
    // With a second phone the rule on the only phone is no longer clear.
    let second = "[[fields]]\nkey = \"desk\"\nlabel = \"座机\"\nkind = \"phone\"\n[[documents]]\nkey = \"report\"";
    let (text, _) = with_mistake(OTHER_CITY, "[[documents]]\nkey = \"report\"", second);
    let error = policy::load_policy(&text, "policy.toml").unwrap_err();
    assert!(error.to_string().contains("mobile、desk"), "{error}");
}

#[test]
fn limits_patterns_and_similarities_out_of_range_are_refused() {
    expect_error("limit = 15\non_fail", "limit = -1\non_fail", &["0"]);
    expect_error("similarity = 0.9", "similarity = 1.1", &["1.1"]);
    expect_error("similarity = 0.9", "similarity = 0", &["similarity"]);
    expect_error("similarity = 0.9", "similarity = nan", &["数"]);
    expect_error("pattern = '^[A-Z]{2}\\d{6}$'", "pattern = '^[A-Z{2}'", &["正则"]);
    expect_error("max = 40", "max = 0", &["大于 0"]);
    expect_error("decimals = 1", "decimals = 7", &["6"]);
    expect_error("working_days = 7", "working_days = 0", &["1"]);
    let (text, line) = with_mistake(OTHER_CITY, "limit = 15\non_fail", "on_fail");
    expect_one(&policy::load_policy(&text, "p").unwrap_err(), line - 3, &["缺少 limit"]);
}

#[test]
fn a_weight_is_told_to_be_the_criterions_most_and_a_chinese_key_to_be_no_key() {
    let (text, _) = with_mistake(OTHER_CITY, "[[criteria]]\n", "[[criteria]]\nweight = 30\n");
    let refused = policy::load_policy(&text, "p").unwrap_err();
    assert!(refused.to_string().contains("权重 30% 的写 max = 30"), "{refused}");
    let (text, _) = with_mistake(OTHER_CITY, "[[criteria]]\n", "[[criteria]]\n权重 = 30\n");
    let refused = policy::load_policy(&text, "p").unwrap_err();
    assert!(refused.to_string().contains("等号左边的名称照样本写英文"), "{refused}");
}

#[test]
fn a_label_that_two_fields_claim_is_refused_also_where_it_is_written_otherwise() {
    expect_error("aliases = [\"类别\"]", "aliases = [\"成 果 名 称：\"]", &["achievement", "sort"]);
    expect_error("aliases = [\"完成人\"]", "aliases = [\"推荐单位\"]", &["recommending_union", "inventors"]);
    expect_error("aliases = [\"类别\"]", "aliases = [\"推荐工会（盖章）\"]", &["recommending_union"]);
    expect_error("key = \"mobile\"", "key = \"sort\"", &["sort", "两次"]);
}

#[test]
fn a_label_that_stands_twice_in_one_field_is_only_warned_of() {
    let (text, line) = with_mistake(OTHER_CITY, "aliases = [\"完成人\"]", "aliases = [\"完成人\", \"完 成 人：\"]");
    assert!(policy::load_policy(&text, "policy.toml").is_ok());
    expect_one(&policy::lint_policy(&text, "policy.toml").unwrap(), line, &["提醒", "两次"]);
}

#[test]
fn a_role_on_a_field_that_is_not_there_or_of_another_kind_is_refused() {
    expect_error("people = \"inventors\"", "people = \"inventor\"", &["inventors"]);
    expect_error("people = \"inventors\"", "people = \"mobile\"", &["phone", "people"]);
    let (text, _) = with_mistake(OTHER_CITY, "title = \"achievement\"", "# none");
    let error = policy::load_policy(&text, "policy.toml").unwrap_err();
    assert!(error.to_string().contains("缺少 title"), "{error}");
}

#[test]
fn amounts_by_category_need_the_category_and_all_its_options() {
    expect_error("\"技术革新\" = 8000", "\"技术改新\" = 8000, \"技术革新\" = 1", &["技术改新", "技术革新"]);
    expect_error("\"技术革新\" = 8000, ", "", &["技术革新", "没有写"]);
    let (text, line) = with_mistake(OTHER_CITY, "amount = 0\n", "");
    expect_one(&policy::load_policy(&text, "policy.toml").unwrap_err(), line - 2, &["缺少 amount"]);
    expect_error("amount = 0\n", "amuont = 0\n", &["amuont", "amount"]);
    expect_error("amount = 0\n", "amount = 0.001\n", &["两位小数"]);
    expect_error("amount = 0\n", "amount = -5\n", &["负数"]);
    expect_error("limits = { inventors = 5 }", "limits = { inventor = 5 }", &["inventors"]);
    expect_error("limits = { inventors = 5 }", "limits = { achievement = 5 }", &["achievement"]);
    let text = OTHER_CITY.replace("category = \"sort\"\n", "").replace("kind = \"choice\"", "kind = \"text\"");
    let text = text.replace("options = [\"技术革新\", \"调查报告\", \"合理化建议\"]\n", "");
    let error = policy::load_policy(&text, "policy.toml").unwrap_err();
    assert!(error.to_string().contains("[roles] 没有 category"), "{error}");
}

#[test]
fn a_role_that_is_left_empty_falls_to_no_field() {
    let text = OTHER_CITY.replacen("[roles]\n", "[roles]\nphone = \"\"\n", 1);
    assert!(policy::load_policy(OTHER_CITY, "p").unwrap().roles.phone.is_some(), "the only one of its kind");
    assert_eq!(policy::load_policy(&text, "p").unwrap().roles.phone, None);
    expect_error("applicant = \"recommending_union\"", "applicant = \"\"", &["applicant 是空的"]);
}

#[test]
fn how_many_are_left_out_and_how_many_a_unit_may_send_are_the_measures() {
    let right = "aggregate = \"median\"\n";
    let trimmed = "aggregate = \"trimmed-mean\"\ntrim = 2\n";
    let (text, line) = with_mistake(OTHER_CITY, right, trimmed);
    let scoring = policy::load_policy(&text, "p").unwrap().scoring;
    assert_eq!((scoring.trim, scoring.trim_from), (2, 5));
    let (text, _) = with_mistake(OTHER_CITY, right, &format!("{trimmed}trim_from = 4\n"));
    expect_one(&policy::load_policy(&text, "p").unwrap_err(), line + 2, &["去掉两个最高分和两个最低分", "5"]);

    let first = "[[criteria]]\nkey = \"advance\"";
    let rule = "[[rules]]\ncode = \"unit-over-limit\"\nkind = \"per-unit-at-most\"\nbasis = \"第七条\"\n";
    let (text, _) = with_mistake(OTHER_CITY, first, &format!("{rule}limit = 2\n{first}"));
    let policy = policy::load_policy(&text, "p").unwrap();
    let rule_read = policy.rule("unit-over-limit", None).unwrap();
    assert_eq!((rule_read.on_fail, &rule_read.kind), (OnFail::Decide, &RuleKind::PerUnitAtMost { limit: 2 }));
    let (text, _) = with_mistake(OTHER_CITY, first, &format!("{rule}{first}"));
    assert!(policy::load_policy(&text, "p").unwrap_err().to_string().contains("缺少 limit"));
}

#[test]
fn what_is_written_twice_is_refused() {
    expect_error("label = \"优秀奖\"", "label = \"特等奖\"", &["特等奖", "两次"]);
    expect_error("label = \"效益\"", "label = \"先进性\"", &["先进性", "两次"]);
    expect_error("ties = [\"criterion:benefit\", \"mean\"]", "ties = [\"criterion:benfit\"]", &["criterion:benefit"]);
    let (text, line) = with_mistake(OTHER_CITY, "code = \"too-late\"", "code = \"x\"\ncode = \"too-late\"");
    expect_one(&policy::load_policy(&text, "policy.toml").unwrap_err(), line + 1, &["两次"]);
}

#[test]
fn the_programs_own_codes_take_no_kind_and_can_be_changed() {
    let more = "[[rules]]\ncode = \"file-has-macros\"\non_fail = \"correct\"\nbasis = \"附则\"\n[[criteria]]\nkey = \"advance\"";
    let (text, _) = with_mistake(OTHER_CITY, "[[criteria]]\nkey = \"advance\"", more);
    let policy = policy::load_policy(&text, "policy.toml").unwrap();
    let rule = policy.rule("file-has-macros", None).unwrap();
    assert_eq!((rule.on_fail, rule.basis.as_deref()), (OnFail::Correct, Some("附则")));
    assert_eq!(policy.rules.iter().filter(|rule| rule.code == "file-has-macros").count(), 1);

    let wrong = more.replace("on_fail", "kind = \"dated\"\non_fail");
    let (text, line) = with_mistake(OTHER_CITY, "[[criteria]]\nkey = \"advance\"", &wrong);
    expect_one(&policy::load_policy(&text, "p").unwrap_err(), line + 2, &["file-has-macros", "dated"]);

    let wrong = more.replace("file-has-macros", "sign-date-implausible");
    let (text, line) = with_mistake(OTHER_CITY, "[[criteria]]\nkey = \"advance\"", &wrong);
    expect_one(&policy::load_policy(&text, "p").unwrap_err(), line, &["sign-date-implausible", "dated"]);
}

#[test]
fn what_required_means_can_be_changed_for_all_fields_or_for_one() {
    let rules = "[[rules]]\ncode = \"field-missing\"\non_fail = \"decide\"\n\
        [[rules]]\ncode = \"mobile-missing\"\nkind = \"required\"\nsubject = \"mobile\"\non_fail = \"note\"\n\
        [[rules]]\ncode = \"report-missing\"\non_fail = \"reject\"\n[[criteria]]\nkey = \"advance\"";
    let (text, _) = with_mistake(OTHER_CITY, "[[criteria]]\nkey = \"advance\"", rules);
    let policy = policy::load_policy(&text, "policy.toml").unwrap();
    let on_fail = |code: &str, subject: &str| policy.rule(code, Some(subject)).map(|rule| rule.on_fail);
    assert_eq!(on_fail("field-missing", "achievement"), Some(OnFail::Decide));
    assert_eq!(on_fail("mobile-missing", "mobile"), Some(OnFail::Note));
    assert_eq!(on_fail("field-missing", "mobile"), None);
    assert_eq!(on_fail("report-missing", "report"), Some(OnFail::Reject));
}

#[test]
fn broken_toml_and_another_schema_are_named_at_their_line() {
    expect_error("limit = 15\non_fail", "limit 15\non_fail", &["TOML"]);
    expect_error("schema = 1", "schema = 2", &["schema", "2"]);
    let error = policy::load_policy("", "policy.toml").unwrap_err();
    assert!(error.to_string().contains("缺少 schema"), "{error}");
}

#[test]
fn all_mistakes_of_a_file_are_told_at_once_in_the_order_of_its_lines() {
    let text = OTHER_CITY.replace("max = 40", "max = -40").replace("kind = \"phone\"", "kind = \"fon\"");
    let error = policy::load_policy(&text, "policy.toml").unwrap_err();
    let lines: Vec<usize> = error.problems().iter().map(|problem| problem.line).collect();
    assert!(lines.len() >= 2 && lines.is_sorted(), "{error}");
}

#[test]
fn a_problem_renders_with_the_line_it_is_about() {
    let (text, _) = with_mistake(OTHER_CITY, "decimals = 1", "decimal = 1");
    let error = policy::load_policy(&text, "policy.toml").unwrap_err();
    let rendered: String = error.reports().iter().map(|report| format!("{report:?}")).collect();
    assert!(rendered.contains("decimal = 1") && rendered.contains("是不是“decimals”？"), "{rendered}");
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(64))]

    #[test]
    fn no_settings_file_however_spoilt_brings_the_loader_down(
        cut in 0usize..6000, length in 0usize..400, put in "[\\PC\\n]{0,12}", builtin: bool,
    ) {
        let text = if builtin { policy::builtin_text() } else { OTHER_CITY };
        let characters: Vec<char> = text.chars().collect();
        let cut = cut.min(characters.len());
        let spoilt: String =
            characters[..cut].iter().copied().chain(put.chars()).chain(characters.iter().skip(cut + length).copied()).collect();
        if let Err(error) = policy::load_policy(&spoilt, "policy.toml") {
            let lines = spoilt.matches('\n').count() + 1;
            for problem in error.problems() {
                proptest::prop_assert!((1..=lines).contains(&problem.line), "{problem}");
                proptest::prop_assert!(spoilt.get(problem.span.clone()).is_some(), "{problem}");
            }
        }
    }
}

#[test]
fn settings_nested_without_end_are_refused() {
    let text = format!("schema = {}", "[".repeat(200_000));
    assert!(policy::load_policy(&text, "policy.toml").is_err());
    let text = format!("[{}]", vec!["a"; 50_000].join("."));
    assert!(policy::load_policy(&text, "policy.toml").is_err());
}

#[test]
fn a_criterion_or_a_tier_that_the_books_could_not_tell_from_their_own_words_is_refused() {
    use shenping::review::workbook as book;
    for word in [book::NUMBER, book::TOTAL, book::RECUSED, book::COMMENT, book::CONFLICT, "推荐工会", "合 计"] {
        expect_error("label = \"先进性\"", &format!("label = \"{word}\""), &["评分项不能叫", word]);
    }
    for word in ["不授奖", "未入围", "并列待定"] {
        expect_error("label = \"鼓励奖\"", &format!("label = \"{word}\""), &["等次不能叫", word]);
    }
}

#[test]
fn steps_in_which_nobody_can_give_full_marks_are_refused() {
    for step in ["7", "60", "0.3"] {
        expect_error("step = 0.5", &format!("step = {step}"), &["整数倍", step]);
    }
}
