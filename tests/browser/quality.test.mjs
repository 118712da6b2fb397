// 整个网站的质量：HTML 合规、样式和脚本不超重、没有别处的地址；几种页面的 Lighthouse 分数。
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import zlib from 'node:zlib';
import { test } from 'node:test';
import { HtmlValidate } from 'html-validate';
import lighthouse from 'lighthouse';
import { htmlFiles, kinds, launch, serve, site } from './house.mjs';

const read = (name) => fs.readFileSync(path.join(site, name), 'utf8');
const gzip = (text) => zlib.gzipSync(text, { level: 9 }).length;

test('每一页都是合规的 HTML（html-validate）', async () => {
  const checker = new HtmlValidate({
    extends: ['html-validate:standard', 'html-validate:a11y'],
    rules: {
      // 写法上的口味，不是规范。
      'doctype-style': 'off', 'no-trailing-whitespace': 'off', 'attr-quotes': 'off', 'void-style': 'off', 'no-implicit-button-type': 'error', 'long-title': 'off', 'no-inline-style': 'error',
      // 页面上可以有几个一样的区域名，只要它们各有自己的标题；电话链接里的数字本来就不断行。
      'tel-non-breaking': 'off',
      // 横着滚的表格要能用键盘滚，所以能得到焦点（axe：scrollable-region-focusable）。
      'prefer-native-element': 'off', 'no-redundant-role': 'off',
    },
  });
  const planted = await checker.validateString('<p><div>段落里不能有区块</div></p>');
  assert.equal(planted.valid, false);
  const findings = [];
  for (const name of htmlFiles()) {
    const report = await checker.validateString(read(name));
    for (const { messages } of report.results) findings.push(...messages.map((m) => `${name}:${m.line}:${m.column} ${m.ruleId}：${m.message}`));
  }
  assert.deepEqual(findings, []);
});

/** 页面打开就装的脚本（画好第一眼再装的也算；页尾才用的 data-js 不算）。 */
const scriptsOf = (name, html) => [...html.matchAll(/<(?:script[^>]* src|meta name="script" content)="([^"]+)"/g)].map(([, src]) => read(path.posix.join(path.posix.dirname(name), src)));

test('像文章的页面（文章、一课、办事说明、问答、自测题）：头一回打开不超过 14,336 字节（一课 15,000）、两个请求（gzip）', () => {
  const heavy = [];
  for (const name of htmlFiles().filter((name) => /^(?!handbook|search|s\/)[^/]+\/[^/]+\/index\.html$/.test(name))) {
    const html = read(name);
    const scripts = scriptsOf(name, html);
    const total = scripts.concat(html).reduce((sum, code) => sum + gzip(code), 0);
    // 一课多带着进度、活动、求助的表，最长的几课多一点点。
    if (total > (/class="learnt"/.test(html) ? 15000 : 14336) || /class="art"/.test(html) && scripts.length > 1) heavy.push(`${name}：${total} 字节，${scripts.length + 1} 个请求`);
  }
  assert.deepEqual(heavy, []);
});

test('每一种页面：样式不超过 6 KB，正常读不用的脚本不装，合起来不超过 4 KB（gzip）', () => {
  for (const [kind, name] of Object.entries(kinds)) {
    const html = read(name);
    const style = [...html.matchAll(/<style>(.*?)<\/style>/gs)].map(([, code]) => code).join('');
    assert.ok(gzip(style) <= 6144, `${kind}：样式 ${gzip(style)} 字节`);
    if (name === 'search/index.html') continue;
    const scripts = scriptsOf(name, html);
    const inside = [...html.matchAll(/<script>(.*?)<\/script>/gs)].map(([, code]) => code);
    const total = scripts.concat(inside).reduce((sum, code) => sum + gzip(code), 0);
    assert.ok(total <= 4096, `${kind}：脚本 ${total} 字节`);
  }
});

test('每个文件：样式、脚本、页面都不向别处要东西，也不带网络字体', () => {
  const found = [];
  for (const name of fs.readdirSync(site, { recursive: true }).filter((name) => /\.(html|css|js|webmanifest)$/.test(name))) {
    const text = read(name);
    for (const pattern of [/url\(\s*["']?(?:https?:)?\/\/[^)]*/g, /@import[^;]*/g, /@font-face/g, /(?:fetch|importScripts|open)\(\s*["'](?:https?:)?\/\/[^)]*/g, /<(?:script|img|iframe|link|source|video|audio|object|embed)\b[^>]*\s(?:src|srcset|href|data)="(?:https?:)?\/\/[^>]*/g]) {
      for (const [hit] of text.matchAll(pattern)) if (!/rel="(canonical|alternate)"/.test(hit)) found.push(`${name}：${hit.slice(0, 90)}`);
    }
  }
  assert.deepEqual(found, []);
});

test('Lighthouse（手机，三次取中间）：性能至少 98，无障碍、最佳做法、搜索各 100', { timeout: 600_000 }, async () => {
  const server = await serve();
  const port = 9222 + (process.pid % 500);
  const browser = await launch([`--remote-debugging-port=${port}`]);
  const low = [];
  for (const kind of ['首页', '人群', '文章', '搜索']) {
    const runs = [];
    for (let run = 0; run < 3; run += 1) {
      const { lhr } = await lighthouse(server.base + kinds[kind], { port, output: 'json', logLevel: 'silent', onlyCategories: ['performance', 'accessibility', 'best-practices', 'seo'],
        // 搜索页本来就不让别的搜索引擎收录。
        skipAudits: kind === '搜索' ? ['is-crawlable'] : [],
      });
      runs.push(lhr);
    }
    const median = (of) => runs.map(of).sort((a, b) => a - b)[1];
    const scores = ['performance', 'accessibility', 'best-practices', 'seo'].map((name) => Math.round(100 * median((lhr) => lhr.categories[name].score)));
    const figure = (name) => median((lhr) => lhr.audits[name].numericValue);
    console.log(`# ${kind}：${scores.join(' / ')}，LCP ${Math.round(figure('largest-contentful-paint'))} ms，TBT ${Math.round(figure('total-blocking-time'))} ms，CLS ${figure('cumulative-layout-shift').toFixed(3)}`);
    const failed = Object.values(runs[1].audits).filter((audit) => audit.score !== null && audit.score < 1 && audit.scoreDisplayMode === 'binary').map((audit) => audit.id);
    if (scores[0] < 98 || scores.slice(1).some((score) => score < 100)) low.push(`${kind}：${scores.join(' / ')} ${failed.join('、')}`);
  }
  await browser.close();
  await server.close();
  assert.deepEqual(low, []);
});
