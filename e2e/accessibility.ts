import { AxeBuilder } from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

/** Axe finds nothing wrong with what the page shows now. */
export async function expectNoViolations(page: Page): Promise<void> {
  // Not `region`: a tooltip lies outside the landmarks, at the end of the body, where Radix puts it.
  const { violations } = await new AxeBuilder({ page }).disableRules("region").analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join("\n")}`)).toEqual([]);
}
