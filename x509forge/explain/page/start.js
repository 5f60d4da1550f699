// The buttons.
element("expand").addEventListener("click", () => openAll(20000));
element("collapse").addEventListener("click", () => {
  tree.querySelectorAll("[aria-expanded=true]").forEach(close);
  open(items.get(0));
  choose(items.get(0));
});
const isDark = () => getComputedStyle(document.documentElement).colorScheme === "dark" || (!document.documentElement.className && matchMedia("(prefers-color-scheme: dark)").matches);
const nameTheme = () => { element("theme").textContent = isDark() ? "Light" : "Dark"; };
element("theme").addEventListener("click", () => {
  document.documentElement.className = isDark() ? "light" : "dark";
  nameTheme();
});

// On paper: the whole tree, and behind it all octets.
const MOST_ON_PAPER = 1 << 18;
let opened = [];
addEventListener("beforeprint", () => {
  const before = new Set(tree.querySelectorAll("[aria-expanded=true]"));
  openAll(20000);
  opened = [...tree.querySelectorAll("[aria-expanded=true]")].filter((item) => !before.has(item));
  const paper = element("paper");
  for (const place of documents) {
    if (!place.octets.length) continue;
    const root = nodes[place.first];
    paper.append(make("h2", "", root.label || root.name));
    const end = Math.min(place.octets.length, MOST_ON_PAPER);
    for (let first = 0; first < end; first += LINES * columns) fill(paper, place, first);
    if (end < place.octets.length) paper.append(make("p", "", `${plural(place.octets.length - end, "octet")} more, which are not printed.`));
  }
});
addEventListener("afterprint", () => {
  element("paper").replaceChildren();
  opened.forEach(close);
});

const measure = () => {
  const probe = make("span", "", "0".repeat(100));
  octets.append(probe);
  const width = octets.clientWidth / probe.getBoundingClientRect().width * 100;
  probe.remove();
  return width > 79 ? 16 : 8;
};
addEventListener("resize", () => {
  const wanted = measure();
  if (wanted === columns) return;
  columns = wanted;
  showDocument(shown);
  if (chosen && chosen.document === shown.number) scrollTo(chosen.start);
});
addEventListener("hashchange", followAddress);

// What is there when the page opens.
const root = nodes[0];
const size = documents.reduce((sum, place) => sum + place.octets.length, 0);
element("title").textContent = document.title = root.declared || root.name;
element("about").textContent = [...(root.value ? [root.value] : []), plural(size, "octet"), plural(nodes.length, "element"), ...(documents.length > 1 ? [plural(documents.length - 1, "part")] : [])].join(" · ");
columns = measure();
nameTheme();
hint(null);
tree.append(makeItem(root, 1));
openAll(40);
choose(items.get(0), { from: "address" });
if (location.hash.length > 1) followAddress();
