/* Whether the sheet of a report's page has what the archive puts there and nothing else, and all its words are seen: what
   verify-text.js reads is then what a reader reads. For verify-page.js. */
const MunimentSheet = (() => {
  "use strict";
  const PLACE = "body > main#main > article.report > .sheet-place > #text";
  const AROUND = ".tab, .sheet, p.withheld, p.small.beneath"; /* beside the sheet in its place */
  const PLAIN = "p, a, span, time", MARKDOWN = `${PLAIN}, h3, h4, h5, h6, ul, ol, li, table, thead, tbody, tr, th, td, pre, `
    + "code, blockquote, em, strong, s, hr, br, div.too-deep, div.sideways";
  const IN_NOTES = "a, b, i, q, span";
  const ATTRIBUTES = new Set(["id", "class", "dir", "lang", "href", "rel", "referrerpolicy", "title", "role", "aria-label",
    "datetime", "type", "for", "start", "open", "tabindex"]);
  const CLASSES = new Set(["mark", "claim", "attribution", "redacted", "stated", "suggested", "reviewed", "verified", "tight",
    "too-deep", "sideways", "target", "image", "control", "align-left", "align-center", "align-right"]);
  const STATUS = ["stated", "suggested", "reviewed", "verified"];
  const FOLDED = ["Front matter, as received", "Front matter, redacted"];
  const END = /^(?:end of text|not published here|\[…\] the text goes on here, and the rest is withheld(?:: [\d,]+ more characters?)?)$/;

  const wordsOf = (one) => one.textContent.trim();
  const excerpt = (words) => (words.length > 60 ? `${words.slice(0, 60).trim()}…` : words);

  /** Whether an element is rendered; of what lies in a fold of the sheet, whether the fold is. */
  function isSeen(one, sheet) {
    const fold = one.closest("details:not([open])"), outer = fold && sheet.contains(fold) ? fold : one;
    if (!outer.checkVisibility) return outer.getClientRects().length > 0 && getComputedStyle(outer).visibility === "visible";
    return outer.checkVisibility({ opacityProperty: true, visibilityProperty: true, checkOpacity: true, checkVisibilityCSS: true });
  }

  /** Whether styles are at work that are not the archive's: of an extension, of a preview, or of whoever changed the page. */
  function hasOtherStyles(own) {
    return [...document.styleSheets].some((one) => one.href !== own) || Boolean(document.querySelector("[style]"));
  }

  /** What is wrong with the sheet, in words; "" where nothing is. `known` has the warnings of folds, the reasons of
      redactions, or null where they cannot be known, and the most notes that there can be. */
  function fault(sheet, form, known) {
    const place = sheet.parentElement, alike = document.querySelectorAll(".sheet, .text, [id=text], .sheet-place, .tab");
    if (!sheet.matches(PLACE) || place.className !== "sheet-place narrow" || alike.length !== 3) {
      return "there is another sheet on this page, or this one is not in its place";
    }
    if (![...place.children].every((part) => part.matches(AROUND))) return "something else stands beside the sheet";
    if (sheet.className !== `sheet text ${form}`) return "the sheet is not made for such a text";
    const counts = { paragraphs: 0, notes: 0 };
    const wrong = faultWithin(sheet, sheet, form, known, counts);
    if (wrong) return wrong;
    return counts.notes > known.notes ? "it has more notes than the data of the report" : "";
  }

  function faultWithin(node, sheet, form, known, counts) {
    if ([...node.childNodes].some((child) => child.nodeType === Node.TEXT_NODE && child.data.trim()) && !isSeen(node, sheet)) {
      return `“${excerpt(wordsOf(node))}” stands in the sheet and is not seen`;
    }
    for (let child = node.firstElementChild; child; child = child.nextElementSibling) {
      const wrong = child.matches("summary, .number, .end, .prefix, .note-switch") ? faultOfPart(child, sheet, known, counts)
        : faultOfWords(child, form, known, counts) || faultWithin(child, sheet, form, known, counts);
      if (wrong) return wrong;
      if (child.matches(".note-switch")) child = child.nextElementSibling.nextElementSibling;
    }
    return "";
  }

  /** Of an element with words of the text. */
  function faultOfWords(one, form, known, counts) {
    const is = (selector) => one.matches(selector), words = wordsOf(one);
    const odd = `“${excerpt(words)}” stands there as no word of a text does`;
    if (!is(form === "plain" ? PLAIN : MARKDOWN) && !is("details.graphic") || !hasKnown(one)) return odd;
    if (is("details") && (one.className !== "graphic" || !one.firstElementChild?.matches("summary"))) return odd;
    if (/^p\d/.test(one.id) && one.id !== `p${counts.paragraphs += 1}`) return "its paragraphs are not numbered one by one";
    if (is(".sideways") ? !isTable(one) : ["role", "aria-label", "tabindex"].some((name) => one.hasAttribute(name)) && !is(".redacted")) return odd;
    if (one.title && !is(".control")) return odd;
    if (is(".redacted") && (!/^(?:█|\s)*$/.test(words) || !isKnown(one.getAttribute("aria-label"), "Redacted: ", known.reasons))) return odd;
    if (is(".control") && !/^(?:[\u2400-\u241f]|U\+[\dA-F]{4})$/.test(words)) return odd;
    if (is(".image") && !/^\[image: [^]*\]$/.test(words)) return odd;
    return form === "plain" && is(".target, .image, .tight") ? odd : "";
  }

  const hasKnown = (one, classes = CLASSES) => [...one.attributes].every(({ name }) => ATTRIBUTES.has(name))
    && (one.matches(".graphic") || [...one.classList].every((name) => classes.has(name)));

  const isTable = (one) => one.className === "sideways" && one.children.length === 1 && one.firstElementChild.matches("table")
    && one.getAttribute("role") === "region" && /^Table \d+$/.test(one.getAttribute("aria-label"));

  const isKnown = (words, before, known) => known === null || known.some((one) => words === before + one);

  /** Of what the archive puts in: it stands where and as that does. */
  function faultOfPart(one, sheet, known, counts) {
    const odd = `“${excerpt(wordsOf(one))}” is no part that the archive puts into a text`, inner = [...one.querySelectorAll("*")];
    if (![one, ...inner].every((part) => [...part.attributes].every(({ name }) => ATTRIBUTES.has(name))
      && (!part.hasAttribute("aria-label") || part.matches(".number")))) return odd;
    if (one.matches(".note-switch")) return isNote(one, counts) ? "" : odd;
    if (one.matches(".prefix")) return one.parentElement === sheet && !one.previousElementSibling && isFront(one, sheet) ? "" : odd;
    if (one.matches(".end")) return one.parentElement === sheet && !one.nextElementSibling && one.className === "raw end" && !inner.length && END.test(wordsOf(one)) ? "" : odd;
    if (one.matches("summary")) return one.matches(".graphic > summary:first-child") && isWarning(one, known.warnings) ? "" : odd;
    const own = `p${wordsOf(one)}`, isFirst = !one.previousElementSibling && !one.previousSibling;
    return isFirst && one.matches("a.number") && one.className === "number" && own === `p${counts.paragraphs}`
      && one.getAttribute("aria-label") === `Paragraph ${own.slice(1)}`
      && [one.parentElement.id, one.parentElement.parentElement.id].includes(own) && !inner.length ? "" : odd;
  }

  function isFront(one, sheet) {
    const box = one.matches("details") ? one.lastElementChild : one;
    if (one !== box && !(one.children.length === 2 && FOLDED.includes(one.querySelector(":scope > summary")?.textContent))) return false;
    return box.matches("pre.raw") && !box.childElementCount && isSeen(box, sheet)
      && [...one.childNodes].every((child) => child === box.firstChild || child.nodeType === Node.ELEMENT_NODE);
  }

  /** "Graphic. " and the warnings of the passages that it stands for, each once. */
  function isWarning(summary, warnings) {
    if (!wordsOf(summary).startsWith("Graphic. ") || warnings === null) return warnings === null;
    const left = [...warnings].sort((a, b) => b.length - a.length).reduce((words, one) => words.replace(one, ""), wordsOf(summary).slice(9));
    return warnings.length > 0 && !left.trim();
  }

  /** A switch, its label and the note behind it, numbered one by one. */
  function isNote(toggle, counts) {
    const key = toggle.nextElementSibling, note = key?.nextElementSibling, number = String(counts.notes += 1);
    if (!note?.matches("span.note") || !key.matches("label.note-key") || toggle.className !== "note-switch" || toggle.type !== "checkbox") return false;
    const status = STATUS.find((one) => note.className === `note ${one}` && key.className === `note-key ${one}`);
    const inner = [...note.querySelectorAll("*"), ...key.querySelectorAll("*")];
    return Boolean(status) && toggle.id === `n${number}` && key.htmlFor === toggle.id
      && wordsOf(key).startsWith(`Note ${number}`) && key.querySelectorAll(".unseen").length === 1
      && key.firstElementChild.className === "unseen" && key.firstElementChild.textContent === "Note "
      && note.firstElementChild.outerHTML === `<b>${number}</b>` && note.firstChild === note.firstElementChild
      && note.lastElementChild.className === `status ${status}` && wordsOf(note.lastElementChild).startsWith(status)
      && inner.every((one) => one.matches(IN_NOTES)
        && (one === note.lastElementChild || one === key.firstElementChild || hasKnown(one, new Set(["control"]))));
  }

  return { fault, hasOtherStyles };
})();
