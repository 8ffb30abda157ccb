/**
 * Loaded before everything (`node --import`), in plain JavaScript: an older Node could not even read our TypeScript,
 * and would say so in words that help nobody. npm scripts find Node 24 in node_modules/.bin, which `npm ci` fills.
 */
const [major] = process.versions.node.split(".").map(Number);
if (major < 24) {
  process.stderr.write(
    `Ancrage demande Node.js 24 et tourne ici sous ${process.versions.node} : lancez « npm ci », qui l'apporte, puis passez par les commandes npm (« npm start », « npm test »).\n`,
  );
  process.exit(1);
}
