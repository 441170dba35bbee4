"use client";

import { useQuery } from "@tanstack/react-query";
import { Command } from "cmdk";
import { Bookmark, CircleHelp, FileText, Moon, Sun, SunMoon, Tag } from "lucide-react";
import { useRouter, useSearchParams } from "next/navigation";
import { useTheme } from "next-themes";
import { Dialog as Radix } from "radix-ui";
import { type ReactNode, useEffect, useState } from "react";
import { type FoundRequest, fetchPlaces, findRequest } from "@/components/command-menu/fetch-places";
import { FoundValues } from "@/components/command-menu/found-values";
import { Item } from "@/components/command-menu/item";
import { matchPlace } from "@/components/command-menu/match-place";
import { COMMAND_INPUT, COMMAND_LIST } from "@/components/filters/command-styles";
import { formatAge } from "@/components/format/time";
import { useClock } from "@/components/frame/clock";
import { PAGES } from "@/components/frame/pages";
import { sendSignal, useSignal } from "@/components/frame/signal";
import { useKeptHref } from "@/components/frame/use-kept-href";
import { segmentSearch } from "@/components/segments/segment-view";
import { classNames } from "@/components/ui/class-names";
import { Dialog, DialogContent } from "@/components/ui/dialog";

const THEMES = [
  { id: "light", label: "Light theme", Icon: Sun },
  { id: "dark", label: "Dark theme", Icon: Moon },
  { id: "system", label: "The system’s theme", Icon: SunMoon },
] as const;

const ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Dialog that jumps anywhere: ctrl-K or cmd-K opens it from wherever the focus is. Mounted once. */
export function CommandMenu() {
  const [open, setOpen] = useState(false);
  useSignal("facet:command-menu", () => setOpen(true));
  useEffect(() => {
    const listener = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== "k" || !(event.metaKey || event.ctrlKey) || event.altKey || event.shiftKey)
        return;
      event.preventDefault();
      setOpen((shown) => !shown);
    };
    document.addEventListener("keydown", listener);
    return () => document.removeEventListener("keydown", listener);
  }, []);
  const done = (then: () => void) => {
    setOpen(false);
    then();
  };
  return (
    <Dialog open={open} onOpenChange={setOpen}>
      <DialogContent>
        <Radix.Title className="sr-only">Search and jump</Radix.Title>
        <Places onDone={done} />
      </DialogContent>
    </Dialog>
  );
}

function Places({ onDone }: { onDone: (then: () => void) => void }) {
  const router = useRouter();
  const keptHref = useKeptHref();
  const project = useSearchParams().get("project");
  const { setTheme } = useTheme();
  const [typed, setTyped] = useState("");
  const places = useQuery({
    queryKey: ["places", project],
    queryFn: ({ signal }) => fetchPlaces(project, signal),
    staleTime: 5_000,
  });
  const id = typed.trim();
  const found = useQuery({
    queryKey: ["request-by-id", project, id],
    queryFn: ({ signal }) => findRequest(project, id, signal),
    enabled: ID.test(id),
  });
  const go = (href: string) => onDone(() => router.push(href));
  const openRequest = (request: string) => {
    const params = new URLSearchParams(project === null ? { request } : { project, request });
    // Whatever its age: the range must not hide it.
    go(`/requests?range=all&${params}`);
  };
  const openProperty = (key: string) => {
    const href = keptHref("/properties");
    go(`${href}${href.includes("?") ? "&" : "?"}${new URLSearchParams({ property: key })}`);
  };
  return (
    <Command label="Search and jump" loop filter={matchPlace} className="flex min-h-0 flex-col">
      <Command.Input
        autoFocus
        value={typed}
        onValueChange={setTyped}
        placeholder="A page, property, value, segment, or a request’s id"
        className={COMMAND_INPUT}
      />
      <Command.List className={classNames(COMMAND_LIST, "max-h-96")}>
        <Command.Empty className="px-2 py-6 text-center text-muted text-sm">
          {nothing(id, found.isFetching || places.isPending)}
        </Command.Empty>
        {found.data ? (
          <Command.Group heading="Request" forceMount>
            <RequestItem request={found.data} onSelect={openRequest} />
          </Command.Group>
        ) : null}
        <Command.Group heading="Pages">
          {PAGES.map(({ href, label, Icon }) => (
            <Item key={href} value={`page ${label}`} onSelect={() => go(keptHref(href))} icon={<Icon aria-hidden />}>
              {label}
            </Item>
          ))}
        </Command.Group>
        <Group heading="Segments" list={places.data?.segments}>
          {places.data?.segments.map((segment) => (
            <Item
              key={segment.id}
              value={`segment ${segment.name} ${segment.id}`}
              onSelect={() => go(`/requests?${segmentSearch(project, segment.id, segment.search)}`)}
              icon={<Bookmark aria-hidden />}
            >
              {segment.name}
            </Item>
          ))}
        </Group>
        <Group heading="Properties" list={places.data?.properties}>
          {places.data?.properties.map(({ key, displayName }) => (
            <Item
              key={key}
              value={`property ${displayName} ${key}`}
              onSelect={() => openProperty(key)}
              icon={<Tag aria-hidden />}
            >
              {displayName}
            </Item>
          ))}
        </Group>
        <FoundValues text={id} project={project} properties={places.data?.properties ?? []} onChoose={go} />
        <Group heading="Recent requests" list={places.data?.requests}>
          {places.data?.requests.map((request) => (
            <RequestItem key={request.id} request={request} onSelect={openRequest} />
          ))}
        </Group>
        <Command.Group heading="Facet">
          {THEMES.map(({ id: theme, label, Icon }) => (
            <Item
              key={theme}
              value={`theme ${label}`}
              onSelect={() => onDone(() => setTheme(theme))}
              icon={<Icon aria-hidden />}
            >
              {label}
            </Item>
          ))}
          <Item
            value="help keyboard shortcuts"
            onSelect={() => onDone(() => sendSignal("facet:shortcuts"))}
            icon={<CircleHelp aria-hidden />}
          >
            Keyboard shortcuts
          </Item>
        </Command.Group>
      </Command.List>
      {places.isError ? (
        <p role="alert" className="border-t px-3 py-2 text-failed text-xs">
          Properties, segments and requests could not be loaded.
        </p>
      ) : null}
    </Command>
  );
}

function nothing(id: string, searching: boolean): string {
  if (searching) return "Loading";
  return ID.test(id) ? "There is no request with this id" : "Nothing is called that";
}

/** A heading without anything below it is left out. */
function Group({
  heading,
  list,
  children,
}: {
  heading: string;
  list: readonly unknown[] | undefined;
  children: ReactNode;
}) {
  return list === undefined || list.length === 0 ? null : <Command.Group heading={heading}>{children}</Command.Group>;
}

function RequestItem({ request, onSelect }: { request: FoundRequest; onSelect: (id: string) => void }) {
  const { now, timeZone } = useClock();
  return (
    <Item
      value={`request ${request.id} ${request.model ?? ""} ${request.preview ?? ""}`}
      onSelect={() => onSelect(request.id)}
      icon={<FileText aria-hidden />}
    >
      <span className="text-muted">{formatAge(request.createdAt, now, timeZone)}</span>{" "}
      {request.model ?? "unknown model"} <span className="text-muted">{request.preview ?? request.id}</span>
    </Item>
  );
}
