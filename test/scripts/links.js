// Lists the addresses of the pages of the same host that a page leads to by
// links which are not folded, each once. A drawing has links too.
[...document.querySelectorAll("a[href]")].flatMap((a) => {
  const to = new URL(a.getAttribute("href"), document.baseURI);
  const page = to.pathname.endsWith("/") || to.pathname.endsWith(".html");
  const away = to.origin === location.origin && to.pathname !== location.pathname;
  return away && page && !a.hasAttribute("download") && !a.closest("details:not([open])") ? [to.origin + to.pathname + to.hash] : [];
}).filter((address, i, all) => all.indexOf(address) === i)
