// Passerelle's preview: reloads the page when the site has changed, and shows
// at its foot what stopped a build. Works under a strict Content-Security-Policy.
(() => {
  "use strict";

  const id = "passerelle-problems";
  const edition = document.currentScript.dataset.edition;
  const address = "/.passerelle/events?edition=" + encodeURIComponent(edition);
  let source = null;
  let timer = 0;

  function disconnect() {
    clearTimeout(timer);
    source?.close();
    source = null;
  }

  function connect() {
    disconnect();
    source = new EventSource(address);
    source.addEventListener("reload", () => {
      disconnect();
      location.reload();
    });
    source.addEventListener("problems", (event) => show(JSON.parse(event.data)));
    source.addEventListener("ok", () => document.getElementById(id)?.remove());
    source.addEventListener("error", () => {
      // The browser tries again by itself unless it has given up.
      if (source?.readyState === EventSource.CLOSED) timer = setTimeout(connect, 1000);
    });
  }

  function show(lines) {
    const text = (document.getElementById(id) ?? panel()).querySelector("pre");
    const wanted = lines.join("\n");
    if (text.textContent !== wanted) text.textContent = wanted; // said aloud once
  }

  function panel() {
    const box = document.createElement("div");
    box.id = id;
    box.lang = "en";
    box.setAttribute("role", "alert");
    Object.assign(box.style, {
      position: "fixed", inset: "auto 0 0 0", zIndex: "2147483647",
      boxSizing: "border-box", margin: "0", maxHeight: "40vh", overflow: "auto", padding: "0.75rem 1rem",
      background: "#5b0e0e", color: "#fff", font: "14px/1.5 system-ui, sans-serif",
      textAlign: "start", borderTop: "3px solid #ffb4a8",
    });
    box.tabIndex = 0; // so that the keyboard can scroll it

    const title = document.createElement("strong");
    title.textContent = "The last edit could not be built; the site is as it was before it.";

    const text = document.createElement("pre");
    Object.assign(text.style, {
      all: "unset", display: "block", marginTop: "0.5rem", whiteSpace: "pre-wrap",
      overflowWrap: "anywhere", fontFamily: "ui-monospace, monospace",
    });

    box.append(title, text);
    document.body.append(box);
    return box;
  }

  // A browser opens few connections to one host: tabs out of sight give theirs up.
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) disconnect();
    else connect();
  });
  if (!document.hidden) connect();
})();
