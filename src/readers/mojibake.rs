//! Text that was decoded as something it is not before it came here: saved by a program that took GBK or UTF-8 for Western letters, or
//! UTF-8 for GBK. The letters are letters, and say nothing; nobody wrote them, so what is missing may stand in them.

use encoding_rs::GBK;

use crate::model::Block;
use crate::model::Document;
use crate::model::Trouble;
use crate::model::TroubleKind;

/// Fewer letters than this prove nothing.
const FEW: usize = 20;
/// What three bytes that stood for a letter not known became: U+FFFD in UTF-8, taken for GBK, twice.
const LOST: &str = "锟斤拷";

/// Notes that much of a Document's text is no text.
pub fn notice_mojibake(document: &mut Document) {
    let mut count = Count::default();
    document.body.iter().for_each(|block| count.take(block));
    if count.western_runs >= FEW && count.western_runs > count.chinese {
        note(document, "文字像是乱码（编码转换有误）");
    } else if count.misread >= FEW && count.misread * 2 > count.chinese {
        note(document, "文字像是乱码（UTF-8 当成了 GBK）");
    } else if count.lost {
        note(document, "有的文字成了乱码“锟斤拷”，原字已经丢失");
    }
}

fn note(document: &mut Document, detail: &str) {
    document.troubles.push(Trouble { kind: TroubleKind::Incomplete, detail: detail.to_owned(), spot: None });
}

/// What the letters of a Document look like.
#[derive(Debug, Default)]
struct Count {
    /// Western letters and signs beyond ASCII, two or more together: hardly a word of any language has them.
    western_runs: usize,
    chinese: usize,
    /// Chinese letters that are UTF-8 when written as GBK.
    misread: usize,
    lost: bool,
}

impl Count {
    fn take(&mut self, block: &Block) {
        match block {
            Block::Paragraph(paragraph) => self.take_text(&paragraph.text),
            Block::Grid(grid) => {
                for cell in &grid.cells {
                    self.take_text(&cell.text);
                    cell.blocks
                        .iter()
                        .filter(|block| matches!(block, Block::Grid(_)))
                        .for_each(|block| self.take(block));
                }
            }
        }
    }

    fn take_text(&mut self, text: &str) {
        if text.is_ascii() {
            return;
        }
        let letters: Vec<char> = text.chars().collect();
        let western = letters.chunk_by(|one, other| is_western(*one) == is_western(*other));
        let runs = western.filter(|run| run.len() > 1 && run.first().is_some_and(|letter| is_western(*letter)));
        self.western_runs += runs.map(<[char]>::len).sum::<usize>();
        let chinese = letters.iter().filter(|letter| ('\u{4e00}'..='\u{9fff}').contains(*letter)).count();
        self.chinese += chinese;
        self.lost |= text.contains(LOST);
        if chinese >= 4 && is_utf8_in_gbk(text) {
            self.misread += chinese;
        }
    }
}

/// Latin letters with marks, and the signs that stand beside them in a Western code page.
fn is_western(letter: char) -> bool {
    matches!(letter, '\u{80}'..='\u{b6}' | '\u{b8}'..='\u{d6}' | '\u{d8}'..='\u{f6}' | '\u{f8}'..='\u{17f}' | 'ƒ' | '†' | '‡' | '‰' | '€')
}

/// Whether a text becomes UTF-8 with Chinese in it when it is written as GBK; the last letter may have lost a byte.
fn is_utf8_in_gbk(text: &str) -> bool {
    // Where its beginning does not, the whole does not: nearly every text is done with here.
    let beginning = text.char_indices().nth(BEGINNING).and_then(|(end, _)| text.get(..end)).unwrap_or(text);
    utf8_in_gbk(beginning).is_some() && utf8_in_gbk(text).is_some_and(|valid| valid > 6)
}

/// So many characters are written as GBK to see whether it is worth while to write all of them.
const BEGINNING: usize = 12;

/// How many of a text's bytes in GBK are UTF-8; None where more than what a cut letter leaves at the end are not.
fn utf8_in_gbk(text: &str) -> Option<usize> {
    let (bytes, _, unmappable) = GBK.encode(text);
    let valid = match std::str::from_utf8(&bytes) {
        Ok(_) => bytes.len(),
        Err(error) => error.valid_up_to(),
    };
    (!unmappable && valid + 3 >= bytes.len()).then_some(valid)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use encoding_rs::GB18030;
    use encoding_rs::WINDOWS_1252;

    use super::*;
    use crate::model::Format;
    use crate::readers::Limits;
    use crate::readers::read;

    const FORM: &str = "项目名称：职工心理服务站\n申报单位：海港区总工会\n创新内容：把心理测评嵌入班前会，建立三级预警";

    fn kinds(text: &str) -> Vec<TroubleKind> {
        let document = read(&Arc::from("表.txt"), text.as_bytes(), Format::Text, &Limits::default());
        document.troubles.iter().map(|trouble| trouble.kind).collect()
    }

    #[test]
    fn text_in_a_wrong_code_page_is_doubted() {
        let gbk_as_western = WINDOWS_1252.decode(&GB18030.encode(FORM).0).0.into_owned();
        let utf8_as_western = WINDOWS_1252.decode(FORM.as_bytes()).0.into_owned();
        let utf8_as_gbk = GB18030.decode(FORM.as_bytes()).0.into_owned();
        for text in [gbk_as_western, utf8_as_western, utf8_as_gbk, format!("{FORM}锟斤拷锟斤拷")] {
            assert_eq!(kinds(&text), [TroubleKind::Incomplete], "{text}");
        }
    }

    #[test]
    fn text_with_foreign_words_and_signs_is_not() {
        let western = "Café Müller, señor Núñez, façade, naïve, Zürich, Straße, œuvre, élève, Ångström, Łódź, Čeština ±5℃ ×3 «mot»";
        for text in [FORM, western, &format!("{FORM}\n{western}"), "温度±0.5℃，面积3×4㎡，①②③④⑤⑥⑦⑧⑨⑩，——……“”"]
        {
            assert_eq!(kinds(text), [], "{text}");
        }
    }
}
