"use strict";
// The page's data is JSON, and stays text: elements are made by name, and what is written into them is textContent.
{
const element = (id) => document.getElementById(id);
const make = (kind, styles = "", text = "") => {
  const made = document.createElement(kind);
  made.className = styles;
  made.textContent = text;
  return made;
};
const tree = element("tree"), octets = element("octets"), details = element("details"), query = element("query");

// What is known of each element, by its number, in the order of the octets (html.py says what is in a row).
const data = JSON.parse(element("data").textContent);
const texts = [""];
const text = (cell) => {
  if (typeof cell !== "string") return texts[cell || 0];
  if (texts.length < data.texts) texts.push(cell);
  return cell;
};
const HIDES = 1, NEW_DOCUMENT = 2, LOOKS_LIKE_DER = 4;
const nodes = [], documents = [];
const above = [];
const follows = [];
for (const row of data.rows) {
  const [depth, name, type, header, length, flags = 0, value, step, declared, citation, label, notes = [], findings = []] = row;
  const number = nodes.length;
  above.length = depth;
  const parent = depth ? above[depth - 1] : -1;
  above.push(number);
  const anew = flags & NEW_DOCUMENT;
  if (anew) {
    documents.push({ number: documents.length, first: number, at: [], owners: [], octets: Uint8Array.from(atob(data.octets[documents.length]), (c) => c.charCodeAt(0)) });
    follows.push(0);
  }
  const own = anew ? documents.length - 1 : nodes[parent].document;
  const node = {
    number, depth, parent, header, length, document: own, start: follows[own], last: 0,
    hides: flags & HIDES, guessed: flags & LOOKS_LIKE_DER,
    name: text(name), type: text(type), value: text(value), step: step ? text(step) : "", declared: text(declared), citation: text(citation), label: text(label),
    notes: [], findings: [],
  };
  if (!step) node.step = node.name;
  for (let i = 0; i < notes.length; i += 3) node.notes.push({ at: node.start + notes[i], length: notes[i + 1], text: text(notes[i + 2]) });
  for (let i = 0; i < findings.length; i += 4) node.findings.push({ severity: text(findings[i]), id: text(findings[i + 1]), text: text(findings[i + 2]), citation: text(findings[i + 3]) });
  nodes.push(node);
  const next = data.rows[nodes.length];
  const leaf = !next || next[0] <= depth || ((next[5] || 0) & NEW_DOCUMENT);
  const place = documents[own];
  if (header) place.at.push(node.start), place.owners.push(number);
  if (leaf && length) place.at.push(node.start + header), place.owners.push(number);
  follows[own] += header + (leaf ? length : 0);
}
data.rows = null;
for (let i = nodes.length - 1; i >= 0; i--) {
  const node = nodes[i];
  node.last = Math.max(node.last, i + 1);
  if (node.parent >= 0) {
    const parent = nodes[node.parent];
    parent.last = Math.max(parent.last, node.last);
    parent.covers = parent.covers || node.covers || node.hides;
  }
}
const children = (node) => {
  const found = [];
  for (let i = node.number + 1; i < node.last; i = nodes[i].last) found.push(i);
  return found;
};
const pathOf = (node) => {
  const steps = [];
  for (let n = node; n; n = nodes[n.parent]) steps.push(n.number ? n.step : "");
  return steps.reverse().reduce((path, step) => path + (path && step && step[0] !== "[" ? "." : "") + step, "");
};
// `inner` may be left out of a path, and so may the name of an alternative.
const find = (path) => {
  let node = nodes[0];
  while (path && node) {
    let inner = null, found = null;
    for (const number of children(node)) {
      const child = nodes[number], [short] = child.step.split(".");
      const taken = [child.step, short].find((step) => path.startsWith(step) && /^([.[]|$)/.test(path.slice(step.length)));
      if (taken) {
        path = path.slice(taken.length).replace(/^\./, "");
        found = child;
        break;
      }
      if (short === "inner") inner = child;
    }
    node = found || inner;
  }
  return node;
};
const isBlock = (node) => node.length + node.header > 0;
const say = (words) => { element("said").textContent = words; };
const plural = (count, word) => `${count.toLocaleString("en")} ${word}${count === 1 ? "" : "s"}`;

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

// The octets: lines are made where they are seen. A run is what one note speaks of, or a part of an element.
const LINES = 64;
let columns = 16, shown = null, chosen = null, current = null, lit = null, cursor = -1;
const tagLength = (node, from) => {
  let count = 1;
  if ((from[node.start] & 31) === 31) while (count < node.header && from[node.start + count++] & 128);
  return Math.min(count, node.header);
};
const runAt = (place, at) => {
  let low = 0, high = place.at.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (place.at[middle] <= at) low = middle; else high = middle - 1;
  }
  const node = nodes[place.owners[low]], content = node.start + node.header;
  const tagged = node.start + tagLength(node, place.octets);
  let [from, to, part] = at >= content ? [content, content + node.length, "contents"] : at < tagged ? [node.start, tagged, "tag"] : [tagged, content, "length"];
  let words = "";
  for (const note of node.notes) {
    if (note.at <= at && at < note.at + note.length) {
      [from, to, words] = [Math.max(from, note.at), Math.min(to, note.at + note.length), note.text];
      break;
    }
    if (note.length && note.at > at) to = Math.min(to, note.at);
    else if (note.length) from = Math.max(from, note.at + note.length);
  }
  return { node, from, to, part, words };
};
const hexOf = (octet) => octet.toString(16).padStart(2, "0");
const isIn = (node, ...runs) => node !== null && runs.every((run) => run.node.number >= node.number && run.node.number < node.last);
const styleRun = (made) => {
  const { run, before } = made;
  made.classList.toggle("chosen", isIn(chosen, run, before));
  made.classList.toggle("lit", isIn(lit, run, before));
  made.classList.toggle("cursor", cursor === run.from && before === run && made.parentElement.className === "hex");
};
const fill = (lines, place, first) => {
  const end = Math.min(place.octets.length, first + LINES * columns);
  const width = Math.max(4, (place.octets.length - 1).toString(16).length);
  for (let at = first; at < end; at += columns) {
    const line = make("div", "octets"), hex = make("span", "hex"), characters = make("span", "characters");
    const stop = Math.min(end, at + columns);
    let before = null;
    for (let from = at; from < stop;) {
      const run = runAt(place, from), to = Math.min(run.to, stop);
      const hidden = run.part === "contents" && run.node.hides;
      const some = [...place.octets.subarray(from, to)];
      const left = make("span", run.part, some.map((octet) => (hidden ? "··" : hexOf(octet))).join(" "));
      const right = make("span", run.part, some.map((octet) => (!hidden && octet > 31 && octet < 127 ? String.fromCharCode(octet) : "·")).join(""));
      if (before) {
        // The gap belongs to both sides.
        const gap = make("span", "", " ");
        gap.run = run;
        gap.before = before;
        hex.append(gap);
      }
      left.run = right.run = left.before = right.before = before = run;
      hex.append(left);
      characters.append(right);
      from = to;
    }
    line.append(make("span", "at", at.toString(16).padStart(width, "0")), hex, characters);
    lines.append(line);
  }
};
const runs = () => octets.querySelectorAll(".octets span span");
const light = (node) => {
  lit = node;
  runs().forEach(styleRun);
  tree.querySelectorAll(".lit").forEach((row) => row.classList.remove("lit"));
  for (let n = node; n; n = nodes[n.parent]) {
    const item = items.get(n.number);
    if (item && item.offsetParent) {
      item.firstChild.classList.add("lit");
      return item.firstChild;
    }
  }
  return null;
};
const watcher = new IntersectionObserver((entries) => {
  for (const entry of entries) {
    entry.target.replaceChildren();
    if (!entry.isIntersecting) continue;
    fill(entry.target, shown, entry.target.first);
    entry.target.querySelectorAll(".octets span span").forEach(styleRun);
  }
}, { root: octets, rootMargin: "600px" });
const showDocument = (place) => {
  shown = place;
  watcher.disconnect();
  octets.replaceChildren();
  document.documentElement.style.setProperty("--columns", columns);
  for (let first = 0; first < place.octets.length; first += LINES * columns) {
    const lines = make("div", "lines");
    lines.first = first;
    lines.style.setProperty("--lines", Math.min(LINES, Math.ceil((place.octets.length - first) / columns)));
    octets.append(lines);
    watcher.observe(lines);
  }
  const root = nodes[place.first];
  element("document").textContent = documents.length > 1 ? `${pathOf(root)} ${root.label || root.name}` : "Octets";
};
// Bring into view what begins at an octet, and ends at one; what is longer than the view, if nothing of it is seen.
const scrollTo = (from, to = from) => {
  const height = parseFloat(getComputedStyle(octets).lineHeight);
  const top = Math.floor(from / columns) * height, bottom = Math.floor(to / columns) * height;
  if (bottom < octets.scrollTop || top > octets.scrollTop + octets.clientHeight - 2 * height) octets.scrollTop = top - octets.clientHeight / 3;
};
const describe = (run) => `octets ${run.from} to ${run.to - 1}, ${run.node.name}, ${run.part === "contents" ? "value" : run.part}${run.words ? ` · ${run.words}` : ""}`;
const hint = (run) => { element("run").textContent = run ? describe(run) : "Point at octets to read why they are there."; };

// What is known of the chosen element, and how its octets are taken away.
const wrapped = (line, width) => line.match(new RegExp(`.{1,${width}}`, "g")) || [];
const base64 = (some) => {
  let line = "";
  for (let i = 0; i < some.length; i += 8190) line += btoa(String.fromCharCode(...some.subarray(i, i + 8190)));
  return line;
};
const FORMS = {
  hex: (some) => [...some].map(hexOf).join(" "),
  base64,
  PEM: (some, node) => [`-----BEGIN ${node.label}-----`, ...wrapped(base64(some), 64), `-----END ${node.label}-----`, ""].join("\n"),
  value: (some, node) => node.value,
  Python: (some) => {
    const lines = wrapped([...some].map(hexOf).join(""), 96).map((line) => `"${line}"`);
    return lines.length > 1 ? `bytes.fromhex(\n    ${lines.join("\n    ")}\n)` : `bytes.fromhex(${lines[0] || '""'})`;
  },
  C: (some, node) => {
    const lines = wrapped([...some].map((octet) => `0x${hexOf(octet)}, `).join(""), 72).map((line) => `    ${line.trimEnd()}\n`);
    return `static const unsigned char ${node.name.replace(/\W/g, "_").replace(/^(?=\d|$)/, "_")}[${some.length}] = {\n${lines.join("")}};\n`;
  },
};
const copy = async (words, form) => {
  let done = false;
  try {
    await navigator.clipboard.writeText(words);
    done = true;
  } catch {
    const area = make("textarea", "unseen");
    const focused = document.activeElement;
    area.value = words;
    document.body.append(area);
    area.select();
    done = document.execCommand("copy");
    area.remove();
    focused.focus();
  }
  say(done ? `Copied as ${form}` : "The browser did not let it be copied");
  element("run").textContent = element("said").textContent;
};
const citation = (words) => {
  const found = /^RFC (\d{1,5})(?: (?:appendix )?([A-Z]?[\d.]*))?$/.exec(words);
  if (!found) return document.createTextNode(words);
  const link = make("a", "", words);
  link.href = `https://www.rfc-editor.org/rfc/rfc${found[1]}${found[2] ? `#${/^[A-Z]/.test(found[2]) ? "appendix" : "section"}-${found[2]}` : ""}`;
  link.rel = "noreferrer";
  return link;
};
const tagWords = (node) => {
  const some = documents[node.document].octets, first = some[node.start];
  let number = first & 31;
  if (number === 31) {
    number = 0n;
    for (let i = 1; i < tagLength(node, some); i++) number = number * 128n + BigInt(some[node.start + i] & 127);
  }
  return `${["universal", "application", "context", "private"][first >> 6]} ${number}, ${first & 32 ? "constructed" : "primitive"}`;
};
const showDetails = (node) => {
  const path = pathOf(node), list = make("dl"), title = make("h2", "", node.name);
  if (node.declared && node.declared !== node.name) title.append(make("span", "", ` ${node.declared}`));
  const link = make("a", "", path || "(the whole)");
  link.href = `#${encode(path)}`;
  const where = make("p", "path");
  where.append(link);
  const fact = (term, ...words) => {
    const said = make("dd");
    said.append(...words);
    if (words[0].length > 600) said.className = "big", said.tabIndex = 0;
    list.append(make("dt", "", term), said);
  };
  if (node.value) fact("Value", node.value);
  fact("Type", node.type + (node.guessed ? " (its contents look like DER: nothing says so)" : ""));
  if (node.header) fact("Tag", tagWords(node));
  if (isBlock(node)) fact("Octets", `${node.start} to ${node.start + node.header + node.length - 1}` + (node.header ? `: header ${node.header}, contents ${node.length}` : `: ${node.length}`));
  if (node.citation) fact("Standard", citation(node.citation));
  details.replaceChildren(title, where, list);
  for (const finding of node.findings) {
    const box = make("p", `finding ${finding.severity}`, `${finding.severity}: ${finding.text}`);
    if (finding.citation) box.append(" (", citation(finding.citation), ")");
    details.append(box);
  }
  if (node.notes.length) {
    const notes = make("ol");
    const tagged = node.header ? node.start + tagLength(node, documents[node.document].octets) : node.start;
    for (const note of node.notes) {
      const item = make("li", !note.length ? "absent" : note.at < tagged ? "tag" : note.at < node.start + node.header ? "length" : "contents");
      item.append(make("span", "", note.text));
      notes.append(item);
    }
    details.append(make("h3", "", "Why these octets"), notes);
  }
  const secret = node.hides || node.covers;
  const forms = Object.keys(FORMS).filter((form) => (form === "value" ? node.value : !secret && isBlock(node) && (form !== "PEM" || node.label)));
  if (forms.length) {
    const buttons = make("div", "copies");
    for (const form of forms) {
      const button = make("button", "", form === "C" ? "C array" : form);
      button.type = "button";
      button.setAttribute("aria-label", `Copy as ${button.textContent}`);
      button.addEventListener("click", () => copy(FORMS[form](documents[node.document].octets.subarray(node.start, node.start + node.header + node.length), node), button.textContent));
      buttons.append(button);
    }
    details.append(make("h3", "", "Copy as"), buttons);
  }
  if (secret) details.append(make("p", "finding warning", "Private octets are not in this page."));
  details.scrollTop = 0;
};

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
    for (let first = 0; first < place.octets.length; first += LINES * columns) fill(paper, place, first);
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
}
