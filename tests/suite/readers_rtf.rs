//! The reader of RTF: encodings, tables, fields, shapes, notes, and what other programs write.

use std::sync::Arc;

use shenping::model::Block;
use shenping::model::Document;
use shenping::model::Format;
use shenping::model::MarkKind;
use shenping::model::StoryKind;
use shenping::model::Trouble;
use shenping::model::TroubleKind;
use shenping::readers::Limits;
use shenping::readers::read;

use crate::corpus::corpus_files;
use crate::harness::Numbers;
use crate::harness::texts;

fn read_bytes(bytes: &[u8]) -> Document {
    read(&Arc::from("表.rtf"), bytes, Format::Rtf, &Limits::default())
}

/// A document with this inside.
fn rtf(inside: &str) -> Document {
    let document = read_bytes(format!("{{\\rtf1\\ansi\\ansicpg936\\deff0{FONTS}{inside}}}").as_bytes());
    assert_eq!(document.troubles, []);
    document
}

const FONTS: &str =
    "{\\fonttbl{\\f0\\fnil\\fcharset134 SimSun;}{\\f1\\fnil\\fcharset2 Wingdings;}{\\f2\\fswiss\\fcharset0 Arial;}}";

fn cells(document: &Document) -> Vec<(String, u32, u32, &str)> {
    let grid = document.grids().next().expect("a table");
    let told = |cell: &shenping::model::Cell| grid.spot(cell.row, cell.column).to_string();
    grid.cells.iter().map(|cell| (told(cell), cell.height, cell.width, cell.text.as_str())).collect()
}

#[test]
fn bytes_in_gbk_and_numbers_of_unicode_are_both_text() {
    let document = rtf("\\'b9\\'a4\\'bb\\'e1\\uc1\\u30003?\\u25253\\'b1{\\uc2 \\u-225\\'3f\\'3f}\\par");
    assert_eq!(texts(&document.body), ["工会申报\u{FF1F}"]);
    let document = rtf("\\f2 A\\'b7B \\u8220\\ldblquote\\'b9\\'a4\\par");
    assert_eq!(texts(&document.body), ["A·B “工"]);
}

#[test]
fn a_chinese_document_without_a_code_page_is_in_gbk() {
    let document = read_bytes(b"{\\rtf1\\deflang2052 \xB9\xA4\\'bb\\'e1\\par}");
    assert_eq!(texts(&document.body), ["工会"]);
}

#[test]
fn deleted_hidden_and_destinations_of_others_are_out() {
    let looks = "{\\mfPr{\\mtype noBar}}";
    let hidden = "{\\deleted \\'bb\\'e1}{\\*\\unheardof \\'bb\\'e1}{\\*\\bkmkstart x}{\\xe \\'bb\\'e1}";
    let document = rtf(&format!("\\'b9\\'a4{hidden}{looks}{{\\revised \\'d7\\'f7}}\\par"));
    assert_eq!(texts(&document.body), ["工作"]);
    let document = read_bytes(b"{\\rtf1\\ansi A{\\v B}C\\par}");
    assert_eq!((texts(&document.body), document.troubles.len()), (vec!["AC"], 1));
}

#[test]
fn an_answer_that_a_deletion_alone_leaves_empty_is_told() {
    let cell =
        |inside: &str| format!("\\trowd\\cellx1000\\cellx4000\\pard\\intbl A\\cell {inside}\\cell\\row\\pard\\par");
    let told = |inside: &str| read_bytes(format!("{{\\rtf1\\ansi{FONTS}{inside}}}").as_bytes()).troubles.len();
    assert_eq!((told(&cell("{\\deleted B}")), told("A:{\\deleted B}\\par C\\par")), (1, 1));
    assert_eq!((told(&cell("{\\deleted B}C")), told("A:{\\deleted B}C\\par"), told(&cell(""))), (0, 0, 0));
}

#[test]
fn a_paragraph_whose_end_is_deleted_goes_on() {
    assert_eq!(texts(&rtf("A{\\deleted\\par}B\\par").body), ["AB"]);
}

#[test]
fn a_field_is_its_result_and_form_fields_show_their_state() {
    let document = rtf(
        "{\\field{\\*\\fldinst PAGE}{\\fldrslt 3}}/{\\field{\\*\\fldinst{FORMCHECKBOX {\\*\\formfield{\\fftype1\\ffres1}}}}{\\fldrslt}}\
                        {\\field{\\*\\fldinst{FORMCHECKBOX {\\*\\formfield{\\fftype1\\ffres25\\ffdefres0}}}}}\
                        {\\field{\\*\\fldinst eq \\\\o\\\\ac(\\u9633?,\\u8730?)}}\\par",
    );
    assert_eq!(texts(&document.body), ["3/☑☐☑"]);
}

#[test]
fn symbols_are_ticks() {
    assert_eq!(
        texts(&rtf("{\\f1\\'fe}{\\f1\\u61692?}{\\field{\\*\\fldinst SYMBOL 254 \\\\f Wingdings}}\\par").body),
        ["☑√☑"]
    );
}

#[test]
fn rows_take_their_shape_from_their_definitions() {
    let document = rtf("\\trowd\\trleft0\\cellx1000\\clvmgf\\cellx4000\\pard\\intbl A\\cell B\\cell\\row\
                        \\trowd\\trleft0\\cellx500\\cellx1000\\clvmrg\\cellx4000\\pard\\intbl C\\cell D\\par E\\cell\\cell\\row\
                        \\trowd\\trleft0\\clmgf\\cellx1000\\clmrg\\cellx4000\\pard\\intbl F\\cell\\cell\\row\\pard G\\par");
    let told = |spot: &str, height, width, text| (spot.to_owned(), height, width, text);
    assert_eq!(
        cells(&document),
        [
            told("表1!R1C1", 1, 2, "A"),
            told("表1!R1C3", 2, 1, "B"),
            told("表1!R2C1", 1, 1, "C"),
            told("表1!R2C2", 1, 1, "D\nE"),
            told("表1!R3C1", 1, 3, "F")
        ]
    );
    assert_eq!(texts(&document.body), ["G"]);
}

#[test]
fn a_nested_table_stands_in_its_cell() {
    let inner = "\\pard\\intbl\\itap2 N\\nestcell{\\*\\nesttableprops\\trowd\\cellx900\\nestrow}{\\nonesttables\\par}";
    let document = rtf(&format!(
        "\\trowd\\cellx2000\\cellx3000\\pard\\intbl A\\par {inner}\\pard\\intbl\\itap1 B\\cell C\\cell\\row"
    ));
    assert_eq!(cells(&document)[0].3, "A\nB");
    assert_eq!(cells(&document)[1], ("表1!R1C2".to_owned(), 1, 1, "C"));
    let grid = document.grids().next().expect("a table");
    let Some(Block::Grid(nested)) = grid.cells[0].blocks.get(1) else { panic!("a nested table") };
    assert_eq!((nested.spot(0, 0).to_string().as_str(), nested.cells[0].text.as_str()), ("表1!R1C1/表1!R1C1", "N"));
}

/// LibreOffice leaves the end of a row off whose first cell holds a table: nothing is lost, and nothing is doubted.
#[test]
fn a_row_around_a_nested_table_is_not_counted_by_its_edges() {
    let inner = "\\pard\\intbl\\itap2 N\\nestcell{\\*\\nesttableprops\\trowd\\cellx900\\nestrow}{\\nonesttables\\par}";
    let row = "\\trowd\\cellx2000\\cellx3000";
    let document = rtf(&format!("{row}{inner}\\pard\\intbl\\itap1 A\\cell{row}\\pard\\intbl B\\cell C\\cell\\row"));
    assert_eq!(document.troubles, []);
}

#[test]
fn shapes_notes_and_headers_stand_apart() {
    let boxed = "{\\shp{\\*\\shpinst\\shpleft0\\shptop0\\shpright1440\\shpbottom720{\\sp{\\sn shapeType}{\\sv 202}}{\\shptxt \\pard X\\par}}\
                 {\\shprslt{\\*\\do{\\dptxbxtext X\\par}}}}";
    let note = "{\\super\\chftn}{\\footnote \\pard {\\super\\chftn} N}{\\footnote\\ftnalt E}";
    let document =
        rtf(&format!("{{\\header \\pard H\\par}}{{\\headerf \\pard H\\par}}{{\\footer F\\par}}A{note}{boxed}\\par"));
    assert_eq!(texts(&document.body), ["A"]);
    let told: Vec<(StoryKind, Vec<&str>)> =
        document.stories.iter().map(|story| (story.kind, texts(&story.blocks))).collect();
    assert_eq!(
        told,
        [
            (StoryKind::TextBox(1), vec!["X"]),
            (StoryKind::Footnote(1), vec![" N"]),
            (StoryKind::Endnote(1), vec!["E"]),
            (StoryKind::Header(1), vec!["H"]),
            (StoryKind::Footer(1), vec!["F"])
        ]
    );
}

#[test]
fn pictures_are_marks_once_with_their_size() {
    let picture = "{\\pict\\pngblip\\picwgoal1440\\pichgoal720\\picscalex50 8950\n4E47}";
    let document = rtf(&format!(
        "A\\par{{\\*\\shppict{picture}}}{{\\nonshppict{picture}}}\\par{{\\shp{{\\*\\shpinst{{\\sp{{\\sn pib}}{{\\sv {picture}}}}}}}}}\
         {{\\object{{\\*\\objclass Equation.3}}{{\\*\\objdata 00}}{{\\result{picture}}}}}\\par"
    ));
    let told: Vec<(&MarkKind, String, bool)> = document
        .marks
        .iter()
        .filter_map(|mark| Some((&mark.kind, mark.anchor.as_ref()?)))
        .map(|(kind, anchor)| (kind, anchor.from.to_string(), anchor.inline))
        .collect();
    let at = |spot: &str| spot.to_owned();
    assert_eq!(
        told,
        [
            (&MarkKind::Picture, at("段落2"), true),
            (&MarkKind::Picture, at("段落3"), false),
            (&MarkKind::Object, at("段落3"), true)
        ]
    );
    assert_eq!(document.marks[0].picture.as_ref().map(|picture| &*picture.bytes), Some(b"\x89PNG".as_slice()));
    assert_eq!(document.marks[0].extent, Some((457_200, 457_200)));
    let sheet = read_bytes(b"{\\rtf1\\ansi A{\\object\\objemb{\\*\\objclass Excel.Sheet.8}{\\*\\objdata 00}}\\par}");
    assert_eq!(sheet.troubles.iter().map(|trouble| trouble.kind).collect::<Vec<_>>(), [TroubleKind::Incomplete]);
}

#[test]
fn headings_lists_and_properties_are_told() {
    let document =
        rtf("{\\stylesheet{\\s0 Normal;}{\\s1\\outlinelevel0 heading 1;}{\\*\\cs9 x;}{\\s3\\sbasedon1 Mine;}}\
                        {\\info{\\title {\\'b9\\'a4}\\'bb\\'e1}{\\author Li}{\\nofwords12}}\
                        \\pard\\s3 A\\par\\pard{\\listtext\\pard 1.\\tab}\\ls1 B\\par\\pard{\\listtext\\tab}C\\par");
    let told: Vec<(Option<u8>, bool, &str)> = document
        .body
        .iter()
        .filter_map(|block| if let Block::Paragraph(paragraph) = block { Some(paragraph) } else { None })
        .map(|paragraph| (paragraph.heading, paragraph.numbered, paragraph.text.as_str()))
        .collect();
    assert_eq!(told, [(Some(1), false, "A"), (None, true, "B"), (None, false, "C")]);
    let property =
        |name: &str| document.properties.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str());
    assert_eq!((property("title"), property("creator"), property("Words")), (Some("工会"), Some("Li"), Some("12")));
}

#[test]
fn a_cut_file_is_seen_as_cut_and_keeps_its_text() {
    let document = read_bytes(b"{\\rtf1\\ansi A\\par B");
    assert_eq!(document.troubles.iter().map(|trouble| trouble.kind.code()).collect::<Vec<_>>(), ["file-unreadable"]);
    assert_eq!(texts(&document.body), ["A", "B"]);
}

#[test]
fn a_file_cut_at_any_byte_keeps_what_stood_before_and_is_called_cut() {
    let whole: &[u8] = include_bytes!("../../samples/odd/twins/form.rtf");
    let without_end = whole.trim_ascii_end().len() - 1;
    for length in (0..without_end).step_by(31).chain([without_end]) {
        let document = read_bytes(whole.get(..length).unwrap_or_default());
        // Cut between two paragraphs, only the last bracket is missing.
        let open = |trouble: &Trouble| trouble.kind.leaves_doubt() && trouble.detail.contains("结尾缺少括号");
        let told = document.troubles.iter().any(|trouble| trouble.kind.loses_content() || open(trouble));
        assert!(told, "{length} bytes: {:?}", document.troubles);
    }
    assert_eq!(read_bytes(whole.get(..without_end).unwrap_or_default()).body, read_bytes(whole).body);
}

#[test]
fn the_corpus_is_read_and_damage_is_survived() {
    let mut numbers = Numbers(1_991);
    for file in corpus_files("rtf") {
        let bytes = std::fs::read(&file).expect("a file of the corpus");
        assert_eq!(read_bytes(&bytes).troubles, [], "{}", file.display());
        for _ in 0..20 {
            read_bytes(&numbers.damage(&bytes));
        }
    }
    let twin = include_bytes!("../../samples/odd/twins/form.rtf");
    for _ in 0..40 {
        read_bytes(&numbers.damage(twin));
    }
    let deep = [b"{\\rtf1".as_slice(), &b"{".repeat(100_000)].concat();
    assert!(!read_bytes(&deep).troubles.is_empty());
}

#[test]
fn a_picture_for_older_programs_counts_where_it_is_the_only_one() {
    let picture = "{\\pict\\wmetafile8\\picwgoal1440\\pichgoal720 0100090000}";
    let marks = |inside: &str| rtf(inside).marks.len();
    assert_eq!(marks(&format!("A{{\\nonshppict{picture}}}\\par")), 1);
    assert_eq!(marks(&format!("A{{\\*\\shppict{picture}}}{{\\nonshppict{picture}}}\\par")), 1);
    let twice = format!("{{\\nonshppict{picture}}}\\par{{\\*\\shppict{picture}}}{{\\nonshppict{picture}}}");
    assert_eq!(marks(&format!("A{twice}\\par{twice}\\par")), 4);
}

#[test]
fn bold_chinese_is_bold_as_the_associated_font_of_its_script() {
    let document =
        rtf("{\\dbch\\ab\\dbch \\'b9\\'a4\\'bb\\'e1}\\par\\pard{\\rtlch\\ab \\ltrch\\'b9\\'a4\\'bb\\'e1}\\par");
    let bold = |block: &Block| matches!(block, Block::Paragraph(paragraph) if paragraph.bold);
    assert_eq!(document.body.iter().map(bold).collect::<Vec<bool>>(), [true, false]);
}

#[test]
fn a_shape_that_libreoffice_lost_leaves_an_object_that_cannot_be_seen() {
    let field = |result: &str| format!("A{{\\field{{\\*\\fldinst SHAPE }}{{\\fldrslt {result}}}}}\\par");
    let kinds =
        |inside: &str| -> Vec<MarkKind> { rtf(&field(inside)).marks.into_iter().map(|mark| mark.kind).collect() };
    assert_eq!(kinds(""), [MarkKind::Object]);
    assert_eq!(kinds("{\\shp{\\*\\shpinst{\\sp{\\sn shapeType}{\\sv 20}}}}"), []);
    assert_eq!(kinds("B"), []);
}

#[test]
fn a_letter_beyond_the_first_plane_is_whole_across_the_words_between_its_halves() {
    let document = rtf("\\u24352\\'3f\\uc0 \\u55362\\uc1 \\u57271\\'3f\\par");
    assert_eq!(texts(&document.body), ["张𠮷"]);
}

#[test]
fn a_check_box_without_its_state_is_a_lost_letter() {
    let lost = "{\\field{\\*\\fldinst { FORMCHECKBOX }}{\\fldrslt {}}}\\u12290\\'3f\\par";
    let document = read_bytes(format!("{{\\rtf1\\ansi\\ansicpg936{FONTS}{lost}}}").as_bytes());
    assert_eq!(texts(&document.body), ["\u{FFFD}。"]);
}

#[test]
fn a_stroke_that_is_half_of_a_raw_letter_is_no_sign() {
    let document = read_bytes(b"{\\rtf1\\ansi\\ansicpg936 \x95\\\xCA\xE9\xCE\xDD\\par}");
    assert_eq!(texts(&document.body), ["昞书屋"]);
}

#[test]
fn a_byte_without_a_number_leaves_a_doubt() {
    let document = read_bytes(b"{\\rtf1\\ansi\\ansicpg936 \\'b9\\'zz\\'bb\\'e1\\par}");
    assert_eq!(document.troubles.iter().map(|trouble| trouble.kind).collect::<Vec<_>>(), [TroubleKind::Incomplete]);
}

#[test]
fn more_paragraphs_than_the_limit_stop_the_reading() {
    let few = Limits { paragraphs: 3, ..Limits::default() };
    let read = |count: usize| {
        let bytes = format!("{{\\rtf1\\ansi {}}}", "a\\par ".repeat(count));
        read(&Arc::from("表.rtf"), bytes.as_bytes(), Format::Rtf, &few)
    };
    assert_eq!(read(3).troubles, []);
    let over = read(9);
    // The fourth has not ended.
    assert_eq!(over.body.len(), 4);
    assert!(over.troubles.iter().any(|trouble| trouble.detail.contains("上限 3 段")));
}

#[test]
fn white_words_are_read_and_told_of_where_nothing_lies_behind_them() {
    let told = |inside: &str| {
        let table = "{\\colortbl;\\red255\\green0\\blue0;\\red255\\green255\\blue255;}";
        let document = read_bytes(format!("{{\\rtf1\\ansi{table}{inside}\\par}}").as_bytes());
        (texts(&document.body).concat(), document.troubles.len())
    };
    assert_eq!(told("a{\\cf2 b}c"), ("abc".to_owned(), 1));
    for seen in ["a{\\cf1 b}c", "a{\\cf2  }bc", "\\pard\\cbpat1 a{\\cf2 b}c", "a{\\cf2\\plain b}c"] {
        assert_eq!(told(seen).1, 0, "{seen}");
    }
}

#[test]
fn text_right_behind_a_word_whose_line_end_was_lost_is_kept_and_told() {
    let document = read_bytes(b"{\\rtf1\\ansi{\\fonttbl{\\f0 Arial;}}\\loch2026-1\\lochA1\\par0335-3\\par}");
    assert_eq!(texts(&document.body), ["2026-1A1", "0335-3"]);
    assert_eq!(document.troubles.iter().map(|trouble| trouble.kind).collect::<Vec<_>>(), [TroubleKind::Incomplete]);
    let whole = read_bytes(b"{\\rtf1\\ansi{\\fonttbl{\\f0 Arial;}}\\loch\n2026-1\\loch\nA1\\par\n0335-3\\par\n}");
    assert_eq!((texts(&whole.body), whole.troubles), (texts(&document.body), vec![]));
}

#[test]
fn text_that_is_hidden_or_deleted_to_the_end_is_told() {
    let told = |inside: &str| !read_bytes(format!("{{\\rtf1\\ansi{FONTS}{inside}}}").as_bytes()).troubles.is_empty();
    assert!(told("first\\par\\v second\\par third\\par"));
    assert!(told("first\\par\\deleted second\\par"));
    assert!(told("first\\par{\\v second\\par}third\\par"), "hidden words in the middle");
    assert!(!told("first\\par{\\deleted second\\par}third\\par"));
    assert!(!told("first\\par\\v\\par"), "nothing but the paragraph's end");
}
