/** How commands write what is known of files. */
import type { Stat } from "../../../vfs/index.ts";

const letters = { file: "-", directory: "d", symlink: "l" } as const;
const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** Such as `-rw-r--r--`. */
export function modeText({ type, mode }: Pick<Stat, "type" | "mode">): string {
  const bits = [..."rwxrwxrwx"].map((letter, index) => ((mode >> (8 - index)) & 1 ? letter : "-"));
  return (letters[type] ?? "?") + bits.join("");
}

/** Such as `Jan  5 10:00`, in UTC. */
export function timeText(timeNs: bigint): string {
  const time = new Date(Number(timeNs / 1_000_000n));
  const day = String(time.getUTCDate()).padStart(2);
  const [hours, minutes] = [time.getUTCHours(), time.getUTCMinutes()].map((part) =>
    String(part).padStart(2, "0"),
  );
  return `${months[time.getUTCMonth()]} ${day} ${hours}:${minutes}`;
}

/** Such as `2024-01-05 10:00:00.000000000 +0000`, in UTC. */
export function longTimeText(timeNs: bigint): string {
  const [day, rest = ""] = new Date(Number(timeNs / 1_000_000n)).toISOString().split("T");
  const fraction = String(((timeNs % 1_000_000_000n) + 1_000_000_000n) % 1_000_000_000n);
  return `${day} ${rest.slice(0, 8)}.${fraction.padStart(9, "0")} +0000`;
}

/** Such as `1.5K`, rounded up as GNU does. */
export function humanSize(size: number): string {
  if (size < 1024) return String(size);
  let value = size;
  let unit = "";
  for (const next of "KMGTP") {
    if (value < 1024) break;
    value /= 1024;
    unit = next;
  }
  const shown = value < 10 ? (Math.ceil(value * 10) / 10).toFixed(1) : String(Math.ceil(value));
  return shown + unit;
}
