// The tree. A branch is made when it is opened; of very long lists, runs of MOST stand as branches of their own.
const MOST = 500;
const items = new Map();
const makeItem = (node, level) => {
  const item = make("li"), row = make("div", "row");
  row.append(make("span", "name", node.name));
  row.append(make("span", "value", node.value));
  const kind = node.declared && node.declared !== node.name ? `${node.declared} · ${node.type}` : node.type;
  row.append(make("span", "kind", kind), make("span", "cite", node.citation));
  for (const severity of ["error", "warning", "notice"]) {
    const count = node.findings.filter((finding) => finding.severity === severity).length;
    if (count) row.append(make("span", `badge ${severity}`, severity === "notice" ? "note" : count > 1 ? `${count} ${severity}s` : severity));
  }
  const troubles = node.findings.length ? `, ${plural(node.findings.length, "finding")}` : "";
  item.setAttribute("aria-label", `${node.name}${node.value ? `: ${node.value}` : ""}, ${kind}${troubles}`);
  item.node = node;
  items.set(node.number, item);
  if (node.last > node.number + 1) item.branches = children(node);
  return dress(item, row, level);
};
const makeRange = (list, from, node, level) => {
  const item = make("li", "range"), row = make("div", "row");
  const name = `${from} to ${from + list.length - 1}`;
  row.append(make("span", "name", name));
  item.setAttribute("aria-label", name);
  item.branches = list;
  item.node = node;
  return dress(item, row, level);
};
const dress = (item, row, level) => {
  item.setAttribute("role", "treeitem");
  item.setAttribute("aria-level", level);
  item.setAttribute("aria-selected", "false");
  item.tabIndex = -1;
  item.level = level;
  if (item.branches) item.setAttribute("aria-expanded", "false");
  item.append(row);
  return item;
};
const isOpen = (item) => item.getAttribute("aria-expanded") === "true";
const open = (item) => {
  if (!item.branches || isOpen(item)) return;
  item.setAttribute("aria-expanded", "true");
  if (item.lastChild.localName === "ul") return;
  const list = item.branches, group = make("ul");
  group.setAttribute("role", "group");
  if (list.length <= MOST + 1 || item.className === "range") {
    for (const number of list) group.append(makeItem(nodes[number], item.level + 1));
  } else {
    for (let from = 0; from < list.length; from += MOST) group.append(makeRange(list.slice(from, from + MOST), from, item.node, item.level + 1));
  }
  item.append(group);
};
const close = (item) => { if (isOpen(item)) item.setAttribute("aria-expanded", "false"); };
const inside = (item) => (item.lastChild.localName === "ul" ? [...item.lastChild.children] : []);
const holder = (item) => item.parentElement.closest("[role=treeitem]");
const itemOf = (number) => {
  const line = [];
  for (let n = number; n >= 0; n = nodes[n].parent) line.unshift(n);
  for (let i = 0; i < line.length - 1; i++) {
    open(items.get(line[i]));
    if (!items.has(line[i + 1])) open(inside(items.get(line[i])).find((range) => range.branches.includes(line[i + 1])));
  }
  const item = items.get(number);
  for (let up = holder(item); up; up = holder(up)) open(up);
  return item;
};
const openAll = (most) => {
  const waiting = [items.get(0)];
  let count = 1;
  while (waiting.length && count <= most) {
    const item = waiting.shift();
    if (!item.branches || (count > 1 && count + item.branches.length > most)) continue;
    open(item);
    const below = inside(item);
    count += below.length;
    waiting.push(...below);
  }
};
const nextItem = (item) => {
  if (isOpen(item)) return item.lastChild.firstChild;
  for (let at = item; at; at = holder(at)) if (at.nextElementSibling) return at.nextElementSibling;
  return null;
};
const lastWithin = (item) => {
  while (isOpen(item)) item = item.lastChild.lastChild;
  return item;
};
const previousItem = (item) => (item.previousElementSibling ? lastWithin(item.previousElementSibling) : holder(item));
