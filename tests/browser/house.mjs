// 测试共用的：网站在哪里，一个最简单的文件服务器，浏览器。
import http from 'node:http';
import fs from 'node:fs';
import path from 'node:path';
import zlib from 'node:zlib';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';

export const site = process.env.BAODIAN_SITE;
if (!site || !fs.existsSync(path.join(site, 'index.html'))) {
  throw new Error('先生成网站，并把文件夹写进环境变量 BAODIAN_SITE');
}

/** 每一种页面的一个例子。 */
export const kinds = {
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
  去哪里: 'd/index.html',
  名录: 'd/shili/index.html',
  活动: 'events/index.html',
  一年里的日子: 'rili/index.html',
  宝宝月龄: 'yueling/index.html',
  自测题: 'quiz/hl66/index.html',
  词语解释: 'cidian/index.html',
  问答: 'lama-100/index.html',
  课程: 'chengzhang/index.html',
  一课: 'chengzhang/saying-no/index.html',
  办事说明: 'bangfu/legal-aid/index.html',
  没有存下来: 'offline.html',
  搜索: 'search/index.html',
};

const types = { html: 'text/html; charset=utf-8', css: 'text/css', js: 'text/javascript', svg: 'image/svg+xml', xml: 'application/xml', json: 'application/json', webmanifest: 'application/manifest+json', pdf: 'application/pdf' };
// 内容安全策略就是网站自己写出来的那一份：只许指纹对得上的内联样式和脚本，也不向别处要东西。
export const policy = /Content-Security-Policy: (.*)/.exec(fs.readFileSync(path.join(site, '_headers'), 'utf8'))[1];

/** 在子路径 /wiki/ 下提供网站，记下每个请求；子路径能用，根路径就能用。 */
export async function serve() {
  const requests = [];
  const server = http.createServer((request, response) => {
    const address = decodeURIComponent(request.url.split('?')[0]);
    let name = address.startsWith('/wiki/') ? address.slice('/wiki/'.length) : null;
    if (name !== null && (name === '' || name.endsWith('/'))) name += 'index.html';
    const file = name === null ? null : path.join(site, name);
    if (file === null || !fs.existsSync(file) || !fs.statSync(file).isFile()) {
      requests.push({ address, status: 404, bytes: 0 });
      response.writeHead(404, { 'content-type': types.html });
      response.end('404');
      return;
    }
    const bytes = fs.readFileSync(file);
    requests.push({ address, status: 200, bytes: bytes.length });
    const type = types[name.split('.').pop()] ?? 'application/octet-stream';
    const packed = /text|json|xml|javascript/.test(type) && /gzip/.test(request.headers['accept-encoding'] ?? '');
    response.writeHead(200, { 'content-type': type, 'content-security-policy': policy, ...(packed && { 'content-encoding': 'gzip' }) });
    response.end(packed ? zlib.gzipSync(bytes) : bytes);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const base = `http://127.0.0.1:${server.address().port}/wiki/`;
  return { base, requests, close: () => new Promise((resolve) => server.close(resolve)) };
}

export const fileBase = pathToFileURL(path.resolve(site) + '/').href;

export async function launch(more = []) {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run', ...more],
  });
}

/**
 * 一页，带着它的全部抱怨：控制台错误、脚本错误、去别处的请求。before：[函数, 参数]，在页面的脚本之前运行。
 * 不装断网用的程序：它另有测试，这里会多出请求。
 */
export async function open(browser, address, { width = 390, height = 844, scheme = 'light', contrast, reducedMotion, javaScriptEnabled = true, before } = {}) {
  const context = await browser.newContext({ viewport: { width, height }, colorScheme: scheme, contrast, reducedMotion, javaScriptEnabled, bypassCSP: false });
  await context.addInitScript(() => { delete Navigator.prototype.serviceWorker; });
  const page = await context.newPage();
  if (before) await page.addInitScript(...before);
  const complaints = [];
  page.on('console', (message) => { if (['error', 'warning'].includes(message.type())) complaints.push(`控制台：${message.text()}`); });
  page.on('pageerror', (error) => complaints.push(`脚本：${error.message}`));
  const origin = new URL(address).origin;
  page.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith('file:') && !url.startsWith('data:') && new URL(url).origin !== origin) complaints.push(`去别处的请求：${url}`);
  });
  await page.goto(address);
  if (javaScriptEnabled) await running(page);
  return { page, complaints, close: () => context.close() };
}

/** 页面的脚本等第一眼看见的画好才装（js/head.js）；测试等它们装完。 */
export const running = (page) => page.waitForFunction(() => !document.querySelector('meta[name=script]'));

/** 网站里全部 HTML 文件，相对路径。 */
export function htmlFiles(folder = site, prefix = '') {
  return fs.readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const name = prefix + entry.name;
    if (entry.isDirectory()) return htmlFiles(path.join(folder, entry.name), `${name}/`);
    return entry.name.endsWith('.html') ? [name] : [];
  });
}
