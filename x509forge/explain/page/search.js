// Search.
let matches = [], match = -1, waiting = 0;
const showMatch = (to) => {
  const output = element("found");
  if (!matches.length) {
    output.textContent = query.value.trim() ? "none" : "";
    return;
  }
  match = (to + matches.length) % matches.length;
  output.textContent = `${match + 1} of ${matches.length}`;
  choose(itemOf(matches[match]));
};
const search = () => {
  clearTimeout(waiting);
  waiting = 0;
  tree.querySelectorAll(".match").forEach((item) => item.classList.remove("match"));
  const wanted = query.value.trim().toLowerCase();
  const isPath = /[.[]/.test(wanted);
  const hasPath = (path) => [path, path.replace(/\.inner(?=[.[]|$)/g, "")].some((one) => one.toLowerCase().includes(wanted));
  const within = (node) => `${node.name}\n${node.value}\n${node.type}\n${node.declared}\n${node.citation}\n${node.label}`.toLowerCase().includes(wanted) || (isPath && hasPath(pathOf(node)));
  matches = wanted ? nodes.filter(within).map((node) => node.number) : [];
  match = -1;
  showMatch(0);
  for (const number of matches) if (items.has(number)) items.get(number).classList.add("match");
};
query.addEventListener("input", () => {
  clearTimeout(waiting);
  waiting = setTimeout(search, 150);
});
query.addEventListener("keydown", (event) => {
  if (event.key === "Escape") {
    query.value = "";
    search();
  } else if (event.key === "Enter") {
    if (waiting) search(); else showMatch(match + (event.shiftKey ? -1 : 1));
  }
});
element("next").addEventListener("click", () => showMatch(match + 1));
element("previous").addEventListener("click", () => showMatch(match - 1));
document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.target.localName === "input" || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  query.select();
});
