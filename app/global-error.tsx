"use client";

/** Replaces the root layout when that fails itself, so it brings its own document and styles. */
export default function GlobalError({ retry }: { retry: () => void }) {
  return (
    <html lang="en">
      <body style={{ colorScheme: "light dark", fontFamily: "system-ui, sans-serif", padding: "20vh 24px" }}>
        <title>Facet</title>
        <div style={{ maxWidth: 420, margin: "0 auto", textAlign: "center" }}>
          <h1 style={{ fontSize: 16 }}>Facet could not be shown</h1>
          <p style={{ fontSize: 14 }}>The dashboard failed to start this page. Its log has the reason.</p>
          <button type="button" onClick={retry}>
            Try again
          </button>
        </div>
      </body>
    </html>
  );
}
