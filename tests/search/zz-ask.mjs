import { openSite } from './site.mjs';
import { readFileSync } from 'node:fs';
const { documents, page } = await openSite();
const { engine } = page();
for (const line of readFileSync('/tmp/u/q40.txt','utf8').trim().split('\n')) {
  const [q] = line.split('\t');
  const a = await engine.query(q);
  console.log(q+(a.help?.length?' [help]':'')+' → '+a.results.slice(0,3).map(r=>(r.near?'~':'')+(documents[r.id]?.permalink ?? r.title)).join(' | '));
}
