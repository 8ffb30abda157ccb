import { serve } from "@hono/node-server";
import { Hono } from "hono";
import pg from "pg";

/** The reference of the list page: the same 50 rows of 60 000, as JSON, by Hono and pg alone. */
const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 12 });
const app = new Hono();
app.get("/structures", async (c) => {
  const [rows, total] = await Promise.all([
    pool.query(
      `select s.uai, s.nom, s.type, s.secteur, s.commune_nom, s.departement_code, a.nom as academie, s.statut_ep, v.valeur, v.statut
       from structure s join academie a on a.code = s.academie_code
       left join valeur_indicateur v on v.uai = s.uai and v.indicateur_code = 'ips' and v.annee = 2025 and v.remplace_le is null
       where s.type = $1 order by s.nom, s.uai limit 50 offset 100`,
      [c.req.query("type")],
    ),
    pool.query("select sum(n) as n from comptage_structure where type = $1", [c.req.query("type")]),
  ]);
  return c.json({ rows: rows.rows, total: total.rows[0].n });
});
serve({ fetch: app.fetch, port: Number(process.env.PORT), hostname: "127.0.0.1" }, ({ port }) =>
  process.stdout.write(`${port}\n`),
);
