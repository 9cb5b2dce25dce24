/**
 * Functions that must keep their type, because they end in a call whose results could not carry
 * fuel: to an import, through a table or reference, or to another such function.
 */
import { ByteReader } from "../byte-reader.ts";
import { sectionIds } from "../module-index.ts";
import { roles } from "../operator-kinds.ts";
import { BodyDecoder } from "./decode-body.ts";
import { EventList } from "./event-list.ts";
import { FunctionBody } from "./function-body.ts";
import type { MeteringScope } from "./metering-scope.ts";

/** Finds them all, and makes every table public that code uses. `scope` must be the one under which every function that can takes fuel in a register. */
export function findForeignTailCallers(scope: MeteringScope): ReadonlySet<number> {
  const { index } = scope;
  const found = new Set<number>();
  const callersOf = new Map<number, number[]>();
  const section = index.sections.find(({ id }) => id === sectionIds.code);
  if (section === undefined) return found;
  const events = new EventList();
  const decoder = new BodyDecoder(scope, events);
  const reader = new ByteReader(index.bytes, section.start, section.end);
  const body = new FunctionBody();
  const count = reader.u32();
  for (let i = 0; i < count; i++) {
    const caller = index.importedFunctions + i;
    body.read(reader, scope, caller);
    decoder.decode(body.codeStart, body.end, Number.POSITIVE_INFINITY);
    reader.offset = body.end;
    if (events.hasForeignTailCall) found.add(caller);
    for (let event = 1; event < events.count; event++) {
      if (events.roles[event] !== roles.tailCall) continue;
      const callee = events.operands[event] ?? 0;
      const callers = callersOf.get(callee);
      if (callers === undefined) callersOf.set(callee, [caller]);
      else if (callers.at(-1) !== caller) callers.push(caller);
    }
  }
  // A set that grows while it is walked: callers of callers are visited, too.
  for (const callee of found) {
    for (const caller of callersOf.get(callee) ?? []) found.add(caller);
  }
  return found;
}
