// A table of tickets: the browser keeps the file, asks for its columns, sends it again to be
// judged, shows the progress and offers the result. Without this script the form does the same
// in two plain steps.
(() => {
  const form = document.querySelector("#tickets");
  if (!form) return;
  const part = (id) => document.getElementById(id);
  const [file, columns, start, told] = ["file", "columns", "start", "told"].map(part);
  const [progress, bar, counted, stop] = ["progress", "judged", "counted", "stop"].map(part);
  const [result, summary, download] = ["result", "summary", "download"].map(part);
  const button = start.querySelector("button");
  const SPOKEN_EVERY = 10000; // milliseconds: a screen reader must have time to say it
  const OFFLINE = "没有连上服务器，文件没有保存。请检查网络后再试。";
  let asking, running, spoken = 0, address = "";

  const tell = (text, kind = "") => {
    told.textContent = text;
    told.className = kind && `notice notice--${kind}`;
  };

  const forget = () => {
    URL.revokeObjectURL(address);
    address = "";
    result.hidden = true;
    tell("");
  };

  const send = (part, signal) => {
    const data = new FormData(form);
    data.set("part", part);
    return fetch(form.action, {method: "POST", body: data, signal, redirect: "error"});
  };

  const ready = () => {
    start.hidden = !columns.querySelector("[name=column]");
    button.textContent = "开始判定";
  };

  // A file was chosen: which of its columns holds the text?
  const ask = async () => {
    asking?.abort();
    forget();
    columns.replaceChildren();
    ready();
    if (!file.files.length) return;
    if (file.files[0].size > Number(form.dataset.mostBytes)) return tell(form.dataset.tooLarge, "error");
    const mine = asking = new AbortController();
    tell("正在读取列名……");
    try {
      const answer = await send("columns", mine.signal);
      if (![200, 422].includes(answer.status)) throw new Error(answer.status);
      columns.innerHTML = await answer.text();
      tell(columns.querySelector("[name=column]") ? "列名已读取，请核对工单文字所在的列。" : "");
      ready();
    } catch {
      if (!mine.signal.aborted) tell(OFFLINE, "error");
    }
  };

  const count = (done, total) => {
    bar.max = total || 1;
    bar.value = done;
    counted.textContent = `已判定 ${done} / ${total}`;
    if (Date.now() - spoken < SPOKEN_EVERY && done < total) return;
    spoken = Date.now();
    told.textContent = counted.textContent;
    told.className = "visually-hidden";
  };

  const offer = async ({file: encoded, type, name, summary: words}) => {
    const bytes = Uint8Array.from(atob(encoded), (sign) => sign.charCodeAt(0));
    address = URL.createObjectURL(new Blob([bytes], {type}));
    const link = document.createElement("a");
    link.className = "button";
    link.href = address;
    link.download = name;
    link.textContent = `下载：${name}`;
    download.replaceChildren(link);
    summary.textContent = words;
    result.hidden = false;
    tell("判定完成，可以下载。");
    link.focus();
  };

  const read = async (answer) => {
    const reader = answer.body.getReader();
    const decoder = new TextDecoder();
    let pieces = [], last = {};
    for (;;) {
      const {done, value} = await reader.read();
      if (done) break;
      // The last line holds the whole file: its pieces are joined once, at its end.
      const parts = decoder.decode(value, {stream: true}).split("\n");
      for (const part of parts.slice(0, -1)) {
        last = JSON.parse([...pieces, part].join(""));
        pieces = [];
        if ("total" in last) count(last.done, last.total);
      }
      pieces.push(parts.at(-1));
    }
    return last;
  };

  const judge = async (event) => {
    event.preventDefault();
    if (running) return;
    forget();
    running = new AbortController();
    button.disabled = true;
    progress.hidden = false;
    spoken = 0;
    counted.textContent = "正在读取文件……";
    bar.value = 0;
    try {
      const answer = await send("stream", running.signal);
      if (!answer.ok) throw new Error(answer.status);
      const last = await read(answer);
      if (last.problem) tell(last.problem, "error");
      else if (last.file) await offer(last);
      else tell(OFFLINE, "error");
    } catch {
      tell(running.signal.aborted ? "已停止，没有结果。" : OFFLINE, running.signal.aborted ? "" : "error");
    }
    running = null;
    button.disabled = false;
    progress.hidden = true;
  };

  file.addEventListener("change", ask);
  form.addEventListener("submit", judge);
  stop.addEventListener("click", () => running?.abort());
  window.addEventListener("beforeunload", (event) => {
    if (running) event.preventDefault();
  });
  part("without-script").remove();
  // What the server put there without script, or a file the browser kept over a reload.
  columns.replaceChildren();
  ready();
  if (file.files.length) ask();
})();
