import type { ChartSeries } from "@/components/charts/chart-types";

const SCALE = 2;
const MARGIN = 16;
const TITLE = 32;
const LEGEND = 24;

const PAINTED = ["fill", "stroke", "fill-opacity", "stroke-opacity", "stroke-dasharray", "font-size", "font-family"];

/** The drawn chart with its title and legend as a PNG of twice the size on screen, in the theme that is shown. */
export async function chartPicture(svg: SVGSVGElement, title: string, series: ChartSeries[]): Promise<Blob> {
  const { width, height } = svg.getBoundingClientRect();
  const canvas = document.createElement("canvas");
  const context = canvas.getContext("2d");
  if (context === null) throw new Error("this browser cannot draw pictures");
  canvas.width = (width + 2 * MARGIN) * SCALE;
  canvas.height = (height + TITLE + LEGEND + 2 * MARGIN) * SCALE;
  context.scale(SCALE, SCALE);
  const theme = getComputedStyle(document.documentElement);
  const color = (value: string) =>
    value.replace(/var\((--[\w-]+)\)/, (_, name: string) => theme.getPropertyValue(name));
  context.fillStyle = color("var(--surface)");
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.textBaseline = "middle";
  context.fillStyle = color("var(--ink)");
  context.font = `500 14px ${getComputedStyle(document.body).fontFamily}`;
  context.fillText(title, MARGIN, MARGIN + TITLE / 3);
  context.drawImage(await pictureOf(svg, width, height), MARGIN, MARGIN + TITLE, width, height);
  context.font = `12px ${getComputedStyle(document.body).fontFamily}`;
  let left = MARGIN;
  for (const { label, color: fill } of series) {
    context.fillStyle = color(fill);
    context.fillRect(left, MARGIN + TITLE + height + LEGEND / 2, 10, 10);
    context.fillStyle = color("var(--ink)");
    context.fillText(label, left + 16, MARGIN + TITLE + height + LEGEND / 2 + 5);
    left += 32 + context.measureText(label).width;
  }
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, "image/png"));
  if (blob === null) throw new Error("the picture could not be made");
  return blob;
}

/** An SVG that is loaded as an image sees no style sheet: what the page computed is written into it. */
async function pictureOf(svg: SVGSVGElement, width: number, height: number): Promise<HTMLImageElement> {
  const copy = svg.cloneNode(true);
  if (!(copy instanceof SVGSVGElement)) throw new Error("the chart is not an SVG");
  const originals = svg.querySelectorAll<SVGElement>("*");
  for (const [index, element] of copy.querySelectorAll<SVGElement>("*").entries()) {
    const original = originals[index];
    if (original === undefined) continue;
    const style = getComputedStyle(original);
    for (const name of PAINTED) element.style.setProperty(name, style.getPropertyValue(name));
  }
  copy.setAttribute("width", String(width));
  copy.setAttribute("height", String(height));
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(new XMLSerializer().serializeToString(copy))}`;
  await image.decode();
  return image;
}
