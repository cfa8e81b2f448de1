"""Firefox for the tests of the exit: started headless and driven over WebDriver BiDi, with the outside world played."""

import base64
import contextlib
import json
import queue
import re
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

from tests.tools import find_firefox

# Whatever goes out must be the page's doing; https: is answered here.
PREFERENCES = {
    "app.normandy.enabled": False,
    "app.update.disabledForTesting": True,
    "browser.safebrowsing.downloads.remote.enabled": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "extensions.getAddons.cache.enabled": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
}
WAIT = 60


class Tab:
    """One tab of a running Firefox. Every https: address in it is `neutral`, an HTML page."""

    def __init__(self, socket: Any, neutral: str) -> None:
        self._socket, self._neutral = socket, base64.b64encode(neutral.encode()).decode()
        self._next, self._lock = 0, threading.Lock()
        self._answers: dict[int, queue.Queue] = {}
        self._context = ""
        threading.Thread(target=self._listen, daemon=True).start()

    def start(self) -> None:
        """Open the session; call it once."""
        self._call("session.new", capabilities={})
        self._call("session.subscribe", events=["network.beforeRequestSent"])
        patterns = [{"type": "pattern", "protocol": "https"}]
        self._call("network.addIntercept", phases=["beforeRequestSent"], urlPatterns=patterns)
        self.renew()

    def renew(self) -> None:
        """Be another tab, without a history and without what the first one stored."""
        old, self._context = self._context, self._call("browsingContext.create", type="tab")["context"]
        if old:
            self._call("browsingContext.close", context=old)

    def open(self, url: str, wait: str = "complete") -> None:
        """Go to `url` and wait until it has loaded; with `wait` "none" until it has been asked for."""
        self._call("browsingContext.navigate", context=self._context, url=url, wait=wait)

    def go_back(self) -> None:
        """What the Back button does."""
        self._call("browsingContext.traverseHistory", context=self._context, delta=-1)

    def evaluate(self, expression: str) -> Any:
        """The value of `expression` in the page, a plain one; an exception there is one here."""
        target = {"context": self._context}
        answer = self._call("script.evaluate", expression=expression, target=target, awaitPromise=True)
        if answer["type"] == "exception":
            raise RuntimeError(answer["exceptionDetails"]["text"])
        return answer["result"].get("value")

    def print(self, width: float, height: float) -> bytes:
        """The page as a PDF on paper of that size in millimetres, as Firefox prints it, without shrinking it to fit."""
        paper = {"width": width / 10, "height": height / 10}
        answer = self._call("browsingContext.print", context=self._context, page=paper, shrinkToFit=False)
        return base64.b64decode(answer["data"])

    def click(self, selector: str) -> None:
        """Press the first mouse button on the middle of the element."""
        box = json.loads(
            self.evaluate(f"JSON.stringify(document.querySelector({json.dumps(selector)}).getBoundingClientRect())")
        )
        x, y = int(box["x"] + box["width"] / 2), int(box["y"] + box["height"] / 2)
        steps = [
            {"type": "pointerMove", "x": x, "y": y},
            {"type": "pointerDown", "button": 0},
            {"type": "pointerUp", "button": 0},
        ]
        self._act({"type": "pointer", "id": "mouse", "actions": steps})

    def press(self, *keys: str) -> None:
        """Press and release each key, as WebDriver names it, one after the other."""
        steps = [{"type": kind, "value": key} for key in keys for kind in ("keyDown", "keyUp")]
        self._act({"type": "key", "id": "keyboard", "actions": steps})

    def hold(self, held: str, key: str) -> None:
        """Press and release `key` while `held` is down."""
        pairs = [("keyDown", held), ("keyDown", key), ("keyUp", key), ("keyUp", held)]
        self._act({"type": "key", "id": "keyboard", "actions": [{"type": kind, "value": one} for kind, one in pairs]})

    def wait_for(self, expression: str) -> None:
        """Wait until `expression` is true in whatever page the tab shows."""
        pause = threading.Event()
        for _ in range(WAIT * 10):
            try:
                if self.evaluate(expression):
                    return
            except RuntimeError:  # the page went away while it was asked
                pass
            pause.wait(0.1)
        raise AssertionError(f"never became true: {expression}")

    def _act(self, source: dict) -> None:
        self._call("input.performActions", context=self._context, actions=[source])

    def _call(self, method: str, **params: Any) -> dict:
        answer = self._send(method, params).get(timeout=WAIT)
        if answer["type"] == "error":
            raise RuntimeError(f"{method}: {answer['error']}: {answer['message']}")
        return answer["result"]

    def _send(self, method: str, params: dict) -> queue.Queue:
        with self._lock:
            self._next += 1
            answer = self._answers[self._next] = queue.Queue()
            self._socket.send(json.dumps({"id": self._next, "method": method, "params": params}))
            return answer

    def _listen(self) -> None:
        with contextlib.suppress(ConnectionClosed):
            self._answer_all()

    def _answer_all(self) -> None:
        for message in self._socket:
            data = json.loads(message)
            if "id" in data:
                self._answers.pop(data["id"]).put(data)
            elif data.get("method") == "network.beforeRequestSent" and data["params"]["isBlocked"]:
                headers = [{"name": "Content-Type", "value": {"type": "string", "value": "text/html"}}]
                body = {"type": "base64", "value": self._neutral}
                request = data["params"]["request"]["request"]
                answer = {"request": request, "statusCode": 200, "headers": headers, "body": body}
                self._send("network.provideResponse", answer)


@contextlib.contextmanager
def open_firefox(profile: Path, neutral: str) -> Iterator[Tab]:
    """A tab of a Firefox with its own new `profile` folder. Raises `RuntimeError` where there is no Firefox."""
    path = find_firefox()
    if path is None:
        raise RuntimeError("No Firefox was found: run python -m tests.tools")
    lines = "".join(f"user_pref({json.dumps(name)}, {json.dumps(value)});\n" for name, value in PREFERENCES.items())
    profile.mkdir(parents=True, exist_ok=True)
    (profile / "user.js").write_text(lines, encoding="utf-8")
    command = [path, "--headless", "--no-remote", "--profile", str(profile), "--remote-debugging-port=0"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True) as process:
        try:
            address = _address(process)
            with connect(f"{address}/session", max_size=None) as socket:
                tab = Tab(socket, neutral)
                tab.start()
                yield tab
        finally:
            process.terminate()


def _address(process: subprocess.Popen) -> str:
    said = []
    for line in process.stderr:
        said.append(line)
        if found := re.search(r"listening on (ws://\S+)", line):
            # Whoever fills a pipe that nobody reads stands still.
            threading.Thread(target=process.stderr.read, daemon=True).start()
            return found.group(1)
    raise RuntimeError(f"Firefox did not start: {''.join(said)[-500:]}")
