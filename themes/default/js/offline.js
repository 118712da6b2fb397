// “下载本组”：把一个人群的文章存进浏览器，没有网也能看。断了接着下，不想要可以删。只在人群页。ES2017，经典脚本。
(function () {
  'use strict';
  var doc = document, box = doc.querySelector('[data-pack]'), caches;
  // 没有这个本事、不让存的浏览器（有的应用内浏览器、file://）：什么也不显示。
  try {
    caches = window.caches;
    if (!box || !caches || !crypto.subtle || !navigator.serviceWorker || location.protocol === 'file:') return;
  } catch (e) { return; }
  var root = new URL(box.dataset.root, location.href), list = new URL(box.dataset.pack, location.href).href;
  var prefix = 'baodian ' + root.pathname + ' ';
  var keep = box.querySelector('[data-keep]'), drop = box.querySelector('[data-drop]'), status = box.querySelector('[role=status]');
  var busy = false;

  function say(words) { status.textContent = words; }
  function full(path) { return new URL(path, root).href; }
  function ours(name) { return name.indexOf(prefix) === 0; }
  function size(bytes) { return bytes < 1023488 ? Math.ceil(bytes / 1024) + ' KB' : (bytes / 1048576).toFixed(1) + ' MB'; }

  async function sum(response) {
    var digest = new Uint8Array(await crypto.subtle.digest('SHA-256', await response.arrayBuffer()));
    return Array.from(digest.slice(0, 4), function (byte) { return byte.toString(16).padStart(2, '0'); }).join('');
  }

  // 存好一个文件：已经有一样的就不再下载。
  async function one(cache, path, wanted) {
    var url = full(path), mine = await cache.match(url);
    if (mine && (!wanted || await sum(mine) === wanted)) return;
    var response = await fetch(url, { cache: 'no-cache' });
    if (!response.ok) throw new Error(path + ' ' + response.status);
    await put(cache, url, response);
  }

  async function put(cache, url, response) {
    var headers = new Headers(response.headers);
    ['content-encoding', 'content-length', 'vary'].forEach(function (name) { headers.delete(name); });
    if (!headers.has('date')) headers.set('date', new Date().toUTCString());
    await cache.put(url, new Response(await response.blob(), { headers: headers }));
  }

  async function download() {
    var done = 0, bytes = 0, pack, answer;
    say('正在下载……');
    try {
      if (navigator.storage && navigator.storage.persist) navigator.storage.persist().catch(function () {});
      answer = await fetch(list, { cache: 'no-store' });
      if (!answer.ok) throw new Error(list);
      pack = await answer.clone().json();
      var cache = await caches.open(prefix + pack.version), queue = pack.files.slice();
      var work = async function () {
        for (var file = queue.shift(); file; file = queue.shift()) {
          try { await one(cache, file[0], file[2]); } catch (error) { queue.length = 0; throw error; }
          done += 1;
          bytes += file[1];
          say('正在下载：' + done + '/' + pack.files.length + '，' + size(bytes));
        }
      };
      // 三个一起下；有一个断了就都停下，等它们都停稳。
      var ended = await Promise.all([work(), work(), work()].map(function (promise) { return promise.then(function () {}, function (error) { return error; }); }));
      for (var error of ended) if (error) throw error;
      await put(cache, list, answer);
      say('下载好了：' + size(bytes) + '。没有网也能看、能搜这一组。');
    } catch (error) {
      var so = pack ? '已经存下' + done + '/' + pack.files.length + '。' : '';
      if (error && error.name === 'QuotaExceededError') say('手机的地方不够了。' + so + '腾出一些地方，再点“接着下载”。');
      else say('断了。' + so + '等网好一些，再点“接着下载”，存下的不用重来。');
      keep.textContent = '接着下载';
      return;
    }
    show(true);
  }

  async function packs() {
    var found = new Map();
    for (var name of (await caches.keys()).filter(ours)) {
      var cache = await caches.open(name);
      for (var request of await cache.keys()) {
        if (/\/offline\/[^/]+\.json$/.test(request.url) && !/\/files\.json$/.test(request.url)) found.set(request.url, await (await cache.match(request)).json());
      }
    }
    return found;
  }

  // 别的组也要用的、每一页都要用的（assets/、搜索的目录），留着。
  async function remove() {
    var all = await packs(), own = all.get(list), others = new Set();
    all.forEach(function (pack, url) { if (url !== list) pack.files.forEach(function (file) { others.add(file[0]); }); });
    var files = own ? own.files.map(function (file) { return file[0]; }).filter(function (path) { return !/^(assets\/|search\/[^/]*$)/.test(path) && !others.has(path); }) : [];
    for (var name of (await caches.keys()).filter(ours)) {
      var cache = await caches.open(name);
      for (var path of files) await cache.delete(full(path));
      await cache.delete(list);
    }
    show(false);
    say('删掉了。有网时照样能看。');
  }

  function show(kept) {
    keep.textContent = kept ? '重新下载' : '下载本组';
    keep.hidden = kept;
    drop.hidden = !kept;
  }

  function press(act) {
    if (busy) return;
    busy = true;
    act().catch(function () { say('没有做成，请再试一次。'); }).then(function () { busy = false; });
  }

  keep.addEventListener('click', function () { press(download); });
  drop.addEventListener('click', function () { press(remove); });
  box.hidden = false;
  packs().then(function (all) {
    if (!all.has(list)) return;
    show(true);
    say('这一组已经存在手机里，没有网也能看。');
  }).catch(function () { box.hidden = true; });
}());
