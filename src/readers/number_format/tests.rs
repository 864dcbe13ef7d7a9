use super::*;

fn shown(code: &str, value: f64) -> String {
    NumberFormat::parse(code).show(value, Epoch::Y1900).text
}

#[test]
fn a_phone_typed_as_a_number_keeps_all_its_digits() {
    assert_eq!(shown("General", 13_800_001_111.0), "13800001111");
    assert_eq!(show_general(139_012_345_678.0), "139012345678");
    assert_eq!(shown("0", 13_800_001_111.0), "13800001111");
}

#[test]
fn general_shows_fractions_as_excel_does() {
    for (value, text) in [
        (0.1 + 0.2, "0.3"),
        (1.0 / 3.0, "0.333333333"),
        (12_345.678_901_234, "12345.6789"),
        (-0.5, "-0.5"),
        (0.000_012_345_678, "1.23457E-05"),
        (0.000_1, "0.0001"),
        (100.0, "100"),
        (-0.0, "0"),
        (1e20, "100000000000000000000"),
        (1.5e25, "1.5E+25"),
        (99_999_999_999.5, "100000000000"),
        (1_234_567_890.5, "1234567891"),
    ] {
        assert_eq!(show_general(value), text, "{value}");
    }
}

#[test]
fn numbers_are_rounded_half_up_on_their_decimal_digits() {
    for (code, value, text) in [
        ("0.00", 1.005, "1.01"),
        ("0.00", 0.125, "0.13"),
        ("0", 0.5, "1"),
        ("0", 2.5, "3"),
        ("0", -2.5, "-3"),
        ("0.0", 0.05, "0.1"),
        ("0.0", 9.96, "10.0"),
        ("0", 0.4, "0"),
        ("#", 0.4, ""),
        ("0.00", -0.001, "0.00"),
        ("0.00", 1234.5, "1234.50"),
    ] {
        assert_eq!(shown(code, value), text, "{code} {value}");
    }
}

#[test]
fn thousands_percent_padding_and_scaling() {
    for (code, value, text) in [
        ("#,##0", 1_234_567.0, "1,234,567"),
        ("#,##0.00", 30_000.0, "30,000.00"),
        ("#,##0", 999.0, "999"),
        ("#,##0", 0.0, "0"),
        ("0%", 0.285, "29%"),
        ("0.00%", 0.1234, "12.34%"),
        (".0%", 0.4561, "45.6%"),
        (".00", -1_234.5, "-1234.50"),
        (".00", 0.5, ".50"),
        ("000000", 42.0, "000042"),
        ("0000-00-00", 20_261_012.0, "2026-10-12"),
        ("000-0000-0000", 13_800_001_111.0, "138-0000-1111"),
        ("0.0,\"万\"", 30_000.0, "30.0万"),
        ("0!.0,\"万\"", 35_000.0, "3.5万"),
        ("#,##0,,", 12_000_000.0, "12"),
        ("\"第\"0\"号\"", 7.0, "第7号"),
        ("0\"元\"", 30_000.0, "30000元"),
        ("General\"元\"", 0.5, "0.5元"),
        ("G/通用格式\"元\"", 12.0, "12元"),
        ("[$¥-804]#,##0.00", 5.0, "¥5.00"),
        ("\"¥\"#,##0.00;[Red]\"¥\"-#,##0.00", -5.0, "¥-5.00"),
        ("_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * \"-\"??_ ;_ @_ ", 1_234.5, "1,234.50"),
        ("_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * \"-\"??_ ;_ @_ ", 0.0, "-"),
        ("0;-0;;@", 0.0, ""),
        ("(0);[红色](0)", -3.0, "(3)"),
        ("[>=10000]0.0,\"万\";0", 20_000.0, "20.0万"),
        ("[>=10000]0.0,\"万\";0", 20.0, "20"),
        ("[<0]\"负\"0;0", -2.0, "负2"),
        ("0.00E+00", 12_345.0, "1.23E+04"),
        ("##0.0E+0", 12_345.0, "12.3E+3"),
        ("0.00E+00", 0.0, "0.00E+00"),
        ("# ?/?", 1.5, "1 1/2"),
        ("# ??/??", 0.333_333, "1/3"),
        ("# ?/8", 0.75, "6/8"),
        ("# ?/?", 2.0, "2"),
        ("# ?/?;[Red]\\-#\\ ?/?", -1.5, "-1 1/2"),
        ("\"约\"# ?/?\"天\"", 2.5, "约2 1/2天"),
        ("# ?/10\"成\"", 0.7, "7/10成"),
        ("# ??/100\"成\"", 0.07, "7/100成"),
    ] {
        assert_eq!(shown(code, value), text, "{code} {value}");
    }
}

#[test]
fn dates_however_they_are_asked_for() {
    let day = 46_307.0; // 2026-10-12, a Monday
    for (code, text) in [
        ("yyyy/m/d", "2026/10/12"),
        ("yyyy-mm-dd", "2026-10-12"),
        ("yyyy\"年\"m\"月\"d\"日\"", "2026年10月12日"),
        ("yyyy年m月d日", "2026年10月12日"),
        ("[$-804]yyyy\"年\"m\"月\"d\"日\";@", "2026年10月12日"),
        ("[DBNum1][$-804]yyyy\"年\"m\"月\"d\"日\";@", "二〇二六年十月十二日"),
        ("[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy", "2026年10月12日"),
        ("[$-x-sysdate]dddd, mmmm dd, yyyy", "2026年10月12日"),
        ("yy.m.d", "26.10.12"),
        ("d-mmm-yy", "12-Oct-26"),
        ("aaaa", "星期一"),
        ("[$-804]aaa;@", "周一"),
        ("dddd", "Monday"),
        ("e\"年\"", "2026年"),
        ("mmmm", "October"),
        ("mmmmm", "O"),
    ] {
        let seen = NumberFormat::parse(code).show(day, Epoch::Y1900);
        assert_eq!(seen.text, text, "{code}");
        assert_eq!(seen.instant.map(|at| at.date().to_string()).as_deref(), Some("2026-10-12"), "{code}");
    }
}

#[test]
fn times_of_day_and_lengths_of_time() {
    let at = 46_307.0 + (15.0 * 3600.0 + 4.0 * 60.0 + 5.0) / 86_400.0;
    for (code, text) in [
        ("h:mm", "15:04"),
        ("h:mm:ss", "15:04:05"),
        ("h:mm AM/PM", "3:04 PM"),
        ("上午/下午h\"时\"mm\"分\"", "下午3时04分"),
        ("mm:ss", "04:05"),
        ("mm:ss.0", "04:05.0"),
        ("yyyy/m/d h:mm", "2026/10/12 15:04"),
    ] {
        assert_eq!(shown(code, at), text, "{code}");
    }
    let length = NumberFormat::parse("[h]:mm:ss").show(1.5, Epoch::Y1900);
    assert_eq!((length.text.as_str(), length.instant), ("36:00:00", None));
    assert_eq!(shown("[mm]:ss", 0.5), "720:00");
    assert_eq!(shown("[ss]", 1.0), "86400");
    assert_eq!(shown("h:mm:ss", 0.999_999_999), "0:00:00");
}

#[test]
fn the_edges_of_the_calendar() {
    let date = |serial: f64, epoch| NumberFormat::parse("yyyy-mm-dd").show(serial, epoch);
    for (serial, text) in [
        (0.0, "1900-01-00"),
        (1.0, "1900-01-01"),
        (59.0, "1900-02-28"),
        (60.0, "1900-02-29"),
        (61.0, "1900-03-01"),
        (2_958_465.0, "9999-12-31"),
        (2_958_466.0, "2958466"),
        (-1.0, "-1"),
    ] {
        assert_eq!(date(serial, Epoch::Y1900).text, text, "{serial}");
    }
    assert_eq!(date(60.0, Epoch::Y1900).instant, None);
    assert_eq!(date(0.0, Epoch::Y1904).text, "1904-01-01");
    assert_eq!(date(44_845.0, Epoch::Y1904).text, "2026-10-12");
    assert_eq!(shown("aaaa", 1.0), "星期日"); // as Excel has it, wrong by its leap day
}

#[test]
fn instants_go_to_serials_and_back() {
    for serial in [1.0, 59.0, 61.0, 46_307.5, 46_307.25, 2_958_465.0] {
        let instant = serial_to_moment(serial, Epoch::Y1900).and_then(|moment| moment.instant()).expect("a real day");
        assert_eq!(instant_to_serial(instant), serial);
    }
}

#[test]
fn chinese_numerals_are_read_as_they_are_spoken() {
    for (code, value, text) in [
        ("[DBNum1]General", 12.0, "十二"),
        ("[DBNum1]General", 130.0, "一百三十"),
        ("[DBNum1]General", 10_005.0, "一万〇五"),
        ("[DBNum2]General", 30_000.0, "叁万"),
        ("[DBNum2]General", 107_000.0, "壹拾万柒仟"),
        ("[DBNum2][$-804]General\"元整\"", 1_680.0, "壹仟陆佰捌拾元整"),
        ("[DBNum2]General", 0.0, "零"),
        ("[DBNum2]General", 100_000_000.0, "壹亿"),
        ("[DBNum1]0", 2026.0, "二〇二六"),
        ("[DBNum3]0", 12.0, "１２"),
    ] {
        assert_eq!(shown(code, value), text, "{code} {value}");
    }
}

#[test]
fn text_formats_put_their_words_around_text() {
    assert_eq!(NumberFormat::parse("@").show_text("甲"), None);
    assert_eq!(NumberFormat::parse("\"编号：\"@").show_text("甲").as_deref(), Some("编号：甲"));
    assert_eq!(NumberFormat::parse("0;-0;0;@\"同志\"").show_text("甲").as_deref(), Some("甲同志"));
    assert_eq!(shown("@", 13_800_001_111.0), "13800001111");
}

#[test]
fn no_code_and_no_number_breaks_it() {
    let codes = [
        "",
        ";",
        ";;;;;;",
        "[",
        "[]",
        "\"",
        "\\",
        "_",
        "*",
        "[h",
        "[$",
        "[$-",
        "0.0.0",
        "E+",
        "0E+",
        "//",
        "?/",
        "/?",
        "%%%",
        ",,,",
        "0,,,,",
        "[>]0",
        "[DBNum9]0",
        "mmmmmmmm",
        "yyyyyyyyyy",
        "ss.0000000000000",
        "General General",
        "0/0/0",
        "[hhhhhhh]",
        "aa",
        "[<=x]0",
        "#.#,#",
    ];
    let values = [
        0.0,
        -0.0,
        1.0,
        -1.0,
        0.1,
        f64::MAX,
        f64::MIN,
        f64::MIN_POSITIVE,
        f64::NAN,
        f64::INFINITY,
        -1e-300,
        46_307.5,
        1e15,
    ];
    for code in codes {
        for value in values {
            let _ = NumberFormat::parse(code).show(value, Epoch::Y1904);
        }
    }
    for id in 0..200 {
        let _ = NumberFormat::builtin(id).map(|code| NumberFormat::parse(code).show(46_307.25, Epoch::Y1900));
    }
}
