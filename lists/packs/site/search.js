// Searches the lists of this folder without a server: by words, and by pairs of characters.
"use strict";
(function () {
  const index = window.DUTY_INDEX;
  const MOST = 50;
  const form = document.getElementById("search");
  const field = document.getElementById("q");
  const told = document.getElementById("told");
  const results = document.getElementById("results");

  function plain(text) {
    return text.normalize("NFKC").toLowerCase();
  }

  function pairsOf(word) {
    const signs = Array.from(word);
    if (signs.length < 2) return [word];
    return signs.slice(1).map((sign, at) => signs[at] + sign);
  }

  function share(text, pairs) {
    return pairs.filter((pair) => text.includes(pair)).length / pairs.length;
  }

  // A whole word in the name counts most, then how much of it the name holds, then the duties.
  function scoreOf(name, rest, words) {
    let score = 0;
    for (const word of words) {
      if (name.includes(word.text)) {
        score += 4;
        continue;
      }
      const named = share(name, word.pairs);
      const whole = rest.includes(word.text);
      // Less than half of a word's pairs say nothing.
      if (whole || Math.max(named, share(rest, word.pairs)) >= 0.5) {
        score += 2.5 * named + (whole ? 1.5 : 0.5 * share(rest, word.pairs));
      }
    }
    return score;
  }

  const texts = index.texts.map((pair) => pair.map(plain));
  const carried = index.texts.map(() => []);
  for (const row of index.rows) carried[row[3]].push(row);

  function search(typed) {
    const words = plain(typed)
      .split(/[^\p{L}\p{N}]+/u)
      .filter(Boolean)
      .map((text) => ({ text, pairs: text.length > 1 ? pairsOf(text) : [text] }));
    if (!words.length) return [];
    return texts
      .map((text, at) => [scoreOf(text[0], text[1], words), at])
      .filter((found) => found[0] > 0)
      .sort((one, other) => other[0] - one[0] || one[1] - other[1]);
  }

  function link(row) {
    const [slug, name] = index.townships[row[0]];
    const [kind, label] = index.kinds[row[1]];
    const a = document.createElement("a");
    a.href = slug + ".html#" + kind + "-" + row[2];
    a.textContent = name + " · " + label + "第" + row[2] + "项";
    return a;
  }

  function show(found, typed) {
    results.replaceChildren();
    if (!typed.trim()) {
      told.textContent = "请先输入要查的词，例如：低保、宅基地。";
      return;
    }
    for (const [, at] of found.slice(0, MOST)) {
      const li = document.createElement("li");
      const name = document.createElement("p");
      name.textContent = index.texts[at][0];
      const places = document.createElement("p");
      places.className = "meta";
      carried[at].forEach((row, number) => {
        if (number) places.append("；");
        places.append(link(row));
      });
      li.append(name, places);
      results.append(li);
    }
    const rows = found.reduce((sum, [, at]) => sum + carried[at].length, 0);
    told.textContent = found.length
      ? "查到 " + rows + " 项" + (found.length < rows ? "（" + found.length + " 种表述）" : "") +
        (found.length > MOST ? "，显示最相近的 " + MOST + " 种" : "") + "。"
      : "没有查到。请换一个词，或打开下面的清单查看。";
  }

  document.getElementById("unsearched").hidden = true;
  form.hidden = false;
  form.addEventListener("submit", function (event) {
    event.preventDefault();
    show(search(field.value), field.value);
  });
})();
