// 搜索的界面：求助卡片、相近结果、筛选、最近搜过、标出搜到的词、输入法、坏文件、断网。
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import { fileBase, launch, open, running, serve } from './house.mjs';

const axe = fs.readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
let server;
let browser;
before(async () => { server = await serve(); browser = await launch(); });
after(async () => { await browser.close(); await server.close(); });

const bases = [['http 子路径', () => server.base], ['file://', () => fileBase]];

/** 打开搜索框，填好，等答案说完。 */
async function ask(page, words, box = 'dialog[open]') {
  if (box === 'dialog[open]' && !(await page.locator(box).count())) {
    await page.keyboard.press('Control+k');
    await page.waitForSelector('dialog[open] .s-input');
  }
  // 上一次说的话先擦掉：等到的就是这一次的。
  await page.evaluate((box) => { document.querySelector(`${box} .s-status`).textContent = ''; }, box);
  await page.fill(`${box} .s-input`, words);
  await page.waitForTimeout(200);
  await page.waitForFunction((box) => /。$/.test(document.querySelector(`${box} .s-status`).textContent), box);
}

const status = (page) => page.innerText('.s-status');
const recent = (page) => page.evaluate(() => JSON.parse(localStorage.getItem('baodian-recent') ?? '[]'));
/** 浏览器自己记的“文件没有读到”不算；别的都算。 */
const own = (complaints) => complaints.filter((line) => !/Failed to load resource|net::ERR/.test(line));

for (const [how, base] of bases) {
  test(`${how}：急事的词，求助卡片在所有结果上面，电话按得到；一篇也没有时也在`, async () => {
    const { page, complaints, close } = await open(browser, `${base()}hl66/vital-signs/index.html`);
    for (const words of ['割腕', '想死', '烫伤', 'zisha', '想死鼚鼛鼜']) {
      await ask(page, words);
      const call = page.locator('.s-call').first();
      assert.match(await call.getAttribute('href'), /^tel:(12356|120)$/, words);
      const box = await call.boundingBox();
      assert.ok(box.height >= 56, `${words}：${box.height}`);
      const list = await page.locator('.s-list').boundingBox();
      assert.ok(!list || box.y < list.y, words);
    }
    await ask(page, '刷牙');
    await page.waitForSelector('.s-card', { state: 'detached' });
    assert.deepEqual(complaints, []);
    await close();
  });

  test(`${how}：相近的排在“相近结果”下面，读屏也听得到`, async () => {
    const { page, complaints, close } = await open(browser, `${base()}search/index.html`);
    await ask(page, '防跌到', '#search-app');
    assert.match(await status(page), /^没有完全相同的，下面是 \d+ 篇相近的。/);
    assert.ok(await page.getByRole('listbox').getByRole('group', { name: '相近结果' }).getByRole('option').count() > 0);
    assert.deepEqual(complaints, []);
    await close();
  });

  test(`${how}：人群和系列一起筛，都记在地址的 # 后面，换一页打开还在`, async () => {
    const { page, complaints, close } = await open(browser, `${base()}search/index.html#q=${encodeURIComponent('健康')}&g=lao`);
    await page.waitForSelector('.s-hit');
    await page.selectOption('.s-select', 'elder-handbook/');
    await page.waitForFunction(() => location.hash.includes('&s='));
    await page.waitForTimeout(200);
    const address = page.url();
    assert.match(address, /#q=[^&]+&g=lao&s=elder-handbook%2F$/);
    assert.ok(!new URL(address).search);
    const told = await status(page);
    await page.goto('about:blank');
    await page.goto(address);
    await running(page);
    await page.waitForSelector('.s-hit');
    assert.equal(await status(page), told);
    assert.equal(await page.inputValue('.s-select'), 'elder-handbook/');
    assert.match(await page.innerText('.s-chip[aria-pressed=true]'), /老年人/);
    assert.deepEqual(complaints, []);
    await close();
  });

  test(`${how}：最近搜过的只记真的搜了的，求助的话不记，一条一条删得掉`, async () => {
    const { page, complaints, close } = await open(browser, `${base()}hl66/vital-signs/index.html`);
    await ask(page, '只是打了字');
    for (const words of ['刷牙', '想死', '体温']) {
      await ask(page, words);
      await page.keyboard.press('Enter');
      await page.waitForTimeout(200);
    }
    assert.deepEqual(await recent(page), ['体温', '刷牙']);
    await page.fill('.s-input', '');
    await page.waitForSelector('.s-again');
    await page.keyboard.press('ArrowDown');
    assert.equal(await page.evaluate(() => document.activeElement.textContent), '体温');
    await page.getByRole('button', { name: '删去“体温”' }).click();
    assert.deepEqual(await recent(page), ['刷牙']);
    await page.getByRole('button', { name: '全部清除' }).click();
    assert.deepEqual(await recent(page), []);
    assert.equal(await page.locator('.s-again').count(), 0);
    assert.equal(await page.evaluate(() => document.activeElement.className), 's-input');
    assert.deepEqual(complaints, []);
    await close();
  });

  test(`${how}：点进去的那一页标出搜到的词，只标一次，Esc 去掉，地址里没有`, async () => {
    const { page, complaints, close } = await open(browser, `${base()}index.html`);
    await ask(page, '体温');
    await page.locator('.s-hit').first().click();
    await page.waitForFunction(() => CSS.highlights?.get('found')?.size > 0);
    assert.ok(!decodeURIComponent(page.url()).includes('体温'));
    await page.keyboard.press('Escape');
    assert.equal(await page.evaluate(() => CSS.highlights.size), 0);
    await page.reload();
    await running(page);
    await page.waitForTimeout(200);
    assert.equal(await page.evaluate(() => CSS.highlights.size + sessionStorage.length), 0);
    assert.deepEqual(complaints, []);
    await close();
  });
}

test('没有 CSS.highlights 用 <mark>；浏览器什么也不让存，照样能搜', async () => {
  const { page, complaints, close } = await open(browser, server.base);
  await page.addInitScript(() => { delete window.Highlight; });
  await page.reload();
  await running(page);
  await ask(page, '体温');
  await page.locator('.s-hit').first().click();
  await page.waitForSelector('main mark');
  await page.keyboard.press('Escape');
  assert.equal(await page.locator('main mark').count(), 0);
  await page.addInitScript(() => {
    for (const name of ['localStorage', 'sessionStorage']) Object.defineProperty(window, name, { get() { throw new Error('refused'); } });
  });
  await page.reload();
  await running(page);
  await ask(page, '体温');
  await page.keyboard.press('Enter');
  await page.locator('.s-hit').first().click();
  await page.waitForURL((url) => !url.pathname.endsWith('/wiki/'));
  assert.deepEqual(complaints, []);
  await close();
});

test('输入法还在拼，不搜；拼完了才搜；背后的网页不滚；Esc 先放下选中的，再关，光标回到原处', async () => {
  const { page, complaints, close } = await open(browser, `${server.base}hl66/vital-signs/`, { width: 1280 });
  await page.focus('.find');
  await page.keyboard.press('Enter');
  await page.waitForSelector('dialog[open] .s-input');
  const client = await page.context().newCDPSession(page);
  await client.send('Input.imeSetComposition', { text: 'ti wen', selectionStart: 6, selectionEnd: 6 });
  await page.waitForTimeout(400);
  assert.equal(await page.locator('.s-hit').count(), 0);
  await client.send('Input.insertText', { text: '体温' });
  await page.waitForSelector('.s-hit');
  await page.mouse.move(640, 300);
  await page.mouse.wheel(0, 3000);
  await page.waitForTimeout(200);
  assert.equal(await page.evaluate(() => scrollY), 0);
  await page.keyboard.press('ArrowDown');
  assert.equal(await page.locator('.s-hit[aria-selected=true]').count(), 1);
  await page.keyboard.press('Escape');
  assert.equal(await page.locator('.s-hit[aria-selected=true]').count(), 0);
  await page.keyboard.press('Escape');
  assert.equal(await page.locator('dialog[open]').count(), 0);
  assert.equal(await page.evaluate(() => document.activeElement.className), 'find');
  assert.deepEqual(complaints, []);
  await close();
});

test('一万个字、表情、标签、正则符号、只有标点：平静的中文，什么也不执行', async () => {
  const { page, complaints, close } = await open(browser, `${server.base}search/`);
  for (const words of ['健'.repeat(10000), '😀', '<script>alert(1)</script>', '<img src=x onerror=alert(1)>', '.*+?^${}()|[]\\', '？！。', '\ud83d']) {
    await page.evaluate((words) => {
      const input = document.querySelector('.s-input');
      input.value = words;
      input.dispatchEvent(new InputEvent('input'));
    }, words);
    await page.waitForTimeout(600);
    assert.match(await status(page), /。$/);
    assert.ok((await status(page)).length < 80);
    assert.equal(await page.locator('#search-app img, #search-app script').count(), 0);
  }
  assert.deepEqual(complaints, []);
  await close();
});

for (const [what, answer] of [
  ['没有了', (route) => route.fulfill({ status: 404, body: '' })],
  ['断了一半', async (route) => route.fulfill({ contentType: 'text/javascript', body: (await (await route.fetch()).text()).slice(0, -40) })],
  ['被改过', async (route) => route.fulfill({ contentType: 'text/javascript', body: (await (await route.fetch()).text()).replace(/[a-m](?=[^,]*$)/, 'Z').replace(/\d(?=[^']*'[^']*$)/, '') })],
  ['是更新的版本', (route) => route.fulfill({ contentType: 'text/javascript', body: "__bd('manifest','{\"version\":99}','x')" })],
  ['断网', (route) => route.abort()],
]) {
  for (const file of ['manifest.js', 's/**', 'd/**']) {
    test(`索引 ${file} ${what}：平静地说，给“再试一次”，好了以后再试就有`, async () => {
      const { page, complaints, close } = await open(browser, `${server.base}search/`);
      await page.waitForTimeout(100);
      await page.route(`**/search/${file}`, answer);
      await page.reload();
      await running(page);
      await ask(page, '体温', '#search-app');
      assert.match(await status(page), /没有读到/);
      await page.unroute(`**/search/${file}`);
      await page.getByRole('button', { name: '再试一次' }).click();
      await page.waitForFunction(() => /^找到 \d+ 篇。/.test(document.querySelector('.s-status').textContent));
      assert.deepEqual(own(complaints), []);
      await close();
    });
  }
}

test('求助卡片、相近结果、没有结果、最近搜过：axe 零问题，不横着滚，按得到', async () => {
  for (const [scheme, dz, width] of [['light', 0, 320], ['dark', 0, 390], ['light', 1, 390], ['dark', 2, 320], ['light', 2, 1280], ['dark', 1, 1280]]) {
    const { page, close } = await open(browser, `${server.base}index.html?dz=${dz}`, { scheme, width });
    for (const words of ['割腕', '防跌到', '健康', '鼚鼛鼜', '']) {
      if (words) await ask(page, words);
      else {
        await page.keyboard.press('Enter');
        await page.evaluate(() => localStorage.setItem('baodian-recent', '["刷牙","体温"]'));
        await page.fill('.s-input', '');
        await page.waitForSelector('.s-again');
      }
      await page.evaluate(axe);
      const [violations, wide, small] = await page.evaluate(async (least) => {
        const dialog = document.querySelector('dialog[open]');
        const result = await window.axe.run(dialog, { resultTypes: ['violations'] });
        const targets = [...dialog.querySelectorAll('a,button,input,select')].filter((target) => target.offsetParent);
        return [
          result.violations.map(({ id, nodes }) => `${id}：${nodes.map((node) => node.target.join(' ')).join('；')}`),
          dialog.scrollWidth - dialog.clientWidth,
          targets.filter((target) => Math.min(target.offsetHeight, target.offsetWidth) < least).map((target) => target.className),
        ];
      }, dz ? 56 : 44);
      assert.deepEqual([violations, wide, small], [[], 0, []], `${words} ${scheme} ${dz} ${width}`);
    }
    await close();
  }
});

test('处理器慢四倍，打字时最慢的一下', async () => {
  const { page, close } = await open(browser, server.base);
  await page.keyboard.press('/');
  await page.waitForSelector('dialog[open] .s-input');
  const client = await page.context().newCDPSession(page);
  await client.send('Emulation.setCPUThrottlingRate', { rate: 4 });
  await page.evaluate(() => {
    window.slowest = 0;
    new PerformanceObserver((list) => list.getEntries().forEach((entry) => { window.slowest = Math.max(window.slowest, entry.duration); })).observe({ type: 'event', durationThreshold: 16 });
  });
  for (const words of ['宝宝发烧', 'gaoxueya', '健康', '割腕']) {
    await page.fill('.s-input', '');
    await page.keyboard.type(words, { delay: 120 });
    await page.waitForTimeout(600);
  }
  console.log(`# 打字时最慢的一下：${await page.evaluate(() => window.slowest)} 毫秒`);
  await close();
});
