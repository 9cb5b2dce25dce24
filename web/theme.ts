/** Dark or light: as the system says, or as somebody has chosen here. */
import { recall, remember } from "./remembered.ts";

const themes = ["system", "light", "dark"] as const;
type Theme = (typeof themes)[number];

const key = "fuelbox-theme";
const labels: Readonly<Record<Theme, string>> = {
  system: "Theme: system",
  light: "Theme: light",
  dark: "Theme: dark",
};

/** Lets `switcher` go through the themes. `onChange` hears that colours are different now. */
export function installTheme(switcher: HTMLButtonElement, onChange: () => void): void {
  let theme = themes.find((each) => each === recall(key)) ?? "system";
  const apply = (): void => {
    document.documentElement.dataset["theme"] = theme;
    switcher.textContent = labels[theme];
  };
  apply();
  switcher.addEventListener("click", () => {
    theme = themes[(themes.indexOf(theme) + 1) % themes.length] ?? "system";
    remember(key, theme);
    apply();
    onChange();
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", onChange);
}
