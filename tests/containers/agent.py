"""An agent of the standard library alone, for tests in containers; what it does stands in its payload."""

import asyncio
import base64
import hashlib
import json
import os
import sys
import urllib.error
import urllib.parse
import urllib.request

COUNTER = {"value": 0}
HOGGED = []


def count(_):
    COUNTER["value"] += 1
    return {"count": COUNTER["value"], "pid": os.getpid(), "host": os.uname().nodename}


def show_rights(_):
    with open("/proc/self/status") as status:
        found = dict(line.rstrip().split(":\t", 1) for line in status if ":\t" in line)
    return {
        "uid": os.getuid(), "gid": os.getgid(), "capabilities": found["CapEff"] + found["CapBnd"],
        "no_new_privs": found["NoNewPrivs"].strip(), "seccomp": found["Seccomp"].strip(),
    }  # fmt: skip


def write_files(payload):
    results = {}
    for path in payload["write"]:
        try:
            with open(path, "w") as file:
                file.write("x")
            results[path] = "written"
        except OSError as exc:
            results[path] = exc.strerror
    return results


def show_environment(payload):
    return {name: os.environ.get(name) for name in payload["environment"]}


def connect(payload):
    import socket

    results = []
    for host, port in payload["connect"]:
        try:
            socket.create_connection((host, port), timeout=2).close()
            results.append("connected")
        except OSError as exc:
            results.append(type(exc).__name__)
    return results


def list_addresses(_):
    import socket

    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
        try:
            sock.connect(("192.0.2.1", 9))  # sends nothing; tells which address it would be sent from
        except OSError:
            return []
        return [sock.getsockname()[0]]


def list_files(payload):
    return os.listdir(payload["list"])


def hog(payload):
    while True:  # until the limit
        HOGGED.append(bytearray(8 * 1024 * 1024))


def converse(payload):
    from headwater.wire.signing import read_signing_key, sign
    from headwater.wire.sigv4 import Received

    url = os.environ["AWS_ENDPOINT_URL_BEDROCK_RUNTIME"]
    content = json.dumps(
        {"messages": [{"role": "user", "content": [{"text": payload["converse"]}]}]}
    ).encode()
    headers = {"content-type": "application/json"}
    if not payload.get("unsigned"):
        sent = [*headers.items(), ("host", urllib.parse.urlsplit(url).netloc)]
        received = Received(
            method="POST", raw_path="/model/any/converse", raw_query="",
            headers=[(name.encode(), value.encode()) for name, value in sent],
        )  # fmt: skip
        key = read_signing_key(os.environ)
        headers |= sign(received, key, hashlib.sha256(content).hexdigest(), service="bedrock")
    request = urllib.request.Request(url + "/model/any/converse", content, headers)
    try:
        with urllib.request.urlopen(request, timeout=20) as response:
            return json.load(response)
    except urllib.error.HTTPError as exc:
        return {"status": exc.code}


def report(payload):
    """Send a span as an exporter would, by what the environment says."""
    headers = dict(pair.split("=", 1) for pair in os.environ["OTEL_EXPORTER_OTLP_HEADERS"].split(","))
    url = os.environ["OTEL_EXPORTER_OTLP_ENDPOINT"] + "/v1/traces"
    content = json.dumps(payload["report"]).encode()
    request = urllib.request.Request(url, content, headers | {"content-type": "application/json"})
    with urllib.request.urlopen(request, timeout=20) as response:
        return {"status": response.status, "service": os.environ["OTEL_SERVICE_NAME"]}


def exhaust_processes(payload):
    import subprocess

    started = []
    try:
        for _ in range(payload["processes"]):
            started.append(subprocess.Popen([sys.executable, "-S", "-c", "input()"], stdin=subprocess.PIPE))
        return {"started": len(started)}
    except OSError as exc:
        return {"started": len(started), "error": exc.strerror}
    finally:
        for process in started:
            process.kill()
            process.wait()


def keep(payload):
    from headwater.memory import HybridMemory

    ids = {"actor_id": "ada", "session_id": "box"}
    loaded = HybridMemory(payload["memory"], **ids).load()
    # Where nobody listens: the session delivers nothing, and the host has all of it to do.
    memory = HybridMemory(payload["memory"], **ids, endpoint_url="http://127.0.0.1:9")
    for text in payload["keep"]:
        memory.append("user", text)
    return {"source": loaded.source, "turns": [turn.text for turn in loaded.turns]}


ACTIONS = {
    "count": count, "rights": show_rights, "write": write_files, "environment": show_environment,
    "addresses": list_addresses, "list": list_files, "connect": connect, "hog": hog, "converse": converse,
    "processes": exhaust_processes, "keep": keep, "report": report,
}  # fmt: skip


async def stream(payload, writer):
    """`{"words": [...]}`: one after the other, in a moment; `{"forever": 1}`: numbers, without end."""
    writer.write(b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n")
    number = 0
    while payload.get("forever") or number < len(payload["words"]):
        value = number if payload.get("forever") else payload["words"][number]
        event = f"data: {json.dumps(value, ensure_ascii=False)}\n\n".encode()
        writer.write(b"%x\r\n%s\r\n" % (len(event), event))
        await writer.drain()
        number += 1
        await asyncio.sleep(0.05)
    writer.write(b"0\r\n\r\n")


async def echo_frames(headers, reader, writer):
    """A WebSocket that sends frames of up to 64 KB back, until it is closed."""
    key = headers["sec-websocket-key"].encode() + b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11"
    accept = base64.b64encode(hashlib.sha1(key).digest())
    writer.write(b"HTTP/1.1 101 Switching Protocols\r\nupgrade: websocket\r\nconnection: Upgrade\r\n")
    writer.write(b"sec-websocket-accept: %s\r\n\r\n" % accept)
    first = 0
    while first != 0x88:
        first, size = await reader.readexactly(2)
        size &= 0x7F
        longer = await reader.readexactly(2) if size == 126 else b""
        mask = await reader.readexactly(4)
        masked = await reader.readexactly(int.from_bytes(longer) if longer else size)
        writer.write(bytes((first, size)) + longer)
        writer.write(bytes(byte ^ mask[at % 4] for at, byte in enumerate(masked)))
        await writer.drain()


async def serve_one(reader, writer):
    try:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        method, path, _ = head.split("\r\n", 1)[0].split()
        lines = [line.split(": ", 1) for line in head.split("\r\n")[1:] if ": " in line]
        headers = {name.lower(): value for name, value in lines}
        if path == "/ws":
            await echo_frames(headers, reader, writer)
            return
        if "chunked" in headers.get("transfer-encoding", ""):
            body = b""
            while size := int(await reader.readline(), 16):
                body += (await reader.readexactly(size + 2))[:-2]
            await reader.readline()
        else:
            body = await reader.readexactly(int(headers.get("content-length", 0)))
        if (method, path) == ("GET", "/ping"):
            answer = {"status": "Healthy"}
        else:
            payload = json.loads(body or b"{}")
            print("asked for", *payload, flush=True)
            if "words" in payload or "forever" in payload:
                await stream(payload, writer)
                return
            action = next((ACTIONS[name] for name in payload if name in ACTIONS), count)
            answer = await asyncio.to_thread(action, payload)
        data = json.dumps(answer).encode()
        writer.write(
            b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: %d\r\n\r\n" % len(data)
        )
        writer.write(data)
        await writer.drain()
    except ConnectionError:
        pass
    finally:
        writer.close()


async def main():
    server = await asyncio.start_server(serve_one, "0.0.0.0", 8080)
    print("serving", flush=True)
    await server.serve_forever()


asyncio.run(main())
