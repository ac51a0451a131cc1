"""Make the certificate with which the local target speaks TLS: one for loopback, signed by an authority made for it."""

from __future__ import annotations

import os
from datetime import datetime, timedelta, timezone
from ipaddress import ip_address
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from mlinfra.base.errors import TargetUnavailable

if TYPE_CHECKING:
    from cryptography import x509

_DAYS = 365
_LEFT = timedelta(days=7)
"""A certificate that ends sooner is made anew."""
_ADDRESSES = ("127.0.0.1", "::1")


class Certificate(NamedTuple):
    """Files in PEM form."""

    authority: Path
    """What clients have to trust. The authority's key is kept nowhere: nobody can sign another certificate with it."""
    server: Path
    key: Path
    """Readable by its owner alone."""


def certificate(folder: Path) -> Certificate:
    """The certificate in a folder, made when it is missing or ends within a week.

    Raises TargetUnavailable when the folder can't be written.
    """
    files = Certificate(folder / "authority.pem", folder / "server.pem", folder / "server.key")
    try:
        if not _usable(files):
            _make(files)
    except OSError as error:
        hint = "give a state file with --state in a folder that can be written"
        raise TargetUnavailable(
            f"the certificate can't be written: {error.strerror}", where=str(folder), hint=hint
        ) from error
    return files


def _usable(files: Certificate) -> bool:
    from cryptography import x509

    if not all(file.is_file() for file in files):
        return False
    try:
        end = x509.load_pem_x509_certificate(files.server.read_bytes()).not_valid_after_utc
    except ValueError:
        return False
    return end - datetime.now(timezone.utc) > _LEFT


def _make(files: Certificate) -> None:
    from cryptography import x509
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

    issuer, key = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    names: list[x509.GeneralName] = [x509.DNSName("localhost"), *(x509.IPAddress(ip_address(a)) for a in _ADDRESSES)]
    identifier = x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer.public_key())
    authority = _begin(_name("mlinfra local target, authority"), issuer.public_key(), authority=True)
    server = _begin(_name("mlinfra local target"), key.public_key(), authority=False)
    server = server.add_extension(x509.SubjectAlternativeName(names), critical=False)
    server = server.add_extension(identifier, critical=False)
    files.key.parent.mkdir(parents=True, exist_ok=True)
    _write(files.authority, _signed(authority, issuer))
    _write(files.server, _signed(server, issuer))
    _write(files.key, key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))


def _name(text: str) -> x509.Name:
    from cryptography import x509
    from cryptography.x509.oid import NameOID

    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])


def _begin(subject: x509.Name, key: Any, *, authority: bool) -> x509.CertificateBuilder:
    """A certificate with the extensions that strict readers (Python 3.13) ask for."""
    from cryptography import x509

    now = datetime.now(timezone.utc)
    usage = x509.KeyUsage(
        digital_signature=not authority,
        key_cert_sign=authority,
        crl_sign=authority,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(_name("mlinfra local target, authority"))
        .public_key(key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + timedelta(days=_DAYS))
        .add_extension(x509.BasicConstraints(ca=authority, path_length=0 if authority else None), critical=True)
        .add_extension(usage, critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key), critical=False)
    )


def _signed(builder: x509.CertificateBuilder, issuer: Any) -> bytes:
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.serialization import Encoding

    return builder.sign(issuer, hashes.SHA256()).public_bytes(Encoding.PEM)


def _write(file: Path, content: bytes) -> None:
    """Through a second file, so that a process that starts meanwhile reads no half of one."""
    part = file.with_name(f"{file.name}.{os.getpid()}")
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as stream:
        stream.write(content)
    part.replace(file)
