import type { MediaPart } from "@/components/requests/conversation/message";

/** Formats that are pixels and nothing else; not SVG, which is a document. */
const PICTURE = /^data:image\/(?:png|jpeg|gif|webp|avif);base64,[A-Za-z0-9+/=\s]+$/;

/** `source` is where it is: an address, a `data:` URL, or words such as a file's name; null when nothing says. */
export function mediaPart(name: string, source: string | null): MediaPart {
  return {
    kind: "media",
    label: mediaLabel(name, source),
    preview: source !== null && PICTURE.test(source) ? source : null,
    link: source !== null && /^https?:\/\//i.test(source) ? source : null,
  };
}

/** `Image, image/png, inline` for data URLs: the bytes themselves say nothing to a reader. */
function mediaLabel(name: string, source: string | null): string {
  if (source === null) return name;
  const inline = /^data:([^;,]*)/.exec(source);
  return inline === null ? `${name}, ${source}` : `${name}, ${inline[1] || "unknown type"}, inline`;
}

/** Bytes that came as base64 beside their type. */
export function dataUrl(type: string | null, data: string | null): string | null {
  return type === null || data === null ? null : `data:${type};base64,${data}`;
}
