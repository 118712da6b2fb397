// 朗读：一句一句读，标出正在读的，能停能接着读；没有本机普通话声音就不出现。
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import vm from 'node:vm';
import { after, before, test } from 'node:test';
import { launch, open, serve, site } from './house.mjs';

let server, browser;
before(async () => { server = await serve(); browser = await launch(); });
after(async () => { await browser.close(); await server.close(); });

const address = 'yuer-baodian/first-solid-food/';

/** 假的朗读引擎：记下读了什么；每句读 20 毫秒。声音像手机上那样过一会儿才有。 */
function engine(voices) {
  const said = [];
  let timer, changed = [], ready = [];
  const synth = {
    getVoices: () => ready,
    addEventListener: (name, act) => changed.push(act),
    cancel: () => clearTimeout(timer),
    speak: (words) => { said.push([words.text, words.rate, words.voice.lang]); timer = setTimeout(() => words.onend(), 20); },
  };
  Object.defineProperty(window, 'speechSynthesis', { value: synth });
  window.SpeechSynthesisUtterance = function (text) { this.text = text; };
  window.said = said;
  addEventListener('load', () => setTimeout(() => { ready = voices; changed.forEach((act) => act()); }, 50));
}

async function article(voices, { dz = '' } = {}) {
  const opened = await open(browser, `${server.base}${address}${dz}`, { before: [engine, voices] });
  await opened.page.waitForTimeout(150);
  return opened;
}

const local = { lang: 'zh-CN', localService: true, name: '普通话' };

test('每句不超过80个字，在句号、逗号后断，一个字不丢', () => {
  const file = fs.readdirSync(path.join(site, 'assets')).find((name) => /^read-.*\.js$/.test(name));
  const context = { self: {} };
  vm.runInNewContext(fs.readFileSync(path.join(site, 'assets', file), 'utf8'), context);
  const cut = (text) => context.self.BaodianRead.sentences(text).map(([from, to]) => text.slice(from, to)).join('|');
  assert.equal(cut('先洗手。再喂奶！“饿了吗？”他问。'), '先洗手。|再喂奶！|“饿了吗？”|他问。');
  assert.equal(cut('没有句号'), '没有句号');
  assert.equal(cut('。。。'), '');
  const long = `${'一'.repeat(50)}，${'二'.repeat(60)}。${'三'.repeat(170)}`;
  assert.equal(cut(long), `${'一'.repeat(50)}，|${'二'.repeat(60)}。|${'三'.repeat(80)}|${'三'.repeat(80)}|${'三'.repeat(10)}`);
});

test('有本机的普通话声音才有“朗读”；网上的声音、粤语都不算', async () => {
  for (const [voices, shown] of [[[], false], [[{ ...local, localService: false }], false], [[{ ...local, lang: 'zh-HK' }], false], [[local], true]]) {
    const { page, complaints, close } = await article(voices);
    assert.equal(await page.isVisible('[data-read]'), shown, JSON.stringify(voices));
    assert.deepEqual(complaints, []);
    await close();
  }
});

test('从题目读到文末，收起来的不读，读完变回原来的样子', async () => {
  const { page, complaints, close } = await article([{ ...local, lang: 'zh-TW' }, local]);
  const title = await page.innerText('h1');
  await page.click('[data-read]');
  await page.waitForSelector('.reader');
  assert.equal(await page.evaluate(() => CSS.highlights.has('read')), true);
  await page.waitForSelector('.reader', { state: 'detached', timeout: 20000 });
  const said = await page.evaluate(() => window.said);
  assert.equal(said.map(([words]) => words).join('').startsWith(title.replace(/\s/g, '')), true, said[0][0]);
  assert.ok(said.every(([words, rate, lang]) => words.length <= 80 && rate === 1 && lang === 'zh-CN'));
  const hidden = await page.evaluate(() => document.querySelector('.review details li')?.textContent ?? '');
  assert.ok(hidden && !said.some(([words]) => hidden.includes(words)), hidden);
  assert.equal(await page.evaluate(() => CSS.highlights.has('read')), false);
  assert.equal(await page.isVisible('[data-read]'), true);
  assert.deepEqual(complaints, []);
  await close();
});

test('能暂停、继续、快慢、上一句，Esc 停止；键盘焦点回到“朗读”', async () => {
  const { page, close } = await article([local], { dz: '?dz=2' });
  await page.click('[data-read]');
  await page.waitForFunction(() => window.said.length > 3);
  await page.click('.reader button:has-text("暂停")');
  const count = await page.evaluate(() => window.said.length);
  await page.waitForTimeout(100);
  assert.equal(await page.evaluate(() => window.said.length), count);
  await page.click('.reader button:has-text("常速")');
  await page.click('.reader button:has-text("快速")');
  await page.click('.reader button:has-text("上句")');
  assert.equal(await page.evaluate(() => window.said.length), count);
  await page.click('.reader button:has-text("继续")');
  await page.waitForFunction((n) => window.said.length > n, count);
  const said = await page.evaluate(() => window.said);
  assert.deepEqual(said[count].slice(0, 2), [said[count - 2][0], 0.75]);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  assert.ok(wide <= 0, `横着多出 ${wide}`);
  await page.keyboard.press('Escape');
  assert.equal(await page.locator('.reader').count(), 0);
  assert.equal(await page.evaluate(() => document.activeElement.textContent), '朗读');
  await close();
});
