//! How a cell looks: font, place, fill, lock. A [`Style`] is a small value that sheets hand about; [`Formats`] turns each
//! into the writer's own format once. Fills are light and never the only sign, so that a print in grey says the same.

use std::cell::RefCell;
use std::rc::Rc;

use rust_xlsxwriter::Color;
use rust_xlsxwriter::Format;
use rust_xlsxwriter::FormatAlign;
use rust_xlsxwriter::FormatBorder;
use rust_xlsxwriter::FormatUnderline;

/// Faces that every Windows with WPS or Excel has; LibreOffice puts its own Chinese face in their place.
pub const BODY_FACE: &str = "宋体";
/// For titles and headers.
pub const HEAD_FACE: &str = "黑体";

/// What a cell's number looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum NumberLook {
    /// As it is.
    Plain,
    /// With this many decimals.
    Decimals(u8),
    /// With thousands separated and this many decimals.
    Grouped(u8),
    /// A day and a time of it: 2026-11-20 17:30.
    Moment,
    /// Text, also where something is typed over it later.
    Text,
}

/// Behind the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Fill {
    /// Paper.
    None,
    /// A header.
    Header,
    /// The header of a column to be filled in.
    InputHeader,
    /// A cell to be filled in.
    Input,
    /// Set back: not to be filled in, not counted.
    Grey,
}

/// How a cell looks and whether it may be typed into.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Style {
    /// Tenths of a point.
    pub size: u16,
    /// The face of titles and headers.
    pub head_face: bool,
    /// Bold.
    pub bold: bool,
    /// Set back in grey letters.
    pub pale: bool,
    /// In the middle of its column; else left, numbers right.
    pub centred: bool,
    /// A thin line around it.
    pub framed: bool,
    /// Underlined and blue, to be clicked.
    pub link: bool,
    /// Behind the text.
    pub fill: Fill,
    /// Unlocked: staff or judges fill it in.
    pub input: bool,
    /// A number's look.
    pub number: NumberLook,
    /// Text that begins with `=`, `+`, `-` or `@`: keeps it text when a person edits the cell.
    pub quoted: bool,
}

impl Style {
    /// A framed cell of a list.
    pub const TEXT: Self = Self {
        size: 100,
        head_face: false,
        bold: false,
        pale: false,
        centred: false,
        framed: true,
        link: false,
        fill: Fill::None,
        input: false,
        number: NumberLook::Plain,
        quoted: false,
    };
    /// A short word or a number of a list.
    pub const CENTRED: Self = Self { centred: true, ..Self::TEXT };
    /// A list's header.
    pub const HEADER: Self = Self { bold: true, centred: true, head_face: true, fill: Fill::Header, ..Self::TEXT };
    /// The header of a column to be filled in.
    pub const INPUT_HEADER: Self = Self { fill: Fill::InputHeader, ..Self::HEADER };
    /// A sheet's title.
    pub const TITLE: Self = Self { size: 160, bold: true, head_face: true, framed: false, ..Self::TEXT };
    /// A line below a title.
    pub const NOTE: Self = Self { framed: false, ..Self::TEXT };
    /// Something set back.
    pub const SMALL: Self = Self { size: 90, pale: true, ..Self::TEXT };
    /// Something to be clicked.
    pub const LINK: Self = Self { link: true, ..Self::TEXT };
    /// A cell to be filled in with words.
    pub const INPUT: Self = Self { input: true, fill: Fill::Input, ..Self::TEXT };
    /// A cell to be filled in with a number or a word of a list.
    pub const INPUT_CENTRED: Self = Self { centred: true, ..Self::INPUT };

    /// The same in bold.
    pub const fn bold(self) -> Self {
        Self { bold: true, ..self }
    }

    /// The same set back: grey letters on grey.
    pub const fn grey(self) -> Self {
        Self { pale: true, fill: Fill::Grey, ..self }
    }

    /// The same for figures with so many decimals.
    pub const fn decimals(self, decimals: u8) -> Self {
        Self { number: NumberLook::Decimals(decimals), ..self }
    }

    /// The same for amounts.
    pub const fn grouped(self, decimals: u8) -> Self {
        Self { number: NumberLook::Grouped(decimals), ..self }
    }

    /// Height of a line in points. Chinese faces are up to 1.45 times as high as their size (Noto Serif CJK).
    pub fn line_height(self) -> f64 {
        f64::from(self.size) / 10.0 * 1.45
    }

    /// Half-width characters that fit into a column of this width; widths are in digits of 11 points.
    pub fn characters_in(self, width: f64) -> f64 {
        (width - 0.9) * 110.0 / f64::from(self.size)
    }

    /// Width of the column that so many half-width characters need.
    pub fn width_for(self, characters: usize) -> f64 {
        // Far below 2^52, where a float is exact.
        characters as f64 * f64::from(self.size) / 110.0 + 1.4
    }

    fn build(self) -> Format {
        let mut format = Format::new()
            .set_font_name(if self.head_face { HEAD_FACE } else { BODY_FACE })
            .set_font_size(f64::from(self.size) / 10.0)
            .set_font_charset(134)
            .set_text_wrap()
            .set_align(FormatAlign::VerticalCenter);
        if self.centred {
            format = format.set_align(FormatAlign::Center);
        }
        if self.bold {
            format = format.set_bold();
        }
        if self.framed {
            format = format.set_border(FormatBorder::Thin).set_border_color(Color::RGB(0x80_80_80));
        }
        if self.link {
            format = format.set_underline(FormatUnderline::Single).set_font_color(Color::RGB(0x05_63_C1));
        } else if self.pale {
            format = format.set_font_color(Color::RGB(0x59_59_59));
        }
        if self.input {
            format = format.set_unlocked();
        }
        if self.quoted {
            format = format.set_quote_prefix();
        }
        self.fill_of(self.number_of(format))
    }

    fn number_of(self, format: Format) -> Format {
        let with_decimals = |whole: &str, decimals: u8| match decimals {
            0 => whole.to_owned(),
            _ => format!("{whole}.{}", "0".repeat(usize::from(decimals))),
        };
        match self.number {
            NumberLook::Plain => format,
            NumberLook::Decimals(decimals) => format.set_num_format(with_decimals("0", decimals)),
            NumberLook::Grouped(decimals) => format.set_num_format(with_decimals("#,##0", decimals)),
            NumberLook::Moment => format.set_num_format("yyyy-mm-dd hh:mm"),
            NumberLook::Text => format.set_num_format("@"),
        }
    }

    fn fill_of(self, format: Format) -> Format {
        let colour = match self.fill {
            Fill::None => return format,
            Fill::Header => 0xD9_D9_D9,
            Fill::InputHeader => 0xFF_D9_66,
            Fill::Input => 0xFF_F2_CC,
            Fill::Grey => 0xE7_E6_E6,
        };
        format.set_background_color(Color::RGB(colour))
    }
}

/// What a condition does to a cell's look; each also changes the letters, so that a print in grey tells them apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look {
    /// 不通过, over the limit: bold on red.
    Alarm,
    /// 待人工, to be settled: bold italic on yellow.
    Doubt,
    /// Done by people: bold on green.
    Settled,
    /// Out of the count: struck out in grey.
    SetBack,
}

impl Look {
    pub(super) fn build(self) -> Format {
        match self {
            Self::Alarm => Format::new().set_bold().set_background_color(Color::RGB(0xF4_B0_B0)),
            Self::Doubt => Format::new().set_bold().set_italic().set_background_color(Color::RGB(0xFF_E6_99)),
            Self::Settled => Format::new().set_bold().set_background_color(Color::RGB(0xE2_EF_DA)),
            Self::SetBack => Format::new()
                .set_font_strikethrough()
                .set_font_color(Color::RGB(0x59_59_59))
                .set_background_color(Color::RGB(0xE7_E6_E6)),
        }
    }
}

/// Every style that a book uses, built once, shared by its sheets. There are a few dozen, and one of the first is asked for
/// with nearly every cell: to go through them takes less than to hash a style.
#[derive(Clone, Default)]
pub struct Formats(Rc<RefCell<Vec<Built>>>);

/// A style and the writer's format for it.
type Built = (Style, Rc<Format>);

impl Formats {
    /// The writer's format for a style.
    pub fn get(&self, style: Style) -> Rc<Format> {
        let mut known = self.0.borrow_mut();
        if let Some((_, format)) = known.iter().find(|(known, _)| *known == style) {
            return Rc::clone(format);
        }
        let format = Rc::new(style.build());
        known.push((style, Rc::clone(&format)));
        format
    }
}
