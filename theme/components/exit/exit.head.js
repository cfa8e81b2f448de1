// The quick exit. Runs in <head>, before anything is painted, so that it works while the page still loads.
// sessionStorage holds one thing, for this tab only: where the exit led, so that Back does not show the site again.
(function () {
  var root = document.documentElement, presses = 0, alone = false, timer;

  function go(href) {
    var icons = document.querySelectorAll("link[rel=icon]"), i;
    root.hidden = true;
    document.title = "\u200b";
    for (i = 0; i < icons.length; i++) icons[i].href = "data:,";
    location.replace(href);
  }

  function stayAway() {
    try {
      var href = sessionStorage.exit;
    } catch (blocked) {}
    if (href && href.indexOf("https:") === 0) go(href);
  }

  function leave() {
    var link = document.querySelector(".exit a"), forms = document.forms, i;
    if (!link) return;
    root.hidden = true;
    for (i = 0; i < forms.length; i++) HTMLFormElement.prototype.reset.call(forms[i]);
    try {
      sessionStorage.exit = link.href;
    } catch (blocked) {}
    go(link.href);
  }

  function say() {
    var link = document.querySelector(".exit a"), status = document.querySelector(".exit [role]");
    if (!link || !status) return;
    status.textContent = presses === 1 ? link.dataset.one : presses === 2 ? link.dataset.two : "";
    if (presses) link.dataset.presses = presses;
    else delete link.dataset.presses;
  }

  function forget() {
    clearTimeout(timer);
    alone = false;
    if (!presses) return;
    presses = 0;
    say();
  }

  stayAway();
  // A page that comes back from the back/forward cache is unseen until the flag has been read.
  addEventListener("pagehide", function () {
    root.style.visibility = "hidden";
  });
  addEventListener("pageshow", function () {
    stayAway();
    root.style.visibility = "";
  });
  // Firefox cannot read the flag there, and keeps pages with this handler out of it. Others need none.
  if ("mozInnerScreenX" in window) addEventListener("unload", function () {});

  addEventListener("click", function (event) {
    if (!event.target.closest || !event.target.closest(".exit a")) return;
    event.preventDefault();
    leave();
  }, true);

  // Shift alone, three times in five seconds. With a letter, a click or another modifier it means something else:
  // a capital, a selection, another keyboard layout.
  addEventListener("keydown", function (event) {
    if (event.key !== "Shift" || event.altKey || event.ctrlKey || event.metaKey) forget();
    else if (!event.repeat) alone = true;
  }, true);
  addEventListener("pointerdown", forget, true);
  addEventListener("keyup", function (event) {
    if (event.key !== "Shift" || !alone) return;
    alone = false;
    presses++;
    if (presses === 1) timer = setTimeout(forget, 5000);
    if (presses === 3) leave();
    else say();
  }, true);
})();
