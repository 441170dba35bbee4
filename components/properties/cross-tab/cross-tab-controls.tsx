"use client";

import { ArrowLeftRight, ChevronDown } from "lucide-react";
import type { DimensionChoice } from "@/components/filters/dimension-choices";
import { DimensionPicker } from "@/components/properties/cross-tab/dimension-picker";
import { useCrossTabUrl } from "@/components/properties/cross-tab/use-cross-tab-url";
import { SHARE_LABELS } from "@/components/properties/cross-tab/words";
import { Button, buttonClass } from "@/components/ui/button";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuRadioGroup,
  DropdownMenuRadioItem,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import { CROSS_TAB_METRICS, SHARES_OF, TOPS } from "@/lib/filters/cross-tab-params";
import { METRICS } from "@/lib/filters/metrics";

type CrossTabControlsProps = { rows: DimensionChoice; columns: DimensionChoice; choices: readonly DimensionChoice[] };

/** What is crossed with what, the figure in the cells and what its share is of. */
export function CrossTabControls({ rows, columns, choices }: CrossTabControlsProps) {
  const [url, setUrl] = useCrossTabUrl();
  const without = (field: string) => choices.filter((choice) => choice.field !== field);
  const order = { rowsort: null, colsort: null };
  return (
    <div className="flex flex-wrap items-center gap-2">
      <DimensionPicker
        name="Rows"
        chosen={rows}
        choices={without(columns.field)}
        onChoose={(field) => void setUrl({ ...order, rows: field, by: columns.field })}
      />
      <Button
        variant="ghost"
        size="icon"
        aria-label="Swap rows and columns"
        onClick={() => void setUrl({ rows: columns.field, by: rows.field, rowsort: url.colsort, colsort: url.rowsort })}
      >
        <ArrowLeftRight aria-hidden />
      </Button>
      <DimensionPicker
        name="Columns"
        chosen={columns}
        choices={without(rows.field)}
        onChoose={(field) => void setUrl({ ...order, rows: rows.field, by: field })}
      />
      <Choice
        name="Figure"
        value={url.measure}
        choices={CROSS_TAB_METRICS.map((metric) => ({ value: metric, label: METRICS[metric].label }))}
        onChoose={(measure) => void setUrl({ measure })}
      />
      {METRICS[url.measure].additive ? (
        <Choice
          name="Share"
          value={url.share}
          choices={SHARES_OF.map((of) => ({ value: of, label: SHARE_LABELS[of] }))}
          onChoose={(share) => void setUrl({ share }, { shallow: true })}
        />
      ) : null}
      <Choice
        name="Top"
        value={String(url.top)}
        choices={TOPS.map((top) => ({ value: String(top), label: String(top) }))}
        onChoose={(top) => void setUrl({ top: TOPS.find((each) => String(each) === top) ?? null })}
      />
    </div>
  );
}

type ChoiceProps<Value extends string> = {
  name: string;
  value: Value;
  choices: { value: Value; label: string }[];
  onChoose: (value: Value) => void;
};

function Choice<Value extends string>({ name, value, choices, onChoose }: ChoiceProps<Value>) {
  const label = choices.find((choice) => choice.value === value)?.label ?? value;
  return (
    <DropdownMenu>
      <DropdownMenuTrigger className={buttonClass("outline", "sm")} aria-label={`${name}: ${label}`}>
        <span className="text-muted">{name}</span>
        <span className="font-medium">{label}</span>
        <ChevronDown aria-hidden className="text-faint" />
      </DropdownMenuTrigger>
      <DropdownMenuContent>
        <DropdownMenuRadioGroup
          value={value}
          onValueChange={(next) => {
            const found = choices.find((choice) => choice.value === next);
            if (found !== undefined) onChoose(found.value);
          }}
        >
          {choices.map((choice) => (
            <DropdownMenuRadioItem key={choice.value} value={choice.value}>
              {choice.label}
            </DropdownMenuRadioItem>
          ))}
        </DropdownMenuRadioGroup>
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
