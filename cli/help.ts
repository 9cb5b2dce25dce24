/** The parts of the help that are prose: examples and exit codes. */

/** Shown below `fuelbox --help`. */
export const usageHelp = `
Examples:
  fuelbox run report.mjs --mount ./data:/app/data
  fuelbox exec "grep -rn TODO . | wc -l" --mount ./src:/app
  fuelbox shell --mount ./src:/app
  fuelbox bench slow.py --compare fast.py
  fuelbox fuel tool.wasm -- input.txt
  fuelbox instrument tool.wasm -o metered.wasm
  fuelbox vendor tabulate --from wheels
  fuelbox run --help
  fuelbox help --prompt
`;

/** Shown below `fuelbox run --help`. */
export const runHelp = `
Mounts:
  HOST:GUEST       the guest may change its copy, the host never changes (cow, the default)
  HOST:GUEST:ro    the guest may not change anything
  HOST:GUEST:rw    what the guest changes is written back at the end
  GUEST is /app or a path below it.

Standard input goes to the guest when it is piped; a terminal gives it an end of file,
and so does a pipe without a first byte for 10 seconds.

Exit codes:
  the guest's own, or
  2    wrong usage            130  cancelled          139  stack overflow
  70   fault of fuelbox       134  trapped            152  out of fuel
  124  timed out              137  out of memory      153  output limit

Examples:
  fuelbox run report.mjs --mount ./data:/app/data --out ./results
  fuelbox run --fuel 500M --memory 64m --timeout 10s tool.wasm -- --verbose in.txt
  cat in.csv | fuelbox run filter.js
  fuelbox run job.mjs --deterministic 1 --json
`;

/** Shown below `fuelbox policy --help`. */
export const policyHelp = `
Examples:
  fuelbox policy data-analysis > policy.toml
  fuelbox run --policy policy.toml report.py
  fuelbox run --policy text-processing words.py --fuel 200M
`;

/** Shown below `fuelbox exec --help`. */
export const execHelp = `
The command line is one argument: put it into quotes. It starts in /app. What stands after -- is
$1, $2 and on. Mounts, standard input and exit codes are those of fuelbox run.

Examples:
  fuelbox exec "grep -rn TODO . | head -3" --mount ./src:/app
  fuelbox exec 'sort "$1" | uniq -c' --mount ./data:/app -- names.txt
  cat in.csv | fuelbox exec "csv_to_json - | head -5"
`;

/** Shown below `fuelbox instrument --help`. */
export const instrumentHelp = `
The output imports what FILE does and exports its counters besides. --stats prints what a host
needs to set a budget and to read the rest, FuelMeter.attach(instance, meta) of fuelbox/wasm.

Examples:
  fuelbox instrument tool.wasm -o metered.wasm
  fuelbox instrument tool.wasm -o metered.wasm --stack 512k --memory 64m --stats > meta.json
`;

/** Shown below `fuelbox fuel --help`. */
export const fuelHelp = `
Prints the number alone; what the program writes goes to standard error. It sees nothing but
itself in /app, a virtual clock and seeded randomness, so that the number is the same every time.
Exit codes are those of fuelbox run.

Examples:
  fuelbox fuel tool.wasm
  fuelbox fuel tool.wasm -- --verbose
`;
