//! What the two-byte letters of a text look like as GB 18030 and as Big5: almost any bytes are letters in both, and only one of the two
//! makes them letters that are in use.

/// Fewer letters than this prove nothing.
const FEW: usize = 8;

/// How many letters of a text are of which kind.
#[derive(Clone, Copy, Debug, Default)]
pub struct DoubleBytes {
    all: usize,
    /// In the part of GB 18030 that is GB 2312, the letters of simplified Chinese.
    simplified: usize,
    /// Letters of GB 2312's first level, and its signs.
    usual: usize,
    /// Letters of Big5's first level, and its signs.
    big5: usize,
    /// No letters in Big5.
    no_big5: usize,
    /// No letters in GB 18030.
    no_gb: usize,
    /// Kana, which stand in the same rows in EUC-JP and in GB 2312.
    kana: usize,
    /// Letters of the rows where EUC-KR has its syllables, which are the first third of GB 2312 by sound, and which rows they were.
    early: usize,
    early_rows: u32,
    /// Letters of the rows behind.
    late: usize,
}

impl DoubleBytes {
    /// Counts the letters of a text.
    pub fn count(bytes: &[u8]) -> Self {
        let mut count = Self::default();
        let mut rest = bytes;
        loop {
            rest = match rest {
                [single, after @ ..] if single.is_ascii() => after,
                [_, 0x30..=0x39, _, _, after @ ..] => {
                    count.take_rare();
                    after
                }
                [lead, trail, after @ ..] => {
                    count.take(*lead, *trail);
                    after
                }
                [] | [_] => return count,
            };
        }
    }

    /// Four bytes: a letter of GB 18030 alone.
    fn take_rare(&mut self) {
        self.all += 1;
        self.no_big5 += 1;
    }

    fn take(&mut self, lead: u8, trail: u8) {
        self.all += 1;
        let high = trail >= 0xa1;
        self.simplified += usize::from(high && matches!(lead, 0xa1..=0xa9 | 0xb0..=0xf7));
        self.usual += usize::from(high && matches!(lead, 0xa1..=0xa3 | 0xb0..=0xd7));
        self.kana += usize::from(high && matches!(lead, 0xa4 | 0xa5));
        if high && let 0xb0..=0xc8 = lead {
            self.early += 1;
            self.early_rows |= 1 << (lead - 0xb0);
        }
        self.late += usize::from(high && matches!(lead, 0xc9..=0xf7));
        self.no_gb += usize::from(trail < 0x40 || trail == 0x7f || trail == 0xff || matches!(lead, 0x80 | 0xff));
        let is_big5 = matches!(trail, 0x40..=0x7e | 0xa1..=0xfe) && matches!(lead, 0xa1..=0xf9);
        self.no_big5 += usize::from(!is_big5);
        self.big5 += usize::from(is_big5 && lead <= 0xc6);
    }

    /// Whether they are Big5: of real texts nearly every letter is of its first level, of GB 2312 a good half; and a third and
    /// more of Big5's letters are none of GB 2312, of which no letter of a simplified text is.
    pub fn is_big5(self) -> bool {
        self.all >= FEW
            && self.no_big5 * 100 <= self.all
            && self.big5 * 100 >= self.all * 95
            && self.simplified * 4 <= self.all * 3
    }

    /// Whether they are simplified Chinese in GB 2312, a few rare letters aside.
    pub fn is_simplified(self) -> bool {
        self.all >= FEW && self.no_gb == 0 && self.simplified * 20 >= self.all * 19
    }

    /// Whether all of them, two or more, are letters of GB 2312: two Western letters with marks beside each other are rare, four more so.
    pub fn is_all_simplified(self) -> bool {
        self.all >= 2 && self.usual == self.all
    }

    /// Whether most are the letters that texts are made of.
    pub fn is_usual(self) -> bool {
        self.all >= FEW / 2 && self.no_gb == 0 && self.usual * 10 >= self.all * 7
    }

    /// Whether they are letters in GB 18030 and still no text: of traditional Chinese up to six letters in ten are none of GB 2312.
    pub fn is_garbled(self) -> bool {
        self.all >= FEW * 2 && (self.simplified * 20 <= self.all * 7 || self.is_japanese() || self.is_korean())
    }

    /// Whether a third and more are kana.
    fn is_japanese(self) -> bool {
        self.kana * 3 >= self.all
    }

    /// Whether all come from the rows of Korean syllables, and from many of them: half of what is written in Chinese comes from the
    /// rows behind.
    fn is_korean(self) -> bool {
        const ROWS: u32 = 12;
        self.early >= FEW * 4 && self.late * 50 <= self.early && self.early_rows.count_ones() >= ROWS
    }
}
