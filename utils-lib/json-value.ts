/** Plain data as JSON has it: the only data that crosses the doors. */

/** Any data of JSON. */
export type JsonValue = null | boolean | number | string | readonly JsonValue[] | JsonRecord;

/** An object of JSON. */
export interface JsonRecord {
  readonly [key: string]: JsonValue;
}

/** How deep data may nest. */
export const maxJsonDepth: number = 200;

/** What {@link copyJson} reports instead of a copy. */
export class NotJson extends Error {
  override readonly name = "NotJson";
}

/**
 * Copies data that may be anything: what is not plain, nests deeper than {@link maxJsonDepth} or
 * holds itself is refused. Calls `pay` for each value with the characters of it and of its key,
 * before it is copied. Keys such as `__proto__` are kept as keys.
 *
 * @throws {NotJson} whose message ends a sentence that begins with what the data "must be".
 */
export function copyJson(value: unknown, pay: (characters: number) => void): JsonValue {
  return copy(value, 1, 0);

  function copy(item: unknown, depth: number, keyLength: number): JsonValue {
    pay(typeof item === "string" ? item.length + keyLength : keyLength);
    if (item === null || typeof item === "string" || typeof item === "boolean") return item;
    if (typeof item === "number") {
      if (Number.isFinite(item)) return item;
      throw new NotJson(`plain data, got ${item}`);
    }
    if (typeof item !== "object") {
      throw new NotJson(`plain data, got ${item === undefined ? "nothing" : `a ${typeof item}`}`);
    }
    if (depth > maxJsonDepth) throw new NotJson(`nested at most ${maxJsonDepth} deep`);
    if (Array.isArray(item)) return Array.from(item, (member) => copy(member, depth + 1, 0));
    if (!isPlain(item)) throw new NotJson("plain data, got an object of a class");
    const record: Record<string, JsonValue> = {};
    for (const [key, member] of Object.entries(item)) {
      setMember(record, key, copy(member, depth + 1, key.length));
    }
    return record;
  }
}

/** Sets a member of its own, even `__proto__`, which assignment would take for something else. */
export function setMember<Value>(record: Record<string, Value>, key: string, value: Value): void {
  if (key !== "__proto__") record[key] = value;
  else {
    const flags = { enumerable: true, configurable: true, writable: true };
    Object.defineProperty(record, key, { ...flags, value });
  }
}

function isPlain(item: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(item);
  // An object of another realm has that realm's prototype, which has none above it.
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}
