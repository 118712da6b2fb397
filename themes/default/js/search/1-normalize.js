/* 宝典的搜索：读 `search/` 里的文件（格式见 src/search/），不要服务器，从磁盘打开也能用。
   The parts of this folder are joined in order of their names into one classic script, `search.js`, with one
   function around them all: modules, fetch and workers fail on file://. Syntax up to ES2017, for old phones.
   Parts 1 to 7 need no document and run in Node; 8 and 9 are the page. */

var VERSION = 3;

/* ---- Normalisation: the same as src/search/normalize.rs, held to it by tests/golden/normalize.json ---- */

var DROPPED = [[0xad, 0xad], [0x300, 0x36f], [0x200b, 0x200f], [0x202a, 0x202e], [0x2060, 0x2064],
  [0x3099, 0x309a], [0xfe00, 0xfe0f], [0xfeff, 0xfeff], [0xe0100, 0xe01ef]];
var KEPT = [[0xc0, 0xd6], [0xd8, 0xf6], [0xf8, 0x2af], [0x370, 0x1fff], [0x2c00, 0x2dff], [0x2e80, 0x2fdf],
  [0x3005, 0x3007], [0x3021, 0x3029], [0x3031, 0x3035], [0x3038, 0x303c], [0x3041, 0x309f], [0x30a1, 0x30fa],
  [0x30fc, 0x31ff], [0x3400, 0x4dbf], [0x4e00, 0xd7ff], [0xf900, 0xfdff], [0xfe70, 0xfefc],
  [0x10000, 0x1efff], [0x20000, 0x3ffff]];
var NONE = 0, SPACE = 1, SOFT = 2, HARD = 3;

function within(ranges, code) {
  return ranges.some(function (range) { return range[0] <= code && code <= range[1]; });
}

/* The units of `text`; `starts`, if given, receives where in `text` each unit comes from. */
function normalize(text, starts) {
  var out = '', gap = NONE, at = 0;

  function put(units) {
    out += units;
    if (starts) for (var i = 0; i < units.length; i++) starts.push(at);
  }
  function keep(units) {
    if (out && gap) {
      var wide = out.charCodeAt(out.length - 1) >= 0x2e80 || units.charCodeAt(0) >= 0x2e80;
      if (gap === HARD) put('\n');
      else if (gap === SOFT || !wide) put(' ');
    }
    gap = NONE;
    put(units);
  }
  function ascii(code) {
    if (code >= 97 && code <= 122 || code >= 48 && code <= 57) keep(String.fromCharCode(code));
    else if (code >= 65 && code <= 90) keep(String.fromCharCode(code + 32));
    else if (code === 10 || code === 13) gap = HARD;
    else if (code === 32 || code === 9) gap = Math.max(gap, SPACE);
    else gap = Math.max(gap, SOFT);
  }
  function folded(part) {
    var code = part.codePointAt(0);
    if (code < 0x80) ascii(code);
    else if (within(DROPPED, code)) return;
    else if (within(KEPT, code)) keep(part.toLowerCase());
    else gap = Math.max(gap, code === 0x2028 || code === 0x2029 ? HARD : SOFT);
  }

  while (at < text.length) {
    var code = text.codePointAt(at);
    if (code >= 0x4e00 && code <= 0x9fff) keep(text[at]);
    else if (code < 0x80) ascii(code);
    else if (code >= 0xff01 && code <= 0xff5e) ascii(code - 0xfee0);
    else Array.from(String.fromCodePoint(code).normalize('NFKD')).forEach(folded);
    at += code > 0xffff ? 2 : 1;
  }
  return out;
}
