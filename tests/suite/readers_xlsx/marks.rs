//! Everything on a sheet that might be a signature, in every way that Office and WPS have to put it there.

use shenping::model::Document;
use shenping::model::MarkKind;

use super::first_sheet;
use super::package_maker::PIXEL;
use super::package_maker::PackageMaker;
use super::place_of;
use super::read_xlsx;

/// A sheet of equal cells: columns of 64 pixels, rows of 15 points.
const PLAIN: &str = "<sheetFormatPr defaultRowHeight='15'/><sheetData/>";

/// A sheet with a drawing that holds this.
fn with_drawing(inside: &str) -> PackageMaker {
    let mut maker = PackageMaker::with_sheet(&format!("{PLAIN}<drawing r:id='d1'/>"));
    maker.relate("xl/worksheets/sheet1.xml", &[("d1", "drawing", "../drawings/drawing1.xml")]);
    maker.put(
        "xl/drawings/drawing1.xml",
        format!("<xdr:wsDr xmlns:xdr='x' xmlns:a='a' xmlns:r='r' xmlns:mc='mc'>{inside}</xdr:wsDr>"),
    );
    maker.relate(
        "xl/drawings/drawing1.xml",
        &[
            ("p1", "image", "../media/image1.png"),
            ("ink1", "customXml", "../ink/ink1.xml"),
            ("far", "image", "https://x.example/a.png"),
        ],
    );
    maker.put("xl/media/image1.png", PIXEL);
    maker
}

fn corner(name: &str, column: u32, right: i64, row: u32, down: i64) -> String {
    format!(
        "<xdr:{name}><xdr:col>{column}</xdr:col><xdr:colOff>{right}</xdr:colOff><xdr:row>{row}</xdr:row><xdr:rowOff>{down}</xdr:rowOff></xdr:{name}>"
    )
}

fn picture(name: &str) -> String {
    format!(
        "<xdr:pic><xdr:nvPicPr><xdr:cNvPr id='1' name='{name}'/></xdr:nvPicPr><xdr:blipFill><a:blip r:embed='p1'/></xdr:blipFill>\
         <xdr:spPr><a:xfrm><a:off x='0' y='0'/><a:ext cx='900' cy='300'/></a:xfrm></xdr:spPr></xdr:pic>"
    )
}

fn kinds(document: &Document) -> Vec<&MarkKind> {
    document.marks.iter().map(|mark| &mark.kind).collect()
}

#[test]
fn a_picture_between_two_corners_lies_where_its_middle_does() {
    let anchor = format!(
        "<xdr:twoCellAnchor>{}{}{}<xdr:clientData/></xdr:twoCellAnchor>",
        corner("from", 1, 600_000, 1, 180_000),
        corner("to", 4, 100, 4, 100),
        picture("签名")
    );
    let document = read_xlsx(&with_drawing(&anchor).bytes());
    let mark = document.marks.first().expect("a mark");
    assert_eq!(place_of(mark), ("申报表!B2".to_owned(), Some((4, 4)), Some((2, 2))));
    assert_eq!((mark.extent, mark.name.as_str()), (Some((900, 300)), "签名"));
    assert_eq!(mark.picture.as_ref().map(|picture| &*picture.bytes), Some(PIXEL));
}

#[test]
fn one_corner_and_a_size_or_a_position_alone_are_placed_by_the_sheet_s_geometry() {
    let one = format!(
        "<xdr:oneCellAnchor>{}<xdr:ext cx='1219200' cy='190500'/>{}</xdr:oneCellAnchor>",
        corner("from", 1, 0, 1, 0),
        picture("一角")
    );
    let absolute = format!(
        "<xdr:absoluteAnchor><xdr:pos x='1828900' y='381001'/><xdr:ext cx='10' cy='10'/>{}</xdr:absoluteAnchor>",
        picture("绝对")
    );
    let document = read_xlsx(&with_drawing(&format!("{absolute}{one}")).bytes());
    let places: Vec<_> = document.marks.iter().map(|mark| (mark.name.as_str(), place_of(mark))).collect();
    assert_eq!(places[0], ("一角", ("申报表!B2".to_owned(), Some((1, 2)), Some((1, 2)))));
    assert_eq!(places[1], ("绝对", ("申报表!D3".to_owned(), Some((2, 3)), Some((2, 3)))));
}

#[test]
fn pictures_in_a_group_are_placed_by_the_group_s_coordinates() {
    let child = |x: i64, name: &str| {
        picture(name).replace(
            "<a:off x='0' y='0'/><a:ext cx='900' cy='300'/>",
            &format!("<a:off x='{x}' y='0'/><a:ext cx='500' cy='1000'/>"),
        )
    };
    let group = format!(
        "<xdr:twoCellAnchor>{}{}<xdr:grpSp><xdr:nvGrpSpPr><xdr:cNvPr id='9' name='组'/><xdr:cNvGrpSpPr/></xdr:nvGrpSpPr>\
         <xdr:grpSpPr><a:xfrm><a:off x='7' y='7'/><a:ext cx='9' cy='9'/><a:chOff x='1000' y='0'/><a:chExt cx='1000' cy='1000'/></a:xfrm></xdr:grpSpPr>\
         {}{}</xdr:grpSp></xdr:twoCellAnchor>",
        corner("from", 1, 0, 1, 0),
        corner("to", 5, 0, 2, 0),
        child(1000, "左"),
        child(1500, "右")
    );
    let document = read_xlsx(&with_drawing(&group).bytes());
    let places: Vec<_> = document.marks.iter().map(|mark| (mark.name.as_str(), place_of(mark).0)).collect();
    assert_eq!(places, [("左", "申报表!B2".to_owned()), ("右", "申报表!D2".to_owned())]);
}

#[test]
fn shapes_give_their_text_their_filling_picture_or_their_strokes() {
    let anchored = |row: u32, object: &str| {
        format!(
            "<xdr:twoCellAnchor>{}{}{object}</xdr:twoCellAnchor>",
            corner("from", 0, 0, row, 0),
            corner("to", 1, 0, row + 1, 0)
        )
    };
    let text = "<xdr:sp><xdr:nvSpPr><xdr:cNvPr id='1' name='文本框'/></xdr:nvSpPr><xdr:spPr><a:prstGeom prst='rect'/></xdr:spPr>\
                <xdr:txBody><a:p><a:r><a:rPr b='1'/><a:t>领导签字</a:t></a:r><a:br/><a:r><a:t>：A&amp;B</a:t></a:r></a:p><a:p/></xdr:txBody></xdr:sp>";
    let filled = "<xdr:sp><xdr:nvSpPr><xdr:cNvPr id='2' name='填充'/></xdr:nvSpPr><xdr:spPr><a:blipFill><a:blip r:embed='p1'/></a:blipFill></xdr:spPr></xdr:sp>";
    let drawn = "<xdr:sp><xdr:nvSpPr><xdr:cNvPr id='3' name='涂鸦'/></xdr:nvSpPr><xdr:spPr><a:custGeom><a:pathLst/></a:custGeom></xdr:spPr></xdr:sp>";
    let hidden = "<xdr:sp><xdr:nvSpPr><xdr:cNvPr id='4' name='隐' hidden='1'/></xdr:nvSpPr><xdr:spPr><a:blipFill><a:blip r:embed='p1'/></a:blipFill></xdr:spPr></xdr:sp>";
    let line = "<xdr:cxnSp><xdr:nvCxnSpPr><xdr:cNvPr id='5' name='直线'/></xdr:nvCxnSpPr><xdr:spPr><a:prstGeom prst='line'/></xdr:spPr></xdr:cxnSp>";
    let far = "<xdr:pic><xdr:nvPicPr><xdr:cNvPr id='6' name='网上'/></xdr:nvPicPr><xdr:blipFill><a:blip r:link='far'/></xdr:blipFill></xdr:pic>";
    let all: String =
        (0..).zip([text, filled, drawn, hidden, line, far]).map(|(row, object)| anchored(row * 2, object)).collect();
    let document = read_xlsx(&with_drawing(&all).bytes());
    assert_eq!(kinds(&document), [&MarkKind::Picture, &MarkKind::Drawing, &MarkKind::Picture]);
    let far = document.marks[2].picture.as_ref().expect("a picture that is elsewhere");
    assert_eq!((far.part.as_str(), far.bytes.len()), ("https://x.example/a.png", 0));
    assert_eq!(document.stories.len(), 1);
    let lines = format!("{:?}", document.stories[0].blocks);
    assert!(lines.contains("领导签字\\n：A&B"), "{lines}");
}

#[test]
fn ink_is_ink_with_its_picture_and_alternate_content_counts_once() {
    let ink = format!(
        "<xdr:twoCellAnchor>{}{}<mc:AlternateContent><mc:Choice Requires='xdr14'><xdr:contentPart r:id='ink1'><xdr14:nvContentPartPr>\
         <xdr14:cNvPr id='2' name='墨迹 1'/></xdr14:nvContentPartPr><xdr14:xfrm><a:off x='1' y='1'/><a:ext cx='70' cy='30'/></xdr14:xfrm></xdr:contentPart></mc:Choice>\
         <mc:Fallback>{}</mc:Fallback></mc:AlternateContent></xdr:twoCellAnchor>",
        corner("from", 1, 0, 1, 0),
        corner("to", 2, 0, 2, 0),
        picture("墨迹 1")
    );
    let slicer = format!(
        "<mc:AlternateContent><mc:Choice Requires='a14'><xdr:twoCellAnchor>{}{}{}</xdr:twoCellAnchor></mc:Choice><mc:Fallback>\
         <xdr:twoCellAnchor>{}{}{}</xdr:twoCellAnchor></mc:Fallback></mc:AlternateContent>",
        corner("from", 4, 0, 4, 0),
        corner("to", 5, 0, 5, 0),
        picture("选择"),
        corner("from", 4, 0, 4, 0),
        corner("to", 5, 0, 5, 0),
        picture("后备")
    );
    let document = read_xlsx(&with_drawing(&format!("{ink}{slicer}")).bytes());
    assert_eq!(kinds(&document), [&MarkKind::Ink, &MarkKind::Picture]);
    assert_eq!(document.marks[0].picture.as_ref().map(|picture| &*picture.bytes), Some(PIXEL));
    assert_eq!(document.marks[1].name, "选择");
}

#[test]
fn wps_pictures_in_cells_are_marks_and_not_text() {
    let rows = "<row r='2'><c r='B2' t='str'><f>_xlfn.DISPIMG(\"ID_1\",1)</f><v>=DISPIMG(\"ID_1\",1)</v></c>\
                <c r='C2' t='str'><v>=DISPIMG(\"ID_缺\",1)</v></c><c r='D2' t='inlineStr'><is><t>说明 DISPIMG(</t></is></c></row>";
    let mut maker = PackageMaker::with_rows(rows);
    maker.relate(
        "xl/workbook.xml",
        &[("rId1", "worksheet", "worksheets/sheet1.xml"), ("c", "cellImage", "cellimages.xml")],
    );
    maker.put(
        "xl/cellimages.xml",
        "<etc:cellImages xmlns:etc='e' xmlns:xdr='x' xmlns:a='a' xmlns:r='r'><etc:cellImage><xdr:pic><xdr:nvPicPr>\
         <xdr:cNvPr id='2' name='ID_1' descr='签名.png'/></xdr:nvPicPr><xdr:blipFill><a:blip r:embed='p'/></xdr:blipFill></xdr:pic>\
         </etc:cellImage></etc:cellImages>",
    );
    maker.relate("xl/cellimages.xml", &[("p", "image", "media/image1.png")]);
    maker.put("xl/media/image1.png", PIXEL);
    let document = read_xlsx(&maker.bytes());
    let texts: Vec<&str> = first_sheet(&document).cells.iter().map(|cell| cell.text.as_str()).collect();
    assert_eq!(texts, ["说明 DISPIMG("]);
    assert_eq!(kinds(&document), [&MarkKind::Picture, &MarkKind::Picture]);
    assert_eq!(place_of(&document.marks[0]).0, "申报表!B2");
    assert_eq!(document.marks[0].picture.as_ref().map(|picture| &*picture.bytes), Some(PIXEL));
    assert_eq!((document.marks[1].picture.as_ref(), place_of(&document.marks[1]).0), (None, "申报表!C2".to_owned()));
}

#[test]
fn excel_pictures_in_cells_are_followed_through_metadata_and_rich_values() {
    let rows = "<row r='2'><c r='B2' t='e' vm='2'><v>#VALUE!</v></c><c r='C2' t='e' vm='1'><v>#VALUE!</v></c></row>";
    let mut maker = PackageMaker::with_rows(rows);
    maker.put(
        "xl/metadata.xml",
        "<metadata><metadataTypes><metadataType name='XLDAPR'/><metadataType name='XLRICHVALUE'/></metadataTypes>\
         <futureMetadata name='XLRICHVALUE'><bk><extLst><ext><xlrd:rvb xmlns:xlrd='x' i='0'/></ext></extLst></bk>\
         <bk><extLst><ext><xlrd:rvb xmlns:xlrd='x' i='1'/></ext></extLst></bk></futureMetadata>\
         <valueMetadata><bk><rc t='2' v='0'/></bk><bk><rc t='2' v='1'/></bk></valueMetadata></metadata>",
    );
    maker.put(
        "xl/richData/rdrichvalue.xml",
        "<rvData><rv s='1'><v>9</v></rv><rv s='0'><v>0</v><v>5</v><v>王主席签名</v></rv></rvData>",
    );
    maker.put(
        "xl/richData/rdrichvaluestructure.xml",
        "<rvStructures><s t='_localImage'><k n='_rvRel:LocalImageIdentifier' t='i'/><k n='CalcOrigin' t='i'/><k n='Text' t='s'/></s>\
         <s t='_stock'><k n='Price'/></s></rvStructures>",
    );
    maker.put("xl/richData/richValueRel.xml", "<richValueRels xmlns:r='r'><rel r:id='a'/></richValueRels>");
    maker.relate("xl/richData/richValueRel.xml", &[("a", "image", "../media/image1.png")]);
    maker.put("xl/media/image1.png", PIXEL);
    let document = read_xlsx(&maker.bytes());
    assert_eq!(document.marks.len(), 1);
    let mark = &document.marks[0];
    assert_eq!((place_of(mark).0.as_str(), mark.name.as_str()), ("申报表!B2", "王主席签名"));
    assert_eq!(mark.picture.as_ref().map(|picture| &*picture.bytes), Some(PIXEL));
}

/// A sheet with a VML drawing that holds these shapes.
fn with_vml(shapes: &str, more: &str) -> PackageMaker {
    with_vml_over(PLAIN, shapes, more)
}

fn with_vml_over(cells: &str, shapes: &str, more: &str) -> PackageMaker {
    let mut maker = PackageMaker::with_sheet(&format!("{cells}<legacyDrawing r:id='v1'/>{more}"));
    maker.relate("xl/worksheets/sheet1.xml", &[("v1", "vmlDrawing", "../drawings/vmlDrawing1.vml")]);
    maker.put(
        "xl/drawings/vmlDrawing1.vml",
        format!("<xml xmlns:v='urn:schemas-microsoft-com:vml' xmlns:o='o' xmlns:x='x'>{shapes}</xml>"),
    );
    maker.relate("xl/drawings/vmlDrawing1.vml", &[("p1", "image", "../media/image1.emf")]);
    maker.put("xl/media/image1.emf", PIXEL);
    maker
}

#[test]
fn a_signature_line_tells_its_signer_its_id_and_its_place() {
    let shape = "<v:shape id='_x0000_s1026' style='position:absolute;margin-left:9pt;margin-top:9pt;width:192pt;height:96pt' alt='签名行'>\
                 <v:imagedata o:relid='p1' o:title=''/><o:signatureline v:ext='edit' id='{5B-1}' provid='{0}' o:suggestedsigner='张主席' issignatureline='t'/>\
                 <x:ClientData ObjectType='Pict'><x:Anchor> 1, 0, 5, 0, 3, 0, 9, 0</x:Anchor></x:ClientData></v:shape>";
    let document = read_xlsx(&with_vml(shape, "").bytes());
    let mark = document.marks.first().expect("a mark");
    let line = MarkKind::SignatureLine { suggested: Some("张主席".to_owned()), id: Some("{5B-1}".to_owned()) };
    assert_eq!(mark.kind, line);
    assert_eq!(place_of(mark), ("申报表!B6".to_owned(), Some((8, 2)), Some((7, 2))));
    assert_eq!(mark.extent, Some((2_438_400, 1_219_200)));
}

#[test]
fn vml_gives_pictures_objects_and_controls_and_leaves_comments_alone() {
    let shapes = "<v:shape id='_x0000_s1025'><v:imagedata o:relid='p1'/><x:ClientData ObjectType='Pict'><x:Anchor>0,0,0,0,1,0,1,0</x:Anchor></x:ClientData></v:shape>\
                  <v:shape id='图_x0020_1' o:spid='_x0000_s1027'><v:imagedata o:relid='p1' o:title='签名'/><x:ClientData ObjectType='Pict'><x:Anchor>0,0,2,0,1,0,3,0</x:Anchor></x:ClientData></v:shape>\
                  <v:shape id='_x0000_s1028'><v:textbox><div style='text-align:left'><font face='宋体'>是否<br>首次</font></div></v:textbox>\
                  <x:ClientData ObjectType='Checkbox'><x:Anchor>0,0,4,0,1,0,5,0</x:Anchor><x:Checked>1</x:Checked></x:ClientData></v:shape>\
                  <v:shape id='_x0000_s1029'><v:textbox><div>批注</div></v:textbox><x:ClientData ObjectType='Note'/></v:shape>";
    let objects = "<oleObjects><oleObject progId='Word.Document.12' shapeId='1025' r:id='o1'/></oleObjects>";
    let document = read_xlsx(&with_vml(shapes, objects).bytes());
    assert_eq!(kinds(&document), [&MarkKind::Object, &MarkKind::Picture]);
    assert_eq!(document.marks[1].name, "签名");
    assert!(document.troubles.iter().any(|trouble| trouble.detail.contains("嵌入")), "{:?}", document.troubles);
    let stories = format!("{:?}", document.stories);
    assert_eq!(document.stories.len(), 1);
    assert!(stories.contains("☑是否") && stories.contains("首次"), "{stories}");
}

#[test]
fn digital_signatures_list_what_they_cover_and_what_not() {
    let mut maker = PackageMaker::with_rows("<row><c><v>1</v></c></row>");
    maker.relate(
        "",
        &[
            ("rId1", "officeDocument", "xl/workbook.xml"),
            ("s", "digital-signature/origin", "_xmlsignatures/origin.sigs"),
        ],
    );
    maker.put("_xmlsignatures/origin.sigs", "");
    maker.relate("_xmlsignatures/origin.sigs", &[("a", "digital-signature/signature", "sig1.xml")]);
    maker.put(
        "_xmlsignatures/sig1.xml",
        "<Signature><SignedInfo><Reference URI='#idPackageObject'/></SignedInfo><Object Id='idPackageObject'><Manifest>\
         <Reference URI='/xl/workbook.xml?ContentType=a+b'/></Manifest><SignatureProperty><mdssi:SignatureTime xmlns:mdssi='m'>\
         <mdssi:Value>2026-10-12T01:02:03Z</mdssi:Value></mdssi:SignatureTime></SignatureProperty></Object>\
         <Object><SignatureInfoV1><SetupID>{5B-1}</SetupID></SignatureInfoV1></Object></Signature>",
    );
    let document = read_xlsx(&maker.bytes());
    let signature = document.digital_signatures.first().expect("a signature");
    assert_eq!(signature.signed_at.as_deref(), Some("2026-10-12T01:02:03Z"));
    assert_eq!(signature.line.as_deref(), Some("{5B-1}"));
    assert_eq!(
        signature.references.iter().map(|reference| reference.part.as_str()).collect::<Vec<_>>(),
        ["xl/workbook.xml"]
    );
    assert!(signature.uncovered.contains(&"xl/worksheets/sheet1.xml".to_owned()));
    assert_eq!(signature.value_holds, None);
}

#[test]
fn a_real_signed_workbook_names_its_signer() {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus/tika/testEXCEL_signed.xlsx");
    let Ok(bytes) = std::fs::read(path) else { return };
    let document = read_xlsx(&bytes);
    let signature = document.digital_signatures.first().expect("a signature");
    assert_eq!(signature.signer.as_deref(), Some("Allison, Timothy B. (TALLISON)"));
    assert_eq!(signature.references.len(), 7);
    assert!(signature.uncovered.is_empty());
}

/// A form control of this kind over a cell of the first column, counted from 0.
fn control(kind: &str, row: u32, more: &str) -> String {
    format!(
        "<v:shape id='_x0000_s{}'><v:textbox><div/></v:textbox><x:ClientData ObjectType='{kind}'>\
         <x:Anchor>0,2,{row},2,0,60,{row},18</x:Anchor>{more}</x:ClientData></v:shape>",
        1025 + row
    )
}

#[test]
fn what_a_control_without_words_shows_stands_in_its_blank_cell() {
    let ticked = control("Checkbox", 4, "<x:Checked>1</x:Checked>");
    let drop = control("Drop", 6, "<x:FmlaRange>$A$1:$A$1</x:FmlaRange><x:Sel>1</x:Sel>");
    let list = "<sheetData><row r='1'><c r='A1'><v>7</v></c></row></sheetData>";
    let document = read_xlsx(&with_vml_over(list, &format!("{ticked}{drop}"), "").bytes());
    let grid = document.grids().next().expect("a sheet");
    assert_eq!(grid.cell(4, 0).map(|cell| cell.text.as_str()), Some("☑"));
    assert_eq!(grid.cell(6, 0).map(|cell| cell.text.as_str()), Some("7"));
    assert_eq!(document.troubles, []);
    let lost = control("List", 6, "<x:Sel>2</x:Sel>");
    let document = read_xlsx(&with_vml(&lost, "").bytes());
    assert_eq!(document.troubles.len(), 1, "{:?}", document.troubles);
}
