-- The row may not be changed, so what an existing database was made with comes with its column, as a default.
DO $$ BEGIN
  EXECUTE format(
    'ALTER TABLE missions_installation ADD COLUMN sample boolean NOT NULL DEFAULT %L',
    EXISTS (SELECT FROM missions_installation WHERE kind = 'demonstration')
      AND EXISTS (SELECT FROM missions_functionrevision WHERE provenance = 'illustrative'));
  ALTER TABLE missions_installation ALTER COLUMN sample DROP DEFAULT;
END $$;
