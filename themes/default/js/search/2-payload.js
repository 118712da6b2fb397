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

/* → what turns symbols back into text, for a site of these units (places from 1); `frequent`: the characters that have
   a symbol of their own. */
function letters(units, frequent) {
  var single = frequent.length;
  return text => {
    var parts = [], at = 0;
    function next() {
      var code = text.charCodeAt(at++);
      return code - 32 - (code > 34) - (code > 39) - (code > 92);
    }
    while (at < text.length) {
      var lead = next();
      parts.push(lead < single ? frequent[lead] : String.fromCharCode(lead < 91 ? units[(lead - single) * 92 + next() + 1] : (next() * 92 + next()) * 92 + next()));
    }
    return parts.join('');
  };
}
