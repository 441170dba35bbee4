import { expect, type Page } from "@playwright/test";
import { expectNoViolations } from "./accessibility";
import { test } from "./history";

// Each test walks through a whole story.
test.describe.configure({ timeout: 180_000 });

const trigger = (page: Page) => page.getByRole("button", { name: /^Segment: / });

async function choose(page: Page, name: string) {
  await trigger(page).click();
  await page.getByRole("menu").getByText(name, { exact: true }).click();
}

test("a view is saved, chosen on every page, changed, renamed, made the default and deleted with undo", async ({
  page,
  history,
}) => {
  await page.goto(`/requests?${history.range}&filter=property:feature:agent&order=oldest`);
  await expect(page.getByText("560 requests")).toBeVisible();
  await choose(page, "Save as new segment");
  await page.getByRole("textbox", { name: "Name" }).fill("Agent");
  await expectNoViolations(page);
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(trigger(page)).toHaveAccessibleName("Segment: Agent");
  await expect(trigger(page)).toBeFocused();
  await expect(page).toHaveURL(/segment=\d+/);

  await page.goto("/properties?segment=none");
  await expect(trigger(page)).toHaveAccessibleName("Segment: none");
  await choose(page, "Agent");
  await expect(page).toHaveURL(/\/properties\?.*filter=property(%3A|:)feature(%3A|:)agent/);
  await expect(trigger(page)).toHaveAccessibleName("Segment: Agent");

  await page.getByRole("link", { name: "Requests", exact: true }).click();
  await expect(page).toHaveURL(/\/requests\?.*order=oldest/);
  const changed = new URL(page.url());
  changed.searchParams.set("filter", "property:feature:chat");
  await page.goto(changed.href);
  await expect(trigger(page)).toHaveAccessibleName("Segment: Agent, changed");
  await choose(page, "Update “Agent”");
  await expect(trigger(page)).toHaveAccessibleName("Segment: Agent");

  await choose(page, "Save as new segment");
  await page.getByRole("textbox", { name: "Name" }).fill("Agent");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByRole("alert").filter({ hasText: "There is already a segment “Agent”" })).toBeVisible();
  await page.getByRole("button", { name: "Cancel" }).click();
  await choose(page, "Rename");
  await page.getByRole("textbox", { name: "Name" }).fill("Chat");
  await page.getByRole("button", { name: "Rename", exact: true }).click();
  await expect(trigger(page)).toHaveAccessibleName("Segment: Chat");
  await expect(trigger(page)).toBeFocused();

  await choose(page, "Open pages with it");
  await trigger(page).click();
  await expect(page.getByRole("menuitemradio", { name: "Chat default" })).toBeVisible();
  await page.keyboard.press("Escape");
  await page.goto("/requests");
  await expect(page).toHaveURL(/filter=property(%3A|:)feature(%3A|:)chat/);
  await expect(page.getByText("420 requests")).toBeVisible();
  for (const path of ["/dashboard", "/properties", "/properties/cross-tab", "/properties/what-changed"]) {
    await page.goto(path);
    await expect(trigger(page)).toHaveAccessibleName("Segment: Chat");
  }
  await page.goto("/requests");
  await choose(page, "All requests");
  await expect(page).toHaveURL(/\/requests\?segment=none$/);
  await page.goto("/dashboard?segment=none");
  const totals = page.getByRole("list", { name: "Totals" });
  await totals.getByRole("link", { name: /^Requests/ }).click();
  await expect(page).toHaveURL(/\/requests\?segment=none$/);

  await choose(page, "Chat");
  await expect(trigger(page)).toHaveAccessibleName("Segment: Chat");
  await choose(page, "Delete");
  await expect(trigger(page)).toHaveAccessibleName("Segment: none");
  await expect(page.getByRole("button", { name: "Undo" })).toBeVisible();
  await page.keyboard.press("u");
  await expect(trigger(page)).toHaveAccessibleName("Segment: Chat");
  await choose(page, "Delete");
  await expect(trigger(page)).toHaveAccessibleName("Segment: none");
});
