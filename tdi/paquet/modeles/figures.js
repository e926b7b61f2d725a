"use strict";
document.querySelectorAll("[data-figure]").forEach(function (place) {
  var told = JSON.parse(document.getElementById(place.dataset.figure).textContent);
  place.hidden = false;
  Plotly.newPlot(place, told.data, told.layout, told.config);
});
