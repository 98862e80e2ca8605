// A chat that streams from a front door: the form `openai`, one conversation a tab.
"use strict";

const ADDRESS = document.body.dataset.door.replace(/\/$/, "") + "/v1/chat/completions";
// The conversation goes on as long as the tab is there, also over a reload.
const SESSION = "headwater-session", KEY = "headwater-key";

const find = (id) => document.getElementById(id);
const EMPTY = find("empty"), log = find("log"), form = find("form"), prompt = find("prompt");
let running = null; // AbortController of the answer that is coming

form.addEventListener("submit", (event) => { event.preventDefault(); send(); });
prompt.addEventListener("keydown", (event) => {
  // While an input method is composing, Enter takes its suggestion (229 is Safari's way to say so).
  const isComposing = event.isComposing || event.keyCode === 229;
  if (event.key === "Enter" && !event.shiftKey && !isComposing) { event.preventDefault(); send(); }
});
document.addEventListener("keydown", (event) => { if (event.key === "Escape") stop(); });
find("stop").addEventListener("click", stop);
find("new").addEventListener("click", startAnew);
find("key-form").addEventListener("submit", (event) => {
  event.preventDefault();
  sessionStorage.setItem(KEY, find("key").value.trim());
  find("key").value = "";
  find("key-form").hidden = true;
  send();
});

function stop() { running?.abort(); }

function startAnew() {
  stop();
  running = null;
  sessionStorage.removeItem(SESSION);
  log.replaceChildren(EMPTY);
  EMPTY.hidden = false;
  find("announcer").textContent = "New conversation";
  showRunning(false);
  prompt.focus();
}
async function send() {
  const text = prompt.value.trim();
  if (!text || running) return;
  EMPTY.hidden = true;
  const question = add("turn user", text);
  prompt.value = "";
  const turn = add("turn agent running", "");
  const mine = running = new AbortController();
  showRunning(true);
  let answer = "", problem = null;
  try {
    for await (const piece of ask(text, mine.signal)) {
      answer += piece;
      show(turn, piece);
    }
  } catch (error) {
    problem = mine.signal.aborted ? { stopped: true } : error;
  }
  if (running !== mine) return; // another conversation has begun meanwhile
  running = null;
  turn.classList.remove("running");
  if (!answer) turn.remove();
  if (problem) fail(problem, text);
  else find("announcer").textContent = answer;
  showRunning(false);
  if (problem?.status === 401) askForKey(question);
  else prompt.focus();
}

// Yields the pieces of the answer's text as they come.
async function* ask(text, signal) {
  const headers = { "Content-Type": "application/json" };
  const session = sessionStorage.getItem(SESSION), key = sessionStorage.getItem(KEY);
  if (session) headers["X-Session-Id"] = session;
  if (key) headers["X-Api-Key"] = key;
  const body = JSON.stringify({ model: "agent", stream: true, messages: [{ role: "user", content: text }] });
  const response = await fetch(ADDRESS, { method: "POST", headers, body, signal });
  if (!response.ok) throw await readProblem(response);
  const id = response.headers.get("X-Session-Id");
  if (id) sessionStorage.setItem(SESSION, id);
  let isWhole = false;
  for await (const data of readEvents(response.body)) {
    if (data === "[DONE]") { isWhole = true; break; }
    const event = JSON.parse(data);
    if (event.error) throw { message: event.error.message };
    const piece = event.choices?.[0]?.delta?.content;
    if (piece) yield piece;
  }
  if (!isWhole) throw { message: "The connection broke before the answer was complete." };
}

// The `data` of server-sent events. The decoder keeps what is cut within a character, `rest` what is cut within a line.
async function* readEvents(stream) {
  const reader = stream.getReader(), decoder = new TextDecoder();
  let rest = "";
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      const lines = (rest + decoder.decode(value, { stream: true })).split(/\r?\n/);
      rest = lines.pop();
      for (const line of lines) if (line.startsWith("data:")) yield line.slice(5).trim();
    }
  } finally {
    reader.cancel().catch(() => {});
  }
}

async function readProblem(response) {
  const body = await response.text();
  let message = "";
  try { message = JSON.parse(body).error.message; } catch { /* not the edge's own: a proxy's page */ }
  const known = { 403: "this request was refused", 413: "the message is too long", 429: "too many requests; try again in a moment" };
  message ||= known[response.status] ?? "the agent could not be reached";
  const wait = response.headers.get("Retry-After");
  if (wait) message += ` (in ${wait} s)`;
  return { message, status: response.status };
}

function fail(problem, text) {
  if (problem.stopped) { add("note", "stopped"); return; }
  const message = problem.message || "the agent could not be reached";
  add("note error", message[0].toUpperCase() + message.slice(1)).setAttribute("role", "alert");
  if (!prompt.value) prompt.value = text; // so that it can be sent again
}

// The question was not asked yet: it waits in the text field.
function askForKey(question) {
  question.remove();
  sessionStorage.removeItem(KEY);
  find("key-form").hidden = false;
  find("key").focus();
}

function add(kind, text) {
  const element = document.createElement(kind.startsWith("turn") ? "div" : "p");
  element.className = kind;
  if (kind.startsWith("turn")) element.append(document.createElement("div"));
  log.append(element);
  show(element, text);
  return element;
}

// Text stays text: nothing of it becomes a tag. Follows the end only for those who are there.
function show(element, text) {
  const isAtEnd = log.scrollHeight - log.scrollTop - log.clientHeight < 80;
  (element.firstElementChild ?? element).append(text);
  if (isAtEnd || element.classList.contains("user")) log.scrollTop = log.scrollHeight;
}

function showRunning(isRunning) {
  log.setAttribute("aria-busy", String(isRunning));
  find("send").hidden = isRunning;
  find("stop").hidden = !isRunning;
}
