/* ---- Payloads: every file is one call of `__bd` ---- */

var inbox = {};
global.__bd = function (name, text, sum) { inbox[name] = [text, sum]; };

function checksum(text) {
  var sum = 0x811c9dc5;
  for (var i = 0; i < text.length; i++) sum = Math.imul(sum ^ text.charCodeAt(i), 0x01000193);
  return sum >>> 0;
}

var DIGITS = new Uint8Array(128);
'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'.split('').forEach(function (digit, value) {
  DIGITS[digit.charCodeAt(0)] = value;
});

/* Four spare bytes at the end: `BitReader` looks ahead. */
function base64(text) {
  var bytes = new Uint8Array((text.length * 3 >> 2) + 4), buffer = 0, bits = 0, at = 0;
  for (var i = 0; i < text.length; i++) {
    buffer = (buffer << 6 | DIGITS[text.charCodeAt(i) & 127]) & 0xffff;
    bits += 6;
    if (bits >= 8) bytes[at++] = buffer >> (bits -= 8);
  }
  return bytes;
}
