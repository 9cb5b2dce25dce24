/** Keeps what runs have printed among the files. */
import { FsError, type SyncFileSystem } from "../vfs/index.ts";
import { appDirectory } from "./guest-tree.ts";

/** Where the logs of runs are, each run's in a directory with its number. */
const logDirectory = `${appDirectory}/.logs`;

/**
 * Writes `stdout.log` and `stderr.log` into a new directory and returns its path; undefined when
 * there is no room for them, or the place is read-only or not a directory.
 */
export function writeRunLogs(
  fs: SyncFileSystem,
  logs: { readonly stdout: string; readonly stderr: string },
): string | undefined {
  try {
    if (!fs.exists(logDirectory)) fs.mkdir(logDirectory);
    const numbers = fs.readdir(logDirectory).map(({ name }) => Number(name));
    const last = Math.max(0, ...numbers.filter(Number.isSafeInteger));
    const directory = `${logDirectory}/${last + 1}`;
    fs.mkdir(directory);
    for (const [name, text] of Object.entries(logs)) {
      fs.writeFile(`${directory}/${name}.log`, new TextEncoder().encode(text));
    }
    return directory;
  } catch (error) {
    if (error instanceof FsError) return undefined;
    throw error;
  }
}
