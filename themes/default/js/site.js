// 打印、按需加载搜索和朗读；字号在 head.js。没有它，页面一样能读。ES2017，经典脚本。
(function () {
  var doc = document, data = doc.currentScript.dataset;
  var searching, wanted;

  function all(selector, act) { doc.querySelectorAll(selector).forEach(act); }

  function add(src, then) {
    var js = doc.createElement('script');
    js.src = src;
    js.onload = then;
    doc.head.append(js);
    return js;
  }

  // quiet：只装上，标出搜到的词。
  function search(fallback, quiet) {
    wanted = !quiet;
    if (window.BaodianSearch) return window.BaodianSearch.open();
    if (searching) return;
    searching = 1;
    var css = doc.createElement('link');
    css.rel = 'stylesheet';
    css.href = data.searchCss;
    doc.head.append(css);
    var js = add(data.searchJs, () => { searching = 0; if (wanted && window.BaodianSearch) window.BaodianSearch.open(); });
    Object.assign(js.dataset, data);
    js.onerror = () => { searching = 0; js.remove(); if (fallback) location.href = fallback; };
  }

  // 本机有普通话的声音，才有“朗读”；网上的声音要把文章发出去，不用。
  function voice() {
    var own = (window.speechSynthesis ? Array.from(speechSynthesis.getVoices()) : []).filter(v => v.localService && /^(zh|cmn)(?!.*(HK|yue))/i.test(v.lang));
    return own.filter(v => /CN/i.test(v.lang))[0] || own[0];
  }
  function offer() { all('[data-read]', b => { b.hidden = !voice(); }); }

  function read(button) {
    if (window.BaodianRead) return window.BaodianRead.start(voice(), button.parentNode);
    add(data.readJs, () => { read(button); });
  }

  // 页尾才用得着的脚本，快看到页尾了再取。
  function tail() {
    var late = doc.querySelectorAll('[data-js]'), end = doc.querySelector('.end,.foot');
    function load() { late.forEach(part => { add(part.dataset.js); }); }
    if (!late.length) return;
    if (!window.IntersectionObserver || !end) return load();
    new IntersectionObserver((seen, eye) => {
      if (seen.some(s => s.isIntersecting)) { eye.disconnect(); load(); }
    }, { rootMargin: '0px 0px 100%' }).observe(end);
  }

  function finder() { var a = doc.querySelector('[data-search-open]'); return a && a.href; }

  doc.addEventListener('click', e => {
    var t = e.target.closest && e.target.closest('[data-print],[data-read],[data-search-open]');
    if (!t || e.ctrlKey || e.metaKey || e.shiftKey) return;
    if ('print' in t.dataset) window.print();
    else if ('read' in t.dataset) read(t);
    else { e.preventDefault(); search(t.href); }
  });

  doc.addEventListener('keydown', e => {
    var t = e.target, typing = t.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(t.tagName);
    var k = (e.ctrlKey || e.metaKey) && !e.altKey && e.key.toLowerCase() === 'k';
    if (!k && (e.key !== '/' || typing || e.ctrlKey || e.metaKey || e.altKey)) return;
    e.preventDefault();
    search(finder());
  });

  function ready() {
    try { if (sessionStorage['baodian-found']) search('', 1); } catch (e) { /* 不能存 */ }
    offer();
    tail();
    if (window.speechSynthesis && speechSynthesis.addEventListener) speechSynthesis.addEventListener('voiceschanged', offer);
    if (matchMedia('(min-width: 60em)').matches) all('.toc', d => { d.open = true; });
  }
  if (doc.readyState === 'loading') doc.addEventListener('DOMContentLoaded', ready); else ready();

  // 断网也能看：页面开好以后再装，不和它抢流量。
  function keep() {
    setTimeout(() => {
      try { navigator.serviceWorker.register(data.sw, { updateViaCache: 'none' }).catch(() => {}); } catch (e) { /* 不能装 */ }
    }, 3000);
  }
  if (data.sw) if (doc.readyState === 'complete') keep(); else addEventListener('load', keep);

  // 纸上没有“点开”：打印前全部打开，印完还原。
  var shut = [];
  addEventListener('beforeprint', () => { all('details:not([open])', d => { shut.push(d); d.open = true; }); });
  addEventListener('afterprint', () => { shut.forEach(d => { d.open = false; }); shut = []; });
}());
