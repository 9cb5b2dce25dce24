/** `jobs`, `kill`, `ulimit` and what else is about processes: there is never more than one. */
import type { CommandCall, OwnCommand } from "./command-call.ts";

const signals = [
  ...["HUP", "INT", "QUIT", "ILL", "TRAP", "ABRT", "BUS", "FPE", "KILL", "USR1", "SEGV", "USR2"],
  ...["PIPE", "ALRM", "TERM", "STKFLT", "CHLD", "CONT", "STOP", "TSTP", "TTIN", "TTOU", "URG"],
  ...["XCPU", "XFSZ", "VTALRM", "PROF", "WINCH", "IO", "PWR", "SYS"],
];

/** The command `jobs`: a job with `&` has ended when the next command runs. */
export const jobs: OwnCommand = {
  name: "jobs",
  help: "Usage: jobs [-lnprs] [JOB]...\nList the jobs that run: here none, since each runs at once to its end.",
  run: (call) => noJob(call, "jobs"),
};

/** The command `fg`. */
export const fg: OwnCommand = {
  ...jobs,
  name: "fg",
  help: "Usage: fg [JOB]",
  run: (call) => noCurrentJob(call, "fg"),
};

/** The command `bg`. */
export const bg: OwnCommand = {
  ...jobs,
  name: "bg",
  help: "Usage: bg [JOB]...",
  run: (call) => noCurrentJob(call, "bg"),
};

/** The command `disown`. */
export const disown: OwnCommand = {
  ...jobs,
  name: "disown",
  help: "Usage: disown [-h] [-ar] [JOB]...",
  run: (call) => noJob(call, "disown"),
};

function noJob(call: CommandCall, name: string): number {
  const given = call.args.filter((arg) => !arg.startsWith("-"));
  for (const job of given) call.say(`bash: ${name}: ${job}: no such job\n`);
  return given.length > 0 ? 1 : 0;
}

function noCurrentJob(call: CommandCall, name: string): number {
  call.say(`bash: ${name}: ${call.args[0] ?? "current"}: no such job\n`);
  return 1;
}

/** The command `kill`. */
export const kill: OwnCommand = {
  name: "kill",
  help: "Usage: kill [-s SIGNAL | -SIGNAL] PID...  or  kill -l [SIGNAL]\nSend a signal: here there is nobody to get one.",
  run(call) {
    const args = [...call.args];
    if (/^-[lL]$/.test(args[0] ?? "")) return list(call, args.slice(1));
    let signal = "TERM";
    if (args[0] === "-s" || args[0] === "-n") signal = args.splice(0, 2)[1] ?? "";
    else if (/^-[^-]/.test(args[0] ?? "")) signal = args.shift()?.slice(1) ?? "";
    if (args[0] === "--") args.shift();
    const number = signalNumber(signal);
    if (number === undefined) {
      call.say(`bash: kill: ${signal}: invalid signal specification\n`);
      return 1;
    }
    if (args.length === 0) {
      call.say(
        "kill: usage: kill [-s sigspec | -n signum | -sigspec] pid | jobspec ... or kill -l [sigspec]\n",
      );
      return 2;
    }
    const reached = args.filter((arg) => send(call, arg, number));
    return reached.length > 0 ? 0 : 1;
  },
};

/** Whether there is anybody by this number: the shell itself, which only `-0` does not end. */
function send(call: CommandCall, pid: string, signal: number): boolean {
  if (pid.startsWith("%")) call.say(`bash: kill: ${pid}: no such job\n`);
  else if (!/^-?\d+$/.test(pid)) {
    call.say(`bash: kill: ${pid}: arguments must be process or job IDs\n`);
  } else if (pid !== "1" || signal !== 0) {
    const reason = pid === "1" ? "Operation not permitted" : "No such process";
    call.say(`bash: kill: (${pid}) - ${reason}\n`);
  } else return true;
  return false;
}

function signalNumber(text: string): number | undefined {
  if (/^\d{1,2}$/.test(text)) return Number(text);
  const place = signals.indexOf(text.toUpperCase().replace(/^SIG/, ""));
  return place < 0 ? undefined : place + 1;
}

function list(call: CommandCall, asked: readonly string[]): number {
  if (asked.length === 0) {
    const names = signals.map((name, index) => `${String(index + 1).padStart(2)}) SIG${name}`);
    call.writeText(`${names.join("\n")}\n`);
  }
  for (const one of asked) {
    const number = /^\d+$/.test(one) ? Number(one) & 0x7f : undefined;
    const answer = number === undefined ? signalNumber(one) : signals[number - 1];
    if (answer === undefined) {
      call.say(`bash: kill: ${one}: invalid signal specification\n`);
      return 1;
    }
    call.writeText(`${answer}\n`);
  }
  return 0;
}

const limits: Readonly<Record<string, string>> = {
  c: "core file size          (blocks, -c) 0",
  d: "data seg size           (kbytes, -d) unlimited",
  f: "file size               (blocks, -f) unlimited",
  m: "max memory size         (kbytes, -m) unlimited",
  n: "open files                      (-n) 1024",
  s: "stack size              (kbytes, -s) 8192",
  t: "cpu time               (seconds, -t) unlimited",
  u: "max user processes              (-u) 1",
  v: "virtual memory          (kbytes, -v) unlimited",
};

/** The command `ulimit`. */
export const ulimit: OwnCommand = {
  name: "ulimit",
  help: "Usage: ulimit [-SHa] [-cdfmnstuv] [LIMIT]\nShow limits. They cannot be changed: fuel, memory and time are limited by whoever runs the shell.",
  run(call) {
    const letters = call.args
      .filter((arg) => arg.startsWith("-"))
      .flatMap((arg) => [...arg.slice(1)])
      .filter((letter) => !"SH".includes(letter));
    const [value] = call.args.filter((arg) => !arg.startsWith("-"));
    const unknown = letters.find((letter) => letter !== "a" && limits[letter] === undefined);
    if (unknown !== undefined) {
      call.say(`bash: ulimit: -${unknown}: invalid option\n`);
      return 2;
    }
    if (value !== undefined) {
      if (value === "unlimited" || /^\d+$/.test(value)) return 0;
      call.say(`bash: ulimit: ${value}: invalid number\n`);
      return 1;
    }
    if (letters.includes("a")) call.writeText(`${Object.values(limits).join("\n")}\n`);
    else
      for (const letter of letters.length === 0 ? ["f"] : letters) {
        call.writeText(`${limits[letter]?.split(" ").at(-1)}\n`);
      }
    return 0;
  },
};
