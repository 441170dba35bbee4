"use client";

import { Command } from "cmdk";
import {
  Activity,
  Box,
  CircleDollarSign,
  CircleStop,
  Clock,
  Globe,
  Hash,
  type LucideIcon,
  MessagesSquare,
  OctagonAlert,
  Radio,
  Search,
  Server,
  Tag,
  ThumbsUp,
  Timer,
  User,
} from "lucide-react";
import { COMMAND_INPUT, COMMAND_ITEM, COMMAND_LIST } from "@/components/filters/command-styles";
import { matchRank } from "@/components/filters/completion";
import type { FilterProperty } from "@/components/filters/property-names";
import { BUILT_IN_FIELDS, type BuiltInField, type Field, isBuiltInField, propertyField } from "@/lib/filters/fields";

const ICONS: Record<BuiltInField, LucideIcon> = {
  model: Box,
  provider: Server,
  status: Activity,
  user: User,
  session: MessagesSquare,
  cost: CircleDollarSign,
  cost_input: CircleDollarSign,
  cost_output: CircleDollarSign,
  cost_cache_read: CircleDollarSign,
  cost_cache_write: CircleDollarSign,
  latency: Clock,
  ttft: Timer,
  input_tokens: Hash,
  output_tokens: Hash,
  total_tokens: Hash,
  cache_read_tokens: Hash,
  cache_write_tokens: Hash,
  reasoning_tokens: Hash,
  audio_tokens: Hash,
  finish_reason: CircleStop,
  error: OctagonAlert,
  stream: Radio,
  country: Globe,
  feedback: ThumbsUp,
  text: Search,
};

const BUILT_INS = Object.keys(BUILT_IN_FIELDS).filter(isBuiltInField);

export function fieldIcon(field: Field): LucideIcon {
  return isBuiltInField(field) ? ICONS[field] : Tag;
}

/** Searchable list of everything that can be filtered by: properties first, they are what people come for. */
export function FieldList({
  properties,
  onChoose,
}: {
  properties: readonly FilterProperty[];
  onChoose: (field: Field) => void;
}) {
  return (
    <Command label="Filter by" loop filter={scoreField} className="flex min-h-0 flex-col">
      <Command.Input autoFocus placeholder="Filter by" className={COMMAND_INPUT} />
      <Command.List className={COMMAND_LIST}>
        <Command.Empty className="px-2 py-3 text-center text-faint">No field of that name</Command.Empty>
        {properties.length === 0 ? null : (
          <Command.Group heading="Properties">
            {properties.map(({ key, displayName }) => (
              <FieldItem key={key} field={propertyField(key)} label={displayName} onChoose={onChoose} />
            ))}
          </Command.Group>
        )}
        <Command.Group heading="Request">
          {BUILT_INS.map((field) => (
            <FieldItem key={field} field={field} label={BUILT_IN_FIELDS[field].label} onChoose={onChoose} />
          ))}
        </Command.Group>
      </Command.List>
    </Command>
  );
}

/** cmdk's own score finds scattered letters: "lat" would lead to Location. */
export function scoreField(field: string, search: string, names: string[] = []): number {
  const rank = matchRank(search, [field, ...names]);
  return rank === null ? 0 : 1 - rank / 2;
}

function FieldItem({ field, label, onChoose }: { field: Field; label: string; onChoose: (field: Field) => void }) {
  const Icon = fieldIcon(field);
  return (
    <Command.Item value={field} keywords={[label]} onSelect={() => onChoose(field)} className={COMMAND_ITEM}>
      <Icon aria-hidden className="size-4 shrink-0 text-faint" />
      <span className="truncate">{label}</span>
    </Command.Item>
  );
}
