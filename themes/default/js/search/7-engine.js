/* ---- The engine ---- */

var FIRST = 5, PAGE = 10, FEWEST = 3; // results at a time: every one of them costs a file
var SHARPEN_FROM = 5; // with more hits than this the overlapping pairs cost less than reading texts that lack them
var MOST_NEAR = 30;
var MOST_HEARD = 10; // characters of a question that may be misspelt as a whole
var LEAST = 0.1; // of the best near result's score is what others must have

/* `options.root`: address of the site's root, ending in `/` (or empty). `options.load(url)`: runs the script
   at `url`, a promise; the page's way is to add a script element. `options.index`: what to add to an address
   that ends in `/` (from a disk there is no server to find `index.html`). `options.remote`: the script that asks an
   engine on a server, where the site has one. */
function create(options) {
  var root = options.root, files = library(options), manifest;

  async function open() { return manifest = await files.open(); }

  /* The documents whose names or headings sound like `text`: wholly, and at least half. Tells `question` when it is
     typed in initials alone. */
  async function alike(text, loaded, question) {
    var typed = normalize(text).replace(/\s+/g, ''), sounds = await files.sounds();
    var read = /[^a-z\d]/.test(typed) ? await files.readings() : new Map();
    var keys = spread(soundKeys(typed, sounds, read), MOST_KEYS), scores = new Float32Array(manifest.documents);
    if (keys.every(key => key >= INITIALS * 65536)) question.letters = typed;
    await files.lookup(keys, loaded);
    var lists = known(keys, loaded);
    lists.forEach(list => { list.ids.forEach((id, i) => { scores[id] += LEVELS[list.levels[i]]; }); });
    return [1, 0.5].map(part => byScore(shared(lists, Math.ceil(part * lists.length), manifest.documents), scores).slice(0, MOST_NEAR));
  }

  /* Whether `text` holds `word`; a long one also with a character or two put in: 活着真没意思. */
  function says(text, word) {
    if (text.includes(word)) return true;
    for (var i = 1; word.length > 4 && i < word.length; i++) {
      for (var at = text.indexOf(word.slice(0, i)); at >= 0; at = text.indexOf(word.slice(0, i), at + 1)) {
        if (text.startsWith(word.slice(i), at + i + 1) || text.startsWith(word.slice(i), at + i + 2)) return true;
      }
    }
    return false;
  }

  /* The cards that the words of a question call for, whatever else is found. */
  async function cards(text) {
    var units = normalize(text).replace(/\s+/g, ''), letters = [];
    function among(words, texts) {
      return words && words.split(' ').some(word => {
        return texts.some(text => says(text, word));
      });
    }
    var runs = manifest.help.length && units.match(/[a-z]{4,}/g), sounds = runs && await Promise.all([files.sounds(), files.helpLetters()]).catch(() => null);
    if (sounds) letters = runs.map(run => spell(run, sounds[0]).map(fold).join(''));
    return manifest.help.filter((card, number) => among(card[3], [units]) || sounds && among(sounds[1][number], letters))
      .map(card => { return { title: card[0], text: card[1], phones: card[2] }; });
  }

  function known(keys, loaded) { return keys.map(key => loaded.get(key)).filter(Boolean); }

  /* The candidates of a question, best first: `ids` hold all of it, `close` speak of most of it or sound like it.
     `bySound`: only what sounds like it, as `ids`. */
  async function match(text, bySound) {
    var loaded = new Map();
    await open();
    text = await files.simplified(text.slice(0, 200));
    var question = plan(text, vocabulary([], []));
    var answer = { question: question, ids: [], close: [], scores: [], rest: [], alike: !!bySound, incomplete: false, help: await cards(text), also: [] };
    if (!question.pairs.length) return answer;
    if (bySound) {
      var sounding = await alike(text, loaded, question).catch(() => [[], []]);
      answer.ids = sounding[0];
      if (!answer.ids.length) answer.close = sounding[1];
      return answer;
    }
    // Most questions of four and more characters will need them: they come along with the first shards.
    if (question.pairs.length > 2) files.words(text);
    // A long question is cut into its words first: not all of its pairs are looked up.
    if (question.isLong) answer.question = plan(text, await files.words(text));
    var tops = await holders(answer, loaded);
    await widen(answer, text, tops, loaded);
    await rank(answer, text, tops, loaded);
    return answer;
  }

  /* Finds the documents that hold all pairs of the question, so far as they are looked up: the rarest first, then, where
     those leave many or none, the others. → how much of the question stands in the title, by document. */
  async function holders(answer, loaded) {
    var question = answer.question, cover = question.cover;
    // Few as they are, the overlapping pairs come along: a file more weighs less than another round trip.
    var keys = files.rarest(cover).concat(files.rarest(question.pairs.filter(key => !cover.includes(key)))).slice(0, FIRST_KEYS);
    await files.lookup(keys, loaded);
    var lists = known(keys, loaded);
    answer.incomplete = lists.length < keys.length;
    // Whoever asks for help gets the card even so.
    if (!lists.length) throw Object.assign(new Error('no shard'), { help: answer.help });
    answer.ids = shared(lists, lists.length, manifest.documents);
    var rest = files.rarest(question.pairs.filter(key => !loaded.has(key))).slice(0, MOST_KEYS - keys.length);
    // Where none holds the question, they come along with the other words for it.
    if (!answer.ids.length) answer.rest = rest;
    if (answer.ids.length > SHARPEN_FROM) {
      // What cannot be fetched now does not narrow the answer, nor is it missed.
      await files.lookup(rest, loaded);
      lists = lists.concat(known(rest, loaded));
      answer.ids = shared(lists, lists.length, manifest.documents);
    }
    var tops = new Float32Array(manifest.documents);
    lists.forEach(list => { list.names.forEach(id => { tops[id] += 1 / lists.length; }); });
    return tops;
  }

  /* Where few documents hold the question: looks for other words for it too. What comes near stands below what holds it,
     so a full page of those needs none. */
  async function widen(answer, text, tops, loaded) {
    if (answer.ids.length >= FIRST || answer.ids.length >= FEWEST && answer.ids.some(id => tops[id] > 0.99)) return;
    var question = answer.question = plan(text, await files.words(text));
    var single = answer.ids.length ? [] : files.rarest(question.single).slice(0, MOST_SINGLE);
    await files.lookup(question.others.concat(answer.ids.length ? [] : question.loose, single, answer.rest), loaded);
    single.forEach(key => {
      var list = loaded.get(key);
      // What every other text holds says nothing.
      if (list && list.ids.length < 0.4 * manifest.documents) question.concepts.push({ loose: true, words: [{ keys: [key], weight: 0.5, typed: 1 }] });
    });
    question.concepts.forEach(concept => {
      var other = concept.words.slice(1).find(word => {
        return word.shown && word.weight > 0.6 && known(word.keys, loaded).length === word.keys.length;
      });
      if (other) answer.also.push(other.shown);
    });
  }

  /* Puts the candidates in order, and finds those that only come near. */
  async function rank(answer, text, tops, loaded) {
    var weights = weigh(answer.question.concepts, loaded, manifest.documents), scores = answer.scores = weights.total, whole = new Uint8Array(manifest.documents);
    // All of the question in the title comes before any sum.
    answer.ids.forEach(id => { whole[id] = 1; scores[id] += 1e3 * tops[id]; });
    var close = weights.found.filter(id => !whole[id]);
    var least = LEAST * close.reduce((most, id) => Math.max(most, scores[id]), 0);
    close = byScore(close.filter(id => scores[id] > least), scores);
    answer.ids = byScore(answer.ids, scores);
    if (!answer.ids.length && normalize(text).length <= MOST_HEARD && !(weights.covered[close[0]] > 0.9)) {
      var sounding = await alike(text, loaded, answer.question).catch(() => [[]]);
      close = Array.from(new Set(sounding[0].concat(close)));
    }
    answer.close = close.slice(0, MOST_NEAR);
  }

  function address(permalink) {
    return root + permalink + (options.index && (!permalink || /\/$/.test(permalink)) ? options.index : '');
  }

  async function result(id, question) {
    var record = await files.record(id), known = record || (await files.titles())[id];
    if (!known) return null;
    var hit = shown(record || known.concat(-1, 0, '', '', '', [[]]), manifest.sets[id].map(number => manifest.groups[number]), question);
    return Object.assign(hit, { id: id, damaged: !record });
  }

  /* `record` as a result. */
  function shown(record, groups, question) {
    var seen = inspect(record, question), series = manifest.series[record[2]];
    return {
      tier: seen.tier,
      title: record[1],
      titleRanges: ranges(record[1], seen.marks),
      href: address(record[0]) + (seen.anchor ? '#' + encodeURIComponent(seen.anchor) : ''),
      section: seen.section,
      sectionRanges: ranges(seen.section, seen.marks),
      excerpt: seen.excerpt,
      ranges: ranges(seen.excerpt, seen.marks),
      series: series ? { title: series[0], href: address(series[1]) } : null,
      groups: groups.map(group => ({ slug: group[0], character: group[1], title: group[2] })),
      unreviewed: !!record[3],
    };
  }

  /* → {results, total, near, all, approximate, incomplete, counts, series, help, also, more, hasMore}. `total`: hits
     that hold the question; `near`: those after them that only come close; `counts`: hits by group slug, and
     `series` by series, the filter left out. `more()`: the next results, or null. */
  async function query(text, filter) {
    var told = null;
    await open();
    if (manifest.remote && options.remote) {
      // Without the script there is no engine to ask, only the local index.
      var ask = global.BaodianRemote || await options.load(options.remote).then(() => global.BaodianRemote, () => {});
      text = text.slice(0, 200);
      told = ask && await ask(manifest, text, filter || {}, plan(text, vocabulary([], [])), shown, cards(text));
    }
    if (told) return told;
    var answer = await assemble(await match(text), filter || {});
    if (!/[a-z]{2}/.test(normalize(text)) || answer.results.some(hit => !hit.near)) return answer;
    var sound = await match(text, true);
    return sound.ids.length + sound.close.length ? assemble(sound, filter || {}) : answer;
  }

  async function assemble(matched, wanted) {
    var question = matched.question, counts = {}, next = 0, demoted = [];
    var only = manifest.groups.findIndex(group => group[0] === wanted.group), ofGroup = manifest.groups.map(() => 0), ofSeries = [];
    function inside(id, counting) {
      var own = manifest.sets[id], number = manifest.series_of[id];
      if (counting) {
        own.forEach(group => { ofGroup[group]++; });
        ofSeries[number] = (ofSeries[number] || 0) + 1;
      }
      return (only < 0 || own.includes(only)) && (!(wanted.series >= 0) || wanted.series + 1 === number);
    }
    var counted = matched.ids.length ? matched.ids : matched.close;
    var ids = matched.ids.filter(id => inside(id, true));
    var near = matched.close.filter(id => inside(id, !matched.ids.length));
    manifest.groups.forEach((group, i) => { counts[group[0]] = ofGroup[i]; });
    var answer = {
      total: ids.length,
      near: near.length,
      all: counted.length,
      approximate: !question.exact && !matched.alike && ids.length > FIRST,
      incomplete: matched.incomplete,
      counts: counts,
      series: manifest.series.map((entry, i) => ({ number: i, title: entry[0], count: ofSeries[i + 1] })).filter(entry => entry.count),
      help: matched.help,
      also: matched.also,
    };

    async function fetch(batch) {
      var got = await Promise.all(batch.map(id => result(id, question)));
      return got.filter(hit => {
        if (!hit || hit.damaged) answer.incomplete = true;
        return hit;
      });
    }

    /* The next few of those that hold the question (as long as none of them really does, the ones after them
       too); then those that come near. A stable order: equal tiers stay as they were ranked. */
    async function page(size) {
      var hits = [], tries = next ? 1 : 3;
      while (next < ids.length && tries-- > 0 && hits.length < FEWEST) {
        var batch = await fetch(ids.slice(next, next += size));
        batch.forEach(hit => {
          // Pairs that never meet are no hit.
          hit.near = !(matched.alike || question.exact || hit.tier >= 1 || hit.damaged);
          (hit.near ? demoted : hits).push(hit);
        });
      }
      hits.sort((a, b) => b.tier - a.tier);
      // A first page of near ones is better than none.
      if (!hits.length && next < ids.length) hits = demoted.splice(0, size);
      if (next >= ids.length) {
        answer.total -= demoted.length;
        answer.near += demoted.length;
        answer.approximate = false;
        if (hits.length < size) {
          var rest = demoted.concat(await fetch(near.splice(0, Math.max(0, size - hits.length - demoted.length))));
          rest.forEach(hit => { hit.near = true; });
          hits = hits.concat(rest.sort((a, b) => demoted.length && matched.scores[b.id] - matched.scores[a.id]));
          demoted = [];
        }
      }
      return hits;
    }
    answer.results = await page(FIRST);
    answer.hasMore = () => next < ids.length || near.length + demoted.length > 0;
    answer.more = () => answer.hasMore() ? page(PAGE) : Promise.resolve(null);
    return answer;
  }

  /* Titles that hold what was typed: those that begin with it first. */
  async function suggest(text, limit) {
    await open();
    var pieces = plan(text, vocabulary([], [])).pieces;
    if (!pieces.length) return [];
    return (await files.titles()).map(entry => {
      var units = normalize(entry[1]);
      if (!pieces.every(piece => holds(units, piece))) return null;
      return { title: entry[1], titleRanges: ranges(entry[1], pieces), href: address(entry[0]), at: units.indexOf(pieces[0].core) };
    }).filter(Boolean).sort((a, b) => a.at - b.at).slice(0, limit);
  }

  return { open: open, match: match, query: query, suggest: suggest, address: address };
}
