/** The table of WASI calls: what a guest does, and what it must get. */
import type { WasiCase } from "./case.ts";
import { dataCases } from "./data.ts";
import { descriptorCases } from "./descriptors.ts";
import { nameCases } from "./names.ts";
import { openCases } from "./open.ts";
import { pointerTable } from "./pointers.ts";
import { pollCases } from "./poll.ts";
import { readdirCases } from "./readdir.ts";
import { statCases } from "./stat.ts";
import { surroundingCases } from "./surroundings.ts";
import { unstableCases } from "./unstable.ts";

/** Every case; each stands alone. */
export const wasiCases: readonly WasiCase[] = [
  ...surroundingCases,
  ...descriptorCases,
  ...dataCases,
  ...openCases,
  ...nameCases,
  ...statCases,
  ...readdirCases,
  ...pollCases,
  ...unstableCases,
  ...pointerTable,
];
