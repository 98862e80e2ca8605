/** Talk to an agent and see how its answer comes. */

import { signal, useSignal } from "@preact/signals";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import { useResource } from "../../api/resource";
import { listRuntimes } from "../../api/routes";
import { useShortcuts } from "../../frame/keys";
import { go, href, queryValue } from "../../router";
import type { PageProps } from "../../routes";
import { newSessionId } from "../../sessionid";
import { StreamPanel } from "../../stream/panel";
import { Button } from "../../ui/controls";
import { PageHead } from "../../ui/page";
import { Command, EmptyState, ErrorState, Loading } from "../../ui/states";
import { Composer, type Draft, draftOf, payloadOf } from "./composer";
import { type Conversation, conversationWith } from "./conversation";
import { CopyAs } from "./copyas";
import { NOTES, type ServerProtocol } from "../../stream/speaking";
import { type Agent, complainAboutSession, stayInSession, TargetBar, useAgent } from "./target";
import type { Question, Turn } from "./turn";
import { TurnView } from "./turnview";

const EXAMPLE = "headwater deploy examples/echo_agent --name echo";
/** From this width on the stream's panel stands beside the conversation. */
const wide = typeof matchMedia === "undefined" ? null : matchMedia("(min-width: 1100px)");
const isWide = signal(wide?.matches ?? true);
wide?.addEventListener("change", (event) => (isWide.value = event.matches));

export default function PlaygroundPage({ params }: PageProps) {
  const runtimes = useResource("runtimes", (signal) => listRuntimes({ signal }));
  const names = runtimes.data?.runtimes.map((one) => one.name) ?? [];
  const name = params.name ?? "";
  const first = names[0];
  useEffect(() => {
    if (name === "" && first !== undefined) go(href("/playground", first) + window.location.search, { replace: true });
  }, [name, first]);
  if (runtimes.error) return <ErrorState error={runtimes.error} onRetry={runtimes.reload} />;
  if (runtimes.data === undefined) return <Loading what="the agents" />;
  if (names.length === 0 && name === "") return <NoAgents />;
  return name === "" ? null : <Chat key={name} name={name} names={names.includes(name) ? names : [name, ...names]} />;
}

function NoAgents() {
  return (
    <>
      <PageHead title="Playground" />
      <EmptyState icon="playground" title="There is no agent to talk to yet">
        <p>Deploy one, and it is here at once. For a first try:</p>
        <Command>{EXAMPLE}</Command>
      </EmptyState>
    </>
  );
}

function Chat({ name, names }: { name: string; names: readonly string[] }) {
  const agent = useAgent(name);
  const conversation = conversationWith(name);
  const draft = useSignal<Draft>({ form: "prompt", text: queryValue("prompt") });
  const chosenId = useSignal<string | null>(null);
  const copied = useSignal<Question | null>(null);
  const isWaiting = useSignal(false);
  const turns = conversation.turns.value;
  const shown = turns.find((turn) => turn.id === chosenId.value) ?? (isWide.value ? turns.at(-1) : undefined);
  const running = conversation.running;
  const sessionId = queryValue("session");
  const send = (question: Question) => {
    chosenId.value = null;
    void conversation.send(question).done.then(() => {
      const last = conversation.turns.peek().at(-1);
      if (last?.hasSession) stayInSession(sessionId, last.sessionId);
    });
  };
  const sendDraft = () => {
    const question = questionOf(agent.data ?? null, draft.peek(), sessionId);
    isWaiting.value = question === null && agent.error === null;
    if (question === null) return;
    send(question);
    draft.value = { ...draft.peek(), text: "" };
  };
  // Who is quicker than the first answer of the server need not press again.
  useEffect(() => {
    if (isWaiting.peek()) sendDraft();
  }, [agent.data]);
  const runId = queryValue("run");
  useEffect(() => {
    if (runId === "" || !agent.data) return;
    conversation.watch(runId, { runtimeArn: agent.data.arn, runtimeName: name, qualifier: queryValue("endpoint") || "DEFAULT", sessionId, payload: "" });
  }, [runId, agent.data]);
  useStopKey(conversation);
  const isReady = draft.value.text.trim() !== "" && complainAboutSession(sessionId) === "";
  return (
    <div class="playground">
      <PageHead title="Playground">
        {turns.length > 0 && <Button kind="quiet" onClick={() => conversation.clear()}>Clear</Button>}
      </PageHead>
      <TargetBar names={names} agent={agent.data ?? null} name={name} />
      {agent.error ? <ErrorState error={agent.error} onRetry={agent.reload} /> : null}
      {agent.data && agent.data.status !== "READY" && (
        <p class="note">
          {name} is {agent.data.status}. <a href={href("/agents", name)}>See why</a>.
        </p>
      )}
      <div class="playground-columns">
        <section class="conversation" aria-label="Conversation">
          <TurnList turns={turns} name={name} protocol={agent.data?.protocol ?? "HTTP"}>
            {(turn) => (
              <TurnView
                key={turn.id}
                turn={turn}
                isChosen={turn === shown}
                onChoose={() => (chosenId.value = chosenId.value === turn.id ? null : turn.id)}
                onCopyAs={() => (copied.value = { ...turn.question, sessionId: turn.sessionId })}
                onResend={() => running === undefined && send({ ...turn.question, sessionId: sessionId || newSessionId() })}
              >
                {!isWide.value && turn === shown && <TurnPanel turn={turn} />}
              </TurnView>
            )}
          </TurnList>
          <Composer
            draft={draft.value}
            protocol={agent.data?.protocol ?? "HTTP"}
            onDraft={(next) => (draft.value = next)}
            isRunning={running !== undefined}
            isReady={isReady}
            onSend={sendDraft}
            onStop={() => conversation.stop()}
            onRecall={() => (draft.value = draftOf(turns.at(-1)?.question.payload ?? ""))}
          />
        </section>
        {isWide.value && (
          <aside class="stream-side" aria-label="Stream">
            {shown ? <TurnPanel key={shown.id} turn={shown} /> : <p class="muted">The timeline of the stream will be here.</p>}
          </aside>
        )}
      </div>
      {copied.value && <CopyAs question={copied.value} onClose={() => (copied.value = null)} />}
    </div>
  );
}

function questionOf(agent: Agent | null, draft: Draft, sessionId: string): Question | null {
  if (agent === null) return null;
  const chosenId = sessionId || newSessionId();
  const payload = payloadOf(draft, agent.protocol, chosenId);
  return { runtimeArn: agent.arn, runtimeName: agent.name, qualifier: queryValue("endpoint") || "DEFAULT", sessionId: chosenId, payload, isPrompt: draft.form === "prompt" };
}

/** Escape stops, wherever the focus is, but in a dialog, which it closes. */
function useStopKey(conversation: Conversation): void {
  useShortcuts([
    { keys: "Ctrl Enter", does: "Send (in the text field)", run: () => undefined },
    { keys: "Escape", does: "Stop the answer", run: () => conversation.stop() },
    { keys: "i", does: "Write", run: () => document.getElementById("playground-input")?.focus() },
  ]);
  useEffect(() => {
    const listener = (event: KeyboardEvent) => {
      if (event.key !== "Escape" || event.isComposing || document.querySelector("dialog[open]")) return;
      conversation.stop();
    };
    window.addEventListener("keydown", listener);
    return () => window.removeEventListener("keydown", listener);
  }, [conversation]);
}

interface TurnListProps {
  turns: readonly Turn[];
  name: string;
  protocol: ServerProtocol;
  children: (turn: Turn) => preact.ComponentChildren;
}

/** Follows the answer as it grows, until the reader scrolls away from its end. */
function TurnList({ turns, name, protocol, children }: TurnListProps) {
  const list = useRef<HTMLDivElement>(null);
  const isFollowing = useRef(true);
  const last = turns.at(-1);
  useEffect(() => {
    isFollowing.current = true;
  }, [turns.length]);
  const follow = () => {
    const element = list.current;
    if (element !== null && isFollowing.current) element.scrollTop = element.scrollHeight;
  };
  const onScroll = () => {
    const element = list.current;
    if (element !== null) isFollowing.current = element.scrollTop + element.clientHeight >= element.scrollHeight - 40;
  };
  return (
    <div class="turn-list" ref={list} onScroll={onScroll} tabIndex={0} role="log" aria-label={`Answers of ${name}`}>
      {turns.length === 0 ? <NothingSaid name={name} protocol={protocol} /> : turns.map(children)}
      {last && <Following key={last.id} turn={last} onGrowth={follow} />}
    </div>
  );
}

/** A component of its own, so that a turn that grows does not have all others drawn again. */
function Following({ turn, onGrowth }: { turn: Turn; onGrowth: () => void }) {
  const version = turn.ticker.version.value;
  useLayoutEffect(onGrowth, [version]);
  return null;
}

function NothingSaid({ name, protocol }: { name: string; protocol: ServerProtocol }) {
  return (
    <EmptyState icon="playground" title={`Say something to ${name}`}>
      <p>{NOTES[protocol]}</p>
    </EmptyState>
  );
}

function TurnPanel({ turn }: { turn: Turn }) {
  void turn.ticker.version.value;
  if (turn.isRestored) {
    return (
      <p class="muted">
        This answer is from before the page was loaded anew; its stream is kept with{" "}
        <a href={href("/sessions", turn.question.runtimeName, turn.sessionId)}>its session</a>.
      </p>
    );
  }
  return <StreamPanel record={turn.record} phases={turn.phases} durationMs={turn.elapsedMs} />;
}
