/** The rows of the module `shell`. */
import { base64 } from "./shell/base64.ts";
import { cat } from "./shell/cat.ts";
import { chmod } from "./shell/chmod.ts";
import { cp } from "./shell/cp.ts";
import { echo } from "./shell/echo.ts";
import { ln } from "./shell/ln.ts";
import { ls } from "./shell/ls.ts";
import { mkdir } from "./shell/mkdir.ts";
import { mv } from "./shell/mv.ts";
import { realpath } from "./shell/realpath.ts";
import { rm } from "./shell/rm.ts";
import { touch } from "./shell/touch.ts";

/** The utilities of the module `shell`, by their JavaScript names. */
export interface ShellUtilities {
  readonly ls: typeof ls;
  readonly cat: typeof cat;
  readonly touch: typeof touch;
  readonly mkdir: typeof mkdir;
  readonly rm: typeof rm;
  readonly cp: typeof cp;
  readonly mv: typeof mv;
  readonly echo: typeof echo;
  readonly ln: typeof ln;
  readonly chmod: typeof chmod;
  readonly realpath: typeof realpath;
  readonly base64: typeof base64;
}

/** The rows. */
export const shellUtilities: ShellUtilities = {
  ls,
  cat,
  touch,
  mkdir,
  rm,
  cp,
  mv,
  echo,
  ln,
  chmod,
  realpath,
  base64,
};
