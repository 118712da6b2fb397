// 自测题：对答案，数答对几题。做到哪里只记在这个浏览器里。没有它，答案在“看答案”里。ES2017，经典脚本。
const doc = document, find = (selector, within) => (within || doc).querySelector(selector);
const form = find('[data-quiz]'), tally = find('.tally'), score = find('.score');
const KEY = 'baodian-quiz-' + form.dataset.quiz, stamp = form.dataset.stamp;
let can = true;

// 有的浏览器不让存：那就只管这一次。
function load() {
  let old = null;
  try { old = localStorage.getItem(KEY); } catch (e) { can = false; }
  try { old = JSON.parse(old); } catch (e) { return []; }
  return old && old.v === stamp && Array.isArray(old.a) ? old.a : [];
}
function save() {
  try { localStorage.setItem(KEY, JSON.stringify({ v: stamp, a: kept })); } catch (e) { can = false; }
}

function make(name, text) {
  const element = doc.createElement(name);
  element.textContent = text;
  return element;
}

function sheet(box, at) {
  const details = find('details', box), button = make('button', '对答案'), verdict = make('p', '');
  button.type = 'button';
  verdict.className = 'verdict';
  verdict.setAttribute('role', 'status');
  details.before(verdict);
  box.append(button);
  const one = { box, details, button, verdict, inputs: [...box.querySelectorAll('input')], right: box.dataset.right.split(' ').map(Number) };
  button.onclick = () => one.done ? next(at) : answer(one, at);
  return one;
}

function answer(one, at) {
  const picks = [...one.inputs.keys()].filter(n => one.inputs[n].checked), wanted = one.right.length;
  if (picks.length !== wanted) {
    one.verdict.textContent = picks.length ? `这题选${wanted}项，现在选了${picks.length}项。` : '先选一个答案。';
    return;
  }
  kept[at] = picks;
  judge(one, picks);
  save();
  count();
}

function judge(one, picks) {
  one.done = true;
  one.good = picks.join() === one.right.join();
  one.box.classList.add('done', one.good ? 'yes' : 'no');
  one.inputs.forEach((input, n) => {
    const is = one.right.includes(n), chosen = picks.includes(n);
    input.checked = chosen;
    input.disabled = true;
    if (is || chosen) input.parentNode.append(make('em', is ? '✓ 正确答案' : '✗ 不对'));
  });
  const letters = one.right.map(n => String.fromCharCode(65 + n)).join('、');
  one.verdict.textContent = one.good ? '✓ 答对了' : `✗ 答错了。正确答案是${letters}。`;
  one.details.open = true;
  one.button.textContent = '下一题';
}

// 后面没做的第一题；都做完了，看成绩。
function next(at) {
  const rest = [...sheets.slice(at + 1), ...sheets].find(one => !one.done);
  (rest ? rest.inputs[0] : find('h2', score)).focus();
}

function count() {
  const done = sheets.filter(one => one.done), good = done.filter(one => one.good).length, all = sheets.length;
  find('[role=status]', tally).textContent = `做了${done.length}题，共${all}题${done.length ? `，答对${good}题` : ''}。`;
  find('[data-kept]').textContent = can ? '做到哪里，只记在这个浏览器里。' : '这个浏览器不让记，关掉这一页就要从头做。';
  find('[data-again]').hidden = !done.length;
  tally.hidden = false;
  score.hidden = done.length < all;
  if (score.hidden) return;
  sheets.forEach(one => { one.button.textContent = '看成绩'; });
  find('p', score).textContent = `${all}题答对${good}题。${good === all ? '全对，真好。' : '答错的，可以再看看：'}`;
  const links = new Map(sheets.filter(one => !one.good).map(one => find('.from a', one.box)).map(link => [link.href, link]));
  const list = find('ul', score);
  list.textContent = '';
  links.forEach(link => {
    list.append(make('li', ''));
    list.lastChild.append(link.cloneNode(true));
  });
}

function again() {
  kept = [];
  try { localStorage.removeItem(KEY); } catch (e) { can = false; }
  sheets.forEach(one => {
    one.done = one.good = one.details.open = false;
    one.box.classList.remove('done', 'yes', 'no');
    one.inputs.forEach(input => { input.disabled = input.checked = false; });
    one.box.querySelectorAll('em').forEach(mark => mark.remove());
    one.verdict.textContent = '';
    one.button.textContent = '对答案';
  });
  count();
  sheets[0].inputs[0].focus();
}

let kept = load();
const sheets = [...form.querySelectorAll('fieldset')].map(sheet);
form.classList.add('live');
doc.querySelectorAll('[data-again]').forEach(button => { button.onclick = again; });
sheets.forEach((one, at) => {
  const picks = kept[at];
  if (Array.isArray(picks) && picks.length === one.right.length) judge(one, picks);
});
count();
