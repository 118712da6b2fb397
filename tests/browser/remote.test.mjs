// 搜索交给服务器（site.yaml 的 search）：两种引擎的回答都看得懂，筛选、求助卡照旧，坏了就用自己的索引。
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import fs from 'node:fs';
import path from 'node:path';
import vm from 'node:vm';
import { openSite } from '../search/site.mjs';
import { launch, open, running, serve, site } from './house.mjs';

// 程序写进网页的就是这一份（tests/it/feed.rs 管着），这里只换网址。
const golden = JSON.parse(fs.readFileSync(new URL('../golden/search-remote.json', import.meta.url), 'utf8'));
let server;
let browser;
let local;
let documents;
before(async () => {
  [server, browser, local] = [await serve(), await launch(), await openSite(site)];
  const { manifest } = local;
  const seriesOf = (number) => manifest.series[number]?.[1].slice(0, -1) ?? null;
  const numbers = manifest.series_stretches;
  const series = [];
  for (let i = 0; i < numbers.length; i += 2) series.push(...Array(numbers[i + 1]).fill(numbers[i] - 1));
  documents = local.documents.map(({ permalink, title, summary, sections }, id) => ({
    path: permalink, title, summary, series: seriesOf(series[id]), groups: manifest.sets[id].map((number) => manifest.groups[number][0]), unreviewed: true,
    sections: sections.map(([anchor, heading, text]) => ({ anchor, heading, text })),
  }));
});
after(async () => { await browser.close(); await server.close(); });

/** 一个假引擎：标题或正文里有这个词的都算，标题里有的在前。 */
function found(text, conditions) {
  const all = documents.filter((one) => JSON.stringify(one).includes(text) && conditions(one));
  return all.sort((a, b) => Number(b.title.includes(text)) - Number(a.title.includes(text)));
}
const counts = (all, field) => {
  const counted = {};
  for (const value of all.flatMap((one) => one[field] ?? [])) counted[value] = (counted[value] ?? 0) + 1;
  return counted;
};
const engines = {
  meilisearch(body) {
    const all = found(body.q, (one) => body.filter.every((condition) => {
      const [, field, value] = /^(\w+) = '([^']*)'$/.exec(condition);
      return [one[field]].flat().includes(value);
    }));
    return {
      hits: all.slice(body.offset, body.offset + body.limit), query: body.q, offset: body.offset, limit: body.limit, estimatedTotalHits: all.length,
      facetDistribution: Object.fromEntries(body.facets.map((field) => [field, counts(all, field)])), facetStats: {},
    };
  },
  opensearch(body) {
    const all = found(body.query.bool.must[0].multi_match.query, (one) => body.query.bool.filter.every(({ term }) => {
      const [[field, value]] = Object.entries(term);
      return [one[field]].flat().includes(value);
    }));
    const buckets = (field) => Object.entries(counts(all, field)).map(([key, doc_count]) => ({ key, doc_count }));
    return {
      took: 1, timed_out: false, hits: { total: { value: all.length, relation: 'eq' }, hits: all.slice(body.from, body.from + body.size).map((_source) => ({ _index: 'baodian', _source })) },
      aggregations: Object.fromEntries(Object.keys(body.aggs).map((field) => [field, { doc_count_error_upper_bound: 0, sum_other_doc_count: 0, buckets: buckets(field) }])),
    };
  },
};

function checksum(payload) {
  let sum = 0x811c9dc5;
  for (let at = 0; at < payload.length; at += 1) sum = Math.imul(sum ^ payload.charCodeAt(at), 0x01000193);
  return sum >>> 0;
}

/** 打开搜索页，它的引擎在 /wiki/api/search，怎样回答由 `answer(body)` 定；收到的请求记在 `asked`。 */
async function openWith(engine, answer) {
  const { page, complaints, close } = await open(browser, `${server.base}index.html`);
  const asked = [];
  await page.route('**/search/manifest.js', (route) => {
    let payload;
    vm.runInNewContext(fs.readFileSync(path.join(site, 'search/manifest.js'), 'utf8'), { __bd: (_, text) => { payload = text; } });
    const manifest = JSON.stringify({ ...JSON.parse(payload), remote: { ...golden[engine], url: `${server.base}api/search` } });
    return route.fulfill({ contentType: 'text/javascript', body: `__bd('manifest',${JSON.stringify(manifest)},${checksum(manifest)})` });
  });
  await page.route('**/api/search', async (route) => {
    const body = route.request().postDataJSON();
    asked.push({ body, headers: route.request().headers() });
    return answer(route, body);
  });
  // 没有写 search: 的网站不装这个脚本，这里替它装上。
  const script = fs.readdirSync(path.join(site, 'assets')).find((name) => name.startsWith('remote-'));
  await page.route('**/search/index.html', (route) => route.fulfill({
    contentType: 'text/html', body: fs.readFileSync(path.join(site, 'search/index.html'), 'utf8').replaceAll('data-root=', `data-remote="../assets/${script}" data-root=`),
  }));
  await page.goto(`${server.base}search/index.html`);
  await running(page);
  return { page, complaints, close, asked };
}

const answering = (engine) => (route, body) => route.fulfill({ json: engines[engine](body) });
const titles = (page) => page.locator('#search-app .s-hit .s-title').allInnerTexts();
async function search(page, words) {
  await page.fill('#search-app .s-input', words);
  await page.waitForSelector('#search-app .s-hit');
}

for (const engine of Object.keys(engines)) {
  test(`${engine}：结果、标记、小标题、系列、筛选、再看更多`, async () => {
    const { page, complaints, close, asked } = await openWith(engine, answering(engine));
    const wanted = found('医生', () => true);
    assert.ok(wanted.length > 15, String(wanted.length));
    await search(page, '医生');
    assert.deepEqual(await titles(page), wanted.slice(0, 5).map(({ title }) => title));
    assert.match(await page.innerText('#search-app .s-status'), new RegExp(` ${wanted.length} 篇`));
    assert.ok((await page.locator('#search-app .s-mark').allInnerTexts()).every((text) => text.includes('医') || text.includes('生')));
    assert.ok(await page.locator('#search-app .s-series').count() > 0 && await page.locator('#search-app .s-unreviewed').count() === 5);
    await page.locator('#search-app .s-more').click();
    await page.waitForFunction(() => document.querySelectorAll('#search-app .s-hit').length === 15);
    const few = found('医生', (one) => one.groups.includes('xiao'));
    await page.locator('#search-app .s-chip', { hasText: '婴幼儿' }).click();
    await page.waitForFunction((number) => document.querySelector('#search-app .s-status').textContent.includes(` ${number} 篇`), few.length);
    assert.deepEqual(await titles(page), few.slice(0, 5).map(({ title }) => title));
    assert.equal(asked.at(-1).headers.authorization, golden[engine].headers.authorization);
    assert.equal(await page.innerText('#search-app .s-sent'), golden[engine].host ? '搜索的词会发送到 s.example.org。' : '搜索的词会发送到本站的服务器。');
    assert.deepEqual(complaints, []);
    await close();
  });
}

const failures = {
  '引擎报错（500）': (route) => route.fulfill({ status: 500, body: 'oops' }),
  '钥匙不对（403）': (route) => route.fulfill({ status: 403, json: { message: 'The provided API key is invalid.', code: 'invalid_api_key' } }),
  连不上: (route) => route.abort(),
  '回答不成样子': (route) => route.fulfill({ json: { hits: 'x' } }),
  '三秒不回答': () => {},
};
for (const [what, answer] of Object.entries(failures)) {
  test(`${what}：不声不响，用自己的索引，一分钟里不再去问`, async () => {
    const { page, close, asked } = await openWith('meilisearch', answer);
    const began = Date.now();
    await search(page, '辅食');
    assert.ok(Date.now() - began < 6000);
    const alone = await (local.page().engine).query('辅食');
    assert.deepEqual(await titles(page), alone.results.map(({ title }) => title));
    const before = asked.length;
    await page.fill('#search-app .s-input', '防跌倒');
    await page.waitForFunction(() => document.querySelector('#search-app .s-title')?.textContent.includes('跌'));
    assert.equal(asked.length, before);
    await close();
  });
}

test('引擎一篇也没有找到：再问自己的索引，拼音也认得', async () => {
  const { page, complaints, close } = await openWith('opensearch', (route) => route.fulfill({ json: engines.opensearch({ from: 0, size: 5, aggs: { groups: {}, series: {} }, query: { bool: { must: [{ multi_match: { query: '\u0000' } }], filter: [] } } }) }));
  await search(page, 'fushi');
  assert.match((await titles(page)).join(), /辅食/);
  assert.deepEqual(complaints, []);
  await close();
});

test('求助卡是网站自己的，谁来搜都一样', async () => {
  const { page, close } = await openWith('meilisearch', answering('meilisearch'));
  const script = local.script;
  const help = await page.evaluate(async ([root, script]) => {
    const load = (url) => new Promise((resolve, reject) => {
      document.head.append(Object.assign(document.createElement('script'), { src: url, onload: resolve, onerror: reject }));
    });
    await load(root + script);
    return (await window.BaodianSearch.create({ root, load }).query('自杀')).help.map(({ title }) => title);
  }, [server.base, script]);
  assert.deepEqual(help, (await local.page().engine.query('自杀')).help.map(({ title }) => title));
  assert.ok(help.length > 0);
  await close();
});
