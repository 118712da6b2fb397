// What the search tests share: a built site and its search script in Node, without a browser.

import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import vm from 'node:vm';
import { gzipSync } from 'node:zlib';

export const project = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

/** The packages of the tests are declared and installed in one place, tests/browser. */
export const packages = createRequire(join(project, 'tests/browser/package.json'));

/** The folder named on the command line, or in BAODIAN_SITE, or `public`. */
export const folderAsked = () => process.argv.slice(2).find((word) => !word.startsWith('--')) ?? process.env.BAODIAN_SITE ?? join(project, 'public');

/** A built site: `script` (address of the search script), `page()`, `manifest`, `normalize`, and its `documents`
 *  unless `read` says not to (a very large site: go through `records` instead). */
export async function openSite(folder = folderAsked(), { read = true } = {}) {
  const script = `assets/${readdirSync(join(folder, 'assets')).find((name) => /^search-.*\.js$/.test(name))}`;
  const program = vm.compileFunction(readFileSync(join(folder, script), 'utf8'), ['self']);
  const files = new Map();

  function file(path) {
    if (!files.has(path)) {
      const text = existsSync(join(folder, path)) ? readFileSync(join(folder, path), 'utf8') : null;
      files.set(path, { text, gzip: text === null ? 0 : gzipSync(text, { level: 9 }).length });
    }
    return files.get(path);
  }

  /** A page just opened: its own `window`, empty caches. `change(path, text)` may alter what a file holds or take it
   *  away (null). `fetched` lists what was loaded, with its size as gzip. */
  function page(change = (path, text) => text) {
    const self = {};
    const fetched = [];
    program(self);
    const engine = self.BaodianSearch.create({
      root: '',
      load: async (path) => {
        const { text, gzip } = file(path.split('?')[0]);
        const changed = text === null ? null : change(path, text);
        if (changed === null) throw new Error(`missing ${path}`);
        fetched.push({ path, gzip });
        try { vm.compileFunction(changed, ['__bd'])(self.__bd); } catch { /* a browser fires `load` after a syntax error too */ }
      },
    });
    const { normalize, fold } = self.BaodianSearch;
    return { engine, fetched, normalize, fold };
  }

  const { engine, normalize, fold } = page();
  const manifest = await engine.open();
  const documents = read ? [...records(folder, manifest)].map((record) => ({
    ...record,
    units: normalize(record.text),
    names: normalize([record.title, ...record.aliases].join('\n')),
    titleUnits: normalize(record.title),
  })) : null;
  return { folder, script, page, manifest, normalize, fold, documents };
}

/** Every searchable document in turn, from the record files (their layout: `Record` in src/search/document.rs). */
export function* records(folder, manifest) {
  const names = readdirSync(join(folder, 'search/d')).sort((a, b) => parseInt(a, 10) - parseInt(b, 10));
  for (const name of names) {
    let file = [];
    const take = (_, text) => { file = JSON.parse(manifest.read(text)); };
    vm.compileFunction(readFileSync(join(folder, 'search/d', name), 'utf8'), ['__bd'])(take);
    for (const [permalink, title, , , summary, aliases, keywords, sections] of file) {
      const runs = [title, summary, aliases, keywords, ...sections.flatMap(([, heading, body]) => [heading, body])]
        .flatMap((text) => text.split('\n')).filter(Boolean);
      yield {
        permalink, title, summary, keywords, sections,
        aliases: aliases.split('\n').filter(Boolean),
        headings: sections.map(([, heading]) => heading).filter(Boolean),
        runs,
        text: runs.join('\n'),
      };
    }
  }
}

/** The permalink a result points at. */
export const permalinkOf = (result) => result.href.split('#')[0].replace(/index\.html$/, '');

/** The first `most` results of a question, page after page, as a reader pressing 再看10条 would see them. Those that
 *  only come close have `near`. */
export async function resultsOf(engine, words, most = Infinity) {
  const answer = await engine.query(words);
  const results = [...answer.results];
  while (results.length < most && answer.hasMore()) {
    const more = await answer.more();
    if (!more?.length) break;
    results.push(...more);
  }
  return results.slice(0, most);
}

/** Numbers from 0 up to `limit`, the same ones for the same seed. */
export function dice(seed) {
  return (limit) => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    return Math.floor((seed / 2 ** 32) * limit);
  };
}

export const quantile = (values, share) => [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))];

const segmenter = new Intl.Segmenter('zh', { granularity: 'word' });
/** `text` cut into words; what stands between them is left out. */
export const words = (text) => [...segmenter.segment(text)].filter(({ isWordLike }) => isWordLike).map(({ segment }) => segment);

/** A random piece of `shortest` to `longest` characters out of one of `runs`, or null if the place does not suit.
 *  Aligned: it begins and ends where a word does. */
export function piece(roll, runs, shortest, longest, aligned) {
  const run = runs[roll(runs.length)];
  const length = shortest + roll(longest - shortest + 1);
  const parts = aligned ? [...segmenter.segment(run)].map(({ segment }) => segment) : Array.from(run);
  const start = roll(parts.length);
  let text = '';
  for (let at = start; at < parts.length && Array.from(text).length < length; at += 1) text += parts[at];
  const got = Array.from(text).length;
  return got >= shortest && got <= longest && text.trim() === text ? text : null;
}

/** Rows of the same fields as a table in columns. */
export function printTable(rows) {
  const lines = [Object.keys(rows[0]), ...rows.map((row) => Object.values(row).map(String))];
  const wide = (text) => [...text].reduce((sum, letter) => sum + (letter > '\u2e7f' ? 2 : 1), 0);
  const widths = lines[0].map((_, column) => Math.max(...lines.map((line) => wide(line[column]))));
  for (const line of lines) console.log(line.map((cell, column) => cell + ' '.repeat(widths[column] - wide(cell))).join('  ').trimEnd());
}

/** What went wrong, told at the end; any of it fails the run. */
export function report(name) {
  const failures = [];
  process.on('unhandledRejection', (reason) => failures.push(`unhandled: ${reason?.stack ?? reason}`));
  return {
    check: (good, message) => { if (!good) failures.push(message); },
    end: () => {
      if (!failures.length) { console.log(`${name}: all good`); return; }
      console.error(`${name}: ${failures.length} failures\n${failures.slice(0, 30).map((failure) => `  ${failure}`).join('\n')}`);
      process.exitCode = 1;
    },
  };
}
