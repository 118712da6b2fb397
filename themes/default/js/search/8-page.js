var api = { create: create, normalize: normalize, fold: fold, open: () => {} };
global.BaodianSearch = api;
if (typeof document === 'undefined') return;

/* ---- The page ---- */

var HOTLINES = [['12356', '心理援助热线'], ['120', '急救电话'], ['12345', '政务服务热线']];
var script = document.currentScript;
var ROOT = (script && script.getAttribute('data-root')) || '';
var engine = fresh();
var serial = 0, dialog = null, pageApp = null, waiting = 0;

/* An engine that has read nothing yet: what a new try asks for, as the site may have been published again. */
function fresh() {
  return create({ root: ROOT, load: loadScript, index: location.protocol === 'file:' ? 'index.html' : '', remote: script && script.getAttribute('data-remote') });
}

function loadScript(url) {
  return new Promise((resolve, reject) => {
    var element = document.createElement('script');
    var timer = setTimeout(() => { done(new Error('too slow: ' + url)); }, 20000);
    function done(error) {
      clearTimeout(timer);
      element.remove();
      waiting--;
      if (error) reject(error); else resolve();
    }
    waiting++;
    element.charset = 'utf-8';
    element.onload = () => { done(); };
    element.onerror = () => { done(new Error('missing: ' + url)); };
    element.src = url;
    document.head.appendChild(element);
  });
}

// A file cut short is a syntax error. The reader is told in words; the console need not be.
addEventListener('error', event => {
  if (waiting && (!event.filename || event.filename.includes('/search/'))) event.preventDefault();
});

function make(tag, name, text) {
  var element = document.createElement(tag);
  if (name) element.className = name;
  if (text) element.textContent = text;
  return element;
}

function link(name, text, href) {
  var element = make('a', name, text);
  element.href = href;
  return element;
}

function button(name, text, act) {
  var element = make('button', name, text);
  element.type = 'button';
  element.addEventListener('click', act);
  return element;
}

function attributes(element, values) {
  Object.keys(values).forEach(name => { element.setAttribute(name, values[name]); });
}

function clear(element) {
  element.textContent = '';
}

/* Puts `child` into a new item of `list`; → `child`. */
function item(list, child) {
  list.appendChild(make('li')).appendChild(child);
  return child;
}

/* `text` with the marked ranges, as nodes: nothing a document says is ever read as HTML. */
function marked(tag, name, text, ranges) {
  var element = make(tag, name), at = 0;
  ranges.forEach(range => {
    element.append(text.slice(at, range[0]), make('mark', 's-mark', text.slice(range[0], range[1])));
    at = range[1];
  });
  element.append(text.slice(at));
  return element;
}

/* ---- What the browser keeps ---- */

var RECENT = 'baodian-recent', FOUND = 'baodian-found', MOST_RECENT = 8, LONGEST = 100;

/* The queries asked before, the latest first; none where the browser keeps nothing. */
function recent() {
  try {
    return JSON.parse(localStorage.getItem(RECENT)).filter(text => typeof text === 'string' && text).slice(0, MOST_RECENT);
  } catch (refused) { return []; }
}

function keepRecent(queries) {
  try {
    if (queries.length) localStorage.setItem(RECENT, JSON.stringify(queries.slice(0, MOST_RECENT)));
    else localStorage.removeItem(RECENT);
  } catch (refused) { /* nothing is kept */ }
}

/* The words `option` shows as found, for the page it leads to: its address, and a pattern. */
function passOn(option) {
  var words = Array.from(option.querySelectorAll('.s-mark'), mark => mark.textContent.replace(/\W/g, '\\$&'));
  try { if (words.length) sessionStorage.setItem(FOUND, option.href + '\n' + Array.from(new Set(words)).join('|')); } catch (refused) { /* nothing is marked */ }
}

/* ---- The words found, on the page a result led to ---- */

var found = [], highlights = global.Highlight && CSS.highlights;

function glow() {
  var kept, pattern, walker, node, hit;
  try {
    kept = sessionStorage.getItem(FOUND).split('\n');
    sessionStorage.removeItem(FOUND);
  } catch (none) { return; }
  if (kept[0] !== location.href) return;
  dim();
  pattern = new RegExp(kept[1], 'g');
  walker = document.createTreeWalker(document.querySelector('main'), 4);
  while ((node = walker.nextNode())) {
    while ((hit = pattern.exec(node.data))) {
      var range = document.createRange();
      range.setStart(node, hit.index);
      range.setEnd(node, pattern.lastIndex);
      found.push(range);
    }
  }
  if (highlights) highlights.set('found', new Highlight(...found));
  else found = found.reverse().map(range => {
    var mark = make('mark');
    range.surroundContents(mark);
    return mark;
  });
}

function dim() {
  if (highlights) highlights.delete('found');
  else found.forEach(mark => { mark.replaceWith(...mark.childNodes); });
  found = [];
}

addEventListener('hashchange', glow);
addEventListener('keydown', event => { if (event.key === 'Escape') dim(); });
