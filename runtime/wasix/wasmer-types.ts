/** What of @wasmer/sdk 0.16 is used, by its shape: it is no dependency. */

/** The package. */
export interface WasmerSdk {
  readonly Wasmer: new (options?: { readonly cache?: "memory" }) => WasmerClient;
}

/** A client, which owns workers. */
export interface WasmerClient {
  readonly packages: { load(bytes: Uint8Array): Promise<unknown> };
  readonly sandboxes: {
    create(options: {
      readonly packages: readonly never[];
      readonly files: Readonly<Record<string, Uint8Array>>;
      readonly network: { readonly mode: "disabled" };
    }): Promise<WasmerSandbox>;
  };
  close(): Promise<void>;
}

/** A sandbox, whose files are in `/workspace`. */
export interface WasmerSandbox {
  readonly fs: WasmerFiles;
  command(
    program: never,
    args: readonly string[],
    options: { readonly cwd: string; readonly env: Readonly<Record<string, string>> },
  ): {
    spawn(options: {
      readonly stdin: "pipe";
      readonly stdout: "capture";
      readonly stderr: "capture";
      readonly outputBytes: number;
    }): Promise<WasmerProcess>;
  };
  close(): Promise<void>;
}

/** The files of a sandbox. Paths are absolute. */
export interface WasmerFiles {
  readFile(path: string): Promise<Uint8Array>;
  mkdir(path: string, options: { readonly recursive: true }): Promise<void>;
  readDir(path: string): Promise<readonly WasmerEntry[]>;
}

/** A name in a directory. */
export interface WasmerEntry {
  readonly name: string;
  readonly kind: "file" | "directory";
  readonly size: number;
}

/** A program that runs. */
export interface WasmerProcess {
  readonly stdin: {
    write(data: Uint8Array): Promise<void>;
    close(): Promise<void>;
  } | null;
  wait(): Promise<WasmerOutput>;
  kill(): Promise<void>;
}

/** How a program ended. */
export interface WasmerOutput {
  readonly exitCode: number;
  readonly reason: "exited" | "terminated" | "timeout";
  readonly stdout: { readonly bytes: Uint8Array };
  readonly stderr: { readonly bytes: Uint8Array };
}
