//! A second reader of the search files, written from the format's description alone (`src/search/shard.rs`).

use std::collections::{BTreeMap, BTreeSet};

use baodian::output::OutputFile;
use baodian::search;
use baodian::search::normalize::{is_break, normalize};

pub fn key(pair: &[u16]) -> u32 {
    u32::from(pair[0]) << 16 | u32::from(pair[1])
}

/// The index as a browser would come to know it.
pub struct Index {
    universe: u32,
    /// Units by place; place 0 is no unit.
    alphabet: Vec<u32>,
    /// The characters with a symbol of their own, by symbol.
    frequent: String,
    /// First pair and bytes of each shard.
    pub shards: Vec<(u32, Vec<u8>)>,
    /// The payloads of the record files, in symbols.
    records: Vec<String>,
}

/// Documents and impact levels.
pub type Hits = Vec<(u32, u32)>;

impl Index {
    pub fn read(files: &[OutputFile]) -> Self {
        let payload = |name: &str| {
            let path = format!("search/{name}.js");
            let file = files.iter().find(|file| file.path == path).unwrap_or_else(|| panic!("no {path}"));
            let script = std::str::from_utf8(&file.bytes).unwrap();
            let call = script.strip_prefix(&format!("__bd('{name}','")).unwrap();
            let (text, sum) = call.rsplit_once("',").unwrap();
            assert!(sum.strip_suffix(")\n").unwrap().parse::<u32>().is_ok());
            text.replace("\\'", "'").replace("\\\\", "\\")
        };
        let manifest: serde_json::Value = serde_json::from_str(&payload("manifest")).unwrap();
        assert_eq!(manifest["version"], u64::from(search::VERSION));
        let alphabet = base64(manifest["alphabet"].as_str().unwrap());
        let mut bits = Bits { bytes: &alphabet, at: 0 };
        let count = bits.gamma() - 1;
        let alphabet: Vec<u32> = std::iter::once(0).chain(bits.ascending(count, 0, 0xffff)).collect();
        let list = base64(manifest["shards"].as_str().unwrap());
        let mut bits = Bits { bytes: &list, at: 0 };
        let mut first = 0;
        let shards = (1..bits.gamma()).map(|_| {
            first += bits.gamma() as usize - 1;
            let key = alphabet[first] << 16 | alphabet[bits.choice(alphabet.len() as u32) as usize];
            let hash: String = (0..5).map(|_| char::from_digit(bits.bits(5), 32).unwrap()).collect();
            (key, base64(&payload(&format!("s/{key:x}-{hash}"))))
        });
        let records = files.iter().filter(|file| file.path.starts_with("search/d/")).count();
        Self {
            shards: shards.collect(),
            records: (0..records).map(|number| payload(&format!("d/{number}"))).collect(),
            universe: u32::try_from(manifest["universe"].as_u64().unwrap()).unwrap(),
            alphabet,
            frequent: manifest["frequent"].as_str().unwrap().to_owned(),
        }
    }

    /// The records of one file.
    pub fn record(&self, file: usize) -> serde_json::Value {
        let frequent: Vec<u16> = self.frequent.encode_utf16().collect();
        let single = frequent.len();
        let digits: Vec<char> = (' '..='~').filter(|digit| !"\"'\\".contains(*digit)).collect();
        let mut symbols = self.records[file].chars().map(|symbol| digits.iter().position(|digit| *digit == symbol).unwrap());
        let mut units = Vec::new();
        while let Some(symbol) = symbols.next() {
            let mut next = || symbols.next().unwrap();
            units.push(match symbol {
                91 => u16::try_from((next() * 92 + next()) * 92 + next()).unwrap(),
                lead if lead >= single => self.alphabet[(lead - single) * 92 + next() + 1] as u16,
                lead => frequent[lead],
            });
        }
        serde_json::from_str(&String::from_utf16(&units).unwrap()).unwrap()
    }

    pub fn query(&self, words: &str) -> BTreeSet<u32> {
        let units = normalize(words);
        let mut keys = Vec::new();
        for run in units.split(|unit| is_break(*unit)) {
            match run {
                [single] => keys.push(u32::from(*single)),
                _ => keys.extend(run.windows(2).map(key)),
            }
        }
        let lists = keys.into_iter().map(|key| self.list(key).into_iter().map(|hit| hit.0).collect::<BTreeSet<u32>>());
        lists.reduce(|all, list| &all & &list).unwrap_or_default()
    }

    pub fn list(&self, key: u32) -> Hits {
        let after = self.shards.partition_point(|(first, _)| *first <= key);
        if after == 0 {
            return Vec::new();
        }
        self.shard(after - 1).remove(&key).unwrap_or_default()
    }

    pub fn shard(&self, number: usize) -> BTreeMap<u32, Hits> {
        let mut bits = Bits { bytes: &self.shards[number].1, at: 0 };
        assert_eq!(bits.bits(8), u32::from(search::VERSION));
        let (lowest, highest) = (bits.bits(16), bits.bits(16));
        let mut lists = BTreeMap::new();
        let mut first = 0;
        for group in 0..bits.gamma() {
            first = if group == 0 { bits.bits(16) } else { first + bits.gamma() };
            let count = bits.gamma();
            for second in bits.ascending(count, lowest, highest) {
                let (left, right) = (self.alphabet[first as usize], self.alphabet[second as usize]);
                // Single units and sounds.
                let plain = left == 0 || left >= 0xe000;
                lists.insert(left << 16 | right, bits.list(plain, self.universe));
            }
        }
        assert!(bits.at.div_ceil(8) == bits.bytes.len(), "bytes after the last list");
        lists
    }
}

/// Reads what `BitWriter` writes, bit by bit.
pub struct Bits<'a> {
    pub bytes: &'a [u8],
    pub at: usize,
}

impl Bits<'_> {
    fn bits(&mut self, count: u32) -> u32 {
        (0..count).fold(0, |value, _| {
            let bit = self.bytes[self.at / 8] >> (7 - self.at % 8) & 1;
            self.at += 1;
            value << 1 | u32::from(bit)
        })
    }

    pub fn unary(&mut self, limit: u32) -> u32 {
        (0..limit).take_while(|_| self.bits(1) == 1).count() as u32
    }

    pub fn gamma(&mut self) -> u32 {
        let mut magnitude = 0;
        while self.bits(1) == 0 {
            magnitude += 1;
        }
        1 << magnitude | self.bits(magnitude)
    }

    pub fn choice(&mut self, choices: u32) -> u32 {
        if choices <= 1 {
            return 0;
        }
        let width = u32::BITS - (choices - 1).leading_zeros();
        let short = (1 << width) - choices;
        let value = self.bits(width - 1);
        if value < short { value } else { (value << 1 | self.bits(1)) - short }
    }

    pub fn ascending(&mut self, count: u32, low: u32, high: u32) -> Vec<u32> {
        if count == 0 {
            return Vec::new();
        }
        if high - low + 1 == count {
            return (low..=high).collect();
        }
        let (before, after) = (count / 2, count - count / 2 - 1);
        let value = low + before + self.choice(high - after - (low + before) + 1);
        let mut values = if before > 0 { self.ascending(before, low, value - 1) } else { Vec::new() };
        values.push(value);
        values.extend(if after > 0 { self.ascending(after, value + 1, high) } else { Vec::new() });
        values
    }

    fn list(&mut self, plain: bool, universe: u32) -> Hits {
        let count = self.gamma();
        let documents = self.ascending(count, 0, universe - 1);
        if plain || count >= 4096 && self.bits(1) == 1 {
            let named = self.gamma() - 1;
            let places = self.ascending(named, 0, count - 1);
            let level = |place| if places.binary_search(&place).is_ok() { 2 } else { 0 };
            return (0..count).zip(documents).map(|(place, document)| (document, level(place))).collect();
        }
        documents.into_iter().map(|document| (document, self.unary(2))).collect()
    }
}

fn base64(text: &str) -> Vec<u8> {
    let digit = |character: u8| match character {
        b'A'..=b'Z' => character - b'A',
        b'a'..=b'z' => character - b'a' + 26,
        b'0'..=b'9' => character - b'0' + 52,
        b'+' => 62,
        _ => 63,
    };
    let bits: Vec<u8> = text.bytes().flat_map(|byte| (0..6).rev().map(move |place| digit(byte) >> place & 1)).collect();
    bits.chunks_exact(8).map(|byte| byte.iter().fold(0, |value, bit| value << 1 | bit)).collect()
}
