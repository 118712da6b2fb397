/* ---- Shards: the layout is drawn in src/search/shard.rs ---- */

var PLAIN_FROM = 4096;

function BitReader(bytes) { this.bytes = bytes; this.at = 0; this.end = (bytes.length - 4) * 8; }

BitReader.prototype = {
  /* The bits that come next, from the top of a 32-bit word; at least 25 of them are good. */
  ahead() {
    var bytes = this.bytes, at = this.at >> 3;
    return (bytes[at] << 24 | bytes[at + 1] << 16 | bytes[at + 2] << 8 | bytes[at + 3]) << (this.at & 7);
  },
  bits(count) {
    if (count > 24) return this.bits(count - 16) * 65536 + this.bits(16);
    if (this.at + count > this.end) throw new Error('too short');
    var value = count && this.ahead() >>> 32 - count;
    this.at += count;
    return value;
  },
  gamma() {
    var zeros = 0;
    while (!this.bits(1)) zeros++;
    return 2 ** zeros + this.bits(zeros);
  },
  choice(choices) {
    if (choices <= 1) return 0;
    var width = 32 - Math.clz32(choices - 1), short = (1 << width) - choices, next = this.ahead() >>> 32 - width, value = next >>> 1;
    this.at += width - (value < short);
    return value < short ? value : next - short;
  },
  ascending(count, low, high) {
    var values = new Uint32Array(count);
    if (count) this.half(values, 0, count, low, high);
    return values;
  },
  half(values, from, count, low, high) {
    if (high - low + 1 === count) {
      for (var i = 0; i < count; i++) values[from + i] = low + i;
      return;
    }
    var before = count >> 1, after = count - before - 1;
    var value = low + before + this.choice(high - after - low - before + 1);
    values[from + before] = value;
    if (before) this.half(values, from, before, low, value - 1);
    if (after) this.half(values, from + before + 1, after, value + 1, high);
  },
};

/* Of single units and of sounds. */
function isPlain(first) { return !first || first >= SYLLABLES; }

/* → lookup(key): {ids, levels, names (ids of level 2)} or nothing. `alphabet`: the site's units by their places. */
function openShard(bytes, universe, alphabet) {
  var reader = new BitReader(bytes), places = new Map();
  if (reader.bits(8) !== VERSION) throw new Error('another version');

  function list(plain) {
    var ids = reader.ascending(reader.gamma(), 0, universe - 1), levels = new Uint8Array(ids.length);
    if (plain || ids.length >= PLAIN_FROM && reader.bits(1)) {
      reader.ascending(reader.gamma() - 1, 0, ids.length - 1).forEach(place => { levels[place] = 2; });
    } else {
      for (var i = 0; i < ids.length; i++) levels[i] = reader.bits(1) && 1 + reader.bits(1);
    }
    return { ids: ids, levels: levels, names: ids.filter((_, i) => levels[i] > 1) };
  }
  var lowest = reader.bits(16), highest = reader.bits(16), groups = reader.gamma(), first = 0, end = 0;
  var seconds = [], next = 0;
  return key => {
    // Lists have no lengths: all of them up to the wanted one are read, once.
    while (!places.has(key) && (groups || next < seconds.length)) {
      if (next === seconds.length) {
        groups--;
        first = places.size ? first + reader.gamma() : reader.bits(16);
        seconds = reader.ascending(reader.gamma(), lowest, highest);
        next = 0;
      }
      places.set(alphabet[first] * 65536 + alphabet[seconds[next++]], reader.at);
      list(isPlain(alphabet[first]));
      end = reader.at;
    }
    if (!places.has(key)) return null;
    reader.at = places.get(key);
    var found = list(isPlain(key / 65536 | 0));
    reader.at = end;
    return found;
  };
}
