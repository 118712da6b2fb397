// The search of a built site, run without a browser: `node tests/browser/search-core.mjs public`.
// Every substring of one to six characters that stands in the site must be found (a scan of all texts says
// where); the first result must hold it; what a first question costs is measured; damage must stay calm.
// Fails with exit code 1.

import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import vm from 'node:vm';
import { gzipSync } from 'node:zlib';

const project = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const folder = process.argv[2] ?? join(project, 'public');
const SAMPLES = Number(process.argv[3] ?? 200);
const script = readFileSync(join(folder, 'assets', readdirSync(join(folder, 'assets')).find((name) => /^search-.*\.js$/.test(name))), 'utf8');
const failures = [];
const check = (good, message) => { if (!good) failures.push(message); };
process.on('unhandledRejection', (reason) => { failures.push(`unhandled: ${reason}`); });

/* A fresh page: its own globals, empty caches. `change(path, text)` may alter what a file holds. */
function page(change = (path, text) => text) {
  const context = vm.createContext({});
  const fetched = [];
  vm.runInContext(script, context);
  const engine = context.BaodianSearch.create({
    root: '',
    load: async (path) => {
      if (!existsSync(join(folder, path))) throw new Error(`missing ${path}`);
      const text = change(path, readFileSync(join(folder, path), 'utf8'));
      if (text === null) throw new Error(`missing ${path}`);
      fetched.push({ path, gzip: gzipSync(text, { level: 9 }).length });
      try { vm.runInContext(text, context); } catch { /* a browser fires `load` after a syntax error too */ }
    },
  });
  return { context, engine, fetched };
}

// 1. Normalisation.
const { context, engine } = page();
for (const { why, text, units } of JSON.parse(readFileSync(join(project, 'tests/golden/normalize.json'), 'utf8'))) {
  const got = context.BaodianSearch.normalize(text);
  check(got === units, `golden “${why}”: ${JSON.stringify(got)} instead of ${JSON.stringify(units)}`);
}

// 2. All texts, from the record files.
const manifest = await engine.open();
const documents = [];
for (let file = 0; file * manifest.per_file < manifest.documents; file++) {
  const hash = manifest.records.slice(file * manifest.hash_length, (file + 1) * manifest.hash_length);
  vm.runInContext(readFileSync(join(folder, `search/d/${file}-${hash}.js`), 'utf8'), vm.createContext({
    __bd: (name, text) => {
      for (const [permalink, title, , , summary, aliases, keywords, sections] of JSON.parse(text)) {
        const texts = [summary, aliases, keywords, ...sections.flatMap(([, heading, runs]) => [heading, runs])];
        documents.push({ permalink, title, runs: [title, ...texts].join('\n').split('\n').filter(Boolean) });
      }
    },
  }));
}
check(documents.length === manifest.documents, `${documents.length} records for ${manifest.documents} documents`);
const textBytes = documents.reduce((sum, { runs }) => sum + Buffer.byteLength(runs.join('')), 0);
console.log(`${documents.length} documents, ${textBytes} bytes of text, manifest ${gzipSync(readFileSync(join(folder, 'search/manifest.js'))).length} bytes gzip, search.js ${gzipSync(script, { level: 9 }).length}`);

// 3. Recall, first hit, bytes, time. Cold: a page that has just been opened.
let seed = 20261121;
const below = (limit) => (seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0) % limit;
const quantile = (values, share) => values.sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))];
const rows = [];
for (let length = 1; length <= 6; length++) {
  const row = { length, queries: 0, wanted: 0, found: 0, listed: 0, unbroken: 0, first: 0 };
  const [times, index, records, requests] = [[], [], [], []];
  for (let attempt = 0; attempt < SAMPLES * 20 && row.queries < SAMPLES; attempt++) {
    const { runs } = documents[below(documents.length)];
    const run = Array.from(runs[below(runs.length)]);
    if (run.length < length) continue;
    const start = below(run.length - length + 1);
    const words = run.slice(start, start + length).join('');
    if (!context.BaodianSearch.normalize(words)) continue;
    const holders = documents.flatMap(({ runs }, id) => (runs.some((text) => text.includes(words)) ? [id] : []));
    await engine.match(words);
    const began = performance.now();
    const { ids } = await engine.match(words);
    times.push(performance.now() - began);
    const answer = new Set(ids);
    const missing = holders.filter((id) => !answer.has(id));
    check(!missing.length, `“${words}” stands in ${missing.slice(0, 3).map((id) => documents[id].permalink)} and was not found`);
    row.queries++;
    row.wanted += holders.length;
    row.found += holders.length - missing.length;
    row.listed += answer.size;

    const cold = page();
    const { results } = await cold.engine.query(words);
    const pieces = words.split(/\s+/).map((word) => context.BaodianSearch.normalize(word)).filter(Boolean);
    const first = results.length ? context.BaodianSearch.normalize(documents[results[0].id].runs.join('\n')) : '';
    // What crosses punctuation is looked up as its parts; only whole runs are held to the first place.
    if (pieces.every((piece) => !/[ \n]/.test(piece))) {
      row.unbroken++;
      if (pieces.every((piece) => first.includes(piece))) row.first++;
      else console.log(`first hit does not hold “${words}”: ${results.length && documents[results[0].id].permalink}`);
    }
    const bytes = (kind) => cold.fetched.filter(({ path }) => path.startsWith(`search/${kind}/`)).reduce((sum, { gzip }) => sum + gzip, 0);
    index.push(bytes('s'));
    records.push(bytes('d'));
    requests.push(cold.fetched.length);
  }
  check(row.first >= 0.98 * row.unbroken, `length ${length}: only ${row.first} of ${row.unbroken} first hits hold the question`);
  rows.push({
    length, queries: row.queries,
    'recall %': (100 * row.found / row.wanted).toFixed(2), 'precision %': (100 * row.wanted / row.listed).toFixed(1),
    'first hit holds it %': (100 * row.first / row.unbroken).toFixed(1),
    'shards gz p50': quantile(index, 0.5), p95: quantile(index, 0.95),
    'records gz p50': quantile(records, 0.5), 'requests p50': quantile(requests, 0.5),
    'match ms p50': quantile(times, 0.5).toFixed(2), 'ms p95': quantile(times, 0.95).toFixed(2),
  });
}
console.table(rows);

// 4. Damage: an answer or a refusal, never a hang, never something thrown past us.
const question = documents[0].title.slice(0, 4);
const damages = {
  'no network': () => null,
  'no shards': (path, text) => (path.includes('/s/') ? null : text),
  'no records': (path, text) => (path.includes('/d/') ? null : text),
  'files cut short': (path, text) => (path.includes('manifest') ? text : text.slice(0, text.length / 2)),
  'a character changed': (path, text) => (path.includes('manifest') ? text : text.replace(/(','.{20})./, (_, before) => `${before}#`)),
  'another page instead': (path) => (path.includes('manifest') ? 'var unrelated = 1;' : ''),
};
for (const [name, change] of Object.entries(damages)) {
  const { engine } = page(change);
  const outcome = await engine.query(question).then(
    (answer) => {
      check(answer.incomplete, `${name}: an answer that does not say it is incomplete`);
      return `${answer.results.length} results, incomplete`;
    },
    () => 'refused',
  );
  console.log(`${name}: ${outcome}`);
}
const retry = { broken: true };
const { engine: again } = page((path, text) => (retry.broken ? null : text));
await again.query(question).catch(() => {});
retry.broken = false;
check((await again.query(question)).results.length > 0, 'after a failure the next try must work');

// 5. The filter: counts are those of the answer, and a filtered answer holds nothing else.
for (const [slug] of manifest.groups) {
  const { ids } = await engine.match(question.slice(0, 1));
  const { total, counts } = await engine.query(question.slice(0, 1), { group: slug });
  const truth = ids.filter((id) => manifest.sets[id].some((number) => manifest.groups[number][0] === slug)).length;
  check(counts[slug] === truth && total === truth, `group ${slug}: ${counts[slug]} counted, ${total} listed, ${truth} true`);
}

if (failures.length) {
  console.error(`${failures.length} failures:\n${failures.slice(0, 20).join('\n')}`);
  process.exit(1);
}
console.log('search-core: all good');
