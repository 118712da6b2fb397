/* ---- Files: what was fetched, and how the rest is ---- */

var KEPT_FILES = 60, KEPT_LISTS = 24;

/* `options`: see `create`. Everything but `open` is for after it. */
function library(options) {
  var cache = new Map(), lists = new Map(), opening = null, manifest, read, seed;

  /* What the file `name` holds. `sown`: where its checksum starts; `version`: what its name does not tell. */
  function payload(name, sown, version) {
    return options.load(options.root + 'search/' + name + '.js' + (version ? '?' + version : '')).then(() => {
      var got = inbox[name];
      delete inbox[name];
      if (!got || checksum(sown, got[0]) !== got[1]) throw new Error('damaged: ' + name);
      return got[0];
    });
  }

  /* Puts `value` last into `map`, whose oldest ones make room. */
  function keep(map, name, value, most) {
    map.delete(name);
    map.set(name, value);
    if (map.size > most) map.delete(map.keys().next().value);
  }

  /* The same file twice is one request; a failed one may be tried again. */
  function cached(name, make, sown, version) {
    var promise = cache.get(name);
    if (!promise) {
      promise = payload(name, sown, version).then(make);
      promise.catch(() => { cache.delete(name); });
    }
    keep(cache, name, promise, KEPT_FILES);
    return promise;
  }

  function open() {
    if (!opening) {
      opening = payload('manifest').then(text => {
        manifest = JSON.parse(text);
        if (manifest.version !== VERSION) throw new Error('another version');
        // Units by place, from 1; place 0 is the missing first half of a single unit.
        var units = new BitReader(base64(manifest.alphabet));
        manifest.units = [0].concat(Array.from(units.ascending(units.gamma() - 1, 0, 0xffff)));
        manifest.read = read = letters(manifest.units, manifest.frequent);
        seed = checksum(0, manifest.alphabet);
        manifest.help = JSON.parse(read(manifest.help));
        manifest.directory = directory(manifest.shards, manifest.shard_directories ? 'i/' : 's/');
        manifest.words = directory(manifest.words, 'w/');
        manifest.sets = unfold(manifest.stretches).map(number => manifest.combinations[number]);
        manifest.series_of = unfold(manifest.series_stretches);
        return manifest;
      });
      opening.catch(() => { opening = null; });
    }
    return opening;
  }

  /* A list of shards → their first pairs and the hashes of their files. */
  function directory(text, folder) {
    var reader = new BitReader(base64(text)), keys = [], hashes = [], units = manifest.units, first = 0;
    for (var left = reader.gamma(); left > 1; left--) {
      first += reader.gamma() - 1;
      keys.push(units[first] * 65536 + units[reader.choice(units.length)]);
      hashes.push(reader.bits(25));
    }
    return { keys: keys, hashes: hashes, folder: folder };
  }

  function unfold(stretches) {
    var values = [];
    for (var i = 0; i < stretches.length; i += 2) for (var n = stretches[i + 1]; n > 0; n--) values.push(stretches[i]);
    return values;
  }

  /* The manifest's table `name`, read by `make`; one that is written in `letters` first by them. */
  function table(name, make, lettered) {
    if (!manifest.tables[name]) return Promise.reject(new Error('no table ' + name));
    return cached(name + '-' + manifest.tables[name], text => make(lettered ? read(text) : text), lettered && seed);
  }

  /* How many of `directories` begin at `key` or before. */
  function place(directories, key) {
    var low = 0, high = directories.keys.length;
    while (low < high) {
      var middle = low + high >> 1;
      if (directories.keys[middle] <= key) low = middle + 1; else high = middle;
    }
    return low;
  }

  /* The file that has `key`, if one has. */
  function fileOf(directories, key) {
    var at = place(directories, key) - 1;
    return at < 0 ? '' : directories.folder + directories.keys[at].toString(16) + '-' + (directories.hashes[at] + 0x2000000).toString(32).slice(1);
  }

  /* → the list of `key`, an empty one when it is nowhere. */
  function find(directories, key) {
    var nothing = { ids: [], levels: [], names: [] }, name = fileOf(directories, key);
    if (!name) return Promise.resolve(nothing);
    if (name[0] === 'i') {
      return cached(name, text => directory(text, 's/')).then(inner => find(inner, key));
    }
    return cached(name, text => {
      return openShard(base64(text), manifest.universe, manifest.units);
    }).then(shard => shard(key) || nothing);
  }

  return {
    open: open,

    /* The words that mean the same, as far as they begin with a character of `text`. */
    words: async text => {
      var names = new Set(Array.from(normalize(text), character => fileOf(manifest.words, character.charCodeAt(0) * 65536)));
      var groups = table('w', text => JSON.parse(text).map(row => {
        var shown = row[1].split(' ');
        return { mode: row[0] & 3, hidden: row[0] > 3, words: unitsOf(shown), shown: shown };
      }), true).catch(() => []);
      var others = Array.from(names, name => name && cached(name, read, seed).catch(() => ''));
      return vocabulary(await groups, await Promise.all(others));
    },

    /* The syllables by number. */
    sounds: () => table('p', text => soundNumbers(text.split(' '))),

    /* The letters of each card's words. */
    helpLetters: () => table('c', text => text.split('\n')),

    /* Address and title of each document, where the site is not too large for that. */
    titles: () => {
      return table('n', JSON.parse, true).catch(() => []);
    },

    /* Chinese characters → how they are read. */
    readings: () => {
      return table('y', text => {
        var found = new Map();
        text.split(' ').forEach(row => {
          var at = row.search(/[^a-z]/);
          Array.from(row.slice(at)).forEach(character => { found.set(character, row.slice(0, at)); });
        });
        return found;
      }, true);
    },

    /* 預防接種 → 预防接种, where the site itself does not write so. */
    simplified: text => {
      var foreign = Array.from(normalize(text)).some(character => {
        return character > '\u33ff' && manifest.units.indexOf(character.charCodeAt(0)) < 0;
      });
      return !foreign ? Promise.resolve(text) : table('t', table => {
        var characters = Array.from(table), pairs = new Map();
        for (var i = 0; i + 1 < characters.length; i += 2) pairs.set(characters[i], characters[i + 1]);
        return pairs;
      }).then(pairs => {
        return Array.from(text).map(character => pairs.get(character) || character).join('');
      }).catch(() => text);
    },

    /* The `keys` that stand in the fewest documents first, as far as is known without asking: shards are of a size, so
       where one holds a wide range of pairs they are rare. */
    rarest: keys => {
      var ends = manifest.directory.keys;
      function range(key) { var at = place(manifest.directory, key); return (ends[at] || 1e10) - (ends[at - 1] || 0); }
      return keys.slice().sort((a, b) => range(b) - range(a));
    },

    /* Adds the lists of `keys` to `loaded`; nothing for those whose file cannot be had. */
    lookup: (keys, loaded) => Promise.all(keys.map(async key => {
      var list = lists.get(key) || await find(manifest.directory, key).catch(() => null);
      loaded.set(key, list);
      if (list) keep(lists, key, list, KEPT_LISTS);
    })),

    /* The record of document `id`, or nothing. */
    record: id => {
      return cached('d/' + Math.floor(id / manifest.per_file), text => {
        return JSON.parse(read(text));
      }, seed, manifest.records).then(records => records[id % manifest.per_file], () => null);
    },
  };
}
