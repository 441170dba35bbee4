import { expect, test } from "vitest";
import { openApiDocument } from "./openapi";

test("the document names every route, its parameters and its errors", () => {
  const document: unknown = JSON.parse(JSON.stringify(openApiDocument()));
  expect(document).toMatchObject({
    openapi: "3.1.0",
    paths: {
      "/api/v1/query": {
        post: {
          requestBody: {
            content: { "application/json": { schema: { properties: { metrics: {}, dimensions: {}, filter: {} } } } },
          },
          responses: { 200: {}, 400: {}, 401: {}, 413: {}, 503: {} },
        },
      },
      "/api/v1/requests": {
        get: {
          parameters: expect.arrayContaining([
            expect.objectContaining({ in: "query", name: "limit" }),
            expect.objectContaining({ in: "query", name: "cursor" }),
          ]),
        },
      },
      "/api/v1/requests/{id}": { get: {}, patch: {} },
      "/api/v1/properties": { get: {} },
      "/api/v1/properties/{key}/values": { get: {} },
      "/api/v1/slots": { get: {}, post: { requestBody: {} } },
      "/api/v1/merges": { get: {}, post: { requestBody: {} } },
      "/api/v1/merges/{id}": { delete: {} },
    },
    components: { schemas: { Request: {}, RequestDetail: {}, Error: {} } },
  });
});
