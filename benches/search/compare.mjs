// The search beside Pagefind (extended) in real Chromium: `node benches/search/compare.mjs --site public [--queries=200] [--cold=30]`.
// Both get the same articles and the same words: Pagefind indexes plain pages made of the site's records, titles as
// h1 and headings as h2, without menus around them. Both are asked through their script interface for five results,
// what both show at first.

import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { dice, openSite, packages, piece, printTable, quantile } from '../../tests/search/site.mjs';
import { serve } from './serve.mjs';
import * as pagefind from 'pagefind';

const option = (name, otherwise) => Number(new RegExp(`--${name}=(\\d+)`).exec(process.argv.join(' '))?.[1] ?? otherwise);
const QUERIES = option('queries', 200);
const COLD = option('cold', 30);

const site = await openSite();
const { documents, folder, normalize } = site;
const textBytes = documents.reduce((sum, { text }) => sum + Buffer.byteLength(text), 0);
console.log(`${documents.length} documents, ${textBytes} bytes of text`);

// ---- Pagefind's index ----
const work = mkdtempSync(path.join(tmpdir(), 'pagefind-'));
process.on('exit', () => rmSync(work, { recursive: true, force: true }));
const escape = (text) => text.replace(/[&<>]/g, (letter) => `&#${letter.charCodeAt(0)};`);
const lines = (text) => text.split('\n').filter(Boolean).map((line) => `<p>${escape(line)}</p>`).join('\n');
function plainPage({ title, summary, aliases, keywords, sections }) {
  const body = sections.map(([anchor, heading, text]) => `${heading ? `<h2 id="${escape(anchor)}">${escape(heading)}</h2>` : ''}${lines(text)}`).join('\n');
  return `<!doctype html><html lang="zh-CN"><head><title>${escape(title)}</title></head><body><h1>${escape(title)}</h1>
${lines(summary)}${lines(aliases.join('\n'))}${lines(keywords)}${body}</body></html>`;
}
const began = performance.now();
const { index } = await pagefind.createIndex({});
for (const document of documents) await index.addHTMLFile({ url: document.permalink, content: plainPage(document) });
await index.writeFiles({ outputPath: work });
await pagefind.close();
const pagefindSeconds = (performance.now() - began) / 1000;

/** Pagefind's name of a page → its number here. */
const numbers = new Map(documents.map(({ permalink }, id) => [permalink, id]));
const fragments = new Map(readdirSync(path.join(work, 'fragment')).map((name) => {
  const text = gunzipSync(readFileSync(path.join(work, 'fragment', name))).toString('utf8');
  const { url } = JSON.parse(text.slice(text.indexOf('{')));
  return [name.replace(/\.pf_fragment$/, ''), numbers.get(url.replace(/^\//, ''))];
}));

// ---- The questions ----
const roll = dice(1600);
function sample(aligned) {
  const queries = [];
  while (queries.length < QUERIES) {
    const query = piece(roll, documents[roll(documents.length)].runs, 2, 6, aligned);
    // What crosses punctuation is left out: then “the first result holds it” has one meaning.
    if (query && normalize(query) && !/[ \n]/.test(normalize(query))) queries.push(query);
  }
  return queries;
}
const kinds = { R: sample(false), W: sample(true) };

// ---- Chromium ----
const server = await serve({ '/pagefind/': work, '/': folder });
const { chromium } = packages('playwright-core');
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'] });

/** How each is opened in a page: afterwards `window.ask(words)` gives the first results, `window.every(words)` all of them. */
const tools = {
  baodian: async ([base, script]) => {
    const load = (url) => new Promise((resolve, reject) => {
      document.head.append(Object.assign(document.createElement('script'), { src: url, onload: resolve, onerror: () => reject(new Error(url)) }));
    });
    await load(base + script);
    const engine = window.BaodianSearch.create({ root: base, load });
    await engine.open();
    window.ask = async (words) => (await engine.query(words)).results.map(({ id }) => id);
    // The candidates at once: their pages would read every record of a large site.
    window.every = async (words) => (await engine.match(words)).ids;
  },
  pagefind: async ([base]) => {
    const engine = await import(`${base}pagefind/pagefind.js`);
    await engine.init();
    window.ask = async (words) => {
      const { results } = await engine.search(words);
      await Promise.all(results.slice(0, 5).map((result) => result.data()));
      return results.slice(0, 5).map(({ id }) => id);
    };
    window.every = async (words) => (await engine.search(words)).results.map(({ id }) => id);
  },
};

async function opened(name) {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(`${server.base}blank.html`);
  await page.evaluate(tools[name], [server.base, site.script]);
  return { page, close: () => context.close() };
}

const place = (name, id) => (name === 'pagefind' ? fragments.get(id) : id);

async function measure(name) {
  const got = {};
  const { page, close } = await opened(name);
  const times = [];
  for (const [kind, queries] of Object.entries(kinds)) {
    const [every, firsts] = await page.evaluate(async (queries) => {
      const [every, firsts] = [[], []];
      for (const words of queries) { every.push(await window.every(words)); firsts.push((await window.ask(words))[0]); }
      return [every, firsts];
    }, queries);
    times.push(...await page.evaluate(async (queries) => {
      const times = [];
      for (const words of queries) {
        const began = performance.now();
        await window.ask(words);
        times.push(performance.now() - began);
      }
      return times;
    }, queries));
    let [wanted, found, first, titled, titleFirst] = [0, 0, 0, 0, 0];
    queries.forEach((query, at) => {
      const units = normalize(query);
      const ids = new Set(every[at].map((id) => place(name, id)));
      const top = documents[place(name, firsts[at])];
      documents.forEach(({ text }, id) => { if (text.includes(query)) { wanted += 1; found += ids.has(id); } });
      first += Boolean(top?.units.includes(units));
      if (documents.some(({ titleUnits }) => titleUnits.includes(units))) { titled += 1; titleFirst += Boolean(top?.names.includes(units)); }
    });
    got[`${kind}: recall %`] = 100 * found / wanted;
    got[`${kind}: first result holds it %`] = 100 * first / queries.length;
    got[`${kind}: in a title, first has it in a name %`] = 100 * titleFirst / titled;
  }
  await close();
  const colds = [];
  const ripe = [...kinds.R, ...kinds.W].filter((query) => query.length >= 4);
  for (let at = 0; at < COLD; at += 1) {
    server.sent.length = 0;
    const { page, close } = await opened(name);
    const began = performance.now();
    await page.evaluate((words) => window.ask(words), ripe[Math.floor(at * ripe.length / COLD)]);
    colds.push({ ms: performance.now() - began, requests: server.sent.length, bytes: server.sent.reduce((sum, { bytes }) => sum + bytes, 0) });
    await close();
  }
  for (const [what, field] of [['bytes', 'bytes'], ['requests', 'requests'], ['ms after opening', 'ms']]) {
    for (const share of [0.5, 0.95]) got[`cold, 4–6 characters: ${what} p${share * 100}`] = quantile(colds.map((cold) => cold[field]), share);
  }
  for (const share of [0.5, 0.95]) got[`warm: ms p${share * 100}`] = quantile(times, share);
  return got;
}

const size = (name) => (statSync(name).isDirectory() ? readdirSync(name).reduce((sum, entry) => sum + size(path.join(name, entry)), 0) : statSync(name).size);
const sizes = {
  baodian: { 'index bytes': size(path.join(folder, 'search/s')) + size(path.join(folder, 'search/manifest.js')), 'bytes of what is shown': size(path.join(folder, 'search/d')) },
  pagefind: {
    'index bytes': size(path.join(work, 'index')) + readdirSync(work).filter((name) => name.endsWith('.pf_meta')).reduce((sum, name) => sum + size(path.join(work, name)), 0),
    'bytes of what is shown': size(path.join(work, 'fragment')),
  },
};
const all = {};
for (const name of Object.keys(tools)) {
  all[name] = { ...await measure(name), ...sizes[name], 'index / text': sizes[name]['index bytes'] / textBytes };
}
await browser.close();
server.close();

const show = (number) => (Number.isInteger(number) ? String(number) : number.toFixed(number < 10 ? 2 : 1));
printTable(Object.keys(all.baodian).map((what) => ({
  what, baodian: show(all.baodian[what]), 'pagefind 1.6': show(all.pagefind[what]), 'baodian / pagefind': (all.baodian[what] / all.pagefind[what]).toFixed(2),
})));
console.log(`Pagefind took ${pagefindSeconds.toFixed(1)} s to index; sizes on disk: its files are gzip, ours are not (index: base64 of packed bits)`);
