// Loaded by a service under test before itself: on a signal, something goes wrong that nobody catches.
process.on("SIGUSR2", () => {
  if (process.env.ANCRAGE_ESSAI_BLESSURE === "rejet") void Promise.reject(new Error("rejet d'essai"));
  else
    setImmediate(() => {
      throw new Error("exception d'essai");
    });
});
