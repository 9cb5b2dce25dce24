/**
 * Looks where a Python program is, as often as its fuel allows, and divides the fuel among functions
 * and lines. It reads the interpreter's memory from outside: the program runs as it would without it.
 */
import type { Profile } from "../../profile/profile.ts";
import type { ProfileSampler } from "../../profile/profiler.ts";
import { type CodeObject, CodeObjects } from "./code-objects.ts";
import { GuestReader } from "./guest-reader.ts";
import type { PythonLayout } from "./layout.ts";
import { type Count, type FunctionCount, type LineCount, ProfileCounts } from "./profile-counts.ts";

/** What of a run's fuel an instruction belongs to. */
type Phase = "start" | "imports" | "program";

/** Where the program was at one look. */
interface Place {
  phase: Phase;
  /** The innermost function and line; the line only of the program's own files. */
  function: FunctionCount;
  line: LineCount | undefined;
  /** All functions and lines that wait for it, and it: each once. */
  readonly functions: CountList<FunctionCount>;
  readonly lines: CountList<LineCount>;
}

/** A list that keeps its room when it is emptied. */
interface CountList<C extends Count> {
  readonly counts: C[];
  length: number;
}

/** Frames that one look goes up. A program may recurse deeper; what is further out gets no part in its total then. */
const maxFrames = 512;

/** The work of a look, in frames that it goes up: what it takes besides them, and what reading a code object takes. */
const lookWork = 12;
const readWork = 200;

/** A look is due after as much fuel as a share of the work that looking has been so far: it stays in proportion to the run. */
const fuelPerWork: number = 1 / (64 * lookWork);

/** Up to this much fuel between two looks, all of it is that of the first place: what it called is what was seen. */
const fineInterval = 256;

/** Samples one interpreter. */
export class PythonSampler implements ProfileSampler {
  readonly #reader: GuestReader;
  readonly #layout: PythonLayout;
  readonly #counts = new ProfileCounts();
  readonly #codes: CodeObjects;
  readonly #interpreterCount: FunctionCount;
  #here: Place;
  #spare: Place;
  #samples = 0;
  #work = 0;
  #interval = 0;
  #noise = 1;
  #unplaced = 0;
  readonly #phases = { start: 0, imports: 0, program: 0 };

  constructor(
    memory: Pick<WebAssembly.Memory, "buffer">,
    layout: PythonLayout,
    isOwn: (file: string) => boolean,
  ) {
    this.#reader = new GuestReader(memory);
    this.#layout = layout;
    this.#codes = new CodeObjects(this.#reader, layout, this.#counts, isOwn);
    this.#interpreterCount = this.#counts.function("", "(interpreter)", 0);
    this.#here = this.#newPlace();
    this.#spare = this.#newPlace();
  }

  /** Fuel after which it is to look again. */
  get interval(): number {
    return this.#interval;
  }

  take(fuel: number, isGuest: boolean): void {
    const before = this.#here;
    const due = this.#interval;
    // A long way without a function being entered is one function's work: that of who calls it now.
    const first = due <= fineInterval ? fuel : Math.min(fuel, due);
    this.#add(before, first, isGuest);
    this.#look();
    if (fuel > first) this.#add(this.#here, fuel - first, isGuest);
    this.#interval = this.#nextInterval();
  }

  /** Between 0 and twice what is due: a loop must not always be met at the same place. The same numbers in every run. */
  #nextInterval(): number {
    this.#noise = (Math.imul(this.#noise, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((this.#work * fuelPerWork * this.#noise) / 2 ** 31);
  }

  phases(): { readonly start: number; readonly imports: number } {
    return this.#phases;
  }

  tables(): Pick<Profile, "functions" | "lines" | "unplaced" | "samples"> {
    return {
      functions: this.#counts.functions(),
      lines: this.#counts.lines(),
      unplaced: this.#unplaced,
      samples: this.#samples,
    };
  }

  #newPlace(): Place {
    const count = this.#interpreterCount;
    const functions = { counts: [count], length: 1 };
    const lines = { counts: [], length: 0 };
    return { phase: "start", function: count, line: undefined, functions, lines };
  }

  #add(place: Place, fuel: number, isGuest: boolean): void {
    if (fuel === 0) return;
    if (isGuest) this.#phases[place.phase] += fuel;
    place.function.self += fuel;
    if (place.line === undefined) this.#unplaced += fuel;
    else place.line.self += fuel;
    addTotals(place.functions, fuel);
    addTotals(place.lines, fuel);
  }

  /** Makes `#here` the place where the program is. */
  #look(): void {
    const reader = this.#reader;
    reader.refresh();
    const place = this.#spare;
    this.#spare = this.#here;
    this.#here = place;
    place.functions.length = 0;
    place.lines.length = 0;
    place.line = undefined;
    place.phase = "program";
    const sample = ++this.#samples;
    const { runtime, interpretersHead, threadsHead, currentFrame, frame: at } = this.#layout;
    const thread = reader.word(reader.word(runtime + interpretersHead) + threadsHead);
    let frame = reader.word(thread + currentFrame);
    const readBefore = this.#codes.reads;
    let driver: CodeObject | undefined;
    let frames = 0;
    let lastExecutable = 0;
    let lastInstruction = 0;
    for (; frame !== 0 && frames < maxFrames; frame = reader.word(frame + at.previous)) {
      frames++;
      const executable = reader.word(frame + at.executable);
      const instruction = reader.word(frame + at.instruction);
      // The rounds of a recursion are at the same place.
      if (executable === lastExecutable && instruction === lastInstruction) continue;
      lastExecutable = executable;
      lastInstruction = instruction;
      const code = this.#codes.find(executable);
      if (code === undefined) continue;
      if (code.isDriver) {
        driver = code;
        break;
      }
      if (code.isImport) place.phase = "imports";
      add(place.functions, code.function, sample);
      const line = code.line(instruction);
      if (line === undefined) continue;
      place.line ??= line;
      add(place.lines, line, sample);
    }
    this.#work += lookWork + frames + (this.#codes.reads - readBefore) * readWork;
    const [innermost] = place.functions.counts;
    const isInProgram = driver === undefined ? frames === maxFrames : driver.isEntry;
    if (innermost === undefined || place.functions.length === 0 || !isInProgram) {
      this.#beAtStart(place);
    } else place.function = innermost;
  }

  #beAtStart(place: Place): void {
    place.phase = "start";
    place.function = this.#interpreterCount;
    place.functions.counts[0] = this.#interpreterCount;
    place.functions.length = 1;
    place.line = undefined;
    place.lines.length = 0;
  }
}

/** Adds `count` to the list unless this sample has met it already. */
function add<C extends Count>(list: CountList<C>, count: C, sample: number): void {
  if (count.seen === sample) return;
  count.seen = sample;
  list.counts[list.length++] = count;
}

function addTotals({ counts, length }: CountList<Count>, fuel: number): void {
  for (let index = 0; index < length; index++) {
    const count = counts[index];
    if (count !== undefined) count.total += fuel;
  }
}
