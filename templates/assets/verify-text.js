/* What a report's page shows, held against the file that it was read from: verify/VERIFY.md, "From evidence to text".
   For verify-page.js. */
const MunimentText = (() => {
  "use strict";

  /* What the archive put in among the words of a text. */
  const PUT_IN = ".prefix, .end, .note, .note-key, .note-switch, .number, summary";
  /* Signs of Markdown, which may stand in a source and not be shown. White space is not compared. */
  const SIGN = /[\s`*_~#>|+=:!()<[\]-]/;
  /* Around what may stand in a source and not be shown: noncharacters, which no text has. */
  const OPEN = "\ufdd0", CLOSE = "\ufdd1";
  const BEFORE = 20, LONGEST = 60; /* characters of what is told of a difference */
  const hidden = (words) => OPEN + words + CLOSE;
  const LABEL = /(?<=\]\[)(?:[^[\]\\]|\\.){1,2000}(?=\])/g;
  const TITLE = String.raw`(?:"(?:[^"\\]|\\.){0,2000}"|'(?:[^'\\]|\\.){0,2000}'|\((?:[^()\\]|\\.){0,2000}\))`;
  const INNER = String.raw`\((?:[^\s()\\]|\\.|\([^\s()]*\))*\)`;
  const TARGET = new RegExp(
    String.raw`(?<=\]\()\s*(?:<[^<>\n]*>|(?:[^\s()\\]|\\.|${INNER}){0,2000})(?:\s+${TITLE})?\s*(?=\))`, "g");
  const DEFINITION = new RegExp(
    String.raw`^((?:[ \t>*+-]|\d{1,9}[.)])*)(\[(?:[^[\]\\]|\\.){1,1000}\]:\s*(?:<[^<>\n]*>|\S+)(?:\s+${TITLE})?)[ \t]*$`, "gm");
  const LIST = /^(?:[ \t>]|[*+-][ \t]|\d{1,9}[.)][ \t])*\d{1,9}[.)](?=[ \t]|$)/gm;
  const FENCE = /^([ \t>*+\-\d.)\ufdd0\ufdd1]*(?:`{3,}|~{3,}))([^\n]+)$/gm;

  /** [what was taken off the front, the text] of a file's bytes. Throws where they are not UTF-8. */
  function derived(bytes, derivation) {
    const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
    const whole = decoder.decode(bytes).replace(/^\ufeff/, "").replace(/\r\n?/g, "\n");
    const front = derivation === "text/1" ? /^ date \d{4}-\d\d(?:-\d\d)? /.exec(whole)?.[0] ?? "" : frontOf(whole);
    return [front, whole.slice(front.length)];
  }

  function frontOf(whole) {
    const opening = /^---[ \t]*(?:\n|$)/.exec(whole);
    const closing = /\n(?:---|\.\.\.)[ \t]*(?:\n|$)/g;
    closing.lastIndex = opening ? opening[0].length - 1 : 0;
    return opening && closing.exec(whole) ? whole.slice(0, closing.lastIndex) : "";
  }

  /** The words of a part of the sheet without what the archive put in; controls, which are shown by name, as they are.
      Of Markdown, addresses that are shown are put into `targets` instead: some stand elsewhere in the source. */
  function shownIn(node, targets) {
    if (node.nodeType === Node.TEXT_NODE) return node.data;
    if (node.nodeType !== Node.ELEMENT_NODE || node.matches(PUT_IN)) return "";
    if (node.matches(".control")) return controlOf(node.textContent);
    if (targets && node.matches(".target")) return targets.push(node.textContent) ? " " : "";
    const words = Array.from(node.childNodes, (child) => shownIn(child, targets)).join("");
    return targets && node.matches(".image") ? words.replace(/^\[image: ([^]*)\]$/, "$1") : words;
  }

  /** The control of this name; what is no such name stands for itself. */
  function controlOf(name) {
    if (/^U\+[\dA-F]{4}$/.test(name)) return String.fromCodePoint(parseInt(name.slice(2), 16));
    return /^[\u2400-\u241f]$/.test(name) ? String.fromCodePoint(name.charCodeAt(0) - 0x2400) : name;
  }

  /** Plain text exactly as it is shown, between the white space that it has around it. */
  function plainOf(sheet, [before, after]) {
    const words = shownIn(sheet);
    let start = 0, end = words.length;
    while (start < end && " \t\n".includes(words[start])) start += 1;
    while (end > start && " \t\n".includes(words[end - 1])) end -= 1;
    return before + words.slice(start, end) + after;
  }

  /** What was taken off the front, as it is shown. */
  function frontShown(sheet) {
    const box = sheet.querySelector("pre.prefix, .prefix pre");
    return box ? box.textContent : "";
  }

  /** Entities and percent signs that stand for others are those, on either side, since only some are in what is shown. */
  function resolved(text) {
    let known = text.replaceAll("\\", "");
    for (let times = 0; times < 3 && known.includes("&"); times += 1) {
      known = known.replace(/&(?:amp;|#0*38;|#x0*26;)+/gi, "&").replace(/&(?:#\d{1,7}|#x[\da-f]{1,6}|[a-z]\w{1,31});/gi, entity);
    }
    return known.replace(/(?:%[\da-f]{2})+/gi, (run) => {
      const bytes = Uint8Array.from(run.slice(1).split("%"), (one) => parseInt(one, 16));
      return new TextDecoder().decode(bytes);
    }).replaceAll("\ufffd", "");
  }

  const entities = new Map();
  function entity(name) {
    if (!entities.has(name)) {
      entities.set(name, new DOMParser().parseFromString(`<p>${name}`, "text/html").body.textContent);
    }
    return entities.get(name);
  }

  /** A source as its characters; where the next one stands that must be shown; and past which ones it may go on. */
  function laidOut(source) {
    const marked = source.replace(/[\ufdd0\ufdd1]/g, "")
      .replace(DEFINITION, (_, before, words) => before + hidden(words))
      .replace(LIST, (line) => line.replace(/\d+[.)]/g, hidden))
      .replace(FENCE, (_, before, words) => before + hidden(words))
      .replace(LABEL, hidden).replace(TARGET, hidden);
    const characters = [], spans = [], begun = [];
    for (const one of resolved(marked)) {
      if (one === OPEN) begun.push(characters.length);
      else if (one === CLOSE) spans.push([begun.pop(), characters.length]);
      else characters.push(one);
    }
    const firm = new Uint32Array(characters.length + 1).fill(characters.length);
    for (let place = characters.length - 1; place >= 0; place -= 1) {
      firm[place] = SIGN.test(characters[place]) ? firm[place + 1] : place;
    }
    const past = new Map();
    for (const [start, end] of spans) {
      if (firm[start] < end) past.set(firm[start], [...(past.get(firm[start]) ?? []), end]);
    }
    return { characters, firm, past };
  }

  /** Where reading may go on from a place, when some of what may be hidden is: the runs of signs, [start, end]. */
  function* runsFrom(place, { firm, past }) {
    const waiting = [place], seen = new Set();
    while (waiting.length) {
      const start = waiting.pop(), end = firm[start];
      yield [start, end];
      if (!seen.has(end)) waiting.push(...(past.get(end) ?? []));
      seen.add(end);
    }
  }

  /** Whether Markdown is shown with all its words, in their order, and no other: "" or where it is not, in words. */
  function unlike(source, sheet) {
    const own = laidOut(source), { characters } = own, known = ` ${wordsOf(source).join(" ")} `, targets = [];
    const shown = resolved(shownIn(sheet, targets).replace(/[\ufdd0\ufdd1]/g, ""));
    const astray = targets.find((one) => !known.includes(` ${wordsOf(one).join(" ")} `.replace("  ", " ")));
    if (astray) return `the file has no “${excerpt(astray)}”`;
    const most = 10 * (shown.length + characters.length) + 1e5;
    let places = new Set([0]), at = 0, steps = 0;
    for (const one of shown) {
      at += one.length;
      if (/\s/.test(one)) continue;
      const next = new Set();
      for (const place of places) {
        for (const [start, end] of runsFrom(place, own)) {
          let found = start;
          while (SIGN.test(one) && found < end && characters[found] !== one) found += 1;
          if (found < end && characters[found] === one) next.add(found + 1);
          if (end < characters.length && characters[end] === one) next.add(end + 1);
          if ((steps += 1) > most) throw new RangeError("there is too much markup in it to be compared here");
        }
      }
      if (!next.size) {
        const file = characters.slice(Math.max(0, Math.max(...places) - BEFORE)).join("");
        return `the page shows “${excerpt(shown.slice(Math.max(0, at - one.length - BEFORE)))}” where the file has “${excerpt(file)}”`;
      }
      places = next;
    }
    const isAll = [...places].some((place) => [...runsFrom(place, own)].some(([, end]) => end === characters.length));
    return isAll ? "" : `the file goes on: “${excerpt(characters.slice(Math.max(...places)).join(""))}”`;
  }

  /** The words of an address, or of what has one in it, however it is written there. */
  function wordsOf(text) {
    return resolved(text).toLowerCase().replace(/xn--[\w-]*/g, "").match(/[\p{L}\p{N}]+/gu) ?? [];
  }

  const excerpt = (text) => (text.length > LONGEST ? `${text.slice(0, LONGEST).trim()}…` : text.trim());

  return { derived, frontShown, plainOf, unlike, wordsShown: (sheet) => shownIn(sheet).trim() };
})();
