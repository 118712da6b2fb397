/* ---- The engine ---- */

var PAGE = 10; // results at a time
var SHARPEN_FROM = 20; // with more hits than this the overlapping pairs are worth fetching too
var KEPT_SHARDS = 60;

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
