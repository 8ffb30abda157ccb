import { expect, test } from "vitest";
import { maskPath } from "./mask-path.ts";

const SECRET = "Zk3vYw-6Jd_x0aBcDeFgHiJkLmNoPqRsTuVwXyZ0123";

test.each([
  [`/connexion/lien/${SECRET}`, "/connexion/lien/…"],
  [`/connexion/lien/${SECRET}.data`, "/connexion/lien/….data"],
  [`/invitation/${SECRET}`, "/invitation/…"],
  [`/amorce/${SECRET}`, "/amorce/…"],
  [`/rattachement/${SECRET}`, "/rattachement/…"],
  [`/invitation/${SECRET}.autre`, "/invitation/…"],
  ["/invitation/%2E%2E", "/invitation/…"],
])("the secret of %s stays out of a log", (path, masked) => {
  expect(maskPath(path)).toBe(masked);
  expect(maskPath(path)).not.toContain(SECRET);
});

test.each([
  "/",
  "/connexion",
  "/connexion/lien",
  "/structures/9610001A",
  "/personnes/invitation",
  "/mon-compte/sessions/x",
])("%s holds no secret and is kept", (path) => {
  expect(maskPath(path)).toBe(path);
});
