-- Due dates: a review keeps the first beside whether it is open, and a steward moves it while it is.

CREATE OR REPLACE FUNCTION csis_review_opened() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
BEGIN
  INSERT INTO missions_reviewstate (review_id, area_id, is_open, due_on)
  VALUES (NEW.id, NEW.area_id, true, NEW.due_on);
  RETURN NULL;
END $$;

CREATE FUNCTION csis_due_moved() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
BEGIN
  IF NEW.by_id IS NULL OR NOT csis_holds(NEW.by_id, 'steward') THEN
    PERFORM csis_refuse('A steward moves a due date.');
  END IF;
  UPDATE missions_reviewstate SET due_on = NEW.due_on
  WHERE review_id = NEW.review_id AND is_open AND due_on <> NEW.due_on;
  IF NOT FOUND THEN
    PERFORM csis_refuse('The due date of an open review is moved, and to another day.');
  END IF;
  RETURN NEW;
END $$;

-- Whoever may call it may hang it on a table of their own, and move due dates with no row.
REVOKE EXECUTE ON FUNCTION csis_due_moved() FROM PUBLIC;
