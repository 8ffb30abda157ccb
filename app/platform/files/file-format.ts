/** Formats of the lists and tables that may be taken away, the first by default. */
export const FILE_FORMATS = ["csv", "xlsx", "ods"] as const;
export type FileFormat = (typeof FILE_FORMATS)[number];

/** The format asked for by `?format=`; anything else is the default. */
export function readFileFormat(params: URLSearchParams): FileFormat {
  const asked = params.get("format");
  return FILE_FORMATS.find((format) => format === asked) ?? "csv";
}
