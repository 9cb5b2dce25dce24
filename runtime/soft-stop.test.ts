import { expect, test } from "vitest";
import { createFuelAccount } from "./fuel-account.ts";
import { createSoftStop, type SoftStopOptions } from "./soft-stop.ts";

function open(options: Partial<SoftStopOptions> = {}, limit = 1_000n) {
  const fuel = createFuelAccount(limit);
  return { fuel, soft: createSoftStop({ fuel, fuelWarning: 0, interrupts: false, ...options }) };
}

test("take() warns once, when the share of the fuel is used", () => {
  const { fuel, soft } = open({ fuelWarning: 0.8 });
  fuel.charge(800);
  expect(soft.take()).toBeUndefined();
  fuel.charge(1);
  expect(soft.take()).toBe("fuel-warning");
  fuel.charge(100);
  expect(soft.take()).toBeUndefined();
});

test("take() never warns when nobody asked for it", () => {
  const { fuel, soft } = open();
  fuel.charge(1_000);
  expect(soft.take()).toBeUndefined();
});

test("mayGoOn() refuses when the guest is not to be interrupted, or exits by itself", () => {
  expect(open().soft.mayGoOn("cancelled")).toBe(false);
  const { soft } = open({ interrupts: true }, 10n ** 9n);
  expect(soft.mayGoOn("exited")).toBe(false);
  expect(soft.isInterrupting).toBe(false);
});

test("mayGoOn() lets a guest go on for 100 M of fuel, in which it hears of one interrupt", () => {
  const { fuel, soft } = open({ interrupts: true }, 10n ** 9n);
  expect(soft.mayGoOn("timed-out")).toBe(true);
  expect([soft.isInterrupting, soft.interruptedBy]).toEqual([true, undefined]);
  expect(soft.take()).toBe("interrupt");
  expect([soft.isInterrupting, soft.interruptedBy]).toEqual([false, "timed-out"]);
  fuel.charge(99_999_999);
  expect(soft.mayGoOn("cancelled")).toBe(true);
  expect(soft.take()).toBeUndefined();
  fuel.charge(1);
  expect(soft.mayGoOn("cancelled")).toBe(false);
  expect(soft.interruptedBy).toBe("timed-out");
});
