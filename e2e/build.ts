import { buildWhenNeeded } from "@/bin/build";

/** Once before all workers: two of them starting at a time would both build. */
export default async function build(): Promise<void> {
  await buildWhenNeeded(new AbortController().signal);
}
