"use client";

import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { ThemeProvider } from "next-themes";
import { NuqsAdapter } from "nuqs/adapters/next/app";
import { type ReactNode, useState } from "react";
import { UrlTransitionProvider } from "@/components/frame/url-transition";
import { TooltipProvider } from "@/components/ui/tooltip";
import { UndoProvider } from "@/components/ui/undo-notice";

/** What every page's client components rely on: theme, URL state, fetched data, tooltips. */
export function Providers({ children }: { children: ReactNode }) {
  const [queryClient] = useState(
    () =>
      new QueryClient({ defaultOptions: { queries: { staleTime: 30_000, retry: 1, refetchOnWindowFocus: false } } }),
  );
  return (
    <ThemeProvider attribute="class" defaultTheme="system" enableSystem>
      <NuqsAdapter>
        <QueryClientProvider client={queryClient}>
          <TooltipProvider delayDuration={300} skipDelayDuration={100}>
            <UrlTransitionProvider>
              <UndoProvider>{children}</UndoProvider>
            </UrlTransitionProvider>
          </TooltipProvider>
        </QueryClientProvider>
      </NuqsAdapter>
    </ThemeProvider>
  );
}
