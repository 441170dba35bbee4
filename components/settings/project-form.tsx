"use client";

import { Check } from "lucide-react";
import { useActionState, useState } from "react";
import { TimeZonePicker } from "@/components/settings/time-zone-picker";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";

export type SaveResult =
  | { state: "unchanged" }
  | { state: "saved" }
  | { state: "failed"; field: "name" | "timeZone"; message: string };

type ProjectFormProps = {
  project: { slug: string; name: string; timeZone: string };
  timeZones: string[];
  save: (previous: SaveResult, form: FormData) => Promise<SaveResult>;
};

/** Name and reporting time zone of a project. */
export function ProjectForm({ project, timeZones, save }: ProjectFormProps) {
  const [result, submit, saving] = useActionState<SaveResult, FormData>(save, { state: "unchanged" });
  const [name, setName] = useState(project.name);
  const [timeZone, setTimeZone] = useState(project.timeZone);
  const changed = name.trim() !== project.name || timeZone !== project.timeZone;
  const problem = result.state === "failed" ? result : null;
  return (
    <form action={submit} className="flex flex-col gap-4">
      <input type="hidden" name="project" value={project.slug} />
      <div className="flex flex-col gap-1.5">
        <label htmlFor="project-name" className="font-medium text-sm">
          Name
        </label>
        <Input
          id="project-name"
          name="name"
          value={name}
          maxLength={80}
          required
          aria-invalid={problem?.field === "name"}
          aria-describedby="project-problem"
          onChange={(event) => setName(event.target.value)}
        />
      </div>
      <div className="flex flex-col gap-1.5">
        <span id="time-zone-label" className="font-medium text-sm">
          Reporting time zone
        </span>
        <TimeZonePicker labelledBy="time-zone-label" value={timeZone} choices={timeZones} onChange={setTimeZone} />
        <input type="hidden" name="timeZone" value={timeZone} />
        <span className="text-muted text-xs">Days and hours of every chart begin and end in this zone.</span>
      </div>
      <div className="flex min-h-8 items-center gap-3">
        <Button type="submit" variant="primary" size="md" disabled={!changed || saving}>
          {saving ? "Saving" : "Save"}
        </Button>
        <span id="project-problem" role="status" className="flex items-center gap-1.5 text-sm">
          {problem === null ? null : <span className="text-failed">{problem.message}</span>}
          {result.state === "saved" && !changed && !saving ? (
            <>
              <Check aria-hidden className="size-4 text-ok" /> Saved
            </>
          ) : null}
        </span>
      </div>
    </form>
  );
}
