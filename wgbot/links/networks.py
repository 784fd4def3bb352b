"""Which addresses a connection may go to: those of the public internet, and networks named by hand.

Judged is the address that the connection goes to, never a name or a spelling.
"""

import ipaddress
from collections.abc import Sequence

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address
IPNetwork = ipaddress.IPv4Network | ipaddress.IPv6Network

# Python calls these global, and no public server is there.
# https://www.iana.org/assignments/iana-ipv4-special-registry
_NOT_PUBLIC = [
    ipaddress.ip_network(each)
    for each in ("192.0.0.0/24", "192.88.99.0/24", "3fff::/20", "2001::/23", "2002::/16")
]
# All of IPv6 that is given out to anybody. https://www.iana.org/assignments/ipv6-address-space
_PUBLIC_6 = ipaddress.ip_network("2000::/3")
# What carries an IPv4 address in its last 32 bits: mapped, translated, compatible, NAT64.
_CARRIERS = [
    ipaddress.ip_network(each)
    for each in ("::ffff:0:0/96", "::ffff:0:0:0/96", "::/96", "64:ff9b::/96")
]
_LAST_32_BITS = 0xFFFFFFFF


def parse(networks: Sequence[str]) -> tuple[IPNetwork, ...]:
    """Read networks such as `10.0.0.0/8`. Raises ValueError if one isn't a network."""
    return tuple(ipaddress.ip_network(each) for each in networks)


def may_connect(address: str, allowed: Sequence[IPNetwork] = ()) -> bool:
    """Return whether a connection may go to the IP *address*."""
    try:
        ip = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    # A mapped address is the same host; what is translated on the way may be another.
    mapped = getattr(ip, "ipv4_mapped", None) or ip
    for each in (ip, mapped):
        if any(each.version == network.version and each in network for network in allowed):
            return True
    return _is_public(_carried(ip))


def _carried(ip: IPAddress) -> IPAddress:
    """Return the IPv4 address inside one of IPv6, and any other as it is."""
    if isinstance(ip, ipaddress.IPv6Address) and any(ip in network for network in _CARRIERS):
        return ipaddress.IPv4Address(int(ip) & _LAST_32_BITS)
    return ip


def _is_public(ip: IPAddress) -> bool:
    if any(ip.version == network.version and ip in network for network in _NOT_PUBLIC):
        return False
    if isinstance(ip, ipaddress.IPv6Address) and ip not in _PUBLIC_6:
        return False
    return ip.is_global and not ip.is_multicast and not ip.is_reserved
