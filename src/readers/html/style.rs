//! What the `style` of an element says that a person sees: bold, underlined, hidden, in a symbol font; and what Word and Excel note in it.

use std::collections::HashMap;

use crate::readers::flow::look::Look;
use crate::readers::flow::symbol::SymbolFont;
use crate::readers::html::token::Tag;

/// The value of a property.
pub fn property<'s>(style: &'s str, name: &str) -> Option<&'s str> {
    let mut pairs = style.split(';').filter_map(|pair| pair.split_once(':'));
    pairs.find(|(key, _)| key.trim().eq_ignore_ascii_case(name)).map(|(_, value)| value.trim())
}

/// The picture that a style lays behind an element or puts in its place: the address between `url(` and its end.
pub fn picture_of(style: &str) -> Option<&str> {
    const SHOWN: [&str; 3] = ["background", "background-image", "content"];
    style.match_indices("url(").find_map(|(at, open)| {
        let (key, _) = style.get(..at)?.rsplit([';', '{']).next()?.split_once(':')?;
        let (address, _) = style.get(at + open.len()..)?.split_once(')')?;
        let address = address.trim().trim_matches(['"', '\'']);
        let is_shown = SHOWN.iter().any(|shown| key.trim().eq_ignore_ascii_case(shown));
        (is_shown && !address.is_empty() && !address.starts_with('#')).then_some(address)
    })
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

/// Whether white space inside an element is kept as it stands (CSS Text 3, 3), where its name or style says so.
pub fn keeps_lines(name: &str, style: &str) -> Option<bool> {
    match property(style, "white-space") {
        Some(told) => Some(told.starts_with("pre") || told.starts_with("break-spaces")),
        None => matches!(name, "pre" | "listing" | "xmp").then_some(true),
    }
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

/// What a page's style sheets say of classes and of single elements: the font, as Excel has it for cells (`.xl25`) and for runs in them
/// (`.font7`), and whether they are shown.
#[derive(Debug, Default)]
pub struct StyleSheets {
    fonts: HashMap<String, Option<SymbolFont>>,
    /// By selector (`.draft`, `#old`): whether all that is said of it hides it.
    hidden: HashMap<String, bool>,
    /// By selector of one class or id: the address of the picture behind what has it.
    pictures: HashMap<String, String>,
}

impl StyleSheets {
    /// Takes in a style sheet.
    pub fn take(&mut self, sheet: &str) {
        let mut in_medium = false;
        for rule in sheet.split('}') {
            // what closes an @media that was open holds no rule
            let Some((selectors, style)) = rule.rsplit_once('{') else {
                in_medium = false;
                continue;
            };
            in_medium |= selectors.contains("@media");
            self.take_font(selectors, style);
            self.take_display(selectors, style, in_medium);
            self.take_picture(selectors, style);
        }
    }

    fn take_font(&mut self, selectors: &str, style: &str) {
        let Some(families) = property(style, "font-family") else { return };
        let classes = selectors.split(',').filter_map(|selector| selector.trim().rsplit_once('.'));
        for (_, class) in classes {
            if self.fonts.len() < MOST {
                self.fonts.insert(class.to_owned(), first_family(families));
            }
        }
    }

    fn take_picture(&mut self, selectors: &str, style: &str) {
        let Some(address) = picture_of(style) else { return };
        let selectors =
            selectors.split(',').filter_map(|selector| selector.rfind(['.', '#']).map(|at| &selector[at..]));
        for selector in selectors.map(str::trim) {
            if !selector.contains([' ', ':', '>']) && self.pictures.len() < MOST {
                self.pictures.insert(selector.to_owned(), address.to_owned());
            }
        }
    }

    /// The address of the picture that a style sheet lays behind an element.
    pub fn picture(&self, tag: &Tag<'_>) -> Option<&str> {
        if self.pictures.is_empty() {
            return None;
        }
        let told = |selector: String| self.pictures.get(&selector).map(String::as_str);
        let classes = tag.attribute("class").unwrap_or_default();
        let mut by_class = classes.split_ascii_whitespace().filter_map(|class| told(format!(".{class}")));
        by_class.next().or_else(|| told(format!("#{}", tag.attribute("id")?)))
    }

    /// What is hidden on a screen by a selector of one class or id, and by no other rule shown (`.tab.active`).
    fn take_display(&mut self, selectors: &str, style: &str, in_medium: bool) {
        let Some(hides) = hides(style) else { return };
        let last = selectors.trim_start().trim_start_matches("<!--").rsplit(['{', ';', '/']).next().unwrap_or_default();
        for selector in last.split(',').map(str::trim) {
            let is_lone = !selector.contains(char::is_whitespace) && selector.rfind(['.', '#', ':']) == Some(0);
            if is_lone && hides && !in_medium && self.hidden.len() < MOST {
                self.hidden.entry(selector.to_owned()).or_insert(true);
            } else if !hides {
                let ends = |c: char| !(c.is_alphanumeric() || matches!(c, '-' | '_'));
                for (at, mark) in selector.match_indices(['.', '#']) {
                    let name = selector.get(at + 1..).unwrap_or_default().split(ends).next().unwrap_or_default();
                    self.hidden.insert(format!("{mark}{name}"), false);
                }
            }
        }
    }

    /// What the font of an element's classes is, where one names any.
    pub fn font(&self, classes: &str) -> Option<Option<SymbolFont>> {
        classes.split_ascii_whitespace().find_map(|class| self.fonts.get(class)).copied()
    }

    /// Whether an element is not shown: by its own style, by an attribute, by its classes or by its id.
    pub fn hide(&self, tag: &Tag<'_>) -> bool {
        let told = |selector: String| self.hidden.get(&selector).copied().unwrap_or_default();
        let by_class = || {
            let classes = tag.attribute("class").unwrap_or_default();
            classes.split_ascii_whitespace().any(|class| told(format!(".{class}")))
        };
        let by_sheet =
            || !self.hidden.is_empty() && (by_class() || tag.attribute("id").is_some_and(|id| told(format!("#{id}"))));
        let own = tag.attribute("style").and_then(|style| hides(&style));
        tag.attribute("hidden").is_some() || own.unwrap_or_else(by_sheet)
    }
}

/// Selectors that are kept of a page at most.
const MOST: usize = 4_096;

/// Whether a style hides what has it, or shows it in so many words.
fn hides(style: &str) -> Option<bool> {
    let value = |name: &str| property(style, name).map(str::to_ascii_lowercase);
    let display = value("display").map(|display| display.starts_with("none"));
    display.or_else(|| value("visibility").map(|visibility| visibility.starts_with("hidden")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::readers::html::token::Token;
    use crate::readers::html::token::Tokens;

    #[test]
    fn a_class_tells_the_font_of_its_elements() {
        let mut classes = StyleSheets::default();
        classes.take("<!--table {x:y}\n.font7\n\t{color:black;\n\tfont-family:\"Wingdings 2\", serif;\n\tmso-font-charset:2;}\n.xl25, td.xl26 {font-family:宋体;}-->");
        assert_eq!(classes.font("a font7"), Some(Some(SymbolFont::Wingdings2)));
        assert_eq!((classes.font("xl25"), classes.font("xl26"), classes.font("xl27")), (Some(None), Some(None), None));
    }

    #[test]
    fn the_picture_behind_an_element_is_told_by_its_style_or_class() {
        for style in [
            "background-image:url(a.png)",
            "color:red; background: #fff url( 'a.png' ) no-repeat",
            "content:url(\"a.png\")",
        ] {
            assert_eq!(picture_of(style), Some("a.png"), "{style}");
        }
        assert_eq!(picture_of("background-image:url(data:image/png;base64,AA==)"), Some("data:image/png;base64,AA=="));
        for style in ["cursor:url(a.png)", "background:red", "background:url()", "filter:url(#blur)"] {
            assert_eq!(picture_of(style), None, "{style}");
        }
        let mut sheets = StyleSheets::default();
        sheets.take(".sign,#own{background:url(b.png)} .far .near:hover{background:url(c.png)}");
        for (tag, picture) in
            [("<b class='a sign'>", Some("b.png")), ("<b id=own>", Some("b.png")), ("<b class=near>", None)]
        {
            let Some(Token::Open(tag)) = Tokens::new(tag).next() else { panic!("{tag}") };
            assert_eq!(sheets.picture(&tag), picture);
        }
    }

    #[test]
    fn a_class_that_is_never_shown_hides_its_elements() {
        let mut sheets = StyleSheets::default();
        sheets.take("<!--\n.old, #draft {color:red;display:none !important}\n.pane{display:none}.pane.on{display:block}\n@media print{.menu{display:none}\n.bar{display:none}}\ndiv .far,p>.near{display:none}-->");
        let hides = |tag: &str| match Tokens::new(tag).next() {
            Some(Token::Open(tag)) => sheets.hide(&tag),
            _ => panic!("{tag}"),
        };
        for hidden in ["<p class=\"a old\">", "<p id=draft>", "<td style=\"display: none\">", "<b hidden>"] {
            assert!(hides(hidden), "{hidden}");
        }
        for shown in [
            "<p class=pane>",
            "<p class=menu>",
            "<p class=bar>",
            "<p class=far>",
            "<p class=near>",
            "<p class=old style=display:block>",
        ] {
            assert!(!hides(shown), "{shown}");
        }
    }
}
