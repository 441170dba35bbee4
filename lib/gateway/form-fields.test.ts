import fc from "fast-check";
import { expect, test } from "vitest";
import { boundaryOf, FormFields } from "./form-fields";

/** As the OpenAI SDK sends it: the file first, then the fields. */
async function encode(file: Uint8Array, fields: [string, string][]) {
  const form = new FormData();
  form.append("file", new File([file.slice()], 'a "quoted"\r\nname.mp3'));
  for (const [name, value] of fields) form.append(name, value);
  const request = new Request("http://127.0.0.1", { method: "POST", body: form });
  const boundary = boundaryOf(request.headers.get("content-type"));
  if (boundary === null) throw new Error("no boundary");
  return { boundary, bytes: new Uint8Array(await request.arrayBuffer()) };
}

function read(boundary: string, pieces: Uint8Array[]): [string, string][] {
  let found = new Map<string, string>();
  const reader = new FormFields(boundary, (fields) => {
    found = fields;
  });
  for (const piece of pieces) reader.push(piece);
  return [...found];
}

test("fields are read behind a file, however the bytes are cut", async () => {
  const fields: [string, string][] = [
    ["model", "whisper-1"],
    ["prompt", "Zażółć\r\n--gęślą"],
    ["__proto__", ""],
  ];
  const file = Buffer.from(
    `\r\n--${"-".repeat(40)}\r\n\r\ncontent-disposition: form-data; name="model"\r\n\r\nfake\r\n--`,
  );
  const { boundary, bytes } = await encode(file, fields);
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: bytes.length }), { maxLength: 40 }), (cuts) => {
      const places = [0, ...cuts.toSorted((a, b) => a - b), bytes.length];
      const pieces = places.slice(1).map((end, index) => bytes.subarray(places[index], end));
      expect(read(boundary, pieces)).toEqual(fields);
    }),
  );
  expect(
    read(
      boundary,
      [...bytes].map((byte) => Uint8Array.of(byte)),
    ),
  ).toEqual(fields);
});

test("what is no form, or too long, yields nothing and holds nothing", () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array()), (pieces) => {
      expect(read("x", pieces)).toEqual([]);
    }),
  );
  const head = '--x\r\nContent-Disposition: form-data; name="model"\r\n\r\n';
  expect(read("x", [Buffer.from(`${head}${"m".repeat(70_000)}\r\n--x--`)])).toEqual([]);
  expect(read("x", [Buffer.from(`--x\r\n${"h".repeat(9_000)}\r\n\r\n\r\n--x--`)])).toEqual([]);
  expect(read("x", [Buffer.from(`${head}gpt-4o-transcribe\r\n--x--`)])).toEqual([["model", "gpt-4o-transcribe"]]);
});

test("the boundary is read from the content type", () => {
  expect(boundaryOf("multipart/form-data; boundary=----abc")).toBe("----abc");
  expect(boundaryOf('Multipart/Form-Data; charset=utf-8; boundary="a b;c"')).toBe("a b;c");
  expect(boundaryOf("multipart/form-data")).toBeNull();
  expect(boundaryOf("application/json; boundary=x")).toBeNull();
  expect(boundaryOf(null)).toBeNull();
});
