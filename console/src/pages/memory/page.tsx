/** All memories. */
import { href } from "../../router";
import { Ago } from "../../ui/format";
import { Card, PageHead } from "../../ui/page";
import { Command, EmptyState } from "../../ui/states";
import { listMemories, nameOf } from "./api";
import { MemoryStatus, Paged } from "./more";
import { usePages } from "./pages";

export default function MemoryPage() {
  const memories = usePages("memories", listMemories);
  return (
    <>
      <PageHead title="Memory" />
      <Paged pages={memories} what="memories" empty={<NoMemories />}>
        {(items) => (
          <Card isFlush>
            <div class="table-scroll">
              <table>
                <thead>
                  <tr>
                    <th>Memory</th>
                    <th>Status</th>
                    <th>Id</th>
                    <th>Made</th>
                    <th>Changed</th>
                  </tr>
                </thead>
                <tbody>
                  {items.map((memory) => (
                    <tr key={memory.id}>
                      <td>
                        <a class="strong" href={href("/memory", memory.id)}>
                          {nameOf(memory.id)}
                        </a>
                      </td>
                      <td>
                        <MemoryStatus state={memory.status} />
                      </td>
                      <td>
                        <code>{memory.id}</code>
                      </td>
                      <td class="nowrap">
                        <Ago at={memory.createdAt * 1000} />
                      </td>
                      <td class="nowrap">
                        <Ago at={memory.updatedAt * 1000} />
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          </Card>
        )}
      </Paged>
    </>
  );
}

function NoMemories() {
  return (
    <EmptyState icon="memory" title="No memories yet">
      <p>
        A memory keeps what was said, by actor and session, and what strategies make of it. Agents use it through the
        Memory API of AgentCore.
      </p>
      <Command>headwater memory create notes --strategy semantic</Command>
    </EmptyState>
  );
}
