/** The parts that the picture of a profile is put together from. Texts come from guests: none of them becomes markup. */

/** A bar in a list: what it stands for, and how much. */
export interface SvgBar {
  readonly label: string;
  /** What stands behind the label, less important. */
  readonly detail?: string;
  /** The whole bar, from 0 to 1. */
  readonly share: number;
  /** The part of it that is filled, from 0 to `share`. */
  readonly own: number;
  readonly value: string;
}

/** A piece of a picture, as high as it says. */
export interface SvgPart {
  readonly height: number;
  readonly markup: string;
}

/** The width of the picture, and of its margins. */
export const svgWidth = 960;
const margin = 24;
const innerWidth: number = svgWidth - 2 * margin;
const barWidth = 220;
const valueWidth = 150;
const rowHeight = 22;
/** Characters of a label and its detail that have room beside a bar. */
const maxLabel = 74;

/** Puts parts below each other into a picture. */
export function svgDocument(title: string, parts: readonly SvgPart[]): string {
  let y = margin;
  const placed = parts.map(({ height, markup }) => {
    const group = `<g transform="translate(${margin} ${y})">${markup}</g>`;
    y += height;
    return group;
  });
  const height = y + margin;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${svgWidth} ${height}" width="${svgWidth}" height="${height}" role="img">
<title>${escapeText(title)}</title>
<style>${style}</style>
<rect class="page" width="${svgWidth}" height="${height}"/>
${placed.join("\n")}
</svg>
`;
}

const style = `
text{font:13px system-ui,sans-serif;fill:#1f2328}
.page{fill:#ffffff}.head{font-size:16px;font-weight:600}.section{font-weight:600}
.code{font-family:ui-monospace,monospace;white-space:pre}.soft{fill:#656d76}
.all{fill:#cfe3f8}.own{fill:#2f7fd1}
.p0{fill:#8c959f}.p1{fill:#bf8700}.p2{fill:#2f7fd1}.p3{fill:#1a7f5a}.p4{fill:#8250df}.p5{fill:#cf4a3c}.p6{fill:#b35900}
@media (prefers-color-scheme:dark){text{fill:#e6edf3}.page{fill:#0d1117}.soft{fill:#8d96a0}.all{fill:#1f3a58}.own{fill:#4593e6}}
`;

/** A line of text. */
export function svgHeading(text: string, kind: "head" | "section" | "soft"): SvgPart {
  const height = kind === "section" ? 34 : 24;
  return { height, markup: `<text class="${kind}" y="${height - 10}">${escapeText(text)}</text>` };
}

/** One bar of several pieces, and what they stand for. */
export function svgStack(pieces: readonly SvgBar[]): SvgPart {
  const rects: string[] = [];
  const legend: string[] = [];
  const columns = 3;
  const columnWidth = innerWidth / columns;
  let x = 0;
  pieces.forEach(({ label, share, value }, index) => {
    const width = share * innerWidth;
    const color = `p${index % 7}`;
    const name = escapeText(`${label}: ${value}`);
    if (width > 0) {
      rects.push(
        `<rect class="${color}" x="${decimal(x)}" width="${decimal(width)}" height="18"><title>${name}</title></rect>`,
      );
    }
    x += width;
    const left = (index % columns) * columnWidth;
    const top = 30 + Math.floor(index / columns) * 20;
    legend.push(
      `<rect class="${color}" x="${decimal(left)}" y="${top}" width="10" height="10"/><text x="${decimal(left + 16)}" y="${top + 10}">${name}</text>`,
    );
  });
  const rows = Math.ceil(pieces.length / columns);
  return { height: 36 + rows * 20, markup: [...rects, ...legend].join("") };
}

/** Bars below each other. */
export function svgBars(bars: readonly SvgBar[]): SvgPart {
  const rows = bars.map(({ label, detail = "", share, own, value }, index) => {
    const y = index * rowHeight;
    const name = cut(label, maxLabel);
    const more = cut(detail, Math.max(0, maxLabel - name.length - 2));
    const tip = escapeText(detail === "" ? label : `${label}  ${detail}`);
    const text = `${escapeText(name)}${more === "" ? "" : `<tspan class="soft">  ${escapeText(more)}</tspan>`}`;
    return [
      `<g transform="translate(0 ${y})"><title>${tip}</title>`,
      `<rect class="all" y="4" width="${decimal(share * barWidth)}" height="14"/>`,
      `<rect class="own" y="4" width="${decimal(own * barWidth)}" height="14"/>`,
      `<text x="${barWidth + 10}" y="16">${escapeText(value)}</text>`,
      `<text class="code" x="${barWidth + valueWidth}" y="16">${text}</text></g>`,
    ].join("");
  });
  return { height: bars.length * rowHeight + 6, markup: rows.join("") };
}

/** Text as XML may hold it: nothing in it is markup, invisible, or turns the direction of what follows. */
export function escapeText(text: string): string {
  const visible = text.replace(/[\p{Cc}\p{Cs}\p{Cf}\u2028\u2029\ufffe\uffff]/gu, "\ufffd");
  return visible.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

function cut(text: string, length: number): string {
  const characters = [...text];
  if (characters.length <= length) return text;
  return length < 2 ? "" : `${characters.slice(0, length - 1).join("")}…`;
}

function decimal(value: number): string {
  return String(Math.round(value * 100) / 100);
}
