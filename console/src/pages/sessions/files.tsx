/** Folders and files of a live session, as it sees them; a file's text here, or the file itself. */
import { useState } from "preact/hooks";
import { ask, getJson, routeUrl, seg } from "../../api/client";
import { useResource } from "../../api/resource";
import { Button, IconButton } from "../../ui/controls";
import { Dialog } from "../../ui/dialog";
import { Ago, formatBytes } from "../../ui/format";
import { Icon } from "../../ui/icons";
import { Card } from "../../ui/page";
import { EmptyState, ErrorState, Loading } from "../../ui/states";
import { queryValue, setQuery } from "../../router";

interface FileEntry {
  name: string;
  type: "file" | "folder" | "link" | "other";
  sizeBytes: number;
  modifiedAt: string;
}

interface Folder {
  path: string;
  places: string[];
  entries: FileEntry[];
  hasMore: boolean;
}

/** What is shown of a file here; all of it is a download. */
const SHOWN_BYTES = 256 * 1024;

interface SessionFilesProps {
  runtime: string;
  session: string;
  endpoint: string;
  isLive: boolean;
}

export function SessionFiles({ isLive, ...of }: SessionFilesProps) {
  if (isLive) return <Files {...of} />;
  return (
    <EmptyState icon="file" title="Files go with their session">
      <p>What a session writes to its own folders is removed at its end.</p>
    </EmptyState>
  );
}

type Of = Omit<SessionFilesProps, "isLive">;

const routeOf = (of: Of, what: "files" | "file") => `runtimes/${seg(of.runtime)}/sessions/${seg(of.session)}/${what}`;

function Files(of: Of) {
  const asked = queryValue("path");
  const [shown, setShown] = useState<string | null>(null);
  const folder = useResource(
    `${of.runtime} ${of.session} ${of.endpoint} ${asked}`,
    (signal) => getJson<Folder>(routeOf(of, "files"), { signal, query: { path: asked, endpoint: of.endpoint } }),
    { keepsOld: true },
  );
  if (folder.error !== null)
    return <ErrorState error={folder.error} onRetry={asked ? () => setQuery({ path: undefined }) : folder.reload} />;
  if (!folder.data) return <Loading what="files" />;
  const { path, places, entries, hasMore } = folder.data;
  const at = places.find((place) => path === place || path.startsWith(`${place}/`)) ?? places[0] ?? "";
  return (
    <Card
      isFlush
      title={<Trail place={at} path={path} />}
      actions={
        <>
          {places
            .filter((place) => place !== at)
            .map((place) => (
              <Button key={place} kind="quiet" onClick={() => setQuery({ path: place })}>
                {place}
              </Button>
            ))}
          <IconButton icon="refresh" label="Look again" onClick={folder.reload} />
        </>
      }
    >
      {entries.length === 0 && <EmptyState icon="file" title="This folder is empty" />}
      {entries.length > 0 && (
        <div class="table-scroll">
          <table>
            <thead>
              <tr>
                <th scope="col">Name</th>
                <th scope="col" class="number">
                  Size
                </th>
                <th scope="col" class="number">
                  Changed
                </th>
                <th scope="col">
                  <span class="hidden">Save</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {entries.map((entry) => (
                <EntryRow key={entry.name} of={of} path={`${path.replace(/\/$/, "")}/${entry.name}`} entry={entry} onShow={setShown} />
              ))}
            </tbody>
          </table>
        </div>
      )}
      {hasMore && <p class="more muted">There are more; not all are listed.</p>}
      {shown !== null && <FileDialog of={of} path={shown} onClose={() => setShown(null)} />}
    </Card>
  );
}

/** The way from one of the session's folders down to where one is. */
function Trail({ place, path }: { place: string; path: string }) {
  const below = path.slice(place.length).split("/").filter(Boolean);
  return (
    <span class="trail">
      <button type="button" class="linkish mono" onClick={() => setQuery({ path: place })}>
        {place}
      </button>
      {below.map((part, index) => (
        <>
          <span class="muted"> / </span>
          <button
            type="button"
            class="linkish mono"
            onClick={() => setQuery({ path: [place, ...below.slice(0, index + 1)].join("/") })}
          >
            {part}
          </button>
        </>
      ))}
    </span>
  );
}

interface EntryRowProps {
  of: Of;
  path: string;
  entry: FileEntry;
  onShow: (path: string) => void;
}

function EntryRow({ of, path, entry, onShow }: EntryRowProps) {
  const open = entry.type === "folder" ? () => setQuery({ path }) : entry.type === "file" ? () => onShow(path) : null;
  return (
    <tr>
      <td>
        <span class="row">
          <Icon name={entry.type === "folder" ? "folder" : entry.type === "link" ? "external" : "file"} />
          {open ? (
            <button type="button" class="linkish breaks" onClick={open}>
              {entry.name}
            </button>
          ) : (
            <span class="muted breaks">
              {entry.name} ({entry.type})
            </span>
          )}
        </span>
      </td>
      <td class="number">{entry.type === "file" ? formatBytes(entry.sizeBytes) : ""}</td>
      <td class="number">
        <Ago at={entry.modifiedAt} />
      </td>
      <td class="number">
        {entry.type === "file" && (
          <a class="icon-button" download={entry.name} aria-label={`Save ${entry.name}`} href={fileUrl(of, path)}>
            <Icon name="download" />
          </a>
        )}
      </td>
    </tr>
  );
}

function fileUrl(of: Of, path: string): string {
  return routeUrl(routeOf(of, "file"), { path, endpoint: of.endpoint });
}

function FileDialog({ of, path, onClose }: { of: Of; path: string; onClose: () => void }) {
  const file = useResource(path, (signal) => readBeginning(of, path, signal));
  return (
    <Dialog title={path.slice(path.lastIndexOf("/") + 1)} onClose={onClose} kind="wide">
      {file.error !== null && <ErrorState error={file.error} onRetry={file.reload} />}
      {!file.data && file.error === null && <Loading what="the file" />}
      {file.data && file.data.text === null && <p class="muted">This file is not text.</p>}
      {file.data?.text != null && (
        <pre class="file-text" tabIndex={0}>
          {file.data.text}
        </pre>
      )}
      {file.data?.isCut && <p class="muted">This is its beginning only.</p>}
      <footer class="dialog-foot">
        <a class="button is-plain" download href={fileUrl(of, path)}>
          <Icon name="download" /> Save the file
        </a>
      </footer>
    </Dialog>
  );
}

/** Text of a file's first bytes; null where they are not text. */
async function readBeginning(of: Of, path: string, signal: AbortSignal): Promise<{ text: string | null; isCut: boolean }> {
  const response = await ask("GET", routeOf(of, "file"), { signal, query: { path, endpoint: of.endpoint } });
  const reader = response.body?.getReader();
  const parts: Uint8Array[] = [];
  let size = 0;
  let isCut = false;
  while (reader) {
    const { value, done } = await reader.read();
    if (done) break;
    parts.push(value);
    size += value.length;
    if (size < SHOWN_BYTES) continue;
    isCut = true;
    void reader.cancel().catch(() => undefined);
    break;
  }
  const bytes = new Uint8Array(await new Blob(parts as Uint8Array<ArrayBuffer>[]).arrayBuffer());
  if (bytes.includes(0)) return { text: null, isCut: false };
  try {
    return { text: new TextDecoder("utf-8", { fatal: !isCut }).decode(bytes), isCut };
  } catch {
    return { text: null, isCut: false };
  }
}
