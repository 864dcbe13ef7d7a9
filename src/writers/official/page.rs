//! The page of an official paper: size, margins, grid, settings of the document, page numbers on alternating sides.

use crate::writers::official::NAMESPACES;
use crate::writers::official::Span;
use crate::writers::official::markup::Markup;
use crate::writers::official::styles;
use crate::writers::official::write_span;

/// GB/T 9704-2012, 5.1 and 5.2: margins 37, 35, 28, 26 mm, a grid of 22 lines, page number 7 mm below the text.
pub(super) fn write_section(body: &mut Markup) {
    body.element("w:sectPr", &[], |section| {
        section.empty("w:footerReference", &[("w:type", "default"), ("r:id", "rId4")]);
        section.empty("w:footerReference", &[("w:type", "even"), ("r:id", "rId5")]);
        section.empty("w:pgSz", &[("w:w", "11906"), ("w:h", "16838")]);
        section.empty(
            "w:pgMar",
            &[
                ("w:top", "2098"),
                ("w:right", "1474"),
                ("w:bottom", "1984"),
                ("w:left", "1587"),
                ("w:header", "1134"),
                ("w:footer", "1429"),
                ("w:gutter", "0"),
            ],
        );
        let pitch = styles::LINE.to_string();
        section.empty("w:docGrid", &[("w:type", "lines"), ("w:linePitch", &pitch)]);
    });
}

/// settings.xml: footers of odd and even pages differ.
pub(super) fn settings_part() -> Vec<u8> {
    let mut part = Markup::part();
    part.element("w:settings", &NAMESPACES, |settings| {
        settings.empty("w:zoom", &[("w:percent", "100")]);
        settings.empty("w:bordersDoNotSurroundHeader", &[]);
        settings.empty("w:bordersDoNotSurroundFooter", &[]);
        settings.value("w:defaultTabStop", "640");
        settings.empty("w:evenAndOddHeaders", &[]);
        settings.value("w:characterSpacingControl", "compressPunctuation");
        settings.element("w:compat", &[], |compat| {
            compat.empty("w:useFELayout", &[]);
            let word = "http://schemas.microsoft.com/office/word";
            compat.empty("w:compatSetting", &[("w:name", "compatibilityMode"), ("w:uri", word), ("w:val", "15")]);
        });
        settings.empty("w:themeFontLang", &[("w:val", "en-US"), ("w:eastAsia", "zh-CN")]);
    });
    part.finish()
}

/// 7.5 页码: size 4 in 宋体 between dashes; odd pages one character from the right edge, even pages one from the left.
pub(super) fn footer_part(align: &str, side_in_characters: &str, side: &str) -> Vec<u8> {
    let mut part = Markup::part();
    part.element("w:ftr", &NAMESPACES, |footer| {
        footer.element("w:p", &[], |paragraph| {
            paragraph.element("w:pPr", &[], |property| {
                property.value("w:pStyle", styles::FOOTER.id);
                property.empty("w:ind", &[(side_in_characters, "100"), (side, "280")]);
                property.value("w:jc", align);
            });
            write_span(paragraph, &Span::plain("— "));
            paragraph.element("w:fldSimple", &[("w:instr", " PAGE ")], |field| write_span(field, &Span::plain("1")));
            write_span(paragraph, &Span::plain(" —"));
        });
    });
    part.finish()
}
