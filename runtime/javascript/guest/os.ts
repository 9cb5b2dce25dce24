/** The guest source of `node:os`: one machine, the same everywhere. */

/** Loaded when a program first needs it. */
export const osSource: string = String.raw`
const signals = { SIGHUP: 1, SIGINT: 2, SIGQUIT: 3, SIGABRT: 6, SIGKILL: 9, SIGPIPE: 13, SIGALRM: 14, SIGTERM: 15 };
const errno = { E2BIG: 7, EACCES: 13, EBADF: 9, EEXIST: 17, EINVAL: 22, EISDIR: 21, EMFILE: 24, ENOENT: 2, ENOMEM: 12, ENOSPC: 28, ENOTDIR: 20, ENOTEMPTY: 39, EPERM: 1, EROFS: 30 };
const memory = () => internals.call("process.memory");
internals.builtins.set("os", {
  EOL: "\n",
  arch: () => "wasm32",
  availableParallelism: () => 1,
  constants: { signals, errno },
  cpus: () => [],
  devNull: "/dev/null",
  endianness: () => "LE",
  freemem: () => 0,
  getPriority: () => 0,
  homedir: () => "/app",
  hostname: () => "sandbox",
  loadavg: () => [0, 0, 0],
  machine: () => "wasm32",
  networkInterfaces: () => ({}),
  platform: () => "linux",
  release: () => "6.0.0",
  tmpdir: () => "/tmp",
  totalmem: memory,
  type: () => "Linux",
  uptime: () => internals.builtins.get("process").uptime(),
  userInfo: () => ({ uid: 0, gid: 0, username: "root", homedir: "/app", shell: null }),
  version: () => "#1",
});
`;
