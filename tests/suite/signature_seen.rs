//! What a person sees of a mark on the line: what is cut off, transparent or without size is not seen, a drawing is looked into,
//! a name may float in a box, and a mark may lie beside the line. Forms as in `signature_states`.

use std::sync::Arc;

use image::GrayImage;
use image::ImageFormat;
use image::Luma;
use shenping::extract::Lexicon;
use shenping::extract::read_forms;
use shenping::model::FieldReading;
use shenping::model::Format;
use shenping::model::HiddenBy;
use shenping::model::Signature;
use shenping::policy::builtin;
use shenping::readers::Limits;
use shenping::readers::read;

use crate::signature_states::PICTURE;
use crate::signature_states::document;
use crate::signature_states::encode;

use crate::signature_states::on_the_line;
use crate::signature_states::scrawl;
use crate::signature_states::signature_of;
use crate::signature_states::two_cells;
use crate::signature_states::with_drawing;

fn signed_with(inside: &str, picture: &[u8]) -> Signature {
    signature_of(&with_drawing(&on_the_line(inside), picture).bytes(), Format::Xlsx)
}

fn state(inside: &str, picture: &[u8]) -> &'static str {
    signed_with(inside, picture).state.name()
}

/// A page with the scrawl on its left half.
fn half_signed() -> Vec<u8> {
    let mut page = GrayImage::from_pixel(600, 80, Luma([255]));
    image::imageops::replace(&mut page, &scrawl(9.0), 0, 0);
    encode(page, ImageFormat::Png)
}

#[test]
fn only_what_is_not_cut_off_counts() {
    let page = half_signed();
    let cut =
        |crop: &str| state(&PICTURE.replace("</xdr:blipFill>", &format!("<a:srcRect {crop}/></xdr:blipFill>")), &page);
    assert_eq!(cut("l='50000'"), "blank-picture");
    assert_eq!(cut("r='50000'"), "picture");
    assert_eq!(cut("l='-20000' t='-5000'"), "picture");
    assert_eq!(cut("l='90000' r='90000' t='99999' b='99999'"), "blank-picture");
}

#[test]
fn a_logo_in_colours_and_on_a_coloured_ground_is_for_people() {
    let doubted = |paint: &dyn Fn(u32, u32) -> [u8; 3]| {
        let picture = image::RgbImage::from_fn(240, 120, |x, y| image::Rgb(paint(x, y)));
        let mut bytes = std::io::Cursor::new(Vec::new());
        picture.write_to(&mut bytes, ImageFormat::Png).expect("encode");
        let signature = signed_with(PICTURE, &bytes.into_inner());
        (signature.state.name(), signature.doubts.len())
    };
    let striped = |x: u32, y: u32| (20..220).contains(&x) && (y / 7).is_multiple_of(3);
    let colours = [[200, 30, 30], [30, 160, 40], [30, 60, 200]];
    let many = |x: u32, y: u32| if striped(x, y) { colours[(x as usize / 30) % 3] } else { [255; 3] };
    assert_eq!(doubted(&many), ("picture", 1));
    let blue = |x: u32, y: u32| if striped(x, y) { [255; 3] } else { [20, 70, 160] };
    assert_eq!(doubted(&blue), ("picture", 1));
    let aslant = |x: u32, y: u32| (20..220).contains(&x) && ((y + x / 4) / 7).is_multiple_of(3);
    let pen = |x: u32, y: u32| if aslant(x, y) { [30, 60, 200] } else { [240, 238, 230] };
    assert_eq!(doubted(&pen), ("picture", 0));
}

#[test]
fn what_is_transparent_white_or_without_size_is_not_there() {
    let picture = encode(scrawl(9.0), ImageFormat::Png);
    let effect = |effect: &str| {
        PICTURE.replace("<a:blip r:embed='rId1'/>", &format!("<a:blip r:embed='rId1'>{effect}</a:blip>"))
    };
    assert_eq!(state(&effect("<a:alphaModFix amt='0'/>"), &picture), "absent");
    assert_eq!(state(&effect("<a:lum bright='100000'/>"), &picture), "absent");
    assert_eq!(state(&effect("<a:alphaModFix amt='60000'/><a:lum bright='20000'/>"), &picture), "picture");
    let flat = PICTURE.replace("cx='900000' cy='400000'", "cx='0' cy='0'");
    let flat = with_drawing(&two_cells((1, 1, 9_000), (1, 1, 9_000), &flat).replace("509000", "9000"), &picture);
    assert_eq!(signature_of(&flat.bytes(), Format::Xlsx).state.name(), "absent");
}

#[test]
fn a_picture_under_a_filled_rectangle_is_for_people() {
    let picture = encode(scrawl(9.0), ImageFormat::Png);
    let over = |form: &str, filling: &str| {
        let shape = format!(
            "<xdr:sp><xdr:nvSpPr><xdr:cNvPr id='3' name='矩形 2'/></xdr:nvSpPr><xdr:spPr><a:prstGeom prst='{form}'/>{filling}</xdr:spPr></xdr:sp>"
        );
        let (below, above) = (on_the_line(PICTURE), on_the_line(&shape));
        let state =
            |anchors: String| signature_of(&with_drawing(&anchors, &picture).bytes(), Format::Xlsx).state.name();
        (state(format!("{below}{above}")), state(format!("{above}{below}")))
    };
    let white = "<a:solidFill><a:srgbClr val='FFFFFF'/></a:solidFill>";
    let glass = "<a:solidFill><a:srgbClr val='FFFFFF'><a:alpha val='20000'/></a:srgbClr></a:solidFill>";
    assert_eq!(over("rect", white), ("unreadable", "picture"));
    assert_eq!(over("rect", glass), ("picture", "picture"));
    assert_eq!(over("rect", "<a:noFill/><a:ln><a:solidFill/></a:ln>"), ("picture", "picture"));
    assert_eq!(over("ellipse", white), ("picture", "picture"));
}

#[test]
fn a_document_s_picture_under_a_filled_rectangle_is_for_people() {
    let picture = encode(scrawl(9.0), ImageFormat::Png);
    let float = |height: u32, across: i32, graphic: &str| {
        format!(
            "<w:r><w:drawing><wp:anchor relativeHeight='{height}' behindDoc='0'><wp:positionH relativeFrom='column'><wp:posOffset>{across}</wp:posOffset>\
             </wp:positionH><wp:positionV relativeFrom='paragraph'><wp:posOffset>0</wp:posOffset></wp:positionV><wp:extent cx='900000' cy='400000'/>\
             <wp:docPr id='1' name='图片 1'/><a:graphic><a:graphicData>{graphic}</a:graphicData></a:graphic></wp:anchor></w:drawing></w:r>"
        )
    };
    let blip = "<pic:pic><pic:blipFill><a:blip r:embed='p1'/></pic:blipFill></pic:pic>";
    let white = "<wps:wsp><wps:spPr><a:prstGeom prst='rect'/><a:solidFill><a:srgbClr val='FFFFFF'/></a:solidFill></wps:spPr></wps:wsp>";
    let state = |height: u32, across: i32, shape: &str| {
        let line = format!("{}{}", float(2, 900_000, blip), float(height, across, shape));
        signature_of(&document(&line, &picture).bytes(), Format::Docx).state.name()
    };
    assert_eq!(state(5, 900_000, white), "unreadable");
    assert_eq!(state(1, 900_000, white), "picture");
    assert_eq!(state(5, 1_500_000, white), "picture");
    assert_eq!(state(5, 900_000, &white.replace("solidFill", "noFill")), "picture");
}

/// A picture that hangs on the line, so far across and down from these, and in this layer.
fn floating(layer: u32, (about, across): (&str, i64), down: i64, graphic: &str) -> String {
    format!(
        "<w:r><w:drawing><wp:anchor relativeHeight='{layer}' behindDoc='0'><wp:positionH relativeFrom='{about}'><wp:posOffset>{across}</wp:posOffset>\
         </wp:positionH><wp:positionV relativeFrom='paragraph'><wp:posOffset>{down}</wp:posOffset></wp:positionV><wp:extent cx='900000' cy='400000'/>\
         <wp:docPr id='1' name='图片 1'/><a:graphic><a:graphicData>{graphic}</a:graphicData></a:graphic></wp:anchor></w:drawing></w:r>"
    )
}

fn blip(id: &str) -> String {
    format!("<pic:pic><pic:blipFill><a:blip r:embed='{id}'/></pic:blipFill></pic:pic>")
}

#[test]
fn a_picture_under_a_blank_one_or_outside_of_the_page_is_for_people() {
    let picture = encode(scrawl(9.0), ImageFormat::Png);
    let state_of = |line: &str, cover: &[u8]| {
        let made = document(line, &picture).with("p2", "image", "media/image2.png", cover);
        signature_of(&made.bytes(), Format::Docx).state.name()
    };
    let white = encode(GrayImage::from_pixel(90, 40, Luma([255])), ImageFormat::Png);
    let mut clear = std::io::Cursor::new(Vec::new());
    image::GrayAlphaImage::new(90, 40).write_to(&mut clear, ImageFormat::Png).expect("encode");
    let over = |layer: u32, cover: &[u8]| {
        let under = floating(4, ("column", 900_000), 0, &blip("p1"));
        state_of(&format!("{under}{}", floating(layer, ("column", 890_000), -9_000, &blip("p2"))), cover)
    };
    assert_eq!(over(9, &white), "unreadable");
    assert_eq!(over(2, &white), "picture");
    assert_eq!(over(9, &clear.into_inner()), "picture");
    let placed =
        |about: &str, across: i64, down: i64| state_of(&floating(4, (about, across), down, &blip("p1")), &white);
    assert_eq!(placed("page", -900_000, 0), "unreadable");
    assert_eq!(placed("page", -300_000, 0), "picture");
    assert_eq!(placed("column", 12_000_000, 0), "unreadable");
    assert_eq!(placed("column", 900_000, -20_000_000), "unreadable");
}

#[test]
fn a_white_box_over_the_line_or_by_vml_hides_the_picture() {
    let picture = encode(scrawl(9.0), ImageFormat::Png);
    let state_of = |line: &str| signature_of(&document(line, &picture).bytes(), Format::Docx).state.name();
    let inline = format!(
        "<w:r><w:drawing><wp:inline><wp:extent cx='900000' cy='400000'/><wp:docPr id='1' name='图片 1'/><a:graphic><a:graphicData>{}</a:graphicData>\
         </a:graphic></wp:inline></w:drawing></w:r>",
        blip("p1")
    );
    let filled = |words: &str| {
        format!(
            "<wps:wsp><wps:spPr><a:prstGeom prst='rect'/><a:solidFill><a:srgbClr val='FFFFFF'/></a:solidFill></wps:spPr>{words}</wps:wsp>"
        )
    };
    let words = "<wps:txbx><w:txbxContent><w:p><w:r><w:t>（盖章）</w:t></w:r></w:p></w:txbxContent></wps:txbx>";
    assert_eq!(state_of(&format!("{inline}{}", floating(9, ("column", 0), 0, &filled("")))), "unreadable");
    assert_eq!(state_of(&format!("{inline}{}", floating(9, ("column", 0), 0, &filled(words)))), "picture");
    assert_eq!(state_of(&format!("{inline}{}", floating(9, ("column", 0), 900_000, &filled("")))), "picture");
    let style = |height: u32| {
        format!("position:absolute;margin-left:80pt;margin-top:-1pt;width:90pt;height:30pt;z-index:{height}")
    };
    let shape = format!("<w:r><w:pict><v:shape style='{}'><v:imagedata r:id='p1'/></v:shape></w:pict></w:r>", style(2));
    let rect = |height, more: &str| format!("<w:r><w:pict><v:rect style='{}' {more}/></w:pict></w:r>", style(height));
    assert_eq!(state_of(&format!("{shape}{}", rect(5, "fillcolor='white'"))), "unreadable");
    assert_eq!(state_of(&format!("{shape}{}", rect(5, "filled='f'"))), "picture");
    assert_eq!(state_of(&format!("{shape}{}", rect(1, ""))), "picture");
}

#[test]
fn a_sheet_s_picture_under_a_blank_one_is_for_people() {
    let picture = encode(scrawl(9.0), ImageFormat::Png);
    let (below, above) = (on_the_line(PICTURE), on_the_line(&PICTURE.replace("rId1", "rId9")));
    let mut made = with_drawing(&format!("{below}{above}"), &picture);
    let related = [("rId1", "image", "../media/image1.png"), ("rId9", "image", "../media/image9.png")];
    made.relate("xl/drawings/drawing1.xml", &related);
    made.put("xl/media/image9.png", encode(GrayImage::from_pixel(90, 40, Luma([255])), ImageFormat::Png));
    assert_eq!(signature_of(&made.bytes(), Format::Xlsx).state.name(), "unreadable");
}

#[test]
fn a_drawing_of_words_alone_is_print() {
    let drawing = "<svg xmlns='http://www.w3.org/2000/svg' width='90' height='40'><text x='5' y='30'>王芳</text></svg>";
    assert!(!signed_with(PICTURE, drawing.as_bytes()).doubts.is_empty());
    let written = drawing.replace("<text", "<path d='M0 0 L9 3'/><text");
    assert!(signed_with(PICTURE, written.as_bytes()).doubts.is_empty());
}

#[test]
fn a_picture_that_only_its_svg_is_left_of_is_found() {
    let svg = PICTURE.replace(
        "<a:blip r:embed='rId1'/>",
        "<a:blip><a:extLst><a:ext uri='{96DAC541}'><asvg:svgBlip r:embed='rId1'/></a:ext></a:extLst></a:blip>",
    );
    let drawing = |inside: &str| format!("<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'>{inside}</svg>");
    let ground = "<defs><linearGradient id='g'/></defs><rect width='9' height='9' fill='white'/>";
    assert_eq!(state(&svg, drawing(&format!("{ground}<path d='M0 0 L9 3'/>")).as_bytes()), "picture");
    assert_eq!(state(&svg, drawing(ground).as_bytes()), "blank-picture");
}

#[test]
fn a_blank_picture_that_stands_in_for_a_drawing_is_for_people() {
    let both = PICTURE.replace(
        "<a:blip r:embed='rId1'/>",
        "<a:blip r:embed='rId1'><a:extLst><a:ext uri='{96DAC541}'><asvg:svgBlip r:embed='rId9'/></a:ext></a:extLst></a:blip>",
    );
    let state = |drawn: &str| {
        let blank = encode(GrayImage::from_pixel(90, 40, Luma([255])), ImageFormat::Png);
        let mut made = with_drawing(&on_the_line(&both), &blank);
        let related = [("rId1", "image", "../media/image1.png"), ("rId9", "image", "../media/image9.svg")];
        made.relate("xl/drawings/drawing1.xml", &related);
        made.put("xl/media/image9.svg", format!("<svg xmlns='http://www.w3.org/2000/svg'>{drawn}</svg>").into_bytes());
        signature_of(&made.bytes(), Format::Xlsx).state.name()
    };
    assert_eq!(state("<path d='M0 0 L9 3'/>"), "unreadable");
    assert_eq!(state("<rect width='9' height='9' fill='white'/>"), "blank-picture");
}

#[test]
fn a_picture_under_a_filled_rectangle_in_an_opendocument_sheet_is_for_people() {
    let hidden_by = |layer: u32, fill: &str| {
        let book = format!(
            "<office:document office:mimetype='application/vnd.oasis.opendocument.spreadsheet'><office:automatic-styles>\
             <style:style style:name='W' style:family='graphic'><style:graphic-properties {fill}/></style:style>\
             </office:automatic-styles><office:body><office:spreadsheet><table:table table:name='表'><table:table-row>\
             <table:table-cell><draw:frame draw:z-index='1' svg:x='0cm' svg:y='0cm' svg:width='3cm' svg:height='1cm'><draw:image>\
             <office:binary-data>iVBORw0KGgo=</office:binary-data></draw:image></draw:frame>\
             <draw:rect draw:style-name='W' draw:z-index='{layer}' svg:x='0cm' svg:y='0cm' svg:width='4cm' svg:height='2cm'/>\
             </table:table-cell></table:table-row></table:table></office:spreadsheet></office:body></office:document>"
        );
        let document = read(&Arc::from("表.fods"), book.as_bytes(), Format::FlatOdf, &Limits::default());
        document.marks.into_iter().find_map(|mark| mark.picture).expect("a picture").hidden_by
    };
    assert_eq!(hidden_by(2, "draw:fill='solid'"), HiddenBy::Shape);
    assert_eq!(hidden_by(0, "draw:fill='solid'"), HiddenBy::Nothing, "below the picture");
    assert_eq!(hidden_by(2, "draw:fill='none'"), HiddenBy::Nothing);
    assert_eq!(hidden_by(2, "draw:fill='solid' draw:opacity='40%'"), HiddenBy::Nothing);
}

/// An EMF of these records: kind and body.
pub fn emf(records: &[(u32, Vec<u8>)]) -> Vec<u8> {
    let mut file = [1_u32.to_le_bytes(), 88_u32.to_le_bytes()].concat();
    file.resize(40, 0);
    file.extend_from_slice(b" EMF");
    file.resize(88, 0);
    for (kind, body) in records {
        let size = u32::try_from(body.len() + 8).expect("short");
        file.extend([kind.to_le_bytes(), size.to_le_bytes()].concat());
        file.extend_from_slice(body);
    }
    file.extend([14_u32, 20, 0, 16, 20].iter().flat_map(|number| number.to_le_bytes()));
    file
}

/// `EMR_STRETCHDIBITS` with this picture.
fn stretched(picture: GrayImage) -> (u32, Vec<u8>) {
    let bitmap = encode(picture, ImageFormat::Bmp).split_off(14);
    let header = usize::try_from(u32::from_le_bytes(bitmap[..4].try_into().expect("four"))).expect("small");
    let colours = usize::try_from(u32::from_le_bytes(bitmap[32..36].try_into().expect("four"))).expect("small") * 4;
    let (header, bits) = bitmap.split_at(header + colours);
    let long = |length: usize| u32::try_from(length).expect("short").to_le_bytes();
    let mut body = vec![0; 40];
    body.extend([long(80), long(header.len()), long(80 + header.len()), long(bits.len())].concat());
    body.resize(72, 0);
    (81, [&body, header, bits].concat())
}

#[test]
fn a_metafile_is_blank_where_it_draws_nothing_and_its_bitmap_is_looked_at() {
    let white = || GrayImage::from_pixel(240, 80, Luma([255]));
    assert_eq!(state(PICTURE, &emf(&[])), "blank-picture");
    assert_eq!(state(PICTURE, &emf(&[(43, vec![0; 16])])), "blank-picture", "a rectangle is its ground");
    assert_eq!(state(PICTURE, &emf(&[(54, vec![0; 8])])), "picture", "a line");
    assert_eq!(state(PICTURE, &emf(&[stretched(white())])), "blank-picture");
    let signed = signed_with(PICTURE, &emf(&[stretched(scrawl(9.0))]));
    let look = signed.look.expect("it is compared with the pictures of other units");
    let png = signed_with(PICTURE, &encode(scrawl(9.0), ImageFormat::Png)).look.expect("a look");
    assert_eq!((signed.state.name(), look.strokes), ("picture", png.strokes));
}

#[test]
fn a_picture_of_a_kind_that_is_not_known_is_for_people() {
    assert_eq!(state(PICTURE, b"\0\0\0\x18ftypheic\0\0\0\0mif1heic and more"), "unreadable");
    assert_eq!(state(PICTURE, b"\x01\0\0\0X\0\0\0"), "unreadable");
}

fn shape(geometry: &str, look: &str) -> String {
    format!(
        "<xdr:sp><xdr:nvSpPr><xdr:cNvPr id='3' name='形状'/></xdr:nvSpPr><xdr:spPr>{geometry}<a:noFill/>{look}</xdr:spPr></xdr:sp>"
    )
}

#[test]
fn a_rule_to_sign_on_and_a_freeform_without_line_are_no_ink() {
    let path = |to: &str| {
        format!(
            "<a:custGeom><a:pathLst><a:path><a:moveTo><a:pt x='0' y='0'/></a:moveTo><a:lnTo>{to}</a:lnTo></a:path></a:pathLst></a:custGeom>"
        )
    };
    let (level, slanting) = (path("<a:pt x='900' y='0'/>"), path("<a:pt x='900' y='70'/>"));
    assert_eq!(state(&shape(&level, "<a:ln w='9525'/>"), b""), "absent");
    assert_eq!(state(&shape(&slanting, "<a:ln><a:noFill/></a:ln>"), b""), "absent");
    assert_eq!(state(&shape(&slanting, "<a:ln w='9525'/>"), b""), "ink");
}

#[test]
fn a_name_in_a_box_over_a_line_that_holds_its_day_is_a_typed_name() {
    let boxed = |text: &str| {
        let body = format!("<xdr:txBody><a:p><a:r><a:t>{text}</a:t></a:r></a:p></xdr:txBody></xdr:sp>");
        shape("<a:prstGeom prst='rect'/>", "").replace("</xdr:sp>", &body)
    };
    let signature = |text: &str| {
        let mut maker = with_drawing(&on_the_line(&boxed(text)), b"");
        maker.replace("xl/worksheets/sheet1.xml", "领导签字：", "领导签字：　　　　　2026年10月12日");
        signature_of(&maker.bytes(), Format::Xlsx)
    };
    let typed = signature("王建国");
    assert_eq!((typed.state.name(), typed.signer.as_deref()), ("typed", Some("王建国")));
    assert_eq!(signature("（请本人签字）").state.name(), "absent");
}

#[test]
fn an_error_value_on_the_line_is_a_picture_that_another_program_lost() {
    for value in ["#NAME?", "#VALUE!"] {
        let mut maker = with_drawing("", b"");
        let line = format!("<c r='B2' t='e'><v>{value}</v></c><c r='D2'");
        maker.replace("xl/worksheets/sheet1.xml", "<c r='D2'", &line);
        let signature = signature_of(&maker.bytes(), Format::Xlsx);
        assert_eq!((signature.state.name(), signature.signer, signature.doubts.len()), ("unreadable", None, 1));
    }
    // a value beyond text of which nothing is left
    let mut maker = with_drawing("", b"");
    maker.replace("xl/worksheets/sheet1.xml", "<c r='D2'", "<c r='B2' t='e' vm='1'><v>#VALUE!</v></c><c r='D2'");
    assert_eq!(signature_of(&maker.bytes(), Format::Xlsx).state.name(), "unreadable");
}

#[test]
fn a_drawing_of_text_and_a_line_is_print_and_one_of_many_lines_is_drawn_by_hand() {
    let text = || (84, [vec![0; 36], 1_u32.to_le_bytes().to_vec(), vec![0; 40]].concat());
    let line = || (54, vec![0; 8]);
    let told = |records: &[(u32, Vec<u8>)]| {
        let signature = signed_with(PICTURE, &emf(records));
        (signature.state.name(), signature.doubts.len())
    };
    assert_eq!(told(&[text(), line()]), ("picture", 1), "a signature line without a signature");
    assert_eq!(told(&[vec![text()], vec![line(); 40]].concat()), ("picture", 0));
    let named = PICTURE.replace("name='图片 1'", "name='图片 1' descr='Microsoft Office 签名行...'");
    assert_ne!(named, PICTURE);
    assert_eq!(signed_with(&named, &emf(&vec![line(); 40])).doubts.len(), 1);
}

#[test]
fn a_small_mark_over_another_field_is_doubted_and_a_letterhead_is_not() {
    let picture = encode(scrawl(9.0), ImageFormat::Png);
    let doubts = |from, to| {
        let signature = signature_of(&with_drawing(&two_cells(from, to, PICTURE), &picture).bytes(), Format::Xlsx);
        (signature.state.name(), signature.doubts.len())
    };
    assert_eq!(doubts((1, 3, 9_000), (1, 4, 90_000)), ("absent", 1), "over the project's name");
    assert_eq!(doubts((1, 0, 0), (1, 0, 150_000)), ("absent", 0), "beside the title");
}

/// A written page, as upright as paper is.
fn page_of_lines() -> Vec<u8> {
    let mut page = GrayImage::from_pixel(500, 700, Luma([255]));
    (0..12).for_each(|line| {
        image::imageops::replace(&mut page, &scrawl(9.0 + f64::from(line)), 60, 40 + i64::from(line) * 55)
    });
    encode(page, ImageFormat::Png)
}

#[test]
fn the_signed_page_as_a_picture_in_the_form_is_for_people_to_look_at() {
    let look = |from, to| {
        let anchor = two_cells(from, to, &PICTURE.replace("cx='900000' cy='400000'", "cx='5000000' cy='7000000'"));
        let signature = signature_of(&with_drawing(&anchor, &page_of_lines()).bytes(), Format::Xlsx);
        (signature.state.name(), signature.page_elsewhere, signature.doubts.len())
    };
    assert_eq!(look((0, 12, 0), (7, 48, 0)), ("absent", true, 1), "below the form");
    assert_eq!(look((1, 1, 0), (4, 9, 0)), ("picture", true, 1), "from the line on");
    let photograph = GrayImage::from_fn(500, 700, |x, y| Luma([(x * y / 50 % 180) as u8]));
    let anchor = two_cells((0, 12, 0), (7, 48, 0), PICTURE);
    let signature = signature_of(&with_drawing(&anchor, &encode(photograph, ImageFormat::Png)).bytes(), Format::Xlsx);
    assert_eq!((signature.state.name(), signature.page_elsewhere), ("absent", false), "a photograph");
}

#[test]
fn ink_without_a_stroke_is_no_ink_and_dots_alone_are_for_people() {
    let ink = "<mc:AlternateContent><mc:Choice Requires='xdr14'><xdr:contentPart r:id='rId2'/></mc:Choice></mc:AlternateContent>";
    for (strokes, state) in [
        ("<trace>1 1, 20 30</trace>", ("ink", 0)),
        ("", ("absent", 0)),
        ("<trace> </trace>", ("absent", 0)),
        ("<trace>5 5</trace><trace>900 7, 901 8</trace>", ("ink", 1)),
    ] {
        let mut maker = with_drawing(&on_the_line(ink), b"");
        maker.put(
            "xl/drawings/_rels/drawing1.xml.rels",
            "<Relationships><Relationship Id='rId2' Type='customXml' Target='../ink/ink1.xml'/></Relationships>",
        );
        maker.put("xl/ink/ink1.xml", format!("<ink>{strokes}</ink>"));
        let signature = signature_of(&maker.bytes(), Format::Xlsx);
        assert_eq!((signature.state.name(), signature.doubts.len()), state, "{strokes}");
    }
}

#[test]
fn of_two_days_on_the_line_neither_is_left_out() {
    let mut maker = with_drawing("", b"");
    maker.replace("xl/worksheets/sheet1.xml", "2026年10月12日", "2026年10月12日填 2026年11月1日签");
    let document = read(&Arc::from("申报表"), &maker.bytes(), Format::Xlsx, &Limits::default());
    let form = read_forms(&document, builtin(), &Lexicon::new(builtin())).remove(0).application;
    let Some(FieldReading::Read(day)) = form.fields.get("sign_date") else { panic!("no day") };
    assert_eq!(day.read.value.to_string(), "2026-10-12");
    assert_eq!(day.rivals.iter().map(|rival| rival.value.to_string()).collect::<Vec<String>>(), ["2026-11-01"]);
}

/// A list whose rows are signed in a column of their own; the rows with a picture, by their number from 0.
fn signed_list(signed: &[usize], with_cells: bool) -> Vec<(&'static str, bool)> {
    let heads = ["申报单位", "项目名称", "项目负责人", "联系电话", "项目申报理由", "领导签字", "签字日期"];
    let cell = |column: usize, row: usize, text: &str| {
        let column = char::from(b'A' + column as u8);
        format!("<c r='{column}{row}' t='inlineStr'><is><t>{text}</t></is></c>")
    };
    let head: String = heads.iter().enumerate().map(|(column, text)| cell(column, 1, text)).collect();
    let rows: String = (2..5)
        .map(|row| {
            let unit = format!("秦皇岛市第{row}工会");
            let said = [unit.as_str(), "流动服务站", "王建国", "13800001234", "职工办事要跑三趟"];
            let said: String = said.iter().enumerate().map(|(column, text)| cell(column, row, text)).collect();
            let own = if with_cells { format!("<c r='F{row}' s='0'/>") } else { String::new() };
            format!("<row r='{row}' ht='40' customHeight='1'>{said}{own}{}</row>", cell(6, row, "2026年10月12日"))
        })
        .collect();
    let anchors: String = signed
        .iter()
        .map(|&row| two_cells((5, row as u32 + 1, 9_000), (5, row as u32 + 1, 400_000), PICTURE))
        .collect();
    let mut maker = with_drawing(&anchors, &encode(scrawl(9.0), ImageFormat::Png));
    let sheet = format!(
        "<worksheet xmlns:r='r'><sheetData><row r='1'>{head}</row>{rows}</sheetData><drawing r:id='d1'/></worksheet>"
    );
    maker.put("xl/worksheets/sheet1.xml", sheet);
    let document = read(&Arc::from("汇总表"), &maker.bytes(), Format::Xlsx, &Limits::default());
    let forms = read_forms(&document, builtin(), &Lexicon::new(builtin()));
    let signatures = forms.into_iter().filter_map(|form| form.application.signature);
    signatures.map(|signature| (signature.state.name(), signature.doubts.is_empty())).collect()
}

#[test]
fn each_row_of_a_list_is_signed_in_its_own_cell() {
    for with_cells in [false, true] {
        assert_eq!(signed_list(&[0, 1, 2], with_cells), [("picture", true); 3]);
        assert_eq!(signed_list(&[1], with_cells), [("absent", true), ("picture", true), ("absent", true)]);
    }
}
