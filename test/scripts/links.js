// Lists the paths of the pages of the same host that a page leads to by links
// which are not folded, each once.
[...document.querySelectorAll("a[href]")].flatMap((a) => {
  const page = a.pathname.endsWith("/") || a.pathname.endsWith(".html");
  const away = a.origin === location.origin && a.pathname !== location.pathname;
  return away && page && !a.hasAttribute("download") && !a.closest("details:not([open])") ? [a.pathname] : [];
}).filter((path, i, all) => all.indexOf(path) === i)
