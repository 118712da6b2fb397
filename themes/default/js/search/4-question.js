/* ---- Questions ---- */

var MOST_KEYS = 6, FIRST_KEYS = 3; // pairs of a question looked up, and at first: more would only cost the reader's network
var MOST_OTHERS = 5; // and pairs of other words for the same thing
var MOST_SINGLE = 8; // and, where nothing holds the question, single characters

/* Words that ask, but do not name what is asked for. A particle before a last single character stays with it: 吃了吐. */
var TAIL = /(?:怎么办|怎么回事|怎么做|是什么|有哪些|能不能|要不要|为什么|怎么|什么|吗|呢|吧|啊)$/;
var HEAD = /^(?:请问|什么是|为什么|怎么|怎样|如何)/;
var FILLERS = /怎么办|怎么回事|怎么做|怎么|怎样|如何|咋办|咋|是什么|什么是|什么时候|什么|啥|有哪些|哪些|哪里|哪儿|能不能|可不可以|可以|要不要|需要|该不该|应该|是不是|会不会|有没有|为什么|请问|想问|一下|一直|老是|总是|好像|我家|我们|自己|不知道|知道|告诉|多少|多久|多大|几个|一个|找谁|去哪|这个|那个|已经|突然|越来越|有点|整天|最近|还是|因为|如果|要是|[我你您他她它吗呢吧啊呀嘛了的得很都也又还就被把给跟谁](?!.( |$))/g;

/* Words that mean the same, ready to be looked up: `groups`, and `others`, texts of more of their words. */
function vocabulary(groups, others) {
  var terms = new Map(), longest = 0;
  function add(number, words) {
    words.forEach(word => {
      longest = Math.max(longest, word.length);
      terms.set(word, (terms.get(word) || []).concat(number));
    });
  }
  groups.forEach((group, number) => { add(number, group.words); });
  others.forEach(text => {
    var number = 0;
    text.split(',').forEach(row => {
      var words = row.split(' ');
      add(number += +words[0], words.slice(1));
    });
  });
  return { terms: terms, longest: longest, groups: groups };
}

function keysOf(word) {
  var keys = [];
  if (word.length === 1) keys.push(word.charCodeAt(0));
  for (var i = 0; i + 1 < word.length; i++) {
    if (word[i] > ' ' && word[i + 1] > ' ') keys.push(word.charCodeAt(i) * 65536 + word.charCodeAt(i + 1));
  }
  return keys;
}

/* The words of `text` that say what is asked for: {word, groups}, the longest known ones first come. */
function cut(text, words) {
  var found = [];
  text.split(/[ \n]+/).forEach(part => {
    var plain = '';
    function flush() {
      plain.replace(FILLERS, ' ').split(' ').forEach(word => {
        if (word.length > 1 || word && part === word) found.push({ word: word, groups: [] });
      });
      plain = '';
    }
    for (var at = 0; at < part.length;) {
      var length = Math.min(words.longest, part.length - at);
      while (length > 1 && !words.terms.has(part.substr(at, length))) length--;
      if (length > 1) {
        flush();
        found.push({ word: part.substr(at, length), groups: words.terms.get(part.substr(at, length)) });
        at += length;
      } else plain += part[at++];
    }
    flush();
  });
  return found;
}

/* A word of the question and the others that mean it: {words: [{word, keys, weight}]}, the typed one first. */
function concept(piece, words) {
  var others = [];
  piece.groups.forEach(number => {
    var group = words.groups[number];
    group.words.slice(0, group.mode === 2 ? 1 : undefined).forEach((word, i) => {
      if (word === piece.word || others.some(other => other.word === word)) return;
      others.push({ word: word, keys: keysOf(word), weight: group.mode === 1 ? 0.5 : 0.8, shown: group.hidden ? '' : group.shown[i] });
    });
  });
  return { loose: !piece.groups.length, words: [{ word: piece.word, keys: keysOf(piece.word), weight: 1, typed: 1 }].concat(others) };
}

/* What to look up and what to compare. A piece is what stands between spaces; its core leaves out
   「怎么办」 and the like, which may be in a text but need not. */
function plan(text, words) {
  var pieces = [], concepts = [], cover = new Map(), named = new Set(), seen = new Set(), others = [];
  text.slice(0, 200).split(/\s+/).forEach(word => {
    var full = normalize(word);
    if (!full || pieces.length >= 8 || pieces.some(piece => piece.full === full)) return;
    var core = full, shorter = full.replace(TAIL, '').replace(HEAD, '').trim();
    if (shorter.length >= 2) core = shorter;
    var pairs = [];
    core.split(/[ \n]/).forEach(run => {
      var keys = keysOf(run);
      keys.forEach((key, i) => {
        cover.set(key, cover.get(key) || i % 2 === 0 || i + 1 === keys.length);
        if (run.length > 1) pairs.push(run.substr(i, 2));
      });
    });
    var named = cut(core, words);
    concepts = concepts.concat((named.length ? named : [{ word: core, groups: [] }]).map(piece => concept(piece, words)));
    pieces.push({ full: full, core: core, pairs: pairs });
  });
  // The pairs of what is named come first; what joins them says less.
  concepts.forEach(concept => {
    concept.words[0].keys.forEach((key, i) => {
      named.add(key);
      if (i % 2 === 0 || i + 1 === concept.words[0].keys.length) seen.add(key);
    });
  });
  var pairs = Array.from(cover.keys()), first = pairs.filter(key => cover.get(key)), isLong = first.length > MOST_KEYS;
  if (isLong) {
    first = Array.from(seen);
    pairs = Array.from(named);
  }
  // A little of each concept, its nearest other words first.
  for (var i = 1; others.length < MOST_OTHERS && i < 6; i++) {
    concepts.forEach(concept => {
      if (concept.words[i] && others.length < MOST_OTHERS) others = others.concat(concept.words[i].keys);
    });
  }
  return {
    pieces: pieces, concepts: concepts, marks: marksOf(concepts),
    single: Array.from(new Set(text.replace(FILLERS, ''))).filter(character => character > '\u33ff').map(character => character.charCodeAt(0)),
    cover: first, pairs: pairs, others: others, loose: spread(Array.from(named), MOST_KEYS), exact: cover.size === 1, isLong: isLong,
  };
}

/* What to point out where the question itself does not stand: its words, and those that mean the same. */
function marksOf(concepts) {
  var marks = [];
  concepts.forEach(concept => {
    concept.words.forEach(word => {
      var pairs = word.typed && word.word.length > 1 ? keysOf(word.word).map((_, i) => word.word.substr(i, 2)) : [];
      if (word.weight > 0.6) marks.push({ full: word.word, core: word.word, pairs: pairs });
    });
  });
  return marks;
}

function spread(keys, most) {
  if (keys.length <= most) return keys;
  return Array.from({ length: most }, (_, i) => keys[Math.round(i * (keys.length - 1) / (most - 1))]);
}

/* Whether `text` has `piece`; what a piece has between two signs may stand in two places. */
function holds(text, piece) {
  return text.includes(piece.full) || piece.core.split(/[ \n]/).every(run => text.includes(run));
}

/* ---- Sounds: the same as src/search/sound.rs, held to it by tests/golden/syllables.json ---- */

var SYLLABLES = 0xe000, INITIALS = 0xe800;

function fold(syllable) {
  return syllable.replace(/v/g, 'u').replace(/^([zcs])h/, '$1').replace(/^n/, 'l').replace(/([aei]n)g$/, '$1');
}

/* The manifest's syllables: as typed → number of what they sound like. */
function soundNumbers(syllables) {
  var folded = Array.from(new Set(syllables.map(fold))).sort(), numbers = new Map();
  syllables.forEach(syllable => { numbers.set(syllable, folded.indexOf(fold(syllable))); });
  return numbers;
}

/* Typed letters → syllables and, where they are none, initials; as few as possible. */
function spell(letters, numbers) {
  var best = [[0, null, 0]]; // cost, part, where it began
  for (var end = 1; end <= letters.length; end++) {
    best[end] = [Infinity];
    for (var start = Math.max(0, end - 6); start < end; start++) {
      var part = letters.slice(start, end), length = end - start;
      var cost = best[start][0] + (numbers.has(part) ? (length > 1 ? 1 : 1.6) : length > 1 ? Infinity : 1.7);
      if (cost <= best[end][0]) best[end] = [cost, part, start];
    }
  }
  var parts = [];
  for (end = letters.length; end > 0; end = best[end][2]) parts.unshift(best[end][1]);
  return parts;
}

/* A question as it sounds → keys of pairs; `read`: character → syllable, for Chinese ones. */
function soundKeys(text, numbers, read) {
  var keys = [];
  (text.match(/[a-z]+|[^a-z\s]/g) || []).reduce((before, run) => {
    var parts = /[a-z]/.test(run) ? spell(run, numbers) : [read.get(run) || ''];
    return parts.reduce((before, part) => {
      if (before && part) {
        var whole = numbers.has(before) && numbers.has(part) && (part.length > 1 || before.length > 1);
        var unit = part => whole ? SYLLABLES + numbers.get(part) : INITIALS + part.charCodeAt(0) - 97;
        keys.push(unit(before) * 65536 + unit(part));
      }
      return part;
    }, before);
  }, '');
  return keys;
}
