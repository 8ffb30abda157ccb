import { parentPort, workerData } from "node:worker_threads";
import { extractText, getDocumentProxy } from "unpdf";

/** The thread of `pdfText`: answers the text of one PDF, page after page, and ends. */
const { bytes, max } = workerData as { readonly bytes: Uint8Array; readonly max: number };
const document = await getDocumentProxy(new Uint8Array(bytes));
const { text } = await extractText(document, { mergePages: false });
parentPort?.postMessage(text.join("\n\n").slice(0, max));
