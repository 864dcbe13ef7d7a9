//! What the `style` of an element says that a person sees: bold, underlined, hidden, in a symbol font; and what Word and Excel note in it.

use std::collections::HashMap;

use crate::readers::flow::look::Look;
use crate::readers::flow::symbol::SymbolFont;

/// The value of a property.
pub fn property<'s>(style: &'s str, name: &str) -> Option<&'s str> {
    let mut pairs = style.split(';').filter_map(|pair| pair.split_once(':'));
    pairs.find(|(key, _)| key.trim().eq_ignore_ascii_case(name)).map(|(_, value)| value.trim())
}

/// How runs inside an element look that has this name and style.
pub fn look_of(name: &str, style: &str) -> Look {
    let mut look = Look::default();
    match name {
        "b" | "strong" | "th" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => look.bold = Some(true),
        "s" | "strike" | "del" => look.struck = Some(true),
        "u" => look.underlined = Some(true),
        _ => {}
    }
    for (key, value) in style.split(';').filter_map(|pair| pair.split_once(':')) {
        let value = value.trim();
        match key.trim().to_ascii_lowercase().as_str() {
            "font-weight" => {
                look.bold = Some(value.starts_with("bold") || value.parse::<u32>().is_ok_and(|weight| weight >= 600));
            }
            "text-decoration" | "text-underline" => {
                look.underlined = Some(value != "none" && !value.contains("line-through"));
                // A decoration is drawn through all that is inside; what is inside cannot take it back.
                look.struck = value.contains("line-through").then_some(true);
            }
            "color" => look.white = Some(is_white(value)),
            "display" if value.eq_ignore_ascii_case("none") => look.hidden = Some(true),
            "visibility" if value.eq_ignore_ascii_case("hidden") => look.hidden = Some(true),
            "mso-hide" if value.eq_ignore_ascii_case("all") => look.hidden = Some(true),
            "font-family" => {
                look.font = Some(first_family(value));
            }
            _ => {}
        }
    }
    look
}

/// Whether a colour is white.
pub fn is_white(colour: &str) -> bool {
    let colour: String = colour.to_ascii_lowercase().split_whitespace().collect();
    matches!(colour.as_str(), "white" | "window" | "#fff" | "#ffffff" | "rgb(255,255,255)")
}

/// Whether a page puts a colour of its own behind anything.
pub fn is_coloured(page: &str) -> bool {
    let page = page.to_ascii_lowercase();
    page.split("background").skip(1).chain(page.split("bgcolor").skip(1)).any(|rest| {
        let rest = rest.trim_start_matches("-color").trim_start_matches([':', '=', '"', '\'', ' ']);
        let end = rest.find([';', '"', '\'', '>', '}']).unwrap_or(rest.len());
        let value = rest.get(..end).unwrap_or_default();
        !is_white(value) && !matches!(value.trim(), "" | "none" | "transparent" | "auto" | "inherit")
    })
}

/// The symbol font that leads a list of families, if it is one.
pub fn first_family(families: &str) -> Option<SymbolFont> {
    let first = families.split(',').next().unwrap_or_default();
    SymbolFont::named(first.trim_matches(['"', '\'', ' ']))
}

/// Classes whose style names a font, as Excel has them for cells (`.xl25`) and for runs in them (`.font7`).
#[derive(Debug, Default)]
pub struct FontClasses {
    fonts: HashMap<String, Option<SymbolFont>>,
}

impl FontClasses {
    /// Takes in a style sheet.
    pub fn take(&mut self, sheet: &str) {
        const MOST: usize = 4_096;
        for (selectors, style) in sheet.split('}').filter_map(|rule| rule.rsplit_once('{')) {
            let Some(families) = property(style, "font-family") else { continue };
            let classes = selectors.split(',').filter_map(|selector| selector.trim().rsplit_once('.'));
            for (_, class) in classes {
                if self.fonts.len() < MOST {
                    self.fonts.insert(class.to_owned(), first_family(families));
                }
            }
        }
    }

    /// What the font of an element's classes is, where one names any.
    pub fn font(&self, classes: &str) -> Option<Option<SymbolFont>> {
        classes.split_ascii_whitespace().find_map(|class| self.fonts.get(class)).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_class_tells_the_font_of_its_elements() {
        let mut classes = FontClasses::default();
        classes.take("<!--table {x:y}\n.font7\n\t{color:black;\n\tfont-family:\"Wingdings 2\", serif;\n\tmso-font-charset:2;}\n.xl25, td.xl26 {font-family:宋体;}-->");
        assert_eq!(classes.font("a font7"), Some(Some(SymbolFont::Wingdings2)));
        assert_eq!((classes.font("xl25"), classes.font("xl26"), classes.font("xl27")), (Some(None), Some(None), None));
    }
}
