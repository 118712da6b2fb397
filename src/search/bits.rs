//! Writing numbers in as few bits as they need, most significant bit first. The reader is in
//! `themes/default/js/search/`; a second one, for proof, in `tests/it/search.rs`.

/// A growing row of bits.
#[derive(Debug, Clone, Default)]
pub struct BitWriter {
    bytes: Vec<u8>,
    /// Bits not yet in `bytes`, in the low `waiting` places.
    buffer: u64,
    waiting: u32,
}

impl BitWriter {
    /// The bytes written, the last one filled up with zeros.
    #[must_use]
    pub fn into_bytes(mut self) -> Vec<u8> {
        let missing = (8 - self.waiting % 8) % 8;
        self.bits(0, missing);
        self.bytes
    }

    /// How many bits have been written.
    #[must_use]
    pub fn len(&self) -> usize {
        self.bytes.len() * 8 + self.waiting as usize
    }

    /// Whether nothing has been written yet.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Appends the low `count` bits of `value`, at most 32; higher bits of `value` must be zero.
    pub fn bits(&mut self, value: u32, count: u32) {
        self.buffer = self.buffer << count | u64::from(value);
        self.waiting += count;
        while self.waiting >= 8 {
            self.waiting -= 8;
            let byte = self.buffer >> self.waiting & 0xff;
            self.bytes.push(u8::try_from(byte).expect("masked: anything else is a bug in baodian"));
        }
    }

    /// `count` ones and a zero; for `count == limit`, at most 31, the zero is left out.
    pub fn unary(&mut self, count: u32, limit: u32) {
        let ones = (1 << count) - 1;
        if count < limit {
            self.bits(ones << 1, count + 1);
        } else {
            self.bits(ones, count);
        }
    }

    /// Elias gamma code of `value`, which must be at least 1 and below 2³¹: short for small numbers.
    pub fn gamma(&mut self, value: u32) {
        let magnitude = value.ilog2();
        self.bits(0, magnitude);
        self.bits(value, magnitude + 1);
    }

    /// Truncated binary code of `value`, one of `0..choices`: nothing at all when there is one choice.
    pub fn choice(&mut self, value: u32, choices: u32) {
        if choices <= 1 {
            return;
        }
        let width = u32::BITS - (choices - 1).leading_zeros();
        // 2^width − choices values get away with one bit less. u64: width may be 32.
        let short = ((1_u64 << width) - u64::from(choices)) as u32;
        if value < short {
            self.bits(value, width - 1);
        } else {
            self.bits(value + short, width);
        }
    }

    /// Binary interpolative code (Moffat & Stuiver 2000) of ascending distinct `values` within
    /// `low..=high`, whose number the reader knows: the middle one first, then both halves in the
    /// bounds it leaves. Full stretches cost nothing, so no list is ever much longer than a bitmap.
    pub fn ascending(&mut self, values: &[u32], low: u32, high: u32) {
        let count = u32::try_from(values.len()).expect("a list of u32 ids: anything else is a bug in baodian");
        if count == 0 || high - low + 1 == count {
            return;
        }
        let before = count / 2;
        let after = count - before - 1;
        let value = values[before as usize];
        self.choice(value - low - before, high - after - (low + before) + 1);
        if before > 0 {
            self.ascending(&values[..before as usize], low, value - 1);
        }
        if after > 0 {
            self.ascending(&values[before as usize + 1..], value + 1, high);
        }
    }
}
