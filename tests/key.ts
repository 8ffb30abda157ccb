/** Key of the services under test: it protects nothing real. */
export const CLE_ESSAI = "clé des essais, qui ne protège rien de réel";
