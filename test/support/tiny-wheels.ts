/** Wheels that are made on the spot. */
import { createHash } from "node:crypto";
import { type Zippable, zipSync } from "fflate";

/** What a wheel is made of; absent parts have a plain default. */
export interface TinyWheel {
  readonly name: string;
  readonly version?: string;
  readonly files: Readonly<Record<string, string | Uint8Array>>;
  /** Lines of METADATA besides name and version. */
  readonly metadata?: readonly string[];
  readonly tag?: string;
}

/** A wheel and the name of its file. */
export interface MadeWheel {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly file: string;
}

const bytesOf = (content: string | Uint8Array): Uint8Array =>
  typeof content === "string" ? new TextEncoder().encode(content) : content;

/** Makes a wheel: the same bytes each time. */
export function makeWheel({
  name,
  version = "1.0",
  files,
  metadata = [],
  tag = "py3-none-any",
}: TinyWheel): MadeWheel {
  const stem = `${name.replaceAll("-", "_")}-${version}`;
  const info = `${stem}.dist-info`;
  const header = ["Metadata-Version: 2.1", `Name: ${name}`, `Version: ${version}`, ...metadata];
  const all: Record<string, string | Uint8Array> = {
    ...files,
    [`${info}/METADATA`]: `${header.join("\n")}\n\nName: not this one\n`,
    [`${info}/WHEEL`]: `Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: ${tag}\n`,
  };
  const record = Object.entries(all).map(([path, content]) => {
    const hash = createHash("sha256").update(bytesOf(content)).digest("base64url");
    return `${path},sha256=${hash},${bytesOf(content).length}`;
  });
  all[`${info}/RECORD`] = `${[...record, `${info}/RECORD,,`].join("\n")}\n`;
  return { bytes: zip(all), file: `${stem}-${tag}.whl` };
}

/** A zip archive, the same bytes each time. */
export function zip(files: Readonly<Record<string, string | Uint8Array>>): Uint8Array<ArrayBuffer> {
  const entries: Zippable = Object.fromEntries(
    Object.entries(files).map(([path, content]) => [path, bytesOf(content)]),
  );
  return new Uint8Array(zipSync(entries, { mtime: "2025-01-01T00:00:00", level: 6 }));
}

/** One module, which says who it is. */
export const greeter: MadeWheel = makeWheel({
  name: "tiny-greeter",
  version: "1.2.0",
  files: {
    "tiny_greeter.py": '"""Greets."""\n\n\ndef greet(name):\n    return f"Hello, {name}!"\n',
    "tiny_greeter-1.2.0.dist-info/licenses/LICENSE": "MIT\n",
    "tiny_greeter-1.2.0.dist-info/entry_points.txt":
      "[console_scripts]\ntiny-greet = tiny_greeter:greet\n",
  },
  metadata: ["License-Expression: MIT", "License-File: LICENSE"],
});

/** A package with data, which needs the greeter. */
export const party: MadeWheel = makeWheel({
  name: "Tiny.Party",
  version: "0.3",
  files: {
    "tiny_party/__init__.py": [
      "from importlib.resources import files",
      "from tiny_greeter import greet",
      "from .guests import parse",
      "",
      "",
      "def invite():",
      '    return [greet(name) for name in parse(files(__name__).joinpath("guests.txt").read_text())]',
      "",
    ].join("\n"),
    "tiny_party/guests.py": "def parse(text):\n    return text.split()\n",
    "tiny_party/guests.txt": "Ada Grace\n",
    "tiny_party/broken.py": "def f(:\n",
    "Tiny.Party-0.3.data/purelib/tiny_extra.py": "VALUE = 7\n",
    "Tiny.Party-0.3.data/scripts/tiny-party": "#!python\n",
  },
  metadata: [
    "Requires-Dist: tiny_greeter (>=1.0,<2)",
    'Requires-Dist: tiny-windows; sys_platform == "win32"',
    'Requires-Dist: tiny-tests; extra == "test"',
    "Requires-Python: >=3.8",
  ],
});

/** A package with a native library. */
export const native: MadeWheel = makeWheel({
  name: "tiny-native",
  files: {
    "tiny_native/__init__.py": "",
    "tiny_native/_fast.cpython-314-x86_64-linux-gnu.so": "ELF",
  },
});
