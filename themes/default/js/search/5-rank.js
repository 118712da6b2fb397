/* ---- Ranking ---- */

var SORTED = 256;

/* What an impact level is worth: one mention, more or in a heading, the title or another name. */
var LEVELS = [0.35, 0.7, 1.5];

/* BM25's inverse document frequency, a little steeper: in a spoken question most pairs are chaff. */
function rarity(list, documents) {
  return Math.log(1 + (documents - list.ids.length + 0.5) / (list.ids.length + 0.5)) ** 1.7;
}

/* The documents that stand in at least `least` of `lists`. */
function shared(lists, least, documents) {
  var counts = new Uint8Array(documents), found = [];
  lists.forEach(list => {
    var ids = list.ids;
    for (var i = 0; i < ids.length; i++) if (++counts[ids[i]] === least) found.push(ids[i]);
  });
  return found;
}

/* How well each document answers: over the concepts of a question, the sum of the best of their words there
   (BM25F, levels from the index), times the share of the question it speaks of. Of a known word all pairs must
   stand there, or it counts little; other words for it count their weight; of what no list of words knows, each
   pair counts for itself. */
function weigh(concepts, loaded, documents) {
  var total = new Float32Array(documents), covered = new Float32Array(documents), whole = 0, found = [];
  // Of one concept and of one word, by document; only what was touched is looked at and wiped.
  var best = new Float32Array(documents), share = new Float32Array(documents), sums = new Float32Array(documents), parts = new Float32Array(documents);
  concepts.forEach(concept => {
    var worth = 0, size = concept.words[0].keys.length, reached = [];
    concept.words.forEach(word => {
      var lists = word.keys.map(key => loaded.get(key)).filter(list => list && list.ids.length);
      if (!lists.length || !word.typed && lists.length < word.keys.length) return;
      var all = 0, touched = [], stretch = concept.loose ? 1 : size / lists.length;
      lists.forEach(list => { all += rarity(list, documents); });
      lists.forEach(list => {
        var idf = rarity(list, documents), scale = idf * word.weight * stretch, ids = list.ids, levels = list.levels;
        for (var i = 0; i < ids.length; i++) {
          var id = ids[i];
          if (!parts[id]) touched.push(id);
          parts[id] += idf / all;
          sums[id] += scale * LEVELS[levels[i]];
        }
      });
      worth = Math.max(worth, all * stretch);
      touched.forEach(id => {
        var part = parts[id], sum = sums[id];
        parts[id] = sums[id] = 0;
        if (!concept.loose && part < 0.99) {
          if (!word.typed) return;
          part /= 4;
          sum /= 4;
        }
        if (!best[id]) reached.push(id);
        best[id] = Math.max(best[id], sum);
        share[id] = Math.max(share[id], part * (word.weight < 0.6 ? 0.6 : 1));
      });
    });
    whole += worth;
    reached.forEach(id => {
      if (!total[id]) found.push(id);
      total[id] += best[id];
      covered[id] += share[id] * worth;
      best[id] = share[id] = 0;
    });
  });
  found.forEach(id => {
    covered[id] /= whole;
    total[id] *= covered[id];
  });
  return { total: total, covered: covered, found: found };
}

/* Best first, then by number. Of thousands only the best few hundred are put in order (a sample tells where they end):
   those as good as the last of them follow, then the others. */
function byScore(ids, scores) {
  if (ids.length <= 4 * SORTED) return inOrder(ids, scores);
  var least = new Float32Array(ids.filter((_, i) => !(i & 7)).map(id => scores[id])).sort()[ids.length - SORTED >> 3];
  return inOrder(ids.filter(id => scores[id] > least), scores).concat(ids.filter(id => scores[id] === least), ids.filter(id => scores[id] < least));
}

/* Packed into numbers, which sort without being compared by a function. */
function inOrder(ids, scores) {
  var packed = new Float64Array(ids.map(id => Math.floor((1e4 - scores[id]) * 1e3) * 2 ** 28 + id)).sort();
  return ids.map((_, i) => packed[i] & 0xfffffff);
}
