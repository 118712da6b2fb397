// 手指点下去到看见变化要多久（INP 的量法：Event Timing），处理器放慢到四分之一，像便宜的手机。
// 目标（EXPERIENCE）：中间值 60 毫秒，最慢 150 毫秒。先生成网站，然后：
//   (cd tests/browser && npm ci) && BAODIAN_SITE=public node benches/browser/interactions.mjs [每种做几次，默认 7]
import { kinds, launch, open, serve } from '../../tests/browser/house.mjs';

const times = Number(process.argv[2] ?? 7);
const server = await serve();
const browser = await launch();

const cases = {
  // 按钮先变色（量的是这个），全页的字下一帧换；人按两下之间总隔半秒，换字的工夫不算到下一下头上。
  换大字: ['文章', async (page) => { for (const size of [1, 0]) { await page.click(`[data-set-dz="${size}"]`); await page.waitForTimeout(500); } }],
  打开搜索: ['首页', async (page) => { await page.click('.find'); await page.keyboard.press('Escape'); }],
  搜索里打字: ['搜索', async (page) => { await page.locator('input').first().pressSequentially('辅食', { delay: 120 }); await page.locator('input').first().fill(''); }],
  打开目录: ['文章', async (page) => { await page.click('.toc summary'); await page.click('.toc summary'); }],
  做一道题: ['自测题', async (page, turn) => { await page.locator('fieldset').nth(turn).locator('label').first().click(); await page.locator('button:has-text("对答案"):visible').first().click(); }],
  筛名录: ['名录', async (page) => { await page.locator('.look input').first().pressSequentially('示例', { delay: 120 }); await page.locator('.look input').first().fill(''); }],
};

console.log('动作        次数  中间值  最慢（毫秒，四分之一速度）');
for (const [name, [kind, act]] of Object.entries(cases)) {
  const { page, close } = await open(browser, server.base + kinds[kind]);
  const session = await page.context().newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate: 4 });
  await page.evaluate(() => {
    window.slow = [];
    new PerformanceObserver((list) => { for (const entry of list.getEntries()) if (entry.interactionId) window.slow.push(entry.duration); }).observe({ type: 'event', durationThreshold: 16 });
  });
  for (let turn = 0; turn < times; turn += 1) await act(page, turn);
  await page.waitForTimeout(500);
  const all = (await page.evaluate(() => window.slow)).sort((a, b) => a - b);
  console.log(name.padEnd(8, '　'), String(all.length).padStart(4), String(all[Math.floor(all.length / 2)] ?? 0).padStart(6), String(all.at(-1) ?? 0).padStart(6));
  await close();
}
await browser.close();
await server.close();
