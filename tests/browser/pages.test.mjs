// 每一种页面在真的浏览器里：不横着滚、无障碍检查零问题、控制台安静、没有脚本也完整、第一次打开不超重。
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import crypto from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import zlib from 'node:zlib';
import { createRequire } from 'node:module';
import { fileBase, htmlFiles, launch, open, policy, serve, site } from './house.mjs';

const axe = fs.readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const kinds = {
  首页: 'index.html',
  人群: 'xiao/index.html',
  安静的人群: 'te/index.html',
  系列: 'hl66/index.html',
  文章: 'yuer-baodian/first-solid-food/index.html',
  有求助框的文章: 'nuanxin/mind-support/index.html',
  单独的页面: 'hotlines/index.html',
  编辑手册: 'handbook/index.html',
  全部主题: 'tags/index.html',
  一个主题: 'tags/fu-shi/index.html',
  小册子: 'booklets/index.html',
  搜索: 'search/index.html',
};
const sizes = { 标准: '0', 大字: '1', 特大: '2' };

let server;
let browser;
before(async () => { server = await serve(); browser = await launch(); });
after(async () => { await browser.close(); await server.close(); });

for (const [kind, address] of Object.entries(kinds)) {
  test(`${kind}：三种宽度、三种字号都不横着滚，没有抱怨`, async () => {
    for (const width of [320, 390, 1280]) {
      for (const dz of Object.values(sizes)) {
        const { page, complaints, close } = await open(browser, `${server.base}${address}?dz=${dz}`, { width });
        const [content, view] = await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
        assert.ok(content <= view, `${width} 像素、字号 ${dz}：内容宽 ${content}，屏幕宽 ${view}`);
        assert.deepEqual(complaints, []);
        await close();
      }
    }
  });

  test(`${kind}：无障碍检查（axe）零问题，亮色、暗色、特大字`, async () => {
    for (const [scheme, dz, width] of [['light', '0', 390], ['dark', '0', 1280], ['light', '2', 320]]) {
      const { page, close } = await open(browser, `${server.base}${address}?dz=${dz}`, { scheme, width });
      // 经由测试通道装进检查工具：页面的安全策略不许别处的脚本。
      await page.evaluate(axe);
      const violations = await page.evaluate(async () => {
        const result = await window.axe.run(document, { resultTypes: ['violations'] });
        return result.violations.map((violation) => `${violation.id}：${violation.nodes.map((node) => node.target.join(' ')).join('；')}`);
      });
      assert.deepEqual(violations, [], `${scheme} ${dz} ${width}`);
      await close();
    }
  });
}

test('一篇文章第一次打开不超过 14 KB（gzip），请求不超过 4 个', async () => {
  server.requests.length = 0;
  const { close } = await open(browser, `${server.base}yuer-baodian/first-solid-food/`);
  const names = server.requests.map((request) => request.address.slice('/wiki/'.length));
  const bytes = names.map((name) => zlib.gzipSync(fs.readFileSync(path.join(site, name.endsWith('/') || name === '' ? `${name}index.html` : name)), { level: 9 }).length);
  const total = bytes.reduce((sum, size) => sum + size, 0);
  console.log(`# 一篇文章：${names.length} 个请求，${total} 字节`);
  assert.ok(total <= 14336, `${total} 字节：${names.join(' ')}`);
  assert.ok(names.length <= 4, names.join(' '));
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

test('键盘：第一下 Tab 是跳到正文，前几下就到大字和搜索', async () => {
  const { page, close } = await open(browser, `${server.base}index.html`);
  const stops = [];
  for (let at = 0; at < 6; at += 1) {
    await page.keyboard.press('Tab');
    stops.push(await page.evaluate(() => document.activeElement.textContent.trim()));
  }
  assert.match(stops[0], /跳到正文/);
  assert.ok(stops.some((words) => words === '大字') && stops.some((words) => words === '搜索'), stops.join(' → '));
  await close();
});
