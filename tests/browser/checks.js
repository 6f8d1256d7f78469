// What a rendered page is checked for beside axe. Gives a list of sentences, empty when all is well.
() => {
  const found = [];
  const name = (element) => {
    const classes = element.classList.length ? "." + [...element.classList].join(".") : "";
    const text = (element.textContent || "").trim().slice(0, 20);
    return `<${element.localName}${element.id ? "#" + element.id : ""}${classes}> ${text}`;
  };
  const shown = (element) => {
    const box = element.getBoundingClientRect();
    return box.width > 1 && box.height > 1 && element.checkVisibility({visibilityProperty: true});
  };
  const scrollsItself = (element) => {
    for (let up = element.parentElement; up && up !== document.body; up = up.parentElement) {
      const how = getComputedStyle(up);
      if (["auto", "scroll", "hidden", "clip"].includes(how.overflowX)) return true;
    }
    return false;
  };

  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth > width) {
    found.push(`the page is ${document.documentElement.scrollWidth} px wide in ${width} px`);
  }
  const wide = [...document.body.querySelectorAll("*")].filter((element) => {
    const box = element.getBoundingClientRect();
    return shown(element) && (box.right > width + 1 || box.left < -1) && box.top >= 0
      && !scrollsItself(element);
  });
  for (const element of wide.slice(0, 5)) {
    const box = element.getBoundingClientRect();
    found.push(`${name(element)} reaches from ${box.left} to ${box.right} px of ${width}`);
  }

  const controls = "button, select, summary, textarea, input:not([type=hidden])";
  for (const element of document.querySelectorAll(controls)) {
    const box = (element.labels?.length && ["checkbox", "radio"].includes(element.type)
      ? element.labels[0] : element).getBoundingClientRect();
    if (shown(element) && (box.width < 24 || box.height < 24)) {
      found.push(`${name(element)} is ${box.width} x ${box.height} px, 24 x 24 are needed`);
    }
  }

  const ids = [...document.querySelectorAll("[id]")].map((element) => element.id);
  const twice = ids.filter((id, at) => ids.indexOf(id) !== at);
  if (twice.length) found.push(`ids used twice: ${twice}`);
  const headings = document.querySelectorAll("h1").length;
  if (headings !== 1) found.push(`${headings} level-one headings`);
  return found;
}
