/* 宝典的搜索：读 `search/` 里的文件（格式见 src/search/），不要服务器，从磁盘打开也能用。
   The parts of this folder are joined in order of their names into one classic script, `search.js`, with one
   function around them all: modules, fetch and workers fail on file://. Syntax up to ES2017, for old phones.
   Parts 1 to 7 need no document and run in Node; 8 and 9 are the page. */

var VERSION = 5;

/* ---- Normalisation: the same as src/search/normalize.rs, held to it by tests/golden/normalize.json ---- */

var DROPPED = /[\xad\u0300-\u036f\u200b-\u200f\u202a-\u202e\u2060-\u2064\u3099-\u309a\ufe00-\ufe0f\ufeff\u{e0100}-\u{e01ef}]/u;
var KEPT = /[\xc0-\xd6\xd8-\xf6\xf8-\u02af\u0370-\u1fff\u2c00-\u2dff\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3031-\u3035\u3038-\u303c\u3041-\u309f\u30a1-\u30fa\u30fc-\u31ff\u3400-\u4dbf\u4e00-\ud7ff\uf900-\ufdff\ufe70-\ufefc\u{10000}-\u{1efff}\u{20000}-\u{3ffff}]/u;
var NONE = 0, SPACE = 1, SOFT = 2, HARD = 3;

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
    else if (DROPPED.test(part)) return;
    else if (KEPT.test(part)) keep(part.toLowerCase());
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
