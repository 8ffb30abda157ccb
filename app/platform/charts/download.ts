/** A drawn figure: SVG text that needs no style sheet, and its size in pixels. */
export interface Picture {
  readonly text: string;
  readonly width: number;
  readonly height: number;
}

const SVG = "http://www.w3.org/2000/svg";
const MARGIN = 24;
/** Charts of a phone are drawn again at a width fit for a document. */
const NARROWEST = 640;
const SCALE = 2;

/** Properties that our style sheet gives to pictures, written as attributes in the file. */
const PROPERTIES = [
  "fill",
  "fill-opacity",
  "stroke",
  "stroke-width",
  "stroke-dasharray",
  "stroke-linecap",
  "stroke-linejoin",
  "stroke-opacity",
  "opacity",
  "font-size",
  "font-weight",
  "text-anchor",
  "vector-effect",
  "paint-order",
];
const DRAWN = "svg, g, path, rect, circle, line, polygon, use, text, tspan";

/**
 * The figure as one SVG: title, picture, keys, source. Colours are those of the light theme whatever the reader's: the
 * file goes into documents on white paper.
 *
 * @param scale how much larger the drawing will be shown: strokes that do not scale with it are thickened here.
 */
export function drawFigure(figure: HTMLElement | null, scale = 1): Picture {
  const drawing = figure?.querySelector<SVGSVGElement>(":scope > svg");
  if (!figure || !drawing) throw new Error("no picture to download");
  return inLightTheme(() => {
    const { width: shown, height: tall } = drawing.getBoundingClientRect();
    const wide = Math.max(shown, NARROWEST);
    const proportional = drawing.hasAttribute("viewBox");
    const page = new Page(wide + 2 * MARGIN, getComputedStyle(figure));
    page.write(textOf(figure, ".anc-graphique__titre"), 16, "700");
    page.place(
      standAlone(drawing, scale),
      wide,
      proportional ? (tall * wide) / shown : tall,
      getComputedStyle(drawing),
    );
    for (const key of figure.querySelectorAll(".anc-graphique__cles > li")) {
      const symbol = key.querySelector("svg");
      page.key(symbol && standAlone(symbol, scale), key.textContent.trim());
    }
    page.gap(8);
    page.write(textOf(figure, ".anc-graphique__source"), 12, "400");
    return page.finish();
  });
}

const textOf = (figure: HTMLElement, selector: string) => figure.querySelector(selector)?.textContent ?? "";

/** Synchronous: the theme is back before anything is painted. */
function inLightTheme<T>(read: () => T): T {
  const { dataset, style } = document.documentElement;
  const before = dataset.frTheme;
  // The DSFR writes the scheme on the element itself, where it wins over the style sheet.
  const scheme = style.colorScheme;
  dataset.frTheme = "light";
  style.colorScheme = "light";
  try {
    return read();
  } finally {
    style.colorScheme = scheme;
    if (before === undefined) delete dataset.frTheme;
    else dataset.frTheme = before;
  }
}

/** A copy whose look no longer depends on the page. */
function standAlone(drawing: SVGSVGElement, scale: number): SVGSVGElement {
  const copy = drawing.cloneNode(true) as SVGSVGElement;
  const originals = drawing.querySelectorAll<SVGElement>("*");
  const hidden: Element[] = [];
  copy.querySelectorAll<SVGElement>("*").forEach((element, index) => {
    const original = originals[index];
    if (!original?.matches(DRAWN)) return;
    const style = getComputedStyle(original);
    if (style.display === "none") hidden.push(element);
    for (const property of PROPERTIES) {
      element.setAttribute(property, style.getPropertyValue(property).replace(/url\("(.*)"\)/, "url($1)"));
    }
    if (style.vectorEffect === "non-scaling-stroke") {
      for (const property of ["stroke-width", "stroke-dasharray"]) {
        const value = style.getPropertyValue(property);
        element.setAttribute(
          property,
          value.replace(/[\d.]+/g, (size) => String(Number(size) * scale)),
        );
      }
    }
    element.removeAttribute("class");
  });
  for (const element of hidden) element.remove();
  for (const attribute of ["class", "role", "aria-labelledby", "id"]) copy.removeAttribute(attribute);
  return copy;
}

/** Lays pieces one under the other. */
class Page {
  readonly #root = document.createElementNS(SVG, "svg");
  readonly #pen = document.createElement("canvas").getContext("2d");
  readonly #width: number;
  readonly #style: CSSStyleDeclaration;
  #y = MARGIN;

  constructor(width: number, style: CSSStyleDeclaration) {
    this.#width = Math.round(width);
    this.#style = style;
  }

  gap(height: number): void {
    this.#y += height;
  }

  write(text: string, size: number, weight: string, indent = 0): void {
    if (text === "") return;
    for (const line of this.#cut(text, size, weight, this.#width - 2 * MARGIN - indent)) {
      const element = document.createElementNS(SVG, "text");
      this.#y += Math.round(size * 1.5);
      set(element, { x: MARGIN + indent, y: this.#y - size / 2, "font-size": size, "font-weight": weight });
      element.setAttribute("fill", this.#style.color);
      element.textContent = line;
      this.#root.append(element);
    }
  }

  place(copy: SVGSVGElement, width: number, height: number, style: CSSStyleDeclaration): void {
    const left = Number.parseFloat(style.paddingLeft) || 0;
    const right = Number.parseFloat(style.paddingRight) || 0;
    this.#y += 8;
    set(copy, { x: MARGIN + left, y: this.#y, width: width - left - right, height: Math.round(height) });
    copy.setAttribute("overflow", "visible");
    this.#root.append(copy);
    this.#y += Math.round(height) + 8;
  }

  key(symbol: SVGSVGElement | null, text: string): void {
    if (symbol) {
      set(symbol, { x: MARGIN, y: this.#y + 2 });
      this.#root.append(symbol);
    }
    this.write(text, 13, "400", 32);
  }

  finish(): Picture {
    const [width, height] = [this.#width, Math.round(this.#y + MARGIN)];
    const paper = document.createElementNS(SVG, "rect");
    set(paper, { width, height });
    paper.setAttribute("fill", "#fff");
    this.#root.prepend(paper);
    set(this.#root, { width, height });
    this.#root.setAttribute("viewBox", `0 0 ${width} ${height}`);
    this.#root.setAttribute("font-family", this.#style.fontFamily);
    return { text: new XMLSerializer().serializeToString(this.#root), width, height };
  }

  #cut(text: string, size: number, weight: string, room: number): string[] {
    const pen = this.#pen;
    if (!pen) return [text];
    pen.font = `${weight} ${size}px ${this.#style.fontFamily}`;
    const lines: string[] = [];
    for (const word of text.split(/[ \n]+/)) {
      const longer = lines.length === 0 ? word : `${lines.at(-1)} ${word}`;
      if (lines.length > 0 && pen.measureText(longer).width <= room) lines[lines.length - 1] = longer;
      else lines.push(word);
    }
    return lines;
  }
}

function set(element: Element, attributes: Readonly<Record<string, number | string>>): void {
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
}

/** The figure twice as fine as a screen, so that it prints well. A `data:` image: the policy allows no `blob:`. */
export async function rasterizeFigure(figure: HTMLElement | null): Promise<Blob> {
  const { text, width, height } = drawFigure(figure, SCALE);
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
  await image.decode();
  const canvas = document.createElement("canvas");
  canvas.width = width * SCALE;
  canvas.height = height * SCALE;
  canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("no picture"))), "image/png");
  });
}

export function saveFile(content: Blob, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  // The browser has taken the content by the time the current task ends.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
