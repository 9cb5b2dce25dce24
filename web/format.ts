/** Numbers as people read them. */

const steps: readonly (readonly [size: number, unit: string])[] = [
  [1e9, " G"],
  [1e6, " M"],
  [1e3, " k"],
];

/** A count with three digits and a unit: `12.3 M`. */
export function formatCount(count: number): string {
  const [size, unit] = steps.find(([least]) => count >= least) ?? [1, ""];
  return `${threeDigits(count / size)}${unit}`;
}

const sizes: readonly (readonly [size: number, unit: string])[] = [
  [2 ** 30, " GB"],
  [2 ** 20, " MB"],
  [2 ** 10, " KB"],
];

/** Bytes with three digits and a unit of 1,024: `1.5 KB`. */
export function formatBytes(bytes: number): string {
  const [size, unit] = sizes.find(([least]) => bytes >= least) ?? [1, " B"];
  return `${threeDigits(bytes / size)}${unit}`;
}

/** A time of a run: `12 ms`, `1.5 s`. */
export function formatMs(ms: number): string {
  return ms < 1000 ? `${Math.round(ms)} ms` : `${threeDigits(ms / 1000)} s`;
}

/** `2 files`, `1 file`. */
export function formatCounted(count: number, thing: string): string {
  return `${count.toLocaleString("en")} ${thing}${count === 1 ? "" : "s"}`;
}

function threeDigits(value: number): string {
  const decimals = value >= 100 || Number.isInteger(value) ? 0 : value >= 10 ? 1 : 2;
  return String(Number(value.toFixed(decimals)));
}
