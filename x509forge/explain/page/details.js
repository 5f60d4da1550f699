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
