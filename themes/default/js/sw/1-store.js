/* 断网也能看。生成网站时，前面会写上一行：
   var baodian = {version: 版本, must: [没有它就不能断网看的文件], may: [有更好的文件]};
   一个版本一个缓存。页面用到的脚本和样式，名字里带着内容的指纹：哪一版的页面，就只用哪一版的脚本。 */
var build = global.baodian;
var scope = new URL(global.registration.scope);
var prefix = 'baodian ' + scope.pathname + ' ';
var NAME = prefix + build.version;
/* 名字里带指纹的文件，内容永远不变。 */
var FIXED = /^(assets\/|search\/(.+\/|[a-z]-))/;
/* 存着它，就是缓存里的东西都已经是这一版的。 */
var LIST = 'offline/files.json';

function full(path) { return scope.href + path; }
/* 搜索用的摘要，问号后面是哪一版。 */
function pathOf(url) { return decodeURI(new URL(url).pathname.slice(scope.pathname.length)) + new URL(url).search; }
function own() { return caches.open(NAME); }

async function old() {
  return (await caches.keys()).filter(function (name) { return name.startsWith(prefix) && name !== NAME; });
}

/* 存下一份：去掉和传送有关的头，记下哪一天存的。 */
async function put(cache, url, response) {
  var headers = new Headers(response.headers);
  ['content-encoding', 'content-length', 'set-cookie', 'vary'].forEach(function (name) { headers.delete(name); });
  if (!headers.has('date')) headers.set('date', new Date().toUTCString());
  await cache.put(url, new Response(await response.blob(), { status: 200, headers: headers }));
}

/* 从网上取一份新的存下。 */
async function bring(cache, path) {
  var response = await fetch(full(path), { cache: 'no-cache' });
  if (!response.ok || response.redirected) throw new Error(path + ' ' + response.status);
  await put(cache, full(path), response);
}

async function need(cache, path) {
  if (await cache.match(full(path))) return;
  var known = FIXED.test(path) && await caches.match(full(path));
  if (known) await cache.put(full(path), known); else await bring(cache, path);
}

async function install() {
  var cache = await own(), link = global.navigator.connection;
  await Promise.all(build.must.map(function (path) { return need(cache, path); }));
  // 读者要省流量，就不多取。
  if (link && link.saveData) return;
  await Promise.all(build.may.map(function (path) { return need(cache, path).catch(function () {}); }));
}

/* 换成新的一版：以前存下的都搬过来，旧缓存全部删掉；搬来的等有网时再核对（refresh）。 */
async function activate() {
  var cache = await own(), names = await old();
  for (var name of names) {
    var from = await caches.open(name);
    for (var request of await from.keys()) {
      if (pathOf(request.url) === LIST || await cache.match(request)) continue;
      await cache.put(request, await from.match(request));
    }
    await caches.delete(name);
  }
  if (!names.length) await cache.put(full(LIST), new Response(''));
  await global.clients.claim();
  // 正开着的这一页，是装好以前打开的。
  for (var client of await global.clients.matchAll({ type: 'window' })) {
    var path = pathOf(pageKey(client.url));
    if (isPage(path)) await need(cache, path).catch(function () {});
  }
}

async function hash(response) {
  var sum = new Uint8Array(await crypto.subtle.digest('SHA-256', await response.arrayBuffer()));
  return Array.from(sum.slice(0, 4), function (byte) { return byte.toString(16).padStart(2, '0'); }).join('');
}

/* 核对搬来的：变了的取新的，下架的删掉，“下载本组”的补齐。中途断了，下一次再来。 */
async function refresh() {
  var cache = await own();
  if (await cache.match(full(LIST))) return;
  var answer = await fetch(full(LIST), { cache: 'no-store' });
  var list = await answer.json();
  if (list.version !== build.version) return;
  var kept = (await cache.keys()).map(function (request) { return pathOf(request.url); });
  for (var group of kept.filter(isPack)) {
    if (!(group in list.files)) continue;
    await bring(cache, group);
    var pack = await (await cache.match(full(group))).json();
    kept = kept.concat(pack.files.map(function (file) { return file[0]; }));
  }
  var gone = [];
  for (var path of new Set(kept)) {
    var wanted = list.files[path], mine = await cache.match(full(path));
    if (wanted === undefined) gone.push(path);
    else if (!mine || wanted && wanted !== await hash(mine)) await bring(cache, path);
  }
  for (path of gone) await cache.delete(full(path));
  await cache.put(full(LIST), new Response(''));
}

function isPack(path) { return /^offline\/[^/]+\.json$/.test(path) && path !== LIST; }
function isPage(path) { return /(^|\/)[^/.]*$|\.html$/.test(path); }

/* 页面的名字：不管问号和井号后面，文件夹就是里面的 index.html。 */
function pageKey(address) {
  var url = new URL(address);
  return url.origin + (url.pathname.endsWith('/') ? url.pathname + 'index.html' : url.pathname);
}
