-- A file of the académie may speak of communes: its reading says by which codes its lines are known.

update correspondance
  set colonnes = (colonnes - 'uai') || jsonb_build_object('lieu', 'uai', 'cle', colonnes -> 'uai')
  where colonnes ->> 'genre' = 'academique' and colonnes ? 'uai';
