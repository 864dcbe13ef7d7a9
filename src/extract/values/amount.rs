//! Amounts and numbers: `30000元`, `3万5千元`, `3.5`（单位：万元）, `叁万元整`, `１，２００`.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use unicode_normalization::UnicodeNormalization;

use crate::extract::values::blank::is_invisible;
use crate::model::Money;

/// The amount that a text names, in yuan where nothing else is said; `unit_hint` is what the label says in parentheses. None
/// where the text names none, may mean several (`3万5`), or names two that differ (`30000元（大写：叁万伍仟元整）`).
pub fn parse_money(text: &str, unit_hint: &str) -> Option<Money> {
    // 3（万元）, 大写叁万元整 小写30000元
    let squeezed = spell_out(&squeeze(text)).replace("(万元)", "万元").replace("(千元)", "千元").replace("(元)", "元");
    let squeezed = squeezed.replace("大写", ";").replace("小写", ";");
    // 万元：5: the unit that the label left to its value.
    let (unit_hint, squeezed) = match squeezed.split_once(':') {
        Some((unit @ ("万元" | "千元" | "元"), figure)) => (unit, figure.to_owned()),
        _ => (unit_hint, squeezed),
    };
    // (30000)元: a figure in parentheses may be a loss.
    if squeezed.strip_prefix('(').is_some_and(|inside| inside.starts_with(|c: char| c.is_ascii_digit())) {
        return None;
    }
    let mut told: Option<Decimal> = None;
    // A unit's parts (`3万元/年`) and what stands in parentheses are looked at by themselves.
    for part in squeezed.split(['(', ')', '[', ']', ':', '/', ';', '。', '¥']).map(strip_money_words) {
        let in_words = part.contains(|c: char| capital_digit(c).is_some() || capital_unit(c).is_some())
            && part.contains(['元', '圆', '块', '万']);
        if !in_words && !part.contains(|c: char| c.is_ascii_digit()) {
            continue;
        }
        let yuan = yuan_of(part, unit_hint)?;
        if told.is_some_and(|told| told != yuan) {
            return None;
        }
        told = Some(yuan);
    }
    let fen = told?.checked_mul(Decimal::ONE_HUNDRED)?;
    fen.is_integer().then(|| fen.to_i64()).flatten().map(Money::from_fen)
}

/// `人民币`, `大写`, `约`: words round an amount that do not change it.
fn strip_money_words(part: &str) -> &str {
    const BEFORE: &[&str] = &[
        "人民币",
        "rmb",
        "RMB",
        "合计",
        "共计",
        "总计",
        "共",
        "预计",
        "预算",
        "预估",
        "投入",
        "计",
        "大约",
        "约",
        "拟",
        "申请",
        "申报",
        "补助",
        "资助",
        "需要",
        "需",
        "经费",
        "资金",
        "金额",
        "为",
    ];
    const AFTER: &[&str] = &["人民币", "rmb", "RMB", "左右", "整", "正", "钱"];
    let mut rest = part;
    while let Some(shorter) = BEFORE.iter().find_map(|word| rest.strip_prefix(word)) {
        rest = shorter;
    }
    while let Some(shorter) = AFTER.iter().find_map(|word| rest.strip_suffix(word)) {
        rest = shorter;
    }
    rest
}

/// The number that a text begins with, in figures or in words; a unit of measure may follow. None where it says only about how many
/// (`12余人`, `10-12人`).
pub fn parse_number(text: &str) -> Option<Decimal> {
    let squeezed = squeeze(text);
    let told = squeezed.trim_start_matches(['约', '共', '计']);
    if let Some(hundredths) = told.strip_prefix("百分之") {
        return parse_number(hundredths)?.checked_div(Decimal::ONE_HUNDRED);
    }
    let Some((number, rest)) = leading_number(told) else { return number_in_words(told) };
    // 120+, 3个班组120人
    let several = rest.split(['(', '（']).next().is_some_and(|rest| rest.contains(|c: char| c.is_ascii_digit()));
    if rest.starts_with(['余', '多', '几', '来', '~', '—', '–', '至', '到', '成', '+']) || several || says_bound(rest)
    {
        return None;
    }
    let Some(unit) = rest.chars().next() else { return Some(number) };
    if rest.strip_prefix('个').unwrap_or(rest).starts_with("百分点") {
        return number.checked_div(Decimal::ONE_HUNDRED);
    }
    let scale = match unit {
        '%' => return number.checked_div(Decimal::ONE_HUNDRED),
        '千' if !rest.starts_with("千瓦") && !rest.starts_with("千克") && !rest.starts_with("千米") => 1_000,
        '百' => 100,
        '万' => 10_000,
        '亿' => 100_000_000,
        _ => return Some(number),
    };
    let behind = rest.get(unit.len_utf8()..).unwrap_or("");
    let vague = behind.starts_with(['余', '多', '几', '来']) || behind.starts_with(|c: char| c.is_ascii_digit());
    if vague { None } else { number.checked_mul(Decimal::from(scale)) }
}

/// Whether a text is a printed unit without its number: 人, 平方米.
pub fn is_bare_unit(text: &str) -> bool {
    const UNITS: &[&str] = &[
        "人",
        "名",
        "个",
        "位",
        "户",
        "家",
        "班",
        "组",
        "队",
        "次",
        "场",
        "期",
        "项",
        "件",
        "例",
        "条",
        "篇",
        "册",
        "本",
        "部",
        "份",
        "台",
        "套",
        "处",
        "间",
        "字",
        "岁",
        "年",
        "月",
        "天",
        "日",
        "小时",
        "分钟",
        "学时",
        "课时",
        "个月",
        "人次",
        "册次",
        "平方米",
        "平米",
        "㎡",
        "m2",
        "亩",
        "米",
        "公里",
        "吨",
        "度",
        "%",
        "元",
        "万元",
        "千元",
        "亿元",
        "¥",
    ];
    let squeezed: String = text.chars().filter(|c| !is_invisible(*c) && *c != '_').collect();
    UNITS.contains(&squeezed.as_str()) || UNITS.contains(&squeeze(&squeezed).as_str())
}

/// 50人以上: no number but a bound.
fn says_bound(rest: &str) -> bool {
    ["以上", "以下", "以内"].iter().any(|word| rest.contains(word))
}

/// 十二人, 一百二十: to the first character that is no numeral.
fn number_in_words(text: &str) -> Option<Decimal> {
    let numeral = |c: char| capital_digit(c).is_some() || capital_unit(c).is_some() || matches!(c, '万' | '亿');
    let end = text.find(|c| !numeral(c)).unwrap_or(text.len());
    let (words, rest) = text.split_at(end);
    let vague =
        words.is_empty() || rest.starts_with(['余', '多', '几', '来', '至', '到', '、', '成']) || says_bound(rest);
    if vague { None } else { yuan_of(words, "") }
}

fn squeeze(text: &str) -> String {
    let plain = |c: char| if c == '萬' { '万' } else { c };
    text.nfkc().filter(|c| !is_invisible(*c) && *c != ',').map(plain).collect()
}

/// 3.5w: what people type for 万.
fn spell_out(text: &str) -> String {
    let mut before = ' ';
    let plain = |c: char| {
        let is_unit = matches!(c, 'w' | 'W') && before.is_ascii_digit();
        before = c;
        if is_unit { '万' } else { c }
    };
    text.chars().map(plain).collect()
}

fn leading_number(text: &str) -> Option<(Decimal, &str)> {
    let end = text.find(|c: char| !(c.is_ascii_digit() || c == '.' || c == '-')).unwrap_or(text.len());
    let number = text.get(..end)?.trim_end_matches('.').parse().ok()?;
    Some((number, text.get(end..)?))
}

/// One amount as a whole: `30000`, `3万5千元`, `3.5万`, `叁万伍仟元伍角`, in figures, in words or in both.
fn yuan_of(text: &str, unit_hint: &str) -> Option<Decimal> {
    let mut sum = Sum::default();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        if c.is_ascii_digit() || c == '-' && rest.len() == text.len() {
            let (number, after) = leading_number(rest)?;
            sum.take_figure(number)?;
            rest = after;
            continue;
        }
        sum.take_word(c)?;
        rest = rest.get(c.len_utf8()..)?;
    }
    let plain = sum.plain;
    let yuan = sum.finish()?;
    // A bare figure goes by the unit of its label.
    let unit = match () {
        () if !plain => Decimal::ONE,
        () if unit_hint.contains("万元") || unit_hint.starts_with('万') => Decimal::from(10_000),
        () if unit_hint.contains("千元") || unit_hint.starts_with('千') => Decimal::from(1_000),
        () => Decimal::ONE,
    };
    yuan.checked_mul(unit)
}

/// An amount as it is put together, from the left.
#[derive(Default)]
struct Sum {
    /// What stands before the last 万, 亿 or 元.
    total: Decimal,
    /// What stands behind it.
    section: Decimal,
    /// The figure that waits for its unit.
    figure: Option<Decimal>,
    /// The last unit, and whether a 零 followed it.
    last_unit: Option<Decimal>,
    zero: bool,
    /// Behind 元.
    change: bool,
    /// Nothing but a figure so far.
    plain: bool,
}

impl Sum {
    fn take_figure(&mut self, figure: Decimal) -> Option<()> {
        if self.figure.is_some() {
            return None;
        }
        self.plain = self.last_unit.is_none() && !self.change;
        self.figure = Some(figure);
        Some(())
    }

    fn take_word(&mut self, word: char) -> Option<()> {
        if let Some(digit) = capital_digit(word) {
            if digit == 0 && self.figure.is_none() && (self.last_unit.is_some() || self.change) {
                self.zero = true;
                return Some(());
            }
            self.take_figure(Decimal::from(digit))?;
            self.plain = false;
            return Some(());
        }
        self.plain = false;
        match word {
            '元' | '圆' | '块' if !self.change => {
                self.total = self.total.checked_add(self.section.checked_add(self.units()?)?)?;
                (self.section, self.last_unit, self.change, self.zero) = (Decimal::ZERO, None, true, false);
            }
            '角' | '毛' if self.change => self.total += self.figure.take()?.checked_div(Decimal::TEN)?,
            '分' if self.change => self.total += self.figure.take()?.checked_div(Decimal::ONE_HUNDRED)?,
            '万' | '亿' if !self.change => {
                let scale = Decimal::from(if word == '万' { 10_000 } else { 100_000_000 });
                let smaller = self.section.checked_add(self.units()?)?;
                self.total = self.total.checked_add(smaller.checked_mul(scale)?)?;
                (self.section, self.last_unit, self.zero) = (Decimal::ZERO, Some(scale), false);
            }
            _ => {
                let unit = Decimal::from(capital_unit(word).filter(|_| !self.change)?);
                if self.last_unit.is_some_and(|last| last <= unit) {
                    return None;
                }
                let ten = (unit == Decimal::TEN).then_some(Decimal::ONE);
                let figure = self.figure.take().or(ten)?;
                self.section = self.section.checked_add(figure.checked_mul(unit)?)?;
                (self.last_unit, self.zero) = (Some(unit), false);
            }
        }
        Some(())
    }

    /// The figure that stands for itself. `3万5` may be 30005 or 35000: None.
    fn units(&mut self) -> Option<Decimal> {
        let Some(figure) = self.figure.take() else { return Some(Decimal::ZERO) };
        let skips = self.last_unit.is_some_and(|unit| unit > Decimal::TEN && figure < Decimal::TEN);
        (!skips || self.zero).then_some(figure)
    }

    fn finish(mut self) -> Option<Decimal> {
        if self.change && self.figure.is_some() {
            return None;
        }
        let units = self.units()?;
        self.total.checked_add(self.section)?.checked_add(units)
    }
}

fn capital_digit(c: char) -> Option<i64> {
    const DIGITS: [[char; 10]; 2] = [
        ['零', '壹', '贰', '叁', '肆', '伍', '陆', '柒', '捌', '玖'],
        ['〇', '一', '二', '三', '四', '五', '六', '七', '八', '九'],
    ];
    if c == '两' {
        return Some(2);
    }
    let at = DIGITS.iter().find_map(|row| row.iter().position(|digit| *digit == c))?;
    i64::try_from(at).ok()
}

fn capital_unit(c: char) -> Option<i64> {
    match c {
        '拾' | '十' => Some(10),
        '佰' | '百' => Some(100),
        '仟' | '千' => Some(1_000),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_read_in_yuan() {
        for (text, hint, yuan) in [
            ("30000", "", Some(3_000_000)),
            ("30,000.50元", "", Some(3_000_050)),
            ("3万元", "", Some(3_000_000)),
            ("3.5", "万元", Some(3_500_000)),
            ("３．５万", "", Some(3_500_000)),
            ("叁万元整", "", Some(3_000_000)),
            ("人民币壹仟肆佰零玖元伍角", "", Some(140_950)),
            ("壹拾柒万元整", "", Some(17_000_000)),
            ("2000万", "", Some(2_000_000_000)),
            ("若干", "", None),
            ("30名职工", "", None),
            ("3万5千元", "", Some(3_500_000)),
            ("3万5千", "", Some(3_500_000)),
            ("1万2千3百元", "", Some(1_230_000)),
            ("3万零5百元", "", Some(3_050_000)),
            ("2万5000元", "", Some(2_500_000)),
            ("12元5角", "", Some(1_250)),
            ("三万五千元", "", Some(3_500_000)),
            ("叁万零伍拾元整", "", Some(3_005_000)),
            ("壹拾万零柒仟元伍角叁分", "", Some(10_700_053)),
            ("十万元", "", Some(10_000_000)),
            ("1.2亿元", "", Some(12_000_000_000)),
            ("（万元）：5", "", Some(5_000_000)),
            ("投入5万元", "", Some(5_000_000)),
            ("3.5w", "", Some(3_500_000)),
            ("3W元", "", Some(3_000_000)),
            ("3万5", "", None),
            ("(30000)元", "", None),
            ("三万五", "", None),
            ("3万余元", "", None),
            ("2-3万元", "", None),
            ("3000美元", "", None),
            ("30000元（大写：叁万元整）", "", Some(3_000_000)),
            ("人民币（大写）叁万元整 ￥30000.00", "", Some(3_000_000)),
            ("30000元（大写：叁万伍仟元整）", "", None),
            ("小写：30000元；大写：叁万元整", "", Some(3_000_000)),
            ("3万元/年", "", Some(3_000_000)),
            ("3（万元）", "", Some(3_000_000)),
            ("大写叁万元整\n小写30000元", "", Some(3_000_000)),
            ("大写：叁万元整  小写：30000.00元", "", Some(3_000_000)),
            ("拟申请3万元", "", Some(3_000_000)),
            ("预计3万元", "", Some(3_000_000)),
            ("合计：30000元", "", Some(3_000_000)),
            ("申请3万元，自筹1万元", "", None),
            ("3万元（市总2万元，自筹1万元）", "", None),
            ("35000元", "万元", Some(3_500_000)),
            ("两万元", "", Some(2_000_000)),
            ("叁萬元整", "", Some(3_000_000)),
            ("0", "", Some(0)),
            ("", "", None),
        ] {
            assert_eq!(parse_money(text, hint).map(Money::fen), yuan, "{text}");
        }
    }

    #[test]
    fn a_number_may_carry_a_unit() {
        assert_eq!(parse_number("２００人"), Some(Decimal::from(200)));
        assert_eq!(parse_number("12.5%"), Some(Decimal::new(125, 3)));
        assert_eq!(parse_number("十二人"), Some(Decimal::from(12)));
        assert_eq!(parse_number("1.2万人"), Some(Decimal::from(12_000)));
        assert_eq!(parse_number("2千名"), Some(Decimal::from(2_000)));
        assert_eq!(parse_number("3千瓦时"), Some(Decimal::from(3)));
        assert_eq!(parse_number("两人"), Some(Decimal::from(2)));
        assert_eq!(parse_number("百分之九十八"), Some(Decimal::new(98, 2)));
        assert_eq!(parse_number("98个百分点"), Some(Decimal::new(98, 2)));
        assert_eq!(parse_number("50人（其中女职工20人）"), Some(Decimal::from(50)));
        for several in ["120+", "3个班组120人"] {
            assert_eq!(parse_number(several), None, "{several}");
        }
        for text in ["九成", "很多", "12余人", "10-12人", "十余人", "三五人", "50人以上", "1万余人", "二十人以内"]
        {
            assert_eq!(parse_number(text), None, "{text}");
        }
    }
}
