//! The styles and fonts of an official paper: GB/T 9704-2012, 5.2.2 and 7 (字体、字号), as paragraph styles that Word and
//! WPS list by name, and a font table that says what to take where the office's fonts are not installed.

use crate::writers::official::markup::Markup;

/// Line pitch in twips: 22 lines in the 225 mm of the text area.
pub(super) const LINE: u32 = 579;

/// Size 3 (三号) in half points.
const SIZE_3: &str = "32";
/// What brings 28 characters of size 3 into 156 mm, in twips a character. A grid of characters (`linesAndChars` with a negative
/// `charSpace`) would say the same to Word, but LibreOffice 7.4 spreads the characters instead.
const SPACING: &str = "-5";

/// A face of the standard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Face {
    /// 方正小标宋简体: titles.
    Title,
    /// 仿宋_GB2312: running text.
    Song,
    /// 楷体_GB2312: second level.
    Kai,
    /// 黑体: first level, 附件, table heads.
    Hei,
    /// 宋体: page numbers.
    Page,
}

/// A face with the names under which other machines have it, in the order of likeness, its family and its PANOSE numbers.
struct FontEntry {
    face: Face,
    name: &'static str,
    others: &'static str,
    family: &'static str,
    panose: &'static str,
}

const FONTS: [FontEntry; 5] = [
    FontEntry {
        face: Face::Title,
        name: "方正小标宋简体",
        others: "方正小标宋_GBK,FZXiaoBiaoSong-B05S,华文中宋,STZhongsong,宋体,SimSun,Noto Serif CJK SC",
        family: "roman",
        panose: "02010601030101010101",
    },
    FontEntry {
        face: Face::Song,
        name: "仿宋_GB2312",
        others: "仿宋,FangSong,FangSong_GB2312,华文仿宋,STFangsong,方正仿宋简体,Noto Serif CJK SC",
        family: "modern",
        panose: "02010609030101010101",
    },
    FontEntry {
        face: Face::Kai,
        name: "楷体_GB2312",
        others: "楷体,KaiTi,KaiTi_GB2312,华文楷体,STKaiti,方正楷体简体,Noto Serif CJK SC",
        family: "modern",
        panose: "02010609030101010101",
    },
    FontEntry {
        face: Face::Hei,
        name: "黑体",
        others: "SimHei,华文黑体,STHeiti,方正黑体简体,Noto Sans CJK SC",
        family: "swiss",
        panose: "02010609060101010101",
    },
    FontEntry {
        face: Face::Page,
        name: "宋体",
        others: "SimSun,NSimSun,华文宋体,STSong,Noto Serif CJK SC",
        family: "roman",
        panose: "02010600030101010101",
    },
];

impl Face {
    fn entry(self) -> &'static FontEntry {
        FONTS.iter().find(|font| font.face == self).expect("every face stands in the table")
    }

    /// The name as it stands in the file.
    pub(super) fn name(self) -> &'static str {
        self.entry().name
    }
}

/// A paragraph style.
#[derive(Debug)]
pub(super) struct Style {
    /// Its id in the file.
    pub(super) id: &'static str,
    name: &'static str,
    face: Face,
    pub(super) half_points: &'static str,
    align: &'static str,
    first_line: bool,
    line: u32,
    before: u32,
    after: u32,
    outline: Option<&'static str>,
    keep_next: bool,
    /// Whether lines keep to the page's grid.
    pub(super) on_grid: bool,
}

const fn style(id: &'static str, name: &'static str, face: Face) -> Style {
    Style {
        id,
        name,
        face,
        half_points: SIZE_3,
        align: "both",
        first_line: false,
        line: LINE,
        before: 0,
        after: 0,
        outline: None,
        keep_next: false,
        on_grid: true,
    }
}

pub(super) const TITLE: Style = Style {
    half_points: "44",
    align: "center",
    line: 640,
    keep_next: true,
    on_grid: false,
    ..style("Title", "Title", Face::Title)
};
pub(super) const SUBTITLE: Style =
    Style { align: "center", keep_next: true, ..style("Subtitle", "Subtitle", Face::Kai) };
pub(super) const PLAIN: Style = style("Plain", "顶格", Face::Song);
pub(super) const BODY: Style = Style { first_line: true, ..style("BodyText", "Body Text", Face::Song) };
pub(super) const HEADING_1: Style = Style {
    first_line: true,
    outline: Some("0"),
    keep_next: true,
    align: "left",
    ..style("Heading1", "heading 1", Face::Hei)
};
pub(super) const HEADING_2: Style = Style {
    first_line: true,
    outline: Some("1"),
    keep_next: true,
    align: "left",
    ..style("Heading2", "heading 2", Face::Kai)
};
pub(super) const ANNEX_LABEL: Style =
    Style { align: "left", keep_next: true, ..style("AnnexLabel", "附件标识", Face::Hei) };
pub(super) const ANNEX_TITLE: Style = Style {
    half_points: "44",
    align: "center",
    line: 640,
    before: 290,
    after: 290,
    outline: Some("0"),
    keep_next: true,
    on_grid: false,
    ..style("AnnexTitle", "附件标题", Face::Title)
};
pub(super) const CAPTION: Style =
    Style { align: "center", before: 120, keep_next: true, ..style("Caption", "caption", Face::Hei) };
pub(super) const SIGNED: Style = Style { align: "right", keep_next: true, ..style("Closing", "Closing", Face::Song) };
pub(super) const TABLE_HEAD: Style = Style {
    half_points: "24",
    align: "center",
    line: 340,
    before: 40,
    after: 40,
    on_grid: false,
    ..style("TableHead", "表头", Face::Hei)
};
/// What must follow a table at the end of a document: so low that it never makes a page of its own.
pub(super) const TABLE_END: Style =
    Style { half_points: "2", line: 2, on_grid: false, ..style("TableEnd", "表后", Face::Song) };
pub(super) const TABLE_TEXT: Style = Style {
    half_points: "24",
    align: "left",
    line: 340,
    before: 40,
    after: 40,
    on_grid: false,
    ..style("TableText", "表文", Face::Song)
};
pub(super) const DENSE_HEAD: Style =
    Style { id: "DenseHead", name: "五号表头", half_points: "21", line: 300, ..TABLE_HEAD };
pub(super) const DENSE_TEXT: Style =
    Style { id: "DenseText", name: "五号表文", half_points: "21", line: 300, ..TABLE_TEXT };
pub(super) const SMALL_HEAD: Style =
    Style { id: "SmallHead", name: "小五号表头", half_points: "18", line: 260, ..TABLE_HEAD };
pub(super) const SMALL_TEXT: Style =
    Style { id: "SmallText", name: "小五号表文", half_points: "18", line: 260, ..TABLE_TEXT };
pub(super) const FOOTER: Style =
    Style { half_points: "28", align: "right", line: 320, on_grid: false, ..style("Footer", "footer", Face::Page) };

const ALL: [&Style; 18] = [
    &TITLE,
    &SUBTITLE,
    &PLAIN,
    &BODY,
    &HEADING_1,
    &HEADING_2,
    &ANNEX_LABEL,
    &ANNEX_TITLE,
    &CAPTION,
    &SIGNED,
    &TABLE_HEAD,
    &TABLE_END,
    &TABLE_TEXT,
    &DENSE_HEAD,
    &DENSE_TEXT,
    &SMALL_HEAD,
    &SMALL_TEXT,
    &FOOTER,
];

/// styles.xml
pub(super) fn styles_part(namespaces: &[(&str, &str)]) -> Vec<u8> {
    let mut part = Markup::part();
    part.element("w:styles", namespaces, |styles| {
        styles.element("w:docDefaults", &[], |defaults| {
            defaults.element("w:rPrDefault", &[], |property| {
                property.element("w:rPr", &[], |run| {
                    write_fonts(run, Face::Song);
                    run.value("w:sz", "32");
                    run.value("w:szCs", "32");
                    run.empty("w:lang", &[("w:val", "en-US"), ("w:eastAsia", "zh-CN")]);
                });
            });
            defaults.element("w:pPrDefault", &[], |_| {});
        });
        styles.element("w:style", &[("w:type", "paragraph"), ("w:default", "1"), ("w:styleId", "Normal")], |normal| {
            normal.value("w:name", "Normal");
            normal.empty("w:qFormat", &[]);
        });
        for style in ALL {
            write_style(styles, style);
        }
    });
    part.finish()
}

fn write_style(styles: &mut Markup, style: &Style) {
    styles.element("w:style", &[("w:type", "paragraph"), ("w:styleId", style.id)], |part| {
        part.value("w:name", style.name);
        part.value("w:basedOn", "Normal");
        part.empty("w:qFormat", &[]);
        part.element("w:pPr", &[], |paragraph| {
            if style.keep_next {
                paragraph.empty("w:keepNext", &[]);
            }
            paragraph.value("w:widowControl", "0");
            if !style.on_grid {
                paragraph.value("w:snapToGrid", "0");
            }
            let line = style.line.to_string();
            let (before, after) = (style.before.to_string(), style.after.to_string());
            paragraph.empty(
                "w:spacing",
                &[("w:before", &before), ("w:after", &after), ("w:line", &line), ("w:lineRule", "exact")],
            );
            if style.first_line {
                paragraph.empty("w:ind", &[("w:firstLineChars", "200"), ("w:firstLine", "640")]);
            }
            paragraph.value("w:jc", style.align);
            if let Some(level) = style.outline {
                paragraph.value("w:outlineLvl", level);
            }
        });
        part.element("w:rPr", &[], |run| {
            write_fonts(run, style.face);
            if style.half_points == SIZE_3 {
                run.value("w:spacing", SPACING);
            }
            run.value("w:sz", style.half_points);
            run.value("w:szCs", style.half_points);
        });
    });
}

/// The four slots of a run's font: Chinese in the face, figures and letters in Times New Roman except on page numbers.
pub(super) fn write_fonts(run: &mut Markup, face: Face) {
    let latin = if face == Face::Page { face.name() } else { "Times New Roman" };
    run.empty(
        "w:rFonts",
        &[("w:ascii", latin), ("w:hAnsi", latin), ("w:eastAsia", face.name()), ("w:cs", "Times New Roman")],
    );
}

/// fontTable.xml: for each face the names to try before the program guesses.
pub(super) fn font_table_part(namespaces: &[(&str, &str)]) -> Vec<u8> {
    let mut part = Markup::part();
    part.element("w:fonts", namespaces, |fonts| {
        for font in &FONTS {
            fonts.element("w:font", &[("w:name", font.name)], |entry| {
                entry.value("w:altName", font.others);
                entry.value("w:panose1", font.panose);
                entry.value("w:charset", "86");
                entry.value("w:family", font.family);
                entry.value("w:pitch", "default");
            });
        }
    });
    part.finish()
}
