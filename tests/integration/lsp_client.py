"""A language client for tests: it speaks as an editor does, and waits for what it is told to."""
import json
import os
import pathlib
import queue
import subprocess
import threading
import time
import typing
import urllib.parse

TIMEOUT_SECONDS = 120

Message = typing.Dict[str, typing.Any]


def uri_of(path: typing.Union[str, pathlib.Path]) -> str:
    return "file://" + urllib.parse.quote(os.fsencode(str(path)))


def framed(body: typing.Union[bytes, str, Message]) -> bytes:
    if isinstance(body, dict):
        body = json.dumps(body)
    if isinstance(body, str):
        body = body.encode()
    return b"Content-Length: %d\r\n\r\n" % len(body) + body


CAPABILITIES: Message = {
    "window": {"workDoneProgress": True},
    "textDocument": {
        "publishDiagnostics": {"relatedInformation": True, "codeDescriptionSupport": True,
                               "tagSupport": {"valueSet": [1, 2]}, "versionSupport": True},
    },
    "workspace": {"workspaceEdit": {"documentChanges": True},
                  "didChangeWatchedFiles": {"dynamicRegistration": True}},
}


class Client:
    """One server, started for one folder. What it sends is read by a thread."""

    def __init__(self, command: typing.List[str], folder: pathlib.Path,
                 capabilities: typing.Optional[Message] = None, begin: bool = True) -> None:
        self.folder = folder
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                        cwd="/")
        self.messages: "queue.Queue[typing.Optional[Message]]" = queue.Queue()
        self.seen: typing.List[Message] = []
        self.versions: typing.Dict[str, int] = {}
        self.next_id = 1
        self.reader = threading.Thread(target=self._read, daemon=True)
        self.reader.start()
        if begin:
            self.initialize(CAPABILITIES if capabilities is None else capabilities)

    # ---- bytes ----

    def _read(self) -> None:
        stream = self.process.stdout
        assert stream is not None
        while True:
            length = None
            while True:
                line = stream.readline()
                if not line:
                    self.messages.put(None)
                    return
                if line == b"\r\n":
                    break
                name, value = line.split(b":", 1)
                if name.lower() == b"content-length":
                    length = int(value)
            assert length is not None
            self.messages.put(json.loads(stream.read(length)))

    def send_bytes(self, data: bytes) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(data)
        self.process.stdin.flush()

    def send(self, message: Message) -> None:
        self.send_bytes(framed({"jsonrpc": "2.0", **message}))

    # ---- messages ----

    def notify(self, method: str, params: typing.Any = None) -> None:
        self.send({"method": method, "params": params if params is not None else {}})

    def ask(self, method: str, params: typing.Any = None) -> int:
        number = self.next_id
        self.next_id += 1
        self.send({"id": number, "method": method, "params": params if params is not None else {}})
        return number

    def request(self, method: str, params: typing.Any = None) -> typing.Any:
        answer = self.wait_answer(self.ask(method, params))
        assert "error" not in answer, answer
        return answer["result"]

    def wait_for(self, wanted: typing.Callable[[Message], bool], what: str = "a message",
                 seconds: float = TIMEOUT_SECONDS) -> Message:
        """The next message that is wanted; the server's requests before it are answered."""
        end = time.monotonic() + seconds
        while True:
            try:
                message = self.messages.get(timeout=max(0.0, end - time.monotonic()))
            except queue.Empty:
                raise AssertionError(f"{what} does not come; seen: {self.seen[-5:]}") from None
            if message is None:
                raise AssertionError(f"the server is gone, and {what} did not come")
            self.seen.append(message)
            if "id" in message and "method" in message:
                self.send({"id": message["id"], "result": None})
            if wanted(message):
                return message

    def wait_answer(self, number: typing.Any) -> Message:
        return self.wait_for(lambda m: m.get("id") == number and "method" not in m,
                             f"the answer to {number}")

    def wait_diagnostics(self, file: typing.Union[str, pathlib.Path],
                         version: typing.Optional[int] = None,
                         seconds: float = TIMEOUT_SECONDS) -> typing.List[Message]:
        """What is published of the file, as of its last version."""
        uri = self.uri(file)
        wanted = self.versions.get(uri) if version is None else version

        def is_it(message: Message) -> bool:
            params = message.get("params") or {}
            return (message.get("method") == "textDocument/publishDiagnostics"
                    and params["uri"] == uri and params.get("version") == wanted)

        message = self.wait_for(is_it, f"version {wanted} of {file}", seconds)
        return typing.cast(typing.List[Message], message["params"]["diagnostics"])

    # ---- life ----

    def initialize(self, capabilities: Message) -> None:
        self.initialized = self.request("initialize", {
            "processId": os.getpid(), "rootUri": uri_of(self.folder),
            "capabilities": capabilities})
        self.notify("initialized")

    def end(self) -> int:
        """The exit code after an orderly end."""
        self.request("shutdown")
        self.notify("exit")
        return self.process.wait(TIMEOUT_SECONDS)

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()
        for stream in (self.process.stdin, self.process.stdout):
            if stream:
                try:
                    stream.close()
                except OSError:
                    pass

    # ---- documents ----

    def uri(self, file: typing.Union[str, pathlib.Path]) -> str:
        text = str(file)
        return text if "://" in text or text.startswith("untitled:") else uri_of(self.folder / file)

    def open(self, file: typing.Union[str, pathlib.Path],
             text: typing.Optional[str] = None) -> str:
        uri = self.uri(file)
        if text is None:
            text = (self.folder / file).read_bytes().decode()
        self.versions[uri] = 1
        self.notify("textDocument/didOpen", {"textDocument": {
            "uri": uri, "languageId": "c", "version": 1, "text": text}})
        return uri

    def change(self, file: typing.Union[str, pathlib.Path], *changes: Message) -> int:
        uri = self.uri(file)
        self.versions[uri] += 1
        self.notify("textDocument/didChange", {
            "textDocument": {"uri": uri, "version": self.versions[uri]},
            "contentChanges": list(changes)})
        return self.versions[uri]

    def save(self, file: typing.Union[str, pathlib.Path]) -> None:
        self.notify("textDocument/didSave", {"textDocument": {"uri": self.uri(file)}})

    def close(self, file: typing.Union[str, pathlib.Path]) -> None:
        self.notify("textDocument/didClose", {"textDocument": {"uri": self.uri(file)}})


def edit(line: int, begin: int, end_line: int, end: int, text: str) -> Message:
    return {"range": {"start": {"line": line, "character": begin},
                      "end": {"line": end_line, "character": end}}, "text": text}
