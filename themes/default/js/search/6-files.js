/* ---- Files: what was fetched, and how the rest is ---- */

var KEPT_FILES = 60;

/* `options`: see `create`. Everything but `open` is for after it. */
function library(options) {
  var cache = new Map(), opening = null, manifest, read, seed;

  /* What the file `name` holds. `sown`: where its checksum starts; `version`: what its name does not tell. */
  function payload(name, sown, version) {
    return options.load(options.root + 'search/' + name + '.js' + (version ? '?' + version : '')).then(function () {
      var got = inbox[name];
      delete inbox[name];
      if (!got || checksum(sown, got[0]) !== got[1]) throw new Error('damaged: ' + name);
      return got[0];
    });
  }

  /* The same file twice is one request; a failed one may be tried again; the oldest make room. */
  function cached(name, make, sown, version) {
    var promise = cache.get(name);
    if (promise) cache.delete(name);
    else {
      promise = payload(name, sown, version).then(make);
      promise.catch(function () { cache.delete(name); });
    }
    cache.set(name, promise);
    if (cache.size > KEPT_FILES) cache.delete(cache.keys().next().value);
    return promise;
  }

  function open() {
    if (!opening) {
      opening = payload('manifest').then(function (text) {
        manifest = JSON.parse(text);
        if (manifest.version !== VERSION) throw new Error('index of another version');
        // Units by place, from 1; place 0 is the missing first half of a single unit.
        var units = new BitReader(base64(manifest.alphabet));
        manifest.units = [0].concat(units.ascending(units.gamma() - 1, 0, 0xffff));
        manifest.read = read = letters(manifest.units);
        seed = checksum(0, manifest.alphabet);
        manifest.help = JSON.parse(read(manifest.help));
        manifest.directory = directory(manifest.shards, manifest.shard_directories ? 'i/' : 's/');
        manifest.sets = unfold(manifest.stretches).map(function (number) { return manifest.combinations[number]; });
        manifest.series_of = unfold(manifest.series_stretches);
        return manifest;
      });
      opening.catch(function () { opening = null; });
    }
    return opening;
  }

  /* A list of shards → their first pairs and the names of their files. */
  function directory(text, folder) {
    var reader = new BitReader(base64(text)), keys = [], names = [], units = manifest.units, first = 0;
    for (var left = reader.gamma(); left > 1; left--) {
      first += reader.gamma() - 1;
      var key = units[first] * 65536 + units[reader.choice(units.length)], name = folder + key.toString(16) + '-';
      for (var digit = 0; digit < 5; digit++) name += reader.bits(5).toString(32);
      keys.push(key);
      names.push(name);
    }
    return { keys: keys, names: names };
  }

  function unfold(stretches) {
    var values = [];
    for (var i = 0; i < stretches.length; i += 2) for (var n = stretches[i + 1]; n > 0; n--) values.push(stretches[i]);
    return values;
  }

  /* The manifest's table `name`, read by `make`; one that is written in `letters` first by them. */
  function table(name, make, lettered) {
    if (!manifest.tables[name]) return Promise.reject(new Error('no table ' + name));
    return cached(name + '-' + manifest.tables[name], function (text) { return make(lettered ? read(text) : text); }, lettered && seed);
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

  /* → the list of `key`, an empty one when it is nowhere. */
  function find(directories, key) {
    var nothing = { ids: [], levels: [] }, name = directories.names[place(directories, key) - 1];
    if (!name) return Promise.resolve(nothing);
    if (name[0] === 'i') {
      return cached(name, function (text) { return directory(text, 's/'); }).then(function (inner) { return find(inner, key); });
    }
    return cached(name, function (text) {
      return openShard(base64(text), manifest.universe, manifest.units);
    }).then(function (shard) { return shard(key) || nothing; });
  }

  return {
    open: open,

    /* The table of words that mean the same. */
    words: function () {
      return table('w', function (text) { return vocabulary(JSON.parse(text)); }, true).catch(function () { return vocabulary([]); });
    },

    sounds: function () {
      return table('p', function (text) {
        var lines = text.split('\n');
        return { numbers: soundNumbers(lines[0].split(' ')), cards: lines.slice(1) };
      });
    },

    /* Address and title of each document, where the site is not too large for that. */
    titles: function () {
      return table('n', JSON.parse, true).catch(function () { return []; });
    },

    /* Chinese characters → how they are read. */
    readings: function () {
      return table('y', function (text) {
        var found = new Map();
        text.split(' ').forEach(function (row) {
          var at = row.search(/[^a-z]/);
          Array.from(row.slice(at)).forEach(function (character) { found.set(character, row.slice(0, at)); });
        });
        return found;
      }, true);
    },

    /* 預防接種 → 预防接种, where the site itself does not write so. */
    simplified: function (text) {
      var foreign = Array.from(normalize(text)).some(function (character) {
        return character > '\u33ff' && manifest.units.indexOf(character.charCodeAt(0)) < 0;
      });
      return !foreign ? Promise.resolve(text) : table('t', function (table) {
        var characters = Array.from(table), pairs = new Map();
        for (var i = 0; i + 1 < characters.length; i += 2) pairs.set(characters[i], characters[i + 1]);
        return pairs;
      }).then(function (pairs) {
        return Array.from(text).map(function (character) { return pairs.get(character) || character; }).join('');
      }).catch(function () { return text; });
    },

    /* The `keys` that stand in the fewest documents first, as far as is known without asking: shards are of a size, so
       where one holds a wide range of pairs they are rare. */
    rarest: function (keys) {
      var ends = manifest.directory.keys;
      function range(key) { var at = place(manifest.directory, key); return (ends[at] || 1e10) - (ends[at - 1] || 0); }
      return keys.slice().sort(function (a, b) { return range(b) - range(a); });
    },

    /* Adds the lists of `keys` to `loaded`; nothing for those whose file cannot be had. */
    lookup: function (keys, loaded) {
      return Promise.all(keys.filter(function (key) { return !loaded.has(key); }).map(function (key) {
        return find(manifest.directory, key).catch(function () { return null; }).then(function (list) { loaded.set(key, list); });
      }));
    },

    /* The record of document `id`, or nothing. */
    record: function (id) {
      return cached('d/' + Math.floor(id / manifest.per_file), function (text) {
        return JSON.parse(read(text));
      }, seed, manifest.records).then(function (records) { return records[id % manifest.per_file]; }, function () { return null; });
    },
  };
}
