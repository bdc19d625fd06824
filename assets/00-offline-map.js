/* Before plotly.js: every choropleth wants a world map from another host and draws nothing without it.
   An empty one stands ready here instead. */
(function () {
  const nothing = { type: 'GeometryCollection', geometries: [] };
  window.PlotlyGeoAssets = {
    topojson: {
      world_110m: {
        type: 'Topology',
        arcs: [],
        objects: {
          coastlines: nothing, land: nothing, ocean: nothing, lakes: nothing,
          rivers: nothing, countries: nothing, subunits: nothing
        }
      }
    }
  };
})();
