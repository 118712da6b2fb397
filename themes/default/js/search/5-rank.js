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
