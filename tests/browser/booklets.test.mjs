// 小册子：PDF 完好、合标准，66 条都在，大版的页码排对了。
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { test } from 'node:test';
import path from 'node:path';
import { site } from './house.mjs';

const pages = path.join(site, 'booklets/hl66.pdf');
const sheets = path.join(site, 'booklets/hl66-imposed.pdf');
// poppler 22 对每个 Typst 文件都说一句无害的“Suspects object is wrong type”，不看它的标准错误。
const run = (program, ...args) => execFileSync(program, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
const count = (file) => Number(/^Pages:\s+(\d+)/m.exec(run('pdfinfo', file))[1]);

test('两个 PDF 都通过 qpdf 检查', () => {
  for (const file of [pages, sheets]) assert.match(run('qpdf', '--check', file), /No syntax or stream encoding errors/);
});

test('阅读版声明 PDF/A-2a 和 PDF/UA-1，有标签、有书签、有语言', () => {
  const information = run('pdfinfo', pages);
  assert.match(information, /^Tagged:\s+yes/m);
  assert.match(information, /^Title:\s+健康素养66条/m);
  const metadata = run('pdfinfo', '-meta', pages);
  assert.match(metadata, /<pdfaid:part>2</);
  assert.match(metadata, /<pdfaid:conformance>A</);
  assert.match(metadata, /<pdfuaid:part>1</);
});

test('66 条一条不少，还没审核的都标明', () => {
  const text = run('pdftotext', pages, '-').replace(/\s/g, '');
  for (let number = 1; number <= 66; number += 1) assert.ok(text.includes(`第${number}条`), `第${number}条`);
  assert.ok(text.split('尚未经专家审核').length > 66);
});

test('目录里的页码和正文对得上', () => {
  const contents = run('pdftotext', '-layout', '-f', '3', '-l', '4', pages, '-');
  const entries = [...contents.matchAll(/第\s*(\d+)\s*条.*?(\d+)\s*$/gm)].map(([, number, page]) => [Number(number), Number(page)]);
  assert.equal(entries.length, 66);
  for (const [number, page] of entries.filter((_, at) => at % 11 === 0)) {
    const text = run('pdftotext', '-f', String(page), '-l', String(page), pages, '-').replace(/\s/g, '');
    assert.ok(text.includes(`第${number}条`), `第${number}条应在第${page}页`);
  }
});

test('分帖的大版：每一面左右两页都是该在那里的那一页', () => {
  const n = Math.ceil(count(pages) / 4) * 4;
  assert.equal(count(sheets), n / 2);
  // 超过 64 页分帖，每帖最多 4 张，前面的帖多一张。
  const bundles = n > 64 ? Math.ceil(n / 16) : 1;
  const sides = [];
  let first = 1;
  for (let bundle = 0; bundle < bundles; bundle += 1) {
    const own = Math.floor(n / 4 / bundles) + (bundle < (n / 4) % bundles ? 1 : 0);
    for (let depth = 0; depth < own; depth += 1) {
      const [low, high] = [first + 2 * depth, first + 4 * own - 1 - 2 * depth];
      sides.push([high, low], [low + 1, high - 1]);
    }
    first += 4 * own;
  }
  for (const [side, [left, right]] of sides.entries()) {
    for (const [x, page] of [[0, left], [421, right]]) {
      const foot = run('pdftotext', '-f', String(side + 1), '-l', String(side + 1), '-x', String(x), '-y', '555', '-W', '421', '-H', '40', sheets, '-');
      const printed = foot.split(/\s+/).filter((word) => /^\d{1,3}$/.test(word)).map(Number);
      // 封面、版权页和封底不印页码，补上的“笔记”页也不印。
      if (page > 2 && page < count(pages)) assert.ok(printed.includes(page), `第${side + 1}面应有第${page}页，读到“${foot.trim()}”`);
    }
  }
});
