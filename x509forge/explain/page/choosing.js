// To choose an element: in the tree, in the octets, in the details, in the address.
const encode = (path) => path.replace(/[^\w.[\]-]/g, encodeURIComponent);
const seek = (number) => { for (let n = number; n < nodes.length; n++) if (documents[nodes[n].document].octets.length) return documents[nodes[n].document]; return documents[0]; };
const choose = (item, { focus = false, from = "" } = {}) => {
  if (current) {
    current.setAttribute("aria-selected", "false");
    current.tabIndex = -1;
    current.firstChild.classList.remove("chosen");
  }
  current = item;
  item.setAttribute("aria-selected", "true");
  item.tabIndex = 0;
  item.firstChild.classList.add("chosen");
  if (focus) item.focus({ preventScroll: true });
  item.firstChild.scrollIntoView({ block: "nearest" });
  if (item.className === "range" || item.node === chosen) return;
  chosen = item.node;
  const place = documents[chosen.document].octets.length ? documents[chosen.document] : seek(chosen.number);
  if (place !== shown) showDocument(place);
  if (from !== "octets") {
    cursor = -1;
    scrollTo(isBlock(chosen) ? chosen.start : 0);
  }
  runs().forEach(styleRun);
  showDetails(chosen);
  try {
    if (from !== "address") history.replaceState(null, "", `#${encode(pathOf(chosen))}`);
  } catch { /* An address of its own is what a page within another has not. */ }
};
const followAddress = () => {
  let path = location.hash.slice(1);
  try {
    path = decodeURIComponent(path);
  } catch { /* It is taken as it stands. */ }
  const node = find(path);
  if (node) choose(itemOf(node.number), { from: "address" });
};

tree.addEventListener("click", (event) => {
  const row = event.target.closest(".row");
  if (!row) return;
  const item = row.parentElement, was = current === item;
  choose(item, { focus: true });
  const arrow = event.clientX < row.getBoundingClientRect().left + 24;
  if (isOpen(item)) { if (was || arrow) close(item); } else open(item);
});
tree.addEventListener("mouseover", (event) => {
  const row = event.target.closest(".row");
  if (!row || row.parentElement.className === "range") return light(null);
  const { node } = row.parentElement;
  light(node);
  if (node.document === shown.number && isBlock(node)) scrollTo(node.start, node.start + node.header + node.length - 1);
  hint(node.header ? runAt(documents[node.document], node.start) : null);
});
tree.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || !current) return;
  let to = null;
  switch (event.key) {
    case "ArrowDown": to = nextItem(current); break;
    case "ArrowUp": to = previousItem(current); break;
    case "ArrowRight": if (isOpen(current)) to = nextItem(current); else open(current); break;
    case "ArrowLeft": if (isOpen(current)) close(current); else to = holder(current); break;
    case "Home": to = tree.firstChild; break;
    case "End": to = lastWithin(tree.lastChild); break;
    case "Enter": case " ": if (isOpen(current)) close(current); else open(current); break;
    case "*": for (const item of current.parentElement.children) open(item); break;
    default:
      if (event.key.length !== 1 || event.key === "/") return;
      for (let item = nextItem(current) || tree.firstChild; item && item !== current; item = nextItem(item) || tree.firstChild) {
        if (item.firstChild.firstChild.textContent.toLowerCase().startsWith(event.key.toLowerCase())) {
          to = item;
          break;
        }
      }
  }
  event.preventDefault();
  if (to) choose(to, { focus: true });
});

const runUnder = (event) => event.target.run;
const goTo = (run) => {
  cursor = run.from;
  choose(itemOf(run.node.number), { from: "octets" });
  scrollTo(run.from);
  runs().forEach(styleRun);
  hint(run);
  say(describe(run));
};
octets.addEventListener("mouseover", (event) => {
  const run = runUnder(event);
  const row = light(run ? run.node : null);
  if (row) row.scrollIntoView({ block: "nearest" });
  hint(run);
});
for (const pane of [tree, octets]) {
  pane.addEventListener("mouseleave", () => {
    light(null);
    hint(null);
  });
}
octets.addEventListener("click", (event) => { if (runUnder(event)) goTo(runUnder(event)); });
octets.addEventListener("keydown", (event) => {
  const size = shown.octets.length;
  if (!size || event.ctrlKey || event.altKey || event.metaKey) return;
  const here = runAt(shown, cursor < 0 ? Math.min(chosen.document === shown.number ? chosen.start : 0, size - 1) : cursor);
  const to = { ArrowRight: cursor < 0 ? here.from : here.to, ArrowLeft: here.from - 1, ArrowDown: here.from + columns, ArrowUp: here.from - columns, Home: 0, End: size - 1 }[event.key];
  if (event.key === "Enter") current.focus();
  if (to === undefined) return;
  event.preventDefault();
  if (to >= 0 && to < size) goTo(runAt(shown, to));
});
