"use client";

import { Tabs } from "radix-ui";
import { useDeferredValue, useMemo, useRef, useState } from "react";
import type { FilterProperty } from "@/components/filters/property-names";
import { readConversation } from "@/components/requests/conversation/read-conversation";
import { BodyView } from "@/components/requests/panel/body-view";
import { ConversationView } from "@/components/requests/panel/conversation-view";
import { EndingNotice } from "@/components/requests/panel/ending-notice";
import { FactList } from "@/components/requests/panel/fact-list";
import { Figures } from "@/components/requests/panel/figures";
import { FindProvider, useWordsPattern } from "@/components/requests/panel/find";
import { FindBar } from "@/components/requests/panel/find-bar";
import { PropertyEditor } from "@/components/requests/panel/property-editor";
import { describeRequest } from "@/components/requests/panel/request-facts";
import { SessionSiblings } from "@/components/requests/panel/session-siblings";
import { TimingBar } from "@/components/requests/panel/timing-bar";
import { UsageTable } from "@/components/requests/panel/usage-table";
import type { RequestDetail } from "@/lib/query/get-request";

const TABS = [
  ["conversation", "Conversation"],
  ["details", "Details"],
  ["request", "Raw request"],
  ["response", "Raw response"],
] as const;

const CONTENT = "outline-offset-[-2px]";
const TAB =
  "-mb-px border-b-2 border-transparent shrink-0 px-3 py-2 text-sm text-muted hover:text-ink focus-visible:outline-offset-[-2px] data-[state=active]:border-accent data-[state=active]:text-ink";

type Props = {
  detail: RequestDetail;
  properties: readonly FilterProperty[];
  project: string | null;
  /** What the page's filter looks for, to begin with. */
  word: string;
  onOpen: (id: string) => void;
};

/** Everything known of one request. */
export function PanelBody({ detail, properties, project, word, onOpen }: Props) {
  const { request, response } = detail;
  const conversation = useMemo(() => readConversation(request.text, response.text), [request.text, response.text]);
  const [tab, setTab] = useState("conversation");
  const [query, setQuery] = useState(word);
  const sought = useDeferredValue(query);
  const content = useRef<HTMLDivElement>(null);
  return (
    <div className="pb-8">
      <Figures detail={detail} />
      <EndingNotice detail={detail} />
      <TimingBar detail={detail} />
      <PropertyEditor detail={detail} properties={properties} project={project} />
      <UsageTable detail={detail} />
      <SessionSiblings detail={detail} project={project} onOpen={onOpen} />
      <Tabs.Root value={tab} onValueChange={setTab}>
        <div className="sticky top-0 z-10 mt-3 flex flex-wrap items-center border-b bg-surface px-2">
          <Tabs.List aria-label="Parts of the request" className="scroll-thin flex overflow-x-auto">
            {TABS.map(([value, label]) => (
              <Tabs.Trigger key={value} value={value} className={TAB}>
                {label}
              </Tabs.Trigger>
            ))}
          </Tabs.List>
          <FindBar query={query} onQuery={setQuery} content={content} shown={`${tab} ${sought}`} />
        </div>
        <FindProvider value={useWordsPattern([sought])}>
          <div ref={content}>
            <Tabs.Content value="conversation" className={CONTENT}>
              <ConversationView conversation={conversation} detail={detail} />
            </Tabs.Content>
            <Tabs.Content value="details" className={CONTENT}>
              <FactList groups={describeRequest(detail)} />
            </Tabs.Content>
            <Tabs.Content value="request" className={CONTENT}>
              <BodyView body={detail.request} name="request" />
            </Tabs.Content>
            <Tabs.Content value="response" className={CONTENT}>
              <BodyView body={detail.response} name="response" />
            </Tabs.Content>
          </div>
        </FindProvider>
      </Tabs.Root>
    </div>
  );
}
