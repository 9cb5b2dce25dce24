/** What stands in the editor's place for WebAssembly: which module runs, and with which arguments. */
import { button, element } from "./dom.ts";
import type { Home } from "./home.ts";

/** The panel of the page. */
export interface ModulePanel {
  /** The module that runs; undefined when there is none. */
  readonly path: string | undefined;
  readonly args: readonly string[];
  /** Shows the modules of /app anew, and chooses one if it is there. */
  draw(choice?: string): void;
  /** Shows a text that says what the module does; nothing when it is empty. */
  explain(text: string): void;
}

/** Makes the panel in `parent`. `onUpload` hears that somebody wants to bring a module. */
export function createModulePanel(
  parent: HTMLElement,
  home: Home,
  onUpload: () => void,
): ModulePanel {
  const select = element("select", { id: "module-path" });
  const args = element("input", {
    type: "text",
    id: "module-args",
    spellcheck: "false",
    placeholder: "none",
  });
  const about = element("p", { class: "quiet" });
  const listing = element("pre", {
    class: "text",
    tabindex: 0,
    "aria-label": "Source of the module",
    hidden: true,
  });
  parent.append(
    element("label", {}, element("span", {}, "Module"), select),
    element("label", {}, element("span", {}, "Arguments"), args),
    element("div", { class: "row" }, button("Upload a .wasm", onUpload)),
    about,
    listing,
  );
  return {
    get path(): string | undefined {
      return select.value === "" ? undefined : select.value;
    },
    get args(): readonly string[] {
      return args.value.split(/\s+/).filter((word) => word !== "");
    },
    explain(text): void {
      listing.textContent = text;
      listing.hidden = text === "";
    },
    draw(choice = select.value): void {
      const modules = home.fs.sync
        .readdir("/app")
        .filter(({ name, type }) => type === "file" && name.endsWith(".wasm"))
        .map(({ name }) => `/app/${name}`);
      select.replaceChildren(...modules.map((path) => element("option", { value: path }, path)));
      if (modules.includes(choice)) select.value = choice;
      select.disabled = modules.length === 0;
      about.textContent =
        modules.length === 0
          ? "There is no module in /app yet: upload one, or drop it here."
          : "A WASI program (wasi_snapshot_preview1). It finds /app as its directory.";
    },
  };
}
