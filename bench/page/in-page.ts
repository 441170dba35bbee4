/** Functions that run inside the page: they may use nothing from outside themselves. */

declare global {
  interface Window {
    /** Milliseconds since the navigation began at which each selector was first seen in a frame. */
    benchSeen: Record<string, number>;
  }
}

/** Notes when each selector first matches; runs before anything else of the page. */
export function watchSelectors(selectors: string[]): void {
  window.benchSeen = {};
  const look = () => {
    for (const selector of selectors) {
      if (!(selector in window.benchSeen) && document.querySelector(selector)) {
        window.benchSeen[selector] = performance.now();
      }
    }
    if (Object.keys(window.benchSeen).length < selectors.length) requestAnimationFrame(look);
  };
  look();
}

/**
 * Clicks and resolves with the milliseconds until the first element that matches `watched` is another, or on another page,
 * and nothing is busy any more; NaN after 30 s.
 */
export function untilChanged(clicked: Element, watched: string): Promise<number> {
  const shown = () => {
    const element = document.querySelector(watched);
    if (element === null) return "";
    return `${location.pathname} ${element.id} ${element.textContent} ${element.getAttribute("d")}`;
  };
  const before = shown();
  const startedAt = performance.now();
  if (clicked instanceof HTMLElement) clicked.click();
  return new Promise((resolve) => {
    const look = () => {
      const now = shown();
      const busy = document.querySelector('[aria-busy="true"], .animate-late') !== null;
      const changed = now !== "" && now !== before && !busy;
      const ms = performance.now() - startedAt;
      if (changed || ms > 30_000) resolve(changed ? ms : Number.NaN);
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
