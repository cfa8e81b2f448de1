// The tip form. Without this script it is a native POST; so it is in browsers that are too old to read it. With it, success
// is shown only where the endpoint has proved it; whatever else happens, the text stays on the page. Nothing is stored,
// and nothing stays when the page is left.
(() => {
  if (![].flatMap || !window.AbortController) return;
  const page = document, all = (where, what) => [...where.querySelectorAll(what)],
    [form] = all(page, ".tip-form"), [box] = all(form, ".tip-form__say"), [button] = all(form, "button"),
    [list] = all(box, "ul"), [busy] = all(form, ".tip-form__busy"), [meta] = all(page, "[name=referrer]"),
    { ways, sent } = form.dataset, way = JSON.parse(ways), seal = window.encryptTip, title = page.title;
  let to, id, sending, until;

  // Shows one message of the box, with the answers that were refused; "" takes everything back that was shown.
  const tell = (what, errors) => {
    all(form, ".tip-form__error").map((note) => note.remove());
    all(form, "[aria-invalid]").map((control) => {
      control.removeAttribute("aria-invalid");
      control.setAttribute("aria-describedby", control.getAttribute("aria-describedby").replace(/^\S+ /, ""));
    });
    all(box, "[data-say]").map((part) => part.hidden = part.dataset.say != what);
    list.textContent = "";
    if (errors) form.prepend(box);
    else button.parentNode.before(box);
    (errors || []).map((error) => {
      // What an endpoint says is not trusted: names are looked up among ours, its words are never shown.
      const { field, code } = error || {}, name = (text) => /^\w+$/.test(text) && text,
        [found] = all(form, `[data-field=${name(field)}]`), [known] = all(box, `[data-code=${name(code)}]`),
        text = (known || all(box, "[data-code=other]")[0]).textContent, item = page.createElement("li");
      list.append(item);
      item.textContent = text;
      if (!found) return;
      const [control] = all(found, "input,select,textarea"), note = page.createElement("p"), link = page.createElement("a");
      control.id = control.id || "f-" + field;
      control.setAttribute("aria-invalid", true);
      control.setAttribute("aria-describedby", `e-${field} ${control.getAttribute("aria-describedby") || ""}`);
      note.className = "tip-form__error";
      note.id = "e-" + field;
      note.textContent = link.textContent = text;
      (control.closest("label") || control).before(note);
      link.href = "#" + control.id;
      link.onclick = (event) => {
        event.preventDefault();
        control.focus();
      };
      item.textContent = "";
      item.append(link);
    });
    box.hidden = !what;
    page.title = what ? `${all(box, "h2")[0].textContent}: ${title}` : title;
    if (what) box.focus();
  };

  // Where it goes: to the hotline of the country that was chosen, if that has a form of its own.
  const choose = () => {
    const { value } = page.getElementById("f-where_country") || {}, country = way[value] ? value : "";
    to = way[country];
    all(page, "[data-to]").map((part) => part.hidden = part.dataset.to != country || "sealed" in part.dataset && !seal);
    all(page, "[data-way]").map((part) => part.hidden = part.dataset.way != value);
    meta.content = to.referrer ? "origin" : "no-referrer";
  };

  const free = () => {
    sending = 0;
    busy.hidden = true;
  };

  // Empty, with a fresh id: at the start, when the page is left, and after success.
  const clear = () => {
    form.reset();
    all(page, ".tip-form__out").map((out) => out.remove());
    id = [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => (byte + 256).toString(16).slice(1)).join("");
    until = 0;
    free();
    tell("");
    choose();
  };

  // What somebody has answered: [name, text or file].
  const answers = () => [...form.elements].flatMap((control) => {
    const field = control.closest("[data-field]"), { type, checked, files, value } = control;
    if (!field || /^(radio|checkbox)$/.test(type) && !checked) return [];
    const values = files ? [...files] : value ? [value.replace(/\r\n?|\n/g, "\r\n")] : [];
    return values.map((each) => [field.dataset.field, each]);
  });

  // What the endpoint has no name for goes into the text, as a line of its own.
  const compose = (found) => {
    const called = (name) => (to.names || {})[name] || (to.any ? name : ""), lines = [],
      pairs = (to.hidden || []).filter(([name]) => name != called("tip_id"));
    let what = "";
    for (const [name, value] of [...found, ["tip_id", id]]) {
      if (name == "what") what = value;
      else if (called(name)) pairs.push([called(name), value]);
      else lines.push(`${(to.lines || {})[name] || name}: ${value}`);
    }
    return [...pairs, [called("what"), [what, lines.join("\r\n")].filter(Boolean).join("\r\n\r\n")]];
  };

  // Everything in one field that only the receiver opens.
  const sealed = async (found) => {
    const tip = {};
    for (const [name, value] of found) {
      if (name == "signs") (tip.signs = tip.signs || []).push(value);
      else tip[name] = value;
    }
    return compose([["what", await seal(to.keys, JSON.stringify(tip, null, 1))]]);
  };

  const isFile = ([, value]) => value.name != null;

  const sendNatively = (pairs) => {
    const out = page.createElement("form");
    Object.assign(out, { className: "tip-form__out", hidden: true, method: "post", action: to.action, acceptCharset: "utf-8" });
    for (const pair of pairs) {
      const control = isFile(pair) ? all(form, "[type=file]")[0] : page.createElement("input");
      if (isFile(pair)) out.enctype = "multipart/form-data";
      else Object.assign(control, { type: "hidden", value: pair[1] });
      control.name = pair[0];
      out.append(control);
    }
    page.body.append(out);
    HTMLFormElement.prototype.submit.call(out);
    setTimeout(free, 3e4);
  };

  const sendProved = async (pairs) => {
    const big = pairs.some(isFile), body = big ? new FormData() : new URLSearchParams(), stop = new AbortController(),
      timer = setTimeout(() => stop.abort(), big ? 3e5 : 6e4);
    pairs.map(([name, value]) => body.append(name, value));
    let answer, text, said;
    try {
      answer = await fetch(to.action, {
        method: "POST", body, headers: { Accept: "application/json" }, credentials:"omit", cache: "no-store",
        referrerPolicy: meta.content, signal: stop.signal
      });
      text = await answer.text();
      said = JSON.parse(text);
    } catch (none) {}
    clearTimeout(timer);
    free();
    if (!answer || text == null) return tell("unknown");
    said = said || {};
    const { ok, status } = answer, failed = said.error || said.errors;
    if (ok && !failed && to.proof.some(([name, value]) => said[name] === value)) {
      clear();
      location.href = sent;
    } else if (status == 429) {
      const told = answer.headers.get("Retry-After"), date = (Date.parse(told) - Date.now()) / 1e3,
        wait = Math.max(1, /^\d+$/.test(told) ? +told : date >= 0 ? date : 30) * 1e3;
      until = Date.now() + wait;
      if (wait <= 6e5) setTimeout(send, wait + 50, id);
      tell(wait <= 6e5 ? "wait" : "later");
    } else if (status >= 400 && status < 500 && failed && failed.length && failed.map) tell("errors", failed);
    else if (status == 413) tell("errors", [{ field: "what", code: "too_large" }]);
    else tell(failed ? "refused" : "unknown");
  };

  // `planned` is the id of the tip that waited; by then it may have been left or sent.
  const send = async (planned) => {
    if (sending || planned && planned != id) return;
    const found = answers(), now = id;
    if (Date.now() < until) return tell(until - Date.now() > 6e5 ? "later" : "wait");
    if (to.keys && !seal && !to.plain) return tell("closed");
    if (navigator.onLine === false) return tell("offline");
    if (!found.some(([name, value]) => name != "identity_choice" && (value.name != null || /\S/.test(value)))) {
      return tell("errors", [{ field: "what", code: "required" }]);
    }
    tell("");
    sending = 1;
    busy.hidden = false;
    try {
      const pairs = to.keys && seal ? await sealed(found) : compose(found);
      // It may have been left, and emptied, while it was encrypted.
      if (now == id) await (to.proof ? sendProved : sendNatively)(pairs);
    } catch (broken) {
      free();
      tell("refused");
    }
  };

  if (seal || !way[""].keys) form.hidden = false;
  if (seal) all(page, "[data-closed]").map((notice) => notice.hidden = true);
  all(form, ".tip-form__more").map((part) => part.hidden = part.disabled = false);
  clear();
  addEventListener("pagehide", clear);
  form.addEventListener("change", choose);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    send();
  });
})();
