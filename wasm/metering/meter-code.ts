/** Meters every function body of a module, one after another, on reused buffers. */
import { ByteReader } from "../byte-reader.ts";
import { type ModuleIndex, sectionIds } from "../module-index.ts";
import type { Settings } from "../options.ts";
import { AppendedTypes } from "../sections/appended-types.ts";
import { WasmError } from "../wasm-error.ts";
import { ActionList } from "./action-list.ts";
import { CodeWriter } from "./code-writer.ts";
import { BodyDecoder } from "./decode-body.ts";
import { BodyEmitter } from "./emit-body.ts";
import { EventList } from "./event-list.ts";
import { StoreFinder } from "./find-stores.ts";
import { FunctionBody } from "./function-body.ts";
import { FunctionPlan } from "./function-plan.ts";
import { createScope, type MeteringScope } from "./metering-scope.ts";
import { ChargePlanner } from "./plan-charges.ts";
import { PrivateTables } from "./private-tables.ts";
import { findForeignTailCallers } from "./tail-callers.ts";

/** Engines refuse larger bodies. */
const MAX_WRITTEN_BODY_BYTES = 7_654_321;

/**
 * How far metered code may outgrow its module. Real modules grow by half; one of nothing but tiny
 * functions could grow tenfold and fill the host's memory.
 */
const MAX_GROWTH = 4;
const SPARE_BYTES = 2 ** 24;

/** Metered bodies, not yet with the wrappers that other sections ask for. */
export interface MeteredCode {
  readonly scope: MeteringScope;
  readonly types: AppendedTypes;
  /** The bodies, each with its size. */
  readonly bodies: CodeWriter;
}

/** Meters the code section. */
export function meterCode(index: ModuleIndex, settings: Settings): MeteredCode {
  const tables = new PrivateTables(index, settings);
  const planFor = (demoted: ReadonlySet<number>): FunctionPlan => {
    tables.changed = false;
    return new FunctionPlan(index, settings, demoted, tables);
  };
  const none = new Set<number>();
  const code = tryMeterCode(index, settings, planFor(none));
  if (code !== undefined) return code;
  // Tail calls that fuel cannot take in a register and code that uses tables are rare, so only now
  // look for all of them.
  const scope = createScope(index, settings, planFor(none));
  const demoted = findForeignTailCallers(scope);
  const second = tryMeterCode(index, settings, planFor(demoted));
  if (second === undefined)
    throw new WasmError(
      "WASM_UNSUPPORTED",
      "Cannot instrument module: its tail calls form no plan",
    );
  return second;
}

/** Undefined when a function that takes fuel in a register turns out not to be able to, or a table not to be private. */
function tryMeterCode(
  index: ModuleIndex,
  settings: Settings,
  functions: FunctionPlan,
): MeteredCode | undefined {
  const scope = createScope(index, settings, functions);
  const types = new AppendedTypes(index.bytes, index.types, scope.limitsStack);
  const section = index.sections.find(({ id }) => id === sectionIds.code);
  if (section === undefined) return { scope, types, bodies: new CodeWriter() };
  const capacity = Math.ceil((section.end - section.start) * 1.6) + 1024;
  const out = new CodeWriter(capacity, index.bytes.length * MAX_GROWTH + SPARE_BYTES);
  const events = new EventList();
  const actionList = new ActionList();
  const decoder = new BodyDecoder(scope, events);
  const planner = new ChargePlanner(scope, events, actionList);
  const stores = new StoreFinder(events);
  const emitter = new BodyEmitter(scope, events, actionList, types, out);
  const reader = new ByteReader(index.bytes, section.start, section.end);
  const body = new FunctionBody();
  const count = reader.u32();
  for (let i = 0; i < count; i++) {
    const functionIndex = index.importedFunctions + i;
    body.read(reader, scope, functionIndex);
    const register = functions.registers[functionIndex] === 1;
    const firstMoved = register ? body.parameters : Number.POSITIVE_INFINITY;
    decoder.decode(body.codeStart, body.end, firstMoved);
    if (functions.tables.changed || (register && events.hasForeignTailCall)) return undefined;
    if (settings.exactTraps) stores.find();
    planner.plan(register);
    const before = out.length;
    emitter.emit(body, register, decoder.frameBytes(body));
    if (out.length - before > MAX_WRITTEN_BODY_BYTES) {
      throw new WasmError(
        "WASM_LIMIT",
        `Cannot instrument module: function "${functionIndex}" becomes larger than engines allow`,
        body.codeStart,
      );
    }
    reader.offset = body.end;
  }
  return { scope, types, bodies: out };
}
