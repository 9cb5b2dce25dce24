import { expect, test } from "vitest";
import { removePowers } from "./disarm.ts";

test("removePowers() leaves only the listed names, on the object and on what it inherits from", () => {
  const prototype = { importScripts: () => {}, fetch: () => {}, crypto: {} };
  const scope: object = Object.create(prototype, {
    process: { value: {}, configurable: true },
    stubborn: { value: 1, configurable: false, writable: true },
    Map: { value: Map, configurable: true },
    [Symbol.for("undici.globalDispatcher.1")]: { value: {}, configurable: true },
    [Symbol.toStringTag]: { value: "global", configurable: true },
  });
  removePowers(scope);
  expect(Reflect.ownKeys(scope)).toEqual(["stubborn", "Map", Symbol.toStringTag]);
  expect(Reflect.get(scope, "stubborn")).toBeUndefined();
  expect(Reflect.ownKeys(prototype)).toEqual(["crypto"]);
});

test("removePowers() stops before the prototypes that every object has", () => {
  const before = Reflect.ownKeys(Object.prototype);
  const target = new EventTarget();
  removePowers(Object.create(target));
  expect(Reflect.ownKeys(Object.prototype)).toEqual(before);
  expect(EventTarget.prototype.addEventListener).toBeTypeOf("function");
});
