//! The description: sections under every form of heading that people write, the names that it gives, and its length.

use std::sync::Arc;

use shenping::extract::KnownNames;
use shenping::extract::Lexicon;
use shenping::extract::read_narrative;
use shenping::model::Anchor;
use shenping::model::Block;
use shenping::model::Cell;
use shenping::model::CellContent;
use shenping::model::Document;
use shenping::model::Format;
use shenping::model::Grid;
use shenping::model::GridKind;
use shenping::model::InText;
use shenping::model::NarrativeDocument;
use shenping::model::Paragraph;
use shenping::model::Spot;
use shenping::model::Story;
use shenping::model::StoryKind;
use shenping::policy::builtin;
use shenping::readers::Limits;

const UNIT: &str = "海港区总工会";
const PROJECT: &str = "“五心”职工之家建设";

/// A paper from lines: `# ` is a heading style, `* ` bold, `+ ` numbered automatically, `| ` a row of a table.
fn paper(text: &str) -> Document {
    let file: Arc<str> = "文字说明.docx".into();
    let mut document = Document::empty(&file, Format::Docx);
    let mut rows: Vec<Vec<&str>> = Vec::new();
    let mut number = 0;
    for line in text.lines().chain([""]) {
        if let Some(row) = line.strip_prefix("| ") {
            rows.push(row.split('|').map(str::trim).collect());
            continue;
        }
        if !rows.is_empty() {
            document.body.push(table(&std::mem::take(&mut rows)));
        }
        number += 1;
        document.body.push(Block::Paragraph(paragraph(StoryKind::Body, number, line)));
    }
    document
}

fn paragraph(story: StoryKind, number: u32, line: &str) -> Paragraph {
    let (text, heading) = line.strip_prefix("# ").map_or((line, None), |text| (text, Some(1)));
    let (text, bold) = text.strip_prefix("* ").map_or((text, false), |text| (text, true));
    let (text, numbered) = text.strip_prefix("+ ").map_or((text, false), |text| (text, true));
    let spot = Spot::Paragraph { story, number };
    Paragraph { spot, text: text.to_owned(), heading, bold, numbered, underlined_blank: false }
}

fn table(rows: &[Vec<&str>]) -> Block {
    let origin = Spot::TableCell { story: StoryKind::Body, path: vec![(1, 0, 0)] };
    let mut grid =
        Grid { kind: GridKind::Table, name: "表1".into(), origin, hidden: false, rows: 9, columns: 9, cells: vec![] };
    for (row, texts) in (0..).zip(rows) {
        for (column, text) in (0..).zip(texts) {
            let mut inside = paragraph(StoryKind::Body, 1, text);
            inside.spot = grid.spot(row, column);
            grid.cells.push(Cell {
                row,
                column,
                height: 1,
                width: 1,
                text: inside.text.replace('/', "\n"),
                content: CellContent::Text,
                hidden: false,
                blocks: vec![Block::Paragraph(inside)],
            });
        }
    }
    Block::Grid(grid)
}

fn read(document: &Document) -> NarrativeDocument {
    let spec = builtin().document("description").expect("the built-in policy has it");
    read_narrative(
        document,
        spec,
        builtin(),
        &Lexicon::new(builtin()),
        KnownNames { unit: Some(UNIT), project: Some(PROJECT) },
    )
}

/// Sections with text, in the order of the paper.
fn sections(text: &str) -> Vec<String> {
    let read = read(&paper(text));
    read.sections.iter().filter(|section| section.characters > 0).map(|section| section.key.clone()).collect()
}

const ALL: [&str; 4] = ["project_name", "main_content", "innovation", "outcome"];

#[test]
fn sections_are_found_under_every_form_of_heading() {
    let forms = [
        "一、主要内容\n建家。\n二、创新特点\n新。\n三、工作成效\n好。",
        "一、主要内容\n（一）建家\n细节。\n（二）管家\n细节。\n二、创新特点\n新。\n三、工作成效\n好。",
        "（一）主要内容\n建家。\n（二）创新点\n新。\n（三）取得成效\n好。",
        "1.主要内容\n建家。\n2.创新特点\n新。\n3.工作成效\n好。",
        "1、主要做法\n1、建家。\n2、管家。\n2、创新特点\n新。\n3、工作成效\n好。",
        "1.1 主要内容\n建家。\n1.2 创新特点\n新。\n1.3 工作成效\n好。",
        "第一部分 主要内容\n建家。\n第二部分 创新特点\n新。\n第三部分 工作成效\n好。",
        "【主要内容】\n建家。\n【创新特点】\n新。\n【工作成效】\n好。",
        "【主要内容】建家。\n【创新特点】新。\n【工作成效】好。",
        "§1 主要内容\n建家。\n§2 创新特点\n新。\n§3 工作成效\n好。",
        "主要内容：建家。\n创新特点：新。\n工作成效：好。",
        "主要内容:\n建家。\n创新特点:\n新。\n工作成效:\n好。",
        "* 主要内容\n建家。\n* 创新特点\n新。\n* 工作成效\n好。",
        "+ 主要内容\n建家。\n+ 创新特点\n新。\n+ 工作成效\n好。",
        "# 主要内容\n建家。\n# 创新特点\n新。\n# 工作成效\n好。",
        "主要内容\n建家。\n创新特点\n新。\n工作成效\n好。",
        "主 要 内 容\n建家。\n创　新　特　点\n新。\n工 作 成 效\n好。",
        "一、主要内容。建家。\n二、创新特点。新。\n三、工作成效。好。",
        "一、主要内容．建家。\n二、创新特点．新。\n工作成效。好。",
        "一、项目的主要内容\n建家。\n二、项目创新特点及工作成效\n又新又好。",
        "■ 主要内容：建家。\n■ 创新特点：新。\n■ 工作成效：好。",
        "①主要内容\n建家。\n②创新特点\n新。\n③工作成效\n好。",
        "| 主要内容 | 建家。\n| 创新特点 | 新。\n| 工作成效 | 好。",
        "| 主/要/内/容 | 建家。\n| 创新/特点 | 新。\n| 工作/成效 | 好。",
        "| 主要内容 | 创新特点 | 工作成效\n| 建家。 | 新。 | 好。",
        "| 主要内容\n| 建家。\n| 创新特点\n| 新。\n| 工作成效\n| 好。",
        "項目名稱：“五心”職工之家\n一、主要內容\n建家。\n二、創新特點\n新。\n三、工作成效\n好。",
        "主要内容：建家，惠及职工。创新特点：首创。工作成效——职工满意。",
        "近年来职工增多。主要内容：建家。创新特点：新。工作成效：好。",
        "第一，主要内容\n建家。\n第二，创新特点\n新。\n第三，工作成效\n好。",
        "I. 主要内容\n建家。\nII. 创新特点\n新。\nIII. 工作成效\n好。",
        "| 序号 | 栏目 | 内容\n| 1 | 主要内容 | 建家。\n| 2 | 创新特点 | 新。\n| 3 | 工作成效 | 好。",
        "一、基本情况\n建家。\n二、多措并举，突出创新特点\n新。\n三、真抓实干，工作成效显著\n好。",
    ];
    for text in forms {
        assert_eq!(sections(&format!("{PROJECT}\n{text}")), ALL, "{text}");
    }
}

#[test]
fn a_word_of_a_heading_in_prose_is_no_heading() {
    let text = "本项目主要内容是建设职工之家，创新特点鲜明，工作成效显著。\n\
                主要内容包括：一是建家，二是管家。\n\
                在工作成效方面，职工很满意。\n\
                一、背景\n工作成效要靠实干。\n我们的创新特点在于共享。";
    assert!(sections(text).is_empty(), "{:?}", sections(text));
}

#[test]
fn a_part_of_a_longer_heading_counts_only_at_the_rank_of_the_sections() {
    let text = format!("{PROJECT}\n一、主要内容\n（一）加强培训，提升工作成效\n好。\n二、创新特点\n新。");
    assert_eq!(sections(&text), ["project_name", "main_content", "innovation"]);
}

#[test]
fn the_head_of_a_table_of_figures_is_no_section() {
    let text = format!("{PROJECT}\n一、主要内容\n建家。\n| 序号 | 时间 | 成效\n| 1 | 3月 | 好");
    assert_eq!(sections(&text), ["project_name", "main_content"]);
}

#[test]
fn a_table_of_contents_is_no_text() {
    let text = format!("{PROJECT}\n一、主要内容\t1\n二、创新特点……3\n三、工作成效..5\n一、主要内容\n建家。");
    assert_eq!(sections(&text), ["project_name", "main_content"]);
}

#[test]
fn each_of_several_sections_in_a_paragraph_has_its_own_text() {
    let read = read(&paper(&format!("{PROJECT}\n主要内容：建家，惠及。创新特点：新。工作成效：\n很好。")));
    let characters: Vec<usize> = read.sections.iter().map(|section| section.characters).collect();
    assert_eq!(characters[1..], [6, 2, 3]);
    // one name in a sentence is none
    assert_eq!(sections(&format!("{PROJECT}\n近年来职工增多。主要内容：建家。")), ["project_name"]);
}

#[test]
fn a_heading_with_nothing_below_has_no_characters() {
    let read = read(&paper("一、主要内容\n建家。\n二、创新特点\n三、推广价值\n大。\n四、工作成效\n____"));
    let characters: Vec<(&str, usize)> =
        read.sections.iter().map(|section| (section.key.as_str(), section.characters)).collect();
    assert_eq!(characters, [("main_content", 3), ("innovation", 0), ("outcome", 0)]);
    let others: Vec<&str> = read.other_headings.iter().map(|other| other.raw.as_str()).collect();
    assert_eq!(others, ["三、推广价值"]);
}

#[test]
fn a_section_may_hold_others_of_lower_rank() {
    let read = read(&paper("一、主要内容\n（一）主要做法\n建家。\n（二）创新特点\n新。\n二、工作成效\n好。"));
    let characters: Vec<(&str, usize)> =
        read.sections.iter().map(|section| (section.key.as_str(), section.characters)).collect();
    assert_eq!(characters, [("main_content", 19), ("innovation", 2), ("outcome", 2)]);
}

#[test]
fn a_heading_in_a_text_box_is_found_where_the_box_is_anchored() {
    let mut document = paper("前言说明。\n建家。\n二、创新特点\n新。");
    let kind = StoryKind::TextBox(1);
    let from = Spot::Paragraph { story: StoryKind::Body, number: 2 };
    let anchor = Some(Anchor { from, to: None, inline: false, middle: None, in_text: InText::default() });
    document
        .stories
        .push(Story { kind, anchor, blocks: vec![Block::Paragraph(paragraph(kind, 1, "一、主要内容"))] });
    let read = read(&document);
    let main = read.sections.first().expect("a section");
    assert_eq!((main.key.as_str(), main.characters), ("main_content", 3));
    assert_eq!(main.place.spot_text().as_deref(), Some("文本框1!段落1"));
}

#[test]
fn the_projects_name_is_a_section_as_title_or_as_labelled_line() {
    let rest = "一、主要内容\n建家。";
    for title in [
        PROJECT,
        "“五心”职工之家建设项目文字说明",
        "关于《五心职工之家建设》的情况说明",
        "项目名称：“五心”职工之家建设",
        "项目名称：\n“五心”职工之家建设",
        "一、项目名称\n“五心”职工之家建设",
        "成果名称：“五心”职工之家建设",
        "秦皇岛市工会工作创新项目文字说明\n“五心”职工之家建设",
        "“五心”职工之家\n建设",
        "为深入贯彻落实市总工会关于推动工会工作创新的部署，切实增强工会组织的政治性、先进性、群众性，现将我单位项目的情况报告如下。\n“五心”职工之家建设",
        "| 项目名称 | “五心”职工之家建设",
    ] {
        let text = format!("{title}\n{rest}");
        assert_eq!(sections(&text), ["project_name", "main_content"], "{title}");
        assert!(read(&paper(&text)).project.is_some(), "{title}");
    }
    for title in [
        "文字说明",
        "秦皇岛市工会工作创新项目文字说明",
        "海港区总工会创新项目情况说明",
        "项目文字说明（2000字以内）",
        "项目名称：____",
        "附件2",
    ] {
        let text = format!("{title}\n{rest}");
        assert_eq!(sections(&text), ["main_content"], "{title}");
        assert_eq!(read(&paper(&text)).project, None, "{title}");
    }
}

#[test]
fn another_projects_title_is_the_project_that_the_paper_names() {
    for (text, project) in [
        ("智慧工会云平台\n一、主要内容\n建。", "智慧工会云平台"),
        ("关于智慧工会云平台的情况说明\n一、主要内容\n建。", "智慧工会云平台"),
        ("附件2\n海港区总工会\n智慧工会云平台\n一、主要内容\n建。", "智慧工会云平台"),
        ("项目名称：智慧工会云平台    申报单位：海港区总工会\n一、主要内容\n建。", "智慧工会云平台"),
    ] {
        let read = read(&paper(text));
        assert_eq!(read.project.map(|project| project.value).as_deref(), Some(project), "{text}");
    }
}

#[test]
fn the_unit_is_read_from_a_label_under_the_title_or_at_the_end() {
    let body = "一、主要内容\n建家。\n二、工作成效\n好。";
    for (text, unit) in [
        (format!("申报单位：海港区总工会\n{body}"), Some("海港区总工会")),
        (format!("申报单位（盖章）：____海港区总工会____\n{body}"), Some("海港区总工会")),
        (format!("单位：抚宁区总工会  联系人：某某\n{body}"), Some("抚宁区总工会")),
        (format!("| 申报单位 | 抚宁区总工会\n{body}"), Some("抚宁区总工会")),
        (format!("{PROJECT}\n（抚宁区总工会）\n{body}"), Some("抚宁区总工会")),
        (format!("{PROJECT}\n{body}\n抚宁区总工会\n2026年10月12日"), Some("抚宁区总工会")),
        (format!("{PROJECT}\n{body}\n抚宁区总工会"), None),
        (format!("打造智慧工会\n建设数字工会\n{body}"), None),
        (format!("{PROJECT}\n{body}"), None),
    ] {
        assert_eq!(read(&paper(&text)).unit.map(|unit| unit.value).as_deref(), unit, "{text}");
    }
}

#[test]
fn running_text_has_no_headings() {
    assert!(!read(&paper("我们建家。\n职工很满意，来的人很多。")).has_headings);
    assert!(read(&paper("一、背景\n我们建家。")).has_headings);
}

#[test]
fn places_point_at_the_lines() {
    let read = read(&paper("申报单位：海港区总工会\n项目名称：智慧工会云平台\n| 主要内容 | 建家。"));
    let places: Vec<Option<String>> = [
        read.unit.map(|unit| unit.place),
        read.project.map(|project| project.place),
        read.sections.last().map(|section| section.place.clone()),
    ]
    .into_iter()
    .map(|place| place.and_then(|place| place.spot_text()))
    .collect();
    assert_eq!(places, [Some("段落1".to_owned()), Some("段落2".to_owned()), Some("表1!R1C1".to_owned())]);
}

#[test]
fn length_is_counted_with_the_switches_of_the_rule() {
    let read = read(&paper("一、主要内容\n建家——新。"));
    assert_eq!((read.words, read.words_other_reading, read.characters), (12, 11, 12));
    assert_eq!(read.text, "一、主要内容\n建家——新。");
}

#[test]
fn descriptions_that_word_processors_saved_are_read() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/odd/descriptions");
    for (name, headings, unit, words) in [
        ("list-numbers-python-docx.docx", ["项目名称", "主要内容", "创新特点", "工作成效"], Some(UNIT), (132, 132)),
        ("cover-libreoffice.docx", ["项目名称", "项目概况", "创新之处", "实施成效"], Some(UNIT), (174, 174)),
        ("text-box-libreoffice.docx", [PROJECT, "主要内容", "创新特点", "工作成效"], None, (118, 112)),
    ] {
        let bytes = std::fs::read(folder.join(name)).expect("a sample");
        let document = shenping::readers::read(&Arc::from(name), &bytes, Format::Docx, &Limits::default());
        let read = read(&document);
        let found: Vec<&str> = read.sections.iter().map(|section| section.heading.as_str()).collect();
        assert_eq!(found, headings, "{name}");
        let keys: Vec<&str> = read.sections.iter().map(|section| section.key.as_str()).collect();
        assert_eq!(keys, ALL, "{name}");
        assert!(read.sections.iter().all(|section| section.characters > 0), "{name}");
        assert_eq!(read.unit.map(|unit| unit.value).as_deref(), unit, "{name}");
        assert_eq!(read.project.map(|project| project.value).as_deref(), Some(PROJECT), "{name}");
        assert_eq!((read.words, read.words_other_reading), words, "{name}");
        assert_eq!(read.other_headings, [], "{name}");
    }
}

#[test]
fn the_names_of_two_columns_among_others_are_no_sections() {
    let text = format!("{PROJECT}\n一、主要内容\n建家。\n| 时间 | 创新点 | 成效\n| 3月 | 新 | 好");
    assert_eq!(sections(&text), ["project_name", "main_content"]);
}

#[test]
fn a_paper_of_nothing_but_headings_is_read_in_time() {
    let mut text = String::new();
    for number in 0..3000 {
        text.push_str(&format!("{number}、主要内容\n申报单位：\n一、创新特点：\n| 主要内容 | 工作成效\n"));
    }
    let read = read(&paper(&text));
    assert_eq!(read.sections.len(), 3);
}

proptest::proptest! {
    #[test]
    fn any_text_is_read_without_panic(text in "([一二三四、（）()1-9.：:【】《》 \t主要内容创新特点及工作成效项目名称申报单位海港区总工会2026年月日_…—“”#*+|]|\n|.){0,120}") {
        let read = read(&paper(&text));
        proptest::prop_assert!(read.words <= read.characters);
        proptest::prop_assert!(read.sections.len() <= 4);
    }
}

#[test]
fn a_paper_on_a_sheet_has_its_title_and_sections() {
    let mut sheet = paper(&format!("{PROJECT}\n一、主要内容\n建家。\n二、创新特点\n新。\n三、工作成效\n好。"));
    let rows: Vec<Vec<&str>> = vec![vec![PROJECT], vec!["主要内容"], vec!["建家。"], vec!["创新特点"], vec!["新。"]];
    (sheet.body, sheet.format) = (vec![table(&rows)], Format::Xlsx);
    let read = read(&sheet);
    let keys: Vec<&str> = read.sections.iter().map(|section| section.key.as_str()).collect();
    assert_eq!(keys, ["project_name", "main_content", "innovation"]);
}

#[test]
fn names_of_sections_that_stand_alone_in_their_rows_head_the_rows_below() {
    let text =
        "项目文字说明\n| 项目名称\n| 智慧工会云平台\n| 主要内容\n| 建家。\n| 创新特点\n| 首创。\n| 工作成效\n| 满意。";
    let read = read(&paper(text));
    let empty: Vec<&str> =
        read.sections.iter().filter(|section| section.characters == 0).map(|section| section.key.as_str()).collect();
    assert!(empty.is_empty(), "{empty:?}");
}

#[test]
fn names_of_sections_in_the_head_of_a_table_have_the_texts_below() {
    let mut document = paper("");
    let heads = vec!["项目名称", "主要内容", "创新特点", "工作成效"];
    document.body = vec![table(&[heads, vec![PROJECT, "建家。", "首创。", "满意。"]])];
    let characters: Vec<usize> = read(&document).sections.iter().map(|section| section.characters).collect();
    assert_eq!(characters, [PROJECT.chars().count(), 3, 3, 3]);
}

#[test]
fn headings_one_below_another_may_stand_before_all_their_texts() {
    let heads = format!("{PROJECT}\n一、主要内容\n二、创新特点\n三、工作成效\n");
    let may_follow = |texts: &str| -> Vec<bool> {
        let read = read(&paper(&format!("{heads}{texts}")));
        read.sections.iter().map(|section| section.text_may_follow).collect()
    };
    let text = "工会干部深入班组倾听职工心声。\n";
    assert_eq!(may_follow(&text.repeat(3)), [false, true, true, false]);
    assert_eq!(may_follow(text), [false; 4], "one text is the last heading's");
}

#[test]
fn headings_with_rare_marks_and_two_names_are_found() {
    let headed = |mark: fn(usize, &str) -> String| {
        let names = ["主要内容", "创新特点与亮点", "成效与启示"];
        let parts = names.iter().enumerate().map(|(at, name)| format!("{}\n建家。", mark(at, name)));
        format!("{PROJECT}\n{}", parts.collect::<Vec<_>>().join("\n"))
    };
    let marks: [fn(usize, &str) -> String; 5] = [
        |_, name| name.to_owned(),
        |_, name| format!("—— {name} ——"),
        |at, name| format!("{}.{name}", ["A", "B", "C"][at]),
        |at, name| format!("{}、{name}", ["壹", "贰", "叁"][at]),
        |at, name| format!("【{}】{name}", ["一", "二", "三"][at]),
    ];
    for mark in marks {
        let text = headed(mark);
        assert_eq!(sections(&text), ALL, "{text}");
    }
    // A short line of prose is no heading where the section has its own.
    let text = format!("{PROJECT}\n主要内容\n建家。\n成效与启示\n创新特点\n首创。\n工作成效\n满意。");
    let read = read(&paper(&text));
    assert_eq!(read.sections.iter().filter(|section| section.key == "outcome").count(), 1);
}

#[test]
fn a_name_and_a_space_before_a_text_head_it_where_several_sections_begin_so() {
    let headed = "主要内容　把服务送到班组去，职工少跑路。\n创新特点 首创一键预约的办法，人人会用。\n工作成效\t满意率升到九成八，投诉降了一半。";
    assert_eq!(sections(&format!("{PROJECT}\n{headed}")), ALL);
    let listed = "我们为职工建家。\n主要内容 把服务送到班组去，职工少跑路。\n这样的家人人爱。";
    assert_eq!(sections(&format!("{PROJECT}\n{listed}")), ["project_name"]);
}

#[test]
fn a_line_set_off_as_unmarked_headings_are_may_be_one_that_nobody_knows() {
    let text = "走访司机，建成站点，每季度会商一次。";
    let unknown = |paper_text: String| {
        let read = read(&paper(&paper_text));
        read.other_headings.iter().map(|heading| heading.raw.clone()).collect::<Vec<_>>()
    };
    assert_eq!(unknown(format!("主要内容\n{text}\n妙招\n{text}\n工作成效\n{text}")), ["妙招"]);
    let behind_colons = unknown(format!("主要内容：{text}\n妙招：{text}\n工作成效：{text}"));
    assert_eq!(behind_colons, [format!("妙招：{text}")]);
    // beside numbered headings a line that nothing marks is text
    assert!(unknown(format!("一、主要内容\n妙招\n{text}\n二、工作成效\n{text}")).is_empty());
    // the words that the measure's names of a section end in name it
    let plain = format!("{PROJECT}\n一、做法\n{text}\n二、亮点\n{text}\n三、成绩\n{text}");
    assert_eq!(sections(&plain), ALL);
}

#[test]
fn sections_that_follow_each_other_in_one_paragraph_are_found() {
    for text in [
        "一、主要内容。搭建平台，惠及职工。二、创新特点。首创双轨。三、工作成效。满意度高。",
        "主要内容：搭建平台。创新特点：首创双轨。工作成效：满意度高。",
        "主要内容。搭建平台。创新特点。首创双轨。工作成效。满意度高。",
    ] {
        assert_eq!(sections(text), ["main_content", "innovation", "outcome"], "{text}");
    }
    // a list within a text is counted on its own, and a name in a sentence is none
    for text in [
        "一、主要内容。做了三件事：一、工作成效要实；二、创新特点要新。",
        "主要内容：搭建平台。工作成效显著，创新特点鲜明。",
        "搭建平台。创新特点：首创双轨。",
    ] {
        assert_eq!(sections(text).len(), usize::from(text.contains("主要内容")), "{text}");
    }
}
