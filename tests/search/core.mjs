// What the search promises whatever is asked: `node tests/search/core.mjs public`.
// Normalisation is the one the index was made with; damaged files stay calm; the filter counts truly.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openSite, project, report } from './site.mjs';

const { check, end } = report('core');
const site = await openSite();
const { documents, manifest } = site;
check(documents.length === manifest.documents, `${documents.length} records for ${manifest.documents} documents`);

for (const { why, text, units } of JSON.parse(readFileSync(join(project, 'tests/golden/normalize.json'), 'utf8'))) {
  const got = site.normalize(text);
  check(got === units, `golden “${why}”: ${JSON.stringify(got)} instead of ${JSON.stringify(units)}`);
}

for (const [syllable, folded] of Object.entries(JSON.parse(readFileSync(join(project, 'tests/golden/syllables.json'), 'utf8')))) {
  check(site.fold(syllable) === folded, `golden ${syllable}: ${site.fold(syllable)} instead of ${folded}`);
}

// Damage: an answer or a refusal, never a hang, never something thrown past us.
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
  const outcome = await site.page(change).engine.query(question).then(
    (answer) => {
      check(answer.incomplete, `${name}: an answer that does not say it is incomplete`);
      return `${answer.results.length} results, incomplete`;
    },
    () => 'refused',
  );
  console.log(`${name}: ${outcome}`);
}
const line = { cut: true };
const again = site.page((path, text) => (line.cut ? null : text)).engine;
await again.query(question).catch(() => {});
line.cut = false;
check((await again.query(question)).results.length > 0, 'after a failure the next try must work');

// The filter: a group's count is the number of hits it has, and it lists no others.
const { engine } = site.page();
const letter = question.slice(0, 1);
const { ids } = await engine.match(letter);
for (const [slug] of manifest.groups) {
  const truth = ids.filter((id) => manifest.sets[id].some((number) => manifest.groups[number][0] === slug)).length;
  const { total, counts, results } = await engine.query(letter, { group: slug });
  check(counts[slug] === truth && total === truth, `group ${slug}: ${counts[slug]} counted, ${total} listed, ${truth} true`);
  check(results.every(({ groups }) => groups.some((group) => group.slug === slug)), `group ${slug}: a result of another group`);
}

// Initials side by side in a name: the page on 高血压 holds them, many others hold g-x and x-y apart.
const [initials] = (await engine.query('gxy')).results;
check(initials.title === '常量血压，管好高血压', `gxy finds ${initials.title} first`);
end();
