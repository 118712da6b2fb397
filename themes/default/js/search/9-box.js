/* A search box with its results inside `host`. `leave` closes the dialog it is in; without one it is the page's. */
function mount(host, leave) {
  var id = 's' + ++serial, turn = 0, timer = 0, active = -1, group = '', answer = null, groups = [], known = false;
  var form = make('form', 's-form'), label = make('label', 's-label', '想找什么'), box = make('div', 's-box');
  var input = make('input', 's-input'), submit = make('button', 's-submit', '搜索');
  var chips = make('div', 's-groups'), status = make('p', 's-status'), list = make('div', 's-list');
  var more = make('button', 's-more', '再看10条'), help = make('div', 's-help'), sent = make('p', 's-sent');

  form.setAttribute('role', 'search');
  label.htmlFor = input.id = id + '-input';
  input.type = 'search';
  input.placeholder = '比如：发热、刷牙、特别扶助';
  input.maxLength = 100;
  input.autocomplete = 'off';
  attributes(input, { role: 'combobox', 'aria-autocomplete': 'list', 'aria-expanded': 'false', 'aria-controls': id + '-list', enterkeyhint: 'search', autocapitalize: 'off', spellcheck: 'false' });
  attributes(chips, { role: 'group', 'aria-label': '只看哪一类人' });
  attributes(status, { role: 'status', 'aria-live': 'polite' });
  attributes(list, { role: 'listbox', 'aria-label': '搜索结果', id: id + '-list' });
  more.type = 'button';
  chips.hidden = list.hidden = more.hidden = help.hidden = true;
  box.appendChild(input);
  box.appendChild(submit);
  form.appendChild(label);
  form.appendChild(box);
  [form, sent, chips, status, list, more, help].forEach(function (part) { host.appendChild(part); });

  function attributes(element, values) {
    Object.keys(values).forEach(function (name) { element.setAttribute(name, values[name]); });
  }

  function say(text) {
    if (status.textContent !== text) status.textContent = text;
  }

  /* The manifest; with it is known who else learns the words of the question, which is said before any is typed. */
  function open() {
    return engine.open().then(function (manifest) {
      var remote = manifest.remote;
      if (remote && !sent.textContent) sent.textContent = '搜索的词会发送到' + (remote.host ? ' ' + remote.host : '本站的服务器') + '。';
      return manifest;
    });
  }

  function clear(element) {
    while (element.firstChild) element.removeChild(element.firstChild);
  }

  function options() { return list.querySelectorAll('.s-hit'); }

  function select(index) {
    var all = options();
    if (all[active]) { all[active].classList.remove('s-active'); all[active].setAttribute('aria-selected', 'false'); }
    active = all.length ? (index + all.length + 1) % (all.length + 1) : -1;
    if (active === all.length) active = -1; // one step beyond either end is the box itself
    var option = all[active];
    if (!option) { input.removeAttribute('aria-activedescendant'); return; }
    option.classList.add('s-active');
    option.setAttribute('aria-selected', 'true');
    input.setAttribute('aria-activedescendant', option.id);
    option.scrollIntoView({ block: 'nearest' });
  }

  function show(hits, from) {
    hits.forEach(function (hit, i) {
      var option = link('s-hit', '', hit.href), meta = make('span', 's-meta');
      attributes(option, { role: 'option', id: id + '-' + (from + i), 'aria-selected': 'false' });
      option.appendChild(marked('span', 's-title', hit.title, hit.titleRanges));
      if (hit.section) option.appendChild(marked('span', 's-section', hit.section, hit.sectionRanges));
      if (hit.excerpt) option.appendChild(marked('span', 's-excerpt', hit.excerpt, hit.ranges));
      if (hit.series) meta.appendChild(make('span', 's-series', hit.series.title));
      if (hit.groups && (hit.groups.length < groups.length || groups.length < 2)) {
        hit.groups.forEach(function (group) { meta.appendChild(make('span', 's-group', group.title)); });
      }
      if (hit.unreviewed) meta.appendChild(make('span', 's-unreviewed', '尚未经专家审核'));
      if (meta.firstChild) option.appendChild(meta);
      list.appendChild(option);
    });
    list.hidden = !list.firstChild;
    input.setAttribute('aria-expanded', String(!list.hidden));
  }

  function reset() {
    clear(list);
    select(-1);
    show([], 0);
    more.hidden = help.hidden = true;
  }

  /* The filter, with the number of hits in each group. */
  function filters(counts, all) {
    clear(chips);
    [{ slug: '', title: '全部' }].concat(groups).forEach(function (entry) {
      var count = entry.slug ? counts[entry.slug] : all;
      if (!count && entry.slug !== group) return;
      var chip = make('button', 's-chip', entry.title + ' ' + (count || 0));
      chip.type = 'button';
      chip.setAttribute('aria-pressed', String(entry.slug === group));
      chip.addEventListener('click', function () {
        group = entry.slug;
        run().then(function () {
          var pressed = chips.querySelector('[aria-pressed=true]');
          if (pressed) pressed.focus();
        });
      });
      chips.appendChild(chip);
    });
    chips.hidden = chips.childNodes.length < 2;
  }

  /* Where to go when searching does not help. */
  function guide(retry) {
    clear(help);
    if (retry) {
      var again = make('button', 's-retry', '再试一次');
      again.type = 'button';
      again.addEventListener('click', run);
      help.appendChild(again);
    }
    help.appendChild(make('p', 's-help-title', groups.length ? '也可以按人群找：' : '也可以从首页找：'));
    var places = make('ul', 's-places');
    (groups.length ? groups : [{ title: '回首页', slug: '' }]).forEach(function (group) {
      item(places, link('s-place', group.title, engine.address(group.slug && group.slug + '/')));
    });
    help.appendChild(places);
    help.appendChild(make('p', 's-help-title', '着急的事，打电话问：'));
    var phones = make('ul', 's-places');
    HOTLINES.forEach(function (line) { item(phones, link('s-place', line[0] + ' ' + line[1], 'tel:' + line[0])); });
    help.appendChild(phones);
    help.hidden = false;
  }

  function item(list, child) {
    var element = make('li');
    element.appendChild(child);
    list.appendChild(element);
  }

  function remember(text) {
    if (leave) return;
    var hash = text ? '#q=' + encodeURIComponent(text) + (group ? '&g=' + encodeURIComponent(group) : '') : '';
    if (hash === location.hash) return;
    try { history.replaceState(null, '', location.pathname + location.search + hash); } catch (refused) { location.hash = hash; }
  }

  function run() {
    var mine = ++turn, text = input.value.trim();
    clearTimeout(timer);
    remember(text);
    if (!normalize(text)) {
      answer = null;
      group = '';
      reset();
      chips.hidden = true;
      say(text ? '请输入文字或数字。' : '');
      return Promise.resolve();
    }
    var slow = setTimeout(function () { if (mine === turn) say('正在查找…'); }, 400);
    return open().then(function (manifest) {
      known = true;
      groups = manifest.groups.map(function (group) { return { slug: group[0], title: group[2] }; });
      return engine.query(text, { group: group });
    }).then(function (got) {
      if (mine !== turn) return;
      answer = got;
      reset();
      filters(got.counts, got.all);
      show(got.results, 0);
      more.hidden = !got.hasMore();
      var number = (got.approximate ? '约 ' : ' ') + got.total + ' 篇。', none = !got.results.length;
      say((none && group && got.all ? '这一类里没有“' + text + '”，全部里有 ' + got.all + ' 篇。'
        : none ? '没有找到“' + text + '”。换个短一点的词试试。'
        : got.near ? '没有完全相同的，下面是相近的' + number : '找到' + number) +
        (got.incomplete ? '有一部分资料没有读到，结果可能不全。' : ''));
      if (none) guide(got.incomplete);
    }).catch(function () {
      if (mine !== turn) return;
      return (known ? engine.suggest(text, PAGE) : Promise.resolve([])).then(function (titles) {
        if (mine !== turn) return;
        answer = null;
        reset();
        chips.hidden = true;
        show(titles, 0);
        say('搜索资料没有读到，可能是网络断了。' + (titles.length ? '先列出标题里有这个词的文章。' : '请过一会儿再试。'));
        guide(true);
      });
    }).then(function () { clearTimeout(slow); });
  }

  function later() {
    clearTimeout(timer);
    timer = setTimeout(run, 150);
  }

  // While an input method is composing, what is in the box is not yet what the reader means.
  input.addEventListener('input', function (event) { if (!event.isComposing) later(); });
  input.addEventListener('compositionend', later);
  input.addEventListener('focus', function () { open().catch(function () {}); });
  input.addEventListener('keydown', function (event) {
    if (event.isComposing || event.keyCode === 229) return;
    if (event.key === 'ArrowDown') select(active + 1);
    else if (event.key === 'ArrowUp') select(active < 0 ? options().length - 1 : active - 1);
    else if (event.key === 'Enter' && options()[active]) options()[active].click();
    else if (event.key === 'Escape' && active >= 0) select(-1);
    else if (event.key === 'Escape' && leave) leave(); // a search field would only empty itself
    else return;
    event.preventDefault();
  });
  form.addEventListener('submit', function (event) {
    event.preventDefault();
    run();
    // On a phone the keyboard would cover the results.
    if (global.matchMedia && matchMedia('(pointer: coarse)').matches) input.blur();
  });
  more.addEventListener('click', function () {
    var mine = turn, from = options().length;
    answer.more().then(function (hits) {
      if (mine !== turn) return;
      show(hits || [], from);
      more.hidden = !answer.hasMore();
      if (options()[from]) options()[from].focus();
    });
  });

  function recall() {
    var values = {};
    location.hash.slice(1).split('&').forEach(function (pair) {
      var at = pair.indexOf('=');
      try { values[pair.slice(0, at)] = decodeURIComponent(pair.slice(at + 1)); } catch (malformed) { /* not ours */ }
    });
    if ((values.q || '') === input.value.trim() && (values.g || '') === group) return;
    input.value = values.q || '';
    group = values.g || '';
    run();
  }
  if (!leave) {
    addEventListener('hashchange', recall);
    recall();
  }
  return { focus: function () { input.focus(); input.select(); } };
}
