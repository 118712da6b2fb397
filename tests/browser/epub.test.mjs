// 电子书：每一本都通过 epubcheck（Debian 的软件包，由 tests/run 安装）。
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { test } from 'node:test';
import fs from 'node:fs';
import path from 'node:path';
import { site } from './house.mjs';

const folder = path.join(site, 'booklets');
const books = fs.readdirSync(folder).filter((name) => name.endsWith('.epub'));

/** epubcheck 说的话。一本只用几秒，不值得为它优化字节码。 */
const check = (name) => new Promise((resolve) => {
  const flags = ['-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC', '-jar', '/usr/share/java/epubcheck.jar', path.join(folder, name)];
  execFile('java', flags, { encoding: 'utf8', maxBuffer: 1 << 26 }, (error, stdout, stderr) => resolve(stdout + stderr));
});

test('每一本电子书都通过 epubcheck，没有错误也没有警告', async () => {
  assert.ok(books.length > 0);
  const left = [...books];
  const line = async () => {
    for (let name = left.shift(); name; name = left.shift()) assert.match(await check(name), /0 fatals \/ 0 errors \/ 0 warnings/, name);
  };
  await Promise.all([line(), line()]);
});
