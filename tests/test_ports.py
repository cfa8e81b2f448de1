"""plainsight.ports"""

import socket

import pytest

from plainsight.findings import Refused
from plainsight.ports import reserve_ports


def test_takes_loopback_only():
    """Nobody else on the network can reach the preview."""
    site, endpoint = reserve_ports(0, 0)
    with site, endpoint:
        assert {sock.getsockname()[0] for sock in (site, endpoint)} == {"127.0.0.1"}


def test_port_in_use_is_refused_with_its_remedy():
    """Every port that is in use is named, with the option that chooses another."""
    with socket.create_server(("127.0.0.1", 0)) as one, socket.create_server(("127.0.0.1", 0)) as two:
        ports = one.getsockname()[1], two.getsockname()[1]
        with pytest.raises(Refused) as refused:
            reserve_ports(*ports)
    text = str(refused.value)
    assert all(f"Port {port} of this computer is in use" in text for port in ports)
    assert "--port" in text and "--endpoint-port" in text


def test_refusal_gives_the_other_port_back():
    """When one port is refused, the other is free again for the next try."""
    with socket.create_server(("127.0.0.1", 0)) as busy:
        free, spare = reserve_ports(0, 0)
        number = free.getsockname()[1]
        free.close()
        spare.close()
        with pytest.raises(Refused):
            reserve_ports(number, busy.getsockname()[1])
    for sock in reserve_ports(number, 0):
        sock.close()


def test_one_port_for_both_is_refused():
    """The site and the endpoint cannot share a port."""
    with socket.create_server(("127.0.0.1", 0)) as sock:
        number = sock.getsockname()[1]
    with pytest.raises(Refused, match="--endpoint-port"):
        reserve_ports(number, number)


@pytest.mark.parametrize("number", [-1, 65536, 10**12])
def test_impossible_port_is_refused(number: int):
    """A number that is no port is a finding, not a stack trace."""
    with pytest.raises(Refused, match="no such port"):
        reserve_ports(number, 0)
