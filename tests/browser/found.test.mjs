// 找得到、分享得出去：给搜索引擎的说明不比页面多一句，短地址和旧地址都走得通，二维码扫得出，分享有图。
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { after, before, test } from 'node:test';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileBase, htmlFiles, launch, open, serve, site } from './house.mjs';

let server, browser, folder;
before(async () => { server = await serve(); browser = await launch(); folder = fs.mkdtempSync(path.join(os.tmpdir(), 'found-')); });
after(async () => { await browser.close(); await server.close(); fs.rmSync(folder, { recursive: true }); });

const read = (name) => fs.readFileSync(path.join(site, name), 'utf8');
const exists = (name) => fs.existsSync(path.join(site, name)) && fs.statSync(path.join(site, name)).isFile();
const origin = /<loc>(https:\/\/[^<]*?\/)<\/loc>/.exec(read('sitemap.xml'))[1];
/** 本站的完整网址 → 文件。 */
const file = (address) => {
  assert.ok(address.startsWith(origin), address);
  const name = decodeURIComponent(address.slice(origin.length));
  return name === '' || name.endsWith('/') ? `${name}index.html` : name;
};
const unescaped = (html) => html.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&amp;', '&');
const squeezed = (text) => text.replaceAll(/[\s\u2060\u200b]/g, '');
const forwards = exists('_redirects') ? read('_redirects').trim().split('\n').map((line) => line.split(' ')) : [];
const pages = htmlFiles().filter((name) => !forwards.some(([from]) => name === `${from.slice(1)}index.html`));

/** 一页里给搜索引擎的说明。 */
function facts(html) {
  const [, text] = /<script type="application\/ld\+json">(.*?)<\/script>/.exec(html) ?? [];
  return text === undefined ? [] : JSON.parse(text)['@graph'];
}

/** 说明里的每一个字面值：[键, 值]。 */
function* values(fact) {
  for (const [key, value] of Object.entries(fact)) {
    for (const one of [value].flat()) {
      if (typeof one === 'object') yield* values(one);
      else yield [key, one];
    }
  }
}

test('给搜索引擎的说明（JSON-LD）都读得懂，说的每一件事页面上都有', () => {
  const kinds = new Set();
  for (const name of pages) {
    const html = read(name);
    const shown = squeezed(unescaped(html.replace(/<head>.*?<\/head>/s, '').replaceAll(/<[^>]*>/g, '')));
    const description = unescaped(/<meta name="description" content="([^"]*)"/.exec(html)?.[1] ?? '');
    for (const fact of facts(html)) {
      kinds.add([fact['@type']].flat().join('+'));
      for (const [key, value] of values(fact)) {
        const where = `${name} ${key} ${value}`;
        if (key === 'url' || key === 'item') assert.ok(exists(file(value)), where);
        else if (key === 'description') assert.equal(value, description, where);
        else if (/^(date|lastReviewed)/.test(key)) {
          const [year, month, day] = value.split('-').map(Number);
          assert.ok(shown.includes(`${year}年${month}月${day}日`), where);
        } else if (['name', 'text', 'keywords', 'citation', 'telephone', 'address', 'jobTitle'].includes(key)) assert.ok(squeezed(value).split('：').every((part) => shown.includes(part)), where);
        else assert.ok(['@type', 'position', 'inLanguage'].includes(key), where);
      }
    }
    if (/尚未经专家审核/.test(html)) assert.ok(!/lastReviewed|reviewedBy/.test(html), name);
    const hasBreadcrumb = /<nav class="crumb"/.test(html) && !/<meta name="robots" content="noindex">/.test(html);
    assert.equal(facts(html).some((fact) => fact['@type'] === 'BreadcrumbList'), hasBreadcrumb, name);
  }
  console.log(`# 说明的种类：${[...kinds].sort().join('、')}`);
  for (const kind of ['MedicalWebPage', 'Course', 'WebSite', 'BreadcrumbList']) assert.ok(kinds.has(kind), kind);
});

test('短地址和旧地址：每一个都有一页，不用脚本就走到真的那一篇', async () => {
  assert.ok(forwards.length > 0);
  for (const [from, to] of forwards) {
    const html = read(`${from.slice(1)}index.html`);
    const target = /http-equiv="refresh" content="0; url=([^"]*)"/.exec(html)[1];
    assert.equal(path.posix.join(from, target), `${to}index.html`);
    assert.ok(exists(`${to.slice(1)}index.html`), `${from} → ${to}`);
    assert.ok(html.includes(`<a href="${target}">`) && html.includes('content="noindex"'), from);
    assert.equal(/rel="canonical" href="([^"]*)"/.exec(html)[1], origin + to.slice(1));
    assert.ok(!read('sitemap.xml').includes(`${origin}${from.slice(1)}<`), from);
  }
  for (const base of [server.base, fileBase]) {
    const [from, to] = forwards[0];
    const { page, complaints, close } = await open(browser, `${base}${from.slice(1)}index.html`, { javaScriptEnabled: false });
    await page.waitForURL(`${base}${to.slice(1)}index.html`);
    assert.deepEqual(complaints, []);
    await close();
  }
});

test('二维码扫出来的就是旁边印的短地址，带着读者走到这一页', async () => {
  for (const address of ['hl66/vital-signs/', 'nuanxin/mind-support/', 'hotlines/', 'hl66/']) {
    const { page, close } = await open(browser, server.base + address, { width: 794 });
    await page.emulateMedia({ media: 'print' });
    const picture = path.join(folder, 'qr.png');
    await page.locator('.qr img').screenshot({ path: picture });
    const scanned = execFileSync('zbarimg', ['--quiet', '--raw', picture], { encoding: 'utf8' }).trim();
    const printed = (await page.locator('.qr p span').textContent()).trim();
    assert.equal(scanned, `https://${printed}/`);
    const short = scanned.slice(origin.length - 1);
    const to = forwards.find(([from]) => from === short)?.[1] ?? short;
    assert.equal(to, `/${address}`);
    if (address.split('/').length > 2 || !exists(`${address}feed.xml`)) assert.match(short, /^\/s\/[a-z0-9]{4}\/$/);
    await close();
  }
});

test('小册子里的二维码也是短地址，每一个都走得到', { skip: !exists('booklets/hl66.pdf') && '没有排小册子' }, () => {
  execFileSync('pdftoppm', ['-r', '200', '-gray', '-png', '-f', '10', '-l', '14', path.join(site, 'booklets/hl66.pdf'), path.join(folder, 'page')], { stdio: 'ignore' });
  const pictures = fs.readdirSync(folder).filter((name) => name.startsWith('page')).map((name) => path.join(folder, name));
  const scanned = execFileSync('zbarimg', ['--quiet', '--raw', ...pictures], { encoding: 'utf8' }).trim().split('\n');
  assert.ok(scanned.length > 2, scanned.join(' '));
  for (const address of scanned) {
    assert.match(address.slice(origin.length - 1), /^\/s\/[a-z0-9]{4}\/$/);
    assert.ok(exists(file(address)), address);
  }
});

test('分享时的图：每一页都有，是 PNG，两边都不小于 300 像素，看网页的人不用下载它', async () => {
  const seen = new Set();
  for (const name of pages) {
    const html = read(name);
    const picture = /<meta property="og:image" content="([^"]*)">/.exec(html)?.[1];
    assert.ok(picture, name);
    assert.equal(/<meta property="og:url" content="([^"]*)">/.exec(html)[1], /rel="canonical" href="([^"]*)"/.exec(html)[1], name);
    seen.add(file(picture));
  }
  for (const name of seen) {
    const bytes = fs.readFileSync(path.join(site, name));
    assert.equal(bytes.toString('latin1', 1, 4), 'PNG', name);
    assert.ok(bytes.readUInt32BE(16) >= 300 && bytes.readUInt32BE(20) >= 300, name);
    assert.ok(bytes.length <= 14 * 1024, `${name} ${bytes.length}`);
  }
  assert.ok(seen.size > 100, `${seen.size}`);
  // 转发给特殊家庭、困难家庭、未成年人看的网页，图上不标出是哪一类家庭。
  const seal = (name) => /og:image:alt" content="印章“(.)”/.exec(read(name))[1];
  assert.deepEqual(['', 'lao/', 'xiao/', 'qing/', 'te/', 'kun/', 'gu/'].map((group) => seal(`${group}index.html`)).join(''), '宝老小青宝宝宝');
  server.requests.length = 0;
  const { page, close } = await open(browser, `${server.base}lao/`);
  await page.waitForLoadState('networkidle');
  assert.deepEqual(server.requests.filter((request) => request.address.includes('assets/c/')), []);
  await close();
});

test('订阅：页面指到的每一个都在，两种格式说的是同样的文章', () => {
  let count = 0;
  for (const name of pages) {
    for (const [, kind, href] of read(name).matchAll(/<link rel="alternate" type="application\/([a-z]+)\+[a-z]+" title="[^"]*" href="([^"]*)">/g)) {
      const target = path.posix.join(path.posix.dirname(name), href);
      assert.ok(exists(target), `${name} → ${target}`);
      if (kind === 'feed') {
        const feed = JSON.parse(read(target));
        assert.equal(feed.version, 'https://jsonfeed.org/version/1.1');
        assert.equal(file(feed.feed_url), target);
        const atom = [...read(target.replace('feed.json', 'feed.xml')).matchAll(/<entry>\n<title>.*\n<id>(.*)<\/id>/g)].map((match) => match[1]);
        assert.deepEqual(feed.items.map((item) => item.id), atom);
        for (const item of feed.items) assert.ok(exists(file(item.url)), item.url);
        count += 1;
      }
    }
  }
  assert.ok(count > 0);
});

test('网站地图：每个地址都有页面，没有不让收的，日期是文章自己的', () => {
  for (const [, address, date] of read('sitemap.xml').matchAll(/<loc>([^<]*)<\/loc>(?:<lastmod>([^<]*)<\/lastmod>)?/g)) {
    const html = read(file(address));
    assert.ok(!html.includes('content="noindex"'), address);
    // 给机器看的说明里有这一天，或者页面上写着这一天。
    const chinese = date?.replace(/^(\d+)-0?(\d+)-0?(\d+)$/, '$1年$2月$3日');
    if (date) assert.ok(new RegExp(`"date(Modified|Published)":"${date}"`).test(JSON.stringify(facts(html))) || squeezed(unescaped(html.replaceAll(/<[^>]*>/g, ''))).includes(chinese), `${address} ${date}`);
  }
});
