//! The books for committee and judges: what stands on their sheets, read back by another library, and their parts.

mod blank_forms;
pub mod made_books;
pub mod seen;

use std::fs;
use std::path::PathBuf;

use rust_decimal::Decimal;
use shenping::model::Verdict;
use shenping::policy::RosterUnit;
use shenping::review::score_book::name_score_book;
use shenping::review::score_book::write_score_book;
use shenping::review::workbook::write_workbook;

use made_books::Made;

/// Where books are left that `tests/recalculate.py` lets LibreOffice calculate anew.
fn shelf() -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("review");
    fs::create_dir_all(&folder).expect("a folder below target");
    folder
}

fn workbook(made: &Made) -> Vec<u8> {
    let mut bytes = Vec::new();
    write_workbook(&made.view(), &mut bytes).expect("a workbook");
    bytes
}

fn score_book(made: &Made, judge: u32) -> Vec<u8> {
    let mut bytes = Vec::new();
    write_score_book(&made.view(), judge, &mut bytes).expect("a score book");
    bytes
}

#[test]
fn books_of_every_size_are_written() {
    for (name, made) in [
        ("空", made_books::unscored(0)),
        ("3", made_books::unscored(3)),
        ("30", made_books::scored(30)),
        ("300", made_books::scored(300)),
    ] {
        fs::write(shelf().join(format!("评审工作簿-{name}.xlsx")), workbook(&made)).expect("written");
    }
    let made = made_books::scored(30);
    let name = name_score_book(3, &made.season.judges[2]);
    fs::write(shelf().join(name), score_book(&made, 3)).expect("written");
}

/// The last one once stood twice, the second time empty: Excel may refuse such a sheet, and exceljs lost what was in it.
#[test]
fn every_row_of_a_sheet_is_written_once() {
    let made = made_books::scored(3);
    for (book, sheets) in [(workbook(&made), 9), (score_book(&made, 1), 3)] {
        let parts = seen::parts(&book, "xl/worksheets/sheet");
        assert!(parts.len() >= sheets);
        for (name, text) in parts {
            let rows = seen::between(&text, "<row r=\"", "\"");
            let rows: Vec<u32> = rows.into_iter().map(|row| row.parse().expect("a number")).collect();
            assert!(rows.is_sorted_by(|one, next| one < next), "{name}: {rows:?}");
        }
    }
}

#[test]
fn seasons_of_every_kind_are_written() {
    for seed in 0..40 {
        let made = made_books::odd(seed);
        fs::write(shelf().join(format!("季-{seed:02}.xlsx")), workbook(&made)).expect("written");
    }
}

#[test]
fn books_are_issued_for_others_to_fill() {
    let made = made_books::issued();
    for judge in 1..=5 {
        fs::write(shelf().join(format!("印发-{judge}.xlsx")), score_book(&made, judge)).expect("written");
    }
    fs::write(shelf().join("印发-工作簿.xlsx"), workbook(&made)).expect("written");
}

#[test]
fn sheets_stand_in_the_order_of_the_contract() {
    let made = made_books::unscored(3);
    let expected = [
        "说明",
        "项目汇总",
        "形式审查",
        "问题清单",
        "项目详情",
        "评分汇总",
        "评委01",
        "评委02",
        "评委03",
        "评委04",
        "评委05",
        "拟奖预算",
        "统计",
        "材料台账",
    ];
    assert_eq!(seen::sheet_names(&workbook(&made)), expected);
    assert_eq!(seen::sheet_names(&score_book(&made, 1)), ["评分", "项目材料", "说明"]);
}

#[test]
fn a_judge_gets_no_column_of_places_beside_the_texts() {
    let cells = seen::cells(&score_book(&made_books::unscored(3), 1), "项目材料");
    assert_eq!(cells.keys().map(|(_, column)| *column).max(), Some(1));
}

#[test]
fn cells_to_fill_stand_under_the_words_of_the_contract() {
    let book = workbook(&made_books::unscored(3));
    for (sheet, headers) in [
        ("形式审查", vec!["编号", "人工核定", "核定说明"]),
        ("评委02", vec!["编号", "政治性", "科学性", "创新性", "实效性", "示范性", "回避", "评语"]),
        ("拟奖预算", vec!["编号", "最终等次"]),
    ] {
        let cells = seen::cells(&book, sheet);
        let rows: Vec<u32> = headers.iter().map(|header| seen::find(&cells, header).0).collect();
        assert!(rows.windows(2).all(|pair| pair[0] == pair[1]), "{sheet}: {rows:?}");
    }
}

#[test]
fn every_list_carries_the_number_of_every_project() {
    let made = made_books::scored(12);
    let book = workbook(&made);
    let all = |standing: &dyn Fn(Verdict) -> bool| -> Vec<String> {
        made.entries.iter().filter(|entry| standing(entry.standing())).map(|entry| entry.number.clone()).collect()
    };
    for sheet in ["项目汇总", "形式审查", "问题清单"] {
        assert_eq!(seen::column(&book, sheet, "编号").into_keys().collect::<Vec<_>>(), all(&|_| true), "{sheet}");
    }
    for sheet in ["评分汇总", "评委01", "拟奖预算"] {
        let numbers: Vec<String> = seen::column(&book, sheet, "编号").into_keys().collect();
        assert_eq!(numbers, all(&|verdict| verdict != Verdict::Rejected), "{sheet}");
    }
}

#[test]
fn two_writes_give_the_same_bytes() {
    let made = made_books::scored(8);
    assert_eq!(workbook(&made), workbook(&made));
    assert_eq!(score_book(&made, 2), score_book(&made, 2));
}

#[test]
fn what_units_and_judges_wrote_is_never_a_formula() {
    let made = made_books::scored(10);
    for book in [workbook(&made), score_book(&made, 1)] {
        let sheets = seen::parts(&book, "xl/worksheets/sheet");
        let mut texts = 0;
        for (name, text) in &sheets {
            for formula in seen::between(text, "<f>", "</f>") {
                assert!(!formula.contains("invalid") && !formula.contains("cmd"), "{name}: {formula}");
            }
            texts += text.matches("=HYPERLINK(").count();
        }
        assert!(texts > 2, "the texts that could become formulas are there");
    }
}

#[test]
fn every_formula_has_a_stored_result() {
    let book = workbook(&made_books::unscored(5));
    let mut formulas = 0;
    for (name, text) in seen::parts(&book, "xl/worksheets/sheet") {
        for cell in seen::between(&text, "<c ", "</c>").iter().filter(|cell| cell.contains("<f>")) {
            formulas += 1;
            assert!(cell.contains("<v>"), "{name}: {cell}");
            assert!(!cell.contains("<v></v>") || cell.contains("t=\"str\""), "{name}: {cell}");
        }
    }
    assert!(formulas > 100);
}

#[test]
fn only_cells_to_fill_are_unlocked_and_every_sheet_is_protected() {
    let book = workbook(&made_books::unscored(4));
    let styles = seen::parts(&book, "xl/styles.xml").remove(0).1;
    let formats = seen::between(&styles, "<cellXfs", "</cellXfs>").remove(0).to_owned();
    let unlocked: Vec<usize> = (0_usize..)
        .zip(formats.split("<xf ").skip(1))
        .filter(|(_, format)| format.contains("locked=\"0\""))
        .map(|(index, _)| index)
        .collect();
    let mut counted = 0;
    for (name, text) in seen::parts(&book, "xl/worksheets/sheet") {
        assert!(text.contains("<sheetProtection sheet=\"1\""), "{name}");
        assert!(!text.contains("password"), "{name}");
        for cell in text.split("<c ").skip(1) {
            let style = seen::between(cell, "s=\"", "\"").first().and_then(|style| style.parse().ok()).unwrap_or(0);
            if unlocked.contains(&style) {
                counted += 1;
                assert!(
                    !cell.split("</c>").next().unwrap_or_default().contains("<f>"),
                    "{name}: a formula is unlocked"
                );
            }
        }
    }
    // 4 projects under 形式审查 (two columns each), 评委 (seven columns, five sheets), 拟奖预算 (two columns), less the lines
    // of judges who are in conflict.
    assert!(counted > 100 && counted <= 4 * (2 + 7 * 5 + 2), "{counted}");
}

#[test]
fn a_judge_in_conflict_finds_the_line_grey_locked_and_said_why() {
    let made = made_books::unscored(12);
    let conflict = made.conflicts.iter().find(|conflict| conflict.recuses()).expect("a conflict");
    let book = score_book(&made, conflict.judge);
    assert_eq!(seen::column(&book, "评分", "回避")[&conflict.number], "是");
    assert_eq!(seen::column(&book, "评分", "合计")[&conflict.number], "回避");
    assert_eq!(seen::column(&book, "评分", "政治性")[&conflict.number], "");
    assert!(seen::column(&book, "评分", "回避提示")[&conflict.number].contains("评委单位"));
}

#[test]
fn a_long_description_is_there_to_the_last_character() {
    let made = made_books::unscored(3);
    let book = workbook(&made);
    let details = seen::cells(&book, "项目详情");
    for entry in &made.entries {
        let text = &entry.application.documents["description"].text;
        let (start, _) = seen::find(&details, &entry.number);
        let rows = details.range((start, 0)..).filter(|((_, column), _)| *column <= 1);
        let mut found = String::new();
        let mut inside = false;
        for ((_, column), cell) in rows {
            if *column == 0 {
                inside = cell.starts_with("文字说明（") || cell == "文字说明";
                if !inside && !found.is_empty() {
                    break;
                }
            } else if inside {
                found.push_str(cell);
            }
        }
        assert_eq!(found.replace('\n', ""), text.replace('\n', ""), "{}", entry.number);
    }
}

#[test]
fn a_score_book_holds_no_phone_number() {
    let made = made_books::unscored(6);
    let phone = "1380000";
    let holds = |book: &[u8]| seen::parts(book, "xl/").iter().any(|(_, text)| text.contains(phone));
    assert!(holds(&workbook(&made)), "the workbook of the office does");
    assert!(!holds(&score_book(&made, 1)));
}

#[test]
fn a_control_character_is_shown_not_written() {
    let book = workbook(&made_books::unscored(1));
    let text: String = seen::parts(&book, "xl/worksheets/").into_iter().map(|(_, text)| text).collect();
    assert!(text.contains("另附说明␁"));
    assert!(!text.contains("_x0001_") && !text.contains('\u{1}'));
}

#[test]
fn a_list_is_a_table_whose_headers_are_its_cells() {
    let book = workbook(&made_books::scored(3));
    let tables = seen::parts(&book, "xl/tables/");
    assert_eq!(tables.len(), 12);
    let cells: String = seen::parts(&book, "xl/worksheets/").into_iter().map(|(_, text)| text).collect();
    for (name, table) in tables {
        let headers = seen::between(&table, "<tableColumn id=", "/>");
        for header in headers {
            let header = seen::between(header, "name=\"", "\"").remove(0);
            assert!(cells.contains(&format!(">{header}</t>")), "{name}: {header}");
        }
    }
}

#[test]
fn a_season_without_projects_judges_quotas_or_budget_has_its_books_all_the_same() {
    let mut made = made_books::unscored(0);
    made.season.judges.clear();
    made.season.quotas.clear();
    made.season.budget = None;
    made.roster = Vec::<RosterUnit>::new();
    let book = workbook(&made.settle());
    assert!(seen::sheet_names(&book).contains(&"拟奖预算".to_owned()));
    assert!(!seen::sheet_names(&book).iter().any(|name| name.starts_with("评委0")));
    fs::write(shelf().join("什么都没有.xlsx"), book).expect("written");
}

#[test]
fn totals_and_ranks_are_the_rankings_own() {
    let made = made_books::scored(20);
    let book = workbook(&made);
    let (figures, ranks) = (seen::column(&book, "评分汇总", "综合得分"), seen::column(&book, "评分汇总", "名次"));
    assert!(made.ranking.entries.len() > 10);
    for ranked in &made.ranking.entries {
        assert_eq!(
            figures[&ranked.number].parse::<Decimal>().ok(),
            Some(ranked.score.normalize()),
            "{}",
            ranked.number
        );
        assert_eq!(ranks[&ranked.number], ranked.rank.to_string(), "{}", ranked.number);
    }
}

#[test]
fn without_quotas_nothing_is_proposed() {
    let mut made = made_books::scored(12);
    made.season.quotas.clear();
    let made = made.settle();
    let proposed = seen::column(&workbook(&made), "拟奖预算", "建议等次");
    assert!(proposed.values().all(String::is_empty));
}
