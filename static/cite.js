// The citation of a row: it names the clause that is chosen (#lead-3), and a button copies it.
const citation = document.getElementById("citation");
const part = citation.querySelector("[data-cite='part']");
const address = citation.querySelector("[data-cite='address']");
const permalink = address.textContent;

function cite() {
  const clause = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  const chosen = clause && clause.dataset.part ? clause : null;
  part.textContent = chosen ? `，${chosen.dataset.part}` : "";
  address.textContent = chosen ? `${permalink}#${chosen.id}` : permalink;
}

// Without https browsers have no clipboard for pages: the text is selected and copied as by hand.
async function copy(text) {
  if (navigator.clipboard) {
    await navigator.clipboard.writeText(text.textContent);
    return true;
  }
  getSelection().selectAllChildren(text);
  return document.execCommand("copy");
}

for (const button of document.querySelectorAll("[data-copy]")) {
  const said = button.parentElement.querySelector("[data-copied]");
  button.hidden = false;
  button.addEventListener("click", async () => {
    const done = await copy(document.getElementById(button.dataset.copy)).catch(() => false);
    said.textContent = done ? "已复制。" : "没有复制成功，请选中上面的文字复制。";
  });
}
addEventListener("hashchange", cite);
cite();
