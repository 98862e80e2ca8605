/**
 * AWS event-stream messages: bytes -> headers and payload, whatever the chunk boundaries are. As wire/eventstream.py
 * has it; checksums are not looked at, as the connection has its own.
 *
 *     message = u32 total length | u32 headers length | u32 crc | headers | payload | u32 crc     (big endian)
 *     header  = u8 name length | name | u8 type | value; only texts (type 7) are read
 */

export interface EventStreamMessage {
  readonly headers: Readonly<Record<string, string>>;
  readonly payload: string;
}

const PRELUDE_BYTES = 12;
const CRC_BYTES = 4;
const TEXT = 7;
/** The server's are at most 64 KB. */
const MAX_BYTES = 1024 * 1024;

export class EventStreamDecoder {
  #rest = new Uint8Array(0);

  /** Throws where the bytes are no such stream. */
  feed(chunk: Uint8Array): EventStreamMessage[] {
    const bytes = new Uint8Array(this.#rest.length + chunk.length);
    bytes.set(this.#rest);
    bytes.set(chunk, this.#rest.length);
    const messages = [];
    let at = 0;
    while (bytes.length - at >= PRELUDE_BYTES) {
      const length = new DataView(bytes.buffer, at).getUint32(0);
      if (length < PRELUDE_BYTES + CRC_BYTES || length > MAX_BYTES) throw new Error(`a message cannot have ${length} bytes`);
      if (bytes.length - at < length) break;
      messages.push(readMessage(bytes.subarray(at, at + length)));
      at += length;
    }
    this.#rest = bytes.slice(at);
    return messages;
  }

  /** Whether the bytes so far end where a message does. */
  get isWhole(): boolean {
    return this.#rest.length === 0;
  }
}

function readMessage(message: Uint8Array): EventStreamMessage {
  const view = new DataView(message.buffer, message.byteOffset, message.length);
  const end = PRELUDE_BYTES + view.getUint32(4);
  if (end > message.length - CRC_BYTES) throw new Error("a message's headers are longer than it is");
  const text = new TextDecoder();
  const headers: Record<string, string> = {};
  for (let at = PRELUDE_BYTES; at < end; ) {
    const nameEnd = at + 1 + view.getUint8(at);
    const name = text.decode(message.subarray(at + 1, nameEnd));
    if (view.getUint8(nameEnd) !== TEXT) throw new Error(`the header ${name} is no text`);
    const valueAt = nameEnd + 3;
    at = valueAt + view.getUint16(nameEnd + 1);
    headers[name] = text.decode(message.subarray(valueAt, at));
  }
  return { headers, payload: text.decode(message.subarray(end, message.length - CRC_BYTES)) };
}
