/* Opens the search over the page; on the search page itself its own box. */
api.open = () => {
  if (pageApp) { pageApp.focus(); return; }
  if (!dialog) {
    var element = make('dialog', 's-dialog');
    if (!element.showModal) { location.href = engine.address('search/'); return; }
    var bar = make('div', 's-bar');
    bar.append(make('span', 's-bar-title', '搜索'), button('s-close', '关闭', () => { element.close(); }));
    element.setAttribute('aria-label', '搜索');
    element.append(bar);
    document.body.append(element);
    dialog = { element: element, app: mount(element, () => { element.close(); }) };
    element.addEventListener('close', () => { document.documentElement.classList.remove('s-open'); });
    element.addEventListener('click', event => {
      // A click on the element itself is one on the backdrop; a result may lead within this very page.
      if (event.target === element || event.target.closest('.s-hit')) element.close();
    });
  }
  if (!dialog.element.open) dialog.element.showModal();
  document.documentElement.classList.add('s-open'); // the page behind stays where it is
  dialog.app.focus();
};

function start() {
  var host = document.querySelector('[data-search-page]');
  if (host && !pageApp) pageApp = mount(host, null);
  glow();
}
if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', start); else start();
