import { expect, test } from "vitest";
import { utilities } from "../utils-lib/index.ts";
import { describeSandbox } from "./describe.ts";
import { defaultLimits } from "./limits.ts";

test("describeSandbox() takes fewer than 1,500 tokens", () => {
  // A token of English or code has four characters on average; 3.5 is on the safe side.
  expect(describeSandbox(defaultLimits).length / 3.5).toBeLessThan(1_500);
});

test("describeSandbox() names packages, as many as fit", () => {
  const packages = Array.from({ length: 40 }, (_, index) => ({
    name: `package-number-${index}`,
    version: "2024.10.1",
  }));
  const text = describeSandbox(defaultLimits, packages);
  expect(text).toContain("(package-number-0 2024.10.1, package-number-1 2024.10.1, ");
  expect(text).toContain(", 25 more in importlib.metadata.distributions())");
  expect(text.length / 3.5).toBeLessThan(1_500);
  expect(describeSandbox(defaultLimits, packages.slice(0, 1))).toContain(
    "no packages to install but what Python has here (package-number-0 2024.10.1), no processes",
  );
});

test("describeSandbox() names the limits", () => {
  const text = describeSandbox({
    ...defaultLimits,
    fuel: 5_000_000,
    memoryBytes: 64 * 2 ** 20,
    timeoutMs: 2_500,
  });
  expect(text).toContain("5,000,000 fuel");
  expect(text).toContain("64 MiB memory, 2.5 s, 2,000,000 bytes of stdout, 1,000,000 of stderr");
});

test.each(Object.values(utilities).map(({ name }) => name))(
  "describeSandbox() names %s",
  (name) => {
    expect(describeSandbox(defaultLimits)).toContain(`\n${name}(`);
  },
);

test.each(["Python", "JavaScript", "WASI", "/app", "data", "group_by(", "PATH_ESCAPE_ATTEMPT"])(
  "describeSandbox() speaks of %s",
  (word) => {
    expect(describeSandbox(defaultLimits)).toContain(word);
  },
);

test("describeSandbox() says when Python is warned, if it is", () => {
  const warned = describeSandbox({ ...defaultLimits, fuelWarning: 0.9 });
  expect(warned).toMatch(/FuelWarning.* when 90 % of the fuel is used\./);
  expect(describeSandbox(defaultLimits)).not.toMatch(/FuelWarning/);
});
