import { readdir, readFile } from "node:fs/promises";
import type { BloatResult } from "../bloat/run";
import type { GatewayResult } from "../gateway/run";
import type { IngestResult } from "../ingest/run";
import type { Machine } from "../machine";
import type { PageResult } from "../page/run";
import type { QueryResult } from "../query/run";

/** What `--json` wrote for one run. */
type Report = {
  command: string;
  machine: Machine;
  results: {
    gateway?: GatewayResult;
    ingest?: IngestResult;
    query?: QueryResult;
    page?: PageResult;
    bloat?: BloatResult;
  };
};

export type Measured<Result> = { result: Result; command: string; machine: Machine };

/** The newest result of each benchmark; of `query` and `page` one for each size of the dataset, smallest first. */
export type Results = {
  gateway: Measured<GatewayResult> | null;
  ingest: Measured<IngestResult> | null;
  query: Measured<QueryResult>[];
  page: Measured<PageResult>[];
  bloat: Measured<BloatResult> | null;
};

export async function readResults(folder: URL): Promise<Results> {
  const files = (await readdir(folder)).filter((name) => name.endsWith(".json"));
  const reports = await Promise.all(
    files.map(async (name): Promise<Report> => JSON.parse(await readFile(new URL(name, folder), "utf8"))),
  );
  reports.sort((one, other) => one.machine.date.localeCompare(other.machine.date));
  const of = <Result>(pick: (report: Report) => Result | undefined) =>
    reports.flatMap((report): Measured<Result>[] => {
      const result = pick(report);
      return result === undefined ? [] : [{ result, command: report.command, machine: report.machine }];
    });
  return {
    gateway: of(({ results }) => results.gateway).at(-1) ?? null,
    ingest: of(({ results }) => results.ingest).at(-1) ?? null,
    query: newestBySize(of(({ results }) => results.query)),
    page: newestBySize(of(({ results }) => results.page)),
    bloat: of(({ results }) => results.bloat).at(-1) ?? null,
  };
}

function newestBySize<Result extends { rows: number }>(measured: Measured<Result>[]): Measured<Result>[] {
  const bySize = new Map(measured.map((each) => [each.result.rows, each]));
  return [...bySize.values()].sort((one, other) => one.result.rows - other.result.rows);
}
