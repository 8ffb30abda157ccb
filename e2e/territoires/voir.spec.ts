import { test } from "vitest";
import { openStage } from "#tests/browser.ts";
test("voir", async () => {
  const stage = await openStage();
  const q = async (s: string) => (await stage.database.pool.query(s)).rows;
  console.info = () => {};
  const { writeFileSync } = await import("node:fs");
  const [c] = await q("select circonscription_code as c, bassin_code as b, commune_code as m from structure where departement_code='961' and circonscription_code is not null and bassin_code is not null limit 1");
  writeFileSync("/tmp/helper-k/demo.json", JSON.stringify({ c, s: await q("select count(*), count(circonscription_code) c, count(bassin_code) b, count(reseau_uai) r, count(*) filter (where etat='ferme') f from structure"), k: await q("select niveau, count(*) from contour group by 1"), v: await q("select niveau, territoire, count(*) from valeur_territoire group by 1,2"), o: await q("select calcul, count(*) from orpheline group by 1"), d: await q("select count(*) from structure_dispositif"), t: await q("select typologie, count(*) from commune group by 1"), r: await q("select niveau, base, count(*) from reference_indicateur group by 1,2"), m: await q("select count(*) from valeur_masquee") }, null, 1));
  const paths: [string, string][] = [["liste", "/structures?typologie=rural"], ["carte", "/structures/carte"], ["carte-col", "/structures/carte?type=college&departement=961"], ["entree", "/territoires"], ["nation-t", "/territoires/nation/demonstration"], ["academie", "/territoires/academie/96"], ["departement", "/territoires/departement/961"], ["circo", `/territoires/circonscription/${c?.c ?? "x"}`], ["bassin", `/territoires/bassin/${encodeURIComponent(c?.b ?? "x")}`], ["commune", `/territoires/commune/${c?.m ?? "x"}`], ["nation", "/nation?avec=effectif_college"]];
  const only = process.env.SEUL?.split(",");
  for (const [width, dark] of [[1280, false], [375, true]] as const) {
    const page = await stage.open({ as: "pilote_academique", width, dark });
    for (const [nom, path] of paths) { if (only && !only.includes(nom)) continue; await page.goto(path); await page.waitForTimeout(300); const h = await page.evaluate(() => document.documentElement.scrollHeight); for (let i = 0; i * 1800 < h && i < 5; i++) await page.screenshot({ path: `/tmp/helper-k/${nom}-${width}-${i}.png`, fullPage: true, clip: { x: 0, y: i * 1800, width, height: Math.min(1800, h - i * 1800) } }); }
    await page.context().close();
  }
  writeFileSync("/tmp/helper-k/complaints.txt", stage.complaints().join("\n"));
  await stage.close();
}, 250_000);
