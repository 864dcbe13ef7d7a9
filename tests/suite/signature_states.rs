//! The state of a signature, for every way in which a program puts a mark on the line: forms of parts written here, from the
//! reader to what the form's signature says. Each part is shaped as the program named beside it writes it.

use std::io::Cursor;
use std::sync::Arc;

use image::DynamicImage;
use image::GrayImage;
use image::ImageFormat;
use image::Luma;
use shenping::extract::Lexicon;
use shenping::extract::read_forms;
use shenping::model::Format;
use shenping::model::Signature;
use shenping::policy::builtin;
use shenping::readers::Limits;
use shenping::readers::read;

use crate::readers_docx::made::Made;
use crate::readers_docx::made::body;
use crate::readers_xlsx::package_maker::PackageMaker;

/// Rows below the line; the line itself is the second row, `领导签字：` in A2, 2026年10月12日 in D2.
const ROWS: [(&str, &str); 7] = [
    ("申报单位", "秦皇岛市甲工会"),
    ("项目名称", "流动服务站"),
    ("项目负责", "王建国"),
    ("联系电话", "13800001234"),
    ("项目申报理由", "职工办事要跑三趟"),
    ("项目创新内容", "把服务送到班组"),
    ("项目实施措施", "分三步推进"),
];

/// A scrawl of so many waves, as ink on paper.
pub fn scrawl(waves: f64) -> GrayImage {
    let mut picture = GrayImage::from_pixel(240, 80, Luma([255]));
    for step in 0..2_400_u32 {
        let way = f64::from(step) / 2_400.0;
        let (x, y) = (10.0 + way * 220.0, 40.0 + 30.0 * (way * waves).sin() * (way * 2.9).cos());
        for thick in 0..4 {
            picture.put_pixel(x as u32, y as u32 + thick, Luma([20]));
        }
    }
    picture
}

pub fn encode(picture: impl Into<DynamicImage>, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    picture.into().write_to(&mut bytes, format).expect("encoded");
    bytes.into_inner()
}

pub fn signature_of(bytes: &[u8], format: Format) -> Signature {
    let document = read(&Arc::from("申报表"), bytes, format, &Limits::default());
    let forms = read_forms(&document, builtin(), &Lexicon::new(builtin()));
    forms.into_iter().next().and_then(|form| form.application.signature).expect("a form with a signature line")
}

fn told(signature: &Signature) -> (&'static str, String, bool) {
    let at = signature.place.as_ref().and_then(|place| place.spot_text()).unwrap_or_default();
    (signature.state.name(), at, !signature.doubts.is_empty())
}

/// The sheet's rows, with this in the line's cell B2.
fn sheet_rows(line: &str) -> String {
    let cell = |at: String, text: &str| format!("<c r='{at}' t='inlineStr'><is><t>{text}</t></is></c>");
    let mut rows = format!("<row r='1'>{}</row>", cell("A1".to_owned(), "秦皇岛市工会创新工作立项申报表"));
    let (label, day) = (cell("A2".to_owned(), "领导签字："), cell("D2".to_owned(), "2026年10月12日"));
    rows.push_str(&format!("<row r='2' ht='40' customHeight='1'>{label}{line}{day}</row>"));
    for (row, (label, value)) in (3..).zip(ROWS) {
        rows.push_str(&format!(
            "<row r='{row}'>{}{}</row>",
            cell(format!("A{row}"), label),
            cell(format!("B{row}"), value)
        ));
    }
    format!("<sheetData>{rows}</sheetData><mergeCells><mergeCell ref='A1:D1'/></mergeCells>")
}

/// A workbook whose drawing holds this; `rId1` is the picture.
pub fn with_drawing(anchor: &str, picture: &[u8]) -> PackageMaker {
    let mut maker = PackageMaker::with_sheet(&format!("{}<drawing r:id='d1'/>", sheet_rows("")));
    maker.relate("xl/worksheets/sheet1.xml", &[("d1", "drawing", "../drawings/drawing1.xml")]);
    maker.put(
        "xl/drawings/drawing1.xml",
        format!("<xdr:wsDr xmlns:xdr='x' xmlns:a='a' xmlns:r='r' xmlns:mc='mc'>{anchor}</xdr:wsDr>"),
    );
    maker.relate(
        "xl/drawings/drawing1.xml",
        &[("rId1", "image", "../media/image1.png"), ("rId2", "customXml", "../ink/ink1.xml")],
    );
    maker.put("xl/media/image1.png", picture);
    maker.put("xl/ink/ink1.xml", "<ink><trace>1 1, 20 30, 40 10</trace></ink>");
    maker
}

pub const PICTURE: &str = "<xdr:pic><xdr:nvPicPr><xdr:cNvPr id='2' name='图片 1'/></xdr:nvPicPr><xdr:blipFill><a:blip r:embed='rId1'/>\
                       </xdr:blipFill><xdr:spPr><a:xfrm><a:off x='700000' y='250000'/><a:ext cx='900000' cy='400000'/></a:xfrm></xdr:spPr></xdr:pic>";

/// From one corner to another: (column, row, EMU down), as `xdr:twoCellAnchor`.
pub fn two_cells(from: (u32, u32, u32), to: (u32, u32, u32), inside: &str) -> String {
    let corner = |name: &str, (column, row, down): (u32, u32, u32)| {
        let across = if name == "to" { 509_000 } else { 9_000 };
        format!(
            "<xdr:{name}><xdr:col>{column}</xdr:col><xdr:colOff>{across}</xdr:colOff><xdr:row>{row}</xdr:row><xdr:rowOff>{down}</xdr:rowOff></xdr:{name}>"
        )
    };
    format!("<xdr:twoCellAnchor>{}{}{inside}</xdr:twoCellAnchor>", corner("from", from), corner("to", to))
}

pub fn on_the_line(inside: &str) -> String {
    two_cells((1, 1, 9_000), (1, 1, 400_000), inside)
}

#[test]
fn a_workbook_s_mark_on_the_line_is_known_by_every_anchor() {
    let picture = encode(scrawl(9.0), ImageFormat::Png);
    let size = "<xdr:ext cx='900000' cy='400000'/>";
    let one_cell = format!(
        "<xdr:oneCellAnchor><xdr:from><xdr:col>1</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>1</xdr:row><xdr:rowOff>9000</xdr:rowOff></xdr:from>{size}{PICTURE}</xdr:oneCellAnchor>"
    );
    let absolute = format!("<xdr:absoluteAnchor><xdr:pos x='700000' y='250000'/>{size}{PICTURE}</xdr:absoluteAnchor>");
    let frame = "<a:off x='700000' y='250000'/><a:ext cx='900000' cy='400000'/><a:chOff x='700000' y='250000'/><a:chExt cx='900000' cy='400000'/>";
    let group = format!("<xdr:grpSp><xdr:grpSpPr><a:xfrm>{frame}</a:xfrm></xdr:grpSpPr>{PICTURE}</xdr:grpSp>");
    let torn = one_cell.replace(" cy=", "(cy=");
    for anchor in [on_the_line(PICTURE), one_cell, torn, absolute, on_the_line(&group)] {
        let signature = signature_of(&with_drawing(&anchor, &picture).bytes(), Format::Xlsx);
        assert_eq!(told(&signature), ("picture", "申报表!B2".to_owned(), false), "{anchor}");
        assert_eq!(signature.date.map(|day| day.to_string()).as_deref(), Some("2026-10-12"));
    }
}

#[test]
fn a_workbook_s_ink_scribble_and_missing_picture_have_states_of_their_own() {
    let picture = encode(scrawl(9.0), ImageFormat::Png);
    let ink = format!(
        "<mc:AlternateContent><mc:Choice Requires='xdr14'><xdr:contentPart r:id='rId2'/></mc:Choice><mc:Fallback>{PICTURE}</mc:Fallback></mc:AlternateContent>"
    );
    let scribble = "<xdr:sp><xdr:nvSpPr><xdr:cNvPr id='3' name='任意多边形'/></xdr:nvSpPr><xdr:spPr><a:custGeom><a:pathLst><a:path w='9' h='9'>\
                    <a:moveTo><a:pt x='0' y='0'/></a:moveTo><a:lnTo><a:pt x='9' y='9'/></a:lnTo></a:path></a:pathLst></a:custGeom><a:ln w='9525'/></xdr:spPr></xdr:sp>";
    let linked = PICTURE.replace("r:embed='rId1'", "r:link='rId9'");
    let lost = PICTURE.replace("<a:blip r:embed='rId1'/>", "");
    let kinds = [(ink.as_str(), "ink"), (scribble, "ink"), (&linked, "unreadable"), (&lost, "unreadable")];
    for (inside, state) in kinds {
        let signature = signature_of(&with_drawing(&on_the_line(inside), &picture).bytes(), Format::Xlsx);
        assert_eq!(signature.state.name(), state, "{inside}");
    }
    let cut = signature_of(&with_drawing(&on_the_line(PICTURE), &picture[..40]).bytes(), Format::Xlsx);
    assert_eq!(cut.state.name(), "unreadable");
}

#[test]
fn a_picture_that_hangs_into_the_line_is_doubted_and_a_letterhead_is_none() {
    let picture = encode(scrawl(9.0), ImageFormat::Png);
    let at = |from, to| signature_of(&with_drawing(&two_cells(from, to, PICTURE), &picture).bytes(), Format::Xlsx);
    assert_eq!(told(&at((0, 0, 0), (0, 1, 90_000))).0, "absent", "a letterhead beside the title");
    assert_eq!(told(&at((5, 11, 0), (6, 13, 0))).0, "absent", "far from the line");
    // The same line at the foot of the form, below a tall row.
    let mut maker = with_drawing(&two_cells((1, 8, 20_000), (1, 9, 200_000), PICTURE), &picture);
    let label =
        "<row r='10' ht='40' customHeight='1'><c r='A10' t='inlineStr'><is><t>领导签字</t></is></c></row></sheetData>";
    let rows = sheet_rows("").replace("领导签字：", "填表说明").replace("</sheetData>", label);
    let rows = rows.replace("<row r='9'>", "<row r='9' ht='80' customHeight='1'>");
    maker.put("xl/worksheets/sheet1.xml", format!("<worksheet xmlns:r='r'>{rows}<drawing r:id='d1'/></worksheet>"));
    assert_eq!(told(&signature_of(&maker.bytes(), Format::Xlsx)), ("picture", "申报表!B9".to_owned(), true));
}

/// What LibreOffice and others leave of a WPS picture when they save the workbook as .csv, .fods or .xls.
#[test]
fn a_picture_of_wps_that_another_program_lost_is_for_people_and_not_missing() {
    let rows: Vec<String> = ROWS.iter().map(|(label, value)| format!("{label},{value}")).collect();
    let csv = |signed: &str| format!("{}\n领导签字：,{signed},2026年10月12日\n", rows.join("\n"));
    let state = |signed: &str| signature_of(csv(signed).as_bytes(), Format::Csv).state;
    assert_eq!(state("\"=DISPIMG(\"\"ID_5F3A\"\",1)\"").name(), "unreadable");
    assert_eq!(state("").name(), "absent");
}

#[test]
fn a_blank_picture_is_seen_by_its_pixels_whatever_its_colour() {
    let white = GrayImage::from_pixel(200, 80, Luma([255]));
    let black = GrayImage::from_pixel(200, 80, Luma([0]));
    let mut dusty = white.clone();
    (0..10).for_each(|speck| dusty.put_pixel(speck * 19, speck * 7, Luma([90])));
    for blank in [white.into(), black.into(), dusty.into(), DynamicImage::new_rgba8(200, 80)] {
        for format in [ImageFormat::Png, ImageFormat::Tiff] {
            let bytes = encode(blank.clone(), format);
            let signature = signature_of(&with_drawing(&on_the_line(PICTURE), &bytes).bytes(), Format::Xlsx);
            assert_eq!(signature.state.name(), "blank-picture");
        }
    }
}

#[test]
fn a_frame_or_shades_alone_are_for_people_and_not_blank_for_certain() {
    let mut frame = GrayImage::from_pixel(200, 80, Luma([255]));
    frame.enumerate_pixels_mut().for_each(|(x, y, level)| {
        if x < 2 || y < 2 || x >= 198 || y >= 78 {
            *level = Luma([0]);
        }
    });
    let shades = GrayImage::from_fn(200, 80, |x, _| Luma([u8::try_from(90 + x / 2).unwrap_or(255)]));
    for picture in [frame, shades] {
        let bytes = encode(DynamicImage::from(picture), ImageFormat::Png);
        let signature = signature_of(&with_drawing(&on_the_line(PICTURE), &bytes).bytes(), Format::Xlsx);
        assert_eq!((signature.state.name(), signature.doubts.len()), ("picture", 1));
    }
}

#[test]
fn pictures_in_cells_and_in_vml_are_marks_and_a_bare_signature_line_is_none() {
    let picture = encode(scrawl(9.0), ImageFormat::Png);
    let mut wps = PackageMaker::with_sheet(&sheet_rows(
        "<c r='B2' t='str'><f>_xlfn.DISPIMG(\"ID_1\",1)</f><v>=DISPIMG(\"ID_1\",1)</v></c>",
    ));
    wps.relate(
        "xl/workbook.xml",
        &[("rId1", "worksheet", "worksheets/sheet1.xml"), ("c", "cellImage", "cellimages.xml")],
    );
    wps.put(
        "xl/cellimages.xml",
        "<etc:cellImages xmlns:etc='e' xmlns:xdr='x' xmlns:a='a' xmlns:r='r'><etc:cellImage><xdr:pic><xdr:nvPicPr><xdr:cNvPr id='2' name='ID_1'/>\
         </xdr:nvPicPr><xdr:blipFill><a:blip r:embed='p'/></xdr:blipFill></xdr:pic></etc:cellImage></etc:cellImages>",
    );
    wps.relate("xl/cellimages.xml", &[("p", "image", "media/image1.png")]);
    wps.put("xl/media/image1.png", &picture);
    assert_eq!(told(&signature_of(&wps.bytes(), Format::Xlsx)), ("picture", "申报表!B2".to_owned(), false));

    let shape = |inside: &str| {
        format!(
            "<v:shape id='图_x0020_1'><v:imagedata o:relid='p1'/>{inside}<x:ClientData ObjectType='Pict'><x:Anchor>1,10,1,4,1,60,1,40</x:Anchor></x:ClientData></v:shape>"
        )
    };
    let line = "<o:signatureline id='{5B}' o:suggestedsigner='王主席' issignatureline='t'/>";
    for (inside, state) in [("", "picture"), (line, "absent")] {
        let mut vml = PackageMaker::with_sheet(&format!("{}<legacyDrawing r:id='v1'/>", sheet_rows("")));
        vml.relate("xl/worksheets/sheet1.xml", &[("v1", "vmlDrawing", "../drawings/vmlDrawing1.vml")]);
        vml.put(
            "xl/drawings/vmlDrawing1.vml",
            format!("<xml xmlns:v='v' xmlns:o='o' xmlns:x='x'>{}</xml>", shape(inside)),
        );
        vml.relate("xl/drawings/vmlDrawing1.vml", &[("p1", "image", "../media/image1.png")]);
        vml.put("xl/media/image1.png", &picture);
        assert_eq!(signature_of(&vml.bytes(), Format::Xlsx).state.name(), state);
    }
}

/// A document with the line before the table; this stands on the line. `p1` is the picture.
pub fn document(line: &str, picture: &[u8]) -> Made {
    let text = |text: &str| format!("<w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r>");
    lined(&[text("领导签字："), line.to_owned(), text("    2026年10月12日")].concat(), picture)
}

/// The same with these runs for the line.
fn lined(line: &str, picture: &[u8]) -> Made {
    let text = |text: &str| format!("<w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r>");
    let cell = |inside: &str| format!("<w:tc><w:p>{}</w:p></w:tc>", text(inside));
    let rows: String =
        ROWS.iter().map(|(label, value)| format!("<w:tr>{}{}</w:tr>", cell(label), cell(value))).collect();
    let title = text("秦皇岛市工会创新工作立项申报表");
    body(&format!("<w:p>{title}</w:p><w:p>{line}</w:p><w:tbl>{rows}</w:tbl>"))
        .with("p1", "image", "media/image1.png", picture)
        .with("i1", "customXml", "ink/ink1.xml", "<ink><trace>1 1, 20 30</trace></ink>")
}

#[test]
fn a_document_s_mark_on_the_line_is_known_however_it_was_put_there() {
    let picture = encode(scrawl(9.0), ImageFormat::Png);
    let graphic = "<wp:extent cx='900000' cy='400000'/><wp:docPr id='1' name='图片 1'/><a:graphic><a:graphicData><pic:pic><pic:blipFill>\
                   <a:blip r:embed=\"p1\"/></pic:blipFill></pic:pic></a:graphicData></a:graphic>";
    let run = |inside: &str| format!("<w:r>{inside}</w:r>");
    let inline = run(&format!("<w:drawing><wp:inline>{graphic}</wp:inline></w:drawing>"));
    let floating = run(&format!("<w:drawing><wp:anchor>{graphic}</wp:anchor></w:drawing>"));
    let vml = run("<w:pict><v:shape style='width:85pt;height:30pt'><v:imagedata r:id='p1'/></v:shape></w:pict>");
    let line = run(
        "<w:pict><v:shape style='width:85pt;height:30pt'><v:imagedata r:id='p1'/><o:signatureline issignatureline='t' o:suggestedsigner='王'/></v:shape></w:pict>",
    );
    let ink = run(&format!(
        "<mc:AlternateContent><mc:Choice Requires='wpi'><w:drawing><wp:inline><wp:extent cx='9' cy='9'/><wp:docPr id='1' name='墨迹 1'/><a:graphic><a:graphicData>\
         <w14:contentPart r:id='i1'/></a:graphicData></a:graphic></wp:inline></w:drawing></mc:Choice><mc:Fallback><w:drawing><wp:inline>{graphic}</wp:inline></w:drawing></mc:Fallback></mc:AlternateContent>"
    ));
    let cases = [(&inline, "picture"), (&floating, "picture"), (&vml, "picture"), (&line, "absent"), (&ink, "ink")];
    for (mark, state) in cases {
        let signature = signature_of(&document(mark, &picture).bytes(), Format::Docx);
        assert_eq!(signature.state.name(), state, "{mark}");
        assert_eq!(signature.date.map(|day| day.to_string()).as_deref(), Some("2026-10-12"), "{mark}");
    }
    let white = encode(GrayImage::from_pixel(200, 80, Luma([255])), ImageFormat::Jpeg);
    assert_eq!(signature_of(&document(&inline, &white).bytes(), Format::Docx).state.name(), "blank-picture");
    let name = "<w:r><w:t>王建国</w:t></w:r>";
    let typed = signature_of(&document(name, &picture).bytes(), Format::Docx);
    assert_eq!((typed.state.name(), typed.signer.as_deref()), ("typed", Some("王建国")));
    assert_eq!(signature_of(&document("", &picture).bytes(), Format::Docx).state.name(), "absent");
}

/// LibreOffice hangs a picture on the covered cell of a merged line, as it stands below the picture's corner.
#[test]
fn a_picture_over_the_later_cells_of_a_merged_line_is_found_in_an_open_document_spreadsheet() {
    let cell =
        |text: &str| format!("<table:table-cell office:value-type='string'><text:p>{text}</text:p></table:table-cell>");
    let rows: String = ROWS
        .iter()
        .map(|(label, value)| format!("<table:table-row>{}{}</table:table-row>", cell(label), cell(value)))
        .collect();
    let frame = format!(
        "<draw:frame svg:width='1in' svg:height='0.3in' svg:x='0.05in' svg:y='0.02in' table:end-cell-address='申报表.B2' table:end-x='1.05in' table:end-y='0.32in'>\
         <draw:image><office:binary-data>{}</office:binary-data></draw:image></draw:frame>",
        encode_base64(&encode(scrawl(9.0), ImageFormat::Png))
    );
    let file = format!(
        "<?xml version='1.0'?><office:document xmlns:office='urn:oasis:names:tc:opendocument:xmlns:office:1.0' xmlns:table='t' xmlns:text='x' xmlns:draw='d' xmlns:svg='s' \
         office:mimetype='application/vnd.oasis.opendocument.spreadsheet'><office:body><office:spreadsheet><table:table table:name='申报表'>\
         <table:table-row>{}</table:table-row><table:table-row><table:table-cell table:number-columns-spanned='4'><text:p>领导签字：　　　　2026年10月12日</text:p></table:table-cell>\
         <table:covered-table-cell>{frame}</table:covered-table-cell><table:covered-table-cell table:number-columns-repeated='2'/></table:table-row>{rows}\
         </table:table></office:spreadsheet></office:body></office:document>",
        cell("秦皇岛市工会创新工作立项申报表")
    );
    let signature = signature_of(file.as_bytes(), Format::FlatOdf);
    assert_eq!(told(&signature), ("picture", "申报表!B2".to_owned(), false));
    // the frame that is left where its picture is gone
    let (before, behind) = file.split_once("<draw:image>").expect("a picture");
    let (_, behind) = behind.split_once("</draw:image>").expect("a picture");
    let signature = signature_of(format!("{before}{behind}").as_bytes(), Format::FlatOdf);
    assert_eq!(signature.state.name(), "unreadable");
}

/// odfpy stores no heights of rows; whoever opens the file makes a row as high as its lines.
#[test]
fn a_picture_low_in_a_cell_of_several_lines_stands_there_where_no_heights_are_stored() {
    let lines = |texts: &[&str]| texts.iter().map(|text| format!("<text:p>{text}</text:p>")).collect::<String>();
    let cell = |content: &str| format!("<table:table-cell office:value-type='string'>{content}</table:table-cell>");
    let row = |cells: &[String]| format!("<table:table-row>{}</table:table-row>", cells.concat());
    let frame = format!(
        "<draw:frame svg:width='1in' svg:height='0.3in' svg:x='0.05in' svg:y='0.2in'>\
         <draw:image><office:binary-data>{}</office:binary-data></draw:image></draw:frame>",
        encode_base64(&encode(scrawl(9.0), ImageFormat::Png))
    );
    let signed = lines(&["同意申报。", "负责人签字：", "（公章）", "2026年10月12日"]);
    let bare = lines(&["同意申报。", "负责人签字：", "（公章）", "年　月　日"]);
    let form = |ours: &str, theirs: &str| {
        let rows: String =
            ROWS.iter().map(|(label, value)| row(&[cell(&lines(&[*label])), cell(&lines(&[*value]))])).collect();
        let own = row(&[cell(&lines(&["申报单位意见"])), cell(ours)]);
        let others = row(&[cell(&lines(&["市总工会意见"])), cell(theirs)]);
        format!(
            "<?xml version='1.0'?><office:document xmlns:office='urn:oasis:names:tc:opendocument:xmlns:office:1.0' xmlns:table='t' xmlns:text='x' xmlns:draw='d' xmlns:svg='s' \
             office:mimetype='application/vnd.oasis.opendocument.spreadsheet'><office:body><office:spreadsheet><table:table table:name='申报表'>\
             {}{rows}{own}{others}</table:table></office:spreadsheet></office:body></office:document>",
            row(&[cell(&lines(&["秦皇岛市工会创新工作立项申报表"]))])
        )
    };
    let ours = signature_of(form(&format!("{frame}{signed}"), &bare).as_bytes(), Format::FlatOdf);
    assert_eq!((ours.state.name(), ours.doubts.len()), ("picture", 0), "{ours:?}");
    let theirs = signature_of(form(&bare, &format!("{frame}{signed}")).as_bytes(), Format::FlatOdf);
    assert_eq!(theirs.state.name(), "absent", "{theirs:?}");
}

pub fn encode_base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::new();
    for chunk in bytes.chunks(3) {
        let word = chunk.iter().fold(0_u32, |word, byte| word << 8 | u32::from(*byte)) << (8 * (3 - chunk.len()));
        for place in 0..4 {
            let letter = LETTERS[(word >> (18 - 6 * place) & 63) as usize];
            text.push(if place > chunk.len() { '=' } else { char::from(letter) });
        }
    }
    text
}

#[test]
fn a_picture_that_floats_far_from_the_paragraph_it_hangs_on_is_for_people() {
    let picture = encode(scrawl(9.0), ImageFormat::Png);
    let doubts = |mark: &str| {
        let signature = signature_of(&document(mark, &picture).bytes(), Format::Docx);
        assert_eq!(signature.state.name(), "picture");
        signature.doubts.len()
    };
    let drawn = |from: &str, millimetres: i64| {
        doubts(&format!(
            "<w:r><w:drawing><wp:anchor><wp:positionV relativeFrom='{from}'><wp:posOffset>{}</wp:posOffset></wp:positionV><wp:extent cx='900000' cy='400000'/>\
             <wp:docPr id='1' name='图片 1'/><a:graphic><a:graphicData><pic:pic><pic:blipFill><a:blip r:embed='p1'/></pic:blipFill></pic:pic>\
             </a:graphicData></a:graphic></wp:anchor></w:drawing></w:r>",
            millimetres * 36_000
        ))
    };
    for (from, millimetres, doubted) in [
        ("paragraph", -110, 1),
        ("paragraph", -8, 0),
        ("paragraph", 20, 0),
        ("paragraph", 100, 1),
        ("page", 5, 1),
        ("page", 90, 0),
        ("margin", 0, 0),
    ] {
        assert_eq!(drawn(from, millimetres), doubted, "{from} {millimetres}");
    }
    let vml = |style: &str| {
        let shape = format!(
            "<v:shape style='position:absolute;{style};width:85pt;height:30pt'><v:imagedata r:id='p1'/></v:shape>"
        );
        doubts(&format!("<w:r><w:pict>{shape}</w:pict></w:r>"))
    };
    assert_eq!(vml("margin-top:-300pt"), 1);
    assert_eq!(vml("margin-top:-9pt"), 0);
    assert_eq!(vml("margin-top:0;mso-position-vertical:top;mso-position-vertical-relative:page"), 0);
}

#[test]
fn a_picture_right_behind_another_one_s_label_is_not_surely_the_leaders() {
    let picture = encode(scrawl(9.0), ImageFormat::Png);
    let text = |text: &str| format!("<w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r>");
    let mark = "<w:r><w:pict><v:shape style='width:85pt;height:30pt'><v:imagedata r:id='p1'/></v:shape></w:pict></w:r>";
    let doubts = |before: &str, behind: &str| {
        let line = format!("{}{mark}{}", text(before), text(behind));
        let signature = signature_of(&lined(&line, &picture).bytes(), Format::Docx);
        (signature.state.name(), signature.doubts.len())
    };
    assert_eq!(doubts("经办人签字：", "　　领导签字：________"), ("picture", 1));
    assert_eq!(doubts("经办人签字：________　　领导签字：", ""), ("picture", 0));
    assert_eq!(doubts("领导签字：", "　　经办人签字：________"), ("picture", 0));
}
