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
  pieces.forEach(piece => {
    if (units.includes(piece.full)) mark(piece.full);
    else if (units.includes(piece.core)) mark(piece.core);
    else piece.pairs.forEach(mark);
  });
  marked.sort((a, b) => a[0] - b[0]).forEach(range => {
    var last = found[found.length - 1];
    if (last && range[0] <= last[1]) last[1] = Math.max(last[1], range[1]);
    else found.push(range);
  });
  return found;
}

function points(units, pieces) {
  return pieces.reduce((sum, piece) => {
    if (units.includes(piece.full)) return sum + 100;
    if (units.includes(piece.core)) return sum + 50;
    return sum + piece.pairs.filter(pair => units.includes(pair)).length;
  }, 0);
}

function unitsOf(texts) { return texts.map(text => normalize(text)); }

/* The first of the texts (as units) with the most points; its number, or −1 when none has any. A heading counts twice. */
function bestOf(texts, pieces, headings) {
  var most = 0, best = -1;
  texts.forEach((text, i) => {
    var sum = points(text, pieces);
    if (headings && sum) sum += points(headings[i], pieces);
    if (sum > most) { most = sum; best = i; }
  });
  return best;
}

/* About 80 characters around the best line of `lines`. */
function excerpt(lines, pieces) {
  var from = Math.max(bestOf(unitsOf(lines), pieces), 0), text = lines[from] || '';
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
  // Worked out once, kept beside the record.
  if (!record.names) {
    record.names = unitsOf([record[1]].concat(record[5].split('\n').filter(Boolean)));
    record.headings = unitsOf(record[7].map(section => section[1]));
    record.sections = unitsOf(record[7].map(section => section[1] + '\n' + section[2]));
    record.summary = normalize(record[4]);
    record.units = record.names.concat(normalize(record[6]), record.summary, record.sections).join('\n');
  }
  var names = record.names, everything = record.units;
  function inAll(text) { return pieces.every(piece => holds(text, piece)); }

  var tier = inAll(everything) ? 1 : 0;
  if (names.some(inAll)) tier = inAll(names[0]) ? 2.2 : 2;
  if (pieces.length === 1 && names.includes(pieces[0].full)) tier = 3;
  if (pieces.every(piece => everything.includes(piece.full))) tier += 0.5;
  // `gxy`: side by side in a name, the title's first.
  var spelt = question.letters ? (record[8] || '').indexOf(question.letters) : -1;
  if (spelt >= 0) tier = 2 - spelt / 1e3;

  marks = tier < 1 ? question.marks : pieces;
  var best = inAll(names[0]) ? -1 : bestOf(record.sections, marks, record.headings), section = record[7][best];
  if (section && points(record.summary, marks) > points(record.sections[best], marks)) section = null;
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
