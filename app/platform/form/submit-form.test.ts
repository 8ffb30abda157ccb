import { describe, expect, test } from "vitest";
import { NotFound, Refusal } from "../refusal.ts";
import { type FormReply, submitForm } from "./submit-form.server.ts";
import { z } from "./zod.ts";

const schema = z.object({ nom: z.string().max(5), age: z.coerce.number().int().min(1) });

function post(fields: Record<string, string>): Request {
  return new Request("http://127.0.0.1/", { method: "POST", body: new URLSearchParams(fields) });
}

async function replyOf(fields: Record<string, string>, act: () => Promise<unknown> = async () => "done") {
  const answer = (await submitForm(post(fields), schema, act)) as {
    data: FormReply;
    init: { status: number };
  };
  return { ...answer.data.submission, status: answer.init.status };
}

describe("a form", () => {
  test("well filled acts on what was typed, converted, and answers what the act answers", async () => {
    const answer = await submitForm(post({ nom: "Lou", age: "12" }), schema, async (value) => value);
    expect(answer).toEqual({ nom: "Lou", age: 12 });
  });

  test("badly filled does not act: 422, errors in French by field, values kept", async () => {
    let acted = false;
    const reply = await replyOf({ nom: "Guillemette", age: "x" }, async () => {
      acted = true;
    });
    expect(acted).toBe(false);
    expect(reply).toMatchObject({ status: 422, initialValue: { nom: "Guillemette", age: "x" } });
    expect(Object.keys(reply.error ?? {}).sort()).toEqual(["age", "nom"]);
    expect(reply.error?.nom?.join(" ")).not.toMatch(/expected|invalid input/i);
  });

  test("with a field missing says which", async () => {
    expect((await replyOf({ nom: "Lou" })).error).toHaveProperty("age");
  });

  test.each([
    ["sans_credit", 422],
    ["version_perimee", 409],
  ])("refused by the métier (%s) answers %i with the sentence and the values", async (code, status) => {
    const reply = await replyOf({ nom: "Lou", age: "12" }, async () => {
      throw new Refusal(code, "Le crédit est épuisé.");
    });
    expect(reply).toMatchObject({
      status,
      error: { "": ["Le crédit est épuisé."] },
      initialValue: { nom: "Lou", age: "12" },
    });
  });

  test("refused by a named constraint answers its sentence", async () => {
    const reply = await replyOf({ nom: "Lou", age: "12" }, async () => {
      throw Object.assign(new Error("duplicate key"), { constraint: "agent_courriel_unique" });
    });
    expect(reply).toMatchObject({
      status: 422,
      error: { "": ["Un compte existe déjà avec cette adresse."] },
    });
  });

  test.each([
    ["an unknown constraint", Object.assign(new Error("violates"), { constraint: "autre" })],
    ["an unexpected error", new Error("boum")],
    ["what is not found", new NotFound()],
    ["an answer that is thrown", new Response(null, { status: 303 })],
    ["null", null],
  ])("lets %s through, for the error page", async (_what, thrown) => {
    const act = async () => {
      throw thrown;
    };
    const got = await submitForm(post({ nom: "Lou", age: "12" }), schema, act).catch(
      (error: unknown) => error,
    );
    expect(got).toBe(thrown);
  });
});
