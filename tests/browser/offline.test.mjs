// 断网也能看：开过的页、没开过的页、弱信号、下载本组、换新的一版、别人留下的旧程序、装不了的浏览器。
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import crypto from 'node:crypto';
import fs from 'node:fs';
import http from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { htmlFiles, launch, running, site } from './house.mjs';

const types = { html: 'text/html; charset=utf-8', css: 'text/css', js: 'text/javascript', svg: 'image/svg+xml', json: 'application/json', webmanifest: 'application/manifest+json', png: 'image/png' };
const FIRST = 'yuer-baodian/first-solid-food/index.html';
const OTHER = 'hl66/vital-signs/index.html';
const temporary = fs.mkdtempSync(path.join(os.tmpdir(), 'baodian-offline-'));

let browser;
before(async () => { browser = await launch(); });
after(async () => { await browser.close(); fs.rmSync(temporary, { recursive: true }); });

/** 一个可以换文件夹、可以断、可以慢的服务器。 */
async function host(folder = site) {
  const state = { folder, delay: 0, broken: () => false, requests: [], overrides: {} };
  const server = http.createServer(async (request, response) => {
    const address = decodeURIComponent(request.url.split('?')[0]);
    let name = address.startsWith('/wiki/') ? address.slice('/wiki/'.length) : 'none';
    if (name === '' || name.endsWith('/')) name += 'index.html';
    state.requests.push(name);
    if (state.delay) await new Promise((resolve) => setTimeout(resolve, state.delay));
    if (state.broken(name)) return request.socket.destroy();
    const file = path.join(state.folder, name);
    const there = name in state.overrides || (fs.existsSync(file) && fs.statSync(file).isFile());
    const policy = /Content-Security-Policy: (.*)/.exec(fs.readFileSync(path.join(state.folder, '_headers'), 'utf8'))[1];
    response.writeHead(there ? 200 : 404, { 'content-type': types[name.split('.').pop()] ?? 'application/octet-stream', 'content-security-policy': policy, 'cache-control': name.startsWith('assets/') ? 'public, max-age=31536000, immutable' : 'no-cache' });
    response.end(!there ? '404' : name in state.overrides ? state.overrides[name] : fs.readFileSync(file));
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  state.base = `http://127.0.0.1:${server.address().port}/wiki/`;
  state.close = () => { server.closeAllConnections(); return new Promise((resolve) => server.close(resolve)); };
  return state;
}

async function visit(server, address, prepare) {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 } });
  if (prepare) await context.addInitScript(prepare);
  const page = await context.newPage();
  const complaints = [];
  page.on('console', (message) => { if (['error', 'warning'].includes(message.type())) complaints.push(message.text()); });
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.goto(server.base + address);
  return { context, page, complaints };
}

/** 等断网用的程序装好，管住这一页。 */
const installed = (page) => page.waitForFunction(() => navigator.serviceWorker.controller?.state === 'activated', null, { timeout: 15000 });
/** 等到浏览器里的这件事成了。 */
async function until(page, act, argument) {
  for (const end = Date.now() + 20000; Date.now() < end; await new Promise((resolve) => setTimeout(resolve, 100))) {
    if (await page.evaluate(act, argument)) return;
  }
  assert.fail(`等了 20 秒：${act}`);
}
/** “下载本组”的脚本快看到页尾才取。 */
const toTheEnd = (page) => page.locator('.foot').scrollIntoViewIfNeeded();
const cacheNames = (page) => page.evaluate(() => caches.keys());
const version = (folder) => JSON.parse(fs.readFileSync(path.join(folder, 'offline/files.json'), 'utf8')).version;

/** 生成下一版：一篇文章改了，一篇下架，每一页都用的脚本换了名字。 */
function nextBuild({ changed, removed }) {
  const folder = fs.mkdtempSync(path.join(temporary, 'next-'));
  fs.cpSync(site, folder, { recursive: true });
  const script = fs.readdirSync(path.join(folder, 'assets')).find((name) => /^site-\w+\.js$/.test(name));
  const renamed = 'site-00000002.js';
  fs.renameSync(path.join(folder, 'assets', script), path.join(folder, 'assets', renamed));
  fs.rmSync(path.join(folder, removed));
  const rewrite = (name, change) => fs.writeFileSync(path.join(folder, name), change(fs.readFileSync(path.join(folder, name), 'utf8')));
  for (const name of htmlFiles(folder)) rewrite(name, (text) => text.replaceAll(script, renamed));
  rewrite(changed, (text) => text.replace('</h1>', '（第二版）</h1>'));
  const sum = (name) => crypto.createHash('sha256').update(fs.readFileSync(path.join(folder, name))).digest('hex').slice(0, 8);
  const old = version(folder);
  rewrite('offline/files.json', (text) => {
    const list = JSON.parse(text.replaceAll(script, renamed));
    delete list.files[removed];
    for (const name of Object.keys(list.files)) if (list.files[name]) list.files[name] = sum(name);
    return JSON.stringify({ ...list, version: '22222222' });
  });
  for (const name of fs.readdirSync(path.join(folder, 'offline')).filter((name) => name !== 'files.json')) {
    rewrite(`offline/${name}`, (text) => {
      const pack = JSON.parse(text.replaceAll(script, renamed));
      const files = pack.files.filter(([name]) => name !== removed).map(([name, bytes, wanted]) => [name, bytes, wanted && sum(name)]);
      return JSON.stringify({ ...pack, files, version: '22222222' });
    });
  }
  rewrite('sw.js', (text) => text.replaceAll(script, renamed).replace(old, '22222222'));
  return folder;
}

test('没有网：开过的页照样打开，写明是离线副本；没开过的页安静地说清楚，列出存过的；一句抱怨也没有', async () => {
  const server = await host();
  const { context, page, complaints } = await visit(server, FIRST);
  await installed(page);
  await page.goto(`${server.base}lao/index.html`);
  await page.waitForTimeout(500);
  await server.close();
  await context.setOffline(true);

  await page.goto(server.base + FIRST);
  assert.match(await page.innerText('main'), /离线副本，2\d{3}年\d+月\d+日存的。现在连不上网，内容可能已经更新。/);
  assert.match(await page.innerText('h1'), /辅食/);
  await page.click('[data-set-dz="1"]');
  await page.waitForFunction(() => document.documentElement.dataset.dz === '1');

  await page.goto(server.base + OTHER);
  assert.equal(await page.innerText('h1'), '这一页没有存下来');
  assert.equal(page.url(), server.base + OTHER, '地址不变，有网了再试就是它');
  assert.ok((await page.innerText('#hotlines')).includes('120'));
  const kept = await page.locator('main .rows a').evaluateAll((links) => links.map((link) => [link.textContent, link.getAttribute('href')]));
  assert.ok(kept.some(([title, href]) => title === '老年人' && href === '/wiki/lao/index.html'), JSON.stringify(kept));
  await page.click('main .rows a[href="/wiki/lao/index.html"]');
  assert.equal(await page.innerText('h1'), '老年人');
  await page.goto(`${server.base}`);
  assert.match(await page.innerText('main'), /离线副本/);
  // 没有网时浏览器自己会说“连不上”：那不是网页的错。
  assert.deepEqual(complaints.filter((words) => !/ERR_(INTERNET_DISCONNECTED|CONNECTION_REFUSED)/.test(words)), []);
  await context.close();
});

test('信号弱：三秒没有回音，先给存下的那一份', async () => {
  const server = await host();
  const { context, page } = await visit(server, FIRST);
  await installed(page);
  await page.waitForTimeout(500);
  server.delay = 20000;
  const began = Date.now();
  await page.goto(server.base + FIRST);
  const took = Date.now() - began;
  assert.match(await page.innerText('main'), /离线副本/);
  assert.ok(took > 2500 && took < 8000, `${took} 毫秒`);
  await context.close();
  await server.close();
});

test('有网：永远是网上的那一份，没有离线的话；下架了的不留着', async () => {
  const server = await host();
  const { context, page } = await visit(server, FIRST);
  await installed(page);
  server.overrides[FIRST] = fs.readFileSync(path.join(site, FIRST), 'utf8').replace('</h1>', '（改过）</h1>');
  await page.goto(server.base + FIRST);
  assert.match(await page.innerText('h1'), /改过/);
  assert.doesNotMatch(await page.innerText('main'), /离线副本/);
  await page.goto(server.base + OTHER);
  await page.waitForTimeout(300);
  const has = () => page.evaluate((url) => caches.match(url).then((found) => Boolean(found)), server.base + OTHER);
  assert.equal(await has(), true);
  server.folder = nextBuild({ changed: FIRST, removed: OTHER });
  assert.equal((await page.goto(server.base + OTHER)).status(), 404);
  await page.waitForTimeout(300);
  assert.equal(await has(), false);
  await context.close();
  await server.close();
});

test('换了新的一版：旧缓存全部没有了，存过的页换成新的，下架的没有了，新页面不用旧脚本', async () => {
  const server = await host();
  const { context, page, complaints } = await visit(server, FIRST);
  await installed(page);
  await page.goto(server.base + OTHER);
  await page.goto(server.base + FIRST);
  await page.waitForTimeout(500);
  const [name] = await cacheNames(page);
  assert.deepEqual(await cacheNames(page), [`baodian /wiki/ ${version(site)}`]);
  assert.equal(name, `baodian /wiki/ ${version(site)}`);

  server.folder = nextBuild({ changed: FIRST, removed: OTHER });
  await page.goto(`${server.base}lao/index.html`);
  await page.evaluate(() => navigator.serviceWorker.getRegistration().then((registration) => registration.update()));
  await until(page, () => caches.keys().then((names) => names.length === 1 && names[0].endsWith('22222222')));
  // 下一次打开页面时核对搬过来的那些。
  await page.goto(`${server.base}lao/index.html`);
  await until(page, (url) => caches.match(url).then((found) => Boolean(found)), `${server.base}offline/files.json`);
  const urls = await page.evaluate(async () => (await (await caches.open((await caches.keys())[0])).keys()).map((request) => new URL(request.url).pathname.slice(6)));
  assert.ok(urls.includes(FIRST) && !urls.includes(OTHER), urls.join(' '));
  assert.deepEqual(urls.filter((url) => /assets\/site-/.test(url)), ['assets/site-00000002.js']);

  await server.close();
  await context.setOffline(true);
  await page.goto(server.base + FIRST);
  assert.match(await page.innerText('h1'), /第二版/);
  await page.waitForSelector('script[src*="assets/site-"]', { state: 'attached' });
  assert.equal(await page.evaluate(() => document.querySelector('script[src*="assets/site-"]').getAttribute('src')), '../../assets/site-00000002.js');
  await page.click('[data-set-dz="2"]');
  await page.waitForFunction(() => document.documentElement.dataset.dz === '2');
  await page.goto(server.base + OTHER);
  assert.equal(await page.innerText('h1'), '这一页没有存下来');
  assert.deepEqual(complaints.filter((words) => !/ERR_(INTERNET_DISCONNECTED|CONNECTION_REFUSED)/.test(words)), []);
  await context.close();
});

test('去年留下的旧程序：什么都先给旧的，也换得干净', async () => {
  const server = await host();
  const before = `baodian /wiki/ 11111111`;
  server.overrides['sw.js'] = `self.addEventListener('install',()=>self.skipWaiting());self.addEventListener('activate',e=>e.waitUntil(clients.claim()));
    self.addEventListener('fetch',e=>e.respondWith(caches.open('${before}').then(c=>c.match(e.request).then(k=>k||fetch(e.request).then(r=>{c.put(e.request,r.clone());return r})))));`;
  server.overrides[FIRST] = fs.readFileSync(path.join(site, FIRST), 'utf8').replace('</h1>', '（去年）</h1>');
  const { context, page } = await visit(server, FIRST);
  await installed(page);
  await page.goto(server.base + FIRST);
  assert.deepEqual(await cacheNames(page), [before]);
  server.overrides = {};
  await page.goto(server.base + FIRST);
  assert.match(await page.innerText('h1'), /去年/, '旧程序给的是旧的');
  await until(page, (old) => caches.keys().then((names) => names.length === 1 && names[0] !== old), before);
  await page.goto(server.base + FIRST);
  assert.doesNotMatch(await page.innerText('h1'), /去年/);
  await context.close();
  await server.close();
});

test('下载本组：写着多大，断了接着下，下完不上网也能看没开过的文章；删得掉', async () => {
  const server = await host();
  const { context, page, complaints } = await visit(server, 'te/index.html');
  const pack = JSON.parse(fs.readFileSync(path.join(site, 'offline/te.json'), 'utf8'));
  assert.match(await page.innerText('.keep'), /没有网也能看、能搜这\d+页，最多占[\d.]+ (KB|MB)/);
  await toTheEnd(page);
  let left = 20;
  server.broken = (name) => name.endsWith('.html') && (left -= 1) < 0;
  await page.click('[data-keep]');
  await page.waitForFunction(() => document.querySelector('[data-keep]').textContent === '接着下载');
  assert.match(await page.innerText('.keep [role=status]'), /^断了。已经存下\d+\/\d+。等网好一些，再点“接着下载”，存下的不用重来。$/);
  server.broken = () => false;
  server.requests.length = 0;
  await page.click('[data-keep]');
  await page.waitForFunction(() => document.querySelector('.keep [role=status]').textContent.startsWith('下载好了'), null, { timeout: 30000 });
  const pages = (names) => names.filter((name) => name.endsWith('.html')).length;
  assert.ok(pages(server.requests) <= pages(pack.files.map(([name]) => name)) - 15, `第二次又下了 ${pages(server.requests)} 页`);
  await installed(page);
  await page.reload();
  await toTheEnd(page);
  await page.waitForFunction(() => document.querySelector('.keep [role=status]').textContent === '这一组已经存在手机里，没有网也能看。');

  await server.close();
  await context.setOffline(true);
  await page.goto(`${server.base}nuanxin/mind-support/index.html`);
  assert.match(await page.innerText('main'), /离线副本/);
  // 搜得到这一组的文章，摘要也在；点得开。
  await page.goto(`${server.base}te/index.html`);
  await running(page);
  await page.keyboard.press('Control+k');
  await page.waitForSelector('dialog[open] .s-input');
  await page.fill('dialog[open] .s-input', '心里难受，可以找谁说说话');
  await page.waitForSelector('dialog[open] a[href*="nuanxin/mind-support/"]', { timeout: 15000 });
  await page.goto(`${server.base}te/index.html`);
  await toTheEnd(page);
  await page.click('[data-drop]');
  await page.waitForFunction(() => document.querySelector('.keep [role=status]').textContent.startsWith('删掉了'));
  await page.goto(`${server.base}nuanxin/mind-support/index.html`);
  assert.equal(await page.innerText('h1'), '这一页没有存下来');
  assert.deepEqual(complaints.filter((words) => !/ERR_/.test(words)), []);
  await context.close();
});

test('装不了、不让存的浏览器：页面照常，一句抱怨也没有', async () => {
  const server = await host();
  const ways = {
    没有这个功能: () => { delete Navigator.prototype.serviceWorker; delete window.caches; },
    一装就出错: () => { navigator.serviceWorker.register = () => Promise.reject(new Error('no')); },
    一碰就出错: () => {
      const refuse = { get() { throw new DOMException('no', 'SecurityError'); } };
      Object.defineProperty(Navigator.prototype, 'serviceWorker', refuse);
      for (const name of ['localStorage', 'sessionStorage', 'caches']) Object.defineProperty(window, name, refuse);
    },
  };
  for (const [way, prepare] of Object.entries(ways)) {
    const { context, page, complaints } = await visit(server, 'te/index.html', prepare);
    await page.waitForTimeout(3500);
    await page.click('[data-set-dz="1"]');
    await page.waitForFunction(() => document.documentElement.dataset.dz === '1');
    assert.deepEqual(complaints, [], way);
    await context.close();
  }
  await server.close();
});

test('清单、图标：地址都是相对的，图都在，每个不超过 10 KB', () => {
  const manifest = JSON.parse(fs.readFileSync(path.join(site, 'manifest.webmanifest'), 'utf8'));
  assert.deepEqual([manifest.lang, manifest.start_url, manifest.scope], ['zh-CN', './', './']);
  assert.deepEqual(manifest.icons.map((icon) => icon.sizes), ['any', '192x192', '512x512', '512x512']);
  for (const icon of manifest.icons) assert.ok(fs.statSync(path.join(site, icon.src)).size <= 10 << 10, icon.src);
});
