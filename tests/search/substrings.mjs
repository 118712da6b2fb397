// Layer 1, exact truth: `node tests/search/substrings.mjs public [--samples=60]`.
// A piece of what stands on the site must be found wherever it stands, and something that holds it comes first;
// if it stands in a title, then something that holds it in its title or another name.
// R: cut anywhere, across words on purpose. W: cut where words begin and end. T: words out of titles.

import { dice, openSite, piece, printTable, quantile, report, resultsOf } from './site.mjs';

const LENGTHS = [[1, 1], [2, 2], [3, 3], [4, 4], [5, 6], [7, 10], [11, 20]];
const FIRST = { R: 0.98, W: 0.995, T: 0.995 };
const TITLE_FIRST = 0.95;
const samples = Number(/--samples=(\d+)/.exec(process.argv.join(' '))?.[1] ?? 60);

const { check, end } = report('substrings');
const site = await openSite();
const { documents, normalize } = site;
const roll = dice(20261121);
const warm = site.page().engine;
const percent = (part, whole) => (whole ? (100 * part / whole).toFixed(1) : '–');
const row = () => ({ queries: 0, wanted: 0, found: 0, listed: 0, whole: 0, first: 0, titled: 0, titleFirst: 0, bytes: [], requests: [], times: [] });
const sum = (rows, name) => rows.reduce((total, row) => total + row[name], 0);

async function ask(query, row) {
  const units = normalize(query);
  const holders = documents.filter(({ text }) => text.includes(query));
  const results = await resultsOf(warm, query);
  const first = documents[results[0]?.id];
  const found = new Set(results.filter(({ near }) => !near).map(({ id }) => documents[id]));
  const missing = holders.filter((document) => !found.has(document));
  check(!missing.length, `“${query}” stands in ${missing.length} of ${holders.length} pages where it was not found, first ${missing[0]?.permalink}`);
  row.queries += 1;
  row.wanted += holders.length;
  row.found += holders.length - missing.length;
  row.listed += found.size;

  const began = performance.now();
  await warm.query(query);
  row.times.push(performance.now() - began);

  if (row.queries % 3 === 0) {
    const cold = site.page();
    await cold.engine.query(query);
    row.bytes.push(cold.fetched.reduce((total, { gzip }) => total + gzip, 0));
    row.requests.push(cold.fetched.length);
  }

  // What crosses punctuation is looked up as its parts; only whole runs are held to the first place.
  if (/[ \n]/.test(units)) return;
  row.whole += 1;
  if (first?.units.includes(units)) row.first += 1;
  else console.log(`first result does not hold “${query}”: ${first?.permalink ?? 'none'}`);
  if (!documents.some(({ titleUnits }) => titleUnits.includes(units))) return;
  row.titled += 1;
  if (first?.names.includes(units)) row.titleFirst += 1;
  else console.log(`“${query}” is in a title, but first comes ${first?.permalink ?? 'none'} “${first?.title ?? ''}”`);
}

const table = [];
for (const kind of Object.keys(FIRST)) {
  const rows = [];
  for (const [shortest, longest] of LENGTHS) {
    const one = row();
    for (let attempt = 0; attempt < samples * 50 && one.queries < samples; attempt += 1) {
      const document = documents[roll(documents.length)];
      const query = piece(roll, kind === 'T' ? [document.title] : document.runs, shortest, longest, kind !== 'R');
      if (query && normalize(query)) await ask(query, one);
    }
    if (!one.queries) continue;
    rows.push(one);
    table.push({
      kind, length: shortest === longest ? `${shortest}` : `${shortest}–${longest}`, queries: one.queries,
      'recall %': percent(one.found, one.wanted), 'precision %': percent(one.found, one.listed), 'first holds it %': percent(one.first, one.whole), 'title first %': percent(one.titleFirst, one.titled),
      'cold bytes p50': quantile(one.bytes, 0.5), p95: quantile(one.bytes, 0.95), 'requests p50': quantile(one.requests, 0.5),
      'ms p50': quantile(one.times, 0.5).toFixed(2), 'ms p95': quantile(one.times, 0.95).toFixed(2),
    });
  }
  const [first, whole, titleFirst, titled] = ['first', 'whole', 'titleFirst', 'titled'].map((name) => sum(rows, name));
  console.log(`${kind}: recall ${percent(sum(rows, 'found'), sum(rows, 'wanted'))} %, first holds it ${percent(first, whole)} % of ${whole}, title first ${percent(titleFirst, titled)} % of ${titled}`);
  check(first >= FIRST[kind] * whole, `${kind}: the first result holds the question ${first} times of ${whole}, wanted ${100 * FIRST[kind]} %`);
  check(titleFirst >= TITLE_FIRST * titled, `${kind}: a page with the question in its title is first ${titleFirst} times of ${titled}, wanted ${100 * TITLE_FIRST} %`);
}
printTable(table);
console.log(`${documents.length} documents; cold bytes: manifest, shards, records of a page just opened, gzip; ms: all files already there`);
end();
