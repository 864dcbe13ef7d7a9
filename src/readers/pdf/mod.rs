//! PDF (ISO 32000-1) as Word, WPS, LibreOffice and printers write it: the text of each page with its tables, which are told by
//! their rules. What a page looks like is all there is: no paragraph, cell or label is marked as such. A page that is a picture
//! is a scan, whether or not a program has put text behind it. hayro-syntax reads the structure, hayro-cmap the codes.

mod area;
mod assemble;
mod attachment;
mod broken_table;
mod content;
mod cut_sheet;
mod font;
mod layers;
mod lines;
mod margins;
mod matrix;
mod page;
mod path;
mod radical;
mod ruled_table;
mod sheet;
mod signature;
mod sliver;
mod stream;
mod typed_field;
mod unruled_table;

use hayro_syntax::DecryptionError;
use hayro_syntax::LoadPdfError;
use hayro_syntax::Pdf;
use hayro_syntax::object::Array;
use hayro_syntax::object::Dict;
use hayro_syntax::object::Name;
use hayro_syntax::object::Object;
use hayro_syntax::object::Rect;
use hayro_syntax::object::Stream;
use hayro_syntax::page::Page;

use crate::model::Document;
use crate::model::Trouble;
use crate::model::TroubleKind;
use crate::readers::Limits;
use crate::readers::package::incomplete;
use crate::readers::package::unreadable;
use crate::readers::package::unsafe_because;
use crate::readers::pdf::area::Area;
use crate::readers::pdf::assemble::assemble;
use crate::readers::pdf::attachment::attached_paper;
use crate::readers::pdf::broken_table::close_broken_tables;
use crate::readers::pdf::content::Budget;
use crate::readers::pdf::content::ContentReader;
use crate::readers::pdf::content::Spent;
use crate::readers::pdf::cut_sheet::SeenPage;
use crate::readers::pdf::cut_sheet::join_cut_sheets;
use crate::readers::pdf::font::FontsRead;
use crate::readers::pdf::layers::Layers;
use crate::readers::pdf::matrix::Matrix;
use crate::readers::pdf::page::PageRead;
use crate::readers::pdf::page::compose_page;
use crate::readers::pdf::radical::as_written;
use crate::readers::pdf::sheet::split_sheet;
use crate::readers::pdf::signature::signatures_on;
use crate::readers::pdf::typed_field::set_in;
use crate::readers::pdf::typed_field::typed_text;
use crate::readers::pdf::typed_field::unset_text;

/// More pages than this are no paper of a project.
const MOST_PAGES: usize = 1000;
/// Instructions, characters with rules, and fonts of a whole file.
const MOST_STEPS: usize = 20_000_000;
const MOST_MARKS: usize = 2_000_000;
const MOST_FONTS: usize = 2_000;
/// Parts that contents draw by name, also those within others.
const MOST_FORMS: usize = 20_000;
/// So many characters that a font does not explain are text; fewer may be blanks and ornaments.
const SOME: usize = 2;
/// Annotations of a page that are looked at.
const MOST_ANNOTATIONS: usize = 500;

/// Reads a PDF into a Document that is still empty.
pub fn read_pdf(document: &mut Document, bytes: &[u8], limits: &Limits) {
    if let Err(trouble) = read_pages(document, bytes, limits) {
        document.troubles.push(trouble);
    }
}

fn read_pages(document: &mut Document, bytes: &[u8], limits: &Limits) -> Result<(), Trouble> {
    let cap = usize::try_from(limits.part_bytes).unwrap_or(usize::MAX);
    refuse_over_limits(bytes, limits, cap)?;
    let pdf = Pdf::new(bytes.to_vec()).map_err(|error| match error {
        LoadPdfError::Decryption(DecryptionError::PasswordProtected) => {
            Trouble { kind: TroubleKind::Encrypted, detail: "文件有打开密码".to_owned(), spot: None }
        }
        LoadPdfError::Decryption(_) => unreadable("PDF 的加密方式无法识别".to_owned()),
        LoadPdfError::Invalid => unreadable("PDF 已损坏，打不开".to_owned()),
    })?;
    let pages = pdf.pages();
    if pages.len() > MOST_PAGES {
        return Err(unsafe_because(format!("PDF 超过 {MOST_PAGES} 页")));
    }
    let mut budget = Budget {
        steps: MOST_STEPS,
        marks: MOST_MARKS.min(limits.characters),
        fonts: MOST_FONTS,
        forms: MOST_FORMS,
        bytes: cap,
    };
    let (mut fonts, layers) = (FontsRead::new(), Layers::of(&pdf));
    let mut seen = Vec::with_capacity(pages.len());
    for (number, page) in (1..).zip(pages.iter()) {
        let (page_seen, outcome) = see_page(number, page, &mut budget, &mut fonts, &layers);
        document.digital_signatures.extend(signatures_on(page));
        seen.push(page_seen);
        if let Err(Spent(what)) = outcome {
            document.troubles.push(unsafe_because(format!("PDF 内容{what}超过读取上限，只读出了一部分")));
            break;
        }
    }
    let switched_off = seen.iter().map(|page| page.seen.switched_off).sum();
    let mut sheets = join_cut_sheets(seen);
    close_broken_tables(&mut sheets);
    let read: Vec<PageRead> = sheets.into_iter().flat_map(compose_sheet).collect();
    let blank = |page: &PageRead| page.items.is_empty() && !page.is_scan;
    let cut = is_cut(bytes);
    if read.is_empty() || cut && read.iter().all(blank) {
        return Err(unreadable("PDF 不完整，没有读出任何一页".to_owned()));
    }
    for page in read.iter().filter(|page| page.is_damaged) {
        // Programs that write a wrong checksum are read all the same; where a page has text or a picture, most of it is there.
        let is_bare = page.items.is_empty() && !page.has_picture;
        let kind = if is_bare { TroubleKind::Unreadable } else { TroubleKind::Incomplete };
        document
            .troubles
            .push(Trouble { kind, detail: format!("第 {} 页的内容已损坏", page.number), spot: None });
    }
    if cut {
        document.troubles.push(unreadable("PDF 不完整：结尾缺失，内容可能不全".to_owned()));
    }
    // Where anything is wrong with the file, its text is in doubt already.
    if document.troubles.is_empty() {
        document.troubles.extend(doubt_text(&read));
    }
    document.troubles.extend(tell_left_out(&pdf, switched_off));
    assemble(document, read);
    Ok(())
}

/// What the file holds beside what is on its pages: files, and words in layers that are switched off.
fn tell_left_out(pdf: &Pdf, switched_off: usize) -> impl Iterator<Item = Trouble> {
    let attached = attached_paper(pdf).map(|name| {
        let which = if name.is_empty() { String::new() } else { format!("“{name}”") };
        incomplete(format!("PDF 里附有文件{which}，没有读取；请另存后单独放入"))
    });
    let off = (switched_off > 0)
        .then(|| incomplete(format!("PDF 里有关闭的图层，其中的 {switched_off} 个字不显示，没有读取")));
    attached.into_iter().chain(off)
}

/// Files that are larger, inflate to more or nest deeper than the limits.
fn refuse_over_limits(bytes: &[u8], limits: &Limits, cap: usize) -> Result<(), Trouble> {
    if bytes.len() as u64 > limits.file_bytes {
        return Err(unsafe_because(format!("文件超过大小上限（{} 字节）", limits.file_bytes)));
    }
    if stream::hides_bomb(bytes, cap) {
        return Err(unsafe_because(format!("PDF 内的数据解压后超过上限（{cap} 字节）")));
    }
    if nests_too_deep(bytes, limits.depth) {
        return Err(unsafe_because(format!("PDF 内的数据嵌套超过 {} 层", limits.depth)));
    }
    Ok(())
}

/// Text that is on the pages and was not had: of a font that does not say what its codes mean, or all of it.
fn doubt_text(read: &[PageRead]) -> Option<Trouble> {
    let unknown: usize = read.iter().map(|page| page.unknown).sum();
    let bare = |page: &PageRead| {
        page.items.is_empty() && page.turned.is_empty() && !page.is_scan && !page.has_picture && !page.is_damaged
    };
    if read.iter().all(bare) {
        return Some(incomplete("各页上都没有读出内容".to_owned()));
    }
    (unknown >= SOME).then(|| incomplete(format!("有 {unknown} 个字读不出（字体没有说明编码）")))
}

/// Whether the end of the file is missing: objects stand behind the last end mark, or there is none. What a mail or a download
/// left behind the file is none of its objects.
fn is_cut(bytes: &[u8]) -> bool {
    // Some programs leave the very last mark out; the one before it says where the table of objects stands.
    let marks = [b"%%EOF".as_slice(), b"startxref"];
    let end = marks.iter().filter_map(|mark| memchr::memmem::rfind(bytes, mark)).max().unwrap_or(0);
    let behind = bytes.get(end..).unwrap_or_default();
    end == 0 || memchr::memmem::find(behind, b" obj").is_some()
}

/// Whether arrays or dictionaries stand within one another deeper than any program writes them: the crate that reads them
/// would run out of stack. What stands in streams is not looked at.
fn nests_too_deep(bytes: &[u8], deepest: usize) -> bool {
    let mut rest = bytes;
    let mut depth = 0usize;
    while !rest.is_empty() {
        let outside = memchr::memmem::find(rest, b"stream").unwrap_or(rest.len());
        for byte in rest.get(..outside).unwrap_or_default() {
            match byte {
                b'[' | b'<' | b'(' => depth += 1,
                b']' | b'>' | b')' => depth = 0,
                _ => {}
            }
            if depth > deepest {
                return true;
            }
        }
        let inside = rest.get(outside..).unwrap_or_default();
        let end = memchr::memmem::find(inside, b"endstream").map_or(inside.len(), |end| end + b"endstream".len());
        rest = inside.get(end..).unwrap_or_default();
    }
    false
}

/// What stands on a page. A page that was scanned or printed lying on its side is turned until its text can be read.
fn see_page(
    number: u32,
    page: &Page<'_>,
    budget: &mut Budget,
    fonts: &mut FontsRead,
    layers: &Layers,
) -> (SeenPage, Result<(), Spent>) {
    let size = page.render_dimensions();
    let mut see = |quarters: usize| {
        let mut reader = ContentReader::new(budget, fonts, layers);
        let outcome = read_page(&mut reader, page, Matrix::turn(quarters, size));
        let (width, height) = if quarters.is_multiple_of(2) { size } else { (size.1, size.0) };
        (SeenPage { number, seen: reader.finish(), width, height }, outcome)
    };
    let mut best = see(0);
    if best.1.is_ok() && best.0.seen.is_turned() {
        let turned = [1, 3, 2].into_iter().map(see).find(|(page, outcome)| outcome.is_ok() && !page.seen.is_turned());
        best = turned.unwrap_or(best);
    }
    budget.marks = budget.marks.saturating_sub(best.0.seen.glyphs.len() + best.0.seen.rules.len());
    best.0.seen.glyphs.iter_mut().for_each(|glyph| glyph.text = as_written(glyph.text));
    best
}

/// The page that a sheet is, or the two on it.
fn compose_sheet(page: SeenPage) -> Vec<PageRead> {
    let SeenPage { number, seen, width, height } = page;
    match split_sheet(&seen, width, height) {
        Some(halves) => {
            halves.map(|half| PageRead { number, ..compose_page(half, width / 2.0, height) }).into_iter().collect()
        }
        None => vec![PageRead { number, ..compose_page(seen, width, height) }],
    }
}

fn read_page(reader: &mut ContentReader<'_>, page: &Page<'_>, turn: Matrix) -> Result<(), Spent> {
    let resources = page.resources();
    let matrix = Matrix::new(page.initial_transform(true).as_coeffs().map(|number| number as f32)).then(turn);
    let mut content = Vec::new();
    match page.raw().get::<Object<'_>>("Contents") {
        Some(Object::Stream(stream)) => content = reader.take(&stream)?,
        Some(Object::Array(streams)) => {
            for stream in streams.iter::<Object<'_>>().take(MOST_PAGES) {
                match stream {
                    Object::Stream(stream) => content.extend(reader.take(&stream)?),
                    _ => reader.note_damage(),
                }
                content.push(b' ');
            }
        }
        _ if page.raw().contains_key("Contents") => reader.note_damage(),
        _ => {}
    }
    reader.read(&content, resources, matrix)?;
    // what was typed into a form's fields or written over the page stands in annotations
    let annotations = page.raw().get::<Array<'_>>("Annots");
    for annotation in annotations.iter().flat_map(|array| array.iter::<Dict<'_>>()).take(MOST_ANNOTATIONS) {
        read_annotation(reader, &annotation, page, matrix)?;
    }
    Ok(())
}

fn read_annotation(
    reader: &mut ContentReader<'_>,
    annotation: &Dict<'_>,
    page: &Page<'_>,
    matrix: Matrix,
) -> Result<(), Spent> {
    const HIDDEN: i32 = 2;
    let subtype = annotation.get::<Name<'_>>("Subtype");
    let written = matches!(subtype.as_deref(), Some(b"Widget" | b"FreeText" | b"Stamp"));
    if !written || annotation.get::<i32>("F").unwrap_or(0) & HIDDEN != 0 || reader.leaves_out(annotation) {
        return Ok(());
    }
    let typed = typed_text(annotation).or_else(|| unset_text(annotation));
    if let Some((text, area)) = typed.zip(annotation.get::<Rect>("Rect")).filter(|_| matrix.is_upright()) {
        reader.put(set_in(&area_of(area, matrix), &text));
        return Ok(());
    }
    let look = annotation.get::<Dict<'_>>("AP").and_then(|looks| looks.get::<Object<'_>>("N"));
    let form = match look {
        Some(Object::Stream(form)) => Some(form),
        Some(Object::Dict(states)) => {
            annotation.get::<Name<'_>>("AS").and_then(|state| states.get::<Stream<'_>>(state))
        }
        _ => None,
    };
    let (Some(form), Some(area)) = (form, annotation.get::<Rect>("Rect")) else { return Ok(()) };
    let before = reader.written();
    reader.read_form(&form, page.resources(), place_of_look(&form, area).then(matrix))?;
    // a stamp lies on what was written before
    if subtype.as_deref() == Some(b"Stamp") {
        reader.set_aside(before, area_of(area, matrix));
    }
    Ok(())
}

/// How the look of an annotation is brought onto its place: what its own matrix makes of its box fits the place (12.5.5).
fn place_of_look(look: &Stream<'_>, place: Rect) -> Matrix {
    let own = look.dict().get::<Array<'_>>("Matrix").and_then(|array| Matrix::of_array(&array));
    let place = area_of(place, Matrix::IDENTITY);
    let Some(bounds) = look.dict().get::<Rect>("BBox") else { return Matrix::shift(place.left, place.top) };
    Matrix::fit(area_of(bounds, own.unwrap_or(Matrix::IDENTITY)), place)
}

/// A rectangle of the file on the page.
fn area_of(area: Rect, matrix: Matrix) -> Area {
    let corners = [(area.x0, area.y0), (area.x1, area.y0), (area.x0, area.y1), (area.x1, area.y1)];
    Area::around(&corners.map(|(x, y)| matrix.apply(x as f32, y as f32)))
}
