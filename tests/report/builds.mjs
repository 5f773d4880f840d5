// Writes the listings and descriptors of layers, as layer_packer does, and makes reports of them.

import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** As in mtree(5). */
function escaped(path) {
  return [...Buffer.from(path)]
    .map((byte) => (byte > 0x20 && byte < 0x7f && !"\\#=*?[".includes(String.fromCharCode(byte))
      ? String.fromCharCode(byte)
      : `\\${byte.toString(8).padStart(3, "0")}`))
    .join("");
}

function linesOf({ path, size, content = path, hardLink, link }) {
  if (link) return `./${escaped(path)} type=link mode=0777 link=${escaped(link)}\n`;
  const comment = hardLink ? `# ./${escaped(path)} hard link: ./${escaped(hardLink)}\n` : "";
  return `${comment}./${escaped(path)} type=file mode=0644 size=${size} sha256digest=${Buffer.from(content).toString("hex")}\n`;
}

/** Writes a build: {layer: {size, digest, entries: [{path, size, content, hardLink, link}]}}. */
export function writeBuild(directory, layers) {
  mkdirSync(directory, { recursive: true });
  for (const [name, { size, digest = name, entries }] of Object.entries(layers)) {
    writeFileSync(join(directory, `app_tar.${name}.mtree`), `#mtree\n${entries.map(linesOf).join("")}`);
    writeFileSync(join(directory, `app_tar.${name}.json`), JSON.stringify({ digest: `sha256:${digest}`, size }));
  }
}

/** Makes the report of a build, and returns the path of the page. */
export function reportOf(layers, previous) {
  const directory = mkdtempSync(join(tmpdir(), "report-"));
  writeBuild(join(directory, "now"), layers);
  const words = ["report", join(directory, "now"), "-o", join(directory, "report.html")];
  if (previous) {
    writeBuild(join(directory, "before"), previous);
    words.push("--previous", join(directory, "before"));
  }
  execFileSync(process.env.PKG_PYVENV, words);
  return join(directory, "report.html");
}

const WHEELS = "app.runfiles/pip_";

function wheel(name, version, files) {
  const site = `${WHEELS}${name}/site-packages`;
  return [{ path: `${site}/${name}-${version}.dist-info/METADATA`, size: 1000 }, ...files.map((file) => ({ ...file, path: `${site}/${name}/${file.path}` }))];
}

/** A program with two wheels, with all that a report tells. */
export function smallBuild(version = "2.0") {
  const venv = "app.runfiles/_main/venv/lib/python3.11/site-packages";
  return {
    interpreter: {
      size: 21_000_000,
      entries: [
        { path: "app.runfiles/python/bin/python3.11", size: 8_000_000, content: "python" },
        { path: "app.runfiles/python/bin/python3", size: 8_000_000, content: "python", hardLink: "app.runfiles/python/bin/python3.11" },
        { path: "app.runfiles/python/lib/python3.11/os.py", size: 12_000_000 },
      ],
    },
    external: {
      size: 40_000_000,
      digest: `external ${version}`,
      entries: [
        ...wheel("big", version, [
          { path: "core/engine.so", size: 30_000_000, content: `engine ${version}` },
          { path: "core/small.py", size: 50_000 },
          { path: "data.bin", size: 5_000_000, content: "shared" },
        ]),
        ...wheel("little", "1.0", [{ path: "data.bin", size: 5_000_000, content: "shared" }]),
      ],
    },
    main: {
      size: 300_000,
      digest: `main ${version}`,
      entries: [
        { path: "app.runfiles/_main/app.py", size: 200_000 },
        { path: `${venv}/big-${version}.dist-info`, link: `../../../../../pip_big/site-packages/big-${version}.dist-info` },
        { path: `${venv}/big`, link: "../../../../../pip_big/site-packages/big" },
      ],
    },
  };
}

/** `count` files in wheels of 500 each, all of one layer but for those of the application. */
export function largeBuild(count) {
  const entries = [];
  for (let i = 0; i < count - 1000; ++i) {
    const name = `wheel${Math.floor(i / 500)}`;
    entries.push({ path: `${WHEELS}${name}/site-packages/${name}/package${i % 25}/module_${i}.py`, size: 1000 + ((i * 7919) % 50_000) });
  }
  const app = Array.from({ length: 1000 }, (_, i) => ({ path: `app.runfiles/_main/app/module_${i}.py`, size: 2000 + i }));
  return { external: { size: 900_000_000, entries }, main: { size: 3_000_000, entries: app } };
}
