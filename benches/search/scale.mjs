// What the search of a large site weighs: `node --expose-gc benches/search/scale.mjs --site public [--queries=200]`.
// Without a browser: bytes and requests do not depend on it; times are those of Node on this machine.

import { readFileSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { dice, openSite, piece, printTable, quantile, records } from '../../tests/search/site.mjs';

const QUERIES = Number(/--queries=(\d+)/.exec(process.argv.join(' '))?.[1] ?? 200);
const LENGTHS = [2, 4, 6, 10];
const { folder, manifest, normalize, page } = await openSite(undefined, { read: false });

const roll = dice(100000);
const sampled = [];
let textBytes = 0;
for (const { text, runs } of records(folder, manifest)) {
  textBytes += Buffer.byteLength(text);
  // Enough documents to draw from, spread over the whole site.
  if (roll(manifest.documents) < 4 * QUERIES) sampled.push(runs);
}

const files = (name) => readdirSync(path.join(folder, 'search', name)).map((entry) => path.join(folder, 'search', name, entry));
const bytes = (names) => names.reduce((sum, name) => sum + statSync(name).size, 0);
const gzip = (names) => names.reduce((sum, name) => sum + gzipSync(readFileSync(name), { level: 9 }).length, 0);
const [shards, shown, head] = [files('s'), files('d'), [path.join(folder, 'search/manifest.js')]];
const figure = (what, value, note = '') => ({ what, value: String(value), note });
const share = (part) => (part / textBytes).toFixed(3);
const [shardsGzip, shownGzip] = [gzip(shards), gzip(shown)];
printTable([
  figure('documents', manifest.documents),
  figure('text', textBytes, 'bytes'),
  figure('index', bytes(shards), `bytes in ${shards.length} files, ${share(bytes(shards))} of the text; packed bits before base64 ${share(bytes(shards) * 0.75)}`),
  figure('index, gzip', shardsGzip, `${share(shardsGzip)} of the text`),
  figure('records, gzip', shownGzip, `bytes in ${shown.length} files, ${share(shownGzip)} of the text`),
  figure('manifest, gzip', gzip(head), `bytes; ${bytes(head)} as it lies`),
]);

const rows = [];
const asked = [];
for (const length of LENGTHS) {
  const [sizes, requests, first, again] = [[], [], [], []];
  while (sizes.length < QUERIES) {
    const query = piece(roll, sampled[roll(sampled.length)], length, length, false);
    if (!query || !normalize(query)) continue;
    asked.push(query);
    const { engine, fetched } = page();
    await engine.open();
    await engine.query(query); // reads the files, so that the disk is not timed below
    sizes.push(fetched.reduce((sum, { gzip }) => sum + gzip, 0));
    requests.push(fetched.length);

    const { engine: fresh } = page();
    await fresh.open();
    for (const times of [first, again]) {
      const began = performance.now();
      await fresh.query(query);
      times.push(performance.now() - began);
    }
  }
  const two = (values, digits = 0) => [0.5, 0.95].map((at) => quantile(values, at).toFixed(digits)).join(' / ');
  rows.push({ characters: length, 'cold bytes p50 / p95': two(sizes), 'requests p50 / p95': two(requests), 'ms first time': two(first, 2), 'ms again': two(again, 2) });
}
printTable(rows);
console.log('cold bytes: manifest, shards and records as gzip; ms: manifest open, files in memory, Node');

if (global.gc) {
  const used = async () => {
    for (let times = 0; times < 4; times += 1) { global.gc(); await new Promise(setImmediate); }
    const { heapUsed, external } = process.memoryUsage();
    return heapUsed + external;
  };
  const before = await used();
  const { engine } = page();
  await engine.open();
  const opened = await used();
  for (const query of asked.slice(-100)) await engine.query(query);
  const after = await used();
  console.log(`memory: ${((opened - before) / 1e6).toFixed(1)} MB after opening, ${((after - before) / 1e6).toFixed(1)} MB after 100 questions`);
  await engine.query(asked[0]); // still in use until here
} else {
  console.log('memory: run node with --expose-gc');
}
