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
  readonly functions: FunctionCount[];
  readonly lines: LineCount[];
}

/** Frames that one look goes up. A program may recurse deeper; what is further out gets no part in its total then. */
const maxFrames = 512;

/** A look is due after as much fuel as a share of the work that looking has been so far: it stays in proportion to the run. */
const workShift = 9;

/** What reading a code object counts for, in looks. */
const readWork = 16;

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
    return Math.floor(((this.#work >>> workShift) * this.#noise) / 2 ** 31);
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
    return { phase: "start", function: count, line: undefined, functions: [count], lines: [] };
  }

  #add(place: Place, fuel: number, isGuest: boolean): void {
    if (fuel === 0) return;
    if (isGuest) this.#phases[place.phase] += fuel;
    place.function.self += fuel;
    for (const count of place.functions) count.total += fuel;
    if (place.line === undefined) this.#unplaced += fuel;
    else place.line.self += fuel;
    for (const count of place.lines) count.total += fuel;
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
    for (; frame !== 0 && frames < maxFrames; frame = reader.word(frame + at.previous)) {
      frames++;
      const code = this.#codes.find(reader.word(frame + at.executable));
      if (code === undefined) continue;
      if (code.isDriver) {
        driver = code;
        break;
      }
      if (code.isImport) place.phase = "imports";
      if (isFirst(code.function, sample)) place.functions.push(code.function);
      const line = code.line(reader.word(frame + at.instruction));
      if (line === undefined) continue;
      place.line ??= line;
      if (isFirst(line, sample)) place.lines.push(line);
    }
    this.#work += 1 + (frames >>> 2) + (this.#codes.reads - readBefore) * readWork;
    const [innermost] = place.functions;
    const isInProgram = driver === undefined ? frames === maxFrames : driver.isEntry;
    if (innermost === undefined || !isInProgram) this.#beAtStart(place);
    else place.function = innermost;
  }

  #beAtStart(place: Place): void {
    place.phase = "start";
    place.function = this.#interpreterCount;
    place.functions.length = 0;
    place.functions.push(this.#interpreterCount);
    place.line = undefined;
    place.lines.length = 0;
  }
}

/** Whether `count` is met in this sample for the first time. */
function isFirst(count: Count, sample: number): boolean {
  if (count.seen === sample) return false;
  count.seen = sample;
  return true;
}
