// 宝宝月龄：日子只留在这个浏览器里。没有它，各月龄的文章照样都在。ES2017，经典脚本，外层的函数在合成时加上。
const doc = document, KEY = 'baodian-baby', DAY = 864e5; // 毫秒
const one = (selector) => doc.querySelector(selector), all = (selector) => Array.from(doc.querySelectorAll(selector));
const box = one('[data-baby]'), input = one('[data-day]'), clear = one('[data-clear]');
const out = one('[data-now]'), save = one('[data-save]'), due = all('[data-due]>li');
let born, coming;

// 有的浏览器不让存：那就只管这一次。
function keep(value) { try { localStorage.setItem(KEY, value); if (!value) localStorage.removeItem(KEY); } catch (e) { /* 不能存 */ } }
function kept() { try { return localStorage.getItem(KEY); } catch (e) { return ''; } }

// 只算日子，不算钟点：都当作世界时的零点。今天按福建的日子。
function read(text) {
  const m = /^(\d{4})\D(\d\d?)\D(\d\d?)\D?$/.exec(text.trim()), t = m ? Date.UTC(m[1], m[2] - 1, m[3]) : NaN;
  return new Date(t).getUTCDate() === +(m && m[3]) ? t : NaN;
}
// 过几个月的同一天；那个月没有这一天，就是月底。
function later(months) {
  const d = new Date(born), day = (month, date) => Date.UTC(d.getUTCFullYear(), d.getUTCMonth() + month, date);
  return Math.min(day(months, d.getUTCDate()), day(months + 1, 0));
}
function iso(t) { return new Date(t).toISOString().slice(0, 10); }
function words(t) { return iso(t).replace(/-0?/, '年').replace(/-0?/, '月') + '日'; }
function make(name, text) { const node = doc.createElement(name); node.textContent = text; return node; }
function say(text) { out.append(make('p', text)); }

function show() {
  const now = Math.floor((Date.now() + 288e5) / DAY) * DAY;
  out.textContent = '';
  coming = [];
  all('time').forEach((time) => time.remove());
  save.hidden = 1;
  clear.hidden = !input.value;
  if (!input.value) return;
  born = read(input.value);
  if (isNaN(born)) return say('没有看懂这个日子，请再填。');
  if (born - now > 300 * DAY) return say('这个日子太远了，看看年份填对没有。');
  if (now >= later(72)) return say('孩子满6岁了，这一页只写到上小学以前。别的请从首页找。');
  let age = 0;
  while (later(age + 1) <= now) age += 1;
  const days = (now - later(age)) / DAY;
  if (born > now) say('离预产期还有' + -days + '天。出生以后，再来填生日。');
  else say(age ? '宝宝' + age + '个月' + (days ? '零' + days + '天。' : '整。') : '宝宝出生第' + (days + 1) + '天。');
  say('今天按' + words(now) + '算。');
  const fits = (node) => +node.dataset.min <= age && age < +node.dataset.max, list = make('ul', '');
  list.className = 'rows';
  all('[data-band]').forEach((band) => {
    if (fits(band)) all('#' + band.id + '>li').filter(fits).forEach((li) => list.append(li.cloneNode(true)));
  });
  say(list.firstChild ? '这个月看这些：' : '这个月的还没有写好，前后几个月的在下面。');
  out.append(list);
  due.forEach((li) => {
    const t = later(+li.dataset.month), text = t < now ? '，已经过了' : 'dose' in li.dataset ? '前后，以接种门诊为准' : '前后';
    li.append(make('time', words(t) + text));
    if (t >= now) coming.push([t, li.dataset]);
  });
  save.hidden = !coming[0];
}

// 日历文件（RFC 5545）。名称一行太长要折开：18 个字最多 72 个字节。
function ics() {
  const day = (t) => iso(t).replace(/-/g, ''), lines = ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:baodian'];
  coming.forEach(([t, data]) => {
    const title = '宝宝' + data.title + ('dose' in data ? '（以接种门诊为准）' : '');
    lines.push('BEGIN:VEVENT', 'UID:' + [day(born), data.month, 'dose' in data ? 'd' : 'c'].join('-') + '@yueling.invalid', 'DTSTAMP:' + day(born) + 'T000000Z',
      'DTSTART;VALUE=DATE:' + day(t), 'DTEND;VALUE=DATE:' + day(t + DAY), ('SUMMARY:' + title.replace(/[\\,;]/g, '\\$&')).replace(/.{18}(?=.)/gu, '$&\r\n '), 'END:VEVENT');
  });
  return lines.join('\r\n') + '\r\nEND:VCALENDAR\r\n';
}

box.hidden = false;
one('[data-go]').addEventListener('click', () => { keep(input.value); show(); });
clear.addEventListener('click', () => { input.value = ''; keep(''); show(); });
save.addEventListener('click', () => {
  const a = doc.createElement('a');
  a.href = URL.createObjectURL(new Blob([ics()], { type: 'text/calendar' }));
  a.download = 'baobao.ics';
  a.click();
});
input.value = kept() || '';
show();
