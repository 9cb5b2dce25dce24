/** Which exports a module keeps, and which of its mutable globals it shows, when a caller chooses. */
import { ByteReader } from "./byte-reader.ts";
import { externKinds, type ModuleIndex, readExportNames, sectionIds } from "./module-index.ts";
import type { ExportOptions } from "./options.ts";
import type { ExtraExport } from "./sections/exports.ts";
import { findMutableGlobals } from "./sections/globals.ts";

/** A choice, checked against the module. */
export interface ChosenExports {
  /** Undefined: all. */
  readonly keep: ReadonlySet<string> | undefined;
  readonly globals: readonly ExtraExport[];
}

/** Checks a choice. Throws `RangeError` for an export that the module does not have, and for a name given twice. */
export function chooseExports(
  index: ModuleIndex,
  options: ExportOptions | undefined,
): ChosenExports {
  if (options === undefined) return { keep: undefined, globals: [] };
  const keep = new Set(options.keep);
  const known = readExportNames(index);
  for (const name of keep) {
    if (!known.has(name)) {
      throw new RangeError(`Cannot keep export "${name}": the module has no export of that name`);
    }
  }
  const globals = options.globals === undefined ? [] : exportGlobals(index, options.globals);
  for (const { name } of globals) {
    if (keep.has(name)) {
      throw new RangeError(
        `Cannot export a global as "${name}": the module has an export of that name`,
      );
    }
  }
  return { keep, globals };
}

function exportGlobals(index: ModuleIndex, prefix: string): ExtraExport[] {
  const section = index.sections.find(({ id }) => id === sectionIds.global);
  if (section === undefined) return [];
  const reader = new ByteReader(index.bytes, section.start, section.end);
  return findMutableGlobals(reader)
    .map((defined) => index.importedGlobals + defined)
    .map((global, i) => ({ name: `${prefix}${i}`, kind: externKinds.global, index: global }));
}
