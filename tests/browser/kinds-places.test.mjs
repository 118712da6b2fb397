// 名录、活动、一年里的日子、宝宝月龄：不横着滚、无障碍检查零问题、没有脚本也完整；筛选、开门没有、日历文件。
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import { fileBase, launch, open, running, serve } from './house.mjs';

const axe = fs.readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const kinds = {
  全部名录: 'd/index.html',
  一份名录: 'd/shili/index.html',
  一个县: 'd/shili/350000/index.html',
  全部活动: 'events/index.html',
  还没有办的活动: 'events/shili-jiangzuo/index.html',
  办过的活动: 'events/shili/index.html',
  一年里的日子: 'rili/index.html',
  宝宝月龄: 'yueling/index.html',
};

let server;
let browser;
before(async () => { server = await serve(); browser = await launch(); });
after(async () => { await browser.close(); await server.close(); });

/** 打开一页，手机的钟停在这一刻，时区任意。 */
async function at(address, time, { timezoneId = 'Asia/Shanghai', storage = true } = {}) {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, timezoneId, acceptDownloads: true });
  const page = await context.newPage();
  const complaints = [];
  page.on('console', (message) => { if (['error', 'warning'].includes(message.type())) complaints.push(message.text()); });
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.clock.setFixedTime(new Date(time));
  if (!storage) await page.addInitScript(() => Object.defineProperty(window, 'localStorage', { get() { throw new Error('关掉了'); } }));
  await page.goto(address);
  await running(page);
  return { page, complaints, close: () => context.close() };
}

for (const [kind, address] of Object.entries(kinds)) {
  test(`${kind}：三种宽度、三种字号都不横着滚，没有抱怨`, async () => {
    for (const [width, dz] of [[320, 2], [320, 0], [390, 1], [1280, 0]]) {
      const { page, complaints, close } = await open(browser, `${server.base}${address}?dz=${dz}`, { width });
      await page.evaluate(() => document.querySelectorAll('details').forEach((details) => { details.open = true; }));
      const [content, view] = await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
      assert.ok(content <= view, `${width} 像素、字号 ${dz}：内容宽 ${content}，屏幕宽 ${view}`);
      assert.deepEqual(complaints, []);
      await close();
    }
  });

  test(`${kind}：无障碍检查（axe）零问题，亮色、暗色、特大字；点得到的东西够大`, async () => {
    for (const [scheme, dz, width] of [['light', '0', 390], ['dark', '0', 1280], ['light', '2', 320]]) {
      const { page, close } = await open(browser, `${server.base}${address}?dz=${dz}`, { scheme, width });
      await page.evaluate(() => document.querySelectorAll('details').forEach((details) => { details.open = true; }));
      await page.evaluate(axe);
      const violations = await page.evaluate(async () => {
        const result = await window.axe.run(document, { resultTypes: ['violations'] });
        return result.violations.map((violation) => `${violation.id}：${violation.nodes.map((node) => node.target.join(' ')).join('；')}`);
      });
      assert.deepEqual(violations, [], `${scheme} ${dz} ${width}`);
      const small = await page.evaluate(() => [...document.querySelectorAll('main :is(a,button,summary,select,input:not([type=checkbox]))')]
        .filter((node) => node.offsetParent && !node.matches(':is(.row,.box)>a')).map((node) => [node.textContent.trim() || node.type, node.getBoundingClientRect()])
        .filter(([, box]) => box.height < 43.5 || box.width < 43.5).map(([text, box]) => `${text} ${Math.round(box.width)}×${Math.round(box.height)}`));
      assert.deepEqual(small, []);
      await close();
    }
  });
}

test('没有脚本：县区、地址、电话、钟点、地图、通讯录都在，没有用的按钮不在', async () => {
  const { page, close } = await open(browser, `${server.base}d/shili/`, { javaScriptEnabled: false });
  assert.equal(await page.isVisible('[data-look]'), false);
  assert.equal(await page.isVisible('ul[data-rows]'), false);
  await page.click('main a:has-text("示例县")');
  await page.waitForURL(/350000/);
  const text = await page.innerText('main');
  for (const words of ['示例亲子小屋', '0591-00000000', '示例路1号', '周一至周五 8:30-12:00、14:30-17:30', '暂停', '核对', '存到通讯录']) assert.ok(text.includes(words), words);
  assert.ok(!text.includes('只看现在开门的'));
  await page.click('summary:has-text("在地图上找")');
  assert.deepEqual(await page.locator('.place').first().locator('.map a').allInnerTexts(), ['高德地图', '百度地图', '腾讯地图']);
  await close();
});

test('没有脚本：宝宝月龄按月份列好，目录跳得到', async () => {
  const { page, close } = await open(browser, `${server.base}yueling/`, { javaScriptEnabled: false });
  assert.equal(await page.isVisible('[data-baby]'), false);
  await page.click('main nav a:has-text("6—9月龄")');
  assert.match(page.url(), /#m6$/);
  const text = (await page.innerText('main')).replace(/\s+/g, ' ');
  for (const words of ['3月龄 婴儿健康检查', '2月龄 百白破疫苗第1剂', '以接种门诊和《预防接种证》为准', '满6月龄：第一口辅食要富含铁']) assert.ok(text.includes(words), words);
  await close();
});

for (const [how, base] of [['http 子路径', () => server.base], ['file://', () => fileBase]]) {
  test(`${how}：打几个字就筛出来，没有的说没有，清空就还原`, async () => {
    const { page, complaints, close } = await open(browser, `${base()}d/shili/index.html`);
    const names = () => page.locator('ul[data-rows] > li:visible .t').allInnerTexts();
    assert.deepEqual(await names(), []);
    await page.fill('[data-find]', '示例路 发育');
    assert.deepEqual(await names(), ['示例亲子小屋（不是真的）']);
    assert.equal(await page.innerText('[data-found]'), '找到 1 处');
    await page.fill('[data-find]', '没有这个地方');
    assert.deepEqual(await names(), []);
    assert.equal(await page.innerText('[data-found]'), '没有找到，换一个词试试');
    await page.fill('[data-find]', '');
    assert.equal(await page.innerText('[data-found]'), '');
    assert.deepEqual(complaints, []);
    await close();
  });
}

const clocks = [
  ['2026-11-23T00:29:59Z', '现在休息，8:30 开门'],
  ['2026-11-23T00:30:00Z', '现在开门，12:00 关门'],
  ['2026-11-23T04:00:00Z', '现在休息，14:30 开门'],
  ['2026-11-23T09:30:00Z', '现在休息，今天不再开门'],
  ['2026-11-22T02:00:00Z', '今天休息'],
  ['2020-01-01T02:00:00Z', '请先打电话问'],
  ['2035-01-01T02:00:00Z', '请先打电话问'],
];
test('现在开不开门：按福建的时间，不看手机的时区；钟错了只说先打电话；钟点总写着', async () => {
  for (const timezoneId of ['Asia/Shanghai', 'America/Los_Angeles', 'Pacific/Kiritimati']) {
    for (const [time, words] of clocks) {
      const { page, complaints, close } = await at(`${server.base}d/shili/350000/`, time, { timezoneId });
      const place = page.locator('.place').first();
      assert.equal(await place.locator('[data-now]').innerText(), words, `${time} ${timezoneId}`);
      assert.ok((await place.innerText()).includes('周一至周五 8:30-12:00、14:30-17:30'));
      // 暂停的一家不说开门。
      assert.equal(await page.locator('.place').nth(1).locator('[data-now]').textContent(), '');
      assert.deepEqual(complaints, []);
      await close();
    }
  }
});

test('只看现在开门的：开门时留下一家，钟错了不给选', async () => {
  const open = await at(`${server.base}d/shili/350000/`, '2026-11-23T02:00:00Z');
  await open.page.check('[data-only-open]');
  assert.deepEqual(await open.page.locator('.place:visible h2').allInnerTexts(), ['示例亲子小屋（不是真的）']);
  await open.close();
  const wrong = await at(`${server.base}d/shili/350000/`, '2020-01-01T02:00:00Z');
  assert.equal(await wrong.page.isVisible('[data-only-open]'), false);
  assert.equal(await wrong.page.locator('.place:visible').count(), 2);
  await wrong.close();
});

test('打印一个县：地址、电话、钟点在，筛选、地图和“现在开门”不在', async () => {
  const { page, close } = await at(`${server.base}d/shili/350000/`, '2026-11-23T02:00:00Z');
  await page.emulateMedia({ media: 'print' });
  const text = await page.innerText('main');
  assert.ok(text.includes('0591-00000000') && text.includes('周一至周五'));
  for (const words of ['现在开门', '只看', '高德地图', '存到通讯录']) assert.ok(!text.includes(words), words);
  await close();
});

/** 填一个日子，看说了什么。 */
async function born(page, day) {
  await page.fill('[data-day]', day);
  await page.click('[data-go]');
  return page.innerText('.now');
}

test('宝宝月龄：满月才长一个月，月底生的也对；离谱的日子好好说话', async () => {
  const { page, complaints, close } = await at(`${server.base}yueling/`, '2026-11-29T17:00:00Z', { timezoneId: 'America/New_York' });
  for (const [day, words] of [
    ['2026-11-30', '宝宝出生第1天。'],
    ['2026-10-31', '宝宝1个月整。'],
    ['2026-06-30', '宝宝5个月整。'],
    ['2026-07-01', '宝宝4个月零29天。'],
    ['2020-12-01', '宝宝71个月零29天。'],
    ['2026-12-10', '离预产期还有10天。出生以后，再来填生日。'],
    ['2028-01-01', '这个日子太远了，看看年份填对没有。'],
    ['2020-11-30', '孩子满6岁了，这一页只写到上小学以前。别的请从首页找。'],
  ]) assert.equal((await born(page, day)).split('\n')[0], words, day);
  assert.deepEqual(complaints, []);
  await close();
});

for (const [how, base] of [['http 子路径，严格的安全策略', () => server.base], ['file://', () => fileBase]]) {
  test(`${how}：这个月看什么、哪天体检，存成日历；日子留得住，清得掉`, async () => {
    const { page, complaints, close } = await at(`${base()}yueling/index.html`, '2026-11-23T02:00:00Z');
    const said = await born(page, '2025-08-31');
    assert.match(said, /^宝宝14个月零23天。\s+今天按2026年11月23日算。\s+这个月看这些：\s+1岁以后上家庭餐桌，口味要淡/);
    assert.ok((await page.innerText('[data-due]')).replace(/\s+/g, ' ').includes('18月龄 百白破疫苗第4剂 2027年2月28日前后，以接种门诊为准'));
    const [download] = await Promise.all([page.waitForEvent('download'), page.click('[data-save] button')]);
    assert.equal(download.suggestedFilename(), 'baobao.ics');
    const event = (months, kind, day, next, title) => ['BEGIN:VEVENT', `UID:20250831-${months}-${kind}@yueling.invalid`, 'DTSTAMP:20250831T000000Z', `DTSTART;VALUE=DATE:${day}`, `DTEND;VALUE=DATE:${next}`, title, 'END:VEVENT'];
    const check = 'SUMMARY:宝宝幼儿健康检查', dose = (number) => `SUMMARY:宝宝百白破疫苗第${number}剂\r\n （以接种门诊为准）`;
    const ics = fs.readFileSync(await download.path(), 'utf8');
    assert.equal(ics, [
      'BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:baodian',
      ...event(18, 'c', '20270228', '20270301', check), ...event(18, 'd', '20270228', '20270301', dose(4)),
      ...event(24, 'c', '20270831', '20270901', check), ...event(30, 'c', '20280229', '20280301', check), ...event(36, 'c', '20280831', '20280901', check),
      ...event(72, 'd', '20310831', '20310901', dose(5)), 'END:VCALENDAR', '',
    ].join('\r\n'));
    await page.reload();
    await running(page);
    assert.match(await page.innerText('.now'), /^宝宝14个月/);
    await page.click('[data-clear]');
    await page.reload();
    await running(page);
    assert.equal(await page.inputValue('[data-day]'), '');
    assert.equal(await page.isVisible('.now'), false);
    assert.equal(await page.evaluate(() => localStorage.getItem('baodian-baby')), null);
    assert.deepEqual(complaints, []);
    await close();
  });
}

test('浏览器不让存：一样算得出来', async () => {
  const { page, complaints, close } = await at(`${server.base}yueling/`, '2026-11-23T02:00:00Z', { storage: false });
  assert.match(await born(page, '2026-05-20'), /^宝宝6个月零3天。/);
  assert.deepEqual(complaints, []);
  await close();
});

test('活动和通讯录的文件点得到，每行不超过 75 个字节，以回车换行结尾', async () => {
  for (const address of ['events/shili-jiangzuo/index.html', 'rili/index.html', 'd/shili/350000/index.html']) {
    const { page, close } = await open(browser, `${server.base}${address}`);
    const href = await page.evaluate(() => document.querySelector('main a[download]').href);
    const response = await page.request.get(href);
    assert.equal(response.status(), 200);
    const lines = (await response.text()).split('\r\n');
    assert.equal(lines.pop(), '');
    assert.match(lines[0], /^BEGIN:V(CALENDAR|CARD)$/);
    for (const line of lines) assert.ok(Buffer.byteLength(line) <= 75 && !line.includes('\n'), line);
    await close();
  }
});

// 用哪个地图由读者点的时候选：都是 https 网址，手机装了那个地图就交给它，没装就在浏览器里打开。
const phones = {
  苹果手机: 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1',
  安卓手机: 'Mozilla/5.0 (Linux; Android 14; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/138.0.0.0 Mobile Safari/537.36',
  电脑: 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/138.0.0.0 Safari/537.36',
};
for (const [device, userAgent] of Object.entries(phones)) {
  for (const javaScriptEnabled of [true, false]) {
    test(`地图点的时候选（${device}，${javaScriptEnabled ? '有' : '没有'}脚本）：三家都去得到同一个地方，不点不去`, async () => {
      const context = await browser.newContext({ viewport: { width: 390, height: 844 }, userAgent, javaScriptEnabled });
      const asked = [];
      await context.route(/^https:/, (route) => { asked.push(route.request().url()); return route.fulfill({ contentType: 'text/html', body: '<title>地图</title>' }); });
      const page = await context.newPage();
      await page.goto(`${server.base}d/shili/350000/`);
      const name = await page.locator('.place h2').first().innerText();
      const hosts = { 高德地图: 'uri.amap.com', 百度地图: 'api.map.baidu.com', 腾讯地图: 'apis.map.qq.com' };
      for (const [title, host] of Object.entries(hosts)) {
        await page.locator('.place').first().locator('summary', { hasText: '在地图上找' }).click();
        assert.deepEqual(asked, [], '不点不去');
        await page.locator('.place').first().getByRole('link', { name: title }).click();
        await page.waitForURL(/^https:/);
        const [url] = asked.splice(0);
        assert.equal(new URL(url).host, host);
        assert.match(decodeURIComponent(url), new RegExp(name.slice(0, 4)));
        assert.equal(await page.evaluate(() => document.referrer), '', '不说从哪里来');
        await page.goto(`${server.base}d/shili/350000/`);
      }
      await context.close();
    });
  }
}

test('宝宝月龄：每个有文章的月龄都订得到，也写在页头给订阅软件找', async () => {
  const { page, close } = await open(browser, `${server.base}yueling/`);
  await page.click('summary:has-text("选月龄")');
  const links = await page.locator('#feeds ~ details a').evaluateAll((all) => all.map((a) => [a.textContent, a.href]));
  const alternates = await page.locator('link[rel=alternate][href*="/feed.xml"]').evaluateAll((all) => all.map((link) => link.href));
  assert.ok(links.length > 6 && links[0][0] === '订阅未满1个月' && links[1][0] === '订阅1月龄', JSON.stringify(links.slice(0, 3)));
  assert.deepEqual(alternates, links.map(([, href]) => href));
  for (const [, href] of links) assert.equal((await page.request.get(href)).status(), 200, href);
  await close();
});
