//! A paper in the layout of 《党政机关公文格式》 (GB/T 9704-2012) as a docx: A4, text area 156 mm × 225 mm, 22 lines of 28
//! characters, 仿宋 in size 3, title in 小标宋 size 2, page number — 1 — on alternating sides, annexes on pages of their own.
//!
//! WordprocessingML is written directly: docx-rs 0.4.22 has no repeated header rows (`w:tblHeader`), no indents counted in
//! characters and no alternative font names, and writes paragraph properties out of the schema's order.

mod balance;
mod markup;
mod package;
mod page;
mod styles;
mod table;
mod widths;

use jiff::Timestamp;
use jiff::civil::Date;

use crate::writers::official::markup::Markup;
use crate::writers::official::package::Parts;
use crate::writers::official::package::Properties;
use crate::writers::official::styles::Style;

pub use styles::Face;
pub use table::Align;
pub use table::Column;
pub use table::Size;
pub use table::Table;
pub use table::TableCell;

const NAMESPACES: [(&str, &str); 2] = [
    ("xmlns:w", "http://schemas.openxmlformats.org/wordprocessingml/2006/main"),
    ("xmlns:r", "http://schemas.openxmlformats.org/officeDocument/2006/relationships"),
];

/// Width of the text area in twips: 210 mm less 28 mm and 26 mm.
const TEXT_WIDTH: u32 = 8845;
/// One character of size 3 in twips.
const CHARACTER: u32 = 320;

/// Which level a heading has; the paper numbers them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// 一、 in 黑体
    First,
    /// （一） in 楷体
    Second,
}

/// A stretch of text in one face.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Span {
    text: String,
    face: Option<Face>,
}

impl Span {
    /// In the paragraph's own face.
    pub fn plain(text: impl Into<String>) -> Self {
        Self { text: text.into(), face: None }
    }

    /// In another face: a run-in heading in 楷体.
    pub fn in_face(text: impl Into<String>, face: Face) -> Self {
        Self { text: text.into(), face: Some(face) }
    }
}

/// What stands on the paper, in order.
#[derive(Clone, Debug)]
enum Piece {
    Paragraph(PaperParagraph),
    Table(Table),
}

/// A paragraph, with what is not its style's.
#[derive(Clone, Debug)]
struct PaperParagraph {
    style: &'static Style,
    spans: Vec<Span>,
    indent: Option<Indent>,
    new_page: bool,
    keep_next: bool,
}

impl PaperParagraph {
    fn of(style: &'static Style, text: &str) -> Self {
        let spans = if text.is_empty() { Vec::new() } else { vec![Span::plain(text)] };
        Self { style, spans, indent: None, new_page: false, keep_next: false }
    }

    /// Whether it is a line of facts (whom to ask) and not prose.
    fn is_fact(&self) -> bool {
        self.style.id == styles::BODY.id && !self.spans.last().is_some_and(|span| span.text.ends_with('。'))
    }
}

/// An indent in hundredths of a character, in place of the style's own.
#[derive(Clone, Copy, Debug)]
enum Indent {
    Hanging { left: u32, hanging: u32 },
    Right(u32),
}

/// An official paper in the making; every call adds below what is there.
#[derive(Clone, Debug)]
pub struct Paper {
    title: String,
    author: String,
    as_of: Timestamp,
    pieces: Vec<Piece>,
    /// How many headings of the first and the second level there are so far.
    numbering: (usize, usize),
}

impl Paper {
    /// A paper that begins with its title; `\n` breaks a title into lines of even sense (梯形或菱形).
    ///
    /// `author` and `as_of` go into the document's properties.
    pub fn new(title: &str, author: &str, as_of: Timestamp) -> Self {
        let mut paper = Self {
            title: title.replace('\n', ""),
            author: author.to_owned(),
            as_of,
            pieces: Vec::new(),
            numbering: (0, 0),
        };
        paper.add(&styles::TITLE, title);
        paper
    }

    /// A line in 楷体 below the title: the draft's mark, the date of a report.
    pub fn subtitle(&mut self, text: &str) {
        self.add(&styles::SUBTITLE, text);
    }

    /// An empty line.
    pub fn blank_line(&mut self) {
        self.add(&styles::PLAIN, "");
    }

    /// 主送机关: at the left edge, ending in a colon.
    pub fn addressee(&mut self, text: &str) {
        self.add(&styles::PLAIN, text);
    }

    /// A heading, numbered 一、 or （一）; the second level starts anew below each first, the first in each annex.
    pub fn heading(&mut self, level: Level, text: &str) {
        match level {
            Level::First => {
                self.numbering = (self.numbering.0 + 1, 0);
                self.add(&styles::HEADING_1, &format!("{}、{text}", chinese_ordinal(self.numbering.0)));
            }
            Level::Second => {
                self.numbering.1 += 1;
                self.add(&styles::HEADING_2, &format!("（{}）{text}", chinese_ordinal(self.numbering.1)));
            }
        }
    }

    /// A paragraph, its first line two characters in.
    pub fn body(&mut self, text: &str) {
        self.add(&styles::BODY, text);
    }

    /// A paragraph of several faces, its first line two characters in.
    pub fn body_of(&mut self, spans: Vec<Span>) {
        self.push(PaperParagraph { spans, ..PaperParagraph::of(&styles::BODY, "") });
    }

    /// 附件说明: one line below the text, names without end punctuation, wrapped lines below the name.
    pub fn annex_list(&mut self, names: &[&str]) {
        if names.is_empty() {
            return;
        }
        self.blank_line();
        for (index, name) in names.iter().enumerate() {
            let (text, hanging) = match (index, names.len()) {
                (0, 1) => (format!("附件：{name}"), 300),
                (0, _) => (format!("附件：1.{name}"), 400),
                _ => (format!("{}.{name}", index + 1), 100),
            };
            let indent = Indent::Hanging { left: 200 + if names.len() == 1 { 300 } else { 400 }, hanging };
            self.add_indented(&styles::PLAIN, &text, indent);
        }
    }

    /// 落款: the signing body centred over the date, the date four characters from the right edge, with room for a seal above.
    /// None leaves the date to be filled in.
    pub fn closing(&mut self, signer: &str, date: Option<Date>) {
        self.blank_line();
        self.closing_close(signer, date);
    }

    /// The same a line nearer to the text, where something follows it on the page.
    pub fn closing_close(&mut self, signer: &str, date: Option<Date>) {
        self.blank_line();
        self.keep_end_together();
        let date = date.map_or_else(|| "　　　　年　　月　　日".to_owned(), chinese_date);
        let (signer_width, date_width) = (width_in_hundredths(signer), width_in_hundredths(&date));
        let signer_right = (400 + date_width / 2).saturating_sub(signer_width / 2);
        self.add_indented(&styles::SIGNED, signer, Indent::Right(signer_right));
        self.add_indented(&styles::SIGNED, &date, Indent::Right(400));
    }

    /// An annex on a page of its own: its mark (附件1) at the top left, its title centred below.
    pub fn annex(&mut self, mark: &str, title: &str) {
        self.numbering = (0, 0);
        self.push(PaperParagraph { new_page: true, ..PaperParagraph::of(&styles::ANNEX_LABEL, mark) });
        self.add(&styles::ANNEX_TITLE, title);
    }

    /// The heading of a table, centred above it.
    pub fn caption(&mut self, text: &str) {
        self.add(&styles::CAPTION, text);
    }

    /// Small print below a table.
    pub fn note(&mut self, text: &str) {
        self.add(&styles::DENSE_TEXT, text);
    }

    /// A bordered table as wide as the text; its header row is repeated on every page, and the
    /// paragraph above stays with it.
    pub fn table(&mut self, table: Table) {
        if let Some(Piece::Paragraph(lead_in)) = self.pieces.last_mut() {
            lead_in.keep_next = true;
        }
        self.pieces.push(Piece::Table(table));
    }

    /// The bytes of the docx; the same paper gives the same bytes.
    pub fn to_docx(&self) -> Vec<u8> {
        let properties = Properties { title: &self.title, author: &self.author, as_of: self.as_of };
        let parts = Parts {
            document: self.document_part(),
            styles: styles::styles_part(&NAMESPACES),
            font_table: styles::font_table_part(&NAMESPACES),
            settings: page::settings_part(),
            odd_footer: page::footer_part("right", "w:rightChars", "w:right"),
            even_footer: page::footer_part("left", "w:leftChars", "w:left"),
        };
        package::pack(&properties, parts)
    }

    /// Adds a paragraph; an empty line parts the title from what follows.
    fn push(&mut self, paragraph: PaperParagraph) {
        let is_title = |style: &Style| [styles::TITLE.id, styles::SUBTITLE.id].contains(&style.id);
        let after_title = matches!(self.pieces.last(), Some(Piece::Paragraph(last)) if is_title(last.style));
        if after_title && paragraph.style.id != styles::SUBTITLE.id {
            self.pieces.push(Piece::Paragraph(PaperParagraph::of(&styles::PLAIN, "")));
        }
        self.pieces.push(Piece::Paragraph(paragraph));
    }

    fn add(&mut self, style: &'static Style, text: &str) {
        self.push(PaperParagraph::of(style, text));
    }

    fn add_indented(&mut self, style: &'static Style, text: &str, indent: Indent) {
        self.push(PaperParagraph { indent: Some(indent), ..PaperParagraph::of(style, text) });
    }

    /// Keeps what stands below the last paragraph of text together with it: a date alone on a page belongs to nothing. Lines
    /// of facts that stand below each other are one such paragraph.
    fn keep_end_together(&mut self) {
        let mut facts = false;
        for piece in self.pieces.iter_mut().rev() {
            let Piece::Paragraph(paragraph) = piece else { return };
            if facts && !paragraph.is_fact() {
                return;
            }
            paragraph.keep_next = true;
            if paragraph.style.id == styles::BODY.id && !paragraph.is_fact() {
                return;
            }
            facts |= paragraph.is_fact();
        }
    }

    fn document_part(&self) -> Vec<u8> {
        let mut part = Markup::part();
        part.element("w:document", &NAMESPACES, |document| {
            document.element("w:body", &[], |body| {
                for piece in &self.pieces {
                    match piece {
                        Piece::Paragraph(paragraph) => write_paragraph(body, paragraph),
                        Piece::Table(table) => table.write(body, TEXT_WIDTH),
                    }
                }
                if matches!(self.pieces.last(), Some(Piece::Table(_))) {
                    write_paragraph(body, &PaperParagraph::of(&styles::TABLE_END, ""));
                }
                page::write_section(body);
            });
        });
        part.finish()
    }
}

/// A day as papers write it: 2026年12月1日, without leading zeros.
pub fn chinese_date(date: Date) -> String {
    format!("{}年{}月{}日", date.year(), date.month(), date.day())
}

/// 一, 二, … 十, 十一 … 九十九; beyond that in figures.
fn chinese_ordinal(number: usize) -> String {
    const DIGITS: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let digit = |value: usize| DIGITS.get(value).copied().unwrap_or_default();
    match number {
        1..=9 => digit(number).to_owned(),
        10..=19 => format!("十{}", digit(number % 10)),
        20..=99 => format!("{}十{}", digit(number / 10), digit(number % 10)),
        _ => number.to_string(),
    }
}

/// Width in hundredths of a character: a letter or figure of the western face is half as wide.
fn width_in_hundredths(text: &str) -> u32 {
    text.chars().map(|character| if character.is_ascii() { 50 } else { 100 }).sum()
}

fn write_paragraph(body: &mut Markup, paragraph: &PaperParagraph) {
    body.element("w:p", &[], |part| {
        part.element("w:pPr", &[], |property| {
            property.value("w:pStyle", paragraph.style.id);
            if paragraph.keep_next {
                property.empty("w:keepNext", &[]);
            }
            if paragraph.new_page {
                property.empty("w:pageBreakBefore", &[]);
            }
            // LibreOffice takes this from the paragraph and not from its style.
            if !paragraph.style.on_grid {
                property.value("w:snapToGrid", "0");
            }
            if let Some(indent) = paragraph.indent {
                write_indent(property, indent);
            }
        });
        for span in &paragraph.spans {
            write_span(part, span);
        }
    });
}

fn write_indent(property: &mut Markup, indent: Indent) {
    let twips = |hundredths: u32| (hundredths * CHARACTER / 100).to_string();
    match indent {
        Indent::Hanging { left, hanging } => property.empty(
            "w:ind",
            &[
                ("w:leftChars", &left.to_string()),
                ("w:left", &twips(left)),
                ("w:hangingChars", &hanging.to_string()),
                ("w:hanging", &twips(hanging)),
            ],
        ),
        Indent::Right(right) => {
            property.empty("w:ind", &[("w:rightChars", &right.to_string()), ("w:right", &twips(right))]);
        }
    }
}

/// A run; line breaks and tabs become elements of their own.
fn write_span(paragraph: &mut Markup, span: &Span) {
    if span.text.is_empty() {
        return;
    }
    paragraph.element("w:r", &[], |run| {
        if let Some(face) = span.face {
            run.element("w:rPr", &[], |property| styles::write_fonts(property, face));
        }
        for (index, line) in span.text.split('\n').enumerate() {
            if index > 0 {
                run.empty("w:br", &[]);
            }
            for (index, stretch) in line.split('\t').enumerate() {
                if index > 0 {
                    run.empty("w:tab", &[]);
                }
                if !stretch.is_empty() {
                    run.element("w:t", &[("xml:space", "preserve")], |text| text.text(stretch));
                }
            }
        }
    });
}
