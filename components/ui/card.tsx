import type { ComponentProps } from "react";
import { classNames } from "@/components/ui/class-names";

/** A bordered surface for one figure, chart or table. */
export function Card({ className, ...rest }: ComponentProps<"section">) {
  return <section className={classNames("rounded-md border bg-surface", className)} {...rest} />;
}
