"""The ports of the preview: taken on the loopback address only, and before anything is built."""

import errno
import os
import socket
from contextlib import suppress

from plainsight.findings import Finding, Refused

try:
    import resource
except ImportError:  # Windows has no such limit
    resource = None  # type: ignore[assignment]

HOST = "127.0.0.1"
_CONNECTIONS = 8192


def reserve_ports(port: int, endpoint_port: int) -> tuple[socket.socket, socket.socket]:
    """The sockets for the site and for the endpoint, taken on the loopback address before anything is built.

    Raises `Refused` with a finding for each port that cannot be had. Port 0 takes any that is free.
    """
    wanted = {"--port": port, "--endpoint-port": endpoint_port}
    taken: dict[str, socket.socket] = {}
    findings = []
    for option, number in wanted.items():
        try:
            taken[option] = _listen(number)
        except (OSError, OverflowError) as error:
            findings.append(_refusal(option, number, error))
    if findings:
        for sock in taken.values():
            sock.close()
        raise Refused(findings)
    return taken["--port"], taken["--endpoint-port"]


def allow_many_connections() -> None:
    """Let this process hold a few thousand connections at once, as far as the system lets it; some start with 256."""
    if resource is None:
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = _CONNECTIONS if hard == resource.RLIM_INFINITY else min(hard, _CONNECTIONS)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        with suppress(OSError, ValueError):  # not allowed here: then fewer are served at once, and others wait
            resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))


def _listen(port: int) -> socket.socket:
    sock = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        if os.name == "posix":  # elsewhere this option would let two programs share a port
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        sock.bind((HOST, port))
        sock.listen()
    except (OSError, OverflowError):
        sock.close()
        raise
    return sock


def _refusal(option: str, port: int, error: Exception) -> Finding:
    if isinstance(error, OverflowError):
        return Finding(f"{option} {port}", "There is no such port.", "Choose a number from 1024 to 65535.")
    if isinstance(error, OSError) and error.errno == errno.EADDRINUSE:
        remedy = f"Stop what runs there, or choose another one, for example {option} {port + 10}."
        return Finding(f"{option} {port}", f"Port {port} of this computer is in use.", remedy)
    remedy = f"Choose another one, for example {option} {port + 10 if port > 1023 else port + 8000}."
    return Finding(f"{option} {port}", f"Port {port} cannot be opened: {error}.", remedy)
