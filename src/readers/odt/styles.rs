//! Styles of an OpenDocument text (ODF 1.3 part 3, 16), as far as they say what a person sees: bold, hidden, underlined, in a symbol font,
//! heading level, whether a list shows numbers.

use std::collections::HashMap;

use crate::readers::flow::heading::heading_by_name;
use crate::readers::flow::look::Look;
use crate::readers::flow::symbol::SymbolFont;
use crate::readers::odf::graphic::GraphicStyle;
use crate::readers::odf::package::is_main_body;
use crate::readers::xml::Element;
use crate::readers::xml::Xml;

/// How many styles a chain of parents may hold.
const LONGEST_CHAIN: usize = 32;

/// Which styles of a file are wanted: those with names that people see, or those that programs make for single paragraphs. Both files of a
/// package have the second kind, under the same names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// `office:styles`
    Common,
    /// `office:automatic-styles`
    Automatic,
}

/// Styles by family and name.
#[derive(Clone, Debug, Default)]
pub struct Styles {
    styles: HashMap<(String, String), Style>,
    /// Whether each level of a list shows a number or bullet, from the first.
    lists: HashMap<String, Vec<bool>>,
    /// The same of headings.
    outline: Vec<bool>,
    fonts: HashMap<String, String>,
    /// Whether any style but those of characters puts a colour behind what it is for.
    pub coloured: bool,
}

#[derive(Clone, Debug, Default)]
struct Style {
    name: String,
    parent: Option<String>,
    look: Look,
    outline: Option<u8>,
    list: Option<String>,
    hidden_section: bool,
    graphic: GraphicStyle,
}

/// What a paragraph has from its style and all above it.
#[derive(Clone, Debug, Default)]
pub struct ParagraphStyle {
    /// Of its runs.
    pub look: Look,
    /// Heading level from 1.
    pub heading: Option<u8>,
    /// The list that its style puts it in.
    pub list: Option<String>,
}

impl Styles {
    /// Adds the styles of a file of the package, or of a flat file.
    pub fn read(&mut self, xml: &mut Xml, wanted: Wanted) {
        let mut here = None;
        while let Some(element) = xml.next_open() {
            match element.name() {
                "styles" => here = Some(Wanted::Common),
                "automatic-styles" => here = Some(Wanted::Automatic),
                "master-styles" => break,
                "body" if is_main_body(&element, xml) => break,
                "font-face" => {
                    let family = element.attribute("font-family").unwrap_or_default();
                    let family = family.trim_matches('\'').to_owned();
                    self.fonts.insert(element.attribute("name").unwrap_or_default().into_owned(), family);
                }
                "style" if here == Some(wanted) => self.read_style(xml, &element),
                "list-style" | "outline-style" if here == Some(wanted) => self.read_list(xml, &element),
                "style" | "list-style" | "outline-style" => xml.skip(),
                _ => {}
            }
        }
    }

    fn read_style(&mut self, xml: &mut Xml, element: &Element) {
        let text =
            |name: &str| element.attribute(name).filter(|value| !value.is_empty()).map(|value| value.into_owned());
        let name = text("name").unwrap_or_default();
        let mut style = Style {
            name: text("display-name").unwrap_or_else(|| name.clone()),
            parent: text("parent-style-name"),
            outline: element.number("default-outline-level"),
            list: text("list-style-name"),
            ..Style::default()
        };
        let level = xml.depth();
        while let Some(properties) = xml.open_within(level) {
            self.coloured |= properties.name() != "text-properties"
                && (properties.attribute("background-color").is_some_and(|colour| is_colour(&colour))
                    || properties.attribute("fill").is_some_and(|fill| fill != "none"));
            match properties.name() {
                "text-properties" => style.look = self.look_of(&properties),
                "section-properties" => {
                    style.hidden_section = properties.attribute("display").as_deref() == Some("none")
                }
                "graphic-properties" => style.graphic = GraphicStyle::read(&properties),
                _ => {}
            }
        }
        self.styles.insert((text("family").unwrap_or_default(), name), style);
    }

    fn look_of(&self, properties: &Element) -> Look {
        let mut look = Look::default();
        for (name, value) in properties.attributes() {
            match name {
                "fo:color" => look.white = Some(is_white(value)),
                "fo:background-color" if is_colour(value) => look.white = Some(false),
                "fo:font-weight" => {
                    look.bold = Some(value == "bold" || value.parse::<u32>().is_ok_and(|weight| weight >= 600));
                }
                "text:display" => look.hidden = Some(value == "none"),
                "style:text-underline-style" => look.underlined = Some(value != "none"),
                "style:text-line-through-style" | "style:text-line-through-type" => look.struck = Some(value != "none"),
                "style:font-name" | "fo:font-family" => {
                    let family = self.fonts.get(value).map_or(value, String::as_str);
                    look.font = Some(SymbolFont::named(family.trim_matches('\'')));
                }
                _ => {}
            }
        }
        look
    }

    fn read_list(&mut self, xml: &mut Xml, element: &Element) {
        let is_outline = element.name() == "outline-style";
        let mut shows = Vec::new();
        let level = xml.depth();
        while let Some(of_level) = xml.open_within(level) {
            let given = |name: &str| of_level.attribute(name).is_some_and(|value| !value.trim().is_empty());
            let shown = match of_level.name() {
                "list-level-style-number" | "outline-level-style" => {
                    given("num-format") || given("num-prefix") || given("num-suffix")
                }
                "list-level-style-bullet" => given("bullet-char"),
                "list-level-style-image" => true,
                _ => continue,
            };
            shows.push(shown);
        }
        match is_outline {
            true => self.outline = shows,
            false => drop(self.lists.insert(element.attribute("name").unwrap_or_default().into_owned(), shows)),
        }
    }

    /// What a paragraph of this style looks like.
    pub fn paragraph(&self, name: &str) -> ParagraphStyle {
        let mut seen = ParagraphStyle::default();
        for style in self.chain("paragraph", name) {
            seen.look = seen.look.or(style.look);
            seen.heading =
                seen.heading.or(style.outline.filter(|level| *level > 0)).or_else(|| heading_by_name(&style.name));
            seen.list = seen.list.or_else(|| style.list.clone());
        }
        seen
    }

    /// What a character style says.
    pub fn character(&self, name: &str) -> Look {
        self.chain("text", name).fold(Look::default(), |look, style| look.or(style.look))
    }

    /// Whether sections of this style are not shown.
    pub fn hides_section(&self, name: &str) -> bool {
        self.chain("section", name).any(|style| style.hidden_section)
    }

    /// What a style says of a shape.
    pub fn graphic(&self, name: &str) -> GraphicStyle {
        self.chain("graphic", name).next().map(|style| style.graphic).unwrap_or_default()
    }

    /// Whether a list shows something at a level from 1.
    pub fn shows_number(&self, list: &str, level: usize) -> bool {
        let shows = self.lists.get(list).and_then(|levels| levels.get(level.saturating_sub(1)));
        shows.copied().unwrap_or(true)
    }

    /// Whether headings of a level from 1 show a number.
    pub fn numbers_heading(&self, level: u8) -> bool {
        self.outline.get(usize::from(level).saturating_sub(1)).copied().unwrap_or(false)
    }

    /// A style and its parents, the nearest first.
    fn chain<'s>(&'s self, family: &str, name: &str) -> impl Iterator<Item = &'s Style> {
        let family = family.to_owned();
        let mut next = Some(name.to_owned());
        std::iter::from_fn(move || {
            let style = self.styles.get(&(family.clone(), next.take()?))?;
            next.clone_from(&style.parent);
            Some(style)
        })
        .take(LONGEST_CHAIN)
    }
}

fn is_white(colour: &str) -> bool {
    colour.eq_ignore_ascii_case("#ffffff")
}

fn is_colour(background: &str) -> bool {
    background.starts_with('#') && !is_white(background)
}
