/* ---- Payloads: every file is one call of `__bd` ---- */

var inbox = {};
global.__bd = (name, text, sum) => { inbox[name] = [text, sum]; };

function checksum(seed, text) {
  var sum = 0x811c9dc5 ^ seed;
  for (var i = 0; i < text.length; i++) sum = Math.imul(sum ^ text.charCodeAt(i), 0x01000193);
  return sum >>> 0;
}

/* Four spare bytes at the end: `BitReader` looks ahead. */
function base64(text) {
  var binary = atob(text), bytes = new Uint8Array(binary.length + 4);
  for (var i = 0; i < binary.length; i++) bytes[i] = binary.charCodeAt(i);
  return bytes;
}

/* The most frequent characters, as in src/search/letters.rs. */
var FREQUENT = 'n\\"，。,不的、一人[]么有1要子了里怎生说吃打看上时2是就 家0宝好用在以药医去着孩6也病和什会问做心水先样能可e/到来：个开得多体这没a自';

/* → what turns symbols back into text, for a site of these units (places from 1). */
function letters(units) {
  var single = Math.min(FREQUENT.length, Math.max(91 - Math.ceil((units.length - 1) / 92), 12));
  return text => {
    var parts = [], at = 0;
    function next() {
      var code = text.charCodeAt(at++);
      return code - 32 - (code > 34) - (code > 39) - (code > 92);
    }
    while (at < text.length) {
      var lead = next();
      parts.push(lead < single ? FREQUENT[lead] : String.fromCharCode(lead < 91 ? units[(lead - single) * 92 + next() + 1] : (next() * 92 + next()) * 92 + next()));
    }
    return parts.join('');
  };
}
