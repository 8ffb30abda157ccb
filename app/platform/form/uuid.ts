/** Whether a text of an address is one of our identifiers; PostgreSQL answers an error to any other. */
export function isUuid(text: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text);
}
