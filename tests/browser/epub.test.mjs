// 电子书：每一本都通过 epubcheck（Debian 的软件包，由 tests/run 安装）。
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import fs from 'node:fs';
import path from 'node:path';
import { site } from './house.mjs';

const folder = path.join(site, 'booklets');
const books = fs.readdirSync(folder).filter((name) => name.endsWith('.epub'));

test('每一本电子书都通过 epubcheck，没有错误也没有警告', () => {
  assert.ok(books.length > 0);
  for (const name of books) {
    const { stdout, stderr } = spawnSync('java', ['-jar', '/usr/share/java/epubcheck.jar', path.join(folder, name)], { encoding: 'utf8' });
    assert.match(stdout + stderr, /0 fatals \/ 0 errors \/ 0 warnings/, `${name}\n${stderr}`);
  }
});
