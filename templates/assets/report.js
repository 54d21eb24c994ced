/* A report's page is whole without this. It adds buttons that copy a citation, and remembers the switch. */
(() => {
  "use strict";
  const machine = document.getElementById("machine");
  const name = "muniment: show suggestions";
  const remembered = (value) => {
    try {
      if (value !== undefined) localStorage.setItem(name, value);
      return localStorage.getItem(name);
    } catch {
      return null; /* no storage here: nothing is remembered */
    }
  };
  if (machine) {
    machine.checked = remembered() !== "no";
    machine.addEventListener("change", () => remembered(machine.checked ? "yes" : "no"));
  }
  if (!navigator.clipboard) return;
  for (const source of document.querySelectorAll("[data-copy]")) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "copy";
    button.textContent = "Copy";
    button.setAttribute("aria-label", `Copy ${source.dataset.copy}`);
    button.addEventListener("click", () =>
      navigator.clipboard.writeText(source.innerText).then(
        () => { button.textContent = "Copied"; },
        () => getSelection().selectAllChildren(source),
      ));
    source.after(button);
  }
})();
