"""What backups hold, what witnesses are told, and when jobs run."""
