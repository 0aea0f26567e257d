"""The contents of backups, the lines for witnesses, and the schedule of jobs."""
