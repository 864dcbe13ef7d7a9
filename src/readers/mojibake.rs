//! Text that was decoded as something it is not before it came here: saved by a program that took GBK or UTF-8 for Western letters, or
//! UTF-8 for GBK. The letters are letters, and say nothing; nobody wrote them, so what is missing may stand in them.

use std::sync::LazyLock;

use encoding_rs::GBK;
use encoding_rs::WINDOWS_1252;

use crate::model::Block;
use crate::model::Document;
use crate::model::Trouble;
use crate::model::TroubleKind;
use crate::readers::lost_letter::has_lost_letter;
use crate::readers::package::zeros_in_text;

/// Fewer letters than this prove nothing.
const FEW: usize = 20;
/// What three bytes that stood for a letter not known became: U+FFFD in UTF-8, taken for GBK, twice.
const LOST: &str = "锟斤拷";
const FIRST_LOST: char = '锟';
/// A text with fewer Chinese letters is not asked whether it is UTF-8.
const ENOUGH: usize = 4;
/// One or two lone Western letters may be what somebody called a thing.
const SEVERAL: usize = 3;

/// Notes that much of a Document's text is no text.
pub fn notice_mojibake(document: &mut Document) {
    let mut count = Count::default();
    document.body.iter().for_each(|block| count.take(block));
    let doubted = document.troubles.iter().any(|known| known.kind.leaves_doubt());
    if count.western_runs >= FEW && count.western_runs > count.chinese && count.western_runs * 2 > count.plain {
        note(document, "文字像是乱码（编码转换有误）");
    } else if count.misread >= FEW && count.misread * 2 > count.chinese {
        note(document, "文字像是乱码（UTF-8 当成了 GBK）");
    } else if count.questions >= FEW && count.questions > count.chinese && count.questions <= count.plain {
        note(document, "文字里有成串的问号，可能有字已经丢失（保存时的编码容不下汉字）");
    } else if count.questions >= FEW && count.questions > count.chinese {
        let detail = "文字大多成了问号，原字已经丢失（保存时的编码容不下汉字）".to_owned();
        document.troubles.push(Trouble { kind: TroubleKind::Unreadable, detail, spot: None });
    } else if count.underscores >= FEW && !count.letters {
        let detail = "文字全成了下划线，原字已经丢失（保存时的编码容不下汉字）".to_owned();
        document.troubles.push(Trouble { kind: TroubleKind::Unreadable, detail, spot: None });
    } else if count.references >= FEW && count.references > count.chinese {
        note(document, "文字大多成了网页里的代码（&#…;），原字读不出");
    } else if count.lost {
        note(document, "有的文字成了乱码“锟斤拷”，原字已经丢失");
    } else if count.filled && !doubted {
        note(document, "文件里夹有成片的同一个字节（磁盘或存储卡损坏？），这些地方的文字已经丢失");
    } else if count.zeros && !doubted {
        document.troubles.push(zeros_in_text());
    } else if count.replaced && !doubted {
        note(document, "有的字解不出来，成了“\u{fffd}”");
    } else if count.one_lost && !doubted {
        note(document, "有的字成了问号（保存时的编码容不下这个字），请对照原件");
    } else if count.disguised && !doubted {
        note(document, "有的文字像是乱码（汉字当成了西文字母）");
    } else if (count.stray || count.lone >= SEVERAL) && !doubted {
        note(document, "有的字像是传送或存盘时变了样（汉字中间夹着别国文字或没人用的符号），请对照原件");
    } else if count.private && !doubted {
        note(document, "有的字是自造字，换一台电脑就认不出，请写明是什么字");
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
    /// Letters of ASCII: a text in a language with marks has more of them.
    plain: usize,
    chinese: usize,
    /// Chinese letters that are UTF-8 when written as GBK.
    misread: usize,
    /// Question marks, three or more together: what a code page without a letter puts in its place.
    questions: usize,
    /// What some programs put in its place.
    underscores: usize,
    /// A letter of any script is left: lines to write on stand among words that were read.
    letters: bool,
    lost: bool,
    /// `&#24037;`: letters that a web page writes so, twice over.
    references: usize,
    /// A letter among others became a question mark.
    one_lost: bool,
    /// Zeros between letters.
    zeros: bool,
    /// A row of one Western letter: an erased or newly formatted block holds one byte all over (`ÿ` is 0xFF, `ö` 0xF6).
    filled: bool,
    /// Letters that could not be decoded, now or before.
    replaced: bool,
    /// A run of Western letters is GB 2312 when it is written as bytes.
    disguised: bool,
    /// Letters of somebody's own making beside Chinese ones.
    private: bool,
    /// One letter of a script in which nobody writes a single one stands among Chinese letters.
    stray: bool,
    /// Western letters that stand alone beside Chinese ones: a PDF's table of letters that was written wrong.
    lone: usize,
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
        let written = text.trim_end_matches('\0');
        self.zeros |= written.len() < text.len() && (text.contains("\0\0") || written.is_empty());
        self.zeros |= written.contains('\0');
        let (mut chinese, mut private, mut run, mut may_be_lost) = (0, false, 0, false);
        let mut from = 0;
        for (at, letter) in text.char_indices() {
            self.letters |= letter.is_alphabetic();
            if is_western(letter) {
                from = if run == 0 { at } else { from };
                run += 1;
                continue;
            }
            self.end_run(&mut run, text.get(from..at));
            chinese += usize::from(('\u{4e00}'..='\u{9fff}').contains(&letter));
            self.plain += usize::from(letter.is_ascii_alphabetic());
            self.underscores += usize::from(letter == '_');
            private |= is_private(letter);
            may_be_lost |= letter == FIRST_LOST;
            self.replaced |= matches!(letter, char::REPLACEMENT_CHARACTER | '\u{fffe}' | '\u{ffff}');
        }
        self.end_run(&mut run, text.get(from..));
        self.private |= private && chinese > 0;
        if text.contains("???") {
            let runs = text.split(|letter| letter != '?').map(str::len);
            self.questions += runs.filter(|length| *length > 2).sum::<usize>();
        }
        self.references += text.matches("&#").count();
        self.stray |= chinese > 0 && holds_stray_letter(text);
        self.lone += count_lone_letters(text);
        self.one_lost |= chinese > 0 && has_lost_letter(text);
        self.chinese += chinese;
        self.lost |= may_be_lost && text.contains(LOST);
        if chinese >= ENOUGH && is_utf8_in_gbk(text) {
            self.misread += chinese;
        }
    }

    /// One Western letter alone may be a sign.
    fn end_run(&mut self, run: &mut usize, letters: Option<&str>) {
        if *run > 1 {
            self.western_runs += *run;
            self.filled |= *run >= FEW
                && letters.is_some_and(|letters| ["ÿ", "ö"].iter().any(|fill| letters.contains(&fill.repeat(FEW))));
            self.disguised |= *run >= ENOUGH && letters.is_some_and(is_gb_in_western);
        }
        *run = 0;
    }
}

/// Where fonts of symbols have theirs, which readers turn into signs where they are known.
const SYMBOLS: std::ops::RangeInclusive<char> = '\u{f000}'..='\u{f0ff}';

/// Whether a letter of a script far from ours, or a sign that nobody types, stands alone beside a Chinese letter: one byte of two was turned
/// over. A word of such a script has more letters.
fn holds_stray_letter(text: &str) -> bool {
    if !text.chars().any(is_far) {
        return false;
    }
    let is_chinese = |letter: Option<char>| letter.is_some_and(|letter| ('\u{4e00}'..='\u{9fff}').contains(&letter));
    let (mut before, mut letters) = (None, text.chars().peekable());
    while let Some(letter) = letters.next() {
        let next = letters.peek().copied();
        let alone = !before.is_some_and(is_far) && !next.is_some_and(is_far);
        if is_far(letter) && alone && (is_chinese(before) || is_chinese(next)) {
            return true;
        }
        before = Some(letter);
    }
    false
}

/// Western letters with marks that stand alone beside a Chinese letter. Signs and those that stand for a diameter or a length do.
fn count_lone_letters(text: &str) -> usize {
    let is_marked = |letter: char| matches!(letter, 'À'..='Ö' | 'Ù'..='ö' | 'ù'..='ſ') && letter != 'Å';
    if !text.chars().any(is_marked) {
        return 0;
    }
    let is_latin =
        |letter: Option<char>| letter.is_some_and(|letter| letter.is_ascii_alphabetic() || is_western(letter));
    let is_chinese = |letter: Option<char>| letter.is_some_and(|letter| ('\u{4e00}'..='\u{9fff}').contains(&letter));
    let (mut before, mut letters, mut lone) = (None, text.chars().peekable(), 0);
    while let Some(letter) = letters.next() {
        let next = letters.peek().copied();
        let alone = !is_latin(before) && !is_latin(next);
        lone += usize::from(is_marked(letter) && alone && (is_chinese(before) || is_chinese(next)));
        before = Some(letter);
    }
    lone
}

/// Letters from Cyrillic to Phonetic Extensions, from Yi to Meetei, Hangul, the Arabic forms, without the noncharacters among them, by which
/// readers mark what is struck; and signs like the per-ten-thousand.
fn is_far(letter: char) -> bool {
    let of_script = matches!(letter, '\u{400}'..='\u{1dff}' | '\u{2c00}'..='\u{2dff}' | '\u{a000}'..='\u{d7ff}');
    let of_forms = matches!(letter, '\u{fb00}'..='\u{fdcf}' | '\u{fdf0}'..='\u{fdff}');
    of_script || of_forms || matches!(letter, '\u{2031}' | '\u{2034}'..='\u{2038}' | '\u{2041}'..='\u{205e}')
}

/// A letter that only the computer it was made on can show.
fn is_private(letter: char) -> bool {
    ('\u{e000}'..='\u{f8ff}').contains(&letter) && !SYMBOLS.contains(&letter)
}

/// Whether a run of Western letters is Chinese in GB 2312 that was taken for them.
fn is_gb_in_western(run: &str) -> bool {
    let (bytes, _, unmappable) = WINDOWS_1252.encode(run);
    let is_letter = |pair: &[u8]| matches!(pair, [0xa1..=0xa3 | 0xb0..=0xf7, second] if *second >= 0xa1);
    !unmappable && bytes.len() % 2 == 0 && bytes.chunks(2).all(is_letter)
}

/// Latin letters with marks, and the signs that stand beside them in a Western code page. A space that holds a line together is what
/// people fill a line with.
fn is_western(letter: char) -> bool {
    matches!(letter, '\u{80}'..='\u{9f}' | '\u{a1}'..='\u{b6}' | '\u{b8}'..='\u{d6}' | '\u{d8}'..='\u{f6}' | '\u{f8}'..='\u{17f}' | 'ƒ' | '†' | '‡' | '‰' | '€')
}

/// Whether a text of [`ENOUGH`] Chinese letters becomes UTF-8 with Chinese in it when it is written as GBK; the last letter
/// may have lost a byte.
fn is_utf8_in_gbk(text: &str) -> bool {
    may_be_utf8_in_gbk(text) && utf8_in_gbk(text).is_some_and(|valid| valid > 6)
}

/// Whether the first letters beyond ASCII may be UTF-8 when they are written as GBK: those of nearly no text may. Each letter
/// is two bytes, so a fault before the last ones is no letter that was cut at the end.
fn may_be_utf8_in_gbk(text: &str) -> bool {
    let from = text.find(|letter: char| !letter.is_ascii()).unwrap_or(text.len());
    let first = text.get(from..).and_then(|letters| letters.chars().next());
    // The letters are looked up, for to write one as GBK is a search through all that GBK has.
    if first.is_some_and(|first| BEGINNINGS.binary_search(&first).is_err()) {
        return false;
    }
    let letters = text.get(from..).unwrap_or_default();
    let ends = letters.char_indices().skip(1).map(|(end, _)| end).chain([letters.len()]);
    let is_false = |end: usize| {
        let (bytes, _, unmappable) = GBK.encode(letters.get(..end).unwrap_or_default());
        let fault = std::str::from_utf8(&bytes).err().filter(|error| error.error_len().is_some());
        unmappable || fault.is_some_and(|fault| fault.valid_up_to() + CUT < ENOUGH * 2)
    };
    // Letter by letter, for most texts are done with at the first.
    !ends.take(ENOUGH).any(is_false)
}

/// The letters whose two bytes in GBK may begin UTF-8, sorted.
static BEGINNINGS: LazyLock<Vec<char>> = LazyLock::new(|| {
    let pairs = (0xc2..=0xf4).flat_map(|first: u8| (0x80..=0xbf).map(move |second: u8| [first, second]));
    let mut letters: Vec<char> =
        pairs.filter_map(|pair| GBK.decode_without_bom_handling(&pair).0.chars().next()).collect();
    letters.sort_unstable();
    letters
});

/// Bytes of a letter that was cut at the end of a text, at most.
const CUT: usize = 3;

/// How many of a text's bytes in GBK are UTF-8; None where more than what a cut letter leaves at the end are not.
fn utf8_in_gbk(text: &str) -> Option<usize> {
    let (bytes, _, unmappable) = GBK.encode(text);
    let valid = match std::str::from_utf8(&bytes) {
        Ok(_) => bytes.len(),
        Err(error) => error.valid_up_to(),
    };
    (!unmappable && valid + CUT >= bytes.len()).then_some(valid)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use encoding_rs::GB18030;

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
    fn one_value_in_a_wrong_code_page_and_letters_of_ones_own_are_doubted() {
        let name = WINDOWS_1252.decode(&GB18030.encode("戚宇轩").0).0.into_owned();
        for text in [
            format!("{FORM}\n项目负责：{name}"),
            format!("{FORM}\n项目负责：戚\u{e03c}"),
            format!("{FORM}\n项目负责：施?、王立新"),
            format!("{FORM}\n预期效果：服务职工{}", "ÿ".repeat(30)),
            format!("{FORM}\n预期效果：培训б5期"),
            format!("{FORM}\u{d0d}\n"),
            format!("{FORM}\n预期效果：经费‱万元"),
        ] {
            assert_eq!(kinds(&text), [TroubleKind::Incomplete], "{text}");
        }
        assert_eq!(kinds(&format!("{FORM}\n预期效果：Ā层推广，带ú会员，Þ结案件")), [TroubleKind::Incomplete]);
        assert_eq!(kinds(&format!("{FORM}\n直径Ø50、Ø60、Ø70管，ü、é两个字母，café店")), []);
        assert_eq!(kinds(&format!("{FORM}\n\u{f0a8} 温度±±")), []);
    }

    #[test]
    fn every_letter_that_may_begin_utf8_is_among_the_beginnings() {
        for letter in (0x80..0x11_0000).filter_map(char::from_u32) {
            let text = letter.to_string();
            let (bytes, _, unmappable) = GBK.encode(&text);
            let fault = std::str::from_utf8(&bytes).err().filter(|error| error.error_len().is_some());
            assert!(unmappable || fault.is_some() || BEGINNINGS.binary_search(&letter).is_ok(), "{letter:?}");
        }
    }

    #[test]
    fn letters_that_became_question_marks_are_lost() {
        let lost: String = FORM.chars().map(|letter| if letter.is_ascii() { letter } else { '?' }).collect();
        assert_eq!(kinds(&lost), [TroubleKind::Unreadable]);
        let words = "a pattern of digits to be shown ????? ";
        assert_eq!(kinds(&words.repeat(5)), [TroubleKind::Incomplete]);
        assert_eq!(kinds(&format!("{FORM}\n是真的吗????????????????????????")), []);
        assert_eq!(kinds(&lost.replace('?', "_")), [TroubleKind::Unreadable]);
        assert_eq!(kinds(&format!("{FORM}\n领导签字：____________________________________")), []);
        assert_eq!(kinds("Председатель ______________________________\nУчащемуся ____"), []);
    }

    #[test]
    fn text_with_foreign_words_and_signs_is_not() {
        let western = "Café Müller, señor Núñez, façade, naïve, Zürich, Straße, œuvre, élève, Ångström, Łódź, Čeština ±5℃ ×3 «mot»";
        let blanks = format!("领导签字：{}年 月 日", "\u{a0}".repeat(40));
        let words = "Situação da execução das ações: não há informações, as condições são excelentes, órgãos públicos à disposição. ";
        for text in [
            FORM,
            western,
            &blanks,
            &words.repeat(9),
            &format!("{FORM}\n{western}"),
            &format!("{FORM}\n技术负责人：한국 Иванов，′″‰ αβ の"),
            "温度±0.5℃，面积3×4㎡，①②③④⑤⑥⑦⑧⑨⑩，——……“”",
        ] {
            assert_eq!(kinds(text), [], "{text}");
        }
    }
}
