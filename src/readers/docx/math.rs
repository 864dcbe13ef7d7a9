//! Formulas (OMML, ECMA-376 part 1, 22.1) as a line of text: fractions with a stroke, roots with their sign, brackets as drawn.

use crate::readers::docx::paragraph::Draft;
use crate::readers::docx::story::StoryReader;
use crate::readers::flow::look::Seen;
use crate::readers::xml::Element;

/// Signs that a part of a formula draws, where its properties name them.
#[derive(Debug, Default)]
struct Signs {
    sign: Option<String>,
    begins: Option<String>,
    ends: Option<String>,
}

impl<'x> StoryReader<'x, '_, '_> {
    /// Reads the `m:oMath` opened last.
    pub fn read_math(&mut self, draft: &mut Draft) {
        while let Some(element) = self.xml.child() {
            self.read_math_part(element, draft);
        }
    }

    fn read_math_part(&mut self, element: Element<'x>, draft: &mut Draft) {
        match element.name() {
            "r" => self.read_math_run(draft),
            "f" => self.read_math_structure(draft, "", Some(("den", "/")), ""),
            "rad" => self.read_math_structure(draft, "√", None, ""),
            "d" => self.read_math_structure(draft, "(", None, ")"),
            "nary" => self.read_math_structure(draft, "∫", None, ""),
            "del" | "moveFrom" => self.xml.skip(),
            "rPr" | "ctrlPr" | "argPr" | "oMathParaPr" | "fPr" | "sSupPr" | "sSubPr" | "accPr" | "barPr" => {
                self.xml.skip()
            }
            "AlternateContent" => self.read_alternate(&mut |reader, element| reader.read_math_part(element, draft)),
            _ => self.read_math(draft),
        }
    }

    fn read_math_run(&mut self, draft: &mut Draft) {
        while let Some(element) = self.xml.child() {
            match element.name() {
                "rPr" => self.xml.skip(),
                _ => self.read_run_part(element, draft, Seen::default()),
            }
        }
    }

    /// A structure with a sign before and after it, and one before a part of it; its properties may name others.
    fn read_math_structure(&mut self, draft: &mut Draft, before: &str, between: Option<(&str, &str)>, after: &str) {
        let mut signs = Signs::default();
        let mut begun = false;
        while let Some(element) = self.xml.child() {
            let name = element.name();
            if name.ends_with("Pr") {
                self.read_math_signs(&mut signs);
                continue;
            }
            if !begun {
                let sign = signs.sign.as_deref().or(signs.begins.as_deref()).unwrap_or(before);
                self.put(draft, sign, Seen::default());
                begun = true;
            }
            if let Some((part, sign)) = between
                && part == name
            {
                self.put(draft, sign, Seen::default());
            }
            self.read_math_part(element, draft);
        }
        self.put(draft, signs.ends.as_deref().unwrap_or(after), Seen::default());
    }

    fn read_math_signs(&mut self, signs: &mut Signs) {
        while let Some(child) = self.xml.child() {
            let value = child.attribute("val").map(|value| value.into_owned());
            match child.name() {
                "chr" => signs.sign = value,
                "begChr" => signs.begins = value,
                "endChr" => signs.ends = value,
                _ => {}
            }
            self.xml.skip();
        }
    }
}
