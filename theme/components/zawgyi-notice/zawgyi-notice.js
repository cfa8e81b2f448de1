// Unicode fonts stack these two letters: as wide as one. A Zawgyi font sets them beside each other, and boxes would be three.
(function () {
  var notice = document.querySelector(".zawgyi-notice"), pen = document.createElement("canvas").getContext("2d"), ratio;
  if (!notice || !pen) return;
  pen.font = "20px " + getComputedStyle(document.documentElement).fontFamily;
  ratio = pen.measureText("\u1000\u1039\u1000").width / pen.measureText("\u1000").width;
  notice.hidden = !(ratio > 1.5 && ratio < 2.5);
})();
