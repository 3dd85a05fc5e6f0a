// Unpack the Chromium 86 that the npm package chrome-aws-lambda carries, the browser of the offices, into .cache/chromium86.
// Usage: node tools/unpack_chromium86.mjs    Prints the path of the program; a second call finds it done.
import { execFileSync } from "node:child_process";
import { chmodSync, createReadStream, createWriteStream, existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { pipeline } from "node:stream/promises";
import { fileURLToPath } from "node:url";
import { createBrotliDecompress } from "node:zlib";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const source = join(root, "node_modules", "chrome-aws-lambda", "bin");
const target = join(root, ".cache", "chromium86");

async function unpack(name, output) {
  await pipeline(createReadStream(join(source, name)), createBrotliDecompress(), createWriteStream(output));
}

if (!existsSync(join(target, "chromium"))) {
  // Beside its place first: two test workers may come here at once, and neither must find half a browser.
  const draft = `${target}.${process.pid}`;
  mkdirSync(draft, { recursive: true });
  await unpack("chromium.br", join(draft, "chromium"));
  chmodSync(join(draft, "chromium"), 0o755);
  // Software drawing goes beside the program; the third archive holds libraries that Debian has itself.
  const drawing = join(draft, "swiftshader");
  mkdirSync(drawing);
  await unpack("swiftshader.tar.br", `${drawing}.tar`);
  execFileSync("tar", ["-xf", `${drawing}.tar`, "-C", drawing]);
  rmSync(`${drawing}.tar`);
  try {
    renameSync(draft, target);
  } catch (error) {
    rmSync(draft, { recursive: true });
    if (!existsSync(join(target, "chromium"))) throw error;
  }
}
console.log(join(target, "chromium"));
