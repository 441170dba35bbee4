import { CopyButton } from "@/components/snippets/copy-button";

/** One line of code with its copy button; `label` says what is copied. */
export function CopyLine({ text, label }: { text: string; label: string }) {
  return (
    <div className="flex items-center gap-2 rounded-md border bg-surface py-1 pr-1 pl-4">
      <code className="min-w-0 flex-1 font-mono text-sm wrap-anywhere">{text}</code>
      <CopyButton text={text} label={label} />
    </div>
  );
}
