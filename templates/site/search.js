// Search as you type, and filters that stay in the address. The page is whole without this.
(() => {
  "use strict";
  const form = document.querySelector("form.find");
  if (!form) return;
  const sections = [...document.querySelectorAll("section[data-status]")];
  const none = document.getElementById("none");
  const output = form.querySelector("output");
  const names = ["q", "status", "parent", "platform"];
  const fold = (text) => text.normalize("NFKD").replace(/\p{M}+/gu, "").toLowerCase();
  const total = output.textContent;
  let items;
  let timer;

  // Names, foci and people: all that the list shows of a group, but not its labels.
  const read = () => sections.flatMap((section) =>
    [...section.querySelectorAll(".cards > li")].map((element) => ({
      element,
      section,
      status: section.dataset.status,
      platform: ` ${element.dataset.p} `,
      parent: element.dataset.up ?? "",
      text: fold([...element.querySelectorAll("h3, p:not(.next), dd")].map((part) => part.textContent).join(" ")),
    })));

  const apply = () => {
    const asked = Object.fromEntries(names.map((name) => [name, form.elements[name]?.value.trim() ?? ""]));
    items ??= read();
    const words = fold(asked.q).split(/\s+/).filter(Boolean);
    const shown = new Map(sections.map((section) => [section, 0]));
    let count = 0;
    for (const item of items) {
      const fits = (!asked.status || item.status === asked.status)
        && (!asked.platform || item.platform.includes(` ${asked.platform} `))
        && (!asked.parent || item.parent === asked.parent)
        && words.every((word) => item.text.includes(word));
      if (item.element.hidden === fits) item.element.hidden = !fits;
      if (fits) {
        count += 1;
        shown.set(item.section, shown.get(item.section) + 1);
      }
    }
    for (const [section, number] of shown) section.hidden = !number;
    none.hidden = count > 0 || !items.length;
    output.textContent = count === items.length ? total : (output.dataset.of ?? "{some} of {all}").replace("{some}", count).replace("{all}", total);
    return asked;
  };

  const keep = (asked) => {
    const query = new URLSearchParams(Object.entries(asked).filter(([, value]) => value)).toString();
    const address = location.pathname + (query ? `?${query}` : "") + location.hash;
    if (address !== location.pathname + location.search + location.hash) history.replaceState(null, "", address);
  };

  const now = () => {
    clearTimeout(timer);
    keep(apply());
  };
  // A long list is gone through once typing pauses, and the address is not changed at each key:
  // browsers allow that some hundred times in half a minute.
  const soon = () => {
    clearTimeout(timer);
    timer = setTimeout(now, 90);
  };

  const restore = () => {
    const asked = new URLSearchParams(location.search);
    for (const name of names) if (form.elements[name]) form.elements[name].value = asked.get(name) ?? "";
    if (asked.size || items) apply();
  };

  form.addEventListener("input", soon);
  form.addEventListener("change", now);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    now();
    document.querySelector(".cards > li:not([hidden]) h3 a")?.focus();
  });
  document.addEventListener("click", () => timer && now(), true);
  addEventListener("popstate", restore);
  addEventListener("pageshow", restore);
})();
