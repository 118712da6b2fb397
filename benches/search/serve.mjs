// A file server that compresses as a good host does and counts what it sends.
import { existsSync, readFileSync, statSync } from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import { gzipSync } from 'node:zlib';

const types = { html: 'text/html; charset=utf-8', js: 'text/javascript; charset=utf-8', css: 'text/css', json: 'application/json' };

/** `folders`: address prefix → folder, the longest prefix first. `sent` grows by one entry a request. */
export async function serve(folders) {
  const sent = [];
  const cache = new Map();
  const server = http.createServer((request, response) => {
    const address = decodeURIComponent(request.url.split(/[?#]/)[0]);
    const type = types[address.split('.').pop()];
    if (address === '/blank.html') {
      response.writeHead(200, { 'content-type': types.html });
      response.end('<!doctype html><html lang="zh-CN"><meta charset="utf-8"><link rel="icon" href="data:,"><title>blank</title></html>');
      return;
    }
    if (!cache.has(address)) {
      const [prefix, folder] = Object.entries(folders).find(([start]) => address.startsWith(start)) ?? [];
      const file = folder && path.join(folder, address.slice(prefix.length));
      const bytes = file && existsSync(file) && statSync(file).isFile() ? readFileSync(file) : null;
      cache.set(address, bytes && type ? gzipSync(bytes, { level: 9 }) : bytes);
    }
    const bytes = cache.get(address);
    sent.push({ address, bytes: bytes ? bytes.length : 0 });
    response.writeHead(bytes ? 200 : 404, { 'content-type': type ?? 'application/octet-stream', ...(type && bytes && { 'content-encoding': 'gzip' }) });
    response.end(bytes ?? '');
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { base: `http://127.0.0.1:${server.address().port}/`, sent, close: () => { server.closeAllConnections(); server.close(); } };
}
