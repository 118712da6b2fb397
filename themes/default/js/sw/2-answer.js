/* 页面先问网上；三秒还没有回音，或者没有网，就给存下的那一份，并且写明是“离线副本”。 */
var PATIENCE = 3000;
var refreshing = null;

function later(milliseconds) {
  return new Promise(function (resolve) { setTimeout(resolve, milliseconds); });
}

async function remember(key, response) {
  var cache = await own();
  if (response.status === 404 || response.status === 410) await cache.delete(key);
  var type = response.headers.get('content-type') || '';
  if (!response.ok || response.redirected || type.indexOf('text/html') !== 0) return;
  await put(cache, key, response);
  refreshing = refreshing || refresh().catch(function () { refreshing = null; });
  await refreshing;
}

async function page(network, key) {
  var cache = await own(), kept = await cache.match(key);
  if (!kept) return network.catch(function () { return notKept(cache); });
  var first = await Promise.race([network.catch(function () {}), later(PATIENCE)]);
  if (first && first.status < 500) return first;
  return marked(kept);
}

/* 存下的那一份，正文前面多一句话。 */
async function marked(kept) {
  var day = new Date(kept.headers.get('date') || NaN);
  var told = isNaN(day) ? '' : '，' + new Date(+day + 288e5).toISOString().slice(0, 10).replace(/(\d+)-0?(\d+)-0?(\d+)/, '$1年$2月$3日') + '存的';
  var words = '<p class="kept" role="status"><b>离线副本</b>' + told + '。现在连不上网，内容可能已经更新。</p>';
  return html(kept, function (text) { return text.replace(/<main[^>]*>/, function (main) { return main + words; }); });
}

/* 没有存过的页：安静地说清楚，列出存过的。这一页在任何深度打开，所以链接都从网站的根写起。 */
async function notKept(cache) {
  var offline = await cache.match(full('offline.html'));
  if (!offline) return Response.error();
  var lines = [];
  for (var request of (await cache.keys()).reverse()) {
    var path = pathOf(request.url);
    if (!isPage(path) || path === 'offline.html' || path === 'search/index.html' || lines.length === 40) continue;
    var title = /<title>([^<]*)<\/title>/.exec(await (await cache.match(request)).text());
    if (title) lines.push('<li class="row"><a href="' + encodeURI(path) + '"><span class="t">' + title[1].split(' · ')[0] + '</span></a></li>');
  }
  return html(offline, function (text) {
    return text.replace('<!--kept-->', function () { return lines.join(''); })
      .replace(/ (href|src|data-(?:root|sw|search-js|search-css|remote))="(?![a-z]+:|[#/"\d])(\.\/)?/g, ' $1="' + scope.pathname);
  });
}

async function html(response, change) {
  return new Response(change(await response.text()), { headers: response.headers });
}

/* 带指纹的：有就用存着的。 */
async function fixed(request) {
  var cache = await own(), kept = await cache.match(request.url);
  if (kept) return kept;
  var response = await fetch(request);
  if (response.ok && response.type === 'basic') put(cache, request.url, response.clone()).catch(function () {});
  return response;
}

/* 别的（图片、搜索的目录）：先问网上，问不到才用存着的。 */
async function fresh(request, key) {
  var cache = await own(), network = fetch(request);
  var kept = await cache.match(key);
  var first = await (kept ? Promise.race([network.catch(function () {}), later(PATIENCE)]) : network);
  if (!first) return kept;
  if (first.ok && first.type === 'basic') put(cache, key, first.clone()).catch(function () {});
  return first;
}

global.addEventListener('install', function (event) {
  global.skipWaiting();
  event.waitUntil(install());
});

global.addEventListener('activate', function (event) { event.waitUntil(activate()); });

global.addEventListener('fetch', function (event) {
  var request = event.request, url = new URL(request.url);
  if (request.method !== 'GET' || request.headers.has('range') || !request.url.startsWith(scope.href)) return;
  var key = pageKey(request.url), path = pathOf(key);
  if (request.mode === 'navigate') {
    if (!isPage(path)) return;
    var network = fetch(request);
    event.respondWith(page(network, key));
    // 存的是另一份：给读者的那一份不等它。
    event.waitUntil(network.then(function (response) { return remember(key, response.clone()); }).catch(function () {}));
  } else if (FIXED.test(path)) event.respondWith(fixed(request));
  else if (path === 'search/manifest.js' || /\.(png|jpe?g|gif|webp|avif|svg)$/i.test(path)) event.respondWith(fresh(request, url.origin + url.pathname));
});
