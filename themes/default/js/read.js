// 朗读：用手机自己的声音，一句一句读；正在读的那一句标出来。按下“朗读”才装上。
(function (global) {
  'use strict';
  var MOST = 80; // 一次读多少字：有的浏览器读到十几秒就停住
  var BLOCKS = 'p,li,h1,h2,h3,h4,td,th,dt,dd,caption,figcaption,summary,pre';
  var SILENT = '.anchor,.fn,rt,rp,script,style,nav,svg,[hidden],[aria-hidden=true],.review details';
  var RATES = [['常速', 1], ['快速', 1.3], ['慢速', 0.75]];

  /** 一段话里每一句的起止：在句号、问号、叹号、分号后断；太长的在逗号后断，再长就按字数断。 */
  function sentences(text) {
    var found = [], end = /[。！？；!?;…]+[”’」』）》)\]"']*|$/g, start = 0, match;
    while (start < text.length) {
      end.lastIndex = start;
      match = end.exec(text);
      var stop = Math.max(match.index + match[0].length, start + 1);
      while (stop - start > MOST) {
        var part = text.slice(start, start + MOST), cut = Math.max(part.lastIndexOf('，'), part.lastIndexOf('、'), part.lastIndexOf('：')) + 1;
        if (cut < MOST / 4) cut = MOST;
        found.push([start, start + cut]);
        start += cut;
      }
      if (/[^\s。，、；：！？…]/.test(text.slice(start, stop))) found.push([start, stop]);
      start = stop;
    }
    return found;
  }

  /** 页面上要读的每一句：文字，加上它在哪里。收起来的不读。 */
  function script(doc) {
    var list = [], block = null, nodes = [], text = '';
    function flush() {
      var own = nodes, at = block;
      sentences(text).forEach(function (s) { list.push({ text: text.slice(s[0], s[1]), block: at, range: range(own, s[0], s[1]) }); });
      nodes = [];
      text = '';
    }
    Array.prototype.forEach.call(doc.querySelectorAll('.head h1,.art .a1 .help,.art .review,.art .a1 .callout,.art .a1 .desc,.art .text'), function (root) {
      var walk = doc.createTreeWalker(root, NodeFilter.SHOW_TEXT), node, own, shut;
      while ((node = walk.nextNode())) {
        own = node.parentElement.closest(BLOCKS) || root;
        shut = node.parentElement.closest('details:not([open])');
        if (node.parentElement.closest(SILENT) || (shut && !node.parentElement.closest('summary'))) continue;
        if (own !== block) { flush(); block = own; }
        nodes.push([text.length, node]);
        text += node.data.replace(/\s/g, ' ');
      }
      flush();
      block = null;
    });
    return list;
  }

  function range(nodes, start, end) {
    var r = document.createRange();
    nodes.forEach(function (n) {
      var from = n[0], to = from + n[1].data.length;
      if (start >= from && start < to) r.setStart(n[1], start - from);
      if (end > from && end <= to) r.setEnd(n[1], end - from);
    });
    return r;
  }

  function start(voice, bar) {
    var doc = document, synth = global.speechSynthesis, list = script(doc), at = 0, turn = 0, rate = 0, playing = true;
    var box = doc.createElement('div'), calm = global.matchMedia('(prefers-reduced-motion: reduce)').matches, marked;
    box.className = 'bar reader';
    box.setAttribute('role', 'group');
    box.setAttribute('aria-label', '朗读');
    var pause = button('暂停', function () { playing = !playing; pause.textContent = playing ? '暂停' : '继续'; if (playing) say(); else hush(); });
    button('上句', function () { go(at - 1); });
    button('下句', function () { go(at + 1); });
    var speed = button(RATES[0][0], function () { rate = (rate + 1) % RATES.length; speed.textContent = RATES[rate][0]; go(at); });
    button('停止', finish);
    speed.setAttribute('aria-description', '读得快慢');
    function button(words, act) {
      var b = doc.createElement('button');
      b.type = 'button';
      b.textContent = words;
      b.addEventListener('click', act);
      return box.appendChild(b);
    }

    // 从眼前这一句读起，不总是从头。
    while (at < list.length - 1 && list[at].range.getBoundingClientRect().bottom < 0) at += 1;
    bar.hidden = true;
    bar.after(box);
    pause.focus({ preventScroll: true });
    addEventListener('pagehide', finish);
    addEventListener('keydown', escape);
    say();

    function escape(e) { if (e.key === 'Escape') finish(); }
    function hush() { turn += 1; synth.cancel(); }
    function go(to) { at = Math.min(Math.max(to, 0), list.length - 1); if (playing) say(); else show(list[at]); }
    function say() {
      hush();
      if (!list[at]) return finish();
      var mine = turn, words = new SpeechSynthesisUtterance(list[at].text);
      words.voice = voice;
      words.lang = voice.lang;
      words.rate = RATES[rate][1];
      words.onend = function () { if (mine === turn) { at += 1; say(); } };
      words.onerror = function () { if (mine === turn) finish(); };
      show(list[at]);
      synth.speak(words);
    }
    function show(one) {
      clear();
      marked = one.block;
      if (global.CSS && CSS.highlights) CSS.highlights.set('read', new Highlight(one.range)); else marked.classList.add('reading');
      var r = one.range.getBoundingClientRect();
      if (r.top < 20 || r.bottom > innerHeight - 100) scrollBy({ top: r.top - innerHeight / 3, behavior: calm ? 'auto' : 'smooth' });
    }
    function clear() {
      if (global.CSS && CSS.highlights) CSS.highlights.delete('read');
      if (marked) marked.classList.remove('reading');
    }
    function finish() {
      hush();
      clear();
      removeEventListener('pagehide', finish);
      removeEventListener('keydown', escape);
      var inside = box.contains(doc.activeElement);
      box.remove();
      bar.hidden = false;
      if (inside) bar.querySelector('[data-read]').focus({ preventScroll: true });
    }
  }

  global.BaodianRead = { start: start, sentences: sentences };
}(typeof self !== 'undefined' ? self : this));
