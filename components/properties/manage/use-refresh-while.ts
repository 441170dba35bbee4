"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";

const EVERY_MS = 5_000;

/** Asks the server for the page again and again while something there goes on, and nobody looks elsewhere. */
export function useRefreshWhile(isGoingOn: boolean): void {
  const router = useRouter();
  useEffect(() => {
    if (!isGoingOn) return;
    const timer = setInterval(() => document.hidden || router.refresh(), EVERY_MS);
    return () => clearInterval(timer);
  }, [isGoingOn, router]);
}
