"use strict";
(() => {
  // The plan comes as JSON; every piece of it reaches the page as text, never as HTML.
  const { changes, stacks, symbols, quiet } = JSON.parse(document.getElementById("data").textContent);
  const BATCH = 200;
  const byId = (id) => document.getElementById(id);
  const list = byId("list"), more = byId("more"), search = byId("search"), stack = byId("stack");
  const noise = byId("noise"), openAll = byId("open"), status = byId("status"), root = document.documentElement;
  const make = (tag, name, ...children) => {
    const element = document.createElement(tag);
    if (name) element.className = name;
    element.append(...children);
    return element;
  };

  const counts = {};
  for (const change of changes) counts[change.action] = (counts[change.action] || 0) + (change.noise ? 0 : change.number);
  const actions = Object.keys(symbols).filter((action) => action in counts);
  for (const action of Object.keys(counts)) if (!(action in symbols)) actions.push(action);

  // The filter lives in the address, so that a view can be sent to a colleague.
  const hash = new URLSearchParams(location.hash.slice(1));
  const loud = actions.filter((action) => !quiet.includes(action));
  const wanted = new Set(hash.has("action") ? hash.get("action").split(",") : loud.length ? loud : actions);
  let found = [], shown = 0, text = hash.get("q") || "", all = hash.get("open") === "1";

  const remember = () => {
    const state = new URLSearchParams();
    if (text) state.set("q", text);
    if (stack.value) state.set("stack", stack.value);
    if (noise.checked) state.set("noise", "1");
    if (all) state.set("open", "1");
    if (root.dataset.theme) state.set("theme", root.dataset.theme);
    if (loud.length !== wanted.size || loud.some((action) => !wanted.has(action))) state.set("action", [...wanted].join(","));
    try { history.replaceState(null, "", `#${state}`); } catch { /* some browsers forbid it for local files */ }
  };

  const searchable = (change) => change.search || (change.search = JSON.stringify(
    [change.address, change.id, change.type, change.kind, change.facts, change.notes, change.deltas]).toLowerCase());

  const matches = (change, words) => wanted.has(change.action)
    && (stack.value === "" || String(change.plan) === stack.value)
    && (noise.checked || !change.noise)
    && words.every((word) => searchable(change).includes(word));

  const filter = () => {
    const words = text.toLowerCase().split(/\s+/).filter(Boolean);
    found = changes.filter((change) => matches(change, words));
    shown = 0;
    list.replaceChildren();
    grow();
    remember();
  };

  const count = (some) => some.reduce((sum, change) => sum + change.number, 0);

  const grow = () => {
    const rows = document.createDocumentFragment();
    for (const change of found.slice(shown, shown + BATCH)) rows.append(entry(change));
    list.append(rows);
    shown = Math.min(shown + BATCH, found.length);
    more.hidden = shown >= found.length;
    more.textContent = `Show more (${(found.length - shown).toLocaleString("en")} left)`;
    status.textContent = found.length
      ? `${count(found).toLocaleString("en")} of ${count(changes).toLocaleString("en")} resources, the most dangerous first`
      : changes.length ? "Nothing matches this filter." : "There is nothing to show: no resource was compared.";
  };

  const entry = (change) => {
    const item = make("div", `change ${change.action}${change.noise ? " folded" : ""}`);
    const name = make("span", "name", change.address);
    if (change.facts) name.append(make("span", "facts", change.facts));
    if (change.why) name.append(make("span", "why", change.why));
    const tags = make("span", "tags");
    if (change.risk) tags.append(make("span", `tag ${change.risk}`, `${change.risk} risk`));
    if (change.potential) tags.append(make("span", "tag", "may not happen"));
    if (change.noise) tags.append(make("span", "tag", "noise"));
    if (stacks.length > 1) tags.append(make("span", "tag", stacks[change.plan]));
    const kind = make("span", "kind", change.kind.split("/").pop());
    kind.title = change.type;
    const symbol = make("span", "symbol", change.symbol);
    symbol.setAttribute("role", "img");
    symbol.setAttribute("aria-label", change.action.replace("_", " "));
    const row = make("button", "row", symbol, kind, name, tags);
    row.type = "button";
    row.setAttribute("aria-expanded", "false");
    row.addEventListener("click", () => toggle(item, row, change));
    item.append(row);
    if (all) toggle(item, row, change);
    return item;
  };

  const toggle = (item, row, change) => {
    const open = row.getAttribute("aria-expanded") === "true";
    row.setAttribute("aria-expanded", String(!open));
    if (open) item.lastChild.remove();
    else item.append(detail(change));
  };

  const detail = (change) => {
    const box = make("div", "detail");
    if (change.notes.length) box.append(make("ul", "", ...change.notes.map((note) => make("li", "", note))));
    box.append(make("p", "id", change.id || change.type));
    const deltas = change.deltas.filter((delta) => noise.checked || !delta.noise);
    if (deltas.length) box.append(table(deltas));
    const folded = change.deltas.length - deltas.length;
    if (folded) box.append(make("p", "id", `${folded} ${folded === 1 ? "property" : "properties"} folded as noise`));
    if (change.before || change.after) box.append(bodies(change, !deltas.length));
    return box;
  };

  const table = (deltas) => {
    const body = make("tbody", "");
    for (const delta of deltas) {
      const path = make("td", "", `${delta.symbol} ${delta.path}`);
      for (const note of delta.notes) path.append(make("span", delta.strong ? "say strong" : "say", note));
      body.append(make("tr", "", path, make("td", delta.before === null ? "" : "was", delta.before ?? ""),
        make("td", delta.after === null ? "" : "is", delta.after ?? "")));
    }
    const head = make("thead", "", make("tr", "", ...["Property", "Before", "After"].map((title) => make("th", "", title))));
    return make("table", "", head, body);
  };

  const bodies = (change, open) => {
    const sides = make("div", "bodies");
    for (const [title, body] of [["Before", change.before], ["After", change.after]]) {
      if (!body) continue;
      const block = make("pre", "", JSON.stringify(body, null, 2));
      block.tabIndex = 0;
      sides.append(make("div", "", make("h3", "", title), block));
    }
    const fold = make("details", "", make("summary", "", "Whole resource"), sides);
    fold.open = open;
    return fold;
  };

  for (const action of actions) {
    const chip = make("button", `chip ${action}`, make("b", "", symbols[action] || "?"),
      `${action.replace("_", " ")} ${counts[action].toLocaleString("en")}`);
    chip.type = "button";
    const mark = () => chip.setAttribute("aria-pressed", String(wanted.has(action)));
    chip.addEventListener("click", () => {
      if (!wanted.delete(action)) wanted.add(action);
      mark();
      filter();
    });
    mark();
    byId("actions").append(chip);
  }
  stack.append(new Option("All stacks", ""), ...stacks.map((name, place) => new Option(name, String(place))));
  stack.hidden = stacks.length < 2;
  stack.value = hash.get("stack") || "";
  if (stack.selectedIndex < 0) stack.value = "";
  search.value = text;
  noise.checked = hash.get("noise") === "1";
  byId("noisebox").hidden = !changes.some((change) => change.noise || change.deltas.some((delta) => delta.noise));

  let typing = 0;
  search.addEventListener("input", () => {
    text = search.value;
    clearTimeout(typing);
    typing = setTimeout(filter, changes.length > 2000 ? 150 : 0);
  });
  stack.addEventListener("change", filter);
  noise.addEventListener("change", filter);
  more.addEventListener("click", grow);
  const label = () => {
    openAll.textContent = all ? "Collapse all" : "Expand all";
    openAll.setAttribute("aria-pressed", String(all));
  };
  openAll.addEventListener("click", () => { all = !all; label(); filter(); });
  new IntersectionObserver((seen) => { if (seen[0].isIntersecting && !more.hidden) grow(); }, { rootMargin: "600px" }).observe(more);

  const store = (value) => { try { localStorage.setItem("mlinfra-theme", value); } catch { /* local files may have no storage */ } };
  const stored = () => { try { return localStorage.getItem("mlinfra-theme"); } catch { return null; } };
  const theme = hash.get("theme") || stored();
  if (theme === "dark" || theme === "light") root.dataset.theme = theme;
  byId("theme").addEventListener("click", () => {
    const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.theme = dark ? "light" : "dark";
    store(root.dataset.theme);
    remember();
  });

  document.addEventListener("keydown", (event) => {
    const row = event.target.closest?.(".row");
    if (event.key === "/" && !event.target.matches("input, select")) {
      event.preventDefault();
      search.focus();
    } else if (event.key === "Escape" && event.target === search) {
      search.value = text = "";
      filter();
    } else if (row && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      event.preventDefault();
      const item = row.parentElement;
      (event.key === "ArrowDown" ? item.nextElementSibling : item.previousElementSibling)?.firstChild.focus();
    }
  });

  document.querySelector(".tools").hidden = !changes.length;
  label();
  filter();
})();
