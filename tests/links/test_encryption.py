"""Encrypted connections: pinned to the address that was judged, with the name that was asked for."""

import asyncio
import ssl
from datetime import UTC, datetime, timedelta

import aiohttp.connector
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.links.farm import Farm, answer, options
from wgbot.links import web
from wgbot.links.findings import said_of

NAME = "site.example"


def certificate(issuer=None, name=NAME, days=30):
    """Return a certificate and its key, signed by *issuer* or by itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.now(UTC)
    built = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer[0].subject if issuer else subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=60))
        .not_valid_after(now + timedelta(days=days))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=issuer is None, path_length=None), critical=True)
        # Since Python 3.13, those who check a chain want these.
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(
                (issuer[1] if issuer else key).public_key()
            ),
            critical=False,
        )
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(
            x509.KeyUsage(
                digital_signature=True,
                key_cert_sign=issuer is None,
                crl_sign=issuer is None,
                **dict.fromkeys(
                    (
                        "content_commitment",
                        "key_encipherment",
                        "data_encipherment",
                        "key_agreement",
                        "encipher_only",
                        "decipher_only",
                    ),
                    False,
                ),
            ),
            critical=True,
        )
        .sign(issuer[1] if issuer else key, hashes.SHA256())
    )
    return built, key


def pem(signed, key):
    """Return a certificate and its key as a file has them."""
    return signed.public_bytes(serialization.Encoding.PEM) + key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )


class Encrypted(Farm):
    """The farm, encrypted; `names` has what was asked for before the encryption."""

    async def __aenter__(self):
        start, self.names = asyncio.start_server, []

        def noted(_socket, name, _context):
            self.names.append(name)

        self.context.sni_callback = noted
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(asyncio, "start_server", lambda *given: start(*given, ssl=self.context))
            return await super().__aenter__()


def checked(tmp_path, monkeypatch, served, trusted=None):
    """Check a page of a site with that certificate, by who trusts another."""
    file = tmp_path / "site.pem"
    file.write_bytes(pem(*served))
    client = ssl.create_default_context()
    if trusted:
        client.load_verify_locations(
            cadata=trusted[0].public_bytes(serialization.Encoding.PEM).decode()
        )
    monkeypatch.setattr(aiohttp.connector, "_SSL_CONTEXT_VERIFIED", client)

    async def lookup(_name):
        return ["127.0.0.1"]

    async def check():
        site = Encrypted({"/": answer(200)})
        site.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        site.context.load_cert_chain(file)
        async with site, web.Web(options(lookup=lookup)) as asked:
            finding = await asked.check(f"https://{NAME}:{site.port}/")
        return finding, site

    return asyncio.run(check())


def test_n03_the_name_goes_with_the_connection_to_the_judged_address(tmp_path, monkeypatch):
    authority = certificate(name="authority.example")
    finding, site = checked(tmp_path, monkeypatch, certificate(authority), authority)
    assert finding.state == "ok"
    assert site.names == [NAME]
    assert site.seen[0].host == f"{NAME}:{site.port}"


@pytest.mark.parametrize(
    ("changes", "state", "words"),
    [
        ({"days": -1}, "dead", "expired"),
        ({"name": "other.example"}, "dead", "another site"),
    ],
)
def test_a_certificate_that_stops_visitors_is_dead(tmp_path, monkeypatch, changes, state, words):
    authority = certificate(name="authority.example")
    finding, site = checked(tmp_path, monkeypatch, certificate(authority, **changes), authority)
    assert (finding.state, finding.attempts) == (state, 1)
    assert words in said_of(finding)
    assert site.seen == []


def test_a_certificate_that_only_python_cannot_verify_is_not_known(tmp_path, monkeypatch):
    authority = certificate(name="authority.example")
    finding, _ = checked(tmp_path, monkeypatch, certificate(authority))
    assert (finding.state, said_of(finding)) == ("unknown", "its certificate can't be verified")
    finding, _ = checked(tmp_path, monkeypatch, certificate())
    assert finding.state == "dead"
