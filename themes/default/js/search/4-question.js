/* ---- Questions ---- */

var MOST_KEYS = 6; // pairs looked up of a long question: more would only cost the reader's network

var TAIL = /(?:怎么办|怎么回事|怎么做|是什么|有哪些|能不能|要不要|为什么|怎么|什么|吗|呢|吧|啊)$/;
var HEAD = /^(?:请问|什么是|为什么|怎么|怎样|如何)/;

/* What to look up and what to compare. A piece is what stands between spaces; its core leaves out
   「怎么办」 and the like, which may be in a text but need not. */
function plan(text) {
  var pieces = [], keys = new Map();
  text.slice(0, 200).split(/\s+/).forEach(function (word) {
    var full = normalize(word);
    if (!full || pieces.length >= 8 || pieces.some(function (piece) { return piece.full === full; })) return;
    var core = full, shorter = full.replace(TAIL, '').replace(HEAD, '').trim();
    if (shorter.length >= 2) core = shorter;
    var pairs = [];
    core.split(/[ \n]/).forEach(function (run) {
      if (run.length === 1) keys.set(run.charCodeAt(0), true);
      for (var i = 0; i + 1 < run.length; i++) {
        var key = run.charCodeAt(i) * 65536 + run.charCodeAt(i + 1);
        pairs.push(run.substr(i, 2));
        keys.set(key, keys.get(key) || i % 2 === 0 || i + 2 === run.length);
      }
    });
    pieces.push({ full: full, core: core, pairs: pairs });
  });
  var cover = [], rest = [];
  keys.forEach(function (inCover, key) { (inCover ? cover : rest).push(key); });
  return { pieces: pieces, cover: spread(cover), rest: spread(rest), exact: keys.size === 1 };
}

function spread(keys) {
  if (keys.length <= MOST_KEYS) return keys;
  return Array.from({ length: MOST_KEYS }, function (_, i) {
    return keys[Math.round(i * (keys.length - 1) / (MOST_KEYS - 1))];
  });
}

function holds(text, piece) { return text.indexOf(piece.full) >= 0 || text.indexOf(piece.core) >= 0; }

/* The documents that stand in at least `least` of `lists`, best first. */
