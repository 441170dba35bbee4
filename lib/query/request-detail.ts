import "server-only";
import { type SQL, sql } from "drizzle-orm";
import { USAGE_SOURCES } from "@/db/outcome";
import { details, facts } from "@/db/schema";
import type { RequestDetail } from "./get-request";
import type { RequestRow } from "./list-requests";
import { readBody } from "./request-body";

/** What only the panel shows, as it is stored. All of details is null in the moment before its row arrives. */
export type StoredDetail = {
  caller_id: string | null;
  method: string | null;
  path: string | null;
  upstream_host: string | null;
  stream: boolean | null;
  request_model: string | null;
  response_model: string | null;
  model_override: string | null;
  response_id: string | null;
  session_path: string | null;
  session_name: string | null;
  prompt_id: string | null;
  audio_tokens: number | null;
  input_audio_tokens: number | null;
  output_audio_tokens: number | null;
  usage_source: number;
  priced_as: string | null;
  price_version: string | null;
  cut_properties: string[] | null;
  parameters: Record<string, unknown> | null;
  request_body: Uint8Array | null;
  response_body: Uint8Array | null;
  request_content_type: string | null;
  response_content_type: string | null;
  request_length: string | null;
  response_length: string | null;
  request_cut: boolean | null;
  response_cut: boolean | null;
};

export const DETAIL_COLUMNS: SQL = sql`${details.callerId}, ${details.method}, ${details.path}, ${details.upstreamHost},
  ${details.stream}, ${details.requestModel}, ${details.responseModel}, ${details.modelOverride}, ${details.responseId},
  ${details.sessionPath}, ${details.sessionName}, ${details.promptId},
  ${facts.audioTokens}, ${details.inputAudioTokens}, ${details.outputAudioTokens},
  ${details.pricedAs}, ${details.priceVersion}, ${details.cutProperties}, ${details.parameters},
  ${details.requestBody}, ${details.responseBody}, ${details.requestContentType}, ${details.responseContentType},
  ${details.requestLength}, ${details.responseLength}, ${details.requestCut}, ${details.responseCut}`;

export function readDetail(row: StoredDetail): Omit<RequestDetail, keyof RequestRow> {
  return {
    callerId: row.caller_id,
    method: row.method ?? "",
    path: row.path ?? "",
    upstreamHost: row.upstream_host ?? "",
    stream: row.stream ?? false,
    requestModel: row.request_model,
    responseModel: row.response_model,
    modelOverride: row.model_override,
    responseId: row.response_id,
    sessionPath: row.session_path,
    sessionName: row.session_name,
    promptId: row.prompt_id,
    audioTokens: row.audio_tokens,
    inputAudioTokens: row.input_audio_tokens,
    outputAudioTokens: row.output_audio_tokens,
    usageSource: USAGE_SOURCES[row.usage_source] ?? "none",
    pricedAs: row.priced_as,
    priceVersion: row.price_version,
    cutProperties: row.cut_properties ?? [],
    parameters: row.parameters ?? {},
    request: readBody({
      bytes: row.request_body,
      contentType: row.request_content_type,
      length: row.request_length,
      cut: row.request_cut,
    }),
    response: readBody({
      bytes: row.response_body,
      contentType: row.response_content_type,
      length: row.response_length,
      cut: row.response_cut,
    }),
  };
}
