// Layer 2, known items: `node tests/search/known.mjs public [--write] [--misses]`.
// Every title, other name and heading must lead to its article, as written and as readers garble it. Sounds and
// traditional characters come from outside packages, so that our own tables are not judged by themselves.
// The figures are kept in known.tsv; one that moves by more than 0.005 fails until `--write` accepts it.

import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { dice, openSite, packages, printTable, project, report, resultsOf, words } from './site.mjs';

const { pinyin } = packages('pinyin-pro');
const traditional = packages('opencc-js').Converter({ from: 'cn', to: 'tw' });
const kept = join(project, 'tests/search/known.tsv');
const MOVES = 0.005;
const TAILS = ['怎么办', '吗', '是什么', '呢', '怎么回事', '有哪些'];

const isHan = (letter) => /^\p{Script=Han}$/u.test(letter);
const sound = (text) => pinyin(text, { toneType: 'none', v: true, type: 'array', nonZh: 'consecutive' });
/** What a reader would spell out of a name: its first stretch without punctuation. */
const stretch = (name) => name.split(/[\p{P}\s]/u).find((part) => [...part].some(isHan)) ?? '';

/** The 3,755 commonest characters (the first level of GB 2312) by sound. */
const alike = new Map();
for (let high = 0xb0; high <= 0xd7; high += 1) {
  for (let low = 0xa1; low <= (high === 0xd7 ? 0xf9 : 0xfe); low += 1) {
    const letter = new TextDecoder('gbk').decode(Uint8Array.of(high, low));
    const [how] = sound(letter);
    alike.set(how, [...alike.get(how) ?? [], letter]);
  }
}

/** The ways a name is garbled. Nothing (or the name itself) where a way does not apply. */
const ways = {
  原样: (name) => name,
  漏一个字: (name, roll) => {
    const letters = Array.from(name);
    const places = letters.flatMap((letter, at) => (isHan(letter) ? [at] : []));
    return places.length > 3 && letters.toSpliced(places[roll(places.length)], 1).join('');
  },
  同音字: (name, roll) => {
    const letters = Array.from(name);
    const sounds = letters.map((letter) => isHan(letter) && (alike.get(sound(letter)[0]) ?? []).filter((other) => other !== letter));
    const places = sounds.flatMap((others, at) => (others && others.length ? [at] : []));
    if (places.length < 3) return null;
    const at = places[roll(places.length)];
    return letters.with(at, sounds[at][roll(sounds[at].length)]).join('');
  },
  繁体: (name) => traditional(name),
  全拼: (name) => [...stretch(name)].length > 1 && sound(stretch(name)).join(''),
  首字母: (name) => [...stretch(name)].length > 2 && sound(stretch(name)).map((part) => (/^[a-z]/.test(part) ? part[0] : part)).join(''),
  词序颠倒: (name, roll) => {
    const parts = words(name);
    const at = parts.length > 1 && roll(parts.length - 1);
    return at !== false && [...parts.slice(0, at), parts[at + 1], parts[at], ...parts.slice(at + 2)].join('');
  },
  问句尾巴: (name, roll) => !TAILS.some((tail) => name.endsWith(tail)) && name + TAILS[roll(TAILS.length)],
};

const { check, end } = report('known');
const { documents, page } = await openSite();
const { engine } = page();
const kinds = { 标题: ({ title }) => [title], 别名: ({ aliases }) => aliases, 小标题: ({ headings }) => headings };
const namesOf = Object.values(kinds);
const holders = new Map();
documents.forEach((document, id) => {
  for (const name of namesOf.flatMap((of) => of(document))) holders.set(name, (holders.get(name) ?? new Set()).add(id));
});

const rows = [];
const misses = [];
for (const [way, garble] of Object.entries(ways)) {
  for (const [kind, of] of Object.entries(kinds)) {
    const roll = dice(66);
    const ranks = [];
    for (const name of new Set(documents.flatMap(of))) {
      const query = garble(name, roll);
      if (!query || (query === name && way !== '原样')) continue;
      const at = (await resultsOf(engine, query, 10)).findIndex(({ id }) => holders.get(name).has(id));
      ranks.push(at + 1);
      if (at < 0) misses.push({ way, kind, name, query });
    }
    if (!ranks.length) continue;
    const share = (good) => (ranks.reduce((sum, rank) => sum + good(rank), 0) / ranks.length).toFixed(3);
    rows.push({ way, kind, n: ranks.length, 'mrr@10': share((rank) => (rank ? 1 / rank : 0)), '@1': share((rank) => rank === 1), '@3': share((rank) => rank > 0 && rank <= 3) });
  }
}
printTable(rows);
const shown = process.argv.includes('--misses') ? misses : misses.filter((_, at) => at % Math.ceil(misses.length / 12) === 0);
console.log(`not among the first ten: ${misses.length} (all of them with --misses)`);
for (const { way, kind, name, query } of shown) console.log(`  ${way} ${kind} ${name} → ${query}`);

const lines = [Object.keys(rows[0]), ...rows.map(Object.values)].map((cells) => `${cells.join('\t')}\n`);
if (process.argv.includes('--write')) writeFileSync(kept, lines.join(''));
const before = existsSync(kept) ? readFileSync(kept, 'utf8').split('\n').filter(Boolean).slice(1).map((line) => line.split('\t')) : [];
check(before.length === rows.length, `known.tsv holds ${before.length} rows, measured ${rows.length}: run with --write`);
for (const row of rows) {
  const [way, kind, , ...figures] = Object.values(row);
  const old = before.find(([first, second]) => first === way && second === kind)?.slice(3) ?? [];
  const moved = figures.some((figure, at) => !(Math.abs(figure - old[at]) <= MOVES));
  check(!moved, `${way} ${kind}: kept ${old.join(' ') || 'nothing'}, now ${figures.join(' ')} (mrr@10 @1 @3); --write accepts it`);
}
end();
