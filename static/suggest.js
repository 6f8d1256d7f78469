// The search box suggests names while one types: an ARIA combobox with a list of choices.
// Without this script the box is a plain search field.
(() => {
  const PAUSE = 150; // milliseconds without a key before the server is asked
  const input = document.querySelector("form[data-suggest] #q");
  if (!input) return;
  const form = input.form;
  const list = document.createElement("ul");
  const status = document.createElement("span");
  let timer, asking, active = -1, composing = false;

  list.id = "q-suggestions";
  list.className = "suggestions";
  list.role = "listbox";
  list.ariaLabel = "搜索建议";
  list.hidden = true;
  status.className = "visually-hidden";
  status.role = "status";
  input.after(list);
  form.append(status);
  for (const [name, value] of Object.entries({
    role: "combobox",
    "aria-autocomplete": "list",
    "aria-controls": list.id,
    "aria-expanded": "false",
  })) input.setAttribute(name, value);

  const forget = () => {
    clearTimeout(timer);
    asking?.abort();
  };

  const close = () => {
    forget();
    list.hidden = true;
    list.replaceChildren();
    status.textContent = "";
    mark(-1);
    input.setAttribute("aria-expanded", "false");
  };

  const mark = (at) => {
    active = at;
    [...list.children].forEach((option, place) => option.setAttribute("aria-selected", place === at));
    if (at < 0) return input.removeAttribute("aria-activedescendant");
    input.setAttribute("aria-activedescendant", list.children[at].id);
    list.children[at].scrollIntoView({block: "nearest"});
  };

  const choose = (option) => {
    const {url, text, kind} = option.dataset;
    close();
    if (kind !== "事项") return location.assign(url);
    // A duty is searched for where the form searches: in its township or county.
    input.value = text;
    form.requestSubmit();
  };

  const show = (suggestions) => {
    list.replaceChildren(...suggestions.map((suggestion, place) => {
      const option = document.createElement("li");
      const name = document.createElement("span");
      const kind = document.createElement("span");
      Object.assign(option.dataset, suggestion);
      option.id = `q-suggestion-${place}`;
      option.role = "option";
      name.className = "suggestions__name";
      name.textContent = suggestion.text;
      kind.className = "suggestions__kind";
      kind.textContent = suggestion.kind;
      option.append(name, " ", kind);
      return option;
    }));
    list.hidden = !suggestions.length;
    input.setAttribute("aria-expanded", String(!list.hidden));
    status.textContent = suggestions.length
      ? `有 ${suggestions.length} 条建议，用上下方向键选择` : "没有建议";
    mark(-1);
  };

  const ask = async () => {
    const typed = input.value.trim();
    forget();
    if (!typed) return close();
    const mine = asking = new AbortController();
    try {
      const address = `${form.dataset.suggest}?${new URLSearchParams({q: typed})}`;
      const answer = await fetch(address, {signal: mine.signal});
      if (!answer.ok) return close();
      const {suggestions} = await answer.json();
      if (mine === asking && !mine.signal.aborted && document.activeElement === input) show(suggestions);
    } catch {
      // Dropped for a newer one, or offline: the box goes on as a plain field.
      if (mine === asking && !mine.signal.aborted) close();
    }
  };

  const wait = () => {
    forget();
    if (!composing) timer = setTimeout(ask, PAUSE);
  };

  input.addEventListener("compositionstart", () => {
    composing = true;
    forget();
  });
  input.addEventListener("compositionend", () => {
    composing = false;
    wait();
  });
  input.addEventListener("input", wait);
  input.addEventListener("blur", close);
  form.addEventListener("submit", close);
  input.addEventListener("keydown", (event) => {
    if (event.isComposing || composing) return;
    const last = list.children.length - 1;
    if (list.hidden) {
      if (event.key !== "ArrowDown" || !input.value.trim()) return;
      ask();
    } else if (event.key === "ArrowDown") mark(active < last ? active + 1 : -1);
    else if (event.key === "ArrowUp") mark(active < 0 ? last : active - 1);
    else if (event.key === "Home" && active >= 0) mark(0);
    else if (event.key === "End" && active >= 0) mark(last);
    else if (event.key === "Escape") close();
    else if (event.key === "Enter" && active >= 0) choose(list.children[active]);
    else return;
    event.preventDefault();
  });
  // The field keeps the focus while a finger or the mouse chooses.
  list.addEventListener("pointerdown", (event) => event.preventDefault());
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) choose(option);
  });
})();
