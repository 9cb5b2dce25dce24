/** How the standard library of the sandbox differs from CPython's: sources by their places in it. */
import { pythonModule } from "../../../utils-lib/index.ts";
import { accountModules } from "./account-modules.ts";
import { dbmPackage } from "./dbm-package.ts";
import { debuggerSource } from "./debugger.ts";
import { hashlibSource } from "./hashes.ts";
import { socketSource } from "./network.ts";
import { subprocessSource } from "./subprocess.ts";
import { asyncioProcesses } from "./subprocess-asyncio.ts";
import { multiprocessingPoolSource } from "./thread-pool.ts";
import {
  multiprocessingSource,
  processPoolModule,
  threadingSource,
  threadPoolSource,
} from "./threads.ts";
import { zoneList, zoneLoader } from "./time-zones.ts";
import { toolsModule } from "./tools-module.ts";
import { vfsModule } from "./vfs-module.ts";

const browserModule = `"""There is no browser to open."""

class Error(Exception):
    """No browser could be opened."""


def open(url, new=0, autoraise=True):
    """Open nothing and say so: False."""
    return False


open_new = open_new_tab = open


def get(using=None):
    """Raise Error: there is no browser."""
    raise Error("could not locate runnable browser")
`;

/** Modules that are there beside CPython's, or in their place. */
export const addedModules: Readonly<Record<string, string>> = {
  "_sandbox_processes.py": asyncioProcesses,
  "concurrent/futures/process.py": processPoolModule,
  ...accountModules,
  ...dbmPackage,
  "sandbox_tools.py": toolsModule,
  "sandbox_utils.py": pythonModule(),
  "vfs.py": vfsModule,
  "webbrowser.py": browserModule,
};

/** What follows the source of a module. */
export const appendedSources: Readonly<Record<string, string>> = {
  "concurrent/futures/thread.py": threadPoolSource,
  "hashlib.py": hashlibSource,
  "multiprocessing/context.py": multiprocessingSource,
  "multiprocessing/pool.py": multiprocessingPoolSource,
  "pdb.py": debuggerSource,
  "socket.py": socketSource,
  "subprocess.py": subprocessSource,
  "threading.py": threadingSource,
  "zoneinfo/_common.py": zoneLoader,
  "zoneinfo/_tzpath.py": zoneList,
};
