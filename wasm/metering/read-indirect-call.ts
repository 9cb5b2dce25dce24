/** Reads the immediates of calls through tables. */
import type { ByteReader } from "../byte-reader.ts";
import { roles } from "../operator-kinds.ts";
import { type EventList, indirectCalls, temporaries } from "./event-list.ts";
import type { MeteringScope } from "./metering-scope.ts";

/** Returns one of `indirectCalls`; a table that cannot stay private is none from then on. */
export function readIndirectCall(
  { index, functions: { tables } }: MeteringScope,
  reader: ByteReader,
  role: number,
  events: EventList,
): number {
  const at = reader.offset;
  const typeIndex = reader.u32();
  const table = reader.u32();
  if (!tables.isPrivate(table)) return indirectCalls.outer;
  // A tail call could not give the results of another caller.
  if (role !== roles.callReference || !tables.canCall(typeIndex)) {
    tables.publish(table);
    return indirectCalls.outer;
  }
  events.patch(~at);
  const isWide = index.tables[table]?.is64 === true;
  events.temporaries |= isWide ? temporaries.length64 : temporaries.length32;
  return isWide ? indirectCalls.innerWide : indirectCalls.inner;
}
