"""Checks an archive that Muniment made: its texts, its log, its signatures. Needs Python 3.11 or later, and no more.
    python3 -I verify/verify.py [PATH] [--json]                      PATH is a folder, a zip, or a BagIt pack
    python3 -I verify/verify.py log [PATH] --old "ORIGIN SIZE ROOT"  does its log continue what was cited?
VERIFY.md, beside it, is the format. Status: 0 all holds; 1 something does not; 2 asked wrongly; 3 not all was checked."""
import sys
if sys.version_info < (3, 11):  # before anything that an older one would stumble over, which is no fault of the archive
    sys.exit(print("verify.py needs Python 3.11 or later", file=sys.stderr) or 2)
import argparse, base64, bisect, collections, contextlib, datetime, functools, hashlib, io, itertools, json, os
import pathlib, re, shutil, stat, struct, subprocess, tempfile, zipfile, zlib
from typing import Any, Callable, Iterable, Iterator
LITTER = re.compile(r"(.*/)?(\.DS_Store|\._[^/]*|Thumbs\.db|desktop\.ini)$|(__MACOSX|System Volume Information|\$RECYCLE\.BIN|\.Trashes|\.Spotlight-V100|\.fseventsd)/")
LARGEST, SMALL = 25 << 20, 1 << 20  # bytes: of a file that is held whole; of a line, signature, stamp, certificate
class Unchecked(Exception): """Nothing is wrong, and something cannot be checked; why."""
def demand(holds: object, why: str) -> Any:  # nothing, where it holds
    if not holds: raise ValueError(why)
given: Callable[..., Any] = lambda value, holds, why: demand(holds, why) or value  # the value, where something holds
class Checks:  # what was checked, a line each; of what is alike in many files, failures alone and how often it held
    def __init__(self) -> None:
        self.lines, self.held = list[dict[str, str]](), collections.Counter[str]()
    def tell(self, result: str, *words: str) -> None:  # a terminal does nothing with them but print them
        what, why = ("".join(one if one.isprintable() else ascii(one)[1:-1] for one in text[:500]) for text in words)
        self.lines.append({"result": result, "what": what, "why": why})
    @contextlib.contextmanager  # what is below `with checks.of(...)` holds, or raises; what comes behind is checked either way
    def of(self, what: str, alike: str = "") -> Iterator[list[str]]:
        try: yield (said := list[str]())
        except Unchecked as why: self.tell("not checked", what, str(why))
        except (ValueError, OSError, zipfile.BadZipFile) as why: self.tell("FAIL", what, str(why) if type(why) is ValueError else f"it cannot be read: {why}")
        except Exception as why: self.tell("FAIL", what, f"it cannot be read as the format has it: {why!r}")
        else: self.held.update([alike]) if alike else self.tell("ok", what, ", ".join(said))
opener: Any = lambda path, how: os.open(path, how | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
def files_below(path: str, checks: Checks) -> Iterator[tuple[str, Any]]:  # ---- Files: no link is followed, nothing is unpacked
    for folder in (pending := [""]):
        with checks.of(folder or path, "folders"), os.scandir(os.path.join(path, folder)) as entries:
            for one in entries:
                if one.is_dir(follow_symlinks=False): pending.append(f"{folder}{one.name}/")
                elif one.is_file(follow_symlinks=False): yield folder + one.name, functools.partial(open, one.path, "rb", opener=opener)
                else: checks.tell("FAIL", folder + one.name, "it is a link, or no ordinary file")
second: Any = lambda extra: extra and (extra[:2] == b"up" or second(extra[4 + int.from_bytes(extra[2:4], "little"):]))  # name
def members_of(path: str) -> Iterator[tuple[str, Any]]:  # of a zip, and its folders; APPNOTE 6.3.10
    packed: Any = zipfile.ZipFile(path)  # raises for what is odd, or what another program could read in another way
    ends, total, members = {0}, 0, sorted(packed.infolist(), key=lambda one: one.header_offset)
    read: Any = lambda place, size: (packed.fp.seek(place), packed.fp.read(size))[1]
    demand(sum(one.file_size for one in members) < SMALL + 200 * os.path.getsize(path), "it would unpack to over 200 times its size")
    for one in members:
        name, is_folder, kind = one.orig_filename, one.orig_filename.endswith("/"), stat.S_IFMT(one.external_attr >> 16)
        is_plain = kind in (0, stat.S_IFDIR if is_folder else stat.S_IFREG) and one.compress_type in (0, 8) and not one.comment
        is_open = not one.flag_bits & 1 and one.file_size <= LARGEST * (not is_folder) and one.compress_size <= (2 if is_folder else LARGEST + SMALL)
        demand(is_plain and is_open, f"{name} is a link, or no ordinary file, or encrypted, or too large")
        demand(one.header_offset in ends, f"bytes before {name} belong to no member")  # each begins where another ends
        mark, flags, method, *numbers, length, more = struct.unpack("<4s2x2H4x3I2H", read(one.header_offset, 30))
        own, extra, true = packed.fp.read(length), packed.fp.read(more), [one.CRC, one.compress_size, one.file_size]
        if numbers[1:] == [0xffffffff] * 2 and extra[:4] == b"\1\0\20\0": numbers[1:] = struct.unpack("<2Q", extra[4:20])[::-1]  # ZIP64
        same = (b"PK\3\4", one.flag_bits, one.compress_type, name.encode("utf-8" if flags & 0x800 else "cp437"))
        blank = 0 if flags & 8 and method else -1  # a deflated stream ends by itself, and may tell its numbers behind it
        is_same = (mark, flags, method, own) == same and all(told in (its, blank) for told, its in zip(numbers, true, strict=True))
        demand(is_same and not second(extra) and not second(one.extra), f"{name} is told of in two ways")
        begin, end, total = packed.fp.tell(), packed.fp.tell() + one.compress_size, total + 46 + length + len(one.extra)
        stream = [sign + struct.pack(form, *true) for sign in (b"PK\7\10", b"") for form in ("<3I", "<I2Q")]  # its numbers, behind it
        ends = {end + len(each) for each in (stream if flags & 8 else [b""]) if read(end, len(each)) == each}
        yield name.removesuffix("/"), None if is_folder else functools.partial(unpacked, read, begin, one)
    rest = read(packed.start_dir + total, 99)  # behind the directory is nothing but what tells of it, and of over 65,535 members twice
    large, (mark, *told) = rest[:-22], struct.unpack("<4s4H2IH", rest[-22:])
    true, most = [0, 0, len(members), len(members), total, packed.start_dir, 0], [0, 0, 0xffff, 0xffff, 0xffffffff, 0xffffffff, 0]
    zip64 = struct.pack("<2I4Q4sIQI", 0, 0, *true[2:6], b"PK\6\7", 0, packed.start_dir + total, 1)  # behind two versions
    is_large = (large[:12], large[16:]) == (struct.pack("<4sQ", b"PK\6\6", 44), zip64)
    is_last = mark == b"PK\5\6" and all(one == its or (is_large and one == many) for one, its, many in zip(told, true, most, strict=True))
    demand(packed.start_dir in ends and is_large == bool(large) and is_last, "its directory is told of in two ways, or more follows")
def unpacked(read: Any, begin: int, member: zipfile.ZipInfo) -> Any:
    data, inflate = read(begin, member.compress_size), zlib.decompressobj(-15)
    if member.compress_type: data = inflate.decompress(data, member.file_size + 1)
    is_whole = not member.compress_type or (inflate.eof and not inflate.unused_data)  # nothing hides behind its end
    return given(io.BytesIO(data), is_whole and len(data) == member.file_size, "it holds more or fewer bytes than it says")
class Site:  # the files of a site by their addresses
    def __init__(self, path: str, checks: Checks):
        self.files, self.sizes, self.met, self.tell, folded = dict[str, Any](), dict[str, int](), set[str](), checks.tell, dict[str, Any]()
        for name, opens in files_below(path, checks) if os.path.isdir(path) else members_of(path):
            with checks.of(name, "names"):
                demand(not re.search(r"[\\:\0-\x1f]|(^|/)\.{0,2}(/|$)", name) and len(name.encode()) <= 1000, "no site has such a name")
                demand(folded.setdefault(name.casefold(), opens) is opens, "another file has this name, be it in capitals")
                if opens and not LITTER.match(name): self.files[name] = opens  # what systems leave on a disk is none of it
        if len(tops := {name.partition("/")[0] for name in self.files}) == 1 and not tops & self.files.keys(): self.enter(f"{tops.pop()}/")
    def enter(self, folder: str) -> None:  # from here on, what lies in this folder is all
        self.tell("note", folder, "is where the site lies; this is what is checked")
        self.files = {name[len(folder):]: one for name, one in self.files.items() if name.startswith(folder)}
        self.met.clear(); self.digest.cache_clear()
    def open(self, name: str) -> Any:
        self.met.add(name)
        return given(self.files.get(name), name in self.files, f"{name} is not there")()
    def read(self, name: str, most: int = LARGEST) -> Any:
        with self.open(name) as file: data = file.read(most + 1)
        return given(data, len(data) <= most, f"{name} is too large")
    def lines(self, name: str) -> Iterator[bytes]:  # without their line feeds
        with self.open(name) as file:
            while line := file.readline(SMALL):
                yield given(line[:-1], line.endswith(b"\n"), f"a line of {name} is too long, or its last has no end")
    @functools.cache
    def digest(self, name: str, algorithm: str = "sha256") -> str:  # in hex
        with self.open(name) as file: return (hashlib.file_digest(file, algorithm).hexdigest(), self.sizes.update({name: file.seek(0, 2)}))[0]
def rows_in(lines: Iterable[bytes], pattern: str, what: str) -> Any:  # the parts of each line, in tuples
    rows = [*map(re.compile(pattern).fullmatch, (line.decode() for line in lines))]
    return given([row and row.groups() for row in rows], all(rows), f"line {[*rows, None].index(None) + 1} is no {what}")
def check_list(site: Site, checks: Checks, listing: str, covered: str) -> None:
    with checks.of(f"{listing}, read") as said:  # it is of all files whose names it covers (a pattern), and of no others
        rows = rows_in(site.lines(listing), r"([0-9a-f]{64})  ([^\r\0]+)", "line of sha256sum")
        listed = {name: digest for digest, name in rows}
        demand(len(listed) == len(rows), "an address stands in it twice")
        for name in filter(re.compile(covered).match, sorted(listed.keys() | site.files.keys())):
            with checks.of(name, listing):
                demand(name in listed, f"{listing} does not list it")
                demand(site.digest(name) == listed[name], f"its bytes are not those that {listing} lists")
        said.append(f"{checks.held[listing]} files are as it lists them")
named: Any = lambda pairs: given(dict(pairs), len(dict(pairs)) == len(pairs), "a name stands in it twice")
whole: Any = lambda text: given(int(text), len(text) < 18 and abs(int(text)) < 2**53, "a number is too large")
def json_in(data: bytes) -> Any:  # in the one form of RFC 8785; raises for any other
    value = json.loads(data.decode(), object_pairs_hook=named, parse_int=whole, parse_float=whole, parse_constant=whole)
    again = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))  # names are ASCII: any order is one
    return given(value, again.encode() == data, "it does not write back to itself")
def text_of(evidence: bytes, derivation: str) -> str | None:  # None where the text is not derived again
    if derivation not in ("text/1", "markdown/1"): return None
    text = evidence.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    if derivation == "text/1": return re.sub(r"\A date [0-9]{4}-[0-9]{2}(-[0-9]{2})? ", "", text)
    opening = re.match(r"---[ \t]*+(\n|\Z)", text)
    closing = re.compile(r"\n(---|\.\.\.)[ \t]*+(\n|\Z)").search(text, opening.end() - 1) if opening else None
    return str(given(text[closing.end() if closing else 0:], closing or not opening, "its front matter has no end"))
sha256: Callable[..., bytes] = lambda *parts: hashlib.sha256(b"".join(parts)).digest()  # ---- Merkle trees: RFC 6962, 2.1
encoded: Callable[[bytes], str] = lambda data: base64.b64encode(data).decode()
def roots_of(leaves: Iterable[bytes], sizes: Iterable[int]) -> dict[int, bytes]:  # of the first so many leaves each
    found, wanted, parts = {}, {*sizes}, list[bytes]()  # the complete parts of the tree so far, the largest first
    for size, leaf in enumerate(leaves, start=1):
        parts.append(hashlib.sha256(b"\0" + leaf).digest())
        for _ in range((size & -size).bit_length() - 1):  # two of one size become one
            parts[-2:] = [hashlib.sha256(b"\1" + parts[-2] + parts[-1]).digest()]
        if size in wanted: found[size] = functools.reduce(lambda right, left: sha256(b"\1", left, right), reversed(parts))
    return found
def root_by_path(start: bytes, index: int, size: int, path: list[bytes]) -> bytes:  # 2.1.1, from the root down
    demand(0 <= index < size and bool(path) == (size > 1), "it is no path of that leaf")
    if size == 1: return start
    left = 1 << (size - 1).bit_length() - 1  # so many leaves are in the left part; the last of a path is the other part
    if index < left: return sha256(b"\1", root_by_path(start, index, left, path[:-1]), path[-1])
    return sha256(b"\1", path[-1], root_by_path(start, index - left, size - left, path[:-1]))
P, ORDER = 2**255 - 19, 2**252 + 27742317777372353535851937790883648493; D = -121665 * pow(121666, -1, P) % P  # ---- Ed25519: RFC 8032, 5.1; slow
def point_sum(a: tuple[int, ...], b: tuple[int, ...]) -> tuple[int, ...]:  # in extended homogeneous coordinates
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
    a, b = point_times(s, base), point_sum(point_of(signature[:32]), point_times(h, whose := point_of(key)))
    is_sound = s < ORDER and point_times(8, whose)[0] % P != 0  # a key of small order would sign anything
    return is_sound and not any((a[at] * b[2] - b[at] * a[2]) % P for at in (0, 1))
BEGIN, END = b"-----BEGIN SSH SIGNATURE-----\n", b"-----END SSH SIGNATURE-----\n"  # ---- OpenSSH's PROTOCOL.sshsig
strings: Callable[..., bytes] = lambda *parts: b"".join(len(part).to_bytes(4, "big") + part for part in parts)  # RFC 4251, 5
fingerprint: Callable[[str], str] = lambda key: f"SHA256:{encoded(sha256(base64.b64decode(key.split()[1]))).rstrip('=')}"
def signer(signature: bytes, sha512: str, namespace: str) -> Any:  # the key, of a signature over what hashes so
    blob = base64.b64decode(signature[len(BEGIN):-len(END)])
    public, signed, asked = blob[33:65], blob[-64:], strings(namespace.encode(), b"", b"sha512")
    key = strings(b"ssh-ed25519", public)  # what the signature has to be is made of its parts, and compared
    text = base64.b64encode(b"SSHSIG\0\0\0\1" + strings(key) + asked + strings(strings(b"ssh-ed25519", signed)))
    lines = b"".join(text[at:at + 70] + b"\n" for at in range(0, len(text), 70))
    demand(signature == BEGIN + lines + END, f"it is not written as one by Ed25519 in the namespace '{namespace}'")
    holds = is_signed(public, signed, b"SSHSIG" + asked + strings(bytes.fromhex(sha512)))
    return given(f"ssh-ed25519 {encoded(key)}", holds, "it is not of these bytes")
TIME = re.compile(r"^Time stamp: (\w+) +(\d+) (\d\d:\d\d:\d\d)(?:\.\d+)? (\d{4}) GMT$", re.M)
def day_of_stamp(stamp: bytes, digest: str, certificates: bytes) -> str:  # ---- RFC 3161, by openssl; certificates as of then
    tool = shutil.which("openssl")
    if not tool or not os.path.isabs(tool): raise Unchecked("there is no openssl here")  # nor one of this folder
    with tempfile.TemporaryDirectory() as folder:
        reply, trusted = pathlib.Path(folder, "stamp.tsr"), pathlib.Path(folder, "trusted.pem")
        reply.write_bytes(stamp), trusted.write_bytes(certificates)
        run: Any = functools.partial(subprocess.run, capture_output=True, timeout=60)
        read = run([tool, "ts", "-reply", "-in", reply, "-token_out", "-text"]).stdout  # nothing but what is signed
        found: Any = TIME.search(read.decode("utf-8", "replace"))
        demand(found and b"\nHash Algorithm: sha256\n" in read, "it is no time stamp over a SHA-256")
        time = datetime.datetime.strptime(f"{' '.join(found.groups())} +0000", "%b %d %H:%M:%S %Y %z")
        chain = ["-CAfile", trusted, "-untrusted", trusted, "-partial_chain", "-attime", f"{time.timestamp():.0f}"]
        ran = run([tool, "ts", "-verify", "-digest", digest, "-in", reply, *chain])
    said = ran.stderr.decode("utf-8", "replace").strip().rpartition("\n")[2]; why = "".join(said.split(":")[5:6]) or said
    demand(b"Verification: FAILED" not in ran.stdout + ran.stderr, f"it is of other bytes, or by nobody trusted here: {why}")
    if ran.returncode: raise Unchecked(f"the openssl here cannot check it: {why}")  # as that of LibreSSL
    return time.date().isoformat()
KINDS = {"key": "key", "publish": "publication"} | dict.fromkeys(("add", "revise", "review", "redact", "withdraw"), "report")
LEAF = rf'{{"kind":"({"|".join(KINDS)})","on":"([0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}})","record":"([0-9a-f]{{64}})"}}'
def leaves_in(lines: Iterable[bytes]) -> Any:  # ---- The log, as VERIFY.md has it: kind, day, and SHA-256 of the record
    leaves = rows_in(lines, LEAF, "leaf"); days = [day for _, day, _ in leaves]
    for day in {*days}: datetime.date.fromisoformat(day)
    return given(leaves, days == sorted(days), "a leaf is of an earlier day than the one before")
signed_in: Callable[[Any], str] = lambda record: repr((record["id"], record["review"] and record["review"].get("signed")))
class Log:  # what the log of a site says, and what of that holds
    def __init__(self, site: Site, checks: Checks, old: int = 0):
        self.site, self.files, self.check, self.tell = site, site.files, checks.of, checks.tell
        self.archive = json_in(b'{"asked":[],"authorities":[],"origin":"","reviewers":1}')
        self.sizes = sorted(map(int, re.findall(r"^log/checkpoints/([1-9][0-9]{0,15})\.txt$", "\n".join(self.files), re.M)))
        self.leaves, self.roots = list[tuple[str, ...]](), dict[int, bytes]()
        self.records, self.last = dict[int, Any](), dict[str, int]()  # by leaf; and the last leaf of each folder of records
        self.taken, self.counted = dict[int, str](), collections.Counter[str]()  # leaves by who takes them out; records there
        self.keys, self.vouched = dict[str, list[int]](), set[int]()  # leaves by key; and those that an earlier key signed
        self.stamped, self.signed = list[tuple[int, str]](), dict[str, int]()  # size, day; first leaf by review
        with self.check("verify/archive.json"):
            self.archive = json_in(site.read("verify/archive.json", SMALL))
            is_named = re.fullmatch(r"[^\s+]{0,200}", self.archive["origin"]) and len(self.archive["authorities"]) <= 100
            demand(is_named, "its origin is none, or it has too many authorities")
            site.met |= {f"verify/authorities/{one}.pem" for one in self.archive["authorities"]}  # with stamps or without
        with self.check("log/entries.jsonl") as said:
            if not self.archive["origin"] and not self.sizes: raise Unchecked("this archive was never sealed")
            self.leaves = leaves_in(lines := [*site.lines("log/entries.jsonl")])
            self.roots = roots_of(lines, [*self.sizes, old])
            said.append(f"{len(self.leaves)} leaves")
            demand(self.sizes[-1:] == [len(self.leaves)], f"the last checkpoint is not of all its {len(self.leaves)} leaves")
        demand(len(self.sizes) <= 20_000 and sum(kind == "key" for kind, _, _ in self.leaves) <= 1_000, "too many checkpoints or keys")
    def line(self, size: int) -> str:  # of the checkpoint of so many leaves, as it is cited
        return f"{self.archive['origin']} {size} {encoded(self.roots[size]) if size in self.roots else 'which is not there'}"
    def check_records(self) -> None:  # of each leaf, unless a later record takes it out
        there = {self.site.digest(name): name for name in self.files if re.match("log/(records|keys|publications)/", name)}
        for number, (kind, _, sha) in enumerate(self.leaves):
            if name := there.pop(sha, ""):
                with self.check(f"{name}, leaf {number}", "records"): self.check_record(number, kind, name)
        for name in there.values(): self.tell("FAIL", name, "it is the record of no leaf")
        for number, (*_, sha) in enumerate(self.leaves):
            why = "is there, and is taken out" if number in self.taken else f"is missing: SHA-256 {sha}"
            if (number in self.records) == (number in self.taken): self.tell("FAIL", f"log/entries.jsonl, leaf {number}", f"its record {why}")
        for leaf, one in self.taken.items(): self.counted.update({"publish": [], "add": [one, f"{one}, added"]}.get(self.leaves[leaf][0], [one]))
        for folder, number in self.last.items():
            is_whole = self.counted[folder] == self.records[number]["version"] and self.counted[f"{folder}, added"] == (folder != "keys")
            if not is_whole and folder != "publications": self.tell("FAIL", f"log/{folder}", "a record of it is missing, or of another")
    def check_record(self, number: int, kind: str, name: str) -> None:
        one = self.records[number] = json_in(self.site.read(name, 4 * SMALL)) | {"noted": {}, "redactions": []}
        if one.get("review"): one["review"] = {part: one["review"].get(part) for part in ("complete", "signed")}  # asked later
        what, version, folder = KINDS[kind], one["version"], f"{KINDS[kind]}s" if "id" not in one else f"records/{one['id']}"
        is_its = (one["kind"], f"log/{folder}/v{version}.json", one["schema"]) == (what, name, 1)
        demand(is_its and re.fullmatch("[0-9a-f]{32}", one["salt"]), f"it is not of a leaf '{kind}' there, or has no salt")
        demand(version > (self.records[self.last[folder]]["version"] if folder in self.last else 0), "it comes behind a later one")
        self.last[folder] = number; self.counted.update([folder, f"{folder}, added"] if kind == "add" else [folder])
        if what != "report": return self.keys.setdefault(one["key"], []).append(number) if what == "key" else None
        its = version == 1, one["publication"] == "withdrawn", bool(one.get("withdrawn"))
        demand(its == (kind == "add", *[kind == "withdraw"] * 2), f"no leaf '{kind}' has it"); self.signed.setdefault(signed_in(one), number)
        for leaf in one["takes_out"]:
            may = kind in ("redact", "withdraw") and 0 <= leaf < number and self.leaves[leaf][0] != "key"
            demand(may and self.taken.setdefault(leaf, folder) == folder, f"it may not take out leaf {leaf}")
    def check_checkpoints(self) -> None:  # each of the root of so many first leaves: so it continues those before
        for size in self.sizes:
            alike = "" if size == self.sizes[-1] else "earlier checkpoints"  # of which failures alone are told
            with self.check(name := f"log/checkpoints/{size}.txt", alike) as said:
                said.append(self.line(size))
                demand(self.site.read(name, SMALL).decode().split("\n") == [*said[0].split(" "), ""], f"it is not {said[0]}")
            self.stamped += [(size, day) for day in self.check_stamps(name, alike)]
        for size, day in self.stamped:
            if any(on < day for _, on, _ in self.leaves[size:size + 1]):
                self.tell("FAIL", f"log/entries.jsonl, leaf {size}", f"it claims a day before {day}, when those before it were stamped")
        for before, size in itertools.pairwise([0, *self.sizes]): self.check_keys(before, size)
    def check_keys(self, before: int, size: int) -> None:  # who signed a checkpoint, and so for what it says of keys
        name, namespace, (day, how) = f"log/checkpoints/{size}.txt", "muniment-checkpoint", self.day_of(size - 1)
        signers, is_vouched = self.check_signed(name, namespace, size, day, how, "" if size == self.sizes[-1] else "earlier"), not before
        for key in signers:  # by what was said of it until the checkpoint before
            with contextlib.suppress(ValueError): is_vouched |= self.standing(key, namespace, before, day) in self.vouched
        for leaf, key in sorted((leaf, key) for key, leaves in self.keys.items() for leaf in leaves if before <= leaf < size):
            why = "the first to say so" if not before else f"signed by {'an' if is_vouched else 'no'} earlier key"
            whose = f"of {self.records[leaf]['principal']}, says leaf {leaf}, {why}; ask whether it is"
            self.tell("note" if is_vouched else "not checked", f"key {fingerprint(key)}", whose)
            if is_vouched: self.vouched.add(leaf)
    def day_of(self, leaf: int) -> tuple[str, str]:  # on which a leaf was there, and how that is known
        days = [day for size, day in self.stamped if size > leaf]
        return (min(days), "by a time stamp") if days else ("".join(on for _, on, _ in self.leaves[leaf:leaf + 1]), "as claimed")
    def check_stamps(self, name: str, alike: str = "") -> list[str]:  # the days of those that hold
        days, asked = dict[str, str](), self.archive["asked"]
        for one in self.archive["authorities"]:
            if (address := f"{name.removesuffix('.txt')}.{one}.tsr") in self.files:
                with self.check(address, alike) as said:
                    stamp, trusted = (self.site.read(file, SMALL) for file in (address, f"verify/authorities/{one}.pem"))
                    days[one] = day_of_stamp(stamp, self.site.digest(name), trusted); said.append(days[one])
        told = f"stamped by {len(days.keys() & {*asked})} of {len(asked)} authorities" if asked else "no authority was asked"
        result = "not checked" if {*asked} - days.keys() else "ok" if asked else "note"
        if not alike: self.tell(result, name, told + ("" if days else ": its day is only claimed"))
        return [*days.values()]
    def check_signed(self, name: str, namespace: str, before: int, day: str, how: str, alike: str = "") -> dict[str, str]:
        signers = self.signers(name, namespace, before, day)
        listed = (self.records[leaf]["namespaces"] for leaves in self.keys.values() for leaf in leaves if leaf < before)
        with self.check(f"{name}, signed", alike) as said:
            demand(signers or all(namespace not in one for one in listed), "no signature counts: newer than the last seal, or forged")
            if not signers: raise Unchecked("it is not signed: the log lists no key for that")
            said.append(f"by {' and '.join(sorted(signers.values()))}, valid on {day} {how}")
        return signers
    def signers(self, name: str, namespace: str, before: int, day: str) -> dict[str, str]:  # principals, by keys that count
        found, addresses = dict[str, str](), [f"{name}.sig", *(f"{name}.{number}.sig" for number in range(2, 20))]
        for address in filter(self.files.__contains__, addresses):
            with self.check(address, "signatures"):
                key = signer(self.site.read(address, SMALL), self.site.digest(name, "sha512"), namespace)
                found[key] = self.records[self.standing(key, namespace, before, day)]["principal"]
        return found
    def standing(self, key: str, namespace: str, before: int, day: str) -> int:  # the leaf by which it counts, or raises
        leaves, whose = [leaf for leaf in self.keys.get(key, []) if leaf < before], f"its key {fingerprint(key)}"
        demand(leaves, f"{whose} {'was listed later than that' if key in self.keys else 'is not in the log'}")
        its = self.records[leaves[-1]]
        demand(all(self.records[leaf]["state"] == "listed" for leaf in leaves), f"{whose} was lost by then")
        demand(namespace in its["namespaces"], f"{whose} is not listed for {namespace}")
        demand(its["valid_after"] <= day, f"{whose} was not yet valid on {day}")
        demand(day < (its["valid_before"] or "9"), f"{whose} had expired on {day}")
        return leaves[-1]
def check_report(log: Log, name: str, held: collections.Counter[tuple[str, str]]) -> None:  # its text, place in the log, review
    record, report = log.records.get(number := log.last.get(f"records/{name[8:-5]}", -1), {}), dict[str, Any]()
    with log.check(name, "published"):
        publication = record.get("publication")
        if publication in ("withdrawn", "held") and name not in log.files: return
        demand(publication != "withdrawn", "it is here, and the log says that it is withdrawn")
        demand(name in log.files, "it is gone, and the log does not say that it is withdrawn, or held back")
        report = json.loads(log.site.read(name).decode(), object_pairs_hook=named)
        demand(report["id"] == name[8:-5] and re.fullmatch("[a-z0-9-]+", report["id"]), "it is of another report, or has no such name")
    for what, check in {"text": check_text, "seal": check_seal, "review": check_review}.items() if report else ():
        with log.check(f"{name}, its {what}", what): held[check(log, report, record, number)] += 1
def check_text(log: Log, report: Any, record: Any, number: int) -> Any:  # how it could be checked
    evidence, publication, text, site = report["evidence"], report["publication"], report["text"].encode(), log.site
    is_cut = publication in ("excerpt", "metadata") and evidence["sha256"]
    demand(publication in ("public", "redacted", "excerpt", "metadata"), f"its publication is '{publication}'")
    demand(publication != "metadata" or not text, "there is a text, and only metadata are published")
    demand(is_cut or sha256(text).hex() == report["text_sha256"], "it is not that of its SHA-256")
    for one in (one for one in (evidence, *report["attachments"]) if publication == "public" or one["path"]):
        demand(re.fullmatch(rf"evidence/{report['id']}[./][^/]+", one["path"]), f"its evidence cannot be {one['path']}")
        demand((site.digest(at := one["path"]), site.sizes[at]) == (one["sha256"], one["bytes"]), f"{at} has other bytes")
    if not evidence["path"]: return "note", "no file here shows the text: it is redacted, or not public"
    derived = text_of(site.read(evidence["path"]), report["derivation"])
    if derived is None: return "ok", "the text has its hash; how it is read from its evidence was not repeated"
    why = f"{evidence['path']} gives another by {report['derivation']}"
    return given(("ok", "the text is what its evidence gives"), derived.encode() == text, why)
def check_seal(log: Log, report: Any, record: Any, number: int) -> Any:  # whether it is sealed as it is
    demand(bool(seal := report["seal"]) == bool(record), "there is none, and it is in the log" if record else "it is not in the log")
    if not seal: return "not checked", "not sealed yet"
    size, (kind, on, sha) = log.sizes[bisect.bisect_right(log.sizes, number)], log.leaves[number]
    told = {"checkpoint": size, "leaf": number, "on": on, "origin": log.archive["origin"], "root": encoded(log.roots[size]),
            "record": f"log/records/{report['id']}/v{record['version']}.json", "record_sha256": sha}
    for one in told: demand(repr(seal[one]) == repr(told[one]), f"it tells {one} {seal[one]}, and the log {told[one]}")
    leaf, path = f'{{"kind":"{kind}","on":"{on}","record":"{sha}"}}'.encode(), [*map(base64.b64decode, seal["proof"])]
    demand(root_by_path(sha256(b"\0", leaf), number, size, path) == log.roots[size], "its proof leads elsewhere")
    if seal["is_current"] is not True: return "not checked", "what is here is newer than what was sealed"
    files = [{name: one[name] for name in ("bytes", "sha256")} for one in (report["evidence"], *report["attachments"])]
    shown = sha256(report["text"].encode()).hex() if report["publication"] == "excerpt" and record["seed"] else None
    its = {"publication": report["publication"], "text": report["text_sha256"], "derivation": report["derivation"],
           "shown": shown, "seed": files[0] if files[0]["sha256"] else None, "attachments": files[1:]}
    for one in its: demand(its[one] == record.get(one), f"its {one} is {its[one]}, and {record.get(one)} was sealed")
    return "ok", "in the log as it is here"
def check_review(log: Log, report: Any, record: Any, number: int) -> Any:  # that it is verified, where it says so
    name, is_sealed = f"verify/reviews/{report['id']}.yaml", bool(record) and report["seal"]["is_current"] is True
    review: Any = record.get("review") or {}; signed = review.get("signed") or {"keys": [], "sha256": ""}
    is_known = name in log.files and log.site.digest(name) == signed["sha256"]  # the very review that the log has
    leaf = log.signed[signed_in(record)] if is_known or is_sealed else len(log.leaves) - 1
    signers = log.signers(name, "muniment-review", leaf if is_known or is_sealed else leaf + 1, log.day_of(leaf)[0])
    if report["status"] != "verified": return "note", "not said to be verified by a signed review"
    demand(review.get("complete") is True or not is_sealed, "it is said to be verified, and no complete review of it is sealed")
    is_hidden = signed["sha256"] is None if is_sealed else report["publication"] != "public" and name not in log.files
    if is_hidden: raise Unchecked("it is said to be verified, and its review is not published")
    demand(is_known or not is_sealed, f"{name} is not the review that was sealed")
    count, asked = len({signers[one] for one in (signed["keys"] if is_sealed else signers) if one in signers}), log.archive["reviewers"]
    demand(count >= asked > 0, f"it is said to be verified, and {count} signatures of {asked} count")
    return "ok", "verified by signatures that count"
def check_site(checks: Checks, path: str, cited: re.Match[str] | None, is_log: bool) -> None:
    site, held = Site(path, checks), collections.Counter[tuple[str, str]]()
    if "bagit.txt" in site.files:  # RFC 8493
        check_list(site, checks, "manifest-sha256.txt", "data/")
        for name in itertools.filterfalse(re.compile(r"data/|(bagit|bag-info|(tag)?manifest-\w+)\.txt$").match, site.files):
            checks.tell("FAIL", name, "it belongs to nothing: the site is in data/")
        site.enter("data/")
    if not is_log: check_list(site, checks, "SHA256SUMS", r"(?!SHA256SUMS(\.|$)|\.gitkeep$)")
    site.met = {"log/proofs.json", *(f"verify/{name}" for name in ("VERIFY.md", "allowed_signers", "vectors.json", "verify.py"))}
    log = Log(site, checks, size := int(cited[2]) if cited else 0); log.check_records(); log.check_checkpoints()
    its, old = cited and log.line(size), cited and f"{cited[1] or log.archive['origin']} {size} {cited[3]}"
    result, does = ("ok", "continues") if its == old else ("FAIL", "does not continue")
    if cited: checks.tell(result, f"it {does} {old}", f"this log, of {len(log.leaves)} leaves, has {its}")
    if is_log: return
    names = re.findall(r"^re(?:ports/(?=.*\.json$)|cords/)(.+?)(?:\.json)?$", "\n".join([*site.files, *log.last]), re.M)
    for name in sorted({*names}): check_report(log, f"reports/{name}.json", held)
    for (result, told), count in sorted(held.items()): checks.tell(result, f"{count} report{'s' * (count > 1)}", told)
    day = next(((day, "by a time stamp") for day in sorted(log.check_stamps("SHA256SUMS"))), log.day_of(len(log.leaves) - 1))
    log.check_signed("SHA256SUMS", "muniment-sums", len(log.leaves), *day)
    for name in filter(re.compile("(log|verify)/|SHA256SUMS.").match, sorted(site.files.keys() - site.met)):  # by a check
        checks.tell("FAIL", name, "it belongs to nothing")
def main(arguments: list[str]) -> int:
    parser, is_log, checks = argparse.ArgumentParser(prog="verify.py", usage=__doc__.partition("\n")[2]), arguments[:1] == ["log"], Checks()
    parser.add_argument("path", nargs="?", default="."), parser.add_argument("--old", default=""), parser.add_argument("--json", action="store_true")
    asked = parser.parse_args(arguments[1:] if is_log else arguments)
    cited = re.fullmatch(r"\W*(?:(\S+?),?\s+)??(?:checkpoint\s+)?([1-9][0-9]{0,15})[\s:]([A-Za-z0-9+/]{43}=)\W*", asked.old)
    if not cited and (is_log or asked.old): parser.error('--old "ORIGIN SIZE ROOT", or of what was cited "checkpoint 5:ROOT": a root has 44 signs, the last is =')
    if not os.path.exists(asked.path): parser.error(f"{asked.path} is not there")
    with checks.of(asked.path, "site"): check_site(checks, asked.path, cited, is_log)
    failed, left = (sum(one["result"] == result for one in checks.lines) for result in ("FAIL", "not checked")); status = 1 if failed else 3 if left else 0
    verdict = ("the log holds" if is_log else "all of it holds", f"{failed} FAILED", "", f"nothing is wrong, {left} not checked")
    lines = [f"{one['result']:<12} {one['what']}{': ' if one['why'] else ''}{one['why']}" for one in checks.lines] + [verdict[status]]
    text = json.dumps({"schema": 1, "status": status, "checks": checks.lines}, indent=1) if asked.json else "\n".join(lines)
    return print(text.encode(sys.stdout.encoding or "ascii", "backslashreplace").decode(sys.stdout.encoding or "ascii")) or status
if __name__ == "__main__": sys.exit(main(sys.argv[1:]))
