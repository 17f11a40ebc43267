// Makes the PDF: pandoc 3 turns the document that pandoc/filters/pdf.lua
// wrote into Typst, and Typst sets it.
// Use: node print/pdf.mjs DOCUMENT.json BOOK.pdf   (in the folder of book.md)
import { readFileSync, renameSync, writeFileSync } from 'node:fs';

const [, , from, to] = process.argv;

function stop(text) {
  console.error(text);
  process.exit(1);
}

async function load(name) {
  try {
    return await import(name);
  } catch (error) {
    if (error.code !== 'ERR_MODULE_NOT_FOUND' && error.code !== 'MODULE_NOT_FOUND') stop(`${name}: ${error.message}`);
    return stop(`make pdf needs the packages pandoc-wasm and @myriaddreamin/typst-ts-node-compiler (107 MB); get them with: make npm`);
  }
}

const { convert } = await load('pandoc-wasm');
const { NodeCompiler } = await load('@myriaddreamin/typst-ts-node-compiler');

// pandoc reads only documents of its own version of the format. What differs
// from pandoc 2.17 to 3 is one kind of block, which an older document lacks.
const text = readFileSync(from, 'utf8').replace(/("pandoc-api-version":)\[1,22[^\]]*\]/, '$1[1,23,1]');
const written = await convert({ from: 'json', to: 'typst-smart', wrap: 'preserve' }, text, {});
if (written.stderr || written.warnings.length > 0) {
  stop(`pandoc: ${written.stderr}${written.warnings.map((it) => JSON.stringify(it)).join('\n')}`);
}

const source = from.replace(/json$/, 'typ');
writeFileSync(source, written.stdout);

function say(problem) {
  for (const { message, path, range } of problem.shortDiagnostics) {
    console.error(`${path.replace(`${process.cwd()}/`, '')}: ${message}`, range ?? '');
  }
}

const compiler = NodeCompiler.create({ workspace: process.cwd() });
const compiled = compiler.compile({ mainFilePath: source });
for (const problem of [compiled.takeError(), compiled.takeWarnings()]) {
  if (problem) {
    say(problem);
    stop(`${source}: no PDF made`);
  }
}
try {
  // A sign that no font has, or a figure without a text for those who cannot
  // see it, is an error of this standard.
  const pdf = compiler.pdf(compiled.result, { pdfStandard: 'ua-1' });
  writeFileSync(`${to}.new`, pdf);
  renameSync(`${to}.new`, to);
} catch (error) {
  stop(`${source}: ${error.message.replace(/, span: Span\(\d+\)/g, '')}`);
}
