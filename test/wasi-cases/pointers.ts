/** Pointers and lengths that are not in memory: EFAULT for each, and nothing done. */
import type { CallName } from "../../runtime/wasi/abi.ts";
import { type Arg, type CallStep, fd, opening, type WasiCase } from "./case.ts";

/** Memory of a case has three pages. */
const memoryBytes = 196_608;

/** A result pointer of so many bytes. */
interface Out {
  readonly out: number;
}

/** A pointer and a length. */
interface Span {
  readonly span: string;
}

type Parameter = Arg | Out | Span;

const f: Span = { span: "f" };
const fresh: Span = { span: "new" };
const out = (bytes: number): Out => ({ out: bytes });

/** Calls that would succeed, with what they point at told apart. */
const calls: readonly (readonly [CallName, readonly Parameter[]])[] = [
  ["args_get", [out(4), out(8)]],
  ["args_sizes_get", [out(4), out(4)]],
  ["environ_get", [out(4), out(4)]],
  ["environ_sizes_get", [out(4), out(4)]],
  ["clock_res_get", [0, out(8)]],
  ["clock_time_get", [0, 0n, out(8)]],
  ["fd_fdstat_get", [3, out(24)]],
  ["fd_filestat_get", [3, out(64)]],
  ["fd_prestat_get", [3, out(8)]],
  ["fd_prestat_dir_name", [3, out(4), 4]],
  ["fd_seek", [fd("f"), 1n, 0, out(8)]],
  ["fd_tell", [fd("f"), out(8)]],
  ["fd_read", [fd("f"), { into: [2], text: "" }, out(4)]],
  ["fd_pread", [fd("f"), { into: [2], text: "" }, 0n, out(4)]],
  ["fd_write", [fd("f"), { from: ["xy"] }, out(4)]],
  ["fd_pwrite", [fd("f"), { from: ["xy"] }, 0n, out(4)]],
  ["fd_readdir", [3, out(64), 64, 0n, { u32: 0 }]],
  ["fd_readdir", [3, { entries: [], length: 64 }, 0n, out(4)]],
  ["path_create_directory", [3, fresh]],
  ["path_filestat_get", [3, 0, f, out(64)]],
  ["path_filestat_set_times", [3, 0, f, 5n, 5n, 5]],
  ["path_link", [3, 0, f, 3, fresh]],
  ["path_open", [3, 0, fresh, 1, 0n, 0n, 0, out(4)]],
  ["path_readlink", [3, { span: "l" }, out(8), 8, { u32: 0 }]],
  ["path_readlink", [3, "l", { text: "", length: 8 }, out(4)]],
  ["path_remove_directory", [3, { span: "d" }]],
  ["path_rename", [3, f, 3, fresh]],
  ["path_symlink", [{ span: "x" }, 3, fresh]],
  ["path_unlink_file", [3, f]],
  ["poll_oneoff", [{ poll: [{ clock: 1, timeout: 9n }], events: [] }, out(4)]],
  ["random_get", [out(8), 8]],
];

/** Lists of buffers that are wrong in themselves. */
const lists: readonly (readonly [string, readonly number[]])[] = [
  ["a buffer that ends outside", [0xfc, 0xff, 2, 0, 5, 0, 0, 0]],
  ["a buffer that starts outside", [0, 0, 0, 0xff, 1, 0, 0, 0]],
  ["a buffer of 4 GiB", [0, 4, 0, 0, 0xff, 0xff, 0xff, 0xff]],
  ["a good buffer before a wrong one", [0, 4, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0xff, 1, 0, 0, 0]],
  ["an empty buffer outside", [1, 0, 3, 0, 0, 0, 0, 0]],
];

const untouched = { tree: { f: "abcdef", d: true, l: "-> f", new: null } } as const;
const withLink: Pick<WasiCase, "files" | "setup" | "env"> = {
  files: { f: "abcdef", d: null },
  env: { A: "1" },
  setup: (fs) => fs.symlink("f", "/app/l"),
};

/** The parameters that can be wrong, by place. */
const pointerCases = calls.flatMap(([call, parameters]) =>
  parameters.flatMap((parameter, place): WasiCase[] => {
    if (typeof parameter !== "object") return [];
    const wrong = wrongValues(parameter);
    if (wrong.length === 0) return [];
    const steps = wrong.map((values): CallStep => {
      const args = parameters.flatMap((one, at) => (at === place ? values : right(one)));
      return [call, args, "EFAULT"];
    });
    const name = `${call} fails with EFAULT by its parameter ${place + 1}`;
    return [{ ...withLink, name, steps: [opening("f", "f"), ...steps, untouched] }];
  }),
);

/** Every way in which a pointer, and the length at it, can be wrong. */
function wrongValues(parameter: object): readonly (readonly Arg[])[] {
  if ("out" in parameter) {
    const bytes = Number(parameter.out);
    return [[memoryBytes - bytes + 1], [memoryBytes], [0x7fff_ffff], [-1], [-bytes]];
  }
  if ("span" in parameter) {
    return [
      [memoryBytes, 1],
      [memoryBytes - 1, 2],
      [-1, 1],
      [1_024, -1],
      [1_024, 0x7fff_ffff],
    ];
  }
  return [];
}

function right(parameter: Parameter): readonly Arg[] {
  if (typeof parameter !== "object") return [parameter];
  if ("out" in parameter) return [{ raw: Array.from({ length: parameter.out }, () => 0) }];
  if ("span" in parameter) return [parameter.span];
  return [parameter];
}

/** Cases of pointers. */
export const pointerTable: readonly WasiCase[] = [
  ...pointerCases,
  ...lists.flatMap(([what, bytes]) =>
    (["fd_read", "fd_write"] as const).map(
      (call): WasiCase => ({
        ...withLink,
        name: `${call} fails with EFAULT by ${what}`,
        steps: [
          opening("f", "f"),
          [call, [fd("f"), { iovecs: bytes }, { u32: 0 }], "EFAULT"],
          untouched,
        ],
      }),
    ),
  ),
  {
    ...withLink,
    name: "a list of buffers outside memory",
    steps: [
      opening("f", "f"),
      ["fd_read", [fd("f"), memoryBytes - 7, 1, { u32: 0 }], "EFAULT"],
      ["fd_write", [fd("f"), -8, 1, { u32: 0 }], "EFAULT"],
      ["fd_pread", [fd("f"), memoryBytes - 8, 2, 0n, { u32: 0 }], "EFAULT"],
      ["fd_pwrite", [fd("f"), 0x7fff_fff8, 1, 0n, { u32: 0 }], "EFAULT"],
      untouched,
    ],
  },
  {
    ...withLink,
    name: "subscriptions outside memory",
    steps: [
      ["poll_oneoff", [memoryBytes - 47, 65_536, 1, { u32: 0 }], "EFAULT"],
      ["poll_oneoff", [1_024, memoryBytes - 31, 1, { u32: 0 }], "EFAULT"],
      ["poll_oneoff", [1_024, 65_536, 4_096, { u32: 0 }], "EFAULT"],
      ["poll_oneoff", [-48, 65_536, 1, { u32: 0 }], "EFAULT"],
    ],
  },
];
