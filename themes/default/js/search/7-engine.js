/* ---- The engine ---- */

var FIRST = 5, PAGE = 10; // results at a time: every one of them costs a file
var SHARPEN_FROM = 5; // with more hits than this the overlapping pairs cost less than reading texts that lack them
var MOST_NEAR = 30;
var LEAST = 0.1; // of the best near result's score is what others must have
var KEPT_FILES = 60;

/* `options.root`: address of the site's root, ending in `/` (or empty). `options.load(url)`: runs the script
   at `url`, a promise; the page's way is to add a script element. `options.index`: what to add to an address
   that ends in `/` (from a disk there is no server to find `index.html`). `options.remote`: the script that asks an
   engine on a server, where the site has one. */
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
    if (cache.size > KEPT_FILES) cache.delete(cache.keys().next().value);
    return promise;
  }

  function open() {
    if (!opening) {
      opening = payload('manifest').then(function (text) {
        var manifest = JSON.parse(text);
        if (manifest.version !== VERSION) throw new Error('index of another version');
        // Units by place, from 1; place 0 is the missing first half of a single unit.
        var units = new BitReader(base64(manifest.alphabet));
        manifest.units = [0].concat(units.ascending(units.gamma() - 1, 0, 0xffff));
        manifest.directory = directory(manifest.shards, manifest.shard_directories ? 'i/' : 's/');
        manifest.sets = unfold(manifest.stretches).map(function (number) { return manifest.combinations[number]; });
        manifest.series_of = unfold(manifest.series_stretches);
        return manifest;
      });
      opening.catch(function () { opening = null; });
    }
    return opening;
  }

  /* The manifest's table `name`, read by `make`. */
  function table(manifest, name, make) {
    if (!manifest.tables[name]) return Promise.reject(new Error('no table ' + name));
    return cached(name + '-' + manifest.tables[name], make);
  }

  function wordsOf(manifest) {
    return table(manifest, 'w', function (text) { return vocabulary(JSON.parse(text)); }).catch(function () { return vocabulary([]); });
  }

  function soundsOf(manifest) {
    return table(manifest, 'p', function (text) {
      var lines = text.split('\n');
      return { numbers: soundNumbers(lines[0].split(' ')), cards: lines.slice(1) };
    });
  }

  function titlesOf(manifest) {
    return table(manifest, 'n', JSON.parse).catch(function () { return []; });
  }

  /* `1f-3k2j 4-8s1q` → first pairs and names of files. */
  function directory(text, folder) {
    var key = 0, keys = [], names = [];
    text.split(' ').filter(Boolean).forEach(function (word) {
      var parts = word.split('-');
      key += parseInt(parts[0], 36);
      keys.push(key);
      names.push(folder + key.toString(16) + '-' + parts[1]);
    });
    return { keys: keys, names: names };
  }

  function unfold(stretches) {
    var values = [];
    for (var i = 0; i < stretches.length; i += 2) for (var n = stretches[i + 1]; n > 0; n--) values.push(stretches[i]);
    return values;
  }

  /* → the list of `key`, an empty one when it is nowhere. */
  function find(manifest, directories, key) {
    var low = 0, high = directories.keys.length;
    while (low < high) {
      var middle = low + high >> 1;
      if (directories.keys[middle] <= key) low = middle + 1; else high = middle;
    }
    var nothing = { ids: [], levels: [] }, name = directories.names[low - 1];
    if (!name) return Promise.resolve(nothing);
    if (name[0] === 'i') {
      return cached(name, function (text) { return directory(text, 's/'); }).then(function (inner) { return find(manifest, inner, key); });
    }
    return cached(name, function (text) {
      return openShard(base64(text), manifest.universe, manifest.units);
    }).then(function (shard) { return shard(key) || nothing; });
  }

  /* Adds the lists of `keys` to `loaded`; nothing for those whose file cannot be had. */
  function lookup(manifest, keys, loaded) {
    return Promise.all(keys.filter(function (key) { return !loaded.has(key); }).map(function (key) {
      return find(manifest, manifest.directory, key).catch(function () { return null; }).then(function (list) { loaded.set(key, list); });
    }));
  }

  /* 預防接種 → 预防接种, where the site itself does not write so. */
  function simplified(manifest, text) {
    var foreign = Array.from(text).some(function (character) {
      return character > '\u33ff' && manifest.units.indexOf(character.charCodeAt(0)) < 0;
    });
    if (!foreign) return Promise.resolve(text);
    return table(manifest, 't', function (text) {
      var characters = Array.from(text), pairs = new Map();
      for (var i = 0; i + 1 < characters.length; i += 2) pairs.set(characters[i], characters[i + 1]);
      return pairs;
    }).then(function (pairs) {
      return Array.from(text).map(function (character) { return pairs.get(character) || character; }).join('');
    }).catch(function () { return text; });
  }

  /* Chinese characters → how they are read. */
  function readings(manifest) {
    return table(manifest, 'y', function (text) {
      var read = new Map();
      text.split(' ').forEach(function (row) {
        var at = row.search(/[^a-z]/);
        Array.from(row.slice(at)).forEach(function (character) { read.set(character, row.slice(0, at)); });
      });
      return read;
    });
  }

  /* The documents whose names or headings sound like `text`: wholly, and at least half. */
  async function alike(manifest, text, loaded) {
    var typed = normalize(text).replace(/\s+/g, ''), read = new Map(), sounds = await soundsOf(manifest);
    if (/[^a-z\d]/.test(typed)) read = await readings(manifest);
    var keys = spread(soundKeys(typed, sounds.numbers, read), MOST_KEYS);
    await lookup(manifest, keys, loaded);
    var lists = keys.map(function (key) { return loaded.get(key); }).filter(Boolean), scores = new Float32Array(manifest.documents);
    lists.forEach(function (list) { list.ids.forEach(function (id, i) { scores[id] += LEVELS[list.levels[i]]; }); });
    return [1, 0.5].map(function (part) { return byScore(shared(lists, Math.ceil(part * lists.length), manifest.documents), scores).slice(0, MOST_NEAR); });
  }

  /* Whether `text` holds `word`; a long one also with a character or two put in: 活着真没意思. */
  function says(text, word) {
    if (text.indexOf(word) >= 0) return true;
    for (var i = 1; word.length > 4 && i < word.length; i++) {
      for (var at = text.indexOf(word.slice(0, i)); at >= 0; at = text.indexOf(word.slice(0, i), at + 1)) {
        if (text.startsWith(word.slice(i), at + i + 1) || text.startsWith(word.slice(i), at + i + 2)) return true;
      }
    }
    return false;
  }

  /* The cards that the words of a question call for, whatever else is found. */
  async function cards(manifest, text) {
    var units = normalize(text).replace(/\s+/g, ''), letters = [];
    function among(words, texts) {
      return words && words.split('|').some(function (word) {
        return texts.some(function (text) { return says(text, word); });
      });
    }
    var sounds = manifest.help.length && /[a-z]{4}/.test(units) && await soundsOf(manifest).catch(function () { return null; });
    if (sounds) letters = units.match(/[a-z]{4,}/g).map(function (run) { return spell(run, sounds.numbers).map(fold).join(''); });
    return manifest.help.filter(function (card, number) { return among(card[3], [units]) || sounds && among(sounds.cards[number], letters); })
      .map(function (card) { return { title: card[0], text: card[1], phones: card[2] }; });
  }

  /* The candidates of a question, best first: `ids` hold all of it, `close` speak of most of it or sound like it.
     `bySound`: only what sounds like it, as `ids`. */
  async function match(text, bySound) {
    var manifest = await open(), loaded = new Map(), n = manifest.documents, nothing = vocabulary([]);
    text = await simplified(manifest, text.slice(0, 200));
    var question = plan(text, nothing);
    var answer = { question: question, ids: [], close: [], alike: !!bySound, incomplete: false, help: await cards(manifest, text), also: [] };
    if (!question.cover.length) return answer;
    if (bySound) {
      var sound = await alike(manifest, text, loaded).catch(function () { return [[], []]; });
      answer.ids = sound[0];
      if (!sound[0].length) answer.close = sound[1];
      return answer;
    }
    // A long question is cut into its words first: not all of its pairs are looked up.
    if (question.isLong) answer.question = question = plan(text, await wordsOf(manifest));
    function lists(keys) { return keys.map(function (key) { return loaded.get(key); }).filter(Boolean); }

    await lookup(manifest, question.cover, loaded);
    var got = lists(question.cover);
    answer.incomplete = got.length < question.cover.length;
    // Whoever asks for help gets the card even so.
    if (!got.length) throw Object.assign(new Error('no shard could be read'), { help: answer.help });
    answer.ids = shared(got, got.length, n);
    if (question.rest.length && (answer.ids.length > SHARPEN_FROM || !answer.ids.length)) {
      // What cannot be fetched now does not narrow the answer, nor is it missed.
      await lookup(manifest, question.rest, loaded);
      got = got.concat(lists(question.rest));
      answer.ids = shared(got, got.length, n);
    }
    var tops = new Uint8Array(n);
    got.forEach(function (list) { list.ids.forEach(function (id, i) { if (list.levels[i] === 7) tops[id]++; }); });
    if (answer.ids.length < FIRST || !answer.ids.some(function (id) { return tops[id] === got.length; })) {
      answer.question = question = plan(text, await wordsOf(manifest));
      await lookup(manifest, question.others.concat(answer.ids.length ? [] : question.loose), loaded);
    }
    var weights = weigh(question.concepts, loaded, n), scores = weights.total, covered = weights.covered, all = new Set(answer.ids);
    answer.close = weights.found.filter(function (id) { return !all.has(id); });
    var least = LEAST * answer.close.reduce(function (most, id) { return Math.max(most, scores[id]); }, 0);
    answer.close = byScore(answer.close.filter(function (id) { return scores[id] > least; }), scores);
    // All of the question in the title comes before any sum.
    answer.ids.forEach(function (id) { scores[id] += 1e3 * tops[id] / got.length; });
    byScore(answer.ids, scores);
    if (!answer.ids.length && !question.isLong && !(covered[answer.close[0]] > 0.9)) {
      var sounding = await alike(manifest, text, loaded).catch(function () { return [[]]; });
      answer.close = Array.from(new Set(sounding[0].concat(answer.close)));
    }
    answer.close = answer.close.slice(0, MOST_NEAR);
    question.concepts.forEach(function (concept) {
      var other = concept.words.slice(1).find(function (word) {
        return word.shown && word.weight > 0.6 && word.keys.every(function (key) { return loaded.get(key); });
      });
      if (other) answer.also.push(other.shown);
    });
    return answer;
  }

  function address(permalink) {
    return root + permalink + (options.index && (!permalink || /\/$/.test(permalink)) ? options.index : '');
  }

  /* The record of document `id`, or nothing. */
  async function recordOf(manifest, id) {
    var file = Math.floor(id / manifest.per_file), length = manifest.hash_length, step = manifest.record_directory;
    function hash(hashes, at) { return hashes.substr(at * length, length); }
    try {
      var hashes = manifest.records, at = file;
      if (step) {
        at = Math.floor(file / step);
        hashes = await cached('r/' + at + '-' + hash(hashes, at), String);
        at = file % step;
      }
      return (await cached('d/' + file + '-' + hash(hashes, at), JSON.parse))[id % manifest.per_file];
    } catch (unreadable) { return null; }
  }

  async function result(manifest, id, question) {
    var record = await recordOf(manifest, id), known = record ? null : (await titlesOf(manifest))[id];
    if (!record && !known) return null;
    var groups = manifest.sets[id].map(function (number) { return manifest.groups[number]; });
    return Object.assign({ id: id }, shown(manifest, record, groups, question, known));
  }

  /* `record` as a result; in its place, when it could not be read, what is `known`. */
  function shown(manifest, record, groups, question, known) {
    var permalink = record ? record[0] : known[0], title = record ? record[1] : known[1];
    var seen = record ? inspect(record, question) : { tier: 0, marks: question.pieces, anchor: '', section: '', excerpt: '' };
    var series = record && manifest.series[record[2]];
    return {
      tier: seen.tier,
      title: title,
      titleRanges: ranges(title, seen.marks),
      href: address(permalink) + (seen.anchor ? '#' + encodeURIComponent(seen.anchor) : ''),
      section: seen.section,
      sectionRanges: ranges(seen.section, seen.marks),
      excerpt: seen.excerpt,
      ranges: ranges(seen.excerpt, seen.marks),
      series: series ? { title: series[0], href: address(series[1]) } : null,
      groups: groups.map(function (group) { return { slug: group[0], character: group[1], title: group[2] }; }),
      unreviewed: !!(record && record[3]),
      damaged: !record,
    };
  }

  /* → {results, total, near, all, approximate, incomplete, counts, series, help, also, more, hasMore}. `total`: hits
     that hold the question; `near`: those after them that only come close; `counts`: hits by group slug, and
     `series` by series, the filter left out. `more()`: the next results, or null. */
  async function query(text, filter) {
    var manifest = await open(), told = null;
    if (manifest.remote && options.remote) {
      // Without the script there is no engine to ask, only the local index.
      var ask = global.BaodianRemote || await load(options.remote).then(function () { return global.BaodianRemote; }, function () {});
      text = text.slice(0, 200);
      told = ask && await ask(manifest, text, filter || {}, plan(text, vocabulary([])), shown.bind(null, manifest), cards(manifest, text));
    }
    if (told) return told;
    var answer = await assemble(await match(text), filter || {});
    if (!/[a-z]{2}/.test(normalize(text)) || answer.results.some(function (hit) { return !hit.near; })) return answer;
    var sound = await match(text, true);
    return sound.ids.length + sound.close.length ? assemble(sound, filter || {}) : answer;
  }

  async function assemble(matched, wanted) {
    var manifest = await open(), question = matched.question, counts = {}, series = new Map(), next = 0, demoted = [];
    manifest.groups.forEach(function (group) { counts[group[0]] = 0; });
    function inside(id, counting) {
      var own = manifest.sets[id].map(function (number) { return manifest.groups[number][0]; }), number = manifest.series_of[id];
      if (counting) {
        own.forEach(function (slug) { counts[slug]++; });
        if (number) series.set(number, (series.get(number) || 0) + 1);
      }
      return (!wanted.group || own.indexOf(wanted.group) >= 0) && (!(wanted.series >= 0) || wanted.series + 1 === number);
    }
    var counted = matched.ids.length ? matched.ids : matched.close;
    var ids = matched.ids.filter(function (id) { return inside(id, true); });
    var near = matched.close.filter(function (id) { return inside(id, !matched.ids.length); });
    var answer = {
      total: ids.length,
      near: near.length,
      all: counted.length,
      approximate: !question.exact && !matched.alike && ids.length > FIRST,
      incomplete: matched.incomplete,
      counts: counts,
      series: Array.from(series).map(function (pair) {
        return { number: pair[0] - 1, title: manifest.series[pair[0] - 1][0], count: pair[1] };
      }),
      help: matched.help,
      also: matched.also,
    };

    async function fetch(batch) {
      var got = await Promise.all(batch.map(function (id) { return result(manifest, id, question); }));
      return got.filter(function (hit) {
        if (!hit || hit.damaged) answer.incomplete = true;
        return hit;
      });
    }

    /* The next few of those that hold the question (as long as none of them really does, the ones after them
       too); then those that come near. A stable order: equal tiers stay as they were ranked. */
    async function page(size) {
      var hits = [], tries = next ? 1 : 3;
      while (next < ids.length && tries-- > 0 && hits.length < size) {
        var batch = await fetch(ids.slice(next, next += size));
        batch.forEach(function (hit) {
          // Pairs that never meet are no hit.
          if (matched.alike || question.exact || hit.tier >= 1 || hit.damaged) hits.push(hit); else demoted.push(hit);
        });
      }
      hits.sort(function (a, b) { return b.tier - a.tier; });
      if (!hits.length && next < ids.length) {
        // A first page of near ones is better than none.
        hits = demoted.splice(0, size);
        hits.forEach(function (hit) { hit.near = true; });
      }
      if (next >= ids.length) {
        answer.total -= demoted.length;
        answer.near += demoted.length;
        if (next === ids.length) answer.approximate = false;
        if (hits.length < size) {
          var rest = demoted.concat(await fetch(near.splice(0, Math.max(0, size - hits.length - demoted.length))));
          rest.forEach(function (hit) { hit.near = true; });
          hits = hits.concat(rest);
          demoted = [];
        }
      }
      return hits;
    }
    answer.results = await page(FIRST);
    answer.hasMore = function () { return next < ids.length || near.length + demoted.length > 0; };
    answer.more = function () { return answer.hasMore() ? page(PAGE) : Promise.resolve(null); };
    return answer;
  }

  /* Titles that hold what was typed: those that begin with it first. */
  async function suggest(text, limit) {
    var manifest = await open(), pieces = plan(text, vocabulary([])).pieces;
    if (!pieces.length) return [];
    return (await titlesOf(manifest)).map(function (entry) {
      var units = normalize(entry[1]);
      if (!pieces.every(function (piece) { return holds(units, piece); })) return null;
      return { title: entry[1], titleRanges: ranges(entry[1], pieces), href: address(entry[0]), at: units.indexOf(pieces[0].core) };
    }).filter(Boolean).sort(function (a, b) { return a.at - b.at; }).slice(0, limit);
  }

  return { open: open, match: match, query: query, suggest: suggest, address: address };
}
