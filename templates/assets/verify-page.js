/* A report's page is whole without this. In the reader's browser it checks that the text shown is the evidence, that its
   record is in the log, and which checkpoint that leads to; verify/VERIFY.md says how. All that it takes is in the page,
   so that it works from a disk as well. */
(() => {
  "use strict";
  const panel = document.getElementById("seal"), sheet = document.getElementById("text");
  const data = JSON.parse(document.getElementById("seal-data").textContent);
  const isServed = location.protocol.startsWith("http");
  const YES = "Yes", NO = "No", OPEN = "Open", COMPARE = "Compare";

  const sha256 = async (bytes) => new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  const hex = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  const toBytes = (text) => new TextEncoder().encode(text);
  const hexOfText = async (text) => hex(await sha256(toBytes(text)));
  const fromBase64 = (text) => Uint8Array.from(atob(text), (one) => one.charCodeAt(0));
  const toBase64 = (bytes) => btoa(String.fromCharCode(...bytes));
  const joined = (...parts) => Uint8Array.from(parts.flatMap((part) => [...part]));

  const both = (found, known, where = "record") => [`here: ${found || "none"}`, `${where}: ${known || "none"}`];

  /** What could not be looked at, which says nothing of what it is. `isGone` where a server says that it has no such file. */
  class Unread extends Error {
    constructor(address, isGone = false) {
      const name = address.split("/").pop();
      super(isGone ? `the server has no ${name}` : `${name} could not be fetched`);
      this.isGone = isGone;
    }
  }

  async function fetched(address) {
    let answer;
    try {
      answer = await fetch(address, { cache: "no-store" });
      if (answer.status === 200 && !answer.redirected) return new Uint8Array(await answer.arrayBuffer());
    } catch { /* there is no way to the server, or it broke off */ }
    throw new Unread(address, [404, 410].includes(answer?.status) && !answer.redirected);
  }

  function unread(error) {
    if (error instanceof Unread) return error;
    throw error;
  }

  /** The bytes of the file: made again of what is in the page, or fetched; null where neither can be. */
  async function fileOf(shown) {
    const source = shown === null ? data.source : TEXT.frontShown(sheet) + shown;
    if (data.written && source !== undefined) {
      const [end, mark] = data.written;
      return toBytes(mark + source.replaceAll("\n", end));
    }
    const isDerivedAgain = ["text/1", "markdown/1"].includes(data.derivation);
    return isServed && data.evidence && isDerivedAgain ? fetched(data.evidence) : null;
  }

  /* Each check gives [verdict, because, and what is to be compared]. */

  async function checkText(record) {
    if (!data.whole) return [OPEN, "not all of the text is published, so that nothing can be made of it that has its hash"];
    const shown = data.form === "plain" ? TEXT.plainOf(sheet, data.around) : null;
    const file = await fileOf(shown);
    if (!file && shown === null && data.source === undefined) {
      return [OPEN, "it is too long to stand in the page twice. Open the page from a server, or give the commands below"];
    }
    const wrong = file ? await faultOf(shown, file, record) : await faultOfText(shown, record);
    if (wrong) return data.current ? [NO, ...wrong] : [OPEN, "what is published is newer than the record"];
    if (!file) {
      const but = record.seed ? `how it is read from the file (${data.derivation}) is not repeated here` : "the file is not published";
      return [YES, `it has the SHA-256 of the text in the record; ${but}`];
    }
    if (shown !== null) return [YES, "made into a file again, to the letter, it has the SHA-256 in the record"];
    return [YES, "the Markdown behind it has the SHA-256 in the record, and all its words are shown, in their order, and no others. Not compared: where links lead, the numbers of lists, the languages of code"];
  }

  /** Why the text shown is not that of a file, or of this record; "" where it is. */
  async function faultOf(shown, file, record) {
    const found = hex(await sha256(file)), printed = document.querySelector("#evidence .hash");
    if (found !== record.seed?.sha256 || file.length !== record.seed.bytes) {
      return ["made into a file again, it has another SHA-256 than the record says", ...both(found, record.seed?.sha256)];
    }
    if (printed && printed.textContent !== found) return ["the SHA-256 printed with it is not the one in the record", found];
    const [front, text] = TEXT.derived(file, data.derivation);
    if (await hexOfText(text) !== record.text) return ["the text read from the file is not the one in the record"];
    if (TEXT.frontShown(sheet) !== front.replace(/\n+$/, "")) return ["what stands before the text is not what the file begins with"];
    const unlike = shown === null ? TEXT.unlike(text, sheet) : shown === text ? "" : "it shows other words than the file has";
    return unlike && [unlike];
  }

  /** The same where only the text can be had. */
  async function faultOfText(shown, record) {
    const text = shown ?? data.source;
    if (text === undefined) return "";
    const found = await hexOfText(text);
    if (found !== record.text) return ["it has another SHA-256 than the record says", ...both(found, record.text)];
    const unlike = shown === null ? TEXT.unlike(text, sheet) : "";
    return unlike && [unlike];
  }

  async function checkRecord(record) {
    if (record.id !== panel.dataset.report) return [NO, `the record in this page is of another report, ${record.id}`];
    const leaf = JSON.stringify({ kind: data.kind, on: data.on, record: await hexOfText(data.record) });
    const root = await rootOf(toBytes(leaf), data.leaf, data.checkpoint, data.proof.map(fromBase64));
    if (root !== data.root) return [NO, `the way from leaf ${data.leaf} leads to another root`, ...both(root, data.root, "checkpoint")];
    return [YES, `its SHA-256 is in leaf ${data.leaf}, from which ${data.proof.length} hashes lead to the root of the checkpoint`];
  }

  /** The root that an audit path leads to: RFC 9162, 2.1.3.2. "" where it leads nowhere. */
  async function rootOf(leaf, number, size, proof) {
    let node = await sha256(joined([0], leaf)), first = number, last = size - 1;
    if (!(first >= 0 && first <= last)) return "";
    for (const one of proof) {
      if (last === 0) return "";
      if (first % 2 || first === last) {
        node = await sha256(joined([1], one, node));
        while (first % 2 === 0 && first > 0) [first, last] = [first / 2, Math.floor(last / 2)];
      } else {
        node = await sha256(joined([1], node, one));
      }
      [first, last] = [Math.floor(first / 2), Math.floor(last / 2)];
    }
    return last === 0 ? toBase64(node) : "";
  }

  async function checkCheckpoint() {
    const own = `${data.origin} ${data.checkpoint} ${data.root}`, cited = `${data.checkpoint}:${data.root}`;
    if (panel.querySelector(".checkpoint")?.textContent !== cited) return [NO, "another one is printed here", own];
    const citations = data.current ? [...document.querySelectorAll("#cite [data-copy]")] : [];
    if (!citations.every((one) => one.textContent.includes(`checkpoint ${cited}`))) return [NO, "another one is in a citation on this page", own];
    const lines = `${data.origin}\n${data.checkpoint}\n${data.root}\n`;
    const file = isServed ? await fetched(data.log).catch(unread) : null;
    if (file instanceof Unread) return [OPEN, `${file.message}. Compare it with one from a citation, too`, own];
    if (file && toBytes(lines).join() !== file.join()) return [NO, "another one is in the log’s own file", own];
    return [COMPARE, "with one from a citation, from another copy, or from somebody who kept it", own];
  }

  async function checkFile(record) {
    if (!isServed) return [OPEN, "a page that was opened from a disk may not read it. Give the commands below"];
    const file = await fetched(data.evidence).catch(unread);
    if (file instanceof Unread) return [file.isGone ? NO : OPEN, file.message];
    const found = hex(await sha256(file));
    if (found === record.seed?.sha256) return [YES, "it has the SHA-256 in the record"];
    return data.current ? [NO, "it has another SHA-256 than the record says", ...both(found, record.seed?.sha256)] : [OPEN, "what is published is newer than the record"];
  }

  const CHECKS = [
    [checkText, { [YES]: "The text shown is the evidence", [NO]: "The text shown is not the evidence", [OPEN]: "Whether the text shown is the evidence is left open" }],
    [checkRecord, { [YES]: "Its record is in the log", [NO]: "Its record is not in the log" }],
    [checkCheckpoint, { [NO]: "The checkpoint is not that of the log", [COMPARE]: "The checkpoint is for you to compare", [OPEN]: "Whether the log’s own file has this checkpoint is left open" }],
    [checkFile, { [YES]: "The file that is offered is the evidence", [NO]: "The file that is offered is not the evidence", [OPEN]: "The file that is offered was not looked at" }],
  ];

  /** What cannot be looked at, or is too much for a browser, is open; what is broken in the page itself is wrong. */
  async function outcomeOf(one) {
    try {
      return await one(JSON.parse(data.record));
    } catch (error) {
      return error instanceof Unread || error instanceof RangeError ? [OPEN, error.message] : [NO, `what the page gives for this check is broken (${error.message})`];
    }
  }

  async function lineOf([one, says]) {
    const [verdict, because, ...exact] = await outcomeOf(one), line = document.createElement("li"), word = document.createElement("b");
    line.className = word.textContent = verdict;
    line.append(word, ` ${says[verdict] ?? says[NO]}: ${because}.`);
    line.append(...exact.map((words) => Object.assign(document.createElement("code"), { textContent: words })));
    return line;
  }

  async function check(status) {
    const asked = CHECKS.filter(([one]) => one !== checkFile || data.evidence), lines = [];
    for (const one of asked) lines.push(await lineOf(one));
    const head = document.createElement("p"), list = document.createElement("ul");
    const count = (verdict) => lines.filter((line) => line.className === verdict).length, open = count(OPEN);
    const left = `${open} ${open === 1 ? "line" : "lines"} could not be checked`;
    head.className = "verdict";
    head.textContent = count(NO) ? "Something is wrong. Do not rely on this page."
      : open ? `Nothing is wrong in what was checked; ${left}.` : "Nothing is wrong, as far as this page can tell.";
    list.append(...lines);
    status.replaceChildren(head, list);
  }

  const TEXT = MunimentText, tools = panel.querySelector("details"), place = panel.querySelector(".verdicts");
  if (!globalThis.crypto?.subtle) {
    place.textContent = "Over plain http a browser computes no hashes. Open the page over https or from a disk, or give these commands.";
    return;
  }
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = "Check in this browser";
  button.addEventListener("click", () => check(place));
  place.before(button);
  tools.open = false;
})();
