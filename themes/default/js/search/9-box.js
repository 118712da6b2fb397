/* A search box with its results inside `host`. `leave` closes the dialog it is in; without one it is the page's. */
function mount(host, leave) {
  var id = 's' + ++serial, turn = 0, timer = 0, active = -1, shown = 0, group = '', series = '', answer = null, groups = [], known = false, warning = '';
  var form = make('form', 's-form'), label = make('label', 's-label', '想找什么'), box = make('div', 's-box');
  var input = make('input', 's-input'), submit = make('button', 's-submit', '搜索');
  var cards = make('div', 's-cards'), chips = make('div', 's-groups'), picker = make('label', 's-picker', '系列'), select = make('select', 's-select');
  var status = make('p', 's-status'), again = button('s-retry', '再试一次', retry);
  var list = make('div', 's-list'), near = null, more = button('s-more', '再看10条', further), help = make('div', 's-help'), before = make('div', 's-recent'), sent = make('p', 's-sent');

  form.setAttribute('role', 'search');
  label.htmlFor = input.id = id + '-input';
  input.type = 'search';
  input.placeholder = '比如：发热、刷牙、特别扶助';
  input.maxLength = LONGEST;
  input.autocomplete = 'off';
  attributes(input, { role: 'combobox', 'aria-autocomplete': 'list', 'aria-expanded': 'false', 'aria-controls': id + '-list', enterkeyhint: 'search', autocapitalize: 'off', spellcheck: 'false' });
  attributes(cards, { 'aria-live': 'polite' });
  attributes(chips, { role: 'group', 'aria-label': '只看哪一类人' });
  attributes(status, { role: 'status', 'aria-live': 'polite' });
  attributes(list, { role: 'listbox', 'aria-label': '搜索结果', id: id + '-list' });
  attributes(before, { role: 'group', 'aria-label': '最近搜过' });
  picker.append(select);
  box.append(input, submit);
  form.append(label, box);
  host.append(form, sent, before, cards, chips, picker, status, again, list, more, help);

  /* What is on screen, and nothing else. */
  function only(...parts) {
    [before, chips, picker, again, list, more, help].forEach(part => { part.hidden = parts.indexOf(part) < 0; });
    input.setAttribute('aria-expanded', String(!list.hidden));
  }

  function say(text) {
    if (status.textContent !== text) status.textContent = text;
  }

  function asked() { return input.value.trim(); }

  /* The manifest; with it is known who else learns the words of the question, which is said before any is typed. */
  function open() {
    return engine.open().then(manifest => {
      var remote = manifest.remote;
      if (remote && !sent.textContent) sent.textContent = '搜索的词会发送到' + (remote.host ? ' ' + remote.host : '本站的服务器') + '。';
      return manifest;
    });
  }

  function options() { return list.querySelectorAll('.s-hit'); }

  function activate(index) {
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

  /* Adds `hits` to the list, those that only come near under a heading of their own; → the first one's element. */
  function show(hits) {
    var first = null;
    hits.forEach(hit => {
      var option = link('s-hit', '', hit.href), meta = make('span', 's-meta');
      attributes(option, { role: 'option', id: id + '-' + shown++, 'aria-selected': 'false' });
      option.append(marked('span', 's-title', hit.title, hit.titleRanges));
      if (hit.section) option.appendChild(marked('span', 's-section', hit.section, hit.sectionRanges));
      if (hit.excerpt) option.appendChild(marked('span', 's-excerpt', hit.excerpt, hit.ranges));
      if (hit.series && !hit.groups.some(group => group.title === hit.series.title)) meta.appendChild(make('span', 's-series', hit.series.title));
      if (hit.groups && (hit.groups.length < groups.length || groups.length < 2)) {
        hit.groups.forEach(group => { meta.appendChild(make('span', 's-group', group.title)); });
      }
      if (hit.unreviewed) meta.appendChild(make('span', 's-unreviewed', '尚未经专家审核'));
      if (meta.firstChild) option.appendChild(meta);
      if (hit.near && !near) {
        near = list.appendChild(make('div', 's-near'));
        attributes(near, { role: 'group', 'aria-label': '相近结果' });
        attributes(near.appendChild(make('div', 's-heading', '相近结果')), { 'aria-hidden': 'true' });
      }
      if (hit.near) near.appendChild(option); else list.insertBefore(option, near);
      first = first || option;
    });
    return first;
  }

  function empty() {
    activate(-1);
    clear(list);
    near = null;
    shown = 0;
  }

  /* The cards that come before anything found. What is already being read out is left alone. */
  function warn(wanted) {
    var titles = wanted.map(card => card.title).join();
    if (warning === titles) return;
    warning = titles;
    clear(cards);
    wanted.forEach(card => {
      var element = cards.appendChild(make('section', 's-card')), phones = make('ul', 's-calls');
      element.append(make('p', 's-card-title', card.title), make('p', 's-card-text', card.text), phones);
      card.phones.forEach(phone => {
        var call = item(phones, link('s-call', '', 'tel:' + phone[0]));
        call.append(make('b', '', phone[0]), ' ', make('span', '', phone[1]));
      });
    });
  }

  /* The filters, with the number of hits in each; → those worth showing. */
  function filters(got, manifest) {
    var narrow = group, all = [{ slug: '', title: '全部' }].concat(groups).filter(entry => {
      entry.count = entry.slug ? got.counts[entry.slug] : got.all;
      narrow = narrow || entry.count && entry.count < got.all;
      return entry.count || entry.slug === group;
    });
    clear(chips);
    all.forEach(entry => {
      var chip = button('s-chip', entry.title + ' ' + entry.count, () => {
        group = entry.slug;
        run().then(() => {
          var pressed = chips.querySelector('[aria-pressed=true]');
          if (pressed) pressed.focus();
        });
      });
      chip.setAttribute('aria-pressed', String(entry.slug === group));
      chips.append(chip);
    });
    clear(select);
    select.append(new Option('全部系列', ''));
    manifest.series.forEach((entry, number) => {
      var found = got.series.find(one => one.number === number);
      if (found || entry[1] === series) select.appendChild(new Option(entry[0] + '（' + (found ? found.count : 0) + '）', entry[1], false, entry[1] === series));
    });
    return [narrow ? chips : 0, got.all > FIRST && select.length > 2 || series ? picker : 0];
  }

  /* Where to go when searching does not help. */
  function guide(carded) {
    clear(help);
    if ((group || series) && answer && answer.all) {
      help.append(button('s-retry', '看全部 ' + answer.all + ' 篇', () => {
        group = series = '';
        run();
        input.focus();
      }));
    }
    places(groups.length ? '也可以按人群找：' : '也可以从首页找：', groups.length ? groups.map(group => {
      return [group.title, engine.address(group.slug + '/')];
    }) : [['回首页', engine.address('')]]);
    if (!carded) {
      places('着急的事，打电话问：', HOTLINES.map(line => [line[0] + ' ' + line[1], 'tel:' + line[0]]));
    }
    return help;
  }

  function places(title, links) {
    var list = make('ul', 's-places');
    links.forEach(place => { item(list, link('s-place', place[0], place[1])); });
    help.append(make('p', 's-help-title', title), list);
  }

  /* Nothing is asked: what was asked before. `next`: the one to go to after another was erased. */
  function idle(next) {
    var queries = recent(), rows = make('ul', 's-rows');
    clear(before);
    queries.forEach((query, at) => {
      var row = item(rows, button('s-again', query, () => {
        input.value = query;
        input.focus();
        run();
      })).parentNode;
      var erase = button('s-erase', '×', () => {
        keepRecent(recent().filter(other => other !== query));
        idle(at);
      });
      erase.setAttribute('aria-label', '删去“' + query + '”');
      row.append(erase);
    });
    var head = before.appendChild(make('div', 's-heading', '最近搜过'));
    head.append(button('s-close', '全部清除', () => {
      keepRecent([]);
      idle(0);
    }));
    before.append(rows);
    only(queries.length ? before : 0);
    if (next >= 0) (rows.querySelectorAll('.s-erase')[Math.min(next, queries.length - 1)] || input).focus();
  }

  /* What was really asked for is kept, except when it was a cry for help. */
  function keep() {
    var text = asked();
    if (!answer || answer.text !== text || answer.help.length || !text) return;
    keepRecent([text].concat(recent().filter(other => other !== text)));
  }

  /* The state goes behind the `#`, which is never sent to a server. */
  function remember(text) {
    if (leave) return;
    var hash = '';
    try {
      if (text) hash = '#q=' + encodeURIComponent(text) + (group ? '&g=' + encodeURIComponent(group) : '') + (series ? '&s=' + encodeURIComponent(series) : '');
    } catch (torn) { /* half a character */ }
    if (hash === location.hash) return;
    try { history.replaceState(null, '', location.pathname + location.search + hash); } catch (refused) { location.hash = hash; }
  }

  function run() {
    var mine = ++turn, text = asked(), manifest;
    clearTimeout(timer);
    if (!normalize(text)) {
      remember(text);
      answer = null;
      group = series = '';
      empty();
      warn([]);
      if (text) only(); else idle();
      say(text ? '请输入文字或数字。' : '');
      return Promise.resolve();
    }
    var slow = setTimeout(() => { if (mine === turn) say('正在查找…'); }, 400);
    return open().then(got => {
      manifest = got;
      known = true;
      groups = manifest.groups.map(group => { return { slug: group[0], title: group[2] }; });
      if (!groups.some(entry => entry.slug === group)) group = '';
      var number = manifest.series.findIndex(entry => entry[1] === series);
      if (number < 0) series = '';
      return engine.query(text, { group: group, series: number });
    }).then(got => {
      if (mine !== turn) return;
      answer = got;
      answer.text = text;
      // A cry for help leaves no trace in the browser's history.
      remember(got.help.length ? '' : text);
      empty();
      warn(got.help);
      show(got.results);
      var none = !got.results.length;
      only(...filters(got, manifest), none ? guide(got.help.length) : list, got.hasMore() ? more : 0, got.incomplete ? again : 0);
      say(summary(got, text));
    }).catch(failure => {
      if (mine !== turn) return;
      return (known ? engine.suggest(text, PAGE) : Promise.resolve([])).catch(() => []).then(titles => {
        if (mine !== turn) return;
        answer = null;
        empty();
        warn(failure.help || []);
        show(titles);
        only(titles.length ? list : 0, again, guide());
        say('搜索资料没有读到，可能是网络断了。' + (titles.length ? '先列出标题里有这个词的文章。' : '请过一会儿再试。'));
      });
    }).then(() => { clearTimeout(slow); });
  }

  /* What was found, in one or two short sentences. */
  function summary(got, text) {
    var short = Array.from(text), about = got.approximate ? '约 ' : ' ', some = got.results.length;
    text = '“' + (short.length > 20 ? short.slice(0, 20).join('') + '…' : text) + '”';
    return (!some && got.all ? '这一类里没有' + text + '。'
      : !some ? '没有找到' + text + '。换个短一点的词试试。'
      : got.results[0].near ? '没有完全相同的，下面是' + about + (got.total + got.near) + ' 篇相近的。'
      : '找到' + about + got.total + ' 篇。') +
      (got.also.length && !got.help.length ? '也找了：' + got.also.slice(0, 3).join('、') + '。' : '') +
      (got.incomplete ? '有一部分资料没有读到，结果可能不全。' : '');
  }

  function retry() {
    engine = fresh();
    input.focus();
    run();
  }

  function further() {
    var mine = turn;
    answer.more().then(hits => {
      if (mine !== turn) return;
      var first = show(hits || []);
      more.hidden = !answer.hasMore();
      again.hidden = !answer.incomplete;
      say(summary(answer, answer.text));
      (first || input).focus();
    });
  }

  function later() {
    clearTimeout(timer);
    timer = setTimeout(run, 150);
  }

  // While an input method is composing, what is in the box is not yet what the reader means.
  input.addEventListener('input', event => { if (!event.isComposing) later(); });
  input.addEventListener('compositionend', later);
  input.addEventListener('focus', () => { open().catch(() => {}); });
  input.addEventListener('keydown', event => {
    var first = before.querySelector('button.s-again');
    if (event.isComposing || event.keyCode === 229) return;
    if (event.key === 'ArrowDown' && !before.hidden && first) first.focus();
    else if (event.key === 'ArrowDown') activate(active + 1);
    else if (event.key === 'ArrowUp') activate(active < 0 ? options().length - 1 : active - 1);
    else if (event.key === 'Enter' && options()[active]) options()[active].click();
    else if (event.key === 'Escape' && active >= 0) activate(-1);
    else if (event.key === 'Escape' && leave) leave(); // a search field would only empty itself
    else return;
    event.preventDefault();
  });
  form.addEventListener('submit', event => {
    event.preventDefault();
    run().then(keep);
    // On a phone the keyboard would cover the results.
    if (global.matchMedia && matchMedia('(pointer: coarse)').matches) input.blur();
  });
  list.addEventListener('click', event => {
    var option = event.target.closest('.s-hit');
    if (!option) return;
    keep();
    if (!event.ctrlKey && !event.metaKey && !event.shiftKey) passOn(option);
  });
  select.addEventListener('change', () => {
    series = select.value;
    run();
  });

  function recall() {
    var values = {};
    location.hash.slice(1).split('&').forEach(pair => {
      var at = pair.indexOf('=');
      try { values[pair.slice(0, at)] = decodeURIComponent(pair.slice(at + 1)); } catch (malformed) { /* not ours */ }
    });
    var text = Array.from(values.q || '').slice(0, LONGEST).join('').trim();
    if (turn && text === asked() && (values.g || '') === group && (values.s || '') === series) return;
    input.value = text;
    group = values.g || '';
    series = values.s || '';
    run();
  }
  if (leave) run();
  else {
    addEventListener('hashchange', recall);
    recall();
  }
  return {
    focus: () => {
      if (!asked()) idle();
      input.focus();
      input.select();
    },
  };
}
