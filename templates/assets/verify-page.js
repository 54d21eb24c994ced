/* A report's page is whole without this. In the reader's browser it checks that the text shown is the evidence, that its
   record is in the log, and which checkpoint that leads to; verify/VERIFY.md says how. All that it takes is in the page,
   so that it works from a disk as well; over http the page is held to the data of the report, too. */
(() => {
  "use strict";
  const panel = document.getElementById("seal"), sheet = document.getElementById("text");
  const data = JSON.parse(document.getElementById("seal-data").textContent);
  const isServed = location.protocol.startsWith("http"), style = new URL("style.css", document.currentScript.src).href;
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

  /** reports/ID.json, which says what the page shows; an Unread where it cannot be had. */
  let fetching;
  function published() {
    const address = `${panel.dataset.report}.json`;
    fetching ??= isServed ? fetched(address).then((bytes) => JSON.parse(new TextDecoder().decode(bytes))).catch(unread) : new Unread(address);
    return fetching;
  }

  /** Whether what is published is as it was sealed. A page that says that it is not is not believed where its data does. */
  async function isCurrent() {
    const known = await published();
    return data.current || known.seal?.is_current === true;
  }

  const formOf = (derivation) => (derivation === "markdown/1" ? "markdown" : "plain");
  const form = formOf(data.derivation);
  const shownText = () => (form === "plain" ? TEXT.plainOf(sheet, data.around) : null);

  /** Of what stands among the words: what the record and the data of the report know. */
  async function knownParts(record) {
    const from = await published(), isRead = !(from instanceof Unread), isSure = isRead || data.current;
    const told = (before, sealed) => [...(isRead ? before : []), ...(sealed ?? [])];
    const warnings = told(from.graphic, record.review?.graphic).map((one) => one.warning);
    const reasons = told(from.redactions, record.redactions).map((one) => one.reason);
    const found = ["dates", "claims", "attributions", "redactions"].map((name) => from[name]?.length);
    return {
      warnings: isSure ? warnings : null, reasons: isSure ? reasons : null,
      notes: isRead ? found.reduce((sum, one) => sum + one) : Infinity,
    };
  }

  /** The bytes of the file: made again of what is in the page, or fetched; null where neither can be. */
  async function fileOf(shown, isWhole) {
    const source = shown === null ? data.source : TEXT.frontShown(sheet) + shown;
    if (data.written && source !== undefined) {
      const [end, mark] = data.written;
      return toBytes(mark + source.replaceAll("\n", end));
    }
    const isDerivedAgain = ["text/1", "markdown/1"].includes(data.derivation);
    return isServed && isWhole && data.evidence && isDerivedAgain ? fetched(data.evidence) : null;
  }

  /* Each check gives [verdict, because, and what is to be compared]. */

  async function checkText(record) {
    const odd = SHEET.fault(sheet, form, await knownParts(record));
    if (odd) return [NO, odd];
    if (SHEET.hasOtherStyles(style)) {
      return [OPEN, "styles that are not the archive’s are at work on this page, such as those of an extension of the browser or of a preview, and may hide words or show others"];
    }
    const newer = [OPEN, `what is published is said to be newer than the record${isServed ? "" : ", and from a disk nothing else can be asked"}`];
    if (data.derivation !== record.derivation) {
      return await isCurrent() ? [NO, "the page says that it is read in another way than the record says"] : newer;
    }
    if (record.publication === "metadata") {
      return TEXT.wordsShown(sheet) ? [NO, "none is published, by its record"] : [OPEN, "none is published, and none is shown"];
    }
    const isPart = record.publication === "excerpt" && Boolean(record.seed);
    const wanted = isPart ? record.shown : record.text;
    if (!wanted) return [OPEN, "the record has no hash of the part that is published"];
    const shown = shownText(), file = isPart ? null : await fileOf(shown, !isPart);
    if (!file && shown === null && data.source === undefined) {
      return [OPEN, "it is too long to stand in the page twice. Open the page from a server, or give the commands below"];
    }
    const wrong = file ? await faultOf(shown, file, record) : await faultOfText(shown, wanted);
    if (wrong) return await isCurrent() ? [NO, ...wrong] : newer;
    return [YES, reasonOf(shown, file, record, isPart) + notCompared(shown, file)];
  }

  function reasonOf(shown, file, record, isPart) {
    if (isPart) return "it has the SHA-256 that the record has of the part that is published; the rest is not shown";
    if (!file) {
      const but = record.seed ? `how it is read from the file (${data.derivation}) is not repeated here` : "the file is not published";
      return `it has the SHA-256 of the text in the record; ${but}`;
    }
    if (shown !== null) return "made into a file again, to the letter, it has the SHA-256 in the record";
    return "the Markdown behind it has the SHA-256 in the record, and all its words are shown, in their order, and no others";
  }

  function notCompared(shown, file) {
    const left = shown === null ? ["where links lead", "the numbers of lists", "what is set off or struck out", "the languages of code"] : [];
    if (!file && TEXT.frontShown(sheet)) left.push("what stands before it");
    if (sheet.querySelector(".note")) left.push("the notes beside it, whose words are the archive’s");
    return left.length ? `. Not compared: ${left.join(", ")}` : "";
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
  async function faultOfText(shown, wanted) {
    const text = shown ?? data.source, found = await hexOfText(text);
    if (found !== wanted) return ["it has another SHA-256 than the record says", ...both(found, wanted)];
    const unlike = shown === null ? TEXT.unlike(text, sheet) : "";
    return unlike && [unlike];
  }

  async function checkRecord(record) {
    if (record.id !== panel.dataset.report) return [NO, `the record in this page is of another report, ${record.id}`];
    const leaf = JSON.stringify({ kind: data.kind, on: data.on, record: await hexOfText(data.record) });
    const root = await rootOf(toBytes(leaf), data.leaf, data.checkpoint, data.proof.map(fromBase64));
    if (root !== data.root) return [NO, `the way from leaf ${data.leaf} leads to another root`, ...both(root, data.root, "checkpoint")];
    return [YES, `its SHA-256 is in leaf ${data.leaf}, from which ${data.proof.length} ${data.proof.length === 1 ? "hash leads" : "hashes lead"} to the root of the checkpoint`];
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
    const citations = Array.from(document.querySelectorAll("#cite [data-copy]"), (one) => one.textContent), isNow = await isCurrent();
    if (!citations.every((one) => (one.includes("checkpoint ") ? one.includes(`checkpoint ${cited}`) : !isNow))) return [NO, "another one is in a citation on this page", own];
    const lines = `${data.origin}\n${data.checkpoint}\n${data.root}\n`;
    const file = isServed ? await fetched(data.log).catch(unread) : null;
    if (file instanceof Unread) return [OPEN, `${file.message}. Compare it with one from a citation, too`, own];
    if (file && toBytes(lines).join() !== file.join()) return [NO, "another one is in the log’s own file", own];
    return [COMPARE, "with one from a citation, from another copy, or from somebody who kept it", own];
  }

  /** What the page says of itself, held to the data of the report. */
  async function checkData(record) {
    const known = await published();
    if (known instanceof Unread) return [known.isGone ? NO : OPEN, known.message];
    const own = { checkpoint: data.checkpoint, is_current: data.current, leaf: data.leaf, on: data.on, origin: data.origin, root: data.root };
    const other = Object.keys(own).find((name) => own[name] !== known.seal?.[name]);
    if (other) return [NO, `it says otherwise of ${other}`, ...both(String(own[other]), String(known.seal?.[other]), "data")];
    const isSealed = ["publication", "derivation"].every((name) => known[name] === record[name]) && known.text_sha256 === record.text;
    if (known.id !== record.id || data.current && !isSealed) return [NO, "it is of another text than the record"];
    const shown = shownText();
    const unlike = shown === null ? TEXT.unlike(known.text, sheet) : shown === known.text ? "" : "the page shows other words than it has";
    if (unlike) return [NO, unlike];
    return [YES, "it has the same words, the same place in the log, and the same state"];
  }

  async function checkFile(record) {
    if (!data.evidence) return record.publication === "public" && await isCurrent() ? [NO, "none is offered, though the record has it published"] : null;
    if (!isServed) return [OPEN, "a page that was opened from a disk may not read it. Give the commands below"];
    const file = await fetched(data.evidence).catch(unread);
    if (file instanceof Unread) return [file.isGone ? NO : OPEN, file.message];
    const found = hex(await sha256(file));
    if (found === record.seed?.sha256) return [YES, "it has the SHA-256 in the record"];
    return await isCurrent() ? [NO, "it has another SHA-256 than the record says", ...both(found, record.seed?.sha256)] : [OPEN, "what is published is newer than the record"];
  }

  const IT = data.evidence ? "the evidence" : "what was sealed of it"; /* the rest, or what is redacted, is not here to be seen */
  const CHECKS = [
    [checkText, { [YES]: `The text shown is ${IT}`, [NO]: `The text shown is not ${IT}`, [OPEN]: `Whether the text shown is ${IT} is left open` }],
    [checkRecord, { [YES]: "Its record is in the log", [NO]: "Its record is not in the log" }],
    [checkCheckpoint, { [NO]: "The checkpoint is not that of the log", [COMPARE]: "The checkpoint is for you to compare", [OPEN]: "Whether the log’s own file has this checkpoint is left open" }],
    [checkFile, { [YES]: "The file that is offered is the evidence", [NO]: "The file that is offered is not the evidence", [OPEN]: "The file that is offered was not looked at" }],
    [checkData, { [YES]: "The data of the report has this text and this seal", [NO]: "The data of the report does not agree with this page", [OPEN]: "The data of the report was not looked at" }],
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
    const outcome = await outcomeOf(one);
    if (!outcome) return null; /* there is nothing to be asked of this report */
    const [verdict, because, ...exact] = outcome, line = document.createElement("li"), word = document.createElement("b");
    line.className = word.textContent = verdict;
    line.append(word, ` ${says[verdict] ?? says[NO]}: ${because}.`);
    line.append(...exact.map((words) => Object.assign(document.createElement("code"), { textContent: words })));
    return line;
  }

  /** [how it ended, in words]. A text that was not compared is no success, whatever else holds. */
  function verdictOf(lines) {
    const count = (verdict) => lines.filter((line) => line.className === verdict).length, open = count(OPEN);
    if (count(NO)) return [NO, "Something is wrong. Do not rely on this page."];
    if (lines[0].className === OPEN) return [OPEN, "The text was not compared. Nothing here shows that it is what was archived."];
    const left = `${open} ${open === 1 ? "line" : "lines"} could not be checked`;
    return [YES, open ? `Nothing is wrong in what was checked; ${left}.` : "Nothing is wrong in text and seal, as far as this page can tell."];
  }

  const LEFT = "Compared were the text and its seal. Title, publisher, dates, quotations, figures and all else on this page were not: for them stand the list of sums and who signed it, which the commands below check.";
  const LIMIT = "Whoever changed this page could have changed this check with it, and the commands below. That nobody did, only commands and a verify.py from elsewhere can show.";

  async function check(status) {
    const lines = [];
    fetching = undefined;
    for (const one of CHECKS) if (isServed || one[0] !== checkData) lines.push(await lineOf(one));
    const told = lines.filter(Boolean), [word, words] = verdictOf(told), list = document.createElement("ul");
    const [head, left, limit] = [[`verdict ${word}`, words], ["small", LEFT], ["small", LIMIT]].map(([className, textContent]) => Object.assign(document.createElement("p"), { className, textContent }));
    list.append(...told);
    status.replaceChildren(head, list, left, limit);
  }

  const TEXT = MunimentText, SHEET = MunimentSheet, tools = panel.querySelector("details"), place = panel.querySelector(".verdicts");
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
