// 名录：找一找、现在开不开门、只看开门的。没有它，每一行照样能读。ES2017，经典脚本，外层的函数在合成时加上。
var doc = document, box = doc.querySelector('[data-look]'), list = doc.querySelector('[data-rows]');
var rows = all('[data-row]'), places = doc.querySelector('[data-built]'), trusted = false;

function all(selector) { return Array.prototype.slice.call(doc.querySelectorAll(selector)); }
function get(name) { return box && box.querySelector('[data-' + name + ']'); }
function time(minutes) { return Math.floor(minutes / 60) + ':' + String(minutes % 60).padStart(2, '0'); }

// 福建的钟点，不管手机设在哪个时区。
function fujian() { return new Date(Date.now() + 8 * 3600e3); }

// 手机的日期比网页还早，或者晚了一年多：不是钟错了，就是网页旧了，都不能说开不开门。
function check(now) {
  var days = (now - Date.parse(places.dataset.built)) / 864e5;
  trusted = days >= 0 && days < 400;
}

function state(row, now) {
  if (!row.dataset.open) return ['', ''];
  if (!trusted || 'stale' in row.dataset) return ['ask', '请先打电话问'];
  var day = String(now.getUTCDay() || 7), minute = now.getUTCHours() * 60 + now.getUTCMinutes(), next;
  var today = row.dataset.open.split(';').map(function (words) { return words.split(' '); }).filter(function (words) { return words[0] === day; });
  var spans = (today[0] || []).slice(1).map(function (span) { return span.split('-').map(Number); });
  for (var span of spans) {
    if (span[0] <= minute && minute < span[1]) return ['on', '现在开门，' + time(span[1]) + ' 关门'];
    if (span[0] > minute && !next) next = span;
  }
  return ['off', next ? '现在休息，' + time(next[0]) + ' 开门' : spans.length ? '现在休息，今天不再开门' : '今天休息'];
}

function tell() {
  if (!places) return;
  var now = fujian();
  check(now);
  rows.forEach(function (row) {
    var said = state(row, now), place = row.querySelector('[data-now]');
    row.dataset.is = said[0];
    if (place && place.textContent !== said[1]) { place.dataset.now = said[0]; place.textContent = said[1]; }
  });
  var tick = get('only-open');
  if (tick) tick.parentNode.hidden = !rows.some(function (row) { return row.dataset.is === 'on' || row.dataset.is === 'off'; });
}

function find() {
  var field = get('find'), county = get('county'), tick = get('only-open');
  var words = field ? field.value.toLowerCase().split(/\s+/).filter(Boolean) : [], code = county ? county.value : '';
  var only = !!tick && tick.checked && !tick.parentNode.hidden, count = 0;
  rows.forEach(function (row) {
    var text = row.textContent.toLowerCase();
    var fits = words.every(function (word) { return text.indexOf(word) >= 0; }) && (!code || row.dataset.in === code) && (!only || row.dataset.is === 'on');
    row.hidden = !fits;
    if (fits) count += 1;
  });
  var asked = words.length || code || only;
  // 总的一页：先选县区，找了才列出来。
  if (!places || places !== list) list.hidden = !asked || !count;
  doc.querySelector('[data-found]').textContent = !asked ? '' : count ? '找到 ' + count + ' 处' : '没有找到，换一个词试试';
}

tell();
setInterval(function () { tell(); if (box) find(); }, 60e3);
if (box && list) {
  box.hidden = false;
  box.addEventListener('input', find);
  // 浏览器会把退回来以前填的词留着。
  find();
}
