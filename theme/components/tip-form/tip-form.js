// The tip form. Without this script it is a native POST; so it is in browsers that are too old to read it. With it, success
// is shown only where the endpoint has proved it; whatever else happens, the text stays on the page. Nothing is stored,
// and nothing stays when the page is left.
(() => {
  if (![].flatMap || !window.AbortController || !window.fetch || !window.crypto) return;
  const page = document, all = (what, where = page) => [...where.querySelectorAll(what)],
    [form] = all(".tip-form"), [box] = all(".tip-form__say"), [list] = all("ul", box), [heading] = all("h2", box),
    [end] = all(".tip-form__send"), [busy] = all(".tip-form__busy"), [meta] = all("[name=referrer]"), fields = all("[data-field]:not([aria-hidden])", form), codes = all("[data-code]", box),
    { ways, sent } = form.dataset, way = JSON.parse(ways), seal = window.encryptTip, title = page.title;
  let to, id, sending, until, tries, last;

  const add = (where, name, text = "") => {
    const made = page.createElement(name);
    made.textContent = text;
    where.append(made);
    return made;
  };

  // Shows one message of the box; "" takes everything back that was shown.
  const tell = (what) => {
    all(".tip-form__error").map((note) => note.remove());
    all("[aria-invalid]").map((control) => control.removeAttribute("aria-invalid"));
    all("[data-say]").map((part) => part.hidden = part.dataset.say != what);
    list.textContent = "";
    box.hidden = !what;
    page.title = what ? `${heading.textContent}: ${title}` : title;
    (what == "errors" ? form.firstChild : end).before(box);
    box.focus();
  };

  // Lists the answers that were refused. What an endpoint says is not trusted: its words are never shown.
  const refuse = (errors) => {
    tell("errors");
    errors.map((error) => {
      const { field, code } = error || {}, known = codes.find((one) => one.dataset.code == code),
        asked = (name) => fields.find((one) => one.dataset.field == name),
        // The codes that we know are about the text, unless they say otherwise.
        found = asked(field) || known && asked("what");
      if (!found || all(".tip-form__error", found)[0]) return;
      const [control] = all("input,select,textarea", found), [name] = all("legend,label", found), [notes] = all("[id]", found),
        text = (known || codes[0]).textContent,
        link = add(add(list, "li"), "a", `${name.firstChild.textContent.trim()} – ${text}`);
      add(notes, "p", text).className = "tip-form__error";
      control.setAttribute("aria-invalid", true);
      link.href = "#" + notes.id;
      link.onclick = (event) => {
        event.preventDefault();
        control.focus();
      };
    });
    if (!list.firstChild) tell("refused");
  };

  // Where it goes: to the hotline of the country that was chosen, if that has a form of its own.
  const choose = () => {
    const { value } = page.getElementById("f-where_country") || {}, country = way[value] ? value : "";
    to = way[country];
    all("[data-to]").map((part) => part.hidden = part.dataset.to != country || "sealed" in part.dataset && !seal);
    all("[data-way]").map((part) => part.hidden = part.dataset.way != value);
    meta.content = to.referrer;
  };

  // While it is sent nothing can be added, for that would not be sent.
  const hold = (on) => {
    sending = on;
    busy.hidden = !on;
    fields.map((field) => field.inert = on);
  };

  const begin = () => {
    id = crypto.getRandomValues(new Uint32Array(4)).join("-");
    until = tries = 0;
    last = [];
    hold(false);
    tell("");
    choose();
  };

  // Empty, with a fresh id: when the page is left, and after success.
  const clear = () => {
    form.reset();
    begin();
  };

  // What somebody has answered: [name, text or file].
  const answers = () => [...form.elements].flatMap((control) => {
    const field = control.closest("[data-field]"), { type, checked, files, value } = control;
    if (!field || /^(radio|checkbox)$/.test(type) && !checked) return [];
    const values = files ? [...files] : value ? [value.replace(/\n/g, "\r\n")] : [];
    return values.map((each) => [field.dataset.field, each]);
  });

  // What the endpoint has no name for goes into the text, as a line of its own.
  const compose = (found) => {
    const called = (name) => to.names[name] || (to.any ? name : ""), lines = [],
      pairs = to.hidden.filter(([name]) => name != called("tip_id"));
    let what = "";
    for (const [name, value] of [...found, ["tip_id", id]]) {
      if (name == "what") what = value;
      else if (called(name)) pairs.push([called(name), value]);
      else lines.push(`${to.lines[name] || name}: ${value}`);
    }
    return [...pairs, [called("what"), [what, lines.join("\r\n")].filter(Boolean).join("\r\n\r\n")]];
  };

  // Everything in one field that only the receiver opens. The same words stay the same bytes, by which a repeat is known.
  const sealed = async (found) => {
    const tip = {};
    for (const [name, value] of found) {
      if (name == "signs") (tip.signs = tip.signs || []).push(value);
      else tip[name] = value;
    }
    const text = JSON.stringify(tip, null, 1);
    if (last[0] != to.keys + text) last = [to.keys + text, await seal(to.keys, text)];
    return compose([["what", last[1]]]);
  };

  const isFile = ([, value]) => value.name != null;

  const sendNatively = (pairs) => {
    const out = form.cloneNode();
    out.hidden = true;
    out.action = to.action;
    page.body.append(out);
    pairs.map((pair) => {
      const control = add(out, "input");
      control.name = pair[0];
      control.type = isFile(pair) ? "file" : "hidden";
      if (isFile(pair)) control.files = all("[type=file]", form)[0].files;
      else control.value = pair[1];
    });
    HTMLFormElement.prototype.submit.call(out);
    out.remove();
    // Still here: it takes long, or the answer was no page.
    setTimeout((now) => {
      if (now != id) return;
      hold(false);
      tell("unknown");
    }, 3e4, id);
  };

  const tellToWait = () => tell(until < Date.now() + 6e5 ? "wait" : "later");

  const sendProved = async (pairs) => {
    const now = id, big = pairs.some(isFile), body = big ? new FormData() : new URLSearchParams(), stop = new AbortController(),
      timer = setTimeout(() => stop.abort(), big ? 3e5 : 6e4);
    pairs.map(([name, value]) => body.append(name, value));
    let answer = {}, said = {};
    try {
      answer = await fetch(to.action, {
        method: "POST", body, headers: { Accept: "application/json" }, credentials: "omit",
        referrerPolicy: to.referrer, signal: stop.signal, redirect: to.moves ? "follow" : "error"
      });
      said = JSON.parse(await answer.text()) || said;
    } catch {}
    clearTimeout(timer);
    if (now != id) return;
    hold(false);
    const { status } = answer, failed = said.error || said.errors || said.ok === false;
    if (answer.ok && !failed && to.proof.some(([name, value]) => said[name] === value)) {
      clear();
      location.href = sent;
    } else if (status == 429) {
      const told = answer.headers.get("Retry-After") || "?", wait = isNaN(told) ? (Date.parse(told) - Date.now()) / 1e3 : +told,
        // Whoever is busy is asked less and less often.
        long = Math.max(++tries * tries, wait >= 0 ? wait : 30) * 1e3;
      until = Date.now() + long;
      if (long < 6e5) setTimeout(send, long + 50, id);
      tellToWait();
    } else if (status >= 400 && status < 500 && failed && failed.map) refuse(failed);
    else if (status == 413) refuse([{ code: "too_large" }]);
    else tell(failed ? "refused" : "unknown");
  };

  // `planned` is the id of the tip that waited; by then it may have been left or sent.
  const send = async (planned) => {
    if (sending || planned && planned != id) return;
    const found = answers(), now = id;
    if (Date.now() < until) return tellToWait();
    if (to.keys && !seal && !to.plain) return tell("closed");
    if (navigator.onLine === false) return tell("offline");
    if (!found.some((pair) => pair[0] != "identity_choice" && (isFile(pair) || pair[1].trim()))) {
      return refuse([{ code: "required" }]);
    }
    tell("");
    hold(true);
    try {
      const pairs = to.keys && seal ? await sealed(found) : compose(found);
      // It may have been left, and emptied, while it was encrypted.
      if (now == id) await (to.proof ? sendProved : sendNatively)(pairs);
    } catch {
      hold(false);
      tell("refused");
    }
  };

  // Whatever fails up to here leaves a native form; what is shown last must not be sent without the script. What was
  // typed until now stays.
  begin();
  addEventListener("pagehide", clear);
  form.addEventListener("change", choose);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    send();
  });
  if (seal) all("[data-closed]").map((notice) => notice.hidden = true);
  if (seal || !way[""].keys) form.hidden = false;
  all(".tip-form__more").map((part) => part.hidden = part.disabled = false);
})();
