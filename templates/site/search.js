// Search as you type, and filters that stay in the address. The page is whole without this.
(() => {
  "use strict";
  const form = document.querySelector("form.find");
  if (!form) return;
  const PORTION = 20; // How many are drawn at once: more than fill a phone's screen.
  const names = ["q", "kind", "status", "parent", "platform", "look", "view"];
  const none = document.getElementById("none");
  const close = document.getElementById("close");
  const near = document.getElementById("near");
  const end = document.body.lastElementChild;
  const output = form.querySelector("output");
  const total = output.textContent;
  const field = (name) => form.elements[name];
  const fold = (text) => /[^\0-\x7f]/.test(text)
    ? text.normalize("NFKD").replace(/\p{M}+/gu, "").toLowerCase() : text.toLowerCase();
  const sections = [...document.querySelectorAll("section[data-status]")].map((element) => {
    const lists = [...element.querySelectorAll(".cards")];
    const results = lists[0].cloneNode();
    results.classList.remove("many");
    results.hidden = true;
    lists.at(-1).after(results);
    return { element, lists, groups: lists.flatMap((list) => [...list.children]), results, count: element.querySelector("h2 .soft") };
  });
  const items = sections.flatMap((section) => section.groups.map((element) => ({ element, section })));
  let more = new Map();
  let timer;
  let guessing;

  // All that the list shows of a group, but not its labels.
  const shown = (element) => [...element.querySelectorAll(":scope > :not(dl, .next), dd")]
    .map((part) => part.textContent).join(" ");
  const read = (item) => {
    const { element } = item;
    const link = element.querySelector("h3 a");
    const aliases = element.querySelector(".aliases");
    item.name = link.textContent;
    item.also = fold([item.name, ...(aliases ? [...aliases.querySelectorAll("bdi")].map((each) => each.textContent) : [])].join("\n"));
    item.slug = link.getAttribute("href").split("/").at(-2);
    item.text = fold(shown(element));
  };
  // A long list is read while nobody types; a slow phone may never be idle.
  let next = 0;
  let isWaited = false; // Whether somebody searched what was read until then.
  const readSome = (until) => {
    while (next < items.length && (!until || performance.now() < until)) read(items[next++]);
  };
  const readOn = () => {
    readSome(performance.now() + 12);
    if (next < items.length) setTimeout(readOn, 4);
    else if (isWaited) apply();
  };
  setTimeout(readOn, 50);

  // What only the groups' own pages show is fetched once somebody means to search.
  let fetched = false;
  const fetchMore = async () => {
    if (fetched) return;
    fetched = true;
    try {
      more = new Map(Object.entries(await (await fetch("search.json")).json()));
      for (const item of items) item.words = null;
      if (field("q").value) apply();
    } catch {
      // Then only what the list shows is searched.
    }
  };

  // Whether a word begins with what was typed but for some wrong, missing, doubled or swapped letters.
  const isSlip = (typed, word, most) => {
    let before, last = Array.from({ length: word.length + 1 }, (_, place) => place);
    for (let row = 1; row <= typed.length; row += 1) {
      const line = [row];
      for (let place = 1; place <= word.length; place += 1) {
        const same = typed[row - 1] === word[place - 1];
        line[place] = Math.min(last[place] + 1, line[place - 1] + 1, last[place - 1] + !same);
        if (row > 1 && place > 1 && typed[row - 1] === word[place - 2] && typed[row - 2] === word[place - 1]) {
          line[place] = Math.min(line[place], before[place - 2] + 1);
        }
      }
      if (Math.min(...line) > most) return false;
      [before, last] = [last, line];
    }
    return Math.min(...last.slice(Math.max(0, typed.length - most))) <= most;
  };
  const meant = (typed, words) => {
    const most = typed.length < 4 ? 0 : typed.length < 8 ? 1 : 2;
    return new Set([...words].filter((word) => word.includes(typed)
      || (most && word[0] === typed[0] && isSlip(typed, word, most))));
  };
  const wordsOf = (item) => item.words ??= new Set(`${item.text} ${more.get(item.slug) ?? ""}`.match(/[\p{L}\p{N}]+/gu) ?? []);

  const pairs = (text) => new Set([...text].slice(1).map((letter, place) => text[place] + letter));
  const likeness = (asked, name) => {
    const [mine, its] = [pairs(asked), pairs(name)];
    return 2 * [...mine].filter((pair) => its.has(pair)).length / (mine.size + its.size || 1);
  };
  const nearest = (asked) => items
    .map((item) => [Math.max(...item.also.split("\n").map((name) => likeness(asked, name))), item])
    .filter(([score]) => score > 0.3)
    .sort((one, other) => other[0] - one[0])
    .slice(0, 3)
    .map(([, item]) => item);

  // What was found is shown in lists of its own: to take thousands out of a page takes longer than to
  // cover them. More is drawn when somebody comes near the end.
  let left = [];
  const watch = new IntersectionObserver(([seen]) => seen.isIntersecting && drawOn(), { rootMargin: "1000px" });
  const drawOn = () => {
    let room = PORTION;
    while (left.length && room) {
      const { results, wanted } = left[0];
      const portion = wanted.splice(0, room);
      results.append(...portion.map((element) => element.cloneNode(true)));
      room -= portion.length;
      if (!wanted.length) left.shift();
    }
    // It tells of the end once each time that it is told to look.
    watch.unobserve(end);
    if (left.length) watch.observe(end);
  };
  const draw = (found) => {
    left = [];
    for (const section of sections) {
      const wanted = found.get(section);
      const isWhole = wanted.length === section.groups.length;
      section.element.hidden = !wanted.length;
      if (section.count) section.count.textContent = wanted.length;
      for (const list of section.lists) list.hidden = !isWhole;
      section.results.hidden = isWhole;
      section.results.replaceChildren();
      if (!isWhole && wanted.length) left.push({ results: section.results, wanted });
    }
    drawOn();
  };

  const apply = () => {
    const asked = Object.fromEntries(names.map((name) => {
      const its = field(name);
      return [name, !its ? "" : its.type === "checkbox" ? (its.checked ? its.value : "") : its.value.trim()];
    }));
    for (const each of sections.flatMap(({ lists, results }) => [...lists, results])) {
      each.classList.toggle("rows", (asked.view || each.dataset.view) === "rows");
    }
    readSome(performance.now() + 8);
    const words = fold(asked.q).split(/\s+/).filter(Boolean);
    const isAsked = words.length || asked.status || asked.kind || asked.platform || asked.parent || asked.look;
    // Of a long list, what is read by now answers the first key, and the rest follows.
    isWaited = Boolean(isAsked) && next < items.length;
    const fitting = !isAsked ? items : items.slice(0, next).filter(({ section, element: { dataset } }) =>
      (!asked.status || section.element.dataset.status === asked.status)
      && (!asked.kind || dataset.kind === asked.kind)
      && (!asked.platform || ` ${dataset.p} `.includes(` ${asked.platform} `))
      && (!asked.parent || dataset.up === asked.parent)
      && (!asked.look || "look" in dataset));
    const found = fitting.filter((item) => words.every((word) => item.text.includes(word) || more.get(item.slug)?.includes(word)));
    clearTimeout(guessing);
    if (found.length || !words.length || isWaited) show(found, asked, true);
    // That takes longer: the pressed key is drawn before.
    else guessing = setTimeout(() => show(likely(fitting, words), asked, false));
    return asked;
  };

  const likely = (fitting, words) => {
    const known = new Set();
    for (const item of fitting) for (const word of wordsOf(item)) known.add(word);
    const these = words.map((word) => meant(word, known));
    return fitting.filter((item) => these.every((each) => [...each].some((word) => item.words.has(word))));
  };

  const show = (found, asked, isExact) => {
    const shown = new Map(sections.map((section) => [section, []]));
    for (const { section, element } of found) shown.get(section).push(element);
    draw(shown);
    close.hidden = isExact || !found.length;
    none.hidden = found.length > 0 || !items.length || isWaited;
    const offered = none.hidden ? [] : nearest(fold(asked.q));
    near.hidden = !offered.length;
    near.querySelector("span").replaceChildren(...offered.flatMap((item, place) => {
      const link = document.createElement("a");
      link.href = `groups/${item.slug}/`;
      link.dir = "auto";
      link.textContent = item.name;
      return place ? [" · ", link] : [link];
    }));
    output.textContent = found.length === items.length ? total
      : (output.dataset.of ?? "{some} of {all}").replace("{some}", found.length).replace("{all}", output.dataset.all ?? total);
  };

  const keep = (asked) => {
    const query = new URLSearchParams(Object.entries(asked).filter(([, value]) => value)).toString();
    const address = location.pathname + (query ? `?${query}` : "") + location.hash;
    if (address !== location.pathname + location.search + location.hash) history.replaceState(null, "", address);
  };

  const now = () => {
    clearTimeout(timer);
    timer = 0;
    keep(apply());
  };
  // The address is not changed at each key: browsers allow that some hundred times in half a minute.
  const soon = () => {
    clearTimeout(timer);
    const asked = apply();
    timer = setTimeout(() => keep(asked), 200);
  };

  const restore = () => {
    const asked = new URLSearchParams(location.search);
    for (const name of names) {
      const its = field(name);
      if (!its) continue;
      if (its.type === "checkbox") its.checked = asked.get(name) === its.value;
      else its.value = asked.get(name) ?? "";
    }
    if (asked.has("q")) fetchMore();
    if (asked.size || next) apply();
  };

  field("q").addEventListener("focus", fetchMore);
  form.addEventListener("input", soon);
  form.addEventListener("change", now);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    now();
    document.querySelector("section:not([hidden]) > .cards:not([hidden]) > li h3 a")?.focus();
  });
  document.addEventListener("click", () => timer && now(), true);
  addEventListener("popstate", restore);
  addEventListener("pageshow", restore);
})();
