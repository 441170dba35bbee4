import { z } from "zod";
import { canonicalPropertyKey } from "@/db/property-key";
import { storedKey } from "@/db/stored-property";

/** A property in any spelling, as it is stored. */
export const propertyKeyInput = z.string().transform((spelling) => storedKey(canonicalPropertyKey(spelling)));
