"use client";

import { useEffect, useEffectEvent } from "react";

/** What one part of the frame asks of another that is mounted once, wherever both are. */
type Signal = "facet:command-menu" | "facet:shortcuts";

export function sendSignal(signal: Signal): void {
  window.dispatchEvent(new Event(signal));
}

/** Runs `action` whenever the signal is sent. */
export function useSignal(signal: Signal, action: () => void): void {
  const onSignal = useEffectEvent(action);
  useEffect(() => {
    const listener = () => onSignal();
    window.addEventListener(signal, listener);
    return () => window.removeEventListener(signal, listener);
  }, [signal]);
}
