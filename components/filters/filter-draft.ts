import { type Filter, isLeaf, type Leaf } from "@/lib/filters/filter";

/**
 * A filter while it is built with the mouse: groups may be empty, hold one condition or a group of their own kind, which
 * a filter in its canonical form never does. Ids tell the parts apart while they move.
 */
export type DraftNode = { id: number; not: boolean } & ({ leaf: Leaf } | { join: Join; children: DraftNode[] });
export type DraftGroup = Extract<DraftNode, { join: Join }>;
export type Join = "and" | "or";

let lastId = 0;

export function newGroup(join: Join, children: DraftNode[] = []): DraftGroup {
  return { id: ++lastId, not: false, join, children };
}

export function newCondition(leaf: Leaf): DraftNode {
  return { id: ++lastId, not: false, leaf };
}

/** The filter as a group to edit. */
export function draftOf(filter: Filter | null): DraftGroup {
  if (filter === null) return newGroup("and");
  const node = nodeOf(filter);
  return "join" in node && !node.not ? node : newGroup("and", [node]);
}

/** What the draft stands for: empty groups say nothing. Not canonical: `parseFilter` makes it so. */
export function filterOf(node: DraftNode): Filter | null {
  const inner = "leaf" in node ? node.leaf : groupFilter(node);
  return inner !== null && node.not ? { not: inner } : inner;
}

/** The tree with the node of this id replaced by others: none removes it, several spread it out. */
export function replaceNode(group: DraftGroup, id: number, change: (node: DraftNode) => DraftNode[]): DraftGroup {
  const children = group.children.flatMap((child) => {
    if (child.id === id) return change(child);
    return ["join" in child ? replaceNode(child, id, change) : child];
  });
  return { ...group, children };
}

function groupFilter({ join, children }: DraftGroup): Filter | null {
  const filters = children.map(filterOf).filter((filter) => filter !== null);
  if (filters.length === 0) return null;
  return join === "and" ? { and: filters } : { or: filters };
}

function nodeOf(filter: Filter): DraftNode {
  if (isLeaf(filter)) return newCondition(filter);
  if ("not" in filter) return { ...nodeOf(filter.not), not: true };
  return "and" in filter ? newGroup("and", filter.and.map(nodeOf)) : newGroup("or", filter.or.map(nodeOf));
}
