//! A row of options where the policy names none: `□维权服务类 ☑组织建设类`, `①维权服务类 ②组织建设类√`. What is ticked is the value.

use crate::extract::values::blank::is_invisible;
use crate::extract::values::choice::draw_boxes;
use crate::extract::values::choice::gaps_about;
use crate::extract::values::choice::is_box;
use crate::extract::values::choice::is_tick;
use crate::extract::values::choice::spell_marks;

/// What a row of options says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ticked {
    /// This one is ticked.
    One(String),
    /// No box of several is ticked.
    Nothing,
    /// More than one is ticked, or which one it is cannot be told.
    Unclear,
}

/// The longest option, in characters: what is longer is running text with a mark in it.
const LONGEST_OPTION: usize = 30;

enum Token {
    /// A box or a tick; whether it stands off from what is before it and close to what is behind.
    Mark {
        ticked: bool,
        leads: bool,
    },
    Word(String),
}

/// Reads a row of options; None where the text is none.
pub fn read_ticked(text: &str) -> Option<Ticked> {
    // 请打“√”: a mark that is spoken of.
    if text.contains("“√”") || text.contains("\"√\"") {
        return None;
    }
    let tokens = tokens_of(text);
    let marks = tokens.iter().filter(|token| matches!(token, Token::Mark { .. })).count();
    let short = |token: &Token| matches!(token, Token::Word(word) if word.chars().count() > LONGEST_OPTION);
    if marks == 0 || tokens.len() == marks || tokens.iter().any(short) {
        return None;
    }
    if has_bare_option(tokens.iter(), true) || has_bare_option(tokens.iter().rev(), false) {
        return Some(Ticked::Unclear);
    }
    let mut ticks = tokens.iter().filter_map(|token| match token {
        Token::Mark { ticked: true, leads } => Some(*leads),
        _ => None,
    });
    let close_behind = ticks.next().is_some_and(|first| first && ticks.all(|leads| leads));
    let leads = close_behind || matches!(tokens.first(), Some(Token::Mark { .. }));
    let mut options: Vec<(String, bool)> = Vec::new();
    let mut waiting = None;
    for token in tokens {
        match token {
            Token::Word(word) if leads => match waiting.take() {
                Some(ticked) => options.push((word, ticked)),
                // 其他 合作类: an option goes on behind a blank.
                None if !options.is_empty() && !close_behind => {
                    options.last_mut().map(|(last, _)| last.push_str(&word)).unwrap_or_default();
                }
                None => options.push((word, false)),
            },
            Token::Word(word) => options.push((word, false)),
            // □☑: a box and a tick in it.
            Token::Mark { ticked, .. } if leads => waiting = Some(ticked || waiting == Some(true)),
            Token::Mark { ticked, .. } => options.last_mut().map(|(_, is)| *is |= ticked).unwrap_or_default(),
        }
    }
    if leads && waiting == Some(true) {
        return Some(Ticked::Unclear);
    }
    let mut ticked = options.iter().filter(|(_, ticked)| *ticked);
    match (ticked.next(), ticked.next()) {
        (Some((option, _)), None) => Some(Ticked::One(option.clone())),
        (None, _) if marks > 1 => Some(Ticked::Nothing),
        (None, _) => None,
        _ => Some(Ticked::Unclear),
    }
}

/// `维权服务类 □组织建设类 □产改类`: every option but one has an empty box before it, or in tokens from the last to the first behind it; that
/// one's mark was lost, as that of 带圈字符 is by programs that do not know it.
fn has_bare_option<'t>(tokens: impl Iterator<Item = &'t Token>, before: bool) -> bool {
    const ASKING: [&str; 6] = ["请", "选", "勾", "打", "类别", "类型"];
    let mut bare = 0;
    let mut boxes = 0;
    let mut boxed = false;
    for token in tokens {
        match token {
            Token::Mark { ticked: false, leads } if *leads == before && !boxed => (boxed, boxes) = (true, boxes + 1),
            Token::Mark { .. } => return false,
            Token::Word(_) if boxed => boxed = false,
            Token::Word(word) if ASKING.iter().any(|asking| word.contains(asking)) => return false,
            Token::Word(word) => bare += usize::from(!word.starts_with(['（', '('])),
        }
    }
    bare == 1 && boxes > 1 && !boxed
}

/// The options of a row, parted by white space.
fn options_of(text: &str) -> Vec<&str> {
    text.split(is_invisible).filter(|word| !word.is_empty()).collect()
}

/// Whether every option of a row begins, or ends, with one of at most two letters that stand for boxes whose font was lost:
/// `o甲类 x乙类 o丙类`.
pub fn has_letters_for_marks(text: &str) -> bool {
    let words = options_of(text);
    let short = |word: &&str| (2..=LONGEST_OPTION).contains(&word.chars().count());
    let letters_at = |leading: bool| -> Option<Vec<char>> {
        let letter_of = |word: &&str| {
            let mut letters = word.chars();
            let (mark, beside) = match leading {
                true => (letters.next()?, letters.next()?),
                false => (letters.next_back()?, letters.next_back()?),
            };
            let stands = STANDS_FOR_MARK.contains(&mark) || ('\u{f020}'..='\u{f0ff}').contains(&mark);
            (stands && !beside.is_ascii()).then_some(mark)
        };
        words.iter().map(letter_of).collect()
    };
    let few = |mut letters: Vec<char>| {
        letters.sort_unstable();
        letters.dedup();
        letters.len() <= 2
    };
    words.len() > 1
        && words.iter().all(short)
        && [true, false].into_iter().any(|leading| letters_at(leading).is_some_and(few))
}

/// What boxes and ticks of Wingdings become in another font or another encoding.
const STANDS_FOR_MARK: [char; 14] =
    ['o', 'x', 'n', 'q', 'r', 's', 'l', 'a', 'c', '*', 'R', 'P', '?', char::REPLACEMENT_CHARACTER];

/// Whether a row lists three options or more and marks none, as where one was circled by hand or underlined.
pub fn lists_unmarked(text: &str) -> bool {
    let words = options_of(text);
    let is_option = |word: &&str| {
        let bare = word.trim_matches(|c: char| c.is_ascii_alphabetic());
        word.len() - bare.len() <= 1
            && (2..=12).contains(&bare.chars().count())
            && bare.chars().all(|c| c.is_alphabetic() && !c.is_ascii())
    };
    words.len() > 2 && words.iter().all(is_option)
}

fn tokens_of(text: &str) -> Vec<Token> {
    let drawn = draw_boxes(&spell_marks(text));
    // 类别：□甲 ☑乙: the words before the colon ask.
    let drawn = match drawn.split_once([':', '：']) {
        Some((head, rest)) if !head.contains(|c| is_box(c) || is_tick(c)) && !head.contains('\n') => rest,
        _ => &drawn,
    };
    let mut tokens = Vec::new();
    let mut word = String::new();
    let flush = |word: &mut String, tokens: &mut Vec<Token>| {
        let option = without_number(word);
        match option {
            "" => {}
            "V" | "v" => tokens.push(Token::Mark { ticked: true, leads: false }),
            _ => tokens.push(Token::Word(option.to_owned())),
        }
        word.clear();
    };
    let letters: Vec<char> = drawn.chars().collect();
    let mut gap = true;
    for (at, &c) in letters.iter().enumerate() {
        let next_is_mark = letters.get(at + 1).is_some_and(|next| is_box(*next) || is_tick(*next));
        let mark = is_box(c) || is_tick(c);
        if mark || is_invisible(c) || matches!(c, '；' | ';' | '，' | ',' | '|' | '_') {
            flush(&mut word, &mut tokens);
            if mark {
                let (before, behind) = gaps_about(&letters, at);
                tokens.push(Token::Mark { ticked: is_tick(c), leads: gap && before > behind && !next_is_mark });
            }
            gap = !mark;
        } else {
            word.push(c);
            gap = false;
        }
    }
    flush(&mut word, &mut tokens);
    tokens
}

/// An option without `①`, `1.`, `A.`, `（一）` before it and the marks about it.
fn without_number(word: &str) -> &str {
    let word = word.trim_matches(['、', '。', '.']);
    let bare = word.trim_start_matches(|c| matches!(c, '①'..='⑳'));
    if bare.len() < word.len() {
        return bare.trim_start_matches(['.', '、', '．']);
    }
    for close in ['.', '、', '．', '）', ')'] {
        if let Some((number, rest)) = word.split_once(close) {
            let number = number.trim_start_matches(['（', '(']);
            let counts = |c: char| c.is_ascii_digit() || c.is_ascii_uppercase() || "一二三四五六七八九十".contains(c);
            if (1..=2).contains(&number.chars().count()) && number.chars().all(counts) {
                return rest.trim_matches(['、', '。', '.']);
            }
        }
    }
    let only_number = word.len() <= 2 && word.chars().all(|c| c.is_ascii_digit() || c.is_ascii_uppercase() && c != 'V');
    if only_number { "" } else { word }
}

#[cfg(test)]
mod tests {
    use super::Ticked;
    use super::has_letters_for_marks;
    use super::lists_unmarked;
    use super::read_ticked;

    #[test]
    fn the_ticked_option_is_the_value_however_the_row_is_drawn() {
        for text in [
            "□维权服务类  ☑组织建设类  □产改类",
            "维权服务类□ 组织建设类☑ 产改类□",
            "①维权服务类  ②组织建设类√  ③产改类",
            "1.维权服务类（ ）；2.组织建设类（√）；3.产改类（ ）",
            "A.□维权服务类 B.■组织建设类 C.□产改类",
            "维权服务类□\n组织建设类√\n产改类□",
            "[ ] 维权服务类 [x] 组织建设类",
            "申报类别：□维权服务类 ☑组织建设类",
            "£维权服务类  R组织建设类  £产改类",
            "维权服务类¨ 组织建设类þ 产改类¨",
            "√组织建设类",
            "组织建设类 √",
            "维权服务类  组织建设类 V  产改类",
            "维权服务类  √组织建设类  产改类",
        ] {
            assert_eq!(read_ticked(text), Some(Ticked::One("组织建设类".to_owned())), "{text}");
        }
    }

    #[test]
    fn what_is_no_row_of_options_is_left_as_it_stands() {
        for text in ["组织建设类", "维权服务类、组织建设类", "", "□", "把“√”打在栏内"] {
            assert_eq!(read_ticked(text), None, "{text}");
        }
    }

    #[test]
    fn marks_that_were_lost_are_told() {
        for text in ["o甲类 x乙类 o丙类", "甲类? 乙类o 丙类o", "n技术革新\u{3000}o管理创新", "*甲类 R乙类 *丙类"]
        {
            assert!(has_letters_for_marks(text), "{text}");
        }
        for text in ["甲类 乙类", "x光室", "A类 B类", "o甲类 x乙类 q丙类", "no one"] {
            assert!(!has_letters_for_marks(text), "{text}");
        }
        assert_eq!(read_ticked("甲类 □乙类 □丙类"), Some(Ticked::Unclear));
        assert_eq!(read_ticked("甲类□ 乙类 丙类□ 丁类□"), Some(Ticked::Unclear));
        assert_eq!(read_ticked("请勾选 □乙类 □丙类"), Some(Ticked::Nothing));
        assert!(
            lists_unmarked("甲类 乙类\t丙类")
                && !lists_unmarked("甲类 乙类")
                && !lists_unmarked("一、甲类 二、乙类 三、丙类")
        );
    }

    #[test]
    fn several_ticks_or_none_are_told() {
        assert_eq!(read_ticked("☑甲类 ☑乙类 □丙类"), Some(Ticked::Unclear));
        assert_eq!(read_ticked("□甲类 □乙类"), Some(Ticked::Nothing));
    }
}
