"""The local endpoint in a process of its own, as the preview runs it, and senders who all send at once."""

import asyncio
import json
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode, urlsplit

from plainsight.ports import allow_many_connections

WAIT_SECONDS = 120
_PROGRAM = """
import json, sys
from pathlib import Path
from plainsight.ports import reserve_ports
from plainsight.preview import serve
folder, fail, file_bytes = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
if file_bytes:
    import resource
    resource.setrlimit(resource.RLIMIT_FSIZE, (file_bytes, file_bytes))
sockets = reserve_ports(0, 0)
print(json.dumps([sock.getsockname()[1] for sock in sockets]), flush=True)
serve(folder / "site", folder / "tips.sqlite3", sockets=sockets, rebuild=lambda: None, watch=[], source_tag="en",
      confirmation=lambda: "done.html", fail=fail)
"""


class EndpointProcess:
    """A running preview with an empty site: `address` of its endpoint, `store`, and `said`, what it wrote anywhere.

    `fail` is a failure to play; no file of it can grow over `file_bytes` (0: no limit), which is a full disk.
    """

    def __init__(self, folder: Path, *, fail: str = "", file_bytes: int = 0):
        (folder / "site" / "en").mkdir(parents=True, exist_ok=True)
        (folder / "site" / "en" / "done.html").write_text("<body>sent</body>")
        self.fail, self.store = fail, folder / "tips.sqlite3"
        self.process = subprocess.Popen(
            [sys.executable, "-c", _PROGRAM, str(folder), fail, str(file_bytes)],
            cwd=Path(__file__).parents[1],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        site, endpoint = json.loads(self.process.stdout.readline())
        self.site, self.address = f"http://127.0.0.1:{site}", f"http://127.0.0.1:{endpoint}"
        self.said = ""
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        for line in self.process.stdout:
            self.said += line

    def __enter__(self) -> "EndpointProcess":
        return self

    def __exit__(self, *_: object) -> None:
        self.kill()

    def kill(self) -> None:
        """Kill it with signal 9, in the middle of whatever it does."""
        self.process.kill()
        self.process.wait(WAIT_SECONDS)
        self._reader.join(WAIT_SECONDS)


@dataclass(frozen=True)
class Answered:
    """What a sender heard: `status` is 0 where the connection broke or nothing was there."""

    status: int
    headers: str = ""
    body: str = ""

    @property
    def stored(self) -> bool:
        """Whether a sender may believe that the tip was stored."""
        return self.status == 303 or (self.status == 201 and json.loads(self.body)["ok"] is True)


def send_all(
    address: str,
    tips: Sequence[Mapping[str, str]],
    *,
    accept: str = "application/json",
    heard: Callable[[Answered], object] = lambda answered: None,
) -> list[Answered]:
    """Send all `tips` at once, each over a connection of its own; `heard` is called with each answer as it comes."""
    allow_many_connections()

    async def all_of_them() -> list[Answered]:
        return await asyncio.gather(*(_send(address, tip, accept, heard) for tip in tips))

    return asyncio.run(all_of_them())


async def _send(address: str, tip: Mapping[str, str], accept: str, heard: Callable[[Answered], object]) -> Answered:
    body = urlencode(tip).encode()
    head = (
        f"POST /tips HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: {accept}\r\nOrigin: null\r\nConnection: close\r\n"
        f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    parts = urlsplit(address)
    try:
        async with asyncio.timeout(WAIT_SECONDS):
            reader, writer = await asyncio.open_connection(parts.hostname, parts.port)
            writer.write(head.encode() + body)
            answer = (await reader.read()).decode()
            writer.close()
    except (OSError, TimeoutError):
        answer = ""
    headers, whole, content = answer.partition("\r\n\r\n")
    answered = Answered(int(headers.split()[1]), headers, content) if whole else Answered(0)
    heard(answered)
    return answered
