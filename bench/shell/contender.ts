/** How one shell takes part in suite `shell`, in a process of its own. */

/** A shell with the files of a job in its directory. */
export interface OpenShell {
  /** Runs a command line, and answers with what it printed. */
  run(command: string): string | Promise<string>;
  /** What the last run has cost, where that is counted. */
  fuel?(): number;
  close?(): void | Promise<void>;
}

/** What a module in `bench/shell/` or `bench/peers/` exports to take part. */
export interface ShellModule {
  /** Opens a shell; `files` are content by path. */
  open(files: ReadonlyMap<string, string>): OpenShell | Promise<OpenShell>;
}
