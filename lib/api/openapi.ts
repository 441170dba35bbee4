import { z } from "zod";
import { createDocument, type ZodOpenApiOperationObject } from "zod-openapi";
import { queryInput } from "@/lib/query/parse-query";
import {
  errorAnswer,
  mergeGoneAnswer,
  mergeOneAnswer,
  mergesAnswer,
  propertiesAnswer,
  queryAnswer,
  requestOneAnswer,
  requestsAnswer,
  slotsAnswer,
  valuesAnswer,
} from "./answers";
import { API_ERRORS } from "./errors";
import { mergeBody, mergeId } from "./merge-body";
import { exportSearch, propertiesSearch, requestPatch, requestsSearch, slotBody, valuesSearch } from "./schemas";

type Operation = {
  summary: string;
  answer: z.ZodType;
  /** Media types of an answer that is a file and not JSON. */
  files?: string[];
  params?: ZodOpenApiOperationObject["requestParams"];
  body?: z.ZodType;
};

const json = (schema: z.ZodType) => ({ "application/json": { schema } });

function operation({ summary, answer, files, params, body }: Operation): ZodOpenApiOperationObject {
  const errors = [...new Set(Object.values(API_ERRORS))].map((status) => [
    String(status),
    { description: codesOf(status).join(", "), content: json(errorAnswer) },
  ]);
  return {
    summary,
    ...(params && { requestParams: params }),
    ...(body && { requestBody: { required: true, content: json(body) } }),
    responses: {
      "200": { description: "OK", content: files === undefined ? json(answer) : contentOf(files, answer) },
      ...Object.fromEntries(errors),
    },
  };
}

function contentOf(files: string[], schema: z.ZodType) {
  return Object.fromEntries(files.map((type) => [type, { schema }]));
}

function codesOf(status: number): string[] {
  return Object.entries(API_ERRORS).flatMap(([code, each]) => (each === status ? [code] : []));
}

const id = z.string().meta({ description: "Our id (`Helicone-Id`) or the caller's own `Helicone-Request-Id`." });
const key = z.string().meta({ description: "A property, in any spelling." });

/** The OpenAPI document of the REST API. */
export function openApiDocument() {
  return createDocument({
    openapi: "3.1.0",
    info: {
      title: "Facet",
      version: "1",
      description:
        "Every LLM request of a project, its cost, tokens and latency, by any property. Costs are in USD, times in milliseconds. Filters are text (`property:environment:production cost>0.01 -status:2xx`) or JSON (`{and}`, `{or}`, `{not}`, `{field, op, values}`); `is_not` leaves untagged requests out, `not` keeps them.",
    },
    security: [{ key: [] }],
    components: { securitySchemes: { key: { type: "http", scheme: "bearer", description: "The project key." } } },
    paths: {
      "/api/v1/query": {
        post: operation({ summary: "Metrics of groups of requests", body: queryInput, answer: queryAnswer }),
      },
      "/api/v1/requests": {
        get: operation({
          summary: "Requests, page by page",
          params: { query: requestsSearch },
          answer: requestsAnswer,
        }),
      },
      "/api/v1/requests/export": {
        get: operation({
          summary: "Every matching request as one file in the order asked for, sent while it is read",
          params: { query: exportSearch },
          answer: z.string(),
          files: ["text/csv", "application/x-ndjson"],
        }),
      },
      "/api/v1/requests/{id}": {
        get: operation({ summary: "One request", params: { path: z.object({ id }) }, answer: requestOneAnswer }),
        patch: operation({
          summary: "Set, change and remove (null) properties of a request",
          params: { path: z.object({ id }) },
          body: requestPatch,
          answer: requestOneAnswer,
        }),
      },
      "/api/v1/properties": {
        get: operation({ summary: "All properties", params: { query: propertiesSearch }, answer: propertiesAnswer }),
      },
      "/api/v1/properties/{key}/values": {
        get: operation({
          summary: "Values of a property, most used first",
          params: { path: z.object({ key }), query: valuesSearch },
          answer: valuesAnswer,
        }),
      },
      "/api/v1/slots": {
        get: operation({
          summary: "Which properties hold fast slots, and which are on their way",
          answer: slotsAnswer,
        }),
        post: operation({
          summary: "Begin to give a property the slot of another; answers stay exact meanwhile. Returns both",
          body: slotBody,
          answer: slotsAnswer,
        }),
      },
      "/api/v1/merges": {
        get: operation({ summary: "Properties and values that are read as others", answer: mergesAnswer }),
        post: operation({
          summary: "Read a property or a value as another, in old requests and new ones; what was sent is kept",
          body: mergeBody,
          answer: mergeOneAnswer,
        }),
      },
      "/api/v1/merges/{id}": {
        delete: operation({
          summary: "Undo a merge: everything is read as it was sent",
          params: { path: z.object({ id: mergeId }) },
          answer: mergeGoneAnswer,
        }),
      },
    },
  });
}
