// 把网站图标画成手机桌面用的 PNG：node tools/icons.mjs（要有 Chromium、Python 的 Pillow 和 tests/browser 里的包）。
// 字形取自 assets/fonts/song.woff2；画好的文件提交进 themes/default/，生成网站时不再画。
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { createRequire } from 'node:module';

const home = path.join(import.meta.dirname, '..');
const { chromium } = createRequire(path.join(home, 'tests/browser/house.mjs'))('playwright-core');
const font = fs.readFileSync(path.join(home, 'assets/fonts/song.woff2')).toString('base64');

// 文件 → 边长、圆角（占边长）、印章占多大。maskable 的四角会被切掉，字要小一些；苹果自己切圆角。
const icons = {
  'icon-192.png': [192, 0.14, 1],
  'icon-512.png': [512, 0.14, 1],
  'icon-maskable-512.png': [512, 0, 0.76],
  'apple-touch-icon.png': [180, 0, 0.88],
};

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu', '--disable-lcd-text'] });
for (const [name, [size, radius, part]] of Object.entries(icons)) {
  const page = await browser.newPage({ viewport: { width: size, height: size } });
  await page.setContent(`<style>@font-face{font-family:S;src:url(data:font/woff2;base64,${font})}body{margin:0}svg{display:block}</style>
<svg xmlns="http://www.w3.org/2000/svg" width="${size}" height="${size}" viewBox="0 0 100 100">
<rect width="100" height="100" rx="${radius * 100}" fill="#00596b"/>
<g transform="translate(50 50) scale(${part})"><rect x="-40" y="-40" width="80" height="80" rx="7" fill="none" stroke="#fff" stroke-width="2.5"/>
<text y="23" font-family="S" font-size="64" font-weight="700" text-anchor="middle" fill="#fff" stroke="#fff" stroke-width="1.2">宝</text></g></svg>`);
  await page.evaluate(() => document.fonts.ready);
  const file = path.join(home, 'themes/default', name);
  await page.screenshot({ path: file, omitBackground: true });
  // 只有两种颜色和它们的过渡：十六色就够，小一半。
  execFileSync('python3', ['-c', 'import sys; from PIL import Image; Image.open(sys.argv[1]).quantize(16, Image.Quantize.FASTOCTREE, dither=0).save(sys.argv[1], optimize=True)', file]);
  await page.close();
}
await browser.close();
