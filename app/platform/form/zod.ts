import { z } from "zod";
import fr from "zod/v4/locales/fr.js";

/**
 * The only door to zod. Without `jitless`, building a schema probes `new Function`, which the content security
 * policy refuses; without the locale, people would read English.
 */
z.config({ jitless: true, ...fr() });

export { z };
