// Layer 3, what readers ask: `node tests/search/questions.mjs public`. The questions and how they are judged stand
// in questions.yaml, harder ones in harder.yaml, plainer ones in everyday.yaml. Articles are told by the id in their front
// matter, found again on the site by their title.

import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { openSite, packages, printTable, project, report } from './site.mjs';

const { parse } = packages('yaml');
const { check, end } = report('questions');
const { documents, page } = await openSite();

/** Front matter id → title. */
const titles = new Map(readdirSync(join(project, 'content'), { recursive: true }).filter((name) => name.endsWith('.md')).flatMap((name) => {
  const [, front] = /^---\n([^]*?)\n---\n/.exec(readFileSync(join(project, 'content', name), 'utf8')) ?? [];
  const { id, title } = front ? parse(front) : {};
  return id ? [[id, title]] : [];
}));
const idOf = new Map();
for (const [id, title] of titles) {
  const found = documents.flatMap((document, number) => (document.title === title ? [number] : []));
  if (found.length === 1) idOf.set(found[0], id);
  else check(found.length === 0, `“${title}” (${id}) is the title of ${found.length} pages`);
}
const known = new Set(idOf.values());

const { engine } = page();
await judge('questions.yaml', { first: 0.8, three: 0.93, helpless: 0 });
await judge('everyday.yaml', { first: 0.78, three: 0.95, helpless: 0 });
await judge('harder.yaml', { first: 0.6, three: 0.78 });
end();

/** Asks all questions of one file and prints what went wrong. `bars`: the shares that must be right in the first place and among
 *  the first three, and how often a help card may be missing. */
async function judge(file, bars) {
  const { questions } = parse(readFileSync(join(project, 'tests/search', file), 'utf8'));
  const judged = [];
  for (const { id, style, group, query, want, also = [], never = [], help = false } of questions) {
    for (const name of [...want, ...also, ...never]) check(known.has(name), `${id} names ${name}, which is not on the site`);
    const answer = await engine.query(query);
    const three = answer.results.slice(0, 3).map((result) => idOf.get(result.id) ?? `#${result.id}`);
    const forbidden = never.includes(three[0]);
    const verdict = {
      style, group, forbidden,
      first: !forbidden && want.includes(three[0]),
      three: !forbidden && three.some((name) => want.includes(name) || also.includes(name)),
      noHelp: help && !(answer.help ?? []).length,
    };
    judged.push(verdict);
    if (verdict.first && verdict.three && !verdict.noHelp) continue;
    const faults = [forbidden ? 'never first' : verdict.three ? 'not first' : 'not in three', verdict.noHelp && 'no help card'].filter(Boolean);
    console.log(`${id} ${style} “${query}”: ${verdict.first ? 'no help card' : faults.join(', ')}; want ${want.join(' ')}`);
    if (!answer.results.length) console.log('      nothing found');
    for (const result of answer.results.slice(0, 3)) console.log(`      ${idOf.get(result.id) ?? '?'} ${result.title}${result.near ? ' (near)' : ''}`);
  }

  const count = (some, name) => some.filter((verdict) => verdict[name]).length;
  const share = (some, name) => `${count(some, name)}/${some.length}`;
  const row = (what, some) => ({ what, first: share(some, 'first'), three: share(some, 'three'), 'never first': count(some, 'forbidden'), 'no help card': count(some, 'noHelp') });
  const by = (field) => [...new Set(judged.map((verdict) => verdict[field]))].map((value) => row(value, judged.filter((verdict) => verdict[field] === value)));
  printTable([row(file, judged), ...by('group'), ...by('style')]);
  for (const name of ['first', 'three']) {
    check(count(judged, name) >= bars[name] * judged.length, `${file}: ${name}: right in ${share(judged, name)}, wanted ${100 * bars[name]} %`);
  }
  check(count(judged, 'noHelp') <= (bars.helpless ?? Infinity), `${file}: the help card is missing ${count(judged, 'noHelp')} times`);
}
