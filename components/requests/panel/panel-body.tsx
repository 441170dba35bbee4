"use client";

import { Tabs } from "radix-ui";
import { useMemo } from "react";
import type { FilterProperty } from "@/components/filters/property-names";
import { readConversation } from "@/components/requests/conversation/read-conversation";
import { BodyView } from "@/components/requests/panel/body-view";
import { ConversationView } from "@/components/requests/panel/conversation-view";
import { EndingNotice } from "@/components/requests/panel/ending-notice";
import { FactList } from "@/components/requests/panel/fact-list";
import { Figures } from "@/components/requests/panel/figures";
import { PropertyList } from "@/components/requests/panel/property-list";
import { describeRequest } from "@/components/requests/panel/request-facts";
import { UsageTable } from "@/components/requests/panel/usage-table";
import type { RequestDetail } from "@/lib/query/get-request";

const TAB =
  "-mb-px border-b-2 border-transparent px-3 py-2 text-sm text-muted hover:text-ink focus-visible:outline-offset-[-2px] data-[state=active]:border-accent data-[state=active]:text-ink";

/** Everything known of one request. */
export function PanelBody({ detail, properties }: { detail: RequestDetail; properties: readonly FilterProperty[] }) {
  const { request, response } = detail;
  const conversation = useMemo(() => readConversation(request.text, response.text), [request.text, response.text]);
  return (
    <div className="pb-8">
      <Figures detail={detail} />
      <EndingNotice detail={detail} />
      <PropertyList detail={detail} properties={properties} />
      <UsageTable detail={detail} />
      <Tabs.Root defaultValue="conversation">
        <Tabs.List aria-label="Parts of the request" className="mt-2 flex border-b px-2">
          <Tabs.Trigger value="conversation" className={TAB}>
            Conversation
          </Tabs.Trigger>
          <Tabs.Trigger value="details" className={TAB}>
            Details
          </Tabs.Trigger>
          <Tabs.Trigger value="request" className={TAB}>
            Raw request
          </Tabs.Trigger>
          <Tabs.Trigger value="response" className={TAB}>
            Raw response
          </Tabs.Trigger>
        </Tabs.List>
        <Tabs.Content value="conversation" className="outline-offset-[-2px]">
          <ConversationView conversation={conversation} detail={detail} />
        </Tabs.Content>
        <Tabs.Content value="details" className="outline-offset-[-2px]">
          <FactList groups={describeRequest(detail)} />
        </Tabs.Content>
        <Tabs.Content value="request" className="outline-offset-[-2px]">
          <BodyView body={detail.request} name="request" />
        </Tabs.Content>
        <Tabs.Content value="response" className="outline-offset-[-2px]">
          <BodyView body={detail.response} name="response" />
        </Tabs.Content>
      </Tabs.Root>
    </div>
  );
}
