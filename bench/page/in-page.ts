/** Functions that run inside the page: they may use nothing from outside themselves. */

declare global {
  interface Window {
    /** Milliseconds since the navigation began at which each figure's element was first found in a frame. */
    benchSeen: Record<string, number>;
  }
}

/** What is waited for: an element that is there, or one that React has taken over too, so that it answers. */
export type Awaited = { figure: string; selector: string; answers?: boolean };

/** Notes when each element is first found; runs before anything else of the page. */
export function watchElements(all: Awaited[]): void {
  window.benchSeen = {};
  const isFound = ({ selector, answers = false }: Awaited) => {
    const element = document.querySelector(selector);
    if (element === null) return false;
    return !answers || Object.keys(element).some((key) => key.startsWith("__reactProps"));
  };
  const look = () => {
    for (const each of all) {
      if (!(each.figure in window.benchSeen) && isFound(each)) window.benchSeen[each.figure] = performance.now();
    }
    if (Object.keys(window.benchSeen).length < all.length) requestAnimationFrame(look);
  };
  look();
}

/**
 * Clicks and resolves with the milliseconds until the first element that matches `watched` is another, or on another page,
 * and no longer dimmed; and until nothing of the page is under way any more. NaN after 30 s.
 */
export function untilChanged(clicked: Element, watched: string): Promise<{ answered: number; complete: number }> {
  const shown = () => {
    const element = document.querySelector(watched);
    if (element === null || element.closest('[aria-busy="true"]') !== null) return "";
    return `${location.pathname} ${element.id} ${element.textContent} ${element.getAttribute("d")}`;
  };
  const before = shown();
  const startedAt = performance.now();
  if (clicked instanceof HTMLElement) clicked.click();
  return new Promise((resolve) => {
    let answered = Number.NaN;
    const look = () => {
      const now = shown();
      const ms = performance.now() - startedAt;
      if (Number.isNaN(answered) && now !== "" && now !== before) answered = ms;
      const late = document.querySelector('[aria-busy="true"], .animate-late, [data-more-to-come]') !== null;
      const complete = !late && !Number.isNaN(answered);
      if (complete || ms > 30_000) resolve({ answered, complete: complete ? ms : Number.NaN });
      else requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });
}

/** Scrolls the list down until it has loaded `wanted` rows of 32 pixels. */
export async function loadRows({ table, wanted }: { table: string; wanted: number }): Promise<number> {
  const scroller = document.querySelector(table)?.parentElement;
  if (!scroller) return 0;
  const deadline = performance.now() + 120_000;
  while (scroller.scrollHeight < wanted * 32 && performance.now() < deadline) {
    scroller.scrollTop = scroller.scrollHeight;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return Math.floor(scroller.scrollHeight / 32);
}

/** Leaves nothing but a list of `wanted` rows, copies of those in sight, all in the document and without scripts: the floor. */
export function makePlain({ table, wanted }: { table: string; wanted: number }): number {
  const scroller = document.querySelector(table)?.parentElement;
  const height = scroller?.clientHeight ?? 0;
  const copy = scroller?.cloneNode(true);
  if (!(copy instanceof HTMLElement)) return 0;
  const rows = [...copy.querySelectorAll("tbody tr")].filter((row) => row.querySelector("a") !== null);
  const copies = Array.from({ length: wanted }, (_, index) => rows[index % rows.length]?.cloneNode(true) ?? "");
  copy.querySelector("tbody")?.replaceChildren(...copies);
  copy.style.cssText = `height: ${height}px; flex: none`;
  document.body.replaceChildren(copy);
  return copies.length;
}

/** Scrolls `pixels` a frame for some seconds, there and back; resolves with the milliseconds between frames. */
export async function scrollFrames(input: { table: string; seconds: number; pixels: number }): Promise<number[]> {
  const scroller = document.querySelector(input.table)?.parentElement;
  if (!scroller) return [];
  const frames: number[] = [];
  let direction = -1;
  let last = await new Promise<number>(requestAnimationFrame);
  const endAt = last + input.seconds * 1000;
  while (last < endAt) {
    if (scroller.scrollTop <= 0) direction = 1;
    if (scroller.scrollTop + scroller.clientHeight >= scroller.scrollHeight - 2000) direction = -1;
    scroller.scrollTop += direction * input.pixels;
    const now = await new Promise<number>(requestAnimationFrame);
    frames.push(now - last);
    last = now;
  }
  return frames;
}
