// 课程：学完哪几课，只记在这个浏览器里；证书在这里填名字、打印，名字不存也不发。没有它，课文一样读。ES2017。
const doc = document, find = (selector, within) => (within || doc).querySelector(selector);
const box = find('.learnt,.study'), KEY = 'baodian-course-' + box.dataset.course, say = find('[role=status]', box);
let can = true, done = load();

// 有的浏览器不让存：那就只管这一页。
function load() {
  let old = null;
  try { old = localStorage.getItem(KEY); } catch (e) { can = false; }
  try { old = JSON.parse(old); } catch (e) { return []; }
  return Array.isArray(old) ? old : [];
}
function save() {
  try { if (done.length) localStorage.setItem(KEY, JSON.stringify(done)); else localStorage.removeItem(KEY); } catch (e) { can = false; }
}
const kept = () => can ? '只记在这个浏览器里，别人看不到。' : '这个浏览器不让记，关掉这一页就没有了。';

function lesson() {
  const button = find('button', box), id = box.dataset.lesson;
  const paint = () => {
    const is = done.includes(id);
    button.setAttribute('aria-pressed', is);
    button.textContent = is ? '✓ 学完了' : '学完了';
    return is;
  };
  button.onclick = () => {
    done = load();
    done = done.includes(id) ? done.filter(other => other !== id) : [...done, id];
    save();
    say.textContent = (paint() ? '记下了。' : '改成还没学完。') + kept();
  };
  paint();
}

function study() {
  const ids = box.dataset.lessons.trim().split(' '), rows = [...doc.querySelectorAll('.rows>li')], form = find('.name', box), name = find('input', form), certify = find('[data-certify]', box), bar = find('progress', box), clear = find('[data-clear]', box);
  const paint = () => {
    const good = ids.filter(id => done.includes(id)).length;
    bar.max = ids.length;
    bar.value = good;
    say.textContent = `学完${good}课，共${ids.length}课。` + (good === ids.length ? '都学完了，可以领证书。' : '');
    find('.kept', box).textContent = good ? kept() : '每一课的末尾有“学完了”，点一下就记在这里。';
    clear.hidden = !good;
    form.hidden = good < ids.length;
    rows.forEach((row, at) => {
      const mark = find('.ok', row);
      if (mark) mark.remove();
      if (!done.includes(ids[at])) return;
      const fresh = doc.createElement('p');
      fresh.className = 'ok';
      fresh.textContent = '✓ 学完了';
      row.append(fresh);
    });
  };
  clear.onclick = () => { done = []; save(); paint(); find('h2', box).focus(); };
  name.onkeydown = e => { if (e.key === 'Enter' && !e.isComposing) certify.click(); };
  certify.onclick = () => {
    const now = new Date(), year = now.getFullYear(), html = doc.documentElement;
    find('[data-name]').textContent = name.value.trim();
    find('[data-count]').textContent = ids.length;
    // 钟不准的电脑：日期空着，用笔写。
    find('[data-day]').textContent = year > 2025 && year < 2100 ? `${year}年${now.getMonth() + 1}月${now.getDate()}日` : '　　　　年　　月　　日';
    html.classList.add('certify');
    addEventListener('afterprint', () => html.classList.remove('certify'), { once: true });
    print();
  };
  paint();
}

box.hidden = false;
if (box.dataset.lesson) lesson(); else study();
// 从课文退回来，记录要是新的。
addEventListener('pageshow', e => { if (e.persisted) location.reload(); });
