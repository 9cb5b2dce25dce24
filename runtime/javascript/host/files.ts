/** Host calls on the content of files: open, read, write, copy. */
import type { OpenFlags } from "../../../vfs/index.ts";
import type { Kernel } from "../../kernel.ts";
import { named, type Syscall } from "../guest-error.ts";
import type { Operation } from "../host-call.ts";
import { copyCost, hostCost } from "../host-cost.ts";
import type { Box } from "../quickjs-exports.ts";
import type { QuickJsVm } from "../quickjs-vm.ts";
import { numberAt, textAt } from "./arguments.ts";
import { addFile, readToEnd, tooLarge, writeFd } from "./descriptors.ts";
import { resolvePath } from "./paths.ts";

/** Bits of `open`, as `fs.constants` has them. */
const bits = {
  writeOnly: 1,
  readWrite: 2,
  create: 64,
  exclusive: 128,
  truncate: 512,
  append: 1024,
  directory: 65_536,
} as const;

/** Paths that stand for descriptors. */
const devices: ReadonlyMap<string, number> = new Map([
  ["/dev/stdin", 0],
  ["/dev/stdout", 1],
  ["/dev/stderr", 2],
]);

/** The operations that open, read and write files. */
export function fileOperations(kernel: Kernel, vm: QuickJsVm): readonly [string, Operation][] {
  return [
    [
      "fs.open",
      (args) => {
        const path = textAt(args, 0);
        const device = devices.get(path);
        const standing = device === undefined ? undefined : kernel.fds.get(device);
        return named({ syscall: "open", path }, () => {
          if (standing !== undefined) return kernel.fds.add(standing);
          return openFile(kernel, path, numberAt(args, 1), numberAt(args, 2));
        });
      },
    ],
    [
      "fs.readFile",
      (args) => ({ box: read(kernel, args, (...content) => vm.newBytesBy(...content)) }),
    ],
    [
      "fs.readText",
      (args) => {
        const [path] = args;
        // What Node says of that, the guest's sources know.
        if (typeof path === "string" && path.includes("\0")) return undefined;
        return { box: read(kernel, args, (...content) => vm.newTextBy(...content)) };
      },
    ],
    [
      "fs.writeFile",
      (args, { span }) => {
        withFile(kernel, args, (fd) => {
          const syscall = "write";
          named({ syscall }, () => writeFd(kernel, fd, vm.slice(span), undefined));
        });
      },
    ],
    [
      "fs.copyFile",
      (args) => void copyFile(kernel, textAt(args, 0), textAt(args, 1), args[2] === true),
    ],
  ];
}

/** Makes a value of at most `maxBytes`, which `fill` writes to where it is told; it returns how many there are. */
type MakeOf = (maxBytes: number, fill: (target: Uint8Array) => number) => Box;

/** Makes a value of all bytes of a path, or of what is left behind a descriptor. */
function read(kernel: Kernel, args: readonly unknown[], make: MakeOf): Box {
  const [target] = args;
  if (typeof target === "number") return readRest(kernel, { syscall: "read" }, target, make);
  const path = textAt(args, 0);
  const device = devices.get(path);
  if (device !== undefined) return readRest(kernel, { syscall: "read", path }, device, make);
  const file = named({ syscall: "open", path }, () => {
    const resolved = resolvePath(kernel, path);
    kernel.fuel.charge(hostCost.path);
    return kernel.fs.open(resolved, openFlags(numberAt(args, 1)));
  });
  try {
    return named({ syscall: "read" }, () => {
      const { size } = kernel.fs.fstat(file);
      if (size > kernel.maxMemoryBytes) throw tooLarge(size);
      kernel.fuel.charge(copyCost(size));
      return make(size, (bytes) => kernel.fs.read(file, bytes));
    });
  } finally {
    kernel.fs.close(file);
  }
}

function readRest(kernel: Kernel, call: Syscall, fd: number, make: MakeOf): Box {
  const bytes = named(call, () => readToEnd(kernel, fd));
  return make(bytes.length, (target) => {
    target.set(bytes);
    return bytes.length;
  });
}

/** Runs `use` on a descriptor, or on one that is open just for it. */
function withFile(kernel: Kernel, args: readonly unknown[], use: (fd: number) => void): void {
  const [target] = args;
  if (typeof target === "number") {
    use(target);
    return;
  }
  const path = textAt(args, 0);
  const device = devices.get(path);
  if (device !== undefined) {
    use(device);
    return;
  }
  const fd = named({ syscall: "open", path }, () =>
    openFile(kernel, path, numberAt(args, 1), numberAt(args, 2)),
  );
  try {
    use(fd);
  } finally {
    kernel.fds.close(fd);
  }
}

function openFile(kernel: Kernel, path: string, flagBits: number, mode: number): number {
  const resolved = resolvePath(kernel, path);
  kernel.fuel.charge(hostCost.path);
  const file = kernel.fs.open(resolved, openFlags(flagBits), mode);
  return addFile(kernel, file, kernel.fs.fstat(file).type);
}

function copyFile(kernel: Kernel, from: string, to: string, isExclusive: boolean): void {
  const { fs, fuel } = kernel;
  fuel.charge(2 * hostCost.path);
  named({ syscall: "copyfile", path: from, dest: to }, () => {
    const source = resolvePath(kernel, from);
    const target = resolvePath(kernel, to);
    const { size, mode } = fs.stat(source);
    if (size > kernel.maxMemoryBytes) throw tooLarge(size);
    fuel.charge(2 * copyCost(size));
    const content = fs.readFile(source);
    const exclusive = isExclusive ? { exclusive: true } : {};
    const flags = { write: true, create: true, truncate: true, ...exclusive };
    const file = fs.open(target, flags, mode & 0o777);
    try {
      fs.write(file, content);
    } finally {
      fs.close(file);
    }
  });
}

function openFlags(flagBits: number): OpenFlags {
  const has = (bit: number): boolean => (flagBits & bit) !== 0;
  return {
    read: !has(bits.writeOnly),
    write: has(bits.writeOnly) || has(bits.readWrite),
    create: has(bits.create),
    exclusive: has(bits.exclusive),
    truncate: has(bits.truncate),
    append: has(bits.append),
    directory: has(bits.directory),
  };
}
