// 从磁盘打开：export offline 的文件夹、export html 的单个网页。文件夹由 tests/run 导出，写在环境变量 BAODIAN_EXPORT 里。
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import fs from 'node:fs';
import path from 'node:path';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { htmlFiles, launch, open } from './house.mjs';

const folder = process.env.BAODIAN_EXPORT;
const axe = fs.readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const address = (...names) => pathToFileURL(path.resolve(folder, ...names)).href;

let browser;
before(async () => {
  if (!folder) throw new Error('先运行 export offline 和 export html，把放它们的文件夹写进环境变量 BAODIAN_EXPORT');
  browser = await launch();
});
after(async () => { await browser?.close(); });

test('双击“打开.html”就到首页；搜“辅食”找得到，点得开，一句抱怨也没有', async () => {
  const { page, complaints, close } = await open(browser, address('offline', '打开.html'));
  await page.waitForURL(/site\/index\.html$/);
  await page.click('.find');
  await page.fill('input[type=search]', '辅食');
  const result = page.locator('a', { hasText: '第一口辅食' }).first();
  await result.waitFor();
  await result.click();
  await page.waitForURL(/first-solid-food\/index\.html/);
  assert.match(await page.innerText('h1'), /辅食/);
  assert.deepEqual(complaints, []);
  await close();
});

test('不带图片的整个网站平均一篇不到 20 KB，压缩包不到 10 KB', () => {
  const size = (name) => fs.statSync(name).size;
  const whole = fs.readdirSync(path.join(folder, 'offline'), { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => size(path.join(entry.parentPath ?? entry.path, entry.name))).reduce((sum, bytes) => sum + bytes, 0);
  const articles = htmlFiles(path.join(folder, 'offline/site')).filter((name) => name.split('/').length === 3 && !name.startsWith('tags/')).length;
  const zip = size(path.join(folder, 'offline.zip'));
  console.log(`# ${articles} 篇文章：文件夹 ${whole} 字节，压缩包 ${zip} 字节`);
  assert.ok(whole / articles < 20 * 2 ** 10 && zip / articles < 10 * 2 ** 10);
});

for (const [dz, scheme, width] of [['0', 'light', 390], ['0', 'dark', 1280], ['2', 'light', 320]]) {
  test(`单个网页：无障碍检查零问题，不横着滚（字号 ${dz}，${scheme}，${width}）`, async () => {
    const { page, complaints, close } = await open(browser, `${address('html', 'hl66.html')}?dz=${dz}`, { scheme, width });
    const [content, view] = await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
    assert.ok(content <= view, `内容宽 ${content}，屏幕宽 ${view}`);
    assert.deepEqual(complaints, []);
    await page.evaluate(axe);
    const violations = await page.evaluate(async () => {
      const result = await window.axe.run(document, { resultTypes: ['violations'] });
      return result.violations.map((violation) => `${violation.id}：${violation.nodes.slice(0, 3).map((node) => node.target.join(' ')).join('；')}`);
    });
    assert.deepEqual(violations, []);
    await close();
  });
}
