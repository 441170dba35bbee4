"use server";

import type { SegmentOutcome } from "@/components/segments/use-segments";
import { type Access, currentAccess } from "@/lib/api/access";
import { ApiError } from "@/lib/api/errors";
import {
  changeSegment,
  createSegment,
  deleteSegment,
  restoreSegment,
  type Segment,
  setDefaultSegment,
} from "@/lib/api/segments";

/** Every action names the project by its slug; what is wrong comes back as a sentence, never as an exception. */
export async function saveSegment(project: string | null, name: string, search: string): Promise<SegmentOutcome> {
  let made: Segment | null = null;
  const { problem } = await act(project, async (access) => {
    made = await createSegment(access, { name, search });
  });
  return { problem, segment: made };
}

export async function updateSegment(project: string | null, id: number, search: string): Promise<SegmentOutcome> {
  return act(project, (access) => changeSegment(access, id, { search }));
}

export async function renameSegment(project: string | null, id: number, name: string): Promise<SegmentOutcome> {
  return act(project, (access) => changeSegment(access, id, { name }));
}

/** Null: no segment is the default any more. */
export async function makeDefault(project: string | null, id: number | null): Promise<SegmentOutcome> {
  return act(project, (access) => setDefaultSegment(access, id));
}

export async function removeSegment(project: string | null, id: number): Promise<SegmentOutcome> {
  return act(project, (access) => deleteSegment(access, id));
}

export async function bringBackSegment(project: string | null, segment: Segment): Promise<SegmentOutcome> {
  return act(project, (access) => restoreSegment(access, segment));
}

async function act(slug: string | null, work: (access: Access) => Promise<unknown>): Promise<SegmentOutcome> {
  try {
    const access = await currentAccess(slug);
    if (access === null) return { problem: "This project is gone. Choose another one.", segment: null };
    await work(access);
    return { problem: null, segment: null };
  } catch (error) {
    if (error instanceof ApiError) return { problem: error.message, segment: null };
    console.error(error);
    return { problem: "Not saved: the database did not answer. Try again.", segment: null };
  }
}
