/** Cookie holding "collapsed" or "open". */
export const NAVIGATION_COOKIE = "facet_navigation";

const YEAR = 365 * 24 * 60 * 60;

/**
 * Keeps a small setting of this browser in a cookie, so that the server paints the page right at first. The value is
 * URI-encoded here; Next's `cookies()` decodes it.
 */
export function remember(name: string, value: string): void {
  const secure = window.location.protocol === "https:" ? "; Secure" : "";
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API needs a secure context, which 127.0.0.1 is but a LAN name is not.
  document.cookie = `${name}=${encodeURIComponent(value)}; Path=/; Max-Age=${YEAR}; SameSite=Lax${secure}`;
}
