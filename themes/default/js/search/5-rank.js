/* ---- Ranking ---- */

/* What an impact level is worth; 7 is the title or another name. */
var LEVELS = [0.1, 0.2, 0.35, 0.5, 0.65, 0.8, 0.95, 1.5];

/* BM25's inverse document frequency, a little steeper: in a spoken question most pairs are chaff. */
function rarity(list, documents) {
  return Math.pow(Math.log(1 + (documents - list.ids.length + 0.5) / (list.ids.length + 0.5)), 1.5);
}

/* The documents that stand in at least `least` of `lists`, in order. */
function shared(lists, least, documents) {
  var counts = new Uint8Array(documents), found = [];
  lists.forEach(function (list) { list.ids.forEach(function (id) { counts[id]++; }); });
  for (var id = 0; id < documents; id++) if (counts[id] && counts[id] >= least) found.push(id);
  return found;
}

/* How well each document answers: over the concepts of a question, the sum of the best of their words there
   (BM25F, levels from the index), times the share of the question it speaks of. Of a known word all pairs must
   stand there, or it counts little; other words for it count their weight; of what no list of words knows, each
   pair counts for itself. */
function weigh(concepts, loaded, documents) {
  var total = new Float32Array(documents), covered = new Float32Array(documents), whole = 0;
  concepts.forEach(function (concept) {
    var best = new Float32Array(documents), share = new Float32Array(documents), worth = 0, size = concept.words[0].keys.length;
    concept.words.forEach(function (word) {
      var lists = word.keys.map(function (key) { return loaded.get(key); }).filter(function (list) { return list && list.ids.length; });
      if (!lists.length || !word.typed && lists.length < word.keys.length) return;
      var sums = new Float32Array(documents), parts = new Float32Array(documents), all = 0;
      lists.forEach(function (list) { all += rarity(list, documents); });
      lists.forEach(function (list) {
        var idf = rarity(list, documents), scale = idf * word.weight * (concept.loose ? 1 : size / lists.length);
        list.ids.forEach(function (id, i) {
          parts[id] += idf / all;
          sums[id] += scale * LEVELS[list.levels[i]];
        });
      });
      worth = Math.max(worth, all * (concept.loose ? 1 : size / lists.length));
      for (var id = 0; id < documents; id++) {
        if (!parts[id]) continue;
        var part = concept.loose || parts[id] > 0.99 ? parts[id] : word.typed ? parts[id] / 4 : 0;
        best[id] = Math.max(best[id], concept.loose || part > 0.99 ? sums[id] : sums[id] / 4 * (word.typed || 0));
        share[id] = Math.max(share[id], part * (word.weight < 0.6 ? 0.6 : 1));
      }
    });
    whole += worth;
    for (var id = 0; id < documents; id++) {
      total[id] += best[id];
      covered[id] += share[id] * worth;
    }
  });
  for (var id = 0; id < documents && whole; id++) {
    covered[id] /= whole;
    total[id] *= covered[id];
  }
  return { total: total, covered: covered };
}

function byScore(ids, scores) {
  return ids.sort(function (a, b) { return scores[b] - scores[a] || a - b; });
}
