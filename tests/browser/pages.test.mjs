// 每一种页面在真的浏览器里：不横着滚、无障碍检查零问题、控制台安静、没有脚本也完整、第一次打开不超重。
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import crypto from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import zlib from 'node:zlib';
import { createRequire } from 'node:module';
import { fileBase, htmlFiles, kinds, launch, open, policy, serve, site } from './house.mjs';

const axe = fs.readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

let server;
let browser;
before(async () => { server = await serve(); browser = await launch(); });
after(async () => { await browser.close(); await server.close(); });

// 亮色、暗色、大字、特大、高对比。
const looks = {
  亮色: {},
  暗色: { scheme: 'dark' },
  大字: { dz: 1 },
  特大: { dz: 2 },
  高对比: { contrast: 'more' },
};

for (const [kind, address] of Object.entries(kinds)) {
  test(`${kind}：五种样子、三种宽度，都不横着滚，无障碍检查（axe）零问题，没有抱怨`, async () => {
    for (const [look, { dz = 0, ...options }] of Object.entries(looks)) {
      const { page, complaints, close } = await open(browser, `${server.base}${address}?dz=${dz}`, { width: 320, ...options });
      // 经由测试通道装进检查工具：页面的安全策略不许别处的脚本。
      await page.evaluate(axe);
      for (const width of [320, 390, 1280]) {
        await page.setViewportSize({ width, height: 844 });
        const violations = await page.evaluate(async () => {
          const wide = document.documentElement.scrollWidth - document.documentElement.clientWidth;
          const result = await window.axe.run(document, { resultTypes: ['violations'] });
          const list = result.violations.map((violation) => `${violation.id}：${violation.nodes.map((node) => node.target.join(' ')).join('；')}`);
          return wide > 0 ? [...list, `横着多出 ${wide} 像素`] : list;
        });
        assert.deepEqual(violations, [], `${look} ${width}`);
      }
      assert.deepEqual(complaints, []);
      await close();
    }
  });

  test(`${kind}：读者把行距、字距、段距都拉大（WCAG 1.4.12），320 像素、特大字也不横着滚`, async () => {
    const { page, close } = await open(browser, `${server.base}${address}?dz=2`, { width: 320 });
    const wide = await page.evaluate(() => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync('*{line-height:1.5!important;letter-spacing:.12em!important;word-spacing:.16em!important}p{margin-bottom:2em!important}');
      document.adoptedStyleSheets = [sheet];
      return document.documentElement.scrollWidth - document.documentElement.clientWidth;
    });
    assert.ok(wide <= 0, `横着多出 ${wide} 像素`);
    await close();
  });

  test(`${kind}：只用键盘，每个能点的都走得到，焦点不被遮住`, async () => {
    const { page, close } = await open(browser, `${server.base}${address}`, { reducedMotion: 'reduce' });
    const all = await page.evaluate(() => {
      const seen = [...document.querySelectorAll('a[href],button,summary,input,select,textarea,[tabindex="0"]')].filter((e) => e.checkVisibility({ visibilityProperty: true }) && !e.disabled);
      seen.forEach((e, at) => { e.dataset.stop = at; });
      // 一组单选按钮是一站。
      return seen.filter((e) => e.type !== 'radio').map((e) => e.dataset.stop);
    });
    const reached = new Set();
    const hidden = [];
    for (let at = 0; at < all.length + 40 && reached.size < all.length + 20; at += 1) {
      await page.keyboard.press('Tab');
      const stop = await page.evaluate(() => {
        const e = document.activeElement;
        if (e === document.body) return null;
        const box = e.getBoundingClientRect();
        // 比屏幕还高的（横着滚的长表格），看露出来的那一截。
        const [top, bottom] = [Math.max(box.top, 0), Math.min(box.bottom, innerHeight)];
        const on = document.elementFromPoint(Math.min(box.left + box.width / 2, innerWidth - 1), top + Math.min((bottom - top) / 2, 20));
        return { stop: e.dataset.stop, words: e.textContent.trim().slice(0, 20), clear: !!on && (e.contains(on) || on.contains(e)) };
      });
      if (!stop) break;
      if (!stop.clear) hidden.push(stop.words);
      reached.add(stop.stop);
    }
    assert.deepEqual(all.filter((stop) => !reached.has(stop)), []);
    assert.deepEqual(hidden, []);
    await close();
  });
}

test('一篇文章第一次打开不超过 14 KB（gzip），请求不超过 2 个', async () => {
  server.requests.length = 0;
  const { close } = await open(browser, `${server.base}yuer-baodian/first-solid-food/`);
  const names = server.requests.map((request) => request.address.slice('/wiki/'.length));
  const bytes = names.map((name) => zlib.gzipSync(fs.readFileSync(path.join(site, name.endsWith('/') || name === '' ? `${name}index.html` : name)), { level: 9 }).length);
  const total = bytes.reduce((sum, size) => sum + size, 0);
  console.log(`# 一篇文章：${names.length} 个请求，${total} 字节`);
  assert.ok(total <= 14336, `${total} 字节：${names.join(' ')}`);
  assert.ok(names.length <= 2, names.join(' '));
  await close();
});

test('没有脚本：文章全文、目录、上一篇下一篇都在', async () => {
  const { page, close } = await open(browser, `${server.base}hl66/vital-signs/`, { javaScriptEnabled: false });
  const text = await page.innerText('main');
  for (const words of ['第8条', '先记住三句话', '尚未经专家审核', '依据']) assert.ok(text.includes(words), words);
  assert.equal(await page.locator('a[rel=next], a[rel=prev]').count(), 2);
  await close();
});

test('大字选择记得住，印在二维码里的 ?dz=1 也认', async () => {
  const { page, close } = await open(browser, `${server.base}index.html?dz=1`);
  const size = () => page.evaluate(() => Math.round(parseFloat(getComputedStyle(document.body).fontSize)));
  assert.equal(await size(), 24);
  await page.goto(`${server.base}lao/`);
  await page.waitForFunction(() => document.documentElement.dataset.dz === '1');
  assert.equal(await size(), 24);
  await close();
});

test('从 U 盘直接打开（file://）：首页到人群到系列到文章，一路点得开', async () => {
  const { page, complaints, close } = await open(browser, `${fileBase}index.html`);
  await page.click('main a[href*="xiao/index.html"]');
  await page.waitForURL(/xiao\/index\.html$/);
  await page.click('main a[href*="yuer-baodian/index.html"]');
  await page.waitForURL(/yuer-baodian\/index\.html$/);
  await page.click('main a[href*="first-solid-food/index.html"]');
  await page.waitForURL(/first-solid-food\/index\.html$/);
  assert.match(await page.title(), /辅食/);
  assert.deepEqual(complaints, []);
  await close();
});

test('全部页面：站内链接和素材都存在，没有指向别处的素材，内联的脚本和样式都有指纹', () => {
  const broken = [];
  const known = (code) => policy.includes(`'sha256-${crypto.createHash('sha256').update(code).digest('base64')}'`);
  for (const file of htmlFiles()) {
    if (file === '404.html') continue;
    const html = fs.readFileSync(path.join(site, file), 'utf8');
    for (const [, name, value] of html.matchAll(/\s(href|src)="([^"]*)"/g)) {
      if (/^(https?:|tel:|mailto:|data:|#|$)/.test(value)) continue;
      const target = path.join(path.dirname(path.join(site, file)), decodeURIComponent(value.split(/[?#]/)[0]));
      if (!fs.existsSync(target) || fs.statSync(target).isDirectory()) broken.push(`${file}：${name}=${value}`);
    }
    for (const [tag] of html.matchAll(/<(?:script|img|iframe|link|source|video|audio)\b[^>]*>/g)) {
      if (/\s(?:src|href)="(?:https?:)?\/\//.test(tag) && !/rel="canonical"/.test(tag)) broken.push(`${file}：${tag}`);
    }
    for (const [, name, code] of html.matchAll(/<(script|style)>(.*?)<\/\1>/gs)) if (!known(code)) broken.push(`${file}：${name} 没有指纹`);
    if (/<script(?![^>]*\ssrc=| type="application\/ld\+json")[^>]+>|<style[^>]+>|\sstyle="/.test(html)) broken.push(`${file}：带属性的内联脚本或样式`);
    if (/\son[a-z]+="/.test(html)) broken.push(`${file}：内联事件`);
  }
  assert.deepEqual(broken, []);
});

test('键盘：第一下 Tab 是跳到正文，第三下就是大字，再几下到搜索', async () => {
  const { page, close } = await open(browser, `${server.base}index.html`);
  const stops = [];
  for (let at = 0; at < 6; at += 1) {
    await page.keyboard.press('Tab');
    stops.push(await page.evaluate(() => document.activeElement.textContent.trim()));
  }
  assert.match(stops[0], /跳到正文/);
  assert.equal(stops[2], '大字');
  assert.ok(stops.includes('搜索'), stops.join(' → '));
  await close();
});
