import type { Locator, Page } from "@playwright/test";
import { untilChanged } from "./in-page";

/** Something a person does on a page that is open: what is clicked, and what is another when it is done. */
export type Interaction = {
  name: string;
  path: string;
  /** Done before, and not measured. */
  prepare?: (page: Page) => Promise<void>;
  click: (page: Page) => Locator;
  /** Selector of what changes, or appears. */
  watched: string;
};

const ROWS = 'table[aria-label="Requests"] tbody a[id^="request-"]';
const VALUES = '[aria-label^="Values of"] tbody tr';
export const RECHARTS = ".recharts-bar-rectangle path, .recharts-line-curve";

const filter = (text: string) => `filter=${encodeURIComponent(text)}`;
const removal = (page: Page) => page.getByRole("button", { name: /^Remove filter/ }).first();
const view = (page: Page, name: string) =>
  page.getByRole("navigation", { name: "Views of properties" }).getByRole("link", { name });

const PROPERTIES = "/properties?property=environment&";

export const INTERACTIONS: Interaction[] = [
  {
    name: "Requests: filter removed",
    path: `/requests?${filter("property:location:location-40")}&`,
    click: removal,
    watched: ROWS,
  },
  {
    name: "Properties: filter removed",
    path: `${PROPERTIES}${filter("property:feature:feature-02")}&`,
    click: removal,
    watched: VALUES,
  },
  {
    name: "Properties: one of two filters removed",
    path: `${PROPERTIES}${filter("property:feature:feature-02 property:user-type:paid")}&`,
    click: removal,
    watched: VALUES,
  },
  {
    name: "Properties: range changed",
    path: PROPERTIES,
    prepare: (page) => page.keyboard.press("t"),
    click: (page) => page.getByRole("dialog", { name: "Time range" }).getByRole("button", { name: "Last 7 days" }),
    watched: VALUES,
  },
  {
    name: "Properties: metric changed",
    path: PROPERTIES,
    click: (page) => page.locator('[aria-label^="Totals"] button[aria-pressed="false"]').first(),
    watched: RECHARTS,
  },
  {
    name: "Requests opened from Properties",
    path: PROPERTIES,
    click: (page) => page.getByRole("navigation", { name: "Pages" }).getByRole("link", { name: "Requests" }),
    watched: ROWS,
  },
  {
    name: "cross-tab opened",
    path: PROPERTIES,
    click: (page) => view(page, "Cross-tab"),
    watched: "main table tbody td",
  },
  {
    name: "What changed? opened",
    path: PROPERTIES,
    click: (page) => view(page, "What changed?"),
    watched: '[aria-label="The change"]',
  },
];

/** Opens the page, waits until it is still, does it, and tells the milliseconds until the answer, and all of the page, is there. */
export async function interact(
  page: Page,
  origin: string,
  range: string,
  interaction: Interaction,
): Promise<Record<string, number>> {
  const { name, path, prepare, click, watched } = interaction;
  await page.goto(`${origin}${path}${range}`);
  await still(page);
  if (path.startsWith("/properties")) await page.waitForSelector(RECHARTS);
  await prepare?.(page);
  const { answered, complete } = await click(page).evaluate(untilChanged, watched);
  return { [name]: answered, [`${name}, all of the page`]: complete };
}

/** Nothing is being loaded. The network is never idle: live rows come over a connection that stays open. */
export async function still(page: Page): Promise<void> {
  await page.waitForLoadState("load");
  await page.waitForFunction(() => document.querySelector('.animate-late, [aria-busy="true"]') === null);
  // Until the page has been taken over by React, a click does nothing.
  await page.waitForTimeout(300);
}
