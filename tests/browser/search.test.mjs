// 搜索在真的浏览器里：http 和 file:// 都找得到，键盘用得了，查询不发出去，读屏认得，坏文件不吓人。
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import fs from 'node:fs';
import path from 'node:path';
import { createRequire } from 'node:module';
import { dice, openSite, permalinkOf, piece, resultsOf } from '../search/site.mjs';
import { fileBase, launch, open, serve, site } from './house.mjs';

const axe = fs.readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
let server;
let browser;
before(async () => { server = await serve(); browser = await launch(); });
after(async () => { await browser.close(); await server.close(); });

/** 按 / 打开搜索框，打字，等结果。 */
async function search(page, words) {
  await page.keyboard.press('/');
  await page.waitForSelector('dialog[open] .s-input');
  await page.keyboard.type(words);
  await page.waitForSelector('dialog[open] .s-hit');
  return page.locator('dialog[open] .s-title').allInnerTexts();
}

/** 在网页里问一串问题，像读者那样一页一页看完；每题的答案按次序。 */
async function askInPage(page, root, script, queries) {
  return page.evaluate(async ([root, script, queries]) => {
    const load = (url) => new Promise((resolve, reject) => {
      const element = Object.assign(document.createElement('script'), { src: url, onload: resolve, onerror: () => reject(new Error(url)) });
      document.head.append(element);
    });
    await load(root + script);
    const engine = window.BaodianSearch.create({ root, load });
    const answers = [];
    for (const words of queries) {
      const answer = await engine.query(words);
      const results = [...answer.results];
      while (answer.hasMore()) {
        const more = await answer.more();
        if (!more?.length) break;
        results.push(...more);
      }
      answers.push(results.map(({ href, near }) => ({ href: href.slice(root.length), near: Boolean(near) })));
    }
    return answers;
  }, [root, script, queries]);
}

for (const [how, base] of [['http', () => server.base], ['file://', () => fileBase]]) {
  test(`${how}：抽样的片段在有它的每一页都找得到，答案和不用浏览器时（tests/search）逐个相同`, async () => {
    const { documents, normalize, page: freshPage, script } = await openSite(site);
    const roll = dice(how.length);
    const queries = [];
    while (queries.length < 60) {
      const words = piece(roll, documents[roll(documents.length)].runs, 1, 20, queries.length % 2 === 1);
      if (words && normalize(words)) queries.push(words);
    }
    const { page, complaints, close } = await open(browser, `${base()}index.html`);
    const answers = await askInPage(page, base(), script, queries);
    const { engine } = freshPage();
    for (const [at, words] of queries.entries()) {
      const permalinks = new Set(answers[at].filter(({ near }) => !near).map(permalinkOf));
      const missing = documents.filter(({ text, permalink }) => text.includes(words) && !permalinks.has(permalink));
      assert.deepEqual(missing.map(({ permalink }) => permalink), [], `“${words}”没有找全`);
      assert.deepEqual(answers[at].map(({ href }) => href), (await resultsOf(engine, words)).map(({ href }) => href), `“${words}”`);
    }
    assert.deepEqual(complaints, []);
    await close();
  });
}

for (const [how, base] of [['http 子路径', () => server.base], ['file://', () => fileBase]]) {
  test(`${how}：文章页上按 / 搜“辅食”，第一篇标题里就有，点得开`, async () => {
    const { page, complaints, close } = await open(browser, `${base()}hl66/vital-signs/index.html`);
    const titles = await search(page, '辅食');
    assert.match(titles[0], /辅食/);
    assert.ok(titles.length >= 4, titles.join('；'));
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.waitForURL((url) => !url.pathname.includes('vital-signs'));
    assert.match(await page.innerText('main'), /辅食/);
    assert.deepEqual(complaints, []);
    await close();
  });

  test(`${how}：搜索页认得地址里的 #q=，能按人群筛`, async () => {
    const { page, complaints, close } = await open(browser, `${base()}search/index.html#q=${encodeURIComponent('防跌倒')}`);
    await page.waitForSelector('#search-app .s-hit');
    const all = await page.locator('#search-app .s-hit').count();
    await page.locator('#search-app .s-chip', { hasText: '老年人' }).click();
    await page.waitForFunction(() => document.querySelector('#search-app .s-chip[aria-pressed=true]')?.textContent.includes('老年人'));
    const some = await page.locator('#search-app .s-hit').count();
    assert.ok(some > 0 && some <= all, `${some} / ${all}`);
    assert.deepEqual(complaints, []);
    await close();
  });
}

test('查询不写进发出去的任何地址', async () => {
  server.requests.length = 0;
  const { page, close } = await open(browser, `${server.base}index.html`);
  await search(page, '心里难受');
  const addresses = server.requests.map((request) => decodeURIComponent(request.address)).join('\n');
  assert.ok(!addresses.includes('心里') && !addresses.includes('难受'), addresses);
  await close();
});

test('第一次搜索，脚本、样式、索引和结果加起来不超过 45 KB（gzip）', async () => {
  const { gzipSync } = await import('node:zlib');
  const { page, close } = await open(browser, `${server.base}hl66/vital-signs/index.html`);
  server.requests.length = 0;
  await search(page, '辅食');
  await page.waitForTimeout(300);
  const names = server.requests.map((request) => request.address.slice('/wiki/'.length).split('?')[0]);
  const bytes = names.map((name) => gzipSync(fs.readFileSync(path.join(site, name)), { level: 9 }).length);
  const total = bytes.reduce((sum, size) => sum + size, 0);
  console.log(`# 第一次搜索：${names.length} 个请求，${total} 字节`);
  assert.ok(total <= 46080, `${total} 字节：${names.join(' ')}`);
  await close();
});

test('搜索框打开着，无障碍检查（axe）零问题，亮色、暗色、特大字', async () => {
  for (const [scheme, dz, width] of [['light', '0', 390], ['dark', '0', 1280], ['light', '2', 320]]) {
    const { page, close } = await open(browser, `${server.base}index.html?dz=${dz}`, { scheme, width });
    await search(page, '高血压');
    await page.evaluate(axe);
    const violations = await page.evaluate(async () => {
      const result = await window.axe.run(document, { resultTypes: ['violations'] });
      return result.violations.map((violation) => `${violation.id}：${violation.nodes.map((node) => node.target.join(' ')).join('；')}`);
    });
    assert.deepEqual(violations, [], `${scheme} ${dz} ${width}`);
    const [content, view] = await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
    assert.ok(content <= view, `内容宽 ${content}，屏幕宽 ${view}`);
    await close();
  }
});

test('找不到、只有标点、脚本样子的查询：平静的中文，什么也不执行', async () => {
  const { page, complaints, close } = await open(browser, `${server.base}search/index.html`);
  for (const words of ['鼚鼛鼜', '？！。', '<img src=x onerror=alert(1)>', '.*+?^${}()|[]', '😀']) {
    await page.fill('#search-app .s-input', words);
    await page.waitForTimeout(400);
    assert.match(await page.innerText('#search-app'), /[一-龥]/);
    assert.equal(await page.locator('#search-app img').count(), 0);
  }
  assert.deepEqual(complaints, []);
  await close();
});
