/** Arguments, environment, clocks, randomness, preopens, the end of a program, and what there is not. */
import { as, fd, opening, type WasiCase } from "./case.ts";

/** Cases of the calls that touch no file. */
export const surroundingCases: readonly WasiCase[] = [
  {
    name: "args_sizes_get counts bytes, not characters",
    args: ["p", "Zoë 🎈", ""],
    steps: [["args_sizes_get", [{ u32: 3 }, { u32: 13 }]]],
  },
  {
    name: "args_get writes pointers and strings",
    args: ["p", "Zoë 🎈", ""],
    steps: [["args_get", [{ strings: ["p", "Zoë 🎈", ""] }]]],
  },
  {
    name: "args_get of no arguments writes nothing",
    args: [],
    steps: [
      ["args_sizes_get", [{ u32: 0 }, { u32: 0 }]],
      ["args_get", [{ strings: [] }]],
    ],
  },
  {
    name: "args_get may be given the end of memory when there is nothing to write",
    args: [],
    steps: [["args_get", [196_608, 196_608]]],
  },
  {
    name: "environ_sizes_get counts names, values and their ends",
    env: { A: "1", ü: "é" },
    steps: [["environ_sizes_get", [{ u32: 2 }, { u32: 10 }]]],
  },
  {
    name: "environ_get writes NAME=value",
    env: { A: "1", EMPTY: "" },
    steps: [["environ_get", [{ strings: ["A=1", "EMPTY="] }]]],
  },
  {
    name: "environ_get of an empty environment writes nothing",
    steps: [
      ["environ_sizes_get", [{ u32: 0 }, { u32: 0 }]],
      ["environ_get", [{ strings: [] }]],
    ],
  },
  ...[0, 1, 2, 3].map(
    (id): WasiCase => ({
      name: `clock_res_get(${id}) is above zero`,
      steps: [["clock_res_get", [id, { u64: 1_000n }]]],
    }),
  ),
  ...[4, -1, 0x7fff_ffff].map(
    (id): WasiCase => ({
      name: `clock_res_get(${id}) is of no clock`,
      steps: [["clock_res_get", [id, { u64: 0n }], "EINVAL"]],
    }),
  ),
  {
    name: "clock_time_get of the real time",
    steps: [["clock_time_get", [0, 0n, { u64: 1_000_000n }]]],
  },
  {
    name: "clock_time_get takes any precision",
    steps: [["clock_time_get", [0, -1n, { u64: 1_000_000n }]]],
  },
  ...[1, 2, 3].map(
    (id): WasiCase => ({
      name: `clock_time_get(${id}) starts anywhere`,
      steps: [["clock_time_get", [id, 0n, { u64: "any" }]]],
    }),
  ),
  ...[4, -1].map(
    (id): WasiCase => ({
      name: `clock_time_get(${id}) is of no clock`,
      steps: [["clock_time_get", [id, 0n, { u64: 0n }], "EINVAL"]],
    }),
  ),
  { name: "random_get of no bytes", steps: [["random_get", [{ text: "", length: 0 }]]] },
  { name: "random_get of no bytes at the end of memory", steps: [["random_get", [196_608, 0]]] },
  { name: "sched_yield returns", steps: [["sched_yield", []]] },
  ...[0, 1, 255].map(
    (code): WasiCase => ({ name: `proc_exit(${code}) ends`, steps: [["proc_exit", [code], code]] }),
  ),
  { name: "proc_exit keeps the low 8 bits", steps: [["proc_exit", [0x1_07], 7]] },
  { name: "proc_exit takes what is negative as unsigned", steps: [["proc_exit", [-1], 255]] },
  ...[0, 13, 16, 17, 22, 27].map(
    (signal): WasiCase => ({
      name: `proc_raise(${signal}) is ignored`,
      steps: [
        ["proc_raise", [signal]],
        ["sched_yield", []],
      ],
    }),
  ),
  ...[1, 6, 9, 11, 15, 18, 30].map(
    (signal): WasiCase => ({
      name: `proc_raise(${signal}) ends`,
      steps: [["proc_raise", [signal], 128 + signal]],
    }),
  ),
  ...[31, -1, 256].map(
    (signal): WasiCase => ({
      name: `proc_raise(${signal}) is no signal`,
      steps: [["proc_raise", [signal], "EINVAL"]],
    }),
  ),
  {
    name: "fd_prestat_get of the preopen",
    steps: [
      ["fd_prestat_get", [3, { raw: [0, 0, 0, 0, 4, 0, 0, 0] }]],
      ["fd_prestat_dir_name", [3, { text: "/app" }]],
    ],
  },
  {
    name: "fd_prestat_dir_name leaves alone what is past the name",
    steps: [["fd_prestat_dir_name", [3, { text: "/app", length: 9 }]]],
  },
  {
    name: "fd_prestat_dir_name into too little room",
    steps: [["fd_prestat_dir_name", [3, { text: "", length: 3 }], "ENAMETOOLONG"]],
  },
  ...[0, 1, 2, 4, 99, -1].map(
    (number): WasiCase => ({
      name: `fd_prestat_get(${number}) is no preopen`,
      steps: [
        ["fd_prestat_get", [number, { raw: [] }], "EBADF"],
        ["fd_prestat_dir_name", [number, { text: "", length: 4 }], "EBADF"],
      ],
    }),
  ),
  {
    name: "an opened directory is no preopen",
    steps: [opening("d", "d", { oflags: 2 }), ["fd_prestat_get", [fd("d"), { raw: [] }], "EBADF"]],
  },
  {
    name: "sockets: what is open is none",
    steps: [
      ["sock_accept", [3, 0, as("s")], "ENOTSOCK"],
      ["sock_recv", [0, { into: [4], text: "" }, 0, { u32: 0 }, { raw: [0, 0] }], "ENOTSOCK"],
      ["sock_send", [1, { from: ["x"] }, 0, { u32: 0 }], "ENOTSOCK"],
      ["sock_shutdown", [2, 3], "ENOTSOCK"],
    ],
  },
  {
    name: "sockets: what is not open",
    steps: [
      ["sock_accept", [99, 0, as("s")], "EBADF"],
      ["sock_recv", [99, { into: [4], text: "" }, 0, { u32: 0 }, { raw: [0, 0] }], "EBADF"],
      ["sock_send", [-1, { from: ["x"] }, 0, { u32: 0 }], "EBADF"],
      ["sock_shutdown", [99, 3], "EBADF"],
    ],
  },
  {
    name: "sockets: a file is none",
    steps: [
      opening("f", "f"),
      ["sock_shutdown", [fd("f"), 1], "ENOTSOCK"],
      ["sock_recv", [fd("f"), { into: [4], text: "" }, 0, { u32: 0 }, { raw: [0, 0] }], "ENOTSOCK"],
    ],
  },
];
