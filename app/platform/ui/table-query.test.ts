import { describe, expect, it } from "vitest";
import { carriedParams, readTableQuery, tableHref } from "./table-query.ts";

const options = {
  sortable: ["nom", "ips"],
  defaultSort: "nom",
  columns: ["nom", "commune", "ips"],
  defaultColumns: ["nom", "commune"],
  fixedColumns: ["nom"],
};
const read = (search: string) => readTableQuery(new URLSearchParams(search), options);

describe("reading a list's URL", () => {
  it("has a default for everything", () => {
    expect(read("")).toEqual({
      sort: { key: "nom", direction: "asc" },
      page: 1,
      size: 50,
      columns: ["nom", "commune"],
    });
  });
  it("reads sort, page, size and columns, in the order of the table", () => {
    expect(read("tri=-ips&page=3&taille=100&colonnes=ips&colonnes=commune")).toEqual({
      sort: { key: "ips", direction: "desc" },
      page: 3,
      size: 100,
      columns: ["nom", "commune", "ips"],
    });
  });
  it.each(["tri=mot_de_passe", "page=-1", "page=1e9", "page=abc", "taille=100000", "colonnes=secret"])(
    "ignores %s",
    (search) => {
      const query = read(search);
      expect(query.sort.key).toBe("nom");
      expect(query.page).toBe(1);
      expect(query.size).toBe(50);
      expect(query.columns).not.toContain("secret");
    },
  );
});

describe("writing a list's URL", () => {
  const params = new URLSearchParams("commune=Évry&tri=nom&page=4");
  it("keeps the other parameters and goes back to the first page", () => {
    expect(tableHref(params, { tri: "-nom" })).toBe("?commune=%C3%89vry&tri=-nom");
  });
  it("changes page without losing anything", () => {
    expect(tableHref(params, { page: 5 })).toBe("?commune=%C3%89vry&tri=nom&page=5");
  });
  it("removes a parameter, and stays a link when nothing is left", () => {
    expect(tableHref(new URLSearchParams("q=a&page=2"), { q: null })).toBe("?");
  });
  it("carries through a form what the form does not ask", () => {
    expect(carriedParams(params, ["commune"])).toEqual([["tri", "nom"]]);
  });
});
