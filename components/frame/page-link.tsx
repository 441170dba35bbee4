import Link from "next/link";
import type { ComponentProps } from "react";

/**
 * A link to another page, which is not fetched before it is wanted: every page is made for its address, so all the server could send
 * ahead is the frame that is there already. Tables have dozens of links, and each change of a filter makes all of them new.
 */
export function PageLink(props: Omit<ComponentProps<typeof Link>, "prefetch">) {
  return <Link prefetch={false} {...props} />;
}
