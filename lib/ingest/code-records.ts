import { FIELD_IDS } from "@/db/field-ids";
import { type Dictionaries, type Term, termKey } from "./dictionaries";
import type { FinishedRecord } from "./finish-record";
import type { CodedRecord } from "./insert-batch";
import type { PropertyRegistry, RegisteredProperty } from "./property-registry";
import type { Generations } from "./vocabulary-generation";

export type Vocabulary = { registry: PropertyRegistry; dictionaries: Dictionaries };

/** Records that may be stored while the generations of their projects last. */
export type CodedRecords = { records: CodedRecord[]; generations: Generations };

/** Gives every string of the records its code. New ones are committed by themselves, ahead of the batch. */
export async function codeRecords(vocabulary: Vocabulary, records: FinishedRecord[]): Promise<CodedRecords> {
  const coded: CodedRecord[] = [];
  const generations = new Map<number, number>();
  for (const [projectId, own] of groupByProject(records)) {
    // First: a property that is moved later begins another one.
    const generation = await vocabulary.dictionaries.generation(projectId);
    const registered = await vocabulary.registry.register(
      projectId,
      generation,
      own.flatMap(({ properties }) => properties),
    );
    const terms = own.flatMap((record) => [...namedTerms(record), ...slotTerms(record, registered)]);
    const { codes } = await vocabulary.dictionaries.intern(projectId, terms);
    generations.set(projectId, generation);
    for (const record of own) coded.push(codeRecord(record, registered, codes));
  }
  return { records: coded, generations };
}

function groupByProject(records: FinishedRecord[]): Map<number, FinishedRecord[]> {
  const groups = new Map<number, FinishedRecord[]>();
  for (const record of records) {
    const group = groups.get(record.projectId);
    if (group) group.push(record);
    else groups.set(record.projectId, [record]);
  }
  return groups;
}

function namedTerms({ named }: FinishedRecord): Term[] {
  const terms: Term[] = [{ fieldId: FIELD_IDS.provider, value: named.provider }];
  if (named.model !== null) terms.push({ fieldId: FIELD_IDS.model, value: named.model });
  if (named.user !== null) terms.push({ fieldId: FIELD_IDS.user, value: named.user });
  if (named.session !== null) terms.push({ fieldId: FIELD_IDS.session, value: named.session });
  return terms;
}

function slotTerms(record: FinishedRecord, registered: Map<string, RegisteredProperty>): Term[] {
  const terms: Term[] = [];
  for (const { key, value } of record.properties) {
    const property = registered.get(key);
    if (property && property.slot !== null) terms.push({ fieldId: property.id, value });
  }
  return terms;
}

function codeRecord(
  record: FinishedRecord,
  registered: Map<string, RegisteredProperty>,
  codes: Map<string, number>,
): CodedRecord {
  const codeOf = (fieldId: number, value: string | null) => {
    if (value === null) return 0;
    const code = codes.get(termKey({ fieldId, value }));
    if (code === undefined) throw new Error(`field ${fieldId} has a value without a code`);
    return code;
  };
  const slots = Array.from({ length: 16 }, () => 0);
  const extra: [string, string][] = [];
  for (const { key, value } of record.properties) {
    const property = registered.get(key);
    if (property && property.slot !== null) slots[property.slot - 1] = codeOf(property.id, value);
    else extra.push([key, value]);
  }
  return {
    ...record,
    modelCode: codeOf(FIELD_IDS.model, record.named.model),
    providerCode: codeOf(FIELD_IDS.provider, record.named.provider),
    userCode: codeOf(FIELD_IDS.user, record.named.user),
    sessionCode: codeOf(FIELD_IDS.session, record.named.session),
    slots,
    extra: extra.length === 0 ? null : JSON.stringify(Object.fromEntries(extra)),
  };
}
