// 写在每一页的开头：字号（字不会跳一下）；第一眼看见的画好了，再运行别的脚本。ES2017，可有可无；短，因为每页都带着。
(function (d, h) {
  var z, once, asked = /[?&]dz=([012])(?:&|$)/.exec(location.search);
  function all(q, act) { d.querySelectorAll(q).forEach(act); }
  // 有的浏览器不让存，那就只管这一页；file:// 不让改地址，也不要紧。
  function save() { try { localStorage['baodian-dz'] = z; } catch (e) {} }
  function paint() { if (z > 0) h.dataset.dz = z; else delete h.dataset.dz; }
  function mark() { all('[data-set-dz]', b => { b.setAttribute('aria-pressed', b.dataset.setDz == z); }); }
  try { z = localStorage['baodian-dz']; } catch (e) {}
  if (asked) { z = asked[1]; save(); }
  if (z != 1 && z != 2) z = 0;
  h.classList.add('js');
  paint();
  d.addEventListener('click', e => {
    var b = e.target.closest('[data-set-dz]');
    if (!b) return;
    z = b.dataset.setDz;
    mark();
    save();
    // 按钮先变色，马上看得见；全页的字随后就换。
    requestAnimationFrame(() => { setTimeout(paint); });
    // 地址里写着的字号跟着改。
    if (asked) try { history.replaceState(null, '', location.href.replace(/([?&]dz=)./, '$1' + z)); } catch (e) {}
  });
  function run() {
    if (!once) all('meta[name=script]', l => {
      var s = once = d.createElement('script');
      s.async = false;
      s.src = l.content;
      Object.assign(s.dataset, l.dataset);
      s.onload = s.onerror = () => { l.remove(); };
      d.head.append(s);
    });
  }
  d.addEventListener('DOMContentLoaded', () => {
    mark();
    // 没有这个本事的浏览器，等两秒。
    try { new PerformanceObserver(run).observe({ type: 'paint', buffered: true }); } catch (e) {}
    setTimeout(run, 2000);
  });
}(document, document.documentElement));
