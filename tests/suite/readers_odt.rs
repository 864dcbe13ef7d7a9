//! The reader of OpenDocument texts: blanks, changes, fields, lists, sections, frames, notes, spans, damage.

use std::sync::Arc;

use shenping::model::Block;
use shenping::model::Crop;
use shenping::model::Document;
use shenping::model::Format;
use shenping::model::MarkKind;
use shenping::model::StoryKind;
use shenping::readers::Limits;
use shenping::readers::read;

use crate::corpus::corpus_files;
use crate::harness::Numbers;
use crate::harness::texts;
use crate::signature_states::encode;
use crate::signature_states::encode_base64;

fn read_flat(text: &str) -> Document {
    read(&Arc::from("说明.fodt"), text.as_bytes(), Format::FlatOdf, &Limits::default())
}

/// A flat text with these styles and this inside.
fn read_body(styles: &str, inside: &str) -> Document {
    read_flat(&format!(
        "<office:document><office:styles/><office:automatic-styles>{styles}</office:automatic-styles>\
         <office:body><office:text>{inside}</office:text></office:body></office:document>"
    ))
}

/// The same, where nothing is wrong with it.
fn odt(styles: &str, inside: &str) -> Document {
    let document = read_body(styles, inside);
    assert_eq!(document.troubles, []);
    document
}

#[test]
fn blanks_fields_and_prompts_come_as_they_are_seen() {
    let document = odt(
        "",
        "<text:p>甲\n  <text:s text:c=\"2\"/>乙<text:tab/>丙<text:line-break/><text:date>2026-10-12</text:date>\
         <text:placeholder>&lt;点击&gt;</text:placeholder><text:ruby><text:ruby-base>字</text:ruby-base><text:ruby-text>zì</text:ruby-text></text:ruby></text:p>\
         <text:p><text:hidden-text text:is-hidden=\"true\">藏</text:hidden-text>明</text:p>",
    );
    assert_eq!(texts(&document.body), ["甲   乙\t丙\n2026-10-12字", "明"]);
}

#[test]
fn lists_and_boxes_of_old_form_fields_show_what_was_chosen() {
    let mark = |kind: &str, inside: &str| {
        format!("<field:fieldmark field:type=\"vnd.oasis.opendocument.field.{kind}\">{inside}</field:fieldmark>")
    };
    let param = |name: &str, value: &str| format!("<field:param field:name=\"{name}\" field:value=\"{value}\"/>");
    let entries = ["请选择", "思想引领", "维权服务"].map(|entry| param("Dropdown_ListEntry", entry)).concat();
    let list = mark("FORMDROPDOWN", &format!("{entries}{}", param("Dropdown_Selected", "2")));
    let boxes = [mark("FORMCHECKBOX", &param("Checkbox_Checked", "true")), mark("FORMCHECKBOX", "")];
    let document = odt("", &format!("<text:p>{list}{}甲{}乙</text:p>", boxes[0], boxes[1]));
    assert_eq!(texts(&document.body), ["维权服务☑甲☐乙"]);
}

#[test]
fn deletions_hidden_sections_and_hidden_runs_are_out() {
    let document = read_body(
        "<style:style style:name=\"T1\" style:family=\"text\"><style:text-properties text:display=\"none\"/></style:style>",
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>删</text:p></text:deletion></text:changed-region></text:tracked-changes>\
         <text:section text:display=\"none\"><text:p>节</text:p></text:section><text:section><text:p>留<text:span text:style-name=\"T1\">藏</text:span></text:p></text:section>",
    );
    assert_eq!(texts(&document.body), ["留"]);
    assert_eq!(document.troubles.len(), 1);
    let section = |attributes: &str| {
        let section = format!("<text:section {attributes}><text:p>节</text:p></text:section><text:p>留</text:p>");
        let document = read_body("", &section);
        (texts(&document.body).concat(), document.troubles.len())
    };
    assert_eq!(section("text:display='none'"), ("留".to_owned(), 1));
    // A template's own condition hides what is not asked for.
    let condition = "text:display='condition' text:condition='ooow:x eq 1' text:is-hidden='true'";
    assert_eq!(section(condition), ("留".to_owned(), 0));
}

#[test]
fn the_template_of_a_table_among_the_styles_is_not_the_body() {
    let template = "<table:table-template><table:first-row/><table:body/></table:table-template>";
    let header = "<office:master-styles><style:master-page><style:header><text:p>页眉</text:p></style:header></style:master-page></office:master-styles>";
    let document = read_flat(&format!(
        "<office:document><office:styles>{template}</office:styles>{header}<office:body><office:text><text:p>上</text:p><table:table>\
         <table:table-row><table:table-cell><text:p>甲</text:p></table:table-cell></table:table-row></table:table></office:text></office:body></office:document>"
    ));
    assert_eq!((texts(&document.body), document.body.len()), (vec!["上"], 2));
    let headers = document.stories.iter().filter(|story| matches!(story.kind, StoryKind::Header(_)));
    assert_eq!(headers.flat_map(|story| texts(&story.blocks)).collect::<Vec<_>>(), ["页眉"]);
}

#[test]
fn deletions_that_stand_in_their_place_are_out_also_across_paragraphs() {
    // Flat files of LibreOffice keep deleted text where it was.
    let document = odt(
        "",
        "<text:tracked-changes><text:changed-region text:id=\"a\"><text:deletion><office:change-info/></text:deletion></text:changed-region>\
         <text:changed-region text:id=\"b\"><text:insertion/></text:changed-region></text:tracked-changes>\
         <text:p>一<text:change-start text:change-id=\"a\"/>二</text:p><text:p>三<text:change-end text:change-id=\"a\"/>四\
         <text:change-start text:change-id=\"b\"/>五<text:change-end text:change-id=\"b\"/></text:p>",
    );
    assert_eq!(texts(&document.body), ["一四五"]);
}

#[test]
fn lists_number_the_first_paragraph_of_an_item() {
    let document = odt(
        "<text:list-style style:name=\"L1\"><text:list-level-style-number text:level=\"1\" style:num-format=\"1\"/></text:list-style>\
         <text:list-style style:name=\"L2\"><text:list-level-style-number text:level=\"1\" style:num-format=\"\"/></text:list-style>",
        "<text:list text:style-name=\"L1\"><text:list-item><text:p>一</text:p><text:p>续</text:p></text:list-item></text:list>\
         <text:list text:style-name=\"L2\"><text:list-item><text:p>二</text:p></text:list-item></text:list><text:h text:outline-level=\"2\">三</text:h>",
    );
    let told: Vec<(bool, Option<u8>)> = document
        .body
        .iter()
        .filter_map(|block| if let Block::Paragraph(paragraph) = block { Some(paragraph) } else { None })
        .map(|paragraph| (paragraph.numbered, paragraph.heading))
        .collect();
    assert_eq!(told, [(true, None), (false, None), (false, None), (false, Some(2))]);
}

#[test]
fn frames_notes_and_comments_hang_where_they_stand() {
    let document = odt(
        "",
        "<draw:frame text:anchor-type=\"page\"><draw:image xlink:href=\"http://elsewhere/a.png\"/></draw:frame>\
         <text:p>甲<text:note text:note-class=\"endnote\"><text:note-citation>1</text:note-citation><text:note-body><text:p>注</text:p></text:note-body></text:note>\
         <office:annotation><dc:creator>某</dc:creator><text:p>批</text:p></office:annotation></text:p>\
         <text:p>乙<draw:frame draw:name=\"印\" text:anchor-type=\"as-char\" svg:width=\"1in\" svg:height=\"0.5in\"><draw:image><office:binary-data>iVBORw==</office:binary-data></draw:image><draw:image/></draw:frame>\
         <draw:g><draw:custom-shape><text:p>框</text:p><draw:enhanced-geometry draw:type=\"rectangle\"/></draw:custom-shape>\
         <draw:custom-shape><text:p/><draw:enhanced-geometry draw:type=\"ooxml-non-primitive\"/></draw:custom-shape></draw:g></text:p>\
         <text:p>丙<draw:frame text:anchor-type=\"as-char\"><svg:title>签名</svg:title></draw:frame></text:p>",
    );
    assert_eq!(texts(&document.body), ["甲", "乙", "丙"]);
    let told: Vec<_> = document
        .marks
        .iter()
        .filter_map(|mark| Some((&mark.kind, mark.anchor.as_ref()?)))
        .map(|(kind, anchor)| (kind.clone(), anchor.from.to_string(), anchor.inline))
        .collect();
    let at = |spot: &str| spot.to_owned();
    assert_eq!(
        told,
        [
            (MarkKind::Picture, at("段落1"), false),
            (MarkKind::Picture, at("段落2"), true),
            (MarkKind::Drawing, at("段落2"), false),
            // a frame of which the picture is gone
            (MarkKind::Picture, at("段落3"), true)
        ]
    );
    assert_eq!((document.marks[1].name.as_str(), document.marks[1].extent), ("印", Some((914_400, 457_200))));
    let told: Vec<_> = document.stories.iter().map(|story| (story.kind, texts(&story.blocks))).collect();
    assert_eq!(
        told,
        [(StoryKind::TextBox(1), vec!["框"]), (StoryKind::Endnote(1), vec!["注"]), (StoryKind::Comment(1), vec!["批"])]
    );
}

#[test]
fn spans_and_covered_cells_make_regions_that_never_overlap() {
    let cell =
        |spans: &str, text: &str| format!("<table:table-cell {spans}><text:p>{text}</text:p></table:table-cell>");
    let covered = "<table:covered-table-cell/>";
    let row = |inside: String| format!("<table:table-row>{inside}</table:table-row>");
    let table = [
        row(cell("table:number-rows-spanned=\"9\"", "甲")
            + &cell("table:number-columns-spanned=\"2\"", "乙")
            + covered),
        row(covered.to_owned() + &cell("", "丙") + &cell("", "丁")),
        row(cell("", "戊")),
    ];
    let document = odt("", &format!("<table:table>{}</table:table>", table.concat()));
    let grid = document.grids().next().expect("a table");
    let told: Vec<_> =
        grid.cells.iter().map(|cell| (cell.row, cell.column, cell.height, cell.width, cell.text.as_str())).collect();
    assert_eq!(
        told,
        [(0, 0, 3, 1, "甲"), (0, 1, 1, 2, "乙"), (1, 1, 1, 1, "丙"), (1, 2, 1, 1, "丁"), (2, 1, 1, 1, "戊")]
    );
}

#[test]
fn a_cell_behind_a_spanning_one_stands_right_behind_it() {
    let wide = |text: &str| {
        format!("<table:table-cell table:number-columns-spanned=\"2\"><text:p>{text}</text:p></table:table-cell>")
    };
    let covered = "<table:covered-table-cell/>";
    // Written with the covered cells, and without them as pandoc does.
    for row in [[wide("甲"), covered.into(), wide("乙"), covered.into()].concat(), [wide("甲"), wide("乙")].concat()]
    {
        let document = odt("", &format!("<table:table><table:table-row>{row}</table:table-row></table:table>"));
        let grid = document.grids().next().expect("a table");
        let told: Vec<_> = grid.cells.iter().map(|cell| (cell.column, cell.width, cell.text.as_str())).collect();
        assert_eq!(told, [(0, 2, "甲"), (2, 2, "乙")]);
    }
}

#[test]
fn presentations_in_flat_files_are_refused_with_a_next_step() {
    let document = read_flat("<office:document><office:body><office:presentation/></office:body></office:document>");
    assert_eq!(document.troubles.iter().map(|trouble| trouble.kind.code()).collect::<Vec<_>>(), ["file-unsupported"]);
}

#[test]
fn the_corpus_is_read_and_damage_is_survived() {
    let mut numbers = Numbers(1_996);
    for file in corpus_files("odt") {
        let bytes = std::fs::read(&file).expect("a file of the corpus");
        let document = read(&Arc::from("a.odt"), &bytes, Format::Odt, &Limits::default());
        assert!(!document.body.is_empty(), "{}", file.display());
    }
    let (packed, flat) =
        (include_bytes!("../../samples/odd/twins/form.odt"), include_str!("../../samples/odd/twins/form.fodt"));
    for _ in 0..60 {
        read(&Arc::from("a.odt"), &numbers.damage(packed), Format::Odt, &Limits::default());
        read(&Arc::from("a.fodt"), &numbers.damage(flat.as_bytes()), Format::FlatOdf, &Limits::default());
    }
    let whole = flat.trim_end();
    for length in (0..whole.len()).step_by(211).filter(|at| whole.is_char_boundary(*at)) {
        let document = read_flat(&whole[..length]);
        assert!(document.troubles.iter().any(|trouble| trouble.kind.loses_content()), "{length} bytes");
    }
}

#[test]
fn a_table_inside_a_shape_is_read_with_the_text_round_it() {
    let document = odt(
        "",
        "<text:p><draw:custom-shape><text:p>前</text:p><loext:table><loext:table-row><loext:table-cell><text:p>申报单位</text:p>\
         </loext:table-cell><loext:table-cell><text:p>甲工会</text:p></loext:table-cell></loext:table-row></loext:table>\
         <text:p>后</text:p></draw:custom-shape></text:p>",
    );
    let shape = document.stories.first().expect("the text of the shape");
    assert_eq!(texts(&shape.blocks), ["前", "后"]);
    let Some(Block::Grid(grid)) = shape.blocks.get(1) else { panic!("no table in {:?}", shape.blocks) };
    assert_eq!(grid.cells.iter().map(|cell| cell.text.as_str()).collect::<Vec<_>>(), ["申报单位", "甲工会"]);
}

/// LibreOffice tells what is cut off in the picture's own size, which follows from its pixels: 200 of them are 5.29 cm.
#[test]
fn what_is_cut_off_of_a_picture_is_told_in_its_own_size() {
    let picture = encode(image::GrayImage::new(200, 100), image::ImageFormat::Png);
    let crop = |style: &str| {
        let document = odt(
            &format!(
                "<style:style style:name='f' style:family='graphic'><style:graphic-properties {style}/></style:style>"
            ),
            &format!(
                "<text:p><draw:frame draw:style-name='f' text:anchor-type='as-char'><draw:image><office:binary-data>{}\
                 </office:binary-data></draw:image></draw:frame></text:p>",
                encode_base64(&picture)
            ),
        );
        document.marks.into_iter().find_map(|mark| mark.picture).expect("a picture").crop
    };
    assert_eq!(crop("style:mirror='none'"), Crop::default());
    let Crop { left, top, right, bottom } = crop("fo:clip='rect(0cm, 2.645cm, 13.2mm, 0cm)'");
    assert_eq!((left, top, right / 100, bottom / 1_000), (0, 0, 499, 49));
}

#[test]
fn white_words_are_read_and_told_of_where_nothing_lies_behind_them() {
    let told = |white: &str, cell: &str| {
        let document = read_flat(&format!(
            "<office:document><office:automatic-styles><style:style style:name='W' style:family='text'><style:text-properties {white}/></style:style>\
             <style:style style:name='C' style:family='table-cell'><style:table-cell-properties {cell}/></style:style></office:automatic-styles>\
             <office:body><office:text><text:p>甲<text:span text:style-name='W'>乙</text:span></text:p></office:text></office:body></office:document>"
        ));
        (texts(&document.body).concat(), document.troubles.len())
    };
    assert_eq!(told("fo:color='#ffffff'", ""), ("甲乙".to_owned(), 1));
    assert_eq!(told("fo:color='#ffffff'", "fo:background-color='#003366'").1, 0);
    assert_eq!(told("fo:color='#ffffff' fo:background-color='#003366'", "").1, 0);
    assert_eq!(told("fo:color='#000000'", "").1, 0);
}
