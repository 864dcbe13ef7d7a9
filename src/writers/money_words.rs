//! Amounts in Chinese capitals (大写金额) as the People's Bank writes them on bills (正确填写票据和结算凭证的基本规定), and back.
//!
//! Two places leave a choice there; both readings are understood, one is written: 零 stands before 角 where the yuan digit
//! is zero (壹拾万柒仟元零伍角叁分), and no 整 follows 角.

/// Where the rule leaves a choice.
#[derive(Clone, Copy)]
struct Choice {
    /// 壹拾万零柒仟元: 零 for a ten-thousands digit of zero although thousands follow.
    zero_after_wan: bool,
    /// 壹仟陆佰捌拾元零叁角: 零 for a yuan digit of zero although 角 follow.
    zero_before_jiao: bool,
    /// 伍角整
    whole_after_jiao: bool,
}

impl Choice {
    /// All eight, by three bits.
    fn numbered(bits: u8) -> Self {
        Self { zero_after_wan: bits & 1 != 0, zero_before_jiao: bits & 2 != 0, whole_after_jiao: bits & 4 != 0 }
    }
}

const WRITTEN: Choice = Choice { zero_after_wan: false, zero_before_jiao: true, whole_after_jiao: false };

const DIGITS: [char; 10] = ['零', '壹', '贰', '叁', '肆', '伍', '陆', '柒', '捌', '玖'];

/// The amount in capitals: `3_000_000` fen is 叁万元整. The caller puts 人民币 before it, without a gap.
pub fn amount_in_words(fen: i64) -> String {
    write_amount(fen, WRITTEN)
}

/// The amount that stands there in capitals, in fen; None where it is not one in either form of the rule.
///
/// Takes a leading 人民币, 圆 for 元 and 正 for 整.
pub fn parse_amount_in_words(text: &str) -> Option<i64> {
    let text = text.trim();
    let text = text.strip_prefix("人民币").unwrap_or(text).replace('圆', "元").replace('正', "整");
    let fen = add_up(&text)?;
    (0..8).map(Choice::numbered).any(|choice| write_amount(fen, choice) == text).then_some(fen)
}

fn write_amount(fen: i64, choice: Choice) -> String {
    let sign = if fen < 0 { "负" } else { "" };
    let amount = fen.unsigned_abs();
    let (yuan, jiao, cent) = (amount / 100, amount / 10 % 10, amount % 10);
    let mut words = String::from(sign);
    if yuan > 0 || amount == 0 {
        words.push_str(&whole_number(yuan, choice));
        words.push('元');
    }
    if jiao > 0 {
        if yuan > 0 && yuan % 10 == 0 && choice.zero_before_jiao {
            words.push('零');
        }
        words.push(digit(jiao));
        words.push('角');
    }
    if cent > 0 {
        if yuan > 0 && jiao == 0 {
            words.push('零');
        }
        words.push(digit(cent));
        words.push('分');
    }
    if cent == 0 && (jiao == 0 || choice.whole_after_jiao) {
        words.push('整');
    }
    words
}

/// Zero is 零; otherwise digits and units, with one 零 for each gap.
fn whole_number(number: u64, choice: Choice) -> String {
    const UNITS: [(u64, char); 5] = [(100_000_000, '亿'), (10_000, '万'), (1_000, '仟'), (100, '佰'), (10, '拾')];
    for (unit, name) in UNITS {
        if number < unit {
            continue;
        }
        let (head, rest) = (number / unit, number % unit);
        let mut words = format!("{}{name}", whole_number(head, choice));
        if rest > 0 {
            let gap = rest < unit / 10;
            let open_choice = name == '万' && head % 10 == 0 && choice.zero_after_wan;
            if gap || open_choice {
                words.push('零');
            }
            words.push_str(&whole_number(rest, choice));
        }
        return words;
    }
    digit(number).to_string()
}

fn digit(number: u64) -> char {
    usize::try_from(number).ok().and_then(|index| DIGITS.get(index)).copied().unwrap_or('零')
}

/// The sum of digits and units however 零 is strewn among them; None on a foreign character or an overflow.
fn add_up(text: &str) -> Option<i64> {
    let (sign, text) = text.strip_prefix('负').map_or((1, text), |rest| (-1, rest));
    let (mut fen, mut hundred_millions, mut ten_thousands, mut section, mut digit) =
        (0_i64, 0_i64, 0_i64, 0_i64, 0_i64);
    for character in text.chars() {
        if let Some(value) = DIGITS.iter().position(|&known| known == character) {
            digit = i64::try_from(value).ok()?;
            continue;
        }
        match character {
            '拾' => section = section.checked_add(digit.checked_mul(10)?)?,
            '佰' => section = section.checked_add(digit.checked_mul(100)?)?,
            '仟' => section = section.checked_add(digit.checked_mul(1_000)?)?,
            '万' => {
                ten_thousands = section.checked_add(digit)?.checked_mul(10_000)?;
                section = 0;
            }
            '亿' => {
                let head = hundred_millions.checked_add(ten_thousands)?.checked_add(section)?.checked_add(digit)?;
                hundred_millions = head.checked_mul(100_000_000)?;
                (ten_thousands, section) = (0, 0);
            }
            '元' => {
                let yuan = hundred_millions.checked_add(ten_thousands)?.checked_add(section)?.checked_add(digit)?;
                fen = yuan.checked_mul(100)?;
                (hundred_millions, ten_thousands, section) = (0, 0, 0);
            }
            '角' => fen = fen.checked_add(digit.checked_mul(10)?)?,
            '分' => fen = fen.checked_add(digit)?,
            '整' => {}
            _ => return None,
        }
        digit = 0;
    }
    fen.checked_mul(sign)
}
