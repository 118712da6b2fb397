// What a search would weigh on larger sites than one can build here:
// `node benches/search/simulate.mjs SITE_1K SITE_10K SITE_100K` (built sites, the smallest first).
//
// Method: the share of documents that hold a pair of characters is taken from the largest site and kept as the site
// grows, sizes of lists follow from it by the entropy of their gaps, and what is fetched follows from the plan of
// `themes/default/js/search/4-question.js`. How the whole index, the number of different pairs (Heaps) and the
// records grow is a power law through the two largest sites; the same model, asked about the sites themselves,
// stands beside what `scale.mjs` measures there.

import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { dice, openSite, piece, printTable, quantile, records } from '../../tests/search/site.mjs';

const QUERIES = 300;
const SIZES = [100_000, 300_000, 1_000_000];
// As in src/search: shard.rs, manifest.rs, mod.rs.
const [LONGEST_LIST, MOST_SHARDS, DIRECTORY] = [16384, 6144, 256];
const usualSize = (index) => [[1 / 4, 512], [1, 1024], [4, 2048], [12, 3072], [32, 5120]].find(([megabytes]) => index < megabytes * 2 ** 20)?.[1] ?? 12288;
const [FIRST, FIRST_KEYS, MOST_KEYS, SHARPEN_FROM] = [5, 3, 6, 5];
const perFile = (documents) => (documents <= 4000 ? 1 : documents <= 20000 ? 2 : 4);

const folders = process.argv.slice(2);
const bytesIn = (folder) => readdirSync(folder).reduce((sum, name) => sum + statSync(path.join(folder, name)).size, 0);

/** One site's own figures; of the last one also how many documents hold each pair of the questions. */
async function measure(folder, last) {
  const { manifest, normalize } = await openSite(folder, { read: false });
  const place = new Uint16Array(65536);
  manifest.units.forEach((unit, at) => { place[unit] = at; });
  const size = manifest.units.length;
  const seen = new Uint8Array(size * size);
  const found = { documents: manifest.documents, text: 0, pairs: 0, index: bytesIn(path.join(folder, 'search/s')) * 0.75, units: size };
  const [roll, questions, holders] = [dice(7), [], new Map()];
  for (const { text, runs } of last ? records(folder, manifest) : []) {
    if (roll(manifest.documents) < 8 * QUERIES) {
      for (const length of [2, 4, 6, 10]) {
        const question = piece(roll, runs, length, length, false);
        if (question && /^[一-龥]+$/.test(question)) questions.push(normalize(question));
      }
    }
    found.text += Buffer.byteLength(text);
  }
  for (const question of questions) pairsOf(question).forEach((pair) => holders.set(pair, 0));
  for (const { text } of records(folder, manifest)) {
    const units = normalize(text);
    const own = new Set();
    for (let at = 0; at + 1 < units.length; at += 1) {
      if (units[at] <= ' ' || units[at + 1] <= ' ') continue;
      const key = place[units.charCodeAt(at)] * size + place[units.charCodeAt(at + 1)];
      if (!seen[key]) { seen[key] = 1; found.pairs += 1; }
      if (last) own.add(units.slice(at, at + 2));
    }
    for (const pair of own) if (holders.has(pair)) holders.set(pair, holders.get(pair) + 1);
  }
  const shown = readdirSync(path.join(folder, 'search/d')).slice(0, 400);
  const gzip = shown.reduce((sum, name) => sum + gzipSync(readFileSync(path.join(folder, 'search/d', name)), { level: 9 }).length, 0);
  found.record = gzip / shown.length;
  return { ...found, questions, holders };
}

function pairsOf(question) {
  return Array.from({ length: question.length - 1 }, (_, at) => question.slice(at, at + 2));
}

const entropy = (share) => (share <= 0 || share >= 1 ? 0 : -share * Math.log2(share) - (1 - share) * Math.log2(1 - share));

/** Bytes of a list: the entropy of its gaps and 1.4 bits of impact for each document, if those still fit. */
function listBytes(share, documents) {
  const ids = (documents * entropy(share)) / 8;
  const impacts = (share * documents * 1.4) / 8;
  return ids + (ids + impacts > LONGEST_LIST ? 0 : impacts);
}

const power = ([a, b], documents, of) => of(b) * (documents / b.documents) ** (Math.log(of(b) / of(a)) / Math.log(b.documents / a.documents));

function site(two, documents) {
  const largest = two[1];
  const index = power(two, documents, ({ index }) => index);
  const shards = Math.round(index / usualSize(index));
  const files = Math.ceil(documents / perFile(documents));
  const shardDirectories = shards > MOST_SHARDS ? Math.ceil(shards / DIRECTORY) : 0;
  const manifest = 2500 + 5.2 * (shardDirectories || shards);
  return { documents, index, shards, files, shardDirectories, manifest, record: largest.record / perFile(largest.documents) * perFile(documents), pairs: power(two, documents, ({ pairs }) => pairs) };
}

/** Bytes and files that one question fetches. */
function ask(question, model, share) {
  const { documents } = model;
  const pairs = pairsOf(question);
  const rarest = (some) => [...some].sort((a, b) => share(a) - share(b));
  const cover = rarest(pairs.filter((_, at) => at % 2 === 0 || at + 1 === pairs.length)).slice(0, FIRST_KEYS);
  const hits = documents * Math.min(...cover.map(share)); // a generous bound: pairs of one word come together
  const keys = hits > SHARPEN_FROM ? [...new Set([...cover, ...rarest(pairs)])].slice(0, MOST_KEYS) : cover;
  const usual = usualSize(model.index);
  const lists = keys.map((pair) => Math.max(usual, usual / 2 + listBytes(share(pair), documents)));
  const records = Math.min(FIRST, Math.max(1, hits));
  const directories = (model.shardDirectories ? keys.length : 0) * 1350;
  return {
    bytes: model.manifest + lists.reduce((sum, bytes) => sum + bytes, 0) + records * model.record + directories,
    files: 1 + keys.length * (model.shardDirectories ? 2 : 1) + records,
    longest: Math.max(...keys.map((pair) => listBytes(share(pair), documents))),
    postings: keys.reduce((sum, pair) => sum + share(pair) * documents, 0),
  };
}

const sites = [];
for (const [at, folder] of folders.entries()) sites.push(await measure(folder, at + 1 === folders.length));
const two = sites.slice(-2);
const { questions, holders, documents: base } = sites.at(-1);
const share = (pair) => holders.get(pair) / base;
const thousand = (bytes) => (bytes / 1000).toFixed(0);

console.log(`distinct pairs: ${sites.map(({ documents, pairs }) => `${pairs} in ${documents} documents`).join(', ')}`);
console.log(`growth: pairs n^${(Math.log(two[1].pairs / two[0].pairs) / Math.log(two[1].documents / two[0].documents)).toFixed(2)}, index n^${(Math.log(two[1].index / two[0].index) / Math.log(two[1].documents / two[0].documents)).toFixed(2)}`);
printTable([...new Set([...sites.map(({ documents }) => documents), ...SIZES])].map((documents) => {
  const model = site(two, documents);
  const asked = (length) => questions.filter((question) => question.length === length).map((question) => ask(question, model, share));
  const two_ = (values) => [0.5, 0.95].map((at) => thousand(quantile(values, at))).join(' / ');
  const all = [2, 4, 6, 10].map(asked);
  return {
    documents,
    'pairs, million': (model.pairs / 1e6).toFixed(2),
    'index MB': thousand(model.index / 1000),
    shards: model.shards,
    'record files': model.files,
    directories: model.shardDirectories,
    'manifest KB': thousand(model.manifest),
    ...Object.fromEntries([2, 4, 6, 10].map((length, at) => [`KB, ${length} characters`, two_(all[at].map(({ bytes }) => bytes))])),
    'longest list KB': thousand(quantile(all.flat().map(({ longest }) => longest), 0.95)),
    'postings read': `${(quantile(all.flat().map(({ postings }) => postings), 0.5) / 1e3).toFixed(0)}k`,
    // Two tables of references (groups, series) kept, and while a question is weighed about eight of 4-byte numbers.
    'memory MB': `${thousand((16 * documents) / 1000)} + ${thousand((8 * 4 * documents) / 1000)}`,
  };
}));
console.log('KB: p50 / p95 of a page just opened, gzip. Memory: kept + while a question is weighed. Characters only, without the sounds of names.');
