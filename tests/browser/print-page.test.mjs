// 从浏览器打印：每一页印在 A4 上都好读，只印该印的，没有小于 12 磅的字。
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { test, before, after } from 'node:test';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { serve, launch, open } from './house.mjs';

let server, browser, folder;
before(async () => { server = await serve(); browser = await launch(); folder = fs.mkdtempSync(path.join(os.tmpdir(), 'print-')); });
after(async () => { await browser.close(); await server.close(); fs.rmSync(folder, { recursive: true }); });

// 有就医卡片和表格的文章、系列、求助电话、编辑手册。
const pages = ['yuer-baodian/family-table/', 'hl66/', 'hotlines/', 'handbook/'];

/** 登记过的短地址 s/…；没有短地址的就是它自己。 */
const registry = fs.readFileSync(new URL('../../content/data/addresses.yaml', import.meta.url), 'utf8');
function short(address) {
  const code = registry.split('\n').find((line) => line.includes(`{address: ${address}, `))?.match(/code: "(\w+)"/)[1];
  return code ? `s/${code}` : address.slice(0, -1);
}

/** 一页印出来的 PDF 的路径，和它的文字（不带空白）。 */
async function paper(address) {
  const { page, close } = await open(browser, server.base + address);
  const file = path.join(process.env.PRINT_OUT ?? folder, `${address.replaceAll(/\W+/g, '-')}.pdf`);
  await page.pdf({ path: file, preferCSSPageSize: true });
  await close();
  const text = execFileSync('pdftotext', ['-layout', file, '-'], { encoding: 'utf8' });
  return { file, text: text.replaceAll(/\s/g, '') };
}

/** 打印样式下，每一段看得见的文字的字号（磅），和装着它的元素。 */
function sizes(page) {
  return page.evaluate(() => {
    const found = [];
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walk.nextNode(); node; node = walk.nextNode()) {
      const element = node.parentElement;
      const shown = node.data.trim() !== '' && element.checkVisibility() && !element.closest('.vh,.seal,svg,sup,sub,rt');
      if (shown) found.push([parseFloat(getComputedStyle(element).fontSize) * 0.75, element.outerHTML.slice(0, 80)]);
    }
    return found;
  });
}

for (const address of pages) {
  test(`/${address} 印成 A4，没有导航，没有小于 12 磅的字，末尾有二维码和网址`, async () => {
    const { page, close } = await open(browser, server.base + address);
    await page.emulateMedia({ media: 'print' });
    const small = (await sizes(page)).filter(([size]) => size < 11.99);
    assert.deepEqual(small, []);
    await close();
    const { file, text } = await paper(address);
    assert.match(execFileSync('pdfinfo', [file], { encoding: 'utf8' }), /Page size:\s+59[45]\.\d+ x 84[12]\.\d+ pts \(A4\)/);
    for (const word of ['跳到正文', '标准大字特大', '上一篇', '下一篇', '接着看', '本页内容', '订阅更新']) assert.ok(!text.includes(word), `印了“${word}”`);
    assert.ok(text.includes('扫一扫') && text.includes(`baodian.example.org/${short(address)}`));
  });
}

test('文章末尾有出处、审核日期、二维码和网址；没有审核的、没有核实的都写明', async () => {
  const { text } = await paper(pages[0]);
  for (const word of ['尚未经专家审核', '紧急：马上打120', '待核实', '依据', '更新', '扫一扫', `baodian.example.org/${short(pages[0])}`, '12356']) assert.ok(text.includes(word), `没有印“${word}”`);
});

test('链接不印网址，只印文字', async () => {
  const { text } = await paper('handbook/');
  assert.ok(!text.includes('.html'));
});

test('大字印得更大', async () => {
  for (const [step, size] of [['1', 16], ['2', 20]]) {
    const { page, close } = await open(browser, `${server.base}${pages[0]}?dz=${step}`);
    await page.emulateMedia({ media: 'print' });
    const paragraph = await page.$eval('.text p', (p) => parseFloat(getComputedStyle(p).fontSize) * 0.75);
    assert.ok(Math.abs(paragraph - size) < 0.1, `${paragraph}`);
    await close();
  }
});

test('深色手机印出来也是白底黑字', async () => {
  const { page, close } = await open(browser, server.base + pages[0], { scheme: 'dark' });
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
  const colors = await page.$$eval('body,.callout,.callout-title,.table td,.review,.disclaimer', (all) =>
    all.map((e) => [getComputedStyle(e).color, getComputedStyle(e).backgroundColor]));
  for (const [ink, paper] of colors) {
    // 黑字，或者人群自己的深色墨。
    assert.ok(ink.match(/\d+/g).reduce((sum, part) => sum + Number(part), 0) < 300, ink);
    assert.match(paper, /^(rgb\(255, 255, 255\)|rgba\(0, 0, 0, 0\))$/);
  }
  await close();
});

test('收起来的内容，没有脚本也印得出来', async () => {
  const { page, close } = await open(browser, server.base + pages[0], { javaScriptEnabled: false });
  await page.$eval('.text', (text) => text.insertAdjacentHTML('beforeend', '<details><summary>看答案</summary><p>藏着的话</p></details>'));
  const file = path.join(folder, 'details.pdf');
  await page.pdf({ path: file });
  await close();
  assert.match(execFileSync('pdftotext', [file, '-'], { encoding: 'utf8' }), /藏着的话/);
});
