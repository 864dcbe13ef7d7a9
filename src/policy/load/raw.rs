//! A TOML table as it is read: every key that is asked for is remembered, every value has its span, and whatever is of
//! the wrong type or was never asked for becomes a problem with its line. The raw side of the loader; knows no measure.

use std::cell::RefCell;
use std::ops::Range;
use std::str::FromStr;

use jiff::Timestamp;
use jiff::civil::Date;
use rust_decimal::Decimal;
use toml::Spanned;
use toml::de::DeTable;
use toml::de::DeValue;

use crate::policy::problem::Problem;
use crate::policy::suggest::nearest;
use crate::policy::suggest::told_elsewhere;

/// The bytes that something stands in.
pub(super) type Span = Range<usize>;

/// A settings file while it is read, gathering its problems.
pub(super) struct Reading<'text> {
    text: &'text str,
    problems: RefCell<Vec<Problem>>,
}

/// One table of the file.
pub(super) struct Section<'doc> {
    /// Where its problems go.
    pub(super) reading: &'doc Reading<'doc>,
    /// The table in the file.
    pub(super) span: Span,
    /// How messages name it: `[[fields]]`, `[scoring]`.
    name: String,
    table: &'doc DeTable<'doc>,
    asked: RefCell<Vec<String>>,
    /// Keys that must be there and are not.
    missing: RefCell<Vec<String>>,
}

impl<'text> Reading<'text> {
    pub(super) fn new(text: &'text str) -> Self {
        Self { text, problems: RefCell::new(Vec::new()) }
    }

    /// Notes something that keeps the file from being used.
    pub(super) fn error(&self, span: &Span, message: impl Into<String>) {
        self.note(span, message.into(), None, false);
    }

    /// Notes something that keeps the file from being used, and what to write instead.
    pub(super) fn error_with_help(&self, span: &Span, message: impl Into<String>, help: impl Into<String>) {
        self.note(span, message.into(), Some(help.into()), false);
    }

    /// Notes something worth a second look.
    pub(super) fn warn(&self, span: &Span, message: impl Into<String>, help: impl Into<String>) {
        self.note(span, message.into(), Some(help.into()), true);
    }

    /// Notes a word that is none of those that may stand there, with the nearest.
    pub(super) fn unknown_word(&self, span: &Span, message: String, wrong: &str, words: &[&str]) {
        let help = match (told_elsewhere(wrong, words), nearest(wrong, words.iter().copied())) {
            (Some(told), _) => Some(told.to_owned()),
            (None, Some(word)) => Some(format!("是不是“{word}”？")),
            (None, None) if words.is_empty() => None,
            (None, None) => Some(format!("可用：{}", words.join("、"))),
        };
        self.note(span, message, help, false);
    }

    fn note(&self, span: &Span, message: String, help: Option<String>, warning: bool) {
        let line = self.line_of(span);
        self.problems.borrow_mut().push(Problem { span: span.clone(), line, message, help, warning });
    }

    /// The line of a span's first byte, from 1.
    pub(super) fn line_of(&self, span: &Span) -> usize {
        let before = self.text.as_bytes().get(..span.start).unwrap_or(self.text.as_bytes());
        before.iter().filter(|&&byte| byte == b'\n').count() + 1
    }

    pub(super) fn into_problems(self) -> Vec<Problem> {
        self.problems.into_inner()
    }
}

impl<'doc> Section<'doc> {
    /// The file itself.
    pub(super) fn file(reading: &'doc Reading<'doc>, table: &'doc DeTable<'doc>) -> Self {
        Self::of(reading, "本文件", table, 0..0)
    }

    fn of(reading: &'doc Reading<'doc>, name: &str, table: &'doc DeTable<'doc>, span: Span) -> Self {
        Self { reading, span, name: name.to_owned(), table, asked: RefCell::default(), missing: RefCell::default() }
    }

    /// The same table under another name in messages.
    pub(super) fn named(self, name: String) -> Self {
        Self { name, ..self }
    }

    /// Every key of the table with its value, for tables whose keys are data; all count as asked for.
    pub(super) fn entries(&self) -> Vec<(Spanned<String>, &'doc Spanned<DeValue<'doc>>)> {
        let owned = |key: &Spanned<toml::de::DeString<'_>>| Spanned::new(key.span(), key.get_ref().to_string());
        let entries: Vec<_> = self.table.iter().map(|(key, value)| (owned(key), value)).collect();
        self.asked.borrow_mut().extend(entries.iter().map(|(key, _)| key.get_ref().clone()));
        entries
    }

    /// Whether the key is there; counts as asked for.
    pub(super) fn has(&self, key: &str) -> bool {
        self.value(key).is_some()
    }

    fn value(&self, key: &str) -> Option<&'doc Spanned<DeValue<'doc>>> {
        self.asked.borrow_mut().push(key.to_owned());
        self.table.iter().find(|(name, _)| name.get_ref() == key).map(|(_, value)| value)
    }

    /// Notes that a value is not of the kind it should be.
    pub(super) fn wrong_type(&self, key: &str, value: &Spanned<DeValue<'_>>, wanted: &str) {
        let found = chinese_type(value.get_ref());
        self.reading.error(&value.span(), format!("{} 的 {key} 应为{wanted}，写的却是{found}", self.name));
    }

    /// Whether the key is there with an empty text: said to be nothing.
    pub(super) fn is_left_blank(&self, key: &str) -> bool {
        let text = self.value(key).and_then(|value| value.get_ref().as_str());
        text.is_some_and(|text| text.trim().is_empty())
    }

    /// A text that is not empty.
    pub(super) fn text(&self, key: &str) -> Option<Spanned<String>> {
        let value = self.value(key)?;
        let Some(text) = value.get_ref().as_str() else {
            self.wrong_type(key, value, "文字（用引号括起）");
            return None;
        };
        if text.trim().is_empty() {
            self.reading.error(&value.span(), format!("{} 的 {key} 是空的", self.name));
            return None;
        }
        Some(Spanned::new(value.span(), text.trim().to_owned()))
    }

    /// A text that must be there; empty where it is not, so that reading can go on.
    pub(super) fn required_text(&self, key: &str) -> Spanned<String> {
        if !self.has(key) {
            self.missing(key);
        }
        self.text(key).unwrap_or_else(|| Spanned::new(self.span.clone(), String::new()))
    }

    /// Remembers that a key is not there; said on closing, unless an unknown key there is a slip for it.
    pub(super) fn missing(&self, key: &str) {
        self.missing.borrow_mut().push(key.to_owned());
    }

    /// Says which keys are not there.
    pub(super) fn tell_missing(&self) {
        for key in self.missing.take() {
            self.reading.error(&self.span, format!("{} 缺少 {key}", self.name));
        }
    }

    /// Texts, none of them empty.
    pub(super) fn texts(&self, key: &str) -> Vec<Spanned<String>> {
        let Some(value) = self.value(key) else { return Vec::new() };
        let Some(list) = value.get_ref().as_array() else {
            self.wrong_type(key, value, "文字的列表，如 [\"甲\", \"乙\"]");
            return Vec::new();
        };
        let mut texts = Vec::new();
        for item in list {
            match item.get_ref().as_str() {
                Some(text) if text.trim().is_empty() => {
                    self.reading.error(&item.span(), format!("{} 的 {key} 里有空文字", self.name));
                }
                Some(text) => texts.push(Spanned::new(item.span(), text.trim().to_owned())),
                None => self.wrong_type(key, item, "文字的列表"),
            }
        }
        texts
    }

    /// true or false.
    pub(super) fn flag(&self, key: &str) -> Option<bool> {
        let value = self.value(key)?;
        if value.get_ref().as_bool().is_none() {
            self.wrong_type(key, value, " true 或 false");
        }
        value.get_ref().as_bool()
    }

    /// A whole number within bounds, both included.
    pub(super) fn whole(&self, key: &str, bounds: std::ops::RangeInclusive<i64>) -> Option<Spanned<i64>> {
        let value = self.value(key)?;
        let number = self.whole_in(key, value, bounds)?;
        Some(Spanned::new(value.span(), number))
    }

    /// A value as a whole number within bounds.
    pub(super) fn whole_in(
        &self,
        key: &str,
        value: &Spanned<DeValue<'_>>,
        bounds: std::ops::RangeInclusive<i64>,
    ) -> Option<i64> {
        let Some(number) = value.get_ref().as_integer() else {
            self.wrong_type(key, value, "整数");
            return None;
        };
        let number = i64::from_str_radix(number.as_str(), number.radix()).ok();
        let within = number.filter(|number| bounds.contains(number));
        if within.is_none() {
            let (least, most) = (bounds.start(), bounds.end());
            self.reading.error(&value.span(), format!("{} 的 {key} 应在 {least} 到 {most} 之间", self.name));
        }
        within
    }

    /// An exact decimal.
    pub(super) fn decimal(&self, key: &str) -> Option<Spanned<Decimal>> {
        let value = self.value(key)?;
        Some(Spanned::new(value.span(), self.decimal_in(key, value)?))
    }

    /// A value as an exact decimal, taken from the digits as written.
    pub(super) fn decimal_in(&self, key: &str, value: &Spanned<DeValue<'_>>) -> Option<Decimal> {
        let number = match value.get_ref() {
            DeValue::Integer(number) if number.radix() == 10 => Decimal::from_str(number.as_str()).ok(),
            DeValue::Float(number) => Decimal::from_str(number.as_str()).ok(),
            _ => None,
        };
        if number.is_none() {
            self.wrong_type(key, value, "数（可带小数）");
        }
        number
    }

    /// One of the words of a list. After a slip reading goes on as if the nearest word stood there, so that one mistake is
    /// told once and raises no others.
    pub(super) fn word<T: Copy>(&self, key: &str, words: &[(&str, T)]) -> Option<Spanned<T>> {
        let text = self.text(key)?;
        let meaning = |wanted: &str| words.iter().find(|(word, _)| *word == wanted).map(|(_, meant)| *meant);
        let meant = meaning(text.get_ref()).or_else(|| {
            let names: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
            let message = format!("{} 的 {key} 不能是“{}”", self.name, text.get_ref());
            self.reading.unknown_word(&text.span(), message, text.get_ref(), &names);
            nearest(text.get_ref(), names).and_then(meaning)
        });
        meant.map(|meant| Spanned::new(text.span(), meant))
    }

    /// A day, as a TOML date or a text.
    pub(super) fn date(&self, key: &str) -> Option<Spanned<Date>> {
        let value = self.value(key)?;
        let date = written_time(value.get_ref()).and_then(|text| Date::from_str(&text).ok());
        if date.is_none() {
            self.wrong_type(key, value, "日期（如 2026-12-07）");
        }
        date.map(|date| Spanned::new(value.span(), date))
    }

    /// An instant with its offset, as a TOML date-time or a text.
    pub(super) fn instant(&self, key: &str) -> Option<Spanned<Timestamp>> {
        let value = self.value(key)?;
        let instant = written_time(value.get_ref()).and_then(|text| Timestamp::from_str(&text).ok());
        if instant.is_none() {
            let message = format!("{} 的 {key} 应为带时区的时刻", self.name);
            let help = "写成 \"2026-11-20T17:30:00+08:00\"，北京时间末尾为 +08:00";
            self.reading.error_with_help(&value.span(), message, help);
        }
        instant.map(|instant| Spanned::new(value.span(), instant))
    }

    /// The table under a key.
    pub(super) fn section(&self, key: &str) -> Option<Section<'doc>> {
        let value = self.value(key)?;
        let Some(table) = value.get_ref().as_table() else {
            self.wrong_type(key, value, &format!("一个表 [{key}]"));
            return None;
        };
        Some(Section::of(self.reading, &format!("[{key}]"), table, value.span()))
    }

    /// The tables under a key.
    pub(super) fn sections(&self, key: &str) -> Vec<Section<'doc>> {
        let Some(value) = self.value(key) else { return Vec::new() };
        let Some(list) = value.get_ref().as_array() else {
            self.wrong_type(key, value, &format!("若干个表 [[{key}]]"));
            return Vec::new();
        };
        let mut sections = Vec::new();
        for item in list {
            match item.get_ref().as_table() {
                Some(table) => sections.push(Section::of(self.reading, &format!("[[{key}]]"), table, item.span())),
                None => self.wrong_type(key, item, &format!("若干个表 [[{key}]]")),
            }
        }
        sections
    }

    /// Notes every key that nobody asked for, with the nearest that could have been meant, and every key that is missing.
    pub(super) fn close(self) {
        let asked = self.asked.take();
        let is_asked = |key: &str| asked.iter().any(|asked| asked == key);
        // a table in a list may stand there often; anything else that is there already is not meant
        let is_list = |key: &str| {
            let written = self.table.iter().find(|(name, _)| name.get_ref() == key);
            written.is_some_and(|(_, value)| matches!(value.get_ref(), DeValue::Array(_)))
        };
        let unused: Vec<&str> =
            asked.iter().map(String::as_str).filter(|key| !self.holds(key) || is_list(key)).collect();
        for (key, _) in self.table.iter().filter(|(key, _)| !is_asked(key.get_ref())) {
            let message = format!("{} 里没有“{}”这一项", self.name, key.get_ref());
            self.reading.unknown_word(&key.span(), message, key.get_ref(), &unused);
            let meant = nearest(key.get_ref(), unused.iter().copied());
            self.missing.borrow_mut().retain(|missing| Some(missing.as_str()) != meant);
        }
        self.tell_missing();
    }

    fn holds(&self, key: &str) -> bool {
        self.table.iter().any(|(name, _)| name.get_ref() == key)
    }
}

/// A date or time as it is written, quoted or not.
fn written_time(value: &DeValue<'_>) -> Option<String> {
    match value {
        DeValue::Datetime(time) => Some(time.to_string()),
        DeValue::String(text) => Some(text.trim().to_owned()),
        _ => None,
    }
}

fn chinese_type(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => "文字",
        DeValue::Integer(_) => "整数",
        DeValue::Float(_) => "小数",
        DeValue::Boolean(_) => "true/false",
        DeValue::Datetime(_) => "日期或时刻",
        DeValue::Array(_) => "列表",
        DeValue::Table(_) => "表",
    }
}
