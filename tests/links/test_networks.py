"""Which addresses a connection may go to."""

import ipaddress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wgbot.links import networks

INSIDE = """
    0.0.0.0 0.1.2.3 10.9.8.7 100.64.0.9 100.127.255.255 127.0.0.1 127.255.255.254 169.254.169.254
    172.16.0.1 172.31.255.255 192.0.0.8 192.0.2.1 192.88.99.1 192.168.1.1 198.18.0.1 198.51.100.7
    203.0.113.9 224.0.0.1 239.255.255.250 240.0.0.1 255.255.255.255
    :: ::1 ::10.9.8.7 ::ffff:10.9.8.7 ::ffff:0.0.0.0 ::ffff:0:10.9.8.7 64:ff9b::a09:807 64:ff9b:1::1
    100::1 2001::1 2001:db8::1 2002:a09:807::1 2002:808:808::1 3fff::1 5f00::1 fc00::1 fd00::1
    fe80::1 fe80::1%eth0 fec0::1 ff02::1
""".split()
PUBLIC = (
    "8.8.8.8 93.184.215.14 2606:4700::1111 2a00:1450:4001::1 ::ffff:8.8.8.8 64:ff9b::808:808"
).split()


@pytest.mark.parametrize("address", INSIDE)
def test_n01_what_is_not_public_is_not_connected_to(address):
    assert not networks.may_connect(address)


@pytest.mark.parametrize("address", PUBLIC)
def test_what_is_public_is(address):
    assert networks.may_connect(address)


@pytest.mark.parametrize(
    "text", ["", "localhost", "0x7f.1", "127.1", "1.2.3.4.5", "01.2.3.4", "::g"]
)
def test_what_is_no_address_is_nowhere(text):
    assert not networks.may_connect(text, networks.parse(["0.0.0.0/0", "::/0"]))


def test_a_network_can_be_allowed_and_nothing_else_with_it():
    allowed = networks.parse(["10.0.0.0/8", "fd00::/16"])
    assert networks.may_connect("10.9.8.7", allowed)
    assert networks.may_connect("::ffff:10.9.8.7", allowed)
    assert networks.may_connect("fd00::1", allowed)
    assert not networks.may_connect("64:ff9b::a09:807", allowed)
    assert not networks.may_connect("192.168.1.1", allowed)
    assert not networks.may_connect("fd01::1", allowed)


@given(st.ip_addresses(v=4))
def test_n01_an_address_is_judged_alike_in_all_its_spellings(ip):
    plain = networks.may_connect(str(ip))
    assert networks.may_connect(f"::ffff:{ip}") == plain
    assert networks.may_connect(f"64:ff9b::{ip}") == plain


@given(st.ip_addresses())
def test_n01_nothing_is_public_that_python_does_not_call_global(ip):
    if networks.may_connect(str(ip)):
        carried = networks._carried(ip)
        assert carried.is_global
        assert not carried.is_multicast
        assert not ipaddress.ip_address(str(carried)).is_loopback
