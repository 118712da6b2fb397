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
   tier 3: a name is the question; 2.2: the title holds it; 2: another name; 1: the text does; 0: only its pairs
   or other words for it, `question.marks`. */
function inspect(record, question) {
  var pieces = question.pieces, marks;
  var sections = record[7].map(function (section) { return section[1] + '\n' + section[2]; });
  // Worked out once, kept beside the record.
  var names = record.names = record.names || [record[1]].concat(record[5] ? record[5].split('\n') : []).map(function (name) { return normalize(name); });
  var everything = record.units = record.units || normalize([record[1], record[5], record[6], record[4]].concat(sections).join('\n'));
  function inAll(text) { return pieces.every(function (piece) { return holds(text, piece); }); }

  var tier = inAll(everything) ? 1 : 0;
  if (names.some(inAll)) tier = inAll(names[0]) ? 2.2 : 2;
  if (pieces.length === 1 && names.indexOf(pieces[0].full) >= 0) tier = 3;
  if (pieces.every(function (piece) { return everything.indexOf(piece.full) >= 0; })) tier += 0.5;

  marks = tier < 1 ? question.marks : pieces;
  var headings = record[7].map(function (section) { return section[1]; });
  var best = inAll(names[0]) ? -1 : bestOf(sections, marks, headings), section = record[7][best];
  if (section && points(normalize(record[4]), marks) > points(normalize(sections[best]), marks)) section = null;
  var lines = section ? section[2].split('\n') : [record[4]];
  if (section && !section[2]) lines = [record[4]];
  return {
    tier: tier,
    marks: marks,
    anchor: section ? section[0] : '',
    section: section ? section[1] : '',
    excerpt: excerpt(lines, marks),
  };
}
