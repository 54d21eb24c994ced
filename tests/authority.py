"""A time-stamp authority of our own, made and run by the system's openssl; without it a test is skipped, or fails where
MUNIMENT_TOOLS is "required"."""

import subprocess
from dataclasses import dataclass
from pathlib import Path

from signing import needed

CONFIGURATION = """\
[req]
distinguished_name = name
prompt = no
[name]
CN = An authority of a test
[root]
basicConstraints = critical, CA:TRUE
keyUsage = critical, keyCertSign
[stamping]
basicConstraints = CA:FALSE
keyUsage = critical, digitalSignature
extendedKeyUsage = critical, timeStamping
[tsa]
default_tsa = clock
[clock]
serial = {folder}/serial
default_policy = 1.2.3.4.1
digests = sha256, sha512
signer_digest = sha256
accuracy = secs:1
"""


# What LibreSSL 3.3.6 says, as macOS has it: `ts -verify` has neither -partial_chain nor -attime there.
OTHER = """\
#!/bin/sh
case "$*" in
version) echo "LibreSSL 3.3.6" ;;
*-attime*|*-partial_chain*)
    echo "unknown option '-partial_chain'" >&2
    echo "usage:" >&2
    echo "ts -verify [-CAfile trusted_certs.pem] [-data file_to_hash] [-in response.tsr] [-untrusted file]" >&2
    exit 1 ;;
*) exec {openssl} "$@" ;;
esac
"""


@dataclass(frozen=True)
class Authority:
    """Where its files lie; `certificate` is its root's, in PEM."""

    folder: Path

    @property
    def certificate(self):
        return (self.folder / "root.pem").read_bytes()

    def answer(self, query):
        """Its response to a query, whatever that is."""
        asked, given = self.folder / "asked.tsq", self.folder / "given.tsr"
        asked.write_bytes(query)
        _openssl(
            self.folder, "ts", "-reply", "-config", "openssl.cnf", "-section", "clock", "-queryfile", asked.name,
            "-signer", "clock.pem", "-inkey", "clock.key", "-out", given.name,
        )  # fmt: skip
        return given.read_bytes()

    def stamp(self, data, algorithm="sha256"):
        """A stamp over bytes."""
        (self.folder / "data").write_bytes(data)
        _openssl(
            self.folder, "ts", "-query", "-data", "data", f"-{algorithm}", "-cert", "-no_nonce", "-out", "asked.tsq"
        )
        return self.answer((self.folder / "asked.tsq").read_bytes())


def make_authority(folder, is_for_stamps=True, days="9999"):
    """A root, and by it a certificate that may stamp, or may not; both last for some days from now on."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "openssl.cnf").write_text(CONFIGURATION.format(folder=folder.as_posix()), "utf-8")
    (folder / "serial").write_text("01\n", "ascii")
    key = ["-newkey", "rsa:2048", "-nodes", "-config", "openssl.cnf"]
    _openssl(
        folder, "req", "-x509", *key, "-keyout", "root.key", "-out", "root.pem", "-extensions", "root", "-days", days
    )
    _openssl(folder, "req", "-new", *key, "-keyout", "clock.key", "-out", "clock.csr", "-subj", "/CN=A clock")
    section = "stamping" if is_for_stamps else "root"
    _openssl(
        folder, "x509", "-req", "-in", "clock.csr", "-CA", "root.pem", "-CAkey", "root.key", "-CAcreateserial",
        "-extfile", "openssl.cnf", "-extensions", section, "-days", days, "-out", "clock.pem",
    )  # fmt: skip
    return Authority(folder)


def _openssl(folder, *arguments):
    subprocess.run([needed("openssl"), *arguments], cwd=folder, check=True, capture_output=True)


def stand_in_for_openssl(folder):
    """A folder with a program `openssl` in it that can do less than OpenSSL's own."""
    folder.mkdir()
    (folder / "openssl").write_text(OTHER.format(openssl=needed("openssl")), "utf-8")
    (folder / "openssl").chmod(0o755)
    return folder
