/* Draws the schematic tile map from #tile-map-data; the canvas renderer needs no inline style, tooltips are drawn too.
   The place it is drawn in has no id: htmx would copy the styles that ECharts sets there onto the refreshed element as
   an attribute, which the content policy forbids. */
"use strict";

(function () {
  const COLOURS = { best: "#cfead9", good: "#e9f3d3", fair: "#fdeecb", poor: "#f8d5d1", open: "#fdf1d8", none: "#eceff3" };
  const INK = "#1d2733";
  let chart = null;

  function tileOf(tile, rows) {
    return {
      value: [tile.column, rows - tile.row, 1],
      tile: tile,
      itemStyle: {
        color: COLOURS[tile.band],
        borderColor: tile.functional_area ? "#5a6572" : "#ffffff",
        borderWidth: tile.functional_area ? 1 : 3,
        borderType: tile.functional_area ? "dashed" : "solid",
      },
    };
  }

  function label(parameters) {
    const tile = parameters.data.tile;
    const detail = tile.unmet ? "未达标 " + tile.unmet : "";
    return "{name|" + tile.name + "}\n{rate|" + tile.percent + "}" + (detail ? "\n{detail|" + detail + "}" : "");
  }

  function tooltip(parameters) {
    const tile = parameters.data.tile;
    return tile.name + "  达标率 " + tile.percent + "\n达标 " + tile.met + "  未达标 " + tile.unmet + "  数据缺失 " + tile.unknown;
  }

  function axis(length) {
    return { type: "category", data: Array.from({ length: length }, function (_, index) { return index; }), show: false };
  }

  function draw() {
    const place = document.querySelector(".tile-map");
    const data = document.getElementById("tile-map-data");
    if (!place || !data) return;
    const tiles = JSON.parse(data.textContent);
    const rows = Math.max.apply(null, tiles.map(function (tile) { return tile.row; }));
    const columns = Math.max.apply(null, tiles.map(function (tile) { return tile.column; }));
    const narrow = place.clientWidth < 420;
    if (chart) chart.dispose();
    chart = window.echarts.init(place, null, { renderer: "canvas" });
    chart.setOption({
      animation: false,
      grid: { left: 0, right: 0, top: 0, bottom: 0 },
      xAxis: axis(columns + 1),
      yAxis: axis(rows + 1),
      tooltip: { renderMode: "richText", confine: true, formatter: tooltip },
      series: [{
        type: "heatmap",
        data: tiles.map(function (tile) { return tileOf(tile, rows); }),
        label: {
          show: true,
          formatter: label,
          color: INK,
          rich: {
            name: { fontSize: narrow ? 10 : 12, lineHeight: 17, color: INK },
            rate: { fontSize: narrow ? 12 : 16, lineHeight: 21, fontWeight: "bold", color: INK },
            detail: { fontSize: narrow ? 10 : 11, lineHeight: 15, color: "#8c1d17" },
          },
        },
        emphasis: { itemStyle: { borderColor: "#14477d", borderWidth: 2 } },
      }],
    });
    chart.on("click", function (event) { window.location.assign(event.data.tile.url); });
  }

  document.addEventListener("DOMContentLoaded", draw);
  document.addEventListener("htmx:afterSwap", draw);
  window.addEventListener("resize", draw);
})();
