"use strict";

function start() {
  const model = readModel(JSON.parse(document.getElementById("data").textContent));
  addHead(model);
  addComparison(model);
  addLayers(model);
  // The map leads to files, which come further down.
  let showFile;
  addMap(model, (path) => showFile(path));
  addPush(model);
  showFile = addFiles(model);
  addDuplicates(model);
}

start();
