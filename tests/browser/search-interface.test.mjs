// 搜索的界面，照读者会做的事一件件试：只认角色（combobox、listbox、option、status）和看得见的字，不认样式名。
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import { fileBase, launch, open, running, serve } from './house.mjs';

const axe = fs.readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const BOX = 'input[role=combobox]';
const HIT = '[role=option]';
const FAR = { timeout: 5000 };
let server;
let browser;
before(async () => { server = await serve(); browser = await launch(); });
after(async () => { await browser.close(); await server.close(); });

const places = [['http 子路径', () => server.base], ['file://', () => fileBase]];
/** 浏览器自己报的“资源没有读到”不算：那一行不是脚本写的。 */
const own = (complaints) => complaints.filter((line) => !/Failed to load resource/.test(line));
const status = (page) => page.locator('[role=status]').last().innerText();
const hitCount = (page) => page.locator(HIT).count();

async function dialog(page, key = '/') {
  await page.keyboard.press(key);
  await page.waitForSelector(`dialog[open] ${BOX}`, FAR);
}

/** 打字，等到这一次的话说完。 */
async function ask(page, words) {
  // 上一次说的话先擦掉：等到的就是这一次的。
  await page.evaluate(() => { [...document.querySelectorAll('[role=status]')].pop().textContent = ''; });
  await page.fill(BOX, words);
  await page.waitForFunction(() => {
    const told = [...document.querySelectorAll('[role=status]')].pop().textContent;
    return told && !told.includes('正在');
  }, null, FAR);
  await page.waitForTimeout(350);
}

async function searchPage(address = '', options = {}, prepare = async () => {}) {
  const opened = await open(browser, `${server.base}about/index.html`, options);
  await prepare(opened.page);
  await opened.page.goto(`${server.base}search/index.html${address}`);
  await running(opened.page);
  await opened.page.waitForSelector(BOX);
  return opened;
}

for (const [how, base] of places) {
  test(`${how}：/、Ctrl-K、⌘K 和按钮都打开搜索；Esc 关上，焦点回到原处，后面的页面不动`, async () => {
    const { page, complaints, close } = await open(browser, `${base()}hl66/vital-signs/index.html`);
    const link = page.locator('main a[href]').nth(3);
    for (const key of ['/', 'Control+k', 'Meta+k']) {
      await link.focus();
      await page.evaluate(() => document.activeElement.scrollIntoView({ behavior: 'instant', block: 'center' }));
      await dialog(page, key);
      const before = await page.evaluate(() => scrollY);
      assert.ok(await page.evaluate((box) => document.activeElement.matches(box), BOX), `${key}：焦点在搜索框`);
      await page.mouse.move(195, 700);
      await page.mouse.wheel(0, 600);
      await page.waitForTimeout(100);
      assert.equal(await page.evaluate(() => scrollY), before, `${key}：后面的页面滚了`);
      await page.keyboard.press('Escape');
      await page.waitForSelector('dialog:not([open])', { ...FAR, state: 'attached' });
      assert.ok(await link.evaluate((element) => element === document.activeElement), `${key}：焦点没有回去`);
    }
    await page.click('header [data-search-open]');
    await page.waitForSelector(`dialog[open] ${BOX}`, FAR);
    const frame = await page.locator('dialog').boundingBox();
    assert.deepEqual([frame.width, frame.height], [390, 844], '手机上占满屏幕');
    assert.deepEqual(complaints, []);
    await close();
  });

  test(`${how}：打开一条，目标页标出找到的词；地址里没有词；Esc 去掉；再打开不再标`, async () => {
    const { page, complaints, close } = await open(browser, `${base()}index.html`);
    await dialog(page);
    await ask(page, '辅食');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.waitForURL((url) => !/\/index\.html$/.test(url.pathname) || url.pathname.split('/').length > 5, FAR);
    await page.waitForLoadState();
    const lit = () => page.evaluate(() => [...(CSS.highlights ?? new Map()).values()].reduce((sum, one) => sum + one.size, 0) + document.querySelectorAll('main mark').length);
    await page.waitForFunction(() => CSS.highlights.size > 0, null, FAR);
    assert.ok(await lit() > 0);
    assert.ok(!decodeURIComponent(page.url()).includes('辅食'), page.url());
    await page.keyboard.press('Escape');
    assert.equal(await lit(), 0, 'Esc 之后还标着');
    await page.reload();
    await running(page);
    await page.waitForTimeout(300);
    assert.equal(await lit(), 0, '刷新之后又标了');
    assert.deepEqual(complaints, []);
    await close();
  });

  test(`${how}：求助卡在所有结果上面，电话是大按钮；这样的查询不留下`, async () => {
    const { page, complaints, close } = await open(browser, `${base()}search/index.html`);
    for (const [words, phone] of [['不想活了', '12356'], ['没呼吸了', '120']]) {
      await page.fill(BOX, words);
      const call = page.locator(`#search-app a[href="tel:${phone}"]`).first();
      await call.waitFor(FAR);
      await page.waitForTimeout(400);
      const box = await call.boundingBox();
      assert.ok(box.height >= 56 && box.width >= 44, `${words}：电话按钮 ${box.width}×${box.height}`);
      const hit = page.locator(HIT).first();
      if (await hit.count()) assert.ok(box.y < (await hit.boundingBox()).y, `${words}：卡片在结果上面`);
      await page.keyboard.press('Enter');
      await page.waitForTimeout(300);
    }
    const kept = await page.evaluate(() => JSON.stringify({ ...localStorage }));
    assert.ok(!/不想活|呼吸/.test(kept), kept);
    assert.deepEqual(complaints, []);
    await close();
  });
}

test('输入法还在拼字时不查；拼好了才查；拼字时的回车不算', async () => {
  const { page, close } = await searchPage();
  await page.focus(BOX);
  const session = await page.context().newCDPSession(page);
  await session.send('Input.imeSetComposition', { text: 'fare', selectionStart: 4, selectionEnd: 4 });
  await page.waitForTimeout(500);
  assert.equal(await hitCount(page), 0);
  assert.equal((await status(page)).trim(), '');
  await page.evaluate((box) => document.querySelector(box).dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', keyCode: 229, bubbles: true, cancelable: true })), BOX);
  await page.waitForTimeout(200);
  assert.equal(await hitCount(page), 0);
  await session.send('Input.insertText', { text: '发热' });
  await page.waitForSelector(HIT, FAR);
  await close();
});

test('combobox：方向键换一条，Home、End 只管文字，状态只说一次，Esc 先放下再关', async () => {
  const { page, close } = await open(browser, `${server.base}index.html`);
  await dialog(page);
  await page.evaluate(() => {
    window.told = [];
    const line = [...document.querySelectorAll('dialog [role=status]')].pop();
    new MutationObserver(() => window.told.push(line.textContent)).observe(line, { childList: true, characterData: true, subtree: true });
  });
  await ask(page, '高血压');
  const told = (await page.evaluate(() => window.told)).filter((text) => text && !text.includes('正在'));
  assert.equal(told.length, 1, told.join(' | '));
  const box = page.locator(`dialog ${BOX}`);
  assert.equal(await box.getAttribute('aria-expanded'), 'true');
  const list = await box.getAttribute('aria-controls');
  assert.equal(await page.locator(`#${list}`).getAttribute('role'), 'listbox');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowUp');
  const active = await box.getAttribute('aria-activedescendant');
  assert.equal(await page.locator(`#${active}`).getAttribute('aria-selected'), 'true');
  assert.equal(await page.locator('[aria-selected=true]').count(), 1);
  await page.keyboard.press('Home');
  assert.equal(await box.evaluate((input) => input.selectionStart), 0);
  await page.keyboard.press('End');
  assert.equal(await box.evaluate((input) => input.selectionStart), 3);
  await page.keyboard.press('Escape');
  assert.ok(await page.locator('dialog[open]').count(), '第一下 Esc 只放下选中的一条');
  await page.keyboard.press('Escape');
  if (await page.locator('dialog[open]').count()) await page.keyboard.press('Escape');
  assert.equal(await page.locator('dialog[open]').count(), 0);
  await close();
});

test('最近搜过：打字不记，回车才记；最多 8 条；能删一条，能全删', async () => {
  const { page, complaints, close } = await searchPage();
  const kept = () => page.evaluate(() => Object.entries(localStorage).filter(([key]) => key !== 'baodian-dz').flatMap(([, value]) => JSON.parse(value)));
  await ask(page, '刷牙');
  assert.deepEqual(await kept(), []);
  for (const words of ['发热', '刷牙', '近视', '洗手', '母乳', '防跌倒', '体检', '疫苗', '血压', '发热']) {
    await ask(page, words);
    await page.keyboard.press('Enter');
    await page.waitForTimeout(300);
  }
  const all = await kept();
  assert.equal(all.length, 8);
  assert.deepEqual(all.slice(0, 2), ['发热', '血压']);
  await page.reload();
  await running(page);
  await page.goto(`${server.base}search/index.html`);
  await running(page);
  await page.fill(BOX, '');
  await page.getByText('最近搜过').first().waitFor(FAR);
  await page.getByRole('button', { name: /删.*血压/ }).click();
  assert.ok(!(await kept()).includes('血压'));
  await page.getByRole('button', { name: '洗手', exact: true }).click();
  await page.waitForSelector(HIT, FAR);
  await page.fill(BOX, '');
  await page.getByRole('button', { name: '全部清除' }).click();
  assert.deepEqual(await kept(), []);
  assert.equal(await page.getByText('最近搜过').filter({ visible: true }).count(), 0);
  assert.deepEqual(complaints, []);
  await close();
});

test('不让存：照样能搜，没有最近搜过，没有抱怨', async () => {
  const { page, complaints, close } = await searchPage('', {}, (page) => page.addInitScript(() => {
    for (const name of ['localStorage', 'sessionStorage']) Object.defineProperty(window, name, { get() { throw new DOMException('refused', 'SecurityError'); } });
  }));
  await ask(page, '刷牙');
  await page.keyboard.press('Enter');
  await page.waitForTimeout(200);
  await page.locator(HIT).first().click();
  await page.waitForURL((url) => !url.pathname.includes('/search/'), FAR);
  assert.equal(await page.evaluate(() => CSS.highlights.size), 0);
  assert.deepEqual(complaints, []);
  await close();
});

test('人群和系列都能筛，写在 # 后面，刷新还在；什么也不发出去', async () => {
  const { page, complaints, close } = await searchPage();
  server.requests.length = 0;
  await ask(page, '健康');
  const all = await hitCount(page);
  await page.getByRole('button', { name: /老年人/ }).first().click();
  await page.waitForFunction(() => /[#&]g=lao/.test(location.hash), null, FAR);
  const select = page.locator('select');
  const value = await select.evaluate((element) => [...element.options].find((option) => option.text.includes('老年人健康手册'))?.value);
  assert.ok(value, await select.innerText());
  await select.selectOption(value);
  await page.waitForFunction(() => /[#&]s=/.test(location.hash), null, FAR);
  await page.waitForTimeout(400);
  assert.ok(await hitCount(page) > 0 && await hitCount(page) <= all);
  const address = page.url();
  assert.equal(new URL(address).search, '');
  await page.reload();
  await running(page);
  await page.waitForSelector(HIT, FAR);
  assert.equal(page.url(), address);
  assert.equal(await page.locator(BOX).inputValue(), '健康');
  assert.equal(await page.getByRole('button', { name: /老年人/ }).first().getAttribute('aria-pressed'), 'true');
  assert.equal(await select.inputValue(), value);
  assert.ok(!server.requests.some((request) => /健康|lao.*g=|%E5/.test(request.address)));
  assert.deepEqual(complaints, []);
  await close();
});

test('别人改坏的 #：没有的人群、没有的系列、半个字、上万字，都平静', async () => {
  for (const hash of ['#q=刷牙&g=nobody&s=999', '#q=%E5%88&g=%zz', `#q=${'吃'.repeat(10000)}`, '#g=lao', '#s=-1&q=刷牙', '#__proto__=1&q=刷牙&s=__proto__']) {
    const { page, complaints, close } = await searchPage(hash);
    await page.waitForTimeout(700);
    assert.ok((await page.locator(BOX).inputValue()).length <= 200);
    if (hash.includes('刷牙')) assert.ok(await hitCount(page) > 0, hash);
    assert.deepEqual(own(complaints), [], hash.slice(0, 40));
    await close();
  }
});

test('各样怪输入：不执行，不出错，有中文的话', async () => {
  const { page, complaints, close } = await searchPage();
  for (const words of ['鼚鼛鼜', '？！。', '<script>alert(1)</script>', '<img src=x onerror=alert(1)>', '.*+?^${}()|[]\\', '😀👨‍👩‍👧', '\u202e倒', 'a'.repeat(10000), '发'.repeat(10000), '\ud800', '__proto__', 'constructor']) {
    await page.evaluate(([box, text]) => {
      const input = document.querySelector(box);
      input.value = text;
      input.dispatchEvent(new InputEvent('input', { bubbles: true }));
    }, [BOX, words]);
    await page.waitForTimeout(700);
    assert.match(await page.innerText('#search-app'), /[一-龥]/, words.slice(0, 20));
    assert.equal(await page.locator('#search-app img, #search-app script').count(), 0);
    const [content, view] = await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
    assert.ok(content <= view, `${words.slice(0, 20)}：${content} > ${view}`);
  }
  assert.deepEqual(complaints, []);
  await close();
});

test('找不到：还有相近的题目或六个人群，还有电话', async () => {
  const { page, close } = await searchPage();
  await ask(page, '鼚鼛鼜');
  const text = await page.innerText('#search-app');
  for (const words of ['没有', '老年人', '婴幼儿', '青少年', '特殊家庭关爱', '困难家庭帮扶', '关爱未成年人']) assert.ok(text.includes(words), words);
  assert.ok(await page.locator('#search-app a[href^="tel:"]').count() >= 2);
  await close();
});

test('相近的在“相近结果”下面，读屏也听得到', async () => {
  const { page, close } = await searchPage();
  let group = null;
  for (const words of ['宝宝半夜总是醒来哭怎么办', '奶奶走路不稳', '防跌到']) {
    await ask(page, words);
    group = page.locator('[role=listbox] [role=group]');
    if (await group.count()) break;
  }
  assert.ok(await group.count(), '没有一个查询有相近的');
  const name = await group.first().evaluate((element) => element.getAttribute('aria-label') || document.getElementById(element.getAttribute('aria-labelledby'))?.textContent);
  assert.equal(name, '相近结果');
  assert.match(await status(page), /相近/);
  await close();
});

const damages = {
  没有目录: (route) => (/manifest/.test(route.request().url()) ? route.abort() : route.continue()),
  没有片: (route) => (/\/search\/s\//.test(route.request().url()) ? route.abort() : route.continue()),
  没有正文: (route) => (/\/search\/d\//.test(route.request().url()) ? route.abort() : route.continue()),
  全是网页: (route) => route.fulfill({ contentType: 'text/javascript', body: '<!doctype html><p>登录' }),
  截断: async (route) => { const got = await route.fetch(); const body = await got.text(); return route.fulfill({ response: got, body: body.slice(0, body.length / 2) }); },
  改了一个字: async (route) => { const got = await route.fetch(); return route.fulfill({ response: got, body: (await got.text()).replace(/(','.{20})./s, '$1#') }); },
  新一版: async (route) => { const got = await route.fetch(); return route.fulfill({ response: got, body: (await got.text()).replace('"version":', '"version":9') }); },
};
for (const [name, damage] of Object.entries(damages)) {
  test(`索引坏了（${name}）：平静的中文，“再试一次”，好了就能搜`, async () => {
    let broken = true;
    const { page, complaints, close } = await searchPage('', {}, (page) => page.route(/\/search\/.*\.js(\?|$)/, (route) => (broken ? damage(route) : route.continue())));
    await ask(page, '刷牙');
    const again = page.getByRole('button', { name: '再试一次' });
    await again.waitFor(FAR);
    assert.match(await status(page), /没有读到/);
    broken = false;
    await again.click();
    await page.waitForFunction(() => /找到/.test([...document.querySelectorAll('[role=status]')].pop().textContent), null, FAR);
    await page.waitForTimeout(300);
    assert.ok(await hitCount(page) > 0);
    assert.ok(!/没有读到/.test(await status(page)), await status(page));
    assert.deepEqual(own(complaints), []);
    await close();
  });
}

test('网断了还要求助：电话在眼前', async () => {
  const { page, close } = await searchPage('', {}, (page) => page.route(/\/search\/.*\.js(\?|$)/, (route) => route.abort()));
  await ask(page, '不想活了');
  const calls = page.locator('#search-app a[href="tel:12356"], #search-app a[href="tel:120"]');
  assert.ok(await calls.count() >= 2);
  const last = await calls.last().boundingBox();
  assert.ok(last.y + last.height <= 844, `电话在第一屏之外：${last.y}`);
  await close();
});

test('求助卡：目录读到了、别的都读不到，卡片也在', async () => {
  const { page, close } = await searchPage('', {}, (page) => page.route(/\/search\/[sd]\/.*\.js(\?|$)/, (route) => route.abort()));
  await ask(page, '不想活了');
  const call = page.locator('#search-app a[href="tel:12356"]').first();
  assert.ok(await call.count());
  assert.ok((await call.boundingBox()).height >= 56);
  await close();
});

test('没有脚本：人群、系列、话题都有', async () => {
  const { page, close } = await open(browser, `${server.base}search/index.html`, { javaScriptEnabled: false });
  const text = await page.innerText('main');
  for (const words of ['老年人', '关爱未成年人', '系列', '话题']) assert.ok(text.includes(words), words);
  await close();
});

/* 每一种样子：有结果、求助卡、找不到、最近搜过。 */
const states = { 结果: '高血压', 求助: '不想活了', 没有: '鼚鼛鼜', 空: '' };
for (const [scheme, dz, width] of [['light', 0, 320], ['light', 0, 390], ['light', 0, 1280], ['dark', 0, 390], ['dark', 0, 1280], ['light', 1, 320], ['light', 1, 1280], ['dark', 1, 390], ['light', 2, 320], ['dark', 2, 390], ['light', 2, 1280]]) {
  test(`无障碍、按钮大小、不横着滚：${scheme}，字号 ${dz}，宽 ${width}`, async () => {
    const { page, complaints, close } = await open(browser, `${server.base}index.html?dz=${dz}`, { scheme, width });
    await dialog(page);
    for (const [state, words] of Object.entries(states)) {
      if (words) await ask(page, words);
      else {
        await ask(page, '刷牙');
        await page.keyboard.press('Enter');
        await page.waitForTimeout(200);
        await page.fill(BOX, '');
        await page.waitForTimeout(400);
      }
      await page.evaluate(axe);
      const violations = await page.evaluate(async () => (await window.axe.run(document, { resultTypes: ['violations'] })).violations.map((one) => `${one.id}：${one.nodes.map((node) => node.target.join(' ')).join('；')}`));
      assert.deepEqual(violations, [], state);
      const least = dz ? 56 : 44;
      const small = await page.evaluate((least) => [...document.querySelectorAll('dialog a, dialog button, dialog select, dialog summary, dialog input')]
        .map((element) => [element, element.getBoundingClientRect()])
        .filter(([, box]) => box.width > 1 && (box.height < least - 0.5 || box.width < 43.5))
        .map(([element, box]) => `${element.className}“${element.textContent.slice(0, 8)}” ${Math.round(box.width)}×${Math.round(box.height)}`), least);
      assert.deepEqual(small, [], state);
      const over = await page.evaluate(() => [...document.querySelectorAll('html, dialog, dialog *')].filter((element) => element.clientWidth !== 1 && element.scrollWidth > element.clientWidth + 1 && element.clientWidth && getComputedStyle(element).overflowX !== 'visible' || element.getBoundingClientRect().right > innerWidth + 1).map((element) => element.className || element.tagName));
      assert.deepEqual(over, [], state);
    }
    assert.deepEqual(complaints, []);
    await close();
  });
}

test('打字时最慢的一次反应（处理器慢 4 倍）：只报数', async () => {
  const { page, close } = await searchPage('', {}, (page) => page.addInitScript(() => {
    window.slowest = 0;
    new PerformanceObserver((list) => list.getEntries().forEach((entry) => { window.slowest = Math.max(window.slowest, entry.duration); })).observe({ type: 'event', durationThreshold: 16, buffered: true });
    window.longest = 0;
    new PerformanceObserver((list) => list.getEntries().forEach((entry) => { window.longest = Math.max(window.longest, entry.duration); })).observe({ type: 'longtask', buffered: false });
  }));
  const session = await page.context().newCDPSession(page);
  await ask(page, '刷牙');
  await page.fill(BOX, '');
  await page.evaluate(() => { window.slowest = window.longest = 0; });
  await session.send('Emulation.setCPUThrottlingRate', { rate: 4 });
  for (const words of ['健康', '高血压', '宝宝发烧', 'fangdiedao', '孩子半夜总是醒来哭怎么办才好', '特别扶助']) {
    await page.focus(BOX);
    for (const letter of words) { await page.keyboard.type(letter); await page.waitForTimeout(180); }
    await page.waitForTimeout(500);
    await page.keyboard.press('ArrowDown');
    await page.waitForTimeout(150);
    await page.fill(BOX, '');
    await page.waitForTimeout(200);
  }
  const [event, task] = await page.evaluate(() => [window.slowest, window.longest]);
  console.log(`# 慢 4 倍的处理器上，打字最慢的一次反应 ${Math.round(event)} 毫秒，最长的一段脚本 ${Math.round(task)} 毫秒`);
  await close();
});
