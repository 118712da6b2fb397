/* 宝典的搜索：读 `search/` 里的文件（格式见 src/search/），不要服务器，从磁盘打开也能用。
   One classic script: modules, fetch and workers all fail on file://. Syntax up to ES2017, for old phones.
   The first half (`create`) needs no document and runs in Node; the second half is the page. */
(function (global) {
  'use strict';

  var VERSION = 1;
  var PAGE = 10; // results at a time
  var MOST_KEYS = 6; // pairs looked up of a long question: more would only cost the reader's network
  var SHARPEN_FROM = 20; // with more hits than this the overlapping pairs are worth fetching too
  var KEPT_SHARDS = 60;

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

  /* ---- Payloads: every file is one call of `__bd` ---- */

  var inbox = {};
  global.__bd = function (name, text, sum) { inbox[name] = [text, sum]; };

  function checksum(text) {
    var sum = 0x811c9dc5;
    for (var i = 0; i < text.length; i++) sum = Math.imul(sum ^ text.charCodeAt(i), 0x01000193);
    return sum >>> 0;
  }

  var DIGITS = new Uint8Array(128);
  'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'.split('').forEach(function (digit, value) {
    DIGITS[digit.charCodeAt(0)] = value;
  });

  /* Four spare bytes at the end: `BitReader` looks ahead. */
  function base64(text) {
    var bytes = new Uint8Array((text.length * 3 >> 2) + 4), buffer = 0, bits = 0, at = 0;
    for (var i = 0; i < text.length; i++) {
      buffer = (buffer << 6 | DIGITS[text.charCodeAt(i) & 127]) & 0xffff;
      bits += 6;
      if (bits >= 8) bytes[at++] = buffer >> (bits -= 8);
    }
    return bytes;
  }

  /* ---- Shards: the layout is drawn in src/search/shard.rs ---- */

  var PLAIN_FROM = 4096;

  function BitReader(bytes) { this.bytes = bytes; this.at = 0; this.end = (bytes.length - 4) * 8; }

  BitReader.prototype = {
    /* The bits that come next, from the top of a 32-bit word; at least 25 of them are good. */
    ahead: function () {
      var bytes = this.bytes, at = this.at >> 3;
      return (bytes[at] << 24 | bytes[at + 1] << 16 | bytes[at + 2] << 8 | bytes[at + 3]) << (this.at & 7);
    },
    bits: function (count) {
      if (count > 24) return this.bits(count - 16) * 65536 + this.bits(16);
      if (this.at + count > this.end) throw new RangeError('shard too short');
      var value = count && this.ahead() >>> 32 - count;
      this.at += count;
      return value;
    },
    unary: function (limit) {
      var count = Math.min(Math.clz32(~this.ahead()), limit);
      this.bits(count < limit ? count + 1 : count);
      return count;
    },
    gamma: function () {
      var zeros = 0;
      while (!this.bits(1)) zeros++;
      return Math.pow(2, zeros) + this.bits(zeros);
    },
    choice: function (choices) {
      if (choices <= 1) return 0;
      var width = 32 - Math.clz32(choices - 1), short = Math.pow(2, width) - choices;
      var value = this.bits(width - 1);
      return value < short ? value : value * 2 + this.bits(1) - short;
    },
    ascending: function (count, low, high) {
      var values = new Array(count);
      this.half(values, 0, count, low, high);
      return values;
    },
    half: function (values, from, count, low, high) {
      if (count === 0) return;
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

  /* → lookup(key): {ids, levels} or nothing. `alphabet`: the site's units by their places. */
  function openShard(bytes, universe, alphabet) {
    var reader = new BitReader(bytes), places = new Map(), order = [], i;
    if (reader.bits(8) !== VERSION) throw new Error('shard of another version');
    for (i = 0; i < 8; i++) order.push(reader.bits(3));

    function list(single) {
      var ids = reader.ascending(reader.gamma(), 0, universe - 1), levels = new Uint8Array(ids.length);
      if (single || ids.length >= PLAIN_FROM && reader.bits(1)) {
        levels.fill(2);
        reader.ascending(reader.gamma() - 1, 0, ids.length - 1).forEach(function (place) { levels[place] = 7; });
      } else {
        for (var i = 0; i < ids.length; i++) levels[i] = order[reader.unary(7)];
      }
      return { ids: ids, levels: levels };
    }
    var lowest = reader.bits(16), highest = reader.bits(16), groups = reader.gamma(), first = 0;
    for (i = 0; i < groups; i++) {
      first = i ? first + reader.gamma() : reader.bits(16);
      reader.ascending(reader.gamma(), lowest, highest).forEach(function (second) {
        places.set(alphabet[first] * 65536 + alphabet[second], reader.at);
        list(first === 0);
      });
    }
    return function (key) {
      if (!places.has(key)) return null;
      reader.at = places.get(key);
      return list(key < 65536);
    };
  }

  /* ---- Questions ---- */

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
  function rank(lists, least, documents) {
    var counts = new Uint8Array(documents), tops = new Uint8Array(documents), scores = new Float64Array(documents);
    lists.forEach(function (list) {
      var ids = list.ids, idf = Math.log(1 + (documents - ids.length + 0.5) / (ids.length + 0.5));
      for (var i = 0; i < ids.length; i++) {
        var level = list.levels[i];
        counts[ids[i]]++;
        if (level === 7) tops[ids[i]]++;
        scores[ids[i]] += idf * (level === 7 ? 1.5 : (level + 0.5) / 7);
      }
    });
    var found = [];
    for (var id = 0; id < documents; id++) {
      if (!counts[id] || counts[id] < least) continue;
      // More of the question first; all of it in the title before that; then BM25.
      scores[id] += 1e3 * counts[id] + (tops[id] === lists.length ? 1e6 : 0);
      found.push(id);
    }
    return found.sort(function (a, b) { return scores[b] - scores[a] || a - b; });
  }

  /* ---- Excerpts ---- */

  /* Where the pieces stand in `text`: [start, end] in turn. A piece that is nowhere is marked pair by pair. */
  function ranges(text, pieces) {
    var starts = [], units = normalize(text, starts), marked = [], found = [];
    function mark(words) {
      for (var at = units.indexOf(words); at >= 0; at = units.indexOf(words, at + 1)) {
        var last = starts[at + words.length - 1];
        marked.push([starts[at], last + (text.codePointAt(last) > 0xffff ? 2 : 1)]);
      }
    }
    pieces.forEach(function (piece) {
      if (units.indexOf(piece.full) >= 0) mark(piece.full);
      else if (units.indexOf(piece.core) >= 0) mark(piece.core);
      else piece.pairs.forEach(mark);
    });
    marked.sort(function (a, b) { return a[0] - b[0]; }).forEach(function (range) {
      var last = found[found.length - 1];
      if (last && range[0] <= last[1]) last[1] = Math.max(last[1], range[1]);
      else found.push(range);
    });
    return found;
  }

  function points(units, pieces) {
    return pieces.reduce(function (sum, piece) {
      if (units.indexOf(piece.full) >= 0) return sum + 100;
      if (units.indexOf(piece.core) >= 0) return sum + 50;
      return sum + piece.pairs.filter(function (pair) { return units.indexOf(pair) >= 0; }).length;
    }, 0);
  }

  /* The first of the texts with the most points; its number, or −1 when none has any. A heading counts twice. */
  function bestOf(texts, pieces, headings) {
    var most = 0, best = -1;
    texts.forEach(function (text, i) {
      var sum = points(normalize(text), pieces);
      if (headings && sum) sum += points(normalize(headings[i]), pieces);
      if (sum > most) { most = sum; best = i; }
    });
    return best;
  }

  /* About 80 characters around the best line of `lines`. */
  function excerpt(lines, pieces) {
    var from = Math.max(bestOf(lines, pieces), 0), text = lines[from] || '';
    var first = ranges(text, pieces)[0], start = 0;
    if (first && first[0] > 30) {
      start = first[0] - 20;
      var border = text.slice(start, first[0]).search(/[，。；：！？、,.;:!?\s][^，。；：！？、,.;:!?\s]*$/);
      if (border >= 0) start += border + 1;
      else if (/[\udc00-\udfff]/.test(text[start])) start++;
    }
    while (text.length - start < 40 && ++from < lines.length) text += '\n' + lines[from];
    var end = Math.min(text.length, start + 84);
    if (/[\udc00-\udfff]/.test(text[end] || '')) end--;
    return (start ? '…' : '') + text.slice(start, end) + (end < text.length ? '…' : '');
  }

  /* One record looked at closely: do the pairs really stand side by side, and where?
     tier 3: the title is the question; 2: the title or another name holds it; 1: the text does; 0: only its pairs. */
  function inspect(record, pieces) {
    var names = [record[1]].concat(record[5] ? record[5].split('\n') : []).map(function (name) { return normalize(name); });
    var sections = record[7].map(function (section) { return section[1] + '\n' + section[2]; });
    var everything = normalize([record[1], record[5], record[6], record[4]].concat(sections).join('\n'));
    function inAll(text) { return pieces.every(function (piece) { return holds(text, piece); }); }

    var tier = inAll(everything) ? 1 : 0;
    if (names.some(inAll)) tier = 2;
    if (pieces.length === 1 && names.indexOf(pieces[0].full) >= 0) tier = 3;
    if (pieces.every(function (piece) { return everything.indexOf(piece.full) >= 0; })) tier += 0.5;

    var headings = record[7].map(function (section) { return section[1]; });
    var best = inAll(names[0]) ? -1 : bestOf(sections, pieces, headings), section = record[7][best];
    if (section && points(normalize(record[4]), pieces) > points(normalize(sections[best]), pieces)) section = null;
    var lines = section ? section[2].split('\n') : [record[4]];
    if (section && !section[2]) lines = [record[4]];
    return {
      tier: tier,
      anchor: section ? section[0] : '',
      section: section ? section[1] : '',
      excerpt: excerpt(lines, pieces),
    };
  }

  /* ---- The engine ---- */

  /* `options.root`: address of the site's root, ending in `/` (or empty). `options.load(url)`: runs the script
     at `url`, a promise; the page's way is to add a script element. `options.index`: what to add to an address
     that ends in `/` (from a disk there is no server to find `index.html`). */
  function create(options) {
    var root = options.root, load = options.load, cache = new Map(), opening = null;

    function payload(name) {
      return load(root + 'search/' + name + '.js').then(function () {
        var got = inbox[name];
        delete inbox[name];
        if (!got || checksum(got[0]) !== got[1]) throw new Error('damaged: ' + name);
        return got[0];
      });
    }

    /* The same file twice is one request; a failed one may be tried again; the oldest make room. */
    function cached(name, make) {
      var promise = cache.get(name);
      if (promise) cache.delete(name);
      else {
        promise = payload(name).then(make);
        promise.catch(function () { cache.delete(name); });
      }
      cache.set(name, promise);
      if (cache.size > KEPT_SHARDS) cache.delete(cache.keys().next().value);
      return promise;
    }

    function open() {
      if (!opening) {
        opening = payload('manifest').then(function (text) {
          var manifest = JSON.parse(text), key = 0, sets = [];
          if (manifest.version !== VERSION) throw new Error('index of another version');
          // Units by place, from 1; place 0 is the missing first half of a single unit.
          var units = new BitReader(base64(manifest.alphabet));
          manifest.units = [0].concat(units.ascending(units.gamma() - 1, 0, 0xffff));
          manifest.keys = [];
          manifest.names = [];
          manifest.shards.split(' ').filter(Boolean).forEach(function (word) {
            var parts = word.split('-');
            key += parseInt(parts[0], 36);
            manifest.keys.push(key);
            manifest.names.push('s/' + key.toString(16) + '-' + parts[1]);
          });
          for (var i = 0; i < manifest.stretches.length; i += 2) {
            for (var n = manifest.stretches[i + 1]; n > 0; n--) sets.push(manifest.combinations[manifest.stretches[i]]);
          }
          manifest.sets = sets;
          return manifest;
        });
        opening.catch(function () { opening = null; });
      }
      return opening;
    }

    /* → the list of `key`, an empty one when it is nowhere, nothing when its file cannot be had. */
    function lookup(manifest, key) {
      var low = 0, high = manifest.keys.length;
      while (low < high) {
        var middle = low + high >> 1;
        if (manifest.keys[middle] <= key) low = middle + 1; else high = middle;
      }
      var nothing = { ids: [], levels: [] };
      if (!low) return Promise.resolve(nothing);
      return cached(manifest.names[low - 1], function (text) {
        return openShard(base64(text), manifest.universe, manifest.units);
      }).then(function (shard) { return shard(key) || nothing; }).catch(function () { return null; });
    }

    function lookups(manifest, keys) {
      return Promise.all(keys.map(function (key) { return lookup(manifest, key); }));
    }

    /* The candidates of a question: {ids, near, incomplete}. `ids` holds every document with all of it. */
    async function match(text) {
      var question = plan(text), manifest = await open(), all = question.cover.concat(question.rest);
      var lists = await lookups(manifest, question.cover), got = lists.filter(Boolean);
      var answer = { question: question, ids: [], near: false, incomplete: got.length < lists.length };
      if (!lists.length) return answer;
      if (!got.length) throw new Error('no shard could be read');
      answer.ids = rank(got, got.length, manifest.documents);
      if (question.rest.length && (answer.ids.length > SHARPEN_FROM || !answer.ids.length)) {
        // What cannot be fetched now does not narrow the answer, nor is it missed.
        got = got.concat((await lookups(manifest, question.rest)).filter(Boolean));
        answer.ids = rank(got, got.length, manifest.documents);
      }
      if (!answer.ids.length && all.length > 1) {
        answer.near = true;
        answer.ids = rank(got, Math.ceil(got.length / 2), manifest.documents);
      }
      return answer;
    }

    function address(permalink) {
      return root + permalink + (options.index && (!permalink || /\/$/.test(permalink)) ? options.index : '');
    }

    function groupsOf(manifest, numbers) {
      return numbers.map(function (number) {
        var group = manifest.groups[number];
        return { slug: group[0], character: group[1], title: group[2] };
      });
    }

    async function result(manifest, id, pieces) {
      var file = Math.floor(id / manifest.per_file), length = manifest.hash_length;
      var record = await cached('d/' + file + '-' + manifest.records.substr(file * length, length), JSON.parse)
        .then(function (records) { return records[id % manifest.per_file]; }).catch(function () { return null; });
      var known = manifest.titles[id];
      if (!record && !known) return null;
      var permalink = record ? record[0] : known[0], title = record ? record[1] : known[1];
      var seen = record ? inspect(record, pieces) : { tier: 0, anchor: '', section: '', excerpt: '' };
      var series = record && manifest.series[record[2]];
      return {
        id: id,
        tier: seen.tier,
        title: title,
        titleRanges: ranges(title, pieces),
        href: address(permalink) + (seen.anchor ? '#' + encodeURIComponent(seen.anchor) : ''),
        section: seen.section,
        sectionRanges: ranges(seen.section, pieces),
        excerpt: seen.excerpt,
        ranges: ranges(seen.excerpt, pieces),
        series: series ? { title: series[0], href: address(series[1]) } : null,
        groups: groupsOf(manifest, manifest.sets[id]),
        unreviewed: !!(record && record[3]),
        damaged: !record,
      };
    }

    /* → {results, total, approximate, near, incomplete, counts, more}. `counts`: hits by group slug, the filter
       left out. `near`: nothing has all of the question, these have most of it. `more()`: the next results, or null. */
    async function query(text, filter) {
      var manifest = await open(), matched = await match(text), group = (filter || {}).group;
      var pieces = matched.question.pieces, counts = {}, next = 0;
      manifest.groups.forEach(function (group) { counts[group[0]] = 0; });
      var ids = matched.ids.filter(function (id) {
        var inside = !group;
        manifest.sets[id].forEach(function (number) {
          var slug = manifest.groups[number][0];
          counts[slug]++;
          inside = inside || slug === group;
        });
        return inside;
      });
      var answer = {
        total: ids.length,
        all: matched.ids.length,
        approximate: !matched.question.exact && ids.length > PAGE,
        near: matched.near,
        incomplete: matched.incomplete,
        counts: counts,
      };

      /* The next ten; as long as none of them holds the question itself, the ten after them too. */
      async function page() {
        var results = [], wanted = next === 0 && !matched.near && !matched.question.exact ? 3 : 1;
        while (wanted-- > 0 && next < ids.length && !results.some(function (hit) { return hit.tier >= 1; })) {
          var batch = ids.slice(next, next += PAGE);
          results = results.concat(await Promise.all(batch.map(function (id) { return result(manifest, id, pieces); })));
          results = results.filter(function (hit) {
            if (!hit || hit.damaged) answer.incomplete = true;
            return hit;
          });
        }
        // A stable order: equal tiers stay as they were ranked.
        return results.map(function (hit, i) { return [hit, i]; })
          .sort(function (a, b) { return b[0].tier - a[0].tier || a[1] - b[1]; })
          .map(function (pair) { return pair[0]; });
      }
      answer.results = await page();
      // Ten or fewer were all looked at: those whose pairs never meet are no hits.
      if (!matched.near && !answer.incomplete && next >= ids.length) {
        var real = answer.results.filter(function (hit) { return hit.tier >= 1; });
        if (real.length) {
          answer.results = real;
          answer.total = real.length;
          answer.approximate = false;
          if (!group) answer.all = real.length;
          Object.keys(counts).forEach(function (slug) {
            if (group && slug !== group) return;
            counts[slug] = real.filter(function (hit) {
              return hit.groups.some(function (group) { return group.slug === slug; });
            }).length;
          });
        }
        else if (answer.results.length) answer.near = true;
      }
      answer.more = function () { return next < ids.length ? page() : Promise.resolve(null); };
      answer.hasMore = function () { return next < ids.length; };
      return answer;
    }

    /* Titles that hold what was typed: those that begin with it first. Needs the manifest only, and is where
       pinyin and other names for a thing will come in. */
    async function suggest(text, limit) {
      var manifest = await open(), pieces = plan(text).pieces;
      if (!pieces.length) return [];
      return manifest.titles.map(function (entry) {
        var units = normalize(entry[1]);
        if (!pieces.every(function (piece) { return holds(units, piece); })) return null;
        return { title: entry[1], titleRanges: ranges(entry[1], pieces), href: address(entry[0]), at: units.indexOf(pieces[0].core) };
      }).filter(Boolean).sort(function (a, b) { return a.at - b.at; }).slice(0, limit);
    }

    return { open: open, match: match, query: query, suggest: suggest, address: address };
  }

  var api = { create: create, normalize: normalize, open: function () {} };
  global.BaodianSearch = api;
  if (typeof document === 'undefined') return;

  /* ---- The page ---- */

  var HOTLINES = [['12356', '心理援助热线'], ['120', '急救电话'], ['12345', '政务服务热线']];
  var script = document.currentScript;
  var ROOT = (script && script.getAttribute('data-root')) || '';
  var engine = create({ root: ROOT, load: loadScript, index: location.protocol === 'file:' ? 'index.html' : '' });
  var serial = 0, dialog = null, pageApp = null, waiting = 0;

  function loadScript(url) {
    return new Promise(function (resolve, reject) {
      var element = document.createElement('script');
      var timer = setTimeout(function () { done(new Error('too slow: ' + url)); }, 20000);
      function done(error) {
        clearTimeout(timer);
        element.remove();
        waiting--;
        if (error) reject(error); else resolve();
      }
      waiting++;
      element.charset = 'utf-8';
      element.onload = function () { done(); };
      element.onerror = function () { done(new Error('missing: ' + url)); };
      element.src = url;
      document.head.appendChild(element);
    });
  }

  // A file cut short is a syntax error. The reader is told in words; the console need not be.
  addEventListener('error', function (event) {
    if (waiting && (!event.filename || event.filename.indexOf('/search/') >= 0)) event.preventDefault();
  });

  function make(tag, name, text) {
    var element = document.createElement(tag);
    if (name) element.className = name;
    if (text) element.textContent = text;
    return element;
  }

  function link(name, text, href) {
    var element = make('a', name, text);
    element.href = href;
    return element;
  }

  /* `text` with the marked ranges, as nodes: nothing a document says is ever read as HTML. */
  function marked(tag, name, text, ranges) {
    var element = make(tag, name), at = 0;
    ranges.forEach(function (range) {
      element.appendChild(document.createTextNode(text.slice(at, range[0])));
      element.appendChild(make('mark', 's-mark', text.slice(range[0], range[1])));
      at = range[1];
    });
    element.appendChild(document.createTextNode(text.slice(at)));
    return element;
  }

  /* A search box with its results inside `host`. `leave` closes the dialog it is in; without one it is the page's. */
  function mount(host, leave) {
    var id = 's' + ++serial, turn = 0, timer = 0, active = -1, group = '', answer = null, groups = [], known = false;
    var form = make('form', 's-form'), label = make('label', 's-label', '想找什么'), box = make('div', 's-box');
    var input = make('input', 's-input'), submit = make('button', 's-submit', '搜索');
    var chips = make('div', 's-groups'), status = make('p', 's-status'), list = make('div', 's-list');
    var more = make('button', 's-more', '再看10条'), help = make('div', 's-help');

    form.setAttribute('role', 'search');
    label.htmlFor = input.id = id + '-input';
    input.type = 'search';
    input.placeholder = '比如：发热、刷牙、特别扶助';
    input.maxLength = 100;
    input.autocomplete = 'off';
    attributes(input, { role: 'combobox', 'aria-autocomplete': 'list', 'aria-expanded': 'false', 'aria-controls': id + '-list', enterkeyhint: 'search', autocapitalize: 'off', spellcheck: 'false' });
    attributes(chips, { role: 'group', 'aria-label': '只看哪一类人' });
    attributes(status, { role: 'status', 'aria-live': 'polite' });
    attributes(list, { role: 'listbox', 'aria-label': '搜索结果', id: id + '-list' });
    more.type = 'button';
    chips.hidden = list.hidden = more.hidden = help.hidden = true;
    box.appendChild(input);
    box.appendChild(submit);
    form.appendChild(label);
    form.appendChild(box);
    [form, chips, status, list, more, help].forEach(function (part) { host.appendChild(part); });

    function attributes(element, values) {
      Object.keys(values).forEach(function (name) { element.setAttribute(name, values[name]); });
    }

    function say(text) {
      if (status.textContent !== text) status.textContent = text;
    }

    function clear(element) {
      while (element.firstChild) element.removeChild(element.firstChild);
    }

    function options() { return list.querySelectorAll('.s-hit'); }

    function select(index) {
      var all = options();
      if (all[active]) { all[active].classList.remove('s-active'); all[active].setAttribute('aria-selected', 'false'); }
      active = all.length ? (index + all.length + 1) % (all.length + 1) : -1;
      if (active === all.length) active = -1; // one step beyond either end is the box itself
      var option = all[active];
      if (!option) { input.removeAttribute('aria-activedescendant'); return; }
      option.classList.add('s-active');
      option.setAttribute('aria-selected', 'true');
      input.setAttribute('aria-activedescendant', option.id);
      option.scrollIntoView({ block: 'nearest' });
    }

    function show(hits, from) {
      hits.forEach(function (hit, i) {
        var option = link('s-hit', '', hit.href), meta = make('span', 's-meta');
        attributes(option, { role: 'option', id: id + '-' + (from + i), 'aria-selected': 'false' });
        option.appendChild(marked('span', 's-title', hit.title, hit.titleRanges));
        if (hit.section) option.appendChild(marked('span', 's-section', hit.section, hit.sectionRanges));
        if (hit.excerpt) option.appendChild(marked('span', 's-excerpt', hit.excerpt, hit.ranges));
        if (hit.series) meta.appendChild(make('span', 's-series', hit.series.title));
        if (hit.groups && (hit.groups.length < groups.length || groups.length < 2)) {
          hit.groups.forEach(function (group) { meta.appendChild(make('span', 's-group', group.title)); });
        }
        if (hit.unreviewed) meta.appendChild(make('span', 's-unreviewed', '尚未经专家审核'));
        if (meta.firstChild) option.appendChild(meta);
        list.appendChild(option);
      });
      list.hidden = !list.firstChild;
      input.setAttribute('aria-expanded', String(!list.hidden));
    }

    function reset() {
      clear(list);
      select(-1);
      show([], 0);
      more.hidden = help.hidden = true;
    }

    /* The filter, with the number of hits in each group. */
    function filters(counts, all) {
      clear(chips);
      [{ slug: '', title: '全部' }].concat(groups).forEach(function (entry) {
        var count = entry.slug ? counts[entry.slug] : all;
        if (!count && entry.slug !== group) return;
        var chip = make('button', 's-chip', entry.title + ' ' + (count || 0));
        chip.type = 'button';
        chip.setAttribute('aria-pressed', String(entry.slug === group));
        chip.addEventListener('click', function () {
          group = entry.slug;
          run().then(function () {
            var pressed = chips.querySelector('[aria-pressed=true]');
            if (pressed) pressed.focus();
          });
        });
        chips.appendChild(chip);
      });
      chips.hidden = chips.childNodes.length < 2;
    }

    /* Where to go when searching does not help. */
    function guide(retry) {
      clear(help);
      if (retry) {
        var again = make('button', 's-retry', '再试一次');
        again.type = 'button';
        again.addEventListener('click', run);
        help.appendChild(again);
      }
      help.appendChild(make('p', 's-help-title', groups.length ? '也可以按人群找：' : '也可以从首页找：'));
      var places = make('ul', 's-places');
      (groups.length ? groups : [{ title: '回首页', slug: '' }]).forEach(function (group) {
        item(places, link('s-place', group.title, engine.address(group.slug && group.slug + '/')));
      });
      help.appendChild(places);
      help.appendChild(make('p', 's-help-title', '着急的事，打电话问：'));
      var phones = make('ul', 's-places');
      HOTLINES.forEach(function (line) { item(phones, link('s-place', line[0] + ' ' + line[1], 'tel:' + line[0])); });
      help.appendChild(phones);
      help.hidden = false;
    }

    function item(list, child) {
      var element = make('li');
      element.appendChild(child);
      list.appendChild(element);
    }

    function remember(text) {
      if (leave) return;
      var hash = text ? '#q=' + encodeURIComponent(text) + (group ? '&g=' + encodeURIComponent(group) : '') : '';
      if (hash === location.hash) return;
      try { history.replaceState(null, '', location.pathname + location.search + hash); } catch (refused) { location.hash = hash; }
    }

    function run() {
      var mine = ++turn, text = input.value.trim();
      clearTimeout(timer);
      remember(text);
      if (!normalize(text)) {
        answer = null;
        group = '';
        reset();
        chips.hidden = true;
        say(text ? '请输入文字或数字。' : '');
        return Promise.resolve();
      }
      var slow = setTimeout(function () { if (mine === turn) say('正在查找…'); }, 400);
      return engine.open().then(function (manifest) {
        known = true;
        groups = manifest.groups.map(function (group) { return { slug: group[0], title: group[2] }; });
        return engine.query(text, { group: group });
      }).then(function (got) {
        if (mine !== turn) return;
        answer = got;
        reset();
        filters(got.counts, got.all);
        show(got.results, 0);
        more.hidden = !got.hasMore();
        var number = (got.approximate ? '约 ' : ' ') + got.total + ' 篇。', none = !got.results.length;
        say((none && group && got.all ? '这一类里没有“' + text + '”，全部里有 ' + got.all + ' 篇。'
          : none ? '没有找到“' + text + '”。换个短一点的词试试。'
          : got.near ? '没有完全相同的，下面是相近的' + number : '找到' + number) +
          (got.incomplete ? '有一部分资料没有读到，结果可能不全。' : ''));
        if (none) guide(got.incomplete);
      }).catch(function () {
        if (mine !== turn) return;
        return (known ? engine.suggest(text, PAGE) : Promise.resolve([])).then(function (titles) {
          if (mine !== turn) return;
          answer = null;
          reset();
          chips.hidden = true;
          show(titles, 0);
          say('搜索资料没有读到，可能是网络断了。' + (titles.length ? '先列出标题里有这个词的文章。' : '请过一会儿再试。'));
          guide(true);
        });
      }).then(function () { clearTimeout(slow); });
    }

    function later() {
      clearTimeout(timer);
      timer = setTimeout(run, 150);
    }

    // While an input method is composing, what is in the box is not yet what the reader means.
    input.addEventListener('input', function (event) { if (!event.isComposing) later(); });
    input.addEventListener('compositionend', later);
    input.addEventListener('focus', function () { engine.open().catch(function () {}); });
    input.addEventListener('keydown', function (event) {
      if (event.isComposing || event.keyCode === 229) return;
      if (event.key === 'ArrowDown') select(active + 1);
      else if (event.key === 'ArrowUp') select(active < 0 ? options().length - 1 : active - 1);
      else if (event.key === 'Enter' && options()[active]) options()[active].click();
      else if (event.key === 'Escape' && active >= 0) select(-1);
      else if (event.key === 'Escape' && leave) leave(); // a search field would only empty itself
      else return;
      event.preventDefault();
    });
    form.addEventListener('submit', function (event) {
      event.preventDefault();
      run();
      // On a phone the keyboard would cover the results.
      if (global.matchMedia && matchMedia('(pointer: coarse)').matches) input.blur();
    });
    more.addEventListener('click', function () {
      var mine = turn, from = options().length;
      answer.more().then(function (hits) {
        if (mine !== turn) return;
        show(hits || [], from);
        more.hidden = !answer.hasMore();
        if (options()[from]) options()[from].focus();
      });
    });

    function recall() {
      var values = {};
      location.hash.slice(1).split('&').forEach(function (pair) {
        var at = pair.indexOf('=');
        try { values[pair.slice(0, at)] = decodeURIComponent(pair.slice(at + 1)); } catch (malformed) { /* not ours */ }
      });
      if ((values.q || '') === input.value.trim() && (values.g || '') === group) return;
      input.value = values.q || '';
      group = values.g || '';
      run();
    }
    if (!leave) {
      addEventListener('hashchange', recall);
      recall();
    }
    return { focus: function () { input.focus(); input.select(); } };
  }

  /* Opens the search over the page; on the search page itself its own box. */
  api.open = function () {
    if (pageApp) { pageApp.focus(); return; }
    if (!dialog) {
      var element = make('dialog', 's-dialog');
      if (!element.showModal) { location.href = engine.address('search/'); return; }
      var bar = make('div', 's-bar'), close = make('button', 's-close', '关闭');
      close.type = 'button';
      bar.appendChild(make('span', 's-bar-title', '搜索'));
      bar.appendChild(close);
      element.setAttribute('aria-label', '搜索');
      element.appendChild(bar);
      document.body.appendChild(element);
      dialog = { element: element, app: mount(element, function () { element.close(); }) };
      close.addEventListener('click', function () { element.close(); });
      element.addEventListener('click', function (event) {
        // A click on the element itself is one on the backdrop; a result may lead within this very page.
        if (event.target === element || event.target.closest('a')) element.close();
      });
    }
    if (!dialog.element.open) dialog.element.showModal();
    dialog.app.focus();
  };

  function start() {
    var host = document.querySelector('[data-search-page]');
    if (host && !pageApp) pageApp = mount(host, null);
  }
  if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', start); else start();
})(typeof self !== 'undefined' ? self : this);
