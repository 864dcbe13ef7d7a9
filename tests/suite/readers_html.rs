//! The reader of web pages: what Word, Excel, WPS, LibreOffice and web systems write under the names .doc and .xls.

use std::sync::Arc;

use shenping::model::CellContent;
use shenping::model::Document;
use shenping::model::Format;
use shenping::model::StoryKind;
use shenping::readers::Limits;
use shenping::readers::read;

use crate::harness::Numbers;
use crate::harness::paragraphs;
use crate::harness::texts;

fn read_page(page: &str) -> Document {
    let document = read(&Arc::from("表.doc"), page.as_bytes(), Format::Html, &Limits::default());
    assert_eq!(document.troubles, []);
    document
}

fn cells(document: &Document) -> Vec<(String, u32, u32, &str)> {
    let grid = document.grids().next().expect("a table");
    let spot = |cell: &shenping::model::Cell| grid.spot(cell.row, cell.column).to_string();
    grid.cells.iter().map(|cell| (spot(cell), cell.height, cell.width, cell.text.as_str())).collect()
}

#[test]
fn paragraphs_headings_lists_and_blanks_are_what_a_browser_shows() {
    let document = read_page(
        "<html><head><title> 申报\n表 </title><style>p{}</style></head><body><h1>标题</h1><p>第一\n段<b>粗</b><p><b>第二段</b>\
         <p class=MsoNormal><o:p>&nbsp;</o:p></p><div>甲<br>乙<br></div><ul><li>一<li>二</ul><p>申报单位：<u>&nbsp;&nbsp;&nbsp;</u></p>",
    );
    assert_eq!(texts(&document.body), ["标题", "第一段粗", "第二段", "", "甲\n乙", "一", "二", "申报单位：   "]);
    let found = paragraphs(&document.body);
    assert_eq!((found[0].heading, found[2].bold, found[5].numbered), (Some(1), true, true));
    assert!(found[7].underlined_blank && !found[1].bold);
    assert_eq!(document.properties, [("title".to_owned(), "申报 表".to_owned())]);
}

#[test]
fn lines_that_a_page_keeps_stay_lines() {
    let document = read_page(
        "<html><body><pre>\n申报单位：甲\n项目名称：乙  丙</pre><div style='white-space: pre-line'>负责人：丁\n电话：1</div>\
         <textarea>一、\n二、</textarea><fieldset><legend>成效</legend>很好</fieldset></body></html>",
    );
    let want = ["申报单位：甲\n项目名称：乙  丙", "负责人：丁\n电话：1", "一、\n二、", "成效", "很好"];
    assert_eq!(texts(&document.body), want);
}

#[test]
fn what_a_page_s_style_sheet_hides_is_not_read() {
    let document = read_page(
        "<html><head><style>.old{display:none}</style></head><body><p><span class='old'>旧</span>新</p>\
         <table><tr class=old><td>藏</td></tr><tr><td>甲</td><td class='old'>乙</td></tr></table><input class=old value=丙></body></html>",
    );
    assert_eq!(texts(&document.body), ["新"]);
    let grid = document.grids().next().expect("a table");
    let shown: Vec<&str> = grid.cells.iter().filter(|cell| !cell.hidden).map(|cell| cell.text.as_str()).collect();
    assert_eq!(shown, ["甲", ""]);
}

#[test]
fn a_page_whose_only_table_is_left_open_up_to_its_end_is_whole() {
    let page = "<html><body><table><tr><td>申报单位<td>甲</body></html>";
    assert_eq!(cells(&read_page(page)).len(), 2);
    let cut = page.trim_end_matches("</body></html>");
    let document = read(&Arc::from("表.doc"), cut.as_bytes(), Format::Html, &Limits::default());
    assert_eq!(document.troubles.len(), 1, "the end is missing");
    let unclosed = page.trim_end_matches('>');
    assert_eq!(read(&Arc::from("表.doc"), unclosed.as_bytes(), Format::Html, &Limits::default()).troubles, []);
}

#[test]
fn what_word_notes_in_its_pages_is_understood() {
    let document = read_page(
        "<html xmlns:w=\"urn:schemas-microsoft-com:office:word\"><body><div class=WordSection1>\
         <p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><![if !supportLists]><span style='mso-list:Ignore'>1.<span>&nbsp; </span></span><![endif]>内容</p>\
         <p>甲<span style='mso-tab-count:1'>&nbsp;&nbsp;&nbsp; </span>乙<del cite=\"mailto:x\">删</del><ins>增</ins><span style='display:none;mso-hide:all'>藏</span>\
         <a style='mso-footnote-id:ftn1' href=\"#_ftn1\"><span class=MsoFootnoteReference>[1]</span></a></p>\
         <!--[if gte vml 1]><v:shape><v:imagedata src=\"a.files/image001.png\"/></v:shape><![endif]--><![if !vml]><img width=96 height=48 src=\"a.files/image002.png\" alt=\"签名\"><![endif]>\
         </div><div style='mso-element:footnote-list'><div style='mso-element:footnote' id=ftn1><p class=MsoFootnoteText>脚注</p></div></div></body></html>",
    );
    assert_eq!(texts(&document.body), ["内容", "甲\t乙增", ""]);
    assert!(paragraphs(&document.body)[0].numbered);
    let [mark] = document.marks.as_slice() else { panic!("one picture") };
    assert_eq!((mark.name.as_str(), mark.extent), ("签名", Some((914_400, 457_200))));
    assert!(mark.picture.as_ref().is_some_and(|picture| picture.bytes.is_empty()), "nothing is fetched");
    let told: Vec<_> = document.stories.iter().map(|story| (story.kind, texts(&story.blocks))).collect();
    assert_eq!(told, [(StoryKind::Footnote(1), vec!["脚注"])]);
}

#[test]
fn notes_that_abiword_lists_at_the_end_are_no_text() {
    let document = read_page(
        "<html><body><p>三级证书。<a href=\"#footnote-1\">1</a></p><p>见<a href=\"#top\">上</a></p></body>\
         <ol><li class=\"footnote_anchor\" id=\"footnote-1\">截至八月底。</li></ol></html>",
    );
    assert_eq!(texts(&document.body), ["三级证书。", "见上"]);
    let told: Vec<_> = document.stories.iter().map(|story| (story.kind, texts(&story.blocks))).collect();
    assert_eq!(told, [(StoryKind::Footnote(1), vec!["截至八月底。"])]);
}

#[test]
fn a_deletion_that_word_tracked_is_none_crossed_out() {
    let document =
        read_page("<html><body><p>我<del datetime=\"2026-01-01T00:00\">不</del>要<del>乙</del></p></body></html>");
    assert_eq!(texts(&document.body), ["我要"]);
    let struck: Vec<&str> = document.struck.iter().map(|struck| struck.text.as_str()).collect();
    assert_eq!(struck, ["乙"]);
}

#[test]
fn tables_with_spans_rows_that_do_not_end_and_tables_inside() {
    let document = read_page(
        "<table><tr><td rowspan=2>理由<td>甲<tr><td><table><tr><td>内</td></tr></table>乙</td></tr><tr><td colspan=\"2\">丙</table><p>后",
    );
    let spot = |at: &str| format!("表1!{at}");
    assert_eq!(
        cells(&document),
        [
            (spot("R1C1"), 2, 1, "理由"),
            (spot("R1C2"), 1, 1, "甲"),
            (spot("R2C2"), 1, 1, "乙"),
            (spot("R3C1"), 1, 2, "丙")
        ]
    );
    assert_eq!(texts(&document.body), ["后"]);
}

#[test]
fn a_page_of_excel_is_a_sheet_with_its_name_and_values() {
    let document = read_page(
        "<html xmlns:x=\"urn:schemas-microsoft-com:office:excel\"><head><!--[if gte mso 9]><xml><x:ExcelWorkbook><x:ExcelWorksheets><x:ExcelWorksheet>\
         <x:Name>申报表</x:Name></x:ExcelWorksheet></x:ExcelWorksheets></x:ExcelWorkbook></xml><![endif]--></head><body><table>\
         <tr><td colspan=2>标题</td></tr><tr><td>电话</td><td x:num=\"13800001111\">1.38E+10</td><td colspan=2 style='mso-ignore:colspan'></td><td>末</td></tr>\
         <tr><td></td><td><span style='mso-ignore:vglayout;position:absolute'><img src=\"data:image/png;base64,iVBORw==\"></span>签</td></tr>\
         <![if supportMisalignedColumns]><tr height=0 style='display:none'><td width=72></td></tr><![endif]></table></body></html>",
    );
    assert_eq!(
        cells(&document),
        [
            ("申报表!A1".to_owned(), 1, 2, "标题"),
            ("申报表!A2".to_owned(), 1, 1, "电话"),
            ("申报表!B2".to_owned(), 1, 1, "1.38E+10"),
            ("申报表!E2".to_owned(), 1, 1, "末"),
            ("申报表!B3".to_owned(), 1, 1, "签")
        ]
    );
    let grid = document.grids().next().expect("a sheet");
    assert_eq!(grid.cells[2].content, CellContent::Number("13800001111".to_owned()));
    let mark = &document.marks[0];
    assert_eq!(
        mark.anchor.as_ref().map(|anchor| (anchor.from.to_string(), anchor.inline)),
        Some(("申报表!B3".to_owned(), false))
    );
    assert_eq!(mark.picture.as_ref().map(|picture| &*picture.bytes), Some(b"\x89PNG".as_slice()));
}

#[test]
fn a_page_of_calc_names_its_sheets_in_headings() {
    let document = read_page(
        "<html><head><meta name=\"generator\" content=\"LibreOffice 7.4\"/><style>body,div,table,thead,tbody,tfoot,tr,th,td,p {}</style></head><body>\
         <p><center><h1>Overview</h1><A HREF=\"#table0\">Sheet 1: <em>甲表</em></A></center></p><A NAME=\"table0\"><h1>Sheet 1: <em>甲表</em></h1></A>\
         <table><tr><td colspan=2>甲</td></tr></table><A NAME=\"table1\"><h1>Sheet 2: <em>乙&amp;丙</em></h1></A><table><tr><td>乙</td></tr></table></body></html>",
    );
    assert_eq!(document.grids().map(|grid| grid.name.to_string()).collect::<Vec<_>>(), ["甲表", "乙&丙"]);
}

#[test]
fn a_workbook_of_several_sheets_in_one_file_gives_them_all() {
    let part = |name: &str, body: &str| {
        format!(
            "--X\r\nContent-Location: file:///C:/a.files/{name}\r\nContent-Type: text/html; charset=\"utf-8\"\r\n\r\n{body}\r\n"
        )
    };
    let mail = format!(
        "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=\"X\"\r\n\r\n{}{}{}{}--X--\r\n",
        part(
            "a.htm",
            "<html xmlns:x=\"urn:schemas-microsoft-com:office:excel\"><head><!--[if gte mso 9]><xml><x:Name>一表</x:Name><x:Name>二表</x:Name></xml><![endif]--></head><frameset></frameset></html>"
        ),
        part("sheet001.htm", "<table><tr><td>甲</td></tr></table>"),
        part("sheet002.htm", "<table><tr><td>乙</td></tr></table>"),
        part("tabstrip.htm", "<table><tr><td>一表</td></tr></table>"),
    );
    let document = read(&Arc::from("a.xls"), mail.as_bytes(), Format::Mhtml, &Limits::default());
    assert_eq!(document.troubles, []);
    let told: Vec<_> = document.grids().map(|grid| (grid.name.to_string(), grid.cells[0].text.as_str())).collect();
    assert_eq!(told, [("一表".to_owned(), "甲"), ("二表".to_owned(), "乙")]);
    let cut = read(&Arc::from("a.xls"), &mail.as_bytes()[..mail.len() - 60], Format::Mhtml, &Limits::default());
    assert_eq!(cut.troubles.iter().map(|trouble| trouble.kind.code()).collect::<Vec<_>>(), ["file-unreadable"]);
}

#[test]
fn what_all_sheets_of_a_book_look_like_may_stand_in_a_part_of_its_own() {
    let mail = "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=\"X\"\r\n\r\n\
        --X\r\nContent-Location: a.htm\r\nContent-Type: text/html; charset=\"utf-8\"\r\n\r\n\
        <html><link rel=Stylesheet href=stylesheet.css><p class=old>旧</p><p>是否推广：<span class=font7>R</span>是</p></html>\r\n\
        --X\r\nContent-Location: stylesheet.css\r\nContent-Type: text/css\r\n\r\n\
        .font7 {font-family:\"Wingdings 2\";}\r\n.old {display:none}\r\n--X--\r\n";
    let document = read(&Arc::from("a.mht"), mail.as_bytes(), Format::Mhtml, &Limits::default());
    assert_eq!((texts(&document.body), document.troubles.len()), (vec!["", "是否推广：☑是"], 0));
}

#[test]
fn a_frame_around_pages_elsewhere_is_told_with_a_next_step() {
    let page = "<html><frameset><frame src=\"a.files/sheet001.htm\"></frameset></html>";
    let document = read(&Arc::from("a.xls"), page.as_bytes(), Format::Html, &Limits::default());
    assert_eq!(document.troubles.iter().map(|trouble| trouble.kind.code()).collect::<Vec<_>>(), ["file-unsupported"]);
}

#[test]
fn damage_depth_and_repetition_are_survived() {
    let mut numbers = Numbers(1_993);
    for (format, bytes) in [
        (Format::Html, include_bytes!("../../samples/odd/twins/form.html").as_slice()),
        (Format::Mhtml, include_bytes!("../../samples/odd/twins/form.mht").as_slice()),
    ] {
        for _ in 0..100 {
            read(&Arc::from("a"), &numbers.damage(bytes), format, &Limits::default());
        }
        for length in (0..bytes.len()).step_by(53) {
            read(&Arc::from("a"), &bytes[..length], format, &Limits::default());
        }
    }
    for piece in [
        "<table><tr><td>",
        "<div>",
        "<a b=\"",
        "<!--",
        "<td>",
        "</table>",
        "<style>",
        "&",
        "<span style='mso-tab-count:1'>",
        "<li>",
    ] {
        read(&Arc::from("a"), piece.repeat(10_000).as_bytes(), Format::Html, &Limits::default());
    }
}

#[test]
fn a_picture_that_its_own_style_hides_is_none() {
    let marks = |style: &str| {
        read_page(&format!("<p>领导签字：<img style='{style}' src='data:image/png;base64,iVBORw0KGgo='></p>"))
            .marks
            .len()
    };
    assert_eq!((marks(""), marks("width:90px"), marks("display:none"), marks("DISPLAY: None;")), (1, 1, 0, 0));
}

#[test]
fn a_drawing_of_the_page_itself_is_a_picture() {
    let pictures = |svg: &str| {
        let page = read_page(&format!("<table><tr><td>领导签字</td><td>{svg}</td></tr></table>"));
        page.marks.iter().map(|mark| mark.picture.as_ref().unwrap().bytes.to_vec()).collect::<Vec<_>>()
    };
    let drawn = pictures("<svg width='300'><path d='M0 0L9 9'/></svg>");
    assert!(
        matches!(drawn.as_slice(), [file] if file.starts_with(b"<svg ") && file.ends_with(b"<path d='M0 0L9 9'/></svg>"))
    );
    assert!(pictures("<svg></svg>").is_empty());
    assert!(pictures("<svg style='display:none'><path d='M0 0L9 9'/></svg>").is_empty());
}

#[test]
fn an_item_s_paragraph_is_one_line_and_the_number_of_a_note_is_none() {
    let text =
        "<ol><li><p>甲</p></li><li><p>乙</p></li></ol><p>工会<a href='#fn1' role='doc-noteref'><sup>1</sup></a></p>";
    assert_eq!(texts(&read_page(text).body), ["甲", "乙", "工会"]);
}

#[test]
fn what_stands_around_the_tables_of_a_page_for_excel_is_read() {
    let page = "<html xmlns:x=\"urn:schemas-microsoft-com:office:excel\"><body><p>申报表</p><table><tr><td>申报单位</td><td>甲工会</td></tr></table>\
                <p>填报日期：2026年10月8日</p></body></html>";
    let document = read_page(page);
    assert_eq!(texts(&document.body).iter().filter(|text| text.contains("2026年10月8日")).count(), 1);
    assert!(document.grids().all(|grid| grid.kind == shenping::model::GridKind::Table));
}

#[test]
fn white_words_are_read_and_told_of_where_nothing_lies_behind_them() {
    let told = |inside: &str| {
        let page = format!("<html><body><table><tr><td>甲{inside}</td></tr></table></body></html>");
        read(&Arc::from("表.doc"), page.as_bytes(), Format::Html, &Limits::default()).troubles.len()
    };
    for white in [
        "<span style='color: #FFF'>乙</span>",
        "<font color=white>乙</font>",
        "<b style='background:white;color:white'>乙</b>",
    ] {
        assert_eq!(told(white), 1, "{white}");
    }
    for seen in [
        "<span style='color:#fff;background:#036'>乙</span>",
        "<span style='color:red'>乙</span>",
        "<span style='color:#fff'> </span>",
    ] {
        assert_eq!(told(seen), 0, "{seen}");
    }
}

#[test]
fn words_in_a_table_outside_its_cells_are_told() {
    let told = |row: &str| {
        let page = format!("<html><body><table><caption>表</caption>{row}</table></body></html>");
        read(&Arc::from("表.html"), page.as_bytes(), Format::Html, &Limits::default()).troubles.len()
    };
    assert_eq!(told("<tr> <td>申报单位</td>&nbsp;<td>甲工会</td></tr>"), 0);
    assert_eq!(told("<tr><td>申报单位</td>甲工会</tr>"), 1);
}

#[test]
fn a_picture_behind_an_element_or_shown_by_another_than_img_is_kept() {
    const SOURCE: &str = "data:image/png;base64,iVBORw0KGgo=";
    for shown in [
        format!("<span style=\"background-image:url({SOURCE})\"></span>"),
        format!("<div style=\"width:9px;background:#fff url('{SOURCE}') no-repeat\"></div>"),
        "<span class=sign></span>".to_owned(),
        format!("<input type=image src=\"{SOURCE}\">"),
        format!("<object type=\"image/png\" data=\"{SOURCE}\"></object>"),
        format!("<img data-src=\"{SOURCE}\">"),
    ] {
        let page = format!(
            "<html><style>.sign{{background:url({SOURCE})}}</style><body style=\"background:url({SOURCE})\"><table><tr>\
             <td>领导签字<td>{shown}</table></body></html>"
        );
        let document = read_page(&page);
        let [mark] = document.marks.as_slice() else { panic!("one picture: {shown}") };
        assert!(!mark.picture.as_ref().expect("its bytes").bytes.is_empty(), "{shown}");
        assert_eq!(mark.anchor.as_ref().expect("a place").from.to_string(), "表1!R1C2", "{shown}");
    }
}
