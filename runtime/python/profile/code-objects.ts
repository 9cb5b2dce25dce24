/** The code objects of a running program: what function each is, and what lines it has. */
import type { GuestReader } from "./guest-reader.ts";
import { readBytes, readText } from "./guest-text.ts";
import type { PythonLayout } from "./layout.ts";
import { readLineTable } from "./line-table.ts";
import type { FunctionCount, LineCount, ProfileCounts } from "./profile-counts.ts";

/** What a code object is to a profile. */
export interface CodeObject {
  readonly function: FunctionCount;
  /** The code that starts and ends programs. */
  readonly isDriver: boolean;
  /** The driver's functions under which the program itself runs. */
  readonly isEntry: boolean;
  /** The function that import statements call. */
  readonly isImport: boolean;
  /** The line of the instruction at an address; undefined in code that is not the program's own. */
  line(instruction: number): LineCount | undefined;
}

interface KnownCode extends CodeObject {
  readonly version: number;
  readonly filePointer: number;
  readonly namePointer: number;
  readonly tablePointer: number;
}

/** Names are read up to this many characters. */
const maxNameLength = 200;
/** Code objects that are kept. */
const maxKnown = 20_000;
/** Bytes of line tables that are read, and code units that lines are kept of: a guest can give many objects one huge table. */
const maxTableBytes = 4 * 2 ** 20;
const maxUnits = 4 * 2 ** 20;
/** The first bit of an address in a frame may say something else. */
const tagMask = ~3;

/** Reads code objects, and keeps what it has read as long as they are the same. */
export class CodeObjects {
  readonly #reader: GuestReader;
  readonly #layout: PythonLayout;
  readonly #counts: ProfileCounts;
  readonly #isOwn: (file: string) => boolean;
  readonly #known = new Map<number, KnownCode>();
  #codeType = 0;
  #tableBytesLeft = maxTableBytes;
  #unitsLeft = maxUnits;
  /** How much has been read in all, in code objects. */
  reads = 0;

  constructor(
    reader: GuestReader,
    layout: PythonLayout,
    counts: ProfileCounts,
    isOwn: (file: string) => boolean,
  ) {
    this.#reader = reader;
    this.#layout = layout;
    this.#counts = counts;
    this.#isOwn = isOwn;
  }

  /** What the executable of a frame is; undefined when it is no code object. */
  find(executable: number): CodeObject | undefined {
    const address = executable & tagMask;
    const known = this.#known.get(address);
    return known !== undefined && this.#isSame(known, address) ? known : this.#read(address);
  }

  #isSame(known: KnownCode, address: number): boolean {
    const { code } = this.#layout;
    const reader = this.#reader;
    return (
      reader.word(address + code.version) === known.version &&
      reader.word(address + code.lineTable) === known.tablePointer &&
      reader.word(address + code.name) === known.namePointer &&
      reader.word(address + code.file) === known.filePointer
    );
  }

  #read(address: number): KnownCode | undefined {
    if (!this.#isCode(address)) return undefined;
    this.reads++;
    const { code } = this.#layout;
    const reader = this.#reader;
    const pointers = {
      version: reader.word(address + code.version),
      filePointer: reader.word(address + code.file),
      namePointer: reader.word(address + code.name),
      tablePointer: reader.word(address + code.lineTable),
    };
    const file = readText(reader, pointers.filePointer, maxNameLength);
    const name = readText(reader, pointers.namePointer, maxNameLength);
    const firstLine = reader.word(address + code.firstLine);
    const isDriver = file === driverFile && name.startsWith("Driver.");
    const counts = this.#counts;
    const start = address + code.instructions;
    const rows: (LineCount | undefined)[] = [];
    let lines: Int32Array | undefined;
    const line = (instruction: number): LineCount | undefined => {
      const unit = (instruction - start) >>> 1;
      const row = rows[unit];
      if (row !== undefined) return row;
      lines ??= this.#readLines(pointers.tablePointer, firstLine);
      const added = counts.line(file, lines[unit] || firstLine);
      if (unit < lines.length) rows[unit] = added;
      return added;
    };
    const found: KnownCode = {
      ...pointers,
      function: counts.function(file, name, firstLine),
      isDriver,
      isEntry: isDriver && (name === "Driver.run" || name === "Driver.execute"),
      isImport: name === "_find_and_load" && file === "<frozen importlib._bootstrap>",
      line: this.#isOwn(file) ? line : () => undefined,
    };
    if (this.#known.size >= maxKnown) this.#known.clear();
    this.#known.set(address, found);
    return found;
  }

  #isCode(address: number): boolean {
    const reader = this.#reader;
    const type = reader.word(address + this.#layout.type);
    // There is one type of code objects, and no class can be derived from it.
    if (this.#codeType !== 0 || type === 0) return type === this.#codeType && type !== 0;
    const name = reader.bytes(reader.word(type + this.#layout.typeName), codeName.length);
    if (name.length < codeName.length || !codeName.every((byte, index) => name[index] === byte)) {
      return false;
    }
    this.#codeType = type;
    return true;
  }

  #readLines(table: number, firstLine: number): Int32Array {
    const bytes = readBytes(this.#reader, table, this.#tableBytesLeft);
    this.#tableBytesLeft -= bytes.length;
    const lines = readLineTable(bytes, firstLine, this.#unitsLeft);
    this.#unitsLeft -= lines.length;
    return lines;
  }
}

/** How the driver's code calls its file. */
const driverFile = "<string>";
/** "code" and the zero byte at its end. */
const codeName = [0x63, 0x6f, 0x64, 0x65, 0];
