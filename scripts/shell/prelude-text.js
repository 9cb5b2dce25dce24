// biome-ignore-all lint: the text is put in front of the interpreter, which uses what it declares
const $notAscii = /[^\0-\x7f]/;
const $notByte = /[^\0-\xff]/;
const $escaped = /[\udc80-\udcff]/;
/** How many bytes a text has in UTF-8. */
function $byteLength(text) {
  const { length } = text;
  $pay(length >> 3);
  if (length > 32 && !$notAscii.test(text)) return length;
  let total = length;
  for (let at = 0; at < length; at++) {
    const unit = text.charCodeAt(at);
    if (unit > 0x7ff) total += 2;
    else if (unit > 0x7f) total++;
    if (unit >= 0xd800 && unit <= 0xdbff && (text.charCodeAt(at + 1) & 0xfc00) === 0xdc00) {
      total--;
      at++;
    }
  }
  return total;
}
/** The text that characters which each stand for a byte are in UTF-8; what is text already stays it. */
function $toText(characters) {
  if (!characters) return characters;
  $pay(characters.length >> 3);
  if (!$notAscii.test(characters)) return characters;
  $pay(characters.length);
  return $notByte.test(characters) ? characters : $host.decode(characters);
}
/** Characters that each stand for a byte of `text`. */
function $toBytes(text) {
  if (!text) return text;
  $pay(text.length >> 3);
  if (!$notAscii.test(text)) return text;
  $pay(text.length);
  return $host.toCharacters(new TextEncoder().encode(text));
}
/** The text that numbers are in UTF-8. */
function $fromBytes(numbers) {
  $pay(numbers.length);
  return $host.decode($host.toCharacters(Uint8Array.from(numbers)));
}
/** A byte, as it stands in text. */
function $byte(number) {
  const byte = number & 0xff;
  return String.fromCharCode(byte < 0x80 ? byte : 0xdc00 + byte);
}
/** Text whose bytes came one by one, as the characters that they are together. */
function $joined(text) {
  $pay(text.length >> 3);
  return $escaped.test(text) ? $toText($toBytes(text)) : text;
}
/** What is replaced is the newlines at the end of a text, which `$(…)` leaves out. */
const $lastNewlines = {
  [Symbol.replace](text, other) {
    let end = text.length;
    while (end > 0 && text.charCodeAt(end - 1) === 10) end--;
    $pay((text.length - end) >> 1);
    return $joined(text.slice(0, end)) + other;
  },
};
