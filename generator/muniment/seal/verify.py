"""Checks an archive that Muniment made: its texts, its log, its signatures. Needs Python 3.11 or later, and no more.
    python3 -I verify/verify.py [PATH] [--report ID] [--json]        PATH is a folder, a zip, or a BagIt pack
    python3 -I verify/verify.py log [PATH] --old "ORIGIN SIZE ROOT"  does its log continue what was cited?
VERIFY.md, beside it, is the format. Status: 0 all holds; 1 something does not; 2 asked wrongly; 3 not all was checked.
"""

# fmt: off
import argparse, base64, bisect, contextlib, copy, functools, hashlib, io, json, os, re, shutil, stat, subprocess, sys
import collections, datetime, itertools, pathlib, tempfile, zipfile
from typing import Any, Callable, Iterable, Iterator
LARGEST, SMALL = 25 << 20, 1 << 20  # bytes: of a file that is held whole; of a line, signature, stamp, certificate
class Unchecked(Exception): """Nothing is wrong, and something cannot be checked; why."""
def demand(holds: object, why: str) -> Any:  # raises ValueError with these words unless something holds
    if not holds: raise ValueError(why)
encoded: Callable[[bytes], str] = lambda data: base64.b64encode(data).decode()
signed_in: Callable[[Any], str] = lambda record: repr((record["id"], record["review"] and record["review"].get("signed")))
class Checks:  # what was checked, a line each; of what is alike in many files, failures alone and how often it held
    def __init__(self) -> None:
        self.lines, self.held = list[dict[str, str]](), collections.Counter[str]()
    def tell(self, result: str, *words: str) -> None:  # a terminal does nothing with them but print them
        what, why = ("".join(one if one.isprintable() else ascii(one)[1:-1] for one in text[:500]) for text in words)
        self.lines.append({"result": result, "what": what, "why": why})
    @contextlib.contextmanager
    def of(self, what: str, alike: str = "") -> Iterator[list[str]]:  # a check: it holds unless what is in it raises
        try: yield (said := list[str]())
        except Unchecked as why: self.tell("not checked", what, str(why))
        except (ValueError, OSError, zipfile.BadZipFile) as why: self.tell("FAIL", what, str(why))
        except Exception as why: self.tell("FAIL", what, f"it is not made as the format says: {why!r}")  # whatever Python raises
        else: self.held.update([alike]) if alike else self.tell("ok", what, ", ".join(said))
# ---- The files of a site, in a folder or a zip. Nothing is unpacked, and no link is followed.
FLAGS = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)  # whatever is put there meanwhile
opened: Any = functools.partial(open, mode="rb", opener=lambda path, flags: os.open(path, flags | FLAGS))
def files_below(path: str, checks: Checks) -> Iterator[tuple[str, Callable[[], Any]]]:  # address, and what opens it
    for folder in (pending := [""]):
        with checks.of(folder or path, "folders"), os.scandir(os.path.join(path, folder)) as entries:
            for one in entries:
                if one.is_dir(follow_symlinks=False): pending.append(f"{folder}{one.name}/")
                elif one.is_file(follow_symlinks=False): yield folder + one.name, functools.partial(opened, one.path)
                else: checks.tell("FAIL", folder + one.name, "it is a link, or no ordinary file")
def unpacked(packed: zipfile.ZipFile, member: zipfile.ZipInfo) -> io.BytesIO:
    (more := copy.copy(member)).file_size += 1  # zipfile reads no further than this
    data = packed.open(more).read(more.file_size)
    return demand(len(data) == member.file_size, "it holds more or fewer bytes than it says") or io.BytesIO(data)
def members_of(path: str) -> Iterator[tuple[str, Callable[[], Any]]]:  # the same of a zip; raises for what is refused
    packed, room = zipfile.ZipFile(path), SMALL + 200 * os.path.getsize(path)
    demand(sum(one.file_size for one in packed.infolist()) < room, "it would unpack to over 200 times its size")
    for one in packed.infolist():
        name, is_plain = one.orig_filename, stat.S_IFMT(one.external_attr >> 16) in (0, stat.S_IFREG, stat.S_IFDIR)
        is_open = one.compress_type in (0, 8) and not one.flag_bits & 1 and one.file_size <= LARGEST
        demand(is_plain and is_open, f"{name} is a link, or no ordinary file, or encrypted, or too large")
        if not name.endswith("/") or one.file_size: yield name, functools.partial(unpacked, packed, one)
class Site:  # the files of a site by their addresses
    def __init__(self, path: str, checks: Checks):
        self.files, folded = dict[str, Any](), dict[str, Any]()
        for name, opens in files_below(path, checks) if os.path.isdir(path) else members_of(path):
            with checks.of(name, "names"):
                is_odd = re.search(r"[\\:\0-\x1f]|(^|/)\.{0,2}(/|$)", name) or len(name.encode()) > 1000
                demand(not is_odd, "no file of a site has such a name")
                demand(folded.setdefault(name.casefold(), opens) is opens, "another file has this name, be it in capitals")
                self.files[name] = opens
        tops = {name.partition("/")[0] for name in self.files}
        if len(tops) == 1 and not tops & self.files.keys(): self.enter(f"{tops.pop()}/")
    def enter(self, folder: str) -> None:  # from here on, what lies in this folder is all
        self.files = {name[len(folder):]: one for name, one in self.files.items() if name.startswith(folder)}
        self.digest.cache_clear()
    def open(self, name: str) -> Any: return demand(name in self.files, f"{name} is not there") or self.files[name]()
    def read(self, name: str, most: int = LARGEST) -> Any:
        with self.open(name) as file: return demand(len(data := file.read(most + 1)) <= most, f"{name} is too large") or data
    def lines(self, name: str) -> Iterator[bytes]:  # without their line feeds
        with self.open(name) as file:
            while line := file.readline(SMALL):
                yield demand(line.endswith(b"\n"), f"a line of {name} is too long, or its last has no end") or line[:-1]
    @functools.cache
    def digest(self, name: str, algorithm: str = "sha256") -> str:  # in hex
        with self.open(name) as file: return hashlib.file_digest(file, algorithm).hexdigest()
def sums_in(lines: Iterable[bytes]) -> dict[str, str]:  # hashes by address, as sha256sum writes them of plain names
    found = dict[str, str]()
    for number, line in enumerate(lines, start=1):
        parts = re.fullmatch(r"([0-9a-f]{64}|[0-9a-f]{128})  ([^\r\0]+)", line.decode())
        if not parts or parts[2] in found: raise ValueError(f"line {number} is not of such a list, or there twice")
        found[parts[2]] = parts[1]
    return found
def check_list(site: Site, checks: Checks, listing: str, covered: str, algorithm: str = "sha256") -> None:
    listed = dict[str, str]()  # a list of sums is of all files whose names it covers (a pattern), and of no others
    with checks.of(f"{listing}, read"): listed = sums_in(site.lines(listing))
    for name in filter(re.compile(covered).match, sorted(listed.keys() | site.files.keys())):
        with checks.of(name, listing):
            demand(name in listed, f"{listing} does not list it")
            demand(site.digest(name, algorithm) == listed[name], f"its bytes are not those that {listing} lists")
    checks.tell("note", listing, f"{checks.held[listing]} files are as it lists them")
# ---- JSON in the one form of RFC 8785, and the text that evidence gives.
named: Any = lambda pairs: demand(len(dict(pairs)) == len(pairs), "a name stands in it twice") or dict(pairs)
def json_in(data: bytes) -> Any:  # raises for what is not as RFC 8785 has it; names here are ASCII, so their order is any
    whole: Any = lambda text: demand(len(text) < 18 and abs(int(text)) < 2**53, "a number is too large") or int(text)
    value = json.loads(data.decode(), object_pairs_hook=named, parse_int=whole, parse_float=whole, parse_constant=whole)
    again = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return demand(again.encode() == data, "it does not write back to itself") or value
def text_of(evidence: bytes, derivation: str) -> str | None:  # None where the text is not derived again
    if derivation not in ("text/1", "markdown/1"): return None
    text = evidence.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    if derivation == "text/1": return re.sub(r"\A date [0-9]{4}-[0-9]{2}(-[0-9]{2})? ", "", text)
    opening = re.match(r"---[ \t]*+(\n|\Z)", text)
    closing = re.compile(r"\n(---|\.\.\.)[ \t]*+(\n|\Z)").search(text, opening.end() - 1) if opening else None
    return demand(closing or not opening, "its front matter has no end") or text[closing.end() if closing else 0:]
# ---- Merkle trees: RFC 6962, 2.1. What a proof leads to is worked out as that section defines proofs.
sha256: Callable[..., bytes] = lambda *parts: hashlib.sha256(b"".join(parts)).digest()
def roots_of(leaves: Iterable[bytes], sizes: Iterable[int]) -> dict[int, bytes]:  # of the first so many leaves each
    found, wanted, parts = {}, {*sizes}, list[bytes]()  # the complete parts of the tree so far, the largest first
    for size, leaf in enumerate(leaves, start=1):
        part, count = hashlib.sha256(b"\0" + leaf).digest(), size
        while not count & 1: part, count = hashlib.sha256(b"\1" + parts.pop() + part).digest(), count >> 1  # two become one
        parts.append(part)
        if size in wanted: found[size] = functools.reduce(lambda right, left: sha256(b"\1", left, right), reversed(parts))
    return found
def roots_by_proof(start: bytes, index: int, size: int, proof: list[bytes], is_leaf: bool, is_edge: bool = True) -> Any:
    is_end = size == 1 if is_leaf else index == size - 1  # of a leaf's path (2.1.1), of a proof from a root on (2.1.2)
    demand(0 <= index < size and (proof or (is_end and (is_leaf or is_edge))), "it is no proof of that")
    if is_end: return (start, start) if is_leaf or is_edge else (proof[-1], proof.pop())
    other, is_left = proof.pop(), index < (left := 1 << (size - 1).bit_length() - 1)  # proofs are used up from their ends
    one, two = roots_by_proof(start, *((index, left) if is_left else (index - left, size - left)), proof, is_leaf, is_edge and is_left)
    return (one, sha256(b"\1", two, other)) if is_left else (sha256(b"\1", other, one), sha256(b"\1", other, two))
# ---- Ed25519: RFC 8032, 5.1. Slow, which is no harm: an archive has few signatures.
P, ORDER = 2**255 - 19, 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, -1, P) % P  # points are in extended homogeneous coordinates
def point_sum(a: tuple[int, ...], b: tuple[int, ...]) -> tuple[int, ...]:
    one, two = (a[1] - a[0]) * (b[1] - b[0]) % P, (a[1] + a[0]) * (b[1] + b[0]) % P
    three, four = 2 * a[3] * b[3] * D % P, 2 * a[2] * b[2] % P
    e, f, g, h = two - one, four - three, four + three, two + one
    return e * f % P, g * h % P, f * g % P, e * h % P
def point_times(number: int, point: tuple[int, ...]) -> tuple[int, ...]:
    add: dict[str, tuple[int, ...]] = {"0": (0, 1, 1, 0), "1": point}  # to twice what was there, bit by bit
    return functools.reduce(lambda total, bit: point_sum(point_sum(total, total), add[bit]), f"{number:b}", add["0"])
def point_of(data: bytes) -> tuple[int, ...]:  # raises ValueError for what is none
    y, sign = int.from_bytes(data, "little") & (2**255 - 1), data[31] >> 7
    square = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P: x = x * pow(2, (P - 1) // 4, P) % P
    demand(y < P and (x * x - square) % P == 0 and (x or not sign), "it is not of these bytes: there is no such point")
    return (x := P - x if x & 1 != sign else x), y, 1, x * y % P
def is_signed(key: bytes, signature: bytes, message: bytes) -> bool:  # 5.1.7; of 32 bytes, and of 64
    base, s = point_of((4 * pow(5, -1, P) % P).to_bytes(32, "little")), int.from_bytes(signature[32:], "little")
    h = int.from_bytes(hashlib.sha512(signature[:32] + key + message).digest(), "little") % ORDER
    a, b = point_times(s, base), point_sum(point_of(signature[:32]), point_times(h, point_of(key)))
    return s < ORDER and (a[0] * b[2] - b[0] * a[2]) % P == 0 and (a[1] * b[2] - b[1] * a[2]) % P == 0
# ---- SSH signatures: PROTOCOL.sshsig of OpenSSH.
BEGIN, END = b"-----BEGIN SSH SIGNATURE-----\n", b"-----END SSH SIGNATURE-----\n"
strings: Callable[..., bytes] = lambda *parts: b"".join(len(part).to_bytes(4, "big") + part for part in parts)  # RFC 4251, 5
fingerprint: Callable[[str], str] = lambda key: f"SHA256:{encoded(sha256(base64.b64decode(key.split()[1]))).rstrip('=')}"
def signer(signature: bytes, hashed: Callable[[str], str], namespace: str) -> str:  # the key that signed what hashes so
    text = base64.b64encode(blob := base64.b64decode(signature[len(BEGIN):-len(END)]))
    lines = b"".join(text[at:at + 70] + b"\n" for at in range(0, len(text), 70))
    length, hashing = int.from_bytes(blob[65:69], "big"), "sha256" if b"sha256" in blob[69:] else "sha512"
    key, asked = strings(b"ssh-ed25519", blob[33:65]), strings(blob[69:69 + length], b"", hashing.encode())
    again = b"SSHSIG\0\0\0\1" + strings(key) + asked + strings(strings(b"ssh-ed25519", blob[-64:]))
    demand((BEGIN + lines + END, again) == (signature, blob), "it does not write back to itself as one by Ed25519")
    its, signed = blob[69:69 + length].decode("utf-8", "replace"), b"SSHSIG" + asked + strings(bytes.fromhex(hashed(hashing)))
    demand(its == namespace, f"it is in the namespace '{its}', not '{namespace}'")
    return demand(is_signed(blob[33:65], blob[-64:], signed), "it is not of these bytes") or f"ssh-ed25519 {encoded(key)}"
# ---- Time stamps: RFC 3161. What they are over, and when, is read here; openssl checks their signatures.
def der(data: bytes) -> list[bytes]:  # the contents of values one behind the other: X.690, 8.1
    found, at = list[bytes](), 0
    while at < len(data):
        size, start = data[at + 1], at + 2
        if size & 128: size, start = int.from_bytes(data[start:start + (size & 127)], "big"), start + (size & 127)
        found.append(demand((at := start + size) <= len(data), "it is cut off") or data[start:at])
    return found
def time_in(stamp: bytes, digest: str) -> datetime.datetime:  # of a response over a SHA-256: PKIStatusInfo, TSTInfo in SignedData
    status, token = der(der(stamp)[0])
    content = der(der(der(der(token)[1])[0])[2])
    _, _, imprint, _, time, *_ = der(der(der(content[1])[0])[0])
    algorithm, hashed = der(der(imprint)[0])[0], der(imprint)[1]
    demand((content[0].hex(), time[-1:]) == ("2a864886f70d0109100104", b"Z") and der(status)[0] < b"\2", "it is no time stamp")
    demand((algorithm.hex(), hashed.hex()) == ("608648016503040201", digest), "it is a stamp over other data")
    return datetime.datetime.strptime(time.decode()[:14], "%Y%m%d%H%M%S").replace(tzinfo=datetime.UTC)
def day_of_stamp(stamp: bytes, digest: str, certificates: bytes) -> str:  # certificates as of then: a stamp outlives them
    time, tool = time_in(stamp, digest), shutil.which("openssl")
    if not tool or not os.path.isabs(tool): raise Unchecked("there is no openssl here")  # nor one of this folder
    with tempfile.TemporaryDirectory() as folder:
        token, trusted = pathlib.Path(folder, "stamp.tsr"), pathlib.Path(folder, "trusted.pem")
        token.write_bytes(stamp), trusted.write_bytes(certificates)
        asked: Any = ["-digest", digest, "-in", token, "-CAfile", trusted, "-untrusted", trusted, "-partial_chain", "-attime"]
        ran = subprocess.run([tool, "ts", "-verify", *asked, f"{time.timestamp():.0f}"], capture_output=True, timeout=60)
    return demand(ran.returncode == 0, "it is changed, or by nobody trusted here") or time.date().isoformat()
# ---- The log, as VERIFY.md has it from "Leaves" to "Time stamps".
KINDS = {"key": "key", "publish": "publication"} | dict.fromkeys(("add", "revise", "review", "redact", "withdraw"), "report")
LEAF = re.compile(rf'{{"kind":"({"|".join(KINDS)})","on":"(\d{{4}}-\d\d-\d\d)","record":"([0-9a-f]{{64}})"}}', re.ASCII)
def leaves_in(lines: Iterable[bytes], leaves: list[tuple[str, ...]]) -> Iterator[bytes]:  # the lines; each is one, and kept
    for line in lines:
        parts = LEAF.fullmatch(line.decode())
        if not parts or not datetime.date.fromisoformat(parts[2]): raise ValueError(f"line {len(leaves) + 1} is no leaf")
        leaves.append(parts.groups())
        yield line
class Log:  # what the log of a site says, and what of that holds
    def __init__(self, site: Site, checks: Checks, old: int = 0):
        self.site, self.files, self.check, self.tell = site, site.files, checks.of, checks.tell
        self.leaves, self.records, self.roots = list[tuple[str, ...]](), dict[int, Any](), dict[int, bytes]()
        self.last, self.keys, self.vouched, self.signed = dict[str, int](), dict[str, list[int]](), set[str](), dict[str, int]()
        self.archive, self.stamped = json_in(b'{"authorities":[],"origin":"","reviewers":1}'), list[tuple[int, str]]()
        self.beside = {one for one in self.files if one.startswith(("log/checkpoints/", "SHA256SUMS.", "verify/reviews/"))}
        self.sizes = sorted(map(int, re.findall(r"^log/checkpoints/([1-9][0-9]{0,15})\.txt$", "\n".join(self.files), re.M)))
        self.known = re.findall(r"^verify/authorities/(.+)\.pem$", "\n".join(self.files), re.M)
        with self.check("verify/archive.json"):
            self.archive = json_in(site.read("verify/archive.json", SMALL))
            names, reviewers = [self.archive["origin"], *self.archive["authorities"]], self.archive["reviewers"]
            demand(all(re.fullmatch(r"[^\s+]{0,200}", one) for one in names) and reviewers > 0, "it has odd values")
        with self.check("log/entries.jsonl") as said:
            if not self.archive["origin"] and not self.sizes: raise Unchecked("this archive was never sealed")
            self.roots = roots_of(leaves_in(site.lines("log/entries.jsonl"), self.leaves), [*self.sizes, old])
            said.append(f"{len(self.leaves)} leaves")
            demand(self.sizes[-1:] == [len(self.leaves)], f"the last checkpoint is not of all its {len(self.leaves)} leaves")
        demand(len(self.sizes) <= 20_000 and [one[0] for one in self.leaves].count("key") <= 1_000, "too many checkpoints, or keys")
        for check in (self.check_checkpoints, self.check_records, self.check_keys) if self.leaves or self.sizes else (): check()
    def line(self, size: int) -> str:  # of the checkpoint of so many leaves, as it is cited
        return f"{self.archive['origin']} {size} {encoded(self.roots.get(size, b''))}"
    def check_checkpoints(self) -> None:  # the origin of all, the root of its leaves, and proved to continue the last
        for size in self.sizes:
            with self.check(f"log/checkpoints/{size}.txt") as said:
                said.append(self.line(size))
                its = self.site.read(f"log/checkpoints/{size}.txt", SMALL).decode()
                demand(its == f"{said[0]}\n".replace(" ", "\n"), f"it says {' '.join(its.split())}, and the log {said[0]}")
        with self.check("log/proofs.json"):
            proofs = json_in(self.site.read("log/proofs.json"))["consistency"]
            pairs = [(one["from"], one["to"]) for one in proofs]
            demand(pairs == [*itertools.pairwise(self.sizes)], "it is not of each checkpoint and the next")
            for (old, size), one in zip(pairs, proofs, strict=True):
                proof, roots = [*map(base64.b64decode, one["proof"])], (self.roots[old], self.roots[size])
                demand((roots_by_proof(roots[0], old - 1, size, proof, False), proof) == (roots, []), f"{old} to {size} is wrong")
    def check_records(self) -> None:  # of each leaf, unless a later record takes it out
        taken, counted, folders = dict[int, str](), collections.Counter[str](), ("log/records/", "log/keys/", "log/publications/")
        there = {self.site.digest(name): name for name in self.files if name.startswith(folders)}
        for number, (kind, _, sha) in enumerate(self.leaves):
            if name := there.pop(sha, ""):
                with self.check(f"{name}, leaf {number}", "records"):
                    self.check_record(number, kind, name, json_in(self.site.read(name)), taken, counted)
        counted += collections.Counter(one for leaf, one in taken.items() if self.leaves[leaf][0] != "publish")
        for number, (*_, sha) in enumerate(self.leaves):
            with self.check(f"log/entries.jsonl, leaf {number}", "leaves"):
                why = f"is taken out by that of {taken[number]}" if number in taken else f"is missing: SHA-256 {sha}"
                demand((number in taken) != (number in self.records), f"its record {why}")
        for folder, number in self.last.items():
            with self.check(f"log/{folder}", "reports"):
                is_whole = counted[folder] == self.records[number]["version"] or folder == "publications"
                demand(is_whole, "not all of its records are accounted for")
        for name in there.values(): self.tell("FAIL", name, "it is the record of no leaf")
    def check_record(self, number: int, kind: str, name: str, one: Any, taken: dict[int, str], counted: dict[str, int]) -> None:
        what, version, self.records[number] = KINDS[kind], one["version"], one
        folder = f"records/{one['id']}" if what == "report" else f"{what}s"
        is_its = (one["kind"], f"log/{folder}/v{version}.json", one["schema"]) == (what, name, 1)
        demand(is_its and re.fullmatch("[0-9a-f]{32}", one["salt"]), f"it is not of a leaf '{kind}' there, or has no salt")
        before, self.last[folder] = self.records[self.last[folder]]["version"] if folder in self.last else 0, number
        if what == "key": self.keys.setdefault(one["key"], []).append(number)
        counted[folder] += demand(version > before, f"it is number {version}, and comes behind number {before}") or 1
        if what != "report": return
        demand((version == 1, one["withdrawn"] is None) == (kind == "add", kind != "withdraw"), f"it is not what a leaf '{kind}' has")
        self.signed.setdefault(signed_in(one), number)
        for leaf in one["takes_out"]:
            may = kind in ("redact", "withdraw") and 0 <= leaf < number and self.leaves[leaf][0] != "key"
            demand(may and taken.setdefault(leaf, folder) == folder, f"it may not take out leaf {leaf}")
    def check_keys(self) -> None:  # who signed checkpoints, and which keys were signed in by earlier ones
        self.stamped = [(size, day) for size in self.sizes for day in self.check_stamps(f"log/checkpoints/{size}.txt")]
        for old, size in itertools.pairwise([0, *self.sizes]):
            signers = self.check_signed(f"log/checkpoints/{size}.txt", "muniment-checkpoint", size, *self.day_of(size - 1))
            for key, first in ((key, leaves[0]) for key, leaves in self.keys.items() if old <= leaves[0] < size):
                with self.check(f"key {fingerprint(key)}") as said:
                    said.append(f"of {self.records[first]['principal']}, from leaf {first} on")
                    if old and not any(one in self.vouched and self.keys[one][0] < old for one in signers):
                        raise Unchecked(f"{said[0]}: no earlier key vouches for it; ask whose it is")
                    self.vouched.add(key)
        with self.check("verify/allowed_signers"):
            lines, days = list[str](), ("valid_after", "valid_before")
            for one in (self.records[leaves[-1]] for leaves in self.keys.values()):
                told = "".join(f',{day.replace("_", "-")}="{one[day].replace("-", "")}Z"' for day in days if one[day])
                lines.append(f'{one["principal"]} namespaces="{",".join(one["namespaces"])}"{told} {one["key"]}\n')
            its = self.site.read("verify/allowed_signers") if lines or "verify/allowed_signers" in self.files else b""
            demand(its.decode() == "".join(sorted(lines)), "it is not of the keys of the log")
    def day_of(self, leaf: int) -> tuple[str, str]:  # on which a leaf was there, and how that is known
        stamped, there = [(day, "stamped") for size, day in self.stamped if size > leaf], self.leaves[leaf:][:1]
        return min(stamped, default=(there[0][1] if there else "", "as claimed"))
    def check_stamps(self, name: str) -> list[str]:  # the days of those that hold
        days, asked = dict[str, str](), self.archive["authorities"]
        for one in sorted({*asked, *self.known}):
            if (address := f"{name.removesuffix('.txt')}.{one}.tsr") in self.files:
                self.beside.discard(address)
                with self.check(address) as said:
                    stamp, trusted = (self.site.read(file, SMALL) for file in (address, f"verify/authorities/{one}.pem"))
                    said.append(days.setdefault(one, day_of_stamp(stamp, self.site.digest(name), trusted)))
        told = f"stamped by {len(days.keys() & {*asked})} of {len(asked)} authorities" + ": its day is claimed" * (not days)
        self.tell("not checked" if {*asked} - days.keys() else "ok" if asked else "note", name, told)
        return [*days.values()]
    def check_signed(self, name: str, namespace: str, before: int, day: str, how: str) -> dict[str, str]:
        signers = self.signers(name, namespace, before, day)
        told = [self.records[leaf]["namespaces"] for leaves in self.keys.values() for leaf in leaves if leaf < before]
        with self.check(f"{name}, signed") as said:
            demand(signers or all(namespace not in one for one in told), "it is unsigned: no signature counts, and one has to")
            if not signers: raise Unchecked("it is not signed: the log lists no key for that")
            said += [*sorted(signers.values()), f"{day} {how}"]
        return signers
    def signers(self, name: str, namespace: str, before: int, day: str) -> dict[str, str]:  # principals, by keys that count
        found, addresses = dict[str, str](), [f"{name}.sig", *(f"{name}.{number}.sig" for number in range(2, 20))]
        self.beside -= {name, *addresses}
        for address in filter(self.files.__contains__, addresses):
            with self.check(address, "signatures"):
                key = signer(self.site.read(address, SMALL), functools.partial(self.site.digest, name), namespace)
                leaves, whose = self.keys.get(key, []), f"its key {fingerprint(key)}"
                told = [self.records[leaf] for leaf in leaves if leaf < before]
                demand(told, f"{whose} {f'was listed later than that, by leaf {leaves[0]}' if leaves else 'is not in the log'}")
                demand(all(one["state"] == "listed" for one in told), f"{whose} was lost by then")
                demand(namespace in told[-1]["namespaces"], f"{whose} is not listed for {namespace}")
                after, until = told[-1]["valid_after"], told[-1]["valid_before"] or "9"
                demand(after <= day < until, f"{whose} {'was not yet valid' if day < after else 'had expired'} on {day}")
                found[key] = str(told[-1]["principal"])
        return found
# ---- Reports, and the whole.
def check_report(log: Log, name: str, held: collections.Counter[str]) -> None:  # its text, place in the log, review
    record, report = log.records.get(number := log.last.get(f"records/{name[8:-5]}", -1), {}), dict[str, Any]()
    with log.check(name, "published"):
        demand(not record.get("withdrawn") or name not in log.files, "it is here, and the log says that it is withdrawn")
        if record.get("withdrawn"): return
        demand(name in log.files, "it is gone, and the log does not say that it is withdrawn")
        report = json.loads(log.site.read(name).decode(), object_pairs_hook=named)
        demand(report["id"] == name[8:-5], "it is of another report")
    for what, check in {"text": check_text, "seal": check_seal, "review": check_review}.items() if report else ():
        with log.check(f"{name}, its {what}", what): held[check(log, report, record, number)] += 1
def check_text(log: Log, report: Any, record: Any, number: int) -> str:  # how it could be checked
    evidence, publication, text, site = report["evidence"], report["publication"], report["text"].encode(), log.site
    is_known, is_cut = publication in ("public", "redacted", "excerpt"), publication[0] in "em" and evidence["sha256"]
    demand(is_known or (publication == "metadata" and not text), f"there is a text, and its publication is '{publication}'")
    demand(is_cut or sha256(text).hex() == report["text_sha256"], "it is not that of its SHA-256")
    for one in (one for one in (evidence, *report["attachments"]) if publication == "public" or one["path"]):
        demand(re.fullmatch(rf"evidence/{report['id']}[./][^/]+", one["path"]), f"its evidence cannot be {one['path']}")
        demand((site.digest(at := one["path"]), len(site.read(at))) == (one["sha256"], one["bytes"]), f"{at} has other bytes")
    derived = text_of(site.read(evidence["path"]), report["derivation"]) if evidence["path"] else None
    demand(derived is None or derived.encode() == text, f"{evidence['path']} gives another by {report['derivation']}")
    return "derived" if derived is not None else "kept" if evidence["path"] else "in part"
def check_seal(log: Log, report: Any, record: Any, number: int) -> str:  # whether it is sealed as it is
    seal, shown = report["seal"], sha256(report["text"].encode()).hex() if report["publication"] == "excerpt" else None
    demand(bool(seal) == bool(record), "there is none, and it is in the log" if record else "it is not in the log")
    if not seal: return "unsealed"
    size, (kind, on, sha) = log.sizes[bisect.bisect_right(log.sizes, number)], log.leaves[number]
    told = {"checkpoint": size, "leaf": number, "on": on, "origin": log.archive["origin"], "root": encoded(log.roots[size]),
            "record": f"log/records/{report['id']}/v{record['version']}.json", "record_sha256": sha}
    for one in told: demand(str(seal[one]) == str(told[one]), f"it tells {one} {seal[one]}, and the log {told[one]}")
    leaf, proof = f'{{"kind":"{kind}","on":"{on}","record":"{sha}"}}'.encode(), [*map(base64.b64decode, seal["proof"])]
    demand((roots_by_proof(sha256(b"\0", leaf), number, size, proof, True)[1], proof) == (log.roots[size], []), "its proof leads elsewhere")
    if seal["is_current"] is not True: return "unsealed"
    files = [{name: one[name] for name in ("bytes", "sha256")} for one in (report["evidence"], *report["attachments"])]
    its = {"publication": report["publication"], "text": report["text_sha256"], "derivation": report["derivation"],
           "shown": shown if record["seed"] else None, "seed": files[0] if files[0]["sha256"] else None, "attachments": files[1:]}
    for one in its: demand(its[one] == record.get(one), f"its {one} is {its[one]}, and {record.get(one)} was sealed")
    return "sealed"
def check_review(log: Log, report: Any, record: Any, number: int) -> str:  # that it is verified, where it says so
    name, is_sealed = f"verify/reviews/{report['id']}.yaml", bool(record) and report["seal"]["is_current"] is True
    leaf = log.signed[signed_in(record)] if is_sealed else len(log.leaves) - 1
    signers = log.signers(name, "muniment-review", leaf if is_sealed else leaf + 1, log.day_of(leaf)[0])
    if report["status"] != "verified": return "unverified"
    review: Any = {"complete": True, "signed": {"keys": signers, "sha256": ""}} if not is_sealed else record["review"]
    demand(review and review.get("complete") is True, "it is said to be verified, and no complete review of it is sealed")
    if review["signed"]["sha256"] is None: raise Unchecked("it is said to be verified, and its review is not published")
    demand(log.site.digest(name) == review["signed"]["sha256"] or not is_sealed, f"{name} is not the review that was sealed")
    count, asked = len({signers[one] for one in review["signed"]["keys"] if one in signers}), log.archive["reviewers"]
    return demand(count >= asked, f"it is said to be verified, and {count} signatures of {asked} count") or "verified"
TOLD = {"derived": "texts are what their evidence gives", "kept": "texts are those that were kept beside their evidence", "in part":
        "texts are cut, by no evidence here", "sealed": "reports are in the log as they are", "unsealed": "reports are not sealed yet"}
def check_site(checks: Checks, path: str, only: str, old: str) -> Any:
    site, held, size = Site(path, checks), collections.Counter[str](), int(old.split()[1]) if old else 0
    if "bagit.txt" in site.files:  # RFC 8493
        names = [name for name in site.files if re.fullmatch(r"(tag)?manifest-sha(256|512)\.txt", name)]
        demand(any(name[0] == "m" for name in names), "this pack has no manifest by SHA-256 or SHA-512")
        for name in names: check_list(site, checks, name, "data/" if name[0] == "m" else r"(?!data/|tagmanifest-)", name[-10:-4])
        site.enter("data/")
    log = Log(site, checks, size)
    with checks.of(f"it continues {old}", "" if old else "site"):
        demand(log.line(size) == old or not old, f"it does not: it has {log.line(size)}")
    if old: return
    check_list(site, checks, "SHA256SUMS", rf"(log|verify)/|(reports|evidence)/{only}[./]" if only else r"(?!SHA256SUMS(\.|$)|\.gitkeep$)")
    day = next(((day, "stamped") for day in sorted(log.check_stamps("SHA256SUMS"))), log.day_of(len(log.leaves) - 1))
    log.check_signed("SHA256SUMS", "muniment-sums", len(log.leaves), *day)
    names = re.findall(r"^re(?:port|cord)s/([a-z0-9-]+)(?:\.json)?$", "\n".join([*site.files, *log.last]), re.M)
    for name in sorted({*names} if not only else {only}): check_report(log, f"reports/{name}.json", held)
    for name in sorted(log.beside if not only else ()): checks.tell("FAIL", name, "it belongs to nothing")
    for kind in filter(held.get, TOLD):
        checks.tell({"unsealed": "not checked", "in part": "note"}.get(kind, "ok"), f"{held[kind]} {TOLD[kind]}", "")
def main(arguments: list[str]) -> int:
    parser, is_log = argparse.ArgumentParser(prog="verify.py", usage=__doc__.partition("\n")[2]), arguments[:1] == ["log"]
    parser.add_argument("path", nargs="?", default="."), parser.add_argument("--json", action="store_true")
    for name in ("--report", "--old"): parser.add_argument(name, default="")
    try:
        asked = parser.parse_args(arguments[is_log:])
        is_right = bool(re.fullmatch(r"\S+ [1-9][0-9]{0,15} \S+", asked.old)) == is_log and os.path.exists(asked.path)
        if not is_right or not re.fullmatch("[a-z0-9-]*", asked.report): parser.error("nothing is there, or it is asked wrongly")
    except SystemExit as left: return int(left.code or 0)
    checks = Checks()
    with checks.of(asked.path, "site"): check_site(checks, asked.path, asked.report, asked.old)
    status = 1 if "FAIL" in (results := {one["result"] for one in checks.lines}) else 3 if "not checked" in results else 0
    lines = [f"{one['result']:<12} {one['what']}" + f": {one['why']}" * bool(one["why"]) for one in checks.lines]
    text = json.dumps({"schema": 1, "status": status, "checks": checks.lines}, indent=1) if asked.json else "\n".join(lines)
    print(text.encode(sys.stdout.encoding or "ascii", "backslashreplace").decode(sys.stdout.encoding or "ascii"))
    return status
if __name__ == "__main__": sys.exit(main(sys.argv[1:]))
