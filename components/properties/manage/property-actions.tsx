import { CalendarClock, Eye, EyeOff, type LucideIcon, Merge, Pencil, Zap } from "lucide-react";
import { Button, type ButtonProps } from "@/components/ui/button";
import type { ManagedProperty } from "@/lib/query/managed-properties";

type PropertyActionsProps = {
  property: ManagedProperty;
  /** One of the project's properties is on its way to or from a slot: no other one begins. */
  isMoving: boolean;
  saving: boolean;
  /** The row was being edited: the focus comes back to where it was. */
  focusEdit: boolean;
  onEdit: () => void;
  onMerge: () => void;
  onSlot: () => void;
  onKeep: () => void;
  onHide: () => void;
};

/** What can be done with a property. */
export function PropertyActions({ property, isMoving, saving, focusEdit, ...on }: PropertyActionsProps) {
  const { displayName, slot, move, hidden, mergedInto } = property;
  return (
    <>
      <Action
        label={`Edit ${displayName}`}
        title="Edit name and description"
        icon={Pencil}
        autoFocus={focusEdit}
        onClick={on.onEdit}
      />
      {mergedInto === null ? (
        <Action label={`Merge ${displayName}`} title="Merge into another" icon={Merge} onClick={on.onMerge} />
      ) : null}
      {slot === null && move === null ? (
        <Action
          label={`Give ${displayName} a slot`}
          icon={Zap}
          title={isMoving ? "Another property is being moved: one at a time" : "Give it a fast slot"}
          disabled={isMoving}
          onClick={on.onSlot}
        />
      ) : null}
      <Action
        label={`Keep values of ${displayName}`}
        title="How long values are kept"
        icon={CalendarClock}
        onClick={on.onKeep}
      />
      <Action
        label={hidden ? `Show ${displayName}` : `Hide ${displayName}`}
        title={hidden ? "Show again" : "Hide from lists, columns and suggestions"}
        icon={hidden ? Eye : EyeOff}
        // Not disabled while it is saved: it would lose the focus.
        aria-disabled={saving}
        onClick={() => saving || on.onHide()}
      />
    </>
  );
}

type ActionProps = ButtonProps & { label: string; icon: LucideIcon };

function Action({ label, icon: Icon, ...rest }: ActionProps) {
  return (
    <Button variant="ghost" size="icon" aria-label={label} {...rest}>
      <Icon aria-hidden />
    </Button>
  );
}
