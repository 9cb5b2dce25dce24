/** One time zone: read from the packed form of moment-timezone, written as a TZif file (RFC 8536). */
import { findRule } from "./rule.mjs";

/**
 * Reads `name|abbreviations|offsets|periods|transitions`, https://momentjs.com/timezone/docs/#/data-formats/packed-format/.
 * A period is `{ offset, name, isDst }`, offsets in seconds east; `transitions[n]` (seconds) starts `periods[n + 1]`.
 */
export function readZone(packed) {
  const [name, names, offsets, kinds, steps] = packed.split("|");
  let time = 0;
  const transitions = (steps ? steps.split(" ") : []).map((step) => {
    time += Math.round(readNumber(step) * 60);
    return time;
  });
  const abbreviations = names.split(" ");
  const east = offsets.split(" ").map((offset) => -Math.round(readNumber(offset) * 60));
  const periods = [...kinds].map((kind) => {
    const index = readDigit(kind);
    return { offset: east[index], name: abbreviations[index] };
  });
  const isDst = periods.map((_, index) => isSummer(name, periods, transitions, index));
  return {
    name,
    transitions,
    periods: periods.map((period, n) => ({ ...period, isDst: isDst[n] })),
  };
}

/** Zones whose winter is the exception to their standard time, and since when. */
const winterIsException = new Map([
  ["Africa/Casablanca", 1_540_692_000],
  ["Africa/El_Aaiun", 1_540_692_000],
  ["Africa/Windhoek", 764_200_800],
  ["Europe/Dublin", -37_242_000],
]);

const summerName = /^(?:[A-Z]+[DWP]T|[CEW]EM?ST|[CW]EMT|BDST|MSD|MDST)$/;
const summerDays = 400;
const maxStep = 3 * 3600;

/** The packed form does not say it: the name does, or else an offset that is larger for some months. */
function isSummer(zone, periods, transitions, index) {
  if (index === 0) return false;
  const { name, offset } = periods[index];
  const before = periods[index - 1].offset;
  if (transitions[index - 1] >= (winterIsException.get(zone) ?? Number.POSITIVE_INFINITY)) {
    return offset < before;
  }
  if (summerName.test(name)) return true;
  const after = periods[index + 1]?.offset ?? Number.POSITIVE_INFINITY;
  const seconds = transitions[index] - transitions[index - 1];
  // What moves to the other side of the date line does not turn to summer.
  const isStep = offset > before && offset - before <= maxStep;
  return isStep && offset > after && seconds < summerDays * 86_400;
}

const digits = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWX";
const readDigit = (digit) => digits.indexOf(digit);

/** A number to the base of 60. */
function readNumber(text) {
  const sign = text.startsWith("-") ? -1 : 1;
  const [whole, fraction = ""] = text.replace("-", "").split(".");
  const integer = [...whole].reduce((sum, digit) => sum * 60 + readDigit(digit), 0);
  return (
    sign * [...fraction].reduce((sum, digit, n) => sum + readDigit(digit) / 60 ** (n + 1), integer)
  );
}

const headerBytes = 44;

/** Writes the zone: an empty block of version 1, that of version 2, and the rule for the times after. */
export function encodeZone({ transitions, periods }) {
  // What goes on for ever is told by a last transition at the end of 32-bit time.
  const count = transitions.filter((time) => time < 2 ** 31 - 1).length;
  const kinds = [...new Set(periods.slice(0, count + 1).map((period) => JSON.stringify(period)))];
  const types = kinds.map((kind) => JSON.parse(kind));
  const names = [...new Set(types.map(({ name }) => name))];
  const text = names.map((name) => `${name}\0`).join("");
  const rule = findRule(transitions.slice(0, count), periods.slice(0, count + 1));
  const footer = `\n${rule}\n`;
  const size = 2 * headerBytes + 9 * count + 6 * types.length + text.length + footer.length;
  const file = Buffer.alloc(size);
  let at = writeHeader(file, 0, 0, 0, 0);
  at = writeHeader(file, at, count, types.length, text.length);
  for (let n = 0; n < count; n++) at = file.writeBigInt64BE(BigInt(transitions[n]), at);
  for (let n = 1; n <= count; n++)
    at = file.writeUInt8(kinds.indexOf(JSON.stringify(periods[n])), at);
  for (const { offset, isDst, name } of types) {
    at = file.writeInt32BE(offset, at);
    at = file.writeUInt8(isDst ? 1 : 0, at);
    at = file.writeUInt8(text.indexOf(`${name}\0`), at);
  }
  file.write(text + footer, at, "latin1");
  return file;
}

function writeHeader(file, start, timeCount, typeCount, nameBytes) {
  file.write("TZif2", start, "latin1");
  let at = start + 32;
  for (const number of [timeCount, typeCount, nameBytes]) at = file.writeInt32BE(number, at);
  return start + headerBytes;
}
