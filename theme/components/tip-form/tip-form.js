// The tip form: a fresh random id for each tip, and nothing left behind when the page is left.
(function () {
  var form = document.querySelector(".tip-form");

  function fresh() {
    var bytes = new Uint8Array(16), id = form.elements.tip_id;
    form.reset();
    crypto.getRandomValues(bytes);
    if (id) id.value = Array.prototype.map.call(bytes, function (byte) {
      return (byte + 256).toString(16).slice(1);
    }).join("");
  }

  fresh();
  addEventListener("pagehide", fresh);
})();
