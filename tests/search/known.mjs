// Layer 2, known items: `node tests/search/known.mjs public [--write]`.
// Every title, other name and heading must lead to its article, as written and as readers garble it. Sounds and
// traditional characters come from outside packages, so that our own tables are not judged by themselves.
// The figures are kept in known.tsv; one that moves by more than 0.005 fails until `--write` accepts it.

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { dice, openSite, packages, printTable, project, report, words } from './site.mjs';

const { pinyin } = packages('pinyin-pro');
const traditional = packages('opencc-js').Converter({ from: 'cn', to: 'tw' });
const TABLE = join(project, 'tests/search/known.tsv');
const TAILS = ['怎么办', '吗', '是什么', '呢', '怎么回事', '有哪些'];
const ENDED = /(?:怎么办|怎么回事|是什么|有哪些|吗|呢)$/;

const roll = dice(66);
const han = /^\p{Script=Han}$/u;
/** The place of a random Han character of `letters`, −1 for none. */
function place(letters) {
  const places = letters.flatMap((letter, at) => (han.test(letter) ? [at] : []));
  return places.length ? places[roll(places.length)] : -1;
}
const sound = (letter) => pinyin(letter, { toneType: 'none', v: true });

/** The 3,755 commonest characters (first level of GB 2312) by their sound. */
const bySound = Map.groupBy ? null : new Map();
