// 自测题、课程、问答、办事说明、词语：没有脚本读得全，键盘做得完，存不了也能用，证书一页印完。
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { after, before, test } from 'node:test';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import zlib from 'node:zlib';
import { createRequire } from 'node:module';
import { launch, open, running, serve, site } from './house.mjs';

const axe = fs.readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const kinds = {
  自测题: 'quiz/hl66/',
  全部自测题: 'quiz/',
  一课: 'goutong/parent-child/',
  课程: 'goutong/',
  一问: 'lama-100/when-solid-food/',
  全部问答: 'lama-100/',
  办事说明: 'bangfu/legal-aid/',
  词语解释: 'cidian/',
};
const ids = /data-lessons="([^"]*)"/.exec(fs.readFileSync(path.join(site, 'goutong/index.html'), 'utf8'))[1].trim().split(' ');
const lessons = JSON.stringify(ids);

let server, browser, folder;
before(async () => { server = await serve(); browser = await launch(); folder = fs.mkdtempSync(path.join(os.tmpdir(), 'learning-')); });
after(async () => { await browser.close(); await server.close(); fs.rmSync(folder, { recursive: true }); });

const violations = async (page) => {
  await page.evaluate(axe);
  return page.evaluate(async () => {
    const result = await window.axe.run(document, { resultTypes: ['violations'] });
    return result.violations.map((violation) => `${violation.id}：${violation.nodes.map((node) => node.target.join(' ')).join('；')}`);
  });
};
const overflow = (page) => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
const words = async (file) => execFileSync('pdftotext', ['-layout', file, '-'], { encoding: 'utf8' }).replaceAll(/\s/g, '');

for (const [kind, address] of Object.entries(kinds)) {
  test(`${kind}：不横着滚，无障碍检查零问题，没有抱怨`, async () => {
    for (const [width, dz, scheme] of [[320, 2, 'light'], [390, 0, 'light'], [390, 1, 'dark'], [1280, 0, 'dark']]) {
      const { page, complaints, close } = await open(browser, `${server.base}${address}?dz=${dz}`, { width, scheme });
      assert.ok(await overflow(page) <= 0, `${width} ${dz}`);
      assert.deepEqual(await violations(page), [], `${width} ${dz} ${scheme}`);
      assert.deepEqual(complaints, []);
      await close();
    }
  });
}

test('没有脚本：每题的答案收在题目下面，没有不能用的按钮', async () => {
  const { page, close } = await open(browser, `${server.base}quiz/hl66/`, { javaScriptEnabled: false });
  assert.equal(await page.locator('fieldset details:not([open])').count(), 10);
  assert.equal(await page.locator('main button:visible').count(), 0);
  await page.click('#q1 summary');
  assert.match(await page.innerText('#q1 details'), /答案：C。/);
  await page.goto(`${server.base}goutong/`);
  assert.equal(await page.locator('main button:visible, main input:visible').count(), 0);
  await close();
});

test('自测题只用键盘：选、对答案、下一题，做完有成绩，记得住，清得掉', async () => {
  const { page, complaints, close } = await open(browser, `${server.base}quiz/hl66/`);
  const right = await page.$$eval('fieldset', (sheets) => sheets.map((sheet) => sheet.dataset.right.split(' ').map(Number)));
  await page.locator('#q1 input').first().focus();
  for (const [at, wanted] of right.entries()) {
    const many = await page.locator(`#q${at + 1} [type=checkbox]`).count();
    if (many) {
      for (let option = 0; option < many; option += 1) {
        if (wanted.includes(option)) await page.keyboard.press('Space');
        await page.keyboard.press('Tab');
      }
    } else {
      // 第一题故意答错。
      const goal = at === 0 ? (wanted[0] + 1) % 3 : wanted[0];
      await page.keyboard.press('Space');
      for (let option = 0; option < goal; option += 1) await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Tab');
    }
    await page.keyboard.press('Enter');
    const verdict = await page.innerText(`#q${at + 1} [role=status]`);
    assert.match(verdict, at === 0 ? /^✗ 答错了。正确答案是C。/ : /^✓ 答对了/);
    assert.equal(await page.locator(`#q${at + 1} details[open]`).count(), 1);
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
  }
  assert.equal(await page.evaluate(() => document.activeElement.id), 'score');
  assert.match(await page.innerText('.score'), /10题答对9题。/);
  assert.deepEqual(await violations(page), []);
  await page.reload();
  await running(page);
  assert.match(await page.innerText('.tally [role=status]'), /做了10题，共10题，答对9题。/);
  await page.click('.tally button');
  assert.match(await page.innerText('.tally [role=status]'), /做了0题，共10题。/);
  assert.deepEqual(await page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith('baodian-quiz'))), []);
  assert.deepEqual(complaints, []);
  await close();
});

test('题目改过，旧的答案不算', async () => {
  const { page, close } = await open(browser, `${server.base}quiz/hl66/`);
  for (const old of ['{"v":"00000000","a":[[2]]}', '{"v":1}', 'null', '[', '{}']) {
    await page.evaluate((text) => localStorage.setItem('baodian-quiz-hl66', text), old);
    await page.reload();
    await running(page);
    assert.match(await page.innerText('.tally [role=status]'), /做了0题/);
  }
  await close();
});

test('浏览器不让存：自测题和课程照样用，也说清楚记不住', async () => {
  const context = await browser.newContext();
  await context.addInitScript(() => { Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError'); } }); });
  const page = await context.newPage();
  const errors = [];
  page.on('pageerror', (error) => errors.push(error.message));
  await page.goto(`${server.base}quiz/hl66/`);
  await running(page);
  await page.check('#q1 input >> nth=2');
  await page.click('#q1 button');
  assert.match(await page.innerText('#q1 [role=status]'), /答对了/);
  assert.match(await page.innerText('[data-kept]'), /不让记/);
  await page.goto(`${server.base}goutong/parent-child/`);
  await page.locator('.end').scrollIntoViewIfNeeded();
  await page.click('.learnt button');
  assert.match(await page.innerText('.learnt [role=status]'), /不让记/);
  assert.equal(await page.getAttribute('.learnt button', 'aria-pressed'), 'true');
  assert.deepEqual(errors, []);
  await context.close();
});

test('自测题印出来：题目上没有答案，答案另起一页，选过的也印成空的', async () => {
  const { page, close } = await open(browser, `${server.base}quiz/hl66/`);
  await page.check('#q1 input >> nth=2');
  await page.click('#q1 button');
  const file = path.join(folder, 'quiz.pdf');
  await page.pdf({ path: file, preferCSSPageSize: true });
  await close();
  const pages = execFileSync('pdftotext', ['-layout', file, '-'], { encoding: 'utf8' }).split('\f').map((text) => text.replaceAll(/\s/g, ''));
  const sheet = pages.findIndex((text) => text.includes('自测：答案'));
  assert.ok(sheet > 0, pages.join('\n'));
  assert.ok(pages.slice(0, sheet).every((text) => !/正确答案|答对了|答案：/.test(text)), pages[0]);
  assert.ok(pages[0].includes('姓名') && pages[sheet].includes('1.C。'));
});

test('课程：点“学完了”，系列页数得对，学完领证书；证书一页横的，名字不存', async () => {
  const { page, complaints, close } = await open(browser, `${server.base}goutong/parent-child/`);
  await page.locator('.end').scrollIntoViewIfNeeded();
  await page.click('.learnt button');
  assert.match(await page.innerText('.learnt [role=status]'), /记下了/);
  await page.goto(`${server.base}goutong/`);
  await running(page);
  assert.ok((await page.innerText('.study [role=status]')).startsWith(`学完1课，共${ids.length}课。`));
  assert.equal(await page.locator('.row .ok').count(), 1);
  assert.equal(await page.locator('.study input:visible').count(), 0);
  await page.evaluate((all) => localStorage.setItem('baodian-course-goutong', all), lessons);
  await page.reload();
  await running(page);
  assert.match(await page.innerText('.study [role=status]'), /可以领证书/);
  assert.deepEqual(await violations(page), []);
  await page.evaluate(() => { window.print = () => {}; });
  await page.fill('.study input', '甲');
  await page.keyboard.press('Enter');
  const file = path.join(folder, 'certificate.pdf');
  await page.pdf({ path: file, preferCSSPageSize: true });
  const about = execFileSync('pdfinfo', [file], { encoding: 'utf8' });
  assert.match(about, /Pages:\s+1\n/);
  assert.match(about, /Page size:\s+84[12]\.\d+ x 59[45]\.\d+ pts \(A4\)/);
  const text = await words(file);
  assert.ok(text.includes('甲') && text.includes(`《青春健康·沟通之道》${ids.length}课`) && /20\d\d年\d+月\d+日/.test(text), text);
  assert.equal(await page.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage })).then((kept) => kept.includes('甲')), false);
  await page.evaluate(() => dispatchEvent(new Event('afterprint')));
  await page.click('[data-clear]');
  assert.match(await page.innerText('.study [role=status]'), /学完0课/);
  assert.equal(await page.evaluate(() => localStorage.getItem('baodian-course-goutong')), null);
  assert.deepEqual(complaints, []);
  await close();
});

test('老师用的话：屏幕上收着，纸上打开', async () => {
  const { page, close } = await open(browser, `${server.base}goutong/parent-child/`);
  assert.equal(await page.locator('.teacher:not([open])').count(), 1);
  const file = path.join(folder, 'lesson.pdf');
  await page.pdf({ path: file, preferCSSPageSize: true });
  assert.ok((await words(file)).includes('家长十来位'));
  await close();
});

test('词语：点一下在下面打开，Esc 关上，回到原处；没有脚本就跳到文末', async () => {
  const address = `${server.base}lama-100/when-solid-food/`;
  const { page, complaints, close } = await open(browser, address);
  const term = page.locator('a.term').first();
  await term.focus();
  await page.keyboard.press('Enter');
  assert.equal(await page.locator('.words>:popover-open').count(), 1);
  assert.deepEqual(await violations(page), []);
  await page.keyboard.press('Escape');
  assert.equal(await page.locator('.words>:popover-open').count(), 0);
  assert.equal(await term.evaluate((link) => link === document.activeElement), true);
  assert.equal(await page.locator('.words>div:visible').count(), await page.locator('a.term').count());
  await term.click();
  await page.click('.words>:popover-open .back');
  assert.equal(await page.locator('.words>:popover-open').count(), 0);
  assert.deepEqual(complaints, []);
  await close();
  const plain = await open(browser, address, { javaScriptEnabled: false });
  await plain.page.locator('a.term').first().click();
  assert.match(decodeURI(plain.page.url()), /#ci-/);
  assert.equal(await plain.page.locator(':target').count(), 1);
  await plain.close();
});

test('样式和脚本都小：每一份样式不超过 1 KB，每一份脚本不超过 2 KB（gzip）', () => {
  const sizes = fs.readdirSync(path.join(site, 'assets')).filter((name) => /^(quiz|lesson)-.*\.js$/.test(name)).map((name) => [name, zlib.gzipSync(fs.readFileSync(path.join(site, 'assets', name)), { level: 9 }).length]);
  assert.equal(sizes.length, 2);
  assert.deepEqual(sizes.filter(([, size]) => size > 2048), []);
  const parts = new URL('../../themes/default/css/site/', import.meta.url);
  const large = fs.readdirSync(parts).filter((name) => /(quiz|policy|official|lesson|words)\.css$/.test(name) && zlib.gzipSync(fs.readFileSync(new URL(name, parts)), { level: 9 }).length > 1024);
  assert.deepEqual(large, []);
});
